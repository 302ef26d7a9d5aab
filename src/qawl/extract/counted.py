"""What a number counts: the noun behind it, the noun in front of it, or a word that stands for one said before.

    12 من المدنيين، 43 قتيلا، سبعة آلاف من مقاتليها      the noun behind, with or without «of»
    مدنيين اثنين، الجنود الثلاثة                        the noun in front
    وإصابة 13 آخرين                                    the noun of the number before

A noun that no list knows still counts: it is given as it stands, without the accusative alif, when its shape
agrees with the number.
"""

from enum import Enum

from qawl.extract.numbers import Number
from qawl.lexicon.numerals import Numerals
from qawl.lexicon.units import GrammaticalNumber, Unit, UnitForm
from qawl.model.claim import Harm
from qawl.text.fold import VANISHING
from qawl.text.layout import Layout
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.record import record
from qawl.text.tokens import ARTICLE, CONJUNCTIONS, TokenKind

BOTH = "قتيل وجريح"
"""Unit of people killed and wounded counted together."""

_OF = "من"
_ACCUSATIVE = "\N{ARABIC LETTER ALEF}"
_FEMININE = "\N{ARABIC LETTER HEH}"
_VERB_PLURAL = "وا"
_PREPOSITIONS = frozenset("\N{ARABIC LETTER BEH}\N{ARABIC LETTER LAM}\N{ARABIC LETTER KAF}")
_IMPERFECT = "\N{ARABIC LETTER YEH}"
_INDICATIVE = "ون"
_ARTICLE_WITH_PREPOSITION = ("لل", "بال", "كال")
_FARTHEST_OF = 4  # tokens that may stand between «of» and the noun («من كبار قيادات»)
_SHORTEST_NOUN = 3


def is_plural_verb(word: str) -> bool:
    """True for «غادروا» and «يرفضون»: the subject is people."""
    is_imperfect = word.startswith(_IMPERFECT) and word.endswith(_INDICATIVE)
    return len(word) > _SHORTEST_NOUN and (word.endswith(_VERB_PLURAL) or is_imperfect)


class How(Enum):
    """How the counted thing was found."""

    LISTED = "listed"
    SHAPE = "shape"
    ELIDED = "elided"
    TIME = "time"
    BOTH = "both"
    DATE = "date"


@record
class Counted:
    """What is counted: tokens ``first``..``last`` of the noun, its citation form and what the noun says of people."""

    first: int
    last: int
    name: str
    how: How
    is_people: bool = False
    harm: Harm | None = None


