"""What two extractors take for the article, as something that can be asked about a block.

trafilatura and readability each see the same tree and each answer with rewritten text. A witness holds that text as
letters only, and as runs of three words, and says how much of a block it has seen.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^>]*>")
_RUN = 3
_SHORT_LETTERS = 12


@dataclass(frozen=True, slots=True)
class Witness:
    """The text that one extractor keeps, ready to be asked about blocks."""

    letters: str
    lines: frozenset[str]
    runs: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Witness":
        """The witness that has seen ``lines``."""
        words = [words_of(line) for line in lines]
        flat = [word for line in words for word in line]
        return cls("".join(flat), frozenset("".join(line) for line in words), frozenset(_runs(flat)))

    def share_of(self, text: str) -> float:
        """How much of ``text`` it has seen, 0 to 1; of a very short text, whether it stands as a line of its own."""
        words = words_of(text)
        letters = "".join(words)
        if not letters:
            return 0.0
        if len(letters) < _SHORT_LETTERS:
            return float(letters in self.lines)
        if letters in self.letters:
            return 1.0
        runs = list(_runs(words))
        return sum(run in self.runs for run in runs) / len(runs) if runs else 0.0


def words_of(text: str) -> list[str]:
    """The words of a text for comparison: no marks, no punctuation, composed letters."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


def ask_trafilatura(root: "HtmlElement") -> Witness:
    """What trafilatura keeps; nothing where it finds no article."""
    from trafilatura.core import bare_extraction

    def lines() -> list[str]:
        found = bare_extraction(deepcopy(root), favor_precision=True, include_comments=False, fast=True)
        text: str | None = getattr(found, "text", None)
        return (text or "").split("\n")

    return _careful(lines)


def ask_readability(root: "HtmlElement") -> Witness:
    """What readability keeps; nothing where it finds no article."""
    from readability import Document

    def lines() -> list[str]:
        summary = Document(deepcopy(root)).summary(html_partial=True)
        return [html.unescape(line) for line in _TAG.sub("\n", summary).split("\n")]

    return _careful(lines)


def _careful(lines: Callable[[], list[str]]) -> Witness:
    """Neither library promises to survive every page; a witness that stumbles has seen nothing."""
    import logging

    previous = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        return Witness.of(lines())
    except Exception:  # whatever went wrong in a library: the other witness decides
        return Witness.of(())
    finally:
        logging.disable(previous)


def _runs(words: list[str]) -> Iterable[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(_RUN)), strict=False)
