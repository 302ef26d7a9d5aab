"""Actor mentions: known names, countries acting, and descriptive noun phrases («جماعات مسلحة»، «طائرات حربية»).

Known names come from the actor files and the country list; they are found by one look-up a token, longest first.
A descriptive phrase opens with a head noun of an armed party and takes the adjectives and the genitive that follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qawl.extract.findings import FoundActor, FoundToponym
from qawl.extract.predicates import Spelling, WordFacts
from qawl.lexicon.predicates import PredicateLexicon
from qawl.model.span import Span
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.fold import fold_text
from qawl.text.tokens import TokenKind, tokenize

_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_HEH = "\N{ARABIC LETTER HEH}"
_YEH = "\N{ARABIC LETTER YEH}"
_LONGEST = 8  # words of a descriptive phrase


@dataclass(frozen=True, slots=True)
class ActorName:
    """One spelling of a known actor or country; ``adjectives`` are handled as names of kind ``nisba``."""

    text: str
    actor: str
    kind: str


@dataclass(frozen=True, slots=True)
class ActorIndex:
    """Known names by their folded tokens, keyed by the first; nisba adjectives («تركي») by country."""

    names: Mapping[str, tuple[tuple[tuple[str, ...], ActorName], ...]]
    nisbas: Mapping[str, str]


def build_actor_index(names: Iterable[ActorName]) -> ActorIndex:
    """Index names by first token, longest first."""
    rows: dict[str, list[tuple[tuple[str, ...], ActorName]]] = {}
    nisbas: dict[str, str] = {}
    for name in names:
        if name.kind == "nisba":
            stem = fold_text(name.text).removeprefix(_ARTICLE)
            for ending in ("", _HEH, "ا", "ين", "ون", "تين", "ان", "ات"):
                nisbas.setdefault(stem + ending, name.actor)
            continue
        tokens = tuple(t for t in tokenize(name.text).folded if t not in QUOTATION_MARKS)
        if tokens:
            rows.setdefault(tokens[0].removeprefix(_ARTICLE) if len(tokens[0]) > 3 else tokens[0], []).append((tokens, name))
    return ActorIndex({key: tuple(sorted(found, key=lambda row: -len(row[0]))) for key, found in rows.items()}, nisbas)


def find_actors(
    facts: WordFacts, index: ActorIndex, lexicon: PredicateLexicon, *, toponyms: Sequence[FoundToponym]
) -> list[FoundActor]:
    """Mentions in text order, without overlaps: known names first, then descriptive phrases."""
    reader = _Reader(facts, index, lexicon, {t.first: t.last for t in toponyms})
    found: list[FoundActor] = []
    position = 0
    while position < len(facts.spellings):
        mention = reader.mention_at(position) if facts.spellings[position] else None
        if mention is None:
            position += 1
            continue
        found.append(mention)
        position = mention.last + 1
    return found


class _Reader:
    """Reads actor mentions at token positions of one article."""

    def __init__(self, facts: WordFacts, index: ActorIndex, lexicon: PredicateLexicon, places: Mapping[int, int]) -> None:
        self._facts, self._index, self._lexicon, self._places = facts, index, lexicon, places
        self._tokens = facts.layout.tokens
        self._count = len(facts.spellings)

    def mention_at(self, position: int) -> FoundActor | None:
        for spelling in self._facts.spellings[position]:
            known = self._known_at(position, spelling)
            if known is not None:
                return known
        if "party" in self._facts.classes[position]:
            for spelling in self._facts.spellings[position]:
                if "party" in self._lexicon.classes.get(spelling.stem, ()):
                    return self._phrase_at(position, spelling)
        return None

    def _known_at(self, position: int, spelling: Spelling) -> FoundActor | None:
        for tokens, name in self._index.names.get(spelling.stem, ()):
            if spelling.definite and not tokens[0].startswith(_ARTICLE) and len(tokens) == 1:
                continue
            last = self._match(position, tokens)
            if last is not None:
                if "party" in self._facts.classes[position] and len(tokens) < 3:
                    last = max(last, self._phrase_end(position, spelling))
                return self._found(position, last, spelling, name.actor, f"actor.{name.kind}")
        country = self._index.nisbas.get(spelling.stem) if not spelling.preposition else None
        if country is not None and "party" not in self._facts.classes[position]:
            return self._found(position, position, spelling, country, "actor.nisba")
        return None

    def _match(self, position: int, tokens: tuple[str, ...]) -> int | None:
        """Last token when the rest of ``tokens`` follows, quotation marks skipped."""
        at = position
        for token in tokens[1:]:
            at += 1
            while at < self._count and self._tokens.raw[at] in QUOTATION_MARKS:
                at += 1
            if at >= self._count or self._tokens.folded[at] != token:
                return None
        return at

    def _phrase_at(self, position: int, spelling: Spelling) -> FoundActor | None:
        last = self._phrase_end(position, spelling)
        return self._found(position, last, spelling, None, "actor.descriptive")

    def _phrase_end(self, position: int, spelling: Spelling) -> int:
        """A definite head takes definite adjectives; an indefinite one adjectives or one genitive with its own."""
        last, closed = position, spelling.definite
        limit = min(self._count, position + _LONGEST)
        index = position + 1
        while index < limit:
            step = self._step(index, closed)
            if step is None:
                break
            index, closed, last = step + 1, True if self._closes(index) else closed, step
        return last

    def _closes(self, index: int) -> bool:
        word = self._tokens.folded[index]
        return word.startswith(_ARTICLE) or index in self._places or self._tokens.raw[index] in QUOTATION_MARKS

    def _step(self, index: int, closed: bool) -> int | None:
        """Last token of the next piece of the phrase, None when the phrase is over."""
        word, raw = self._tokens.folded[index], self._tokens.raw[index]
        if raw in QUOTATION_MARKS and raw != self._tokens.raw[index - 1]:
            return self._quoted(index)
        if self._tokens.kinds[index] is not TokenKind.WORD or "phrase-end" in self._facts.clause[index]:
            return None
        if "attached" in self._facts.clause[index]:
            return self._attached(index)
        if word.startswith(_ARTICLE) and len(word) > 3:
            return index
        if index in self._places:
            return None if closed else self._places[index]
        if word in self._index.nisbas:
            return index
        if closed:
            return None
        if "party" in self._facts.classes[index]:
            return index
        for tokens, _ in self._index.names.get(word, ()):
            last = self._match(index, tokens)
            if last is not None and tokens[0] == word:
                return last
        adjectival = word.endswith((_YEH + _HEH, _YEH)) or (word.endswith(_HEH) and len(word) > 4)
        if adjectival and word not in self._lexicon.readings and self._facts.light[index] is None:
            return index
        return None

    def _quoted(self, index: int) -> int | None:
        """A short name in quotation marks: «الدولة الإسلامية»."""
        for end in range(index + 1, min(self._count, index + 6)):
            if self._tokens.raw[end] in QUOTATION_MARKS:
                return end
        return None

    def _attached(self, index: int) -> int | None:
        """«الموالية لأنقرة»: the adjective with the words it governs."""
        following = index + 1
        if following >= self._count or self._tokens.kinds[following] is not TokenKind.WORD:
            return None
        if self._tokens.folded[following] == "ل" or self._tokens.folded[following] in ("من", "لها", "له"):
            return following if self._tokens.folded[following] != "من" else min(following + 1, self._count - 1)
        return following

    def _found(self, first: int, last: int, spelling: Spelling, actor: str | None, rule: str) -> FoundActor:
        clitics = int(spelling.conjunction) + len(spelling.preposition)
        start = self._tokens.starts[first] + clitics
        if spelling.preposition and spelling.definite and self._tokens.folded[first][clitics:].startswith("ل"):
            start = self._tokens.starts[first] + int(spelling.conjunction)
        span = Span(start, self._tokens.ends[last])
        return FoundActor(first, last, span, span.of(self._tokens.text), actor, rule)
