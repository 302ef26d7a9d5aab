"""What came of a forecast, according to later claims.

A forecast is a claim whose speaker says that something will happen, or will not («لن يصل أحد إلى الحقل قبل الربيع»). A
later claim speaks of it when another speaker tells, as a fact, what was foretold or its opposite, of the same place
(or one inside it, by the kind of event) and of parties that fit. Nothing here says who was right about anything else.

* ``prediction.came``, ``prediction.came-undated``: told to have come, on a day within the horizon, or on no named day;
* ``prediction.reported``: only the speaker's own later report, with its day, tells that it came, and the speaker is no
  party to it;
* ``prediction.denied``: a denial once the horizon is over, or without a horizon a denial that is no mere «not yet»;
* ``prediction.opposite``: the opposite is told; ``prediction.came-later``: it came after its horizon.

These leave it open:

* ``prediction.disputed``: some tell that it came and some that it did not;
* ``prediction.not-yet``: denied before the horizon is over; ``prediction.own-word``: only its speaker tells, a party or
  without a day;
* ``prediction.horizon-passed``, ``prediction.nothing-said``: the horizon, or without one the time for news, is over and
  nobody said anything; ``prediction.waiting``: it is not over;
* ``prediction.nothing-compared``: no rule knows what would settle it; ``prediction.undated``: nobody knows its day.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import cos, hypot, radians

from qawl.corroborate.horizons import Horizon, horizon_of
from qawl.corroborate.outcomes import Forecasting, OutcomeEntry, predicate_of, status_rule_of
from qawl.model.account import ClaimCard, Outcome, PartyCard, PlaceCard, Prediction
from qawl.model.claim import ClaimType, Status
from qawl.text.fold import fold_text

_COUNTRY = "country"
_UNKNOWN = "name:"
_NEAR_KM = 8.0
_LONG_PAST = 60
_KM_A_DEGREE = 111.2


def is_forecast(card: ClaimCard, book: Forecasting) -> bool:
    """True for claims about what is to come, and for those that something will not."""
    if book.is_retold(card) or _is_long_past(card):
        return False
    return card.claim.status is Status.PREDICTED or _is_negative(card, book)


def _is_long_past(card: ClaimCard) -> bool:
    """«مثلما فعلت العام الماضي عندما قصفت»: what its own words date months back is not to come."""
    if not card.is_dated_by_evidence or card.last is None or card.published is None:
        return False
    return card.last < _plus(card.published, -_LONG_PAST)


def prediction_keys(card: ClaimCard, book: Forecasting) -> tuple[str, ...]:
    """What brings a forecast together with the claims that may settle it: outcome and place.

    A forecast has the key of its own place; any other claim has those of its place and of all that it lies in, for each
    outcome of which it is a sign. Where no place is known there is no key.
    """
    if card.place is None:
        return ()
    if is_forecast(card, book):
        entry = book.foretold(card)
        return tuple(f"{entry.id}@{place}" for place in places_told_of(card, book)) if entry and entry.signs else ()
    if card.claim.status not in (Status.ASSERTED, Status.DENIED):
        return ()
    places = (card.place.id, *(place for place in card.place.within if not place.startswith(f"{_COUNTRY}.")))
    names = book.telling.get(predicate_of(card.claim), ())
    return tuple(f"{name}@{place}" for name in names for place in places)


def places_told_of(card: ClaimCard, book: Forecasting) -> tuple[str, ...]:
    """The places in which what is foretold may be looked for: its own, and for «المطار» that in which this lies."""
    if card.place is None:
        return ()
    wider = card.place.within[:1] if book.feature_of(card) is not None else ()
    return (card.place.id, *(place for place in wider if not place.startswith(f"{_COUNTRY}.")))


def settle(
    prediction: ClaimCard, cards: Iterable[ClaimCard], book: Forecasting, *, known_until: str | None = None
) -> Prediction:
    """What later claims say of a forecast. ``known_until`` is the last day of which the ledger has news.

    Of ``cards`` only those published after the forecast can settle it; earlier ones tell whether the like had happened
    before, so that news without a day is not taken for it.
    """
    is_negative = _is_negative(prediction, book)
    horizon = horizon_of(prediction, book.words, is_negative=is_negative)
    entry = book.foretold(prediction)
    found = Prediction(
        claim=prediction.id,
        speaker=prediction.origin.key,
        made=prediction.published,
        horizon_first=horizon.first if horizon else None,
        horizon_last=horizon.last if horizon else None,
        outcome=Outcome.OPEN,
        rule="prediction.waiting",
        about=_about(prediction, entry),
        is_negative=is_negative,
    )
    if prediction.published is None:
        return replace(found, rule="prediction.undated")
    if entry is None or not entry.signs:
        return replace(found, rule="prediction.nothing-compared")
    told = sorted({card.id: card for card in cards}.values(), key=lambda card: (_day(card), card.id))
    case = _Case(prediction, entry, horizon, book)
    heard = [_Word(card, word) for card in told if (word := case.says(card)) is not None]
    known = {predicate_of(card.claim) for card in told if case.was_told_before(card)}
    heard = [word for word in heard if word.says != "came-undated" or not case.may_be_old(word.card, known)]
    days = [card.published for card in told if card.published is not None]
    end = horizon.last if horizon else _plus(prediction.published, book.days_for(entry))
    is_over = max([*days, known_until or ""], default="") > end
    return _judge(found, prediction, heard, is_over=is_over, is_stated=horizon is not None)


@dataclass(frozen=True, slots=True)
class _Word:
    """A later claim and what it says: came, came-undated, late, not, not-yet."""

    card: ClaimCard
    says: str


class _Case:
    """One forecast, held against one later claim after the other."""

    def __init__(self, prediction: ClaimCard, entry: OutcomeEntry, horizon: Horizon | None, book: Forecasting) -> None:
        assert prediction.published is not None
        self._made = prediction.published
        self._forecast, self._entry, self._horizon, self._book = prediction, entry, horizon, book
        self._first = horizon.first if horizon else self._made
        self._last = horizon.last if horizon else _plus(self._made, book.days_for(entry))
        self._feature = book.feature_of(prediction)
        length = (date.fromisoformat(self._last) - date.fromisoformat(self._first)).days + 1
        self._late_days = min(book.late_days, length)
        self._by = tuple(party for party in prediction.actors if party.key not in book.nobody)

    def says(self, card: ClaimCard) -> str | None:
        """What a claim says of the forecast, None for nothing; a part of a place is not the place."""
        predicate = predicate_of(card.claim)
        is_sign, is_against = predicate in self._entry.signs, predicate in self._entry.against
        if not (is_sign or is_against) or not self._is_later(card) or not self._is_of_it(card):
            return None
        if self._book.is_near(card):
            return None
        if not self._entry.is_inside and self._book.is_of_part(card) and not self._book.is_of_part(self._forecast):
            return None
        if card.claim.status is Status.ASSERTED:
            return self._of_fact(card, is_sign=is_sign)
        if card.claim.status is Status.DENIED and is_sign and not _is_negative(card, self._book):
            return self._of_denial(card)
        return None

    def was_told_before(self, card: ClaimCard) -> bool:
        """True when a claim told by the day of the forecast that the like had happened already."""
        is_sign = predicate_of(card.claim) in self._entry.signs and card.claim.status is Status.ASSERTED
        return is_sign and card.published is not None and card.published <= self._made and self._is_of_it(card)

    def may_be_old(self, card: ClaimCard, known: Collection[str]) -> bool:
        """True where the like had been told by then: news without a day may be of the time before the forecast."""
        return bool(known) if self._entry.needs_party else predicate_of(card.claim) in known

    def _of_fact(self, card: ClaimCard, *, is_sign: bool) -> str | None:
        when = self._when(card)
        if is_sign:
            return when if card.claim.type is not ClaimType.CONTROL or self._is_tied(card) else None
        if when not in ("came", "came-undated"):
            return None
        if self._entry.is_against_by_same and not _share(self._forecast.actors, card.actors):
            return None
        return "opposite"

    def _of_denial(self, card: ClaimCard) -> str | None:
        day = _day(card)
        if day > _plus(self._last, self._late_days):
            return None
        if self._horizon is not None:
            return "denied" if day >= self._last else "not-yet"
        return "not-yet" if status_rule_of(card.claim) in self._book.not_yet else "denied"

    def _when(self, card: ClaimCard) -> str | None:
        """Whether what a claim tells falls into the time foretold."""
        assert card.published is not None
        if card.first is None or card.last is None or not card.is_dated_by_evidence:
            if card.last is not None and card.last <= self._made:
                return None  # told beside what lies further back
            if self._entry.needs_party and not self._is_tied(card):
                return None  # «معركة البلدة» is spoken of long before and after
            if card.first is None and not self._entry.is_inside and not self._is_tied(card):
                return None  # «السيطرة على الميناء»: neither who nor when
            limit = _plus(self._last, self._late_days) if self._horizon is not None else self._last
            return "came-undated" if self._first <= card.published <= limit else None
        if card.last <= self._made or card.last < self._first:
            return None
        if card.first <= self._last:
            return "came" if card.first > self._made or card.first == card.last else None
        is_once = not self._entry.needs_party and not self._entry.is_inside
        return "came-later" if self._horizon is not None and is_once else None

    def _is_later(self, card: ClaimCard) -> bool:
        forecast = self._forecast
        if card.id == forecast.id or card.article == forecast.article or card.published is None:
            return False
        if card.copy_of and card.copy_of == forecast.copy_of:
            return False
        return card.published > self._made

    def _is_of_it(self, card: ClaimCard) -> bool:
        """The same place, parties that fit, and enough that ties the two."""
        forecast = self._forecast
        if forecast.place is None or card.place is None or not self._fits_place(forecast.place, card.place):
            return False
        if self._is_tied(card):
            return True
        if self._by and not self._entry.is_inside:
            return False  # who takes or leaves a place is half of what is foretold
        if not _fit(forecast.actors, card.actors):
            return False
        if forecast.place.kind == _COUNTRY or forecast.place.id.startswith(f"{_COUNTRY}."):
            return False
        placed = forecast.is_placed_by_evidence + card.is_placed_by_evidence
        if placed == 2:
            return self._horizon is not None or not self._entry.needs_party
        is_there = forecast.place.id == card.place.id or (self._feature is not None and card.is_placed_by_evidence)
        return placed == 1 and self._horizon is not None and is_there

    def _is_tied(self, card: ClaimCard) -> bool:
        """True where both name one known party in the same part."""
        forecast = self._forecast
        if _share(forecast.actors, card.actors) or _share(forecast.targets, card.targets):
            return True
        return bool({party.key for party in self._by} & {party.key for party in card.actors})

    def _fits_place(self, foretold: PlaceCard, told: PlaceCard) -> bool:
        if self._feature is not None and foretold.id != told.id and _are_near(foretold, told):
            return fold_text(told.name).startswith(self._feature)
        if foretold.id == told.id:
            return True
        return self._entry.is_inside and foretold.id in told.within and foretold.kind != _COUNTRY


def _are_near(one: PlaceCard, other: PlaceCard) -> bool:
    """True for two places that an hour's walk or so parts."""
    east = (one.longitude - other.longitude) * cos(radians(one.latitude))
    return hypot(east, one.latitude - other.latitude) * _KM_A_DEGREE <= _NEAR_KM


