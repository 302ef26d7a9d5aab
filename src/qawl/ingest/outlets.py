"""Which outlet published this, and what is known of it: the curated table of ``data/outlets/``.

Pages name their outlet badly: twice and differently, by a nickname, by a bare IP address, in another script.
The host of the address tells it best, so the table is asked by host first: the longest known host that the
address ends in wins, label by label, so that arabic.cnn.com is not cnn.com and notaljazeera.net is nobody.
A name alone is believed only where there is no host to ask, and never against an unknown host: a copy of a
page on a stranger's site keeps the original's name. Names that several outlets bear («الوطن», «الصباح») may
hang on a headline but never tell an outlet.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from qawl.errors import DataFileError
from qawl.lexicon.load import DATA, DataFiles
from qawl.text.fold import fold_text

FOLDER = "outlets"
COMPILED = Path("compiled") / "outlets.json"


class OutletKind(StrEnum):
    """What an outlet is; ``docs/outlets.md`` says which word wins where two would do."""

    AGENCY = "agency"
    STATE = "state"
    PARTY = "party"
    PRIVATE = "private"
    PAN_ARAB = "pan-arab"
    MONITOR = "monitor"


class OutletQuirk(StrEnum):
    """A known fault of an outlet's pages that the reader of dates must know."""

    LOCAL_TIME_AS_UTC = "local_time_as_utc"


@dataclass(frozen=True, slots=True)
class OutletEntry:
    """One outlet: its names, its hosts, and what ``source`` publishes of its seat and owner.

    ``country`` is the seat, ISO 3166 alpha-2 in lower case. ``zone`` is the IANA zone of the editorial office, for
    pages that give a time without one. ``owner`` is owner, funder or alignment as published, never a judgement
    of Qawl's. ``shared`` are names that other outlets bear too. None is an honest «not known».
    """

    id: str
    name_ar: str
    name_en: str
    domains: tuple[str, ...]
    kind: OutletKind
    source: str
    also: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    country: str | None = None
    owner: str | None = None
    zone: str | None = None
    actor: str | None = None
    quirks: tuple[OutletQuirk, ...] = ()


@dataclass(frozen=True, slots=True)
class OutletTable:
    """All outlets, found by the host of an address or by name."""

    entries: tuple[OutletEntry, ...]
    _by_domain: Mapping[str, OutletEntry]
    _by_name: Mapping[str, OutletEntry]

    def find(self, url: str = "", site_name: str = "") -> OutletEntry | None:
        """The outlet of an address, or of a site's name where the address has no host; None when unknown.

        https://m.arabic.cnn.com/middle-east/1 -> CNN بالعربية
        """
        host = _host_of(url)
        if host:
            return self._of_host(host)
        return self._by_name.get(_name_key(site_name)) if site_name else None

    def by_id(self, outlet_id: str) -> OutletEntry | None:
        """The outlet with this id; None when the table has none."""
        return next((entry for entry in self.entries if entry.id == outlet_id), None)

    def names_of(self, entry: OutletEntry) -> tuple[str, ...]:
        """The forms that may hang on a headline («... - اليوم السابع»), the longest first, each once."""
        forms = dict.fromkeys((entry.name_ar, entry.name_en, *entry.also, *entry.shared, *entry.domains))
        return tuple(sorted(forms, key=lambda form: (-len(form), form)))

    def _of_host(self, host: str) -> OutletEntry | None:
        while host:
            entry = self._by_domain.get(host)
            if entry is not None:
                return entry
            _, _, host = host.partition(".")
        return None


def load_outlets(data: Path | None = None) -> OutletTable:
    """The table of outlets in the data folder ``data`` (Qawl's own when None), checked.

    Raises:
        DataFileError: names the file, the entry and what to mend.
    """
    folder = DATA if data is None else data
    paths = sorted((folder / FOLDER).glob("*.yaml"))
    if not paths:
        raise DataFileError(f"{folder / FOLDER}: no outlet files there. Reinstall qawl, or restore the folder.")
    files = DataFiles(folder, _open_compiled(folder))
    checks = _Checks()
    for path in paths:
        name = path.relative_to(folder).as_posix()
        for row in files.read_rows(name, required=_REQUIRED, optional=_OPTIONAL):
            checks.add(_entry_of(row, path, checks), path)
    checks.refuse_names_both_shared_and_owned()
    return OutletTable(tuple(checks.entries), checks.domains, checks.names)


