"""Participles, nouns and impersonal phrases that report: مضيفا، قوله إن، تقارير عن، من المتوقع أن."""

from dataclasses import replace

from qawl.extract.adjuncts import skip_adjuncts
from qawl.extract.attributions import Attribution
from qawl.extract.clause_reader import ClauseReader
from qawl.extract.complement_search import Complement, Link
from qawl.extract.complements import Attachment, attach_after, complement_at
from qawl.extract.cue_evidence import CueEvidence, clause_only
from qawl.lexicon.cues import CueForm
from qawl.model.statement import Commitment, Stance
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import COMMAS, TokenKind, has_article, strip_enclitics

_NOUN_STANCES = frozenset({Stance.ACCUSES, Stance.DENIES, Stance.DEMANDS, Stance.THREATENS})
_ISSUED_STANCES = _NOUN_STANCES | {Stance.ASKS, Stance.PROMISES}
_ISSUED = frozenset({"صادر", "صادره"})  # «التقرير الصادر عن المركز»: who issued it
_TOPICAL = frozenset({"حول", "بشان"})
_RELAY = "cue.relay"
_SAYING_THAT = "cue.saying-that"
_CLAUSE_OPENERS = frozenset({"ومن", "وفي", "ولكن", "وقد", "وكان", "وكانت", "لكن", "فيما", "بينما", "حيث"})
FARTHEST_THAT = 14  # tokens between a noun and its complementizer
FARTHEST_PREPOSITION = 6
FARTHEST_BA_THAT = 8
FARTHEST_ISSUER = 9  # tokens back from a noun to the verb that issues it
FARTHEST_DENIAL = 3  # tokens back to the negation of what there is
_SAYING_NOUNS = frozenset({"cue.say"})


