"""Decisions as forms send them, without a browser: selections, changed fields, stale pages, names to choose from."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qawl.adding import create_ledger, open_ledger
from qawl.examining import examine
from qawl.settings import load_settings
from qawl.store.filters import ClaimFilter
from qawl.store.ledger import Ledger
from qawl.web.app import create_app
from qawl.web.utf16 import to_utf16
from small_ledger import SIEGE, SmallReader, add_text
from web_client import WebClient

EMOJI = "🔴🔴 عاجل\n" + SIEGE
PART = {"x-part": "1"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of one article, made once; each test changes a copy."""
    path = tmp_path_factory.mktemp("forms") / "made.db"
    with create_ledger(path) as opened:
        add_text(opened, EMOJI)
    return path


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Iterator[Ledger]:
    shutil.copy(made, tmp_path / "ledger.db")
    with open_ledger(tmp_path / "ledger.db") as opened:
        yield opened


@pytest.fixture
def client(ledger: Ledger) -> WebClient:
    app = create_app(ledger, load_settings())
    app.state.bench.__dict__["reader"] = SmallReader()
    return WebClient(app)


def claim_of(ledger: Ledger, kind: str = "withdrawal") -> str:
    return ledger.claims(ClaimFilter(type=kind), with_rejected=True)[0].claim.id


def decide(client: WebClient, record: str, decision: str, **fields: str):  # type: ignore[no-untyped-def]
    return client.post(
        "/review/decide", data={"record": record, "decision": decision, "focus": record, **fields}, headers=PART
    )


def test_an_accepted_claim_is_confirmed_in_the_visitors_name_with_a_reason(client: WebClient, ledger: Ledger) -> None:
    key = claim_of(ledger)
    assert decide(client, key, "confirm", version="0").status_code == 200
    (made,) = ledger.reviews()
    assert made.decision == "confirm" and made.reason and made.reviewer.name


def test_a_rejection_needs_a_reason(client: WebClient, ledger: Ledger) -> None:
    answer = decide(client, claim_of(ledger), "reject")
    assert answer.status_code == 400 and 'role="alert"' in answer.text
    assert ledger.reviews() == []


def test_a_form_sets_only_what_was_changed_in_it(client: WebClient, ledger: Ledger) -> None:
    key = claim_of(ledger)
    fields = {
        "set.type": "withdrawal", "set.status": "denied", "set.place": "الميادين [sy.mayadin]", "set.quantity": "",
    }  # fmt: skip
    assert decide(client, key, "correct", **fields).status_code == 200
    assert ledger.reviews()[0].value == (("status", "denied"),)


def test_a_form_in_which_nothing_was_changed_is_refused(client: WebClient, ledger: Ledger) -> None:
    assert decide(client, claim_of(ledger), "correct", **{"set.type": "withdrawal"}).status_code == 400


def test_a_place_is_relinked_by_the_id_that_was_chosen(client: WebClient, ledger: Ledger) -> None:
    key = claim_of(ledger)
    assert decide(client, key, "correct", **{"set.place": "الرقة [sy.raqqa]"}).status_code == 200
    assert ledger.claims(ClaimFilter(place="sy.raqqa"))[0].claim.id == key


def test_a_speaker_is_relinked_with_name_and_entity(client: WebClient, ledger: Ledger) -> None:
    statement = ledger.statements()[0].statement.id
    assert decide(client, statement, "correct", **{"set.speaker": "الجيش السوري [sy.army]"}).status_code == 200
    assert ledger.statements()[0].statement.speaker.entity == "sy.army"


def test_a_selection_behind_an_emoji_means_the_words_that_the_browser_showed(client: WebClient, ledger: Ledger) -> None:
    stored = ledger.claims(ClaimFilter(type="withdrawal"))[0]
    wanted = stored.evidence.split(" ", 1)[1]
    start = EMOJI.index(wanted)
    units = to_utf16(EMOJI, start), to_utf16(EMOJI, start + len(wanted))
    assert units[0] == start + 2
    sent = {"select": "evidence", "start": f"0+{units[0]}", "end": f"0+{units[1]}", "words": wanted}
    assert decide(client, stored.claim.id, "correct", **sent).status_code == 200
    assert ledger.claims(ClaimFilter(type="withdrawal"))[0].evidence == wanted


def test_a_selection_whose_words_are_not_those_of_the_article_is_refused(client: WebClient, ledger: Ledger) -> None:
    sent = {"select": "evidence", "start": "0+0", "end": "0+9", "words": "كلمات أخرى"}
    assert decide(client, claim_of(ledger), "correct", **sent).status_code == 400
    assert ledger.reviews() == []


