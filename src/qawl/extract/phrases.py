"""Noun phrases beside a cue: who speaks.

``PhraseReader`` answers what rules ask about phrases: where one can begin, what its head is, whether a verb agrees
with it, where it ends. No parser is at hand: phrase_reading.py reads one word by word from its head noun.
"""

from dataclasses import field

from qawl.extract.phrase_reading import PhraseReading
from qawl.extract.titled_names import name_of_title
from qawl.lexicon.cues import FINITE, CueForm, CueLexicon
from qawl.lexicon.words import HeadNoun, Words
from qawl.text.layout import Layout
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.record import record
from qawl.text.tokens import ARTICLE, TokenKind, is_title_point

_TO_ME = "لي"  # «قالوا | لي إن ...»
_ABOUT = frozenset({"نحو", "حوالي", "قرابه", "زهاء"})
_SAME = frozenset({"ذات", "نفس"})  # «أفادت | ذات المصادر أن»
_TITLES = ("person.role", "person.rank")
_PEOPLE = ("person", "anonymous", "group", "people")


@record
class PhraseReader:
    """Reads noun phrases of one article.

    ``entities`` maps the first to the last token of proper names already known (actors, countries,
    places, people of the article); ``people`` and ``outlets`` are the first tokens of those that are persons
    and media; ``times`` maps the first to the last token of time expressions.
    """

    layout: Layout
    words: Words
    cues: CueLexicon
    entities: dict[int, int]
    people: frozenset[int] = frozenset()
    outlets: frozenset[int] = frozenset()
    times: dict[int, int] = field(default_factory=dict)
    joined: frozenset[int] = frozenset()  # first tokens of names that carry a joined preposition or conjunction

    def entity_is_bare(self, index: int) -> bool:
        """True when the name at ``index`` begins with its own first letter: بروكسل, not ببروكسل."""
        return index not in self.joined

    def source_phrase(
        self, first: int, limit: int, *, bounded: bool, stops: frozenset[str] = frozenset()
    ) -> int | None:
        """Last token of a phrase that can speak; None where a verbal noun, a thing of somebody's or nothing begins.

        ``stops`` are the prepositions that open the content of the verb at hand: they never continue the phrase.
        """
        start = self._skip_opening(first, limit)
        if start is None or not self.can_begin(start):
            return None
        word = self.layout.tokens.folded[start]
        named = start in self.entities or self.head_at(start) is not None
        bare = word.removeprefix("و") if len(word) > 4 else word
        opens_event = self.words.looks_like_verbal_noun(bare.removeprefix(ARTICLE))
        if not named and (opens_event or self.is_owned(start)):
            return None
        if not named and word[0] == "و" and word not in self.words.given_names:
            return None
        if not named and word in self.words.particles["common_object"]:
            return None  # «نفى | الحادث تماما»
        return self._read(first, start, limit, bounded=bounded, stops=stops)

    def _read(self, first: int, start: int, limit: int, *, bounded: bool, stops: frozenset[str]) -> int | None:
        last = PhraseReading(self, first, start, limit, bounded, stops).run()
        return None if last is None else name_of_title(self, start, last, limit) or last

    def is_owned(self, index: int) -> bool:
        """A noun with a pronoun, such as مسؤوليتها: what is spoken of, unless it is a head noun."""
        word = self.layout.tokens.folded[index]
        if not word.endswith(("ه", "ها", "هم", "هما")) or self.layout.tokens.ends_in_teh(index):
            return False
        return len(word) > 4 or (len(word) == 4 and self._is_short_event(word))

    def _is_short_event(self, word: str) -> bool:
        """«أسفه»، «رفضه»، «قتله»: a verbal noun of three letters with its owner."""
        if word in self.words.given_names or word in self.words.heads:
            return False
        forms = self.cues.readings(word)
        return any(f.category == "masdar" for f in forms) and not any(f.has_object for f in forms)

    def agrees(self, form: CueForm, first: int) -> bool:
        """False when the verb's gender cannot be that of the noun at ``first`` («وصفت | الهجوم»: its object)."""
        tokens = self.layout.tokens
        word = tokens.folded[first]
        if form.category not in FINITE or form.person == 1 or first in self.entities or form.number == "pl":
            return True
        if word in self.words.particles["counter"] or self.is_honorific(first):
            return True  # «قال | عدة سكان»
        if word.endswith("ين") and self.words.heads.get(word[:-2] + "ون") is not None:
            return False  # «حذرت المواطنين»: the oblique plural is whom it is said to
        feminine = tokens.ends_in_teh(first) or word.endswith("ات")
        if word in self.words.particles["people_plural"] or first in self.people:
            return True  # «قادة»: broken plurals of men may end in ة
        if form.gender == "m" and word.removeprefix(ARTICLE) in self.words.particles["many_bodies"]:
            return False  # «دعا | القبائل إلى ...»: they would take a feminine verb
        if form.gender == "m":
            return not feminine or word in self.words.given_names or word in self.words.particles["masculine_with_teh"]
        plural = self.words.heads.get(word) is not None  # «ذكرت تقارير»: a head noun, not what the verb announces
        masculine_noun = self.words.looks_like_verbal_noun(word.removeprefix(ARTICLE)) and not (feminine or plural)
        return not masculine_noun and word.removeprefix(ARTICLE) not in self.words.particles["masculine_head"]

    def head_at(self, index: int) -> HeadNoun | None:
        """The head noun at a token, if it is one."""
        folded = self.layout.tokens.folded
        if self.counts_speakers(index):
            return self.words.head(folded[index + 1 + (folded[index] in _ABOUT)])
        word = folded[index]
        if self.is_honorific(index):
            return self.words.head(folded[index + 1])
        counted = index + 1
        if word in self.words.particles["counter"] and counted < len(folded):
            counted += folded[counted] == "من"
            return self.words.head(folded[counted]) if counted < len(folded) else None
        return self.words.rank_before(word, index, self.people) or self.words.head(word)

    def noun_phrase(self, first: int, limit: int, *, bounded: bool) -> int | None:
        """Last token of the noun phrase that begins at ``first`` and ends before ``limit``; None if none begins.

        ``bounded`` says that what follows ``limit`` is known to be the content, so that doubtful words
        between belong to the phrase rather than to the content.
        """
        start = self._skip_opening(first, limit)
        if start is None or not self.can_begin(start):
            return None
        return self._read(first, start, limit, bounded=bounded, stops=frozenset())

    def _skip_opening(self, first: int, limit: int) -> int | None:
        """Step over an opening quotation mark, bracket or hash before the head."""
        tokens = self.layout.tokens
        index = first
        while index < limit and (tokens.raw[index] in QUOTATION_MARKS or tokens.raw[index] in "(#"):
            index += 1
        return index if index < limit else None

    def can_begin(self, index: int) -> bool:
        """True when a noun phrase may begin at this token."""
        tokens = self.layout.tokens
        word = tokens.folded[index]
        if index in self.entities or self.counts_speakers(index) or self.is_honorific(index):
            return True
        if len(word) == 1 and index + 1 < len(tokens) and is_title_point(tokens, index + 1):
            return True  # «د. فلان»
        if tokens.kinds[index] is not TokenKind.WORD or len(word) < 2 or word == _TO_ME:
            return False
        if word in self.words.heads:
            return True
        particles = self.words.particles
        for name in (
            "complementizer",
            "preposition",
            "negation",
            "time",
            "contrast",
            "relative",
            "adverb",
            "conditional",
        ):
            if word in particles[name]:
                return False
        if word in particles["subordinator"] or word in particles["interrogative"] or word in particles["seat"]:
            return False
        if word in particles["demonstrative"]:
            return False
        if self.is_finite_cue(index) or (self.is_participle_cue(index) and not self.is_owned(index)):
            return False
        return not self._is_joined_adjunct(word)

    def counts_speakers(self, index: int) -> bool:
        """A number before a head noun of people: «رجح | 3 مسؤولين أن ...»، «أفاد | نحو 20 ناجيا بأن ...»."""
        tokens = self.layout.tokens
        first = index + (tokens.folded[index] in _ABOUT)
        if first + 1 >= len(tokens) or tokens.kinds[first] is not TokenKind.NUMBER:
            return False
        head = self.words.head(tokens.folded[first + 1])
        return head is not None and head.group.startswith(_PEOPLE)

    def is_honorific(self, index: int) -> bool:
        """«سعادة | السفير»، «سمو | الأمير»: the courtesy before a title; not «سعادة الأطفال»، «دولة الإمارات»."""
        word = self.layout.tokens.folded[index]
        same = word in _SAME
        if not same and word not in self.words.particles["honorific"]:
            return False
        head = self.words.head(self.layout.tokens.folded[index + 1]) if index + 1 < len(self.layout.tokens) else None
        return head is not None and (same or head.group in _TITLES)

    def _is_joined_adjunct(self, word: str) -> bool:
        """A preposition joined to its noun, such as بالقول or لوكالة: never the head of a source."""
        if word in self.words.given_names:
            return False
        return word[:3] in ("بال", "كال") or (word.startswith("لل") and len(word) > 3)

    def looks_like_imperfect(self, index: int) -> bool:
        """An indefinite word in يـ that is no name and no adjective is a verb: يتمتع، يستعد."""
        word = self.layout.tokens.folded[index]
        if word[:1] != "ي" or len(word) < 4 or word.endswith(("ي", "يه", "يين")) or word in self.words.heads:
            return False
        return index not in self.entities and word not in self.words.given_names

    def joins_verbal_noun(self, word: str) -> bool:
        """A preposition joined to a verbal noun, such as بمقتل or بتوسيع: it opens what is said, never a name."""
        return word[:1] in ("ب", "ل") and word not in self.words.heads and self.words.looks_like_verbal_noun(word[1:])

    def is_finite_cue(self, index: int) -> bool:
        """True when the token is a finite form of a strong reporting verb, and no head noun."""
        word = self.layout.tokens.folded[index]
        if word in self.words.heads:
            return False
        return any(f.category in FINITE and not f.entry.is_weak for f in self.cues.readings(word))

    def is_participle_cue(self, index: int) -> bool:
        word = self.layout.tokens.folded[index]
        if word in self.words.heads:
            return False
        return any(f.category == "participle" for f in self.cues.readings(word))
