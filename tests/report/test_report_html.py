"""The report is one safe file: nothing from outside, nothing from the article obeyed, both languages inside."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from report_builders import ACTORS, PLACES, document, full_reading, party, reading, statement
from report_builders import claim as make_claim

from qawl.model.claim import ClaimType
from qawl.model.document import Document
from qawl.model.reading import Reading
from qawl.report.html import is_link, render

HOSTILE = '<script>alert(1)</script> " onload="x" \' </style><img src=x> {{ 7*7 }} {% raw %} &amp; \u202eabc\u202c \x00'
VOID = {"meta", "input", "path", "rect", "circle", "use", "img", "br", "hr", "link"}


class Page(HTMLParser):
    """What the browser would see: tags with attributes, ids, and whether tags are nested properly."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def values(self, attribute: str) -> list[str]:
        return [value for _, attrs in self.tags if (value := attrs.get(attribute)) is not None]


def page(*readings: Reading, **options: str) -> str:
    options.setdefault("title", "تقرير")
    return render(readings or (full_reading(),), place_of=PLACES, actor_of=ACTORS, **options)


def hostile_reading() -> Reading:
    text = f"{HOSTILE}\n{HOSTILE} قال {HOSTILE}"
    said = statement(1, "قال", HOSTILE, speaker=HOSTILE, text=text)
    fought = make_claim(
        ClaimType.CLASH, evidence=HOSTILE, statement="s1", actors=(party(HOSTILE),), flags=(HOSTILE,), text=text
    )
    doc: Document = document(text, title=HOSTILE, outlet=HOSTILE, url=f"javascript:{HOSTILE}", mark=HOSTILE)
    return reading((said,), (fought,), doc)


def test_text_of_the_article_never_becomes_markup() -> None:
    source = page(hostile_reading(), title=HOSTILE, mark=HOSTILE)
    seen = Page(source)
    assert [tag for tag, _ in seen.tags].count("script") == 1
    assert "img" not in {tag for tag, _ in seen.tags}
    assert not any(name.startswith("on") for _, attrs in seen.tags for name in attrs)
    assert "49" not in "".join(seen.text).replace("1.49", "")
    assert "{{ 7*7 }}" in source


def test_controls_that_reorder_text_are_shown_not_obeyed() -> None:
    source = page(hostile_reading(), title=HOSTILE, mark=HOSTILE)
    assert "\u202e" not in source and "\u202c" not in source and "\x00" not in source
    assert "[U+202E]abc[U+202C]" in source


def test_elements_are_nested_and_ids_are_unique() -> None:
    seen = Page(page(full_reading(), full_reading()))
    assert seen.open == []
    ids = seen.values("id")
    assert len(ids) == len(set(ids))


def test_every_link_inside_the_page_has_its_target() -> None:
    seen = Page(page(full_reading(), full_reading()))
    wanted = {value[1:] for value in (*seen.values("href"), *seen.values("xlink:href")) if value.startswith("#")}
    assert wanted <= set(seen.values("id"))


def test_rows_and_highlights_link_both_ways() -> None:
    source = page()
    seen = Page(source)
    for record in ("a1s1", "a1s2", "a1c1", "a1c2"):
        assert {record, f"{record}t"} <= set(seen.values("id"))
        assert {f"#{record}", f"#{record}t"} <= set(seen.values("href"))
        assert any(record in value.split() for value in seen.values("data-r"))


def test_nothing_is_loaded_from_anywhere() -> None:
    seen = Page(page())
    assert not {"link", "img", "iframe", "object", "embed", "base", "form"} & {tag for tag, _ in seen.tags}
    assert not seen.values("src") and not seen.values("style")
    outside = [attrs for tag, attrs in seen.tags if "://" in str(attrs.get("href", ""))]
    assert [attrs["href"] for attrs in outside] == ["https://news.example/1"]
    assert all("noreferrer" in str(attrs["rel"]) for attrs in outside)


def test_the_policy_allows_exactly_our_style_and_script() -> None:
    source = page()
    policy = next(str(a["content"]) for tag, a in Page(source).tags if a.get("http-equiv"))
    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy
    for element in ("style", "script"):
        body = re.search(f"<{element}>(.*?)</{element}>", source, re.DOTALL)
        assert body is not None
        digest = base64.b64encode(hashlib.sha256(body[1].encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy


@pytest.mark.parametrize(
    ("url", "is_safe"),
    [
        ("https://news.example/1", True),
        ("http://news.example/خبر", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//news.example", False),
        ("https://[broken", False),
        ("https://news.example/\u202ecod", False),
    ],
)
def test_only_plain_web_addresses_become_links(url: str, is_safe: bool) -> None:
    assert is_link(url) is is_safe


def test_source_text_is_arabic_and_right_to_left_in_both_languages() -> None:
    for language, direction in (("ar", "rtl"), ("en", "ltr")):
        seen = Page(page(language=language))
        assert ("html", {"lang": language, "dir": direction}) in seen.tags
        assert ("div", {"class": "text", "lang": "ar", "dir": "rtl"}) in seen.tags
        (checked,) = [attrs for tag, attrs in seen.tags if tag == "input" and "checked" in attrs]
        assert checked["id"] == f"show-{language}"


def test_the_mark_stands_on_top_and_with_every_article() -> None:
    assert page(mark="SAMPLE").count('class="stamp"') == 3
    own = page(reading(doc=document(mark="SAMPLE - invented")))
    assert own.count("SAMPLE - invented") == 1


def test_claims_say_where_inherited_values_come_from_and_what_flags_they_bear() -> None:
    source = page()
    assert "مأخوذ من العنوان" in source and "taken from the headline" in source
    assert "لم تتحقق منه الوسيلة" in source and "not verified by the outlet" in source


def test_the_chain_names_the_outlet_the_agency_and_the_source() -> None:
    text = re.sub(r"<[^>]+>", "", page())
    assert re.search(r"وكالة المثال.*نقلا عن.*سالم التجريبي", text)


def test_an_area_is_a_circle_and_a_town_is_none() -> None:
    source = page()
    assert source.count('<circle class="area province"') == 1
    assert source.count('class="area') == 1


def test_several_articles_have_an_index() -> None:
    assert 'class="index"' in page(full_reading(), full_reading())
    assert 'class="index"' not in page(full_reading())


def test_a_reading_with_nothing_in_it_still_makes_a_page() -> None:
    source = page(reading(doc=Document("d", "k", "")))
    assert "لم يُعثر على أقوال" in source


def test_the_same_readings_make_the_same_bytes() -> None:
    assert page() == page()
