"""Headline check: a number, hedge, speaker or status that a headline drops or raises against its own body.

«80 قتيلا في غارات» above «قتل نحو 80 مدنيا، بحسب المرصد» drops the hedge, and who counted. Claims of the headline are
compared with those of the body that tell the same fact, repetitions included. What decides is what the body says
nowhere: a number is changed only where the body has it in no sentence, a hedge dropped only where the body hedges
every time, a speaker dropped only where the body never says it in its own voice. Headlines shorten; what is only
vaguer, or adds two numbers of the body up, is no finding.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qawl.extract.findings import FoundQuantity
from qawl.model.claim import Basis, Claim, ClaimType, Quantity, Status
from qawl.model.headline import HeadlineFinding, HeadlineKind
from qawl.model.reading import Reading
from qawl.model.span import Span
from qawl.model.statement import SpeakerKind, Statement
from qawl.situation.same_fact import SameFact, numeric_value
from qawl.text.quotations import QUOTATION_MARKS

_HEDGES = frozenset({Basis.ABOUT, Basis.AT_LEAST, Basis.AT_MOST})
_LONGEST_HEADLINE = 200  # characters
_ROUND = 0.1
"""The share by which a rounded number may differ."""
_FARTHEST = 2.0
"""How many times one number of a fact may be another: what is farther apart counts something else."""
_STATES = frozenset({ClaimType.CONTROL, ClaimType.SUPPORT, ClaimType.CAPABILITY})
_VERB = "told.verb"
_QUESTION_MARKS = "\N{ARABIC QUESTION MARK}?"
_COLON = ":"


def check_headline(
    reading: Reading, *, repeated: Sequence[Claim] = (), quantities: Sequence[FoundQuantity] = ()
) -> tuple[HeadlineFinding, ...]:
    """The differences between the headline and the body of one article, in the order of the headline.

    ``repeated`` are tellings that only repeat a claim: no records of the reading, but what they say counts.
    ``quantities`` are all numbers of the text, those of no claim included.
    """
    headline = headline_of(reading)
    if headline is None:
        return ()
    tellings = sorted((*reading.claims, *repeated), key=lambda claim: claim.evidence.start)
    above = [claim for claim in tellings if claim.evidence.end <= headline.end]
    if not above:
        return ()
    body = [claim for claim in tellings if claim.evidence.start >= headline.end]
    check = _Check(reading, headline, body, [q for q in quantities if q.span.start >= headline.end])
    return tuple(finding for claim in above for finding in check.findings(claim))


def headline_of(reading: Reading) -> Span | None:
    """The first line of a text that goes on after it; a longer one is a paragraph of a text without headline."""
    end = reading.document.text.find("\n")
    return Span(0, end) if 0 < end <= _LONGEST_HEADLINE else None


@dataclass(frozen=True, slots=True)
class _Difference:
    """What was found for one claim of the headline: its kind, the claim of the body, and who says that."""

    kind: HeadlineKind
    body: Claim
    statement: str | None = None


class _Check:
    """The body of one article, against which claims of its headline are held."""

    def __init__(
        self, reading: Reading, headline: Span, body: Sequence[Claim], quantities: Sequence[FoundQuantity]
    ) -> None:
        self._body, self._quantities = body, quantities
        self._records = {claim.id for claim in reading.claims}
        self._statements = {statement.id: statement for statement in reading.statements}
        self._same = SameFact(reading)
        self._keeps_distance = _keeps_distance(headline.of(reading.document.text), reading)

    def findings(self, claim: Claim) -> Iterator[HeadlineFinding]:
        """What the headline says otherwise in one of its claims."""
        alike = [other for other in self._body if self._same.may_be(claim, other)]
        rules: tuple[Callable[[Claim, Sequence[Claim]], _Difference | None], ...] = (
            self._hedge_dropped,
            self._number_changed,
            self._attribution_dropped,
            self._status_raised,
        )
        for rule in rules:
            found = rule(claim, alike)
            if found is not None:
                yield HeadlineFinding(
                    kind=found.kind,
                    headline=claim.evidence,
                    body=found.body.evidence,
                    claims=tuple(c.id for c in (claim, found.body) if c.id in self._records),
                    rule=f"headline.{found.kind}",
                    statement=found.statement,
                )

    # --- numbers ------------------------------------------------------------------------------------

    def _hedge_dropped(self, claim: Claim, alike: Sequence[Claim]) -> _Difference | None:
        """An exact number of the headline that the body hedges every time: «80 قتيلا», «نحو 80»."""
        value = _exact(claim.quantity)
        if claim.quantity is None or value is None:
            return None
        same = [c for c in alike if numeric_value(c.quantity) == value and self._same.has_unit(c, claim)]
        everywhere = [q for q in self._quantities if value in (q.min, q.max)]
        if not same or not all(quantity.basis in _HEDGES for quantity in everywhere):
            return None
        if not all(c.quantity is not None and c.quantity.basis in _HEDGES for c in same):
            return None
        return _Difference(HeadlineKind.HEDGE_DROPPED, same[0])

    def _number_changed(self, claim: Claim, alike: Sequence[Claim]) -> _Difference | None:
        """A number that the body has nowhere, and gives otherwise."""
        value = _exact(claim.quantity)
        if value is None or any(_leaves_open(q, value) for q in self._quantities):
            return None
        counted = [c for c in alike if self._same.counts_the_same(claim, c)]
        values = {numeric_value(c.quantity) for c in counted}
        (body, *more) = values or {None}
        if body is None or more or self._adds_up(claim, value) or not self._same.shares_something(claim, counted[0]):
            return None
        if max(value, body) > _FARTHEST * min(value, body):
            return None
        is_rounded = abs(value - body) <= _ROUND * body and _zeros(value) > _zeros(body)
        return _Difference(HeadlineKind.NUMBER_ROUNDED if is_rounded else HeadlineKind.NUMBER_CHANGED, counted[0])

    def _adds_up(self, claim: Claim, value: float) -> bool:
        """«مقتل وإصابة 30»: a number that is the sum of two of the body."""
        found = {numeric_value(c.quantity) for c in self._body if c.type is claim.type}
        numbers = {number for number in found if number is not None}
        return any(value - number in numbers for number in numbers)

    # --- speakers and status ------------------------------------------------------------------------

    def _attribution_dropped(self, claim: Claim, alike: Sequence[Claim]) -> _Difference | None:
        """What the headline says in its own voice, and the body only in the words of one speaker."""
        if claim.statement is not None or not self._states(claim):
            return None
        if any(c.statement is None and self._same.is_akin(claim, c) for c in self._body):
            return None
        asserted = [c for c in alike if c.status is Status.ASSERTED]
        sure = [c for c in asserted if self._same.is_surely(claim, c)]
        sources = [self._source(c) for c in (asserted if claim.quantity is None else sure)]
        if not sure or None in sources or len({_voice(s) for s in sources if s is not None}) != 1:
            return None
        return _Difference(HeadlineKind.ATTRIBUTION_DROPPED, sure[0], sure[0].statement)

    def _status_raised(self, claim: Claim, alike: Sequence[Claim]) -> _Difference | None:
        """What the headline asserts and the body only foretells, leaves open, asks for or denies."""
        if not self._states(claim):
            return None
        if any(c.status is Status.ASSERTED and self._same.is_akin(claim, c) for c in self._body):
            return None
        sure = [c for c in alike if self._same.is_surely(claim, c)]
        return _Difference(HeadlineKind.STATUS_RAISED, sure[0], sure[0].statement) if sure else None

    def _states(self, claim: Claim) -> bool:
        """True for an event that the headline asserts for its own sake: told by a verb, or counted.

        Who backs whom or holds a place is mostly said by the way («المدعوم من»), so is what came before («بعد غارات»).
        """
        if claim.status is not Status.ASSERTED or claim.type in _STATES or self._keeps_distance:
            return False
        return _VERB in claim.rules or claim.quantity is not None

    def _source(self, claim: Claim) -> Statement | None:
        """The statement that carries a claim, when it names somebody who is not the outlet itself."""
        statement = None if claim.statement is None else self._statements.get(claim.statement)
        if statement is None or not statement.speaker.name:
            return None
        is_own = statement.speaker.kind is SpeakerKind.OUTLET and statement.speaker.entity is None
        return None if is_own else statement


def _keeps_distance(headline: str, reading: Reading) -> bool:
    """True where the headline tells in somebody else's words: a question, quotation marks, a colon behind no place."""
    if any(mark in headline for mark in (*_QUESTION_MARKS, *QUOTATION_MARKS)):
        return True
    opening, colon, _ = headline.partition(_COLON)
    places = [p.link.mention.span for p in reading.places if p.link.mention is not None]
    return bool(colon) and not any(span.start < len(opening) for span in places)


def _voice(statement: Statement) -> str:
    """Whose voice it is: the known speaker, else the name."""
    return statement.speaker.entity or statement.speaker.name


def _exact(quantity: Quantity | None) -> float | None:
    """The number of an exact count."""
    return numeric_value(quantity) if quantity is not None and quantity.basis is Basis.EXACT else None


def _leaves_open(quantity: FoundQuantity, value: float) -> bool:
    """True where a number of the body may be the one of the headline: it is, or its bounds hold it."""
    if value in (quantity.min, quantity.max):
        return True
    low = float("-inf") if quantity.min is None else quantity.min
    high = float("inf") if quantity.max is None else quantity.max
    return quantity.basis is not Basis.EXACT and low <= value <= high


def _zeros(value: float) -> int:
    """How many zeros a whole number ends with."""
    digits = f"{value:.0f}"
    return len(digits) - len(digits.rstrip("0"))
