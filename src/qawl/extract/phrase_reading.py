"""One reading of a noun phrase, word by word from its head noun.

Definite adjectives and genitives continue it, a proper name closes it, and an indefinite noun after a closed phrase
begins something else («أعلن الجيش | استعادة ...»). Prepositions continue a phrase only after the nouns that take
them («مصدر في»، «المتحدث باسم»), never before a time, a medium («في بيان») or an addressee («لرويترز»).
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qawl.extract.name_words import may_be_name
from qawl.lexicon.cues import FINITE
from qawl.lexicon.words import HeadNoun
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import ARTICLE, COMMAS, TokenKind, has_article, is_title_point, strip_enclitics

if TYPE_CHECKING:
    from qawl.extract.phrases import PhraseReader

LONGEST_QUOTED_NAME = 8  # tokens, marks not counted
_LAM, _TATWEEL = "\N{ARABIC LETTER LAM}", "\N{ARABIC TATWEEL}"
_INNER_PREPOSITIONS = frozenset({"في", "من", "لدي", "عن", "الي", "علي", "ضمن", "داخل", "ضد", "بين", "مع", "قرب", "تحت"})
_NON = "غير"
_ADDRESSEES = frozenset({"outlet.media"})
_BODIES = frozenset({"organization.body", "person.role", "outlet.media"})  # «وكالة إغاثة»: a verbal noun says which
_CONSTRUCT_JOINED = frozenset({"باسم", "لشوون", "بشوون", "باعمال", "بقياده", "بزعامه", "برياسه", "لحقوق", "لمكافحه"})
_PLURALS = frozenset({"مصادر", "تقارير", "صحف", "وثايق", "معطيات", "مواقع", "دول", "قوي"})
_ONE = frozenset({"anonymous.source", "outlet.media"})
_PLURAL = re.compile(r"\w{2}ا\wي?[^\Wه]|\w{2,}ات")  # fasail, mafatih, quwwat
_CLOSING_CLASSES = (
    "complementizer", "relative", "contrast", "negation", "adverb", "manner_phrase", "conditional", "time",
)  # fmt: skip


@dataclass(slots=True)
class PhraseReading:
    """State of one pass over a phrase."""

    reader: "PhraseReader"
    first: int
    start: int
    limit: int
    bounded: bool
    stops: frozenset[str]
    last: int = -1
    is_closed: bool = False  # a proper name or a definite noun ended what may be extended freely
    is_named: bool = False  # the person of a title stood between commas
    head: HeadNoun | None = None

    def run(self) -> int | None:
        """Read from the head on; the last token of the phrase, or None where nothing can be taken."""
        index = self.start
        self.head = self.reader.head_at(index) or self._head_behind_preposition(index)
        while index < self.limit:
            following = self._step(index)
            if following is None:
                break
            index = following
        if self.last < 0:
            return None
        return self._close_marks(self.last)

    def _head_behind_preposition(self, index: int) -> HeadNoun | None:
        """The head noun that carries the preposition of its verb or of وفقا («لمصدر | في الشرطة»), no addressee."""
        word = self.reader.layout.tokens.folded[index]
        head = self.reader.words.heads.get(word[1:]) if word[:1] in ("ل", "ب") else None
        return None if head is None or head.group in _ADDRESSEES else head

    def _step(self, index: int) -> int | None:
        """Take the token at ``index`` into the phrase and return the next to look at, or None to stop."""
        reader = self.reader
        tokens = reader.layout.tokens
        known = reader.entities.get(index)
        addressed = index in reader.joined and index in reader.outlets and tokens.folded[index][:1] == "ل"
        if addressed and self.last >= 0:
            return None
        if known is not None and known < self.limit:
            last = self._past_bracket(index, known)
            return self._take(index, last, closes=True) if self._entity_continues(index) else None
        if tokens.kinds[index] is TokenKind.MARK:
            return self._step_mark(index)
        if self.last >= 0 and tokens.raw[index].isascii() and tokens.raw[index].isalpha():
            return self._take(index, index)  # «مركز الدراسات CSR»
        if tokens.kinds[index] is TokenKind.NUMBER:
            counts = self.bounded if self.last >= 0 else reader.counts_speakers(index)
            return self._take(index, index) if counts else None
        if self.last < 0 and reader.counts_speakers(index):
            return self._take(index, index + 1)  # «نحو 20 ناجيا»
        if self.last < 0:
            return self._take(index, index, closes=has_article(tokens.folded[index]))
        return self._step_word(index)

    def _past_bracket(self, first: int, last: int) -> int:
        """The bracket that closes after a name that takes in what it holds: «تنظيم ... (فلان)»."""
        raw = self.reader.layout.tokens.raw
        closes = last + 1 < self.limit and raw[last + 1] == ")" and "(" in raw[first:last]
        return last + 1 if closes else last

    def _entity_continues(self, index: int) -> bool:
        """A second name after a closed phrase is another party, unless it is the person of a title."""
        if self.last < 0 or self.bounded or not self.is_closed:
            return True
        word = self.reader.layout.tokens.folded[index]
        if word.startswith(ARTICLE) and word.endswith("يه") and self.reader.entities[index] == index:
            return True  # «قوات الدفاع السعودية»: the country's name is an adjective here
        if self._is_party_adjective(word):
            return True
        letter = word[:1]
        carries = index in self.reader.joined
        titled = self.head is not None and self.head.kind_with_name in ("person", "outlet")
        is_body = self.head is not None and self.head.group.startswith("organization")
        belongs = titled or (is_body and word.startswith("لل"))  # «هيئة الأركان العامة | للقوات المسلحة»
        joined = carries and (letter == "و" or (letter == "ل" and belongs and not self._is_addressee(index)))
        return joined or (titled and index in self.reader.people)

    def _is_party_adjective(self, word: str) -> bool:
        """«جماعة ... المعارضة»: an adjective of a body in ة, unless one of them accuses the other («... بـ»)."""
        feminine = self.reader.layout.tokens.raw[self.start].endswith("ة") and not has_article(
            self.reader.layout.tokens.folded[self.start]
        )
        return feminine and "ب" not in self.stops and word in self.reader.words.particles["party_adjective"]

    def _is_addressee(self, index: int) -> bool:
        """A medium after لـ is whom the speaker told it: «قال المسؤول لرويترز»."""
        return index in self.reader.outlets

    def _take(self, index: int, last: int, *, closes: bool = False) -> int:
        self.last = last
        if closes:
            self.is_closed = True
        return last + 1

    def _step_mark(self, index: int) -> int | None:
        reader = self.reader
        layout = reader.layout
        mark = layout.tokens.raw[index]
        if mark in QUOTATION_MARKS:
            quoted = layout.quotation_of[index]
            if quoted < 0:
                return None
            inside = layout.tokens.inside(layout.quotations[quoted].outer)
            if inside.start == index and self._quotes_frame(index + 1):
                return None
            fits = inside.start == index and len(inside) - 2 <= LONGEST_QUOTED_NAME and inside.stop <= self.limit
            if fits and (self.bounded or self.last < 0 or self._takes_quoted_name()):
                self.is_closed = True
                self.last = inside.stop - 1
                return inside.stop
            return index + 1 if inside.stop - 1 == index else None
        if mark == "(":
            return self._step_bracket(index)
        if mark == "_" and index + 1 < self.limit:
            return self._take(index + 1, index + 1)  # «#سلمى_غراندي»: one name
        if mark == "#":
            return index + 1
        if mark in ("-", "\N{EN DASH}", "."):
            joined = layout.tokens.ends[index - 1] == layout.tokens.starts[index]
            titled = mark != "." or is_title_point(layout.tokens, index)
            return index + 1 if joined and titled and index + 1 < self.limit else None
        if mark in COMMAS:
            return self._step_comma(index)
        return None

    def _quotes_frame(self, index: int) -> bool:
        """«طالبت النقابة | "بتدخل عاجل"»: the preposition of the verb inside the quotation marks, and no name."""
        word = self.reader.layout.tokens.folded[index]
        known = index in self.reader.entities or word in self.reader.words.heads
        return word[:1] in self.stops and len(word) > len("بلد") and not known

    def _takes_quoted_name(self) -> bool:
        """A name in quotation marks follows a body, a role or a preposition, not a person's title."""
        reader = self.reader
        tokens, at = reader.layout.tokens, self.last + 2
        alone = at + 1 < self.limit and tokens.raw[at + 1] in QUOTATION_MARKS
        if alone and reader.words.looks_like_verbal_noun(tokens.folded[at]):
            return False  # «وأكدت الوزارة | "نجاح" الضربات»
        word = reader.layout.tokens.folded[self.last]
        if any(last == self.last and first in reader.people for first, last in reader.entities.items()):
            return False  # «أدان الرئيس ماكرون | "الهجوم"»
        head = reader.words.head(word)
        if head is not None and head.group.startswith(("organization", "outlet", "state", "anonymous", "group")):
            return True
        return word in _INNER_PREPOSITIONS or word in _CONSTRUCT_JOINED or not self.is_closed

    def _step_bracket(self, index: int) -> int | None:
        """An acronym or other name in brackets belongs to the phrase."""
        tokens = self.reader.layout.tokens
        for end in range(index + 1, min(index + 8, self.limit)):
            if tokens.raw[end] == ")":
                self.last = end
                return end + 1
        return None

    def _step_comma(self, index: int) -> int | None:
        """An apposition after a comma: a name after a title («الوزير، فلان،»), or a title after a name."""
        follower = index + 1
        if follower >= self.limit or self.last < 0:
            return None
        reader = self.reader
        titled = self.head is not None and self.head.kind_with_name in ("person", "outlet") and not self.is_named
        if titled and (self._is_name_between_marks(follower) or follower in reader.entities):
            self.is_named = True
            return follower if follower in reader.entities else self._take_name(follower)
        word = reader.layout.tokens.folded[follower]
        head = reader.words.rank_before(word, follower, reader.people) or reader.words.heads.get(word)
        if head is None or head.kind_with_name != "person":
            return None
        if not self.bounded and not (titled and head.is_rank) and self.start not in reader.people:
            return None
        self.is_closed = False
        return self._take(follower, follower)

    def _is_name_between_marks(self, first: int) -> bool:
        """One to four plain words up to the next comma, colon or complementizer: a name that no list knows."""
        tokens = self.reader.layout.tokens
        for index in range(first, min(first + 5, self.limit + 1, len(tokens))):
            word = tokens.folded[index]
            if tokens.raw[index] in COMMAS or word == ":" or word in self.reader.words.particles["complementizer"]:
                return index > first
            if tokens.raw[index] == "-":
                continue
            if not may_be_name(word, words=self.reader.words, cues=self.reader.cues):
                return False
        return False

    def _take_name(self, first: int) -> int:
        tokens = self.reader.layout.tokens
        last = first
        while last + 1 < self.limit and tokens.raw[last + 1] not in COMMAS and tokens.folded[last + 1] != ":":
            if tokens.folded[last + 1] in self.reader.words.particles["complementizer"]:
                break
            last += 1
        return self._take(first, last, closes=True)

    def _step_word(self, index: int) -> int | None:
        reader = self.reader
        tokens = reader.layout.tokens
        word = tokens.folded[index]
        particles = reader.words.particles
        if word in particles["same"] and has_article(tokens.folded[index - 1]):
            return self._take(index, index, closes=True)
        following = tokens.folded[index + 1] if index + 1 < len(tokens) else ""
        if word == _NON and self._is_plain(following):
            return self._take(index + 1, index + 1, closes=True)
        for name in _CLOSING_CLASSES:
            if word in particles[name] and not (name == "relative" and word in _INNER_PREPOSITIONS):
                return self._take(index, index, closes=True) if self._is_rank_adjective(index) else None
        if word in particles["demonstrative"] and not self._is_one_of_these(following):
            return None
        if word[:1] == _LAM and self._tells_outlet(index):
            return None
        if word in particles["calling_itself"] and (named := self._calls_itself(index)) is not None:
            return self._take(index, named, closes=True)
        if word in self.stops or self._opens_content(word):
            return None
        if word in particles["preposition"] or word in _INNER_PREPOSITIONS:
            return self._step_preposition(index)
        if word in particles["subordinator"] or reader.is_finite_cue(index):
            return None
        if word in particles["quantifier"] and self.is_closed and not self.bounded:
            return None  # «دعا فلان | جميع الأطراف إلى ...»
        if reader.is_participle_cue(index) and not has_article(word):
            return None
        plain = word in reader.words.given_names or word in reader.words.heads or index in reader.people
        if word in reader.words.verbal_nouns and not self.bounded:
            return self._step_indefinite(index)
        if word[0] == "و" and len(word) > 2 and not plain:
            return self._step_coordination(index)
        if self._is_joined_preposition(word):
            return self._step_joined(index)
        told = word[:1] == "ل" and reader.words.heads.get(word[1:])
        if told and told.kind == "outlet":
            return None
        if reader.joins_verbal_noun(word) or reader.looks_like_imperfect(index):
            return None
        if has_article(word) and word not in reader.words.verbal_nouns:
            return self._step_definite(index)
        return self._step_indefinite(index)

    def _is_one_of_these(self, following: str) -> bool:
        """«أحد | هؤلاء الجنود» goes on; «وصف مسؤولون | هذه الضربات» is what they speak of, «هذا اليوم» a time."""
        particles, last = self.reader.words.particles, self.reader.layout.tokens.folded[self.last]
        of_them = self.bounded or last in particles["counter"] or last in particles["quantifier"]
        return of_them and following not in particles["time"]

    def _calls_itself(self, index: int) -> int | None:
        """«جماعة | تطلق على نفسها اسم لواء الفجر»: the last token of the name that a group gives itself."""
        tokens, at = self.reader.layout.tokens, index + 1
        at += at < self.limit and tokens.folded[at] == "علي"
        if at >= self.limit or tokens.folded[at] not in self.reader.words.particles["same"]:
            return None
        at += 1
        at += at < self.limit and tokens.folded[at] in ("اسم", "لقب")
        if at >= self.limit:
            return None
        if tokens.raw[at] in QUOTATION_MARKS:
            quoted = self.reader.layout.quotation_of[at]
            inside = None if quoted < 0 else tokens.inside(self.reader.layout.quotations[quoted].outer)
            return None if inside is None or inside.stop > self.limit else inside.stop - 1
        if (known := self.reader.entities.get(at)) is not None:
            return known
        return min(at + 1, self.limit - 1)

    def _tells_outlet(self, index: int) -> bool:
        """«فلان | لـRT»، «فلان | لـ«الوسط»»: whom a person tells it; not «المتحدث الإعلامي لـ«الكتائب»»."""
        tokens = self.reader.layout.tokens
        rest = tokens.raw[index][1:].lstrip(_TATWEEL)
        if rest[:1].isascii() and rest[:1].isalpha():
            return True
        if rest or index + 1 >= len(tokens) or tokens.kinds[index + 1] is not TokenKind.MARK:
            return False
        people, entities = self.reader.people, self.reader.entities
        return any(at in people and entities.get(at, at) >= index - 1 for at in range(max(0, index - 5), index))

    def _is_plain(self, word: str) -> bool:
        """«منظمات | غير حكومية»: what follows «غير» is the adjective that it turns round."""
        return len(word) > 3 and word not in self.reader.words.ordinary

    def _is_rank_adjective(self, index: int) -> bool:
        """«المدير العام»، «المؤتمر العام»: general, not the year, right after a definite noun."""
        words = self.reader.layout.tokens.folded
        return words[index] == "العام" and index not in self.reader.times and has_article(words[index - 1])

    def _opens_content(self, word: str) -> bool:
        """A word that carries the joined preposition of the verb's frame: «أقر الزعيم | بالهزيمة»."""
        letter = word[:1]
        if letter not in self.stops or word in self.reader.words.heads or word in self.reader.words.given_names:
            return False
        stems = strip_enclitics(word[1:]) if len(word) > 3 else []
        opens_event = any(self.reader.words.looks_like_verbal_noun(stem) for stem in stems)
        return word[1:3] == ARTICLE or word.startswith("لل") or opens_event

    def _is_joined_preposition(self, word: str) -> bool:
        if word in self.reader.words.given_names or word in self.reader.words.heads:
            return False
        if word.startswith("لل") or word[:3] in ("بال", "كال"):
            return len(word) > 4
        return word in _CONSTRUCT_JOINED or word in self.reader.words.particles["joined_in_title"]

    def _step_preposition(self, index: int) -> int | None:
        """A preposition inside the phrase, when its head takes one and no medium or time follows."""
        reader = self.reader
        tokens = reader.layout.tokens
        word = tokens.folded[index]
        counts = word == "من" and tokens.folded[index - 1] in reader.words.particles["partitive"]
        if word not in _INNER_PREPOSITIONS or (self.head is None and not counts) or index + 1 >= self.limit:
            return None
        issued = tokens.folded[index - 1].removeprefix("ال") in ("صادر", "صادره")
        if word in ("علي", "الي", "تحت", "بين", "مع", "ضد", "عن") and not self.bounded and not issued:
            return None
        follower = tokens.folded[index + 1]
        if follower in reader.words.particles["medium"] or follower in reader.words.particles["time"]:
            return None
        if follower in reader.words.particles["complementizer"] or follower in reader.words.particles["demonstrative"]:
            return None
        if len(follower) > 4 and follower.endswith(("ه", "ها", "هم")) and not tokens.ends_in_teh(index + 1):
            return None
        if reader.words.heads.get(follower) is None and index + 1 not in reader.entities:
            if reader.words.looks_like_verbal_noun(follower):
                return None
        if not self.bounded and word not in ("في", "لدي") and self.is_closed and not counts:
            return None
        self.is_closed = False
        if index + 1 in reader.entities:
            return index + 1
        if tokens.kinds[index + 1] is TokenKind.MARK:
            return index + 1 if tokens.raw[index + 1] in QUOTATION_MARKS else None
        return self._take(index + 1, index + 1, closes=has_article(follower))

    def _step_joined(self, index: int) -> int | None:
        """A joined preposition: part of a name or role («لحقوق الإنسان»), unless it names whom one speaks to."""
        reader = self.reader
        word = reader.layout.tokens.folded[index]
        bare = ARTICLE + word[2:] if word.startswith("لل") else word[1:]
        head = reader.words.heads.get(bare)
        if bare in reader.words.particles["reporters"] or (head is not None and head.group in _ADDRESSEES):
            return None
        if self.head is None and not self.bounded and word not in _CONSTRUCT_JOINED:
            return None
        if word in _CONSTRUCT_JOINED:
            self.is_closed = False
            return self._take(index, index)
        return self._take(index, index, closes=True)

    def _step_coordination(self, index: int) -> int | None:
        """Another speaker joined with و: a head noun, a known name, or a definite noun like the first."""
        reader = self.reader
        rest = reader.layout.tokens.folded[index][1:]
        if rest in ("هو", "هي", "هم", "هما", "مقره", "مقرها", "ذلك"):
            return None
        if any(f.category in FINITE for f in reader.cues.readings(rest)) and rest not in reader.words.heads:
            return None
        if reader.words.heads.get(rest) is not None or index in reader.entities or rest in reader.words.given_names:
            return self._take(index, index, closes=has_article(rest))
        if has_article(rest) and (self.bounded or self._names_purposes()):
            return self._take(index, index, closes=True)
        follower = reader.layout.tokens.folded[index + 1] if index + 1 < self.limit else ""
        if self._names_purposes() and follower.startswith(ARTICLE):
            return self._take(index, index + 1, closes=True)  # «المركز الأوروبي للدستور | وحقوق الإنسان»
        return self._take(index, index) if self._is_second_adjective(index) else None

    def _names_purposes(self) -> bool:
        """«مركز ... للإغاثة | والتنمية»: the last word of a body's name says what it is for."""
        is_body = self.head is not None and self.head.group == "organization.body"
        return is_body and self.reader.layout.tokens.folded[self.last].startswith("لل")

    def _is_second_adjective(self, index: int) -> bool:
        """«تقارير محلية | ودولية»: an adjective like the one before, both with the article or both without."""
        tokens = self.reader.layout.tokens
        last, word = tokens.folded[self.last], tokens.folded[index]
        alike = has_article(last) == has_article(word) and self.last > self.start
        feminine = last.endswith("يه") and word.endswith("يه") and tokens.raw[index].endswith("ة")
        definite = has_article(word) and last.endswith("ي") and word.endswith("ي")  # «الجيشان الروسي | والسوري»
        return alike and (feminine or definite)

    def _step_definite(self, index: int) -> int | None:
        """A word with the article: an adjective or genitive of the phrase, or a title after a name or title.

        A second head noun after a closed phrase is another party («اتهم المسلحون | الحكومة»).
        """
        reader = self.reader
        spelling = reader.layout.tokens.folded[index]
        if not self.bounded and self._cannot_be_described_by(index):
            return None
        head = reader.words.heads.get(spelling)
        titled = self.head is not None and self.head.kind_with_name == "person"
        describes = titled and spelling in reader.words.particles["role_adjective"]
        if describes or self._is_party_adjective(spelling) or self._agrees_with_plural(index):
            return self._take(index, index, closes=True)
        opens_another = head is not None and head.kind_with_name != "person" and self.is_closed
        if opens_another and not self.bounded and not self._previous_is_construct():
            return None
        agrees = reader.layout.tokens.folded[self.last].endswith("ين") or self.last > self.start
        oblique = spelling.endswith("يين") and not agrees or spelling.endswith("ين") and reader.words.head(spelling)
        if oblique and self.is_closed and not self.bounded:
            return None  # «طالبت الرابطة | الطرفين»
        word = spelling
        if not self.bounded and head is None and self.is_closed and reader.words.looks_like_verbal_noun(word[2:]):
            return None
        if not self.bounded and self.is_closed and not self._previous_is_construct():
            if word in reader.words.particles["common_object"]:
                return None
        if not self.bounded and head is None and self._is_feminine_alone() and not word.endswith(("ه", "ي")):
            return None
        after_name = self.last in reader.entities.values() and not self.bounded
        if after_name and head is None and not word.endswith(("ي", "يه", "ين", "ون", "يتين", "ه")):
            return None
        return self._take(index, index, closes=True)

    def _cannot_be_described_by(self, index: int) -> bool:
        """«نفى المحققون | الحريق»، «نفى مصدر رئاسي | الخبر»: no adjective or genitive of what stands before it.

        A plural in ون takes no adjective in ة but a number, and without an article nothing definite at all («وصف
        مسؤولون | الضربات بأنها ...»); an indefinite adjective in ي takes nothing definite.
        """
        tokens = self.reader.layout.tokens
        word = tokens.folded[index]
        last = tokens.folded[self.last]
        another = self.reader.words.heads.get(word)
        people = self.reader.words.head(last) is not None or self.last in self.reader.entities.values()
        if last.endswith("ون") and people and another is not None and not word.endswith(("ون", "يه")):
            return another.group.startswith(("person", "anonymous", "group"))  # «طالب الحوثيون | الضباط بـ»
        if last.endswith("ون") and len(last) > 4 and self.last not in self.reader.entities.values():
            noun = self.head if self.last > self.start and not has_article(last) else self.reader.words.head(last)
            people = noun is not None and noun.group.startswith(("person", "anonymous", "group"))
            if people and not has_article(last):
                return last not in self.reader.words.given_names
            feminine = self.reader.layout.tokens.raw[index].endswith("ة")
            return people and feminine and word.removeprefix(ARTICLE) not in self.reader.words.particles["counter"]
        if self.last == self.start or has_article(last) or len(last) < len("رئاسي") - 1:
            return False
        if tokens.raw[self.last].endswith("ية") and last not in self.reader.words.heads:
            joined = last[0] == "و" and self.last - 1 > self.start and tokens.raw[self.last - 1].endswith("ية")
            before = tokens.folded[self.last - 1 - joined]  # «مصادر أمنية (ومحلية) | الوضع»; not «مدير جمعية الأطباء»
            plural = before in self.reader.words.heads and (before.endswith("ات") or before in _PLURALS)
            return plural and not has_article(before)
        if not tokens.raw[self.last].endswith("ي"):
            return False
        heads = self.reader.words.heads
        noun = heads.get(tokens.folded[self.last - 1])
        single = noun is not None and noun.kind_with_name == "person" or (noun is not None and noun.group in _ONE)
        plural = heads.get(last) is not None or heads.get(last + "ن") is not None
        return single and not plural and not has_article(tokens.folded[self.last - 1])

    def _agrees_with_plural(self, index: int) -> bool:
        """«الفصائل المعارضة»: a definite word in ة right after a plural of things in its article is its adjective."""
        tokens = self.reader.layout.tokens
        before = tokens.folded[index - 1]
        plural = self.last == index - 1 and before.startswith(ARTICLE) and _PLURAL.fullmatch(before[2:]) is not None
        return plural and tokens.ends_in_teh(index)

    def _is_feminine_alone(self) -> bool:
        """Only a definite noun in ة so far: a definite word without ة is no adjective of it («الوزارة | الحادث»)."""
        tokens = self.reader.layout.tokens
        return self.last == self.start and has_article(tokens.folded[self.start]) and tokens.ends_in_teh(self.start)

    def _previous_is_construct(self) -> bool:
        """The word before carries no article, so that a definite word after it is its genitive."""
        return self.last not in self.reader.entities.values() and not has_article(
            self.reader.layout.tokens.folded[self.last]
        )

    def _step_indefinite(self, index: int) -> int | None:
        reader = self.reader
        word = reader.layout.tokens.folded[index]
        words = reader.words
        previous = reader.layout.tokens.folded[self.last]
        previous_head = words.head(previous)
        body_noun = previous_head is not None and previous_head.group in _BODIES
        if self.bounded and self._follows_body() and words.heads.get(word) is None:
            return None
        opens_event = words.looks_like_verbal_noun(word) or reader.is_owned(index)
        other = reader.is_owned(index) and self.is_closed and not self.bounded  # «حض الرئيس | نظيره على ...»
        if opens_event and (words.head(word) is None or other) and not (body_noun and not has_article(previous)):
            return self._take(index, index) if self.bounded else None
        if not self.is_closed:
            return self._take(index, index)
        head = words.heads.get(word)
        titled = head is not None and head.group.startswith("person")
        if self.bounded or titled or word in words.given_names:
            return self._take(index, index)
        return self._take(index, index) if self._continues_as_name(index) else None

    def _follows_body(self) -> bool:
        """The last token ends a known name of a body or country: a bare noun after it is something else."""
        first = next((f for f, last in self.reader.entities.items() if last == self.last), None)
        return first is not None and first not in self.reader.people

    def _continues_as_name(self, index: int) -> bool:
        """After a person's title, two plain words of which the second can be a family name: «سرحان المنيخر»."""
        reader = self.reader
        tokens = reader.layout.tokens
        if self.head is None or self.head.kind_with_name != "person" or index + 1 >= self.limit:
            return False
        if reader.is_owned(index):
            return False  # «وصف الرئيس فلان | نظيره السوري بـ»
        follower = tokens.folded[index + 1]
        if not may_be_name(tokens.folded[index], words=reader.words, cues=reader.cues):
            return False
        family = follower.startswith(ARTICLE) or follower in reader.words.given_names
        return family and may_be_name(follower, words=reader.words, cues=reader.cues)

    def _close_marks(self, last: int) -> int:
        """Include the closing mark of a quoted name whose opening mark stands in the phrase."""
        tokens = self.reader.layout.tokens
        quoted = self.reader.layout.quotation_of[last]
        if quoted >= 0 and last + 1 < len(tokens) and tokens.raw[last + 1] in QUOTATION_MARKS:
            outer = self.reader.layout.quotations[quoted].outer
            if outer.start >= tokens.starts[self.first] and outer.end == tokens.ends[last + 1]:
                return last + 1
        return last
