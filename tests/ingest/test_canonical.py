"""One spelling for every address; nothing that tells two pages apart is lost."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qawl.ingest.canonical import canonical_url, split_canonical


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://wadi.example/khabar", "wadi.example/khabar"),
        ("  https://wadi.example/khabar\n", "wadi.example/khabar"),
        ("wadi.example/khabar", "wadi.example/khabar"),
        ("//wadi.example/khabar", "wadi.example/khabar"),
        ("HTTP://WWW2.Wadi.Example./khabar/", "wadi.example/khabar"),
        ("https://www.m.wadi.example/khabar", "wadi.example/khabar"),
        ("https://wadi.example:443/khabar", "wadi.example/khabar"),
        ("http://wadi.example:80//khabar//", "wadi.example/khabar"),
        ("http://wadi.example:8080/khabar", "wadi.example:8080/khabar"),
        ("https://wadi.example/khabar?utm_source=x&fbclid=1&igsh=2&_ga=3", "wadi.example/khabar"),
        ("https://wadi.example/khabar?b=2&a=1", "wadi.example/khabar?a=1&b=2"),
        ("https://wadi.example/khabar?a=2&a=1", "wadi.example/khabar?a=2&a=1"),
        ("https://wadi.example/khabar?a=1&amp;b=2", "wadi.example/khabar?a=1&b=2"),
        ("https://wadi.example/khabar#top", "wadi.example/khabar"),
        ("https://wadi.example/khabar#:~:text=x", "wadi.example/khabar"),
        ("https://wadi.example/#!/khabar/7", "wadi.example#!/khabar/7"),
        ("https://wadi.example/#/khabar/7", "wadi.example#/khabar/7"),
        ("https://wadi.example/index.html", "wadi.example"),
        ("https://wadi.example/a/index.php?x=1", "wadi.example/a?x=1"),
        ("https://wadi.example/khabar/amp", "wadi.example/khabar"),
        ("https://wadi.example/khabar/amp/", "wadi.example/khabar"),
        ("https://wadi.example/amp/khabar", "wadi.example/khabar"),
        ("https://wadi.example/khabar.amp.html", "wadi.example/khabar"),
        ("https://wadi.example/khabar?amp=1", "wadi.example/khabar"),
        ("https://wadi.example/khabar?amp", "wadi.example/khabar"),
        ("https://wadi.example/khabar?outputType=amp", "wadi.example/khabar"),
        ("https://amp.wadi.example/khabar", "wadi.example/khabar"),
        ("https://wadi-example.cdn.ampproject.org/c/s/wadi.example/khabar", "wadi.example/khabar"),
        ("https://www.google.com/amp/s/www.wadi.example/khabar/amp/", "wadi.example/khabar"),
        ("https://wadi.example/khabar;jsessionid=AB12", "wadi.example/khabar"),
        ("https://wadi.blogspot.com/2020/khabar.html?m=1", "wadi.blogspot.com/2020/khabar.html"),
        ("https://wadi.example/%C7%E1%CE", "wadi.example/%C7%E1%CE"),
        ("https://wadi.example/a%2fb", "wadi.example/a%2Fb"),
        ("https://wadi.example/a%20b", "wadi.example/a%20b"),
        ("https://wadi.example/a b?q=c d", "wadi.example/a%20b?q=c+d"),
        ("", ""),
    ],
)
def test_an_address_has_one_spelling(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


def test_a_host_in_arabic_letters_and_its_code_are_one() -> None:
    code = "موقع".encode("idna").decode("ascii")
    assert canonical_url(f"https://{code}.example/x") == canonical_url("https://موقع.example/x") == "موقع.example/x"


def test_composed_and_decomposed_letters_are_one() -> None:
    composed, decomposed = "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}", "\N{ARABIC LETTER ALEF}\N{ARABIC HAMZA ABOVE}"
    forms = (composed, decomposed, quote(composed), quote(decomposed), quote(decomposed).lower())
    assert len({canonical_url(f"https://wadi.example/{form}bar?q={form}") for form in forms}) == 1


@pytest.mark.parametrize("url", ["https://[wadi.example/x", "http://wadi.example:port/x", "://", "%", "خبر بلا عنوان"])
def test_what_is_no_address_is_kept_and_not_refused(url: str) -> None:
    assert canonical_url(url)


TEXT = st.text("abAB01خبأء -_.~%&=+/?", max_size=12)


@given(TEXT, TEXT)
def test_a_canonical_address_is_its_own(path: str, query: str) -> None:
    once = canonical_url(f"https://wadi.example/{path}?{query}")
    assert canonical_url(f"https://{once}") == once


@given(st.text("abخبأء", min_size=1, max_size=12))
def test_percent_signs_and_letters_are_one(name: str) -> None:
    urls = (f"https://wadi.example/{name}", f"http://www.wadi.example/{quote(name)}/", quote(name).lower())
    assert canonical_url(urls[0]) == canonical_url(urls[1]) == canonical_url(f"https://wadi.example/{urls[2]}")


def test_the_parts_of_a_canonical_address_come_apart() -> None:
    address = split_canonical(canonical_url("https://wadi.example:8080/a/b/خبر?x=ب&y#!/z"))
    assert (address.host, address.folders, address.name) == ("wadi.example:8080", ("a", "b"), "خبر")
    assert (address.query, address.route) == ((("x", "ب"), ("y", "")), "!/z")
