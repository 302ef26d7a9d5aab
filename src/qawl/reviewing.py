"""Reviewing: a person confirms, corrects or rejects what stands in a ledger, with a name, a time and a reason.

Here what somebody types meets the ledger: the record is found, the decision is checked and anchored to its words, and
appended. Nothing is changed or deleted by it; the ledger shows its records by the decisions from then on. Only the
date of a document does more: its relative times are resolved again, by reading it once more.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from qawl import clock
from qawl.errors import UsageError
from qawl.export.reference import reference_line
from qawl.ingest.dates import parse_published
from qawl.ingest.outlets import load_outlets
from qawl.lexicon.gazetteer import Gazetteer, load_gazetteer
from qawl.lexicon.known import load_known
from qawl.lexicon.load import DATA, open_data
from qawl.model.document import Document
from qawl.model.entity import Place
from qawl.model.ids import hash_id
from qawl.model.reading import Reading
from qawl.model.review import Decision, Letter, RecordKind, Review, Reviewer
from qawl.reading import ReadsDocuments
from qawl.review.corrections import LookUp, check_words, parse_settings
from qawl.review.documents import document_facts, published_words, reviewed_document
from qawl.review.pairs import PresentPairs
from qawl.review.ranking import letters_of, standing
from qawl.review.subjects import Subject, find_subject
from qawl.situation.credibility import NUMBER_FIELD
from qawl.store.ledger import Ledger
from qawl.text.fold import fold_text

__all__ = [
    "decided_pairs", "keep_review", "letters", "moment_of", "numbers", "pending", "reference_lines", "review", "said",
]  # fmt: skip

_AHEAD = timedelta(days=1)
_NEEDS_VALUE = frozenset({Decision.CORRECT, Decision.LETTER})
_NAMED = frozenset({RecordKind.SPEAKER, RecordKind.OUTLET})
_DERIVED = frozenset({RecordKind.COPY, RecordKind.CONFLICT, RecordKind.PAIR})


def review(
    ledger: Ledger,
    record_id: str,
    decision: Decision | str,
    *,
    reviewer: str,
    reason: str,
    settings: Mapping[str, str] | Iterable[tuple[str, str]] = (),
    kind: RecordKind | str | None = None,
    at: datetime | None = None,
    reader: Callable[[], ReadsDocuments] | None = None,
    version: int | None = None,
) -> Review:
    """Decide on one record, and keep the decision; the very same decision given twice is one.

    ``record_id`` is that of a statement, claim, link (``c_….place``, ``s_….speaker``) or document, two ids with a plus
    for a conflict or copy, with ``kind`` also for a pair that tells one happening; or with ``kind`` the name or id of a
    speaker or outlet. ``settings`` are the fields of a correction. ``reader`` is called when the date of a document is
    corrected. ``version`` is how many decisions the record had when the reviewer looked at it.

    Raises:
        UsageError: there is no such record or field, or something that must be said is missing.
        StaleError: with ``version``: somebody has decided on the record since.
    """
    made = make_review(
        ledger, record_id, decision, reviewer=reviewer, reason=reason, settings=settings, kind=kind, at=at
    )
    keep_review(ledger, made.review, places=made.places, reader=reader, version=version)
    return made.review


@dataclass(frozen=True, slots=True)
class Made:
    """A decision that is not kept yet, with the places that it points at."""

    review: Review
    places: tuple[Place, ...]


def make_review(
    ledger: Ledger,
    record_id: str,
    decision: Decision | str,
    *,
    reviewer: str,
    reason: str,
    settings: Mapping[str, str] | Iterable[tuple[str, str]] = (),
    kind: RecordKind | str | None = None,
    at: datetime | None = None,
) -> Made:
    """The decision that ``review`` keeps: the record found, the fields checked, all of it anchored to the words.

    Raises:
        UsageError: there is no such record or field, or something that must be said is missing.
    """
    decision = _decision(decision)
    name, why = said(reviewer, "a reviewer's name"), said(reason, "a reason")
    subject = find_subject(ledger, record_id, kind=_kind(kind, decision))
    moment = moment_of(at, _beside(ledger, subject) if at is None else ())
    pairs = list(settings.items() if isinstance(settings, Mapping) else settings)
    _check_call(decision, subject, pairs)
    place_of = _Places(ledger)
    value: tuple[tuple[str, str], ...] = ()
    if decision in _NEEDS_VALUE:
        look_up = _look_up(ledger, subject, place_of)
        value = parse_settings(pairs, kind=subject.kind, part=subject.part, look_up=look_up)
    made = Review(
        anchor=subject.anchor,
        record_kind=subject.kind,
        record_id=subject.id,
        decision=decision,
        reviewer=Reviewer(hash_id("v", name), name),
        made_at=moment,
        reason=why,
        value=value,
        before=subject.before,
        other=subject.other,
    )
    return Made(made, tuple(place_of.named))


def keep_review(
    ledger: Ledger,
    made: Review,
    *,
    places: Iterable[Place] = (),
    reader: Callable[[], ReadsDocuments] | None = None,
    version: int | None = None,
) -> None:
    """Append a decision, with new readings of those documents whose facts it corrects.

    ``version`` is how many decisions the record had when the reviewer saw it.

    Raises:
        StaleError: it has others by now.
    """
    readings = _readings_to_correct(ledger, made, reader)
    ledger.add_review(made, places=places, readings=readings, version=version)
    for reading in _readings_to_correct(ledger, made, reader):  # somebody else has corrected it in between
        ledger.add_review(made, readings=[reading])


def pending(ledger: Ledger) -> list[Review]:
    """Decisions whose record stands in no present reading of its article: listed, never dropped; the earliest first."""
    waiting = set(ledger.reviews_without_record())
    present = PresentPairs(ledger)
    found = {made for made in waiting if present.find(made) is not None}
    articles = {made.anchor.document_id for made in waiting if made.record_kind not in _DERIVED}
    for document_id in sorted({head.id for key in articles for head in present.versions(key)}):
        reading = ledger.reviewed_reading(document_id)
        if reading is not None:
            found |= {made for reviews in reading.decisions.values() for made in reviews}
    return standing(waiting - found)


def decided_pairs(ledger: Ledger, kind: RecordKind) -> dict[tuple[str, str], Review]:
    """The standing decision on each conflict, copy or pair, by the present ids of what it joins, in order."""
    present = PresentPairs(ledger)
    decided = {}
    for made in standing(ledger.reviews()):
        pair = present.find(made) if made.record_kind is kind and kind in _DERIVED else None
        if pair is not None:
            decided[pair] = made
    return decided


def letters(ledger: Ledger) -> dict[str, Letter]:
    """The standing Admiralty letter of each speaker and outlet that has one, by key; everybody else's is F."""
    return letters_of(ledger.reviews())


