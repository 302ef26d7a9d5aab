"""Which texts repeat another: near-identical articles, and a passage of one inside a longer one.

Two texts are laid side by side word by word (``alignment``); the shared passages, in whatever order, are the proof and
are shown. What the two share decides:

* ``copy.whole``: most of the one, or of both, is shared, and not only what stands in quotation marks.
* ``copy.part``: a passage, or all of a short text, stands inside a longer text of another outlet.
* ``copy.decided``: a person says so.

And what they share must be the report, not its mould: where most figures, days and names inside the shared passages
differ («سجل المركز خلال اليوم الماضي ...»), two reports were made after one pattern and neither is a copy. What very
many texts carry (``common``) counts for nothing, and the versions of one article are no copies of each other. What the
copy says in other words is listed; a changed figure is marked.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from qawl.corroborate.alignment import Passage, align
from qawl.corroborate.credits import Credit, Credits, find_byline_credit, find_credit, load_credits
from qawl.corroborate.layouts import Layout, SlotWords, figures_in, lay_out, load_slot_words
from qawl.corroborate.shingles import PASSAGE, key_words, run_hashes
from qawl.lexicon.gazetteer import Gazetteer
from qawl.lexicon.load import DataFiles
from qawl.model.account import Copy, Difference
from qawl.model.document import DatePrecision
from qawl.model.span import Span
from qawl.settings import CorroborateSettings
from qawl.text.fold import fold_text


@dataclass(frozen=True, slots=True)
class TextCard:
    """A document's text with what tells which of two came first, and whom its byline names.

    ``published`` is aware, None when unknown.
    """

    document: str
    article: str
    outlet: str
    published: datetime | None
    precision: DatePrecision
    text: str
    outlet_name: str = ""
    byline: str = ""


@dataclass(frozen=True, slots=True)
class CopyWords:
    """The data and the settings (``copy_...``) that comparing needs, and the words of texts, laid out once."""

    credits: Credits
    slots: SlotWords
    limits: CorroborateSettings
    lay_out: Callable[[str], Layout]


@dataclass(frozen=True, slots=True)
class _Shared:
    """What two texts share, counted in words."""

    words: int
    narration: int
    longest: int
    left: float
    right: float
    narrated: float
    similarity: float


DECIDED = "copy.decided"
_SHORTEST_OUTLET = 4
_LAID_OUT = 128  # texts remembered: a new one is compared with several, and those with the next
_QUOTED_FOR_ONE = 4  # so many quoted words of a passage weigh as one of narration, if it has as much of that


def load_copy_words(data: DataFiles, gazetteer: Gazetteer, settings: CorroborateSettings) -> CopyWords:
    """Credits, number words, days and names from the data files."""
    slots = load_slot_words(data, gazetteer)
    laid_out = lru_cache(_LAID_OUT)(lambda text: lay_out(text, slots))
    return CopyWords(load_credits(data), slots, settings, laid_out)


def compare_texts(
    original: TextCard,
    other: TextCard,
    *,
    words: CopyWords,
    common: Collection[str] = frozenset(),
) -> Copy | None:
    """``other`` as a copy of ``original``; None when it is none.

    ``common`` are keys (``passage_keys``) that so many texts carry that they say nothing.
    """
    if original.article == other.article:
        return None
    limits = words.limits
    left, right = words.lay_out(original.text), words.lay_out(other.text)
    passages = align(left.words, right.words, gap=limits.copy_gap, least=limits.copy_passage)
    passages = [found for found in passages if not (common and _is_common(left, found, common))]
    if not passages or _is_mould(left, right, passages, limits):
        return None
    shared = _count(left, right, passages, limits)
    is_one_outlet = _is_one_outlet(original, other)
    rule = _rule(shared, limits, is_credited=False, is_one_outlet=is_one_outlet)
    rule_if_credited = rule or _rule(shared, limits, is_credited=True, is_one_outlet=is_one_outlet)
    if not rule_if_credited:
        return None
    credit = _credit(original, other, words.credits)
    if not rule and not (credit and _is_near(original, other, limits.copy_near)):
        return None
    return _copy(original, other, passages, shared, rule=rule_if_credited, credit=credit, words=words)


def decided_copy(original: TextCard, other: TextCard, *, words: CopyWords) -> Copy:
    """``other`` as the copy of ``original`` that a person says it is, with what the two share."""
    left, right = words.lay_out(original.text), words.lay_out(other.text)
    passages = align(left.words, right.words, gap=words.limits.copy_gap, least=words.limits.copy_passage)
    shared = _count(left, right, passages, words.limits) if passages else _Shared(0, 0, 0, 0.0, 0.0, 0.0, 0.0)
    credit = _credit(original, other, words.credits)
    return _copy(original, other, passages, shared, rule=DECIDED, credit=credit, words=words)


def _copy(
    original: TextCard,
    other: TextCard,
    passages: list[Passage],
    shared: _Shared,
    *,
    rule: str,
    credit: str,
    words: CopyWords,
) -> Copy:
    left, right = words.lay_out(original.text), words.lay_out(other.text)
    return Copy(
        document=other.document,
        original=original.document,
        similarity=round(shared.similarity, 4),
        rule=rule,
        passages=tuple(_spans(left, right, passages)),
        differences=tuple(_differences(left, right, passages, words.slots)),
        is_part=rule == "copy.part",
        credit=credit,
    )


def _credit(original: TextCard, other: TextCard, credits: Credits) -> str:
    """Whom the copy credits: a line of credits, else the original's outlet where the text names it."""
    credit = credit_of(other, credits)
    if credit is not None and credit.outlets:
        return credit.name
    if names_outlet(other, original):
        return original.outlet_name
    return credit.name if credit is not None else ""


