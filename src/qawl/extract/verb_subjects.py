"""The speaker before a verb: «روسيا تهدد ...»، «المرصد، ومقره لندن، قال ...»، «المحافظ الذي توقع ...»."""

from qawl.extract.clause_reader import ClauseReader
from qawl.extract.quoted_speech import opens_quotation
from qawl.lexicon.cues import CueForm
from qawl.model.statement import SpeakerKind
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import COMMAS, TokenKind, has_article

FARTHEST_TOPIC = 18  # tokens from «أما» to its verb
_AS_FOR = frozenset({"اما", "واما"})
_RELATIVES = {"الذي": ("m", "sg"), "التي": ("f", "sg"), "الذين": ("m", "pl")}
_TURNS = frozenset({"بدوره", "بدورها", "بدورهم"})
_SIDES = frozenset({"جهته", "جانب", "ناحي"})
_OF_AUTHOR = frozenset({"من", "مع", "ل"})
_HAD = frozenset({"كان", "كانت", "كانوا", "كانا", "كانتا"})
_ALREADY = frozenset({"قد", "سوف", "لم", "لن"})  # «كانت الوزارة | قد أعلنت ...»


class SubjectReader:
    """The speaker before a verb: «روسيا تهدد ...»، «المرصد، ومقره لندن، قال ...»، «المحافظ الذي توقع ...»."""

    def __init__(self, clauses: ClauseReader) -> None:
        self._clauses = clauses
        self._reader = clauses.reader
        self._layout = clauses.reader.layout
        self._tokens = clauses.reader.layout.tokens
        self._folded = clauses.reader.layout.tokens.folded

    def subject_before(self, index: int, form: CueForm) -> tuple[tuple[int, int] | None, str]:
        """The noun phrase that ends right before the verb, or the antecedent of a relative."""
        if form.has_conjunction or index == 0:
            return None, "source.dropped"
        start = self._clauses.start(index)
        end = index - 1
        if self._speaks_here(index, form) and not self._clauses.is_a(end, "speaking_pronoun"):
            return None, "source.dropped"  # «قال الوزير "نحث الأطراف على ...»
        if form.has_object and self._clauses.is_a(index + 1, "in_the_medium"):
            return None, "source.dropped"  # «شكوى ضد الموظفين | تتهمهم فيها بـ ...»
        if self._folded[end] == "ما" and not self._clauses.is_negated(index):
            return None, "source.dropped"  # «رفع الضابط ما | قال إنه حطام صاروخ»
        if end >= start and (self._clauses.is_a(end, "verb_negation") or self._clauses.is_a(end, "auxiliary")):
            end -= 1
        if end >= start and self._clauses.is_a(end, "relative_pronoun"):
            agrees = self._agrees_with_relative(end, form)
            end -= 1
            while end > start and self._tokens.raw[end] in COMMAS:
                end -= 1
            if self._clauses.is_a(index + 1, "in_the_medium"):
                return self._author(end, start)  # «البيان الذي | أعلن فيه أن»
            if not agrees:
                return None, "source.dropped"  # «الجبهة التي | قال إنها تقدمت»
            antecedent = self._clauses.nearest_phrase(end, start) or self._clauses.phrase_ending_at(
                end, start, bounded=False
            )
            return antecedent, "source.antecedent"
        if self._tokens.raw[end] in COMMAS:
            end = self._before_remark(end, start)
        if end < start:
            return None, "source.dropped"
        if self._clauses.is_a(end, "speaking_pronoun"):
            return (end, end), "source.pronoun-before"
        while end > start and self._tokens.raw[end] in QUOTATION_MARKS and opens_quotation(self._reader, end):
            end -= 1
        if self._clauses.is_a(index + 1, "in_the_medium"):
            return self._author(end, start)
        if self._is_shown(end) or self._is_object(end):
            return None, "source.dropped"
        subject = self._clauses.nearest_phrase(end, start)
        if subject is not None and self._is_described(subject, index, start):
            return None, "source.dropped"
        if subject is None:
            subject = self._clauses.phrase_ending_at(end, start, bounded=True)
            if subject is not None and not self._clauses.is_speaker(subject):
                subject = None
        if subject is not None and subject[0] in self._reader.joined and self._folded[subject[0]][:1] in ("ل", "ب"):
            subject = self._clauses.phrase_ending_at(end, start, bounded=True)  # «الهيئة التابعة | للأمم المتحدة»
        if subject is None:
            return None, "source.dropped"
        return self._named_before_apposition(subject, index, start) or subject, "source.before-cue"

    def _named_before_apposition(self, phrase: tuple[int, int], index: int, start: int) -> tuple[int, int] | None:
        """«كتائب النور، الجناح العسكري للحزب، | أعلنت»: the name before the comma, of a phrase between two."""
        first = phrase[0]
        if first - 3 >= start and self._clauses.is_a(first - 1, "issued_by") and self._tokens.raw[first - 2] in COMMAS:
            return self._clauses.nearest_phrase(first - 3, start)  # «وثيقة مسربة، نشرها الموقع، | كشفت»
        if first - 2 < start or self._tokens.raw[first - 1] not in COMMAS or self._tokens.raw[index - 1] not in COMMAS:
            return None
        if phrase[0] in self._reader.entities:
            return None
        end = first - 2
        while end > start and self._tokens.raw[end] in QUOTATION_MARKS:
            end -= 1
        found = self._clauses.nearest_phrase(end, start)
        return found if found is not None and found[0] in self._reader.entities else None

    def _agrees_with_relative(self, relative: int, form: CueForm) -> bool:
        """«القوات التي | يصفها»: a verb of another gender or number than its relative pronoun has another subject."""
        word = self._folded[relative].lstrip("و")
        if form.person != 3 or word not in _RELATIVES or form.gender is None:
            return True
        gender, number = _RELATIVES[word]
        plural = "pl" if form.number == "pl" else "sg"
        return form.gender == gender and plural == number

    def _is_object(self, end: int) -> bool:
        """«نشر الناشط تسجيلا مصورا | قال إنه ...»: two accusatives right before the verb are what was made known."""
        return self._is_accusative(end) and self._is_accusative(end - 1)

    def _is_accusative(self, index: int) -> bool:
        raw, word = self._tokens.raw[index], self._folded[index]
        named = index in self._reader.entities or word in self._reader.words.given_names
        return len(word) > 3 and raw.endswith(("ا", "اً", "ًا")) and not (named or word in self._reader.words.surnames)

    def _author(self, end: int, start: int) -> tuple[tuple[int, int] | None, str]:
        """«أصدر بيانا | أكد فيه»: the subject of the sentence; «بيان للقيادة | قالت فيه»: whoever the medium is of."""
        phrase = self._clauses.nearest_phrase(end, start)
        if phrase is None:
            return None, "source.dropped"
        first, last = phrase
        if self._folded[first].startswith("ل") and first > start or self._folded[first - 1] in _OF_AUTHOR:
            return phrase, "source.before-cue"
        if self._reader.head_at(first) is None:
            return None, "source.dropped"
        for at in range(first + 1, last + 1):
            placed = self._folded[at - 1] in self._reader.words.particles["preposition"]
            if self._folded[at].startswith("لل") or at in self._reader.people and not placed:
                return (at, last), "source.before-cue"
        return None, "source.dropped"

    def _is_described(self, phrase: tuple[int, int], index: int, start: int) -> bool:
        """«شريط فيديو | قال إنه ...»، «حملة | قالت إنها ...»: a clause of the narrator's on what was shown or done."""
        first = phrase[0]
        if self._clauses.is_a(index + 1, "in_the_medium"):
            return True
        opens = first == start or self._clauses.is_a(first - 1, "clause_opener")
        if opens or not self._clauses.is_a(index + 1, "that_it") or first in self._reader.entities:
            return False
        head = self._reader.head_at(first)
        is_thing = head is not None and head.kind is SpeakerKind.DOCUMENT or self._clauses.is_a(first, "undertaking")
        definite = any(has_article(self._folded[at]) for at in range(first, phrase[1] + 1))
        return is_thing and not definite

    def _speaks_here(self, index: int, form: CueForm) -> bool:
        """I or we, inside a quotation: outside «أعلنت» is always she."""
        return form.person == 1 and self._layout.quotation_of[index] >= 0

    def _is_shown(self, index: int) -> bool:
        """«وعرض الضابط صورا | قال إنها ...»: an indefinite object right before the verb, whose clause describes it."""
        raw = self._tokens.raw[index]
        opens = index == self._clauses.start(index) or self._clauses.is_a(index - 1, "clause_opener")
        return (
            raw.endswith(("ا", "اً")) and index not in self._reader.entities and not opens and self._is_indefinite(index)
        )

    def _is_indefinite(self, index: int) -> bool:
        word = self._folded[index]
        head = self._reader.words.head(word.removesuffix("ا"))
        return not has_article(word) and word.endswith("ا") and head is not None and head.kind is SpeakerKind.DOCUMENT

    def _before_remark(self, comma: int, start: int) -> int:
        """The token before «، ومقره بريطانيا،»; before the comma itself where no remark stands there."""
        for index in range(comma - 1, max(start, comma - 12), -1):
            if self._tokens.raw[index] in COMMAS:
                opener = self._folded[index + 1]
                particles = self._reader.words.particles
                if self._reader.times.get(index + 1) == comma - 1 or opener in particles["time"] and index + 2 == comma:
                    return index - 1  # «صور، الاثنين، | تظهر ...»
                if opener in particles["seat"] or opener in particles["relative"] or opener in ("وهو", "وهي", "وهم"):
                    return index - 1
                if opener in _TURNS or (opener == "من" and self._folded[index + 2][:4] in _SIDES):
                    return index - 1  # «فلان، من جهته، دعا ...»
                break
        return comma - 1

    def fronted_subject(self, index: int, form: CueForm) -> tuple[int, int] | None:
        """«روسيا تهدد ...»، «لكن مسؤولا نفى ...»: a name or head noun that opens the clause right before the verb."""
        start = self._clauses.start(index)
        if self._speaks_here(index, form):
            return None
        if (topic := self._topic(index, start) or self._described_before(index, start)) is not None:
            return topic
        if form.has_conjunction or index == start or self._tokens.kinds[index - 1] is TokenKind.NUMBER:
            return None
        if form.category == "imperfect" and self._is_document(index - 1):
            return index - 1, index - 1  # «رفعوا لافتات | تطالب الوزارة بـ ...»
        end = index - 1 - (self._folded[index - 1] in _ALREADY and index - 1 > start)
        reach = 7
        if self._tokens.raw[end] in COMMAS and (before := self._before_remark(end, start)) < end - 1:
            end, reach = before, FARTHEST_TOPIC  # a name, its title and a remark: «فلان، عضو المجلس، من جهته، | دعا»
        for first in range(max(start, end - reach), end + 1):
            after_comma = first > start and self._tokens.raw[first - 1] in COMMAS
            opens = first == start or after_comma or self._clauses.is_a(first - 1, "clause_opener")
            joined = first in self._reader.joined and self._folded[first][:1] == "و" and first > start
            named = first in self._reader.entities or self._reader.words.head(self._folded[first]) is not None
            if named and (opens or joined) and self._reader.source_phrase(first, end + 1, bounded=False) == end:
                return None if self._is_described((first, end), index, start) else (first, end)
        return None

    def _described_before(self, index: int, start: int) -> tuple[int, int] | None:
        """«وكانت الوزارة التي نشرت الصور، | قد أعلنت ...»: the subject of كان up to قد, with its relative clause."""
        first, end = start + 1, index - 2
        if self._folded[index - 1] != "قد" or self._folded[start].removeprefix("و") not in _HAD:
            return None
        while end > first and self._tokens.raw[end] in COMMAS:
            end -= 1
        if first >= end or not self._reader.can_begin(first) or end - first > FARTHEST_TOPIC:
            return None
        last = self._reader.source_phrase(first, end, bounded=False)
        if last is None or last >= end or not self._clauses.is_a(last + 1, "relative_pronoun"):
            return None
        cut = any(self._tokens.raw[at] in COMMAS or self._reader.is_finite_cue(at) for at in range(last, end))
        return None if cut or not self._clauses.is_speaker((first, last)) else (first, end)

    def _is_document(self, index: int) -> bool:
        """An indefinite noun for a text right before the verb, whose clause describes it."""
        head = self._reader.words.head(self._folded[index])
        return head is not None and head.kind is SpeakerKind.DOCUMENT and not has_article(self._folded[index])

    def _topic(self, index: int, start: int) -> tuple[int, int] | None:
        """«أما المعارضة | فتقول ...»: what stands between أما and the verb in ف."""
        if self._folded[index][:1] != "ف":
            return None
        end = index - 1 if self._tokens.raw[index - 1] not in COMMAS else index - 2
        for at in range(index - 2, max(start, index - FARTHEST_TOPIC) - 1, -1):
            if self._folded[at] in _AS_FOR:
                last = self._reader.source_phrase(at + 1, end + 1, bounded=True)
                return (at + 1, end) if last == end else None
        return None
