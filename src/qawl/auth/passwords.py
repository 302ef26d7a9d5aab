"""Passwords: what one must be, and how it is kept and checked.

They are kept by Argon2id. A check costs the memory and time of the settings, so whoever serves many lets few run at
once; a name that nobody has costs as much as one that somebody has.
"""

import secrets
import unicodedata
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from qawl.errors import UsageError
from qawl.settings import WebSettings
from qawl.store.access import user_key

MIN_LENGTH = 10
"""Code points of a password, at least."""
MAX_LENGTH = 500
"""Code points of a password, at most: nobody types more, and long ones cost work."""


class Passwords:
    """Keeps and checks passwords by the parameters of the settings. Safe to share between threads."""

    def __init__(self, settings: WebSettings) -> None:
        self._hasher = PasswordHasher(
            time_cost=settings.password_passes,
            memory_cost=settings.password_memory_mib << 10,
            parallelism=settings.password_lanes,
        )

    def hash(self, password: str) -> str:
        """What to keep of a password."""
        return self._hasher.hash(_typed(password))

    def is_right(self, password: str, kept: str) -> bool:
        """True when this is the password of which ``kept`` was kept.

        With nothing kept it does the same work and is False: how long it takes does not tell whether a user exists.
        """
        if len(password) > MAX_LENGTH:
            return False
        nobody = self._nobody  # made by the first check, whoever it is of
        try:
            return self._hasher.verify(kept or nobody, _typed(password)) and bool(kept)
        except (Argon2Error, InvalidHashError):
            return False

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash(secrets.token_hex())

    def is_outdated(self, kept: str) -> bool:
        """True when the settings ask for other parameters than this was kept by."""
        return self._hasher.check_needs_rehash(kept)


def check_password(password: str, *, name: str) -> None:
    """Refuse a password that is guessed at once.

    Raises:
        UsageError: says what is wrong with it.
    """
    if len(password) < MIN_LENGTH:
        raise UsageError(
            f"The password has {len(password)} characters. Give it {MIN_LENGTH} or more; four words that do not "
            "belong together are easy to remember."
        )
    if len(password) > MAX_LENGTH:
        raise UsageError(f"The password has {len(password)} characters. Give it {MAX_LENGTH} or fewer.")
    bare = user_key(password).strip()
    if bare.replace(user_key(name), "").strip() == "":
        raise UsageError("The password is the name. Give another one.")
    if len(set(bare)) < 4:
        raise UsageError("The password repeats a few characters. Give another one.")


def _typed(password: str) -> str:
    """The password as any keyboard types it: «أ» is one letter on one and two on another."""
    return unicodedata.normalize("NFC", password)
