"""Which blocks of a page are the article: those on which two extractors agree, and what the agreement must not lose.

trafilatura and readability fail in different ways: the first loses separate lead blocks, the second keeps menus and
comment rules. What both keep is almost always the article. Around that core, blocks are rescued that only one of them
kept, or that stand between kept ones like running text; leads carry the main claim, so they are looked for first.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qawl.ingest.page.blocks import Block
from qawl.ingest.page.knowledge import folded_words
from qawl.ingest.page.witnesses import Witness, words_of
from qawl.settings import PageSettings

_STOP = re.compile(r"[.!\N{ARABIC QUESTION MARK}?\N{HORIZONTAL ELLIPSIS}:][\s\"'»”)\]]*\Z")
_MARK_WORD = re.compile(r"[a-z]+")
_DUPLICATE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Who is asked: two extractors, and what the page itself says of its text (its description, its articleBody)."""

    trafilatura: Witness
    readability: Witness
    publisher: Witness


@dataclass(frozen=True, slots=True)
class Marks:
    """Class and id words that give away boxes which are no article, and blocks which are its lead."""

    furniture: frozenset[str]
    lead: frozenset[str]


def find_main_blocks(
    blocks: Sequence[Block], witnesses: Witnesses, settings: PageSettings, *, marks: Marks, headline_at: int | None,
    is_boilerplate: Callable[[str], bool], rescue: bool = True,
) -> list[Block]:  # fmt: skip
    """The blocks of the article in order, boilerplate still among those that both extractors kept.

    ``headline_at`` is the number of the headline's block, where there is one: a lead stands behind it.
    """
    view = _View.of(blocks, witnesses, settings)
    core = view.core()
    if not core:
        return []
    shared = _shared_marks(blocks, core)
    core = [n for n in core if not _in_box(blocks[n], marks.furniture, shared) or blocks[n].link_share < 0.1 and
            blocks[n].words() >= settings.running_words]  # fmt: skip
    if not core:
        return []
    kept = set(core)
    if rescue:
        judge = _Rescue(blocks, view, set(core), settings, marks, shared, is_boilerplate)
        kept |= judge.leads(headline_at) | judge.between() | judge.after()
    kept -= _cards_at_the_end(blocks, sorted(kept), is_boilerplate, settings)
    return _without_repeats([blocks[n] for n in sorted(kept)])


@dataclass(frozen=True, slots=True)
class _View:
    """Who has seen which block."""

    blocks: Sequence[Block]
    by_trafilatura: frozenset[int]
    by_readability: frozenset[int]
    by_publisher: frozenset[int]
    by_either: frozenset[int]
    settings: PageSettings

    @classmethod
    def of(cls, blocks: Sequence[Block], witnesses: Witnesses, settings: PageSettings) -> "_View":
        def seen(witness: Witness) -> frozenset[int]:
            return frozenset(
                n for n, b in enumerate(blocks) if not b.apart and witness.share_of(b.text) >= settings.seen_share
            )

        trafilatura, readability = seen(witnesses.trafilatura), seen(witnesses.readability)
        publisher = seen(witnesses.publisher)
        return cls(blocks, trafilatura, readability, publisher, trafilatura | readability, settings)

    def core(self) -> list[int]:
        """What both keep; where they hardly agree, what the better one keeps; where none keeps any, our own guess."""
        both = self.by_trafilatura & self.by_readability
        sizes = {seen: self._running(seen) for seen in (both, self.by_trafilatura, self.by_readability)}
        largest = max(sizes.values())
        if largest == 0:
            return self._densest()
        if sizes[both] >= self.settings.agreed_share * largest:
            return sorted(both)
        better = max(
            (self.by_trafilatura, self.by_readability),
            key=lambda seen: (self._running(seen & self.by_publisher), self._running(seen)),
        )
        return sorted(better)

    def _running(self, numbers: frozenset[int]) -> int:
        """Words of running text among ``numbers``."""
        return sum(self.blocks[n].words() for n in numbers if is_running(self.blocks[n], self.settings))

    def _densest(self) -> list[int]:
        """The blocks of the container with most unlinked paragraph text of its own: for pages of a few lines."""
        weight: Counter[tuple[int, ...]] = Counter()
        for block in self.blocks:
            if self._may_be_text(block):
                weight[block.path] += len(block.text) if _STOP.search(block.text) else 0
        if not weight or not max(weight.values()):
            return []
        best = max(weight, key=lambda path: weight[path])
        return [n for n, block in enumerate(self.blocks) if block.path == best and self._may_be_text(block)]

    def _may_be_text(self, block: Block) -> bool:
        return (
            not block.apart
            and block.link_share < self.settings.link_share
            and (not block.is_heading or is_running(block, self.settings))
        )


def is_running(block: Block, settings: PageSettings) -> bool:
    """Whether a block reads like sentences and not like a label, a list of links or a caption."""
    if block.link_share > settings.link_share:
        return False
    words = block.words()
    return words >= settings.running_words or (words >= settings.sentence_words and bool(_STOP.search(block.text)))


