"""Claims: triggers with their arguments, places, times and quantities, one fact each.

The order of things: read the words once, find triggers, cut clauses, read arguments; merge what names one event
twice, drop what only refers back («الهجوم», without anything new), then give each claim its evidence, status,
statement, place, time and quantity.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from qawl.extract.arguments import ArgumentReader, Arguments
from qawl.extract.clauses import Clauses, evidence_of, find_clauses
from qawl.extract.findings import (
    FoundActor,
    FoundClaim,
    FoundQuantity,
    FoundStatement,
    FoundTime,
    FoundToponym,
)
from qawl.extract.inheritance import SCORES, PlaceChooser, TimeChooser
from qawl.extract.predicates import Trigger, WordFacts, find_triggers, read_words
from qawl.extract.status import status_of
from qawl.lexicon.predicates import PredicateLexicon
from qawl.model.claim import ClaimType, Harm
from qawl.text.layout import Layout
from qawl.text.tokens import TokenKind
from qawl.extract.salience import is_new_fact

PEOPLE_TYPES = frozenset({ClaimType.CASUALTIES, ClaimType.DISPLACEMENT, ClaimType.DETENTION})


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making."""

    trigger: Trigger
    first: int
    last: int
    arguments: Arguments
    quantity: FoundQuantity | None


def find_claims(
    layout: Layout,
    *,
    statements: Sequence[FoundStatement],
    toponyms: Sequence[FoundToponym],
    actors: Sequence[FoundActor],
    quantities: Sequence[FoundQuantity],
    times: Sequence[FoundTime],
    lexicon: PredicateLexicon,
    published: date | None,
    facts: WordFacts | None = None,
    disabled: frozenset[str] = frozenset(),
) -> list[FoundClaim]:
    """The claims of an article in text order."""
    facts = read_words(layout, lexicon) if facts is None else facts
    parties = frozenset(i for a in actors for i in range(a.first, a.last + 1) if a.rule != "actor.nisba")
    triggers = find_triggers(facts, lexicon, toponyms=toponyms, quantities=quantities, parties=parties)
    triggers = _outside_cues(layout, triggers, statements)
    clauses = find_clauses(facts, statements, triggers)
    reader = ArgumentReader(facts, clauses, actors=actors, toponyms=toponyms, triggers=triggers)
    drafts = _draft(facts, triggers, clauses, reader, quantities)
    drafts = _merge(facts, drafts, clauses)
    drafts = [d for d in drafts if is_new_fact(facts, d, clauses, toponyms=toponyms, published=published)]
    countries = frozenset(a.first for a in actors if a.rule == "actor.country")
    places = PlaceChooser(facts, toponyms, countries=countries, disabled=disabled)
    clock = TimeChooser(facts, times, disabled=disabled)
    claims: list[FoundClaim] = []
    for draft in drafts:
        number = _statement_of(layout, draft.trigger, statements)
        statement = None if number is None else statements[number]
        status, rule = status_of(facts, draft.trigger, lexicon, clauses=clauses, statement=statement)
        evidence = range(draft.first, draft.last + 1)
        place = places.choose(draft.trigger, evidence)
        time = clock.choose(draft.trigger, evidence)
        entry = draft.trigger.entry
        claims.append(
            FoundClaim(
                type=entry.type,
                event=entry.event,
                mode=entry.mode,
                evidence=evidence_of(facts, draft.trigger, first=draft.first, last=draft.last),
                trigger=draft.trigger.first,
                status=status,
                statement=number,
                actors=() if draft.arguments.actor is None else (draft.arguments.actor,),
                targets=() if draft.arguments.target is None else (draft.arguments.target,),
                toponym=None if place is None else place.toponym,
                time=None if time is None else time[0],
                quantity=draft.quantity,
                place_inherited=place is not None and place.is_inherited,
                time_inherited=time is not None and time[1] != "time.in-clause",
                place_rule="" if place is None else place.rule,
                actor_rule=draft.arguments.actor_rule,
                time_rule="" if time is None else time[1],
                place_score=0.0 if place is None else SCORES[place.rule],
                rule=entry.id + "+" + rule,
            )
        )
    return claims


def _outside_cues(layout: Layout, triggers: list[Trigger], statements: Sequence[FoundStatement]) -> list[Trigger]:
    """A cue's own words make no claim: «أعلن» as a light verb is one thing, «تبنى» as a cue another."""
    inside = {i for s in statements for i in layout.tokens.inside(s.cue_span)}
    return [t for t in triggers if t.first not in inside]


