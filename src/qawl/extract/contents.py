"""Where attributed content begins and ends.

Content runs to the end of its sentence unless something ends it before: the closing mark of a quotation
with nothing of the clause after it, or a place where the narrator takes the word back (``content_ends``).
"""

from dataclasses import replace

from qawl.extract.adjuncts import skip_adjuncts
from qawl.extract.complement_search import Complement, Link
from qawl.extract.content_ends import ContentClause, ContentEnds
from qawl.extract.phrases import PhraseReader
from qawl.extract.quoted_speech import looks_like_speech, opens_quotation, quotation_tokens, tokens_open
from qawl.model.span import Span
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.record import record
from qawl.text.tokens import COMMAS

_ENDS = frozenset(".!?؟؛;…:")
_DASHES = frozenset({"-", "\N{EN DASH}", ")"})
_LONGEST_REMARK = 12  # tokens between «بحسب X» and its «فإن»
_LONG_QUOTATION = 8  # tokens: a longer one is complete, so that what hangs on it is the narrator's


@record
class ContentReader:
    """Finds the extents of contents of one article."""

    reader: PhraseReader
    ends: ContentEnds

    def after(self, complement: Complement, limit: int, *, cue: int | None = None) -> Span | None:
        """The span of the content that begins at the complement of ``cue`` and ends before token ``limit``."""
        complement = self._past_pronoun(complement, limit)
        clause = clause_of(complement, limit, cue)
        if clause.first >= limit:
            return None
        if tokens_open(self.reader, clause.first):
            return self._quoted(clause)
        last = self.clause_end(clause)
        return None if last is None else self.trim(clause.first, last, letters=complement.letters)

    def _past_pronoun(self, complement: Complement, limit: int) -> Complement:
        """«وصف ذلك بأنه | خرق»: a pronoun says nothing of its own, what it is called is the content."""
        words = self.reader.layout.tokens.folded
        first = complement.start
        if complement.link is not Link.OBJECT or first + 2 >= limit:
            return complement
        if words[first] not in self.reader.words.particles["described_pronoun"]:
            return complement
        if words[first + 1] in self.reader.words.particles["complementizer"]:
            return replace(complement, start=first + 2)
        return replace(complement, start=first + 1) if tokens_open(self.reader, first + 1) else complement

    def _quoted(self, clause: ContentClause) -> Span | None:
        """Content that begins with a quotation: it ends with it, unless the clause goes on without a stop."""
        inside = quotation_tokens(self.reader, clause.first)
        last = inside.stop - 1
        if not self._is_complete(inside, clause.limit):
            rest = ContentClause(inside.stop, clause.limit, clause.cue, clause.is_phrase)
            last = self.clause_end(rest) or last
        return self.trim(clause.first, last)

    def _is_complete(self, inside: range, limit: int) -> bool:
        """True when nothing of the clause follows the quotation: a stop, a comma, the next cue, a remark on it."""
        tokens = self.reader.layout.tokens
        after = inside.stop
        if after >= limit or tokens.raw[after] in _ENDS:
            return True
        if "\n" in tokens.text[tokens.ends[after - 1] : tokens.starts[after]]:
            return True
        if tokens.raw[after] in COMMAS:
            return not self._quotes_again(after, limit)
        if after in self.ends.cue_at or tokens.raw[after] in _DASHES:
            return True
        if self.ends.rule_before(after, ContentClause(inside.start, limit)) is not None:
            return True
        rest = skip_adjuncts(self.reader, after, limit)
        if rest > after and (rest >= limit or tokens.raw[rest] in _ENDS):
            return True  # «"..." في تصريح للإذاعة»: where it was said
        particles = self.reader.words.particles
        hangs_on_it = any(tokens.folded[after] in particles[name] for name in ("relative", "contrast", "preposition"))
        return hangs_on_it and len(inside) - 2 >= _LONG_QUOTATION

    def _quotes_again(self, comma: int, limit: int) -> bool:
        """«"..."، كما استهدفت "..."»: another quotation of speech begins before anything ends the content."""
        clause = ContentClause(comma, limit)
        for index in range(comma, limit):
            if self.reader.layout.tokens.raw[index] in _ENDS or self.ends.rule_before(index, clause) is not None:
                return False
            if index in self.ends.cue_at:
                return False
            if tokens_open(self.reader, index):
                return looks_like_speech(self.reader, index)
        return False

    def clause_end(self, clause: ContentClause) -> int | None:
        """Last token of content that begins unquoted; begun inside a quotation it ends with its sentence there."""
        layout = self.reader.layout
        depth = layout.quotation_of[clause.first]
        last = None
        for index in range(clause.first, clause.limit):
            if depth >= 0 and (self._leaves(index, depth) or layout.tokens.raw[index] in ".!؟?"):
                break
            said_before = index in self.ends.opened_by and len(quotation_tokens(self.reader, index)) > _LONG_QUOTATION
            outside = (layout.quotation_of[index] == depth or said_before) and index > clause.first
            if outside and self.ends.rule_before(index, clause) is not None:
                break
            last = index
        return last

    def _leaves(self, index: int, depth: int) -> bool:
        return self.reader.layout.tokens.starts[index] >= self.reader.layout.quotations[depth].inner.end

    def past_apodosis(self, first: int, limit: int) -> int:
        """«وبحسب المرصد، ومقره لندن، فقد | سقطت ...»: content begins behind a «فإن» or «فقد» after a comma."""
        tokens = self.reader.layout.tokens
        for index in range(first, min(first + _LONGEST_REMARK, limit - 1)):
            if index in self.ends.cue_at:
                return first
            if tokens.folded[index] in self.reader.words.particles["apodosis"] and tokens.raw[index - 1] in COMMAS:
                return index + 1
        return first

    def end_rule(self, content: Span, complement: Complement | None, cue: int) -> str:
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
        clause = ContentClause(inside[0], limit, cue) if complement is None else clause_of(complement, limit, cue)
        return self.ends.rule_before(after, clause) or "content.to-sentence-end"

    def trim(self, first: int, last: int, *, letters: int = 0) -> Span | None:
        """The span without outer quotation marks, final stops and joined prepositions; None when nothing is left."""
        tokens = self.reader.layout.tokens
        while first < last and tokens.raw[first] in COMMAS:
            first, letters = first + 1, 0
        while last >= first and (tokens.raw[last] in _ENDS | COMMAS or tokens.raw[last].startswith("..")):
            last -= 1
        if last < first:
            return None
        if tokens.raw[first] in QUOTATION_MARKS and opens_quotation(self.reader, first):
            inside = quotation_tokens(self.reader, first)
            if inside.stop - 1 == last or inside.stop > last:
                first += 1
                closed = tokens.raw[inside.stop - 1] in QUOTATION_MARKS
                last = min(last, inside.stop - 2) if closed and inside.stop - 1 <= last else last
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


def clause_of(complement: Complement, limit: int, cue: int | None) -> ContentClause:
    """What is known of the content that a complement introduces."""
    return ContentClause(complement.start, limit, cue, complement.link in (Link.OBJECT, Link.PREPOSITION))
