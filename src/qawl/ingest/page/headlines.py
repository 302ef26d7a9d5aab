"""The headline without the outlet's name, its quotation marks as the outlet set them.

Titles of Arabic pages carry the outlet's name, the section and slogans behind «-», «|», «–», «:» or «»». What the
reader sees is the <h1>, when the page's other titles begin with it; otherwise the shared title loses those parts at
its ends that name the outlet, or that the other titles lack.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qawl.ingest.page.blocks import Block
from qawl.ingest.page.facts import Facts
from qawl.ingest.page.knowledge import PageWords, Phrases, folded_words
from qawl.ingest.page.witnesses import words_of

_SEPARATOR = re.compile(
    r"""
      \s* [|\N{BULLET}] \s*                              # never part of a headline's own words
    | \s* [-\N{EN DASH}\N{EM DASH}\N{MIDDLE DOT}]+ \s+
    | \s+ [»«:]+ \s+ | \s* :: \s*                       # «الوادي» is a quotation where no space parts it
    """,
    re.VERBOSE,
)
_TITLES = ("og:title", "ld:headline", "twitter:title", "itemprop:headline", "headline", "dc.title", "title")
_CUT = re.compile(r"(?:\.\.\.|\N{HORIZONTAL ELLIPSIS})\s*\Z")
_MOST_WORDS, _LEAST_LETTERS = 45, 8
_LONGEST = 500
_MOST_CUTS, _MOST_NAME_WORDS = 4, 5


def find_headline(
    facts: Facts, blocks: Sequence[Block], names: Collection[str], *, words: PageWords
) -> tuple[str, int | None]:
    """The headline, and the number of its block where the page shows it; ``names`` are the outlet's.

    Returns an empty headline where the page has none.
    """
    cutter = _Cutter([known for known in map(folded_words, names) if known], words["outlet-words"])
    titles = [title for title in facts.all(*_TITLES) if len(title) <= _LONGEST and words_of(title)]
    shown = _shown(titles, blocks, cutter)
    if shown is not None:
        return cutter.cut(blocks[shown].text), shown
    if not titles:
        first = next((n for n, block in enumerate(blocks) if _is_only_heading(block)), None)
        return (blocks[first].text, first) if first is not None else ("", None)
    cut = [cutter.cut_kind(cutter.cut(title)) for title in titles]
    return _line_in_title(cut, blocks) or _shortest_agreed(cut), None


@dataclass(frozen=True, slots=True)
class _Cutter:
    """Takes an outlet's names, as folded words, off the ends of a title."""

    names: Sequence[Sequence[str]]
    kinds: Phrases

    def cut(self, title: str) -> str:
        """``title`` without parts at its ends that name the outlet: «الوادي يمتلئ - صحيفة الوادي»."""
        title = " ".join(title.split())
        while True:
            shorter = self._cut_once(title)
            if shorter == title:
                return title
            title = shorter

    def _cut_once(self, title: str) -> str:
        cuts = list(_SEPARATOR.finditer(title))
        for match in reversed(cuts[-_MOST_CUTS:]):
            if self.is_outlet(title[match.end() :]) and title[: match.start()].strip():
                return title[: match.start()].rstrip()
        for match in cuts[:_MOST_CUTS]:
            if ":" not in match.group() and self.is_outlet(title[: match.start()]) and title[match.end() :].strip():
                return title[match.end() :].lstrip()
        return title

    def cut_kind(self, title: str) -> str:
        """``title`` without a last part that says of itself what it is: «| وكالة الميناء للأنباء»."""
        cuts = list(_SEPARATOR.finditer(title))
        if not cuts or ":" in cuts[-1].group():
            return title
        tail = folded_words(title[cuts[-1].end() :])
        is_kind = 1 < len(tail) <= _MOST_NAME_WORDS and (self.kinds.is_one(tail[:1]) or self.kinds.is_one(tail[-1:]))
        return title[: cuts[-1].start()].rstrip() if is_kind else title

    def is_outlet(self, part: str) -> bool:
        """Whether a part of a title is a name of the outlet, alone or with words for what it is («موقع», «نيوز»)."""
        words = folded_words(part)
        joined = "".join(words)
        for name in self.names:
            if joined == "".join(name):
                return True
            for at in range(len(words) - len(name) + 1):
                rest = [*words[:at], *words[at + len(name) :]]
                if words[at : at + len(name)] == list(name) and all(self.kinds.is_one([word]) for word in rest):
                    return True
        return not words


def _shown(titles: Sequence[str], blocks: Sequence[Block], cutter: _Cutter) -> int | None:
    """The number of the block that shows the headline: a heading that the page's titles hold, the <h1> first."""
    letters = ["".join(words_of(title)) for title in titles]
    cut_short = [
        own for own, title in zip(letters, titles, strict=True) if _CUT.search(title) and len(own) > _LEAST_LETTERS
    ]
    best: tuple[int, int, int] | None = None
    for number, block in enumerate(blocks):
        if not (block.is_heading or any("title" in mark or "headline" in mark for mark in block.marks[-2:])):
            continue
        own = "".join(words_of(block.text))
        if len(own) < _LEAST_LETTERS or block.words() > _MOST_WORDS or cutter.is_outlet(block.text):
            continue
        if block.tag == "h1" and any(own.startswith(title) for title in cut_short):
            return number
        if not any(own in title for title in letters):
            continue
        rank = (0 if block.tag == "h1" else 1 if block.is_heading else 2) + (3 if block.apart else 0)
        rank += 6 if block.link_share > 0.5 and block.tag != "h1" else 0
        longest = max(len(title) for title in letters if own in title)
        begins = any(_begins(title, block.text) for title in titles)
        if len(own) * 2 < longest and not begins:
            continue
        if best is None or (rank, -len(own)) < best[:2]:  # of two <h1>, the other is the outlet or the section
            best = (rank, -len(own), number)
    if best is None:
        ones = [n for n, block in enumerate(blocks) if _is_only_heading(block) and block.words() >= 3]
        return ones[0] if len(ones) == 1 and not titles else None
    return best[2]


def _is_only_heading(block: Block) -> bool:
    return block.tag == "h1" and not block.apart and block.words() <= _MOST_WORDS


def _begins(title: str, heading: str) -> bool:
    """Whether a title is the heading with something behind a separator."""
    return title.startswith(heading) and bool(_SEPARATOR.match(title[len(heading) :]))


def _line_in_title(titles: Sequence[str], blocks: Sequence[Block]) -> str:
    """The larger part of a title that the page shows as a line of its own: old pages have no element for headings."""
    lines = {"".join(words_of(block.text)) for block in blocks if block.link_share <= 0.5 and block.words() >= 4}
    for title in titles:
        for cut in _SEPARATOR.finditer(title):
            for part in (title[cut.end() :], title[: cut.start()]):
                letters = "".join(words_of(part))
                if letters in lines and len(letters) * 2 > len("".join(words_of(title))):
                    return part
    return ""


def _shortest_agreed(titles: Sequence[str]) -> str:
    """The title with which another begins: what hangs on the longer one is not the headline."""
    first = titles[0]
    for other in titles[1:]:
        if len(words_of(other)) >= 3 and first.startswith(other):
            return other
    return first
