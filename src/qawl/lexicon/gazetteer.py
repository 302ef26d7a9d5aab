"""The gazetteer: some ten thousand places and their Arabic names, ready within a few hundredths of a second.

``scripts/compile_gazetteer.py`` joins the curated files and GeoNames into one file of columns. Here the
columns stay columns: a place is a row number until somebody asks for its ``Place``, and a name is one key of
a dictionary from its folded spelling to its rows.
"""

import gzip
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from qawl.errors import DataFileError
from qawl.lexicon.load import DataFiles, open_data
from qawl.lexicon.place_triggers import PlaceWords, load_place_words
from qawl.model.entity import Place
from qawl.text.fold import fold_text
from qawl.text.tokens import ARTICLE

COMPILED = Path("gazetteer") / "compiled" / "places.json.gz"
FORMAT = 1
DEGREE = 10_000
_NO_NAME = re.compile(r"[^\w\n ]")
_NISBA_ENDINGS = ("", "ه", "ون", "ين", "ان", "ات", "ا", "يون", "يين")


class Use(IntEnum):
    """When a name may count as a toponym."""

    FREE = 0
    AFTER_TRIGGER = 1
    NEVER = 2


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Places by row, names by folded spelling.

    ``names`` leads to the rows a name may denote, ``uses`` holds the names that are not free, ``longest``
    the word count of the longest name that begins with a word. ``nisbas`` are adjectives and names of
    peoples (folded, as they stand in texts) by country code.
    """

    names: dict[str, tuple[int, ...]]
    uses: dict[str, Use]
    longest: dict[str, int]
    nisbas: dict[str, str]
    words: PlaceWords
    rows: dict[str, int]
    ids: list[str]
    arabic: list[str]
    english: list[str]
    kinds: list[str]
    countries: list[str]
    parents: list[int]
    latitudes: list[int]
    longitudes: list[int]
    populations: list[int]
    geonames: list[int]

    def __len__(self) -> int:
        return len(self.ids)

    def use(self, name: str) -> Use:
        """When the folded ``name`` counts."""
        return self.uses.get(name, Use.FREE)

    def is_curated(self, row: int) -> bool:
        """True for a place of our own files: somebody judged it worth naming."""
        return not self.ids[row].startswith("gn.")

    def place(self, place_id: str) -> Place:
        """The place with this id.

        Raises:
            KeyError: no such place.
        """
        row = self.rows[place_id]
        parent = self.parents[row]
        return Place(
            id=place_id,
            name_ar=self.arabic[row],
            name_en=self.english[row],
            kind=self.kinds[row],
            country=self.countries[row],
            latitude=self.latitudes[row] / DEGREE,
            longitude=self.longitudes[row] / DEGREE,
            parent=self.ids[parent] if parent >= 0 else None,
            geonames=self.geonames[row] or None,
            population=self.populations[row],
        )


def load_gazetteer(data: DataFiles | Path) -> Gazetteer:
    """Read the compiled places, ``place_triggers.yaml`` and the nisbas of ``countries.yaml``.

    Raises:
        DataFileError: the compiled file is missing, damaged or of another format.
    """
    files = open_data(data) if isinstance(data, Path) else data
    content = _read_compiled(files.folder / COMPILED)
    rows, words = content["rows"], load_place_words(files)
    names = _names(content["names"])
    ids = [own or f"gn.{number}" for own, number in zip(rows["id"].split("\n"), rows["geonames"], strict=True)]
    kinds, countries = content["kinds"], [*content["countries"], ""]
    return Gazetteer(
        names=names,
        uses=_uses(content["names"], words),
        longest=_longest(names),
        nisbas=_nisbas(files, words),
        words=words,
        rows={place_id: row for row, place_id in enumerate(ids)},
        ids=ids,
        arabic=rows["ar"].split("\n"),
        english=rows["en"].split("\n"),
        kinds=[kinds[k] for k in rows["kind"]],
        countries=[countries[c] for c in rows["country"]],
        parents=rows["parent"],
        latitudes=rows["lat"],
        longitudes=rows["lon"],
        populations=rows["population"],
        geonames=rows["geonames"],
    )


def _read_compiled(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    except FileNotFoundError as error:
        raise DataFileError(f"{path}: not there. Run scripts/compile_gazetteer.py, or reinstall qawl.") from error
    except (OSError, EOFError, ValueError) as error:
        raise DataFileError(
            f"{path}: damaged ({error}). Run scripts/compile_gazetteer.py, or reinstall qawl."
        ) from error
    if content.get("format") != FORMAT:
        raise DataFileError(
            f"{path}: format {content.get('format')!r}, {FORMAT} is needed. Run scripts/compile_gazetteer.py."
        )
    return content


def _folded_forms(names: dict[str, Any]) -> Sequence[str]:
    """The forms as the tokens of a text spell them: folded, marks as spaces."""
    folded = _NO_NAME.sub(" ", fold_text(names["form"]))
    return [form if "  " not in form else " ".join(form.split()) for form in folded.split("\n")]


def _names(columns: dict[str, Any]) -> dict[str, tuple[int, ...]]:
    names: dict[str, tuple[int, ...]] = {}
    for form, rows in zip(_folded_forms(columns), columns["rows"], strict=True):
        new = (rows,) if isinstance(rows, int) else tuple(rows)
        known = names.get(form)
        names[form] = new if known is None else known + tuple(row for row in new if row not in known)
    names.pop("", None)
    return names


def _uses(columns: dict[str, Any], words: PlaceWords) -> dict[str, Use]:
    """The names that are not free; lists of ours overrule those of the compiled file."""
    digits = zip(_folded_forms(columns), columns["use"], strict=True)
    uses = {form: Use(int(digit)) for form, digit in digits if digit != "0"}
    uses |= dict.fromkeys(words.only_after_trigger, Use.AFTER_TRIGGER)
    uses |= dict.fromkeys(words.never, Use.NEVER)
    return uses


def _longest(names: dict[str, tuple[int, ...]]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for name in names:
        first, space, rest = name.partition(" ")
        count = 2 + rest.count(" ") if space else 1
        if count > longest.get(first, 0):
            longest[first] = count
    return longest


def _nisbas(files: DataFiles, words: PlaceWords) -> dict[str, str]:
    """سوري، سورية، السوريين ... -> SY. Stems that are ordinary words too («مالي») are left out."""
    nisbas: dict[str, str] = {}
    for row in files.read("gazetteer/countries.yaml"):
        for stem in map(fold_text, row.get("nisba") or ()):
            if stem in words.not_nisbas:
                continue
            for ending in _NISBA_ENDINGS:
                nisbas.setdefault(stem + ending, row["id"])
                nisbas.setdefault(ARTICLE + stem + ending, row["id"])
    return nisbas
