"""Speaker and complement of a finite verb, also where something stands between them.

The frames of ``complements.py`` read a speaker and what follows at once. Three other orders are common: a weak verb's
clause after what it is about («علقت على الاتهامات: ...»), the preposition behind the comma that closes a name, and
the preposition of the frame after a remark («عبرت الوزارة - في بيان - عن ...»).
"""

from qawl.extract.adjuncts import skip_adjuncts
from qawl.extract.clause_reader import ClauseReader
from qawl.extract.complement_search import Complement, Link
from qawl.extract.complements import Attachment, attach_after, complement_at
from qawl.extract.cue_evidence import CueEvidence, clause_only
from qawl.lexicon.cues import CueForm
from qawl.text.tokens import COMMAS, TokenKind, has_article, strip_enclitics

FARTHEST_LATER = 25  # tokens from the speaker on, to the preposition of the frame after a remark
LONGEST_SEER = 8  # tokens of who sees something in another thing
_SEEING = "cue.see"
_STOPS = frozenset(".!?؟؛;:…")


class VerbComplements:
    """Speaker and complement of a finite verb, where they are evidence enough that it reports."""

    def __init__(self, clauses: ClauseReader, evidence: CueEvidence) -> None:
        self._clauses = clauses
        self._evidence = evidence
        self._reader = clauses.reader
        self._tokens = clauses.reader.layout.tokens
        self._folded = clauses.reader.layout.tokens.folded

    def attached(self, index: int, form: CueForm, *, inverted: bool) -> Attachment | None:
        """The first of the orders that holds; None where the verb reports nothing here.

        ``inverted`` says that the speaker may stand right after the verb.
        """
        limit = self._clauses.limit(index)
        found = attach_after(self._reader, index, limit, form, inverted=inverted)
        if found is not None and self._evidence.complement_allowed(found, form, index):
            return found
        others = (
            self._clause_after_subject_matter(index, form, limit, inverted=inverted) if found is not None else None,
            self._behind_name(index, form, limit) if inverted and found is None else None,
            self._after_remark(index, form, limit, inverted=inverted),
        )
        if inverted and form.entry.id == _SEEING and (seen := self._seen_in(index, form, limit)) is not None:
            return seen
        for other in others:
            if other is not None and self._evidence.complement_allowed(other, form, index):
                return other
        return None

    def _clause_after_subject_matter(
        self, index: int, form: CueForm, limit: int, *, inverted: bool
    ) -> Attachment | None:
        """«علقت المتحدثة على الاتهامات: ...»، «رد الوزير على سؤال بأن ...»; not «ردت بـ"وسائل ..."», with deeds."""
        entry = form.entry
        if not (entry.is_weak and entry.prepositions and entry.complement & {"that", "colon"}):
            return None
        found = attach_after(self._reader, index, limit, form._replace(entry=clause_only(entry)), inverted=inverted)
        if found is not None and found.complement.link is Link.QUOTE:
            before = self._folded[found.complement.introducer - 1]
            return None if before in entry.prepositions else found
        return found

    def _behind_name(self, index: int, form: CueForm, limit: int) -> Attachment | None:
        """«أقر زعيم الحركة، فلان الفلاني، | بالهزيمة ...»: the preposition behind the comma that closes a name."""
        source = self._speaker_after(index, form, limit)
        if source is None or source[1] + 2 >= limit or self._tokens.raw[source[1] + 1] not in COMMAS:
            return None
        found = complement_at(self._reader, source[1] + 2, limit, form.entry, allow_object=False)
        return Attachment(source, found) if found is not None and found.link is Link.PREPOSITION else None

    def _after_remark(self, index: int, form: CueForm, limit: int, *, inverted: bool) -> Attachment | None:
        """«عبرت الوزارة - في بيان أصدرته - | عن ...»، «ندد المتظاهرون، رافعين الرايات، | بتدخل ...».

        A strong verb or one whose entry names the preposition; the speaker must be one, and a joined preposition
        must carry a verbal noun.
        """
        entry = form.entry
        named = any(need.startswith("prep:") for need in entry.needs)
        veiled = any(word in self._reader.words.particles["veil"] for word in self._folded[index : index + 9])
        acts = "object" in entry.complement and not veiled  # «كشف التحالف | النقاب عن ...»
        if not entry.prepositions or (entry.is_weak and not named):
            return None
        source = self._speaker_after(index, form, limit) if inverted else None
        if inverted and (source is None or not self._may_speak(source)):
            return None
        first = index + 1 if source is None else source[1] + 1
        construct = source is not None and source[0] == source[1] and self._is_construct(source[0])
        if "addressee" not in entry.complement and not construct and self._is_object(first):
            return None
        for at in range(first, min(limit, first + FARTHEST_LATER)):
            if self._tokens.raw[at] in _STOPS or (at > first and self._reader.is_finite_cue(at)):
                return None
            if self._folded[at] in self._reader.words.particles["complementizer"]:
                return None
            found = self._frame_opens(at, limit, form)
            if found is None or (acts and not self._is_set_off(at)):
                continue
            if "addressee" in entry.complement and at > first and self._may_be_told(first):
                found = Complement(Link.PREPOSITION, found.introducer, first)
            return Attachment(source, found)
        return None

    def _seen_in(self, index: int, form: CueForm, limit: int) -> Attachment | None:
        """«رأى النائب | في القرار تهديدا»: what it is seen in, then what is seen, in the accusative."""
        within = next(
            (at for at in range(index + 2, min(limit, index + LONGEST_SEER)) if self._folded[at] == "في"), limit
        )
        source = self._speaker_after(index, form, within)
        if source is None or source[1] + 1 != within or not self._may_speak(source):
            return None
        at = within
        if at + 2 >= limit or self._folded[at] != "في" or not self._evidence.is_judged(at):
            return None
        return Attachment(source, Complement(Link.PREPOSITION, at, at))

    def _is_set_off(self, at: int) -> bool:
        """«كشفت تحقيقات النيابة وتحريات الشرطة، | عن ...»: a comma before the preposition, no object."""
        return self._tokens.raw[at - 1] in COMMAS and self._folded[at] == "عن"

    def _frame_opens(self, at: int, limit: int, form: CueForm) -> Complement | None:
        """The preposition of the frame as a word, or joined to a verbal noun."""
        word = self._folded[at]
        joined = word[:1] in form.entry.prepositions and len(word) > 3 and not form.entry.is_weak
        stems = strip_enclitics(word[1:]) if joined else []
        carries = any(self._reader.words.looks_like_verbal_noun(stem.removeprefix("ال")) for stem in stems)
        if word not in form.entry.prepositions and not carries:
            return None
        found = complement_at(self._reader, at, limit, form.entry, allow_object=False)
        return found if found is not None and found.link is Link.PREPOSITION else None

    def _is_object(self, first: int) -> bool:
        """A noun of somebody's or an indefinite one is what the verb acts on: «شددت الحكومة | عملياتها على»."""
        if first >= len(self._folded) or self._tokens.kinds[first] is TokenKind.MARK or first in self._reader.entities:
            return False
        if self._reader.is_owned(first) and self._folded[first][:1] == "ل":
            return False  # «أعربت | لنظيرها عن قلقها»
        plain = self._reader.can_begin(first) and not has_article(self._folded[first])
        return self._reader.is_owned(first) or plain

    def _is_construct(self, index: int) -> bool:
        """One indefinite head noun, whose genitive follows: «أعربت وكالات | إغاثة تابعة للمنظمة عن ...»."""
        return index not in self._reader.entities and not has_article(self._folded[index])

    def _may_speak(self, source: tuple[int, int]) -> bool:
        """A speaker, and no medium: «نشر عبر | موقع ...»."""
        return self._clauses.is_speaker(source) and not self._clauses.is_a(source[0], "medium")

    def _may_be_told(self, first: int) -> bool:
        """A noun phrase begins here: whom it is said to, no remark («في مستهل المؤتمر»)."""
        return self._tokens.kinds[first] is TokenKind.MARK or self._reader.can_begin(first)

    def _speaker_after(self, index: int, form: CueForm, limit: int) -> tuple[int, int] | None:
        first = skip_adjuncts(self._reader, index + 1, limit)
        if first >= limit or not self._reader.agrees(form, first):
            return None
        last = self._reader.source_phrase(first, limit, bounded=False, stops=form.entry.prepositions)
        return None if last is None else (first, last)
