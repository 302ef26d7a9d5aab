"""The first page in a browser, in both languages and on a narrow screen."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser
NARROW = {"width": 360, "height": 740}


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("viewport", [None, NARROW], ids=["wide", "narrow"])
def test_the_overview_is_clean(
    served: Any,
    page_in: Callable[..., Any],
    assert_clean: Callable[..., None],
    shot: Callable[..., None],
    language: str,
    viewport: dict[str, int] | None,
) -> None:
    page = page_in(language, **({"viewport": viewport} if viewport else {}))
    page.goto(served.address + "/")
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    shot(page, f"overview-{language}-{'narrow' if viewport else 'wide'}")
    assert_clean(page)
