"""Where a content stops being the speaker's.

Arabic news writes sentences of sixty words with a comma where English has a stop, so the end of what somebody
said is decided at every comma and connector. The order of the questions is that of their certainty: does the next
report begin here? does a connector of the narrator's (``content_bounds.yaml``)? does the main clause go on, in
which the report was only a part? Where all say no, the speaker goes on.
"""

from dataclasses import field

from qawl.extract.phrases import PhraseReader
from qawl.lexicon.bounds import Bound, Ends
from qawl.lexicon.cues import FINITE, CueForm
from qawl.text.record import record
from qawl.text.tokens import COMMAS, TokenKind, has_article

_AND_ALSO = frozenset({"وب", "ول"})  # a second object of the same verb: «اتهمه بـ...، وبـ...»
_REPORT_WITHIN = 4  # words between a connector and the reporting verb behind it
_WITHHELD_WITHIN = 7
_LONGEST_SUBJECT = 8
_PREPOSITION_BEFORE = 12  # tokens between «وفق» and the verb of «المصدر الذي قال»


@record
class ContentClause:
    """What is known of a content when its end is sought.

    ``first`` and ``limit`` bound it; ``cue`` is the reporting word, where that stands before it; ``is_phrase``
    says that it is a noun phrase («أعلن سقوط المدينة») rather than a clause («أعلن أن المدينة سقطت»).
    """

    first: int
    limit: int
    cue: int | None = None
    is_phrase: bool = False


