"""What is perhaps told of the same happening: claims that have much in common with an account, too little to join it.

Joining only what is plainly one happening leaves claims aside that a person would join. They are found when somebody
asks, nothing is kept; whoever knows better says so with ``qawl review``, and the two stand together from then on.
"""

from dataclasses import dataclass

from qawl.corroborate.blocking import blocking_keys
from qawl.corroborate.facts import facts_of
from qawl.corroborate.pairs import PERHAPS, judge
from qawl.model.account import Account, ClaimCard
from qawl.store.ledger import Ledger

FEW = 5
"""How many claims are listed beside an account unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Perhaps:
    """A claim that is perhaps of a happening, and how much speaks for it, from 0 to 1."""

    card: ClaimCard
    score: float


def perhaps_same(ledger: Ledger, account: Account, *, limit: int = FEW) -> list[Perhaps]:
    """The claims outside an account that have much in common with its representative, those with most first.

    An account whose claims are no longer there has none.
    """
    representative = ledger.cards([account.representative]).get(account.representative)
    if representative is None:
        return []
    near = ledger.claims_meeting(blocking_keys(representative), day=representative.day) - set(account.claims)
    facts = facts_of(representative)
    found = []
    for card in ledger.cards(near).values():
        pair = judge(facts, facts_of(card))
        if pair.rule == PERHAPS:
            found.append(Perhaps(card, dict(pair.features)["score"]))
    return sorted(found, key=lambda one: (-one.score, one.card.id))[:limit]
