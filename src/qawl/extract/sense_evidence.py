"""What an article is about, token by token: words of arms and of other domains, by sentence; and its old dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from qawl.extract.findings import FoundActor, FoundQuantity, FoundTime, FoundToponym
from qawl.extract.surroundings import Trigger
from qawl.extract.word_facts import WordFacts, spellings_of
from qawl.lexicon.senses import ARMED, SURE, WORK, Hint, SenseLexicon
from qawl.text.memo import remembered

_KEY = 4  # last letters that tell words of one stem apart
_GENERATIONS = 50  # years after which an event is history
_HISTORY = 1970  # the same where the publication date is unknown
_FIRST_YEAR = 100
_COUNTED = 1000  # a smaller number behind a month counts something
_SINCE = 3  # words between «منذ» and the year it leads to
_NO_HINTS: tuple[Hint, ...] = ()
_Key = tuple[str, str]


_Phrase = tuple[tuple[str, ...], Hint]
_NO_POINTER: tuple[tuple[Hint, ...], tuple[_Phrase, ...]] = (_NO_HINTS, ())


@remembered
def _pointer(word: str, lexicon: SenseLexicon) -> tuple[tuple[Hint, ...], tuple[_Phrase, ...]]:
    """What a word points to alone, and the phrases that it may begin."""
    stems = [spelling.stem for spelling in spellings_of(word)]
    hints = next((lexicon.words[stem] for stem in stems if stem in lexicon.words), _NO_HINTS)
    return hints, tuple(phrase for stem in stems for phrase in lexicon.phrases.get(stem, ()))


class Balance(NamedTuple):
    """The weight of each domain in a stretch of text: of all its words, and of those that settle it alone."""

    all: Counter[str]
    sure: Counter[str]


_NOTHING = Balance(Counter(), Counter())


class Hints:
    """The domains that the tokens of one article point to. Different words count, repeated ones do not."""

    def __init__(
        self,
        facts: WordFacts,
        lexicon: SenseLexicon,
        *,
        armed: Iterable[FoundActor],
        places: Iterable[FoundToponym],
    ) -> None:
        self._facts, self._lexicon = facts, lexicon
        self._folded = facts.layout.tokens.folded
        known = _pointer(lexicon)
        pointers = [
            known[word] if spelled else _NO_POINTER for word, spelled in zip(self._folded, facts.spellings, strict=True)
        ]
        self._hints = [pointer[0] for pointer in pointers]
        self._phrases = [(index, pointer[1]) for index, pointer in enumerate(pointers) if pointer[1]]
        self._mark(armed, places)
        self._works = [index for index, hints in enumerate(self._hints) if hints and self.points_to(index, WORK)]
        self._seen = [self._keys(sentence) for sentence in facts.layout.sentences]
        self._found_in = Counter(key for seen in self._seen for key in seen)
        self._total = _balance({key: weight for seen in self._seen for key, weight in seen.items()})
        self._outside: dict[int, Balance] = {}
        self._inside: dict[int, Balance] = {}

    def at(self, index: int) -> tuple[Hint, ...]:
        """What a token points to; nothing beyond the ends of the text."""
        return self._hints[index] if 0 <= index < len(self._hints) else _NO_HINTS

    def points_to(self, index: int, domain: str) -> bool:
        """True for a word that settles a domain."""
        return any(hint.domain == domain and hint.weight >= SURE for hint in self.at(index))

    def names_work(self, stretch: range) -> bool:
        """True where a film, novel or poem is named."""
        return any(index in stretch for index in self._works)

    def beside(self, trigger: Trigger) -> Balance:
        """The weights in a trigger's sentence, without its own words."""
        sentence = self._facts.layout.sentence_of[trigger.first]
        own = range(trigger.first, trigger.last + 1)
        if not any(self._hints[index] for index in own):
            return self._within(sentence)
        return _balance(self._keys(i for i in self._facts.layout.sentences[sentence] if i not in own))

    def before(self, trigger: Trigger) -> Balance:
        """The weights in the sentence before, where it is of the same paragraph."""
        layout = self._facts.layout
        sentence = layout.sentence_of[trigger.first]
        if (
            not sentence
            or layout.paragraph_of[layout.sentences[sentence - 1].start] != layout.paragraph_of[trigger.first]
        ):
            return _NOTHING
        return self._within(sentence - 1)

    def _within(self, sentence: int) -> Balance:
        known = self._inside.get(sentence)
        if known is None:
            known = self._inside[sentence] = _balance(self._seen[sentence])
        return known

    def outside(self, sentence: int) -> Balance:
        """The weights in all other sentences."""
        known = self._outside.get(sentence)
        if known is None:
            only_here = {k: weight for k, weight in self._seen[sentence].items() if self._found_in[k] == 1}
            here = _balance(only_here)
            known = self._outside[sentence] = Balance(self._total.all - here.all, self._total.sure - here.sure)
        return known

    def _mark(self, armed: Iterable[FoundActor], places: Iterable[FoundToponym]) -> None:
        """Phrases win over their words; a place name says nothing; an armed actor is arms, whatever its words."""
        for index, phrases in self._phrases:
            found = self._longest(index, phrases)
            if found is not None:
                stretch, hint = found
                self._hints[stretch.start : stretch.stop] = [(hint,), *[_NO_HINTS] * (len(stretch) - 1)]
        for place in places:
            self._hints[place.first : place.last + 1] = [_NO_HINTS] * (place.last + 1 - place.first)
        for mention in armed:
            stretch = range(mention.first, mention.last + 1)
            self._hints[stretch.start : stretch.stop] = [(Hint(ARMED, SURE),)] * len(stretch)

    def _longest(self, index: int, phrases: Sequence[_Phrase]) -> tuple[range, Hint] | None:
        """The longest phrase that stands at a token, articles set aside."""
        for words, hint in phrases:
            stretch = range(index, index + len(words))
            if stretch.stop <= len(self._hints) and all(map(self._has_stem, stretch[1:], words[1:])):
                return stretch, hint
        return None

    def _has_stem(self, index: int, stem: str) -> bool:
        return any(spelling.stem == stem for spelling in self._facts.spellings[index])

    def _keys(self, indices: Iterable[int]) -> dict[_Key, int]:
        """The different words of a stretch with their weights."""
        seen: dict[_Key, int] = {}
        for index in indices:
            for hint in self._hints[index]:
                key = (hint.domain, self._folded[index][-_KEY:])
                seen[key] = max(hint.weight, seen.get(key, 0))
        return seen


