"""Parts of a toll: «بينهم 16 مدنيا» is a claim of its own with the number of the part.

«وأربعة جنود» may go on with another part, and «من بين القتلى في القصف 121 طفلا» names it farther off. The part has
the kind of harm and the doer of its whole, not whom it harmed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qawl.extract.clauses import Clauses
from qawl.extract.drafts import Draft
from qawl.extract.findings import FoundQuantity
from qawl.extract.word_facts import WordFacts
from qawl.model.claim import ClaimType

_PART_REACH = 4  # words between «بينهم» and its number
_NAMED_PART_REACH = 9  # and between «من بين القتلى» and its number
_PRONOUNS = ("هم", "هن", "ها")


def add_parts(
    facts: WordFacts, drafts: Sequence[Draft], clauses: Clauses, quantities: Sequence[FoundQuantity]
) -> list[Draft]:
    """The drafts with those of parts, in text order."""
    return sorted((*drafts, *_parts(facts, drafts, clauses, quantities)), key=lambda d: d.trigger.first)


def _parts(
    facts: WordFacts, drafts: Sequence[Draft], clauses: Clauses, quantities: Sequence[FoundQuantity]
) -> Iterator[Draft]:
    taken = {id(d.quantity) for d in drafts}
    for index, names in enumerate(facts.clause):
        if "part" not in names or _closes_a_number(facts, quantities, index):
            continue
        whole = _whole_of(facts, drafts, index)
        if whole is None:
            continue
        first = index
        for quantity in _numbers_of_part(facts, drafts, quantities, index):
            if id(quantity) in taken:
                break
            taken.add(id(quantity))
            trigger = replace(
                whole.trigger, first=first, last=first, light=-1, light_subject="", preposition="", definite=False
            )
            last = _end_of_part(drafts, clauses, quantities, quantity)
            yield Draft(trigger, first, last, replace(whole.arguments, target=None), quantity, is_part=True)
            first = last + 1


def _closes_a_number(facts: WordFacts, quantities: Sequence[FoundQuantity], index: int) -> bool:
    """«أصيب اثنان منهم»: the word belongs to the number before it and opens nothing."""
    return "resumptive" in facts.clause[index] and any(q.last in (index - 1, index) for q in quantities)


def _numbers_of_part(
    facts: WordFacts, drafts: Sequence[Draft], quantities: Sequence[FoundQuantity], index: int
) -> Iterator[FoundQuantity]:
    """The number right behind the word, and those joined to it with «و» in the same sentence."""
    layout = facts.layout
    reach = _NAMED_PART_REACH if _names_the_harmed(facts, index) else _PART_REACH
    before: FoundQuantity | None = None
    for quantity in quantities:
        if quantity.first <= index or layout.sentence_of[quantity.first] != layout.sentence_of[index]:
            continue
        if not (quantity.is_people or quantity.harm is not None):
            return
        if before is None and quantity.first > index + reach:
            return
        if before is not None and (
            quantity.first > before.last + _PART_REACH
            or not any(s.conjunction for s in facts.spellings[quantity.first])
            or any(before.last < d.trigger.first <= quantity.first for d in drafts)
        ):
            return
        yield quantity
        before = quantity


def _names_the_harmed(facts: WordFacts, index: int) -> bool:
    """«من بين القتلى في القصف ... 121 طفلا»: the number may stand farther off."""
    return not facts.layout.tokens.folded[index].endswith(_PRONOUNS)


def _end_of_part(
    drafts: Sequence[Draft], clauses: Clauses, quantities: Sequence[FoundQuantity], quantity: FoundQuantity
) -> int:
    """The end of the clause, or the word before the next number or event."""
    stop = clauses.around(quantity.last).stop
    following = [q.first for q in quantities if quantity.last < q.first < stop]
    following += [d.trigger.first for d in drafts if quantity.last < d.trigger.first < stop]
    return max(quantity.last, min([stop, *following]) - 1)


def _whole_of(facts: WordFacts, drafts: Sequence[Draft], index: int) -> Draft | None:
    """The toll that a part belongs to: the nearest casualties or displacement before it in the paragraph."""
    layout = facts.layout
    found: Draft | None = None
    for draft in drafts:
        if draft.trigger.first >= index:
            break
        if draft.trigger.entry.type in (ClaimType.CASUALTIES, ClaimType.DISPLACEMENT):
            if layout.paragraph_of[draft.trigger.first] >= layout.paragraph_of[index] - 1:
                found = draft
    return found
