"""The workbench on the samples, without a server: what the tests of the REST API ask."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from api_client import Api, make_samples, open_api


@pytest.fixture(scope="session")
def samples_of_api(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples in a ledger, read and corroborated once."""
    path = tmp_path_factory.mktemp("api") / "samples.db"
    make_samples(path)
    return path


@pytest.fixture(scope="session")
def api(samples_of_api: Path) -> Iterator[Api]:
    """The API of the samples; nothing may be changed in them."""
    yield from open_api(samples_of_api)


@pytest.fixture
def own_api(samples_of_api: Path, tmp_path: Path) -> Iterator[Api]:
    """The API of a copy of the samples, to be changed."""
    shutil.copy(samples_of_api, tmp_path / "copy.db")
    yield from open_api(tmp_path / "copy.db")
