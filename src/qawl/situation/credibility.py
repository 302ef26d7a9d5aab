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

``number.reviewed`` is a reviewer's own number; the suggested one stays beside it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from qawl.model.account import Account, ClaimCard, Conflict, Credibility, OriginGroup, SpeakerCard
from qawl.model.claim import Status
from qawl.model.review import Letter, Review
from qawl.model.statement import SpeakerKind

UNSET = "F"
NUMBER_FIELD = "credibility"
_CANNOT_BE_JUDGED = 6
_SEVERAL = 2


def suggest_number(account: Account, card: ClaimCard, *, alike: Iterable[str] = ()) -> Credibility:
    """The number that the account of a claim suggests for it, with its reasons.

    ``alike`` are claims of the same origin that say the same: a contradiction is listed once, with one of them.

    Raises:
        ValueError: the claim is not of this account.
    """
    if card.id not in account.claims:
        raise ValueError(f"{card.id} is no claim of the account {account.id}")
    if not _is_told(card):
        return _not_asserted(card)
    own = next((origin.key for origin in account.origins if card.id in origin.claims), card.origin.key)
    others = [origin for origin in account.origins if origin.key != own]
    same = {card.id, *alike}
    contradicting = _contradicting(account.conflicts, same)
    against = [origin for origin in others if contradicting & set(origin.claims)]
    beside = [origin for origin in others if origin not in against]
    return _credibility(card, beside, against, [one for one in account.conflicts if same & {one.left, one.right}])


def number_alone(card: ClaimCard) -> Credibility:
    """The number of a claim that stands in no account: nobody else tells of it."""
    return _credibility(card, [], [], ()) if _is_told(card) else _not_asserted(card)


def overrule(suggested: Credibility, reviews: Iterable[Review]) -> Credibility:
    """The number as people have decided: the last one given, ``reviews`` in order; an empty one takes it back."""
    last: Review | None = None
    for review in reviews:
        if NUMBER_FIELD in dict(review.value):
            last = review
    if last is None or not dict(last.value)[NUMBER_FIELD]:
        return suggested
    return replace(
        suggested,
        number=int(dict(last.value)[NUMBER_FIELD]),
        rule="number.reviewed",
        reasons=(last.reason, *suggested.reasons),
        suggested=suggested.number,
        overruled_by=last.reviewer.name,
        overruled_at=last.made_at,
    )


def letter_of_speaker(letters: Mapping[str, Letter], speaker: SpeakerCard) -> Letter:
    """The standing letter of a speaker, F while nobody has set one; ``letters`` are those that people have set.

    Asked are the person, the name, then the institution for which somebody speaks. Who has no name gets no letter.
    """
    keys = [] if speaker.is_anonymous else list(_keys(speaker))
    found = next((letters[key] for key in keys if key in letters), None)
    return found or Letter(next(iter(keys), speaker.key), UNSET)


def letter_of_outlet(letters: Mapping[str, Letter], outlet: str) -> Letter:
    """The standing letter of an outlet by its id, F while nobody has set one."""
    key = f"outlet:{outlet}"
    return letters.get(key) or Letter(key, UNSET)


def _keys(speaker: SpeakerCard) -> Iterator[str]:
    if speaker.entity is not None:
        yield speaker.entity
    if speaker.kind is SpeakerKind.OUTLET and speaker.key.startswith("outlet:"):
        yield speaker.key
    if speaker.said_by:
        yield f"name:{speaker.said_by}"
    if speaker.institution is not None:
        yield speaker.institution
    yield speaker.key


def _is_told(card: ClaimCard) -> bool:
    return card.claim.status in (Status.ASSERTED, Status.DENIED)


def _not_asserted(card: ClaimCard) -> Credibility:
    reason = f"it is {card.claim.status.value}, not told as a fact"
    return Credibility(card.id, _CANNOT_BE_JUDGED, "number.not-asserted", (reason,))


def _credibility(
    card: ClaimCard, beside: list[OriginGroup], against: list[OriginGroup], conflicts: Iterable[Conflict]
) -> Credibility:
    number, rule = _weigh(beside, against)
    reasons = tuple(_reasons(beside, against, conflicts))
    return Credibility(card.id, number, rule, reasons, tuple(map(_name, beside)), tuple(map(_name, against)))


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


def _contradicting(conflicts: Iterable[Conflict], claims: set[str]) -> set[str]:
    pairs = [(conflict.left, conflict.right) for conflict in conflicts]
    return {right for left, right in pairs if left in claims} | {left for left, right in pairs if right in claims}


def _reasons(beside: list[OriginGroup], against: list[OriginGroup], conflicts: Iterable[Conflict]) -> list[str]:
    kinds = sorted({conflict.kind.value for conflict in conflicts})
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
    names = ", ".join(map(_name, origins))
    return f"{len(origins)} other{'' if len(origins) == 1 else 's'} ({names})"


def _name(origin: OriginGroup) -> str:
    return origin.name or "—"


def _verb(origins: list[OriginGroup]) -> str:
    return "tells" if len(origins) == 1 else "tell"