def numbers(ledger: Ledger, *, among: Collection[str] | None = None) -> dict[str, list[Review]]:
    """People's decisions on the numbers of claims, by present id; the last one counts, an empty one takes it back.

    With ``among`` of the claims in these documents only.
    """
    documents = {
        made.anchor.document_id
        for made in ledger.reviews()
        if made.record_kind is RecordKind.CLAIM and NUMBER_FIELD in dict(made.value)
    }
    found: dict[str, list[Review]] = {}
    present = PresentPairs(ledger)
    for document_id in sorted({head.id for one in documents for head in present.versions(one)}):
        reading = ledger.reviewed_reading(document_id) if among is None or document_id in among else None
        for claim, reviews in {} if reading is None else reading.decisions.items():
            given = [made for made in reviews if NUMBER_FIELD in dict(made.value)]
            if given:
                found[claim] = given
    return found


def reference_lines(
    ledger: Ledger, *, everything: bool = False, redact_private: bool = False
) -> Iterator[dict[str, Any]]:
    """Reference lines of the documents that somebody confirmed as a whole, or of all; in order of id.

    The last word on a document counts: one whose facts were corrected after it was confirmed is to be confirmed again.
    """
    confirmed = {
        made.anchor.document_id: made.decision is Decision.CONFIRM
        for made in standing(ledger.reviews())
        if made.record_kind is RecordKind.DOCUMENT
    }
    for document_id in ledger.document_ids() if everything else sorted(key for key in confirmed if confirmed[key]):
        reading = ledger.reviewed_reading(document_id)
        if reading is not None:
            yield reference_line(reading, redact_private=redact_private)


# --- what was said ----------------------------------------------------------------------------------


def _decision(given: Decision | str) -> Decision:
    try:
        decision = Decision(given)
    except ValueError:
        raise UsageError(f"{given!r} is no decision. Give confirm, correct, reject or letter.") from None
    if decision is Decision.UNDO:
        raise UsageError("A decision is taken back by `undo`, not by another one.")
    if decision is Decision.MERGE:
        raise UsageError("Records are not merged: reject the one that says the other's again.")
    return decision


def _kind(given: RecordKind | str | None, decision: Decision) -> RecordKind | None:
    try:
        kind = None if given is None else RecordKind(given)
    except ValueError:
        raise UsageError(f"{given!r} is no kind of record. Give {', '.join(RecordKind)}.") from None
    if decision is Decision.LETTER and kind not in _NAMED:
        raise UsageError("A letter is a speaker's or an outlet's. Say whose: --kind speaker or --kind outlet.")
    return kind


def said(words: str, what: str) -> str:
    """What somebody typed, without spaces around it.

    Raises:
        UsageError: nothing, or what no person types.
    """
    said = words.strip()
    if not said:
        raise UsageError(f"A decision needs {what}: --reviewer NAME --reason TEXT.")
    check_words(said, what=what)
    return said


def moment_of(at: datetime | None, earlier: Iterable[Review]) -> datetime:
    """When a decision is made: now, and after those that it is to outrank though the clock has been set back.

    Raises:
        UsageError: the time that was given lies ahead.
    """
    if at is None:
        return clock.after(*(made.made_at for made in earlier))
    now, moment = clock.now(), at
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    if moment > now + _AHEAD:
        raise UsageError(f"{at}: lies ahead. A decision bears the time at which it was made.")
    return moment.astimezone(UTC)


