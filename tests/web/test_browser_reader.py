"""The reader in a browser: highlights are the stored spans, text and cards point at each other, nothing is obeyed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qawl.model.claim import Claim
from qawl.model.reasons import spans_of
from qawl.store.filters import ClaimFilter
from small_ledger import add_text, make_ledger

pytestmark = pytest.mark.browser
EMOJI = """🔴 عاجل 🇸🇾: حصار ينتهي
قال أحمد الوادي 👨‍👩‍👧 إن الجيش سيطر على دير الزور وقتل 12 مسلحا.
نفى مصدر في التنظيم إن الجيش سيطر على دير الزور."""
HOSTILE = """<script>document.title = "broken"</script> خبر
قال أحمد \u202eالوادي إن الجيش سيطر على دير الزور <img src=x onerror="document.title='broken'">.
"""

SEGMENTS = """
() => [...document.querySelectorAll("#text [data-start]")].map((one) => ({
  start: Number(one.dataset.start),
  length: one.dataset.length ? Number(one.dataset.length) : null,
  text: one.textContent,
  records: (one.dataset.records ?? "").split(" ").filter(Boolean),
  classes: [...one.classList],
}))
"""
SELECTED = """
async ([first, from, last, to]) => {
  const find = (start) => document.querySelector(`#text [data-start="${start}"]`).firstChild;
  getSelection().setBaseAndExtent(find(first), from, find(last), to);
  const script = document.querySelector('script[src*="/reader.js"]').src;
  return (await import(script)).selectedSpan();
}
"""


def some_documents(served: Any) -> list[str]:
    """A document with nested statements, one with several versions, one with a headline finding."""
    heads = served.ledger.documents(limit=60)
    by_id = {head.external_id: head.id for head in heads}
    return [by_id[key] for key in ("kir-02", "hod-04", "dez-19")]


def covered(segments: list[dict[str, Any]], text: str) -> dict[str, set[int]]:
    """Which code points of the document each record lights; checks that segments hold the document's own text."""
    found: dict[str, set[int]] = {}
    for one in segments:
        length = one["length"] or len(one["text"])
        if one["length"] is None:
            assert text[one["start"] : one["start"] + length] == one["text"]
        for record in one["records"]:
            found.setdefault(record, set()).update(range(one["start"], one["start"] + length))
    return found


def assert_highlights_are_spans(page: Any, reading: Any) -> None:
    text = reading.document.text
    segments = page.evaluate(SEGMENTS)
    found = covered(segments, text)
    breaks = {at for at, char in enumerate(text) if char == "\n"}
    records = [*reading.statements, *reading.claims]
    assert found.keys() == {record.id for record in records}
    for record in records:
        stored = {at for span in spans_of(record) for at in range(span.start, span.end)} - breaks
        assert found[record.id] == stored, record.id
    cues = {at for s in segments if "cue" in s["classes"] for at in range(s["start"], s["start"] + len(s["text"]))}
    assert cues == {at for s in reading.statements for at in range(s.cue.start, s.cue.end)}
    every = {at for s in segments for at in range(s["start"], s["start"] + (s["length"] or len(s["text"])))}
    assert every == set(range(len(text))) - breaks


@pytest.mark.parametrize("number", range(3))
def test_highlights_are_the_stored_spans(served: Any, page_in: Callable[..., Any], number: int) -> None:
    document = some_documents(served)[number]
    page = page_in("ar")
    page.goto(f"{served.address}/documents/{document}")
    assert_highlights_are_spans(page, served.ledger.reading(document))


def test_an_emoji_before_a_claim_moves_no_highlight(
    serve: Callable[..., Any], page_in: Callable[..., Any], tmp_path: Path
) -> None:
    with make_ledger(tmp_path / "emoji.db") as ledger:
        document = add_text(ledger, EMOJI)
    served = serve(tmp_path / "emoji.db")
    page = page_in("en")
    page.goto(f"{served.address}/documents/{document.id}")
    reading = served.ledger.reading(document.id)
    assert_highlights_are_spans(page, reading)
    evidence = reading.claims[0].evidence
    selected = page.evaluate(SELECTED, [0, 3, evidence.start, 2])
    assert selected == {"start": 2, "end": evidence.start + 2}, "the red circle is two units and one code point"


def test_hostile_text_is_shown_and_never_obeyed(
    serve: Callable[..., Any], page_in: Callable[..., Any], assert_clean: Callable[..., None], tmp_path: Path
) -> None:
    with make_ledger(tmp_path / "hostile.db") as ledger:
        document = add_text(ledger, HOSTILE, url="javascript:alert(1)")
    served = serve(tmp_path / "hostile.db")
    page = page_in("ar")
    page.goto(f"{served.address}/documents/{document.id}")
    assert page.title() != "broken"
    assert_highlights_are_spans(page, served.ledger.reading(document.id))
    hidden = page.locator("#text [data-length]")
    assert hidden.inner_text() == "[U+202E]"
    assert page.locator("a[href^='javascript']").count() == 0
    assert_clean(page)


def test_the_reader_is_clean(served: Any, view: Any) -> None:
    view.look(f"{served.address}/documents/{some_documents(served)[0]}", "reader")
    view.page.keyboard.press("j")
    view.page.locator("#why").wait_for()
    view.keep("reader-chosen")


def test_the_reader_is_clean_in_the_dark(
    served: Any, page_in: Callable[..., Any], assert_clean: Callable[..., None], shot: Callable[..., None]
) -> None:
    page = page_in("ar", color_scheme="dark")
    page.goto(f"{served.address}/documents/{some_documents(served)[1]}")
    page.keyboard.press("j")
    shot(page, "reader-dark")
    assert_clean(page)


