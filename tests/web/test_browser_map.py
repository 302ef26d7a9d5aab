"""The map in a browser: the slider recolours a place, areas are no pins, what is shown stands in the address."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser

TOWN, PROVINCE, OIL_FIELD = "sy.deir-ez-zor", "sy.deir-ez-zor-province", "sy.omar-oil-field"
NARROW = {"width": 360, "height": 740}
SMALL = {"width": 640, "height": 560}  # drawn by the processor, pixels cost time
WITHOUT_WEBGL = """
const asked = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
  return kind.startsWith("webgl") ? null : asked.call(this, kind, ...more);
};
"""
DRAWN = "(place) => window.qawlMap.drawn(place)"


def opened(page: Any, served: Any, query: str = "") -> Any:
    """The map, when it stands."""
    page.goto(f"{served.address}/map{query}")
    page.locator('#map[data-state="idle"]').wait_for()
    return page


def to_day(page: Any, day: str) -> None:
    """Move the slider to a day, as a hand does."""
    first = page.evaluate("document.getElementById('time-slider').max - 0")
    page.evaluate(
        """([day, last]) => {
          const slider = document.getElementById("time-slider");
          const shown = new URLSearchParams(location.search).get("date");
          const apart = (Date.parse(day) - Date.parse(shown)) / 86400000;
          slider.value = String(Math.min(last, Number(slider.value) + apart));
          slider.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        [day, first],
    )
    page.wait_for_url(re.compile(f"date={day}"))
    page.locator('#map[data-state="idle"]').wait_for()


@pytest.mark.parametrize("drawing", ["webgl", "svg"])
def test_the_slider_recolours_a_place(served: Any, page_in: Callable[..., Any], drawing: str) -> None:
    page = page_in("en", viewport=SMALL)
    if drawing == "svg":
        page.add_init_script(WITHOUT_WEBGL)
    opened(page, served, "?date=2017-09-11&days=0&at=35.3,40.1,7")
    assert page.evaluate("window.qawlMap.constructor.name") == ("SvgMap" if drawing == "svg" else "WebglMap")
    before = page.evaluate(DRAWN, TOWN)["icon"]
    to_day(page, "2017-11-04")
    after = page.evaluate(DRAWN, TOWN)["icon"]
    assert before != after
    assert after.startswith("symbol.agreed.")
    to_day(page, "2018-07-01")
    assert page.evaluate(DRAWN, TOWN)["icon"].startswith("symbol.stale.")
    assert not page.heard.errors and not page.heard.strangers


def test_a_province_is_an_area_and_never_a_pin(served: Any, page_in: Callable[..., Any]) -> None:
    page = opened(page_in("en", viewport=SMALL), served, "?date=2017-10-20&days=90&at=35.3,40.1,7")
    points = page.evaluate("window.qawlMap.data.points.features.map((one) => one.properties.place)")
    areas = page.evaluate("window.qawlMap.data.areas.features.map((one) => [one.properties.place, one.geometry.type])")
    assert TOWN in points and PROVINCE not in points
    assert dict(areas)[PROVINCE] in ("Polygon", "MultiPolygon")
    assert not set(dict(areas)) & set(points)


def test_what_was_drawn_is_on_the_canvas(served: Any, page_in: Callable[..., Any]) -> None:
    page = opened(page_in("ar", viewport=SMALL), served, "?date=2017-11-04&days=90&at=35.3,40.1,7")
    found = page.evaluate(
        """() => window.qawlMap.map.queryRenderedFeatures({ layers: ["points", "areas"] })
          .map((one) => [one.layer.id, one.properties.place])"""
    )
    assert ["points", TOWN] in found and ["areas", PROVINCE] in found
    images = page.evaluate("window.qawlMap.map.listImages()")
    assert any(name.startswith("symbol.contested.") for name in images)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_place_tells_who_says_what(
    served: Any,
    page_in: Callable[..., Any],
    assert_clean: Callable[[Any], None],
    shot: Callable[..., None],
    language: str,
) -> None:
    page = opened(page_in(language), served, "?date=2017-11-04&days=90")
    page.locator(".map-places > summary").click()
    page.locator(f'.place-button[data-place="{TOWN}"]').click()
    panel = page.locator("#map-panel")
    page.locator(f'#map[data-panel="{TOWN}"]').wait_for()
    assert panel.locator("blockquote.source[lang=ar][dir=rtl]").count() >= 2
    page.locator("#panel-title:focus").wait_for()
    shot(page, f"map-{language}")
    assert_clean(page)
    page.keyboard.press("Escape")
    panel.wait_for(state="hidden")
    assert "place" not in parse_qs(urlsplit(page.url).query)


