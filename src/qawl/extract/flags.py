"""Flags: the ground a claim stands on, in the article's words: unverified, video, witness, document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qawl.extract.findings import FoundClaim, FoundStatement
from qawl.lexicon.claim_words import ClaimFlag
from qawl.lexicon.predicates import PredicateLexicon
from qawl.text.layout import Layout
from qawl.text.memo import remembered
from qawl.text.record import record

_WAW = "\N{ARABIC LETTER WAW}"


@record
class _FoundFlag:
    flag: ClaimFlag
    index: int


def add_flags(
    layout: Layout, claims: Sequence[FoundClaim], statements: Sequence[FoundStatement], lexicon: PredicateLexicon
) -> list[FoundClaim]:
    """The claims with the flags that their sentence, source or paragraph gives them."""
    found = list(_find_flags(layout, lexicon))
    if not found:
        return list(claims)
    paragraphs = {layout.paragraph_of[claim.trigger] for claim in claims}
    flagged: list[FoundClaim] = []
    for claim in claims:
        source = _source_of(claim, statements)
        held = [f.flag for f in found if _concerns(layout, claim, f, source, paragraphs)]
        flags = tuple(sorted({*claim.flags, *(flag.flag for flag in held)}))
        rules = tuple(dict.fromkeys((*claim.flag_rules, *(flag.id for flag in held))))
        flagged.append(replace(claim, flags=flags, flag_rules=rules) if held else claim)
    return flagged


def _find_flags(layout: Layout, lexicon: PredicateLexicon) -> Iterator[_FoundFlag]:
    folded, flags = layout.tokens.folded, _flags_from(lexicon)
    for index, word in enumerate(folded):
        for tokens, flag in flags[word]:
            if tuple(folded[index + 1 : index + len(tokens)]) == tokens[1:]:
                yield _FoundFlag(flag, index)
                break


@remembered
def _flags_from(word: str, lexicon: PredicateLexicon) -> tuple[tuple[tuple[str, ...], ClaimFlag], ...]:
    """The flags whose phrase begins with a word, with or without و on it."""
    rows = lexicon.flags.get(word) or (lexicon.flags.get(word[1:]) if word.startswith(_WAW) else None)
    return tuple(rows or ())


def _source_of(claim: FoundClaim, statements: Sequence[FoundStatement]) -> range:
    source = None if claim.statement is None else statements[claim.statement].source
    return range(0) if source is None else range(source[0], source[1] + 1)


def _concerns(layout: Layout, claim: FoundClaim, found: _FoundFlag, source: range, with_claims: set[int]) -> bool:
    """Same sentence or source; for doubts of the outlet the paragraph, or the one before when it holds no claim."""
    if found.flag.scope == "sentence":
        return found.index in source or layout.sentence_of[claim.trigger] == layout.sentence_of[found.index]
    doubted = layout.paragraph_of[found.index]
    if doubted not in with_claims:
        doubted -= 1
    return layout.paragraph_of[claim.trigger] == doubted