def test_keys_go_from_record_to_record_and_open_what_stands_behind_one(
    served: Any, page_in: Callable[..., Any]
) -> None:
    page = page_in("en")
    page.goto(f"{served.address}/documents/{some_documents(served)[0]}")
    cards = page.locator(".record")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    chosen = cards.nth(1)
    assert chosen.get_attribute("aria-current") is not None
    assert page.locator("#text .chosen").count() >= 1
    assert page.url.endswith("#" + (chosen.get_attribute("data-record") or ""))
    page.keyboard.press("Enter")
    chosen.locator(".reasons").wait_for()
    assert "words for" in chosen.locator(".reasons").inner_text()
    page.keyboard.press("Escape")
    assert not chosen.locator("details.more").evaluate("one => one.open")
    page.keyboard.press("Escape")
    assert page.locator(".chosen").count() == 0


def test_text_and_card_light_each_other(served: Any, page_in: Callable[..., Any]) -> None:
    page = page_in("ar")
    page.goto(f"{served.address}/documents/{some_documents(served)[0]}")
    segment = page.locator("#text [data-records]").first
    segment.hover()
    first = (segment.get_attribute("data-records") or "").split()
    assert page.locator(".record.lit").get_attribute("data-record") in first
    card = page.locator(".record[data-kind=claim]").last
    card.hover()
    lit = page.locator("#text .lit").first.get_attribute("data-records") or ""
    assert card.get_attribute("data-record") in lit.split()
    card.locator(".told").click()
    page.locator("#text .chosen").first.wait_for()
    page.locator("#why .why-body p").nth(2).wait_for()  # the rules are told in plain words


def test_a_link_to_an_offset_marks_its_sentence_and_one_to_a_record_chooses_it(
    served: Any, page_in: Callable[..., Any]
) -> None:
    (stored, *_) = served.ledger.claims(ClaimFilter(type="casualties"), limit=1)
    address = f"{served.address}/documents/{stored.document.id}"
    page = page_in("ar")
    page.goto(f"{address}#s-{stored.claim.evidence.start}")
    marked = page.locator("#text .sentence.target")
    marked.wait_for()  # one, and no other
    assert stored.evidence.split()[0] in marked.inner_text()
    page.goto(f"{address}?lang=ar#{stored.claim.id}")
    page.locator(f".record.chosen[data-record='{stored.claim.id}']").wait_for()
    page.locator("#text .chosen").first.wait_for()


def test_layers_can_be_switched_off(served: Any, page_in: Callable[..., Any]) -> None:
    page = page_in("en")
    page.goto(f"{served.address}/documents/{some_documents(served)[0]}")
    evidence = page.locator("#text .evidence").first
    line = "one => getComputedStyle(one).backgroundImage"
    assert evidence.evaluate(line) != "none"
    page.get_by_role("checkbox", name="Claims").uncheck()
    assert evidence.evaluate(line) == "none"
    page.keyboard.press("j")
    assert page.locator(".record[aria-current]").get_attribute("data-kind") == "statement"


@pytest.mark.parametrize("may_copy", [True, False], ids=["clipboard", "by-hand"])
def test_a_citation_is_copied_or_shown_to_be_copied(served: Any, page_in: Callable[..., Any], may_copy: bool) -> None:
    page = page_in("en")
    (stored, *_) = served.ledger.claims(limit=1)
    page.goto(f"{served.address}/documents/{stored.document.id}")
    answer = "Promise.resolve(window.copied = words)" if may_copy else "Promise.reject(new Error('no'))"
    page.evaluate(f"() => {{ navigator.clipboard.writeText = (words) => {answer}; }}")
    card = page.locator(f".record[data-record='{stored.claim.id}']")
    card.locator("a.cite").click()
    if may_copy:
        page.locator("#said", has_text="Citation copied").wait_for(state="attached")
        words = page.evaluate("window.copied")
    else:
        field = card.locator("textarea.to-copy")
        field.wait_for()
        assert field.evaluate("one => one.selectionEnd - one.selectionStart") > 100
        words = field.input_value()
    assert stored.evidence in words and stored.claim.id in words
    assert served.ledger.document(stored.document.id).snapshot_sha256 in words


def test_rejected_records_are_shown_struck_when_asked(
    copied_ledger: Path, serve: Callable[..., Any], page_in: Callable[..., Any]
) -> None:
    from qawl.adding import open_ledger
    from qawl.reviewing import review

    with open_ledger(copied_ledger) as ledger:
        stored = next(one for one in ledger.claims(limit=20) if one.claim.statement)
        review(ledger, stored.claim.id, "reject", reviewer="مراجعة", reason="ليس ادعاء")
    served = serve(copied_ledger)
    page = page_in("ar")
    address = f"{served.address}/documents/{stored.document.id}"
    page.goto(address)
    assert page.locator(f"[data-record='{stored.claim.id}']").count() == 0
    page.goto(address + "?rejected=1")
    card = page.locator(f".record.rejected[data-record='{stored.claim.id}']")
    assert "line-through" in card.locator(".told").evaluate("one => getComputedStyle(one).textDecorationLine")


def test_a_claim_of_the_article_itself_stands_outside_of_all_statements(
    served: Any, page_in: Callable[..., Any]
) -> None:
    document = some_documents(served)[0]
    page = page_in("ar")
    page.goto(f"{served.address}/documents/{document}")
    reading = served.ledger.reading(document)
    for record in (*reading.statements, *reading.claims):
        owner = record.statement if isinstance(record, Claim) else record.parent
        path = f"xpath=//*[@data-record='{record.id}']/ancestor::li[2]/*[@data-record]"
        above = page.locator(path)
        assert (above.get_attribute("data-record") if above.count() else None) == owner