def test_a_day_of_the_history_moves_the_slider(served: Any, page_in: Callable[..., Any]) -> None:
    page = opened(page_in("ar", viewport=SMALL), served, f"?date=2017-11-10&days=90&place={TOWN}")
    button = page.locator("#map-panel [data-day]").last
    button.wait_for()
    day = button.get_attribute("data-day")
    button.click()
    page.wait_for_url(re.compile(f"date={day}"))
    assert page.locator("#time-slider").get_attribute("aria-valuetext")


def test_the_address_brings_the_same_map_back(served: Any, page_in: Callable[..., Any]) -> None:
    page = opened(
        page_in("en", viewport=SMALL),
        served,
        f"?date=2017-10-20&days=7&type=capture&at=35.40,44.30,8.00&place={OIL_FIELD}",
    )
    asked = parse_qs(urlsplit(page.url).query)
    assert {key: asked[key] for key in ("date", "days", "type")} == {
        "date": ["2017-10-20"], "days": ["7"], "type": ["capture"],
    }  # fmt: skip
    camera = page.evaluate("window.qawlMap.camera()")
    assert abs(camera["latitude"] - 35.4) < 0.1 and abs(camera["zoom"] - 8) < 0.2
    assert page.locator("select[name=type]").input_value() == "capture"
    kinds = page.evaluate("fetch('/map/places' + location.search).then((one) => one.json())")
    assert {kind for one in kinds["features"] for kind in one["properties"]["types"]} == {"capture"}


def test_it_plays_and_steps_by_keys(served: Any, page_in: Callable[..., Any]) -> None:
    page = opened(page_in("en", viewport=SMALL), served, "?date=2017-09-05&days=30&at=35.3,40.1,7")
    page.locator("#map canvas").focus()
    page.keyboard.press(".")
    page.wait_for_url(re.compile("date=2017-09-06"))
    page.keyboard.press(",")
    page.wait_for_url(re.compile("date=2017-09-05"))
    page.locator("#time-play").click()
    page.wait_for_url(re.compile("date=2017-09-0[78]"))
    page.locator("#time-play").click()
    assert page.locator("#time-play").get_attribute("aria-label") == "Play"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_it_stands_on_a_narrow_screen_without_webgl_and_in_the_dark(
    served: Any,
    page_in: Callable[..., Any],
    assert_clean: Callable[[Any], None],
    shot: Callable[..., None],
    language: str,
) -> None:
    page = page_in(language, viewport=NARROW, color_scheme="dark")
    page.add_init_script(WITHOUT_WEBGL)
    opened(page, served, "?date=2017-11-04&days=90")
    assert page.locator("svg.svg-map .spot").count() > 5
    assert page.locator("svg.svg-map .area").count() > 1
    shot(page, f"map-narrow-{language}")
    assert_clean(page)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_places_stand_as_a_list_without_scripts(
    served: Any,
    page_in: Callable[..., Any],
    assert_clean: Callable[[Any], None],
    shot: Callable[..., None],
    language: str,
) -> None:
    page = page_in(language)
    page.goto(f"{served.address}/map?view=list&date=2017-11-04&days=90")
    assert page.locator("tbody tr").count() > 10
    assert page.locator("#map").count() == 0
    shot(page, f"map-list-{language}")
    assert_clean(page)


def test_an_empty_ledger_says_what_to_do(serve: Callable[..., Any], page_in: Callable[..., Any], tmp_path: Any) -> None:
    from small_ledger import make_ledger

    make_ledger(tmp_path / "empty.db").close()
    empty = serve(tmp_path / "empty.db")
    page = page_in("en")
    page.goto(f"{empty.address}/map")
    page.locator("#map-note:not([hidden])").wait_for()
    assert "No place" in page.locator("#map-note").inner_text()
    page.goto(f"{empty.address}/map?view=list")
    assert page.locator(".empty").count() == 1
