"""Who may use the workbench of a ledger, and what they did there.

A user is somebody with a name and a password, not a speaker: nothing here is about people in the news.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do. Each role may also do what those before it may."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    def covers(self, needed: "Role") -> bool:
        """True when this role may do what ``needed`` may."""
        return self.rank >= needed.rank

    @property
    def rank(self) -> int:
        """Its place among the roles, from 0."""
        return list(Role).index(self)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who can log in. ``password_hash`` is Argon2's own writing, with its parameters and salt."""

    name: str
    role: Role
    created_at: datetime
    password_changed_at: datetime
    is_disabled: bool = False
    password_hash: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Session:
    """A log-in that has not ended: whose it is, when it began and when it was last used."""

    user: User
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class ApiToken:
    """What a program shows instead of a password. It may do what both its own role and its user's allow."""

    id: int
    user: User
    name: str
    role: Role
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    used_at: datetime | None = None


class Via(StrEnum):
    """How somebody came in: without log-in on the same machine, logged in, with a token, or on the command line."""

    LOCAL = "local"
    SESSION = "session"
    TOKEN = "token"
    TERMINAL = "terminal"


class Outcome(StrEnum):
    """What came of it: it was done, it was not allowed, or it could not be done."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One write, or one log-in: who, how, from where, what, on which record, and what came of it.

    ``action`` is a word such as «login» or «review.confirm»; ``number`` is the entry's place in the log, 0 before it
    is kept there. ``who`` is empty where nobody was known.
    """

    at: datetime
    who: str
    via: Via
    action: str
    outcome: Outcome
    address: str = ""
    record: str = ""
    detail: str = ""
    number: int = 0
