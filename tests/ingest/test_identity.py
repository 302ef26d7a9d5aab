"""Retrievals of one article share a key; different articles never do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qawl.ingest.identity import article_key, canonical_url, outlet_of


def key(url: str = "", *, outlet: str = "", external_id: str = "", title: str = "", content: str = "0") -> str:
    return article_key(url=url, outlet=outlet, external_id=external_id, title=title, content_sha256=content)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("http://www.wadi.example/news/88121", "https://wadi.example/news/88121/?utm_source=x#top"),
        ("https://m.wadi.example/a/88121-old-title", "https://wadi.example/b/88121-new-title"),
        ("https://wadi.example/%D8%AE%D8%A8%D8%B1", "https://wadi.example/%d8%ae%d8%a8%d8%b1/"),
        ("https://wadi.example/خبر", "https://WADI.example/%d8%ae%d8%a8%d8%b1"),
        ("https://wadi.example/news/88121", "https://amp.wadi.example/news/88121/amp"),
        ("https://wadi.example/?p=88121", "https://wadi.example/index.php?p=88121&lang=ar"),
        ("https://wadi.example/news.aspx?NewsID=88121", "https://wadi.example/news.aspx?cat=3&newsid=88121"),
        ("https://wadi.example/news.php?id=88121&amp;cat=1", "https://wadi.example/news.php?cat=1&id=88121"),
        ("https://wadi.example/news/88121", "https://wadi.example/news/88121?src=home&page=2"),
        ("https://wadi.example/middleeast-43020962", "https://www.wadi.example/arab/middleeast-43020962.html"),
    ],
)
def test_addresses_of_one_article_have_one_key(left: str, right: str) -> None:
    assert key(left) == key(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("https://wadi.example/20171119-albu-kamal", "https://wadi.example/20171119-mayadin"),
        ("https://wadi.example/88121", "https://jabal.example/88121"),
        ("https://wadi.example/a?id=1", "https://wadi.example/a?id=2"),
        ("https://wadi.example/news/10000-displaced", "https://wadi.example/news/10000-returned"),
        ("https://wadi.example/toll-in-the-valley-34568", "https://wadi.example/dead-in-the-valley-34568"),
        ("https://wadi.example/a-12345-b", "https://wadi.example/c-12345-d"),
        ("https://wadi.example/24082020", "https://wadi.example/x/24082020"),
        ("https://wadi.example/a/202008", "https://wadi.example/b/202008"),
        ("https://wadi.example/videos/88121", "https://wadi.example/news/88121"),
        ("https://wadi.example/tag/88121", "https://wadi.example/88121"),
        ("https://wadi.example/index.php?option=a&id=88121", "https://wadi.example/index.php?option=b&id=88121"),
        ("https://wadi.example/news.php?88121", "https://wadi.example/news.php?88122"),
        ("https://wadi.example/report.php?id=88121", "https://wadi.example/news.php?id=88121"),
        ("https://wadi.example/list-88121?q=a", "https://wadi.example/list-88121?q=b"),
        ("https://wadi.example/list-88121?id=a", "https://wadi.example/list-88121?id=b"),
        ("https://wadi.example/list-88121?item=5", "https://wadi.example/list-88121?item=6"),
        ("https://wadi.example/x?gallery=7", "https://wadi.example/x?gallery=8"),
        ("https://wadi.example/x?cid=7", "https://wadi.example/x?cid=8"),
        ("https://wadi.example/%C7%E1%CE", "https://wadi.example/%C8%E2%CF"),
        ("https://wadi.example/x?t=%C7%E1%CE", "https://wadi.example/x?t=%C8%E2%CF"),
        ("https://wadi.example/go/https://a.example/1", "https://wadi.example/go/https://b.example/1"),
        ("https://wadi.example/#!/news/1", "https://wadi.example/#!/news/2"),
        ("https://wadi.example/#!/news/88121", "https://wadi.example/#!/video/88121"),
        ("http://127.0.0.1:8001/88121", "http://127.0.0.1:8002/88121"),
        ("https://wadi.example/a%2Fb", "https://wadi.example/a/b"),
        ("https://m.example/88121", "https://amp.example/88121"),
    ],
)
def test_addresses_of_two_articles_have_two_keys(left: str, right: str) -> None:
    assert key(left) != key(right)


def test_a_short_id_joins_only_with_outlet_and_title() -> None:
    assert key(external_id="1", outlet="a", title="x") == key(external_id="1", outlet="a", title="x", content="9")
    assert key(external_id="1", outlet="a", title="x") != key(external_id="1", outlet="a", title="y")
    assert key(external_id="1", outlet="a", title="x") != key(external_id="1", outlet="b", title="x")


def test_a_number_in_the_address_goes_before_a_guid() -> None:
    assert key("https://wadi.example/88121", external_id="tag:wadi.example,2020:7") == "wadi.example#88121"


@pytest.mark.parametrize(
    ("guid", "expected"),
    [
        ("https://wadi.example/?p=88121", "wadi.example#88121"),
        ("https://wadi.example/khabar/", "wadi.example/khabar"),
        ("88121 at https://www.wadi.example", "wadi.example#88121"),
        ("tag:wadi.example,2020:7", "guid:tag:wadi.example,2020:7"),
        ("urn:uuid:0c5ee9d0-6f38-4ec6-9d1c-1c2c8f1d5a11", "guid:urn:uuid:0c5ee9d0-6f38-4ec6-9d1c-1c2c8f1d5a11"),
    ],
)
def test_a_guid_outlives_a_changed_address(guid: str, expected: str) -> None:
    for url in ("https://wadi.example/old-headline", "https://wadi.example/new-headline", ""):
        assert key(url, external_id=guid) == expected


@pytest.mark.parametrize("own", ["1", "88121", "BB-7-20180211", "https://wadi.example", "خبر", "a b"])
def test_a_callers_own_numbering_is_no_guid(own: str) -> None:
    assert key("https://wadi.example/khabar", external_id=own) == "wadi.example/khabar"


NUMBERS = st.integers(10_000, 10**12 - 1).map(str)
WORDS = st.text("abcxyzابتثخ", min_size=1, max_size=9)
SHAPES = st.sampled_from(
    [
        "https://wadi.example/{word}/{number}",
        "https://wadi.example/{number}-{word}",
        "https://wadi.example/{word}-{number}.html",
        "https://wadi.example/{word}/{word}-{word}-{number}",
        "https://wadi.example/?p={number}",
        "https://wadi.example/{word}.php?id={number}&cat=7",
        "https://wadi.example/news.aspx?NewsID={number}",
        "https://wadi.example/news.php?{number}",
    ]
)


@given(SHAPES, WORDS, NUMBERS, NUMBERS)
def test_two_numbers_are_two_articles(shape: str, word: str, one: str, other: str) -> None:
    left, right = (shape.format(word=word, number=number) for number in (one, other))
    assert (key(left) == key(right)) == (one == other)


@given(WORDS, WORDS, st.sampled_from(["/{}", "/2020/08/24/{}", "/{}.html", "/x?title={}", "/#!/{}"]))
def test_two_names_are_two_articles(one: str, other: str, shape: str) -> None:
    left, right = (key("https://wadi.example" + shape.format(word)) for word in (one, other))
    assert (left == right) == (one == other)


def test_the_same_words_of_two_outlets_are_two_articles() -> None:
    assert key(outlet="a") != key(outlet="b")
    assert key(outlet="a") == key(outlet="a", title="other")


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://arabic.wadi.example/1", "wadi"),
        ("https://www.wadi.co.uk/1", "wadi"),
        ("http://192.168.0.1/1", ""),
        ("", ""),
    ],
)
def test_the_outlet_is_the_name_in_the_address(url: str, outlet: str) -> None:
    assert outlet_of(url) == outlet


def test_a_canonical_address_is_its_own() -> None:
    once = canonical_url("https://www.wadi.example/خبر?b=1&utm_medium=x")
    assert canonical_url(f"https://{once}") == once
