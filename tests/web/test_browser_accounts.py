"""Accounts, contradictions and the timeline in a browser, in both languages and on a narrow screen."""

from collections.abc import Callable
from typing import Any

import pytest

from qawl.store.filters import AccountFilter

pytestmark = pytest.mark.browser


def paths(served: Any) -> dict[str, str]:
    (first, *_) = served.ledger.page_of_accounts(AccountFilter(conflicting=True), limit=1).records
    return {
        "accounts": "/accounts",
        "account": f"/accounts/{first.id}",
        "conflicts": "/conflicts",
        "timeline": "/timeline?place=دير الزور",
        "timeline-account": f"/timeline?account={first.id}",
        "timeline-empty": "/timeline",
    }


@pytest.mark.parametrize("name", ["accounts", "account", "conflicts", "timeline", "timeline-account", "timeline-empty"])
def test_the_page_is_clean(served: Any, view: Any, name: str) -> None:
    view.look(served.address + paths(served)[name], name)


def test_an_account_shows_each_origin_and_both_sides_of_a_contradiction(
    served: Any, page_in: Callable[..., Any]
) -> None:
    (account, *_) = served.ledger.page_of_accounts(AccountFilter(conflicting=True), limit=1).records
    page = page_in("en")
    page.goto(f"{served.address}/accounts/{account.id}")
    assert page.locator("table.origins tbody tr").count() == len(account.origins)
    assert page.locator(".against").count() == len(account.conflicts)
    for side in page.locator(".against .side").all():
        assert side.locator("blockquote[lang=ar][dir=rtl]").count() == 1


def test_words_of_a_claim_lead_to_its_article(served: Any, page_in: Callable[..., Any]) -> None:
    page = page_in("ar")
    page.goto(served.address + "/conflicts")
    link = page.locator(".side blockquote a").first
    words = link.inner_text()
    link.click()
    assert "/documents/" in page.url
    assert words.split()[0] in page.locator("main").inner_text()


def test_a_filter_is_in_the_address_and_survives_the_change_of_language(
    served: Any, page_in: Callable[..., Any]
) -> None:
    page = page_in("ar")
    page.goto(served.address + "/accounts")
    page.locator("select[name=type]").select_option("strike")
    page.locator("form.filters button").click()
    assert "type=strike" in page.url
    page.get_by_text("English", exact=True).click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("select[name=type]").input_value() == "strike"
