"""``qawl user``: who may use the workbench of a ledger from elsewhere, and with which tokens programs may."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from qawl import clock
from qawl.cli.opening import open_ledger
from qawl.cli.options import JsonOption, LedgerArgument
from qawl.cli.output import print_json, print_table, say
from qawl.errors import UsageError
from qawl.model.access import ApiToken, Role, User

if TYPE_CHECKING:
    from qawl.auth.users import UserBook

app = typer.Typer(help="Users of the workbench, their passwords and tokens.", no_args_is_help=True)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The user's name.")]
PasswordOption = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input, to its first line end.")
]
_ROLES = {Role.READER: "reads", Role.REVIEWER: "reads and decides", Role.ADMIN: "also sees the audit log"}


@app.command()
def add(
    ledger: LedgerArgument,
    name: NameArgument,
    role: Annotated[Role, typer.Option(help="What they may do: read, also decide, or also see the audit log.")],
    from_stdin: PasswordOption = False,
) -> None:
    """Add a user; the password is asked for twice."""
    with _book(ledger) as book:
        user = book.add(name, role, _read_password(from_stdin))
    say(f"{user.name} may log in: {user.role.value}, {_ROLES[user.role]}.")


@app.command("list")
def list_users(ledger: LedgerArgument, as_json: JsonOption = False) -> None:
    """List the users."""
    with open_ledger(ledger) as opened:
        users = opened.users()
    if as_json:
        print_json([_user_json(user) for user in users])
    elif users:
        rows = [
            (user.name, user.role.value, "disabled" if user.is_disabled else "", _day(user.created_at))
            for user in users
        ]
        print_table(("Name", "Role", "State", "Since"), rows, wide=0, narrow=(1, 2))
    else:
        say(f"Nobody. Add one with `qawl user add {ledger} NAME --role admin`.")


@app.command()
def role(
    ledger: LedgerArgument,
    name: NameArgument,
    role: Annotated[Role, typer.Argument(metavar="ROLE", help="reader, reviewer or admin.")],
) -> None:
    """Give a user another role; their sessions end."""
    with _book(ledger) as book:
        user = book.set_role(name, role)
    say(f"{user.name}: {user.role.value}, {_ROLES[user.role]}.")


@app.command()
def password(ledger: LedgerArgument, name: NameArgument, from_stdin: PasswordOption = False) -> None:
    """Give a user another password; their sessions end."""
    with _book(ledger) as book:
        user = book.set_password(name, _read_password(from_stdin))
    say(f"{user.name} has another password, and is logged out everywhere.")


@app.command()
def disable(ledger: LedgerArgument, name: NameArgument) -> None:
    """Keep a user out; their sessions end and their tokens are refused."""
    with _book(ledger) as book:
        user = book.set_disabled(name, is_disabled=True)
    say(f"{user.name} is kept out.")


@app.command()
def enable(ledger: LedgerArgument, name: NameArgument) -> None:
    """Let a disabled user in again."""
    with _book(ledger) as book:
        user = book.set_disabled(name, is_disabled=False)
    say(f"{user.name} may log in again.")


@app.command()
def token(
    ledger: LedgerArgument,
    name: NameArgument,
    role: Annotated[Role, typer.Option(help="What the token may do; no more than the user.")] = Role.READER,
    label: Annotated[str, typer.Option("--name", help="What the token is for.")] = "token",
    expires: Annotated[
        str, typer.Option(metavar="DAY_OR_DAYS", help="Until when: 2027-01-31, or 90d. Unset: for ever.")
    ] = "",
) -> None:
    """Make a token for programs; it is printed this once."""
    with _book(ledger) as book:
        shown = book.add_token(name, name=label, role=role, expires_at=parse_expiry(expires))
    print(shown)
    say("Keep it as a password: it is not shown again. Programs send it as `Authorization: Bearer TOKEN`.")


@app.command()
def tokens(
    ledger: LedgerArgument,
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="Only those of this user.")] = "",
    as_json: JsonOption = False,
) -> None:
    """List tokens, without what they are."""
    with open_ledger(ledger) as opened:
        found = opened.tokens(name)
    if as_json:
        print_json([_token_json(one) for one in found])
    elif found:
        rows = [
            (str(one.id), one.user.name, one.name, one.role.value, _state(one), _day(one.used_at) or "never")
            for one in found
        ]
        print_table(("Number", "User", "For", "Role", "State", "Last used"), rows, wide=2, narrow=(0, 3))
    else:
        say("There are no tokens. `qawl user token` makes one.")


@app.command()
def revoke(
    ledger: LedgerArgument, number: Annotated[int, typer.Argument(metavar="NUMBER", help="The token's number.")]
) -> None:
    """Refuse a token from now on."""
    with _book(ledger) as book:
        found = book.revoke_token(number)
    say(f"Token {found.id} of {found.user.name} ({found.name}) is refused from now on.")


def parse_expiry(words: str) -> datetime | None:
    """The end of a day, or so many days from now; None for nothing given.

    Raises:
        UsageError: it is neither.
    """
    if not words:
        return None
    try:
        if words.endswith("d"):
            return clock.now() + timedelta(days=int(words.removesuffix("d")))
        day = datetime.strptime(words, "%Y-%m-%d").replace(tzinfo=UTC)
        return day + timedelta(days=1)
    except (ValueError, OverflowError):
        raise UsageError(f"--expires {words!r} is no day. Write it as 2027-01-31, or as days from now: 90d.") from None


@contextmanager
def _book(ledger: str) -> Iterator["UserBook"]:
    from qawl.auth.passwords import Passwords
    from qawl.auth.users import UserBook, os_name
    from qawl.settings import load_settings

    with open_ledger(ledger) as opened:
        yield UserBook(opened, Passwords(load_settings().web), os_name())


def _read_password(from_stdin: bool) -> str:
    """A password that nobody has read over a shoulder: typed twice unseen, or from another program."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise UsageError("There is no terminal to ask for a password at. Give --password-stdin and send it there.")
    from getpass import getpass

    typed = getpass("Password: ")
    if getpass("Once more: ") != typed:
        raise UsageError("The two are not the same. Nothing was changed.")
    return typed


def _state(token: ApiToken) -> str:
    if token.revoked_at is not None:
        return "revoked"
    if token.user.is_disabled:
        return "user disabled"
    if token.expires_at is None:
        return "for ever"
    return "expired" if token.expires_at <= clock.now() else f"until {_day(token.expires_at - timedelta(seconds=1))}"


def _day(moment: datetime | None) -> str:
    return "" if moment is None else moment.date().isoformat()


def _user_json(user: User) -> dict[str, object]:
    return {
        "name": user.name,
        "role": user.role.value,
        "is_disabled": user.is_disabled,
        "created_at": user.created_at.isoformat(),
        "password_changed_at": user.password_changed_at.isoformat(),
    }


def _token_json(token: ApiToken) -> dict[str, object]:
    return {
        "number": token.id,
        "user": token.user.name,
        "name": token.name,
        "role": token.role.value,
        "state": _state(token),
        "created_at": token.created_at.isoformat(),
        "expires_at": token.expires_at.isoformat() if token.expires_at else None,
        "revoked_at": token.revoked_at.isoformat() if token.revoked_at else None,
        "used_at": token.used_at.isoformat() if token.used_at else None,
    }
