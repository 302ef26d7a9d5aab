"""One article of a reference beside a reading of it: which record of the one is which record of the other.

Everything else is made from this: the counts behind the figures, the list of misses, the page of errors, the
table of connectors. A pair has both sides, or only what the reference has (missed), or only what was found (extra).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from qawl.evaluate.agreement import align, characters, is_same_mention, is_same_name, is_same_quantity, plain
from qawl.evaluate.annotations import Annotation, ClaimRow, PlaceRow, StatementRow

Row = TypeVar("Row")

_CUE_FOUND = 1000  # heavier than any content
_TIMES_AS_LONG = 3
_SLACK = 40  # code points: short evidence («قصف») may grow more
_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"


@dataclass(frozen=True, slots=True)
class Pair(Generic[Row]):
    """A record of the reference and the one found for it; one of the two may be missing."""

    right: Row | None
    answer: Row | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All pairs of one article; ``partners`` gives the reference's statement for each statement that was found."""

    reference: Annotation
    found: Annotation
    statements: tuple[Pair[StatementRow], ...]
    claims: tuple[Pair[ClaimRow], ...]
    places: tuple[Pair[PlaceRow], ...]
    partners: Mapping[str, str]

    @property
    def text(self) -> str:
        """The article's text: offsets of both sides refer to it."""
        return self.reference.text

    def is_said_by_same(self, right: ClaimRow, answer: ClaimRow) -> bool:
        """True when a claim hangs on the statement that it hangs on in the reference, or on none in both."""
        return (None if answer.statement is None else self.partners.get(answer.statement)) == right.statement


def compare(reference: Annotation, found: Annotation) -> Comparison:
    """Pair the records of two annotations of one text."""
    statements = _pair(reference.statements, found.statements, _statement_weight)
    return Comparison(
        reference=reference,
        found=found,
        statements=statements,
        claims=_pair(reference.claims, found.claims, claim_weight(reference.text)),
        places=tuple(_pair_places(reference, found)),
        partners={p.answer.id: p.right.id for p in statements if p.right is not None and p.answer is not None},
    )


def _pair(right: Sequence[Row], found: Sequence[Row], weight: Callable[[Row, Row], float]) -> tuple[Pair[Row], ...]:
    """One to one, best first; in the reference's order, then what is left of what was found."""
    partner = dict(align(right, found, weight))
    taken = set(partner.values())
    pairs = [Pair(row, found[partner[i]] if i in partner else None) for i, row in enumerate(right)]
    return (*pairs, *(Pair(None, row) for j, row in enumerate(found) if j not in taken))


def _statement_weight(right: StatementRow, answer: StatementRow) -> float:
    """A statement is found when the cues overlap; of several candidates the one with the better content."""
    if not right.cue.overlaps(answer.cue):
        return 0
    return _CUE_FOUND + len(characters(right.content) & characters(answer.content))


def claim_weight(text: str) -> Callable[[ClaimRow, ClaimRow], float]:
    """How well two claims fit: 0 when they are not one fact; a like quantity, then a like place, decides."""

    def weight(right: ClaimRow, answer: ClaimRow) -> float:
        if not is_same_evidence(right, answer):
            return 0
        same_place = (
            right.place is not None
            and answer.place is not None
            and plain(right.place.of(text)) == plain(answer.place.of(text))
        )
        same_quantity = is_same_quantity(right.quantity, answer.quantity)
        return right.evidence.overlap(answer.evidence) + 1000 * same_quantity + 500 * same_place

    return weight


def is_same_evidence(right: ClaimRow, answer: ClaimRow) -> bool:
    """True when two claims of one type rest on the same words, give or take."""
    shorter = min(len(right.evidence), len(answer.evidence))
    if right.type != answer.type or 2 * right.evidence.overlap(answer.evidence) < shorter:
        return False
    return len(answer.evidence) <= _TIMES_AS_LONG * len(right.evidence) + _SLACK


def judge_fields(right: ClaimRow, answer: ClaimRow, text: str) -> dict[str, bool]:
    """Which fields of a claim are right, for two claims of the same fact."""
    no_actor = not right.actor and not answer.actor
    return {
        "quantity": is_same_quantity(right.quantity, answer.quantity),
        "place": is_same_mention(right.place, answer.place, text),
        "status": right.status == answer.status,
        "actor": no_actor or (bool(right.actor) and is_same_name(right.actor, answer.actor)),
        "target": is_same_name(right.target, answer.target),
        "date": right.date[:10] == answer.date[:10],
    }


def _pair_places(reference: Annotation, found: Annotation) -> Iterator[Pair[PlaceRow]]:
    """Toponyms by name, each distinct spelling once; a name may be found with or without its article."""
    wanted = first_by_name(reference.places, reference.text)
    answers = resolved_by_name(found.places, reference.text)
    for name, place in wanted.items():
        yield Pair(place, _look_up(name, answers))
    for name, answer in answers.items():
        if _look_up(name, wanted) is None:
            yield Pair(None, answer)


def first_by_name(places: Iterable[PlaceRow], text: str) -> dict[str, PlaceRow]:
    """The first mention of each spelling."""
    names: dict[str, PlaceRow] = {}
    for place in places:
        names.setdefault(plain(place.span.of(text)), place)
    return names


def resolved_by_name(places: Iterable[PlaceRow], text: str) -> dict[str, PlaceRow]:
    """One mention of each spelling; one with coordinates stands in for one without."""
    names: dict[str, PlaceRow] = {}
    for place in places:
        name = plain(place.span.of(text))
        if name not in names or names[name].latitude is None:
            names[name] = place
    return names


def _look_up(name: str, places: Mapping[str, PlaceRow]) -> PlaceRow | None:
    """By name; else with the article, or without it."""
    if name in places:
        return places[name]
    without = name.removeprefix(_ARTICLE)
    return next((place for key, place in places.items() if key in (_ARTICLE + name, without)), None)
