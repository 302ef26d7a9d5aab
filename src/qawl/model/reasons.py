"""Why a record is as it is, part by part: what each part says, the words it comes from and the rules behind it.

A statement has a cue, a source, contents, a speaker and a stance; a claim a type, a status, parties, a place, a time, a
number and what spoke for keeping it. Each part names its own rules, so that «why is this place wrong?» has an
answer that does not drown in the rules of the rest. Ledgers and readings explain their records alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qawl.model.claim import Claim, Party, Quantity
from qawl.model.entity import Link
from qawl.model.mention import RuleId
from qawl.model.span import Span
from qawl.model.statement import Statement

_AND = "+"
_KEPT = ("for.", "against.")


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a record: its name, what it says, the words, and the rules that made it.

    ``code`` is a value out of a fixed list, under the key that gives it words (``status.denied``). ``score``,
    ``runners_up`` and ``inherited`` are those of the link, where the part is one.
    """

    name: str
    value: str = ""
    span: Span | None = None
    rules: tuple[RuleId, ...] = ()
    code: str = ""
    score: float | None = None
    runners_up: tuple[str, ...] = ()
    inherited: bool = False


def reasons_of_statement(statement: Statement) -> tuple[Reason, ...]:
    """The parts of a statement, in the order in which they are found."""
    return tuple(_of_statement(statement))


def reasons_of_claim(claim: Claim, *, statement: Statement | None, choice: Link | None) -> tuple[Reason, ...]:
    """The parts of a claim. ``choice`` is the link of its toponym, which says how the place was chosen."""
    return tuple(_of_claim(claim, statement, choice))


def spans_of(record: Statement | Claim) -> tuple[Span, ...]:
    """Where a record stands: cue, source and contents of a statement, the evidence of a claim."""
    if isinstance(record, Claim):
        return (record.evidence,)
    source = () if record.source is None else (record.source,)
    return (record.cue, *source, *record.content)


def _of_statement(statement: Statement) -> Iterator[Reason]:
    yield Reason("cue", statement.cue_lemma, statement.cue, (statement.cue_lemma, *_family(statement, "cue")))
    yield Reason("source", "", statement.source, _family(statement, "source"))
    contents = _family(statement, "content")
    for number, span in enumerate(statement.content):
        yield Reason("content", "", span, () if number else contents, f"manner.{statement.manner}")
    if statement.medium:
        yield Reason("medium", statement.medium)
    speaker = statement.speaker
    named = " = ".join(word for word in (speaker.name, speaker.entity) if word)
    yield Reason("speaker", named, None, _known(speaker.rule), f"speaker.{speaker.kind}", speaker.score)
    stances = _family(statement, "stance") or (statement.cue_lemma,)
    yield Reason("stance", "", None, stances, f"stance.{statement.stance}")
    yield Reason("commitment", "", None, (statement.cue_lemma,), f"commitment.{statement.commitment}")
    if statement.parent is not None:
        yield Reason("inside", statement.parent)


def _family(statement: Statement, family: str) -> tuple[RuleId, ...]:
    return tuple(rule for rule in statement.rules if rule.startswith(f"{family}."))


def _of_claim(claim: Claim, statement: Statement | None, choice: Link | None) -> Iterator[Reason]:
    predicate, _, status = claim.rule.partition(_AND)
    event = " ".join(word for word in (claim.event, claim.mode) if word)
    triggers = tuple(rule for rule in claim.rules if rule.startswith("told."))
    yield Reason("type", event, claim.evidence, (predicate, *triggers), f"type.{claim.type}")
    yield Reason("status", "", None, _known(status), f"status.{claim.status}")
    if statement is not None:
        yield Reason("statement", statement.speaker.name, statement.cue, (), f"stance.{statement.stance}")
    for party in claim.actors:
        yield _party("actor", party)
    for party in claim.targets:
        yield _party("target", party)
    if claim.place is not None:
        yield _place(claim.place, choice)
    if claim.time is not None:
        yield _link("time", claim.time.target or "", claim.time)
    if claim.quantity is not None:
        counts = tuple(rule for rule in claim.rules if rule.startswith("count."))
        mention = claim.quantity.mention
        yield Reason("quantity", bounds(claim.quantity), mention.span, _known(mention.rule, *counts))
    flags = tuple(rule for rule in claim.rules if rule.startswith(("basis.", "unverified.")))
    if claim.flags:
        yield Reason("flags", " ".join(claim.flags), None, flags)
    kept = tuple(rule for rule in claim.rules if rule.startswith(_KEPT))
    if kept:
        yield Reason("kept", "", None, kept)


def _party(name: str, party: Party) -> Reason:
    words = [word for word in (party.name, party.link.target) if word]
    return _link(name, " = ".join(words), party.link)


def _place(link: Link, choice: Link | None) -> Reason:
    """Why the words are a place name, which place they denote, and why it is the claim's."""
    reason = _link("place", link.target or "-", link)
    if choice is None:
        return reason
    return replace(reason, rules=_known(*reason.rules[:-1], choice.rule, link.rule))


def _link(name: str, value: str, link: Link) -> Reason:
    mention = link.mention
    rules = _known("" if mention is None else mention.rule, link.rule)
    return Reason(
        name,
        value,
        None if mention is None else mention.span,
        rules,
        score=None if link.target is None else link.score,
        runners_up=link.runners_up,
        inherited=link.inherited,
    )


def _known(*rules: RuleId) -> tuple[RuleId, ...]:
    return tuple(dict.fromkeys(rule for rule in rules if rule))


def bounds(quantity: Quantity) -> str:
    """A count with its bounds and basis: ``12..? قتيل (at_least)``."""
    ends = "..".join("?" if bound is None else f"{bound:g}" for bound in (quantity.min, quantity.max))
    return f"{ends} {quantity.unit} ({quantity.basis.value})"
