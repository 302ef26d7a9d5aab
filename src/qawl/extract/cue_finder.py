"""Cue by cue: does this word attribute something here, to whom, and where does the content stand?

Every token is looked up in the lexicon; each reading goes to the finder of its kind: finite verbs, nouns and
participles, prepositions. A weak word (one with everyday senses) needs the complements that its entry names.
"""

from collections.abc import Sequence

from qawl.extract.attributions import Attribution
from qawl.extract.clause_reader import ClauseReader
from qawl.extract.contents_before_cue import ContentBeforeCue
from qawl.extract.cue_evidence import CueEvidence
from qawl.extract.noun_cues import NounCues
from qawl.extract.phrases import PhraseReader
from qawl.extract.preposition_cues import PrepositionCues
from qawl.extract.verb_cues import VerbCues
from qawl.extract.verb_subjects import SubjectReader
from qawl.lexicon.cues import CueForm, CuePhrase, cues_of
from qawl.text.tokens import strip_enclitics

FARTHEST_WITH = 15  # tokens behind a word, to one of those it goes with
TEH_MARBUTA = "\N{ARABIC LETTER TEH MARBUTA}"
HEH = "\N{ARABIC LETTER HEH}"
YEH = "\N{ARABIC LETTER YEH}"
ABOUT = "عن"
ALEF_MAKSURA = "\N{ARABIC LETTER ALEF MAKSURA}"
_RESUMED = (["فيه"], ["فيها"])
EGYPTIAN_FI = " \N{ARABIC LETTER FEH}\N{ARABIC LETTER ALEF MAKSURA} "
_SHADDA = "\N{ARABIC SHADDA}"
_BETWEEN = {"بين": "بين", "وبين": "بين", "فبين": "بين"}  # the preposition, unless written «بيّن»


class AttributionFinder:
    """Tries every token of one article as a cue."""

    def __init__(self, reader: PhraseReader) -> None:
        clauses = ClauseReader(reader)
        evidence = CueEvidence(clauses)
        self._reader = reader
        self._layout = reader.layout
        self._tokens = reader.layout.tokens
        self._folded = reader.layout.tokens.folded
        self._verbs = VerbCues(clauses, SubjectReader(clauses), evidence, ContentBeforeCue(clauses))
        self._nouns = NounCues(clauses, evidence)
        self._prepositions = PrepositionCues(clauses)

    def find_all(self) -> list[Attribution]:
        """All attributions, in text order, at most one a token."""
        found: list[Attribution] = []
        cues = cues_of(self._reader.cues)
        for index, word in enumerate(self._folded):
            phrases, readings = cues[word]
            if word in _BETWEEN and _SHADDA in self._tokens.raw[index]:
                readings = self._reader.cues.whatever(_BETWEEN[word], is_joined=word != _BETWEEN[word])
            attribution = self._at(index, phrases, readings) if readings or phrases or word == ABOUT else None
            if attribution is not None:
                found.append(attribution)
        return found

    def _at(self, index: int, phrases: Sequence[CuePhrase], readings: Sequence[CueForm]) -> Attribution | None:
        if self._folded[index] == ABOUT:
            return self._nouns.read_relayed(index)
        for words, form in phrases:
            if self._folded[index : index + len(words)] == list(words):
                attribution = self._try(index, form)
                if attribution is not None:
                    return attribution
        for form in readings:
            attribution = self._try(index, form)
            if attribution is not None:
                return attribution
        return None

    def _try(self, index: int, form: CueForm) -> Attribution | None:
        if not self._context_allows(index, form):
            return None
        if form.final and not self._ends_alike(index + form.length - 1, form.final):
            return None
        if form.entry.word_class == "preposition":
            return self._prepositions.read(index, form)
        if form.entry.word_class == "impersonal":
            return self._nouns.read_impersonal(index, form)
        if form.category == "participle" or form.entry.word_class == "adverbial":
            return self._nouns.read_participle(index, form)
        if form.category == "masdar" or form.entry.word_class == "noun":
            return self._nouns.read_noun(index, form)
        return self._verbs.read(index, form)

    def _ends_alike(self, index: int, final: str) -> bool:
        """The last letter is the form's own, not one that folding makes equal; careless texts are excused.

        A text that never writes ة, or writes «فى», does not keep these letters apart.
        """
        last = self._tokens.letters[index][-1]
        if last == final:
            return True
        if {last, final} == {TEH_MARBUTA, HEH}:
            return not self._tokens.habits.tells_teh
        if {last, final} == {ALEF_MAKSURA, YEH}:
            return not self._tokens.habits.tells_yeh or EGYPTIAN_FI in self._layout.text
        return True

    def _context_allows(self, index: int, form: CueForm) -> bool:
        """The entry's own conditions on the words around the form."""
        entry = form.entry
        after = index + form.length
        resumed = form.has_object and self._folded[after : after + 1] in _RESUMED  # «شكوى تتهمهم | فيها بـ»
        for phrase in () if resumed else entry.not_before:
            if self._folded[after : after + len(phrase)] == list(phrase):
                return False
        for phrase in entry.not_after:
            if tuple(self._folded[max(0, index - len(phrase)) : index]) == phrase:
                return False
        if entry.only_after and (index == 0 or self._folded[index - 1] not in entry.only_after):
            return False
        return not entry.only_with or any(
            self._is_one_of(word, entry.only_with)
            for word in self._folded[
                after : min(after + FARTHEST_WITH, self._layout.sentences[self._layout.sentence_of[index]].stop)
            ]
        )

    def _is_one_of(self, word: str, words: frozenset[str]) -> bool:
        """The word, or what it is without article and owner: «قلقه»، «القلق»."""
        return any(stem in words or stem.removeprefix("ال") in words for stem in strip_enclitics(word))
