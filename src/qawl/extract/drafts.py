"""Drafts: claims in the making, and the cutting and merging of triggers that makes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qawl.extract.arguments import ArgumentReader, Arguments
from qawl.extract.clauses import Clauses
from qawl.extract.findings import FoundQuantity
from qawl.extract.surroundings import Trigger
from qawl.extract.word_facts import WordFacts
from qawl.lexicon.predicates import PredicateLexicon
from qawl.model.claim import ClaimType
from qawl.text.fold import fold_text
from qawl.text.record import record

PEOPLE_TYPES = frozenset({ClaimType.CASUALTIES, ClaimType.DISPLACEMENT, ClaimType.DETENTION})
_MOVES = frozenset({ClaimType.CAPTURE, ClaimType.WITHDRAWAL})
_LENGTH = "quantity.duration"
_COUNTING = frozenset({ClaimType.STRIKE, ClaimType.CAPABILITY, ClaimType.AID})
_NO_CLASSES: frozenset[str] = frozenset()
_DENYING = frozenset({"negating", "complementizer", "occurring"})
_DONE_TIMES = frozenset({ClaimType.ATTACK, ClaimType.CLASH, ClaimType.DETENTION, ClaimType.STRIKE})
_CAUSES = frozenset({ClaimType.STRIKE, ClaimType.ATTACK, ClaimType.OPERATION, ClaimType.CLASH})
_TOLL_REACH = 22  # words between a toll and its number
_MERGE_WITHIN = 12  # words between two names of one event


@record
class Draft:
    """A claim in the making: its trigger, the token range of its evidence, its arguments and its number."""

    trigger: Trigger
    first: int
    last: int
    arguments: Arguments
    quantity: FoundQuantity | None
    is_part: bool = False
    is_joined: bool = False


def draft_claims(
    facts: WordFacts,
    triggers: Sequence[Trigger],
    clauses: Clauses,
    reader: ArgumentReader,
    *,
    quantities: Sequence[FoundQuantity],
    lexicon: PredicateLexicon,
) -> list[Draft]:
    """One draft an event: cut, given arguments and numbers, merged where one event is named twice."""
    taken: set[int] = set()
    drafts: list[Draft] = []
    for number, trigger in enumerate(triggers):
        before = next((t for t in reversed(triggers[:number]) if not _is_adjunct(t)), None)
        after = next(
            (t for t in triggers[number + 1 :] if not _is_adjunct(t) and not _is_its_subject(trigger, t)), None
        )
        first, last = _cut(facts, clauses, trigger, before, after)
        if _is_adjunct(trigger):
            first = _host_start(facts, trigger, reader)
        first = min([first, *(q.first for q in quantities if q.first <= trigger.first <= q.last)])
        quantity = _quantity_of(facts, trigger, quantities, first, last, taken, lexicon)
        if quantity is None and trigger.entry.type is ClaimType.CASUALTIES:
            quantity = _behind_cause(facts, triggers[number + 1 :], trigger, quantities, taken, lexicon)
            last = last if quantity is None else max(last, quantity.last)
        arguments = _with_people(reader.read(trigger), trigger, reader, first, last)
        drafts.append(Draft(trigger, first, last, arguments, quantity))
    return _merge(drafts, clauses)


def _is_adjunct(trigger: Trigger) -> bool:
    """«بدعم من الطيران», «المحاصرة»: set into another clause, whose evidence goes on around it."""
    if trigger.entry.type is ClaimType.SUPPORT:
        return not trigger.is_verb
    return trigger.category == "adjective"


def _is_its_subject(verb: Trigger, noun: Trigger) -> bool:
    """«قتل القصف خمسة مدنيين»: an event right behind a verb of harm is what did it, and the clause goes on."""
    harms = verb.entry.type in (ClaimType.CASUALTIES, ClaimType.DISPLACEMENT)
    return harms and verb.is_verb and not noun.is_verb and 0 < noun.first - verb.last <= 1


def _host_start(facts: WordFacts, trigger: Trigger, reader: ArgumentReader) -> int:
    """Where the noun begins that an adjective describes, or the light verb of a noun; a phrase stands for itself."""
    if trigger.category == "noun" and trigger.light >= 0 and not trigger.preposition:
        return trigger.light
    if trigger.category != "adjective":
        return trigger.first
    return reader.host_of(trigger)


def _cut(
    facts: WordFacts, clauses: Clauses, trigger: Trigger, before: Trigger | None, after: Trigger | None
) -> tuple[int, int]:
    """The trigger's share of its clause: from the trigger before it to the one after it."""
    clause = clauses.around(trigger.first)
    first, last = clause.start, clause.stop - 1
    opening = trigger.light if trigger.light >= 0 else trigger.first
    if before is not None and before.last >= first:
        if _brought(facts, trigger, before) and opening >= first:
            first = opening
        else:
            first = _negated_from(facts, opening if opening > before.last else trigger.first, before.last)
    elif opening < first and facts.layout.sentence_of[opening] == facts.layout.sentence_of[trigger.first]:
        if before is None or before.last < opening:
            first = opening
    if after is not None and after.first <= last:
        cut = after.light if trigger.last < after.light < after.first else after.first
        last = max(trigger.last, _negated_from(facts, cut, trigger.last) - 1)
    return first, last


