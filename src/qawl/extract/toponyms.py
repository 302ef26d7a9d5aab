"""Place names in a text: every mention, with the noun that announces it and the places it may denote.

The longest name of the gazetteer that begins at a token wins. The first word may carry joined letters
(«وبحلب»), which stay outside the span. A name that is an ordinary word too counts only after a trigger noun
(«مدينة الباب»), and unknown words count after some of them («قرية كذا»), without a place.
Which of the candidates is meant is the business of ``resolve.places``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qawl.extract.entities import FoundName
from qawl.extract.findings import FoundToponym
from qawl.lexicon.gazetteer import Gazetteer, Use
from qawl.lexicon.place_triggers import PlaceTrigger
from qawl.model.span import Span
from qawl.text.layout import Layout
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import ARTICLE, CONJUNCTIONS, PREPOSITIONS, TokenKind

LAM = PREPOSITIONS[1]
JOINERS = frozenset("-_\N{EN DASH}")
SHORTEST_SPLIT = 3  # letters left when joined letters are taken off
_SKIPPED = QUOTATION_MARKS | frozenset("#(")


@dataclass(frozen=True, slots=True)
class _Match:
    """A name of the gazetteer: its tokens, its folded spelling, the letters joined before it."""

    first: int
    last: int
    name: str
    joined: int


def find_toponyms(
    layout: Layout, gazetteer: Gazetteer, *, people: dict[int, int], known: Sequence[FoundName]
) -> list[FoundToponym]:
    """All toponyms in text order, without overlaps; none inside a personal name or an outlet's."""
    finder = _Finder(layout, gazetteer, _taken(layout, people, known))
    return list(finder.find())


def _taken(layout: Layout, people: dict[int, int], known: Sequence[FoundName]) -> bytearray:
    """1 for every token inside the name of a person or outlet."""
    taken = bytearray(len(layout.tokens))
    for first, last in people.items():
        taken[first : last + 1] = b"\1" * (last + 1 - first)
    for name in known:
        if name.form.entity.category == "person" or name.form.entity.kind == "outlet":
            taken[name.first : name.last + 1] = b"\1" * (name.last + 1 - name.first)
    return taken