def _draft(
    facts: WordFacts,
    triggers: Sequence[Trigger],
    clauses: Clauses,
    reader: ArgumentReader,
    quantities: Sequence[FoundQuantity],
) -> list[Draft]:
    drafts: list[Draft] = []
    taken: set[int] = set()
    for number, trigger in enumerate(triggers):
        clause = clauses.around(trigger.first)
        before = triggers[number - 1] if number else None
        after = triggers[number + 1] if number + 1 < len(triggers) else None
        first, last = clause.start, clause.stop - 1
        opening = trigger.light if trigger.light >= 0 else trigger.first
        if before is not None and before.last >= first:
            first = min(opening, trigger.first) if opening > before.last else trigger.first
        if opening < first and facts.layout.sentence_of[opening] == facts.layout.sentence_of[trigger.first]:
            first = opening if before is None or before.last < opening else first
        if after is not None and after.first <= last:
            cut = after.light if trigger.last < after.light < after.first else after.first
            last = max(trigger.last, cut - 1)
        arguments = reader.read(trigger)
        quantity = _quantity_of(trigger, quantities, first, last, taken)
        if trigger.entry.type in PEOPLE_TYPES and arguments.target is None:
            people = reader.people_after(trigger, trigger.last + 1, last + 1)
            people = people or reader.people_after(trigger, first, trigger.first)
            if people is not arguments.actor:
                arguments = replace(arguments, target=people)
        drafts.append(Draft(trigger, first, last, arguments, quantity))
    return drafts


def _quantity_of(
    trigger: Trigger, quantities: Sequence[FoundQuantity], first: int, last: int, taken: set[int]
) -> FoundQuantity | None:
    """The number the trigger governs: the first behind it that fits its type, else the nearest before it."""
    fitting = [q for q in quantities if first <= q.first <= last and id(q) not in taken and _fits(trigger, q)]
    behind = [q for q in fitting if q.last >= trigger.first]
    chosen = behind[0] if behind else (fitting[-1] if fitting else None)
    if chosen is not None:
        taken.add(id(chosen))
    return chosen


def _fits(trigger: Trigger, quantity: FoundQuantity) -> bool:
    kind = trigger.entry.type
    if kind is ClaimType.CASUALTIES:
        if quantity.harm is not None and trigger.entry.kind is not None and quantity.harm is not trigger.entry.kind:
            return False
        return quantity.is_people or quantity.harm is not None
    if kind in PEOPLE_TYPES or kind is ClaimType.WITHDRAWAL:
        return quantity.is_people
    if kind in (ClaimType.CONTROL, ClaimType.CAPTURE):
        return quantity.unit == "%" or (not quantity.is_people and quantity.unit not in _MEASURES)
    if kind in (ClaimType.STRIKE, ClaimType.CAPABILITY, ClaimType.AID):
        return quantity.unit not in _MEASURES and quantity.harm is None
    return False


_MEASURES = frozenset({"كيلومتر", "متر", "كلم", "يوم", "ساعة", "شهر", "سنة", "عام", "أسبوع", "دقيقة", "ميل", "مرة"})


def _merge(facts: WordFacts, drafts: list[Draft], clauses: Clauses) -> list[Draft]:
    """One event named twice in a clause is one claim: «معارك واشتباكات», «غارة استهدفت»."""
    merged: list[Draft] = []
    for draft in drafts:
        last = merged[-1] if merged else None
        if last is not None and _same_event(facts, last, draft, clauses):
            merged[-1] = _joined(last, draft)
        else:
            merged.append(draft)
    return merged


def _same_event(facts: WordFacts, left: Draft, right: Draft, clauses: Clauses) -> bool:
    if clauses.clause_of[left.trigger.first] != clauses.clause_of[right.trigger.first]:
        return False
    one, two = left.trigger.entry, right.trigger.entry
    if one.type is two.type:
        if one.type is ClaimType.CASUALTIES:
            return one.kind is two.kind and (left.quantity is None or right.quantity is None)
        return right.trigger.first - left.trigger.last <= 12
    hit = {ClaimType.STRIKE, ClaimType.ATTACK}
    return one.type in hit and two.type in hit and two.id in ("attack.strike-at", "attack.assault")


def _joined(left: Draft, right: Draft) -> Draft:
    arguments = Arguments(
        left.arguments.actor or right.arguments.actor,
        right.arguments.target or left.arguments.target,
        left.arguments.actor_rule or right.arguments.actor_rule,
    )
    trigger = left.trigger
    return Draft(trigger, left.first, right.last, arguments, left.quantity or right.quantity)


def _statement_of(layout: Layout, trigger: Trigger, statements: Sequence[FoundStatement]) -> int | None:
    """The innermost statement whose content covers the trigger."""
    start, end = layout.tokens.starts[trigger.first], layout.tokens.ends[trigger.last]
    best, best_length = None, 0
    for number, statement in enumerate(statements):
        for span in statement.content:
            if span.start <= start and end <= span.end:
                length = sum(len(s) for s in statement.content)
                if best is None or length < best_length:
                    best, best_length = number, length
    return best
