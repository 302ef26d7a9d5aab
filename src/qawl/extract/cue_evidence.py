"""Whether a complement is evidence enough that a word reports: weak words need what their entry names."""

from dataclasses import replace

from qawl.extract.adjuncts import skip_adjuncts
from qawl.extract.clause_reader import ClauseReader
from qawl.extract.complement_search import Complement, Link
from qawl.extract.complements import Attachment
from qawl.lexicon.cues import FINITE, CueEntry, CueForm
from qawl.model.statement import Stance
from qawl.text.fold import fold_text
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import COMMAS, TokenKind, has_article, strip_enclitics

FARTHEST_OF_ADDRESSEE = 20  # tokens from whom it is said to on, to the preposition of what is said
_REMINDING = "cue.mention"
_JUDGING = frozenset({"cue.consider", "cue.consider-as"})
_SHORTEST_JUDGED = 3
REST_OF_NAME = 2  # tokens of a name that the phrase did not reach
FARTHEST_TEXT = 12  # tokens of an apposition, or of the words for where it stands


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
        if attached.complement.start >= len(self._folded):
            return False
        if entry.stance is Stance.THREATENS and self._is_danger(attached):
            return False
        if link is Link.OBJECT and self._waits_for_preposition(entry):
            return self._addressed_about(attached.complement.start, form)
        if not entry.is_weak:
            return True
        needs = entry.needs or frozenset({"that", "colon", "quote"})
        if link is Link.THAT and self._folded[attached.complement.start - 1].startswith(("لان", "فان")):
            return False  # «قلق لأن ...» gives a reason, «فإنها ...» an apodosis
        if link is Link.THAT and not self._takes_clause(attached, entry):
            return False
        hangs = form.category == "participle" and link is Link.COLON
        far = link is Link.QUOTE and form.category in FINITE and "quote" not in needs  # «قرر المجلس تأجيل ... "..."»
        if (link is Link.THAT or hangs or far) and not self._is_adjacent(attached, index, form):
            return False
        if link is Link.PREPOSITION and entry.id == _REMINDING and not self._is_adjacent(attached, index, form):
            return False  # «ذكر الوزير | بموقف بلاده», no «ذكرت الوكالة سقوط ... | بالصواريخ»
        if "addressee" in needs and attached.complement.start < attached.complement.introducer:
            return True
        if link is Link.PREPOSITION:
            introducer = attached.complement.introducer
            word = self._folded[introducer + (self._tokens.raw[introducer] in QUOTATION_MARKS)]
            named = {fold_text(need) for need in needs if need.startswith("prep:")}
            if f"prep:{word}" in named or f"prep:{word[:1]}" in named:
                return True
            return attached.source is not None and self._is_said(attached.complement)
        if link is Link.QUOTE and "object" in needs and form.category in FINITE and attached.source is not None:
            # «دانت الحكومة | "القوة المفرطة"», «أبدت الوزيرة | "قلقها"», but «وجه المجلس | "نداء"» accuses nobody
            return not entry.only_with or self._goes_with(attached.complement.start + 1, entry)
        if link is Link.OBJECT and entry.only_with and "addressee" in entry.complement:
            return True
        if link is Link.OBJECT and "addressee" in needs:
            return self._addressed_about(attached.complement.start, form)
        if link is Link.OBJECT and needs & {"outlet", "document"} and self._speaks_as(needs, attached, index):
            return not self._is_about_later(attached.complement.start, entry)
        if link is Link.OBJECT and entry.only_with and self._goes_with(attached.complement.start, entry):
            return True
        if link is Link.OBJECT and link.value in needs and form.category == "participle":
            return not has_article(self._folded[attached.complement.start])  # «مقدرا خسائره»، «مبديا ثقته»
        if link is Link.OBJECT and link.value in needs:
            speaks = attached.source is not None and "object:pronoun" in needs  # «اعتبرت موسكو | القرار عدوانا»
            first = attached.complement.start
            if entry.id in _JUDGING and (self._is_accusative(first) or self._is_joined(first)):
                return False  # «يعتبر فلان | منافسا»: nobody is named who considers him one
            told = speaks and (has_article(self._folded[first]) or first in self._reader.entities)
            told = told or (speaks and entry.id in _JUDGING and self.is_judged(first))
            condemned = entry.stance is Stance.ACCUSES and form.number == "pl"  # «دانوا تصرفات ...»
            return told or condemned or self._opens_report(first) or self._is_estimated(first, form)
        if link is Link.QUOTE and "colon" in needs:
            return True
        return link.value in needs

    def _is_adjacent(self, attached: Attachment, index: int, form: CueForm) -> bool:
        """Nothing but the speaker and adjuncts stands between a weak verb and its complementizer."""
        introducer = attached.complement.introducer
        after = attached.source[1] + 1 if attached.source is not None else index + 1
        reached = skip_adjuncts(self._reader, after, introducer)
        if reached + 1 == introducer and self._folded[reached] in self._reader.words.particles["described_pronoun"]:
            return True  # «برر | ذلك بأن ...»
        if self._folded[reached] == "في" and reached + 2 == introducer and self._reader.is_owned(reached + 1):
            return True  # «اعتبرت | في التماسها أن ...»
        if self._folded[introducer - 1 : introducer + 1] == ["ما", "اذا"] and reached + 1 == introducer:
            return True  # «سأله | ما إذا كان ...»
        if reached >= introducer or self._stands_in_text(index, form, introducer):
            return True
        return attached.source is not None and self._goes_on_about(attached.source, reached, introducer)

    def _stands_in_text(self, index: int, form: CueForm, introducer: int) -> bool:
        """«جاء في | مذكرة أصدرها المركز | أن ...»: where it stands comes between, without a comma."""
        where = self._folded[index + 1]
        joined = where[:1] in form.entry.prepositions and where in form.entry.only_with  # «جاء بالبيان أن»
        if not (joined or where in form.entry.prepositions) or introducer - index > FARTHEST_TEXT:
            return False
        return not any(self._tokens.raw[i] in COMMAS for i in range(index + 1, introducer))

    def _goes_on_about(self, source: tuple[int, int], first: int, introducer: int) -> bool:
        """«ذكر قيادي | في التحالف الذي يدعم الجيش | أن ...»: a relative clause about the speaker, without a comma."""
        if not self._clauses.is_speaker(source):
            return False
        if introducer - first <= REST_OF_NAME and self._tokens.raw[first] not in COMMAS:
            return True
        if self._tokens.raw[introducer - 1] in COMMAS:  # «ترى سهى، الباحثة في مركز ...، أن»
            return introducer - first <= FARTHEST_TEXT
        relative = self._clauses.is_a(first, "relative_pronoun")
        return relative and not any(self._tokens.raw[i] in COMMAS for i in range(first, introducer))

    def _takes_clause(self, attached: Attachment, entry: CueEntry) -> bool:
        """The frame has a clause, or the complementizer carries its preposition («وصفه بأنه», «نسبه إلى أن»)."""
        introducer = self._folded[attached.complement.introducer]
        carried = introducer in entry.prepositions or introducer[:1] in entry.prepositions
        return carried or not entry.complement.isdisjoint({"that", "subjunctive", "colon"})

    def _is_danger(self, attached: Attachment) -> bool:
        """«يهدد توسيع العملية بـ ...»: an event that threatens says nothing."""
        complement = attached.complement
        if complement.link is Link.PREPOSITION and self._is_wielded(complement):
            return True
        leads = attached.source is None and complement.link is Link.PREPOSITION
        word = self._folded[complement.start].removeprefix("ال")
        return leads and complement.start < complement.introducer and self._reader.words.looks_like_verbal_noun(word)

    def _is_wielded(self, complement: Complement) -> bool:
        """«هدد البائع بسكين»، «لوح بقطعة من الحطام»: what is held in the hand."""
        at = complement.introducer if complement.start < complement.introducer else complement.start
        word = self._folded[at]
        if word == "ب":
            word = "ب" + self._folded[min(at + 1, len(self._folded) - 1)]
        wielded = self._reader.words.particles["wielded"]
        return any(stem.removeprefix("ال") in wielded for stem in strip_enclitics(word[1:]))

    def _goes_with(self, index: int, entry: CueEntry) -> bool:
        """The object is one of the words the verb goes with, owned or not: «كرر | دعوته»، «أبدى | استعداده»."""
        stems = strip_enclitics(self._folded[index].removeprefix("ال"))
        return not entry.only_with.isdisjoint(stems)

    def _is_said(self, complement: Complement) -> bool:
        """A noun for what is held: «أجمعوا على | ضرورة ...»، «تمسك بـ | أحقية ...»."""
        word = self._folded[complement.start][complement.letters :]
        return word.removeprefix("ال") in self._reader.words.particles["held_noun"]

    def is_judged(self, first: int) -> bool:
        """«اعتبر الناطق تصريحات النائب | تدخلا سافرا»: an indefinite accusative says what it is called."""
        limit = min(self._clauses.limit(first), first + FARTHEST_TEXT)
        for index in range(first + 1, limit):
            if self._tokens.raw[index] in COMMAS or self._reader.is_finite_cue(index):
                return False
            if self._is_accusative(index):
                return True
        return False

    def _is_joined(self, index: int) -> bool:
        """A second noun joined with و: «يعتبر فلان | وأسرته من أهل الحي»; not «وحدات»."""
        word = self._folded[index]
        plain = word not in self._reader.words.heads and index not in self._reader.entities
        return word[0] == "و" and (plain or index in self._reader.joined)

    def _is_accusative(self, index: int) -> bool:
        raw, word = self._tokens.raw[index], self._folded[index]
        if raw.endswith(("اً", "ًا")):
            return True
        return word.endswith("ا") and len(word) > _SHORTEST_JUDGED and self._is_plain(index)

    def _is_plain(self, index: int) -> bool:
        """No name, no particle, no verb in the dual: a noun that may carry the accusative."""
        word = self._folded[index]
        owned = word.endswith(("ها", "هما", "نا", "يا"))
        return index not in self._reader.entities and not has_article(word) and not owned and word[0] not in "يو"

    def _is_about_later(self, first: int, entry: CueEntry) -> bool:
        """«كشف تقرير أصدره المركز | عن ...»: the preposition of the frame comes later, so no object stands here."""
        limit = min(self._clauses.limit(first), first + FARTHEST_OF_ADDRESSEE)
        return "عن" in entry.prepositions and any(self._folded[i] == "عن" for i in range(first, limit))

    def _is_estimated(self, first: int, form: CueForm) -> bool:
        """«قدر | المسافة بخمسة عشر كيلومترا»: what is estimated, then the number after the preposition."""
        if "prep:ب" not in form.entry.needs:
            return False
        for index in range(first + 1, min(self._clauses.limit(first), first + FARTHEST_TEXT)):
            word = self._folded[index]
            number = self._tokens.kinds[min(index + 1, len(self._tokens) - 1)] is TokenKind.NUMBER
            if word == "ب" and number or word in self._reader.words.particles["numbered_by"]:
                return True
            if self._tokens.kinds[index] is TokenKind.NUMBER and self._folded[index - 1] == "ب":
                return True
        return False

    def _waits_for_preposition(self, entry: CueEntry) -> bool:
        """Whom it is said to, or what is explained, is no content alone: «تحذر إيران»، «أرجع الخبير الانهيار إلى»."""
        if "object" not in entry.complement:
            return "addressee" in entry.complement and bool(entry.prepositions)
        return "object" not in entry.needs and any(need.startswith("prep:") for need in entry.needs)

    def _speaks_as(self, needs: frozenset[str], attached: Attachment, index: int) -> bool:
        """«شاهد مراسل الوكالة رتلا»، «صور تظهر حشودا»: a reporter or a document shows whatever it shows."""
        source = attached.source or self._clauses.nearest_phrase(index - 1, self._clauses.start(index))
        if source is None:
            return False
        head = self._reader.head_at(source[0])
        return (source[0] in self._reader.outlets and "outlet" in needs) or (head is not None and head.kind in needs)

    def _addressed_about(self, first: int, form: CueForm) -> bool:
        """«متهما الحكومة | بإخفاء ...»: after whom it is said to comes the preposition of the frame."""
        entry = form.entry
        if entry.is_weak and "object" not in entry.complement and not self._may_be_told(first):
            return False
        for index in range(first + 1, min(self._clauses.limit(first), first + FARTHEST_OF_ADDRESSEE)):
            word = self._folded[index]
            if entry.is_weak and self._tokens.raw[index] in COMMAS or self._goes_on_to_say(index):
                return False
            if word in self._reader.words.particles["complementizer"] or word in entry.prepositions:
                return True
            joined = word[:1] in entry.prepositions and len(word) > 2 and index not in self._reader.entities
            if joined and word not in self._reader.words.particles["preposition"]:
                return True
        return False

    def _goes_on_to_say(self, index: int) -> bool:
        """Another verb of saying: a strong one, or any joined with و («أمر مقلق | وندعو ...»)."""
        joined = (f.has_conjunction and f.category in FINITE for f in self._clauses.readings(index))
        return self._reader.is_finite_cue(index) or any(joined)

    def _may_be_told(self, first: int) -> bool:
        """Whom something is said to: a name, a head noun, a definite noun («حلفاء الدولة») or one with its owner."""
        for index in range(first, min(first + 2, len(self._folded))):
            word = self._folded[index]
            if index in self._reader.entities or self._reader.words.head(word) is not None or has_article(word):
                return True
        return self._reader.is_owned(first) or self._tokens.raw[first] in QUOTATION_MARKS

    def _opens_report(self, index: int) -> bool:
        """A bare object that reports something: a verbal noun, a number, «ما», «وجود», a quotation, «ذلك»."""
        word = self._folded[index]
        bare = word[2:] if has_article(word) else word
        if self._tokens.kinds[index] is not TokenKind.WORD or self._reader.words.looks_like_verbal_noun(bare):
            return True
        return word in ("ما", "ان", "ذلك", "انه", "عدم", "اي") or index in self._reader.entities


def clause_only(entry: CueEntry) -> CueEntry:
    """The entry with its clause complements only."""
    return replace(entry, complement=frozenset({"that", "colon"}), prepositions=frozenset())
