"""Months, weekdays and other words of time, spelled out for look-ups by folded form.

Arab newspapers use four sets of month names (Egyptian and Gulf, Levantine, Maghrebi, Moroccan) and the Hijri
calendar, often two names at once. All phrases are kept by their first word, longest first.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from qawl.errors import DataFileError
from qawl.lexicon.load import DataFiles, open_data
from qawl.lexicon.numerals import NumberWords, load_number_words
from qawl.text.fold import fold_text

_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("ب", "ل", "وب", "ول", "ك")
_LAM_ARTICLE = ("لل", "ولل")
_ARTICLE = "ال"

T = TypeVar("T")
Phrase = tuple[str, ...]


class TimeUnit(StrEnum):
    """A unit of time that newspapers count in."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Edge(StrEnum):
    """A part of a month or year."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


class Relation(StrEnum):
    """How an event stands to the time named."""

    AT = "at"
    SINCE = "since"
    UNTIL = "until"
    BEFORE = "before"
    AFTER = "after"


class Count(StrEnum):
    """Shape of a noun of time: one, two, several."""

    ONE = "one"
    TWO = "two"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class MonthName:
    """One spelling of a month: its words, and whether it needs a date around it to be one («مارس»)."""

    words: Phrase
    number: int
    is_hijri: bool
    is_guarded: bool
    strict: str = ""


@dataclass(frozen=True, slots=True)
class UnitWord:
    """One spelling of a unit of time."""

    unit: TimeUnit
    count: Count
    is_definite: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """All look-ups of the time finder."""

    months: Mapping[str, tuple[MonthName, ...]]  # by first word, longest first
    weekdays: Mapping[str, int]
    units: Mapping[str, UnitWord]
    offsets: Mapping[str, tuple[tuple[Phrase, int], ...]]
    nights: Mapping[str, tuple[tuple[Phrase, int], ...]]
    directions: Mapping[str, tuple[tuple[Phrase, int], ...]]
    parts: Mapping[str, tuple[Phrase, ...]]  # by last word
    night_words: frozenset[str]
    edges: Mapping[str, Edge]
    seasons: Mapping[str, int]
    relations: Mapping[str, tuple[tuple[Phrase, Relation], ...]]  # by last word
    ordinals: Mapping[str, tuple[tuple[Phrase, int], ...]]  # by last word
    year_words: frozenset[str]
    ahead: frozenset[str]
    not_ahead: tuple[str, ...]
    guards: frozenset[str]
    not_today_after: frozenset[str]
    not_today_before: frozenset[str]
    anaphora: frozenset[str]
    takes_of: frozenset[str]
    parts_of_months: frozenset[str]
    small: frozenset[str]
    this: frozenset[str]
    before_month: frozenset[str]
    before_year: frozenset[str]
    before_short_date: frozenset[str]
    not_year: frozenset[str]
    matching: frozenset[str]
    month_words: frozenset[str]
    hijri_signs: frozenset[str]
    roughs: Mapping[str, tuple[tuple[Phrase, bool], ...]]
    few: frozenset[str]
    numbers: NumberWords
    triggers: frozenset[str]


_KEYS = ("value", "unit", "edge", "relation", "forms", "singular", "dual", "plural", "example")
_KINDS = frozenset(
    "ahead anaphora before_month before_short_date before_year direction edge few guard hijri matching month_word night"
    " not_ahead not_today not_today_before not_year offset ordinal part part_of_month"
    " relation rough season small takes_of this unit weekday year_word".split()
)


def load_calendar(data: DataFiles | Path) -> Calendar:
    """Read ``months.yaml``, ``times.yaml`` and the number words.

    Raises:
        DataFileError: an unknown key or kind, or one form in two entries of a kind.
    """
    files = data if isinstance(data, DataFiles) else open_data(data)
    rows = _Rows(files.read_rows("lexicon/times.yaml", required=("id", "kind"), optional=_KEYS))
    months = _load_months(files)
    weekdays = dict(_with_clitics((form, int(row["value"])) for row, form in rows.forms("weekday")))
    units = _load_units(rows)
    offsets = _by_first((form, int(row["value"])) for row, form in rows.forms("offset"))
    nights = _by_first((form, int(row["value"])) for row, form in rows.forms("night"))
    relations = [(form, Relation(row["relation"])) for row, form in rows.forms("relation")]
    part_forms = [tuple(form.split()) for _, form in rows.forms("part")]
    spans = {word for word, unit in units.items() if unit.is_definite}
    return Calendar(
        months=months,
        weekdays=weekdays,
        units=units,
        offsets=offsets,
        nights=nights,
        directions=_by_first(((form, int(row["value"])) for row, form in rows.forms("direction")), clitics=("",)),
        parts=_parts(part_forms),
        night_words=frozenset(c + word for word in ("ليل", "ليله") for c in (*_CONJUNCTIONS, *_PREPOSITIONS)),
        edges=dict(_with_clitics((form, Edge(row["edge"])) for row, form in rows.forms("edge"))),
        seasons=dict(_with_clitics((form, int(row["value"])) for row, form in rows.forms("season"))),
        relations=_by_last(relations),
        ordinals=_by_last((form, int(row["value"])) for row, form in rows.forms("ordinal")),
        year_words=frozenset(dict(_with_clitics((form, True) for _, form in rows.forms("year_word")))),
        ahead=rows.words("ahead"),
        not_ahead=tuple(form for _, form in rows.forms("not_ahead")),
        guards=rows.words("guard"),
        not_today_after=rows.words("not_today"),
        not_today_before=rows.words("not_today_before"),
        anaphora=rows.words("anaphora"),
        takes_of=rows.words("takes_of"),
        parts_of_months=rows.words("part_of_month"),
        small=rows.words("small"),
        before_month=rows.words("before_month"),
        before_year=rows.words("before_year"),
        before_short_date=rows.words("before_short_date"),
        not_year=rows.words("not_year"),
        matching=rows.words("matching"),
        month_words=frozenset(clitic + form for form in rows.words("month_word") for clitic in ("", "ب", "ل")),
        this=frozenset(clitic + form for form in rows.words("this") for clitic in ("", "ب", "ل")),
        hijri_signs=rows.words("hijri"),
        roughs=_by_first((form, True) for _, form in rows.forms("rough")),
        few=rows.words("few"),
        numbers=load_number_words(files),
        triggers=frozenset([*months, *weekdays, *offsets, *nights, *spans, *_starters(relations)]),
    )


class _Rows:
    """The rows of ``times.yaml`` by kind, each form once in its kind."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self._by_kind: dict[str, list[dict[str, Any]]] = {}
        for row in rows:
            if row["kind"] not in _KINDS:
                raise DataFileError(f"times.yaml: {row['id']!r} has the unknown kind {row['kind']!r}.")
            self._by_kind.setdefault(row["kind"], []).append(row)

    def of(self, kind: str) -> list[dict[str, Any]]:
        return self._by_kind.get(kind, [])

    def forms(self, kind: str) -> Iterator[tuple[dict[str, Any], str]]:
        """Each row with each of its folded forms."""
        owners: dict[str, str] = {}
        for row in self.of(kind):
            for form in dict.fromkeys(map(fold_text, row["forms"])):
                owner = owners.setdefault(form, row["id"])
                if owner != row["id"]:
                    raise DataFileError(f"times.yaml: {row['id']!r} repeats the form {form!r} of {owner!r}.")
                yield row, form

    def words(self, kind: str) -> frozenset[str]:
        """The forms of a kind, with and without conjunction."""
        return frozenset(clitic + form for _, form in self.forms(kind) for clitic in _CONJUNCTIONS)


