"""Whom a text names as the one it was taken from: «أ ف ب» in the dateline, «(رويترز)» at the end, «المصدر: وكالات».

A credit stands apart from the sentences: in brackets or between dashes at the beginning of one of the first lines, or
alone on one of the last. An agency named inside a sentence is the source of that sentence and no credit. Where the text
names nobody, the byline is asked: it is no part of the text on pages that state it beside.

Rules: ``credit.dateline`` ``credit.bracket`` ``credit.line`` ``credit.label`` ``credit.translated`` ``credit.byline``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qawl.errors import DataFileError
from qawl.lexicon.load import DataFiles
from qawl.model.span import Span
from qawl.text.fold import fold, fold_text

_FILE = "corroborate/credits.yaml"
_KINDS = frozenset({"agency", "many", "refused", "source", "quoted", "translated"})
_HEAD_LINES, _TAIL_LINES = 3, 4
_DATELINE = 70  # code points of a line's beginning in which a dateline ends
_ENDING = 60  # code points of a line's end in which a credit in brackets begins
_SHORT = 12  # words of a line that is nothing but a credit
_NAME_WORDS = 6
_REFUSED_BEFORE = 6  # words before a bracket in which «وكالة» makes it part of a sentence
_DASH = r"[-\N{EN DASH}\N{EM DASH}/|:]"
_OPENS = r"(?: ^ | [-\N{EN DASH}\N{EM DASH}/|(\[\N{ARABIC COMMA},:+] )"
_CLOSES = r"(?: $ | [-\N{EN DASH}\N{EM DASH}/|)\]\N{ARABIC COMMA},:.+] )"
_UNKNOWN = r"""
    ^ (?: [\w/(),\N{ARABIC COMMA}]+ \s+ ){1,6}         # a town, its country, a day
    [(\[] (?P<name> \w+ (?: \s+ \w+ ){0,2} ) [)\]]
    \s* [-\N{EN DASH}\N{EM DASH}]
"""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom a text names as its source: the name as it is shown, where it stands, the rule, and the outlets it means.

    ``span`` is None for the credit of a byline, which stands outside the text.
    ``is_translated`` when the text says that it is a translation.
    """

    name: str
    span: Span | None
    rule: str
    outlets: tuple[str, ...] = ()
    is_translated: bool = False


@dataclass(frozen=True, slots=True)
class Credits:
    """Agencies by folded form, and what finds them at the beginning and at the end of lines."""

    agencies: Mapping[str, tuple[str, tuple[str, ...]]]
    refused: frozenset[str]
    at_head: re.Pattern[str]
    before_dash: re.Pattern[str]
    unknown: re.Pattern[str]
    in_brackets: re.Pattern[str]
    alone: re.Pattern[str]
    labelled: re.Pattern[str]
    quoted: re.Pattern[str]
    translated: re.Pattern[str]


def load_credits(data: DataFiles) -> Credits:
    """Read ``credits.yaml``.

    Raises:
        DataFileError: an unknown key or kind, or one form in two entries.
    """
    rows = data.read_rows(
        _FILE, required=("id", "kind", "forms", "example"), optional=("name", "outlets", "spares", "reason")
    )
    agencies: dict[str, tuple[str, tuple[str, ...]]] = {}
    phrases: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for row in rows:
        kind = str(row["kind"])
        if kind not in _KINDS:
            raise DataFileError(f"{_FILE}: {row['id']!r} has the unknown kind {kind!r}. Known: {sorted(_KINDS)}.")
        phrases[kind] += map(str, row["forms"])
        if kind in ("agency", "many"):
            for form in row["forms"]:
                key = _key(str(form))
                if agencies.setdefault(key, (row["name"], tuple(row.get("outlets", ()))))[0] != row["name"]:
                    raise DataFileError(f"{_FILE}: {row['id']!r} repeats the form {form!r}. Keep it in one entry.")
    names = rf"(?P<name> (?<!\w) (?:{_any(phrases['agency'] + phrases['many'])}) (?!\w) )"
    bracket = rf"[(\[] [^()\[\]\n]{{0,40}}? {names} [^()\[\]\n]{{0,40}} [)\]]"
    free = r"\s* (?P<name> [^\n.،,()\[\]|:]{2,80} )"
    return Credits(
        agencies=agencies,
        refused=frozenset(map(fold_text, phrases["refused"])),
        at_head=_compiled(rf"(?: ^ | {_DASH} | [\N{{ARABIC COMMA}},] ) \s* {names} \s* {_DASH}"),
        before_dash=_compiled(rf"{bracket} \s* (?: {_DASH} | $ )"),
        unknown=_compiled(_UNKNOWN),
        in_brackets=_compiled(rf"{bracket} [\s.]* $"),
        alone=_compiled(rf"{_OPENS} \s* {names} \s* {_CLOSES}"),
        labelled=_compiled(rf"(?: ^ | [(\[|.] ) \s* (?:{_any(phrases['source'])}) {free}"),
        quoted=_compiled(rf"^ \W* (?:{_any(phrases['quoted'])}) (?!\w) {free}"),
        translated=_compiled(rf"(?<!\w) (?:{_any(phrases['translated'])}) {free}"),
    )


