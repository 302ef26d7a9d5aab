"""Reads claims of short texts with places and statements given by their words, as the claim tests need it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from qawl.extract.actors import find_actors, index_actors
from qawl.extract.claims import find_claims
from qawl.extract.findings import FoundActor, FoundClaim, FoundStatement, FoundToponym
from qawl.extract.predicates import find_triggers
from qawl.extract.quantities import find_quantities
from qawl.extract.surroundings import Trigger
from qawl.extract.word_facts import read_words
from qawl.lexicon.calendar import load_calendar
from qawl.lexicon.known import load_known
from qawl.lexicon.load import open_data
from qawl.lexicon.numerals import load_numerals
from qawl.lexicon.predicates import load_predicate_lexicon
from qawl.lexicon.salience import SaliencePoints
from qawl.model.span import Span
from qawl.model.statement import Commitment, Stance
from qawl.resolve.times import find_times
from qawl.text.layout import Layout, lay_out

DATA = open_data()
LEXICON = load_predicate_lexicon(DATA)
KEEP_ALL = replace(LEXICON, salience=SaliencePoints({}, LEXICON.salience.vetoes))
ACTORS = index_actors(load_known(DATA))
NUMERALS = load_numerals(DATA)
CALENDAR = load_calendar(DATA)
PUBLISHED = date(2018, 3, 17)
HEADLINE = "نشرة الأخبار\n"
PLACES = ("عفرين", "دوما", "الرستن", "سوريا", "درعا", "الباب", "حماة", "تركيا", "صعدة", "اليمن", "الغوطة")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement by its words; ``nth`` chooses among equal contents."""

    cue: str
    content: str
    stance: Stance = Stance.ASSERTS
    source: str | None = None


def read_claims(
    text: str,
    *,
    said: Sequence[Said] = (),
    keep_all: bool = True,
    disabled: frozenset[str] = frozenset(),
    headline: str = HEADLINE,
) -> tuple[str, list[FoundClaim]]:
    """The whole text and its claims; with ``keep_all`` the measured filter lets every draft through."""
    text = headline + text
    layout = lay_out(text)
    lexicon = KEEP_ALL if keep_all else LEXICON
    facts = read_words(layout, lexicon)
    toponyms = _toponyms(layout)
    found = find_claims(
        layout,
        statements=[_statement(layout, one) for one in said],
        toponyms=toponyms,
        actors=find_actors(facts, ACTORS, lexicon, toponyms=toponyms),
        quantities=find_quantities(layout, NUMERALS),
        times=find_times(layout, CALENDAR, published=PUBLISHED),
        lexicon=lexicon,
        published=PUBLISHED,
        facts=facts,
        disabled=disabled,
    )
    return text, found.claims


def read_triggers(text: str) -> list[Trigger]:
    """The accepted triggers of a text."""
    layout = lay_out(text)
    facts = read_words(layout, LEXICON)
    toponyms = _toponyms(layout)
    actors = find_actors(facts, ACTORS, LEXICON, toponyms=toponyms)
    parties = frozenset(i for a in actors for i in range(a.first, a.last + 1) if a.rule != "actor.nisba")
    quantities = find_quantities(layout, NUMERALS)
    return find_triggers(facts, LEXICON, toponyms=toponyms, quantities=quantities, parties=parties)


def read_actors(text: str) -> list[FoundActor]:
    """The actor mentions of a text."""
    layout = lay_out(text)
    return find_actors(read_words(layout, LEXICON), ACTORS, LEXICON, toponyms=_toponyms(layout))


def _toponyms(layout: Layout) -> list[FoundToponym]:
    """Every token that is one of the test places, with or without a proclitic."""
    found = []
    tokens = layout.tokens
    for index, raw in enumerate(tokens.raw):
        name = next((p for p in PLACES if raw == p or (raw.endswith(p) and len(raw) - len(p) == 1)), None)
        if name is not None:
            span = Span(tokens.ends[index] - len(name), tokens.ends[index])
            found.append(FoundToponym(index, index, span, None, ()))
    return found


def _statement(layout: Layout, said: Said) -> FoundStatement:
    cue, content = _span(layout.text, said.cue), _span(layout.text, said.content)
    source = None if said.source is None else _span(layout.text, said.source)
    return FoundStatement(
        cue=_tokens(layout, cue),
        source=None if source is None else _tokens(layout, source),
        content=(content,),
        cue_span=cue,
        source_span=source,
        lemma="",
        stance=said.stance,
        commitment=Commitment.MEDIUM,
    )


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _tokens(layout: Layout, span: Span) -> tuple[int, int]:
    inside = layout.tokens.inside(span)
    return inside.start, inside.stop - 1
