"""Adding in a browser: paste, drop, and see what becomes of it; with a worker process at work."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qawl.employing import Employer
from qawl.settings import load_settings

pytestmark = pytest.mark.browser
NARROW = {"width": 360, "height": 740}
TEXT = """أعلن المتحدث باسم مجلس وادي السلام أن 12 مدنيا قتلوا في قصف على مدينة الرقة مساء أمس.
وقال أبو سالم الراوي، المتحدث باسم الدفاع المدني في الرقة، إن القوات انسحبت من دير الزور."""
DROP = """([name, text]) => {
  const brought = new DataTransfer();
  brought.items.add(new File([text], name, { type: "text/plain" }));
  const options = { dataTransfer: brought, bubbles: true, cancelable: true };
  document.querySelector("main").dispatchEvent(new DragEvent("dragover", options));
  document.querySelector("main").dispatchEvent(new DragEvent("drop", options));
}"""


@pytest.fixture
def served_working(served_copy: Any) -> Iterator[Any]:
    """The workbench on a ledger of its own, with a worker process."""
    with Employer(served_copy.ledger, load_settings({})):
        yield served_copy


def test_the_page_is_clean(served: Any, view: Any) -> None:
    view.look(served.address + "/add", "add")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_pasted_text_is_read_while_one_looks_on(
    served_working: Any,
    page_in: Callable[..., Any],
    assert_clean: Callable[..., None],
    shot: Callable[..., None],
    language: str,
) -> None:
    before = served_working.ledger.count()["articles"]
    page = page_in(language)
    page.goto(served_working.address + "/add")
    page.locator("textarea[name=text]").fill(TEXT)
    page.locator(".way-text input[name=title]").fill("12 قتيلا في الرقة")
    page.locator(".way-text input[name=published]").fill("2017-09-11")
    page.locator(".way-text button").click()
    page.wait_for_url("**/jobs/j_*")
    page.locator("#status[data-state=done]").wait_for(timeout=60_000)
    assert page.locator("#said").text_content() == page.locator("#status").get_attribute("data-say")
    assert served_working.ledger.count()["articles"] == before + 1
    link = page.locator("#added a")
    assert link.text_content() == "12 قتيلا في الرقة"
    shot(page, f"job-{language}-wide")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    shot(page, f"job-{language}-narrow")
    assert_clean(page)
    link.click()
    page.wait_for_url("**/documents/*")


def test_a_dropped_file_is_added(served_working: Any, page_in: Callable[..., Any], shot: Callable[..., None]) -> None:
    page = page_in("ar")
    page.goto(served_working.address + "/add")
    page.evaluate(DROP, ["خبر الرقة.txt", TEXT])
    assert "خبر الرقة.txt" in page.locator("#chosen").inner_text()
    page.evaluate(DROP, ["empty.html", ""])
    assert page.locator("#chosen li").count() == 2
    page.locator("#files-form button").click()
    page.wait_for_url("**/jobs/j_*")
    page.locator("#status[data-state=done]").wait_for(timeout=60_000)
    assert page.locator("#added li").count() == 1
    issue = page.locator("#issues li")
    assert "empty.html" in issue.inner_text()
    assert "لا نص في المادة" in issue.inner_text()
    shot(page, "job-issues-ar-wide")


def test_what_cannot_be_taken_is_told_on_the_page(served_copy: Any, page_in: Callable[..., Any]) -> None:
    page = page_in("en")
    page.goto(served_copy.address + "/add")
    page.locator("textarea[name=text]").fill(TEXT)
    page.locator(".way-text input[name=published]").fill("yesterday-ish")
    page.locator(".way-text button").click()
    assert "is no date" in page.locator("[role=alert]").inner_text()
    assert page.locator("textarea[name=text]").input_value().startswith("أعلن المتحدث")


def test_a_refused_upload_leaves_the_files_chosen(served_copy: Any, page_in: Callable[..., Any]) -> None:
    page = page_in("en")
    page.goto(served_copy.address + "/add")
    page.evaluate(DROP, ["a.txt", TEXT])
    page.locator(".way-files input[name=published]").fill("yesterday-ish")
    page.locator("#files-form button").click()
    page.locator("#refusal .detail").wait_for()
    assert "is no date" in page.locator("#refusal").inner_text()
    assert page.locator("#chosen li").count() == 1
    assert page.locator("#files-form button").is_enabled()
    assert list(served_copy.ledger.upload_folder("x").parent.glob("*")) == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_waiting_job_can_be_cancelled(
    served_copy: Any,
    page_in: Callable[..., Any],
    assert_clean: Callable[..., None],
    shot: Callable[..., None],
    language: str,
) -> None:
    page = page_in(language)
    page.goto(served_copy.address + "/add")
    page.locator("textarea[name=text]").fill(TEXT)
    page.locator(".way-text button").click()
    page.wait_for_url("**/jobs/j_*")
    assert page.locator("#status").get_attribute("data-state") == "waiting"
    assert_clean(page)
    page.locator("#actions form button").click()
    page.locator("#status[data-state=cancelled]").wait_for()
    page.goto(served_copy.address + "/jobs")
    assert page.locator("tbody tr").count() == 1
    shot(page, f"jobs-{language}-wide")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    assert_clean(page)


def test_files_are_added_without_scripts(served_copy: Any, browser: Any, tmp_path: Path) -> None:
    (tmp_path / "خبر.txt").write_text(TEXT, encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served_copy.address + "/add")
    page.locator("#files").set_input_files(tmp_path / "خبر.txt")
    page.locator("#files-form button").click()
    page.wait_for_url("**/jobs/j_*")
    (job,) = served_copy.ledger.jobs()
    assert job.order["files"] == [{"file": "00001.txt", "name": "خبر.txt"}]
    context.close()
