"""Every exception of Qawl, under one root, one subclass for each remedy.

A message says what happened, where, and what to do now. The command line prints it and
exits with ``exit_status``: 1 for data that cannot be read, 2 for a call that cannot be made.
"""


class QawlError(Exception):
    """Root of all errors that Qawl raises on purpose."""

    exit_status = 1


class InputError(QawlError):
    """An article, file or folder given by the caller cannot be read as it stands."""


class AnnotationError(InputError):
    """A reference, or readings to be scored against one, cannot be used. Nothing is scored rather than a part of it."""

    exit_status = 2


class UsageError(QawlError):
    """The call itself is wrong: an unknown option value, a missing ledger, an address where a file is due."""

    exit_status = 2


class DataFileError(QawlError):
    """A data file of Qawl's own (lexicon, gazetteer, locale) is wrong. Stops at load, always."""


class SettingsError(QawlError):
    """A setting in the environment or in ``qawl.toml`` has a value that does not fit."""

    exit_status = 2


class StoreError(QawlError):
    """A ledger cannot be opened, is of another version, or refuses a write."""
