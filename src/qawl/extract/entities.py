"""Where known names stand in a text: one look-up a token, longest name first, no overlaps."""

from collections.abc import Mapping, Sequence

from qawl.lexicon.known import KnownForm, KnownNames
from qawl.model.span import Span
from qawl.text.layout import Layout
from qawl.text.memo import remembered
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.record import record
from qawl.text.tokens import ARTICLE, TokenKind, strip_proclitics

_SKIPPED = QUOTATION_MARKS | frozenset("#_()")


_Start = tuple[str, Mapping[str, tuple[KnownForm, ...]]]
"""A first word of known names without its proclitics, and those names by their second word."""


@record
class FoundName:
    """A known name in the text. ``span`` leaves out proclitics joined to its first word."""

    first: int
    last: int
    span: Span
    form: KnownForm


def find_known_names(layout: Layout, known: KnownNames) -> list[FoundName]:
    """All known names in text order."""
    starts, kinds = _starts(known), layout.tokens.kinds
    found: list[FoundName] = []
    free = 0  # the first token behind the last name
    for index, word in enumerate(layout.tokens.folded):
        if index < free or kinds[index] is not TokenKind.WORD or not starts[word]:
            continue
        name = _name_at(layout, index, starts[word])
        if name is not None:
            found.append(name)
            free = name.last + 1
    return _without_lone_adjectives(found, known)


def _without_lone_adjectives(found: list[FoundName], known: KnownNames) -> list[FoundName]:
    """A short name that is also an adjective of a country («الليبي») counts only where the full name stands too."""
    full = {name.form.entity.id for name in found if not name.form.is_short}
    return [
        name
        for name in found
        if not name.form.is_short
        or name.form.entity.id in full
        or name.form.words[0].removeprefix("ال") not in known.nisbas
    ]


def _name_at(layout: Layout, index: int, starts: Sequence[_Start]) -> FoundName | None:
    word = layout.tokens.folded[index]
    second = ""
    for spelling, by_second in starts:
        second = second or _second_word(layout, index)
        for form in (*by_second.get(second, ()), *by_second.get("", ())):
            if _is_closed_construct(word, spelling, form.words):
                continue
            last = _match(layout, index, form.words)
            if last is not None:
                return FoundName(index, last, _span(layout, index, last, word, spelling), form)
    return None


@remembered
def _starts(word: str, known: KnownNames) -> tuple[_Start, ...]:
    """The spellings of a word that begin a known name, with those names by their second word."""
    return tuple((spelling, known.forms[spelling]) for spelling in strip_proclitics(word) if spelling in known.forms)


def _is_closed_construct(word: str, spelling: str, name: tuple[str, ...]) -> bool:
    """«الجيش روسيا» is not «جيش روسيا»: a noun with the article takes no genitive."""
    stripped = word.endswith(ARTICLE + spelling)
    return stripped and len(name) > 1 and not name[1].startswith(ARTICLE)


def _second_word(layout: Layout, first: int) -> str:
    """The folded word after ``first``, quotation marks and brackets skipped; a space where the text ends."""
    tokens = layout.tokens
    at = first + 1
    while at < len(tokens.raw) and tokens.raw[at] in _SKIPPED:
        at += 1
    return tokens.folded[at] if at < len(tokens.raw) else " "


def _match(layout: Layout, first: int, words: tuple[str, ...]) -> int | None:
    """The last token of the name whose first word stands at ``first``, quotation marks and brackets skipped."""
    tokens = layout.tokens
    at = first
    for word in words[1:]:
        at += 1
        while at < len(tokens) and tokens.raw[at] in _SKIPPED:
            at += 1
        if at >= len(tokens) or tokens.folded[at] != word or layout.paragraph_of[at] != layout.paragraph_of[first]:
            return None
    return at


def _span(layout: Layout, first: int, last: int, word: str, spelling: str) -> Span:
    """The name without the letters that were stripped from its first word (لل counts as one joined letter)."""
    tokens = layout.tokens
    joined = 0 if spelling == word else len(word) - len(spelling)
    if spelling.startswith("ال") and not word.endswith(spelling):
        joined = len(word) - len(spelling) + 1
        return Span(tokens.starts[first] + max(0, joined), tokens.ends[last])
    return Span(tokens.starts[first] + joined, tokens.ends[last])
