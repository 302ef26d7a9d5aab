"""The headline without the outlet's name, its quotation marks as the outlet set them.

Titles of Arabic pages carry the outlet's name, the section and slogans behind «-», «|», «–», «:» or «»». What the
reader sees is the <h1>, when the page's other titles begin with it; otherwise the shared title loses those parts at
its ends that name the outlet, or that the other titles lack.
"""

import re
from collections.abc import Collection, Sequence

from qawl.ingest.page.blocks import Block
from qawl.ingest.page.facts import Facts
from qawl.ingest.page.knowledge import folded_words
from qawl.ingest.page.witnesses import words_of

_SEPARATOR = re.compile(
    r"\s+[-\N{EN DASH}\N{EM DASH}|\N{BULLET}\N{MIDDLE DOT}»«:]+\s+|\s*[|\N{BULLET}]\s*|\s*::\s*|\s+»\s*"
)
_TITLES = ("og:title", "ld:headline", "twitter:title", "itemprop:headline", "headline", "dc.title", "title")
_MOST_WORDS = 45
_LONGEST = 500


def find_headline(facts: Facts, blocks: Sequence[Block], names: Collection[str]) -> tuple[str, int | None]:
    """The headline, and the number of its block where the page shows it; ``names`` are the outlet's.

    Returns an empty headline where the page has none.
    """
    titles = [title for title in facts.all(*_TITLES) if len(title) <= _LONGEST and words_of(title)]
    shown = _shown(titles, blocks, names)
    if shown is not None:
        text = without_outlet(blocks[shown].text, names)
        return text or blocks[shown].text, shown
    if not titles:
        first = next((n for n, block in enumerate(blocks) if _is_only_heading(block)), None)
        return (blocks[first].text, first) if first is not None else ("", None)
    return _shortest_agreed([without_outlet(title, names) for title in titles]), None


def without_outlet(title: str, names: Collection[str]) -> str:
    """``title`` without parts at its ends that are one of ``names`` (folded, or the name inside a longer slogan).

    >>> without_outlet("الوادي يمتلئ بالماء - صحيفة الوادي", ["صحيفة الوادي"])
    'الوادي يمتلئ بالماء'
    """
    title = " ".join(title.split())
    known = [words for words in (folded_words(name) for name in names) if words]
    while True:
        cuts = list(_SEPARATOR.finditer(title))
        if not cuts:
            return title
        last, first = cuts[-1], cuts[0]
        if _names_outlet(title[last.end() :], known) and title[: last.start()].strip():
            title = title[: last.start()].rstrip()
        elif _names_outlet(title[: first.start()], known) and ":" not in first.group() and title[first.end() :].strip():
            title = title[first.end() :].lstrip()
        else:
            return title


def _names_outlet(part: str, known: Sequence[Sequence[str]]) -> bool:
    """Whether a part of a title is the outlet's name, with at most three words of its slogan around it."""
    words = folded_words(part)
    if not words:
        return True
    joined = "".join(words)
    for name in known:
        if joined == "".join(name):
            return True
        spare = len(words) - len(name)
        long_enough = len(name) > 1 or len(name[0]) > 3
        if 0 < spare <= 3 and long_enough and any(words[at : at + len(name)] == name for at in range(spare + 1)):
            return len(words) <= 6
    return False


def _shown(titles: Sequence[str], blocks: Sequence[Block], names: Collection[str]) -> int | None:
    """The number of the block that shows the headline: a heading that the page's titles hold, the <h1> first."""
    letters = ["".join(words_of(title)) for title in titles]
    known = [words for words in (folded_words(name) for name in names) if words]
    best: tuple[int, int] | None = None
    for number, block in enumerate(blocks):
        if not (block.is_heading or any("title" in mark or "headline" in mark for mark in block.marks[-2:])):
            continue
        own = "".join(words_of(block.text))
        if len(own) < 8 or block.words() > _MOST_WORDS or not any(own in title for title in letters):
            continue
        rank = (0 if block.tag == "h1" else 1 if block.is_heading else 2) + (3 if block.apart else 0)
        rank += 6 if block.link_share > 0.5 and block.tag != "h1" else 0
        longest = max(len(title) for title in letters if own in title)
        begins = any(_begins(title, block.text) for title in titles)
        if (len(own) * 2 < longest and not begins) or _names_outlet(block.text, known):
            continue
        if best is None or rank < best[0]:
            best = (rank, number)
    if best is None:
        ones = [n for n, block in enumerate(blocks) if _is_only_heading(block) and block.words() >= 3]
        return ones[0] if len(ones) == 1 and not titles else None
    return best[1]


def _is_only_heading(block: Block) -> bool:
    return block.tag == "h1" and not block.apart and block.words() <= _MOST_WORDS


def _begins(title: str, heading: str) -> bool:
    """Whether a title is the heading with something behind a separator."""
    return title.startswith(heading) and bool(_SEPARATOR.match(title[len(heading) :]))


def _shortest_agreed(titles: Sequence[str]) -> str:
    """The title with which another begins: what hangs on the longer one is not the headline."""
    first = titles[0]
    for other in titles[1:]:
        if len(words_of(other)) >= 3 and first.startswith(other):
            return other
    return first
