"""Double coding on its pages and by REST: each sees the own decisions alone until both are done, then both."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qawl.adding import create_ledger, open_ledger
from qawl.model.ids import hash_id
from qawl.settings import load_settings
from qawl.store.filters import ClaimFilter
from qawl.store.ledger import Ledger
from qawl.web.app import create_app
from small_ledger import SmallReader, add_text
from web_client import WebClient


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("coding-pages") / "made.db"
    with create_ledger(path) as opened:
        add_text(opened)
    return path


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Iterator[Ledger]:
    shutil.copy(made, tmp_path / "ledger.db")
    with open_ledger(tmp_path / "ledger.db") as opened:
        yield opened


@pytest.fixture
def coders(ledger: Ledger) -> tuple[WebClient, WebClient]:
    """Two browsers, each under a name of its own, with one article given to both."""
    app = create_app(ledger, load_settings())
    app.state.bench.__dict__["reader"] = SmallReader()
    both = WebClient(app), WebClient(app)
    for client, name in zip(both, ("Hind", "Samir"), strict=True):
        assert client.post("/visitor", data={"name": name}).status_code == 303
    given = {"documents": ledger.documents()[0].id, "first": "Hind", "second": "Samir", "note": "first week"}
    assert both[0].post("/coding", data=given).status_code == 303
    return both


def claim_of(ledger: Ledger) -> str:
    return ledger.claims(ClaimFilter(type="withdrawal"))[0].claim.id


def test_each_coder_sees_the_own_decisions_alone(coders: tuple[WebClient, WebClient], ledger: Ledger) -> None:
    hind, samir = coders
    key = claim_of(ledger)
    sent = {"record": key, "decision": "correct", "set.status": "denied", "reason": "كلمة هند"}
    assert hind.post("/coding/1/decide", data=sent).headers["location"] == f"/coding/1#{key}"
    assert f'id="{key}" data-decided="correct"' in hind.get("/coding/1").text
    page = samir.get("/coding/1").text
    assert f'id="{key}"' in page and "data-decided" not in page
    assert ledger.reviews() == []


def test_who_is_none_of_the_two_sees_no_decision(coders: tuple[WebClient, WebClient], ledger: Ledger) -> None:
    hind, samir = coders
    hind.post("/coding/1/decide", data={"record": claim_of(ledger), "decision": "confirm"})
    samir.post("/visitor", data={"name": "Muna"})
    assert claim_of(ledger) not in samir.get("/coding/1").text
    answer = samir.get("/api/v1/codings/1/differences")
    assert answer.status_code == 400 and "both have to be done" in answer.json()["detail"]


def test_what_is_taken_becomes_a_decision_that_names_both(coders: tuple[WebClient, WebClient], ledger: Ledger) -> None:
    hind, samir = coders
    key = claim_of(ledger)
    hind.post("/coding/1/decide", data={"record": key, "decision": "confirm"})
    sent = {"record": key, "decision": "correct", "set": {"status": "possible"}}
    assert samir.post("/api/v1/codings/1/decisions", json=sent).status_code == 201
    assert samir.post("/api/v1/codings/1/done", json={}).status_code == 200
    hind.post("/coding/1/done", data={"note": "done"})
    assert "possible" in hind.get("/coding/1?lang=en").text
    rows = hind.get("/api/v1/codings/1/differences").json()
    assert {row["field"] for row in rows if row["first"] != row["second"] and row["second"]} == {"status"}
    taken = {"record": key, "field": "status", "taken": "second", "note": "clear"}
    assert hind.post("/coding/1/adjudicate", data=taken).status_code == 303
    (made,) = ledger.reviews()
    assert "Hind" in made.reason and "Samir" in made.reason and dict(made.value) == {"status": "possible"}
    assert hind.post("/coding/1/adjudicate", data=taken).status_code == 400
    table = hind.get("/api/v1/codings/agreement").json()
    assert table["by_field"]["status"] == {"units": 1, "agreed": 0, "alpha": 0.0}
    assert "web.coding" not in hind.get("/coding").text


def test_a_bad_assignment_says_what_is_wrong(coders: tuple[WebClient, WebClient]) -> None:
    answer = coders[0].post("/coding", data={"documents": "d_0", "first": "a", "second": "b"})
    assert answer.status_code == 400 and "no such document" in answer.text
    assert coders[0].get("/coding/99").status_code == 404


def test_nothing_can_be_changed_by_who_is_done(coders: tuple[WebClient, WebClient], ledger: Ledger) -> None:
    hind = coders[0]
    hind.post("/coding/1/done", data={})
    assert hind.post("/coding/1/decide", data={"record": claim_of(ledger), "decision": "confirm"}).status_code == 400
    assert ledger.codings(1, hash_id("v", "Hind")) == []
