"""Numbers with what they count, their bounds, and what became of the people counted.

A number is a quantity when something is counted: resolutions, years, dates, times of day, ages, scores and types
of weapon are not. The finder walks over the tokens once and stops only at words that can begin a number.

Rules: ``quantity.number`` digits and words, ``quantity.vague`` dozens and hundreds, ``quantity.range``,
``quantity.percent``, ``quantity.dual`` a noun in the dual, ``quantity.singular`` one person behind a word of harm,
``quantity.duration`` the length of a truce or deadline.
"""

from collections.abc import Sequence
from dataclasses import replace

from qawl.extract.approximators import Approximators
from qawl.extract.counted import BOTH, Counted, CountedNouns, How
from qawl.extract.findings import FoundQuantity, FoundTime
from qawl.extract.harms import Harms
from qawl.extract.number_contexts import NumberContexts
from qawl.extract.numbers import Number, parse_number
from qawl.lexicon.numerals import Numerals
from qawl.lexicon.units import UnitForm
from qawl.model.claim import Basis, Harm
from qawl.text.layout import Layout
from qawl.text.record import record
from qawl.text.tokens import TokenKind

PERCENT = "%"
_AMONG_REACH = 4  # tokens between «among them» and the number
_OF_THEM = frozenset("منهم منها منهن منهما".split())
_VICTIMS_REACH = 6  # tokens from who killed to who was killed
_MOST_PEOPLE = 1e8  # «by the billions» without a noun is money
_CONSTRUCT_ALEF = "\N{ARABIC LETTER ALEF}"


@record
class _Amount:
    """A number or a range, with its bounds as said: tokens ``first``..``last`` take in the approximator."""

    number: Number
    first: int
    last: int
    low: float
    high: float
    is_range: bool = False


def find_quantities(layout: Layout, numerals: Numerals) -> list[FoundQuantity]:
    """All quantities of the text, in order."""
    return _Finder(layout, numerals).find()


def add_running_totals(
    layout: Layout, quantities: Sequence[FoundQuantity], times: Sequence[FoundTime]
) -> list[FoundQuantity]:
    """The quantities with ``since`` set where a starting date follows in the same sentence («قتل ... منذ 2011»)."""
    starts = [t for t in times if t.rule == "time.since" and t.time is not None]
    return [_with_start(layout, quantity, starts) for quantity in quantities]


def _with_start(layout: Layout, quantity: FoundQuantity, starts: Sequence[FoundTime]) -> FoundQuantity:
    sentence = layout.sentence_of[quantity.first]
    for start in starts:
        if start.first > quantity.last and layout.sentence_of[start.first] == sentence and start.time is not None:
            return replace(quantity, since=start.time.edtf.partition("/")[0])
    return quantity


