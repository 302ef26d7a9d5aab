"""Keys under which copied texts meet in a database, so that no text is ever compared with all others.

Words are folded, particles of one and two letters and the joined «و» fall away, and every number becomes one sign, so
that neither a comma nor a changed figure parts two copies. Two kinds of keys follow. ``band_keys`` are for whole texts:
a sketch of MinHash values (one permutation in bins, the empty ones filled from others: Shrivastava, «Optimal
Densification», ICML 2017), cut into bands; texts that share half of their three-word runs share a band almost surely.
``passage_keys`` are for a paragraph inside a longer text: of each eight neighbouring five-word runs the one with the
least hash (Schleimer, Wilkerson and Aiken, «Winnowing», SIGMOD 2003), so that any passage of twelve kept words that two
texts share gives both one key at least. All hashes are BLAKE2b: the same in every process and on every machine.

A key that very many texts carry is boilerplate: the caller leaves it out of the look-up and hands it to
``compare_texts`` as ``common``.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import blake2b

from qawl.text.fold import WAW, fold_text

BINS = 128
ROWS = 4
SHINGLE = 3
PASSAGE = 5
WINDOW = 8
NUMBER = "#"
_SHORTEST = 3  # letters: «في», «من» and «ان» come and go
_BITS = 57  # of a hash of 64 bits that are left when its first seven choose one of 128 bins
_LOW = (1 << _BITS) - 1
_PROBES = 4 * BINS
_WORD = re.compile(r"\d+(?:[.,\u066b\u066c]\d+)*|[^\W\d_]+")

Signature = tuple[int, ...]
"""One value a bin; empty for a text without a single shingle."""


def bare_word(folded: str) -> str:
    """A folded word without the conjunction «و», however often it stands there: «ووزير» and «وزير» come to the same."""
    bare = folded.lstrip(WAW)
    return bare if len(bare) >= _SHORTEST - 1 else folded


def key_words(text: str) -> list[str]:
    """The words that keys are made of: folded, without particles, each number as «#»."""
    found: list[str] = []
    for word in _WORD.findall(fold_text(text)):
        if word[0].isdigit():
            found.append(NUMBER)
        elif len(bare := bare_word(word)) >= _SHORTEST:
            found.append(bare)
    return found


def run_hashes(words: Sequence[str], length: int) -> list[int]:
    """The hash of each run of ``length`` words; of all words together when they are fewer."""
    if not words:
        return []
    if len(words) <= length:
        return [_hash(" ".join(words))]
    return [_hash(" ".join(words[at : at + length])) for at in range(len(words) - length + 1)]


def winnow(hashes: Sequence[int], window: int) -> tuple[int, ...]:
    """Of each ``window`` neighbouring hashes the least, the later of equal ones; in order of the text, each once."""
    chosen: dict[int, None] = {}
    last = max(1, len(hashes) - window + 1)
    for start in range(last if hashes else 0):
        chosen[min(hashes[start : start + window])] = None
    return tuple(chosen)


def signature(text: str) -> Signature:
    """The sketch of a text: texts that share many three-word runs agree in as many places of it."""
    return _sketch(key_words(text))


def _sketch(words: Sequence[str]) -> Signature:
    bins: list[int | None] = [None] * BINS
    for value in run_hashes(words, SHINGLE):
        at, rest = value >> _BITS, value & _LOW
        held = bins[at]
        if held is None or rest < held:
            bins[at] = rest
    if all(held is None for held in bins):
        return ()
    return tuple(_filled(bins, at) for at in range(BINS))


def resemblance(one: Signature, other: Signature) -> float:
    """The estimated share of three-word runs that two texts have in common, of all that either has."""
    if not one or not other:
        return 0.0
    return sum(left == right for left, right in zip(one, other, strict=True)) / BINS


def band_keys(sketch: Signature) -> tuple[str, ...]:
    """Keys of which near-identical texts share one: each four values of the sketch make one."""
    return tuple(
        f"b{start // ROWS:02d}{_name(' '.join(map(str, sketch[start : start + ROWS])))}"
        for start in range(0, len(sketch), ROWS)
    )


def passage_keys(text: str) -> tuple[str, ...]:
    """Keys of which any two texts with a passage in common share at least one."""
    return _passages(key_words(text))


def text_keys(text: str) -> frozenset[str]:
    """All keys of a text: those of the whole and those of its passages."""
    words = key_words(text)
    return frozenset((*band_keys(_sketch(words)), *_passages(words)))


def _passages(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"p{value:016x}" for value in winnow(run_hashes(words, PASSAGE), WINDOW))


def _filled(bins: Sequence[int | None], at: int) -> int:
    """The value of a bin; an empty one borrows from bins that its number alone points to."""
    held = bins[at]
    for probe in range(_PROBES):
        if held is not None:
            return held
        held = bins[_lender(at, probe)]
    return next(value for value in bins if value is not None)


@cache
def _lender(at: int, probe: int) -> int:
    """The bin from which an empty one borrows at one of its tries; the same for every text."""
    return _hash(f"{at} {probe}") % BINS


def _hash(words: str) -> int:
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big")


def _name(words: str) -> str:
    return blake2b(words.encode(), digest_size=8).hexdigest()


def share_keys(one: Iterable[str], other: Iterable[str], *, least: int = 1) -> bool:
    """True where two texts have at least so many keys in common that they would be compared."""
    return len(frozenset(one) & frozenset(other)) >= least
