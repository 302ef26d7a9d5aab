"""A text laid out for comparing: its words in one spelling, what each stands for, and where it stands.

«و» joined to a word, vowel marks and hamza make no difference; «خمسة» and «5» are the same word. ``slots`` mark what
sets one report apart from another of the same mould: figures, days and months, names of people and places.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qawl.corroborate.shingles import bare_word
from qawl.lexicon.calendar import load_calendar
from qawl.lexicon.gazetteer import Gazetteer, Use
from qawl.lexicon.load import DataFiles
from qawl.lexicon.numerals import NumeralWord, Rank
from qawl.model.span import Span
from qawl.text.fold import fold_text
from qawl.text.quotations import find_quotations
from qawl.text.record import record
from qawl.text.tokens import TokenKind, strip_proclitics, tokenize

_NAME_FILES = ("given_names.txt", "foreign_names.txt")  # surnames are too often common words
_NO_NAMES = "not_names.txt"
_SHORTEST_NAME, _SHORTEST_PLACE = 4, 3
_NO_FIGURES = frozenset({Rank.ONE_OF, Rank.VAGUE, Rank.FRACTION})
_HUNDRED, _THOUSAND = 100, 1000


@dataclass(frozen=True, slots=True)
class SlotWords:
    """Words that fill the slots of a report: number words with their values, days and months, names."""

    numbers: Mapping[str, NumeralWord]
    days: frozenset[str]
    names: frozenset[str]


@record
class Layout:
    """A text's words: ``words`` in the spelling that is compared; ``slots`` and ``quoted`` as flags, one a word."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    slots: bytearray
    quoted: bytearray

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, end: int) -> Span | None:
        """The source span of words ``first`` to before ``end``; None for no words."""
        return Span(self.starts[first], self.ends[end - 1]) if end > first else None


def load_slot_words(data: DataFiles, gazetteer: Gazetteer) -> SlotWords:
    """The words of the reader's own data files."""
    calendar = load_calendar(data)
    names: set[str] = set()
    for name in _NAME_FILES:
        names |= _words_of(data, name)
    names = {name for name in names - _words_of(data, _NO_NAMES) if len(name) >= _SHORTEST_NAME}
    names |= {
        name
        for name in gazetteer.names
        if " " not in name and len(name) >= _SHORTEST_PLACE and gazetteer.use(name) is Use.FREE
    }
    names |= {word for row in data.read("gazetteer/countries.yaml") for word in fold_text(row["name"]["ar"]).split()}
    names |= gazetteer.nisbas.keys()
    return SlotWords(
        numbers={word: numeral for word, numeral in calendar.numbers.words.items() if numeral.rank not in _NO_FIGURES},
        days=frozenset(calendar.weekdays) | frozenset(calendar.months),
        names=frozenset(names),
    )


def _words_of(data: DataFiles, name: str) -> set[str]:
    lines = (data.folder / "lexicon" / name).read_text(encoding="utf-8").split("\n")
    return {line for line in lines if line and not line.startswith("#")}


def lay_out(text: str, known: SlotWords) -> Layout:
    """The words of a text, ready to be compared."""
    tokens = tokenize(text)
    layout = Layout(text, [], [], [], bytearray(), bytearray())
    quotations = [quotation.inner for quotation in find_quotations(text) if not quotation.depth]
    at = 0
    for index, kind in enumerate(tokens.kinds):
        if kind is TokenKind.MARK:
            continue
        word, start = tokens.folded[index], tokens.starts[index]
        if kind is TokenKind.NUMBER:
            spelling, is_slot = _digits(word), True
        else:
            numeral = known.numbers.get(word)
            is_unit = numeral is not None and numeral.value < _HUNDRED
            spelling = f"{numeral.value:g}" if numeral is not None and is_unit else bare_word(word)
            is_slot = (
                (numeral is not None and numeral.rank is not Rank.SCALE_PLURAL)
                or word in known.days
                or is_name(word, known)
            )
        while at < len(quotations) and quotations[at].end <= start:
            at += 1
        layout.words.append(spelling)
        layout.starts.append(start)
        layout.ends.append(tokens.ends[index])
        layout.slots.append(is_slot)
        layout.quoted.append(at < len(quotations) and quotations[at].start <= start)
    return layout


def is_name(word: str, known: SlotWords) -> bool:
    """True for a name of a person or place, whatever is joined to it."""
    return word in known.names or any(form in known.names for form in strip_proclitics(word)[1:])


def figures_in(words: Iterable[str], known: SlotWords) -> tuple[float, ...]:
    """The numbers among words, in digits or words, sorted; number words that follow each other are one number."""
    found: list[float] = []
    run: list[NumeralWord] = []
    for word in words:
        folded = fold_text(word)
        numeral = known.numbers.get(folded)
        if numeral is not None:
            run.append(numeral)
            continue
        found += _sum(run)
        run = []
        if folded[:1].isdigit():
            value = float(_digits(folded))
            run = [NumeralWord(value, Rank.UNIT)]
    return tuple(sorted([*found, *_sum(run)]))


def _sum(run: Sequence[NumeralWord]) -> list[float]:
    """«ثلاثة آلاف وخمسمئة» -> 3500."""
    if not run:
        return []
    total = current = 0.0
    for numeral in run:
        if numeral.value >= _THOUSAND and numeral.rank in (Rank.SCALE, Rank.SCALE_PLURAL):
            total += (current or 1) * numeral.value
            current = 0.0
        elif numeral.rank is Rank.HUNDRED and 0 < current < 10:
            current *= numeral.value
        else:
            current += numeral.value
    return [total + current]


def _digits(word: str) -> str:
    """A number in digits in one spelling: «1,200» and «1200», «3.50» and «3.5»."""
    plain = word.replace("\u066c", ",").replace("\u066b", ".")
    whole, comma, thousands = plain.rpartition(",")
    if comma and len(thousands.partition(".")[0]) == 3:
        plain = whole.replace(",", "") + thousands
    plain = plain.replace(",", ".")
    if plain.count(".") > 1:
        plain = plain.replace(".", "")
    return f"{float(plain):.10g}"
