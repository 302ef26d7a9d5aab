"""Every mistake of a reading, graded by the harm it does to somebody who believes it.

A denial that is kept as an assertion turns a speaker's word round; a wrong speaker puts words into a mouth; what is
missing misleads nobody. One mistake is one record: the worst thing wrong with it decides where it stands, and
everything else wrong with it is told beside it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from qawl.evaluate.agreement import is_same_name, is_same_place
from qawl.evaluate.annotations import Amount, ClaimRow, PlaceRow, StatementRow
from qawl.evaluate.claims import is_same_unit
from qawl.evaluate.comparison import Comparison, Pair, judge_fields
from qawl.evaluate.statements import is_same_source, shares_content
from qawl.model.span import Span


class Harm(StrEnum):
    """What is wrong, the most harmful first."""

    DENIAL_LOST = "denial-lost"
    DENIAL_MADE = "denial-made"
    SPEAKER = "speaker"
    STATUS = "status"
    QUANTITY = "quantity"
    PLACE = "place"
    WHERE = "where"
    PARTY = "party"
    DATE = "date"
    CONTENT = "content"
    EXTRA_STATEMENT = "extra-statement"
    EXTRA_CLAIM = "extra-claim"
    EXTRA_PLACE = "extra-place"
    MISSED_STATEMENT = "missed-statement"
    MISSED_CLAIM = "missed-claim"
    MISSED_PLACE = "missed-place"
    DETAIL = "detail"


_RANK = {harm: rank for rank, harm in enumerate(Harm)}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record as the reference has it and as it was found; "" where it is empty."""

    name: str
    wanted: str
    got: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class Mistake:
    """A pair of records of one article with something wrong, worst first; ``fields`` are all that can be compared."""

    harms: tuple[Harm, ...]
    comparison: Comparison
    pair: Pair[StatementRow] | Pair[ClaimRow] | Pair[PlaceRow]
    fields: tuple[Field, ...]

    @property
    def harm(self) -> Harm:
        """The worst thing that is wrong."""
        return self.harms[0]


def find_mistakes(comparisons: Iterable[Comparison]) -> list[Mistake]:
    """All mistakes, the most harmful first; of equal harm the one with more wrong first, then in order of the text."""
    found = [mistake for comparison in comparisons for mistake in _of_article(comparison)]
    return sorted(found, key=lambda mistake: (_RANK[mistake.harm], -len(mistake.harms)))


def _of_article(comparison: Comparison) -> Iterator[Mistake]:
    for pair in comparison.statements:
        yield from _graded(comparison, pair, _statement_fields(pair, comparison.text), _statement_harms(pair))
    for claims in comparison.claims:
        yield from _graded(comparison, claims, _claim_fields(claims, comparison), _claim_harms(claims, comparison))
    for places in comparison.places:
        yield from _graded(comparison, places, _place_fields(places, comparison.text), _place_harms(places))


def _graded(
    comparison: Comparison,
    pair: Pair[StatementRow] | Pair[ClaimRow] | Pair[PlaceRow],
    fields: tuple[Field, ...],
    harms: Iterator[Harm],
) -> Iterator[Mistake]:
    ranked = tuple(sorted(set(harms), key=lambda harm: _RANK[harm]))
    if ranked:
        yield Mistake(ranked, comparison, pair, fields)


def _statement_harms(pair: Pair[StatementRow]) -> Iterator[Harm]:
    right, answer = pair.right, pair.answer
    if right is None or answer is None:
        yield Harm.EXTRA_STATEMENT if right is None else Harm.MISSED_STATEMENT
        return
    if right.stance != answer.stance:
        yield _turned(right.stance == "denies", answer.stance == "denies")
    if not is_same_name(right.speaker, answer.speaker):
        yield Harm.SPEAKER
    if not shares_content(right, answer):
        yield Harm.CONTENT
    if (right.kind, right.manner) != (answer.kind, answer.manner) or not is_same_source(right, answer):
        yield Harm.DETAIL


def _claim_harms(pair: Pair[ClaimRow], comparison: Comparison) -> Iterator[Harm]:
    right, answer = pair.right, pair.answer
    if right is None or answer is None:
        yield Harm.EXTRA_CLAIM if right is None else Harm.MISSED_CLAIM
        return
    is_right = judge_fields(right, answer, comparison.text)
    if not is_right["status"]:
        yield _turned(right.status == "denied", answer.status == "denied")
    if not comparison.is_said_by_same(right, answer):
        yield Harm.SPEAKER
    for name, harm in (("quantity", Harm.QUANTITY), ("place", Harm.PLACE), ("date", Harm.DATE)):
        if not is_right[name]:
            yield harm
    if not (is_right["actor"] and is_right["target"]):
        yield Harm.PARTY
    if is_right["quantity"] and right.quantity is not None and not is_same_unit(right, answer):
        yield Harm.DETAIL


