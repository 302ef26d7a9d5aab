"""Situations out of a ledger: what is fetched, and what comes of it."""

from pathlib import Path

import pytest

from qawl.corroborate.context import load_world
from qawl.errors import UsageError
from qawl.situating import history_of, situation_of
from small_ledger import ADVANCE, SIEGE, add_text, make_ledger

WORLD = load_world()
TOWN = "sy.deir-ez-zor"


def test_a_denial_in_the_same_article_contests_a_capture(tmp_path: Path) -> None:
    with make_ledger(tmp_path / "l.db") as ledger:
        add_text(ledger, SIEGE)
        found = situation_of(ledger, WORLD, TOWN, "2017-09-11")
    (situation,) = found.situations
    assert situation.rule == "control.denied"
    assert {standing.claim for standing in situation.standings} <= set(found.cards)


def test_what_is_too_old_is_shown_and_stale(tmp_path: Path) -> None:
    with make_ledger(tmp_path / "l.db") as ledger:
        add_text(ledger, ADVANCE)
        (situation,) = situation_of(ledger, WORLD, TOWN, "2019").situations
    assert situation.verdict.value == "stale"
    assert all(standing.is_stale for standing in situation.standings)


def test_what_was_published_later_is_not_known(tmp_path: Path) -> None:
    with make_ledger(tmp_path / "l.db") as ledger:
        add_text(ledger, ADVANCE, day="2017-09-09")
        later = situation_of(ledger, WORLD, TOWN, "2017-09-11", known_on="2017-09-09")
        sooner = situation_of(ledger, WORLD, TOWN, "2017-09-11", known_on="2017-09-08")
    assert (len(later.situations[0].standings), len(sooner.situations[0].standings)) == (1, 0)


def test_a_history_begins_with_the_first_claim(tmp_path: Path) -> None:
    with make_ledger(tmp_path / "l.db") as ledger:
        add_text(ledger, ADVANCE)
        found = history_of(ledger, WORLD, TOWN, until="2018")
    assert [situation.verdict.value for situation in found.situations][-1] == "stale"
    assert found.situations[0].standings


def test_what_is_no_place_or_no_date_is_refused(tmp_path: Path) -> None:
    with make_ledger(tmp_path / "l.db") as ledger:
        with pytest.raises(UsageError, match="no such place"):
            situation_of(ledger, WORLD, "xx.nowhere", "2017")
        with pytest.raises(UsageError, match="no date"):
            situation_of(ledger, WORLD, TOWN, "soon")
