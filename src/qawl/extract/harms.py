"""What became of the people counted: killed, wounded or missing, from the words around the number.

مقتل 12 شخصا، وقتل في الاشتباكات 30 من أفراد       a word in front, up to the next other happening
29 مدنيا قتلوا في غارات                            a verb behind
بين القتلى 16 مدنيا                                the group they are among
"""

from qawl.lexicon.numerals import Numerals
from qawl.model.claim import Harm
from qawl.text.layout import Layout
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.record import record
from qawl.text.tokens import COMMAS, TokenKind

_REACH_BEFORE = 14  # tokens from the number back to the word that governs it
_REACH_AFTER = 7
_REACH_TOGETHER = 8  # tokens between two numbers that one word governs
_AMONG = ("بين", "وبين", "مابين")


@record
class Governor:
    """The word that says what became of the people: at token ``index``; ``is_both`` for killed and wounded together."""

    index: int
    harm: Harm | None
    is_both: bool = False


class Harms:
    """Looks for words of harm around numbers of one text."""

    def __init__(self, layout: Layout, numerals: Numerals) -> None:
        self._tokens = layout.tokens
        self._folded = layout.tokens.folded
        self._sentence_of = layout.sentence_of
        self._units = numerals.units

    def before(self, index: int, floor: int) -> Governor | None:
        """The nearest word of harm in front of token ``index``, behind token ``floor``, in the same sentence."""
        for position in range(index - 1, max(index - _REACH_BEFORE, floor, -1), -1):
            if self._sentence_of[position] != self._sentence_of[index] or self._breaks(position):
                return None
            word = self._folded[position]
            if position > 0 and self._closes_both(position):
                return Governor(position, None, is_both=True)
            harm = self._harm_at(position)
            if harm is not None:
                return Governor(position, harm)
            if word in self._units.blockers:
                return None
        return None

    def after(self, index: int) -> Harm | None:
        """The harm that a passive verb behind token ``index`` tells of; None when the verb has an object of its own."""
        passed_a_part = False
        for position in range(index + 1, min(index + _REACH_AFTER, len(self._folded))):
            if self._sentence_of[position] != self._sentence_of[index]:
                return None
            word = self._folded[position]
            passed_a_part = passed_a_part or word in self._units.parts
            if not passed_a_part and (self._stops_passive(position) or word in self._units.blockers):
                return None
            among = self.among(position)
            if among is not None:
                return among
            harm = self._units.after_harms.get(word)
            if harm is not None:
                return None if self._has_object(position + 1) else harm
        return None

    def is_both_after(self, index: int) -> bool:
        """«... شخصا بين قتيل وجريح»: killed and wounded counted together, said behind."""
        for position in range(index + 1, min(index + 4, len(self._folded))):
            for rest in self._units.both.get(self._folded[position], ()):
                if tuple(self._folded[position + 1 : position + 1 + len(rest)]) == rest:
                    return self._folded[position - 1] in _AMONG or position == index + 1
        return False

    def is_same_clause(self, start: int, stop: int) -> bool:
        """True when tokens ``start``..``stop`` (excluded) hold no mark but commas and no word of another happening."""
        if stop - start > _REACH_TOGETHER:
            return False
        return not any(self._breaks(k) or self._folded[k] in self._units.blockers for k in range(start, stop))

    def _harm_at(self, position: int) -> Harm | None:
        word = self._folded[position]
        harm = self._units.harms.get(word)
        if harm is not None:
            return harm
        for rest, phrase_harm in self._units.harm_phrases.get(word, ()):
            if tuple(self._folded[position + 1 : position + 1 + len(rest)]) == rest:
                return phrase_harm
        return self.among(position)

    def among(self, position: int) -> Harm | None:
        """«Among the dead»: the harm of the group's noun."""
        form = self._units.forms.get(self._folded[position])
        if form is None or form.unit.harm is None or position == 0 or self._folded[position - 1] not in _AMONG:
            return None
        return form.unit.harm

    def _stops_passive(self, position: int) -> bool:
        """A number or mark between the noun and its verb; a comma only when the verb does not follow at once."""
        kind = self._tokens.kinds[position]
        if kind is not TokenKind.MARK:
            return kind is TokenKind.NUMBER
        raw = self._tokens.raw[position]
        if raw in COMMAS:
            return position + 1 >= len(self._folded) or self._folded[position + 1] not in self._units.after_harms
        return raw not in QUOTATION_MARKS

    def _closes_both(self, position: int) -> bool:
        return any(rest == (self._folded[position],) for rest in self._units.both.get(self._folded[position - 1], ()))

    def _breaks(self, position: int) -> bool:
        """True at a mark other than a comma or quotation mark: the clause of the number does not reach over it."""
        raw = self._tokens.raw[position]
        is_mark = self._tokens.kinds[position] is TokenKind.MARK
        return is_mark and raw not in COMMAS and raw not in QUOTATION_MARKS

    def _has_object(self, index: int) -> bool:
        if index >= len(self._folded):
            return False
        return self._tokens.kinds[index] is TokenKind.NUMBER or self._folded[index] in self._units.forms
