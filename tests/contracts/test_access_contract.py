"""Users, sessions, tokens, attempts and the audit log, alike in every database."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, update

from qawl import clock
from qawl.errors import StoreError, UsageError
from qawl.model.access import AuditEntry, Outcome, Role, User, Via
from qawl.store.access_tables import audit_entry
from qawl.store.audit import AuditFilter
from qawl.store.engine import writing_to
from qawl.store.ledger import Ledger

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HASH, OTHER_HASH = "a" * 64, "b" * 64


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the time of day."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    set_to(NOON)
    return set_to


def user(name: str = "سلمى", role: Role = Role.REVIEWER, **values: object) -> User:
    return User(name, role, NOON, NOON, **{"password_hash": "kept", **values})  # type: ignore[arg-type]


def test_users_come_out_as_they_went_in(ledger: Ledger) -> None:
    ledger.add_user(user())
    ledger.add_user(user("Omar", Role.READER, is_disabled=True))
    assert ledger.users() == [user("Omar", Role.READER, is_disabled=True), user()]
    assert ledger.user("سلمى") == user()
    assert ledger.user("nobody") is None
    assert "kept" not in repr(user())


@pytest.mark.parametrize("same", ["omar", "OMAR", "Ｏｍａｒ"])
def test_names_that_look_the_same_are_one_name(ledger: Ledger, same: str) -> None:
    ledger.add_user(user("Omar"))
    assert ledger.user(same) == user("Omar")
    with pytest.raises(UsageError, match="there is a user of this name"):
        ledger.add_user(user(same))


@pytest.mark.parametrize("name", ["'; DROP TABLE web_user; --", "%", "a\0b", "x" * 5000, "\N{RIGHT-TO-LEFT OVERRIDE}"])
def test_a_hostile_name_finds_nobody(ledger: Ledger, name: str) -> None:
    ledger.add_user(user())
    assert ledger.user(name) is None
    assert ledger.tokens(name or "x") == []
    with pytest.raises(UsageError, match="no such user"):
        ledger.change_user(name, role=Role.ADMIN)


@pytest.mark.parametrize("change", [{"role": Role.READER}, {"is_disabled": True}, {"password_hash": "new"}])
def test_a_changed_user_is_logged_out(
    ledger: Ledger, set_clock: Callable[[datetime], None], change: dict[str, object]
) -> None:
    ledger.add_user(user())
    ledger.add_user(user("Omar"))
    assert ledger.open_session("سلمى", HASH, forget_before=NOON, password_hash="kept")
    assert ledger.open_session("Omar", OTHER_HASH, forget_before=NOON, password_hash="kept")
    set_clock(NOON + timedelta(hours=1))
    changed = ledger.change_user("سلمى", **change)  # type: ignore[arg-type]
    assert all(getattr(changed, name) == value for name, value in change.items())
    assert (changed.password_changed_at > NOON) is ("password_hash" in change)
    assert ledger.session(HASH) is None
    assert ledger.session(OTHER_HASH) is not None


def test_a_change_of_nothing_ends_no_session(ledger: Ledger, set_clock: Callable[[datetime], None]) -> None:
    ledger.add_user(user())
    ledger.open_session("سلمى", HASH, forget_before=NOON, password_hash="kept")
    ledger.change_user("سلمى")
    assert ledger.session(HASH) is not None


def test_a_session_tells_whose_it_is_and_since_when(ledger: Ledger, set_clock: Callable[[datetime], None]) -> None:
    ledger.add_user(user())
    ledger.open_session("سلمى", HASH, forget_before=NOON, password_hash="kept")
    set_clock(NOON + timedelta(minutes=7))
    ledger.touch_session(HASH)
    found = ledger.session(HASH)
    assert found is not None
    assert (found.user, found.created_at, found.seen_at) == (user(), NOON, NOON + timedelta(minutes=7))
    ledger.end_session(HASH)
    assert ledger.session(HASH) is None


def test_no_session_begins_with_a_password_that_was_changed_meanwhile(ledger: Ledger) -> None:
    ledger.add_user(user())
    ledger.change_user("سلمى", password_hash="new")
    assert not ledger.open_session("سلمى", HASH, forget_before=NOON, password_hash="kept")
    ledger.change_user("سلمى", is_disabled=True)
    assert not ledger.open_session("سلمى", HASH, forget_before=NOON, password_hash="new")
    assert not ledger.open_session("nobody", HASH, forget_before=NOON, password_hash="kept")
    assert ledger.session(HASH) is None


def test_sessions_that_nobody_uses_are_cleared_away(ledger: Ledger, set_clock: Callable[[datetime], None]) -> None:
    ledger.add_user(user())
    ledger.open_session("سلمى", HASH, forget_before=NOON, password_hash="kept")
    set_clock(NOON + timedelta(hours=9))
    ledger.open_session("سلمى", OTHER_HASH, forget_before=NOON + timedelta(hours=1), password_hash="kept")
    assert ledger.session(HASH) is None
    assert ledger.end_sessions("سلمى") == 1


def test_a_hash_is_renewed_unless_the_password_was_changed(ledger: Ledger) -> None:
    ledger.add_user(user())
    ledger.renew_password_hash("سلمى", old="another", new="stale")
    assert ledger.user("سلمى") == user()
    ledger.renew_password_hash("سلمى", old="kept", new="dearer")
    assert ledger.user("سلمى") == user(password_hash="dearer")


def test_tokens_are_found_until_they_are_revoked(ledger: Ledger, set_clock: Callable[[datetime], None]) -> None:
    ledger.add_user(user())
    number = ledger.add_token("سلمى", HASH, name="نسخ ليلي", role=Role.READER, expires_at=NOON + timedelta(days=1))
    other = ledger.add_token("سلمى", OTHER_HASH, name="other", role=Role.REVIEWER)
    found = ledger.token(HASH)
    assert found is not None
    assert (found.id, found.user, found.name, found.role) == (number, user(), "نسخ ليلي", Role.READER)
    assert (found.created_at, found.expires_at, found.used_at) == (NOON, NOON + timedelta(days=1), None)
    ledger.touch_token(number)
    assert [token.used_at for token in ledger.tokens("سلمى")] == [NOON, None]
    revoked = ledger.revoke_token(number)
    assert revoked.revoked_at == NOON
    set_clock(NOON + timedelta(hours=1))
    assert ledger.revoke_token(number).revoked_at == NOON
    assert ledger.token(HASH) is None
    assert [token.id for token in ledger.tokens()] == [number, other]
    with pytest.raises(UsageError, match="no such token"):
        ledger.revoke_token(999)
    with pytest.raises(UsageError, match="no such user"):
        ledger.add_token("nobody", "c" * 64, name="x", role=Role.READER)


def test_tokens_of_a_disabled_user_are_refused_as_long_as_they_are(ledger: Ledger) -> None:
    ledger.add_user(user())
    ledger.add_token("سلمى", HASH, name="x", role=Role.READER)
    ledger.change_user("سلمى", is_disabled=True)
    assert ledger.token(HASH) is None
    ledger.change_user("سلمى", is_disabled=False)
    assert ledger.token(HASH) is not None


def test_attempts_are_limited_under_each_of_their_keys(ledger: Ledger, set_clock: Callable[[datetime], None]) -> None:
    window = timedelta(minutes=15)
    limits = {"name:a": 2, "address:x": 5}
    for minute in range(2):
        set_clock(NOON + timedelta(minutes=minute))
        assert ledger.admit_attempt(limits, within=window) is None
    assert ledger.admit_attempt(limits, within=window) == NOON + window
    for letter in "bcd":
        assert ledger.admit_attempt({f"name:{letter}": 2, "address:x": 5}, within=window) is None
    assert ledger.admit_attempt({"name:e": 2, "address:x": 5}, within=window) == NOON + window
    assert ledger.admit_attempt({"name:e": 2, "address:y": 5}, within=window) is None
    set_clock(NOON + window + timedelta(seconds=1))
    assert ledger.admit_attempt(limits, within=window) is None
    assert ledger.admit_attempt(limits, within=window) == NOON + timedelta(minutes=1) + window


def test_refused_attempts_do_not_count(ledger: Ledger, set_clock: Callable[[datetime], None]) -> None:
    window = timedelta(minutes=15)
    assert ledger.admit_attempt({"a": 1}, within=window) is None
    for minute in range(1, 15):
        set_clock(NOON + timedelta(minutes=minute))
        assert ledger.admit_attempt({"a": 1}, within=window) == NOON + window
    set_clock(NOON + window + timedelta(seconds=1))
    assert ledger.admit_attempt({"a": 1}, within=window) is None


def test_success_forgives_a_name_and_one_attempt_of_an_address(
    ledger: Ledger, set_clock: Callable[[datetime], None]
) -> None:
    window = timedelta(minutes=15)
    for _ in range(3):
        assert ledger.admit_attempt({"name": 3, "address": 3}, within=window) is None
    ledger.forgive_attempts(all_of=("name",), latest_of=("address",))
    assert ledger.admit_attempt({"name": 3, "address": 3}, within=window) is None
    assert ledger.admit_attempt({"name": 3}, within=window) is None
    assert ledger.admit_attempt({"address": 3}, within=window) is not None


def test_attempts_made_at_once_do_not_slip_through(ledger: Ledger) -> None:
    admitted: list[bool] = []

    def attempt() -> None:
        admitted.append(ledger.admit_attempt({"name": 5}, within=timedelta(minutes=15)) is None)

    threads = [threading.Thread(target=attempt) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(admitted) == [False] * 7 + [True] * 5


def entry(action: str = "login", **values: object) -> AuditEntry:
    return AuditEntry(NOON, "سلمى", Via.SESSION, action, Outcome.DONE, **values)  # type: ignore[arg-type]


def test_entries_come_out_as_they_went_in_the_latest_first(ledger: Ledger) -> None:
    first = ledger.note_audit(entry(address="::1", record="c_1", detail="«رفض»"))
    second = ledger.note_audit(entry("logout"))
    assert first.number > 0 and first == entry(address="::1", record="c_1", detail="«رفض»", number=first.number)
    assert ledger.audit() == [second, first]


def test_entries_follow_each_other_though_the_clock_is_set_back(ledger: Ledger) -> None:
    ledger.note_audit(entry())
    later = ledger.note_audit(AuditEntry(NOON - timedelta(days=1), "x", Via.LOCAL, "login", Outcome.DONE))
    assert later.at == NOON + clock.TICK


def test_the_log_is_asked_by_each_of_its_parts_and_read_on(ledger: Ledger) -> None:
    for hour in range(6):
        outcome = Outcome.REFUSED if hour % 2 else Outcome.DONE
        at = NOON + timedelta(hours=hour)
        ledger.note_audit(AuditEntry(at, f"user {hour % 3}", Via.TOKEN, f"act {hour % 2}", outcome, record=f"r{hour}"))
    hours = lambda found: [int((one.at - NOON).total_seconds() // 3600) for one in found]  # noqa: E731
    assert hours(ledger.audit(AuditFilter(who="user 1"))) == [4, 1]
    assert hours(ledger.audit(AuditFilter(action="act 1"))) == [5, 3, 1]
    assert hours(ledger.audit(AuditFilter(outcome=Outcome.DONE))) == [4, 2, 0]
    assert hours(ledger.audit(AuditFilter(record="r3"))) == [3]
    since, until = NOON + timedelta(hours=2), NOON + timedelta(hours=4)
    assert hours(ledger.audit(AuditFilter(since=since, until=until))) == [3, 2]
    page = ledger.audit(limit=4)
    assert hours(page) == [5, 4, 3, 2]
    assert hours(ledger.audit(before=page[-1].number, limit=4)) == [1, 0]
    assert ledger.audit_names() == (["user 0", "user 1", "user 2"], ["act 0", "act 1"])


def test_what_visitors_send_is_cut_and_made_to_fit(ledger: Ledger) -> None:
    hostile = "x\0\ud800" * 1000
    kept = ledger.note_audit(AuditEntry(NOON, hostile, Via.LOCAL, hostile, Outcome.FAILED, hostile, hostile, hostile))
    (found,) = ledger.audit()
    assert found == kept
    assert ledger.audit(AuditFilter(who=hostile, action=hostile, record=hostile)) == [kept]
    assert max(map(len, (found.who, found.action, found.record, found.detail, found.address))) <= 500
    assert "\0" not in found.who


@pytest.mark.parametrize("change", ["update", "delete"])
def test_nothing_in_the_log_is_changed_or_removed(ledger: Ledger, change: str) -> None:
    kept = ledger.note_audit(entry())
    statement = update(audit_entry).values(who="nobody") if change == "update" else delete(audit_entry)
    with pytest.raises(StoreError, match="append-only"), writing_to(ledger._engine) as connection:
        connection.execute(statement)
    assert ledger.audit() == [kept]
