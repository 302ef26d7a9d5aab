"""What a person decides meets the ledger: it is checked, kept, shown, and survives newer rules and removed pages."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qawl.adding import add, create_ledger, reread
from qawl.corroborate.context import World
from qawl.errors import UsageError
from qawl.model.document import Document
from qawl.model.ids import claim_id
from qawl.model.reading import Reading
from qawl.model.review import Decision, RecordKind, Review
from qawl.model.span import Span
from qawl.reviewing import decided_pairs, letters, pending, review
from qawl.situating import situation_of
from qawl.store.filters import ClaimFilter, StatementFilter
from qawl.store.ledger import Ledger
from small_ledger import ADVANCE, PLACES, SIEGE, SmallReader, add_text

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DatedReader:
    """Reads like the stand-in, and dates claims by the publication, as «اليوم» does. ``cut`` makes evidence shorter."""

    version: str = "1"
    cut: int = 0

    def read(self, document: Document) -> Reading:
        reading = SmallReader("1").read(document)
        day = document.published_at.value.date().isoformat() if document.published_at else None
        claims = []
        for claim in reading.claims:
            evidence = Span(claim.evidence.start, claim.evidence.end - self.cut)
            number = claim.quantity.mention.span if claim.quantity else None
            time = claim.time if claim.time is None or day is None else replace(claim.time, target=day)
            key = claim_id(document.id, claim.type.value, evidence, number, 0)
            claims.append(replace(claim, id=key, evidence=evidence, time=time))
        return replace(reading, version=self.version, claims=tuple(claims))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with create_ledger(tmp_path / "ledger.db") as opened:
        add_text(opened, url="https://wadi.example/1")
        yield opened


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger in which nobody decides anything."""
    with create_ledger(tmp_path_factory.mktemp("untouched") / "ledger.db") as opened:
        add_text(opened)
        yield opened


def decide(ledger: Ledger, record: str, decision: str, *, minutes: int = 0, **facts: str) -> Review:
    return review(
        ledger,
        record,
        decision,
        reviewer="هند",
        reason="سبب",
        settings=facts,
        at=NOON + timedelta(minutes=minutes),
        reader=DatedReader,
    )


def first_claim(ledger: Ledger, **wanted: str) -> str:
    return ledger.claims(ClaimFilter(**wanted))[0].claim.id  # type: ignore[arg-type]


def test_a_rejected_claim_is_listed_only_when_it_is_asked_for(ledger: Ledger) -> None:
    key = first_claim(ledger, type="withdrawal")
    decide(ledger, key, "reject")
    assert ledger.claims(ClaimFilter(type="withdrawal")) == []
    (stored,) = ledger.claims(ClaimFilter(type="withdrawal"), with_rejected=True)
    assert stored.is_rejected and stored.reviews[0].reason == "سبب"


def test_a_corrected_claim_is_found_by_what_it_was_corrected_to(ledger: Ledger) -> None:
    key = first_claim(ledger, type="withdrawal")
    decide(ledger, key, "correct", place="sy.raqqa", status="denied", date="2016-02")
    assert ledger.claims(ClaimFilter(place="الميادين")) == []
    (stored,) = ledger.claims(ClaimFilter(place="sy.raqqa", status="denied", since="2016-02-10", until="2016"))
    assert stored.place is not None and stored.place.name_ar == "الرقة"
    assert stored.days == ("2016-02-01", "2016-02-29")
    assert ledger.places("Raqqa")


def test_lists_keep_their_order_and_their_limit(ledger: Ledger) -> None:
    before = [stored.claim.id for stored in ledger.claims()]
    decide(ledger, before[1], "confirm")
    decide(ledger, before[2], "correct", status="possible")
    assert [stored.claim.id for stored in ledger.claims()] == before
    assert [stored.claim.id for stored in ledger.claims(limit=2)] == before[:2]


def test_a_corrected_speaker_is_found_by_name_and_stands_beside_its_claims(ledger: Ledger) -> None:
    stored = ledger.statements(StatementFilter(speaker="احمد"))[0]
    decide(ledger, stored.statement.id, "correct", speaker="سالم الجبلي", entity="")
    assert ledger.statements(StatementFilter(speaker="احمد")) == []
    assert ledger.statements(StatementFilter(speaker="سالم"))[0].reviews
    speakers = {s.speaker.name for s in ledger.claims() if s.claim.statement == stored.statement.id and s.speaker}
    assert speakers == {"سالم الجبلي"}


