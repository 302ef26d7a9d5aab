"""Cue by cue: does this word attribute something here, to whom, and where does the content stand?

One finder a kind of word: finite verbs (verb first, subject first, relative, after a quotation),
participles, verbal nouns and other nouns, prepositions, impersonal phrases. A weak word (one with
everyday senses) needs the complements that its entry names.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from qawl.extract.complements import (
    Attachment,
    Complement,
    Link,
    attach_after,
    opens_quotation,
    quotation_tokens,
    skip_adjuncts,
)
from qawl.extract.contents import ContentReader
from qawl.extract.phrases import PhraseReader
from qawl.lexicon.cues import CueEntry, CueForm
from qawl.model.claim import Status
from qawl.model.span import Span
from qawl.model.statement import Commitment, Stance
from qawl.text.fold import fold_text
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import TokenKind, has_article

_COMMAS = frozenset("،,")
_STOPS = frozenset(".!?؟؛;:…")
LONGEST_OPENING = 9  # tokens of a clause cut in two by a preposition
_FINITE = frozenset({"perfect", "imperfect", "passive"})
_NEGATIONS = frozenset({"لم", "لا", "لن", "ولم", "ولا", "ولن", "فلم", "فلا", "ما", "ليس", "دون", "عدم", "غير"})
_CLAUSE_OPENERS = frozenset(
    "كما لكن ولكن بينما فيما وفيما فان وان ان بان كان وكان كانت وكانت وكانوا كانوا اذ حيث وقد قد فقد لقد وكذلك حين عندما بعدما".split()
)
_RELATIVES = frozenset({"الذي", "التي", "الذين", "اللذان", "اللتان", "اللواتي", "والذي", "والتي"})
_RESUMPTIVES = frozenset({"عنه", "عنها", "عنهم", "به", "بها", "اليه", "اليها", "منه", "منها", "عليه", "عليها"})
_PRONOUNS = frozenset({"هو", "هي", "هم", "وهو", "وهي", "وهم", "انا", "نحن"})

_CALLING = frozenset({"cue.consider", "cue.describe", "cue.classify", "cue.see-view", "cue.regard", "cue.call", "cue.deem"})
_NOUN_STANCES = frozenset({Stance.ACCUSES, Stance.DENIES, Stance.DEMANDS, Stance.THREATENS})
DAMMA = "\N{ARABIC DAMMA}"
TEH_MARBUTA = "\N{ARABIC LETTER TEH MARBUTA}"
HEH = "\N{ARABIC LETTER HEH}"
YEH = "\N{ARABIC LETTER YEH}"
ALEF_MAKSURA = "\N{ARABIC LETTER ALEF MAKSURA}"
EGYPTIAN_FI = " \N{ARABIC LETTER FEH}\N{ARABIC LETTER ALEF MAKSURA} "
_RELAY = "cue.relay"
_SAYING_NOUNS = frozenset({"cue.say"})

ContentRule = Callable[[ContentReader], tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue that holds: its source, and how to read its content once all cues are known."""

    cue: tuple[int, int]
    form: CueForm | None
    source: tuple[int, int] | None
    complement: Complement | None
    read_content: ContentRule
    lemma: str
    stance: Stance
    commitment: Commitment
    sentence: int
    content_status: Status | None = None
    rules: tuple[str, ...] = ()

    @property
    def is_finite(self) -> bool:
        """True for a finite verb."""
        return self.form is not None and self.form.category in _FINITE and self.form.entry.word_class == "verb"

    @property
    def is_participle(self) -> bool:
        """True for a participle that hangs on a host verb."""
        if self.form is None:
            return False
        return self.form.category == "participle" or self.form.entry.word_class == "adverbial"

    @property
    def is_preposition(self) -> bool:
        """True for بحسب and its like."""
        return self.form is not None and self.form.entry.word_class == "preposition"


