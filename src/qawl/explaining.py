"""Explaining the records of an article that no ledger holds: read it, then say why each record is there.

What is wanted may be named by a record's id or its beginning, by an offset (code points from 0), or by words of the
article; without anything wanted every record is explained, in text order.
"""

from collections.abc import Iterable

from qawl.errors import UsageError
from qawl.model.claim import Claim
from qawl.model.reading import Reading
from qawl.model.reasons import reasons_of_claim, reasons_of_statement, spans_of
from qawl.model.span import Span
from qawl.model.statement import Statement
from qawl.store.records import AROUND, DocumentHead, Explanation
from qawl.text.fold import fold

Record = Statement | Claim
_IDS = ("s_", "c_")


def explain_readings(
    readings: Iterable[Reading], wanted: str = "", *, origin: str = ""
) -> list[tuple[Reading, Explanation]]:
    """The explanations of all records, or of those that ``wanted`` names, each with the reading it stands in.

    Raises:
        UsageError: nothing has this id, or nothing stands where these words or this offset are.
    """
    found = [(r, _explain(r, record, origin)) for r in readings for record in _choose(r, wanted)]
    if wanted and not found:
        raise UsageError(f"{wanted}: {_missing(wanted)}")
    return found


def _choose(reading: Reading, wanted: str) -> list[Record]:
    records: list[Record] = sorted((*reading.statements, *reading.claims), key=_position)
    if not wanted:
        return records
    if wanted.isdecimal():
        at = int(wanted)
        return [r for r in records if any(span.start <= at < span.end for span in spans_of(r))]
    if wanted.startswith(_IDS):
        return [r for r in records if r.id.startswith(wanted)]
    places = _places_of(reading.document.text, wanted)
    return [r for r in records if any(_overlap(span, p) for span in spans_of(r) for p in places)]


def _missing(wanted: str) -> str:
    if wanted.isdecimal():
        return "no record stands at this offset. Offsets count characters from 0, the headline included."
    if wanted.startswith(_IDS):
        return "no record of this article has this id. `qawl read FILE --format json` shows ids."
    return "no record stands on these words. Give words of the article, an offset, or the id of a record."


def _places_of(text: str, wanted: str) -> list[Span]:
    """Where words stand, in any spelling."""
    folded, words = fold(text), fold(wanted).text.strip()
    found, start = [], folded.text.find(words) if words else -1
    while start >= 0:
        found.append(folded.to_source(Span(start, start + len(words))))
        start = folded.text.find(words, start + 1)
    return found


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _position(record: Record) -> tuple[int, bool]:
    return min(span.start for span in spans_of(record)), isinstance(record, Claim)


def _explain(reading: Reading, record: Record, origin: str) -> Explanation:
    document = reading.document
    spans = spans_of(record)
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    if isinstance(record, Claim):
        statement = next((s for s in reading.statements if s.id == record.statement), None)
        mention = None if record.place is None else record.place.mention
        choice = next((p.link for p in reading.places if mention is not None and p.link.mention == mention), None)
        parts = reasons_of_claim(record, statement=statement, choice=choice)
        related: tuple[str, ...] = (record.statement,) if record.statement else ()
    else:
        parts = reasons_of_statement(record)
        related = tuple(claim.id for claim in reading.claims if claim.statement == record.id)
    return Explanation(
        kind="claim" if isinstance(record, Claim) else "statement",
        record=record,
        document=_head(reading),
        span=whole,
        before=document.text[max(0, whole.start - AROUND) : whole.start],
        text=whole.of(document.text),
        after=document.text[whole.end : whole.end + AROUND],
        parts=parts,
        snapshot_sha256=document.snapshot_sha256,
        origin=origin,
        related=related,
    )


def _head(reading: Reading) -> DocumentHead:
    document = reading.document
    return DocumentHead(
        id=document.id,
        article_id=document.article_key,
        title=document.title,
        outlet=document.outlet,
        url=document.url,
        day=document.published_at.value.date().isoformat() if document.published_at else "",
        mark=document.mark,
        is_current=True,
        external_id=document.external_id,
        version=reading.version,
        statements=len(reading.statements),
        claims=len(reading.claims),
    )
