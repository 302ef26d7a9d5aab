"""Actor mentions: known names, countries acting, and descriptive noun phrases («جماعات مسلحة»، «طائرات حربية»).

Known names come from the actor files, offices and the country list; one look-up a token finds them, longest first.
A descriptive phrase opens with a head noun of an armed party and takes the adjectives and the genitive that follow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qawl.extract.findings import FoundActor, FoundToponym
from qawl.extract.word_facts import Spelling, WordFacts, spellings_of
from qawl.lexicon.known import KnownEntity, KnownForm, KnownNames
from qawl.lexicon.predicates import PredicateLexicon
from qawl.model.span import Span
from qawl.text.memo import remembered
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import TokenKind

_ORGANISING = "تنظيم"  # «لتنظيم انتخابات» is no organisation
_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_HEH = "\N{ARABIC LETTER HEH}"
_YEH = "\N{ARABIC LETTER YEH}"
_LAM = "\N{ARABIC LETTER LAM}"
_NISBA_ENDINGS = ("", _HEH, "\N{ARABIC LETTER ALEF}", "ين", "ون", "تين", "ان", "ات")
_PRONOUNS = ("نا", "هم", "ها", _HEH)
_ADJECTIVAL = (_HEH, _YEH, "ون", "ين")
_NUNATED = ("ون", "ين")
_LONGEST = 8  # words of a descriptive phrase
_LONGEST_QUOTED = 6  # words of a name in quotation marks
_ARMED_SECTORS = frozenset({"MIL", "PAR", "REB", "SPY"})
_OBSERVING_SECTORS = frozenset({"BUS", "CVL", "EDU", "IGO", "JUD", "MED", "NGO"})
_SKIPPED = QUOTATION_MARKS | frozenset("#_()")


@dataclass(frozen=True, slots=True, eq=False)
class ActorIndex:
    """The known names by first and second word (longest first; "" for names of one word), and nisba adjectives
    in all their endings, by country, the ids of actors that bear arms, and of those that only tell of arms."""

    forms: Mapping[str, Mapping[str, tuple[KnownForm, ...]]]
    nisbas: Mapping[str, KnownEntity]
    armed: frozenset[str] = frozenset()
    observers: frozenset[str] = frozenset()


def index_actors(known: KnownNames, *, ordinary: frozenset[str] = frozenset()) -> ActorIndex:
    """Prepare the known names for ``find_actors``; ``ordinary`` words are no adjectives of a nation («دعم مالي»)."""
    nisbas: dict[str, KnownEntity] = {}
    for stem, code in known.nisbas.items():
        country = known.entities.get(f"country.{code}")
        if country is None or stem in ordinary:
            continue
        for ending in _NISBA_ENDINGS:
            nisbas.setdefault(stem + ending, country)
    armed = frozenset(entity.id for entity in known.entities.values() if entity.sector in _ARMED_SECTORS)
    watching = frozenset(entity.id for entity in known.entities.values() if entity.sector in _OBSERVING_SECTORS)
    heads = (e.id for e in known.entities.values() if e.roles and all(role.actor in watching for role in e.roles))
    return ActorIndex(known.forms, nisbas, armed, watching.union(heads))


def find_actors(
    facts: WordFacts, index: ActorIndex, lexicon: PredicateLexicon, *, toponyms: Sequence[FoundToponym]
) -> list[FoundActor]:
    """Mentions in text order, without overlaps: known names first, then descriptive phrases."""
    reader = _Reader(facts, index, lexicon, {t.first: t.last for t in toponyms})
    found: list[FoundActor] = []
    inner = {i for t in toponyms for i in range(t.first + 1, t.last + 1)}  # «الأسد» in «قاعدة عين الأسد»
    position = 0
    folded, may_open = facts.layout.tokens.folded, _may_open((index, lexicon))
    while position < len(facts.spellings):
        opens = may_open[folded[position]] and facts.spellings[position] and position not in inner
        mention = reader.mention_at(position) if opens else None
        if mention is None:
            position += 1
            continue
        found.append(mention)
        position = mention.last + 1
    return found


@remembered
def _may_open(word: str, known: tuple[ActorIndex, PredicateLexicon]) -> bool:
    """Whether a known name, a party, an owned party or a nationality is spelled so; most words are none."""
    if not word:
        return False
    index, lexicon = known
    for spelling in spellings_of(word):
        if (_ARTICLE + spelling.stem if spelling.definite else spelling.stem) in index.forms:
            return True
        if spelling.stem in index.nisbas or "party" in lexicon.classes.get(spelling.stem, ()):
            return True
        owned = (spelling.stem.removesuffix(pronoun) for pronoun in _PRONOUNS if spelling.stem.endswith(pronoun))
        if any("party" in lexicon.classes.get(stem, ()) for stem in owned):
            return True
    return False


class _Reader:
    """Reads actor mentions at token positions of one article."""

    def __init__(
        self, facts: WordFacts, index: ActorIndex, lexicon: PredicateLexicon, places: Mapping[int, int]
    ) -> None:
        self._facts, self._index, self._lexicon, self._places = facts, index, lexicon, places
        self._tokens = facts.layout.tokens
        self._count = len(facts.spellings)

    def mention_at(self, position: int) -> FoundActor | None:
        """The mention that begins at a token: a known name, a party phrase or a nationality adjective."""
        spellings = self._facts.spellings[position]
        for spelling in spellings:
            known = self._known_at(position, spelling)
            if known is not None:
                return known
        if "party" in self._facts.classes[position] and not self._describes_event(position):
            for spelling in spellings:
                if "party" in self._lexicon.classes.get(spelling.stem, ()):
                    end = self._phrase_end(position, spelling)
                    if spelling.stem == _ORGANISING and end == position and not spelling.definite:
                        return None
                    return self._found(position, end, spelling, None, "descriptive")
        owned = self._owned_at(position, spellings)
        if owned is not None:
            return owned
        for spelling in spellings:
            country = None if spelling.preposition else self._index.nisbas.get(spelling.stem)
            if country is not None:
                mention = self._found(position, position, spelling, country.id, "nisba")
                return FoundActor(position, position, mention.span, country.name_ar, country.id, "actor.nisba")
        return None

    def _owned_at(self, position: int, spellings: Sequence[Spelling]) -> FoundActor | None:
        """«قواته», «طائراتنا»: a party named by a pronoun; whose it is, is told by who speaks."""
        if not self._tokens.folded[position].endswith(_PRONOUNS):
            return None
        for spelling in spellings:
            for pronoun in _PRONOUNS:
                if spelling.stem.endswith(pronoun) and not spelling.definite:
                    if "party" in self._lexicon.classes.get(spelling.stem.removesuffix(pronoun), ()):
                        return self._found(position, self._phrase_end(position, spelling), spelling, None, "owned")
        return None

    def _describes_event(self, position: int) -> bool:
        """«هجوم انتحاري», «تفجير إرهابي»: an adjective on an event noun is no actor."""
        if not position:
            return False
        before = self._facts.spellings[position - 1]
        nouns = (r.category == "noun" for s in before for r in self._lexicon.readings.get(s.stem, ()))
        adjective = self._tokens.folded[position].endswith((_YEH, _YEH + _HEH, _YEH + "ا"))
        following = self._tokens.folded[position + 1] if position + 1 < self._count else ""
        is_construct = self._tokens.folded[position].endswith(_YEH) and following.startswith(_ARTICLE)
        return adjective and not is_construct and any(nouns)  # «برصاص مقاتلي | المعارضة»

    def _known_at(self, position: int, spelling: Spelling) -> FoundActor | None:
        word = _ARTICLE + spelling.stem if spelling.definite else spelling.stem
        form, last = self._longest(position, word)
        if form is not None:
            if "party" in self._facts.classes[position]:
                last = max(last, self._phrase_end(position, spelling))
            return self._found(position, last, spelling, form.entity.id, form.entity.category)
        return None

    def _longest(self, position: int, word: str) -> tuple[KnownForm | None, int]:
        """The longest known name that begins with ``word`` at a token, and its last token."""
        rows = self._index.forms.get(word)
        if rows is None:
            return None, position
        following = position + 1
        while following < self._count and self._tokens.raw[following] in _SKIPPED:
            following += 1
        second = self._tokens.folded[following] if following < self._count else ""
        for form in (*rows.get(second, ()), *rows.get("", ())):
            last = self._match(position, form.words)
            if last is not None:
                return form, last
        return None, position

    def _match(self, position: int, words: tuple[str, ...]) -> int | None:
        """Last token when the rest of ``words`` follows, quotation marks skipped."""
        at = position
        for word in words[1:]:
            at += 1
            while at < self._count and self._tokens.raw[at] in _SKIPPED:
                at += 1
            if at >= self._count or self._tokens.folded[at] != word:
                return None
        return at

    def _phrase_end(self, position: int, spelling: Spelling) -> int:
        """A definite head takes definite adjectives; an indefinite one adjectives or one genitive with its own."""
        last, closed = position, spelling.definite
        nunated = self._tokens.folded[position].endswith(_NUNATED)
        limit = min(self._count, position + _LONGEST)
        index = position + 1
        while index < limit:
            step = self._step(index, closed)
            if step is None or (nunated and not self._agrees(index, spelling.definite)):
                break
            closed = closed or self._closes(index)
            index, last = step + 1, step
        return last

    def _agrees(self, index: int, definite: bool) -> bool:
        """«المسلحون السوريون», but «مسلحون | الفوعة», «المسلحون | الحكومة»: a sound plural takes no genitive."""
        if not self._closes(index) or "nationality" in self._facts.classes[index]:
            return True
        return definite and self._tokens.folded[index].endswith(_NUNATED)

    def _closes(self, index: int) -> bool:
        word = self._tokens.folded[index]
        return word.startswith(_ARTICLE) or index in self._places or self._tokens.raw[index] in QUOTATION_MARKS

    def _step(self, index: int, closed: bool) -> int | None:
        """Last token of the next piece of the phrase, None when the phrase is over."""
        word, raw = self._tokens.folded[index], self._tokens.raw[index]
        if raw in QUOTATION_MARKS and raw != self._tokens.raw[index - 1]:
            return self._quoted(index)
        clause = self._facts.clause[index]
        if self._tokens.kinds[index] is not TokenKind.WORD or "phrase-end" in clause:
            return None
        if "attached" in clause:
            return self._attached(index)
        if word.startswith(_ARTICLE) and len(word) > 3:
            return index if self._continues(index, closed) and not (closed and index in self._places) else None
        if "nationality" in self._facts.classes[index]:
            return index
        if index in self._places:
            return None if closed else self._places[index]
        if word in self._index.nisbas:
            return index
        if closed:
            return None
        form, last = self._longest(index, word)
        if form is not None:
            return last
        if "party" in self._facts.classes[index] and "party" in self._lexicon.classes.get(word, ()):
            return index
        adjectival = word.endswith((_YEH + _HEH, _YEH)) or (word.endswith(_HEH) and len(word) > 4)
        return index if adjectival and self._facts.light[index] is None and not self._triggers(word) else None

    def _triggers(self, word: str) -> bool:
        """True for words of events; «مسلحة» is no «مسلح» with a pronoun."""
        return any(not reading.has_pronoun for reading in self._lexicon.readings.get(word, ()))

    def _continues(self, index: int, closed: bool) -> bool:
        """A definite word after a closed phrase is an adjective of it, unless it is a place noun or an event."""
        if not closed:  # the genitive of an indefinite head stands right behind it: «قوات | النظام»
            return self._tokens.folded[index - 1][-1] != _HEH or "party" in self._facts.classes[index - 1]
        if self._facts.classes[index] & {"arms", "site", "struck", "people"}:
            return False
        if "party" in self._facts.classes[index] and not self._tokens.folded[index].endswith(_ADJECTIVAL):
            return False  # «اتهم الجيش | الفصائل»
        stem = self._tokens.folded[index][2:]
        return not any(reading.category == "noun" for reading in self._lexicon.readings.get(stem, ()))

    def _quoted(self, index: int) -> int | None:
        """A short name in quotation marks: «الدولة الإسلامية»."""
        for end in range(index + 1, min(self._count, index + _LONGEST_QUOTED)):
            if self._tokens.raw[end] in QUOTATION_MARKS:
                return end
        return None

    def _attached(self, index: int) -> int | None:
        """«الموالية لأنقرة»: the adjective with the word it governs."""
        following = index + 1
        if following >= self._count or self._tokens.kinds[following] is not TokenKind.WORD:
            return None
        if self._facts.clause[following] & {"direction", "versus"}:
            return min(following + 1, self._count - 1)
        return following

    def _found(self, first: int, last: int, spelling: Spelling, actor: str | None, rule: str) -> FoundActor:
        clitics = int(spelling.conjunction) + len(spelling.preposition)
        start = self._tokens.starts[first]
        if not (spelling.preposition == _LAM and spelling.definite):  # «للجيش» cannot be cut
            start += clitics
        span = Span(start, self._tokens.ends[last])
        name = span.of(self._tokens.text)
        if spelling.preposition == _LAM and spelling.definite:
            name = _ARTICLE + name[int(spelling.conjunction) :].removeprefix(_LAM).removeprefix(_LAM)
        return FoundActor(first, last, span, name, actor, f"actor.{rule}")
