"""What single claims say about who holds a place: cards become events that a speaker's account is folded from.

Rules that leave a claim out: ``control.elsewhere`` (another place, a place named too far away, its countryside or
surroundings, a share of a larger or smaller area), ``control.not-standing`` (predicted, possible, demanded, or a denial
of something to come), ``control.no-hold`` (a siege, an advance, a distance), ``control.past`` (a state told of the
past, or an undated event before another past one), ``control.later`` (after the day asked for), ``control.unknown-yet``
(published after ``known_on``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from qawl.model.account import ClaimCard, PartyCard, PlaceCard, SpeakerCard
from qawl.model.claim import Basis, Quantity, Status
from qawl.situation.control_holders import Holder, holder_of, parties_by_document
from qawl.situation.control_tables import (
    FAR_PLACES,
    NO_DENIALS,
    ControlWords,
    Effect,
    bare,
    is_among,
    listed,
    words_in,
)
from qawl.text.tokens import ARTICLE

FULL = (100.0, 100.0)
PART = (0.0, 99.0)
_SAYS = {
    Effect.HOLDS: "holds", Effect.TAKES: "took", Effect.ENTERS: "entered", Effect.KEEPS: "holds",
    Effect.LEAVES: "left", Effect.LOSES: "left",
}  # fmt: skip
_AREAS = frozenset({"province", "country", "region", "district"})
_LASTING = "/.."  # «منذ»: an EDTF interval without an end
_LONGEST_EVENT = 7
_BEFORE = 6
_DOUBT = "status.doubts"
_NEGATIVE, _DENIAL = "status.negation.", "negation.deny"


@dataclass(frozen=True, slots=True)
class Event:
    """What one claim says about the place. ``first`` and ``last`` are the days on which it may have been so."""

    card: ClaimCard
    effect: Effect
    holders: tuple[Holder, ...]
    share: tuple[float, float] | None
    first: str
    last: str
    origin: str
    is_denied: bool

    @property
    def says(self) -> str:
        """«holds», «took», «entered» or «left»."""
        return _SAYS[self.effect]

    @property
    def speaker(self) -> SpeakerCard:
        """Whose claim it is."""
        return self.card.origin

    @property
    def key(self) -> str:
        """Under which key the speaker's account is kept: an own-voice claim of a copy is the original's."""
        return self.origin if self.is_own_voice else self.speaker.key

    @property
    def is_own_voice(self) -> bool:
        """True where the outlet says it of itself, and nobody is named who said so."""
        return len(self.card.speakers) == 1

    @property
    def is_answer(self) -> bool:
        """True for a denial, which tells that somebody says so; «لم يدخل الجيش المدينة» is a plain negative."""
        _, _, status = self.card.claim.rule.partition("+")
        return self.is_denied and (not status.startswith(_NEGATIVE) or status.endswith(_DENIAL))

    @property
    def is_whole(self) -> bool:
        """True where it speaks of the whole place."""
        return self.share is None or self.share[1] >= 100 and self.effect is not Effect.ENTERS

    @property
    def order(self) -> tuple[str, int, str, str, int, str]:
        """From the earliest to the latest; on one day states come before events, so that a capture ends what was."""
        rank = {Effect.HOLDS: 0, Effect.KEEPS: 0, Effect.LEAVES: 1, Effect.LOSES: 1}.get(self.effect, 2)
        start = self.card.claim.evidence.start
        return (
            self.last,
            rank + 3 * self.is_denied,
            self.card.published or "",
            self.card.document,
            start,
            self.card.id,
        )


def events_of(
    cards: Iterable[ClaimCard], place: PlaceCard, *, known_on: str | None, words: ControlWords
) -> list[Event]:
    """What the claims say about the place, in order of time; a denial stays one."""
    known = [card for card in cards if known_on is None or (card.published is not None and card.published <= known_on)]
    parties, outlets = parties_by_document(known), {card.document: card.outlet for card in known}
    events = (_event(card, place, parties[card.document], outlets, words) for card in known)
    return sorted((event for event in events if event is not None), key=lambda event: event.order)


def up_to(event: Event, day: str) -> Event | None:
    """The event as it stands on a day; None when it came later. A state stands on every day of its time."""
    if event.effect in (Effect.HOLDS, Effect.KEEPS) and not event.is_denied:
        return None if event.first > day else replace(event, last=min(event.last, day))
    if event.last <= day:
        return event
    is_short = (date.fromisoformat(event.last) - date.fromisoformat(event.first)).days <= _LONGEST_EVENT
    return replace(event, last=day) if is_short and event.first <= day else None


def _event(
    card: ClaimCard,
    place: PlaceCard,
    parties: frozenset[PartyCard],
    outlets: Mapping[str, str],
    words: ControlWords,
) -> Event | None:
    effect = words.effect_of(card.claim)
    is_denied = card.claim.status is Status.DENIED
    if effect is Effect.NONE or effect is Effect.GIVES_UP or not _stands(card, effect):
        return None
    if card.place is None or card.place.id != place.id or card.claim.place is None:
        return None
    if card.claim.place.rule in FAR_PLACES or _is_about_another_area(card, place, words):
        return None
    days = _days(card, effect, words)
    if days is None or (effect is Effect.ENTERS and _is_distance(card.claim.quantity, words)):
        return None
    share = _share(card, effect, words)
    if effect in (Effect.LEAVES, Effect.LOSES) and share is not None and share[1] < 100:
        return None
    named = card.actors
    if effect is Effect.LOSES and card.targets:
        named = card.targets
    if effect in (Effect.HOLDS, Effect.KEEPS, Effect.LEAVES, Effect.LOSES) and not named:
        return None
    if not named and not is_denied:
        return None
    if effect is Effect.ENTERS and named and all(party.key.startswith("person.") for party in named):
        return None  # a visitor
    holders = tuple(holder_of(party, parties, words) for party in named)
    return Event(card, effect, holders, share, *days, _origin(card, outlets), is_denied)


def _stands(card: ClaimCard, effect: Effect) -> bool:
    if card.claim.status is Status.ASSERTED:
        return True
    if card.claim.status is not Status.DENIED or card.claim.rule.endswith(NO_DENIALS):
        return False
    return effect is not Effect.ENTERS or not card.claim.rule.endswith(_DOUBT)  # doubts of an entry look ahead


def _days(card: ClaimCard, effect: Effect, words: ControlWords) -> tuple[str, str] | None:
    """First and last day on which it may have been so; an undated claim is «not after publication»."""
    is_past = any(bare(word) in words.past for word in words_in(card.words))
    is_state = effect in (Effect.HOLDS, Effect.KEEPS)
    if card.first is None or card.last is None:
        return None if is_past or card.published is None else (card.published, card.published)
    if is_past and is_state and card.last == card.published:
        return None
    is_lasting = card.claim.time is not None and (card.claim.time.target or "").endswith(_LASTING)
    last = card.last if card.published is None else min(card.last, card.published)
    if is_state:
        return min(card.first, last), (card.published or last) if is_lasting else last
    if is_lasting:
        return card.first, card.first
    return min(card.first, last), last


def _is_about_another_area(card: ClaimCard, place: PlaceCard, words: ControlWords) -> bool:
    """«ريف X», «محيط X», «شمال X»; «80 % of the province» for a town, «60 % of the city» for a province."""
    before = _words_before(card, words) or []
    outer = before
    while outer and is_among(outer[-1], words.announcing):
        outer = outer[:-1]
    inner = words.parts if place.kind in _AREAS else words.quarters
    if outer and is_among(outer[-1], words.around) and not any(is_among(word, inner) for word in outer):
        return True
    if card.claim.quantity is None or card.claim.quantity.unit != "%":
        return False
    table = words.smaller if place.kind in _AREAS else words.larger
    if _name_starts_at(card) is not None:
        return bool(before) and is_among(before[-1], table)
    return any(is_among(word, table) for word in words_in(card.words))


def _words_before(card: ClaimCard, words: ControlWords) -> list[str] | None:
    """The words before the place's name, or before «المدينة» that stands for it; None without either."""
    start = _name_starts_at(card)
    if start is not None:
        return words_in(card.words[:start])[-_BEFORE:]
    said = words_in(card.words)
    for at, word in enumerate(said):
        if ARTICLE in word[:3] and is_among(word, words.announcing):
            return said[max(0, at - _BEFORE) : at]
    return None


