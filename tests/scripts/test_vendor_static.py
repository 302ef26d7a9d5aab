"""The vendored scripts and fonts are the ones that their manifest names, and what the pages need is among them."""

import importlib.util
import json
import re
import shutil
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def vendoring() -> ModuleType:
    spec = importlib.util.spec_from_file_location("vendor_static", ROOT / "scripts" / "vendor_static.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows_of(vendoring: ModuleType) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads((vendoring.TARGET / vendoring.MANIFEST).read_text("utf-8"))["files"]
    return rows


def test_every_vendored_file_is_as_the_manifest_says(vendoring: ModuleType) -> None:
    assert vendoring.faults() == []
    assert vendoring.main(["--check"]) == 0


@pytest.mark.parametrize("file", ["htmx.min.js", "fonts.css"])
def test_a_changed_file_is_noticed(vendoring: ModuleType, tmp_path: Path, file: str) -> None:
    copy = tmp_path / "vendor"
    shutil.copytree(vendoring.TARGET, copy)
    with (copy / file).open("a", encoding="utf-8") as changed:
        changed.write(" ")
    (copy / "added.js").write_text("", encoding="utf-8")
    assert vendoring.faults(copy) == [f"{file}: changed since it was vendored", "added.js: not in vendor.json"]


def test_a_missing_file_is_noticed(vendoring: ModuleType, tmp_path: Path) -> None:
    copy = tmp_path / "vendor"
    shutil.copytree(vendoring.TARGET, copy)
    (copy / "htmx.min.js").unlink()
    assert vendoring.faults(copy) == ["htmx.min.js: missing"]


def test_the_manifest_holds_the_versions_of_the_script(vendoring: ModuleType) -> None:
    stated = {(row["package"], row["version"], row["licence"]) for row in rows_of(vendoring)}
    wanted = {(package.name, package.version, package.licence) for package in vendoring.PACKAGES}
    assert stated == wanted | {vendoring.OURS}
    files = {name for package in vendoring.PACKAGES for name in package.files.values()}
    assert files | {"fonts.css", "maplibre-gl.parts.txt"} == {row["file"] for row in rows_of(vendoring)}


def test_every_face_names_a_vendored_file(vendoring: ModuleType) -> None:
    named = set(re.findall(r'url\("([^"]+)"\)', (vendoring.TARGET / "fonts.css").read_text("utf-8")))
    fonts = {row["file"] for row in rows_of(vendoring) if row["file"].endswith(".woff2")}
    assert named == fonts
    assert len(fonts) == 8


def test_what_is_vendored_is_named_among_what_qawl_contains(vendoring: ModuleType) -> None:
    stated = (ROOT / "THIRD_PARTY.md").read_text("utf-8")
    for package in vendoring.PACKAGES:
        assert f"{package.name} {package.version}" in stated
