"""A search finds words in any spelling, with any particle written onto them, and marks exactly what it found."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qawl.errors import UsageError
from qawl.store.ledger import Ledger
from small_ledger import add_text, make_ledger

TEXT = """عنوان الخبر
وصل أحمد إلى الرّقّة أمس.
غادرت القوات مدينة دير الزور.
تقدّمت القوات في دير حافر نحو الزور.
وللرقة أهمية كبيرة، وبالمدينة 12 حيا.
هطل المـــطر على BEIRUT."""


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with make_ledger(tmp_path / "ledger.db") as opened:
        add_text(opened, TEXT)
        yield opened


def found(ledger: Ledger, query: str) -> list[list[str]]:
    """The highlighted words of each hit."""
    return [[span.of(TEXT) for span in hit.highlights] for hit in ledger.search(query)]


def test_a_name_without_its_hamza_finds_the_name_with_it(ledger: Ledger) -> None:
    assert found(ledger, "احمد") == [["أحمد"]]
    assert found(ledger, "أحمد") == [["أحمد"]]


def test_marks_tatweel_and_case_do_not_matter(ledger: Ledger) -> None:
    assert found(ledger, "الرقه") == [["الرّقّة"], ["وللرقة"]]
    assert found(ledger, "المطر") == [["المـــطر"]]
    assert found(ledger, "beirut") == [["BEIRUT"]]


def test_particles_written_onto_a_word_do_not_hide_it(ledger: Ledger) -> None:
    assert found(ledger, "رقة") == [["الرّقّة"], ["وللرقة"]]
    assert found(ledger, "المدينة") == [["وبالمدينة"]]


def test_words_in_quotation_marks_stand_next_to_each_other(ledger: Ledger) -> None:
    assert found(ledger, "دير الزور") == [["دير", "الزور"], ["دير", "الزور"]]
    assert found(ledger, '"دير الزور"') == [["دير الزور"]]
    assert found(ledger, "«دير الزور»") == [["دير الزور"]]


def test_a_star_finds_beginnings(ledger: Ledger) -> None:
    assert found(ledger, "كبير*") == [["كبيرة"]]
    assert found(ledger, "كبير") == []


@pytest.mark.parametrize(
    "query", ['أحمد" OR', "AND", "NEAR(", "a AND", '"', "(أحمد", "أحمد) --", "folded:أحمد", "^أحمد", "-أحمد"]
)
def test_no_query_breaks_the_search(ledger: Ledger, query: str) -> None:
    try:
        ledger.search(query)
    except UsageError as error:
        assert "no word" in str(error)


def test_a_query_without_a_word_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="no word"):
        ledger.search(" «» ")
