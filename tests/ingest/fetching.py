"""What the tests of fetching share: a site, a clock that nobody waits for, settings with little patience."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from local_site import ManualClock
from qawl.errors import FetchError, FetchReason
from qawl.ingest.fetch import Fetcher
from qawl.ingest.politeness import Politeness
from qawl.settings import FetchSettings, load_settings

SETTINGS = replace(load_settings({}).fetch, contact="editor@reader.example")


def settings(**changes: Any) -> FetchSettings:
    """The defaults with some changes."""
    return replace(SETTINGS, **changes)


@contextmanager
def fetcher(clock: ManualClock | None = None, **changes: Any) -> Iterator[Fetcher]:
    """A fetcher that may go to 127.0.0.1 and whose back-off takes the longest time, not a random one."""
    changed = settings(**changes)
    clock = clock or ManualClock()
    politeness = Politeness(changed, clock, jitter=lambda longest: longest)
    with Fetcher(changed, allow_private=True, clock=clock, politeness=politeness) as made:
        yield made


def refused(reason: FetchReason, fetch: Fetcher, url: str) -> FetchError:
    """The error that an address gives, which has this reason and names the address."""
    with pytest.raises(FetchError) as caught:
        fetch.fetch(url)
    assert caught.value.reason is reason, caught.value
    assert caught.value.url
    assert str(caught.value).startswith(caught.value.url)
    return caught.value
