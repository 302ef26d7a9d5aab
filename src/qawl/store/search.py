"""Full-text search over folded sentences: FTS5 in SQLite, ``tsvector`` in PostgreSQL, one function for both.

Arabic writes conjunctions, prepositions and the article onto the next word, so a search for one word asks
for every spelling that it has with them; the sentence is then folded again to mark exactly what was found.
A word with a star at its end finds what begins with it; words in quotation marks stand next to each other.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, text

from qawl.errors import UsageError
from qawl.model.span import Span


class FoldedText(Protocol):
    """A text without spelling variation that can point back at the original."""

    @property
    def text(self) -> str:
        """The folded spelling."""

    def to_source(self, span: Span) -> Span:
        """Where a span of the folded spelling stands in the original."""


Fold = Callable[[str], FoldedText]
"""How letters fold; the store is told, because it knows nothing of Arabic script."""

_ALEF, _LAM = "\N{ARABIC LETTER ALEF}", "\N{ARABIC LETTER LAM}"
_WAW, _FEH = "\N{ARABIC LETTER WAW}", "\N{ARABIC LETTER FEH}"
_BEH, _KAF, _SEEN = "\N{ARABIC LETTER BEH}", "\N{ARABIC LETTER KAF}", "\N{ARABIC LETTER SEEN}"
_ARTICLE = _ALEF + _LAM
_ONTO_ANY = ("", _BEH, _LAM, _KAF)
_ONTO_BARE = (_ARTICLE, _BEH + _ARTICLE, _KAF + _ARTICLE, _LAM + _LAM, _SEEN)
_NO_LIMIT = 2**31 - 1
_TERM = re.compile(r'"(?P<phrase>[^"]+)"|(?P<word>\S+)')
_WORDS = re.compile(r"\w+\*?")


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: every phrase must stand in the sentence; a phrase is words next to each other."""

    phrases: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """One sentence that fits: its document and its place in the document's text."""

    document_id: str
    span: Span


def parse_query(given: str, fold: Fold) -> Query:
    """The phrases of what a person typed; guillemets and curly marks quote like plain ones.

    Raises:
        UsageError: there is no word in it.
    """
    plain = re.sub("[\u00ab\u00bb\u201c\u201d\u201e]", '"', given)
    phrases: list[tuple[str, ...]] = []
    for term in _TERM.finditer(plain):
        words = tuple(_WORDS.findall(fold(term["phrase"] or term["word"]).text.lower()))
        if words:
            phrases.append(words)
    if not phrases:
        raise UsageError(f"{given!r} has no word to search for. Give one or more words.")
    return Query(tuple(phrases))


def find_sentences(connection: Connection, query: Query, limit: int | None) -> list[Match]:
    """The sentences of current documents that fit, newest publication first."""
    if connection.dialect.name == "sqlite":
        found = (
            'SELECT s.document_id, s.start, s."end" FROM sentence_words w JOIN sentence s ON s.id = w.rowid '
            "JOIN document d ON d.id = s.document_id WHERE sentence_words MATCH :query AND d.is_current "
            "ORDER BY d.published_day DESC, d.id, s.number LIMIT :limit"
        )
        match = _fts5(query)
    else:
        found = (
            'SELECT s.document_id, s.start, s."end" FROM sentence s JOIN document d ON d.id = s.document_id '
            "WHERE to_tsvector('simple', s.folded) @@ to_tsquery('simple', :query) AND d.is_current "
            "ORDER BY d.published_day DESC NULLS LAST, d.id, s.number LIMIT :limit"
        )
        match = _tsquery(query)
    rows = connection.execute(text(found), {"query": match, "limit": _NO_LIMIT if limit is None else limit})
    return [Match(row.document_id, Span(row.start, row.end)) for row in rows]


def find_highlights(sentence: str, query: Query, fold: Fold) -> list[Span]:
    """Where the phrases stand in ``sentence``, as spans of it."""
    folded = fold(sentence)
    lowered = folded.text.lower()
    if len(lowered) != len(folded.text):
        lowered = folded.text
    spans: list[Span] = []
    for phrase in query.phrases:
        for match in re.finditer(_pattern(phrase), lowered):
            spans.append(folded.to_source(Span(match.start(), match.end())))
    return sorted(set(spans))


def _spellings(word: str) -> list[str]:
    """The word with everything that may be written onto its front.

    رقه -> رقه، برقه، لرقه، الرقه، بالرقه، للرقه, each also after the conjunctions
    """
    fronts = [front + word for front in _ONTO_ANY]
    if word.startswith(_ARTICLE) and len(word) > 3:
        fronts.append(_LAM + word[1:])
    else:
        fronts += [front + word for front in _ONTO_BARE]
    return fronts + [conjunction + form for conjunction in (_WAW, _FEH) for form in fronts]


def _fts5(query: Query) -> str:
    """Every phrase in one of its spellings: ("دير الزور" OR "لدير الزور" OR ...) AND (...)."""
    return " AND ".join(
        "(" + " OR ".join(_fts5_phrase((first, *phrase[1:])) for first in _spellings(phrase[0])) + ")"
        for phrase in query.phrases
    )


def _fts5_phrase(words: tuple[str, ...]) -> str:
    star = " *" if words[-1].endswith("*") else ""
    return '"' + " ".join(word.rstrip("*") for word in words) + '"' + star


def _tsquery(query: Query) -> str:
    return " & ".join(
        "(" + " | ".join(_tsquery_phrase((first, *phrase[1:])) for first in _spellings(phrase[0])) + ")"
        for phrase in query.phrases
    )


def _tsquery_phrase(words: tuple[str, ...]) -> str:
    return "(" + " <-> ".join(word.replace("*", ":*") for word in words) + ")"


def _pattern(phrase: tuple[str, ...]) -> str:
    """A pattern for the phrase in a folded sentence, whole words only unless a star says otherwise."""
    first = "|".join(sorted((_word_pattern(form) for form in _spellings(phrase[0])), key=len, reverse=True))
    rest = "".join(rf"\W+{_word_pattern(word)}" for word in phrase[1:])
    return rf"(?<!\w)(?:{first}){rest}"


def _word_pattern(word: str) -> str:
    return re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word) + r"(?!\w)"