class CountedNouns:
    """Looks for the counted noun around numbers of one text."""

    def __init__(self, layout: Layout, numerals: Numerals) -> None:
        self._tokens = layout.tokens
        self._folded = layout.tokens.folded
        self._sentence_of = layout.sentence_of
        self._numerals = numerals
        self._units = numerals.units

    def after(self, number: Number) -> Counted | None:
        """The counted noun behind the number."""
        start = self._skip_marks(self._skip_approximator(number.last + 1), number.last)
        if start is None:
            return None
        word = self._folded[start]
        if self._is_date(start, number):
            return Counted(start, start, "", How.DATE)
        if word == _OF:
            return self._after_of(start + 1, number)
        if word in self._numerals.counts and start + 1 < len(self._folded):
            return self.listed(start + 1)
        if word in self._units.elided:
            return Counted(start, start, "", How.ELIDED, is_people=True)
        return self.listed(start) or self._by_shape(start, number)

    def before(self, number: Number) -> Counted | None:
        """The noun in front of a numeral that follows it like an adjective («مدنيين اثنين»، «الجنود الثلاثة»)."""
        index = number.first - 1
        if index < 0 or number.is_joined or self._sentence_of[index] != self._sentence_of[number.first]:
            return None
        form = self._units.forms.get(self._folded[index]) or self._without_clitic(self._folded[index])
        if form is None:
            return self._dual_by_shape(index) if number.low == 2 else None
        is_plural = form.number is GrammaticalNumber.PLURAL
        fits = {
            1: form.number is GrammaticalNumber.SINGULAR and not form.is_definite,
            2: form.number is not GrammaticalNumber.SINGULAR,
        }.get(int(number.low), is_plural and form.is_definite and number.is_definite)
        return self._as_counted(form.unit, index, index) if fits else None

    def listed(self, index: int) -> Counted | None:
        """The unit of the lists that begins at token ``index``."""
        word = self._folded[index]
        for rest in self._units.both.get(word, ()):
            if self._matches(index + 1, rest):
                return Counted(index, index + len(rest), BOTH, How.BOTH, is_people=True)
        for words, phrase in self._units.phrases.get(word, ()):
            if self._matches(index, words):
                return self._as_counted(phrase.unit, index, index + len(words) - 1)
        form = self._units.forms.get(word)
        if form is None:
            return None
        last = index
        name = form.unit.name
        if index + 1 < len(self._folded):
            compound = form.unit.compounds.get(self._bare(self._folded[index + 1]))
            name, last = (compound, index + 1) if compound is not None else (name, index)
        return self._as_counted(form.unit, index, last, name)

    @staticmethod
    def _bare(word: str) -> str:
        return word[2:] if word.startswith(ARTICLE) else word

    @staticmethod
    def _as_counted(unit: Unit, first: int, last: int, name: str = "") -> Counted:
        how = How.TIME if unit.is_time else How.LISTED
        return Counted(first, last, name or unit.name, how, unit.is_people, unit.harm)

    def _matches(self, index: int, words: tuple[str, ...]) -> bool:
        return tuple(self._folded[index : index + len(words)]) == words

    def _skip_approximator(self, index: int) -> int:
        """«18 على الأقل من المدنيين»: the approximator may stand before the noun."""
        word = self._folded[index] if index < len(self._folded) else ""
        for phrase, _ in self._numerals.after.get(word, ()):
            if self._matches(index, phrase):
                return index + len(phrase)
        return index

    def _skip_marks(self, index: int, last: int) -> int | None:
        """The next word in the sentence, over one or two quotation marks or an opening bracket."""
        for position in range(index, min(index + 3, len(self._folded))):
            if self._sentence_of[position] != self._sentence_of[last]:
                return None
            if self._tokens.kinds[position] is not TokenKind.MARK:
                return position
            if self._tokens.raw[position] not in QUOTATION_MARKS:
                return None
        return None

    def _is_date(self, index: int, number: Number) -> bool:
        word = self._folded[index]
        if not number.in_digits and not number.is_definite:
            return False
        if word == _OF and index + 1 < len(self._folded):
            word = self._folded[index + 1]
        return word in self._numerals.months and number.low <= 31

    def _after_of(self, index: int, number: Number) -> Counted | None:
        """«Twelve of the ...»: a listed noun or a body of people within a few words."""
        if index < len(self._folded) and self._folded[index] in self._numerals.not_of:
            return Counted(index, index, "", How.DATE)
        for position in range(index, min(index + _FARTHEST_OF, len(self._folded))):
            if self._sentence_of[position] != self._sentence_of[number.last]:
                break
            word = self._folded[position]
            if word in self._units.collectives:
                found = self.listed(position)
                if found is not None and found.is_people:
                    return found
                return Counted(position, position, self._units.member.name, How.LISTED, is_people=True)
            found = self.listed(position)
            if found is not None:
                return found
            is_stop = word in self._units.stops and word not in self._units.passed
            if is_stop or self._tokens.kinds[position] is TokenKind.NUMBER:
                break
        return None

    def _by_shape(self, index: int, number: Number) -> Counted | None:
        """An unknown noun that agrees with the number, as it stands."""
        word = self._folded[index]
        is_closed = (number.is_vague and number.is_definite) or (number.low <= 2 and not number.in_digits)
        if is_closed or not self._may_be_noun(index, number):
            return None
        raw = "".join(c for c in self._tokens.raw[index] if c not in VANISHING)
        remainder = 0 if number.order > 1 or number.is_vague else int(number.low) % 100
        if 11 <= remainder <= 99:
            if not word.endswith((_ACCUSATIVE, _FEMININE)):
                return None
            raw = raw[:-1] if word.endswith(_ACCUSATIVE) and len(raw) > _SHORTEST_NOUN else raw
        name = raw[2:] if word.startswith(ARTICLE) else raw
        people = word.endswith(("يا", "يين", "يون")) and len(word) > 4
        return Counted(index, index, name, How.SHAPE, is_people=people)

    def _may_be_noun(self, index: int, number: Number) -> bool:
        word = self._folded[index]
        if self._tokens.kinds[index] is not TokenKind.WORD or len(word) < _SHORTEST_NOUN or word.isascii():
            return False
        if word in self._units.stops or word in self._numerals.triggers or word in self._units.after_harms:
            return False
        if word in self._units.harms or word in self._units.blockers or is_plural_verb(word):
            return False
        if word[0] in _PREPOSITIONS and word[1:] in self._units.forms:
            return False
        if word[0] in CONJUNCTIONS and not word.endswith((_ACCUSATIVE, _FEMININE)):
            return False
        return (number.is_vague or not word.startswith(ARTICLE)) and not word.startswith(_ARTICLE_WITH_PREPOSITION)

    def _without_clitic(self, word: str) -> UnitForm | None:
        """The noun in front may carry a conjunction or preposition itself («وجنديين اثنين»)."""
        return self._units.forms.get(word[1:]) if word[:1] in "وفبلك" else None

    def _dual_by_shape(self, index: int) -> Counted | None:
        word = self._folded[index]
        if not word.endswith(("ين", "ان")) or len(word) < 5 or word in self._units.stops:
            return None
        raw = "".join(c for c in self._tokens.raw[index] if c not in VANISHING)
        return Counted(index, index, raw[:-2].removeprefix(ARTICLE), How.SHAPE, is_people=word.endswith(("يين", "يان")))
