"""From an EDTF value to the plain date that an interchange line or a table carries."""

from datetime import date

_ENDS = frozenset({"time.night", "time.hours"})
_SHORT_SPAN = 10  # days; a span not longer, over two months, goes to the month of its middle


def plain_date(edtf: str, rule: str) -> str:
    """``YYYY[-MM[-DD]]`` for a time found by ``rule``.

    A start stands for «since». Of an interval it is what both ends share («last week» is a month), the second
    day for a night named by two, the month for «in the last days».
    """
    start, slash, end = (part.strip("~?%") for part in edtf.partition("/"))
    if not slash or end == "..":
        return _without_season(start)
    if rule in _ENDS:
        return end
    if rule == "time.last-night":
        return start
    if rule == "time.coming":
        return start[:7] if "~" in edtf else start
    if rule == "time.recent":
        return _without_season(end)[:7]
    return _shared(_without_season(start), _without_season(end))


def _without_season(value: str) -> str:
    """«Summer 2014» is 2014-22 in EDTF; as a plain date it is the year."""
    return value[:4] if value[5:7] > "12" else value


def _shared(start: str, end: str) -> str:
    if len(start) >= 7 and start[:7] == end[:7]:
        return start[:7]
    if len(start) == len(end) == 10:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
        if (last - first).days <= _SHORT_SPAN:
            return (first + (last - first) / 2).isoformat()[:7]
    return start[:4]
