"""Place names in a text: every mention, with the noun that announces it and the places it may denote.

The longest name of the gazetteer that begins at a token and may be a place there wins. What speaks for a place is
the noun before it («مدينة الباب»), a word that leads to places («في», «شمال», «أهالي»), or a list of places; a
name that is an ordinary word too needs one of them. Which of the candidates is meant is the business of
``resolve.places``.
"""

from collections.abc import Iterator, Sequence

from qawl.extract.entities import FoundName
from qawl.extract.findings import FoundToponym
from qawl.extract.place_matches import Match, find_matches, is_plausible_name, place_starts, spellings, width_of
from qawl.lexicon.gazetteer import DEGREE, Gazetteer, Use
from qawl.model.span import Span
from qawl.text.layout import Layout
from qawl.text.memo import remembered
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import ARTICLE, COMMAS, CONJUNCTIONS, PREPOSITIONS, TokenKind, has_article

WAW, FEH = CONJUNCTIONS
BEH, LAM, KAF = PREPOSITIONS
TEH_MARBUTA = "\N{ARABIC LETTER TEH MARBUTA}"
HEH = "\N{ARABIC LETTER HEH}"
ALEF = "\N{ARABIC LETTER ALEF}"
OWN = "\N{ARABIC LETTER HEH}\N{ARABIC LETTER ALEF}"  # «التي طلبتها روسيا»: a pronoun, no accusative
NUNATION = frozenset("\N{ARABIC FATHATAN}\N{ARABIC DAMMATAN}\N{ARABIC KASRATAN}")
LIST_REACH = 1.2  # degrees between neighbours in a list of places
LONG_COUNTRY = 5  # letters of a country's name that outweigh a guess that it is a person's
SETTLEMENTS = frozenset({"city", "town", "village", "neighbourhood"})
DOUBTED = "toponym.if-country"
_SKIPPED = QUOTATION_MARKS | frozenset("#(")


def find_toponyms(
    layout: Layout, gazetteer: Gazetteer, *, people: dict[int, int], known: Sequence[FoundName]
) -> list[FoundToponym]:
    """All toponyms in text order, without overlaps; none inside the name of a person or an outlet."""
    finder = _Finder(layout, gazetteer, people=people, known=known)
    return list(finder.find())


_NO_NOUN: tuple[str | None, int] = (None, 0)


@remembered
def _trigger(word: str, gazetteer: Gazetteer) -> tuple[str | None, int]:
    """The trigger noun that a folded word is, and how many letters are joined before it."""
    for spelling, joined, outside in spellings(word):
        if spelling in gazetteer.words.triggers and KAF not in joined:
            return spelling, outside
    return _NO_NOUN


