"""What all tests share: the reader, loaded once, and Hypothesis profiles without time limits."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent / "evaluate")]

if TYPE_CHECKING:
    from local_site import LocalSite
    from qawl.pipeline import Reader
    from reading_lines import ReadLine
    from statement_reader import StatementReader

_UNHURRIED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("ci", max_examples=60, derandomize=True, database=None, **_UNHURRIED)  # type: ignore[arg-type]
settings.register_profile("thorough", max_examples=2000, **_UNHURRIED)  # type: ignore[arg-type]
settings.load_profile(os.environ.get("QAWL_HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def read_line() -> "ReadLine":
    """From {id, text, date, outlet, url, title} to an interchange line, by the real reader."""
    from qawl.evaluate.reader import default_reader

    return default_reader()


@pytest.fixture(scope="session")
def reader() -> "Reader":
    """The real reader: all lexicons and gazetteers."""
    from qawl.pipeline import load_reader

    return load_reader()


@pytest.fixture
def postgres() -> str:
    """The address of an empty place in PostgreSQL: a schema of this process of tests, made anew.

    ``QAWL_TEST_POSTGRES`` names the database, such as ``postgresql+psycopg://user@host/name``; ``.ci/run`` starts one.
    """
    from sqlalchemy import create_engine, make_url, text

    named = os.environ.get("QAWL_TEST_POSTGRES", "")
    if not named:
        pytest.skip("QAWL_TEST_POSTGRES names no server")
    schema = "qawl_" + os.environ.get("PYTEST_XDIST_WORKER", "alone")
    engine = create_engine(named)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    engine.dispose()
    address = make_url(named).update_query_dict({"options": f"-csearch_path={schema}"})
    return address.render_as_string(hide_password=False)


@pytest.fixture
def site() -> "Iterator[LocalSite]":
    """A running web site on 127.0.0.1."""
    from local_site import LocalSite

    with LocalSite() as served:
        yield served


@pytest.fixture(scope="session")
def said(reader: "Reader") -> "StatementReader":
    """The rules of the statement side, with the real lexicons."""
    from statement_reader import StatementReader

    return StatementReader(reader)
