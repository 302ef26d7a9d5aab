"""Forecasts of a ledger and what came of them: the ledger finds the cards, the rules do the rest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qawl.corroborate.outcomes import Forecasting, load_forecasting
from qawl.corroborate.predictions import is_forecast, places_told_of, settle
from qawl.corroborate.tallies import tally_of_speaker
from qawl.lexicon.gazetteer import Gazetteer, load_gazetteer
from qawl.lexicon.load import DATA, open_data
from qawl.model.account import ClaimCard, Prediction, Tally
from qawl.model.claim import Status
from qawl.settings import CorroborateSettings, load_settings
from qawl.store.filters import ClaimFilter
from qawl.store.ledger import Ledger

_STATUSES = (Status.PREDICTED.value, Status.DENIED.value)


@dataclass(frozen=True, slots=True)
class Foretold:
    """Forecasts in order of time, a tally for each speaker with a name, and the cards of all claims in them."""

    predictions: tuple[Prediction, ...]
    tallies: tuple[Tally, ...]
    cards: dict[str, ClaimCard]


class Places:
    """What lies inside a place, down to the smallest; nothing is listed for a whole country."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._ids, self._row_of = gazetteer.ids, gazetteer.rows
        self._inside: dict[int, list[int]] = {}
        for row, parent in enumerate(gazetteer.parents):
            if parent >= 0:
                self._inside.setdefault(parent, []).append(row)

    def within(self, place_id: str) -> list[str]:
        """The place and all that lies in it, by id."""
        found, seen = [place_id], {self._row_of.get(place_id, -1)}
        rows = [row for row in seen if row >= 0]
        while rows:
            rows = [row for parent in rows for row in self._inside.get(parent, ()) if row not in seen]
            seen |= set(rows)
            found += [self._ids[row] for row in rows]
        return found


def predictions_of(
    ledger: Ledger,
    *,
    speaker: str = "",
    speaker_ids: tuple[str, ...] = (),
    book: Forecasting | None = None,
    settings: CorroborateSettings | None = None,
) -> Foretold:
    """The forecasts of a speaker, or of all, and what later claims of the ledger say of them."""
    settings = settings or load_settings().corroborate
    data = open_data(DATA)
    book = book or load_forecasting(data, settings=settings)
    forecasts = [card for card in _candidates(ledger, speaker, speaker_ids) if is_forecast(card, book)]
    forecasts.sort(key=lambda card: (card.published or "", card.id))
    newest = next((head.day for head in ledger.documents(all_versions=False, limit=1)), None)
    places = Places(load_gazetteer(data)) if forecasts else None
    known = {card.id: card for card in forecasts}
    seen: dict[tuple[str, bool, tuple[str, ...]], list[ClaimCard]] = {}
    predictions = []
    for card in forecasts:
        told = _told(ledger, card, book, places, seen) if places is not None else []
        found = settle(card, told, book, known_until=newest or None)
        predictions.append(found)
        known |= {one.id: one for one in told if one.id in found.settled_by}
    named = [one for one in predictions if not known[one.claim].origin.is_anonymous]
    return Foretold(tuple(predictions), tuple(_tallies(named, settings)), known)


def _candidates(ledger: Ledger, speaker: str, speaker_ids: tuple[str, ...]) -> Iterable[ClaimCard]:
    """The cards of claims that may be forecasts."""
    wanted = [ClaimFilter(status=status, speaker=speaker, speaker_ids=speaker_ids) for status in _STATUSES]
    return ledger.cards(found.claim.id for one in wanted for found in ledger.claims(one)).values()


def _told(
    ledger: Ledger,
    card: ClaimCard,
    book: Forecasting,
    places: Places,
    seen: dict[tuple[str, bool, tuple[str, ...]], list[ClaimCard]],
) -> list[ClaimCard]:
    """Claims of the ledger that may speak of a forecast: of its place, or inside it, and of the types of its signs."""
    entry = book.foretold(card)
    if card.place is None or entry is None:
        return []
    types = tuple(sorted({sign.partition(".")[0] for sign in entry.signs | entry.against}))
    if not types:
        return []
    *_, widest = places_told_of(card, book)
    key = (widest, entry.is_inside or widest != card.place.id, types)
    if key not in seen:
        ids = places.within(widest) if key[1] else [widest]
        seen[key] = ledger.cards_at(ids, types)
    return seen[key]


def _tallies(predictions: list[Prediction], settings: CorroborateSettings) -> Iterator[Tally]:
    by_speaker: dict[str, list[Prediction]] = {}
    for one in predictions:
        by_speaker.setdefault(one.speaker, []).append(one)
    for key in sorted(by_speaker):
        yield tally_of_speaker(
            by_speaker[key],
            least_settled=settings.forecast_least_settled,
            repeat_days=settings.forecast_repeat_days,
        )