class AttributionFinder:
    """Tries every token of one article as a cue."""

    def __init__(self, reader: PhraseReader) -> None:
        self._reader = reader
        self._layout = reader.layout
        self._tokens = reader.layout.tokens
        self._folded = reader.layout.tokens.folded

    def find_all(self) -> list[Attribution]:
        """All attributions, in text order, at most one a token."""
        found: list[Attribution] = []
        for index in range(len(self._tokens)):
            attribution = self._at(index)
            if attribution is not None:
                found.append(attribution)
        return found

    def _at(self, index: int) -> Attribution | None:
        cues = self._reader.cues
        word = self._folded[index]
        if word == "عن":
            return self._relayed(index)
        for words, form in cues.phrases_at(word):
            if self._folded[index : index + len(words)] == list(words):
                attribution = self._try(index, form)
                if attribution is not None:
                    return attribution
        for form in cues.readings(word):
            attribution = self._try(index, form)
            if attribution is not None:
                return attribution
        return None

    def _relayed(self, index: int) -> Attribution | None:
        """«نقلت الوكالة عن X أن ...»: the inner statement, whose cue is عن; with «قوله» the noun is the cue."""
        start = max(self._start(index), index - 14)
        relays = [at for at in range(start, index) if any(f.entry.id == _RELAY for f in self._readings(at))]
        if not relays:
            return None
        limit = self._limit(index)
        last = self._reader.source_phrase(index + 1, limit, bounded=False)
        if last is None:
            return None
        form = next(f for f in self._readings(relays[-1]) if f.entry.id == _RELAY)
        attached = attach_after(self._reader, last, limit, replace(form, entry=_without_objects(form.entry)), inverted=False)
        if attached is None or attached.complement.introducer - last > 9:
            return None
        between = range(last + 1, attached.complement.introducer)
        if any(f.category == "masdar" and not f.entry.is_weak for at in between for f in self._readings(at)):
            return None
        complement = attached.complement
        return Attribution(
            cue=(index, index),
            form=None,
            source=(index + 1, last),
            complement=complement,
            read_content=lambda c: self._content_after(c, complement, last),
            lemma=_RELAY,
            stance=Stance.ASSERTS,
            commitment=Commitment.MEDIUM,
            sentence=self._layout.sentence_of[index],
            rules=("cue.relayed",),
        )

    def _readings(self, index: int) -> tuple[CueForm, ...]:
        return self._reader.cues.readings(self._folded[index])

    def _try(self, index: int, form: CueForm) -> Attribution | None:
        if not self._context_allows(index, form):
            return None
        if form.final and not self._ends_alike(index + form.length - 1, form.final):
            return None
        if form.entry.word_class == "preposition":
            return self._preposition(index, form)
        if form.entry.word_class == "impersonal":
            return self._impersonal(index, form)
        if form.category == "participle" or form.entry.word_class == "adverbial":
            return self._participle(index, form)
        if form.category == "masdar" or form.entry.word_class == "noun":
            return self._noun(index, form)
        return self._verb(index, form)

    def _ends_alike(self, index: int, final: str) -> bool:
        """The last letter is the form's own, not one that folding makes equal; careless texts are excused.

        A text that never writes ة, or writes «فى», does not keep these letters apart.
        """
        last = self._tokens.raw[index][-1]
        if last == final:
            return True
        if {last, final} == {TEH_MARBUTA, HEH}:
            return TEH_MARBUTA not in self._layout.text
        if {last, final} == {ALEF_MAKSURA, YEH}:
            return EGYPTIAN_FI in self._layout.text
        return True

    def _context_allows(self, index: int, form: CueForm) -> bool:
        """The entry's own conditions on the words around the form."""
        entry = form.entry
        after = index + form.length
        for phrase in entry.not_before:
            if self._folded[after : after + len(phrase)] == list(phrase):
                return False
        for phrase in entry.not_after:
            if tuple(self._folded[max(0, index - len(phrase)) : index]) == phrase:
                return False
        if entry.only_after and (index == 0 or self._folded[index - 1] not in entry.only_after):
            return False
        return not entry.only_with or not entry.only_with.isdisjoint(self._folded[after : after + 7])

    def _limit(self, index: int) -> int:
        return self._layout.sentences[self._layout.sentence_of[index]].stop

    def _start(self, index: int) -> int:
        return self._layout.sentences[self._layout.sentence_of[index]].start

    # -- finite verbs -------------------------------------------------------------------------

    def _verb(self, index: int, form: CueForm) -> Attribution | None:
        entry = form.entry
        negated = self._is_negated(index)
        if self._belongs_to_preposition(index):
            return None
        if self._is_relative_of_content(index):
            resumed = self._resumptive(index, form, negated, self._start(index))
            if resumed is not None:
                return resumed
        attached = None
        fronted = self._fronted_subject(index, form)
        if not form.has_object or "addressee" in entry.complement:
            attached = attach_after(self._reader, index, self._limit(index), form, inverted=fronted is None)
        if attached is not None and self._complement_allowed(attached, form, index):
            source = attached.source
            rule = "source.after-cue"
            if self._is_impersonal(index, form, attached):
                rule = "cue.impersonal"
            elif self._is_vowelled_passive(index):
                return self._passive(index, form, attached, negated)
            elif fronted is not None:
                source, rule = fronted, "source.before-cue"
            elif source is None:
                source, rule = self._subject_before(index, form)
            if self._holds(index, form, source, attached):
                complement = attached.complement
                return self._make(
                    index, form, source, complement, lambda c: self._content_after(c, complement, index), (rule,), negated
                )
        return self._announced(index, form) or self._as_said(index, form) or self._verb_after_content(index, form, negated)

    def _fronted_subject(self, index: int, form: CueForm) -> tuple[int, int] | None:
        """«روسيا تهدد ...»، «لكن مسؤولا نفى ...»: a name or head noun that opens the clause right before the verb."""
        start = self._start(index)
        if form.has_conjunction or index == start or self._tokens.kinds[index - 1] is TokenKind.NUMBER:
            return None
        for first in range(max(start, index - 8), index):
            opens = first == start or self._folded[first - 1] in _CLAUSE_OPENERS or self._tokens.raw[first - 1] in _COMMAS
            joined = first in self._reader.joined and self._folded[first][:1] == "و" and first > start
            named = first in self._reader.entities or self._reader.words.head(self._folded[first]) is not None
            if named and (opens or joined) and self._reader.source_phrase(first, index, bounded=False) == index - 1:
                return first, index - 1
        return None

    def _announced(self, index: int, form: CueForm) -> Attribution | None:
        """«ردت X على Y قائلة إن ...»: the verb is the cue, the complement is that of قائلة."""
        if self._folded[index] not in self._reader.words.particles["announcer"]:
            return None
        limit = self._limit(index)
        for at in range(index + 1, min(limit, index + 25)):
            saying = next((f for f in self._readings(at) if f.category == "participle" and f.entry.id in _SAYING_NOUNS), None)
            if saying is None:
                continue
            attached = attach_after(self._reader, at, limit, saying, inverted=False)
            source = self._source_right_after(index)
            if attached is None or source is None or source[1] >= at:
                return None
            complement = attached.complement
            return self._make(
                index, form, source, complement, lambda c: self._content_after(c, complement, at), ("cue.announced",), False
            )
        return None

    def _as_said(self, index: int, form: CueForm) -> Attribution | None:
        """«...، كما أعلن X»: the clause before كما is the content."""
        if index < 2 or self._folded[index - 1] not in ("كما", "مثلما"):
            return None
        before = self._content_before(index - 1)
        source = self._source_right_after(index)
        if before is None or source is None or not self._is_speaker(source):
            return None
        return self._make(index, form, source, None, lambda c: _backward(c, *before), ("content.before-as",), False)

    def _belongs_to_preposition(self, index: int) -> bool:
        """The verb of «وفق ما أكد X»: the preposition is the cue."""
        before = index - 1
        if before >= 0 and self._folded[before] in ("ما", "لما"):
            before -= 1
        elif before < 0 or not self._folded[before].endswith("ما"):
            return False
        return before >= 0 and any(f.entry.word_class == "preposition" for f in self._readings(before))

    def _is_relative_of_content(self, index: int) -> bool:
        """«الاتفاق الذي أعلن عنه ...»: a relative verb whose pronoun stands for the content."""
        follower = self._folded[index + 1] if index + 1 < len(self._folded) else ""
        return index > 0 and self._folded[index - 1] in _RELATIVES and follower in _RESUMPTIVES

    def _complement_allowed(self, attached: Attachment, form: CueForm, index: int) -> bool:
        entry = form.entry
        link = attached.complement.link
        if not entry.is_weak:
            return True
        needs = entry.needs or frozenset({"that", "colon", "quote"})
        if link is Link.THAT and not self._is_adjacent(attached, index):
            return False
        if "addressee" in needs and attached.complement.start < attached.complement.introducer:
            return True
        if link is Link.PREPOSITION:
            word = self._folded[attached.complement.introducer]
            named = {fold_text(need) for need in needs if need.startswith("prep:")}
            return f"prep:{word}" in named or f"prep:{word[:1]}" in named
        if link is Link.OBJECT and entry.only_with and "addressee" in entry.complement:
            return True
        if link is Link.OBJECT and link.value in needs:
            return self._opens_report(attached.complement.start)
        if link is Link.QUOTE and "colon" in needs:
            return True
        return link.value in needs

    def _is_adjacent(self, attached: Attachment, index: int) -> bool:
        """Nothing but the speaker and adjuncts stands between a weak verb and its complementizer."""
        introducer = attached.complement.introducer
        after = attached.source[1] + 1 if attached.source is not None else index + 1
        return skip_adjuncts(self._reader, after, introducer) >= introducer

    def _opens_report(self, index: int) -> bool:
        """A bare object that reports something: a verbal noun, a number, «ما», «وجود», a quotation, «ذلك»."""
        word = self._folded[index]
        bare = word[2:] if has_article(word) else word
        if self._tokens.kinds[index] is not TokenKind.WORD or self._reader.words.looks_like_verbal_noun(bare):
            return True
        return word in ("ما", "ان", "ذلك", "انه", "عدم", "اي") or index in self._reader.entities

    def _holds(self, index: int, form: CueForm, source: tuple[int, int] | None, attached: Attachment) -> bool:
        """A bare object or preposition is evidence only with a speaker, or for a verb that begins its clause."""
        if attached.complement.link in (Link.THAT, Link.COLON, Link.QUOTE):
            return True
        if self._is_negated(index) and form.entry.stance is Stance.ASSERTS:
            return False  # «ولم يؤكد المصدر العدد» says nothing
        if source is not None:
            return self._is_speaker(source) or (not form.entry.is_weak and has_article(self._folded[source[0]]))
        return form.has_conjunction or self._begins_clause(index)

    def _is_vowelled_passive(self, index: int) -> bool:
        """A damma on the first letters, as newspapers print to tell the passive: يُتهم، اتُّهمت."""
        return DAMMA in self._tokens.raw[index].lstrip("وف")[:4]

    def _passive(self, index: int, form: CueForm, attached: Attachment, negated: bool) -> Attribution | None:
        """Nobody is named: what stands after the verb is what is said, its grammatical subject included."""
        complement = attached.complement
        if attached.source is not None:
            complement = Complement(Link.OBJECT, complement.introducer, attached.source[0])
        return self._make(
            index, form, None, complement, lambda c: self._content_after(c, complement, index), ("cue.impersonal",), negated
        )

    def _is_impersonal(self, index: int, form: CueForm, attached: Attachment) -> bool:
        """«ويعتقد أن»: a masculine verb of belief right before أن, opening its clause, speaks for nobody."""
        word = self._folded[index]
        verbs = self._reader.words.particles["impersonal_verb"]
        if word not in verbs or attached.source is not None or attached.complement.introducer != index + 1:
            return False
        opens = form.has_conjunction or index == self._start(index) or self._folded[index - 1] in _RELATIVES
        return opens or word in ("قيل", "يقال")

    def _begins_clause(self, index: int) -> bool:
        if index == self._start(index):
            return True
        before = self._folded[index - 1]
        if before in self._reader.words.particles["clause_pronoun"]:
            return True
        return before in _CLAUSE_OPENERS or self._tokens.raw[index - 1] in _COMMAS or before in _RELATIVES

    def _is_speaker(self, source: tuple[int, int]) -> bool:
        """The phrase has a head noun of speakers, a known name, or is a pronoun."""
        first, last = source
        for index in range(first, min(last + 1, first + 4)):
            if index in self._reader.entities or self._folded[index] in _PRONOUNS:
                return True
            if self._reader.words.head(self._folded[index]) is not None:
                return True
        return False

    def _is_negated(self, index: int) -> bool:
        return index > 0 and self._folded[index - 1] in _NEGATIONS and self._folded[index - 1] != "غير"

    def _subject_before(self, index: int, form: CueForm) -> tuple[tuple[int, int] | None, str]:
        """The noun phrase that ends right before the verb, or the antecedent of a relative."""
        if form.has_conjunction or index == 0:
            return None, "source.dropped"
        start = self._start(index)
        end = index - 1
        if end >= start and self._folded[end] in _NEGATIONS | {"قد", "سوف", "كان", "كانت"}:
            end -= 1
        if end >= start and self._folded[end] in _RELATIVES:
            end -= 1
            while end > start and self._tokens.raw[end] in _COMMAS:
                end -= 1
            antecedent = self._phrase_ending_at(end, start, bounded=False)
            return antecedent, "source.antecedent"
        if self._tokens.raw[end] in _COMMAS:
            end = self._before_remark(end, start)
        if end < start:
            return None, "source.dropped"
        if self._folded[end] in _PRONOUNS:
            return (end, end), "source.pronoun-before"
        while end > start and self._tokens.raw[end] in QUOTATION_MARKS and opens_quotation(self._reader, end):
            end -= 1
        subject = self._nearest_phrase(end, start)
        if subject is None:
            subject = self._phrase_ending_at(end, start, bounded=True)
            if subject is not None and not self._is_speaker(subject):
                subject = None
        if subject is None:
            return None, "source.dropped"
        return subject, "source.before-cue"

    def _before_remark(self, comma: int, start: int) -> int:
        """The token before «، ومقره بريطانيا،»; before the comma itself where no remark stands there."""
        for index in range(comma - 1, max(start, comma - 12), -1):
            if self._tokens.raw[index] in _COMMAS:
                opener = self._folded[index + 1]
                particles = self._reader.words.particles
                if opener in particles["seat"] or opener in particles["relative"] or opener in ("وهو", "وهي", "وهم"):
                    return index - 1
                break
        return comma - 1

    def _phrase_ending_at(self, end: int, start: int, *, bounded: bool) -> tuple[int, int] | None:
        """The longest noun phrase that ends with token ``end`` and begins where a clause can begin."""
        for first in self._clause_starts(end, start):
            last = self._reader.noun_phrase(first, end + 1, bounded=True)
            if last == end:
                return first, end
        return None if bounded else self._nearest_phrase(end, start)

    def _nearest_phrase(self, end: int, start: int) -> tuple[int, int] | None:
        """The longest phrase of a head noun or known name that ends with token ``end``, anywhere in the clause."""
        for first in range(max(start, end - 8), end + 1):
            if self._reader.words.head(self._folded[first]) is None and first not in self._reader.entities:
                continue
            if self._reader.noun_phrase(first, end + 1, bounded=False) == end:
                return first, end
        return None

    def _clause_starts(self, end: int, start: int) -> Iterator[int]:
        """Positions where the clause of token ``end`` may begin, farthest first."""
        earliest = max(start, end - 25)
        if earliest == start:
            yield from self._after_openers(start, end)
        for index in range(earliest, end):
            word = self._folded[index]
            if self._tokens.raw[index] in _COMMAS or word in _CLAUSE_OPENERS or self._tokens.raw[index] in QUOTATION_MARKS:
                yield from self._after_openers(index + 1, end)
            elif index > start and word[0] == "و" and self._reader.words.head(word) is not None:
                yield index

    def _after_openers(self, index: int, end: int) -> Iterator[int]:
        while index < end and self._folded[index] in _CLAUSE_OPENERS:
            index += 1
        yield index

    def _verb_after_content(self, index: int, form: CueForm, negated: bool) -> Attribution | None:
        """Content before the verb: a quotation that ends there, or the antecedent that a pronoun resumes."""
        start = self._start(index)
        resumed = form.has_object or (index + 1 < len(self._folded) and self._folded[index + 1] in _RESUMPTIVES)
        if resumed and not form.has_conjunction:
            return self._resumptive(index, form, negated, start)
        if form.entry.word_class != "verb" or not form.entry.complement & {"that", "colon"}:
            return None
        before = index - 1
        while before > start and self._tokens.raw[before] in _COMMAS | {".", "!", "؟"}:
            before -= 1
        if before < start or self._tokens.raw[before] not in QUOTATION_MARKS or opens_quotation(self._reader, before):
            return None
        quoted = self._layout.quotation_of[before]
        if quoted < 0 or self._layout.quotations[quoted].outer.end != self._tokens.ends[before]:
            return None
        inside = self._tokens.inside(self._layout.quotations[quoted].outer)
        if len(inside) < 6:
            return None
        source = self._source_right_after(index)
        inner = self._layout.quotations[quoted].inner
        return self._make(index, form, source, None, lambda c: _piece(c, inside.start, inside.stop - 1), ("content.quotation-before",), negated) if inner else None

    def _source_right_after(self, index: int) -> tuple[int, int] | None:
        limit = self._limit(index)
        first = skip_adjuncts(self._reader, index + 1, limit)
        if first >= limit:
            return None
        last = self._reader.noun_phrase(first, limit, bounded=True)
        return None if last is None else (first, last)

    def _resumptive(self, index: int, form: CueForm, negated: bool, start: int) -> Attribution | None:
        """«الاتفاق الذي أعلنته روسيا»: the antecedent is the content, the subject follows."""
        if not form.entry.complement & {"object", "object:pronoun", "addressee"} and not form.entry.prepositions:
            return None
        if form.has_object and "addressee" in form.entry.complement:
            return None
        end = index - 1
        if end >= start and self._folded[end] in _RELATIVES:
            end -= 1
            while end > start and self._tokens.raw[end] in _COMMAS:
                end -= 1
        if end >= start and self._folded[end].removeprefix("ال") in self._reader.words.particles["medium"]:
            return None
        if end < start or self._tokens.kinds[end] is not TokenKind.WORD and self._tokens.raw[end] not in QUOTATION_MARKS:
            return None
        first = index + 1 if form.has_object else index + 2
        last = self._reader.noun_phrase(first, self._limit(index), bounded=False) if first < self._limit(index) else None
        if last is None or not self._is_speaker((first, last)):
            return None
        clause = self._clause_resumed(end, start)
        if clause is not None:
            return self._make(
                index, form, (first, last), None, lambda c: _backward(c, *clause), ("content.clause-before",), negated
            )
        antecedent = self._phrase_ending_at(end, start, bounded=False) or (self._noun_run_start(end, start), end)
        called = self._called(form, last + 1, self._limit(index))
        if called is not None:
            return self._make(
                index, form, (first, last), None, lambda c: _piece(c, *called), ("content.predicate",), negated
            )
        return self._make(
            index, form, (first, last), None, lambda c: _piece(c, *antecedent), ("content.antecedent",), negated
        )

    def _clause_resumed(self, end: int, start: int) -> tuple[int, int] | None:
        """«...، وهو ما نفاه X»، «...، الأمر الذي أكده X»: the whole clause before is the content."""
        opener = end
        if self._folded[end] == "ما" and end > start and self._folded[end - 1] in ("وهو", "وهي", "هو", "وذلك"):
            opener = end - 1
        elif self._folded[end] not in ("الامر", "امر", "وهو", "شيء"):
            return None
        if self._folded[opener] == "امر" and opener > start and self._folded[opener - 1] in ("وهو", "هو"):
            opener -= 1
        return self._content_before(opener)

    def _noun_run_start(self, end: int, start: int) -> int:
        """Where the run of nouns that ends with ``end`` begins: «هدنة الخمس ساعات اليومية التي ...»."""
        words = self._reader.words
        first = end
        while first > start and end - first < 7:
            word = self._folded[first - 1]
            closed = word in words.ordinary or self._tokens.kinds[first - 1] is TokenKind.MARK
            if closed or word[:1] in ("و", "ت", "ي") and not has_article(word) and words.head(word) is None:
                break
            first -= 1
        return first

    def _called(self, form: CueForm, first: int, limit: int) -> tuple[int, int] | None:
        """What «التي تعتبرها أنقرة إرهابية» calls its antecedent: the words after the speaker, in the same clause."""
        if form.entry.id not in _CALLING:
            return None
        if first < limit and self._folded[first] in ("ب", "بانه", "بانها", "بانهم"):
            first += 1
        last = first - 1
        while last + 1 < limit and self._tokens.raw[last + 1] not in _COMMAS | _STOPS and last - first < 11:
            if last + 1 > first and self._folded[last + 1][:1] == "و" and len(self._folded[last + 1]) > 4:
                break
            last += 1
        return (first, last) if last >= first else None

    def _content_after(self, contents: ContentReader, complement: Complement, index: int) -> tuple[Span, ...]:
        span = contents.after(complement, self._limit(index))
        return () if span is None else (span,)

    # -- participles, nouns, impersonals ---------------------------------------------------------

    def _participle(self, index: int, form: CueForm) -> Attribution | None:
        entry = form.entry
        attached = attach_after(self._reader, index, self._limit(index), form, inverted=False)
        if attached is None or not self._complement_allowed(attached, form, index):
            return None
        complement = attached.complement
        if complement.link is Link.OBJECT and not self._follows_comma(index):
            return None
        return self._make(
            index, form, None, complement, lambda c: self._content_after(c, complement, index), ("source.host",), False
        )

    def _follows_comma(self, index: int) -> bool:
        return index > 0 and (self._tokens.raw[index - 1] in _COMMAS or self._tokens.raw[index - 1] in QUOTATION_MARKS)

    def _noun(self, index: int, form: CueForm) -> Attribution | None:
        entry = form.entry
        limit = self._limit(index)
        if self._is_absent(index):
            return None
        attached = attach_after(self._reader, index, limit, form, inverted=not self._has_possessor(index, form))
        if attached is None:
            return None
        if entry.word_class == "noun" and entry.is_weak and not self._complement_allowed(attached, form, index):
            return None
        complement = attached.complement
        distance = complement.introducer - index
        if attached.source is not None and not self._is_speaker(attached.source):
            attached = replace(attached, source=None)
        if complement.link is Link.QUOTE and not self._has_possessor(index, form):
            return None
        if complement.link is Link.THAT:
            if distance > 14:
                return None
        elif complement.link is Link.PREPOSITION:
            if entry.word_class == "verb" and attached.source is None and not self._has_possessor(index, form):
                return None
            if entry.word_class == "verb" and entry.is_weak and entry.stance not in _NOUN_STANCES:
                return None
            if attached.source is not None and not self._is_speaker(attached.source):
                return None
            if entry.is_weak and not self._complement_allowed(attached, form, index):
                return None
        elif complement.link is Link.OBJECT:
            if attached.source is None or not self._is_speaker(attached.source) or entry.is_weak:
                return None
            if not self._reader.words.looks_like_verbal_noun(self._folded[complement.start]):
                return None
        elif not self._has_possessor(index, form) and entry.is_weak:
            return None
        source = attached.source
        if source is None and entry.id in _SAYING_NOUNS and not form.proclitic and index > self._start(index):
            source = self._quoted_person(index) or self._nearest_phrase(index - 1, self._start(index))
        rule = "cue.noun" if source is not None or entry.id not in _SAYING_NOUNS else "source.dropped"
        return self._make(
            index, form, source, complement, lambda c: self._content_after(c, complement, index), (rule,), False
        )

    def _quoted_person(self, index: int) -> tuple[int, int] | None:
        """«نقلت ... عن X ... قوله»: the phrase after عن."""
        for at in range(index - 2, max(self._start(index), index - 16), -1):
            if self._folded[at] == "عن":
                last = self._reader.source_phrase(at + 1, index, bounded=True)
                return None if last is None else (at + 1, last)
        return None

    def _is_absent(self, index: int) -> bool:
        """«لا دليل على», «تجدر الإشارة إلى», «في بيان ...»: nothing is attributed by the noun here."""
        before = self._folded[max(0, index - 3) : index]
        if before and (before[-1].endswith("تجدر") or before[-1] == "يجدر"):
            return True
        if before and before[-1] == "في" and self._folded[index] in self._reader.words.particles["medium"]:
            return True
        return bool(before) and (before[-1] in _NEGATIONS or "وجود" in before or "توجد" in before or "تكن" in before)

    def _has_possessor(self, index: int, form: CueForm) -> bool:
        """The noun carries a pronoun: قوله، اتهاماتها."""
        word = self._folded[index]
        return form.category == "masdar" and word.endswith(("ه", "ها", "هم", "هما")) and not self._tokens.raw[index].endswith("ة")

    def _impersonal(self, index: int, form: CueForm) -> Attribution | None:
        after = index + form.length
        limit = self._limit(index)
        if after >= limit or self._folded[after] not in self._reader.words.particles["complementizer"]:
            return None
        complement = Complement(Link.THAT, after, after + 1)
        return self._make(
            index, form, None, complement, lambda c: self._content_after(c, complement, index), ("cue.impersonal",), False
        )

    # -- prepositions ---------------------------------------------------------------------------

    def _preposition(self, index: int, form: CueForm) -> Attribution | None:
        """بحسب X: the content stands before it in the sentence, or after it when it opens the sentence."""
        entry = form.entry
        limit = self._limit(index)
        at = index + form.length
        if at >= limit or (self._folded[index] == "علي" and self._is_strong_verb(index - 1)):
            return None
        word = self._folded[at]
        if entry.prepositions and not (word in entry.prepositions or word[:1] in entry.prepositions):
            return None
        if word in entry.prepositions and len(word) > 1 or word in ("ل", "ب"):
            at += 1
        has_verb = False
        if at < limit and self._folded[at] in ("ما", "لما"):
            at += 1
            has_verb = True
        if self._folded[index + form.length - 1].endswith("ما"):
            has_verb = True
        if has_verb and at < limit and self._folded[at] != "عن":
            at += 1
            while at < limit and self._folded[at] in ("عن", "به", "عنه", "لنا", "لها", "في", "علي"):
                at += 1
            at = skip_adjuncts(self._reader, at, limit)
        source = self._prepositional_source(at, limit)
        possessor = self._folded[index + form.length - 1].endswith(("ه", "ها", "هم")) and form.length > 1
        if source is None and not possessor and not has_verb:
            return None
        end = (source[1] if source is not None else at - 1) + 1
        before = self._content_before(index)
        if before is None or self._opens_sentence(index):
            first = self._after_opening_phrase(end, limit)
            if first >= limit:
                return None
            return self._make(
                index,
                form,
                source,
                None,
                lambda c: _clause(c, first, limit),
                ("content.after-preposition",),
                False,
            )
        rest = self._clause_goes_on(before, end, limit)
        if rest is not None:
            return self._make(
                index, form, source, None, lambda c: _around(c, before, rest, limit), ("content.around-preposition",), False
            )
        return self._make(index, form, source, None, lambda c: _backward(c, *before), ("content.before-preposition",), False)

    def _clause_goes_on(self, before: tuple[int, int], end: int, limit: int) -> int | None:
        """Where the clause goes on after «، بحسب X،» in its middle; None when it was complete before it."""
        if end >= limit or self._tokens.raw[end] in _STOPS:
            return None
        words = self._reader.words
        comma = self._tokens.raw[end] in _COMMAS
        rest = end + 1 if comma else end
        if rest >= limit:
            return None
        word = self._folded[rest]
        closed = ("narrator_clause", "contrast", "relative", "complementizer", "subordinator")
        if any(word in words.particles[name] for name in closed) or self._reader.cues.readings(word):
            return None
        if word[0] == "و" and word not in words.given_names and self._tokens.kinds[rest] is TokenKind.WORD:
            return None
        if not comma:
            return rest
        return rest if before[1] - before[0] < LONGEST_OPENING and word in words.particles["preposition"] | {"ان"} or self._tokens.raw[rest] in QUOTATION_MARKS else None

    def _is_strong_verb(self, index: int) -> bool:
        """«وقالت على لسان ...»: the verb before is the cue."""
        return index >= 0 and any(f.category in _FINITE and not f.entry.is_weak for f in self._readings(index))

    def _prepositional_source(self, at: int, limit: int) -> tuple[int, int] | None:
        if at >= limit:
            return None
        word = self._folded[at]
        joined = word.startswith("لل") or (word[:1] in ("ل", "ب") and self._reader.words.heads.get(word) is None)
        last = self._reader.noun_phrase(at, limit, bounded=False)
        if last is None and joined:
            bare = "ال" + word[2:] if word.startswith("لل") else word[1:]
            if self._reader.words.heads.get(bare) is not None or at in self._reader.entities:
                last = self._reader.entities.get(at, at)
                longer = self._reader.noun_phrase(at + 1, limit, bounded=False) if last == at and at + 1 < limit else None
                follows = at + 1 < limit and self._folded[at + 1].startswith("ال")
                last = longer if longer is not None and (follows or not bare.startswith("ال")) else last
        if last is None:
            return None
        return (at, last) if self._may_be_followed((at, last)) else None

    def _may_be_followed(self, source: tuple[int, int]) -> bool:
        """Anything definite that speaks; laws, plans and agreements are followed without speaking."""
        word = self._folded[source[0]]
        bare = "ال" + word[2:] if word.startswith("لل") else word
        silent = self._reader.words.particles["not_speaker"]
        if bare in silent or bare.removeprefix("ال") in silent or word[1:] in silent:
            return False
        if self._is_speaker(source) or self._reader.words.heads.get(bare) is not None:
            return True
        return has_article(word) or self._reader.words.heads.get(word[1:]) is not None

    def _opens_sentence(self, index: int) -> bool:
        start = self._start(index)
        return index - start <= 1 and all(self._tokens.raw[i] in QUOTATION_MARKS or self._folded[i] in ("و", "كما") for i in range(start, index))

    def _content_before(self, index: int) -> tuple[int, int] | None:
        """The tokens of the sentence before the preposition, without the comma."""
        start = self._after_dateline(self._start(index), index)
        last = index - 1
        while last >= start and self._tokens.raw[last] in _COMMAS:
            last -= 1
        return None if last < start else (start, last)

    def _after_dateline(self, start: int, index: int) -> int:
        """Past «دمشق 14 تشرين الأول (الوكالة) - »: a dash among the first words, after a bracket, place or date."""
        for at in range(start + 1, min(index, start + 14)):
            if self._tokens.raw[at] in ("-", "\N{EN DASH}", "\N{EM DASH}") and self._tokens.starts[at] > self._tokens.ends[at - 1]:
                marked = any(i in self._reader.entities or i in self._reader.times for i in range(start, at))
                return at + 1 if marked or self._tokens.raw[at - 1] == ")" else start
        return start

    def _after_opening_phrase(self, index: int, limit: int) -> int:
        """Past the comma, «فقد» and «فإن» after an opening «وبحسب X»; a remark between commas is stepped over."""
        while index < limit and (self._tokens.raw[index] in _COMMAS or self._folded[index] in ("فقد", "فان", "ان")):
            index += 1
        return index

    # -- making ---------------------------------------------------------------------------------

    def _make(
        self,
        index: int,
        form: CueForm,
        source: tuple[int, int] | None,
        complement: Complement | None,
        read_content: ContentRule,
        rules: tuple[str, ...],
        negated: bool,
    ) -> Attribution | None:
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
            rules=rules,
        )


def _without_objects(entry: CueEntry) -> CueEntry:
    """The entry with its clause complements only."""
    return replace(entry, complement=frozenset({"that", "colon"}), prepositions=frozenset())


def _piece(contents: ContentReader, first: int, last: int) -> tuple[Span, ...]:
    span = contents.trim(first, last)
    return () if span is None else (span,)


def _clause(contents: ContentReader, first: int, limit: int) -> tuple[Span, ...]:
    """Content after an opening preposition: to the end of its clause."""
    last = contents.clause_end(first, limit)
    return () if last is None else _piece(contents, first, last)


def _around(contents: ContentReader, before: tuple[int, int], rest: int, limit: int) -> tuple[Span, ...]:
    """The clause on both sides of a preposition in its middle."""
    return (*_backward(contents, *before), *_clause(contents, rest, limit))


def _backward(contents: ContentReader, first: int, last: int) -> tuple[Span, ...]:
    """Content before a preposition: from the start of the sentence, or from the last attribution that ended there."""
    return _piece(contents, first, last)
