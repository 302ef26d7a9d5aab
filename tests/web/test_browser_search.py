"""The search page in a browser, in both languages and on a narrow screen."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("start", ""),
        ("hits", "?q=في"),
        ("claims", "?q=في&kind=claims&status=denied&sort=relevance"),
        ("nothing", '?q="زقزق نقنق"&place=الحديدة'),
        ("fault", "?q=ا*"),
    ],
)
def test_the_page_is_clean(served: Any, view: Any, name: str, query: str) -> None:
    view.look(served.address + "/search" + query, f"search-{name}")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_key_for_searching_leads_to_hits_with_and_without_hamza(
    served: Any, page_in: Callable[..., Any], language: str
) -> None:
    page = page_in(language)
    found = []
    for word in ("الالغام", "الألغام"):
        page.goto(served.address + "/search?q=x")
        page.locator("body").press("/")
        page.keyboard.type(word)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**q={quote(word)}*")
        found.append(page.locator("#list mark").all_inner_texts())
    assert found[0] == found[1]
    assert any("بالألغام" in mark or "الألغام" in mark for mark in found[0])


def test_more_hits_come_in_place_and_take_the_focus(served: Any, page_in: Callable[..., Any]) -> None:
    page = page_in("ar")
    page.goto(served.address + "/search?q=في")
    first = page.locator("#list > .hit").count()
    page.locator(".pager a").click()
    page.locator(f"#list > .hit:nth-of-type({first + 1})").wait_for()
    assert page.locator("#list > .hit").count() > first
    assert page.url.endswith("/search?q=" + quote("في"))
    href = page.locator("#list > .hit").nth(first).locator("a").first.get_attribute("href")
    page.locator(f"#list > .hit a[href='{href}']:focus").wait_for()


def test_more_hits_come_without_scripts(served: Any, page_in: Callable[..., Any]) -> None:
    page = page_in("en", java_script_enabled=False)
    page.goto(served.address + "/search?q=في")
    before = page.locator("#list > .hit").all_inner_texts()
    page.locator(".pager a").click()
    after = page.locator("#list > .hit").all_inner_texts()
    assert after and not set(after) & set(before)


def test_a_facet_narrows_and_its_chip_widens_again(served: Any, page_in: Callable[..., Any]) -> None:
    page = page_in("en")
    page.goto(served.address + "/search?q=في&kind=claims")
    value = page.locator("details.facet a[href*='type=']").first
    number = int(value.locator(".facet-count").inner_text().replace(",", ""))
    value.click()
    assert int(page.locator(".tabs [aria-current] .facet-count").inner_text()) == number
    page.locator(".active .chip").first.click()
    assert "type=" not in page.url
    assert int(page.locator(".tabs [aria-current] .facet-count").inner_text()) > number


def test_a_hit_leads_to_its_place_in_the_reader(served: Any, page_in: Callable[..., Any]) -> None:
    page = page_in("ar")
    page.goto(served.address + "/search?q=الألغام")
    words = page.locator("#list blockquote").first.inner_text()
    page.locator("#list blockquote a").first.click()
    anchor = page.url.partition("#")[2]
    assert anchor.startswith("s-")
    own = page.locator(f"#{anchor}").evaluate(
        "one => [...one.querySelectorAll('[data-start]')].map((part) => part.textContent).join('')"
    )
    assert own.split()[:3] == words.split()[:3]


def test_hostile_words_stay_words(served: Any, page_in: Callable[..., Any], assert_clean: Callable[..., None]) -> None:
    page = page_in("en")
    for words in (
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "'; DROP TABLE findable; --",
        "في\u202eabc",
    ):
        assert page.goto(served.address + "/search?q=" + quote(words)).ok
        assert page.locator("main script, main img").count() == 0
    assert_clean(page)