def test_who_is_said_to_hold_a_place_follows_the_decisions(ledger: Ledger) -> None:
    holdings = ledger.holdings("sy.deir-ez-zor", day="2018")
    decide(ledger, holdings[0].claim.claim.id, "reject")
    assert len(ledger.holdings("sy.deir-ez-zor", day="2018")) == len(holdings) - 1
    decide(ledger, first_claim(ledger, type="withdrawal") + ".place", "correct", minutes=1, target="sy.deir-ez-zor")
    assert "left" in {holding.says for holding in ledger.holdings("sy.deir-ez-zor", day="2018")}


def test_situations_follow_the_decisions(ledger: Ledger) -> None:
    world = World({}, {}, lambda name: None, lambda key: PLACES["دير الزور"] if key == "sy.deir-ez-zor" else None)

    def standing() -> set[str]:
        found = situation_of(ledger, world, "sy.deir-ez-zor", "2017-09-11")
        return {one.claim for situation in found.situations for one in situation.standings}

    key = next(s.claim.id for s in ledger.claims() if s.claim.id in standing())
    decide(ledger, key, "reject")
    assert key not in standing()
    left = first_claim(ledger, type="withdrawal")
    assert left not in standing()
    decide(ledger, left, "correct", minutes=1, place="sy.deir-ez-zor")
    readings = ledger.control_readings("sy.deir-ez-zor", until="2017-09-11").readings
    claims = [claim for reading in readings for claim in reading.claims]
    assert left in {claim.id for claim in claims} and key not in {claim.id for claim in claims}
    assert {claim.statement for claim in claims} <= {s.id for reading in readings for s in reading.statements}


def test_a_corrected_date_resolves_the_times_of_a_document_again(ledger: Ledger) -> None:
    head = ledger.documents()[0]
    decide(ledger, head.id, "correct", date="2017-08-01", headline="عنوان آخر", outlet="jabal")
    (changed,) = ledger.documents()
    assert (changed.day, changed.title, changed.outlet.id) == ("2017-08-01", "عنوان آخر", "jabal")
    dated = {s.claim.time.target for s in ledger.claims() if s.claim.time and s.claim.time.target}
    assert dated == {"2017-08-01"}
    assert dict(ledger.reviews()[0].before)["published"].startswith("2017-09-05")


def test_a_date_decided_earlier_does_not_outrank_one_decided_later(ledger: Ledger) -> None:
    key = ledger.documents()[0].id
    decide(ledger, key, "correct", minutes=5, date="2017-08-05")
    decide(ledger, key, "correct", minutes=1, date="2017-08-01")
    assert ledger.documents()[0].day == "2017-08-05"


def test_decisions_survive_newer_rules_and_wait_when_nothing_fits(ledger: Ledger) -> None:
    made = decide(ledger, first_claim(ledger, type="withdrawal"), "reject")
    list(reread(ledger, DatedReader("2", cut=3), version="2"))
    assert ledger.claims(ClaimFilter(type="withdrawal")) == [] and pending(ledger) == []
    first = ledger.statements(StatementFilter(speaker="احمد"))[0].statement
    lost = decide(ledger, first.id, "confirm", minutes=1)
    list(reread(ledger, SmallReader("2"), version="2", dry_run=False))
    ledger.replace_reading(
        SmallReader("2").read(ledger.document(first.document_id) or pytest.fail("gone")), even_same_version=True
    )
    assert pending(ledger) == [lost]
    list(reread(ledger, DatedReader("3"), version="3"))
    assert pending(ledger) == [] and made in ledger.reviews()


def test_decisions_wait_for_a_document_that_was_removed_and_comes_back(ledger: Ledger) -> None:
    made = decide(ledger, first_claim(ledger, type="withdrawal"), "reject")
    ledger.remove(made.anchor.document_id)
    assert pending(ledger) == [made]
    add_text(ledger, url="https://wadi.example/1")
    assert pending(ledger) == [] and ledger.claims(ClaimFilter(type="withdrawal")) == []