def _balance(seen: dict[_Key, int]) -> Balance:
    balance = Balance(Counter(), Counter())
    for (domain, _), weight in seen.items():
        balance.all[domain] += weight
        if weight >= SURE:
            balance.sure[domain] += weight
    return balance


def find_old_dates(
    facts: WordFacts, times: Sequence[FoundTime], quantities: Sequence[FoundQuantity], published: date | None
) -> list[tuple[int, bool]]:
    """Where dates stand, and whether each is of two generations ago or more: «عام 1839», «القرن التاسع عشر».

    «منذ حرب عام 1967» lasts until today and is none.
    """
    bound = _HISTORY if published is None else published.year - _GENERATIONS
    years = set(_find_years(facts, times, quantities, bound))
    dates = [(index, True) for index in years]
    for time in times:
        if time.time is not None and years.isdisjoint((time.first, time.last + 1)):
            dates.append((time.first, int(time.time.first[:4]) <= bound))
    dates += [(index, True) for index, names in enumerate(facts.clause) if "century" in names]
    return [(at, is_old and not _lasts(facts, at)) for at, is_old in dates]


def _lasts(facts: WordFacts, date_at: int) -> bool:
    return any("since" in facts.clause[index] for index in range(max(0, date_at - _SINCE), date_at + 1))


def _find_years(
    facts: WordFacts, times: Sequence[FoundTime], quantities: Sequence[FoundQuantity], bound: int
) -> Iterator[int]:
    """Bare numbers behind «عام», «صيف» or a month, or before «للميلاد»; times themselves begin with 1900."""
    dated = {time.last + 1 for time in times}
    counted = {i for q in quantities for i in range(q.first, q.last + 1)}
    folded, clause = facts.layout.tokens.folded, facts.clause
    for index, word in enumerate(folded):
        if not word.isdecimal() or not _FIRST_YEAR <= int(word) <= bound:
            continue
        behind_year = index > 0 and "year" in clause[index - 1]
        before_era = index + 1 < len(clause) and "era" in clause[index + 1]
        behind_month = index in dated and index not in counted and int(word) > _COUNTED
        if behind_year or before_era or behind_month:
            yield index
