"""The two halves of the Admiralty code, kept apart: a letter for who speaks, a number for what is said.

The letter is people's own (A to E), with a reason and a date, and F until somebody sets one. The number is suggested
from an account: from how many origins, apparently independent of the claim's own, tell of the same happening without
contradicting the claim, and how many contradict it. It weighs what is on record, never what is so; a reviewer may
overrule it. The first rule that fits:

* ``number.not-asserted`` 6: a forecast, a possibility or a demand cannot be weighed yet;
* ``number.rejected-by-all`` 5: two or more named origins contradict it, and no other stands by it;
* ``number.contradicted`` 4: contradicted, and fewer or as many stand by it;
* ``number.contested`` 3: contradicted, and more stand by it;
* ``number.confirmed`` 1: two or more other named origins tell of it, none contradicts it;
* ``number.supported`` 2: one other named origin does; ``number.unnamed`` 3: only others without a name do;
* ``number.single-origin`` 6: nobody else tells of it: nothing to weigh it by.
"""

from collections.abc import Iterable

from qawl.model.account import Account, ClaimCard, Conflict, Credibility, OriginGroup
from qawl.model.claim import Status
from qawl.model.review import Decision, Letter, Review

LETTERS = "ABCDEF"
UNSET = "F"
LETTER_KINDS = ("speaker", "outlet")
_CANNOT_BE_JUDGED = 6
_SEVERAL = 2


def suggest_number(account: Account, card: ClaimCard) -> Credibility:
    """The number that the account of a claim suggests for it, with its reasons.

    Raises:
        ValueError: the claim is not of this account.
    """
    if card.id not in account.claims:
        raise ValueError(f"{card.id} is no claim of the account {account.id}")
    if card.claim.status not in (Status.ASSERTED, Status.DENIED):
        return Credibility(
            card.id, _CANNOT_BE_JUDGED, "number.not-asserted", (f"it is {card.claim.status.value}, not told as a fact",)
        )
    own = next((origin.key for origin in account.origins if card.id in origin.claims), card.origin.key)
    others = [origin for origin in account.origins if origin.key != own]
    contradicting = _contradicting(account.conflicts, card.id)
    against = [origin for origin in others if contradicting & set(origin.claims)]
    beside = [origin for origin in others if origin not in against]
    number, rule = _weigh(beside, against)
    return Credibility(card.id, number, rule, tuple(_reasons(beside, against, account.conflicts, card.id)))


def letter_of(reviews: Iterable[Review], key: str) -> Letter:
    """The letter last set for a speaker or outlet, F while nobody has set one.

    A review counts whose decision is ``letter``, whose record is this speaker or outlet, whose value names a letter
    from A to F, and which gives a reason.
    """
    fitting = [
        review
        for review in reviews
        if review.decision is Decision.LETTER
        and review.record_kind in LETTER_KINDS
        and review.record_id == key
        and dict(review.value).get("letter", "") in tuple(LETTERS)
        and review.reason.strip()
    ]
    if not fitting:
        return Letter(key, UNSET)
    last = max(fitting, key=lambda review: (review.made_at, review.reviewer.id, review.value))
    return Letter(key, dict(last.value)["letter"], last.reason, last.reviewer.name, last.made_at)


def _weigh(beside: list[OriginGroup], against: list[OriginGroup]) -> tuple[int, str]:
    named = [origin for origin in beside if not origin.is_anonymous]
    named_against = [origin for origin in against if not origin.is_anonymous]
    if against and not beside and len(named_against) >= _SEVERAL:
        return 5, "number.rejected-by-all"
    if against:
        return (3, "number.contested") if len(named) > len(against) else (4, "number.contradicted")
    if len(named) >= _SEVERAL:
        return 1, "number.confirmed"
    if named:
        return 2, "number.supported"
    return (3, "number.unnamed") if beside else (_CANNOT_BE_JUDGED, "number.single-origin")


def _contradicting(conflicts: Iterable[Conflict], claim: str) -> set[str]:
    pairs = [(conflict.left, conflict.right) for conflict in conflicts]
    return {right for left, right in pairs if left == claim} | {left for left, right in pairs if right == claim}


def _reasons(
    beside: list[OriginGroup], against: list[OriginGroup], conflicts: Iterable[Conflict], claim: str
) -> list[str]:
    kinds = sorted({conflict.kind.value for conflict in conflicts if claim in (conflict.left, conflict.right)})
    reasons = [
        f"apparently independent of it, {_count(beside)} {_verb(beside)} of the same without contradicting it"
        if beside
        else "nobody else apparently independent tells of the same without contradicting it"
    ]
    if against:
        reasons.append(f"{_count(against)} contradict{'s' if len(against) == 1 else ''} it in: {', '.join(kinds)}")
    unnamed = [origin for origin in (*beside, *against) if origin.is_anonymous]
    if unnamed:
        reasons.append(f"{len(unnamed)} of these without a name")
    return reasons


def _count(origins: list[OriginGroup]) -> str:
    names = ", ".join(origin.name or "—" for origin in origins)
    return f"{len(origins)} other{'' if len(origins) == 1 else 's'} ({names})"


def _verb(origins: list[OriginGroup]) -> str:
    return "tells" if len(origins) == 1 else "tell"