def test_a_conflict_is_decided_by_its_two_claims_in_either_order(ledger: Ledger) -> None:
    other = add_text(ledger, ADVANCE, outlet="jabal", day="2017-10-01")
    left = first_claim(ledger, document_id=other.id)
    right = first_claim(ledger, type="withdrawal")
    decide(ledger, f"{left}+{right}", "reject")
    decide(ledger, f"{right}+{left}", "confirm", minutes=1)
    decided = decided_pairs(ledger, RecordKind.CONFLICT)
    assert {key: made.decision for key, made in decided.items()} == {
        (min(left, right), max(left, right)): Decision.CONFIRM
    }
    assert pending(ledger) == []
    ledger.remove(other.id)
    assert len(pending(ledger)) == 2


def test_a_copy_is_decided_by_its_two_documents(ledger: Ledger) -> None:
    other = add_text(ledger, ADVANCE, outlet="jabal").id
    own = ledger.claims(ClaimFilter(type="withdrawal"))[0].claim.document_id
    decide(ledger, f"{other}+{own}", "reject")
    assert list(decided_pairs(ledger, RecordKind.COPY)) == [(min(own, other), max(own, other))]


def test_letters_are_the_last_ones_given(ledger: Ledger) -> None:
    for minutes, letter in enumerate("bC"):
        review(
            ledger,
            "احمد الوادي",
            "letter",
            kind="speaker",
            reviewer="هند",
            reason="سبب",
            settings={"letter": letter},
            at=NOON + timedelta(minutes=minutes),
        )
    review(ledger, "wadi", "letter", kind="outlet", reviewer="هند", reason="سبب", settings=[("letter", "E")])
    assert {key: letter.letter for key, letter in letters(ledger).items()} == {
        "name:احمد الوادي": "C",
        "outlet:wadi": "E",
    }


