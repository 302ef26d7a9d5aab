"""Retrievals of one article share a key; different articles never do."""

import pytest

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
    ],
)
def test_addresses_of_two_articles_have_two_keys(left: str, right: str) -> None:
    assert key(left) != key(right)


def test_a_short_id_joins_only_with_outlet_and_title() -> None:
    assert key(external_id="1", outlet="a", title="x") == key(external_id="1", outlet="a", title="x", content="9")
    assert key(external_id="1", outlet="a", title="x") != key(external_id="1", outlet="a", title="y")
    assert key(external_id="1", outlet="a", title="x") != key(external_id="1", outlet="b", title="x")


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
