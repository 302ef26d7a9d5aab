"""How a speaker stands to what it claims: a party, accusing an enemy, admitting against its interest, or a third party.

Only the claim itself is asked: who speaks, who is said to have acted, who suffered. A word of the army on what the
army took is a party's; on what was done to the army, an accusation when it names who did it, an admission when it
counts its own losses. Who is whose enemy beyond that is not guessed.
"""

from enum import StrEnum

from qawl.model.account import ClaimCard, PartyCard
from qawl.model.claim import ClaimType, Status


class StanceToClaim(StrEnum):
    """The four ways in which a speaker may stand to a claim."""

    PARTY = "party"
    ACCUSER_OF_ENEMY = "accuser_of_enemy"
    AGAINST_INTEREST = "against_interest"
    THIRD_PARTY = "third_party"


_HARMS = frozenset({ClaimType.STRIKE, ClaimType.ATTACK, ClaimType.CASUALTIES, ClaimType.DETENTION, ClaimType.CLASH})
_NO_LOSS = frozenset({"withdrawal.expel-foreign"})  # who acts drives others out
_TOLD = frozenset({Status.ASSERTED, Status.POSSIBLE})


def stance_to_claim(card: ClaimCard) -> str:
    """``party``, ``accuser_of_enemy``, ``against_interest`` or ``third_party``."""
    own = {card.origin.key, *card.origin.within, *filter(None, (card.origin.entity, card.origin.institution))}
    acts = _is_among(own, card.actors)
    suffers = _is_among(own, card.targets)
    others = any(party.key not in own and not own & set(party.within) for party in card.actors)
    if card.claim.status in _TOLD:
        if card.claim.status is Status.ASSERTED and _is_loss(card, acts=acts, suffers=suffers, others=others):
            return StanceToClaim.AGAINST_INTEREST.value
        if suffers and others and card.claim.type in _HARMS:
            return StanceToClaim.ACCUSER_OF_ENEMY.value
    return (StanceToClaim.PARTY if acts or suffers else StanceToClaim.THIRD_PARTY).value


def _is_loss(card: ClaimCard, *, acts: bool, suffers: bool, others: bool) -> bool:
    """Somebody gives up or loses a place, or counts its own dead without naming another for it."""
    if card.claim.type is ClaimType.WITHDRAWAL:
        return acts and card.claim.rule.partition("+")[0] not in _NO_LOSS
    if card.claim.type is ClaimType.CAPTURE:
        return suffers and not acts  # who loses a place, or is driven out, is the target
    return suffers and not others and card.claim.type is ClaimType.CASUALTIES


def _is_among(own: set[str], parties: tuple[PartyCard, ...]) -> bool:
    return any(party.key in own or own & set(party.within) for party in parties)