@pytest.mark.parametrize("offsets", [("", ""), ("9+0", "3+0"), ("x", "y"), ("0+99999", "0+99999"), ("99999+1", "0+1")])
def test_offsets_that_are_none_are_refused(client: WebClient, ledger: Ledger, offsets: tuple[str, str]) -> None:
    sent = {"select": "evidence", "start": offsets[0], "end": offsets[1], "words": "سيطر"}
    assert decide(client, claim_of(ledger), "correct", **sent).status_code == 400


def test_a_second_piece_is_added_to_the_content(client: WebClient, ledger: Ledger) -> None:
    statement = ledger.statements()[0].statement
    start = EMOJI.rindex("الميادين")
    piece = {"start": f"{start}+0", "end": f"{start}+8", "words": "الميادين", "select": "content-add"}
    assert decide(client, statement.id, "correct", **piece).status_code == 200
    content = next(s for s in ledger.statements() if s.statement.id == statement.id).statement.content
    assert len(content) == 2 and content[1].of(EMOJI) == "الميادين"


def test_an_outdated_form_is_refused_and_shows_what_the_other_decided(client: WebClient, ledger: Ledger) -> None:
    key = claim_of(ledger)
    decide(client, key, "confirm", version="0", reason="قرأته هند")
    answer = decide(client, key, "reject", version="0", reason="سبب")
    assert answer.status_code == 409 and "قرأته هند" in answer.text
    assert len(ledger.reviews()) == 1


def test_taking_back_shows_the_record_again(client: WebClient, ledger: Ledger) -> None:
    key = claim_of(ledger)
    decide(client, key, "reject", reason="سبب")
    answer = decide(client, claim_of(ledger, "capture"), "undo")
    assert answer.status_code == 200 and f'data-record="{key}"' in answer.text
    assert key in [stored.claim.id for stored in ledger.claims()]


def test_without_scripts_a_form_leads_back_to_the_page(client: WebClient, ledger: Ledger) -> None:
    key = claim_of(ledger)
    sent = {"record": key, "decision": "confirm", "focus": key, "back": "kind=claim&place=x&at=old"}
    answer = client.post("/review/decide", data=sent)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/review?kind=claim&place=x&at={key}"


def test_a_letter_needs_a_reason_and_stands_on_the_outlet(client: WebClient, ledger: Ledger) -> None:
    sent = {"kind": "outlet", "set.letter": "B", "focus": claim_of(ledger)}
    assert decide(client, "wadi", "letter", **sent).status_code == 400
    assert decide(client, "wadi", "letter", **sent | {"reason": "دقيقة"}).status_code == 200
    found = examine(ledger, claim_of(ledger))
    assert found.outlet_letter is not None and found.outlet_letter.letter == "B"


def test_the_state_tells_how_many_decisions_there_are(client: WebClient, ledger: Ledger) -> None:
    key = claim_of(ledger)
    assert client.get("/review/state", params={"record": key}).json() == {key: 0}
    decide(client, key, "confirm")
    assert client.get("/review/state", params={"record": key}).json() == {key: 1}


@pytest.mark.parametrize(
    ("kind", "words", "found"),
    [("place", "الميا", "sy.mayadin"), ("place", "Al Mayadin", "sy.mayadin"), ("actor", "الجيش السوري", "sy.army")],
)
def test_names_are_offered_in_arabic_and_english(client: WebClient, kind: str, words: str, found: str) -> None:
    rows = client.get("/review/names", params={"kind": kind, "q": words}).json()
    assert found in [row["id"] for row in rows]


def test_runners_up_are_offered_before_anything_is_typed(client: WebClient) -> None:
    rows = client.get("/review/names", params={"kind": "place", "first": "sy.raqqa unknown sy.mayadin"}).json()
    assert [row["id"] for row in rows] == ["sy.raqqa", "sy.mayadin"]


def test_the_history_of_a_record_names_who_when_what_and_why(client: WebClient, ledger: Ledger) -> None:
    key = claim_of(ledger)
    decide(client, key, "correct", reason="العنوان يقول غير ذلك", **{"set.status": "denied"})
    page = client.get("/review/history", params={"record": key, "lang": "en"}).text
    assert "العنوان يقول غير ذلك" in page and "Corrected" in page and "denied" in page


def test_a_record_that_is_not_there_is_a_page_that_says_so(client: WebClient) -> None:
    assert client.get("/review/item", params={"at": "c_0000000000000000"}).status_code in (400, 404)
    assert client.get("/review", params={"at": "c_0000000000000000"}).status_code == 200
