"""Every exception of Qawl, under one root, one subclass for each remedy.

A message says what happened, where, and what to do now. The command line prints it and
exits with ``exit_status``: 1 for data that cannot be read, 2 for a call that cannot be made.
"""

from datetime import datetime
from enum import StrEnum


class QawlError(Exception):
    """Root of all errors that Qawl raises on purpose."""

    exit_status = 1


class InputError(QawlError):
    """An article, file or folder given by the caller cannot be read as it stands.

    ``reason`` is a word to count by: «empty», «not_arabic», «no_article», «too_large», «damaged», «unreadable».
    """

    def __init__(self, message: str, *, reason: str = "unreadable") -> None:
        super().__init__(message)
        self.reason = reason


class AnnotationError(InputError):
    """A reference, or readings to be scored against one, cannot be used. Nothing is scored rather than a part of it."""

    exit_status = 2


class UsageError(QawlError):
    """The call itself is wrong: an unknown option value, a missing ledger, an address where a file is due."""

    exit_status = 2


class NoSuchRecordError(UsageError):
    """A record that was asked for by its id is not in the ledger."""


class DataFileError(QawlError):
    """A data file of Qawl's own (lexicon, gazetteer, locale) is wrong. Stops at load, always."""


class StaleError(UsageError):
    """Somebody has decided on a record since it was looked at: look again, then decide."""


class SettingsError(QawlError):
    """A setting in the environment or in ``qawl.toml`` has a value that does not fit."""

    exit_status = 2


class StoreError(QawlError):
    """A ledger cannot be opened, is of another version, or refuses a write."""


class BusyError(StoreError):
    """Somebody else has been writing to the ledger for too long; trying again helps."""


class FetchReason(StrEnum):
    """Why an address gave nothing: the whole vocabulary, for issues, counts and tests."""

    ROBOTS = "robots"
    PRIVATE_ADDRESS = "private_address"
    TOO_LARGE = "too_large"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    TIMEOUT = "timeout"
    NOT_FOUND = "not_found"
    GONE = "gone"
    REFUSED = "refused"
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    BAD_CERTIFICATE = "bad_certificate"
    DNS = "dns"
    CONNECTION = "connection"
    BOMB = "bomb"
    BAD_ADDRESS = "bad_address"
    UNSUPPORTED_TYPE = "unsupported_type"
    TRUNCATED = "truncated"


class FetchError(QawlError):
    """An address could not be fetched, or what it gave cannot be taken; the next address can be tried.

    ``what`` says what happened and what to do; ``url`` is put before it. ``retry_at`` (UTC) is when asking
    again makes sense, None where it makes none or nothing is known.
    """

    def __init__(self, reason: FetchReason, what: str, *, url: str = "", retry_at: datetime | None = None) -> None:
        super().__init__(f"{url}: {what}" if url else what)
        self.reason = reason
        self.what = what
        self.url = url
        self.retry_at = retry_at

    def at(self, url: str, *, retry_at: datetime | None = None) -> "FetchError":
        """The same error, told of another address or with a time to ask again."""
        return FetchError(self.reason, self.what, url=url, retry_at=retry_at or self.retry_at)
