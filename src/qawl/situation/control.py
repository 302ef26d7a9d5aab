"""Who is said to hold a place on a day: every speaker's latest standing claim, and what these claims amount to.

A speaker's claims are folded in the order of their days. A capture ends the holdings of others according to that
speaker, a withdrawal that of whoever left; what somebody holds in part ends nothing. Then the speakers are laid side by
side. Nobody is believed: the verdict says whether those that count as apparently independent origins agree.

Rules of verdicts, the first that fits decides:

``control.nothing``           unknown: nobody is on record
``control.stale``             stale: every claim is older than ``stale_days``
``control.holders-differ``    contested: two origins name sides of which both cannot hold what they are said to
``control.denied``            contested: somebody denies what another says, or a denial is all there is
``control.withdrawal-denied`` contested: one says that a side left, another that it holds the place no earlier
``control.agreed``            agreed: two origins or more name one side
``control.shared``            single origin each: several sides are said to hold parts that fit together
``control.single-origin``     single origin: all claims that count come from one
``control.entered``           single origin, or agreed by several: one side is said to be inside, nobody to hold it
``control.nobody-named``      unknown: it is said that somebody left, or an unnamed force holds it
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from qawl.model.account import ClaimCard, ControlVerdict, PlaceCard, Situation, Standing
from qawl.situation.control_events import FULL, PART, Event, events_of, up_to
from qawl.situation.control_holders import Holder, are_one_side
from qawl.situation.control_tables import ControlWords, Effect

_NO_WORDS = ControlWords()
_LEAVING = frozenset({Effect.LEAVES, Effect.LOSES})


def control_of_place(
    cards: Iterable[ClaimCard],
    place: PlaceCard,
    *,
    day: str,
    known_on: str | None = None,
    stale_days: int = 60,
    words: ControlWords = _NO_WORDS,
) -> Situation:
    """Who is said to hold ``place`` on ``day``, from documents published up to ``known_on``.

    ``cards`` are all claims of the documents that say something about the place: other claims of a document tell whom
    it means by «القوات». ``words`` come from ``load_control_words``.
    """
    events = without_recaps(events_of(cards, place, known_on=known_on, words=words), stale_days)
    return situation_on(events, place, day=day, known_on=known_on, stale_days=stale_days)


def history_of_place(
    cards: Iterable[ClaimCard],
    place: PlaceCard,
    *,
    since: str,
    until: str,
    known_on: str | None = None,
    stale_days: int = 60,
    words: ControlWords = _NO_WORDS,
) -> list[Situation]:
    """The situation on ``since``, and on each later day up to ``until`` on which verdict, holders or sides change."""
    events = without_recaps(events_of(cards, place, known_on=known_on, words=words), stale_days)
    lapse = timedelta(days=stale_days + 1)
    days = {event.first for event in events} | {event.last for event in events}
    days |= {(date.fromisoformat(day) + lapse).isoformat() for day in days}
    found: list[Situation] = []
    for day in (since, *sorted(day for day in days if since < day <= until)):
        now = situation_on(events, place, day=day, known_on=known_on, stale_days=stale_days)
        if not found or _picture(now) != _picture(found[-1]):
            found.append(now)
    return found


@dataclass(frozen=True, slots=True)
class _Kept:
    """An event that still stands for its speaker, with later repetitions of it."""

    event: Event
    repeated: tuple[str, ...] = ()
    is_stale: bool = False
    is_overtaken: bool = False

    @property
    def counts(self) -> bool:
        return not self.is_stale and not self.is_overtaken

    @property
    def is_positive(self) -> bool:
        """True where it says that somebody holds the place: also «X did not withdraw»."""
        return (self.event.effect in _LEAVING) is self.event.is_denied

    @property
    def known(self) -> tuple[Holder, ...]:
        return tuple(holder for holder in self.event.holders if holder.keys)


def without_recaps(events: Sequence[Event], stale_days: int) -> list[Event]:
    """Leave out what an outlet tells in its own voice after it attributed the same: that is no new origin."""
    attributed = [event for event in events if not event.is_own_voice]
    by_outlet: dict[str, list[Event]] = defaultdict(list)
    for event in attributed:
        by_outlet[event.card.outlet].append(event)
    return [
        event
        for event in events
        if not event.is_own_voice
        or not any(_is_recap(event, other, stale_days) for other in by_outlet[event.card.outlet])
    ]


def _is_recap(own: Event, other: Event, stale_days: int) -> bool:
    if own.is_denied != other.is_denied or (own.effect in _LEAVING) != (other.effect in _LEAVING):
        return False
    if own.card.document != other.card.document and (own.card.published or "") < (other.card.published or ""):
        return False
    return abs(_days_between(other.last, own.last)) <= stale_days and _share_a_side(own.holders, other.holders)


def situation_on(
    events: Sequence[Event], place: PlaceCard, *, day: str, known_on: str | None, stale_days: int
) -> Situation:
    """The situation of a day, from events of any days."""
    by_speaker: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if (standing := up_to(event, day)) is not None:
            by_speaker[standing.key].append(standing)
    kept = [standing for key in sorted(by_speaker) for standing in _fold(by_speaker[key])]
    kept = [replace(one, is_stale=_days_between(one.event.last, day) > stale_days) for one in kept]
    kept = _with_overtaken(kept)
    verdict, rule = _verdict(kept)
    standings = sorted(
        (_standing(one, day) for one in kept), key=lambda found: (found.age_days, found.speaker.key, found.claim)
    )
    return Situation(place.id, day, known_on, verdict, rule, tuple(standings))


def _fold(events: Sequence[Event]) -> list[_Kept]:
    """One speaker's claims, in order of time, down to those that still stand."""
    kept: list[_Kept] = []
    for event in sorted(events, key=lambda event: event.order):
        kept = [one for one in kept if not _ends(event, one.event)]
        same = next((one for one in kept if _says_the_same(one.event, event)), None)
        if same is None:
            if not (_is_leaving(event) and any(one.is_positive and one.known for one in kept)):
                kept.append(_Kept(event))  # else the speaker says who holds it, now that somebody left
            continue
        at = kept.index(same)
        if _is_repetition(same.event, event):
            kept[at] = replace(same, repeated=(*same.repeated, event.card.id))
        else:
            kept[at] = _Kept(event, (*same.repeated, same.event.card.id))
    return kept