_REQUIRED = frozenset("id name_ar name_en domains country kind owner zone source".split())
_OPTIONAL = frozenset("also shared actor quirks".split())
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DOMAIN = re.compile(r"(?!www\.)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
_SOURCE = re.compile(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?")
_COUNTRIES = frozenset(  # ISO 3166-1 alpha-2, and xk as the press uses it
    "ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by bz ca "
    "cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk fm fo fr ga "
    "gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp "
    "ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms "
    "mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs "
    "ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw "
    "tz ua ug um us uy uz va vc ve vg vi vn vu wf ws xk ye yt za zm zw".split()
)


@lru_cache(maxsize=1)
def shipped_outlets() -> OutletTable:
    """The table that Qawl ships, loaded once."""
    return load_outlets()


class _Checks:
    """What has been read so far: who holds which id, domain and name, and which zones exist."""

    def __init__(self) -> None:
        self.entries: list[OutletEntry] = []
        self.domains: dict[str, OutletEntry] = {}
        self.names: dict[str, OutletEntry] = {}
        self._ids: dict[str, Path] = {}
        self._paths: dict[str, Path] = {}
        self._shared: dict[str, OutletEntry] = {}
        self._zones: set[str] = set()

    def add(self, entry: OutletEntry, path: Path) -> None:
        if entry.id in self._ids:
            raise DataFileError(
                f"{path}: outlet {entry.id!r} is already in {self._ids[entry.id].name}. Keep one, or rename it."
            )
        self._ids[entry.id] = path
        self.entries.append(entry)
        for domain in entry.domains:
            first = self.domains.setdefault(domain, entry)
            if first is not entry:
                raise DataFileError(
                    f"{path}: outlet {entry.id!r} has the domain {domain!r}, already of {first.id!r}. "
                    "Give each the sub-domain of its own, or merge the entries."
                )
        for form in (entry.name_ar, entry.name_en, *entry.also):
            first = self.names.setdefault(_name_key(form), entry)
            if first is not entry:
                raise DataFileError(
                    f"{path}: outlet {entry.id!r} has the name {form!r}, already of {first.id!r}. "
                    "Put a name that both bear under `shared` in both."
                )
        for form in entry.shared:
            self._shared.setdefault(_name_key(form), entry)
        self._paths[entry.id] = path

    def refuse_names_both_shared_and_owned(self) -> None:
        """A name that one outlet calls shared tells no outlet, so no other may claim it for its own."""
        for key, sharing in self._shared.items():
            owner = self.names.get(key)
            if owner is not None:
                raise DataFileError(
                    f"{self._paths[owner.id]}: outlet {owner.id!r} claims the name {key!r}, which {sharing.id!r} has "
                    "under `shared`. Move it to `shared` there too."
                )

    def is_zone(self, name: str) -> bool:
        if name not in self._zones:
            try:
                ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                return False
            self._zones.add(name)
        return True


def _entry_of(row: Mapping[str, Any], path: Path, checks: _Checks) -> OutletEntry:
    where = f"{path}: outlet {row['id']!r}"
    _require_words(row, where)
    kind, country, zone, actor = row["kind"], row["country"], row["zone"], row.get("actor")
    _require(_ID.fullmatch(row["id"]), where, f"the id {row['id']!r} is no slug. Use a-z, 0-9 and single hyphens.")
    _require(kind in tuple(OutletKind), where, f"unknown kind {kind!r}. Known: {_listed(OutletKind)}.")
    _require(
        country is None or country in _COUNTRIES, where, f"unknown country {country!r}. Use ISO 3166 in lower case: lb."
    )
    _require(zone is None or checks.is_zone(zone), where, f"unknown zone {zone!r}. Use an IANA name: Asia/Beirut.")
    _require(
        _SOURCE.fullmatch(row["source"]),
        where,
        f"the source {row['source']!r} is no address. Give the page that states seat and owner.",
    )
    _require(row["domains"], where, "no domain. An outlet is found by its host: add one, or leave the outlet out.")
    for domain in row["domains"]:
        _require(
            _DOMAIN.fullmatch(domain), where, f"{domain!r} is no host. Write it in lower case, without www. and path."
        )
    for quirk in row.get("quirks", ()):
        _require(quirk in tuple(OutletQuirk), where, f"unknown quirk {quirk!r}. Known: {_listed(OutletQuirk)}.")
    return OutletEntry(
        id=row["id"],
        name_ar=row["name_ar"],
        name_en=row["name_en"],
        domains=tuple(row["domains"]),
        kind=OutletKind(kind),
        source=row["source"],
        also=tuple(row.get("also", ())),
        shared=tuple(row.get("shared", ())),
        country=country,
        owner=row["owner"],
        zone=zone,
        actor=actor,
        quirks=tuple(OutletQuirk(quirk) for quirk in row.get("quirks", ())),
    )


def _require_words(row: Mapping[str, Any], where: str) -> None:
    """Every value is a text (or null where that says «not known»), every list a list of texts."""
    for key in ("id", "name_ar", "name_en", "kind", "source"):
        _require(_is_word(row[key]), where, f"`{key}` is empty or no text. Fill it in; quote words like 218 or no.")
    for key in ("country", "owner", "zone", "actor"):
        value = row.get(key)
        _require(value is None or _is_word(value), where, f"`{key}` is no text. Quote it, or write null for not known.")
    for key in ("domains", "also", "shared", "quirks"):
        values = row.get(key, [])
        well_formed = isinstance(values, list) and all(_is_word(value) for value in values)
        _require(well_formed, where, f"`{key}` is no list of texts. Write it as [one, two]; quote numbers.")


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def _require(condition: object, where: str, problem: str) -> None:
    if not condition:
        raise DataFileError(f"{where}: {problem}")


def _open_compiled(folder: Path) -> Mapping[str, Any]:
    try:
        rows: dict[str, Any] = json.loads((folder / COMPILED).read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise DataFileError(f"{folder / COMPILED}: not JSON ({error}). Delete it, or run `make data`.") from error
    return rows


def _host_of(url: str) -> str:
    """The host of an address, or nothing: bare IPs, single labels and what is no address name no outlet."""
    address = url.strip()
    if not address:
        return ""
    try:
        host = (urlsplit(address if "//" in address else f"//{address}").hostname or "").rstrip(".").lower()
    except ValueError:
        return ""
    labels = host.split(".")
    if len(labels) < 2 or ":" in host or labels[-1].isdigit() or not all(labels):
        return ""
    return host


def _name_key(name: str) -> str:
    """A name as it is looked up: folded, in lower case, with single spaces."""
    return " ".join(fold_text(name).lower().split())
