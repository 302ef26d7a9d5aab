"""Finite reporting verbs: verb first, subject first, announced by another verb, impersonal and passive."""

import re
from functools import partial

from qawl.extract.adjuncts import skip_adjuncts
from qawl.extract.attributions import Attribution, ContentRule, piece_of
from qawl.extract.clause_reader import ClauseReader
from qawl.extract.complement_search import Complement, Link, opens_that
from qawl.extract.complements import Attachment, attach_after, complement_at
from qawl.extract.contents import ContentReader
from qawl.extract.contents_before_cue import CALLING, ContentBeforeCue
from qawl.extract.cue_evidence import CueEvidence
from qawl.extract.quoted_speech import opens_quotation, quotation_tokens, tokens_open
from qawl.extract.verb_complements import VerbComplements
from qawl.extract.verb_subjects import SubjectReader
from qawl.lexicon.cues import CueForm
from qawl.model.span import Span
from qawl.model.statement import SpeakerKind, Stance
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import COMMAS, has_article

DAMMA, KASRA = "\N{ARABIC DAMMA}", "\N{ARABIC KASRA}"
_MARKS_OF_LETTERS = re.compile("[\N{ARABIC LETTER HAMZA}-\N{ARABIC LETTER YEH}]([\u064b-\u0652]*)")
_SAYING_NOUNS = frozenset({"cue.say"})
_ABOUT = frozenset({"عن", "حول", "بشان"})
_RUMOURING = frozenset({"cue.gossip", "cue.circulate", "cue.spread-rumour", "cue.transmit"})
_BEFORE_NOUNS = frozenset({"اطار", "علي", "في", "الي", "عن", "مع", "بعد", "قبل", "خلال", "بسبب", "ضد", "حول", "تحت"})
_SUSPECTED = frozenset({"يشتبه", "ويشتبه"})
_IF = frozenset({"اذا", "لو", "واذا", "ولو", "فاذا"})
LONGEST_CALLER = 9  # tokens of who calls something so
_DONE_BY_SAYING = frozenset({Stance.DEMANDS, Stance.DENIES})
_KNOWING = frozenset({"cue.come-to-know", "cue.realize"})
_READING = frozenset({"cue.come-in-text", "cue.be-reported-in"})
_PERCEIVING = frozenset({"cue.detect", "cue.witness", "cue.hear", "cue.notice"})
_PARTICLES_OF_VERBS = frozenset({"سوف", "قد", "لم", "لن", "لا"})
_WHAT = frozenset({"ما", "وما"})
_BY_WHICH = frozenset({"مما"})
_AS = frozenset({"كما", "مثلما"})


