#!/usr/bin/env python3
"""Vendor what the pages load of others: map, htmx and fonts -> src/qawl/web/static/vendor/.

A page may ask nobody but the machine that serves it, so scripts and fonts lie beside ours. They come, unchanged, from
npm packages of fixed versions; nothing of npm is needed to install or run Qawl. ::

    python scripts/vendor_static.py            # npm into a temporary folder, then writes the folder anew
    python scripts/vendor_static.py --check    # offline: every file has the size and hash that vendor.json names

MapLibre 6 is an ES module that starts its worker from ``maplibre-gl-worker.mjs`` beside it, so that ``script-src
'self'; worker-src 'self'`` is enough: no blob, no eval. Its bundle contains other packages, whose licences are joined
in ``maplibre-gl.parts.txt``. ``fonts.css`` is ours: the faces with the ranges of letters that each file holds.

``vendor.json``, format 1 (a JSON object)::

    format
    files    one object a file, sorted by name: file, sha256, bytes, package, version, licence (an SPDX name)
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "src/qawl/web/static/vendor"
MANIFEST = "vendor.json"
OURS = ("qawl", "", "Apache-2.0")


@dataclass(frozen=True, slots=True)
class Package:
    """A package of npm and the files that are taken from it: path in the package -> name in the folder.

    ``licence`` is the SPDX name of what the licence text beside the files is.
    """

    name: str
    version: str
    licence: str
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Font:
    """A family with the weights and subsets of letters that the pages use."""

    family: str
    package: str
    weights: tuple[int, ...]
    subsets: tuple[str, ...] = ("arabic", "latin")

    def names(self) -> Iterator[tuple[str, int, str]]:
        """Subset, weight and file name of each face."""
        stem = self.package.partition("/")[2]
        for weight in self.weights:
            for subset in self.subsets:
                yield subset, weight, f"{stem}-{subset}-{weight}-normal.woff2"


FONTS = (
    Font("IBM Plex Sans Arabic", "@fontsource/ibm-plex-sans-arabic", (400, 600)),
    Font("Noto Naskh Arabic", "@fontsource/noto-naskh-arabic", (400, 700)),
)


def _font_files(font: Font) -> dict[str, str]:
    names = [name for _, _, name in font.names()]
    return {f"files/{name}": name for name in names} | {"LICENSE": font.package.partition("/")[2] + ".licence.txt"}


PACKAGES = (
    Package(
        "maplibre-gl",
        "6.17.0",
        "BSD-3-Clause",
        {
            "dist/maplibre-gl.mjs": "maplibre-gl.mjs",
            "dist/maplibre-gl-worker.mjs": "maplibre-gl-worker.mjs",
            "dist/maplibre-gl.css": "maplibre-gl.css",
            "LICENSE.txt": "maplibre-gl.licence.txt",
        },
    ),
    Package("htmx.org", "4.0.1", "0BSD", {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "htmx.licence.txt"}),
    *(Package(font.package, "5.3.0", "OFL-1.1", _font_files(font)) for font in FONTS),
)


def install(folder: Path) -> Path:
    """Let npm put the packages, and what their bundles were made of, into a folder; no script of theirs runs."""
    wanted = [f"{package.name}@{package.version}" for package in PACKAGES]
    command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder), *wanted]
    subprocess.run(command, check=True, stdout=sys.stderr)
    return folder / "node_modules"


def vendored(modules: Path) -> Iterator[tuple[str, bytes, tuple[str, str, str]]]:
    """Every file: its name, its bytes, and package, version and licence."""
    for package in PACKAGES:
        folder = modules / package.name
        for path, name in package.files.items():
            yield name, (folder / path).read_bytes(), (package.name, package.version, package.licence)
    yield "maplibre-gl.parts.txt", licences_of_parts(modules, "maplibre-gl").encode(), OURS
    yield "fonts.css", fonts_css(modules).encode(), OURS


def licences_of_parts(modules: Path, name: str) -> str:
    """The licence texts of the packages that a bundle contains, its dependencies and theirs."""
    texts = []
    for part in sorted(_parts(modules, name)):
        stated = json.loads((modules / part / "package.json").read_text("utf-8"))
        texts.append(
            f"== {part} {stated['version']}: {stated.get('license', 'as below')}\n\n{_licence(modules / part)}\n"
        )
    return f"Packages inside {name}, with their licences\n\n" + "\n".join(texts)


def _parts(modules: Path, name: str) -> set[str]:
    found: set[str] = set()
    waiting = [name]
    while waiting:
        stated = json.loads((modules / waiting.pop() / "package.json").read_text("utf-8"))
        fresh = {part for part in stated.get("dependencies", {}) if not part.startswith("@types/")} - found
        found |= fresh
        waiting += sorted(fresh)
    return found


def _licence(folder: Path) -> str:
    files = sorted(path for path in folder.iterdir() if path.name.lower().startswith(("licen", "copying")))
    if not files:
        stated: dict[str, Any] = json.loads((folder / "package.json").read_text("utf-8"))
        return f"(The package brings no text; it states {stated.get('license')}.)\n"
    return "\n".join(path.read_text("utf-8").strip() + "\n" for path in files)


def fonts_css(modules: Path) -> str:
    """The faces, each with the range of letters for which a browser shall load it."""
    rules = ["/* Written by scripts/vendor_static.py. */"]
    for font in FONTS:
        ranges = json.loads((modules / font.package / "unicode.json").read_text("utf-8"))
        for subset, weight, name in font.names():
            rules.append(
                f'@font-face {{\n  font-family: "{font.family}";\n  font-style: normal;\n  font-weight: {weight};\n'
                f'  font-display: swap;\n  src: url("{name}") format("woff2");\n'
                f"  unicode-range: {', '.join(ranges[subset].split(','))};\n}}"
            )
    return "\n".join(rules) + "\n"


def write(modules: Path, target: Path) -> list[dict[str, Any]]:
    """Write the folder anew and return the rows of its manifest."""
    found = sorted(vendored(modules))
    target.mkdir(parents=True, exist_ok=True)
    for old in target.iterdir():
        old.unlink()
    rows = []
    for name, content, (package, version, licence) in found:
        (target / name).write_bytes(content)
        row = {"file": name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        rows.append(row | {"package": package, "version": version, "licence": licence})
    text = json.dumps({"format": 1, "files": rows}, ensure_ascii=False, indent=1) + "\n"
    (target / MANIFEST).write_text(text, "utf-8")
    return rows


def faults(target: Path = TARGET) -> list[str]:
    """What disagrees between the manifest and the folder; nothing when all is as vendored."""
    rows = json.loads((target / MANIFEST).read_text("utf-8"))["files"]
    found = []
    for row in rows:
        path = target / row["file"]
        if not path.is_file():
            found.append(f"{path.name}: missing")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != row["sha256"]:
            found.append(f"{path.name}: changed since it was vendored")
    known = {row["file"] for row in rows} | {MANIFEST}
    found += [f"{path.name}: not in {MANIFEST}" for path in sorted(target.iterdir()) if path.name not in known]
    return found


def main(given: Sequence[str] | None = None) -> int:
    """Write the folder, or with ``--check`` compare it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare only, offline; exit 1 where a file differs")
    if parser.parse_args(given).check:
        found = faults()
        print("\n".join(found) or "vendored files: as vendor.json says")
        return 1 if found else 0
    with tempfile.TemporaryDirectory() as folder:
        rows = write(install(Path(folder)), TARGET)
    print(f"{TARGET.name}: {len(rows)} files, {sum(row['bytes'] for row in rows):,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
