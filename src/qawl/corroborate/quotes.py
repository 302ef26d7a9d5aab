"""The same quotation in many outlets: cut at either end, with a few words exchanged, or a clause left out.

``quote_keys`` brings them together: of each two neighbouring three-word runs one is chosen (``shingles``), so that any
four kept words in a row that two quotations share give both one key. ``match_quotes`` says whether they are one: the
shorter must stand almost wholly inside the longer, in the same order.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher

from qawl.corroborate.shingles import key_words, run_hashes, winnow
from qawl.text.tokens import strip_proclitics

_RUN = 3
_WINDOW = 2
_LEAST = 5  # kept words: shorter quotations are anybody's («أقصى درجات ضبط النفس»)
_INSIDE = 0.7  # share of the shorter one's words that stand in the longer, in order ...
_INSIDE_SHORT = 0.8  # ... and where they share fewer words than this, more of them: one other word makes another saying
_SHORT = 7
_MOST, _MOST_OF_LONGER = 400, 2000  # kept words that are looked at: what is longer is a speech and no quotation
_SPREAD = 2.0  # the shared words may stretch over at most so many times the shorter quotation
_STEM = 5  # letters of a word without its proclitics that are compared: «سينسحبون» and «سينسحب» are one


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """Two quotations that are one: the shared share of the shorter (0 to 1), and how the two relate.

    ``rule`` is ``quote.same``, ``quote.cut`` (one stands inside the other) or ``quote.reworded``.
    """

    similarity: float
    rule: str
    shared: int


def quote_keys(text: str) -> tuple[str, ...]:
    """Keys of which two forms of one quotation share at least one; none for what is too short to tell."""
    words = key_words(text)
    if len(words) < _LEAST:
        return ()
    return tuple(f"q{value:016x}" for value in winnow(run_hashes(words, _RUN), _WINDOW))


def match_quotes(a: str, b: str) -> QuoteMatch | None:
    """How two quotations are one; None when they are two. Symmetric."""
    one, other = key_words(a), key_words(b)
    if (len(one), one) > (len(other), other):
        one, other = other, one
    if len(one) < _LEAST:
        return None
    if one == other:
        return QuoteMatch(1.0, "quote.same", len(one))
    one, other = one[:_MOST], other[:_MOST_OF_LONGER]
    left, right = [_stem(word) for word in one], [_stem(word) for word in other]
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()[:-1]
    shared = sum(block.size for block in blocks)
    needed = _INSIDE if shared >= _SHORT else _INSIDE_SHORT
    if not blocks or shared < _LEAST or shared < needed * len(one):
        return None
    stretch = blocks[-1].b + blocks[-1].size - blocks[0].b
    if stretch > _SPREAD * len(one) or max(block.size for block in blocks) < min(_RUN, len(one)):
        return None
    similarity = round(shared / len(one), 4)
    if shared == len(one) and stretch == shared:
        return QuoteMatch(similarity, "quote.same" if len(one) == len(other) else "quote.cut", shared)
    return QuoteMatch(similarity, "quote.reworded", shared)


def _stem(word: str) -> str:
    """A word without what is joined before it and what bends it at its end."""
    return strip_proclitics(word)[-1][:_STEM]
