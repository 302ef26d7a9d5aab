"""Fixtures of this folder."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from derived import SAMPLES, Item

from qawl.corroborating import Knowledge, load_knowledge
from qawl.ingest.files import FileReading, find_inputs
from qawl.ingest.parsing import parse
from qawl.model.issue import Issue
from qawl.pipeline import Reader
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


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """What corroborating knows, loaded once."""
    return load_knowledge()


@pytest.fixture(scope="session")
def items(reader: Reader) -> list[Item]:
    """The samples about one town, read."""
    settings = load_settings({}).ingest
    found = []
    for incoming in find_inputs(sorted(SAMPLES.glob("dez-*")), reading=FileReading(settings)):
        for parsed in parse(incoming, settings=settings):
            assert not isinstance(parsed, Issue)
            found.append((*parsed, reader.read(parsed[1])))
    return found
