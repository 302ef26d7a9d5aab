"""What all tests share: the reader, loaded once, and Hypothesis profiles without time limits."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent / "evaluate")]

_UNHURRIED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("ci", max_examples=60, derandomize=True, database=None, **_UNHURRIED)  # type: ignore[arg-type]
settings.register_profile("thorough", max_examples=2000, **_UNHURRIED)  # type: ignore[arg-type]
settings.load_profile(os.environ.get("QAWL_HYPOTHESIS_PROFILE", "ci"))

ReadLine = Callable[[Mapping[str, Any]], Mapping[str, Any]]


@pytest.fixture(scope="session")
def read_line() -> ReadLine:
    """From {id, text, date, outlet, url, title} to an interchange line, by the real reader."""
    from qawl.evaluate.__main__ import default_reader

    return default_reader()
