"""What speaks for and against the claims of a ledger: letters of who speaks, numbers of what is said, kept apart.

The ledger finds accounts, cards and people's decisions; the rules of ``qawl.situation.credibility`` do the rest. A
letter is never turned into a number, nor the two into one value: who weighs a claim has to see both.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qawl.corroborate.stance_to_claim import stance_to_claim
from qawl.model.account import Account, ClaimCard, Credibility, OriginGroup
from qawl.model.review import Letter, Review
from qawl.reviewing import letters, numbers
from qawl.shapes import account_json, plain
from qawl.situation.credibility import letter_of_outlet, letter_of_speaker, number_alone, overrule, suggest_number
from qawl.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class WeighedClaim:
    """A claim with the number it has, the letters of its ultimate speaker and of its outlet, and the speaker's stance.

    ``stance`` is ``party``, ``accuser_of_enemy``, ``against_interest`` or ``third_party``.
    """

    card: ClaimCard
    number: Credibility
    speaker_letter: Letter
    outlet_letter: Letter
    stance: str


@dataclass(frozen=True, slots=True)
class WeighedAccount:
    """An account and its claims, weighed, by id."""

    account: Account
    claims: Mapping[str, WeighedClaim]

    @property
    def representative(self) -> WeighedClaim:
        """The claim that stands for the account."""
        return self.claims[self.account.representative]

    def naming(self, origin: OriginGroup) -> WeighedClaim:
        """The claim by whose speaker an origin is named; the first of it where none has this name."""
        found = [self.claims[claim] for claim in origin.claims]
        return next((one for one in found if one.card.origin.name == origin.name), found[0])


def weigh_accounts(ledger: Ledger, accounts: Sequence[Account]) -> list[WeighedAccount]:
    """Accounts of a ledger with the numbers of their claims and the letters of those who speak, as people decided."""
    cards = ledger.cards(claim for account in accounts for claim in account.claims)
    weighing = _Weighing(letters(ledger), numbers(ledger, among={card.document for card in cards.values()}))
    return [
        WeighedAccount(
            account,
            {claim: weighing.claim(cards[claim], account, cards) for claim in account.claims if claim in cards},
        )
        for account in accounts
    ]


def weigh_claim(ledger: Ledger, claim_id: str) -> WeighedClaim | None:
    """A claim of a ledger, weighed; None for one that has not been corroborated."""
    card = ledger.cards([claim_id]).get(claim_id)
    if card is None:
        return None
    account = next(iter(ledger.accounts_of([claim_id])), None)
    cards = {card.id: card} if account is None else ledger.cards(account.claims)
    return _Weighing(letters(ledger), numbers(ledger, among={card.document})).claim(card, account, cards)


@dataclass(frozen=True, slots=True)
class _Weighing:
    """What people have decided, for weighing many claims."""

    letters: Mapping[str, Letter]
    numbers: Mapping[str, Iterable[Review]]

    def claim(self, card: ClaimCard, account: Account | None, cards: Mapping[str, ClaimCard]) -> WeighedClaim:
        if account is None:
            suggested = number_alone(card)
        else:
            suggested = suggest_number(account, card, alike=_alike(card, account, cards))
        return WeighedClaim(
            card=card,
            number=overrule(suggested, self.numbers.get(card.id, ())),
            speaker_letter=letter_of_speaker(self.letters, card.origin),
            outlet_letter=letter_of_outlet(self.letters, card.outlet),
            stance=stance_to_claim(card),
        )


def _alike(card: ClaimCard, account: Account, cards: Mapping[str, ClaimCard]) -> list[str]:
    """The claims of the same origin that say the same: as what it is told, and the number."""
    own = next((origin.claims for origin in account.origins if card.id in origin.claims), ())
    return [claim for claim in own if claim in cards and _said(cards[claim]) == _said(card)]


def _said(card: ClaimCard) -> tuple[object, ...]:
    quantity = card.claim.quantity
    return card.claim.type, card.claim.status, quantity and (quantity.min, quantity.max, quantity.harm)


def weighed_json(weighed: WeighedAccount) -> dict[str, Any]:
    """An account as plain values, with the stance, both letters and the number of each claim."""
    row = account_json(weighed.account, {key: one.card for key, one in weighed.claims.items()})
    claims = [told | weighed_claim_json(weighed.claims[told["id"]]) for told in row["claims"]]
    return row | {"claims": claims, "number": plain(weighed.representative.number)}


def weighed_claim_json(weighed: WeighedClaim) -> dict[str, Any]:
    """The stance, both letters and the number of a claim as plain values."""
    return {
        "stance": weighed.stance,
        "speaker_letter": plain(weighed.speaker_letter),
        "outlet_letter": plain(weighed.outlet_letter),
        "number": plain(weighed.number),
    }