def _turned(is_denial: bool, is_taken_for_denial: bool) -> Harm:
    if is_denial != is_taken_for_denial:
        return Harm.DENIAL_LOST if is_denial else Harm.DENIAL_MADE
    return Harm.STATUS


def _place_harms(pair: Pair[PlaceRow]) -> Iterator[Harm]:
    if pair.right is None or pair.answer is None:
        yield Harm.EXTRA_PLACE if pair.right is None else Harm.MISSED_PLACE
    elif not is_same_place(pair.right, pair.answer):
        yield Harm.WHERE


def _statement_fields(pair: Pair[StatementRow], text: str) -> tuple[Field, ...]:
    right, answer = pair.right, pair.answer
    is_right: dict[str, bool] = {}
    if right is not None and answer is not None:
        is_right = {name: getattr(right, name) == getattr(answer, name) for name in ("kind", "stance", "manner")}
        is_right["speaker"] = is_same_name(right.speaker, answer.speaker)
        is_right["source"] = is_same_source(right, answer)
        is_right["content"] = shares_content(right, answer)
    return _fields(_statement_values(right, text), _statement_values(answer, text), is_right)


def _statement_values(statement: StatementRow | None, text: str) -> dict[str, str]:
    if statement is None:
        return {}
    return {
        "speaker": statement.speaker,
        "stance": statement.stance,
        "content": " … ".join(piece.of(text) for piece in statement.content),
        "source": _words(statement.source, text),
        "kind": statement.kind,
        "manner": statement.manner,
    }


def _claim_fields(pair: Pair[ClaimRow], comparison: Comparison) -> tuple[Field, ...]:
    right, answer, text = pair.right, pair.answer, comparison.text
    is_right: dict[str, bool] = {}
    if right is not None and answer is not None:
        is_right = judge_fields(right, answer, text)
        is_right |= {"type": True, "by": comparison.is_said_by_same(right, answer)}
        is_right["quantity"] &= right.quantity is None or is_same_unit(right, answer)
    wanted = _claim_values(right, comparison.reference.statements, text)
    return _fields(wanted, _claim_values(answer, comparison.found.statements, text), is_right)


def _claim_values(claim: ClaimRow | None, statements: Iterable[StatementRow], text: str) -> dict[str, str]:
    """The fields of a claim in words; its statement by speaker and cue."""
    if claim is None:
        return {}
    host = next((s for s in statements if s.id == claim.statement), None)
    return {
        "type": claim.type,
        "status": claim.status,
        "by": "" if host is None else f"{host.speaker or '–'} ({host.cue.of(text)})",
        "quantity": _amount(claim.quantity),
        "place": _words(claim.place, text),
        "actor": claim.actor,
        "target": claim.target,
        "date": claim.date,
    }


def _amount(amount: Amount | None) -> str:
    if amount is None:
        return ""
    low, high = ("…" if bound is None else f"{bound:g}" for bound in (amount.min, amount.max))
    return f"{low if low == high else f'{low}–{high}'} {amount.unit}".strip()


def _place_fields(pair: Pair[PlaceRow], text: str) -> tuple[Field, ...]:
    right, answer = pair.right, pair.answer
    is_right: dict[str, bool] = {}
    if right is not None and answer is not None:
        is_right = {"name": True, "position": is_same_place(right, answer), "kind": right.kind == answer.kind}
    return _fields(_place_values(right, text), _place_values(answer, text), is_right)


def _place_values(place: PlaceRow | None, text: str) -> dict[str, str]:
    if place is None:
        return {}
    is_placed = place.latitude is not None and place.longitude is not None
    return {
        "name": place.span.of(text),
        "position": f"{place.latitude:g}, {place.longitude:g} {place.country}" if is_placed else place.country,
        "kind": place.kind,
    }


def _fields(wanted: Mapping[str, str], got: Mapping[str, str], is_right: Mapping[str, bool]) -> tuple[Field, ...]:
    """The fields of both sides, or of the only one; those of which one side alone knows anything are not right."""
    names = [name for name in wanted or got if wanted.get(name) or got.get(name)]
    return tuple(Field(name, wanted.get(name, ""), got.get(name, ""), is_right.get(name, False)) for name in names)


def _words(span: Span | None, text: str) -> str:
    return "" if span is None else span.of(text)
