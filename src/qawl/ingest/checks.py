"""What cannot be an Arabic article is refused here, with a word on what to do, before any rule runs."""

import re

from qawl.errors import InputError
from qawl.settings import IngestSettings

_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN = re.compile("[^\\W\\d_\u0621-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_WORD = re.compile("[\u0621-\u06d3]{2,}")
_WITH_ARTICLE = re.compile(
    r"""
    (?<! \w )
    (?: [\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}]? [\N{ARABIC LETTER BEH}\N{ARABIC LETTER LAM}\N{ARABIC LETTER KAF}]?
        \N{ARABIC LETTER ALEF} \N{ARABIC LETTER LAM}
      | [\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}]? \N{ARABIC LETTER LAM} \N{ARABIC LETTER LAM} )
    \w{2,}
    """,
    re.VERBOSE,
)
_SAMPLE_CHARACTERS = 20_000
_ENOUGH_WORDS = 40


def check_text(text: str, settings: IngestSettings) -> None:
    """Pass an Arabic article, refuse all else.

    Raises:
        InputError: empty, too long, one endless word, not Arabic, or with lone surrogates; says what to do.
    """
    if not text.strip():
        raise InputError("empty: there is no text. Leave it out, or give the article's text.", reason="empty")
    if len(text) > settings.max_characters:
        raise InputError(
            f"{len(text):,} characters in one article; the limit is {settings.max_characters:,}. Split it into its "
            "articles (JSON lines, one article a line), or raise ingest.max_characters in qawl.toml.",
            reason="too_large",
        )
    if len(text) > settings.max_word_characters:
        _check_words(text, settings.max_word_characters)
    _check_characters(text)
    _check_language(text[:_SAMPLE_CHARACTERS], settings)


def share_of_definite_words(text: str) -> float:
    """Share of Arabic-letter words that have the article: Persian has none. 1 where words are too few to tell."""
    words = len(_WORD.findall(text))
    return len(_WITH_ARTICLE.findall(text)) / words if words >= _ENOUGH_WORDS else 1.0


def _check_words(text: str, limit: int) -> None:
    endless = re.search(rf"\S{{{limit + 1}}}", text)
    if endless:
        line = text.count("\n", 0, endless.start()) + 1
        raise InputError(
            f"line {line} has more than {limit:,} characters without a space: this is not running text. "
            "Remove it, or raise ingest.max_word_characters in qawl.toml.",
            reason="not_text",
        )


def _check_characters(text: str) -> None:
    """JSON can smuggle in halves of surrogate pairs and NUL, which no file and no database can hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            f"half a surrogate pair at character {error.start}, which is no character. Write the JSON again as UTF-8.",
            reason="broken",
        ) from None
    if "\0" in text:
        raise InputError("a NUL character inside the text. Remove it, or take a fresh copy.", reason="broken")


def _check_language(text: str, settings: IngestSettings) -> None:
    arabic = len(_ARABIC.findall(text))
    letters = arabic + len(_LATIN.findall(text))
    share = arabic / letters if letters else 0.0
    if share < settings.min_arabic_share:
        raise InputError(
            f"not Arabic: {share:.0%} of its letters are Arabic, at least {settings.min_arabic_share:.0%} are needed. "
            "Leave it out, or lower ingest.min_arabic_share in qawl.toml.",
            reason="not_arabic",
        )
    if share_of_definite_words(text) < settings.min_definite_share:
        raise InputError(
            "in Arabic letters, but it looks Persian, Urdu or Kurdish. Qawl reads Arabic: leave it out.",
            reason="not_arabic",
        )
