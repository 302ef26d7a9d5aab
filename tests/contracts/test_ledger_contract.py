"""What every database must do alike: run against SQLite always, and PostgreSQL where a server is named."""

from dataclasses import replace
from datetime import UTC, datetime

from qawl.model.account import Account, ClaimCard, OriginGroup, Pair, Verdict
from qawl.store.filters import ClaimFilter, StatementFilter
from qawl.store.ledger import Ledger
from qawl.store.visits import Visit
from small_ledger import ADVANCE, SIEGE, SmallReader, add_text


def test_records_come_out_as_they_went_in(ledger: Ledger) -> None:
    document = add_text(ledger)
    assert ledger.document(document.id) == document
    assert ledger.reading(document.id) == SmallReader().read(document)


def test_adding_twice_is_adding_once(ledger: Ledger) -> None:
    add_text(ledger)
    before = ledger.count()
    add_text(ledger)
    assert ledger.count() == before


def test_filters_find_the_same(ledger: Ledger) -> None:
    add_text(ledger)
    add_text(ledger, ADVANCE, day="2017-10-01", outlet="jabal")
    assert len(ledger.statements(StatementFilter(speaker="احمد", until="2017-09"))) == 1
    assert len(ledger.claims(ClaimFilter(place="دير الزور", type="capture"))) == 3
    assert len(ledger.claims(ClaimFilter(actor="SYRIAN army"))) == 3


def test_search_finds_the_same(ledger: Ledger) -> None:
    add_text(ledger)
    assert [[span.of(SIEGE) for span in hit.highlights] for hit in ledger.search("احمد الوادي")] == [["أحمد", "الوادي"]]
    assert len(ledger.search('"دير الزور"')) == 2
    assert len(ledger.search("انسحب*")) == 1


def test_a_reading_is_replaced_and_an_article_removed(ledger: Ledger) -> None:
    document = add_text(ledger)
    assert ledger.replace_reading(SmallReader("2").read(document))
    assert ledger.count()["statements"] == 2
    ledger.remove(document.id)
    assert set(ledger.count().values()) == {0}


def test_a_newer_version_supersedes(ledger: Ledger) -> None:
    add_text(ledger, url="wadi.example/1", changed="2017-09-05")
    new = add_text(ledger, SIEGE + " ", url="wadi.example/1", changed="2017-09-06")
    assert [head.id for head in ledger.documents(all_versions=False)] == [new.id]


def test_pages_are_kept_and_checked(ledger: Ledger) -> None:
    document = add_text(ledger)
    assert ledger.snapshot_content(document.snapshot_sha256) == document.text.encode()
    report = ledger.check(minimum_age=0)
    assert (report.pages, report.documents, report.claims, report.faults, report.swept) == (1, 1, 4, [], 0)
    ledger.remove(document.id)
    assert ledger.snapshot_content(document.snapshot_sha256) is None


def test_versions_stand_in_their_order(ledger: Ledger) -> None:
    old = add_text(ledger, url="wadi.example/1", changed="2017-09-05")
    new = add_text(ledger, SIEGE.replace("12", "19"), url="wadi.example/1", changed="2017-09-06")
    assert [head.id for head in ledger.versions(old.id)] == [old.id, new.id]
    assert [head.id for head in ledger.changed_articles()] == [new.id]


def test_visits_and_alerts_are_remembered(ledger: Ledger) -> None:
    visit = Visit("https://wadi.example/rss", datetime(2024, 1, 1, tzinfo=UTC), '"v1"', "", "timeout", 2)
    ledger.note_visit(visit)
    ledger.note_visit(replace(visit, outcome="", failures=0))
    assert ledger.visit(visit.url) == replace(visit, outcome="", failures=0)
    assert ledger.visit("https://wadi.example/other") is None
    ledger.note_alert("town", ["c_1", "c_2"])
    ledger.note_alert("town", ["c_2", "c_3"])
    assert ledger.alerts_sent("town", ["c_1", "c_3", "c_4"]) == {"c_1", "c_3"}
    ledger.keep_host_states([{"host": "wadi.example"}])
    assert ledger.host_states() == [{"host": "wadi.example"}]


def test_an_article_is_known_by_its_address(ledger: Ledger) -> None:
    add_text(ledger, url="wadi.example/1")
    assert ledger.article_at("wadi.example/1") == "wadi.example/1"
    assert ledger.article_at("wadi.example/2") is None


def test_what_is_derived_is_pending_until_it_is_done(ledger: Ledger) -> None:
    document = add_text(ledger)
    with ledger.deriving() as rows:
        rows.start("1")
        assert rows.pending(10) == [document.id]
        found = rows.reading(document.id)
        assert found is not None
        reading_id, reading = found
        assert reading == SmallReader().read(document)
        rows.mark_done({document.id: reading_id})
        assert rows.pending(10) == []
        assert rows.outdated() == []
    ledger.replace_reading(SmallReader("2").read(document))
    with ledger.deriving() as rows:
        rows.start("1")
        assert rows.pending(10) == [document.id]


def test_a_key_is_crowded_while_more_than_its_limit_stand_under_it(ledger: Ledger) -> None:
    documents = [add_text(ledger, url=f"wadi.example/{number}").id for number in range(3)]
    with ledger.deriving() as rows:
        texts = rows.text_keys
        days = dict(zip(documents, ("2017-09-05", "2017-09-05", "2017-09-06"), strict=True))
        texts.put([{"key": "a", "day": day, "document_id": document} for document, day in days.items()])
        texts.put([{"key": "b", "day": "2017-09-05", "document_id": documents[0]}])
        assert texts.sharing(["a", "b"]) == {documents[0]: 2, documents[1]: 1, documents[2]: 1}
        assert texts.sharing(["a", "b"], days=["2017-09-06"]) == {documents[2]: 1}
        assert {row.document_id for row in texts.under_on(["a"], "2017-09-05")} == set(documents[:2])
        assert texts.keys_of(documents[:1]) == {documents[0]: ("2017-09-05", {"a", "b"})}
        assert texts.settle(["a", "b"], lambda _: 2) == ({"a"}, set())
        assert texts.settle(["a"], lambda _: 2) == (set(), set())
        assert rows.claim_keys.crowded(["a"]) == set()
        assert not rows.is_unsettled()
        rows.forget(documents[2:])
        assert rows.is_unsettled()
        assert texts.settle([], lambda _: 2) == (set(), {"a"})
        assert texts.crowded(["a", "b"]) == set()
        assert not rows.is_unsettled()


def test_cards_pairs_and_accounts_come_out_as_they_went_in(ledger: Ledger) -> None:
    document = add_text(ledger)
    reading = SmallReader().read(document)
    cards = [ClaimCard(claim, document.id, document.article_key, "wadi", "x") for claim in reading.claims]
    left, right = sorted(card.id for card in cards[:2])
    origins = (OriginGroup("name:x", "x", (left, right), "origin.same"),)
    account = Account("t_1", "capture", (left, right), left, None, None, None, origins)
    with ledger.deriving() as rows:
        rows.put_cards(cards)
        assert rows.cards([left]) == {left: next(card for card in cards if card.id == left)}
        rows.put_pairs([Pair(left, right, Verdict.SAME, "pair.test")])
        assert rows.components_of([right], lost={right}, limit=2) == [{left, right}]
        assert rows.components_of([right], lost={right}, limit=1) == [{left, right}]  # of one day
        rows.replace_accounts([left, right], [account])
    assert ledger.accounts() == [account]
    ledger.replace_reading(SmallReader("2").read(document))
    assert ledger.accounts() == []
