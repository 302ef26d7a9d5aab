"""Until when a forecast is to come true: its stated horizon, as days.

A horizon is what the speaker said: «خلال أسبوع», «قبل نهاية العام», «في الأيام المقبلة», «الأحد». Words stand in
``data/corroborate/horizons.yaml``. «قريبا» names no day and is none. Rules, the first that finds something decides:

* ``horizon.own-time``: the claim's own time lies ahead of its publication;
* ``horizon.in-evidence``: a horizon among the words of the claim;
* ``horizon.in-statement``: just one horizon in all that the speaker says there.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from qawl.corroborate.periods import Period, month_ahead, period_of, season_ahead
from qawl.errors import DataFileError
from qawl.lexicon.load import DataFiles, open_data
from qawl.model.account import ClaimCard
from qawl.text.fold import fold_text

FILE = "corroborate/horizons.yaml"
_WORD = re.compile(r"[0-9]+|[^\W\d_]+")
_OPTIONAL = ("value", "forms", "first", "last", "period", "days", "several", "one", "two", "many", "example")
_CLITICS = "\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}\N{ARABIC LETTER BEH}\N{ARABIC LETTER LAM}"
_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_LONGEST_COUNT = 400  # «خلال 2017» is a year, no count
_AFTER = "بعد"
_AFTER_REACH = 4


@dataclass(frozen=True, slots=True)
class Horizon:
    """The first and last day, ISO, inclusive, and the rule that found them."""

    first: str
    last: str
    rule: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time in one of its shapes: how many, 0 for several without a number."""

    period: str
    days: float
    several: float
    count: int
    is_definite: bool


@dataclass(frozen=True, slots=True)
class HorizonWords:
    """The words of horizons by folded form."""

    kinds: Mapping[str, Mapping[str, Any]]  # kind -> form -> value
    units: Mapping[str, Unit]
    fixed: tuple[tuple[tuple[str, ...], int, int], ...]
    months: Mapping[tuple[str, ...], int]


def load_horizons(data: DataFiles | Path) -> HorizonWords:
    """Read the words of horizons, and the names of months.

    Raises:
        DataFileError: an unknown key or kind.
    """
    files = data if isinstance(data, DataFiles) else open_data(data)
    kinds: dict[str, dict[str, Any]] = {
        kind: {}
        for kind in (
            "before",
            "edge",
            "few",
            "next",
            "number",
            "part_of_day",
            "past",
            "season",
            "this",
            "today",
            "within",
        )
    }
    units: dict[str, Unit] = {}
    fixed = []
    for row in files.read_rows(FILE, required=("id", "kind"), optional=_OPTIONAL):
        if row["kind"] == "unit":
            units |= dict(_units_of(row))
        elif row["kind"] == "fixed":
            fixed += [(tuple(fold_text(form).split()), row["first"], row["last"]) for form in row["forms"]]
        elif row["kind"] in kinds:
            kinds[row["kind"]] |= {fold_text(form): row.get("value", 1) for form in row["forms"]}
        else:
            raise DataFileError(f"{FILE}: {row['id']!r} has the unknown kind {row['kind']!r}.")
    months = {
        tuple(fold_text(form).split()): int(row["number"])
        for row in files.read("lexicon/months.yaml")
        if row["calendar"] == "gregorian"
        for form in row["forms"]
    }
    return HorizonWords(kinds, units, tuple(fixed), months)


def _units_of(row: Mapping[str, Any]) -> Iterator[tuple[str, Unit]]:
    for shape, count in (("one", 1), ("two", 2), ("many", 0)):
        for form in row[shape]:
            for article in ("", _ARTICLE):
                key = article + fold_text(form)
                yield key, Unit(row["period"], float(row["days"]), float(row["several"]), count, bool(article))


