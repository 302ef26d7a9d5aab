"""Whether a complement is evidence enough that a word reports: weak words need what their entry names."""

from qawl.extract.adjuncts import skip_adjuncts
from qawl.extract.clause_reader import ClauseReader
from qawl.extract.complements import (
    Attachment,
    Link,
)
from qawl.lexicon.cues import CueForm
from qawl.text.fold import fold_text
from qawl.text.tokens import TokenKind, has_article


class CueEvidence:
    """Whether a complement is evidence enough that a word reports: weak words need what their entry names."""

    def __init__(self, clauses: ClauseReader) -> None:
        self._clauses = clauses
        self._reader = clauses.reader
        self._layout = clauses.reader.layout
        self._tokens = clauses.reader.layout.tokens
        self._folded = clauses.reader.layout.tokens.folded

    def complement_allowed(self, attached: Attachment, form: CueForm, index: int) -> bool:
        """True when the complement makes the word report: any does for a strong word, a weak one names its needs."""
        entry = form.entry
        link = attached.complement.link
        if not entry.is_weak:
            return True
        needs = entry.needs or frozenset({"that", "colon", "quote"})
        if link is Link.THAT and not self._is_adjacent(attached, index):
            return False
        if "addressee" in needs and attached.complement.start < attached.complement.introducer:
            return True
        if link is Link.PREPOSITION:
            word = self._folded[attached.complement.introducer]
            named = {fold_text(need) for need in needs if need.startswith("prep:")}
            return f"prep:{word}" in named or f"prep:{word[:1]}" in named
        if link is Link.OBJECT and entry.only_with and "addressee" in entry.complement:
            return True
        if link is Link.OBJECT and link.value in needs:
            speaks = attached.source is not None and "object:pronoun" in needs  # «اعتبرت موسكو | القرار عدوانا»
            return self._opens_report(attached.complement.start) or (
                speaks and has_article(self._folded[attached.complement.start])
            )
        if link is Link.QUOTE and "colon" in needs:
            return True
        return link.value in needs

    def _is_adjacent(self, attached: Attachment, index: int) -> bool:
        """Nothing but the speaker and adjuncts stands between a weak verb and its complementizer."""
        introducer = attached.complement.introducer
        after = attached.source[1] + 1 if attached.source is not None else index + 1
        return skip_adjuncts(self._reader, after, introducer) >= introducer

    def _opens_report(self, index: int) -> bool:
        """A bare object that reports something: a verbal noun, a number, «ما», «وجود», a quotation, «ذلك»."""
        word = self._folded[index]
        bare = word[2:] if has_article(word) else word
        if self._tokens.kinds[index] is not TokenKind.WORD or self._reader.words.looks_like_verbal_noun(bare):
            return True
        return word in ("ما", "ان", "ذلك", "انه", "عدم", "اي") or index in self._reader.entities
