"""A search finds sentences, statements and claims, tells what they are about, and obeys people's decisions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qawl.errors import QawlError
from qawl.model.review import Anchor, Decision, RecordKind, Review, Reviewer
from qawl.review.applying import apply_reviews
from qawl.settings import load_settings
from qawl.store.engine import writing_to
from qawl.store.ledger import Ledger
from qawl.store.search import SearchError, SearchFault, widened
from qawl.store.search_answers import FINDABLE
from qawl.store.search_records import FacetKind, SearchAnswer, SearchHit, SearchKind, SearchQuery, SearchSort
from qawl.store.search_tables import findable
from qawl.text.fold import fold
from small_ledger import ADVANCE, SIEGE, add_text

CLAIMS, STATEMENTS = SearchKind.CLAIMS, SearchKind.STATEMENTS


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.create(tmp_path / "ledger.db", fold=fold, apply_reviews=apply_reviews) as opened:
        add_text(opened, SIEGE, day="2017-09-05")
        add_text(opened, ADVANCE, day="2017-10-01", outlet="jabal")
        yield opened


def found(ledger: Ledger, text: str = "", kind: SearchKind = SearchKind.ARTICLES, **asked: str) -> list[str]:
    """The words of each hit."""
    return [words(hit) for hit in ledger.find(SearchQuery(text=text, kind=kind, **asked)).hits]


def words(hit: SearchHit) -> str:
    """What a hit is itself, without the sentence around it."""
    return hit.text[hit.span.start - hit.shown.start : hit.span.end - hit.shown.start]


def facet(answer: SearchAnswer, kind: FacetKind) -> dict[str, int]:
    """The values of one facet with their numbers."""
    return {value.label.value: value.count for one in answer.facets if one.kind is kind for value in one.values}


def test_each_kind_has_its_own_hits_and_all_are_counted(ledger: Ledger) -> None:
    answer = ledger.find(SearchQuery(text="دير الزور"))
    assert {kind: count.number for kind, count in answer.counts.items()} == {
        SearchKind.ARTICLES: 3,
        SearchKind.STATEMENTS: 3,
        SearchKind.CLAIMS: 3,
    }
    assert found(ledger, "انسحبت", CLAIMS) == ["القوات انسحبت من الميادين"]
    assert found(ledger, "مجلس الضفة انسحبت", STATEMENTS)
    assert found(ledger, "مجلس الضفة انسحبت", CLAIMS) == []


def test_the_newest_comes_first_and_the_oldest_where_it_is_asked_for(ledger: Ledger) -> None:
    newest = ledger.find(SearchQuery(text="الزور"))
    oldest = ledger.find(SearchQuery(text="الزور", sort=SearchSort.OLDEST))
    assert [hit.document.day for hit in newest.hits] == ["2017-10-01", "2017-09-05", "2017-09-05"]
    assert [hit.document.day for hit in oldest.hits] == ["2017-09-05", "2017-09-05", "2017-10-01"]
    starts = [hit.span.start for hit in newest.hits[1:]]
    assert starts == sorted(starts)


def test_either_word_will_do_and_a_word_can_be_left_out(ledger: Ledger) -> None:
    assert len(found(ledger, "الميادين | دير")) == 4
    assert len(found(ledger, "الجيش -نفى")) == 1
    assert len(found(ledger, "الجيش | التنظيم -نفى")) == 2
    assert len(found(ledger, 'دير -"مصدر في"')) == 2
    assert found(ledger, "الجيش -«سيطر على»") == []


def test_a_minus_inside_a_word_leaves_nothing_out(ledger: Ledger) -> None:
    add_text(ledger, "عنوان\nاتفاق سايكس-بيكو قديم.")
    assert len(found(ledger, "سايكس-بيكو")) == 1
    assert len(found(ledger, "سايكس - بيكو")) == 1


def test_what_fits_best_comes_first(ledger: Ledger) -> None:
    add_text(ledger, "خبر\nالسد السد السد.\nكلام طويل عن أمور كثيرة مختلفة ثم السد.", day="2017-01-01")
    add_text(ledger, "خبر آخر\nهذا كلام عن السد وعن غيره.", day="2017-11-01")
    hits = ledger.find(SearchQuery(text="السد", sort=SearchSort.RELEVANCE)).hits
    assert words(hits[0]).strip() == "السد السد السد"
    assert "طويل" in hits[-1].text


def test_filters_narrow_every_kind(ledger: Ledger) -> None:
    assert len(found(ledger, kind=STATEMENTS, stance="denies")) == 1
    assert len(found(ledger, kind=CLAIMS, status="denied")) == 1
    assert len(found(ledger, kind=CLAIMS, type="withdrawal", place="الميادين")) == 1
    assert len(found(ledger, kind=CLAIMS, actor="Syrian")) == 3
    assert len(found(ledger, "سيطر", outlet="jabal")) == 1
    assert len(found(ledger, "سيطر", outlet="وكالة jabal")) == 1
    assert found(ledger, "سيطر", outlet="elsewhere") == []


def test_a_sentence_is_about_what_is_claimed_in_it(ledger: Ledger) -> None:
    (sentence,) = ledger.find(SearchQuery(type="withdrawal")).hits
    assert "انسحبت" in sentence.text
    assert [claim.type for claim in sentence.claims] == ["withdrawal"]
    assert [(said.stance, said.speaker is not None) for said in sentence.statements] == [("asserts", True)]


def test_days_are_of_publication_and_inclusive(ledger: Ledger) -> None:
    assert len(found(ledger, "سيطر", since="2017-09-05", until="2017-09-05")) == 2
    assert len(found(ledger, "سيطر", since="2017-10")) == 1
    assert len(found(ledger, "سيطر", until="2017-09-04")) == 0
    assert len(found(ledger, "سيطر", since="2017")) == 3


def test_facets_add_up(ledger: Ledger) -> None:
    for kind in SearchKind:
        answer = ledger.find(SearchQuery(text="دير", kind=kind))
        number = answer.counts[kind].number
        assert sum(facet(answer, FacetKind.OUTLET).values()) == number
        assert sum(facet(answer, FacetKind.DATE).values()) == number
    claims = ledger.find(SearchQuery(text="دير", kind=CLAIMS))
    assert sum(facet(claims, FacetKind.TYPE).values()) == sum(facet(claims, FacetKind.STATUS).values()) == 3


def test_every_facet_finds_as_many_as_it_promises(ledger: Ledger) -> None:
    for kind in SearchKind:
        answer = ledger.find(SearchQuery(text="على", kind=kind))
        for one in answer.facets:
            for value in one.values:
                name = value.label.value
                asked = {"since": name, "until": name} if one.kind is FacetKind.DATE else {one.kind.value: name}
                assert len(found(ledger, "على", kind, **asked)) == value.count, (kind, one.kind, name)


def test_facets_have_the_names_of_both_languages(ledger: Ledger) -> None:
    answer = ledger.find(SearchQuery(text="دير", kind=CLAIMS))
    labels = {value.label.value: value.label for one in answer.facets for value in one.values}
    assert (labels["sy.deir-ez-zor"].name_ar, labels["sy.deir-ez-zor"].name_en) == ("دير الزور", "Deir ez-Zor")
    assert labels["sy.army"].name_en == "Syrian Army"
    assert labels["wadi"].name_ar == "وكالة wadi"


def test_pages_follow_each_other_without_a_gap(ledger: Ledger) -> None:
    for number in range(5):
        add_text(ledger, SIEGE, url=f"wadi.example/{number}", day="2017-09-06")
    for sort in SearchSort:
        wanted = SearchQuery(text="سيطر", sort=sort, limit=2)
        whole = [(hit.document.id, hit.span) for hit in ledger.find(replace(wanted, limit=50)).hits]
        paged, after = [], "first"
        while after:
            answer = ledger.find(replace(wanted, after="" if after == "first" else after))
            paged += [(hit.document.id, hit.span) for hit in answer.hits]
            assert answer.counts[SearchKind.ARTICLES].number == len(whole)
            after = answer.next
        assert paged == whole
        assert [(hit.document.id, hit.span) for hit in ledger.find_all(wanted)] == whole
        assert len(set(whole)) == len(whole) == 13


def test_more_than_are_counted_is_said_to_be_more(tmp_path: Path) -> None:
    settings = replace(load_settings().ledger, search_counted=2)
    with Ledger.create(tmp_path / "ledger.db", fold=fold, settings=settings) as ledger:
        add_text(ledger)
        add_text(ledger, ADVANCE, day="2017-10-01")
        answer = ledger.find(SearchQuery(text="دير", limit=5))
        assert (answer.counts[SearchKind.ARTICLES].number, answer.counts[SearchKind.ARTICLES].is_more) == (2, True)
        assert facet(answer, FacetKind.DATE) == {"2017-10": 1, "2017-09": 1}
        assert len(answer.hits) == 3
        assert len(ledger.search("دير")) == 3


def test_what_words_alone_would_find_is_told_where_filters_leave_nothing(ledger: Ledger) -> None:
    answer = ledger.find(SearchQuery(text="دير", place="الميادين"))
    assert not answer.hits
    assert answer.unfiltered is not None and answer.unfiltered.number == 3


def test_a_long_hit_is_cut_around_what_was_found(ledger: Ledger) -> None:
    long = "خبر\nقال فلان إن " + "كلمة " * 300 + "الجوهرة " + "أخرى " * 300 + "."
    add_text(ledger, long)
    (hit,) = ledger.find(SearchQuery(text="الجوهرة", kind=STATEMENTS)).hits
    assert hit.is_cut == (True, True)
    assert len(hit.text) < 500
    assert [piece for piece, is_marked in hit.pieces if is_marked] == ["الجوهرة"]
    assert "".join(piece for piece, _ in hit.pieces) == hit.text == long[hit.shown.start : hit.shown.end]


def test_a_superseded_version_is_not_found(ledger: Ledger) -> None:
    add_text(ledger, "قديم\nكان هنا لفظ مهجور.", url="wadi.example/1", changed="2017-09-05")
    new = add_text(ledger, "جديد\nصار هنا لفظ مأنوس.", url="wadi.example/1", changed="2017-09-06")
    assert found(ledger, "مهجور") == []
    assert len(found(ledger, "مأنوس")) == 1
    ledger.remove(new.id)
    assert len(found(ledger, "مهجور")) == 1


def test_what_is_removed_or_read_again_is_found_as_it_is_now(ledger: Ledger) -> None:
    from small_ledger import SmallReader

    document = ledger.document(ledger.documents(outlet="wadi")[0].id)
    assert document is not None
    ledger.replace_reading(SmallReader("2").read(document))
    assert len(found(ledger, "الوادي", STATEMENTS, outlet="wadi")) == 0
    ledger.remove(document.id)
    assert found(ledger, "نفى") == []


def decide(ledger: Ledger, hit: SearchHit, decision: Decision, **value: str) -> None:
    """Add one decision on the record of a hit."""
    kind = RecordKind.CLAIM if hit.kind is CLAIMS else RecordKind.STATEMENT
    anchor = Anchor(hit.document.id, hit.span, words(hit), "", "")
    ledger.add_review(
        Review(
            anchor, kind, hit.record_id, decision, Reviewer("v_1", "سهى"), datetime(2024, 1, 1, tzinfo=UTC),
            value=tuple(value.items()),
        )
    )  # fmt: skip


def test_a_rejected_claim_is_not_found_and_its_facets_go(ledger: Ledger) -> None:
    (hit,) = ledger.find(SearchQuery(type="withdrawal", kind=CLAIMS)).hits
    decide(ledger, hit, Decision.REJECT)
    assert found(ledger, kind=CLAIMS, type="withdrawal") == []
    assert found(ledger, type="withdrawal") == []
    assert len(found(ledger, "انسحبت")) == 1


def test_a_corrected_claim_is_found_by_what_it_was_corrected_to(ledger: Ledger) -> None:
    (hit,) = ledger.find(SearchQuery(type="withdrawal", kind=CLAIMS)).hits
    decide(ledger, hit, Decision.CORRECT, type="capture")
    assert found(ledger, kind=CLAIMS, type="withdrawal") == []
    assert "القوات انسحبت من الميادين" in found(ledger, kind=CLAIMS, type="capture")


def test_an_older_ledger_is_filled_once(ledger: Ledger) -> None:
    before = ledger.find(SearchQuery(text="دير"))
    with writing_to(ledger._engine) as connection:
        connection.execute(findable.delete())
        connection.exec_driver_sql(f"DELETE FROM about WHERE name = '{FINDABLE}'")
    assert found(ledger, "دير") == []
    with pytest.raises(QawlError, match="qawl init"):
        Ledger.open(ledger.name, fold=fold)
    told: list[tuple[int, int]] = []
    ledger.fill_search(progress=lambda done, of: told.append((done, of)))
    assert told == [(2, 2)]
    assert ledger.find(SearchQuery(text="دير")) == before
    Ledger.open(ledger.name, fold=fold).close()


HOSTILE = [
    "*", "**", "* * *", '"', '"""', '"*"', "-", "--", "-*", "|", "| |", "a | ", "| a", "OR", "a OR b", "NOT a",
    "NEAR(a b, 5)", "a NEAR/2 b", "^a", "a^", "words:a", "tags : a", "{words tags}:a", "a+b", "(a", "a)", "a;b",
    "'; DROP TABLE findable; --", "\ue000tcapture", "\ue000", "a\x00b", "\x01\x02", "\u202e\u202d", "\ud800", "𝒳 😀",
    "a" * 5000, "ا" * 900 + "*", "دير\u200fالزور", "%", "_", "\\", "[a-z]", "$1", ":match", "'a'", "a*b", "*a", "a**",
    "<script>", "&!|", "a & b", "!a",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_no_words_break_the_search(ledger: Ledger, text: str) -> None:
    for kind in SearchKind:
        for asked in ({}, {"speaker": text}, {"place": text, "outlet": text}, {"actor": text, "type": text}):
            try:
                ledger.find(SearchQuery(text=text, kind=kind, **asked))
            except SearchError as error:
                assert error.fault in SearchFault


def test_no_words_can_ask_for_a_tag(ledger: Ledger) -> None:
    add_text(ledger, "عنوان\nكلام فيه \ue000tcapture مزور.")
    assert all("مزور" not in hit.text for hit in ledger.find(SearchQuery(type="capture")).hits)


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"text": "«»"}, SearchFault.NO_WORD),
        ({"text": "-حلب"}, SearchFault.NO_WORD),
        ({"text": "كلمة " * 25}, SearchFault.TOO_MANY_WORDS),
        ({"text": "ا*"}, SearchFault.SHORT_BEGINNING),
        ({"text": "دير", "since": "yesterday"}, SearchFault.NO_DAY),
        ({"text": "دير", "after": "x"}, SearchFault.NO_PAGE),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_reason(
    ledger: Ledger, asked: dict[str, str], fault: SearchFault
) -> None:
    with pytest.raises(SearchError) as caught:
        ledger.find(SearchQuery(**asked))
    assert caught.value.fault is fault


def test_a_wider_search_has_neither_quotation_marks_nor_exclusions() -> None:
    assert widened('"مجلس الضفة" -نفى | سد') == "مجلس* الضفة* | سد"
