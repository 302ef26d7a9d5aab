"""Verbs whose content stands before them: after a quotation, and where a pronoun resumes it.

«...»، يقول فلان؛ الاتفاق الذي أعلنته روسيا؛ ...، وهو ما نفاه الجيش؛ التي تعتبرها أنقرة إرهابية
"""

from qawl.extract.attributions import Attribution, piece_of
from qawl.extract.clause_reader import ClauseReader
from qawl.extract.contents import ContentReader
from qawl.extract.quoted_speech import opens_quotation
from qawl.lexicon.cues import FINITE, CueForm
from qawl.model.span import Span
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import COMMAS, TokenKind, has_article

_STOPS = frozenset(".!?؟؛;:…")
_TRAILING = frozenset(
    f"cue.{name}"
    for name in "add affirm believe claim clarify comment confess continue-saying explain follow-on go-on-to-say "
    "mention narrate notice recount report-inform say see state write".split()
)  # saying and thinking, nothing that texts and pictures do
_SHORTEST_TOLD = 3  # tokens, less one, of what stands before «، يضيف المصدر»
_AND_THE = "وال"
CALLING = frozenset({"cue.consider", "cue.describe", "cue.classify", "cue.call-name", "cue.dub", "cue.see"})


class ContentBeforeCue:
    """Verbs whose content stands before them: after a quotation, and where a pronoun resumes it."""

    def __init__(self, clauses: ClauseReader) -> None:
        self._clauses = clauses
        self._reader = clauses.reader
        self._layout = clauses.reader.layout
        self._tokens = clauses.reader.layout.tokens
        self._folded = clauses.reader.layout.tokens.folded

    def read(self, index: int, form: CueForm, negated: bool) -> Attribution | None:
        """Content before the verb: a quotation that ends there, or the antecedent that a pronoun resumes."""
        start = self._clauses.start(index)
        resumed = form.has_object or (index + 1 < len(self._folded) and self._clauses.is_a(index + 1, "resumptive"))
        if resumed and not form.has_conjunction:
            return self.read_resumed(index, form, negated, start)
        if form.entry.word_class != "verb" or not form.entry.complement & {"that", "colon"}:
            return None
        before = index - 1
        while before > start and self._tokens.raw[before] in COMMAS | {".", "!", "؟"}:
            before -= 1
        if before < start or self._tokens.raw[before] not in QUOTATION_MARKS or opens_quotation(self._reader, before):
            return None
        quoted = self._layout.quotation_of[before]
        if quoted < 0 or self._layout.quotations[quoted].outer.end != self._tokens.ends[before]:
            return None
        inside = self._tokens.inside(self._layout.quotations[quoted].outer)
        if len(inside) < 6:
            return None
        source = self._clauses.source_right_after(index)
        inner = self._layout.quotations[quoted].inner
        return (
            self._clauses.make(
                index,
                form,
                source,
                None,
                lambda c: piece_of(c, inside.start, inside.stop - 1),
                ("content.quotation-before",),
                negated,
            )
            if inner
            else None
        )

    def read_trailing(self, index: int, form: CueForm, negated: bool) -> Attribution | None:
        """«انسحبت القوات من ثلاثة مواقع، يضيف المصدر.»: who speaks stands alone behind what the sentence has told."""
        entry = form.entry
        fits = form.category == "imperfect" and not (form.has_conjunction or form.has_object or form.person == 1)
        if negated or not fits or entry.id not in _TRAILING or not index or self._tokens.raw[index - 1] not in COMMAS:
            return None
        source = self._clauses.source_right_after(index)
        if source is None or source[0] != index + 1 or not self._clauses.is_speaker(source):
            return None
        behind = source[1] + 1
        if behind < len(self._folded) and self._layout.sentence_of[behind] == self._layout.sentence_of[index]:
            if self._tokens.raw[behind] not in COMMAS | _STOPS or self._tokens.raw[behind] == ":":
                return None
        before = self._clauses.content_before(index - 1)
        if before is None or before[1] - before[0] < _SHORTEST_TOLD:
            return None
        if self._tokens.raw[before[1]] in QUOTATION_MARKS:
            return None  # a quotation of its own: ``read`` knows where it begins
        if before[0] < before[1] and self._clauses.is_a(before[0], "complementizer"):
            before = (before[0] + 1, before[1])  # «إن | الوضع يتدهور، يقول الطبيب»
        rules = ("content.told-before",)
        return self._clauses.make(index, form, source, None, lambda c: piece_of(c, *before), rules, negated)

    def read_resumed(self, index: int, form: CueForm, negated: bool, start: int) -> Attribution | None:
        """«الاتفاق الذي أعلنته روسيا»: the antecedent is the content, the subject follows."""
        if not form.entry.complement & {"object", "object:pronoun", "addressee"} and not form.entry.prepositions:
            return None
        if form.has_object and "addressee" in form.entry.complement:
            return None
        end = index - 1
        if end >= start and self._clauses.is_a(end, "relative_pronoun"):
            end -= 1
            while end > start and self._tokens.raw[end] in COMMAS:
                end -= 1
        if end >= start and self._folded[end].removeprefix("ال") in self._reader.words.particles["medium"]:
            return None
        if (
            end < start
            or self._tokens.kinds[end] is not TokenKind.WORD
            and self._tokens.raw[end] not in QUOTATION_MARKS
        ):
            return None
        first = index + 1 if form.has_object else index + 2
        last = (
            self._reader.noun_phrase(first, self._clauses.limit(index), bounded=False)
            if first < self._clauses.limit(index)
            else None
        )
        if last is None or not self._clauses.is_speaker((first, last)):
            return None
        clause = self._clause_resumed(end, start)
        if clause is None and self._folded[end] == "ما":
            return None  # «ما قاله الوزير»: nothing of what was said stands here
        if clause is not None:
            return self._clauses.make(
                index,
                form,
                (first, last),
                None,
                lambda c: _piece_resumed(c, *clause),
                ("content.clause-before",),
                negated,
            )
        antecedent = self._clauses.phrase_ending_at(end, start, bounded=False) or (
            self._noun_run_start(end, start),
            end,
        )
        if form.entry.id in CALLING and form.has_object and self._is_predicate(first):
            rules = ("source.dropped", "content.predicate")
            return self._clauses.make(index, form, None, None, lambda c: piece_of(c, first, last), rules, negated)
        called = self._called(form, last + 1, self._clauses.limit(index))
        if called is not None:
            return self._clauses.make(
                index, form, (first, last), None, lambda c: piece_of(c, *called), ("content.predicate",), negated
            )
        return self._clauses.make(
            index, form, (first, last), None, lambda c: piece_of(c, *antecedent), ("content.antecedent",), negated
        )

    def _is_predicate(self, first: int) -> bool:
        """«التي تصنفها | مجموعة إرهابية»: an indefinite noun is what it is called, not who calls it so."""
        head = self._reader.words.heads.get(self._folded[first])
        named = first in self._reader.entities or has_article(self._folded[first])
        return not named and head is not None and head.group.startswith("organization")

    def _clause_resumed(self, end: int, start: int) -> tuple[int, int] | None:
        """«...، وهو ما نفاه X»، «...، الأمر الذي أكده X»: the whole clause before is the content."""
        opener = end
        if self._folded[end] == "ما" and end > start and self._folded[end - 1] in ("وهو", "وهي", "هو", "وذلك"):
            opener = end - 1
        elif self._folded[end] == "ما" and end > start and self._tokens.raw[end - 1] in COMMAS:
            opener = end  # «...، ما أكدته المنظمة»
        elif self._folded[end] not in ("الامر", "امر", "وهو", "شيء"):
            return None
        if self._folded[opener] == "امر" and opener > start and self._folded[opener - 1] in ("وهو", "هو"):
            opener -= 1
        return self._clauses.content_before(opener)

    def _noun_run_start(self, end: int, start: int) -> int:
        """Where the run of nouns that ends with ``end`` begins: «هدنة الخمس ساعات اليومية التي ...»."""
        words = self._reader.words
        quoted = self._layout.quotation_of[end]
        if self._tokens.raw[end] in QUOTATION_MARKS and quoted >= 0 and not opens_quotation(self._reader, end):
            return self._tokens.inside(self._layout.quotations[quoted].outer).start
        first = end
        while first > start and end - first < 7:
            word = self._folded[first - 1]
            closed = word in words.ordinary or self._tokens.kinds[first - 1] is TokenKind.MARK
            closed = closed or word[:3] == _AND_THE or (word[0] == "ل" and self._reader.joins_verbal_noun(word))
            if closed or word[:1] in ("و", "ت", "ي") and not has_article(word) and words.head(word) is None:
                break
            first -= 1
        return first

    def _called(self, form: CueForm, first: int, limit: int) -> tuple[int, int] | None:
        """What «التي تعتبرها أنقرة إرهابية» calls its antecedent: the words after the speaker, in the same clause."""
        if form.entry.id not in CALLING:
            return None
        if first < limit and self._folded[first] in ("ب", "بانه", "بانها", "بانهم"):
            first += 1
        last = first - 1
        while last + 1 < limit and self._tokens.raw[last + 1] not in COMMAS | _STOPS and last - first < 11:
            if last + 1 > first and self._folded[last + 1][:1] == "و" and len(self._folded[last + 1]) > 4:
                break
            last += 1
        return (first, last) if last >= first else None


def _piece_resumed(contents: ContentReader, first: int, last: int) -> tuple[Span, ...]:
    """What «وهو ما نفاه X» takes up: «قال فلان إن | ...»، «... | ، بحسب المرصد» without those who said it first."""
    cue_at = contents.ends.cue_at
    complementizers = contents.reader.words.particles["complementizer"]
    words = contents.reader.layout.tokens.folded
    for index in range(first, last + 1):
        form = cue_at.get(index)
        if form is None:
            continue
        if form.entry.word_class == "preposition" and index > first + 1:
            return piece_of(contents, first, index - 1)
        if form.category in FINITE:
            that = next((at for at in range(index + 1, last) if words[at] in complementizers), None)
            first = first if that is None else that + 1
    return piece_of(contents, first, last)