def _load_months(files: DataFiles) -> dict[str, tuple[MonthName, ...]]:
    rows = files.read_rows(
        "lexicon/months.yaml",
        required=("id", "calendar", "number", "forms"),
        optional=("guarded", "strict", "example"),
    )
    table: dict[str, list[MonthName]] = {}
    owners: dict[str, str] = {}
    for row in rows:
        guarded = {fold_text(form) for form in row.get("guarded", [])}
        strict = {fold_text(form): form for form in row.get("strict", [])}
        for form in dict.fromkeys(map(fold_text, row["forms"])):
            owner = owners.setdefault(form, row["id"])
            if owner != row["id"]:
                raise DataFileError(f"months.yaml: {row['id']!r} repeats the form {form!r} of {owner!r}.")
            head, *rest = form.split()
            for clitic in (*_CONJUNCTIONS, *_PREPOSITIONS):
                name = MonthName(
                    (clitic + head, *rest), int(row["number"]), row["calendar"] == "hijri", form in guarded,
                    strict.get(form, ""),
                )  # fmt: skip
                table.setdefault(clitic + head, []).append(name)
    return {key: tuple(sorted(names, key=lambda name: -len(name.words))) for key, names in table.items()}


def _load_units(rows: _Rows) -> dict[str, UnitWord]:
    """Units bare and with the article; the bare ones only behind a number or «before», «since»."""
    units: dict[str, UnitWord] = {}
    for row in rows.of("unit"):
        unit = TimeUnit(row["unit"])
        for key, count in (("singular", Count.ONE), ("dual", Count.TWO), ("plural", Count.MANY)):
            for form in map(fold_text, row[key]):
                units[form] = UnitWord(unit, count, False)
                for clitic in _CONJUNCTIONS:
                    units[clitic + _ARTICLE + form] = UnitWord(unit, count, True)
                    units[clitic + "ب" + _ARTICLE + form] = UnitWord(unit, count, True)
                for clitic in _LAM_ARTICLE:
                    units[clitic + form] = UnitWord(unit, count, True)
    return units


