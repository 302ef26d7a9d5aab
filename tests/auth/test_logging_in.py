"""Logging in: who is let in, and what somebody who guesses learns."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from qawl import clock
from qawl.auth.entering import is_over
from qawl.auth.keys import hash_key
from qawl.auth.logging_in import Porter
from qawl.auth.users import UserBook
from qawl.model.access import Session
from qawl.settings import Settings
from qawl.store.ledger import Ledger

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def porter(ledger: Ledger, settings: Settings, users: UserBook) -> Porter:
    return Porter(ledger, settings.web)


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    return set_to


def test_who_knows_the_password_is_let_in(porter: Porter, ledger: Ledger) -> None:
    for name in ("omar", "OMAR"):
        found = porter.log_in(name, "omar of the tower", address="192.0.2.7")
        session = ledger.session(hash_key(found.key))
        assert session is not None and session.user.name == "omar"


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("omar", "salma of the tower"), ("omar", ""), ("", ""), ("nobody", "omar of the tower"),
        ("omar" * 100, "omar of the tower"), ("omar", "x" * 100_000), ("omar\0", "omar of the tower"),
    ],
)  # fmt: skip
def test_who_does_not_is_not(porter: Porter, name: str, password: str) -> None:
    found = porter.log_in(name, password, address="192.0.2.7")
    assert (found.key, found.retry_at) == ("", None)


def test_a_disabled_user_is_not_let_in(porter: Porter, users: UserBook) -> None:
    users.set_disabled("omar", is_disabled=True)
    assert porter.log_in("omar", "omar of the tower", address="192.0.2.7").key == ""


def test_a_name_is_tried_three_times_from_wherever(porter: Porter) -> None:
    for number in range(3):
        assert porter.log_in("omar", "wrong", address=f"192.0.2.{number}").retry_at is None
    assert porter.log_in("omar", "omar of the tower", address="192.0.2.9").retry_at is not None
    assert porter.log_in("salma", "salma of the tower", address="192.0.2.9").key


def test_a_name_that_nobody_has_is_limited_alike(porter: Porter) -> None:
    for _ in range(3):
        assert porter.log_in("nobody", "wrong", address="192.0.2.1").retry_at is None
    assert porter.log_in("Nobody", "wrong", address="192.0.2.2").retry_at is not None


def test_an_address_tries_six_names(porter: Porter) -> None:
    for number in range(6):
        assert porter.log_in(f"name {number}", "wrong", address="2001:db8::1").retry_at is None
    assert porter.log_in("omar", "omar of the tower", address="2001:db8::2").retry_at is not None
    assert porter.log_in("omar", "omar of the tower", address="2001:db8:1::2").key


def test_whoever_gets_in_between_wins_no_tries_for_others(porter: Porter) -> None:
    """An attacker with an account of their own cannot clear the count of their address with it."""
    for number in range(5):
        porter.log_in(f"name {number}", "wrong", address="192.0.2.1")
    for _ in range(3):
        assert porter.log_in("salma", "salma of the tower", address="192.0.2.1").key
    assert porter.log_in("name 6", "wrong", address="192.0.2.1").retry_at is None
    assert porter.log_in("name 7", "wrong", address="192.0.2.1").retry_at is not None


def test_failures_are_forgotten_when_somebody_gets_in(porter: Porter) -> None:
    for _ in range(4):
        porter.log_in("omar", "wrong", address="192.0.2.1")
        assert porter.log_in("omar", "omar of the tower", address="192.0.2.2").key


def test_the_wait_ends(porter: Porter, set_clock: Callable[[datetime], None]) -> None:
    set_clock(NOON)
    for _ in range(3):
        porter.log_in("omar", "wrong", address="192.0.2.1")
    assert porter.log_in("omar", "omar of the tower", address="192.0.2.1").retry_at == NOON + timedelta(minutes=15)
    set_clock(NOON + timedelta(minutes=15, seconds=1))
    assert porter.log_in("omar", "omar of the tower", address="192.0.2.1").key


def test_several_processes_share_the_count(ledger: Ledger, settings: Settings, users: UserBook) -> None:
    for _ in range(3):
        Porter(ledger, settings.web).log_in("omar", "wrong", address="192.0.2.1")
    assert Porter(ledger, settings.web).log_in("omar", "wrong", address="192.0.2.1").retry_at is not None


def test_a_password_is_kept_anew_when_the_parameters_have_changed(
    ledger: Ledger, settings: Settings, users: UserBook
) -> None:
    before = ledger.user("omar")
    dearer = Porter(ledger, replace(settings.web, password_passes=2))
    key = dearer.log_in("omar", "omar of the tower", address="192.0.2.1").key
    after = ledger.user("omar")
    assert before is not None and after is not None
    assert ledger.session(hash_key(key)) is not None
    assert before.password_hash != after.password_hash and ",t=2," in after.password_hash
    assert after.password_changed_at == before.password_changed_at
    assert dearer.log_in("omar", "omar of the tower", address="192.0.2.1").key


def test_another_password_ends_all_sessions_but_the_new_one(porter: Porter, ledger: Ledger) -> None:
    old = porter.log_in("omar", "omar of the tower", address="192.0.2.1").key
    user = ledger.user("omar")
    assert user is not None
    new = porter.change_password(user, "another of his words")
    assert ledger.session(hash_key(old)) is None
    assert ledger.session(hash_key(new)) is not None
    assert porter.log_in("omar", "omar of the tower", address="192.0.2.1").key == ""


def test_a_session_is_over_when_idle_or_old(
    porter: Porter, ledger: Ledger, settings: Settings, set_clock: Callable[[datetime], None]
) -> None:
    set_clock(NOON)
    user = ledger.user("omar")
    assert user is not None
    idle, whole = timedelta(hours=settings.web.session_idle_hours), timedelta(hours=settings.web.session_hours)
    fresh = Session(user, NOON, NOON)
    assert not is_over(fresh, settings.web)
    set_clock(NOON + idle)
    assert not is_over(fresh, settings.web)
    set_clock(NOON + idle + clock.TICK)
    assert is_over(fresh, settings.web)
    set_clock(NOON + whole + clock.TICK)
    assert is_over(replace(fresh, seen_at=NOON + whole), settings.web)
    set_clock(NOON - timedelta(days=1))  # a clock that was set back lets nobody out
    assert not is_over(fresh, settings.web)