def _brought(facts: WordFacts, trigger: Trigger, before: Trigger) -> bool:
    """«دفع القتال 300 عائلة إلى النزوح»: the event behind the light verb is its subject, and no event of its own."""
    light = facts.light[trigger.light] if trigger.light >= 0 and not trigger.conjunction else None
    if light is None or light.subject not in ("cause", "target"):
        return False
    return before.entry.type in _CAUSES and 0 < before.first - trigger.light <= 1


def _negated_from(facts: WordFacts, index: int, after: int) -> int:
    """Where the words that deny an event begin, right before it: «لم يسفر», «من دون أن يسفر»."""
    start = index
    while start - 1 > after and facts.clause[start - 1] & _DENYING:
        start -= 1
    return start if any("negating" in facts.clause[i] for i in range(start, index)) else index


def _with_people(arguments: Arguments, trigger: Trigger, reader: ArgumentReader, first: int, last: int) -> Arguments:
    """The people who suffer a claim of harm, displacement or detention, when no known party is its target."""
    if trigger.entry.type not in PEOPLE_TYPES or arguments.target is not None:
        return arguments
    people = reader.people_after(trigger, trigger.last + 1, last + 1)
    people = people or reader.people_after(trigger, first, trigger.first)
    return arguments if people is arguments.actor else replace(arguments, target=people)


def _is_total(facts: WordFacts, quantity: FoundQuantity) -> bool:
    """«4 آلاف من أصل 10 آلاف»: the second number is the whole the first is taken from."""
    return quantity.first > 0 and "whole" in facts.clause[quantity.first - 1]


def _quantity_of(
    facts: WordFacts,
    trigger: Trigger,
    quantities: Sequence[FoundQuantity],
    first: int,
    last: int,
    taken: set[int],
    lexicon: PredicateLexicon,
) -> FoundQuantity | None:
    """The number the trigger governs: the first behind it that fits its type, else the nearest before it."""
    fitting = [q for q in quantities if first <= q.first <= last and id(q) not in taken]
    fitting = [q for q in fitting if _fits(trigger, q, lexicon)]
    fitting = [q for q in fitting if not _is_total(facts, q)]
    behind = [q for q in fitting if q.last >= trigger.first]
    chosen = behind[0] if behind else (fitting[-1] if fitting else None)
    if chosen is not None:
        taken.add(id(chosen))
    return chosen