def _beside(ledger: Ledger, subject: Subject) -> list[Review]:
    """The decisions on the same speaker or outlet, or on anything in the same articles."""
    if subject.kind in _NAMED:
        return [made for made in ledger.reviews() if made.record_id == subject.id]
    found: list[Review] = []
    for anchor in (subject.anchor, subject.other):
        document = None if anchor is None else ledger.document(anchor.document_id)
        if document is not None:
            found += ledger.reviews(document_id=document.id, article_key=document.article_key)
    return found


def _check_call(decision: Decision, subject: Subject, pairs: list[tuple[str, str]]) -> None:
    if (decision is Decision.LETTER) != (subject.kind in _NAMED):
        raise UsageError(f"{subject.id}: a {subject.kind.value} is not to be {decision.value}ed; it gets a letter.")
    if decision is Decision.CORRECT and subject.kind in _DERIVED:
        raise UsageError(f"{subject.id}: a {subject.kind.value} is confirmed or rejected. Correct its records instead.")
    if decision is Decision.REJECT and subject.kind is RecordKind.DOCUMENT:
        raise UsageError(f"{subject.id}: a document is confirmed or corrected. `qawl remove` takes it out.")
    if pairs and decision not in _NEEDS_VALUE:
        raise UsageError(f"--set goes with correct or letter, not with {decision.value}.")


# --- what is there ----------------------------------------------------------------------------------


class _Places:
    """Places by id or name: those of the ledger first, then the gazetteer's, which is loaded when it is needed."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.named: list[Place] = []

    def find(self, words: str) -> str:
        """The id of the one place with this id or name."""
        found = {place.id: place for place in self._ledger.places(words)}
        if words not in found:
            gazetteer = load_gazetteer(open_data(DATA))
            found |= {place.id: place for place in _in_gazetteer(gazetteer, words)}
        if words in found:
            found = {words: found[words]}
        if not found:
            raise UsageError(f"{words!r} is no known place. Give a name or an id; `qawl claims --json` shows ids.")
        if len(found) > 1:
            several = ", ".join(sorted(found)[:6])
            raise UsageError(f"{words!r}: several places have this name: {several}. Give an id.")
        ((key, place),) = found.items()
        self.named.append(place)
        return key


def _in_gazetteer(gazetteer: Gazetteer, words: str) -> list[Place]:
    if words in gazetteer.rows:
        return [gazetteer.place(words)]
    return [gazetteer.place(gazetteer.ids[row]) for row in gazetteer.names.get(fold_text(words), ())]


def _look_up(ledger: Ledger, subject: Subject, places: _Places) -> LookUp:
    def actor(words: str) -> tuple[str, str] | None:
        entity = load_known(open_data(DATA)).entities.get(words)
        return None if entity is None else (entity.id, entity.name_ar)

    def statement(words: str) -> str:
        reading = ledger.reading(subject.anchor.document_id)
        found = [] if reading is None else [s.id for s in reading.statements if s.id.startswith(words)]
        if len(found) != 1:
            raise UsageError(f"{words}: no one statement of {subject.anchor.document_id} has this id.")
        return found[0]

    def published(words: str) -> str:
        stamp = parse_published(words, said_by="review") if words else None
        if stamp is None:
            raise UsageError(f"{words!r} is no date. Write it as 2017-09-11 or 2017-09-11T14:00:00+03:00.")
        return published_words(stamp)

    def outlet(words: str) -> tuple[str, str]:
        entry = load_outlets().by_id(words) or load_outlets().find(site_name=words)
        if entry is not None:
            return entry.id, entry.name_ar
        known = next((head.outlet for head in ledger.documents(outlet=words, limit=1)), None)
        return (words, words) if known is None else (known.id, known.name)

    document = ledger.document(subject.anchor.document_id) if subject.anchor.document_id else None
    return LookUp(places.find, actor, statement, published, outlet, "" if document is None else document.text)


def _readings_to_correct(ledger: Ledger, made: Review, reader: Callable[[], ReadsDocuments] | None) -> list[Reading]:
    """The readings of those versions of an article whose facts are others by a decision and those before it."""
    if made.record_kind is not RecordKind.DOCUMENT or made.decision is not Decision.CORRECT:
        return []
    found: list[Reading] = []
    for head in ledger.versions(made.anchor.document_id):
        before = ledger.reading(head.id)
        if before is None:
            continue
        document = before.document
        reviews = [*ledger.reviews(document_id=document.id, article_key=document.article_key), made]
        after = reviewed_document(document, reviews)
        if document_facts(after) != document_facts(document):
            found.append(_read_again(before, after, reader))
    return found


def _read_again(before: Reading, after: Document, reader: Callable[[], ReadsDocuments] | None) -> Reading:
    """The reading of a document with other facts: a new one where its date is another, for times count from it."""
    if before.document.published_at == after.published_at:
        return replace(before, document=after)
    if reader is None:
        from qawl.pipeline import load_reader

        return load_reader().read(after)
    return reader().read(after)
