"""Fixtures of this folder."""

from collections.abc import Iterator

import pytest
from local_site import LocalSite


@pytest.fixture
def site() -> Iterator[LocalSite]:
    """A running site on 127.0.0.1."""
    with LocalSite() as served:
        yield served
