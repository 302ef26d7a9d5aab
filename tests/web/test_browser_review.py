"""Reviewing in a browser: by keys alone, by selecting words, and two who review at once."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
EMOJI = "🔴🟢 عاجل من الضفة\nقال سالم الجبلي إن الجيش سيطر على الرقة وقتل 12 مسلحا.\n"


def test_the_review_page_is_clean(served: Any, view: Any) -> None:
    view.page.goto(served.address + "/review")
    view.page.locator("#edit summary").click()
    view.keep("review")


@pytest.mark.parametrize("kind", ["conflict", "copy", "statement"])
def test_what_joins_two_records_and_statements_are_clean_too(
    served: Any, page_in: Callable[..., Any], assert_clean: Callable[..., None], shot: Callable[..., None], kind: str
) -> None:
    page = page_in("ar")
    at = "+".join(served.ledger.copies()[0].pair) if kind == "copy" else ""
    page.goto(f"{served.address}/review?kind={kind}&at={at}")
    assert page.locator(".item-in-focus").get_attribute("data-kind") == kind
    shot(page, f"review-{kind}")
    assert_clean(page)


def test_records_are_reviewed_by_keys_alone(
    served_copy: Any, page_in: Callable[..., Any], assert_clean: Callable[..., None]
) -> None:
    page, ledger = page_in("en"), served_copy.ledger
    page.goto(served_copy.address + "/review?kind=claim")

    def focus() -> str:
        return str(page.locator(".item-in-focus").get_attribute("data-record"))

    first = focus()
    page.keyboard.press("j")
    page.locator(f'.item-in-focus:not([data-record="{first}"])').wait_for()
    second = focus()
    page.keyboard.press("k")
    page.locator(f'.item-in-focus[data-record="{first}"]').wait_for()

    page.keyboard.press("a")
    page.locator(f'.item-in-focus[data-record="{second}"]').wait_for()
    assert [(made.record_id, made.decision.value) for made in ledger.reviews()] == [(first, "confirm")]

    page.keyboard.press("r")
    page.keyboard.type("Not in the text")
    page.keyboard.press("Enter")
    page.locator(f'.item-in-focus:not([data-record="{second}"])').wait_for()
    assert ledger.reviews()[-1].reason == "Not in the text"
    assert second not in [stored.claim.id for stored in ledger.claims()]

    page.keyboard.press("u")
    page.locator(f'.item-in-focus[data-record="{second}"]').wait_for()
    assert second in [stored.claim.id for stored in ledger.claims()]

    page.keyboard.press("e")
    page.locator("[name='set.type']:focus").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.type("den")
    page.locator("#edit button").first.focus()
    page.keyboard.press("Enter")
    page.locator(".made-correct").wait_for()
    assert dict(ledger.reviews()[-1].value) == {"status": "denied"}

    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.locator("#keys").wait_for()
    page.keyboard.press("Escape")
    page.locator("#keys").wait_for(state="hidden")
    assert_clean(page)


@dataclass(frozen=True, slots=True)
class Newer:
    """The present reader under another version, as if its rules had changed."""

    reader: Any

    def read(self, document: Any) -> Any:
        from dataclasses import replace

        return replace(self.reader.read(document), version="newer")


def test_words_selected_behind_an_emoji_survive_reload_and_reading_again(
    tmp_path: Path, serve: Callable[[Path], Any], page_in: Callable[..., Any]
) -> None:
    from qawl.adding import add, create_ledger, open_ledger, reread
    from qawl.corroborating import corroborate
    from qawl.pipeline import load_reader

    path, text = tmp_path / "emoji.db", tmp_path / "emoji.txt"
    text.write_text(EMOJI, encoding="utf-8")
    reader = load_reader()
    with create_ledger(path) as ledger:
        add(ledger, [str(text)], reader=lambda: reader)
        corroborate(ledger)
    served = serve(path)
    page = page_in("ar")
    page.goto(served.address + "/review?kind=claim&type=capture")
    key = page.locator(".item-in-focus").get_attribute("data-record")
    page.evaluate(
        """() => {
          const pieces = [...document.querySelectorAll('.near [data-start]')];
          const walk = pieces.find((one) => one.textContent.includes('سيطر على'));
          const at = walk.textContent.indexOf('سيطر على');
          getSelection().setBaseAndExtent(walk.firstChild, at, walk.firstChild, at + 'سيطر على'.length);
        }"""
    )
    page.keyboard.press("1")
    page.locator(".made-correct").wait_for()
    assert page.locator(".near .evidence").inner_text() == "سيطر على"
    page.reload()
    assert page.locator(".near .evidence").inner_text() == "سيطر على"
    with open_ledger(path) as ledger:
        list(reread(ledger, Newer(reader), version="newer"))
        found = {one.claim.id: one.evidence for one in ledger.claims()}
    assert found[key] == "سيطر على"
    page.goto(f"{served.address}/review?at={key}")
    assert page.locator(".near .evidence").inner_text() == "سيطر على"


def test_two_reviewers_on_one_record_see_each_other(
    served_copy: Any, page_in: Callable[..., Any], assert_clean: Callable[..., None]
) -> None:
    hind, samir = page_in("ar"), page_in("en")
    for page, name in ((hind, "هند"), (samir, "Samir")):
        page.goto(served_copy.address + "/login")
        page.locator('form[action="/visitor"] [name=name]').fill(name)
        page.locator('form[action="/visitor"] button').click()
    hind.goto(served_copy.address + "/review?kind=claim")
    key = hind.locator(".item-in-focus").get_attribute("data-record")
    samir.goto(f"{served_copy.address}/review?at={key}")
    samir.keyboard.press("n")
    samir.keyboard.type("I think so")

    hind.locator("#edit summary").click()
    hind.locator("#edit select[name='set.status']").first.select_option("possible")
    hind.locator("#edit button").first.click()
    hind.locator(".made-correct").wait_for()

    samir.locator("#elsewhere").wait_for(state="visible")  # his note stays while he writes
    assert samir.locator("#reason").input_value() == "I think so"
    samir.locator("#bar [value=confirm]").click()
    assert samir.locator(".notice.stale").inner_text().count("هند") == 1
    samir.keyboard.press("Escape")
    samir.keyboard.press("a")
    samir.locator(f'.item-in-focus:not([data-record="{key}"])').wait_for()
    assert [(made.reviewer.name, made.decision.value) for made in served_copy.ledger.reviews()] == [
        ("هند", "correct"),
        ("Samir", "confirm"),
    ]
    samir.heard.errors.clear()  # the browser notes the refusal, status 409, as an error
    assert_clean(samir)


def test_a_place_is_relinked_with_the_names_that_are_offered(served_copy: Any, page_in: Callable[..., Any]) -> None:
    page = page_in("en")
    page.goto(served_copy.address + "/review?kind=claim")
    key = page.locator(".item-in-focus").get_attribute("data-record")
    page.locator("#edit summary").click()
    field = page.locator("[name='set.place']")
    field.fill("Raqq")
    page.locator(".names:visible [data-id='sy.raqqa']").wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    assert field.input_value().endswith("[sy.raqqa]")
    field.press("Enter")
    page.locator(".made-correct").wait_for()
    (stored,) = [one for one in served_copy.ledger.claims() if one.claim.id == key]
    assert stored.place is not None and stored.place.id == "sy.raqqa"
