"""What extractors leave in an article's text and is no part of it: cards, buttons, policies, hashtags.

Which words give it away is data (``data/ingest/boilerplate.yaml``); here is only where in a block, and where in the
article, they must stand. A block goes as a whole or stays as a whole: no sentence is ever cut.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qawl.ingest.page.blocks import Block
from qawl.ingest.page.knowledge import Furniture, Phrases, folded_words

_HASHTAGS = re.compile(r"(?:\#[\w\N{ZERO WIDTH NON-JOINER}]+[\s,|\N{ARABIC COMMA}]*)+")
_DASHES = re.compile(r"[-_=*~.\N{EM DASH}\N{EN DASH}\N{HORIZONTAL ELLIPSIS}\N{ARABIC TATWEEL}\N{BULLET}\s]{3,}")
_CLOCK = re.compile(r"\d{1,2}\s?[:.]\s?\d{2}\s*(?:[صم]|[ap]m|gmt|مساء|صباحا)?", re.IGNORECASE)
_NO_WORDS = re.compile(r"[\W_]*")
_STOP = re.compile(r"[.!\N{ARABIC QUESTION MARK}?\N{HORIZONTAL ELLIPSIS}][\s\"'»”)\]]*\Z")
_TAIL = 4


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The entries of the data file, ready to be asked about blocks."""

    _starts: Phrases
    _inside: Phrases
    _wholes: Phrases
    _hashtags: Furniture | None
    _dashes: Furniture | None
    _clock: Furniture | None

    @classmethod
    def of(cls, entries: Sequence[Furniture]) -> "Boilerplate":
        """Index ``entries`` by kind and first word."""

        def index(kind: str) -> Phrases:
            return Phrases.of((phrase, entry) for entry in entries if entry.kind == kind for phrase in entry.phrases)

        kinds = {entry.kind: entry for entry in entries}
        return cls(
            index("start"), index("has"), index("whole"), kinds.get("hashtags"), kinds.get("dashes"), kinds.get("clock")
        )

    def reason_to_drop(self, text: str, *, in_tail: bool = True) -> str | None:
        """The id of the entry by which a block is no part of the article, or None.

        >>> Boilerplate.of(load_furniture(open_data())).reason_to_drop("اظهر المزيد")
        'more'
        """
        if _NO_WORDS.fullmatch(text):
            return self._dashes.id if self._dashes else None
        if self._hashtags and _HASHTAGS.fullmatch(text):
            return self._hashtags.id
        if self._clock and _CLOCK.fullmatch(text):
            return self._clock.id
        words = folded_words(text)
        for end, entry in self._wholes.at(words):
            if end == len(words):
                return str(entry.id)
        for end, entry in self._starts.at(words):
            if len(words) <= entry.words and _stands(entry, text, words[:end], in_tail):
                return str(entry.id)
        for start in range(len(words)):
            for end, entry in self._inside.at(words, start):
                if len(words) <= entry.words and _stands(entry, text, words[start:end], in_tail):
                    return str(entry.id)
        return None

    def without(self, blocks: Sequence[Block]) -> list[Block]:
        """``blocks`` without those that are no part of the article."""
        kept = [
            block
            for number, block in enumerate(blocks)
            if self.reason_to_drop(block.text, in_tail=number >= len(blocks) - _TAIL) is None
        ]
        return self._without_what_follows_dashes(kept, blocks)

    def _without_what_follows_dashes(self, kept: list[Block], blocks: Sequence[Block]) -> list[Block]:
        """After a row of dashes near the end comes what the outlet wants to sell, when some of it was dropped."""
        rows = [n for n, block in enumerate(blocks) if _DASHES.fullmatch(block.text)]
        if not rows or len(blocks) - rows[-1] - 1 > _TAIL:
            return kept
        after = {id(block) for block in blocks[rows[-1] :]}
        remaining = [block for block in kept if id(block) in after]
        if remaining and len(remaining) < len(blocks) - rows[-1] - 1:
            return [block for block in kept if id(block) not in after]
        return kept


def _stands(entry: Furniture, text: str, matched: Sequence[str], in_tail: bool) -> bool:
    """Whether a match stands where the entry wants it."""
    if entry.where in ("tail", "colon-tail") and not in_tail:
        return False
    if entry.where == "short":
        return not _STOP.search(text)
    if entry.where in ("colon", "colon-tail"):
        before, colon, _ = text.partition(":")
        return folded_words(before if colon else text) == list(matched)
    return True
