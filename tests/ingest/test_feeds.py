"""Feeds in all dialects, with the dates and faults that feeds have; all of them are invented."""

import gzip
import html
from contextlib import suppress
from datetime import UTC, datetime
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qawl.errors import InputError
from qawl.ingest.date_choice import choose_published
from qawl.ingest.feeds import MAX_ENTRIES, MAX_TAGS, Feed, FeedEntry, is_feed, parse_feed

URL = "https://wadi.example/feeds/rss.xml"
SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:atom="http://www.w3.org/2005/Atom"'
)
SENTENCE = "قال مسؤول محلي إن المعارك تجددت صباح اليوم في أطراف الوادي"


def rss(
    *items: str, head: str = "<title>الوادي</title><link>https://wadi.example</link><language>ar</language>"
) -> str:
    body = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {SPACES}><channel>{head}{body}</channel></rss>'


def parse(content: str | bytes, **more: object) -> Feed:
    return parse_feed(content.encode() if isinstance(content, str) else content, url=URL, **more)  # type: ignore[arg-type]


def entry_of(item: str, **more: object) -> FeedEntry:
    (entry,) = parse(rss(f"<link>https://wadi.example/1</link>{item}"), **more).entries
    return entry


def test_a_feed_and_its_entry_are_read_whole() -> None:
    feed = parse(
        rss(
            "<title>تجدد القصف</title><link>https://wadi.example/news/88121?a=1&amp;b=2#comments</link>"
            '<guid isPermaLink="false">88121 at https://wadi.example</guid>'
            "<pubDate>Mon, 11 Sep 2017 10:00:00 +0300</pubDate><dc:creator>سالم الوادي</dc:creator>"
            "<description>&lt;p&gt;ملخص &amp;quot;قصير&amp;quot;&lt;/p&gt;</description>"
            "<content:encoded><![CDATA[<p>نص الخبر</p>]]></content:encoded>"
        )
    )
    assert (feed.title, feed.url, feed.language, feed.problems) == ("الوادي", "https://wadi.example", "ar", ())
    (entry,) = feed.entries
    assert entry.url == "https://wadi.example/news/88121?a=1&b=2"
    assert (entry.guid, entry.title, entry.byline) == ("88121 at https://wadi.example", "تجدد القصف", "سالم الوادي")
    assert (entry.summary, entry.full_text_html) == ('ملخص "قصير"', "<p>نص الخبر</p>")
    assert entry.published is not None and entry.published.value.isoformat() == "2017-09-11T10:00:00+03:00"
    assert entry.published.said_by == "feed:published"
    assert [(found.field, found.raw) for found in entry.dates] == [
        ("feed:published", "Mon, 11 Sep 2017 10:00:00 +0300")
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Mon, 11 Sep 2017 10:00:00 EET", "2017-09-11T10:00:00+02:00"),
        ("Mon, 11 Sep 2017 10:00:00 EEST", "2017-09-11T10:00:00+03:00"),
        ("Mon, 11 Sep 2017 10:00:00 AST", "2017-09-11T10:00:00+03:00"),
        ("Mon, 11 Sep 2017 10:00:00 Asia/Beirut", "2017-09-11T10:00:00+03:00"),
        ("Mon, 11 Sep 2017 10:00:00 GMT", "2017-09-11T10:00:00+00:00"),
        ("Mon, 11 Sep 2017 10:00 +0000", "2017-09-11T10:00:00+00:00"),
        ("1505113200", "2017-09-11T07:00:00+00:00"),
        ("1505113200000", "2017-09-11T07:00:00+00:00"),
        ("2017-09-11T10:00:00+03:00", "2017-09-11T10:00:00+03:00"),
        ("الإثنين, 11 سبتمبر 2017 10:00:00 +0300", "2017-09-11T10:00:00+03:00"),
        ("11 أيلول 2017 10:00 بتوقيت غرينتش", "2017-09-11T10:00:00+00:00"),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("Mon, 01 Jan 0001 00:00:00 +0000", None),
        ("-0001-11-30T00:00:00+00:00", None),
        ("11/09/2017", None),
        ("قبل ساعتين", None),
    ],
)
def test_dates_are_read_by_us_from_what_stands_there(raw: str, expected: str | None) -> None:
    entry = entry_of(f"<pubDate>{raw}</pubDate>")
    assert entry.raw_published == raw
    assert (entry.published and entry.published.value.isoformat()) == expected


