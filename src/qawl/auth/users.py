"""Users as people manage them: a name that can be told from others, a password, a role, tokens.

What is done is noted in the ledger's audit log, with whoever did it.
"""

import getpass
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from qawl import clock
from qawl.auth.keys import TOKEN_PREFIX, hash_key, new_key
from qawl.auth.passwords import Passwords, check_password
from qawl.errors import UsageError
from qawl.model.access import ApiToken, AuditEntry, Outcome, Role, User, Via
from qawl.store.ledger import Ledger

MAX_NAME = 60
"""Code points of a name, at most."""

_STRANGE = ("C", "Zl", "Zp")
_BROKEN = "\N{REPLACEMENT CHARACTER}"


def clean_name(name: str) -> str:
    """A name as it is kept: composed, without space around it.

    Raises:
        UsageError: it is empty, too long, or has characters that cannot be seen and could make it pass for another.
    """
    cleaned = " ".join(unicodedata.normalize("NFC", name).split())
    if not cleaned:
        raise UsageError("The name is empty. Give one.")
    if len(cleaned) > MAX_NAME:
        raise UsageError(f"The name has {len(cleaned)} characters. Give it {MAX_NAME} or fewer.")
    if any(one in _BROKEN or unicodedata.category(one).startswith(_STRANGE) for one in name.strip()):
        raise UsageError(f"The name {cleaned!r} has characters that cannot be seen. Leave them out.")
    return cleaned


def os_name() -> str:
    """The name of whoever runs this process, as far as the system tells it."""
    try:
        return clean_name(getpass.getuser())
    except (OSError, KeyError, ImportError, UsageError):
        return "local"


@dataclass(frozen=True, slots=True)
class UserBook:
    """The users of a ledger, in the hands of ``who`` at the terminal."""

    ledger: Ledger
    passwords: Passwords
    who: str

    def add(self, name: str, role: Role, password: str) -> User:
        """Add a user.

        Raises:
            UsageError: the name or password does not do, or somebody has the name.
        """
        cleaned = clean_name(name)
        check_password(password, name=cleaned)
        now = clock.now()
        user = User(cleaned, role, now, now, password_hash=self.passwords.hash(password))
        self.ledger.add_user(user)
        self._note("user.add", cleaned, role.value)
        return user

    def set_role(self, name: str, role: Role) -> User:
        """Give a user another role; their sessions end.

        Raises:
            UsageError: there is no such user.
        """
        user = self.ledger.change_user(name, role=role)
        self._note("user.role", user.name, role.value)
        return user

    def set_disabled(self, name: str, *, is_disabled: bool) -> User:
        """Keep a user out, or let them in again; their sessions end.

        Raises:
            UsageError: there is no such user.
        """
        user = self.ledger.change_user(name, is_disabled=is_disabled)
        self._note("user.disable" if is_disabled else "user.enable", user.name)
        return user

    def set_password(self, name: str, password: str) -> User:
        """Give a user another password; their sessions end.

        Raises:
            UsageError: there is no such user, or the password does not do.
        """
        user = self.ledger.user(name)
        if user is not None:  # who does not exist is told below
            check_password(password, name=user.name)
        user = self.ledger.change_user(name, password_hash=self.passwords.hash(password))
        self._note("user.password", user.name)
        return user

    def add_token(self, user: str, *, name: str, role: Role, expires_at: datetime | None = None) -> str:
        """A new token of a user; it is given back this once.

        Raises:
            UsageError: there is no such user, the user may do less than the token would, or its time would be over.
        """
        found = self.ledger.user(user)
        if found is None:
            raise UsageError(f"{user}: there is no such user. `qawl user list` shows all.")
        if not found.role.covers(role):
            raise UsageError(f"{found.name} is {found.role.value}: a token may do no more. Choose another --role.")
        if expires_at is not None and expires_at <= clock.now():
            raise UsageError("The token would have expired already. Give a later --expires.")
        shown = TOKEN_PREFIX + new_key()
        number = self.ledger.add_token(
            found.name, hash_key(shown), name=clean_name(name), role=role, expires_at=expires_at
        )
        self._note("token.add", found.name, f"{number} {name} {role.value}")
        return shown

    def revoke_token(self, number: int) -> ApiToken:
        """Let a token be refused from now on.

        Raises:
            UsageError: there is none with this number.
        """
        token = self.ledger.revoke_token(number)
        self._note("token.revoke", token.user.name, f"{token.id} {token.name}")
        return token

    def _note(self, action: str, record: str, detail: str = "") -> None:
        entry = AuditEntry(clock.now(), self.who, Via.TERMINAL, action, Outcome.DONE, record=record, detail=detail)
        self.ledger.note_audit(entry)
