"""Logging in: a name and a password against a key, and no faster for whoever guesses.

Each attempt is counted before it is made, under its name and under its address, in the ledger, so that several
processes share the count. What is wrong, the name or the password, is never told, nor does the time tell it.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from qawl import clock
from qawl.auth.hosts import network_of
from qawl.auth.keys import hash_key, new_key
from qawl.auth.passwords import Passwords
from qawl.auth.users import MAX_NAME
from qawl.model.access import User
from qawl.settings import WebSettings
from qawl.store.access import user_key
from qawl.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Admission:
    """What came of an attempt. ``key`` is the session's, empty when nobody was let in.

    ``user`` is whose name it was, None when nobody's: for the audit log, never for the visitor. ``retry_at`` is given
    when there were too many attempts before, and this one was not looked at.
    """

    key: str = ""
    user: User | None = None
    retry_at: datetime | None = None


class Porter:
    """Lets people in. Safe to share between threads; each check takes the memory that the settings give Argon2."""

    def __init__(self, ledger: Ledger, settings: WebSettings) -> None:
        self._ledger = ledger
        self._settings = settings
        self.passwords = Passwords(settings)

    def log_in(self, name: str, password: str, *, address: str) -> Admission:
        """Begin a session for whoever knows the password of a name."""
        by_name, by_address = _name_key(name), f"address:{network_of(address)}"
        settings = self._settings
        limits = {by_name: settings.login_tries_name, by_address: settings.login_tries_address}
        wait = self._ledger.admit_attempt(limits, within=timedelta(minutes=settings.login_window_minutes))
        if wait is not None:
            return Admission(retry_at=wait)
        user = self._ledger.user(name) if len(name) <= MAX_NAME else None
        kept = "" if user is None or user.is_disabled else user.password_hash
        if not self.passwords.is_right(password, kept) or user is None:
            return Admission(user=user)
        key = self._begin(user, password)
        if key:
            self._ledger.forgive_attempts(all_of=(by_name,), latest_of=(by_address,))
        return Admission(key, user)

    def change_password(self, user: User, password: str) -> str:
        """Give a user another password, ending all their sessions; the key of a new one."""
        changed = self._ledger.change_user(user.name, password_hash=self.passwords.hash(password))
        return self._begin(changed, password)

    def _begin(self, user: User, password: str) -> str:
        kept = user.password_hash
        if self.passwords.is_outdated(kept):
            renewed = self.passwords.hash(password)
            self._ledger.renew_password_hash(user.name, old=kept, new=renewed)
            kept = renewed
        key = new_key()
        forget = clock.now() - timedelta(hours=self._settings.session_idle_hours)
        is_open = self._ledger.open_session(user.name, hash_key(key), forget_before=forget, password_hash=kept)
        return key if is_open else ""


def _name_key(name: str) -> str:
    """What attempts on a name are counted under. Hashed: people type passwords where the name belongs."""
    return f"name:{hashlib.sha256(user_key(name).encode('utf-8', 'replace')).hexdigest()[:32]}"