def _is_leaving(event: Event) -> bool:
    return event.effect in _LEAVING and not event.is_denied


def _ends(event: Event, earlier: Event) -> bool:
    """True where a later claim of the same speaker makes an earlier one of another kind or side obsolete."""
    if _says_the_same(earlier, event):
        return False
    one = _Kept(earlier)
    if _is_leaving(event):
        return one.is_positive and bool(earlier.holders) and all(_left(event, holder) for holder in earlier.holders)
    if event.is_denied:
        return not earlier.is_denied and _share_a_side(event.holders, earlier.holders)
    if not one.is_positive:
        return event.is_whole or not earlier.holders or _share_a_side(event.holders, earlier.holders)
    if not event.is_whole or _share_a_side(event.holders, earlier.holders):
        return False
    is_one_breath = event.effect is earlier.effect and event.last == earlier.last
    return not (is_one_breath and event.card.document == earlier.card.document)


def _left(event: Event, holder: Holder) -> bool:
    """True where the holder is among those who left, or a part of them."""
    return any(gone.keys and gone.key in holder.keys for gone in event.holders)


def _says_the_same(one: Event, other: Event) -> bool:
    if one.is_denied != other.is_denied or (one.effect in _LEAVING) != (other.effect in _LEAVING):
        return False
    if not one.holders or not other.holders:
        return one.holders == other.holders
    return _share_a_side(one.holders, other.holders) or (
        [holder.name for holder in one.holders] == [holder.name for holder in other.holders]
    )


def _is_repetition(one: Event, other: Event) -> bool:
    """True for the same words again, and for what is told of one day; a share is worth more than none."""
    if one.card.quote and one.card.quote == other.card.quote:
        return True
    if one.card.claim.evidence and one.card.words == other.card.words and one.card.document != other.card.document:
        return True
    return one.last == other.last and (one.share is not None or other.share is None)


def _with_overtaken(kept: Sequence[_Kept]) -> list[_Kept]:
    """Mark what others' later captures and withdrawals make obsolete; what is overtaken itself overtakes nothing."""
    standing: list[_Kept] = []
    found = []
    for one in sorted(kept, key=lambda one: one.event.order, reverse=True):
        is_overtaken = any(_overtakes(other, one) for other in standing)
        if not is_overtaken:
            standing.append(one)
        found.append(replace(one, is_overtaken=is_overtaken))
    return found


