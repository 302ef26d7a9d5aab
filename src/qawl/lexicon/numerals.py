"""Numerals, units and the words around a number, spelled out for look-ups by folded form.

The data files give each word once, in normal spelling. Here every shape that a newspaper prints is made from
it (article, conjunction, one-letter prepositions, dual, accusative, construct, pronouns), so that the finders
walk over the tokens with dictionary look-ups only.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from qawl.errors import DataFileError
from qawl.lexicon.load import DataFiles, open_data
from qawl.lexicon.units import UnitForm, UnitTables, load_units
from qawl.model.claim import Basis
from qawl.text.fold import fold_text
from qawl.text.tokens import ARTICLE

CONJOINED = ("و", "ف", "وب", "ول", "فب", "فل")  # with a conjunction
PREPOSED = ("ب", "ل", "ك")
_DEFINITE = ("ال", "بال", "كال", "لل")
_DEFINITE_CONJOINED = ("وال", "فال", "وبال", "ولل")

Phrase = tuple[str, ...]


class Rank(IntEnum):
    """The place of a number word in a sum; smaller ranks may follow bigger ones after «and»."""

    ONE_OF = 1
    UNIT = 2
    TEN = 3
    TENS = 4
    HUNDRED = 5
    SCALE = 6
    SCALE_DUAL = 7
    SCALE_PLURAL = 8
    VAGUE = 9
    FRACTION = 10


_RANKS = {"one_of": Rank.ONE_OF, "unit": Rank.UNIT, "ten": Rank.TEN, "tens": Rank.TENS, "hundred": Rank.HUNDRED}
_PHRASE_KINDS = ("before", "after", "percent")
_SET_KINDS = (
    "label", "model", "ordinal", "count", "reach", "change", "clock", "not_of", "not_shared", "shared", "year_word",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NumeralWord:
    """One spelling of a number word. ``upper`` is the upper bound of vague ones; ``is_joined`` has a conjunction on it.

    ``strict`` holds the spelling that the token itself must show (its hamza), empty when any will do.
    """

    value: float
    rank: Rank
    upper: float | None = None
    is_joined: bool = False
    is_definite: bool = False
    strict: str = ""


@dataclass(frozen=True, slots=True)
class NumberWords:
    """What reading a number needs: number words by spelling, and plurals of shares («أرباع») in per cent."""

    words: Mapping[str, NumeralWord]
    parts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Numerals:
    """All look-ups of the quantity finder. Phrase tables are keyed by the word that is met first when reading."""

    numbers: NumberWords
    before: Mapping[str, tuple[tuple[Phrase, Basis], ...]]  # by last word, longest phrase first
    after: Mapping[str, tuple[tuple[Phrase, Basis], ...]]  # by first word
    percent: Mapping[str, tuple[Phrase, ...]]  # by first word
    labels: frozenset[str]
    models: frozenset[str]
    ordinals: frozenset[str]
    counts: frozenset[str]
    reaches: frozenset[str]
    changes: frozenset[str]
    clock: frozenset[str]
    not_of: frozenset[str]
    not_shared: frozenset[str]
    shared: frozenset[str]
    year_words: frozenset[str]
    currencies: Mapping[str, str]
    months: frozenset[str]
    units: UnitTables
    triggers: frozenset[str]

    def unit(self, word: str) -> UnitForm | None:
        """The unit that a folded word names, if any."""
        return self.units.forms.get(word)


def load_numerals(data: DataFiles | Path) -> Numerals:
    """Read ``numerals.yaml``, ``units.yaml`` and the month names of ``months.yaml`` (a number before one is a date).

    Raises:
        DataFileError: an unknown key or kind, or one form in two entries.
    """
    files = data if isinstance(data, DataFiles) else open_data(data)
    by_kind = _rows_by_kind(files)
    numbers = _number_words(by_kind)
    units = load_units(files)
    sets = {kind: _all_forms(by_kind.get(kind, [])) for kind in _SET_KINDS}
    return Numerals(
        numbers=numbers,
        before=_phrases(by_kind.get("before", []), at=-1),
        after=_phrases(by_kind.get("after", []), at=0),
        percent=_percent(by_kind.get("percent", [])),
        labels=sets["label"],
        models=sets["model"],
        ordinals=sets["ordinal"] | {"و" + form for form in sets["ordinal"]},
        counts=frozenset(p + form for form in sets["count"] for p in ("", "و", "ف", "ب", "ل", "وب")),
        reaches=sets["reach"],
        changes=frozenset(p + form for form in sets["change"] for p in ("", "و", "ف")),
        clock=sets["clock"],
        not_of=sets["not_of"],
        not_shared=sets["not_shared"],
        shared=sets["shared"],
        year_words=frozenset(clitic + form for form in sets["year_word"] for clitic in ("", "و", "ب", "ل", "ف")),
        currencies={form: row["unit"] for row in by_kind.get("currency", []) for form in row["forms"]},
        months=_month_words(files),
        units=units,
        triggers=frozenset(numbers.words) | frozenset(units.duals) | frozenset(units.singular_triggers),
    )


def load_number_words(data: DataFiles | Path) -> NumberWords:
    """Only the number words of ``numerals.yaml``, for readers of dates."""
    files = data if isinstance(data, DataFiles) else open_data(data)
    return _number_words(_rows_by_kind(files))


def _rows_by_kind(files: DataFiles) -> dict[str, list[dict[str, Any]]]:
    rows = files.read_rows(
        "lexicon/numerals.yaml",
        required=("id", "kind"),
        optional=(
            "value",
            "rank",
            "min",
            "max",
            "basis",
            "forms",
            "strict",
            "dual",
            "plural",
            "unit",
            "example",
        ),
    )
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_kind.setdefault(str(row["kind"]), []).append(row)
    known = {"cardinal", "scale", "vague", "fraction", "part", "currency", "misreading", *_PHRASE_KINDS, *_SET_KINDS}
    unknown = sorted(set(by_kind) - known)
    if unknown:
        raise DataFileError(f"numerals.yaml: unknown kind {unknown[0]!r}. Known: {sorted(known)}.")
    return by_kind


def _number_words(by_kind: Mapping[str, list[dict[str, Any]]]) -> NumberWords:
    parts = {fold_text(form): float(row["value"]) for row in by_kind.get("part", []) for form in row["forms"]}
    return NumberWords(_load_words(by_kind), parts)


def _load_words(by_kind: Mapping[str, list[dict[str, Any]]]) -> dict[str, NumeralWord]:
    words: dict[str, NumeralWord] = {}
    owners: dict[str, str] = {}
    misreadings = _all_forms(by_kind.get("misreading", []))
    for row in (row for kind in ("cardinal", "vague", "scale", "fraction") for row in by_kind.get(kind, [])):
        strict = {fold_text(form): form for form in row.get("strict", [])}
        for form, word in _row_words(row):
            owner = owners.setdefault(form, row["id"])
            if owner != row["id"]:
                raise DataFileError(f"numerals.yaml: {row['id']!r} repeats the form {form!r} of {owner!r}. Keep one.")
            _spell_out(words, form, word, strict.get(form, ""))
    return {form: word for form, word in words.items() if form not in misreadings}


def _row_words(row: Mapping[str, Any]) -> Iterator[tuple[str, NumeralWord]]:
    """The folded forms of one row of a number word, with their value."""
    kind = row["kind"]
    forms = [fold_text(form) for form in (*row["forms"], *row.get("strict", []))]
    if kind == "cardinal":
        yield from ((form, NumeralWord(float(row["value"]), _RANKS[row["rank"]])) for form in forms)
    elif kind == "vague":
        yield from ((form, NumeralWord(float(row["min"]), Rank.VAGUE, float(row["max"]))) for form in forms)
    elif kind == "fraction":
        yield from ((form, NumeralWord(float(row["value"]), Rank.FRACTION)) for form in forms)
    else:
        value = float(row["value"])
        yield from ((form, NumeralWord(value, Rank.SCALE)) for form in forms)
        yield from ((fold_text(form), NumeralWord(2 * value, Rank.SCALE_DUAL)) for form in row["dual"])
        yield from ((fold_text(form), NumeralWord(value, Rank.SCALE_PLURAL)) for form in row["plural"])


def _spell_out(words: dict[str, NumeralWord], form: str, word: NumeralWord, strict: str) -> None:
    """All proclitic spellings of one form."""
    for clitics, joined, definite in (
        (("", *PREPOSED), False, False),
        (CONJOINED, True, False),
        (_DEFINITE, False, True),
        (_DEFINITE_CONJOINED, True, True),
    ):
        for clitic in clitics:
            shape = NumeralWord(word.value, word.rank, word.upper, joined, definite, strict)
            words.setdefault(clitic + form, shape)


def _all_forms(rows: list[dict[str, Any]]) -> frozenset[str]:
    return frozenset(fold_text(form) for row in rows for form in row["forms"])


def _phrases(rows: list[dict[str, Any]], *, at: int) -> dict[str, tuple[tuple[Phrase, Basis], ...]]:
    """Approximators by their first or last word; with conjunction and preposition on the first word as well."""
    table: dict[str, dict[Phrase, Basis]] = {}
    for row in rows:
        basis = Basis(row["basis"])
        for form in row["forms"]:
            head, *rest = fold_text(form).split()
            for clitic in ("", "و", "ف", "ب", "ل", "وب", "ول", "ك"):
                phrase = (clitic + head, *rest)
                table.setdefault(phrase[at], {})[phrase] = basis
    return {key: tuple(sorted(found.items(), key=lambda item: -len(item[0]))) for key, found in table.items()}


def _percent(rows: list[dict[str, Any]]) -> dict[str, tuple[Phrase, ...]]:
    table: dict[str, set[Phrase]] = {}
    for row in rows:
        for form in row["forms"]:
            phrase = tuple(fold_text(form).split())
            table.setdefault(phrase[0], set()).add(phrase)
    return {key: tuple(sorted(phrases, key=len, reverse=True)) for key, phrases in table.items()}


def _month_words(files: DataFiles) -> frozenset[str]:
    """First words of month names: «20 شباط» counts nothing."""
    rows = files.read("lexicon/months.yaml")
    return frozenset(fold_text(form).split()[0] for row in rows for form in row["forms"]) - {ARTICLE}
