"""The first page in a browser, in both languages and on a narrow screen."""

from typing import Any

import pytest

pytestmark = pytest.mark.browser


def test_the_overview_is_clean(served: Any, view: Any) -> None:
    view.look(served.address + "/", "overview")
    assert view.page.locator("html").get_attribute("dir") == ("rtl" if view.language == "ar" else "ltr")
