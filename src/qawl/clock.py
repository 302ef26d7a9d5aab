"""The time of day, asked for in one place, so that tests can set it back.

Nothing relies on it alone: clocks are set back, and two machines disagree. What comes later in a ledger gets a later
time than what it follows, whatever the clock says.
"""

from datetime import UTC, datetime, timedelta

TICK = timedelta(microseconds=1)


def now() -> datetime:
    """The present moment, UTC."""
    return datetime.now(UTC)


def after(*earlier: datetime | None) -> datetime:
    """The present moment, or the one after all these where the clock has been set back since."""
    return max([now(), *(moment + TICK for moment in earlier if moment is not None)])
