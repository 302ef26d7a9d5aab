"""Tolls that list several numbers: «مقتل سبعة مدنيين وأربعة مسلحين» counts twice, and is two claims.

Each joined number has the kind of harm, the doer and the place of the first; its evidence begins at the number, and
the evidence before it ends there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qawl.extract.drafts import Draft
from qawl.extract.findings import FoundQuantity
from qawl.extract.word_facts import WordFacts
from qawl.model.claim import ClaimType

_JOIN_REACH = 7  # words between a number and the one joined to it
_WAW = "\N{ARABIC LETTER WAW}"


def split_tolls(facts: WordFacts, drafts: Sequence[Draft], quantities: Sequence[FoundQuantity]) -> Iterator[Draft]:
    """The drafts, those of tolls with joined numbers cut into one a number."""
    taken = {id(d.quantity) for d in drafts}
    for draft in drafts:
        quantity = draft.quantity
        if (
            draft.trigger.entry.type is not ClaimType.CASUALTIES
            or quantity is None
            or quantity.last < draft.trigger.first
        ):
            yield draft
            continue
        whole = draft
        for joined in _joined_numbers(facts, draft, quantities):
            if id(joined) in taken:
                break
            taken.add(id(joined))
            first = joined.first - 1 if facts.layout.tokens.folded[joined.first - 1] == _WAW else joined.first
            yield replace(whole, last=first - 1)
            whole = _part_of(draft, joined, first)
        yield whole


def _part_of(draft: Draft, quantity: FoundQuantity, first: int) -> Draft:
    """The claim of one joined number, to the end of the toll's evidence."""
    trigger = replace(
        draft.trigger, first=first, last=first, light=-1, light_subject="", preposition="", definite=False
    )
    arguments = replace(draft.arguments, target=None)
    return Draft(trigger, first, draft.last, arguments, quantity, is_joined=True)


def _joined_numbers(facts: WordFacts, draft: Draft, quantities: Sequence[FoundQuantity]) -> Iterator[FoundQuantity]:
    """The numbers of people joined with «و» to the number of a toll, inside its evidence."""
    before = draft.quantity
    assert before is not None
    kind = draft.trigger.entry.kind
    for quantity in quantities:
        if quantity.first <= before.last:
            continue
        if quantity.first > min(draft.last, before.last + _JOIN_REACH):
            return
        between = range(before.last + 1, quantity.first + 1)
        if any({"part", "connector", "relative", "complementizer"} & facts.clause[i] for i in between):
            return
        if not quantity.is_people or quantity.harm not in (None, kind) or quantity.last > draft.last:
            return
        if not _is_joined(facts, quantity.first):
            return
        yield quantity
        before = quantity


def _is_joined(facts: WordFacts, index: int) -> bool:
    """«وأربعة», «و 14»."""
    if facts.layout.tokens.folded[index - 1] == _WAW:
        return True
    return any(s.conjunction for s in facts.spellings[index]) and facts.layout.tokens.folded[index].startswith(_WAW)
