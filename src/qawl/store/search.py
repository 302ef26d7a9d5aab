"""What a person typed into a search, and where it stands in a text.

Arabic writes conjunctions, prepositions and the article onto the next word, so a search for one word asks for every
spelling that it has with them. A word with a star at its end finds what begins with it, words in quotation marks stand
next to each other, ``a | b`` asks for either, and ``-a`` leaves out what has it. The same tokens are compared in a
database and in a text, so that what is marked is what was found.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

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


class SearchFault(StrEnum):
    """Why a search cannot be made."""

    NO_WORD = "no-word"
    TOO_MANY_WORDS = "too-many-words"
    SHORT_BEGINNING = "short-beginning"
    COMMON_NAME = "common-name"
    NO_DAY = "no-day"
    NO_PAGE = "no-page"


class SearchError(UsageError):
    """A search that cannot be made; ``fault`` says why for those who tell it in another language."""

    def __init__(self, fault: SearchFault, message: str) -> None:
        super().__init__(message)
        self.fault = fault


MOST_WORDS = 24
"""More words than this are no search; each is asked for in forty spellings."""
LEAST_BEFORE_STAR = 2
"""One letter begins a large part of all words."""

_ALEF, _LAM = "\N{ARABIC LETTER ALEF}", "\N{ARABIC LETTER LAM}"
_WAW, _FEH = "\N{ARABIC LETTER WAW}", "\N{ARABIC LETTER FEH}"
_BEH, _KAF, _SEEN = "\N{ARABIC LETTER BEH}", "\N{ARABIC LETTER KAF}", "\N{ARABIC LETTER SEEN}"
_ARTICLE = _ALEF + _LAM
_ONTO_ANY = ("", _BEH, _LAM, _KAF)
_ONTO_BARE = (_ARTICLE, _BEH + _ARTICLE, _KAF + _ARTICLE, _LAM + _LAM, _SEEN)
_TERM = re.compile(
    r"""
    (?P<either>\|)
    | (?P<minus>(?<!\S)[-\N{MINUS SIGN}])? (?: "(?P<phrase>[^"]*)" | (?P<word>[^\s"|]+) )
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W_]+")
_SOUGHT = re.compile(r"[^\W_]+\*?")
_QUOTES = re.compile("[\u00ab\u00bb\u201c\u201d\u201e]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand next to each other; the first in any of ``spellings``, the last begun only if ``is_prefix``."""

    words: tuple[str, ...]
    is_prefix: bool = False
    spellings: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "spellings", tuple(_spellings(self.words[0])))

    def places(self, tokens: Sequence[str]) -> Iterator[int]:
        """The indexes at which the phrase begins among the tokens of a text."""
        last = len(self.words) - 1
        begins = frozenset(self.spellings)
        for index, token in enumerate(tokens[: len(tokens) - last]):
            if last == 0 and self.is_prefix:
                if token.startswith(self.spellings):
                    yield index
            elif token in begins and self._goes_on(tokens, index, last):
                yield index

    def _goes_on(self, tokens: Sequence[str], index: int, last: int) -> bool:
        for step in range(1, last + 1):
            token, word = tokens[index + step], self.words[step]
            if token != word and not (step == last and self.is_prefix and token.startswith(word)):
                return False
        return True


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: of each clause one phrase at least, and none of the excluded ones."""

    clauses: tuple[tuple[Phrase, ...], ...] = ()
    excluded: tuple[Phrase, ...] = ()

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """All phrases that may be found."""
        return tuple(phrase for clause in self.clauses for phrase in clause)


def parse_query(given: str, fold: Fold) -> Query:
    """The phrases of what a person typed; guillemets and curly marks quote like plain ones.

    Raises:
        SearchError: there is nothing to look for in it, or too much.
    """
    clauses: list[list[Phrase]] = []
    excluded: list[Phrase] = []
    joins = False
    for term in _TERM.finditer(_QUOTES.sub('"', given)):
        if term["either"]:
            joins = bool(clauses)
            continue
        phrase = _phrase(term["phrase"] or term["word"] or "", fold)
        if phrase is None:
            continue
        if term["minus"]:
            excluded.append(phrase)
        elif joins:
            clauses[-1].append(phrase)
        else:
            clauses.append([phrase])
        joins = False
    query = Query(tuple(map(tuple, clauses)), tuple(excluded))
    if not query.clauses:
        raise SearchError(SearchFault.NO_WORD, f"{given!r} has no word to search for. Give one or more words.")
    if sum(len(phrase.words) for phrase in (*query.phrases, *excluded)) > MOST_WORDS:
        raise SearchError(SearchFault.TOO_MANY_WORDS, f"A search has at most {MOST_WORDS} words. Leave some out.")
    return query


def _phrase(given: str, fold: Fold) -> Phrase | None:
    """The words of one term; a star inside a phrase says nothing, because only its last word can be begun."""
    words = _SOUGHT.findall(fold(given).text.lower())
    if not words:
        return None
    is_prefix = words[-1].endswith("*")
    if is_prefix and len(words[-1]) <= LEAST_BEFORE_STAR:
        raise SearchError(
            SearchFault.SHORT_BEGINNING,
            f"{words[-1]!r} begins too many words. Give {LEAST_BEFORE_STAR} letters before the star.",
        )
    return Phrase(tuple(word.rstrip("*") for word in words), is_prefix)


def widened(given: str) -> str:
    """The same words asked for more widely: not next to each other, and by their beginnings; nothing is left out.

    >>> widened('"مجلس الضفة" -نفى | سد')
    'مجلس* الضفة* | سد'
    """
    words = []
    for term in _TERM.finditer(_QUOTES.sub('"', given)):
        if term["either"]:
            words.append("|")
        elif not term["minus"]:
            words += [_begun(word) for word in _SOUGHT.findall(term["phrase"] or term["word"] or "")]
    return " ".join(words)


def _begun(word: str) -> str:
    return word if word.endswith("*") or len(word) <= LEAST_BEFORE_STAR else f"{word}*"


def tokens_of(text: str, fold: Fold) -> list[str]:
    """The words of a text as they are compared."""
    return _WORD.findall(fold(text).text.lower())


def find_highlights(words: str, query: Query, fold: Fold) -> list[Span]:
    """Where the phrases stand in ``words``, as spans of it."""
    folded = fold(words)
    lowered = folded.text.lower()
    if len(lowered) != len(folded.text):
        lowered = folded.text
    found = list(_WORD.finditer(lowered))
    tokens = [match.group() for match in found]
    spans = {
        folded.to_source(Span(found[index].start(), found[index + len(phrase.words) - 1].end()))
        for phrase in query.phrases
        for index in phrase.places(tokens)
    }
    return sorted(spans)


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