class VerbCues:
    """Finite reporting verbs: verb first, subject first, announced by another verb, impersonal and passive."""

    def __init__(
        self, clauses: ClauseReader, subjects: SubjectReader, evidence: CueEvidence, before: ContentBeforeCue
    ) -> None:
        self._clauses = clauses
        self._reader = clauses.reader
        self._layout = clauses.reader.layout
        self._tokens = clauses.reader.layout.tokens
        self._folded = clauses.reader.layout.tokens.folded
        self._subjects = subjects
        self._complements = VerbComplements(clauses, evidence)
        self._before = before

    def read(self, index: int, form: CueForm) -> Attribution | None:
        """What the finite verb at ``index`` attributes, by the first construction that holds; None if none does."""
        entry = form.entry
        negated = self._clauses.is_negated(index)
        if (
            self._is_owned_noun(index, form)
            or self._belongs_to_preposition(index)
            or self._is_noun_after_preposition(index, form)
        ):
            return None
        if self._is_yet_to_be_said(index, form):
            return None
        if self._is_relative_of_content(index):
            if not self._may_be_resumed(index, form):
                return None
            resumed = self._before.read_resumed(index, form, negated, self._clauses.start(index))
            if resumed is not None:
                return resumed
        if (rumoured := self._rumoured(index, form) or self._told_of_it(index, form)) is not None:
            return rumoured
        if form.has_object and (called := self._called(index, form)) is not None:
            return called
        if (trailing := self._before.read_trailing(index, form, negated)) is not None:
            return trailing
        attached = None
        fronted = self._subjects.fronted_subject(index, form)
        if not form.has_object or "addressee" in entry.complement:
            inverted = fronted is None and not self._has_own_subject(index, form)
            attached = self._complements.attached(index, form, inverted=inverted)
        if self._is_comparison(index, attached) and (said := self._as_said(index, form)) is not None:
            return said
        if attached is not None:
            source = attached.source
            rule = "source.after-cue"
            if self._is_impersonal(index, form, attached):
                rule = "cue.impersonal"
            elif self._is_vowelled_passive(index):
                return self._passive(index, form, attached, negated)
            elif fronted is not None:
                source, rule = fronted, "source.before-cue"
            elif source is None and (text := self._text_after(index, form, attached)) is not None:
                source = text
            elif source is None:
                source, rule = self._subjects.subject_before(index, form)
            if self._is_evident(index, form, rule, source, attached):
                complement = attached.complement
                return self._clauses.make(
                    index,
                    form,
                    source,
                    complement,
                    self._clauses.content_rule(complement, index),
                    (rule,),
                    negated,
                )
        return self._announced(index, form) or self._as_said(index, form) or self._before.read(index, form, negated)

    def _text_after(self, index: int, form: CueForm, attached: Attachment) -> tuple[int, int] | None:
        """«جاء في | بيان للوزارة أن ...»: the text that says so stands behind the preposition."""
        if form.entry.id not in _READING or self._folded[index + 1] not in form.entry.prepositions:
            return None
        last = self._reader.source_phrase(index + 2, attached.complement.introducer, bounded=False)
        return None if last is None else (index + 2, last)

    def _has_own_subject(self, index: int, form: CueForm) -> bool:
        """«ندعو | إسرائيل»، «رددوا | شعارات»: in the first person and the plural the ending is the subject."""
        if form.person == 1 or self._follows_pronoun(index):
            return True
        shows = bool(form.entry.only_with) or "addressee" in form.entry.complement
        return form.number == "pl" and shows and self._folded[index].endswith(("وا", "ون"))

    def _follows_pronoun(self, index: int) -> bool:
        """«إنها | تطالب المجلس»، «أنها سوف | تطالب المجلس»: the pronoun on أن is the subject."""
        before = index - 1 - (self._folded[index - 1] in _PARTICLES_OF_VERBS)
        return before >= 0 and self._clauses.is_a(before, "that_it")

    def _announced(self, index: int, form: CueForm) -> Attribution | None:
        """«ردت X على Y قائلة إن ...»: the verb is the cue, the complement is that of قائلة."""
        if self._folded[index] not in self._reader.words.particles["announcer"]:
            return None
        limit = self._clauses.limit(index)
        for at in range(index + 1, min(limit, index + 25)):
            saying = next(
                (f for f in self._clauses.readings(at) if f.category == "participle" and f.entry.id in _SAYING_NOUNS),
                None,
            )
            if saying is None:
                continue
            attached = attach_after(self._reader, at, limit, saying, inverted=False)
            source = self._announcing_speaker(index, at)
            if attached is None or source is None:
                return None
            complement = attached.complement
            return self._clauses.make(
                index,
                form,
                source,
                complement,
                self._clauses.content_rule(complement, at),
                ("cue.announced",),
                False,
            )
        return None

    def _announcing_speaker(self, index: int, saying: int) -> tuple[int, int] | None:
        """The speaker right after the verb, without whom he answers: «ردت الوزيرة | على النواب قائلة»."""
        first = skip_adjuncts(self._reader, index + 1, saying)
        if first >= saying:
            return None
        last = self._reader.source_phrase(first, saying, bounded=False)
        return None if last is None else (first, last)

    def _as_said(self, index: int, form: CueForm) -> Attribution | None:
        """«...، كما أعلن X»: the clause before كما is the content."""
        as_said = self._opens_as(index)
        clause = not form.entry.is_weak or form.entry.complement & {"relative", "colon"}
        if not as_said or not clause:
            return None
        before = self._clauses.content_before(as_said)
        in_text = "".join(self._folded[index + 1 : index + 2]) in form.entry.prepositions  # «كما جاء | في بيان الوزارة»
        source = self._clauses.source_right_after(index + in_text)
        if before is None or source is None or not self._clauses.is_speaker(source):
            return None
        if self._clauses.is_a(source[0], "common_object") and self._reader.head_at(source[0]) is None:
            return None  # «كما أعلن | الحداد في البلاد»
        return self._clauses.make(
            index, form, source, None, lambda c: piece_of(c, *before), ("content.before-as",), False
        )

    def _opens_as(self, index: int) -> int | None:
        """Where «كما | أعلن» or «على ما | أفاد» begins; None where the verb is not compared."""
        if index and self._folded[index - 1] in _AS:
            return index - 1
        return index - 2 if index > 1 and self._folded[index - 2 : index] == ["علي", "ما"] else None

    def _is_comparison(self, index: int, attached: Attachment | None) -> bool:
        """«كما أعلن الهلال الأحمر»: after كما a bare noun is the speaker, not what is announced."""
        bare = attached is not None and attached.source is None and attached.complement.link is Link.OBJECT
        return bare and self._opens_as(index) is not None

    def _belongs_to_preposition(self, index: int) -> bool:
        """The verb of «وفق ما أكد X»: the preposition is the cue."""
        before = index - 1
        if before >= 0 and self._folded[before] in ("ما", "لما"):
            before -= 1
        elif before < 0 or not self._folded[before].endswith("ما"):
            return False
        return before >= 0 and any(f.entry.word_class == "preposition" for f in self._clauses.readings(before))

    def _called(self, index: int, form: CueForm) -> Attribution | None:
        """«التي تراها | تهديدا لأمنها»، «وصفها بـ"..."»: what somebody spoken of before calls it."""
        at = index + 1
        limit = self._clauses.limit(index)
        if form.entry.id not in CALLING or at >= limit:
            return None
        after = None
        begun = complement_at(self._reader, at, limit, form.entry, allow_object=False) is not None
        opens = not begun and (form.has_conjunction or self._clauses.begins_clause(index))
        what = self._folded[index - 1] in self._reader.words.particles["what"] and self._clauses.is_speaker((at, at))
        if opens or what:  # «واعتبرته الوزارة | انتهاكا»، «ما اعتبره الحزب | تدخلا»
            stops = form.entry.prepositions
            last = self._reader.source_phrase(at, self._frame_after(at, limit, form), bounded=False, stops=stops)
            speaks = last is not None and self._clauses.is_speaker((at, last)) and self._reader.agrees(form, at)
            after = (at, last) if last is not None and speaks else None
        at = at if after is None else after[1] + 1
        if at >= limit or (after is None and at in self._reader.entities and at not in self._reader.joined):
            return None
        word = self._folded[at]
        found = complement_at(self._reader, at, limit, form.entry, allow_object=False)
        if found is None and (self._is_accusative(at) or (after is not None and self._reader.is_owned(at))):
            found = Complement(Link.OBJECT, at, at)
        if found is None or found.link is Link.COLON or word in self._reader.words.particles["resumptive"]:
            return None
        source = after or self._subjects.fronted_subject(index, form)
        rules = ("content.predicate",) if source is not None else ("source.dropped", "content.predicate")
        rule = self._quoted_name(found) or self._clauses.content_rule(found, index)
        return self._clauses.make(index, form, source, found, rule, rules, False)

    def _rumoured(self, index: int, form: CueForm) -> Attribution | None:
        """«نفى ما تردد عن انسحاب القوة»، «ما تداولته حسابات عن إغلاق الميناء»: what it is about is what it says."""
        if index == 0 or self._folded[index - 1] not in self._reader.words.particles["what"]:
            return None
        if form.entry.id not in _RUMOURING:
            return None
        limit = self._clauses.limit(index)
        last = self._reader.source_phrase(index + 1, limit, bounded=False, stops=_ABOUT) if form.has_object else None
        source = (index + 1, last) if last is not None and self._clauses.is_speaker((index + 1, last)) else None
        if form.has_object and source is None:
            return None
        at = index + 1 if source is None else source[1] + 1
        if at + 1 >= limit or self._folded[at] not in _ABOUT:
            return None
        found = Complement(Link.PREPOSITION, at, at + 1)
        rules = ("source.after-cue",) if source is not None else ("cue.impersonal",)
        rule = self._clauses.content_rule(found, index)
        return self._clauses.make(index, form, source, found, rule, rules, False)

    def _quoted_name(self, found: Complement) -> ContentRule | None:
        """«من وصفهم بـ"المخربين" | في بيان»: what it is called ends with its quotation, but for an adjective."""
        if found.link is Link.THAT or not tokens_open(self._reader, found.start):
            return None
        inside = quotation_tokens(self._reader, found.start)
        behind = self._folded[inside.stop] if inside.stop < len(self._folded) else ""
        alike = has_article(behind) == has_article(self._folded[inside.stop - 2])
        if alike and len(behind) > len("في") and behind.endswith(("ي", "يه")):
            return None
        first = self._folded[inside.start + 1]
        letters = int(found.introducer == inside.start and first[:1] == "ب" and found.link is Link.PREPOSITION)
        return partial(_inside, inside=inside, letters=letters)

    def _frame_after(self, at: int, limit: int, form: CueForm) -> int:
        """Where «ما وصفه مكتبه | بتطور كبير» says what it is called; ``limit`` where it does not within a phrase."""
        for index in range(at + 1, min(limit, at + LONGEST_CALLER)):
            found = complement_at(self._reader, index, limit, form.entry, allow_object=False)
            plain = self._folded[index].endswith(("ي", "يه")) or self._clauses.is_a(index, "joined_in_title")
            if found is not None and found.link is Link.PREPOSITION and not plain:
                return index
        return limit

    def _told_of_it(self, index: int, form: CueForm) -> Attribution | None:
        """«ما نعرفه هو | أن الطريق أغلق»: the clause is what the pronoun on the verb stands for."""
        following = self._folded[index + 1 : index + 3]
        if not form.has_object or len(following) < 2 or self._folded[index - 1] not in _WHAT:
            return None
        if following[0] not in ("هو", "هي") or not opens_that(self._reader, index + 2):
            return None
        found = Complement(Link.THAT, index + 2, index + 3)
        rule = self._clauses.content_rule(found, index)
        return self._clauses.make(index, form, None, found, rule, ("source.dropped",), False)

    def _is_accusative(self, index: int) -> bool:
        """An indefinite predicate: «تهديدا»، «ضرورية»; no head noun of people, who would be the speaker."""
        word = self._folded[index]
        head = self._reader.words.head(word)
        if head is not None and not head.group.startswith("organization") or has_article(word) or len(word) < 4:
            return False
        return word.endswith("ا") or self._tokens.ends_in_teh(index) or self._tokens.raw[index].endswith("ً")

    def _is_owned_noun(self, index: int, form: CueForm) -> bool:
        """«كرر دعوته»: no «I called him», where nobody is quoted and the noun is spelled alike."""
        spoken = form.person == 1 and form.category == "perfect" and form.has_object
        if not spoken or self._layout.quotation_of[index] >= 0:
            return False
        return any(other.category == "masdar" for other in self._clauses.readings(index))

    def _is_yet_to_be_said(self, index: int, form: CueForm) -> bool:
        """«عليه أن يعترف بـ»، «دون أن يسميه»، «سيعلن»، «لا أحد يقول»: nothing is said; «قبل أن يعلن» was said."""
        if index and self._folded[index - 1] in _IF:
            return True
        if form.category != "imperfect" or index == 0:
            return False
        before = self._folded[index - 1]
        nobody = (["لا", "احد"], ["ولا", "احد"])
        if index > 1 and self._folded[index - 2] == "اي":
            return True  # «ليس هناك أي دليل | يشير إلى ...»
        if any(self._folded[i - 1 : i + 1] in nobody for i in range(max(1, index - 3), index)):
            return True
        if form.mood == "future" or before in ("سوف", "وسوف"):
            return form.entry.stance not in _DONE_BY_SAYING or not self._is_reported(index)
        if before not in ("ان", "بان", "وان"):
            return before in self._reader.words.particles["purpose"]
        if form.person == 1 and not form.entry.is_weak:  # «يمكننا أن نؤكد أن»
            return False
        return index < 2 or self._folded[index - 2] not in self._reader.words.particles["done_before"]

    def _is_reported(self, index: int) -> bool:
        """In a quotation or behind an أن: «أعلنت أنها | ستطالب المجلس بـ ...» says already what she will demand."""
        if self._layout.quotation_of[index] >= 0:
            return True
        return any(self._clauses.is_a(at, "complementizer") for at in range(self._clauses.start(index), index))

    def _is_noun_after_preposition(self, index: int, form: CueForm) -> bool:
        """«موسكو على علم بأن»: no verb in the perfect stands right after a preposition."""
        if index < 2 or form.category != "perfect" or form.has_conjunction:
            return False
        before = self._folded[index - 1]
        if before in ("ان", "بان"):  # «على أن | نقل السفارة يعكس»; but «بعد أن أعلن»، «إلى أن قال»
            return self._folded[index - 2] not in self._reader.words.particles["that_with_perfect"]
        return before in _BEFORE_NOUNS

    def _is_relative_of_content(self, index: int) -> bool:
        """«الاتفاق الذي أعلن عنه ...»: a relative verb whose pronoun stands for the content."""
        follower = self._folded[index + 1] if index + 1 < len(self._folded) else ""
        return (
            index > 0
            and self._clauses.is_a(index - 1, "relative_pronoun")
            and follower in self._reader.words.particles["resumptive"]
        )

    def _may_be_resumed(self, index: int, form: CueForm) -> bool:
        """A weak verb has its antecedent as content where its entry says so: «الهدنة التي أمر بها»."""
        entry = form.entry
        letter = self._folded[index + 1][0]
        named = any(need.startswith("prep:") and need[5:6] == letter for need in entry.needs)
        return not entry.is_weak or named or bool(entry.complement & {"relative", "object:pronoun"})

    def _holds(self, index: int, form: CueForm, source: tuple[int, int] | None, attached: Attachment) -> bool:
        """A bare object or preposition is evidence only with a speaker, or for a verb that begins its clause."""
        if form.entry.id in _KNOWING and source is None:
            return False  # «وعرفت حينها أنهم ...»، «أنت تدرك أن ...»
        if form.entry.id in _PERCEIVING and source is None and self._clauses.is_a(index - 1, "that_it"):
            return False  # «قال إنه | شاهد ثلاث حافلات»
        if attached.complement.link in (Link.THAT, Link.COLON, Link.QUOTE):
            return True
        if self._clauses.is_negated(index) and form.entry.stance is Stance.ASSERTS:
            return self._denies_an_event(attached)
        if source is not None:
            return self._speaks(source) or (not form.entry.is_weak and has_article(self._folded[source[0]]))
        if form.has_conjunction or form.person == 1 or self._clauses.begins_clause(index):
            return True
        return self._clauses.is_a(index + 1, "in_the_medium")

    def _speaks(self, source: tuple[int, int]) -> bool:
        """A speaker; no event, whoever stands in it («مقتل الجنود يعتبر ...»)."""
        word = self._folded[source[0]]
        if self._clauses.is_a(source[0], "speaking_pronoun") and source[1] > source[0]:
            return False  # «وهي ساحة تشير إلى ...»
        named = source[0] in self._reader.entities or self._reader.words.head(word) is not None
        opens_event = self._reader.words.looks_like_verbal_noun(word.removeprefix("ال"))
        return (named or not opens_event) and self._clauses.is_speaker(source)

    def _denies_an_event(self, attached: Attachment) -> bool:
        """«لم يؤكد الجيش وقوع خسائر» doubts an event; «لم يؤكد المصدر العدد» says nothing."""
        word = self._folded[attached.complement.start]
        return word != "عدد" and self._reader.words.looks_like_verbal_noun(word)

    def _describes_a_thing(self, index: int, form: CueForm) -> bool:
        """«صواريخ | يعتقد أنها ...»: an indefinite noun that is nobody, a masculine verb and أن with its pronoun."""
        before = index - 1
        if self._tokens.raw[before] in QUOTATION_MARKS and opens_quotation(self._reader, before):
            return False
        before -= self._tokens.raw[before] in COMMAS or self._tokens.raw[before] in QUOTATION_MARKS
        if form.gender != "m" or before < self._clauses.start(index) or not self._clauses.is_a(index + 1, "that_it"):
            return False
        word = self._folded[before]
        if (
            has_article(word)
            or before in self._reader.entities
            or any(first < before <= last for first, last in self._reader.entities.items())
        ):
            return False
        head = self._reader.words.head(word)
        return head is None or head.kind in (SpeakerKind.DOCUMENT, SpeakerKind.OUTLET)

    def _is_vowelled_passive(self, index: int) -> bool:
        """A damma on the first letters, as newspapers print to tell the passive: يُتهم، اتُّهمت.

        In a vowelled text every verb has its marks: a passive has a damma first and no kasra (present: يُتَّهَم) or
        a kasra (past: أُعلِن) before its last letter.
        """
        raw = self._tokens.raw[index].lstrip("وف")
        if not self._tokens.habits.is_vowelled:
            return DAMMA in raw[:4]
        marks = _MARKS_OF_LETTERS.findall(raw)
        if len(marks) < 3 or DAMMA not in marks[0]:
            return False
        return (KASRA in marks[-2]) != (raw[:1] in "يتنأ")

    def _passive(self, index: int, form: CueForm, attached: Attachment, negated: bool) -> Attribution | None:
        """Nobody is named: what stands after the verb is what is said, its grammatical subject included."""
        complement = attached.complement
        if attached.source is not None:
            complement = Complement(Link.OBJECT, complement.introducer, attached.source[0])
        return self._clauses.make(
            index,
            form,
            None,
            complement,
            self._clauses.content_rule(complement, index),
            ("cue.impersonal",),
            negated,
        )

    def _is_evident(
        self, index: int, form: CueForm, rule: str, source: tuple[int, int] | None, attached: Attachment
    ) -> bool:
        """«ما يشتبه بأنه ...» needs no speaker; «أشخاص، يشتبه في تورطهم» only says who they are."""
        if rule == "cue.impersonal" and self._folded[index] in _SUSPECTED:
            return attached.complement.link is Link.THAT
        return self._holds(index, form, source, attached)

    def _is_impersonal(self, index: int, form: CueForm, attached: Attachment) -> bool:
        """«ويعتقد أن»: a masculine verb of belief right before أن, opening its clause, speaks for nobody."""
        word = self._folded[index]
        verbs = self._reader.words.particles["impersonal_verb"]
        if self._folded[index - 1] in _BY_WHICH:
            return attached.source is None  # «اتساع في الحدقة، مما | يشير إلى أنه ...»
        if word not in verbs or attached.source is not None or attached.complement.introducer != index + 1:
            return False
        if self._describes_a_thing(index, form):
            return True
        if attached.complement.link is not Link.THAT and self._clauses.is_a(index - 1, "relative_pronoun"):
            return False  # «الجيش الذي | يرجح فرضية الحادث»
        opens = (
            form.has_conjunction
            or index == self._clauses.start(index)
            or self._clauses.is_a(index - 1, "relative_pronoun")
        )
        return opens or word in ("قيل", "يقال", "يشتبه")


def _inside(contents: ContentReader, inside: range, letters: int) -> tuple[Span, ...]:
    """What stands between two quotation marks, without a preposition that it begins with."""
    span = contents.trim(inside.start + 1, inside.stop - 2, letters=letters)
    return () if span is None else (span,)