def _judge(
    found: Prediction, prediction: ClaimCard, heard: list[_Word], *, is_over: bool, is_stated: bool
) -> Prediction:
    others = [word for word in heard if not _is_same_speaker(prediction, word.card)]
    came = [word for word in others if word.says in ("came", "came-undated")]
    against = [word for word in others if word.says in ("denied", "opposite")]
    early = [word for word in others if word.says == "not-yet"]
    late = [word for word in others if word.says == "came-later"]
    if came:
        against = [word for word in against if _day(word.card) >= _day(came[0].card)]
    if came and against:
        return replace(found, rule="prediction.disputed", settled_by=_ids([*came, *against]))
    if came:
        dated = [word for word in came if word.says == "came"]
        rule = "prediction.came" if dated else "prediction.came-undated"
        outcome = Outcome.CONTRADICTED if found.is_negative else Outcome.BORNE_OUT
        return replace(found, outcome=outcome, rule=rule, settled_by=_ids(dated or came))
    if against or late:
        outcome = Outcome.BORNE_OUT if found.is_negative else Outcome.CONTRADICTED
        return replace(
            found, outcome=outcome, rule=f"prediction.{(against or late)[0].says}", settled_by=_ids(against or late)
        )
    if early:
        return replace(found, rule="prediction.not-yet", settled_by=_ids(early))
    own = [word for word in heard if word not in others]
    reported = [word for word in own if word.says == "came" and not _is_party(word.card)]
    if reported:
        outcome = Outcome.CONTRADICTED if found.is_negative else Outcome.BORNE_OUT
        return replace(found, outcome=outcome, rule="prediction.reported", settled_by=_ids(reported))
    if own:
        return replace(found, rule="prediction.own-word", settled_by=_ids(own))
    if is_over:
        return replace(found, rule="prediction.horizon-passed" if is_stated else "prediction.nothing-said")
    return found