def credit_of(card: TextCard, credits: Credits) -> Credit | None:
    """Whom a text names as the one it was taken from, else its byline."""
    return find_credit(card.text, credits) or find_byline_credit(card.byline, credits)


def names_outlet(card: TextCard, other: TextCard) -> bool:
    """True where a text names the outlet of another."""
    name = fold_text(other.outlet_name)
    if len(name) < _SHORTEST_OUTLET or card.outlet == other.outlet:
        return False
    return (
        re.search(
            rf"\b[\N{{ARABIC LETTER WAW}}\N{{ARABIC LETTER LAM}}\N{{ARABIC LETTER BEH}}]?{re.escape(name)}\b",
            fold_text(card.text),
        )
        is not None
    )


def _is_near(one: TextCard, other: TextCard, days: int) -> bool:
    """True where both dates are known and close: an agency's text is taken over at once."""
    if one.published is None or other.published is None:
        return False
    return abs(one.published.astimezone(UTC) - other.published.astimezone(UTC)) <= timedelta(days=days)


def _is_one_outlet(one: TextCard, other: TextCard) -> bool:
    return bool(one.outlet) and one.outlet == other.outlet


def _rule(shared: _Shared, limits: CorroborateSettings, *, is_credited: bool, is_one_outlet: bool) -> str:
    if shared.narration >= limits.copy_narration and shared.narrated >= limits.copy_narrated:
        if shared.similarity >= limits.copy_whole or shared.right >= limits.copy_most:
            return "copy.whole"
        if shared.left >= limits.copy_most:
            return "copy.part"
    needed = limits.copy_credited if is_credited else limits.copy_part
    if shared.longest >= needed and not is_one_outlet:
        return "copy.part"
    return ""


def _count(left: Layout, right: Layout, passages: list[Passage], limits: CorroborateSettings) -> _Shared:
    words = narration = longest = 0
    for passage in passages:
        told = filled = 0
        for run in passage.runs:
            for step in range(run.size):
                if not (left.quoted[run.left + step] or right.quoted[run.right + step]):
                    told += 1
                    filled += left.slots[run.left + step]
        words += passage.matched
        narration += told
        if filled >= limits.copy_filled or told >= limits.copy_unfilled:
            longest = max(longest, told + min(passage.matched - told, told) // _QUOTED_FOR_ONE)
    told_most = min(len(left) - sum(left.quoted), len(right) - sum(right.quoted))
    return _Shared(
        words=words,
        narration=narration,
        longest=longest,
        left=words / len(left),
        right=words / len(right),
        narrated=narration / max(1, told_most),
        similarity=2 * words / (len(left) + len(right)),
    )


def _is_mould(left: Layout, right: Layout, passages: list[Passage], limits: CorroborateSettings) -> bool:
    """True where the figures, days and names that fill the shared words are mostly other ones."""
    same: set[str] = set()
    changed: set[str] = set()
    for passage in passages:
        same.update(left.words[at] for run in passage.runs for at in range(run.left, run.left_end) if left.slots[at])
        for gap in passage.gaps():
            sides = [
                [layout.words[at] for at in range(*side) if layout.slots[at]]
                for layout, side in ((left, gap.left), (right, gap.right))
            ]
            is_exchange = gap.left[1] - gap.left[0] == gap.right[1] - gap.right[0]
            if (is_exchange and any(sides)) or all(sides):
                changed.update(sides[0] or sides[1])
    return len(changed) >= limits.copy_mould and len(changed) >= limits.copy_moulded * len(same | changed)


def _is_common(left: Layout, passage: Passage, common: Collection[str]) -> bool:
    """True where most five-word runs of a passage are boilerplate."""
    span = left.span(*passage.left)
    hashes = run_hashes(key_words(span.of(left.text)), PASSAGE) if span is not None else []
    known = sum(f"p{value:016x}" in common for value in hashes)
    return known * 8 >= len(hashes) > 0  # of eight neighbouring runs one is chosen as key


def _spans(left: Layout, right: Layout, passages: list[Passage]) -> Iterator[tuple[Span, Span]]:
    for passage in passages:
        one, two = left.span(*passage.left), right.span(*passage.right)
        if one is not None and two is not None:
            yield one, two


def _differences(left: Layout, right: Layout, passages: list[Passage], known: SlotWords) -> Iterator[Difference]:
    for passage in passages:
        for gap in passage.gaps():
            one, two = left.span(*gap.left), right.span(*gap.right)
            said = [side.of(layout.text) if side else "" for side, layout in ((one, left), (two, right))]
            figures = [
                figures_in(_words(layout, side), known) for layout, side in ((left, gap.left), (right, gap.right))
            ]
            if (
                figures[0]
                and figures[0] == figures[1]
                and gap.left[1] - gap.left[0] == 1 == gap.right[1] - gap.right[0]
            ):
                continue  # «خمسة وعشرون» for «25»
            yield Difference(one, two, said[0], said[1], is_figure=figures[0] != figures[1])


def _words(layout: Layout, side: tuple[int, int]) -> list[str]:
    return [layout.text[layout.starts[at] : layout.ends[at]] for at in range(*side)]
