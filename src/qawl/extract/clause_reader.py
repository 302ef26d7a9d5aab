"""Questions about the clause around a token that all cue readers ask.

Where its sentence begins and ends, whether a phrase can speak, which phrase ends before a token, what
stands before a preposition without the dateline; and how an attribution is put together.
"""

from collections.abc import Iterator
from functools import partial

from qawl.extract.adjuncts import skip_adjuncts
from qawl.extract.attributions import Attribution, ContentRule
from qawl.extract.complement_search import Complement
from qawl.extract.contents import ContentReader
from qawl.extract.phrases import PhraseReader
from qawl.lexicon.cues import CueForm
from qawl.model.span import Span
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import COMMAS, DASHES

FARTHEST_RESUMED = 7  # tokens from the verb on, to the pronoun that stands for «ما»
_SENTENCE_ENDS = frozenset(".!?؟")
_BEFORE_RELATIVE = frozenset({"هو", "هي", "وهو", "وهي", "وذلك"})


class ClauseReader:
    """Questions about the clause around a token that all cue readers ask."""

    def __init__(self, reader: PhraseReader) -> None:
        self.reader = reader
        self._reader = reader
        self._layout = reader.layout
        self._tokens = reader.layout.tokens
        self._folded = reader.layout.tokens.folded

    def is_a(self, index: int, name: str) -> bool:
        """True when the token is a word of the particle class ``name``."""
        return index < len(self._folded) and self._folded[index] in self._reader.words.particles[name]

    def readings(self, index: int) -> tuple[CueForm, ...]:
        """The cue readings of a token."""
        return self._reader.cues.readings(self._folded[index])

    def limit(self, index: int) -> int:
        """The token after the last of the sentence around ``index``: no attribution reaches further."""
        return self._layout.sentences[self._layout.sentence_of[index]].stop

    def start(self, index: int) -> int:
        """The first token of the sentence around ``index``."""
        return self._layout.sentences[self._layout.sentence_of[index]].start

    def opening(self, index: int) -> int:
        """Where the sentence around ``index`` begins, inside its quotation too: «"... وصلوا. وبحسب ...»."""
        start = self.start(index)
        depth = self._layout.quotation_of[index]
        for at in range(index - 1, start - 1, -1):
            same = self._layout.quotation_of[at] == depth
            if depth >= 0 and not same and self._tokens.raw[at] in QUOTATION_MARKS:
                if self._layout.quotations[depth].outer.start == self._tokens.starts[at]:
                    return at + 1
            if same and self._tokens.raw[at] in _SENTENCE_ENDS:
                return at + 1
        return start

    def is_speaker(self, source: tuple[int, int]) -> bool:
        """The phrase has a head noun of speakers, a known name, or is a pronoun."""
        first, last = source
        for index in range(first, min(last + 1, first + 4)):
            if index in self._reader.entities or self.is_a(index, "speaking_pronoun"):
                return True
            if self._reader.words.head(self._folded[index]) is not None:
                return True
        return False

    def is_negated(self, index: int) -> bool:
        """True right after a negation; «ما» after a pronoun is a relative: «وهو ما نفاه الجيش»."""
        if index == 0 or not self.is_a(index - 1, "verb_negation") or self._folded[index - 1] == "غير":
            return False
        if self._folded[index - 1] != "ما":
            return True
        if any(form.has_object for form in self.readings(index)):
            return False  # «، ما أكدته المنظمة»
        return not (index > 1 and self._folded[index - 2] in _BEFORE_RELATIVE) and not self._stands_for_a_thing(index)

    def _stands_for_a_thing(self, index: int) -> bool:
        """«أسقطت ما | قالت إنها طائرة»، «هجوم على ما يشتبه بأنه مخبأ»: the pronoun on أن resumes ما."""
        if index - 2 < self.start(index) or self._tokens.raw[index - 2] in COMMAS:
            return False
        following = self._folded[index + 1 : index + FARTHEST_RESUMED]
        return following[:1] not in (["هو"], ["هي"]) and any(
            word in self._reader.words.particles["that_it"] for word in following
        )

    def begins_clause(self, index: int) -> bool:
        """True at the start of a sentence, after a comma and after a word that opens a clause."""
        if index == self.start(index):
            return True
        openers = ("clause_pronoun", "clause_opener", "relative_pronoun")
        return self._tokens.raw[index - 1] in COMMAS or any(self.is_a(index - 1, name) for name in openers)

    def nearest_phrase(self, end: int, start: int) -> tuple[int, int] | None:
        """The longest phrase of a head noun or known name that ends with token ``end``, anywhere in the clause."""
        for first in range(max(start, end - 8), end + 1):
            if self._reader.words.head(self._folded[first]) is None and first not in self._reader.entities:
                continue
            if self._reader.noun_phrase(first, end + 1, bounded=False) == end:
                return first, end
        return None

    def phrase_ending_at(self, end: int, start: int, *, bounded: bool) -> tuple[int, int] | None:
        """The longest noun phrase that ends with token ``end`` and begins where a clause can begin."""
        for first in self._clause_starts(end, start):
            last = self._reader.noun_phrase(first, end + 1, bounded=True)
            if last == end:
                return first, end
        return None if bounded else self.nearest_phrase(end, start)

    def _clause_starts(self, end: int, start: int) -> Iterator[int]:
        """Positions where the clause of token ``end`` may begin, farthest first."""
        earliest = max(start, end - 25)
        if earliest == start:
            yield from self._after_openers(start, end)
        for index in range(earliest, end):
            word = self._folded[index]
            if (
                self._tokens.raw[index] in COMMAS
                or word in self._reader.words.particles["clause_opener"]
                or self._tokens.raw[index] in QUOTATION_MARKS
            ):
                yield from self._after_openers(index + 1, end)
            elif index > start and word[0] == "و" and self._reader.words.head(word) is not None:
                yield index

    def _after_openers(self, index: int, end: int) -> Iterator[int]:
        while index < end and self.is_a(index, "clause_opener"):
            index += 1
        yield index

    def source_right_after(self, index: int) -> tuple[int, int] | None:
        """The noun phrase after the cue, adjuncts stepped over: whoever stands there speaks."""
        limit = self.limit(index)
        first = skip_adjuncts(self._reader, index + 1, limit)
        if first >= limit:
            return None
        last = self._reader.noun_phrase(first, limit, bounded=True)
        return None if last is None else (first, last)

    def content_before(self, index: int) -> tuple[int, int] | None:
        """The tokens of the sentence before the preposition, without the comma."""
        start = self._after_opener(self._after_dateline(self.opening(index), index), index)
        last = index - 1
        while last >= start and (self._tokens.raw[last] in COMMAS or self._folded[last] == "وذلك"):
            last -= 1
        return None if last < start else (start, last)

    def _after_opener(self, start: int, index: int) -> int:
        """Past «إلى ذلك،», «ومن جهته،»."""
        bare = [self._folded[start].removeprefix("و"), *self._folded[start + 1 : start + 4]]
        for form in self._reader.words.openers["discourse_opener"]:
            comma = start + len(form)
            if bare[: len(form)] == list(form) and comma < index and self._tokens.raw[comma] in COMMAS:
                return comma + 1
        return start

    def _after_dateline(self, start: int, index: int) -> int:
        """Past «دمشق 14 تشرين الأول (الوكالة) - »: a dash among the first words, after a bracket, place or date."""
        for at in range(start + 1, min(index, start + 14)):
            if self._is_free_dash(at):
                marked = any(i in self._reader.entities or i in self._reader.times for i in range(start, at))
                while at + 1 < index and self._tokens.raw[at + 1] in DASHES:  # «(شينخوا) -- »
                    at += 1
                return at + 1 if marked or self._tokens.raw[at - 1] == ")" else start
        return start

    def _is_free_dash(self, at: int) -> bool:
        """A dash with a space on one side, «(ا ب)- »; not that of «10-11»."""
        tokens = self._tokens
        if tokens.raw[at] not in DASHES:
            return False
        return tokens.starts[at] > tokens.ends[at - 1] or tokens.starts[at + 1] > tokens.ends[at]

    def content_rule(self, complement: Complement, index: int) -> ContentRule:
        """How to read, later, the content that the complement of the cue at ``index`` introduces."""
        return partial(self.content_after, complement=complement, index=index)

    def content_after(self, contents: ContentReader, complement: Complement, index: int) -> tuple[Span, ...]:
        """The content that a complement introduces, as pieces; none where nothing of it is left."""
        span = contents.after(complement, self.limit(index), cue=index)
        return () if span is None else (span,)

    def make(
        self,
        index: int,
        form: CueForm,
        source: tuple[int, int] | None,
        complement: Complement | None,
        read_content: ContentRule,
        rules: tuple[str, ...],
        negated: bool,
    ) -> Attribution | None:
        """The attribution of an entry; None for a negated cue whose entry says nothing about its negation."""
        entry = form.entry
        stance = entry.stance
        status = None
        if negated:
            if entry.negated_stance is None and entry.negated_status is None:
                return None
            stance = entry.negated_stance or stance
            status = entry.negated_status
        head = index + form.head
        return Attribution(
            cue=(head, head),
            form=form,
            source=source,
            complement=complement,
            read_content=read_content,
            lemma=entry.id,
            stance=stance,
            commitment=entry.commitment,
            sentence=self._layout.sentence_of[index],
            content_status=status,
            rules=(*rules, "stance.negated-cue") if negated else rules,
        )