def find_credit(text: str, credits: Credits) -> Credit | None:
    """The first credit of a text, its head before its end; None when it names nobody."""
    lines = list(_lines(text))
    head, tail = lines[:_HEAD_LINES], lines[_HEAD_LINES:][-_TAIL_LINES:]
    found = _first(_head_credits(text, head, credits))
    return found or _first(_tail_credits(text, [*head[1:], *tail][::-1], credits))


def find_byline_credit(byline: str, credits: Credits) -> Credit | None:
    """The agency that a byline names («أ ف ب», «فلان - رويترز»); None for a byline of people alone.

    Only agencies on the list count: who wrote or translated a text is nobody from whom it was taken.
    """
    for pattern in (credits.alone, credits.in_brackets, credits.labelled):
        for match in pattern.finditer(fold_text(byline)):
            known = _known(match.group("name"), credits)
            if known is not None:
                name, outlets = known
                return Credit(name, None, "credit.byline", outlets)
    return None


def _head_credits(text: str, lines: Iterable[Span], credits: Credits) -> Iterator[Credit]:
    for line in lines:
        start = Span(line.start, min(line.end, line.start + _DATELINE))
        yield from _found(credits.at_head, "credit.dateline", text, start, credits)
        yield from _found(credits.before_dash, "credit.dateline", text, start, credits)
        yield from _found(credits.unknown, "credit.dateline", text, start, credits)


def _tail_credits(text: str, lines: Iterable[Span], credits: Credits) -> Iterator[Credit]:
    """The last line is read first; on long lines only what stands in brackets at their end counts."""
    for line in lines:
        yield from _found(credits.translated, "credit.translated", text, line, credits)
        yield from _found(credits.labelled, "credit.label", text, line, credits)
        if len(_WORD.findall(line.of(text))) <= _SHORT:
            yield from _found(credits.quoted, "credit.label", text, line, credits)
            yield from _found(credits.alone, "credit.line", text, line, credits)
        end = Span(max(line.start, line.end - _ENDING), line.end)
        yield from _found(credits.in_brackets, "credit.bracket", text, end, credits)


def _found(pattern: re.Pattern[str], rule: str, text: str, where: Span, credits: Credits) -> Iterator[Credit]:
    view = fold(where.of(text))
    for match in pattern.finditer(view.text):
        start, end = match.span("name")
        words = list(_WORD.finditer(view.text, start, end))[:_NAME_WORDS]
        before = _WORD.findall(view.text[:start])[-_REFUSED_BEFORE:]
        if not words or not credits.refused.isdisjoint(before):
            continue
        inner = view.to_source(Span(words[0].start(), words[-1].end()))
        span = Span(where.start + inner.start, where.start + inner.end)
        known = _known(view.text[words[0].start() : end], credits)
        name, outlets = known or (span.of(text), ())
        yield Credit(name, span, rule, outlets, rule == "credit.translated")


def _known(name: str, credits: Credits) -> tuple[str, tuple[str, ...]] | None:
    """The agency that a name is, or the first that it begins with: «الجزيرة + وكالات» is no agency's."""
    exact = credits.agencies.get(_key(name))
    if exact is not None:
        return exact
    match = credits.alone.match(name)
    return credits.agencies.get(_key(match.group("name"))) if match else None


def _first(found: Iterator[Credit]) -> Credit | None:
    return next(found, None)


def _lines(text: str) -> Iterator[Span]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield Span(at, at + len(line))
        at += len(line) + 1


def _key(form: str) -> str:
    """A folded form without the points and spaces that come and go in abbreviations."""
    return re.sub(r"[\s.]+", "", fold_text(form)).casefold()


def _any(forms: Iterable[str]) -> str:
    """Any of the forms, the longest first; between single letters points and spaces are free, «*» is some words."""
    return "|".join(map(_loose, sorted(forms, key=lambda form: (-len(form), form))))


def _loose(form: str) -> str:
    words = fold_text(form).split()
    between = r"[\s.]*" if all(len(word) <= 2 for word in words) else r"\s+"
    return between.join(r"(?:\S+\s+){0,4}?\S*" if word == "*" else re.escape(word) for word in words)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)