def _name_starts_at(card: ClaimCard) -> int | None:
    """Where in the evidence the place is named; None where it is named elsewhere."""
    link, evidence = card.claim.place, card.claim.evidence
    if link is None or link.mention is None or len(card.words) != evidence.end - evidence.start:
        return None
    start = link.mention.span.start - evidence.start
    return start if start >= 0 and link.mention.span.end <= evidence.end else None


def _share(card: ClaimCard, effect: Effect, words: ControlWords) -> tuple[float, float] | None:
    """What part of the place, in per cent; None where nothing says that it is a part."""
    if effect in (Effect.ENTERS, Effect.KEEPS):
        return PART
    quantity = card.claim.quantity
    if quantity is not None and quantity.unit == "%":
        return _percentage(quantity)
    if quantity is not None and not _is_distance(quantity, words):
        return PART  # two villages, forty fighters: never the whole
    before = _words_before(card, words)
    if before is None:
        found = (listed(word, words.shares) for word in words_in(card.words))
        return next((words.shares[form] for form in found if form is not None), None)
    while before and is_among(before[-1], words.announcing) and not is_among(before[-1], words.inside):
        before = before[:-1]
    if not before:
        return None
    form = listed(before[-1], words.shares)
    if form is None and len(before) > 1 and is_among(before[-1], words.parts):
        form = listed(before[-2], words.shares)
    if form is not None:
        return words.shares[form]
    is_inside = is_among(before[-1], words.inside) or is_among(before[-1], words.around)
    return PART if is_inside and any(is_among(word, words.parts) for word in before[:-1]) else None


def _is_distance(quantity: Quantity | None, words: ControlWords) -> bool:
    return quantity is not None and is_among(quantity.unit, words.distances)


def _percentage(quantity: Quantity) -> tuple[float, float]:
    least = 0.0 if quantity.min is None else quantity.min
    most = 100.0 if quantity.max is None else quantity.max
    if quantity.basis is Basis.AT_LEAST and quantity.max is None:
        most = 99.0 if least < 100 else 100.0
    return least, most


def _origin(card: ClaimCard, outlets: Mapping[str, str]) -> str:
    """The key that counts: institution, outlet, or an anonymous source's outlet; in a copy those of the original."""
    speaker = card.origin
    if len(card.speakers) > 1 and not speaker.is_anonymous:
        return speaker.key
    outlet = card.outlet
    if card.copy_of and card.copy_of != card.document:
        outlet = outlets.get(card.copy_of, f"document:{card.copy_of}")
    return f"unnamed:{outlet}" if speaker.is_anonymous else f"outlet:{outlet}"
