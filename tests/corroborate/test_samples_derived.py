"""On `samples/` the planted things are found, the planted near-misses are not, and nothing else is claimed.

What is expected stands in `samples_expected.yaml`, written before the rules; what is not found yet in
`samples_known_failures.yaml`, with its reason, and both ways strictly.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

import samples_compared as compared
from samples_compared import Compared

KNOWN: Mapping[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "samples_known_failures.yaml").read_text(encoding="utf-8")
)
SECTIONS: dict[str, tuple[Callable[[], Compared], int]] = {
    "accounts": (compared.compare_accounts, 82),
    "contradictions": (compared.compare_contradictions, 18),
    "outcomes": (compared.compare_outcomes, 21),
    "horizons": (compared.compare_horizons, 19),
    "settling": (compared.compare_settling, 9),
    "control": (compared.compare_control, 36),
}
"""What can be found at all of each section: the expected things whose claims were read."""


def known(section: str) -> dict[str, Any]:
    """The listed misses of a section with what was found instead."""
    return {name: entry.get("apart", entry.get("found", [])) for name, entry in KNOWN[section].items()}


@pytest.mark.parametrize("section", SECTIONS)
def test_all_is_found_but_what_is_listed_and_what_is_listed_is_not(section: str) -> None:
    compare, expected = SECTIONS[section]
    found = compare()
    assert found.expected == expected
    assert found.missed == known(section)


def test_apparently_independent_origins_are_counted_as_listed() -> None:
    found = compared.compare_origins()
    assert found.expected >= 36  # accounts of which two claims stand together
    assert found.missed == known("origins")


def test_every_listed_miss_has_its_reason() -> None:
    sections = [*SECTIONS, "origins"]
    assert [name for section in sections for name, entry in KNOWN[section].items() if not entry["because"]] == []


def test_every_situation_is_what_the_list_has() -> None:
    found = compared.compare_situations()
    assert found.expected == 9
    assert found.missed == {}


def test_every_changed_figure_and_new_claim_of_a_version_is_shown() -> None:
    found = compared.compare_figures_of_versions()
    assert found.expected == 3
    assert found.missed == {}
    assert compared.unseen_in_versions() == []


def test_no_account_holds_two_happenings() -> None:
    assert compared.false_accounts() == {}
    assert compared.joined_near_misses() == []


def test_no_two_speakers_are_taken_for_one() -> None:
    assert compared.speakers_taken_for_one() == []


def test_nothing_else_contradicts() -> None:
    assert compared.false_contradictions() == []
    assert compared.contradictions_that_are_none() == []


def test_no_other_forecast_is_settled() -> None:
    assert compared.settled_too_much() == []


def test_sport_and_markets_tell_nothing() -> None:
    assert compared.claims_of_no_conflict() == []


def test_no_other_holding_is_claimed_than_those_listed() -> None:
    assert compared.control_too_much() == sorted(KNOWN["too_much"]["control"])