def _ids(words: list[_Word]) -> tuple[str, ...]:
    """The earliest claim of each speaker, in order of time."""
    first: dict[str, str] = {}
    for word in words:
        first.setdefault(word.card.origin.key, word.card.id)
    return tuple(first.values())


def _about(card: ClaimCard, entry: OutcomeEntry | None) -> str:
    outcome = entry.id if entry is not None else card.claim.type.value
    place = card.place.id if card.place is not None else ""
    actors = ",".join(sorted(party.key for party in card.actors if not party.key.startswith(_UNKNOWN)))
    return f"{outcome}@{place}/{actors}"


def _is_negative(card: ClaimCard, book: Forecasting) -> bool:
    if card.claim.status is not Status.DENIED:
        return False
    rule = status_rule_of(card.claim)
    if rule in book.foretelling_by_a_day:
        return horizon_of(card, book.words, is_negative=True) is not None
    return rule in book.foretelling


def _is_same_speaker(one: ClaimCard, other: ClaimCard) -> bool:
    """The same origin, or one that speaks for the same institution, or the same name."""
    left, right = one.origin, other.origin
    if left.key == right.key:
        return True
    if left.institution is not None and left.institution in (right.institution, right.entity):
        return True
    if right.institution is not None and right.institution == left.entity:
        return True
    return bool(left.said_by) and left.said_by == right.said_by and not left.is_anonymous


def _is_party(card: ClaimCard) -> bool:
    """True where a claim's speaker is among those who did what it tells, or speaks for one of them."""
    keys = {card.origin.key, card.origin.entity, card.origin.institution}
    return any(keys & {party.key, *party.within} for party in (*card.actors, *card.targets))


def _known(parties: tuple[PartyCard, ...]) -> list[PartyCard]:
    return [party for party in parties if not party.key.startswith(_UNKNOWN)]


def _fit(left: tuple[PartyCard, ...], right: tuple[PartyCard, ...]) -> bool:
    """True unless both name known parties and no two of them have to do with each other."""
    return not _known(left) or not _known(right) or _share(left, right)


def _share(left: tuple[PartyCard, ...], right: tuple[PartyCard, ...]) -> bool:
    return any(a.key == b.key or a.key in b.within or b.key in a.within for a in _known(left) for b in _known(right))


def _day(card: ClaimCard) -> str:
    """The day that a claim speaks of, where its own words name it, else that of its publication."""
    return (card.last if card.is_dated_by_evidence else None) or card.published or ""


def _plus(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()