@dataclass(frozen=True, slots=True)
class _Rescue:
    """Blocks outside the core that are part of the article all the same."""

    blocks: Sequence[Block]
    view: _View
    core: set[int]
    settings: PageSettings
    marks: Marks
    shared: frozenset[str]
    is_boilerplate: Callable[[str], bool]

    def leads(self, headline_at: int | None) -> set[int]:
        """Running text before the core that one extractor, the description or a class name speaks for."""
        first = min(self.core)
        begin = headline_at + 1 if headline_at is not None and headline_at < first else None
        found = set()
        for n in range(max(0, first - self.settings.lead_reach) if begin is None else begin, first):
            block = self.blocks[n]
            if not self._fits(block) or not (is_running(block, self.settings)):
                continue
            if begin is None and not self._is_near(block, self.blocks[first]):
                continue
            named = bool(_words_of_marks(block, self.shared) & self.marks.lead)
            if named or n in self.view.by_either or n in self.view.by_publisher:
                found.add(n)
        return found

    def between(self) -> set[int]:
        """What stands between kept blocks: running text, and headings or list items that one extractor kept."""
        homes = {self.blocks[n].path for n in self.core}
        found = set()
        for n in range(min(self.core) + 1, max(self.core)):
            block = self.blocks[n]
            if n in self.core or not self._fits(block):
                continue
            at_home = block.path in homes
            running = is_running(block, self.settings)
            witnessed = n in self.view.by_either
            listed = block.is_heading or block.bold or block.tag in ("li", "blockquote")
            if (witnessed and (running or at_home or listed)) or (at_home and (running or block.is_heading)):
                found.add(n)
        return found

    def after(self) -> set[int]:
        """Running text behind the core, in the same element as the core, that one extractor kept."""
        homes = {self.blocks[n].path for n in self.core}
        return {
            n
            for n in range(max(self.core) + 1, len(self.blocks))
            if n in self.view.by_either
            and self.blocks[n].path in homes
            and self._fits(self.blocks[n])
            and is_running(self.blocks[n], self.settings)
        }

    def _fits(self, block: Block) -> bool:
        return (
            not block.apart
            and block.link_share <= self.settings.link_share
            and not _in_box(block, self.marks.furniture, self.shared)
            and not self.is_boilerplate(block.text)
        )

    def _is_near(self, block: Block, other: Block) -> bool:
        """Whether two blocks stand within a few elements of one another."""
        common = sum(a == b for a, b in zip(block.path, other.path, strict=False))
        return max(len(block.path), len(other.path)) - common <= self.settings.lead_distance


def _cards_at_the_end(
    blocks: Sequence[Block], kept: Sequence[int], is_boilerplate: Callable[[str], bool], settings: PageSettings
) -> set[int]:
    """Excerpts of other articles behind the body: two paragraphs or more, each right behind a linked headline.

    They must stand in elements of their own, or below a head like «اقرأ أيضا»: between paragraphs, linked headlines
    are cards, and what follows them is the story.
    """
    cards: list[int] = []
    for n in reversed(kept):
        if n == 0 or not _is_linked_headline(blocks[n - 1]):
            break
        cards.append(n)
    if not 2 <= len(cards) < len(kept):
        return set()
    homes = {blocks[n].path for n in kept if n not in cards and is_running(blocks[n], settings)}
    head = blocks[cards[-1] - 2] if cards[-1] >= 2 else None
    apart = all(blocks[n].path not in homes for n in cards)
    return set(cards) if apart or (head is not None and is_boilerplate(head.text)) else set()


def _is_linked_headline(block: Block) -> bool:
    return block.link_share > 0.8 and block.words() >= 3


def _shared_marks(blocks: Sequence[Block], core: Sequence[int]) -> frozenset[str]:
    """Class names around a good part of the core: whatever they say, they are not names of boxes beside it."""
    weight: Counter[str] = Counter()
    total = 0
    for n in core:
        words = blocks[n].words()
        total += words
        for mark in set(blocks[n].marks):
            weight[mark] += words
    return frozenset(mark for mark, words in weight.items() if words * 4 >= total)


def _words_of_marks(block: Block, shared: frozenset[str]) -> frozenset[str]:
    return frozenset(word for mark in block.marks if mark not in shared for word in _MARK_WORD.findall(mark))


def _in_box(block: Block, furniture: frozenset[str], shared: frozenset[str]) -> bool:
    return bool(_words_of_marks(block, shared) & furniture)


def _without_repeats(blocks: Sequence[Block]) -> list[Block]:
    """Pages made for telephone and desk hold their text twice: a longer block that came before is left out."""
    seen: set[str] = set()
    kept = []
    for block in blocks:
        key = "".join(words_of(block.text))
        if key in seen and len(folded_words(block.text)) >= _DUPLICATE_WORDS:
            continue
        seen.add(key)
        kept.append(block)
    return kept