class NounCues:
    """Participles, nouns and impersonal phrases that report: مضيفا، قوله إن، تقارير عن، من المتوقع أن."""

    def __init__(self, clauses: ClauseReader, evidence: CueEvidence) -> None:
        self._clauses = clauses
        self._reader = clauses.reader
        self._layout = clauses.reader.layout
        self._tokens = clauses.reader.layout.tokens
        self._folded = clauses.reader.layout.tokens.folded
        self._evidence = evidence

    def read_participle(self, index: int, form: CueForm) -> Attribution | None:
        """«، مضيفا أن ...»: the content follows, the speaker is the host verb's; a bare object needs the comma."""
        attached = attach_after(self._reader, index, self._clauses.limit(index), form, inverted=False)
        if attached is not None and self._quotes_frame_of(attached.complement, index, form):
            attached = Attachment(None, Complement(Link.OBJECT, index + 1, index + 1))
        if attached is None or not self._evidence.complement_allowed(attached, form, index):
            return None
        complement = attached.complement
        if complement.link is Link.OBJECT and not self._hangs(index, complement.start, form):
            return None
        source, rule = None, "source.host"
        if form.entry.id == _SAYING_THAT:
            start = self._clauses.start(index)
            source, rule = (
                self._clauses.nearest_phrase(index - 1, start) if index > start else None,
                "source.antecedent",
            )
            if source is None:
                return None
        return self._clauses.make(
            index, form, source, complement, self._clauses.content_rule(complement, index), (rule,), False
        )

    def _quotes_frame_of(self, complement: Complement, index: int, form: CueForm) -> bool:
        """«متهما | قوات التحالف بـ"استهداف المدنيين"»: the quotation goes on after whom it is said of."""
        if complement.link is not Link.QUOTE or "addressee" not in form.entry.complement:
            return False
        at = complement.introducer - 1
        told = at > index + 1 and self._folded[at] in form.entry.prepositions
        return told and not any(raw in COMMAS for raw in self._tokens.raw[index:at])

    def _hangs(self, index: int, first: int, form: CueForm) -> bool:
        """A participle with a bare object hangs on a verb: after a comma, with what is called, or «مبديا ثقته»."""
        shows = self._reader.is_owned(first) and bool(form.entry.only_with)
        alike = any(f.category == "masdar" for f in self._clauses.readings(index))  # «مناشدة», «مطالبة»
        told = "addressee" in form.entry.complement and not alike  # «خطب متهما الإدارة بـ»
        return self._follows_comma(index) or self._calls(first, form) or shows or told

    def _calls(self, first: int, form: CueForm) -> bool:
        """«واصفا الخطوة بأنها ...»: what is described, then what it is called, need no comma before the participle."""
        if "ب" not in form.entry.prepositions or "that" in form.entry.complement:
            return False
        following = range(first + 1, min(self._clauses.limit(first), first + FARTHEST_PREPOSITION))
        complementizers = self._reader.words.particles["complementizer"]
        return any(self._folded[i][:1] == "ب" and self._folded[i] in complementizers for i in following)

    def _follows_comma(self, index: int) -> bool:
        return index > 0 and (self._tokens.raw[index - 1] in COMMAS or self._tokens.raw[index - 1] in QUOTATION_MARKS)

    def read_noun(self, index: int, form: CueForm) -> Attribution | None:
        """A verbal noun or noun of saying: «قوله إن»، «إعلان الجيش انسحابه»، «اتهامات لـ... بـ»، «تقارير عن»."""
        entry = form.entry
        if self._is_absent(index):
            return None
        if (issued := self._read_issued(index, form)) is not None:
            return issued
        if "issued" in entry.needs:
            return None
        attached = attach_after(
            self._reader, index, self._clauses.limit(index), form, inverted=not self._has_possessor(index, form)
        )
        if attached is None and entry.stance in _NOUN_STANCES and entry.word_class == "verb":
            told = self._told_behind(index, form)  # «اتهامات | للجيش بشن هجوم»
            attached = None if told is None else Attachment(None, told)
        if attached is None:
            return None
        if attached.source is not None and (form.has_object or not self._is_owner(attached.source, form)):
            attached = replace(attached, source=None)
        introducer = attached.complement.introducer
        clause = self._folded[introducer] in self._reader.words.particles["complementizer"]
        if clause and "that" in entry.complement and introducer - index <= FARTHEST_BA_THAT:  # «وعود من الحركة بأن»
            attached = replace(attached, complement=Complement(Link.THAT, introducer, introducer + 1))
        weak_noun = entry.word_class == "noun" and entry.is_weak
        if weak_noun and not self._evidence.complement_allowed(attached, form, index):
            return None
        if not self._is_evident(index, form, attached):
            return None
        complement = attached.complement
        source = attached.source
        if source is None and entry.id in _SAYING_NOUNS and not form.proclitic and index > self._clauses.start(index):
            source = self._quoted_person(index) or self._clauses.nearest_phrase(index - 1, self._clauses.start(index))
        if source is None and entry.id not in _SAYING_NOUNS and self._has_possessor(index, form):
            source = self._quoted_person(index) if self._is_relayed(index) else None
        rule = "cue.noun" if source is not None or entry.id not in _SAYING_NOUNS else "source.dropped"
        return self._clauses.make(
            index, form, source, complement, self._clauses.content_rule(complement, index), (rule,), False
        )

    def _read_issued(self, index: int, form: CueForm) -> Attribution | None:
        """«وجه القائد | نداء إلى ...»، «أصدرت المحكمة | أمرا بـ ...»: the verb lends the noun its speaker."""
        verb = self._issuing_verb(index) if form.entry.stance in _ISSUED_STANCES else None
        if verb is None:
            return None
        attached = attach_after(self._reader, index, self._clauses.limit(index), form, inverted=False)
        complement = self._told_behind(index, form) if attached is None else attached.complement
        if complement is None or complement.link is Link.OBJECT:
            return None
        if complement.introducer - index > FARTHEST_THAT or self._goes_on(index, complement.introducer):
            return None
        first = skip_adjuncts(self._reader, verb + 1, index)
        last = self._reader.source_phrase(first, index, bounded=True) if first < index else None
        source = (
            (first, last) if last is not None else self._clauses.nearest_phrase(verb - 1, self._clauses.start(verb))
        )
        if source is not None and not self._clauses.is_speaker(source):
            source = None
        rule = self._clauses.content_rule(complement, index)
        return self._clauses.make(index, form, source, complement, rule, ("cue.issued",), False)

    def _told_behind(self, index: int, form: CueForm) -> Complement | None:
        """«تعليمات | للسلطات في البلدة بتجهيز الملاجئ»: whom it is told, then the preposition of the frame."""
        for at in range(index + 2, min(self._clauses.limit(index), index + FARTHEST_THAT)):
            if self._tokens.raw[at] in COMMAS or self._folded[index + 1][:1] != "ل":
                return None
            if self._reader.joins_verbal_noun(self._folded[at]):
                found = complement_at(self._reader, at, self._clauses.limit(index), form.entry, allow_object=False)
                return None if found is None else Complement(Link.PREPOSITION, found.introducer, index + 1)
        return None

    def _issuing_verb(self, index: int) -> int | None:
        """The verb of giving or sending whose object the noun at ``index`` is, its subject between them."""
        for at in range(index - 1, max(self._clauses.start(index), index - FARTHEST_ISSUER) - 1, -1):
            if self._folded[at] in self._reader.words.particles["issuing"]:
                return at
            words = ("complementizer", "relative_pronoun", "contrast")
            if self._tokens.kinds[at] is TokenKind.MARK and self._tokens.raw[at] not in COMMAS:
                return None
            if any(self._clauses.is_a(at, name) for name in words) or self._reader.is_finite_cue(at):
                return None
        return None

    def _is_owner(self, source: tuple[int, int], form: CueForm) -> bool:
        """Who speaks by the noun: no addressee or target («تهديد لتركيا»، «اتهامات للجيش»)."""
        first, last = source
        word = self._folded[first]
        indefinite = first == last and not has_article(word) and first not in self._reader.entities
        if indefinite and word.endswith(("ي", "يه")) and self._reader.words.head(word) is None:
            return False  # «قلق دولي»: an adjective
        targeted = form.entry.stance in _NOUN_STANCES and word[:1] == "ل" and self._reader.words.heads.get(word) is None
        return self._clauses.is_speaker(source) and not targeted

    def _is_evident(self, index: int, form: CueForm, attached: Attachment) -> bool:
        """Whether what follows a noun shows that it reports; a noun of the lexicon needs less than a verbal noun."""
        entry = form.entry
        complement = attached.complement
        source = attached.source
        owned = attached.source is not None or self._has_possessor(index, form)
        distance = complement.introducer - index
        if complement.link is Link.THAT:
            if any(f.category == "imperfect" for f in self._clauses.readings(index + 1)):
                return False  # «الوثائق | تتضمن أدلة على أن»: it is the subject of a verb of its own
            near = distance <= FARTHEST_THAT
            return near and not self._is_of_another(complement) and not self._goes_on(index, complement.introducer)
        if complement.link is Link.PREPOSITION:
            if self._folded[complement.introducer - 1].removeprefix("ال") in _ISSUED:
                return False
            if self._folded[complement.introducer] in _TOPICAL and not self._is_topic_said(index, complement):
                return False
            aimed = form.proclitic == "ل"  # «قمة للتنديد بـ»
            if self._marches_for(index, form):
                return True
            if entry.stance is Stance.ACCUSES and distance <= FARTHEST_PREPOSITION and not aimed:
                return True
            if distance <= FARTHEST_PREPOSITION and self._urges(index, form, complement):
                return True
            warns = entry.stance is Stance.PREDICTS and not entry.is_weak  # «تحذيرات من»
            if warns and distance <= FARTHEST_PREPOSITION:
                return True
            if entry.word_class == "verb":
                if entry.stance in _NOUN_STANCES:
                    return owned and (entry.stance is not Stance.DENIES or self._names_an_event(complement))
                if not entry.is_weak:
                    return owned and distance <= FARTHEST_PREPOSITION
                named = self._names_an_event(complement)
                return owned and named and self._evidence.complement_allowed(attached, form, index)
            return not entry.is_weak or self._evidence.complement_allowed(attached, form, index)
        if complement.link is Link.OBJECT:
            between = range(index + 1 if source is None else source[1] + 1, complement.introducer)
            near = all(self._tokens.raw[i] in COMMAS or self._is_time(i) for i in between)
            return owned and near and not entry.is_weak and self._names_an_event(complement, of=entry.stance)
        in_headline = self._layout.paragraph_of[index] == 0
        colon = complement.link is Link.COLON and not (entry.is_weak or in_headline)
        worded = form.proclitic == "ب" and complement.introducer == index + 1  # «أرفق الصورة بتعليق "..."»
        return colon or worded or self._has_possessor(index, form)

    def _names_an_event(self, complement: Complement, *, of: Stance | None = None) -> bool:
        """What a noun reports is a verbal noun («إعلان الوزير | اعتزامه ...»), a number, «ما» or after ب anything."""
        word = self._folded[complement.start]
        if complement.letters or self._folded[complement.introducer] == "ب" or word in ("ما", "وجود", "عدم"):
            return True
        if of is Stance.ACCUSES:  # «إدانته لاستهداف المدنيين»
            word = "ال" + word[2:] if word.startswith("لل") else word.removeprefix("ل")
        stems = (stem.removeprefix("ال") for stem in strip_enclitics(word))
        return any(self._reader.words.looks_like_verbal_noun(stem) for stem in stems)

    def _is_topic_said(self, index: int, complement: Complement) -> bool:
        """«تقارير حول تدهور الأوضاع» says so; «التقارير حول الوضع» only names what they are about."""
        indefinite = not has_article(self._folded[index].lstrip("وب"))
        return indefinite and complement.introducer - index <= 2 and self._names_an_event(complement)

    def _urges(self, index: int, form: CueForm, complement: Complement) -> bool:
        """«نداءات دولية بوقف ...»، «التلويح برد ...»: a demand, if indefinite, or a threat of a deed, whoever makes it.

        «للمطالبة بعودة ...» is what people march for.
        """
        word = self._folded[complement.start][complement.letters :]
        if has_article(word) or not self._reader.words.looks_like_verbal_noun(word):
            return False
        if form.entry.stance is Stance.THREATENS:
            return True
        urges = form.entry.stance in (Stance.DEMANDS, Stance.PROMISES)
        return urges and not form.proclitic and not has_article(self._folded[index])

    def _marches_for(self, index: int, form: CueForm) -> bool:
        """«تظاهر السكان | للمطالبة بعودة التيار»: what people have come together to demand."""
        if form.has_conjunction:
            return False
        return form.entry.stance is Stance.DEMANDS and self._folded[index] in self._reader.words.particles["to_demand"]

    def _is_of_another(self, complement: Complement) -> bool:
        """A complementizer of another: «بسبب الرسالة، فإن ...»، «تصريحات الوزير بعد أن ...»، «قلق لأن»، «وأنه»."""
        word = self._folded[complement.start - 1]
        before = self._folded[complement.start - 2]
        if before in ("من", "علي", "الي"):
            before = self._folded[complement.start - 3]
        resumes = word[0] in "فو" and word[1:] in self._reader.words.particles["complementizer"]
        return resumes or word.startswith("لان") or before in self._reader.words.particles["that_of_another"]

    def _goes_on(self, index: int, introducer: int) -> bool:
        """«لم يدلوا بتصريحات، ومن المتوقع أن ...»: another clause has begun between noun and complementizer.

        Or another noun says it: «جاءت تصريحات الوزير بعد | قول الرئيس إن ...».
        """
        if any(form.entry.id == _SAYING_THAT for form in self._clauses.readings(introducer - 1)):
            return True  # «التقارير | القائلة إن ...»
        between = range(index + 2, introducer)
        if any(self._is_saying_noun(i) or self._is_participle(i) for i in between):
            return True
        return any(self._tokens.raw[i - 1] in COMMAS and self._folded[i] in _CLAUSE_OPENERS for i in between)

    def _is_time(self, index: int) -> bool:
        times = self._reader.times
        return any(first <= index <= times[first] for first in range(max(0, index - 6), index + 1) if first in times)

    def _is_participle(self, index: int) -> bool:
        """«هذه التحذيرات، معتبرا أن ...»: the participle behind a comma takes the clause."""
        forms = self._clauses.readings(index) if self._tokens.raw[index - 1] in COMMAS else ()
        return any(form.category == "participle" for form in forms)

    def _is_saying_noun(self, index: int) -> bool:
        """A strong verbal noun without article, right after a preposition: «بعد قول»، «إثر إعلان»."""
        forms = self._clauses.readings(index) if self._clauses.is_a(index - 1, "preposition") else ()
        return any(form.category == "masdar" and not form.entry.is_weak for form in forms)

    def _quoted_person(self, index: int) -> tuple[int, int] | None:
        """«نقلت ... عن X ... قوله»: the phrase after عن."""
        for at in range(index - 2, max(self._clauses.start(index), index - 16), -1):
            if self._folded[at] == "عن":
                last = self._reader.source_phrase(at + 1, index, bounded=True)
                return None if last is None else (at + 1, last)
        return None

    def _is_relayed(self, index: int) -> bool:
        """«نقلت الوكالة عن مسؤول | تأكيده أن ...»: a verb of relaying stands before."""
        near = range(max(self._clauses.start(index), index - FARTHEST_THAT), index)
        return any(form.entry.id == _RELAY for at in near for form in self._clauses.readings(at))

    def _is_absent(self, index: int) -> bool:
        """«لا دليل على», «تجدر الإشارة إلى», «في بيان ...»: nothing is attributed by the noun here."""
        if self._is_denied(index):
            return True
        before = self._folded[max(0, index - 3) : index]
        if before and (before[-1].endswith("تجدر") or before[-1] == "يجدر"):
            return True
        if before and before[-1] in QUOTATION_MARKS and index > 1:  # «موقع "أخبار ليبيا"»
            outlet = self._folded[index - 2]
            head = self._reader.words.head(outlet) or self._reader.words.head(outlet[1:])
            return head is not None and head.kind == "outlet"
        if before and before[-1] == "في" and self._clauses.is_a(index, "medium"):
            return True
        return bool(before) and (
            before[-1] in self._reader.words.particles["verb_negation"]
            or "وجود" in before
            or "توجد" in before
            or "تكن" in before
        )

    def _is_denied(self, index: int) -> bool:
        """«ليس لدينا معلومات عن»، «لم ترد تقارير عن»، «لا يملك أي أدلة على»: there is none."""
        words = self._reader.words
        if index and self._folded[index - 1] == "اي":
            return True
        for at in range(index - 1, max(self._clauses.start(index), index - FARTHEST_DENIAL) - 1, -1):
            if self._tokens.raw[at] in COMMAS or self._folded[at] in words.particles["complementizer"]:
                return False
            if self._folded[at] in words.particles["nothing_there"]:
                return True
            if self._folded[at] in words.particles["having"] and self._clauses.is_a(at - 1, "verb_negation"):
                return True
        return False

    def _has_possessor(self, index: int, form: CueForm) -> bool:
        """The noun carries a pronoun: قوله، اتهاماتها."""
        word = self._folded[index]
        return (
            form.category == "masdar"
            and not has_article(word.lstrip("وب"))
            and word.endswith(("ه", "ها", "هم", "هما"))
            and not self._tokens.ends_in_teh(index)
        )

    def read_impersonal(self, index: int, form: CueForm) -> Attribution | None:
        """«من المتوقع أن ...»: a complementizer must follow at once; nobody is the speaker."""
        after = index + form.length
        limit = self._clauses.limit(index)
        if after >= limit or self._folded[after] not in self._reader.words.particles["complementizer"]:
            return None
        complement = Complement(Link.THAT, after, after + 1)
        return self._clauses.make(
            index,
            form,
            None,
            complement,
            self._clauses.content_rule(complement, index),
            ("cue.impersonal",),
            False,
        )

    def read_relayed(self, index: int) -> Attribution | None:
        """«نقلت الوكالة عن X أن ...»: the inner statement, whose cue is عن; with «قوله» the noun is the cue."""
        start = max(self._clauses.start(index), index - 14)
        relays = [at for at in range(start, index) if any(f.entry.id == _RELAY for f in self._clauses.readings(at))]
        if not relays:
            return None
        limit = self._clauses.limit(index)
        last = self._reader.source_phrase(index + 1, limit, bounded=False)
        if last is None:
            return None
        form = next(f for f in self._clauses.readings(relays[-1]) if f.entry.id == _RELAY)
        attached = attach_after(self._reader, last, limit, form._replace(entry=clause_only(form.entry)), inverted=False)
        if attached is None or attached.complement.introducer - last > 9:
            return None
        if any(self._has_possessor(last, f) for f in self._clauses.readings(last)):
            return None
        between = range(last + 1, attached.complement.introducer)
        if any(f.category == "masdar" and not f.entry.is_weak for at in between for f in self._clauses.readings(at)):
            return None
        complement = attached.complement
        return Attribution(
            cue=(index, index),
            form=None,
            source=(index + 1, last),
            complement=complement,
            read_content=self._clauses.content_rule(complement, last),
            lemma=_RELAY,
            stance=Stance.ASSERTS,
            commitment=Commitment.MEDIUM,
            sentence=self._layout.sentence_of[index],
            rules=("cue.relayed",),
        )
