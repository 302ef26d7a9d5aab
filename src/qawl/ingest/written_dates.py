"""Dates as people write them: «الأربعاء، 07 أكتوبر 2020 - 12:09 م», «24 نيسان / أبريل», «11 شوال 1441هـ».

The text is folded and cut at its labels («نشر في», «آخر تحديث:»). In each piece zone, dates and times are found by
pattern and blotted out; what is left must be words without meaning, or the piece is no date but a sentence with a
date in it. Two different days in one piece, two months that are not the same, or a day that no calendar has are
nothing: None is better than wrong. A Hijri day alone is converted by the Umm al-Qura calendar, which the sighting of
the moon elsewhere may miss by a day; beside a Gregorian one it is passed over.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise

from qawl.ingest.date_numbers import from_hijri, in_order, make_day, time_of_day
from qawl.ingest.date_words import DateWords
from qawl.ingest.zones import FoundZone, find_zone, fixed, in_zone
from qawl.model.document import DatePrecision, PublishedAt

_YEARS = range(1901, 2101)
_HIJRI_YEARS = range(1343, 1501)  # those of the Umm al-Qura table
_MARKS = r"[\s,/.\-\N{EN DASH}\N{EM DASH}()]*"
_TIME = (
    r"(?<![\d:/.-])(?P<hour>\d{1,2})\s?(?P<colon>[:h.])\s?(?P<minute>\d{2})"
    r"(?:\s?:\s?(?P<second>\d{2})(?:[.,]\d+)?)?(?![\d:/])"
)
_NAME_OF_ZONE = re.compile(r"(?<= \d ) \s* \( [a-z\s]+ \s time \)?", re.VERBOSE)  # behind the offset that it names
_MAX_UNKNOWN_WORDS = 4


@dataclass(frozen=True, slots=True)
class Written:
    """A written date and how sure its reading is.

    ``is_hijri``: converted from a Hijri day alone. ``is_relative``: counted from the time of reading.
    ``is_ambiguous``: day and month in numbers, either way a date, read day first. ``is_modified``: the label says
    that it is the time of a change.
    """

    published: PublishedAt
    is_hijri: bool = False
    is_relative: bool = False
    is_ambiguous: bool = False
    is_modified: bool = False


@dataclass(frozen=True, slots=True)
class _Day:
    """A day or month found at ``start``..``end``."""

    start: int
    end: int
    day: date
    precision: DatePrecision = DatePrecision.DAY
    is_ambiguous: bool = False
    short_year: bool = False


@dataclass(frozen=True, slots=True)
class _Clock:
    """A time of day, None where it is none or its half contradicts it, and the zone it is in."""

    time: timedelta | None
    zone: FoundZone | None


class WrittenDates:
    """Reads written dates with the patterns of one set of words."""

    def __init__(self, words: DateWords) -> None:
        self._words = words
        patterns = words.patterns
        joins = rf"{_MARKS}(?:{patterns['joins']})?{_MARKS}(?:{patterns['joins']})?{_MARKS}"
        month = (
            rf"(?P<month>{patterns['month']})(?:\s*[/(,\-\N{{EN DASH}}]?\s*(?P<second_month>{patterns['month']})\)?)?"
        )
        day = r"(?<![\d:/.])(?P<day>\d{1,2})(?!\d)(?!:\d)(?:st|nd|rd|th|er)?(?![a-z])"
        year = r"(?<!\d)(?P<year>\d{4})(?!\d)"
        zone = r"[a-z+()\d:\s]{0,24}?"
        clock = r"(?:\d{1,2}:\d{2}(?::\d{2})?)"
        self._named = [
            re.compile(rf"{day}{joins}{month}{joins}{year}"),
            re.compile(rf"{month}{_MARKS}{day}{joins}{year}"),
            re.compile(rf"{year}{_MARKS}{month}{_MARKS}{day}"),
            re.compile(rf"{month}\s+{day}\s+(?P<clock>{clock}{zone})\s{year}"),
            re.compile(rf"{day}[\s-]{month}[\s-](?P<year>\d{{2}})(?=\s+\d{{1,2}}:)"),
        ]
        self._month = re.compile(rf"{month}{joins}{year}")
        hijri = rf"(?P<month>{patterns['hijri_month']})"
        hijri_sign = rf"(?:\s*{patterns['hijri']})?"
        self._hijri = [
            re.compile(rf"{day}{joins}{hijri}{joins}{year}{hijri_sign}"),
            re.compile(rf"{hijri}{_MARKS}{day}{joins}{year}{hijri_sign}"),
        ]
        self._numeric = re.compile(
            r"(?<![\d:/])(?<!\d[.-])(?P<first>\d{1,4})\s*(?P<mark>[/.\-\N{EN DASH}\\])\s*(?P<second>\d{1,2})"
            r"\s*(?P=mark)\s*"
            rf"(?P<third>\d{{1,4}})(?!\d|[/\-]\d)(?P<sign>\s*{patterns['hijri']})?"
        )
        self._sign = re.compile(rf"\s*{patterns['gregorian']}")
        halves = "|".join(rf"(?P<{kind}>{patterns[kind]})" for kind in ("am", "pm", "noon", "night"))
        before = halves.replace("(?P<", "(?P<before_")
        self._time = re.compile(rf"(?:(?:{before})\s*)?{_TIME}(?:\s*(?:{halves}))?")
        self._time_alone = re.compile(rf"{_MARKS}:?\s*{self._time.pattern}[^\d]*(?:[+-]\d[\d:]*)?\W*")
        self._hour = re.compile(rf"(?<![\d:/.-])(?P<hour>\d{{1,2}})\s*(?:{halves})")
        self._labels = re.compile(rf"(?P<modified>{patterns['modified']})|(?P<published>{patterns['published']})")
        amount = (
            rf"(?:(?P<number>\d{{1,2}})\s*(?P<unit>{patterns['unit']})"
            rf"|(?P<two>{patterns['two_units']})|(?P<one>{patterns['one_unit']}))"
        )
        behind = amount.replace("(?P<", "(?P<behind_")
        self._ago = re.compile(rf"{patterns['ago']}\s*{amount}|{behind}\s*{patterns['behind']}")
        self._weekday = re.compile(patterns["weekday"])
        self._counted = re.compile(rf"\d[\d,.]*\s*{patterns['counted']}|{patterns['counted']}\s*:?\s*\d[\d,.]*")
        self._filler = re.compile("|".join(patterns[kind] for kind in ("filler", "joins", "hijri", "gregorian")))

    def read(self, folded: str, *, is_visible: bool, outlet: tzinfo | None, today: date | None) -> Written | None:
        """The date that a folded text states; of several pieces the one labelled as publication.

        Two numbers that could each be the month are read, day first, only where ``is_visible``.
        """
        pieces = self._pieces(folded)
        found = [(label, self._read_piece(piece, is_visible, outlet)) for label, piece in pieces]
        dated = [(label, written) for label, written in found if written is not None]
        for wanted in ("published", "", "modified"):
            values = [written for label, written in dated if label == wanted]
            if len({written.published.value.date() for written in values}) > 1:
                return None
            if values:
                value = values[0]
                return Written(
                    value.published, value.is_hijri, False, value.is_ambiguous, is_modified=wanted == "modified"
                )
        if any(character.isdigit() for _, piece in pieces for character in re.sub(r"\b\d{1,2}\b", "", piece)):
            return None
        return None if today is None else self._relative(folded, today, outlet)

    def _pieces(self, folded: str) -> list[tuple[str, str]]:
        """The text cut before each label, with the kind of its label.

        A label with a time alone behind it speaks of the day in front: «28 آب 2013، آخر تحديث 14:00» is one piece.
        """
        pieces, start, label = [], 0, ""
        for match in self._labels.finditer(folded):
            pieces.append((label, folded[start : match.start()]))
            start, label = match.end(), match.lastgroup or ""
        pieces.append((label, folded[start:]))
        if len(pieces) == 2 and self._time_alone.fullmatch(pieces[1][1]):
            return [(pieces[1][0], f"{pieces[0][1]} {pieces[1][1]}")]
        return pieces

    def _read_piece(self, piece: str, is_visible: bool, outlet: tzinfo | None) -> Written | None:
        piece = _NAME_OF_ZONE.sub(" ", piece)
        weekdays = {self._words.weekdays[name] for name in self._weekday.findall(piece)}
        days, rest = self._find_days(piece, weekdays, is_visible)
        is_hijri = False
        converted, rest = self._find_hijri(rest, weekdays, is_visible)
        if not days:
            days, is_hijri = converted, True
        if not days or len({day.day for day in days}) > 1:
            return None
        found = days[0]
        rest = self._ago.sub(" ", self._counted.sub(" ", rest))
        clocks, rest = self._find_clocks(rest)
        if not self._is_silent(rest, is_visible):
            return None
        published = _published(found, clocks, outlet)
        return Written(published, is_hijri, is_ambiguous=found.is_ambiguous)

    def _find_days(self, piece: str, weekdays: set[int], is_visible: bool) -> tuple[list[_Day], str]:
        """All Gregorian days of a piece, and the piece without them."""
        days: list[_Day] = []
        for pattern in self._named:
            while (match := pattern.search(piece)) is not None:
                day = self._named_day(match, weekdays)
                if day is None:
                    break
                days.append(day)
                keep = f" {match['clock']} " if "clock" in match.groupdict() else ""
                piece = self._without(piece, match, keep)
        position = 0
        while (match := self._numeric.search(piece, position)) is not None:
            day = None if match["sign"] else _numeric_day(match, weekdays, is_visible)
            position = match.end() if day is None else 0
            if day is not None:
                days.append(day)
                piece = self._without(piece, match)
        if not days:
            match = self._month.search(piece)
            if match is not None and self._month_number(match) and not re.search(r"\d", _blot(piece, *match.span())):
                first = make_day(int(match["year"]), self._month_number(match), 1)
                if first is not None:
                    days.append(_Day(*match.span(), first, DatePrecision.MONTH))
                    piece = self._without(piece, match)
        return days, piece

    def _without(self, piece: str, match: re.Match[str], keep: str = "") -> str:
        """The piece with the date blotted out, and the sign behind its year; a time inside it stays."""
        sign = self._sign.match(piece, match.end())
        end = sign.end() if sign is not None else match.end()
        return piece[: match.start()] + " " + keep + " " + piece[end:]

    def _month_number(self, match: re.Match[str]) -> int:
        """The month, 0 where two names do not mean the same one."""
        number = self._words.months[match["month"]]
        second = match["second_month"]
        return number if second is None or self._words.months[second] == number else 0

    def _named_day(self, match: re.Match[str], weekdays: set[int]) -> _Day | None:
        month, year = self._month_number(match), int(match["year"])
        if len(match["year"]) == 2:
            day = make_day(2000 + year, month, int(match["day"]))
            return None if day is None or day.isoweekday() not in weekdays else _Day(*match.span(), day)
        day = make_day(year, month, int(match["day"]))
        return None if day is None else _Day(*match.span(), day)

    def _find_hijri(self, piece: str, weekdays: set[int], is_visible: bool) -> tuple[list[_Day], str]:
        days: list[_Day] = []
        for pattern in self._hijri:
            while (match := pattern.search(piece)) is not None:
                month = self._words.hijri_months[match["month"]]
                day = from_hijri(int(match["year"]), month, int(match["day"]), weekdays=weekdays)
                days.extend([] if day is None else [_Day(*match.span(), day)])
                piece = _blot(piece, *match.span())
        while (match := self._numeric.search(piece)) is not None:
            found = in_order(match, _HIJRI_YEARS, weekdays=set(), is_visible=is_visible)
            if found is None:
                break
            day = from_hijri(found.year, found.month, found.day, weekdays=weekdays)
            days.extend([] if day is None else [_Day(*match.span(), day, is_ambiguous=found.is_ambiguous)])
            piece = _blot(piece, *match.span())
        return days, piece

    def _find_clocks(self, piece: str) -> tuple[list[_Clock], str]:
        """The times of day, each with the zone between it and the next, and the piece without them."""
        clocks = []
        starts = [match.start() for match in self._time.finditer(piece)] or [0]
        cuts = [0, *starts[1:], len(piece)]
        rest = []
        for start, end in pairwise(cuts):
            part = piece[start:end]
            zone = find_zone(part, self._words)
            if zone is not None:
                part = _blot(part, zone.start, zone.end)
            match = self._time.search(part) or self._hour.search(part)
            if match is not None:
                clocks.append(_Clock(time_of_day(match), zone))
                part = _blot(part, *match.span())
            rest.append(part)
        return clocks, " ".join(rest)

    def _is_silent(self, rest: str, is_visible: bool) -> bool:
        """True when what is left of a piece says nothing of its own."""
        rest = self._filler.sub(" ", self._weekday.sub(" ", rest))
        if re.search(r"\d", rest):
            return False
        return len(re.findall(r"[^\W\d_]+", rest)) <= (_MAX_UNKNOWN_WORDS if is_visible else 0)

    def _relative(self, folded: str, today: date, outlet: tzinfo | None) -> Written | None:
        """A day counted back from ``today``; hours and minutes need the time of reading too.

        «منذ يوم», «قبل 3 ساعات», «أمس»; weeks and months are too rough to be a day.
        """
        patterns = self._words.patterns
        text = self._labels.sub(" ", folded).strip(" :-|,.")
        match = self._ago.fullmatch(text)
        now = today if isinstance(today, datetime) else None
        if match is not None:
            seconds = self._seconds(match)
            if seconds % 86_400 == 0:
                back = seconds // 86_400
                return _days_ago(today, back, outlet) if back <= 6 else None
            return None if now is None else _at(now - timedelta(seconds=seconds), outlet)
        if re.fullmatch(patterns["now"], text):
            return None if now is None else _at(now, outlet)
        if re.fullmatch(patterns["day"], text):
            return _days_ago(today, self._words.days_ago[text], outlet)
        return None

    def _seconds(self, match: re.Match[str]) -> int:
        groups = {name.removeprefix("behind_"): text for name, text in match.groupdict().items() if text is not None}
        if "number" in groups:
            return int(groups["number"]) * self._words.units[groups["unit"]]
        if "two" in groups:
            return 2 * self._words.two_units[groups["two"]]
        return self._words.one_unit[groups["one"]]


def _blot(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _numeric_day(match: re.Match[str], weekdays: set[int], is_visible: bool) -> _Day | None:
    found = in_order(match, _YEARS, weekdays=weekdays, is_visible=is_visible)
    day = None if found is None else make_day(found.year, found.month, found.day)
    return None if day is None or found is None else _Day(*match.span(), day, is_ambiguous=found.is_ambiguous)


def _published(found: _Day, clocks: list[_Clock], outlet: tzinfo | None) -> PublishedAt:
    """The day with its time of day, if all clocks show the same moment."""
    midnight = datetime(found.day.year, found.day.month, found.day.day)
    moments = [
        in_zone(midnight + clock.time, found=clock.zone, outlet=outlet) for clock in clocks if clock.time is not None
    ]
    is_one = len({value for value, _ in moments}) == 1 and len(moments) == len(clocks)
    if not is_one or found.precision is not DatePrecision.DAY:
        value, _ = in_zone(midnight, found=None, outlet=outlet)
        return PublishedAt(value, found.precision, zone_known=False)
    value, is_known = moments[0]
    return PublishedAt(value, DatePrecision.SECOND, zone_known=is_known)


def _days_ago(today: date, days: int, outlet: tzinfo | None) -> Written:
    local = today.astimezone(outlet) if isinstance(today, datetime) and outlet is not None else today
    day = date(local.year, local.month, local.day) - timedelta(days=days)
    midnight = datetime(day.year, day.month, day.day, tzinfo=outlet or UTC)
    return Written(PublishedAt(fixed(midnight), DatePrecision.DAY), is_relative=True)


def _at(moment: datetime, outlet: tzinfo | None) -> Written:
    """The day of a moment that is known to the hour."""
    local = moment.astimezone(outlet or UTC)
    return _days_ago(local.date(), 0, outlet)
