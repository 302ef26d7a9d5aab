"""The situation page in a browser: every speaker's claim with its words, in both languages, on paper too."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

NARROW = {"width": 360, "height": 740}


@pytest.mark.parametrize(("language", "place"), [("ar", "دير الزور"), ("en", "Deir ez-Zor")])
def test_who_is_said_to_hold_a_place_is_told_by_speaker(
    served: Any, page_in: Callable[..., Any], assert_clean: Callable[[Any], None], shot: Callable[..., None],
    language: str, place: str,
) -> None:  # fmt: skip
    page = page_in(language)
    page.goto(f"{served.address}/situation?place={place}&date=2017-11-04")
    first = page.locator("article.situation").first
    assert first.locator(".verdict-agreed").count() >= 1
    assert first.locator("tbody tr").count() >= 2
    assert first.locator("tbody .source[lang=ar][dir=rtl]").count() == first.locator("tbody tr").count()
    assert first.locator(".changes li").count() >= 2
    shot(page, f"situation-{language}")
    assert_clean(page)


def test_it_fits_a_narrow_screen_in_the_dark(
    served: Any, page_in: Callable[..., Any], assert_clean: Callable[[Any], None], shot: Callable[..., None]
) -> None:
    page = page_in("ar", viewport=NARROW, color_scheme="dark")
    page.goto(f"{served.address}/situation?place=sy.omar-oil-field&date=2017-11-05")
    assert page.locator(".verdict-contested").count() >= 1
    shot(page, "situation-narrow")
    assert_clean(page)


def test_on_paper_there_is_no_form_and_nothing_is_cut(served: Any, page_in: Callable[..., Any]) -> None:
    page = page_in("en")
    page.goto(f"{served.address}/situation?place=sy.deir-ez-zor&date=2017-11-04")
    page.emulate_media(media="print")
    page.locator(".filters").wait_for(state="hidden")
    page.locator(".standing-table").first.wait_for()
    assert page.evaluate("getComputedStyle(document.querySelector('.situation .scroll')).overflowX") == "visible"


@pytest.mark.parametrize(("query", "words"), [("", "Choose a place"), ("?place=Nowhere", "No place called")])
def test_without_a_place_it_says_what_to_do(
    served: Any, page_in: Callable[..., Any], assert_clean: Callable[[Any], None], query: str, words: str
) -> None:
    page = page_in("en")
    page.goto(f"{served.address}/situation{query}")
    assert words in page.locator(".empty").inner_text()
    assert_clean(page)
