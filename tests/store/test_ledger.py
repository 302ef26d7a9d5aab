"""The ledger keeps what it is given, once, and finds it again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Column, update

from qawl.errors import StoreError, UsageError
from qawl.model.issue import Issue
from qawl.store import tables as t
from qawl.store.comparing import compare_readings
from qawl.store.engine import writing_to
from qawl.store.filters import ClaimFilter, StatementFilter
from qawl.store.ledger import Ledger
from qawl.store.records import Added
from qawl.text.fold import fold
from small_ledger import ADVANCE, SIEGE, SmallReader, add_text, make_document, make_ledger, make_snapshot


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with make_ledger(tmp_path / "ledger.db") as opened:
        yield opened


def test_a_reading_comes_out_as_it_went_in(ledger: Ledger) -> None:
    document = add_text(ledger)
    assert ledger.document(document.id) == document
    assert ledger.reading(document.id) == SmallReader().read(document)


def test_the_page_is_kept_byte_for_byte(ledger: Ledger) -> None:
    document = add_text(ledger)
    assert ledger.snapshot_content(document.snapshot_sha256) == SIEGE.encode()


def test_adding_the_same_again_changes_nothing(ledger: Ledger) -> None:
    document = make_document(SIEGE)
    reading = SmallReader().read(document)
    assert ledger.add_document(make_snapshot(document), document, reading) is Added.NEW
    before = ledger.count()
    assert ledger.add_document(make_snapshot(document), document, reading) is Added.KNOWN
    assert ledger.count() == before


def test_a_changed_page_is_a_newer_version_of_the_same_article(ledger: Ledger) -> None:
    url = "wadi.example/1"
    old = add_text(ledger, url=url, changed="2017-09-05")
    new = add_text(ledger, SIEGE + "\nقال أحمد الوادي إن الجيش سيطر على الميادين.", url=url, changed="2017-09-06")
    assert ledger.count()["articles"] == 1
    current = {head.id: head.is_current for head in ledger.documents()}
    assert current == {old.id: False, new.id: True}
    assert {s.document.id for s in ledger.statements()} == {new.id}
    assert {s.document.id for s in ledger.statements(StatementFilter(all_versions=True))} == {old.id, new.id}


def test_the_newest_version_is_current_in_whatever_order_versions_come(ledger: Ledger) -> None:
    new = add_text(ledger, SIEGE + " ", url="wadi.example/1", changed="2017-09-06")
    add_text(ledger, SIEGE, url="wadi.example/1", changed="2017-09-05")
    assert [head.id for head in ledger.documents(all_versions=False)] == [new.id]


def test_removing_the_newest_version_makes_the_one_before_current(ledger: Ledger) -> None:
    old = add_text(ledger, SIEGE, url="wadi.example/1", changed="2017-09-05")
    new = add_text(ledger, SIEGE + " ", url="wadi.example/1", changed="2017-09-06")
    ledger.remove(new.id)
    assert [(head.id, head.is_current) for head in ledger.documents()] == [(old.id, True)]


def test_removing_an_article_leaves_nothing_behind(ledger: Ledger) -> None:
    document = add_text(ledger)
    article = ledger.documents()[0].article_id
    assert [head.id for head in ledger.remove(article)] == [document.id]
    assert set(ledger.count().values()) == {0}
    assert ledger.snapshot_content(document.snapshot_sha256) is None
    assert ledger.search("الجيش") == []


def test_removing_what_is_not_there_says_so(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="no such document"):
        ledger.remove("d_none")


def test_removing_one_article_keeps_another_with_the_same_bytes(ledger: Ledger) -> None:
    first = add_text(ledger, outlet="wadi")
    second = add_text(ledger, outlet="jabal")
    ledger.remove(first.id)
    assert ledger.snapshot_content(second.snapshot_sha256) == SIEGE.encode()
    assert len(ledger.statements()) == 3


def test_statements_are_found_by_part_of_a_name_without_its_hamza(ledger: Ledger) -> None:
    add_text(ledger)
    (found,) = ledger.statements(StatementFilter(speaker="احمد"))
    assert found.statement.speaker.name == "أحمد الوادي"
    assert found.cue == "قال"
    assert found.content == "الجيش سيطر على دير الزور وقتل 12 مسلحا"


def test_private_people_are_kept_and_found_by_no_name(ledger: Ledger) -> None:
    document = make_document(SIEGE)
    reading = SmallReader().read(document)
    private = [replace(s, speaker=replace(s.speaker, is_private=True, entity=None)) for s in reading.statements]
    hidden = replace(reading, statements=tuple(private))
    ledger.add_document(make_snapshot(document), document, hidden)
    assert ledger.reading(document.id) == hidden
    assert private[0].speaker.name
    assert not list(ledger.statements(StatementFilter(speaker=private[0].speaker.name)))


def test_statements_are_filtered_by_stance_outlet_and_days(ledger: Ledger) -> None:
    add_text(ledger, day="2017-09-05")
    add_text(ledger, ADVANCE, day="2017-10-01", outlet="jabal")
    assert len(ledger.statements(StatementFilter(stance="denies"))) == 1
    assert len(ledger.statements(StatementFilter(outlet="jabal"))) == 1
    assert len(ledger.statements(StatementFilter(since="2017-10"))) == 1
    assert len(ledger.statements(StatementFilter(until="2017-09"))) == 3
    assert len(ledger.statements(limit=2)) == 2


def test_a_percent_sign_in_a_name_is_no_wildcard(ledger: Ledger) -> None:
    add_text(ledger)
    assert ledger.statements(StatementFilter(speaker="%")) == []
    assert ledger.statements(StatementFilter(speaker="_")) == []


def test_claims_are_found_by_type_place_actor_and_status(ledger: Ledger) -> None:
    add_text(ledger)
    (toll,) = ledger.claims(ClaimFilter(type="casualties"))
    assert toll.claim.quantity is not None
    assert toll.claim.quantity.min == 12
    assert toll.claim.quantity.max is None
    assert len(ledger.claims(ClaimFilter(place="الدير"))) == 0
    assert len(ledger.claims(ClaimFilter(place="ديرالزور"))) == 3
    assert len(ledger.claims(ClaimFilter(place="دير الزور"))) == 3
    assert len(ledger.claims(ClaimFilter(place="deir ez zor"))) == 3
    assert len(ledger.claims(ClaimFilter(place="sy.mayadin"))) == 1
    assert len(ledger.claims(ClaimFilter(actor="الجيش"))) == 3
    assert len(ledger.claims(ClaimFilter(actor="syrian army"))) == 3
    assert len(ledger.claims(ClaimFilter(status="denied"))) == 1


def test_claims_are_filtered_by_their_own_time_else_by_publication(ledger: Ledger) -> None:
    add_text(ledger, day="2017-09-05")
    assert len(ledger.claims(ClaimFilter(until="2017-09-04"))) == 3
    (undated,) = ledger.claims(ClaimFilter(since="2017-09-05"))
    assert undated.days == ("2017-09-05", "2017-09-05")


def test_a_date_that_is_none_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="no date"):
        ledger.claims(ClaimFilter(since="yesterday"))


def test_each_speaker_counts_by_the_latest_claim_up_to_the_day(ledger: Ledger) -> None:
    add_text(ledger, day="2017-09-05")
    (place,) = ledger.places("دير الزور")
    holdings = ledger.holdings(place.id, day="2017-09-11")
    assert [(h.speaker, h.says, h.holders, h.age_days) for h in holdings] == [
        ("أحمد الوادي", "took", ("الجيش",), 7),
        ("مصدر في التنظيم", "took", ("الجيش",), 7),
    ]
    assert ledger.holdings(place.id, day="2017-09-03") == []


@pytest.mark.parametrize(
    "column", [t.claim.c.rule, t.link.c.rule], ids=["a siege is no hold", "a headline is too far for a place"]
)
def test_who_besieges_a_place_or_is_placed_by_the_headline_alone_does_not_hold_it(
    ledger: Ledger, column: Column[str]
) -> None:
    add_text(ledger)
    (place,) = ledger.places("دير الزور")
    before = ledger.holdings(place.id, day="2017-09-11")
    value = "control.besiege+status.plain" if column.table is t.claim else "place.headline"
    with writing_to(ledger._engine) as connection:
        connection.execute(update(column.table).values(rule=value))
    assert before
    assert ledger.holdings(place.id, day="2017-09-11") == []


def test_speakers_are_found_by_the_name_of_the_actor_they_are(ledger: Ledger) -> None:
    add_text(ledger)
    (found,) = ledger.statements(StatementFilter(speaker="مجلس الضفة"))
    with writing_to(ledger._engine) as connection:
        connection.execute(update(t.speaker).where(t.speaker.c.name == "مجلس الضفة").values(entity="x.council"))
    named = ledger.statements(StatementFilter(speaker="اسم آخر", speaker_ids=("x.council",)))
    assert [stored.statement.id for stored in named] == [found.statement.id]


def test_a_better_reading_replaces_the_one_before(ledger: Ledger) -> None:
    document = add_text(ledger)
    before = ledger.reading(document.id)
    assert before is not None
    after = SmallReader("2").read(document)
    changes = compare_readings(before, after)
    assert (len(changes.new), len(changes.gone), len(changes.changed)) == (0, 3, 2)
    assert ledger.replace_reading(after)
    assert not ledger.replace_reading(after)
    assert ledger.reading(document.id) == after
    assert list(ledger.document_ids(not_version="2")) == []


def test_reading_again_with_the_former_version_is_possible(ledger: Ledger) -> None:
    document = add_text(ledger)
    ledger.replace_reading(SmallReader("2").read(document))
    assert ledger.replace_reading(SmallReader("1").read(document))
    assert ledger.reading(document.id) == SmallReader("1").read(document)


def test_a_reading_of_an_unknown_document_is_refused(ledger: Ledger) -> None:
    with pytest.raises(StoreError, match="no such document"):
        ledger.replace_reading(SmallReader().read(make_document(SIEGE)))


def test_why_shows_rules_spans_and_text(ledger: Ledger) -> None:
    document = add_text(ledger)
    stored = ledger.statements()[0]
    found = ledger.why(stored.statement.id[:9])
    assert found.record == stored.statement
    assert found.rules == ("قال", "cue.test", "source.test", "speaker.test")
    assert any((part.name, part.span) == ("source", stored.statement.source) for part in found.parts)
    assert found.text.startswith("قال أحمد")
    assert found.snapshot_sha256 == document.snapshot_sha256
    (claim,) = ledger.claims(ClaimFilter(type="casualties"))
    assert claim.claim.id in found.related
    explained = ledger.why(claim.claim.id)
    assert "actor.inherited" in explained.rules
    assert any(part.inherited for part in explained.parts)
    assert ledger.why(document.id).kind == "document"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("s_0000000000000000", "no statement, claim or document"),
        ("s_", "too little of an id"),
        ("نص", "too little"),
        ("", "too little"),
        ("s", "too little"),
    ],
)
def test_why_of_nothing_says_so(ledger: Ledger, given: str, words: str) -> None:
    add_text(ledger)
    with pytest.raises(UsageError, match=words):
        ledger.why(given)


def test_issues_are_noted_once_and_cleared_when_the_input_is_read(ledger: Ledger) -> None:
    issue = Issue("a.jsonl", "ingest", "not JSON", 3)
    ledger.add_issues([issue, replace(issue, offset=4)])
    ledger.add_issues([replace(issue, message="still not JSON")])
    assert [(i.offset, i.message) for i in ledger.issues()] == [(3, "still not JSON"), (4, "not JSON")]
    document = make_document(SIEGE)
    reading = SmallReader().read(document)
    ledger.add_document(make_snapshot(document), document, reading, settles=("a.jsonl", 3))
    assert [i.offset for i in ledger.issues()] == [4]


def test_an_error_in_the_middle_leaves_no_trace(ledger: Ledger) -> None:
    document = make_document(SIEGE)
    reading = SmallReader().read(document)
    twice = replace(reading, claims=reading.claims + reading.claims[:1])
    with pytest.raises(StoreError):
        ledger.add_document(make_snapshot(document), document, twice)
    assert set(ledger.count().values()) == {0}


def test_a_ledger_can_be_opened_again(tmp_path: Path) -> None:
    with make_ledger(tmp_path / "a.db") as ledger:
        document = add_text(ledger)
    with Ledger.open(tmp_path / "a.db", fold=fold) as again:
        assert again.has_document(document.id, version="1")
        assert not again.has_document(document.id, version="2")