class _Finder:
    def __init__(self, layout: Layout, numerals: Numerals) -> None:
        self._layout = layout
        self._tokens = layout.tokens
        self._folded = layout.tokens.folded
        self._numerals = numerals
        self._units = numerals.units
        self._counted = CountedNouns(layout, numerals)
        self._harms = Harms(layout, numerals)
        self._contexts = NumberContexts(layout, numerals)
        self._approximators = Approximators(layout, numerals)
        self._found: list[FoundQuantity] = []
        self._free = 0  # first token that no quantity has taken

    def find(self) -> list[FoundQuantity]:
        triggers = self._numerals.triggers
        number = TokenKind.NUMBER
        kinds = self._tokens.kinds
        for index, word in enumerate(self._folded):
            if index >= self._free and (kinds[index] is number or word in triggers):
                self._read(index)
        return self._found

    def _read(self, index: int) -> None:
        number = parse_number(self._tokens, index, self._numerals.numbers)
        if number is not None:
            self._read_number(number)
            return
        word = self._folded[index]
        dual = self._units.duals.get(word)
        if dual is not None:
            self._read_noun(index, dual, 2, "quantity.dual")
            return
        single = self._units.singular_triggers.get(word)
        if single is not None and self._is_one_victim(index, word):
            self._read_noun(index, single, 1, "quantity.singular")

    # Numbers

    def _read_number(self, number: Number) -> None:
        if self._contexts.is_name(number):
            self._free = number.last + 1
            return
        amount = self._contexts.range_from(number)
        if amount is None:
            rejected = self._contexts.end_of_pair(number)
            if rejected is not None:
                self._free = rejected + 1
                return
            self._read_amount(_Amount(number, number.first, number.last, number.low, number.high))
            return
        self._read_amount(_Amount(amount.upper, amount.first, amount.upper.last, amount.low, amount.high, True))

    def _read_amount(self, amount: _Amount) -> None:
        number = amount.number
        percent_end = self._contexts.percent_end(number)
        if percent_end is not None or number.is_share:
            self._free = (percent_end or number.last) + 1
            if number.is_share and percent_end is None and not self._contexts.is_share_of_something(number):
                return
            self._emit(amount, None, PERCENT, "quantity.percent", last=percent_end or number.last)
            return
        self._free = number.last + 1
        counted = self._counted.before(number) if number.is_definite else None
        counted = counted or self._counted.after(number)
        if counted is not None and counted.how is How.DATE:
            return
        if counted is not None and counted.how is How.TIME:
            if self._contexts.is_duration(amount.first):
                self._emit(amount, counted, counted.name, "quantity.duration")
            return
        if counted is None:
            counted = self._counted.before(number)
        if counted is None:
            self._read_bare(amount)
            return
        if counted.how is How.TIME:
            return
        if number.one_of and not (counted.is_people and self._harms.before(number.first, number.first - 3)):
            return
        if self._contexts.is_year(number) and counted.how is not How.LISTED:
            return
        if counted.how is How.LISTED and self._is_construct_dual(number):
            amount = replace(amount, low=2 * amount.low, high=2 * amount.high)
        self._emit(amount, counted, counted.name, self._rule(amount))

    def _is_construct_dual(self, number: Number) -> bool:
        """«ألفا مقاتل» is two thousand: the accusative «ألفا» has no noun behind it."""
        is_alone = number.first == number.last and number.low == number.order > 1
        return is_alone and self._folded[number.first].endswith(_CONSTRUCT_ALEF)

    def _read_bare(self, amount: _Amount) -> None:
        """A number without its noun counts only where something else says that people or things are counted."""
        number = amount.number
        is_of_people = self._contexts.is_followed_by_people(number.last + 1)
        total = None if is_of_people else self._contexts.count_before(amount.first)
        if total is not None and not self._contexts.is_year(number):
            self._emit(amount, total, total.name, self._rule(amount))
            return
        if number.one_of or number.low < 2 or self._contexts.is_year(number):
            return
        governor = self._harms.before(amount.first, amount.first - 4)
        currency = self._contexts.currency_before(number.first)
        is_crowd = number.is_vague and number.is_definite and number.low < _MOST_PEOPLE
        if currency is not None:
            self._emit(amount, None, currency, self._rule(amount))
        elif governor is not None or is_of_people or is_crowd:
            self._emit(amount, None, self._units.person.name, self._rule(amount), is_people=True)
        elif number.order > 1 or number.is_vague:
            self._read_like_the_last(amount)

    def _read_like_the_last(self, amount: _Amount) -> None:
        """Thousands without a noun count what the quantity before them in the sentence counts."""
        previous = self._last_in_sentence(amount.first)
        if previous is None and self._approximators.before(amount.first) is None:
            return
        unit = self._contexts.last_unit(self._found[-1:]) if previous is not None else ""
        people = previous is not None and bool(unit) and self._found[previous].is_people
        self._emit(amount, None, unit, self._rule(amount), is_people=people)

    @staticmethod
    def _rule(amount: _Amount) -> str:
        if amount.is_range:
            return "quantity.range"
        return "quantity.vague" if amount.number.is_vague else "quantity.number"

    # Nouns that count by themselves

    def _is_one_victim(self, index: int, word: str) -> bool:
        """True for the noun right behind a word of harm («مقتل جندي»), and one joined to it («وامرأة»)."""
        if index == 0 or self._layout.sentence_of[index - 1] != self._layout.sentence_of[index]:
            return False
        if word in self._units.forms:
            return self._folded[index - 1] in self._units.harms and not self._has_victims_behind(index)
        if word in self._units.harms:
            return False
        previous = self._found[-1] if self._found else None
        return previous is not None and previous.rule == "quantity.singular" and previous.last == index - 1

    def _has_victims_behind(self, index: int) -> bool:
        """«قتل مسلح اثنين من الحرس»: the noun behind an active verb is who killed."""
        if self._folded[index - 1].lstrip("وف") not in self._units.active:
            return False
        for position in range(index + 1, min(index + _VICTIMS_REACH, len(self._folded))):
            word = self._folded[position]
            if self._layout.sentence_of[position] != self._layout.sentence_of[index]:
                return False
            number = self._numerals.numbers.words.get(word)
            if self._tokens.kinds[position] is TokenKind.NUMBER or (number is not None and not number.is_joined):
                return True
            if self._tokens.kinds[position] is TokenKind.MARK:
                return False
        return False

    def _read_noun(self, index: int, form: UnitForm, value: float, rule: str) -> None:
        last = index
        extra = parse_number(self._tokens, index + 1, self._numerals.numbers) if index + 1 < len(self._folded) else None
        if extra is not None and extra.low == value and extra.first == extra.last:
            last = extra.last
        elif rule == "quantity.dual" and self._contexts.is_adjective(index):
            return
        number = Number(index, last, value, value)
        listed = self._counted.listed(index)
        name = listed.name if listed is not None else form.unit.name
        end = listed.last if listed is not None else index
        counted = Counted(index, max(end, index), name, How.LISTED, form.unit.is_people, form.unit.harm)
        self._free = max(last, counted.last) + 1
        self._emit(_Amount(number, index, last, value, value), counted, name, rule)

    # Records

    def _emit(
        self, amount: _Amount, counted: Counted | None, unit: str, rule: str, *, is_people: bool = False, last: int = -1
    ) -> None:
        number = amount.number
        before = self._approximators.before(amount.first)
        first = amount.first if before is None else before.first
        end = max(number.last, amount.last, last, counted.last if counted is not None else 0)
        after = self._approximators.after(number.last) or self._approximators.after(end)
        people = is_people or (counted is not None and counted.is_people)
        if counted is not None and counted.how is How.ELIDED:
            unit, people = self._elided_unit(number, counted)
        total = self._total_of(first)
        if counted is not None and counted.how is How.ELIDED and self._folded[counted.first] in _OF_THEM:
            total = self._last_in_sentence(number.first)
        if total is not None and people != self._found[total].is_people:
            total = None
        harm, unit, people = self._harm(number, first, end, counted, unit, people, total)
        low, high, basis = _bounds(amount, before.basis if before else None, after.basis if after else None)
        self._found.append(
            FoundQuantity(
                first=min(first, counted.first) if counted is not None else first,
                last=max(end, after.last) if after is not None else end,
                span=self._tokens.span(first, max(number.last, amount.last, last)),
                min=low,
                max=high,
                basis=basis,
                unit=unit,
                counted=self._tokens.span(counted.first, counted.last) if counted is not None else None,
                harm=harm,
                is_people=people,
                part_of=total if total is None or harm is self._found[total].harm else None,
                rule=rule,
            )
        )
        self._free = max(self._free, (after.last if after is not None else end) + 1)

    def _last_in_sentence(self, index: int) -> int | None:
        previous = len(self._found) - 1
        if previous < 0 or self._layout.sentence_of[self._found[previous].first] != self._layout.sentence_of[index]:
            return None
        return previous

    def _elided_unit(self, number: Number, counted: Counted) -> tuple[str, bool]:
        """The noun of the quantity before in the sentence, else people; «others» are people in any case."""
        if self._found and self._layout.sentence_of[self._found[-1].last] == self._layout.sentence_of[number.first]:
            previous = self._found[-1]
            is_others = self._folded[counted.first] not in _OF_THEM
            if previous.unit not in (PERCENT, BOTH, "") and (previous.is_people or not is_others):
                says_harm = previous.unit in self._units.names_of_harm
                return (self._units.person.name if says_harm else previous.unit), previous.is_people
        return self._units.person.name, True

    def _harm(
        self, number: Number, first: int, end: int, counted: Counted | None, unit: str, people: bool, total: int | None
    ) -> tuple[Harm | None, str, bool]:
        """What became of them, and the unit and people flag that follow from it."""
        if counted is not None and (counted.harm is not None or counted.how is How.BOTH):
            return counted.harm, unit, True
        if unit == PERCENT:
            return None, unit, False
        may_be_people = people or (counted is not None and counted.how is How.SHAPE)
        if not may_be_people:
            return None, unit, False
        if self._harms.is_both_after(end):
            return None, BOTH, True
        counted_as = self._contexts.count_before(first)
        if counted_as is not None and counted_as.harm is not None:
            return counted_as.harm, unit, True
        floor = self._found[-1].last if self._found else -1
        governor = self._harms.before(first, floor)
        if governor is not None and (people or first - governor.index <= 2):
            return governor.harm, BOTH if governor.is_both else unit, True
        behind = self._harms.after(end) if people else None
        if behind is not None:
            return behind, unit, True
        if total is not None:
            return self._found[total].harm, unit, people
        is_elided = counted is not None and counted.how is How.ELIDED
        return self._coordinated_harm(number, first, people, is_elided), unit, people

    def _coordinated_harm(self, number: Number, first: int, people: bool, is_elided: bool) -> Harm | None:
        """«Five soldiers and three civilians were killed»: a joined number shares the harm of the one before.

        «And four others» does so from anywhere in the sentence.
        """
        if not people or not self._found:
            return None
        previous = self._found[-1]
        is_joined = number.is_joined or self._folded[first - 1] in ("و",) or self._folded[first][:1] == "و"
        near = self._layout.sentence_of[previous.last] == self._layout.sentence_of[first]
        close = is_elided or self._harms.is_same_clause(previous.last + 1, first)
        if is_joined and near and close and previous.is_people:
            return previous.harm
        return None

    def _total_of(self, first: int) -> int | None:
        """The quantity that this one is a part of («43 قتيلا بينهم 16 مدنيا و7 أطفال»)."""
        sentence = self._layout.sentence_of[first]
        previous = len(self._found) - 1
        if previous < 0 or self._layout.sentence_of[self._found[previous].first] != sentence:
            return None
        floor = self._found[previous].last
        window = range(first - 1, max(first - _AMONG_REACH, floor), -1)
        is_part = any(self._folded[k] in self._units.parts or self._harms.among(k) is not None for k in window)
        if is_part:
            root = self._found[previous].part_of
            candidate = previous if root is None else root
            return candidate if self._found[candidate].is_people else None
        root = self._found[previous].part_of
        is_joined = self._folded[first][:1] == "و" or (first > 0 and self._folded[first - 1] == "و")
        return root if root is not None and is_joined and self._harms.is_same_clause(floor + 1, first) else None


def _bounds(amount: _Amount, before: Basis | None, after: Basis | None) -> tuple[float | None, float | None, Basis]:
    """Bounds as records give them: «more than 20» has no upper bound, «about 20» is 20."""
    said = [basis for basis in (before, after) if basis is not None]
    if Basis.AT_LEAST in said:
        return amount.low, None, Basis.AT_LEAST
    if Basis.AT_MOST in said:
        return None, amount.high, Basis.AT_MOST
    if amount.number.is_vague:
        return amount.low, amount.high, Basis.VAGUE
    if amount.is_range:
        return amount.low, amount.high, Basis.ABOUT if Basis.ABOUT in said else Basis.EXACT
    return amount.low, amount.high, Basis.ABOUT if Basis.ABOUT in said else Basis.EXACT
