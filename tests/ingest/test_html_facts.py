# ruff: noqa: E501  (pages as they are, line for line)
"""Headline, outlet, byline, address and dates of a page, right or absent."""

import json

import pytest
from tests.ingest.page_making import BODY, HEADLINE, page, paragraphs

from qawl.errors import InputError
from qawl.ingest.html import parse_html
from qawl.ingest.parts import Parts

URL = "https://www.wadi.example/news/881234"


def parse(
    head: str = "", *, title: str = HEADLINE, above: str = "", body: str = "", url: str = URL, h1: str = HEADLINE
) -> Parts:
    """The parts of a page with these pieces."""
    heading = f"<h1>{h1}</h1>" if h1 else ""
    story = f"<article>{heading}{above}<div class='body'>{body or paragraphs()}</div></article>"
    return parse_html(page(story, head, title=title), url=url)


def ld(**facts: object) -> str:
    """A JSON-LD script that calls the page a news article."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle"} | facts)}</script>'


def meta(**values: str) -> str:
    """Meta elements; a double underscore is a colon."""
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in values.items())


@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} - صحيفة الوادي",
        f"{HEADLINE} | صحيفة الوادي",
        f"{HEADLINE} – صحيفة الوادي",
        f"{HEADLINE} » صحيفة الوادي",
        f"صحيفة الوادي | {HEADLINE}",
        f"{HEADLINE} - صحيفه الوادى",
        f"{HEADLINE}- صحيفة الوادي",
        f"{HEADLINE} - موقع صحيفة الوادي الإخباري",
        f"{HEADLINE} | أخبار - صحيفة الوادي | صحيفة الوادي",
    ],
)
@pytest.mark.parametrize("h1", [HEADLINE, ""])
def test_the_outlets_name_does_not_hang_on_the_headline(title: str, h1: str) -> None:
    parts = parse(meta(og__title=title, og__site_name="صحيفة الوادي"), title=title, h1=h1)
    assert parts.title.removesuffix(" | أخبار") == HEADLINE


@pytest.mark.parametrize(
    "headline",
    [
        "الوزير: «الجسر آمن» والقرى لن تعزل مجددا هذا الشتاء",
        "بعد ثلاثة أشهر - الجسر يفتح والشاحنات تعبر",
        "اليوم الأول بعد الفتح: طوابير عند المدخل وازدحام",
        "ماذا بعد فتح الجسر؟ | أسئلة وأجوبة",
    ],
)
def test_separators_and_quotation_marks_of_the_headline_itself_stay(headline: str) -> None:
    head = meta(og__title=f"{headline} - صحيفة الوادي", og__site_name="صحيفة الوادي")
    assert parse(head, title=headline, h1=headline).title == headline
    assert parse(head, title=headline, h1="").title == headline


@pytest.mark.parametrize(
    "headline",
    [
        "رئيس البلدية لـ«الوادي»: الجسر لن يغلق مرة أخرى",
        "رئيس البلدية في حوار مع «الوادي»",
        "هدوء حذر على الضفتين - الوادي الأخضر بعد السيول",
        "الوادي - العاصمة: طريق جديد بعد ثلاثة أشهر من العزلة",
    ],
)
def test_an_outlets_name_inside_the_headline_stays(headline: str) -> None:
    head = meta(og__title=headline, og__site_name="الوادي الجديد")
    assert parse(head, title=headline, h1=headline).title == headline


def test_an_unknown_outlets_name_is_known_by_what_it_says_it_is() -> None:
    assert parse(title=f"{HEADLINE} | وكالة الميناء للأنباء", h1="").title == HEADLINE


def test_a_shared_title_that_was_cut_short_gives_way_to_the_heading() -> None:
    assert parse(meta(og__title=f"{HEADLINE[:40]}..."), title=f"{HEADLINE[:40]}...").title == HEADLINE


def test_a_heading_with_the_outlets_name_is_no_headline() -> None:
    head = meta(og__title=HEADLINE, og__site_name="صحيفة الوادي")
    assert parse(head, title=f"{HEADLINE} - صحيفة الوادي", h1="صحيفة الوادي").title == HEADLINE


def test_entities_in_json_ld_are_resolved() -> None:
    headline = '"الجسر آمن" يقول الوزير بعد ثلاثة أشهر من العمل'
    parts = parse(ld(headline=headline.replace('"', "&quot;")), title="", h1="")
    assert parts.title == headline


@pytest.mark.parametrize(
    "line",
    [
        "كتب : سامر الوادي",
        "كتبت سلمى الوادي",
        "كتب/ سامر الوادي",
        "بقلم: سلمى الوادي",
        "حوار/ سلمى الوادي",
        "حاورته: سلمى الوادي",
        "تقرير: سلمى الوادي",
        "بقلم سلمى الوادي",
    ],
)
@pytest.mark.parametrize("place", ["above", "first"])
def test_a_line_that_names_the_writer_gives_the_byline_and_no_text(line: str, place: str) -> None:
    name = " ".join(line.split()[-2:])
    if place == "above":
        parts = parse(above=f"<div class='info'><span>{line}</span></div>")
    else:
        parts = parse(body=f"<p>{line}</p>{paragraphs()}")
    assert (parts.byline, line in parts.text) == (name, False)


@pytest.mark.parametrize("line", ["(سلمى الوادي)", "*سلمى الوادي.. صحافية متدربة", "[سلمى الوادي]"])
def test_a_last_line_in_brackets_or_with_a_star_is_the_writer(line: str) -> None:
    parts = parse(body=f"{paragraphs()}<p>{line}</p>")
    assert (parts.byline, parts.text.split("\n")[-1]) == ("سلمى الوادي", BODY[-1])


@pytest.mark.parametrize(
    "author", ["admin", "صحيفة الوادي", "رويترز", "أ ف ب", "وكالة الوادي", "هيئة التحرير", "desk@wadi.example", "7 أيار 2024", "https://wadi.example/author/x", "غرفة الأخبار"]
)  # fmt: skip
def test_what_is_no_person_is_no_byline(author: str) -> None:
    head = meta(author=author, article__author=author, og__site_name="صحيفة الوادي") + ld(author={"name": author})
    assert parse(head, above=f"<span class='author'>{author}</span>").byline == ""


@pytest.mark.parametrize(
    "line",
    [
        "<p class='post-meta'><span class='post-meta-author'><a>سلمى الوادي</a></span><span>5 مارس، 2024</span></p>",
        "<div class='who'><img><a rel='author' href='/w/3'>سلمى الوادي</a><span>باحثة في شؤون الأنهار</span></div>",
    ],
)
def test_who_stands_beside_the_headline_as_author_is_the_writer(line: str) -> None:
    parts = parse(above=line)
    assert (parts.byline, parts.text.split("\n")[1]) == ("سلمى الوادي", BODY[0])


def test_the_authors_of_other_articles_and_of_comments_are_not_the_writer() -> None:
    card = "<div><div><div><ul><li><h3><a>{}</a></h3><a rel='author'>سلمى الوادي</a></li></ul></div></div></div>"
    assert parse(body=paragraphs() + card.format(HEADLINE[:20])).byline == ""
    assert parse(above="<span><b class='comment-author'>سلمى الوادي</b> 5 مارس، 2024</span>").byline == ""
    both = "<p><span class='author'>سلمى الوادي</span> 5 <span class='author'>سامي الجبلي</span></p>"
    assert parse(above=both).byline == ""


def test_the_headline_of_a_page_without_headings_is_the_line_that_its_title_holds() -> None:
    body = f"<table><tr><td><font size=5><b>{HEADLINE}</b></font></td></tr><tr><td>{'<br><br>'.join(BODY)}</td></tr></table>"
    parts = parse_html(page(body, title=f"جريدة الجبل القديم - {HEADLINE}"), url="http://aljabal.example/news.asp?id=7")
    assert parts.title == HEADLINE


@pytest.mark.parametrize(
    "line",
    [
        "تقرير: الجيش يتقدم نحو المدينة",
        "تحليل: ماذا بعد الجسر",
        "كتب ناشط على فيسبوك",
        "كتب : محرر الشؤون العربية",
        "كتبت صحيفة الميناء",
        "متابعة: لجنة السير",
        "القاهرة – (أ ف ب)",
    ],
)
def test_a_line_that_begins_like_a_byline_and_names_nobody_is_none(line: str) -> None:
    assert parse(above=f"<div class='info'><span>{line}</span></div>").byline == ""


@pytest.mark.parametrize(
    "line", ["سلمى الوادي - القاهرة", "سلمى الوادي/ بيروت", "كتبت - سلمى الوادي", "بقلم/ سلمى الوادي"]
)
def test_the_place_beside_a_writer_is_no_part_of_the_name(line: str) -> None:
    assert parse(above=f"<div class='author'>{line}</div>").byline == "سلمى الوادي"


def test_an_organisation_in_json_ld_is_no_byline() -> None:
    assert parse(ld(author={"@type": "Organization", "name": "مركز الوادي"})).byline == ""


def test_json_ld_names_the_writer_through_an_id() -> None:
    graph = {
        "@graph": [
            {"@type": "Article", "headline": HEADLINE, "author": {"@id": "#p"}},
            {"@type": "Person", "@id": "#p", "name": "سلمى الوادي"},
        ]
    }
    assert parse(f'<script type="application/ld+json">{json.dumps(graph)}</script>').byline == "سلمى الوادي"


def test_a_sentence_that_begins_like_a_byline_stays_text() -> None:
    sentence = "كتب الناطق في بيان نشره ليلا أن الجسر لن يغلق مرة أخرى قبل نهاية الصيف المقبل."
    parts = parse(body=f"<p>{sentence}</p>{paragraphs()}")
    assert (parts.byline, sentence in parts.text) == ("", True)


def test_the_outlet_is_told_by_the_table() -> None:
    parts = parse(url="https://m.youm7.com/story/2020/8/24/x/4943459")
    assert (parts.outlet, parts.outlet_name) == ("youm7", "اليوم السابع")


def test_an_unknown_outlet_has_the_name_of_its_host() -> None:
    parts = parse(meta(og__site_name="صحيفة الوادي"))
    assert (parts.outlet, parts.outlet_name) == ("wadi", "صحيفة الوادي")


def test_two_site_names_and_a_bare_ip_do_not_fool_the_outlet() -> None:
    head = meta(og__site_name="صحيفة الوادي") + meta(
        og__site_name="https://wadi.example/", og__url="http://10.20.30.40/n/1"
    )
    parts = parse(head)
    assert (parts.outlet, parts.outlet_name, parts.url) == ("wadi", "صحيفة الوادي", URL)


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://wadi.example/news/881234/slug", "https://wadi.example/news/881234/slug"),
        ("/news/881234/slug", "https://www.wadi.example/news/881234/slug"),
        ("https://other.example/news/1", URL),
        ("https://www.wadi.example/", URL),
        ("http://[broken", URL),
        ("", URL),
    ],
)
def test_the_canonical_address_is_believed_on_its_own_site_only(canonical: str, url: str) -> None:
    assert parse(f'<link rel="canonical" href="{canonical}">').url == url


def test_every_date_is_recorded_with_its_field() -> None:
    head = meta(article__published_time="2024-05-07T06:30:00Z", article__modified_time="2024-05-07T08:00:00Z")
    parts = parse(head + ld(datePublished="2024-05-07T09:30:00+03:00"), above="<div>الثلاثاء 7 أيار 2024 - 09:30</div>")
    assert {date.field for date in parts.dates} == {
        "article:published_time", "article:modified_time", "ld:datePublished", "visible",
    }  # fmt: skip


def test_a_visible_date_is_recorded_with_its_place_in_the_page() -> None:
    source = page(f"<article><h1>{HEADLINE}</h1><div>الثلاثاء 7 أيار 2024</div><div>{paragraphs()}</div></article>")
    (date,) = parse_html(source).dates
    assert date.offset is not None and source[date.offset :].startswith("الثلاثاء 7 أيار 2024")


def test_todays_date_in_the_page_header_is_not_the_articles() -> None:
    source = f"<body><div class='top'><div>الخميس 9 أيار 2024</div></div><div class='m'><div><article><h1>{HEADLINE}</h1><div>7 أيار 2024</div>{paragraphs()}</article></div></div>"
    assert [date.raw for date in parse_html(source).dates] == ["7 أيار 2024"]


def test_broken_json_ld_still_gives_its_date() -> None:
    script = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-05-07T09:30:00+03:00","x":}</script>'
    assert parse(script).published == "2024-05-07T09:30:00+03:00"


def test_the_articles_in_a_list_of_others_are_not_the_page() -> None:
    other = {"@type": "NewsArticle", "headline": "غيره", "datePublished": "2023-01-01"}
    listed = {"@type": "ItemList", "itemListElement": [other]}
    script = f'<script type="application/ld+json">{json.dumps([listed, {"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2024-05-07"}])}</script>'
    assert parse(script).published == "2024-05-07"


def test_conflicting_dates_are_flagged() -> None:
    parts = parse(
        meta(article__published_time="2024-05-07T09:30:00+03:00") + ld(datePublished="2024-03-01T09:30:00+03:00")
    )
    assert "dates_conflict" in parts.flags


def test_the_outlets_zone_keeps_a_time_without_zone_on_its_day() -> None:
    parts = parse(meta(article__published_time="2024-12-07 01:30:00"), url="https://www.youm7.com/story/4943459")
    assert parts.published_at is not None and parts.published_at.value.isoformat() == "2024-12-07T01:30:00+02:00"


def test_a_page_that_gives_no_date_has_none() -> None:
    parts = parse()
    assert (parts.published_at, parts.dates, parts.flags) == (None, (), ())


def test_what_only_htmldate_finds_is_flagged_as_a_guess() -> None:
    parts = parse(above='<abbr class="published" title="2024-05-07">الثلاثاء الماضي</abbr>')
    assert parts.published_at is not None
    assert (parts.published_at.said_by, parts.published_at.value.date().isoformat()) == ("htmldate", "2024-05-07")
    assert "date_guessed" in parts.flags


def test_a_page_that_scripts_fill_gives_the_paragraphs_of_its_json_ld() -> None:
    script = ld(headline=HEADLINE, articleBody="\n\n".join(BODY), datePublished="2024-05-07T09:30:00+03:00")
    parts = parse_html(f"<html><head>{script}</head><body><div id='app'></div></body></html>", url=URL)
    assert parts.text == "\n".join((HEADLINE, *BODY))


def test_a_flattened_text_in_json_ld_is_no_article() -> None:
    script = ld(headline=HEADLINE, articleBody=" ".join(BODY))
    with pytest.raises(InputError, match="no paragraphs"):
        parse_html(f"<html><head>{script}</head><body><div id='app'></div></body></html>", url=URL)


def test_of_several_h1_the_one_with_the_headline_is_taken() -> None:
    story = f"<h1><a href='/'>صحيفة الجبل</a></h1><h1>محليات</h1><div><h1>{HEADLINE}</h1>{paragraphs()}</div>"
    assert parse_html(page(story, title=f"صحيفة الجبل | {HEADLINE}"), url="https://a8.example/n/1").title == HEADLINE


def test_an_author_line_in_english_gives_the_byline_and_no_text() -> None:
    lines = "<section><strong>Article information</strong><ul><li><span>Author, </span><span>سلمى الوادي</span></li></ul></section>"
    parts = parse(above=lines)
    assert parts.byline == "سلمى الوادي"
    assert "Author" not in parts.text


def test_a_date_at_the_end_of_the_title_is_read_where_there_is_no_other() -> None:
    parts = parse_html(page(f"<h2>{HEADLINE}</h2>{paragraphs()}", title=f"وادي : {HEADLINE} 05/03/2024"), url=URL)
    assert parts.published_at is not None
    assert parts.published_at.value.date().isoformat() == "2024-03-05"


def test_a_guessed_year_that_the_page_does_not_hold_is_dropped() -> None:
    assert parse(above="<span class='info'>05/03/24</span>").published_at is None