def horizon_of(card: ClaimCard, words: HorizonWords, *, is_negative: bool = False) -> Horizon | None:
    """The horizon that a forecast states, None when it states none or nobody knows when it was published.

    ``is_negative``: «لن تهبط فيه طائرة قبل شهر» speaks of a month to come, «قبل شهر» elsewhere of one that is over.
    """
    if card.published is None:
        return None
    made = date.fromisoformat(card.published)
    own = _own_time(card)
    if own is not None:
        return own
    near = _find_all(card.words, made, words, is_negative)
    if near:
        return _made_of(near[0], made, "horizon.in-evidence")
    said = set(_find_all(card.quote, made, words, is_negative))
    return _made_of(said.pop(), made, "horizon.in-statement") if len(said) == 1 else None


def _own_time(card: ClaimCard) -> Horizon | None:
    """The claim's own time where it lies ahead; «بعد سيطرتها الأربعاء» dates something else."""
    if not card.is_dated_by_evidence or card.last is None or card.first is None or card.published is None:
        return None
    time = card.claim.time
    if card.last <= card.published or time is None or (time.target and ".." in time.target):
        return None
    if time.mention is not None:
        before = card.words[: max(0, time.mention.span.start - card.claim.evidence.start)]
        if _AFTER in fold_text(before).split()[-_AFTER_REACH:]:
            return None
    return Horizon(max(card.first, card.published), card.last, "horizon.own-time")


def _made_of(period: Period, made: date, rule: str) -> Horizon | None:
    if period.last < made:
        return None
    return Horizon(max(period.first, made).isoformat(), period.last.isoformat(), rule)


def _find_all(text: str, made: date, words: HorizonWords, is_negative: bool) -> list[Period]:
    tokens = tuple(_WORD.findall(fold_text(text)))
    reader = _Reader(tokens, made, words, is_negative)
    return list(reader.find())


