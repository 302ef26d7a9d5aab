"""Lists of the API: pages that join up, filters that mean what the command line's mean, other forms, and errors."""

import csv
import io
import json

import pytest

from api_client import Api
from qawl.model.review import Decision
from qawl.reviewing import review
from qawl.shapes import claim_json, document_json, statement_json
from qawl.store.filters import ClaimFilter, StatementFilter

LISTS = ("documents", "statements", "claims", "accounts", "conflicts", "copies", "quotations", "relations",
         "predictions", "speakers", "actors", "places", "outlets")  # fmt: skip


def test_lists_hold_what_the_ledger_holds(api: Api) -> None:
    assert api.items("/claims", limit=100) == [claim_json(one) for one in api.ledger.claims()]
    assert api.items("/statements", limit=100) == [statement_json(one) for one in api.ledger.statements()]
    assert api.items("/documents", limit=7) == [document_json(one) for one in api.ledger.documents(all_versions=False)]


@pytest.mark.parametrize("name", LISTS)
def test_pages_of_any_size_give_the_same_list(api: Api, name: str) -> None:
    whole = api.get(f"/{name}", limit=500).json()
    assert whole["next"] is None
    assert len(whole["items"]) > 1
    short = api.get(f"/{name}", limit=len(whole["items"]) - 1).json()
    rest = api.get(f"/{name}", limit=500, after=short["next"]).json()
    assert [*short["items"], *rest["items"]] == whole["items"]
    assert rest["next"] is None


def test_the_next_page_is_named_in_a_header_with_the_filters(api: Api) -> None:
    answer = api.get("/claims", type="control", limit=2)
    link = answer.headers["Link"]
    assert link.startswith("</api/v1/claims?") and link.endswith('; rel="next"')
    assert "type=control" in link and f"after={answer.json()['next']}" in link


def test_filters_mean_what_they_mean_on_the_command_line(api: Api) -> None:
    wanted = ClaimFilter(type="capture", place="دير الزور", since="2017-09", until="2017-09-30", status="asserted")
    query = {"type": "capture", "place": "دير الزور", "since": "2017-09", "until": "2017-09-30", "status": "asserted"}
    found = api.items("/claims", **query)
    assert found and found == [claim_json(one) for one in api.ledger.claims(wanted)]
    said = api.items("/statements", speaker="المرجاني", stance="asserts")
    assert said == [statement_json(one) for one in api.ledger.statements(StatementFilter("المرجاني", stance="asserts"))]


def test_a_known_name_of_an_actor_finds_its_other_names(api: Api) -> None:
    assert api.items("/claims", actor="قسد") == api.items("/claims", actor="قوات سوريا الديمقراطية") != []


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/claims?after=nonsense", 400, "cursor"),
        ("/claims?since=2017-13", 400, "is no date"),
        ("/claims?tpye=control", 422, "tpye"),
        ("/claims?type=rumour", 422, "type"),
        ("/claims?limit=0", 422, "limit"),
        ("/claims/c_none", 404, "no such claim"),
        ("/situation?place=atlantis&date=2017", 404, "no place of this name"),
        ("/speakers/nobody", 404, "public role"),
    ],
)
def test_what_is_wrong_is_said_as_a_problem(api: Api, path: str, status: int, words: str) -> None:
    answer = api.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in answer.json()["detail"]


def test_a_cursor_of_another_list_is_refused(api: Api) -> None:
    cursor = api.get("/statements", limit=1).json()["next"]
    assert api.get("/claims", after=cursor).status_code == 400


def test_an_answer_is_not_given_twice_until_something_changes(own_api: Api) -> None:
    first = own_api.get("/claims", limit=1)
    tag = {"If-None-Match": first.headers["ETag"]}
    again = own_api.get("/claims", limit=1, headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert own_api.get("/claims", limit=2, headers=tag).status_code == 200
    claim = first.json()["items"][0]["id"]
    review(own_api.ledger, claim, Decision.REJECT, reviewer="مراجعة", reason="غير صحيح")
    changed = own_api.get("/claims", limit=1, headers=tag)
    assert changed.status_code == 200
    assert changed.json()["items"][0]["id"] != claim


def test_whoever_accepts_lines_gets_the_whole_list(api: Api) -> None:
    answer = api.get("/claims", headers={"Accept": "application/x-ndjson"})
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert [json.loads(line) for line in answer.text.splitlines()] == api.items("/claims", limit=100)


def test_a_table_has_a_line_a_claim_and_no_pin_for_an_area(api: Api) -> None:
    answer = api.get("/claims", format="csv", bom="true")
    assert answer.text[0] == "\ufeff"
    rows = list(csv.DictReader(io.StringIO(answer.text[1:])))
    assert [row["claim"] for row in rows] == [one["id"] for one in api.items("/claims", limit=100)]
    by_kind = {row["place_kind"]: row["latitude"] for row in rows}
    assert by_kind["city"] != "" and by_kind["province"] == ""


def test_a_map_draws_areas_as_areas(api: Api) -> None:
    features = api.get("/claims", format="geojson").json()["features"]
    drawn = {(one["properties"]["place_kind"], (one["geometry"] or {}).get("type")) for one in features}
    assert {("city", "Point"), ("province", "Polygon"), ("border", None)} <= drawn
    assert {kind for kind, geometry in drawn if geometry == "Point"} <= {"city", "town", "village", "facility",
                                                                           "neighbourhood"}  # fmt: skip
    assert {geometry for kind, geometry in drawn if kind == "province"} <= {"Polygon", "MultiPolygon"}


@pytest.mark.parametrize(("path", "key"), [("/documents", "document"), ("/statements", "statement")])
def test_what_has_no_place_of_its_own_is_drawn_where_its_claims_are(api: Api, path: str, key: str) -> None:
    told: dict[str, set[str]] = {}
    for claim in api.items("/claims", limit=500):
        own = claim["document"]["id"] if key == "document" else claim["statement"]
        if own and claim["place"]:
            told.setdefault(own, set()).add(claim["place"]["id"])
    features = api.get(path, format="geojson").json()["features"]
    name = "id" if key == "document" else key
    places = {
        one["properties"][name]: set((one["properties"]["place_ids"] or "").split("; ")) - {""} for one in features
    }
    assert places == {record: told.get(record, set()) for record in places}
    assert set(told) <= set(places)
    assert any(one["geometry"] and one["geometry"]["type"] == "GeometryCollection" for one in features)
    assert all(one["geometry"] is None for one in features if not one["properties"]["place_ids"])


def test_names_of_private_persons_can_be_left_out(api: Api) -> None:
    private = {one["speaker"]["name"] for one in api.items("/statements", limit=500) if one["speaker"]["is_private"]}
    assert private
    whole = api.get("/export/statements").text
    left = api.get("/export/statements", redact_private="true").text
    assert any(name in whole for name in private)
    assert not any(name in left for name in private)


def test_private_persons_are_in_no_list_of_names(api: Api) -> None:
    private = {one["speaker"]["name"] for one in api.items("/statements", limit=500) if one["speaker"]["is_private"]}
    public = {one["speaker"]["name"] for one in api.items("/statements", limit=500) if not one["speaker"]["is_private"]}
    listed = {one["name_ar"] for one in api.items("/speakers", limit=500)}
    assert listed and not listed & (private - public)
