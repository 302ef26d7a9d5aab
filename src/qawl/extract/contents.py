"""Where attributed content begins and ends, and how much of it is quoted.

Content runs to the end of its sentence unless something ends it before: the closing mark of a quotation
with nothing of the clause after it, a comma before the next reporting word, before a preposition that
attributes the whole («، بحسب ...») or before a clause in the narrator's own voice («، بينما ...»).
"""

from dataclasses import dataclass

from qawl.extract.complements import Complement, Link
from qawl.extract.phrases import PhraseReader
from qawl.extract.quoted_speech import opens_quotation, quotation_tokens, tokens_open
from qawl.lexicon.cues import CueForm
from qawl.model.span import Span
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import COMMAS

_ENDS = frozenset(".!?؟؛;…:")
_FINITE = frozenset({"perfect", "imperfect"})


@dataclass(frozen=True, slots=True)
class ContentReader:
    """Finds the extents of contents of one article. ``cue_at`` holds the cue readings that hold, by token."""

    reader: PhraseReader
    cue_at: dict[int, CueForm]
    boundaries: frozenset[int] = frozenset()  # first tokens of sources that stand before their cue

    def after(self, complement: Complement, limit: int) -> Span | None:
        """The span of the content that begins at the complement and ends before token ``limit``."""
        first = complement.start
        tokens = self.reader.layout.tokens
        if first >= limit:
            return None
        if tokens.raw[first] in QUOTATION_MARKS and opens_quotation(self.reader, first):
            return self._quoted(first, limit)
        is_phrase = complement.link in (Link.OBJECT, Link.PREPOSITION)
        last = self.clause_end(first, limit, is_phrase=is_phrase)
        if last is None:
            return None
        return self.trim(first, last, letters=complement.letters)

    def _quoted(self, first: int, limit: int) -> Span | None:
        """Content that begins with a quotation: it ends with it, unless the clause goes on without a stop."""
        tokens = self.reader.layout.tokens
        inside = quotation_tokens(self.reader, first)
        after = inside.stop
        if (
            after >= limit
            or tokens.raw[after] in _ENDS
            or "\n" in tokens.text[tokens.ends[after - 1] : tokens.starts[after]]
        ):
            return self.trim(first, inside.stop - 1)
        word = tokens.folded[after]
        if tokens.raw[after] in COMMAS or after in self.cue_at or word in ("-", "\N{EN DASH}", ")"):
            return self.trim(first, inside.stop - 1)
        particles = self.reader.words.particles
        if len(inside) - 2 >= 8 and (
            word in particles["relative"] or word in particles["contrast"] or word in particles["preposition"]
        ):
            return self.trim(first, inside.stop - 1)
        last = self.clause_end(after, limit)
        return self.trim(first, inside.stop - 1 if last is None else last)

    def clause_end(self, first: int, limit: int, *, is_phrase: bool = False) -> int | None:
        """Last token of content that begins unquoted at ``first``.

        Content that begins inside a quotation ends with its sentence there; ``is_phrase`` says that the
        content is a noun phrase, so that a verb joined with و belongs to the reporting verb.
        """
        tokens = self.reader.layout.tokens
        depth = self.reader.layout.quotation_of[first]
        last = None
        index = first
        while index < limit:
            if depth >= 0 and (self._leaves(index, depth) or tokens.raw[index] in ".!؟?"):
                break
            if self.reader.layout.quotation_of[index] == depth and index > first:
                if self._ends_before(index, limit) is not None or (is_phrase and self._joins_a_verb(index)):
                    break
            last = index
            index += 1
        return last

    def _leaves(self, index: int, depth: int) -> bool:
        return self.reader.layout.tokens.starts[index] >= self.reader.layout.quotations[depth].inner.end

    def _joins_a_verb(self, index: int) -> bool:
        """After a comma, و and a feminine perfect: «نفت ... المطار، | وبثت تسجيلا»."""
        tokens = self.reader.layout.tokens
        word = tokens.folded[index]
        if tokens.raw[index - 1] not in COMMAS or word[:1] != "و" or len(word) < 4:
            return False
        bare = word[1:]
        plain = bare in self.reader.words.heads or bare in self.reader.words.ordinary or index in self.reader.entities
        return bare.endswith("ت") and not bare.endswith("ات") and not bare.startswith("ال") and not plain

    def end_rule(self, content: Span) -> str:
        """The rule that ended a content where it ends: a closing quotation mark, the sentence, or what follows."""
        layout = self.reader.layout
        inside = layout.tokens.inside(content)
        after, depth = inside[-1] + 1, layout.quotation_of[inside[-1]]
        if after == len(layout.tokens):
            return "content.to-sentence-end"
        if depth >= 0 and layout.quotation_of[inside[0]] == depth and self._leaves(after, depth):
            return "content.to-quotation-end"
        limit = layout.sentences[layout.sentence_of[inside[-1]]].stop
        if after >= limit:
            return "content.to-sentence-end"
        if layout.tokens.raw[after] in COMMAS and after + 1 < limit and self._joins_a_verb(after + 1):
            return "content.to-joined-verb"
        return self._ends_before(after, limit) or "content.to-sentence-end"

    def _ends_before(self, index: int, limit: int) -> str | None:
        """The rule by which content stops before the token ``index``; None where it goes on."""
        tokens = self.reader.layout.tokens
        if tokens.raw[index] in COMMAS and index + 1 < limit:
            return self._switches_at(index + 1)
        if index in self.boundaries and tokens.folded[index][:1] == "و":
            return "content.to-next-cue"
        form = self.cue_at.get(index)
        if form is None:
            return None
        if form.category == "participle":
            return "content.to-next-cue"
        if form.entry.word_class == "preposition":  # بحسب without a comma before it takes what stands before
            return "content.to-preposition"
        joined = form.has_conjunction and form.category in _FINITE and form.person != 1
        return "content.to-next-cue" if joined else None

    def _switches_at(self, index: int) -> str | None:
        """The rule by which what follows a comma is no longer content; None where it still is."""
        tokens = self.reader.layout.tokens
        word = tokens.folded[index]
        form = self.cue_at.get(index)
        if form is not None and form.entry.word_class == "preposition":
            return "content.to-preposition"
        if form is not None and form.category in ("participle", *_FINITE):
            return "content.to-next-cue" if form.person != 1 else None
        if index in self.boundaries:
            return "content.to-next-cue"
        if word in self.reader.words.particles["narrator_clause"]:
            return "content.to-narrator"
        if word in self.reader.words.particles["contrast"] or word in ("كما", "وذلك", "حيث"):
            if any(self._reports_at(at) for at in range(index + 1, min(index + 4, len(tokens)))):
                return "content.to-narrator"
        following = tokens.folded[index + 1] if index + 1 < len(tokens) else ""
        return "content.to-narrator" if f"{word} {following}" in self.reader.words.narrator_phrases else None

    def _reports_at(self, index: int) -> bool:
        form = self.cue_at.get(index)
        return form is not None and form.category in _FINITE and form.person != 1

    def trim(self, first: int, last: int, *, letters: int = 0) -> Span | None:
        """The span without outer quotation marks, final stops and joined prepositions; None when nothing is left."""
        tokens = self.reader.layout.tokens
        while last >= first and (tokens.raw[last] in _ENDS | COMMAS or tokens.raw[last].startswith("..")):
            last -= 1
        if last < first:
            return None
        if tokens.raw[first] in QUOTATION_MARKS and opens_quotation(self.reader, first):
            inside = quotation_tokens(self.reader, first)
            if inside.stop - 1 == last or inside.stop > last:
                first += 1
                last = min(last, inside.stop - 2) if inside.stop - 1 <= last else last
            elif tokens.raw[last] in QUOTATION_MARKS and self._is_chain_of_quotations(first, last):
                first += 1
                last -= 1
        while last > first and tokens.raw[last] in _ENDS:
            last -= 1
        if last < first:
            return None
        start = tokens.starts[first] + letters
        while start < tokens.ends[first] and tokens.text[start] == "\N{ARABIC TATWEEL}":
            start += 1
        if start >= tokens.ends[first]:
            first += 1
            if first > last:
                return None
            start = tokens.starts[first]
        end = tokens.ends[last]
        return Span(start, end) if end > start else None

    def _is_chain_of_quotations(self, first: int, last: int) -> bool:
        """True for «"..." و"..."»: nothing but joined letters between quotations."""
        index = first
        while index <= last:
            if tokens_open(self.reader, index):
                index = quotation_tokens(self.reader, index).stop
            elif len(self.reader.layout.tokens.folded[index]) <= 2:
                index += 1
            else:
                return False
        return True