class _Reader:
    """Reads horizons off one text: «خلال N يوما», «قبل نهاية P», «P المقبل»."""

    def __init__(self, tokens: tuple[str, ...], made: date, words: HorizonWords, is_negative: bool) -> None:
        self._tokens, self._made, self._words, self._is_negative = tokens, made, words, is_negative

    def find(self) -> Iterator[Period]:
        at = 0
        while at < len(self._tokens):
            found = self._at(at)
            if found is None:
                at += 1
            else:
                yield found[0]
                at = found[1]

    def _at(self, at: int) -> tuple[Period, int] | None:
        for phrase, first, last in self._words.fixed:
            if self._tokens[at : at + len(phrase)] == phrase and not self._is("past", at - 1):
                days = (self._made + timedelta(first), self._made + timedelta(last))
                return Period(*days), at + len(phrase)
        if self._is("within", at):
            return self._span(at + 1) or self._period(at + 1)
        if self._is("before", at):
            return self._before(at + 1)
        if self._is("this", at):
            return self._period(at + 1)
        return self._named(at)

    def _span(self, at: int) -> tuple[Period, int] | None:
        """«ثلاثة أيام», «يومين», «أسبوع», «الساعات القليلة المقبلة»: so long from now on."""
        number = self._number(at)
        unit = self._unit(at if number is None else at + 1)
        if unit is None:
            return None
        end = at + (1 if number is None else 2)
        if self._is("past", end) or self._is("past", end + 1):
            return None
        if unit.is_definite and unit.count == 1 and number is None:
            return None  # «خلال الشهر المقبل» is a period of the calendar
        if unit.is_definite and not self._is_to_come(end):
            return None
        days = number * unit.days if number is not None else unit.count * unit.days or unit.several
        return Period(self._made, self._made + timedelta(max(1, round(days)))), end

    def _before(self, at: int) -> tuple[Period, int] | None:
        """«نهاية العام», «منتصف تموز», «الربيع»; in a negation also «قبل شهر»."""
        noon = at + self._is("part_of_day", at)
        if self._is("today", noon):
            return Period(self._made, self._made), noon + 1
        edge = self._value("edge", at)
        found = self._period(at)
        if found is not None:
            period, end = found
            if edge is None:
                last = period.first
            elif edge == "end":
                last = period.whole_last
            else:
                last = period.first if edge == "start" else period.middle
            return (Period(self._made, last), end) if last >= self._made else None
        if self._is_negative:
            unit = self._unit(at if self._number(at) is None else at + 1)
            if unit is not None and not unit.is_definite and (unit.count or self._number(at) is not None):
                return self._span(at)
        return None

    def _named(self, at: int) -> tuple[Period, int] | None:
        """«الأسبوع المقبل», «الأيام المقبلة», «مطلع الشهر المقبل», «نهاية العام»: without a word before it."""
        unit = self._unit(at)
        if unit is not None and unit.is_definite and unit.count != 1 and self._is_to_come(at + 1):
            return self._span(at)
        start = at + (1 if self._value("edge", at) is not None else 0)
        unit = self._unit(start)
        if unit is None or not unit.is_definite or unit.count != 1:
            return None
        if start == at and not self._value("next", start + 1):
            return None
        return self._period(at)

    def _period(self, at: int) -> tuple[Period, int] | None:
        """«[نهاية] الشهر [المقبل]», «[منتصف] نوفمبر [2017]», «الربيع»: a period of the calendar, or a part of it."""
        edge = self._value("edge", at)
        start = at + (0 if edge is None else 1)
        unit, month = self._unit(start), self._month(start)
        if unit is not None and unit.is_definite and unit.count == 1:
            if self._is("past", start + 1):
                return None
            shift = self._value("next", start + 1)
            whole = period_of(unit.period, self._made, shift=shift or 0)
            end = start + (1 if shift is None else 2)
            return (whole.part(edge), end) if whole is not None else None
        if month is not None:
            number, end = month
            year = (
                int(self._tokens[end])
                if end < len(self._tokens) and re.fullmatch(r"20\d\d", self._tokens[end])
                else None
            )
            if self._is("past", end):
                return None
            return month_ahead(number, self._made, year=year).part(edge), end + (year is not None)
        season = self._value("season", start)
        if season is not None and not self._is("past", start + 1):
            return season_ahead(season, self._made).part(edge), start + 1
        return None

    def _month(self, at: int) -> tuple[int, int] | None:
        """The number of the month named here, in one word or two, and where its names end («تموز/يوليو»)."""
        number, end = None, at
        while end < len(self._tokens):
            step = next((n for n in (2, 1) if self._words.months.get(self._tokens[end : end + n]) not in (None,)), None)
            if step is None:
                break
            found = self._words.months[self._tokens[end : end + step]]
            if number is not None and found != number:
                break
            number, end = found, end + step
        return None if number is None else (number, end)

    def _is_to_come(self, at: int) -> bool:
        """«المقبلة», «القليلة المقبلة», «الثلاثة المقبلة»."""
        if self._is("few", at) or self._is("number", at):
            at += 1
        return bool(self._value("next", at) == 1)

    def _number(self, at: int) -> int | None:
        if at < len(self._tokens) and self._tokens[at].isdecimal():
            number = int(self._tokens[at])
            return number if 0 < number <= _LONGEST_COUNT else None
        value = self._value("number", at)
        return None if value is None else int(value)

    def _unit(self, at: int) -> Unit | None:
        if at >= len(self._tokens):
            return None
        word = self._tokens[at]
        unit = self._words.units.get(word) or self._words.units.get(word.removesuffix("\N{ARABIC LETTER ALEF}"))
        if unit is None and word[0] in _CLITICS:
            unit = self._words.units.get(word[1:])
        return unit

    def _is(self, kind: str, at: int) -> bool:
        return self._value(kind, at) is not None

    def _value(self, kind: str, at: int) -> Any:
        if not 0 <= at < len(self._tokens):
            return None
        word, forms = self._tokens[at], self._words.kinds[kind]
        if word in forms:
            return forms[word]
        return forms.get(word[1:]) if len(word) > 3 and word[0] in _CLITICS else None
