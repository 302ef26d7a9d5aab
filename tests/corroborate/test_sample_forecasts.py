"""The forecasts of the samples come out as the golden file, written before the rules, has them."""

from collections.abc import Mapping

import pytest

from qawl.corroborate.cards import cards_of
from qawl.corroborate.context import load_world
from qawl.corroborate.outcomes import load_forecasting
from qawl.corroborate.predictions import is_forecast, settle
from qawl.lexicon.load import open_data
from qawl.model.account import ClaimCard, Outcome, Prediction
from qawl.pipeline import load_reader
from qawl.settings import load_settings
from samples_expected import claim_of, handles, load_expected, sample_documents

MISSED = {
    "d13-last-battle": "that the battle has begun is told in the words of the forecast",
    "h03-week": "an end of fighting is settled by nothing yet",
    "h07-resume": "neither the forecast nor the denial names the town",
    "k02-forecast": "told in one article with what came of it",
}
"""Forecasts that the golden file settles and the rules leave open, and why."""


@pytest.fixture(scope="module")
def read() -> tuple[dict[str, ClaimCard], dict[str, str]]:
    """All cards by claim, and the claims by handle."""
    reader, world, documents = load_reader(), load_world(), sample_documents()
    readings = {name: reader.read(document) for name, document in documents.items()}
    cards = {card.id: card for reading in readings.values() for card in cards_of(reading, world)}
    named = {}
    for handle in handles().values():
        claim = claim_of(handle, readings[handle.document].claims, documents[handle.document].text)
        if claim is not None:
            named[handle.name] = claim.id
    return cards, named


@pytest.fixture(scope="module")
def found(read: tuple[dict[str, ClaimCard], dict[str, str]]) -> Mapping[str, Prediction]:
    """What came of each forecast of the samples, by claim."""
    cards, book = read[0], load_forecasting(open_data(), settings=load_settings({}).corroborate)
    until = max(card.published for card in cards.values() if card.published)
    forecasts = [card for card in cards.values() if is_forecast(card, book)]
    return {card.id: settle(card, cards.values(), book, known_until=until) for card in forecasts}


def test_forecasts_come_out_as_expected(
    read: tuple[dict[str, ClaimCard], dict[str, str]], found: Mapping[str, Prediction]
) -> None:
    wrong, compared = set(), 0
    for entry in load_expected()["predictions"]:
        prediction = found.get(read[1].get(entry["claim"], ""))
        if prediction is not None:
            compared += 1
            if prediction.outcome.value not in (entry["outcome"], *entry.get("or", [])):
                wrong.add(entry["claim"])
    assert compared >= 19
    assert wrong == set(MISSED)


def test_nothing_else_is_settled(
    read: tuple[dict[str, ClaimCard], dict[str, str]], found: Mapping[str, Prediction]
) -> None:
    expected = {read[1].get(name) for e in load_expected()["predictions"] for name in [e["claim"], *e.get("also", [])]}
    settled = {claim for claim, one in found.items() if one.outcome is not Outcome.OPEN}
    assert settled <= expected


def test_what_settles_a_forecast_is_what_was_meant_to(
    read: tuple[dict[str, ClaimCard], dict[str, str]], found: Mapping[str, Prediction]
) -> None:
    names = {claim: name for name, claim in read[1].items()}
    for entry in load_expected()["predictions"]:
        prediction = found.get(read[1].get(entry["claim"], ""))
        if prediction is not None and prediction.outcome is not Outcome.OPEN and entry["settled_by"]:
            told = {names.get(claim, claim)[:3] for claim in prediction.settled_by}
            assert told & {name[:3] for name in entry["settled_by"]}, entry["claim"]
