"""Searching is the same in every database: hits, their order, counts, facets, filters and pages."""

from dataclasses import replace

import pytest

from qawl.store.ledger import Ledger
from qawl.store.search import SearchError
from qawl.store.search_records import FacetKind, SearchAnswer, SearchKind, SearchQuery, SearchSort
from small_ledger import ADVANCE, SIEGE, SmallReader, add_text

CLAIMS, STATEMENTS = SearchKind.CLAIMS, SearchKind.STATEMENTS


def marked(answer: SearchAnswer) -> list[list[str]]:
    """What is marked in each hit."""
    return [[piece for piece, is_marked in hit.pieces if is_marked] for hit in answer.hits]


def fill(ledger: Ledger) -> None:
    add_text(ledger)
    add_text(ledger, ADVANCE, day="2017-10-01", outlet="jabal")
    add_text(ledger, "خبر\nوللرقة أهمية كبيرة في حوض الفرات.", day="2017-11-01", outlet="nahr")


def test_words_are_found_alike(ledger: Ledger) -> None:
    fill(ledger)
    assert marked(ledger.find(SearchQuery(text="رقة"))) == [["وللرقة"]]
    assert marked(ledger.find(SearchQuery(text="احمد الوادي", kind=STATEMENTS))) == [["أحمد", "الوادي"]] * 2
    assert marked(ledger.find(SearchQuery(text='"دير الزور"', kind=CLAIMS))) == [["دير الزور"]] * 3
    assert marked(ledger.find(SearchQuery(text='"الزور دير"'))) == []
    assert marked(ledger.find(SearchQuery(text="انسح*"))) == [["انسحبت"]]
    assert marked(ledger.find(SearchQuery(text="الفرات | الميادين"))) == [["الفرات"], ["الميادين"]]
    assert marked(ledger.find(SearchQuery(text="الجيش -نفى"))) == [["الجيش"]]


def test_counts_and_facets_are_alike(ledger: Ledger) -> None:
    fill(ledger)
    answer = ledger.find(SearchQuery(text="سيطر", kind=CLAIMS))
    assert [count.number for count in answer.counts.values()] == [3, 3, 3]
    found = {one.kind: [(value.label.value, value.count) for value in one.values] for one in answer.facets}
    assert found[FacetKind.TYPE] == [("capture", 3)]
    assert found[FacetKind.OUTLET] == [("wadi", 2), ("jabal", 1)]
    assert found[FacetKind.DATE] == [("2017-10", 1), ("2017-09", 2)]
    assert found[FacetKind.PLACE] == [("sy.deir-ez-zor", 3)]


def test_filters_fit_alike(ledger: Ledger) -> None:
    fill(ledger)
    for asked, number in (
        ({"stance": "denies"}, 1),
        ({"type": "withdrawal", "text": "القوات"}, 1),
        ({"actor": "الجيش", "outlet": "wadi"}, 2),
        ({"place": "دير الزور", "since": "2017-10"}, 1),
        ({"speaker": "p.1", "until": "2017-09"}, 3),
        ({"outlet": "وكالة nahr"}, 0),
    ):
        wanted = SearchQuery(kind=STATEMENTS, **asked)
        assert ledger.find(wanted).counts[STATEMENTS].number == number, asked
    assert len(ledger.find(SearchQuery()).hits) == 8


@pytest.mark.parametrize("sort", SearchSort)
def test_pages_are_alike(ledger: Ledger, sort: SearchSort) -> None:
    fill(ledger)
    wanted = SearchQuery(text="على | في", sort=sort, limit=1)
    whole = [hit.text for hit in ledger.find(replace(wanted, limit=50)).hits]
    assert len(whole) == 4
    assert [hit.text for hit in ledger.find_all(wanted)] == whole
    if sort is not SearchSort.RELEVANCE:
        assert ("الفرات" in whole[0]) == (sort is SearchSort.NEWEST)


def test_rows_follow_the_records(ledger: Ledger) -> None:
    document = add_text(ledger)
    assert ledger.find(SearchQuery(kind=CLAIMS)).counts[CLAIMS].number == 4
    ledger.replace_reading(SmallReader("2").read(document))
    assert ledger.find(SearchQuery(kind=CLAIMS)).counts[CLAIMS].number == 2
    newer = add_text(ledger, SIEGE + " ", url="wadi.example/1", changed="2017-09-07")
    ledger.remove(newer.id)
    ledger.remove(document.id)
    assert [count.number for count in ledger.find(SearchQuery()).counts.values()] == [0, 0, 0]


@pytest.mark.parametrize(
    "text", ["a & b", "!a", "a <-> b", "a:*", "'a'", "\\", "a:b", "((", "\x00", "%_", "a | !", "12.5", "a-b"]
)
def test_no_words_are_taken_for_a_language_of_the_database(ledger: Ledger, text: str) -> None:
    fill(ledger)
    try:
        assert ledger.find(SearchQuery(text=text, place=text, outlet=text)).hits == ()
    except SearchError as error:
        assert error.fault
