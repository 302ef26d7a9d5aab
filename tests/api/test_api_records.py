"""Single records, deciding on them, and reading a text that is given."""

import pytest

from api_client import Api
from qawl.model.access import Role
from qawl.pipeline import read
from web_client import as_role


def test_a_claim_says_why_it_is_there(api: Api) -> None:
    claim = api.get("/claims", limit=1).json()["items"][0]
    found = api.get(f"/claims/{claim['id']}").json()
    assert {key: found[key] for key in claim} == claim
    assert found["why"]["kind"] == "claim" and found["rule"].partition("+")[0] in found["why"]["rules"]
    assert found["weighed"]["number"]["claim"] == claim["id"]


def test_spans_of_a_document_are_code_points_of_its_text(api: Api) -> None:
    said = api.get("/statements", limit=1).json()["items"][0]
    text = api.get(f"/documents/{said['document']['id']}/text").text
    start, end = said["spans"]["cue"]
    assert text[start:end] == said["cue"]


def test_a_page_as_received_is_saved_and_never_shown(api: Api) -> None:
    document = api.get("/documents", limit=1).json()["items"][0]["id"]
    answer = api.get(f"/documents/{document}/snapshot")
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_decision_is_kept_in_the_name_of_who_sends_it_and_obeyed(own_api: Api) -> None:
    claim = own_api.get("/claims", limit=1).json()["items"][0]["id"]
    answer = own_api.post("/reviews", {"record": claim, "decision": "reject", "reason": "ليس في النص"})
    assert answer.status_code == 201, answer.text
    assert answer.json()["reviewer"]["name"]
    assert claim not in {one["id"] for one in own_api.items("/claims", limit=500)}
    assert own_api.get(f"/claims/{claim}").json()["is_rejected"]
    assert [one["record_id"] for one in own_api.items("/reviews")] == [claim]
    taken = own_api.post("/reviews/undo", {"reason": "خطأ"})
    assert taken.status_code == 201
    assert claim in {one["id"] for one in own_api.items("/claims", limit=500)}


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({"record": "c_none", "decision": "reject", "reason": "x"}, 400, "c_none"),
        ({"record": "c_none", "decision": "praise", "reason": "x"}, 422, "decision"),
        ({"record": "c_none", "decision": "reject"}, 422, "reason"),
        ({"record": "c_none", "decision": "reject", "reason": "x", "reviewer": "سواي"}, 422, "reviewer"),
    ],
)
def test_a_decision_that_cannot_be_made_is_refused(own_api: Api, sent: dict[str, str], status: int, words: str) -> None:
    answer = own_api.post("/reviews", sent)
    assert answer.status_code == status
    assert words in answer.json()["detail"]
    assert own_api.items("/reviews") == []


def test_a_decision_on_what_somebody_else_has_decided_meanwhile_is_refused(own_api: Api) -> None:
    claim = own_api.get("/claims", limit=1).json()["items"][0]["id"]
    sent = {"record": claim, "decision": "confirm", "reason": "x", "version": 0}
    assert own_api.post("/reviews", sent).status_code == 201
    assert own_api.post("/reviews", sent | {"decision": "reject"}).status_code == 409


def test_a_reader_reads_and_decides_nothing(own_api: Api) -> None:
    reader = as_role(own_api.app, own_api.ledger, Role.READER)
    assert reader.get("/api/v1/claims").status_code == 200
    sent = {"record": "c_1", "decision": "confirm", "reason": "x"}
    assert reader.post("/api/v1/reviews", json=sent).status_code == 403
    assert reader.post("/api/v1/read", json={"text": "قال شاهد إن الجسر مغلق."}).status_code == 200


TEXT = "إعادة فتح المعبر\nقال المتحدث باسم الدفاع المدني إن ثلاثة مدنيين قتلوا أمس في قصف على بلدة الشعفة 😀."


def test_a_text_is_read_and_nothing_is_stored(own_api: Api) -> None:
    before = own_api.ledger.count()
    answer = own_api.post("/read", {"text": TEXT, "published": "2017-11-20", "outlet": "sahm"})
    assert answer.status_code == 200
    reading = read(TEXT, published="2017-11-20", outlet="sahm")
    (statement,) = answer.json()["statements"]
    assert statement["id"] == reading.statements[0].id
    start, end = statement["cue"]
    assert TEXT[start:end] == "قال"
    assert {claim["type"] for claim in answer.json()["claims"]} == {claim.type for claim in reading.claims}
    assert own_api.ledger.count() == before


@pytest.mark.parametrize(
    ("text", "status"), [("", 422), ("   ", 422), ("This is no Arabic text at all.", 422), ("ك" * 3_000_000, 422)]
)
def test_what_is_no_article_is_refused(api: Api, text: str, status: int) -> None:
    assert api.post("/read", {"text": text}).status_code == status


def test_more_bytes_than_an_article_may_have_are_refused_before_they_are_read(api: Api) -> None:
    answer = api.client.post("/api/v1/read", content=b" ", headers={"Content-Length": "999999999999"})
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