def _with_clitics(forms: Iterator[tuple[str, T]]) -> Iterator[tuple[str, T]]:
    for form, value in forms:
        for clitic in (*_CONJUNCTIONS, *_PREPOSITIONS):
            yield clitic + form, value
        if form.startswith(_ARTICLE):
            for clitic in _LAM_ARTICLE:
                yield clitic + form[2:], value


def _by_first(
    forms: Iterator[tuple[str, T]], clitics: tuple[str, ...] = (*_CONJUNCTIONS, *_PREPOSITIONS)
) -> dict[str, tuple[tuple[Phrase, T], ...]]:
    table: dict[str, list[tuple[Phrase, T]]] = {}
    for form, value in forms:
        head, *rest = form.split()
        for clitic in clitics:
            table.setdefault(clitic + head, []).append(((clitic + head, *rest), value))
    return {key: tuple(sorted(found, key=lambda item: -len(item[0]))) for key, found in table.items()}


def _by_last(forms: Iterator[tuple[str, T]] | list[tuple[str, T]]) -> dict[str, tuple[tuple[Phrase, T], ...]]:
    table: dict[str, list[tuple[Phrase, T]]] = {}
    for form, value in forms:
        head, *rest = form.split()
        for clitic in (*_CONJUNCTIONS, *_PREPOSITIONS):
            phrase = (clitic + head, *rest)
            table.setdefault(phrase[-1], []).append((phrase, value))
    return {key: tuple(sorted(found, key=lambda item: -len(item[0]))) for key, found in table.items()}


def _parts(forms: list[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    found = _by_last((" ".join(form), True) for form in forms)
    return {key: tuple(phrase for phrase, _ in phrases) for key, phrases in found.items()}


def _starters(relations: list[tuple[str, Relation]]) -> Iterator[str]:
    """One-word «before», «after» and «since», which open spans such as «two days ago»."""
    for form, relation in relations:
        if " " not in form and relation is not Relation.UNTIL:
            yield from (clitic + form for clitic in _CONJUNCTIONS)
