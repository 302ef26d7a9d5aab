"""What the script of the map is given: numbers, holders and outlines, by the same filters as lists have."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from qawl.settings import load_settings
from qawl.web.app import create_app
from small_ledger import ADVANCE, SIEGE, add_text, make_ledger

TOWN, OTHER = "sy.deir-ez-zor", "sy.mayadin"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with make_ledger(tmp_path_factory.mktemp("map") / "l.db") as ledger:
        add_text(ledger, SIEGE)
        add_text(ledger, ADVANCE, day="2017-09-20", outlet="jabal")
        app = create_app(ledger, load_settings())
        yield TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 50000))


def features(client: TestClient, path: str, **asked: Any) -> dict[str, dict[str, Any]]:
    answer = client.get(path, params=asked)
    assert answer.status_code == 200, answer.text
    return {one["id"]: one["properties"] for one in answer.json()["features"]}


def test_places_come_with_numbers_by_type(client: TestClient) -> None:
    found = features(client, "/map/places", date="2017-09-30", days=0)
    assert found[TOWN]["claims"] == sum(found[TOWN]["types"].values())
    assert features(client, "/map/places", date="2017-09-30", days=0, type="withdrawal")[OTHER]["types"] == {
        "withdrawal": 1
    }
    assert features(client, "/map/places", date="2016-01-01", days=0) == {}
    assert features(client, "/map/places", date="2017-09-30", days=0, speaker="لا أحد") == {}


def test_holders_come_with_verdict_and_sides(client: TestClient) -> None:
    found = features(client, "/map/control", date="2017-09-11")
    assert found[TOWN]["verdict"] == "contested"
    assert features(client, "/map/control", date="2017-09-11", actor="من لا يعرفه أحد") == {}
    assert features(client, "/map/control", date="2016") == {}


def test_the_frame_holds_days_and_sides(client: TestClient) -> None:
    frame = client.get("/map/frame").json()
    assert sorted(frame["days"]) == list(frame["days"]) and sum(frame["days"].values()) > 3
    assert [side["id"] for side in frame["sides"]] == ["country.SY"]
    assert frame["sides"][0]["ar"] == "سوريا" and frame["sides"][0]["en"] == "Syria"


def test_outlines_are_given_for_areas_alone(client: TestClient) -> None:
    assert features(client, "/map/areas", place=[TOWN, "xx.nowhere"]) == {}
    assert client.get("/map/areas", params={"place": ["x"] * 61}).status_code == 422


def test_an_answer_is_not_given_again_to_whoever_has_it(client: TestClient) -> None:
    first = client.get("/map/places", params={"date": "2017-09-30"})
    again = client.get("/map/places", params={"date": "2017-09-30"}, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/map/places", 422),
        ("/map/places?date=soon", 400),
        ("/map/control?date=2017-13-45", 400),
        ("/map/places?date=2017&days=-1", 422),
        ("/map/place?place=xx.nowhere&date=2017", 400),
        ("/map/places?date=0001-01-01&days=36500", 200),
        ("/situation?place=دير الزور&date=soon", 400),
        ("/situation.csv?place=xx.nowhere", 400),
        ("/situation", 200),
    ],
)
def test_what_makes_no_sense_is_refused(client: TestClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_a_panel_tells_of_a_place_and_shows_nothing_as_markup(client: TestClient) -> None:
    text = client.get("/map/place", params={"place": TOWN, "date": "2017-09-11", "days": 30}).text
    assert 'lang="ar" dir="rtl"' in text and "<script" not in text
    assert f"/situation?place={TOWN}&amp;date=2017-09-11" in text


def test_a_situation_is_saved_as_rows_and_as_features(client: TestClient) -> None:
    asked = {"place": "دير الزور", "date": "2017-09-11"}
    rows = client.get("/situation.csv", params=asked)
    assert rows.headers["content-type"].startswith("text/csv") and rows.text.startswith("geonameid,place,")
    assert "attachment" in rows.headers["content-disposition"]
    collection = client.get("/situation.geojson", params=asked).json()
    assert {one["properties"]["verdict"] for one in collection["features"]} == {"contested"}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_needs_nothing_of_the_ledger(client: TestClient, language: str) -> None:
    page = client.get("/map", params={"lang": language})
    assert page.status_code == 200 and "<style" not in page.text and " style=" not in page.text
    assert 'data-state="waiting"' in page.text