def test_dates_that_cannot_be_read_are_counted() -> None:
    feed = parse(rss(*(f"<link>/{n}</link><pubDate>soon</pubDate>" for n in range(3))))
    assert feed.problems == ("3 dates could not be read, such as 'soon'",)


def test_a_date_without_zone_gets_the_outlets() -> None:
    entry = entry_of("<pubDate>2017-01-11 23:30:00</pubDate>", zone=ZoneInfo("Asia/Beirut"))
    assert entry.published is not None and not entry.published.zone_known
    assert entry.published.value.isoformat() == "2017-01-11T23:30:00+02:00"


def test_an_entry_from_the_future_has_no_date() -> None:
    item = "<pubDate>Mon, 11 Sep 2017 10:00:00 GMT</pubDate>"
    assert entry_of(item, today=datetime(2017, 9, 1, tzinfo=UTC)).published is None
    assert entry_of(item, today=datetime(2017, 9, 11, tzinfo=UTC)).published is not None


def test_a_dublin_core_date_is_one_of_publication() -> None:
    entry = entry_of("<dc:date>2017-09-11T10:00:00+03:00</dc:date>")
    assert (entry.raw_published, entry.raw_updated) == ("2017-09-11T10:00:00+03:00", "")


ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>الوادي</title>
<link rel="self" href="https://wadi.example/atom"/><link href="https://wadi.example/"/>
<entry><title type="html">تجدد &amp;lt;القصف&amp;gt;</title><id>tag:wadi.example,2017:88121</id>
<link rel="enclosure" href="https://wadi.example/1.mp3"/><link rel="alternate" href="/news/1"/>
<author><name>سالم الوادي</name></author><author><name>ليلى الجبل</name></author>
{dates}<summary>ملخص</summary><content type="html">&lt;p&gt;نص&lt;/p&gt;</content></entry></feed>"""


def test_atom_is_read() -> None:
    dates = "<published>2017-09-11T10:00:00+03:00</published><updated>2017-09-11T12:00:00+03:00</updated>"
    feed = parse(ATOM.format(dates=dates))
    (entry,) = feed.entries
    assert (feed.url, entry.url) == ("https://wadi.example/", "https://wadi.example/news/1")
    assert (entry.title, entry.byline) == ("تجدد <القصف>", "سالم الوادي\N{ARABIC COMMA} ليلى الجبل")
    assert entry.guid == "tag:wadi.example,2017:88121"
    assert (entry.summary, entry.full_text_html) == ("ملخص", "<p>نص</p>")
    assert entry.published is not None and entry.published.value.hour == 10
    assert entry.updated is not None and entry.updated.value.hour == 12


def test_atom_with_a_change_only_has_no_date_of_publication_but_something_to_go_by() -> None:
    (entry,) = parse(ATOM.format(dates="<updated>2017-09-11T12:00:00+03:00</updated>")).entries
    assert (entry.published, entry.raw_published) == (None, "")
    choice = choose_published(entry.dates)
    assert choice.published is not None and choice.flags == ("lastmod_only",)


def test_rss_1_is_read() -> None:
    feed = parse(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="{URL}"><title>الوادي</title>'
        "<link>https://wadi.example</link></channel><item rdf:about='x'><title>خبر</title>"
        "<link>https://wadi.example/1</link><dc:date>2017-09-11</dc:date></item></rdf:RDF>"
    )
    assert [(entry.url, entry.raw_published) for entry in feed.entries] == [("https://wadi.example/1", "2017-09-11")]


@pytest.mark.parametrize(
    ("item", "address"),
    [
        ("<link>/news/1</link>", "https://wadi.example/news/1"),
        ("<link>\n https://wadi.example/1 \n</link>", "https://wadi.example/1"),
        ("<link>https://wadi.example/خبر</link>", "https://wadi.example/خبر"),
        ("<link>https://wadi.example/#!/1</link>", "https://wadi.example/#!/1"),
        ("<guid>https://wadi.example/2</guid>", "https://wadi.example/2"),
        ("<link>https://count.example/1</link><feedburner:origLink>https://wadi.example/3</feedburner:origLink>",
         "https://wadi.example/3"),
    ],
)  # fmt: skip
def test_an_entry_has_an_absolute_address(item: str, address: str) -> None:
    assert [entry.url for entry in parse(rss(item)).entries] == [address]


def test_entries_without_address_are_left_out_and_counted() -> None:
    feed = parse(rss("<title>x</title>", "<link>mailto:x@wadi.example</link>", "<link>https://wadi.example/1</link>"))
    assert len(feed.entries) == 1
    assert feed.problems == ("2 entries without a web address were left out",)


def test_a_guid_that_many_articles_share_is_no_guid() -> None:
    feed = parse(rss(*(f"<link>/{n}</link><guid>https://wadi.example/news</guid>" for n in range(3))))
    assert [entry.guid for entry in feed.entries] == ["", "", ""]
    assert feed.problems == ("1 guids are shared by several articles and were not used",)


def test_an_entry_that_stands_twice_is_taken_once() -> None:
    item = "<link>/1</link><guid>a</guid>"
    feed = parse(rss(item, item))
    assert len(feed.entries) == 1 and feed.problems == ("1 entries stand twice",)


@pytest.mark.parametrize(
    ("item", "byline"),
    [
        ("<author>salem@wadi.example (سالم الوادي)</author>", "سالم الوادي"),
        ("<author>salem@wadi.example</author>", ""),
        ("<dc:creator>سالم الوادي</dc:creator>", "سالم الوادي"),
        ("<author>سالم الوادي</author>", "سالم الوادي"),
        ("", ""),
    ],
)
def test_the_byline_is_a_name_and_no_mail_address(item: str, byline: str) -> None:
    assert entry_of(item).byline == byline


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("<![CDATA[خبر &quot;عاجل&quot; من <b>الوادي</b>]]>", 'خبر "عاجل" من الوادي'),
        ("خبر «عاجل»  من\nالوادي", "خبر «عاجل» من الوادي"),
        ("خبر &amp;#171;عاجل&amp;#187;", "خبر «عاجل»"),
    ],
)
def test_a_title_is_plain_text(title: str, plain: str) -> None:
    assert entry_of(f"<title>{title}</title>").title == plain


@pytest.mark.parametrize(
    ("encoding", "declared", "problem"),
    [
        ("utf-8", "utf-8", None),
        ("utf-8", "windows-1256", "calls itself windows-1256 and is UTF-8"),
        ("windows-1256", "windows-1256", None),
        ("windows-1256", "utf-8", "calls itself utf-8 and looks like cp1256"),
        ("windows-1256", "iso-8859-1", "calls itself iso-8859-1 and looks like cp1256"),
        ("iso-8859-6", "utf-8", "calls itself utf-8 and looks like iso8859_6"),
        ("utf-16", "utf-16", None),
    ],
)
def test_the_bytes_tell_the_encoding_and_not_the_declaration(encoding: str, declared: str, problem: str | None) -> None:
    text = rss(f"<title>{SENTENCE}</title><link>/1</link>", head="<title>x</title>").replace("utf-8", declared, 1)
    feed = parse(text.encode(encoding))
    assert feed.entries[0].title == SENTENCE
    assert [problem for problem in feed.problems if "calls itself" in problem] == [
        f"the feed {problem}; read {'as UTF-8' if 'is UTF-8' in problem else 'so'}" for problem in [problem] if problem
    ]


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    content = (
        rss(f"<title>{SENTENCE}</title><link>/1</link>").encode().replace(b"</title><link>/", b"\xd9</title><link>/")
    )
    feed = parse(content)
    assert feed.entries[0].title.startswith(SENTENCE)
    assert "1 broken characters" in feed.problems[0]


def test_the_header_names_the_encoding_where_the_file_does_not() -> None:
    text = rss(f"<title>{SENTENCE}</title><link>/1</link>").partition("?>")[2]
    headers = (("Content-Type", "application/rss+xml; charset=windows-1256"),)
    assert parse(text.encode("windows-1256"), headers=headers).problems == ()


def test_entities_are_not_expanded() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    doctype = f'<!DOCTYPE rss [<!ENTITY e0 "{"x" * 99}">{levels}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    text = rss("<title>أ &e8; &f; ب</title><link>/1</link>").replace("<rss", f"{doctype}<rss", 1)
    feed = parse(text)
    assert len(feed.entries[0].title) < 40 and "root" not in feed.entries[0].title
    assert "declares entities of its own" in feed.problems[0]


@pytest.mark.parametrize("twice", ["<!DOCTYPE rss []>", "<!DOCTYPE rss>", "<?x?><!-- [ --><!DOCTYPE rss [ ]>"])
def test_a_second_document_type_is_cut_out_with_the_first(twice: str) -> None:
    doctype = f'{twice}<!DOCTYPE rss [<!ENTITY e0 "{"x" * 99}">]>'
    feed = parse(rss("<title>أ &e0; ب</title><link>/1</link>").replace("<rss", f"{doctype}<rss", 1))
    assert "xx" not in feed.entries[0].title


@pytest.mark.parametrize("piece", ["<!DOCTYPE ", "<!DOCTYPE [", "<!--", "<?", "]>", "<![CDATA[", "&", "<"])
def test_bytes_made_to_be_slow_are_read_or_refused_at_once(piece: str) -> None:
    started = process_time()
    for content in (piece * 20_000 + "<rss>", "<rss>" + piece * 5_000, "<rss><title>" + html.escape(piece * 5_000)):
        with suppress(InputError):
            parse(content)
    assert process_time() - started < 3


def test_a_bare_ampersand_is_told_and_read_over() -> None:
    feed = parse(rss("<title>أ & ب</title><link>/1</link>", "<title>ج</title><link>/2</link>"))
    assert [entry.title for entry in feed.entries] == ["أ & ب", "ج"]
    assert "broken or cut short" in feed.problems[0]


def test_a_feed_cut_short_gives_its_whole_entries_and_says_so() -> None:
    text = rss(*(f"<title>خبر {n}</title><link>/{n}</link>" for n in range(9)))
    feed = parse(text[: text.index("خبر 7")])
    assert [entry.title for entry in feed.entries][:7] == [f"خبر {n}" for n in range(7)]
    assert "broken or cut short" in feed.problems[0]


def test_words_before_the_feed_are_passed_over() -> None:
    assert len(parse("\n<b>Warning</b>: x\n" + rss("<link>/1</link>")).entries) == 1


def test_a_packed_feed_is_unpacked() -> None:
    assert len(parse(gzip.compress(rss("<link>/1</link>").encode(), mtime=0)).entries) == 1


def test_a_feed_without_entries_says_so() -> None:
    assert parse(rss()).problems == ("no entries with an address in this feed",)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><head></head><body>403</body></html>", "an HTML page"),
        (b"<html><body><rss></body></html>", "an HTML page"),
        (b'{"version": "https://jsonfeed.org/version/1"}', "JSON"),
        (b"<urlset></urlset>", "a sitemap"),
        (b"<kml></kml>", "first element is <kml>"),
        ("خبر بلا وسوم".encode(), "there is no XML in it"),
        (b"https://wadi.example/feed", "there is no XML in it"),
        (gzip.compress(b"<rss>" + b" " * 9_000_000, mtime=0), "gzip bomb"),
        (b"<rss>" + b" " * 20_000_000, "over 20,000,000 bytes in one feed"),
        (b"<rss>" + b"<item></item>" * (MAX_ENTRIES + 1), "over 10,000 entries"),
        (b"<rss>" + b"<x>" * (MAX_TAGS + 1), "over 400,000 tags"),
    ],
)
def test_what_is_no_feed_is_refused_by_name(content: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse(content)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (rss("<link>/1</link>").encode(), True),
        (ATOM.encode(), True),
        (b'<rdf:RDF xmlns="http://purl.org/rss/1.0/">', True),
        (b'<rdf:RDF xmlns="http://xmlns.com/foaf/0.1/">', False),
        (b"\xef\xbb\xbf\n<!-- x --><rss>", True),
        (gzip.compress(rss("<link>/1</link>").encode(), mtime=0), True),
        (b"<!DOCTYPE html><html>", False),
        (b"<urlset>", False),
        (b"", False),
    ],
)
def test_the_first_bytes_tell_a_feed(head: bytes, expected: bool) -> None:
    assert is_feed(head) is expected


WHOLE = rss(f"<title>{SENTENCE}</title><link>/1</link><pubDate>Mon, 11 Sep 2017 10:00:00 EET</pubDate>").encode()


@given(st.integers(0, len(WHOLE)), st.integers(0, 40), st.binary(max_size=12))
def test_a_damaged_feed_is_read_or_refused(at: int, length: int, junk: bytes) -> None:
    with suppress(InputError):
        feed = parse(WHOLE[:at] + junk + WHOLE[at + length :])
        assert all(entry.url.startswith(("http://", "https://")) for entry in feed.entries)