def _overtakes(other: _Kept, one: _Kept) -> bool:
    """True where another speaker tells of a later capture or withdrawal after which the claim need not be wrong."""
    event, earlier = other.event, one.event
    if other.is_stale or event.is_denied or event.key == earlier.key or event.last <= earlier.last:
        return False
    if _is_leaving(event):
        return one.is_positive and any(_left(event, holder) for holder in earlier.holders)
    if event.effect is not Effect.TAKES or not other.known:
        return False
    if not one.is_positive:
        return not earlier.holders or _share_a_side(event.holders, earlier.holders)
    return _contradict(event, earlier)


def _verdict(kept: Sequence[_Kept]) -> tuple[ControlVerdict, str]:
    if not kept:
        return ControlVerdict.UNKNOWN, "control.nothing"
    live = [one for one in kept if one.counts]
    if not live:
        return ControlVerdict.STALE, "control.stale"
    positive = [one for one in live if one.is_positive and one.known]
    negative = [one for one in live if not one.is_positive]
    if any(_contradict(a.event, b.event) for a, b in combinations(positive, 2) if a.event.key != b.event.key):
        return ControlVerdict.CONTESTED, "control.holders-differ"
    denials = [one for one in negative if one.event.is_denied]
    if any(_denies(no.event, yes.event) for no in denials for yes in positive) or (
        not positive and any(one.event.is_answer for one in denials)
    ):
        return ControlVerdict.CONTESTED, "control.denied"
    if any(_disputes(no.event, yes.event) for no in negative for yes in positive):
        return ControlVerdict.CONTESTED, "control.withdrawal-denied"
    inside = [one for one in positive if one.event.effect is not Effect.ENTERS]
    if not inside:
        return _verdict_on_entry(positive)
    for one in inside:
        sides = {other.event.origin for other in inside if _share_a_side(one.event.holders, other.event.holders)}
        if len(sides) > 1:
            return ControlVerdict.AGREED, "control.agreed"
    if all(_share_a_side(a.event.holders, b.event.holders) for a, b in combinations(inside, 2)):
        return ControlVerdict.SINGLE_ORIGIN, "control.single-origin"
    return ControlVerdict.SINGLE_ORIGIN, "control.shared"


def _verdict_on_entry(entered: Sequence[_Kept]) -> tuple[ControlVerdict, str]:
    """Who went in may not hold the place, but is the only side that anybody speaks of."""
    if not entered or not all(_share_a_side(a.event.holders, b.event.holders) for a, b in combinations(entered, 2)):
        return ControlVerdict.UNKNOWN, "control.nobody-named"
    origins = {one.event.origin for one in entered}
    return (ControlVerdict.AGREED if len(origins) > 1 else ControlVerdict.SINGLE_ORIGIN), "control.entered"


def _contradict(one: Event, other: Event) -> bool:
    """Both name a side, not the same, and both parts together are more than the place."""
    known = [[holder for holder in event.holders if holder.keys] for event in (one, other)]
    if not known[0] or not known[1] or _share_a_side(one.holders, other.holders):
        return False
    return sum((event.share or (PART if event.effect is Effect.ENTERS else FULL))[0] for event in (one, other)) > 100


def _denies(no: Event, yes: Event) -> bool:
    if no.key == yes.key or yes.is_denied:
        return False
    return not no.holders or _share_a_side(no.holders, yes.holders)


def _disputes(no: Event, yes: Event) -> bool:
    """Somebody left, and yet another speaker denies it, or says later that they hold the place."""
    if not _is_leaving(no) or no.key == yes.key or not any(_left(no, holder) for holder in yes.holders):
        return False
    return yes.is_denied or (yes.effect is Effect.HOLDS and yes.last > no.last)


def _share_a_side(left: Sequence[Holder], right: Sequence[Holder]) -> bool:
    return any(are_one_side(a, b) for a in left for b in right)


def _standing(one: _Kept, day: str) -> Standing:
    event = one.event
    return Standing(
        speaker=event.speaker,
        claim=event.card.id,
        says=event.says,
        holders=tuple(holder.key for holder in event.holders),
        names=tuple(holder.name for holder in event.holders),
        day=event.last,
        age_days=_days_between(event.last, day),
        share=event.share,
        is_denied=event.is_denied,
        is_stale=one.is_stale,
        is_overtaken=one.is_overtaken,
        origin=event.origin,
        repeated_by=one.repeated,
    )


def _picture(situation: Situation) -> tuple[object, ...]:
    """What a change point is a change of: the verdict, and who says what of whom."""
    live = (one for one in situation.standings if not one.is_stale and not one.is_overtaken)
    said = frozenset((one.speaker.key, one.says, one.holders, one.is_denied) for one in live)
    return situation.verdict, situation.rule, said


def _days_between(day: str, later: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(day)).days
