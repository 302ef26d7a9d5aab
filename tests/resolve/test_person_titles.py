"""Titles that names of an article carry, as the sets of words that lead back to them."""

import pytest

from qawl.resolve.person_titles import clean_name, titles_of_people, without_article
from statement_reader import StatementReader


def titles(said: StatementReader, text: str) -> dict[str, set[str]]:
    return {speaker.short_name: title for title, speaker in titles_of_people(said.context(text))}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("عاد مدير المستشفى ناصر البدوي", {"مدير", "مستشفي"}),
        ("عاد مدير المستشفى، ناصر البدوي، مساء", {"مدير", "مستشفي"}),
        ("عاد مدير المستشفى العميد ناصر البدوي", {"مدير", "مستشفي", "عميد"}),
        ("عاد ناصر البدوي، مدير المستشفى، مساء", {"مدير", "مستشفي"}),
        ("عاد ناصر البدوي مدير المستشفى. وفتح الباب", {"مدير", "مستشفي"}),
    ],
)
def test_a_title_stands_before_or_after_its_name(said: StatementReader, text: str, title: set[str]) -> None:
    assert titles(said, text) == {"ناصر البدوي": title}


@pytest.mark.parametrize(
    "text",
    [
        "عاد ناصر البدوي إلى المستشفى",
        "عاد مدير المستشفى. ناصر البدوي بخير",
        "أكد مدير المستشفى أن ناصر البدوي بخير",
        "عاد مدير المستشفى، كما وعد، ناصر البدوي بخير",
    ],
)
def test_a_title_of_another_clause_is_not_the_names(said: StatementReader, text: str) -> None:
    assert titles(said, text) == {}


def test_a_known_person_is_named_in_full(said: StatementReader) -> None:
    ((_, speaker),) = titles_of_people(said.context("وصل الرئيس بوتين مساء"))
    assert (speaker.name, speaker.short_name, speaker.entity) == ("فلاديمير بوتين", "بوتين", "person.vladimir-putin")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("حركة «الفجر»", "حركة الفجر"),
        ("#حركة_الفجر", "حركة الفجر"),
        ("حركة\nالفجر،", "حركة الفجر"),
        ("مجلس الأمن (المجلس)", "مجلس الأمن المجلس"),
    ],
)
def test_a_clean_name_has_no_marks_or_line_ends(text: str, clean: str) -> None:
    assert clean_name(text) == clean


@pytest.mark.parametrize(("word", "bare"), [("المدير", "مدير"), ("للمدير", "مدير"), ("مدير", "مدير")])
def test_words_are_compared_without_article(word: str, bare: str) -> None:
    assert without_article(word) == bare
