"""What holds of the whole reader for any text: it never raises, its lines are sound, and it repeats itself."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generated import anything, quotation_soup, soup, words
from markup import load_statement_cases
from qawl.evaluate.annotations import find_faults
from reading_lines import ReadLine

bodies = st.one_of(words, soup, quotation_soup, anything)
dates = st.sampled_from(["", "20180314", "20160229", "19990101"])
articles = st.builds(
    lambda text, date: {"id": "a", "text": text, "date": date, "outlet": "", "url": "", "title": ""}, bodies, dates
)


@given(articles)
def test_any_text_gives_a_sound_line(read_line: ReadLine, article: dict[str, Any]) -> None:
    given_article = copy.deepcopy(article)
    line = read_line(article)
    assert article == given_article
    assert find_faults({**line, "text": article["text"]}) == []
    assert json.loads(json.dumps(line)) == line


@given(articles)
@settings(max_examples=30)
def test_reading_twice_gives_the_same(read_line: ReadLine, article: dict[str, Any]) -> None:
    assert read_line(article) == read_line(article)


@given(words, words)
@settings(max_examples=30)
def test_another_article_in_between_changes_nothing(read_line: ReadLine, text: str, other: str) -> None:
    article = {"id": "a", "text": text, "date": "20180314"}
    before = read_line(article)
    read_line({"id": "b", "text": other, "date": "20160229"})
    assert read_line(article) == before


broken_off = st.builds(
    lambda text, first, length: " ".join(text.split(" ")[first : first + length]),
    st.sampled_from([case.text for case in load_statement_cases()]),
    st.sampled_from([0, 0, 3, 8]),
    st.integers(1, 30),
)


@given(broken_off)
@settings(max_examples=300)
def test_news_that_breaks_off_is_read(read_line: ReadLine, text: str) -> None:
    line = read_line({"id": "a", "text": text, "date": "20180314"})
    assert find_faults({**line, "text": text}) == []


@pytest.mark.parametrize("text", ["ورأت أن", "وإسرائيل تنفي", "كما أعلنت", "هدد المتحدث بأن", "وصلوا، بحسب المصدر"])
def test_nothing_need_follow_a_cue(read_line: ReadLine, text: str) -> None:
    line = read_line({"id": "a", "text": text, "date": "20180314"})
    assert find_faults({**line, "text": text}) == []


@pytest.mark.parametrize(
    "text",
    [
        "قال",
        "قال:",
        ":",
        '"',
        "«",
        "قال: «",
        "إن أن بأن",
        "3",
        "%",
        "مقتل",
        "\n\n\n",
        "\u200f\u200f",
        "\u064b",
        "بـ",
        "و",
        "1" * 400,
        "قال " * 400,
        "«" * 400,
        "ا" * 20_000,
        "The army said it had left the town.",
        "\x00\x01\x02",
        "a\u0301\ufffd\U0001f4a5",
        "مقتل ٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩ شخصا",
        "في 31 فبراير 2017 وفي 30/30/3000 قتل 3.3.3 أشخاص",
    ],
)
def test_odd_texts(read_line: ReadLine, text: str) -> None:
    line = read_line({"id": "a", "text": text, "date": "20180314"})
    assert find_faults({**line, "text": text}) == []
