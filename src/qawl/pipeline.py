"""The whole flow, readable top to bottom: load once, read one document, or read a text given by hand.

    document -> layout -> names, statements, places, numbers, times -> speakers, places resolved -> claims -> records

A ``Reader`` holds only the data loaded at start; ``read`` is a function from a document to a reading and
changes nothing, so one reader serves millions of documents and any number of threads.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from qawl.collecting import without_collection
from qawl.errors import UsageError
from qawl.extract.actors import ActorIndex, find_actors, index_actors
from qawl.extract.claims import find_claims
from qawl.extract.entities import FoundName, find_known_names
from qawl.extract.findings import FoundTime
from qawl.extract.names import find_people
from qawl.extract.phrases import PhraseReader
from qawl.extract.predicates import read_words
from qawl.extract.quantities import add_running_totals, find_quantities
from qawl.extract.statements import find_statements
from qawl.extract.toponyms import find_toponyms
from qawl.lexicon.calendar import Calendar, load_calendar
from qawl.lexicon.cues import CueLexicon, load_cues
from qawl.lexicon.gazetteer import Gazetteer, load_gazetteer
from qawl.lexicon.known import KnownNames, load_known
from qawl.lexicon.load import DATA, open_data
from qawl.lexicon.numerals import Numerals, load_numerals
from qawl.lexicon.predicates import PredicateLexicon, load_predicate_lexicon
from qawl.lexicon.words import Words, load_words
from qawl.model.document import DatePrecision, Document, Outlet, PublishedAt
from qawl.model.ids import document_id, text_sha256
from qawl.model.reading import Reading
from qawl.resolve.antecedents import Agreement
from qawl.resolve.person_titles import SpeakerContext
from qawl.resolve.places import resolve_places
from qawl.resolve.records import make_actors, make_claims, make_places, make_statements
from qawl.resolve.speakers import resolve_speakers
from qawl.resolve.times import find_times
from qawl.situation.headline_check import check_headline
from qawl.text.layout import Layout, lay_out

VERSION = "1"
"""Version of rules and data together; a reading carries it, and ``qawl reread`` compares it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """All language data, loaded once.

    ``left_out`` names rules of inheritance that are switched off, to measure what each is worth.
    """

    words: Words
    cues: CueLexicon
    known: KnownNames
    actors: ActorIndex
    gazetteer: Gazetteer
    numerals: Numerals
    calendar: Calendar
    predicates: PredicateLexicon
    left_out: frozenset[str] = frozenset()

    def read(self, document: Document) -> Reading:
        """Everything found in one document. Same document and version, same reading."""
        with without_collection():
            return self._read(document)

    def _read(self, document: Document) -> Reading:
        published = _local_day(document)
        layout = lay_out(document.text)
        times = find_times(layout, self.calendar, published=published)
        names = find_known_names(layout, self.known)
        people = find_people(
            layout,
            words=self.words,
            cues=self.cues,
            bodies=_bodies(names),
            known=_persons(names),
            nisbas=self.known.nisbas,
        )
        statements = find_statements(self._phrases(layout, names, people, times))
        year = None if published is None else published.year
        context = SpeakerContext(layout, self.words, self.known, names, people, year)
        speakers = resolve_speakers(context, statements, [Agreement(s.gender, s.number) for s in statements])

        toponyms = find_toponyms(layout, self.gazetteer, people=people, known=names)
        toponyms = resolve_places(layout, toponyms, self.gazetteer)
        quantities = add_running_totals(layout, find_quantities(layout, self.numerals), times)
        facts = read_words(layout, self.predicates)
        actors = find_actors(facts, self.actors, self.predicates, toponyms=toponyms)
        found = find_claims(
            layout,
            statements=statements,
            toponyms=toponyms,
            actors=actors,
            quantities=quantities,
            times=times,
            lexicon=self.predicates,
            published=published,
            facts=facts,
            gazetteer=self.gazetteer,
            armed=self.actors.armed,
            observers=self.actors.observers,
            disabled=self.left_out,
        )

        records = make_statements(document, statements, speakers)
        claim_records = make_claims(document, found.claims, records, quantities)
        reading = Reading(
            document=document,
            version=VERSION,
            statements=records,
            claims=claim_records,
            places=make_places(toponyms, self.gazetteer.place),
            actors=make_actors(records, claim_records, self.known.entities),
            sentences=tuple((span.start, span.end) for span in layout.sentence_spans),
        )
        repeated = make_claims(document, found.repeated, records, quantities)
        return replace(reading, headline=check_headline(reading, repeated=repeated, quantities=quantities))

    def _phrases(
        self, layout: Layout, names: Sequence[FoundName], people: dict[int, int], times: Sequence[FoundTime]
    ) -> PhraseReader:
        """What the noun phrases of one article are read with."""
        entities = {name.first: name.last for name in names}
        entities |= {first: max(last, entities.get(first, 0)) for first, last in people.items()}
        starts = layout.tokens.starts
        return PhraseReader(
            layout=layout,
            words=self.words,
            cues=self.cues,
            entities=entities,
            people=frozenset(people) | {n.first for n in names if n.form.entity.category == "person"},
            outlets=frozenset(n.first for n in names if n.form.entity.kind == "outlet"),
            times={time.first: time.last for time in times},
            joined=frozenset(n.first for n in names if n.span.start > starts[n.first]),
        )


