"""The main text of simple pages, and nothing of what stands around it."""

import pytest

from qawl.errors import InputError
from qawl.ingest.html import parse_html

LEAD = "قال الناطق إن القوات تقدمت نحو المدينة صباح اليوم."
BODY = "وأضاف أن المعارك مستمرة في الأحياء الشمالية منذ أيام."


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def test_paragraphs_of_the_article_element_only() -> None:
    menu = "<nav><p>سياسة</p></nav><aside><p>الأكثر قراءة</p></aside><footer><p>حقوق</p></footer>"
    parts = parse_html(page(f"{menu}<article><h1>عنوان</h1><p>{LEAD}</p><p>{BODY}</p></article>"))
    assert parts.text == f"عنوان\n{LEAD}\n{BODY}"


def test_without_an_article_element_the_heaviest_block_is_the_body() -> None:
    parts = parse_html(page(f"<div><p>إعلان</p></div><div><h1>عنوان</h1><p>{LEAD}</p><p>{BODY}</p></div>"))
    assert parts.text == f"عنوان\n{LEAD}\n{BODY}"


def test_the_outlets_name_does_not_hang_on_the_headline() -> None:
    head = '<meta property="og:title" content="عنوان الخبر | صحيفة الوادي"><title>x</title>'
    parts = parse_html(page(f"<h1>عنوان الخبر</h1><p>{LEAD}</p>", head))
    assert parts.title == "عنوان الخبر"


def test_the_date_comes_from_json_ld_where_no_meta_element_has_it() -> None:
    author = '"author": [{"name": "سلمى الوادي"}]'
    ld = f'{{"@graph": [{{"@type": "Article", "datePublished": "2017-09-11T10:00:00+03:00", {author}}}]}}'
    parts = parse_html(page(f"<p>{LEAD}</p>", f'<script type="application/ld+json">{ld}</script>'))
    assert (parts.published, parts.date_field, parts.byline) == (
        "2017-09-11T10:00:00+03:00",
        "ld:datePublished",
        "سلمى الوادي",
    )


def test_broken_json_ld_says_nothing() -> None:
    parts = parse_html(page(f"<p>{LEAD}</p>", '<script type="application/ld+json">{"datePublished": </script>'))
    assert parts.published == ""


def test_the_outlet_follows_from_the_canonical_address() -> None:
    head = (
        '<link rel="canonical" href="https://www.wadi.example/news/12345"><meta property="og:site_name" content="Wadi">'
    )
    parts = parse_html(page(f"<p>{LEAD}</p>", head))
    assert (parts.outlet, parts.outlet_name, parts.url) == ("wadi", "Wadi", "https://www.wadi.example/news/12345")


def test_elements_that_are_never_closed_do_not_swallow_the_page() -> None:
    parts = parse_html(f"<article><h1>عنوان<p>{LEAD}<p>{BODY}<div><script>x()</script>")
    assert parts.text == f"عنوان\n{LEAD}\n{BODY}"


def test_entities_and_inline_elements_are_text() -> None:
    parts = parse_html(page("<p>قال&nbsp;<b>الناطق</b> إن &laquo;القوات&raquo; تقدمت.</p>"))
    assert parts.text == "قال الناطق إن «القوات» تقدمت."


@pytest.mark.parametrize("source", ["<html></html>", "<p></p>", "<div>قال</div>", "<", "<<<>>>"])
def test_a_page_without_paragraphs_is_refused(source: str) -> None:
    with pytest.raises(InputError, match="no paragraphs"):
        parse_html(source)