def _behind_cause(
    facts: WordFacts,
    following: Sequence[Trigger],
    trigger: Trigger,
    quantities: Sequence[FoundQuantity],
    taken: set[int],
    lexicon: PredicateLexicon,
) -> FoundQuantity | None:
    """«ارتفع عدد القتلى جراء القصف إلى مئة»: the number of a toll may stand behind the event that caused it."""
    sentence = facts.layout.sentence_of[trigger.first]
    limit = next((t.first for t in following if t.entry.type not in _CAUSES), len(facts.spellings))
    for quantity in quantities:
        if trigger.last < quantity.first < limit and facts.layout.sentence_of[quantity.first] == sentence:
            if quantity.first - trigger.last > _TOLL_REACH:
                return None
            if id(quantity) not in taken and _fits(trigger, quantity, lexicon):
                taken.add(id(quantity))
                return quantity
    return None


def _fits(trigger: Trigger, quantity: FoundQuantity, lexicon: PredicateLexicon) -> bool:
    """People for tolls and moves of people, lengths of time for truces, kilometres for moves of troops, things else."""
    kind = trigger.entry.type
    if kind is ClaimType.AGREEMENT or quantity.rule == _LENGTH:
        return kind is ClaimType.AGREEMENT and quantity.rule == _LENGTH
    classes = lexicon.classes.get(fold_text(quantity.unit), _NO_CLASSES)
    if kind in _DONE_TIMES and quantity.harm is None and _counts_event(trigger, quantity, classes):
        return True
    is_people = quantity.is_people or "people" in classes
    if kind is ClaimType.CASUALTIES:
        wanted = trigger.entry.kind
        if quantity.harm is not None and wanted is not None and quantity.harm is not wanted:
            return False
        return quantity.is_people or quantity.harm is not None
    if "measure" in classes:
        return False
    if "distance" in classes:
        return kind in _MOVES
    if kind in PEOPLE_TYPES:
        return is_people
    if kind is ClaimType.WITHDRAWAL:
        return is_people or "arms" in classes
    if kind in (ClaimType.CONTROL, ClaimType.CAPTURE):
        return quantity.unit == "%" or not quantity.is_people
    if kind is ClaimType.STRIKE and (quantity.is_people or quantity.unit == "%"):
        return False
    return kind in _COUNTING and quantity.harm is None


def _counts_event(trigger: Trigger, quantity: FoundQuantity, classes: frozenset[str]) -> bool:
    """«90 هجوما», «197 حالة اختطاف»: so many events of the kind that the trigger names."""
    if trigger.category != "noun" or quantity.min == 1:
        return False
    inside = quantity.first < trigger.first <= quantity.last
    return inside or ("instance" in classes and quantity.last == trigger.first - 1)


def _merge(drafts: list[Draft], clauses: Clauses) -> list[Draft]:
    """One event named twice in a clause is one claim: «معارك واشتباكات», «غارة استهدفت»."""
    merged: list[Draft] = []
    for draft in drafts:
        last = merged[-1] if merged else None
        if last is not None and _same_event(last, draft, clauses):
            merged[-1] = _joined(last, draft)
        else:
            merged.append(draft)
    return merged


def _same_event(left: Draft, right: Draft, clauses: Clauses) -> bool:
    if clauses.clause_of[left.trigger.first] != clauses.clause_of[right.trigger.first]:
        return False
    one, two = left.trigger.entry, right.trigger.entry
    if two.id in one.absorbs:
        return True
    if one.type is two.type:
        if one.type is ClaimType.CASUALTIES:
            return one.kind is two.kind and (left.quantity is None or right.quantity is None)
        return right.trigger.first - left.trigger.last <= _MERGE_WITHIN
    hit = {ClaimType.STRIKE, ClaimType.ATTACK}
    return one.type in hit and two.type in hit and two.id in ("attack.strike-at", "attack.assault", "strike.target")


def _joined(left: Draft, right: Draft) -> Draft:
    arguments = Arguments(
        left.arguments.actor or right.arguments.actor,
        right.arguments.target or left.arguments.target,
        left.arguments.actor_rule or right.arguments.actor_rule,
    )
    return Draft(left.trigger, left.first, right.last, arguments, left.quantity or right.quantity)
