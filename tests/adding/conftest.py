"""Fixtures of this folder."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qawl.settings import Settings, load_settings
from qawl.store.ledger import Ledger
from small_ledger import make_ledger


@pytest.fixture
def settings() -> Settings:
    """The defaults, without waiting between two requests."""
    defaults = load_settings({})
    return replace(defaults, fetch=replace(defaults.fetch, min_delay_seconds=0, backoff_seconds=0, attempts=1))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A new ledger."""
    with make_ledger(tmp_path / "ledger.db") as opened:
        yield opened