class _Finder:
    """One pass over one text."""

    def __init__(
        self, layout: Layout, gazetteer: Gazetteer, *, people: dict[int, int], known: Sequence[FoundName]
    ) -> None:
        self._layout, self._tokens = layout, layout.tokens
        self._gazetteer, self._words = gazetteer, gazetteer.words
        self._guessed = bytearray(len(layout.tokens))  # 1 inside a guessed personal name
        self._named = bytearray(len(layout.tokens))  # 1 inside the known name of a person or outlet
        for first, last in people.items():
            self._guessed[first : last + 1] = b"\1" * (last + 1 - first)
        for name in known:
            if name.form.entity.category == "person" or name.form.entity.kind == "outlet":
                self._named[name.first : name.last + 1] = b"\1" * (name.last + 1 - name.first)
        nouns = _trigger(gazetteer)
        self._nouns = [
            nouns[word] if raw not in gazetteer.words.look_alikes else _NO_NOUN
            for word, raw in zip(self._tokens.folded, self._tokens.raw, strict=True)
        ]
        self._previous: FoundToponym | None = None
        self._list_trigger: str | None = None  # the noun that announced the list which ``_previous`` ends

    def find(self) -> Iterator[FoundToponym]:
        """The toponyms of the text in order."""
        starts, kinds, announced = place_starts(self._gazetteer), self._tokens.kinds, self._announced()
        free = 0  # the first token behind the last toponym
        for index, word in enumerate(self._tokens.folded):
            if not (starts[word] or announced[index]):
                continue
            if index < free or kinds[index] is not TokenKind.WORD or self._named[index]:
                continue
            found = self._toponym_at(index)
            if found is not None:
                yield found
                self._previous = found
                free = found.last + 1

    def _announced(self) -> bytearray:
        """1 where a noun of places stands, or right before: the cheap question, which most words fail."""
        marks = bytearray(len(self._nouns) + 1)
        for index, (noun, raw) in enumerate(zip(self._nouns, self._tokens.raw, strict=True)):
            if noun is not _NO_NOUN:
                marks[index] = marks[index + 1] = 1
            elif raw in _SKIPPED:
                marks[index + 1] = 1
        return marks

    def _toponym_at(self, index: int) -> FoundToponym | None:
        matches = find_matches(self._layout, self._gazetteer, index)
        for match in matches:
            inner = self._without_noun(match)
            if inner is not None:
                return self._found(inner, self._noun_before(inner), "toponym.name")
            noun = self._noun_before(match)
            rule = self._rule(match, noun)
            if rule is not None:
                return self._found(match, noun, rule)
        return self._with_noun(index) or self._unknown(index)

    # ------------------------------------------------------------ may a name be a place here

    def _rule(self, match: Match, noun: str | None) -> str | None:
        """What speaks for a toponym here; None when it is no toponym."""
        use = self._gazetteer.use(match.name)
        if use is Use.NEVER or self._is_other_word(match) or self._is_in_person(match, noun):
            return None
        if noun is not None:
            return "toponym.announced"
        in_list, led = self._is_in_list(match), self._is_led_to(match)
        if use is Use.AFTER_TRIGGER:
            return self._rule_of_bound(match, in_list=in_list, led=led)
        limits = self._words.limits.get(match.name)
        if limits is not None and limits.needs_place_word and not (led or in_list):
            return None
        if match.joined and not self._may_be_joined(match):
            return None
        if self._looks_like_adjective(match) and not (led or in_list):
            return None
        return "toponym.led-to" if led else "toponym.in-list" if in_list else "toponym.bare"

    def _rule_of_bound(self, match: Match, *, in_list: bool, led: bool) -> str | None:
        """A name that is another word too, without its noun: in a list of neighbours, or for ``resolve`` to doubt."""
        if in_list and self._is_curated(match) and self._is_near_previous(match):
            return "toponym.in-list"
        return DOUBTED if led and not match.joined and match.name in self._words.with_country else None

    def _is_other_word(self, match: Match) -> bool:
        """Listed limits, nunation, a stop word that a joined letter would split, or a name with أبو before it."""
        tokens, words = self._tokens, self._words
        before = tokens.folded[match.first - 1] if match.first else ""
        after = tokens.folded[match.last + 1] if match.last + 1 < len(tokens) else ""
        if not NUNATION.isdisjoint(tokens.raw[match.last]):
            return True
        if match.joined and not match.is_long and tokens.folded[match.first] in self._gazetteer.uses:
            return True
        if not match.joined and before in words.not_after:
            return True
        limits = words.limits.get(match.name)
        if limits is None:
            return False
        return before in limits.not_after or after in limits.not_before or (limits.not_joined and match.joined != "")

    def _is_in_person(self, match: Match, noun: str | None) -> bool:
        """Inside a personal name; a noun, several words or a country outweigh a mere guess («بابا الفاتيكان»)."""
        if self._named[match.last]:
            return self._named[match.first] == 1 or not match.is_long  # «عين الأسد» is no person
        if noun is not None and self._is_curated(match):
            return False
        if not self._guessed[match.first] and not self._guessed[match.last]:
            return False
        if match.is_long:
            return self._guessed[match.first] == 1 and not self._is_curated(match)
        return len(match.name) < LONG_COUNTRY or self._kinds(match) != {"country"}

    def _may_be_joined(self, match: Match) -> bool:
        """ف, ك and ل make too many words with small names; ب and و do where nobody vouches for the name."""
        if FEH in match.joined or KAF in match.joined:
            return bool(self._kinds(match) & {"country", "city"}) and self._is_curated(match)
        return self._is_curated(match) or match.joined in (WAW, BEH)

    def _looks_like_adjective(self, match: Match) -> bool:
        """«فصائل سورية», «قصفا تركيا»; and «حواره» of a man, no town of that name with ة."""
        name = match.name
        if match.is_long or match.joined in (BEH, LAM):
            return False
        if self._tokens.ends_in_pronoun_heh(match.last):
            return any(self._gazetteer.arabic[row].endswith(TEH_MARBUTA) for row in self._gazetteer.names[name])
        if name not in self._gazetteer.nisbas:
            return False
        before = self._tokens.folded[match.first - 1] if match.first else ""
        if self._tokens.ends_in_teh(match.last):
            return not name.startswith(ARTICLE) or has_article(before)
        is_accusative = before.endswith(ALEF) and not before.endswith(OWN) and len(before) > 3
        is_accusative = is_accusative and before not in self._gazetteer.names
        adverbs = self._words.adverbs
        is_adverb = before in adverbs or (before[0] in CONJUNCTIONS and before[1:] in adverbs) if before else False
        return name.endswith(ALEF) and is_accusative and not is_adverb

    def _is_led_to(self, match: Match) -> bool:
        if BEH in match.joined:
            return True
        at = self._before(match.first)
        return at is not None and self._tokens.folded[at] in self._words.leading

    def _is_in_list(self, match: Match) -> bool:
        """After another toponym: «وحمص», «، حمص»."""
        if self._previous is None:
            return False
        gap = match.first - self._previous.last
        if gap == 1:
            return match.joined == WAW
        return gap == 2 and self._tokens.raw[match.first - 1] in COMMAS

    def _is_near_previous(self, match: Match) -> bool:
        gazetteer = self._gazetteer
        others = [gazetteer.rows[c] for c in self._previous.candidates] if self._previous is not None else []
        return any(
            abs(gazetteer.latitudes[row] - gazetteer.latitudes[other]) < LIST_REACH * DEGREE
            and abs(gazetteer.longitudes[row] - gazetteer.longitudes[other]) < LIST_REACH * DEGREE
            for row in gazetteer.names[match.name]
            for other in others
        )

    def _is_curated(self, match: Match) -> bool:
        return any(map(self._gazetteer.is_curated, self._gazetteer.names[match.name]))

    def _kinds(self, match: Match) -> set[str]:
        return {self._gazetteer.kinds[row] for row in self._gazetteer.names[match.name]}

    # ------------------------------------------------------------ trigger nouns

    def _noun_before(self, match: Match) -> str | None:
        """The noun that announces the name: right before it, or at the head of its list, or «العاصمة» after it."""
        at = self._before(match.first)
        if at is None:
            return self._noun_after(match)
        noun, _ = self._trigger_at(at)
        if noun is None and at > 0 and self._nisba_at(at) and not self._is_in_list(match):
            noun, _ = self._trigger_at(at - 1)  # «العاصمة السورية دمشق»
        if noun is not None:
            return noun if not match.joined and self._announces(noun, match) else None
        if self._list_trigger is not None and self._is_in_list(match):
            return self._list_trigger
        return self._noun_after(match)

    def _announces(self, noun: str, match: Match) -> bool:
        """Several of a kind may also be those of a country («مدن السعودية»): then nothing is announced."""
        kinds, trigger = self._kinds(match), self._words.triggers[noun]
        if noun in self._words.plural or self._gazetteer.use(match.name) is Use.AFTER_TRIGGER:
            return bool(kinds & set(trigger.kinds))
        return kinds != {"country"} or "country" in trigger.kinds

    def _noun_after(self, match: Match) -> str | None:
        """«تونس العاصمة»."""
        after = match.last + 1
        noun = self._tokens.folded[after] if after < len(self._tokens) else ""
        is_noun = noun in self._words.triggers and noun.startswith(ARTICLE)
        return noun if is_noun and KAF not in match.joined and "city" in self._kinds(match) else None

    def _before(self, index: int) -> int | None:
        """The token before, in the same line, quotation marks and # skipped."""
        at = index - 1
        while at >= 0 and self._tokens.raw[at] in _SKIPPED:
            at -= 1
        if at < 0 or self._layout.paragraph_of[at] != self._layout.paragraph_of[index]:
            return None
        return at

    def _trigger_at(self, index: int) -> tuple[str | None, int]:
        """The trigger noun that is the token ``index``, and how many letters are joined before it."""
        return self._nouns[index]

    def _nisba_at(self, index: int) -> bool:
        return self._tokens.folded[index] in self._gazetteer.nisbas

    def _without_noun(self, match: Match) -> Match | None:
        """«قطاع غزة» is a name of the gazetteer, but so is «غزة» for the same place: the bare one is meant."""
        noun, _, rest = match.name.partition(" ")
        trigger = self._words.triggers.get(noun)
        names = self._gazetteer.names
        if not rest or trigger is None or trigger.keeps_noun or rest not in names:
            return None
        if not set(names[rest]) & set(names[match.name]):
            return None
        return Match(match.first + 1, match.last, rest, "", 0)

    def _with_noun(self, index: int) -> FoundToponym | None:
        """A noun that belongs to the name, before a town that the gazetteer knows alone: «مطار الرياض»."""
        noun, outside = self._trigger_at(index)
        if noun is None or noun in self._words.plural or index + 1 >= len(self._tokens):
            return None
        trigger = self._words.triggers[noun]
        if not trigger.near_town or self._before(index + 1) != index or self._named[index + 1]:
            return None
        for match in find_matches(self._layout, self._gazetteer, index + 1):
            if match.joined or self._gazetteer.use(match.name) is not Use.FREE or not self._kinds(match) & SETTLEMENTS:
                continue
            if not self._is_other_word(match) and not self._is_in_person(match, None):
                whole = Match(index, match.last, match.name, "", outside)
                return self._found(whole, noun, "toponym.noun-and-name")
        return None

    def _unknown(self, index: int) -> FoundToponym | None:
        """A name that no list knows, right after a noun that announces one: «قرية برميزة»، «جبل أبو كذا»."""
        at = self._before(index)
        if at is None or self._guessed[index]:
            return None
        noun, outside = self._trigger_at(at)
        if noun is None or noun in self._words.plural or not self._words.triggers[noun].names_unknown:
            return None
        if self._tokens.ends_in_pronoun_heh(at) or not is_plausible_name(self._tokens, index, self._gazetteer):
            return None
        last = index
        if self._tokens.folded[index] in self._words.compound:
            last = index + 1
            if self._before(last) != index or self._tokens.kinds[last] is not TokenKind.WORD:
                return None
        first = at if self._words.triggers[noun].keeps_noun else index
        return self._found(Match(first, last, "", "", outside if first == at else 0), noun, "toponym.unknown")

    # ------------------------------------------------------------ records

    def _vowelled(self, match: Match) -> tuple[str, ...]:
        """The one place that the vowel marks leave: «عمّان» is no «عُمان»."""
        limits = self._words.limits.get(match.name)
        raw = self._tokens.raw[match.first]
        place = None if limits is None else limits.vowelled.get(raw[width_of(raw, len(match.joined)) :])
        return () if place is None else (place,)

    def _found(self, match: Match, noun: str | None, rule: str) -> FoundToponym:
        tokens, ids = self._tokens, self._gazetteer.ids
        self._list_trigger = noun if noun in self._words.plural else None
        outside = width_of(tokens.raw[match.first], match.outside) if match.outside else 0
        return FoundToponym(
            first=match.first,
            last=match.last,
            span=Span(tokens.starts[match.first] + outside, tokens.ends[match.last]),
            trigger=noun,
            candidates=self._vowelled(match) or tuple(ids[row] for row in self._gazetteer.names.get(match.name, ())),
            rule=rule,
        )
