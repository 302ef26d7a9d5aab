"""``qawl user``: users and tokens from the command line, and a server that does not start without them."""

import io
import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qawl import clock
from qawl.adding import create_ledger, open_ledger
from qawl.auth.keys import TOKEN_PREFIX, hash_key
from qawl.auth.passwords import Passwords
from qawl.cli import main as program
from qawl.cli.user import _read_password, parse_expiry
from qawl.errors import UsageError
from qawl.model.access import Role, Via
from qawl.settings import load_settings

Run = Callable[..., tuple[int, str, str]]
WORDS = "four words of hers"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Calls the command line; ``typed`` is what comes on standard input."""
    for name in ("MEMORY_MIB", "PASSES", "LANES"):
        monkeypatch.setenv(f"QAWL_WEB_PASSWORD_{name}", "1")

    def call(*arguments: object, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["qawl", *map(str, arguments)])
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        capsys.readouterr()
        try:
            program.main()
            status = 0
        except SystemExit as end:
            status = int(end.code or 0)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


@pytest.fixture(scope="module")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("users") / "ledger.db"
    create_ledger(path).close()
    return path


@pytest.fixture
def ledger(empty_ledger: Path, tmp_path: Path) -> Path:
    shutil.copy(empty_ledger, tmp_path / "ledger.db")
    return tmp_path / "ledger.db"


@pytest.fixture
def with_salma(run: Run, ledger: Path) -> Path:
    assert run("user", "add", ledger, "سلمى", "--role", "reviewer", "--password-stdin", typed=f"{WORDS}\n")[0] == 0
    return ledger


def is_password(ledger: Path, words: str) -> bool:
    with open_ledger(ledger) as opened:
        user = opened.user("سلمى")
    assert user is not None
    return Passwords(load_settings().web).is_right(words, user.password_hash)


def test_a_user_is_added_listed_and_never_shown_with_a_password(run: Run, with_salma: Path) -> None:
    (listed,) = json.loads(run("user", "list", with_salma, "--json")[1])
    assert (listed["name"], listed["role"], listed["is_disabled"]) == ("سلمى", "reviewer", False)
    for options in ((), ("--json",)):
        assert "argon2" not in run("user", "list", with_salma, *options)[1]
    assert is_password(with_salma, WORDS)
    files = [path for path in with_salma.parent.glob("ledger.db*") if path.is_file()]
    assert files and all(WORDS.encode() not in path.read_bytes() for path in files)


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("هند", "short\n", "has 5 characters"),
        ("هند", "", "has 0 characters"),
        ("hind of the tower", "hind of the tower\n", "is the name"),
        ("", f"{WORDS}\n", "name is empty"),
        ("سلمى", f"{WORDS}\n", "there is a user of this name"),
        ("a\u202eb", f"{WORDS}\n", "cannot be seen"),
    ],
)
def test_what_does_not_do_is_refused_in_words(run: Run, with_salma: Path, name: str, typed: str, words: str) -> None:
    status, out, err = run("user", "add", with_salma, name, "--role", "reader", "--password-stdin", typed=typed)
    assert (status, out) == (2, "") and words in err
    assert len(json.loads(run("user", "list", with_salma, "--json")[1])) == 1


def test_without_a_terminal_the_password_is_asked_for_on_standard_input(run: Run, ledger: Path) -> None:
    status, _, err = run("user", "add", ledger, "هند", "--role", "reader", typed=f"{WORDS}\n")
    assert status == 2 and "--password-stdin" in err


def test_at_a_terminal_it_is_asked_for_twice_without_being_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    answers = iter([WORDS, "another", WORDS, WORDS])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
    monkeypatch.setattr("sys.stdin", Terminal())
    with pytest.raises(UsageError, match="not the same"):
        _read_password(from_stdin=False)
    assert _read_password(from_stdin=False) == WORDS


def test_role_password_and_disabling_are_changed(run: Run, with_salma: Path) -> None:
    assert "admin" in run("user", "role", with_salma, "سلمى", "admin")[2]
    assert run("user", "password", with_salma, "سلمى", "--password-stdin", typed="others of hers\r\n")[0] == 0
    assert is_password(with_salma, "others of hers") and not is_password(with_salma, WORDS)
    assert run("user", "disable", with_salma, "سلمى")[0] == 0
    assert json.loads(run("user", "list", with_salma, "--json")[1])[0]["is_disabled"] is True
    assert "disabled" in run("user", "list", with_salma)[1]
    assert run("user", "enable", with_salma, "سلمى")[0] == 0
    with open_ledger(with_salma) as opened:
        log = opened.audit()
    assert [(one.action, one.record, one.via) for one in reversed(log)] == [
        (f"user.{action}", "سلمى", Via.TERMINAL) for action in ("add", "role", "password", "disable", "enable")
    ]
    assert all(one.who for one in log)


@pytest.mark.parametrize("command", ["role", "password", "disable", "enable", "token"])
def test_who_is_not_there_is_told(run: Run, ledger: Path, command: str) -> None:
    more = {"role": ("reader",), "password": ("--password-stdin",)}.get(command, ())
    status, _, err = run("user", command, ledger, "هند", *more, typed=f"{WORDS}\n")
    assert status == 2 and "there is no such user" in err


def test_a_token_is_printed_once_and_kept_as_its_hash(run: Run, with_salma: Path) -> None:
    options = ("--role", "reader", "--name", "nightly", "--expires", "90d")
    status, out, err = run("user", "token", with_salma, "سلمى", *options)
    shown = out.strip()
    assert status == 0 and shown.startswith(TOKEN_PREFIX) and "not shown again" in err
    with open_ledger(with_salma) as opened:
        found = opened.token(hash_key(shown))
    assert found is not None and (found.name, found.role) == ("nightly", Role.READER)
    listed = run("user", "tokens", with_salma)[1] + run("user", "tokens", with_salma, "سلمى", "--json")[1]
    assert "nightly" in listed and shown not in listed and hash_key(shown) not in listed
    assert run("user", "revoke", with_salma, found.id)[0] == 0
    assert json.loads(run("user", "tokens", with_salma, "--json")[1])[0]["state"] == "revoked"
    assert run("user", "revoke", with_salma, 99)[0] == 2


def test_a_token_may_do_no_more_than_its_user(run: Run, with_salma: Path) -> None:
    status, out, err = run("user", "token", with_salma, "سلمى", "--role", "admin")
    assert (status, out) == (2, "") and "may do no more" in err


@pytest.mark.parametrize("words", ["yesterday", "2027-13-01", "d", "-", "9" * 30 + "d", "2020-01-01", "0d", "-3d"])
def test_a_token_that_could_never_be_used_is_not_made(run: Run, with_salma: Path, words: str) -> None:
    assert run("user", "token", with_salma, "سلمى", f"--expires={words}")[0] == 2
    assert json.loads(run("user", "tokens", with_salma, "--json")[1]) == []


def test_a_last_day_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 3, 1, 12, tzinfo=UTC))
    assert parse_expiry("") is None
    assert parse_expiry("2026-03-31") == datetime(2026, 4, 1, tzinfo=UTC)
    assert parse_expiry("1d") == datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize("options", [("--host", "0.0.0.0"), ("--login",), ("--allowed-host", "news.example")])
def test_a_server_for_others_does_not_start_without_users(run: Run, ledger: Path, options: tuple[str, ...]) -> None:
    status, _, err = run("serve", ledger, "--port", "0", *options)
    assert status == 2
    assert f"qawl user add {ledger} NAME --role admin" in err


def test_lists_of_nothing_say_what_to_do(run: Run, ledger: Path) -> None:
    assert "qawl user add" in run("user", "list", ledger)[2]
    assert "qawl user token" in run("user", "tokens", ledger)[2]