@pytest.mark.parametrize(
    ("record", "decision", "facts", "told"),
    [
        ("c_ffffffffffffffff", "confirm", {}, "no statement, claim or document"),
        ("", "confirm", {}, "Name a record"),
        ("{claim}", "praise", {}, "no decision"),
        ("{claim}", "merge", {}, "not merged"),
        ("{claim}", "correct", {}, "says what is right"),
        ("{claim}", "reject", {"status": "denied"}, "goes with correct"),
        ("{claim}", "correct", {"colour": "red"}, "no field of a claim"),
        ("{claim}", "correct", {"status": "true"}, "none of its values"),
        ("{claim}", "correct", {"date": "2017-02-31"}, "no date"),
        ("{claim}", "correct", {"date": "2017-09-05/2017-09-01"}, "ends before it begins"),
        ("{claim}", "correct", {"date": "2017-09", "time": "2017-10"}, "set twice"),
        ("{claim}", "correct", {"quantity": "many"}, "no count"),
        ("{claim}", "correct", {"quantity": "9..3"}, "above the upper"),
        ("{claim}", "correct", {"place": "لا مكان كهذا"}, "no known place"),
        ("{claim}", "correct", {"place": "الرقة"}, "several places"),
        ("{claim}", "correct", {"statement": "s_ffffffff"}, "no one statement"),
        ("{claim}", "correct", {"credibility": "7"}, "no number"),
        ("{claim}", "correct", {"actor": "a\x00b"}, "control sign"),
        ("{claim}", "correct", {"actor": "أ" * 3000}, "too many"),
        ("{claim}.actor7", "reject", {}, "no such link"),
        ("{claim}.colour", "reject", {}, "no statement, claim or document"),
        ("{claim}.place", "correct", {"place": "sy.raqqa"}, "no field of a link"),
        ("{claim}.actor0", "correct", {"target": ""}, "is empty"),
        ("{claim}+{claim}", "reject", {}, "two claims"),
        ("{claim}+{document}", "reject", {}, "two claims"),
        ("{claim}", "letter", {"letter": "A"}, "speaker or --kind outlet"),
        ("{document}", "reject", {}, "qawl remove"),
        ("{document}", "correct", {"date": "yesterday"}, "no date"),
        ("{document}", "correct", {"headline": ""}, "is empty"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    untouched: Ledger, record: str, decision: str, facts: dict[str, str], told: str
) -> None:
    stored = untouched.claims(ClaimFilter(type="withdrawal"))[0]
    with pytest.raises(UsageError, match=told):
        decide(untouched, record.format(claim=stored.claim.id, document=stored.document.id), decision, **facts)
    assert untouched.reviews() == []


@pytest.mark.parametrize("missing", ["reviewer", "reason"])
def test_name_and_reason_must_be_said(untouched: Ledger, missing: str) -> None:
    said = {"reviewer": "هند", "reason": "سبب"} | {missing: "  "}
    with pytest.raises(UsageError, match="A decision needs"):
        review(untouched, first_claim(untouched), "confirm", **said)


def test_a_decision_of_tomorrow_is_refused(untouched: Ledger) -> None:
    with pytest.raises(UsageError, match="lies ahead"):
        review(
            untouched,
            first_claim(untouched),
            "confirm",
            reviewer="هند",
            reason="سبب",
            at=datetime.now(UTC) + timedelta(days=3),
        )


def test_the_beginning_of_an_id_will_do_where_one_record_has_it(ledger: Ledger) -> None:
    key = first_claim(ledger, type="withdrawal")
    assert decide(ledger, key[:10], "confirm").record_id == key
    with pytest.raises(UsageError):
        decide(ledger, "c_", "confirm")


ARTICLES = (
    {"text": SIEGE, "day": "2017-09-05"},
    {"text": ADVANCE, "day": "2017-10-01"},
    {"text": SIEGE + "\nقال أحمد الوادي إن القوات انسحبت من الميادين.", "day": "2017-11-01"},
)


def _write(folder: Path, number: int) -> Path:
    path = folder / f"{number}.md"
    article = ARTICLES[number]
    path.write_text(
        f"---\nid: a-{number}\noutlet: wadi\nurl: https://wadi.example/{number}\npublished: {article['day']}\n"
        f"title: {article['text'].partition(chr(10))[0]}\n---\n{article['text']}\n",
        encoding="utf-8",
    )
    return path


def _state(ledger: Ledger) -> object:
    claims = [(s.claim, s.days, s.reviews, s.is_rejected) for s in ledger.claims(with_rejected=True)]
    statements = [(s.statement, s.reviews, s.is_rejected) for s in ledger.statements(with_rejected=True)]
    documents = [(head.id, head.day, head.title, head.outlet) for head in ledger.documents()]
    return claims, statements, documents, pending(ledger)


@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_decisions_come_to_the_same_in_any_order_of_adding_and_deciding(data: st.DataObject) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        paths = [_write(folder, number) for number in range(len(ARTICLES))]
        with create_ledger(folder / "one.db") as ledger:
            add(ledger, paths, reader=DatedReader)
            for minutes in range(data.draw(st.integers(1, 6))):
                record, decision, facts = data.draw(_decisions(ledger))
                decide(ledger, record, decision, minutes=minutes, **facts)
            reviews = ledger.reviews()
            for version in ("2", "3"):
                list(reread(ledger, DatedReader(version, cut=2), version=version))
            list(reread(ledger, DatedReader("4"), version="4"))
            expected = _state(ledger)
        with create_ledger(folder / "other.db") as ledger:
            for made in data.draw(st.permutations(reviews)):
                assert ledger.add_review(made) and not ledger.add_review(made)
            add(ledger, data.draw(st.permutations(paths)), reader=DatedReader)
            list(reread(ledger, DatedReader("4"), version="4"))
            assert _state(ledger) == expected


def _decisions(ledger: Ledger) -> st.SearchStrategy[tuple[str, str, dict[str, str]]]:
    claims = st.sampled_from(sorted(stored.claim.id for stored in ledger.claims(with_rejected=True)))
    statements = st.sampled_from(sorted(stored.statement.id for stored in ledger.statements(with_rejected=True)))
    documents = st.sampled_from(sorted(head.id for head in ledger.documents()))
    corrections = [{"status": "denied"}, {"time": "2015-03"}, {"type": "clash"}]
    facts = [{"date": "2016-05-05"}, {"headline": "عنوان"}, {"outlet": "jabal"}]
    return st.one_of(
        st.tuples(claims, st.sampled_from(["confirm", "reject"]), st.just({})),
        st.tuples(claims, st.just("correct"), st.sampled_from(corrections)),
        st.tuples(statements, st.just("reject"), st.just({})),
        st.tuples(documents, st.just("correct"), st.sampled_from(facts)),
    )
