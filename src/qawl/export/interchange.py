"""The interchange line: one article as JSON, in the shape that reference annotations have.

Spans are ``[start, end)`` in code points of the input's text. A statement's ``speaker`` is the shortest
unambiguous name; a claim's ``date`` is ``YYYY[-MM[-DD]]``, the start of a range.
"""

from collections import Counter
from typing import Any

from qawl.model.claim import Claim, Quantity
from qawl.model.edtf import plain_date
from qawl.model.entity import Link
from qawl.model.headline import HeadlineFinding
from qawl.model.reading import PlaceMention, Reading
from qawl.model.span import Span
from qawl.model.statement import Statement
from qawl.text.fold import fold_text


def interchange(reading: Reading) -> dict[str, Any]:
    """The reading as one JSON object."""
    document = reading.document
    published = document.published_at
    return {
        "id": document.external_id or document.id,
        "outlet": document.outlet.id,
        "date": "" if published is None else published.value.strftime("%Y%m%d"),
        "url": document.url,
        "title": document.title,
        "version": reading.version,
        **({"mark": document.mark} if document.mark else {}),
        "statements": [_statement(s) for s in reading.statements],
        "claims": [_claim(c) for c in reading.claims],
        "places": _places(reading),
        "headline": [_finding(f) for f in reading.headline],
    }


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _statement(statement: Statement) -> dict[str, Any]:
    speaker = statement.speaker
    return {
        "id": statement.id,
        "source": _span(statement.source),
        "speaker": speaker.short_name,
        "kind": speaker.kind.value,
        "cue": _span(statement.cue),
        "content": [_span(span) for span in statement.content],
        "manner": statement.manner.value,
        "stance": statement.stance.value,
        "parent": statement.parent,
        "commitment": statement.commitment.value,
        "speaker_name": speaker.name,
        "speaker_entity": speaker.entity,
        "role": speaker.role,
        "affiliation": speaker.affiliation,
        "medium": statement.medium,
        "rules": list(statement.rules),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "type": claim.type.value,
        "event": claim.event,
        "mode": claim.mode,
        "actor": claim.actors[0].name if claim.actors else "",
        "target": claim.targets[0].name if claim.targets else "",
        "place": None if claim.place is None or claim.place.mention is None else _span(claim.place.mention.span),
        "quantity": _quantity(claim.quantity),
        "date": day_of(claim.time),
        "status": claim.status.value,
        "statement": claim.statement,
        "evidence": _span(claim.evidence),
        "place_id": None if claim.place is None else claim.place.target,
        "place_inherited": claim.place is not None and claim.place.inherited,
        "edtf": None if claim.time is None else claim.time.target,
        "time_inherited": claim.time is not None and claim.time.inherited,
        "actor_id": claim.actors[0].link.target if claim.actors else None,
        "actor_inherited": bool(claim.actors) and claim.actors[0].link.inherited,
        "target_id": claim.targets[0].link.target if claim.targets else None,
        "flags": list(claim.flags),
        "rule": claim.rule,
        "rules": list(claim.rules),
    }


def day_of(time: Link | None) -> str:
    """A time as plain ``YYYY[-MM[-DD]]``, the start of a range; empty when there is none."""
    if time is None or time.target is None or time.mention is None:
        return ""
    return plain_date(time.target, time.mention.rule)


def _quantity(quantity: Quantity | None) -> dict[str, Any] | None:
    if quantity is None:
        return None
    return {
        "min": _number(quantity.min),
        "max": _number(quantity.max),
        "unit": quantity.unit,
        "basis": quantity.basis.value,
        "counted": quantity.counted,
        "harm": None if quantity.harm is None else quantity.harm.value,
        "since": quantity.since,
    }


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def _finding(finding: HeadlineFinding) -> dict[str, Any]:
    return {
        "kind": finding.kind.value,
        "headline": _span(finding.headline),
        "body": _span(finding.body),
        "claims": list(finding.claims),
        "statement": finding.statement,
        "rule": finding.rule,
    }


def _places(reading: Reading) -> list[dict[str, Any]]:
    """Each distinct spelling once, with the place most of its mentions denote."""
    spelled: dict[str, list[PlaceMention]] = {}
    for mention in reading.places:
        assert mention.link.mention is not None
        key = fold_text(mention.link.mention.span.of(reading.document.text))
        spelled.setdefault(key, []).append(mention)
    return [_place(_most_frequent(mentions)) for mentions in spelled.values()]


def _most_frequent(mentions: list[PlaceMention]) -> PlaceMention:
    counts = Counter(m.place.id for m in mentions if m.place is not None)
    if not counts:
        return mentions[0]
    best = counts.most_common(1)[0][0]
    return next(m for m in mentions if m.place is not None and m.place.id == best)


def _place(mention: PlaceMention) -> dict[str, Any]:
    assert mention.link.mention is not None
    place = mention.place
    return {
        "span": _span(mention.link.mention.span),
        "kind": None if place is None else place.kind,
        "country": "" if place is None else place.country,
        "lat": None if place is None else place.latitude,
        "lon": None if place is None else place.longitude,
        "id": None if place is None else place.id,
        "name": "" if place is None else place.name_en,
        "geonames": None if place is None else place.geonames,
        "score": mention.link.score,
        "rule": mention.link.rule,
    }