def _bodies(names: Sequence[FoundName]) -> frozenset[int]:
    """Tokens of known names that are no persons: «الملك سلمان» in the name of a centre speaks for nobody."""
    others = (name for name in names if name.form.entity.category != "person")
    return frozenset(at for name in others for at in range(name.first, name.last + 1))


def _persons(names: Sequence[FoundName]) -> dict[int, int]:
    """First to last token of known persons."""
    return {name.first: name.last for name in names if name.form.entity.category == "person"}


def load_reader(folder: Path = DATA) -> Reader:
    """Load the lexicons and gazetteers of a data folder.

    Raises:
        DataFileError: a data file is wrong; the message names file and entry.
    """
    with without_collection():
        return _load(folder)


def _load(folder: Path) -> Reader:
    data = open_data(folder)
    known, gazetteer = load_known(data), load_gazetteer(data)
    return Reader(
        words=load_words(data),
        cues=load_cues(data),
        known=known,
        actors=index_actors(known, ordinary=gazetteer.words.not_nisbas),
        gazetteer=gazetteer,
        numerals=load_numerals(data),
        calendar=load_calendar(data),
        predicates=load_predicate_lexicon(data),
    )


def make_document(
    text: str,
    *,
    published: date | datetime | str | None = None,
    outlet: str = "",
    url: str = "",
    title: str = "",
    id: str = "",
) -> Document:
    """A document of a text given by hand; ``published`` may be a date or an ISO or YYYYMMDD string.

    Raises:
        UsageError: ``published`` is no date.
    """
    key = url or id or f"sha256:{text_sha256(text)}"
    return Document(
        id=document_id(key, text, "given"),
        article_key=key,
        text=text,
        title=title or text.partition("\n")[0],
        outlet=Outlet(outlet, outlet),
        url=url,
        published_at=parse_published(published),
        text_sha256=text_sha256(text),
        extractor="given",
        external_id=id,
    )


def parse_published(value: date | datetime | str | None) -> PublishedAt | None:
    """A publication time from what a caller gives; None for None or an empty string.

    Raises:
        UsageError: the string is neither ISO 8601 nor YYYYMMDD.
    """
    if value is None or value == "":
        return None
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError as error:
            raise UsageError(
                f"{value!r} is no publication date. Write it as 2017-09-11 or 2017-09-11T14:20+03:00."
            ) from error
        precision = DatePrecision.DAY if len(value) <= 10 else DatePrecision.SECOND
    elif isinstance(value, datetime):
        moment, precision = value, DatePrecision.SECOND
    else:
        moment, precision = datetime(value.year, value.month, value.day), DatePrecision.DAY
    zone_known = moment.tzinfo is not None
    return PublishedAt(moment if zone_known else moment.replace(tzinfo=UTC), precision, zone_known, "caller")


def read(
    text: str,
    *,
    published: date | datetime | str | None = None,
    outlet: str = "",
    url: str = "",
    title: str = "",
    id: str = "",
    reader: Reader | None = None,
) -> Reading:
    """Read one text (headline, newline, body). Give ``reader`` when reading many: loading takes most of a second.

    Raises:
        UsageError: ``published`` is no date.
    """
    document = make_document(text, published=published, outlet=outlet, url=url, title=title, id=id)
    return (reader or load_reader()).read(document)


def _local_day(document: Document) -> date | None:
    """The calendar day of publication where it was published: what «yesterday» counts from."""
    return None if document.published_at is None else document.published_at.value.date()