@record
class ContentEnds:
    """Decides at one token whether a content stops before it; every answer is the rule that says so."""

    reader: PhraseReader
    cue_at: dict[int, CueForm]
    source_before: dict[int, int] = field(default_factory=dict)  # cue -> first token of its source, where that is first
    opened_by: dict[int, int] = field(default_factory=dict)  # opening mark of a quotation -> the cue that it is said by
    told_by: frozenset[int] = frozenset()  # cues whose source stands behind them
    boundaries: frozenset[int] = frozenset()  # first tokens of the sources that stand before their cue

    def rule_before(self, index: int, clause: ContentClause) -> str | None:
        """The rule by which the content stops before the token ``index``; None where it goes on."""
        follows_comma = self.reader.layout.tokens.raw[index] in COMMAS
        at = index + 1 if follows_comma else index
        if at >= clause.limit:
            return None
        if clause.cue is not None and self.opened_by.get(at, clause.cue) < clause.cue:
            return "content.to-main-clause"  # «قال ردا على تقارير عن غارة | "..."»: what the earlier cue says
        rule = self._before_comma(at, clause) if follows_comma else self._next_report(at)
        if rule is None and clause.is_phrase and not follows_comma and self._joins_a_feminine_verb(at, clause):
            rule = "content.to-joined-verb"
        return rule or self._connector(at, clause, follows_comma=follows_comma)

    def _before_comma(self, at: int, clause: ContentClause) -> str | None:
        """What begins right behind a comma and is no longer content."""
        form = self.cue_at.get(at)
        if form is not None and form.entry.word_class == "preposition":
            return "content.to-preposition"
        if form is not None and form.category in ("participle", *FINITE):
            return "content.to-next-cue" if form.person != 1 and not self._is_predicate(at, clause) else None
        if at in self.boundaries:
            return "content.to-next-cue"
        if self.reader.layout.tokens.folded[at] == "ما" and self._resumes(at + 1):
            return "content.to-narrator"
        if clause.is_phrase and self._joins_a_verb(at):
            return "content.to-joined-verb"
        if self.reader.layout.tokens.folded[at] in self.reader.words.particles["speaker_participle"]:
            return "content.to-narrator"
        return "content.to-main-clause" if self._resumes_main_clause(at, clause) else None

    def _resumes(self, at: int) -> bool:
        """«...، ما | أكدته المنظمة»: what came before is taken up."""
        form = self.cue_at.get(at)
        return form is not None and form.has_object and form.category in FINITE

    def _is_predicate(self, cue: int, clause: ContentClause) -> bool:
        """«أن فلانا، زعيم الحزب، | أعلن أن ...»: who reports is the subject of the content itself."""
        return not clause.is_phrase and self.source_before.get(cue, -1) >= clause.first

    def _next_report(self, at: int) -> str | None:
        """The next report without a comma: «قال ... وأضاف», «قال ... مضيفا», «قال ... بحسب»."""
        if at in self.boundaries and self.reader.layout.tokens.folded[at][:1] == "و":
            return "content.to-next-cue"
        form = self.cue_at.get(at)
        if form is None:
            return None
        if form.category == "participle":
            return "content.to-next-cue" if at not in self.source_before else None
        if form.entry.word_class == "preposition":  # بحسب without a comma before it takes what stands before
            return "content.to-preposition"
        joined = form.has_conjunction and form.category in FINITE and form.person != 1
        return "content.to-next-cue" if joined else None

    def _connector(self, at: int, clause: ContentClause, *, follows_comma: bool) -> str | None:
        """The rule of a connector that begins here and whose condition holds."""
        words = self.reader.layout.tokens.folded
        if words[at] not in self.reader.words.bounds.by_first:
            return None
        for length, bound in self.reader.words.bounds.at(words, at):
            if bound.needs_comma and not follows_comma:
                continue
            if Ends.NEVER in bound.ends:
                return None
            if self._holds(bound, at, length, clause):
                return bound.rule
        return None

    def _holds(self, bound: Bound, at: int, length: int, clause: ContentClause) -> bool:
        """True when any condition of the connector of ``length`` words at ``at`` holds."""
        behind = at + length
        if Ends.ALWAYS in bound.ends:
            return bound.rule != "content.to-relative" or not self._awaits_predicate(behind, clause)
        if Ends.PHRASE in bound.ends and clause.is_phrase and not self._holds_a_clause(clause.first, at):
            return bound.rule != "content.to-relative" or self._runs_to_the_end(behind, clause)
        if Ends.QUOTED in bound.ends and clause.cue is not None and self._is_quoted(clause.cue):
            return True
        if Ends.NEXT in bound.ends and behind < clause.limit and self._reports_at(behind):
            return behind in self.told_by  # «الذي تعتبره إرهابيا» without a speaker of its own is still the same one's
        if Ends.REPORT in bound.ends and self._reports_within(behind, clause.limit):
            return True
        return Ends.WITHHELD in bound.ends and self._withholds(behind, clause.limit)

    def _awaits_predicate(self, behind: int, clause: ContentClause) -> bool:
        """«إن معبر البلدة، الذي ...، | تعرض للقصف»: so far the clause is only a subject, its verb follows a comma.

        «أن يتمكن المبعوث، الذي ...، | من إقناع الطرفين»: or the rest of its verb does.
        """
        if clause.is_phrase:
            return False
        tokens = self.reader.layout.tokens
        words = self.reader.words
        comma = next((at for at in range(behind, clause.limit - 2) if tokens.raw[at] in COMMAS), None)
        if comma is None or self.rule_before(comma, clause) is not None:
            return False
        following = tokens.folded[comma + 1]
        if following in words.particles["preposition"]:
            return words.looks_like_verbal_noun(tokens.folded[comma + 2])
        is_short = behind - clause.first <= _LONGEST_SUBJECT
        return is_short and following not in words.ordinary and following[:1] != "و"

    def _runs_to_the_end(self, first: int, clause: ContentClause) -> bool:
        """False where the content goes on behind a relative clause: «بقصف المدينة، التي ...، | وبتجويع أهلها»."""
        tokens = self.reader.layout.tokens
        for at in range(first, clause.limit - 1):
            following = tokens.folded[at + 1]
            if tokens.raw[at] not in COMMAS or following[:2] not in _AND_ALSO:
                continue
            if self.reader.words.looks_like_verbal_noun(following[2:]):
                return False
        return True

    def _is_quoted(self, cue: int) -> bool:
        return self.reader.layout.quotation_of[cue] >= 0

    def _holds_a_clause(self, first: int, behind: int) -> bool:
        """«نقل عن شهود قولهم إن ...»: a noun phrase with a clause in it ends like a clause."""
        words = self.reader.layout.tokens.folded
        complementizers = self.reader.words.particles["complementizer"]
        return any(words[at] in complementizers for at in range(max(first - 1, 0), behind))

    def _reports_within(self, first: int, limit: int) -> bool:
        """A third person reports within the next words: «، فيما | قالت ...», «، لكن | الجيش قال ...»."""
        near = range(first, min(first + _REPORT_WITHIN, limit))
        return any(self._reports_at(at) for at in near) or any(at in self.boundaries for at in near[:2])

    def _reports_at(self, at: int) -> bool:
        form = self.cue_at.get(at)
        return form is not None and form.category in FINITE and form.person != 1

    def _withholds(self, first: int, limit: int) -> bool:
        """«لم يحدد», «رفض التعليق», «(دون) تفاصيل»: what the speaker did not say is the narrator's remark."""
        words = self.reader.layout.tokens.folded
        particles = self.reader.words.particles
        for at in range(first, min(first + _WITHHELD_WITHIN, limit)):
            if self.reader.layout.tokens.raw[at] in COMMAS:
                return False
            if words[at] in particles["withheld_noun"]:
                return True
            negated = words[at - 1] in particles["verb_negation"] or words[at - 1] in ("ان", "ولم", "ولا")
            if words[at] in particles["withheld_verb"] and negated:
                return True
        return False

    def _joins_a_verb(self, at: int) -> bool:
        """After a noun phrase and a comma, و and a finite verb: «نفت ... المطار، | وبثت تسجيلا».

        Without a list of all verbs only safe ones count: a feminine perfect, a perfect of the fourth form («وأصدر»), a
        form of a reporting verb.
        """
        tokens = self.reader.layout.tokens
        word = tokens.folded[at]
        if word[:1] != "و" or len(word) < 4 or tokens.kinds[at] is not TokenKind.WORD:
            return False
        bare = word[1:]
        words = self.reader.words
        plain = bare in words.heads or bare in words.ordinary or bare in words.given_names or at in self.reader.entities
        if plain or has_article(word) or words.looks_like_verbal_noun(bare):
            return False
        if bare.endswith("ت"):
            return not bare.endswith("ات")
        if any(form.category in FINITE and form.has_conjunction for form in self.reader.cues.readings(word)):
            return True
        return tokens.raw[at].startswith(_WAW_HAMZA) and len(bare) == 4 and bare[-1] not in "هيا"

    def _joins_a_feminine_verb(self, at: int, clause: ContentClause) -> bool:
        """«أدانت الحكومة إطلاق النار | وسحبت سفيرها»: also without a comma; no «وبيروت», no «وتثبيت»."""
        word = self.reader.layout.tokens.folded[at]
        if word[:1] != "و" or word[-1] != "ت" or word[-2] in "اوي" or len(word) < len("وقتلت"):
            return False
        if not self._joins_a_verb(at) or self._holds_a_clause(clause.first, at):
            return False
        words = self.reader.layout.tokens.folded
        relative = self.reader.words.particles["relative_pronoun"]
        return not any(words[i] in relative or words[i][-1:] == "ت" for i in range(clause.first, at))

    def _resumes_main_clause(self, at: int, clause: ContentClause) -> bool:
        """The report was part of a longer sentence that goes on here.

        «بينما يرى فلان أن ...، | فإن ...»: the clause that the opening one waits for. «فلان، الذي دعا إلى ...، | إلى
        المستشفى»: behind a relative clause a preposition belongs to what stood before it. «بعد إعلان فلان ...، | دخل»:
        what a noun of saying takes with it is itself only a part of the clause.
        """
        if clause.cue is None:
            return False
        words = self.reader.layout.tokens.folded
        particles = self.reader.words.particles
        if words[at] in particles["apodosis"]:
            start = self.reader.layout.sentences[self.reader.layout.sentence_of[clause.cue]].start
            return any(words[index] in particles["protasis"] for index in range(start, min(start + 4, clause.cue)))
        if words[at][:1] == "و":
            return False
        if clause.is_phrase and self._is_noun(clause.cue) and not self._holds_a_clause(clause.first, at):
            return True
        if words[at] not in particles["preposition"] or words[at].endswith("ما"):
            return False
        return words[clause.cue - 1] in particles["relative_pronoun"] and not self._follows_preposition(clause.cue)

    def _is_noun(self, cue: int) -> bool:
        form = self.cue_at.get(cue)
        return form is not None and (form.category == "masdar" or form.entry.word_class == "noun")

    def _follows_preposition(self, cue: int) -> bool:
        """«وفق المصدر الذي قال إن ...»: the relative clause ends its sentence."""
        near = range(max(0, cue - _PREPOSITION_BEFORE), cue)
        return any(at in self.cue_at and self.cue_at[at].entry.word_class == "preposition" for at in near)


_WAW_HAMZA = "\N{ARABIC LETTER WAW}\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}"