class _Finder:
    """One pass over one text."""

    def __init__(self, layout: Layout, gazetteer: Gazetteer, taken: bytearray) -> None:
        self._layout, self._gazetteer, self._taken = layout, gazetteer, taken
        self._tokens = layout.tokens
        self._words = gazetteer.words
        self._list_end = -1  # last token of a name that a plural trigger announced
        self._list_trigger: str | None = None

    def find(self) -> Iterator[FoundToponym]:
        tokens, index = self._tokens, 0
        while index < len(tokens):
            found = None
            if tokens.kinds[index] is TokenKind.WORD and not self._taken[index]:
                found = self._toponym_at(index)
            if found is None:
                index += 1
                continue
            yield found
            index = found.last + 1

    def _toponym_at(self, index: int) -> FoundToponym | None:
        noun = self._trigger_before(index)
        for match in self._matches(index):
            if not self._counts(match, noun):
                continue
            inner = self._without_noun(match)
            if inner is not None:
                return self._found(inner, self._trigger_before(inner.first), "toponym.name")
            return self._found(match, noun, "toponym.name")
        return self._with_noun(index) or self._unknown(index, noun)

    # ------------------------------------------------------------ names

    def _matches(self, index: int) -> Iterator[_Match]:
        """Names that begin at ``index``, longest first; the whole word before the split one."""
        longest = self._gazetteer.longest
        word = self._tokens.folded[index]
        found: list[_Match] = []
        for spelling, joined in _spellings(word):
            count = longest.get(spelling)
            if count is not None:
                found.extend(self._named(index, spelling, joined, count))
        if len(found) > 1:
            found.sort(key=lambda m: m.last, reverse=True)
        yield from found

    def _named(self, index: int, spelling: str, joined: int, count: int) -> Iterator[_Match]:
        names = self._gazetteer.names
        if count > 1:
            words, ends = self._following(index, count)
            for size in range(len(words), 0, -1):
                name = " ".join((spelling, *words[:size]))
                if name in names:
                    yield _Match(index, ends[size - 1], name, joined)
        if spelling in names:
            yield _Match(index, index, spelling, joined)

    def _following(self, index: int, count: int) -> tuple[list[str], list[int]]:
        """The next words of the same line, hyphens and underscores skipped, with their tokens."""
        tokens, words, ends = self._tokens, [], []
        paragraph, at = self._layout.paragraph_of[index], index + 1
        while at < len(tokens) and len(words) < count - 1 and self._layout.paragraph_of[at] == paragraph:
            if tokens.kinds[at] is TokenKind.MARK:
                if tokens.raw[at] not in JOINERS:
                    break
            else:
                words.append(tokens.folded[at])
                ends.append(at)
            at += 1
        return words, ends

    def _counts(self, match: _Match, noun: str | None) -> bool:
        """Whether the name may be a place here."""
        word = self._tokens.folded[match.first]
        use = self._gazetteer.use(match.name)
        if use is Use.NEVER or self._gazetteer.use(word) is Use.NEVER and match.first == match.last:
            return False
        if self._taken[match.last]:
            return False
        before = self._tokens.folded[match.first - 1] if match.first else ""
        if match.joined == 0 and before in self._words.not_after:
            return False
        if use is Use.AFTER_TRIGGER or (match.joined and self._gazetteer.use(word) is Use.AFTER_TRIGGER):
            return noun is not None and match.joined == 0
        return True

    def _without_noun(self, match: _Match) -> _Match | None:
        """«قطاع غزة» is a name of the gazetteer, but so is «غزة» for the same place: the bare one is meant."""
        noun, _, rest = match.name.partition(" ")
        trigger = self._words.triggers.get(noun)
        if not rest or trigger is None or trigger.keeps_noun or rest not in self._gazetteer.names:
            return None
        if not set(self._gazetteer.names[rest]) & set(self._gazetteer.names[match.name]):
            return None
        return _Match(match.first + 1, match.last, rest, 0)

    def _with_noun(self, index: int) -> FoundToponym | None:
        """A noun that belongs to the name, before a name that the gazetteer knows alone: «مطار الشعيرات»."""
        tokens = self._tokens
        noun, joined = self._trigger_at(index)
        if noun is None or index + 1 >= len(tokens):
            return None
        trigger = self._words.triggers[noun]
        if not trigger.keeps_noun or not trigger.near_town or not self._adjacent(index, index + 1):
            return None
        for match in self._matches(index + 1):
            if match.joined == 0 and self._counts(match, noun):
                whole = _Match(index, match.last, match.name, joined)
                return self._found(whole, noun, "toponym.noun-and-name")
        return None

    def _unknown(self, index: int, noun: str | None) -> FoundToponym | None:
        return None

    # ------------------------------------------------------------ trigger nouns

    def _trigger_before(self, index: int) -> str | None:
        """The noun that announces the name at ``index``, quotation marks and # skipped; of a list, that of its head."""
        at = index - 1
        while at >= 0 and self._tokens.raw[at] in _SKIPPED:
            at -= 1
        if at < 0 or self._layout.paragraph_of[at] != self._layout.paragraph_of[index]:
            return None
        noun, _ = self._trigger_at(at)
        if noun is not None:
            return noun
        if self._list_end >= 0 and self._continues_list(index, at):
            return self._list_trigger
        return None

    def _continues_list(self, index: int, before: int) -> bool:
        """After «محافظات درعا»: «والسويداء», «، القنيطرة»."""
        if before == self._list_end:
            return self._tokens.folded[index].startswith(CONJUNCTIONS[0])
        return before == self._list_end + 1 and self._tokens.raw[before] in ("\N{ARABIC COMMA}", ",")

    def _trigger_at(self, index: int) -> tuple[str | None, int]:
        """The trigger noun that is the token ``index``, and how many letters are joined before it."""
        word = self._tokens.folded[index]
        for spelling, joined in _spellings(word):
            if spelling in self._words.triggers:
                return spelling, joined
        return None, 0

    def _adjacent(self, left: int, right: int) -> bool:
        return self._layout.paragraph_of[left] == self._layout.paragraph_of[right]

    # ------------------------------------------------------------ records

    def _found(self, match: _Match, noun: str | None, rule: str) -> FoundToponym:
        tokens, ids = self._tokens, self._gazetteer.ids
        if noun in self._words.plural:
            self._list_end, self._list_trigger = match.last, noun
        start = tokens.starts[match.first] + (match.joined and _joined_width(tokens.raw[match.first], match.joined))
        return FoundToponym(
            first=match.first,
            last=match.last,
            span=Span(start, tokens.ends[match.last]),
            trigger=noun,
            candidates=tuple(ids[row] for row in self._gazetteer.names[match.name]),
            rule=rule,
        )


def _spellings(word: str) -> Iterator[tuple[str, int]]:
    """The folded word whole, then without joined letters, with the number of letters taken off.

    وبحلب -> وبحلب 0، بحلب 1، حلب 2؛ للغوطة -> للغوطة 0، الغوطة 1
    """
    yield word, 0
    at = 0
    if word[:1] in CONJUNCTIONS and len(word) > SHORTEST_SPLIT:
        at = 1
        yield word[1:], 1
    if word[at : at + 1] not in PREPOSITIONS or len(word) - at <= SHORTEST_SPLIT:
        return
    yield word[at + 1 :], at + 1
    if word.startswith(LAM + LAM, at):
        yield ARTICLE + word[at + 2 :], at + 1


def _joined_width(raw: str, joined: int) -> int:
    """How many code points of the token the joined letters take, with the vowel marks on them."""
    seen = 0
    for position, character in enumerate(raw):
        if character.isalpha() and character != "\N{ARABIC TATWEEL}":
            if seen == joined:
                return position
            seen += 1
    return joined
