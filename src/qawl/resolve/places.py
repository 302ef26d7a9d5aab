"""Which place a toponym denotes: طرابلس of Libya or of Lebanon, درعا the city or the province.

The countries that an article names, and those of its unambiguous places, say where it happens; each candidate
is then scored (``resolve.candidates``), twice: the second time with the places chosen first as neighbours. One
name denotes one place within an article unless the nouns before it differ. A candidate that scores below the
threshold is not taken: the toponym stays without a place, or, where nothing but its spelling speaks for a
toponym at all, is given up.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from qawl.extract.findings import FoundToponym
from qawl.extract.toponyms import DOUBTED
from qawl.lexicon.gazetteer import Gazetteer
from qawl.lexicon.place_triggers import PlaceTrigger
from qawl.resolve.candidates import BESIDE, Evidence, distance_km, kind_score, near_score, standing_score
from qawl.text.layout import Layout
from qawl.text.memo import remembered
from qawl.text.record import record
from qawl.text.tokens import CONJUNCTIONS, PREPOSITIONS

LEAST_SCORE = 2.5
LEAST_CURATED = 1.0  # for a place that somebody listed by hand: a name that is free in running text is rarely another's
LEAST_MARGIN = 0.25  # between two candidates that lie apart
APART_KM = 150.0
UNCURATED_WEIGHT = 0.2
LEAST_SHARE = 0.2  # of the article that speaks of the country of a name that is another word too
BESIDE_TOKENS = 2
AREA_TRIGGERS = frozenset(
    {"trigger.province", "trigger.countryside", "trigger.region", "trigger.front", "trigger.outskirts"}
)
SCALE = 8.0  # a score of 4 is a link of about 0.4, of 8 about 0.63
_JOINED = (*CONJUNCTIONS, *PREPOSITIONS)


@record
class _Choice:
    """The best candidate of a mention, its points and its runner-up."""

    row: int | None
    score: float
    rule: str


def resolve_places(layout: Layout, toponyms: Sequence[FoundToponym], gazetteer: Gazetteer) -> list[FoundToponym]:
    """The toponyms with place, score and choice; those that turn out to be ordinary words are left out."""
    resolver = _Resolver(layout, toponyms, gazetteer)
    return resolver.resolve()


@remembered
def _nisba(word: str, gazetteer: Gazetteer) -> str | None:
    """The country whose nationality a word names, with or without a joined letter."""
    country = gazetteer.nisbas.get(word)
    return gazetteer.nisbas.get(word[1:]) if country is None and word[:1] in _JOINED else country


class _Resolver:
    """One article."""

    def __init__(self, layout: Layout, toponyms: Sequence[FoundToponym], gazetteer: Gazetteer) -> None:
        self._layout, self._toponyms, self._gazetteer = layout, toponyms, gazetteer
        self._nisbas = _nisba(gazetteer)
        self._rows = [tuple(gazetteer.rows[c] for c in t.candidates) for t in toponyms]
        self._evidence = self._weigh()
        self._announced = self._announced_elsewhere()
        self._standing: dict[int, float] = {}
        self._near: dict[tuple[int, tuple[int, ...]], float] = {}
        self._neighbours: dict[tuple[int, ...], int] = {}

    def resolve(self) -> list[FoundToponym]:
        first = [self._choose(i) for i in range(len(self._toponyms))]
        for rows, choice in zip(self._rows, first, strict=True):
            if choice.row is not None and self._gazetteer.kinds[choice.row] != "country":
                self._neighbours.setdefault(rows, choice.row)
        resolved = []
        for index, toponym in enumerate(self._toponyms):
            choice = (
                first[index] if len(self._rows[index]) == 1 and first[index].row is not None else self._choose(index)
            )
            if self._is_doubtful(index) if choice.row is None else self._is_groundless(index, choice.row):
                continue
            place = None if choice.row is None else self._gazetteer.ids[choice.row]
            score = round(1 - math.exp(-max(0.0, choice.score) / SCALE), 3)
            resolved.append(replace(toponym, place=place, score=score if place else 0.0, choice=choice.rule))
        return resolved

    # ------------------------------------------------------------ what the article is about

    def _weigh(self) -> Evidence:
        """Countries by their share of country names, nisbas and unambiguous places."""
        weights: defaultdict[str, float] = defaultdict(float)
        for rows, toponym in zip(self._rows, self._toponyms, strict=True):
            countries = {self._gazetteer.countries[row] for row in rows}
            if toponym.rule == DOUBTED or self._only_with(toponym):
                continue
            if len(countries) == 1 and any(map(self._gazetteer.is_curated, rows)):
                weights[countries.pop()] += 1.0
            elif len(countries) == 1 and toponym.trigger is not None:
                weights[countries.pop()] += UNCURATED_WEIGHT
        for word, count in Counter(self._layout.tokens.folded).items():
            country = self._nisbas[word]
            if country is not None:
                weights[country] += count
        weights.pop("", None)  # seas and continents
        total = sum(weights.values())
        return Evidence({country: weight / total for country, weight in weights.items()}, frozenset(self._rows))

    def _only_with(self, toponym: FoundToponym) -> frozenset[str]:
        """The countries that an article must speak of for this name to count; none for nearly all names."""
        words = self._layout.tokens.folded[toponym.first : toponym.last + 1]
        limits = self._gazetteer.words.limits.get(" ".join(words))
        return frozenset() if limits is None else limits.only_with

    def _announced_elsewhere(self) -> dict[tuple[int, ...], PlaceTrigger]:
        """What a name is called where it is announced, if always the same: after «قطاع غزة», «غزة» is the Strip.

        A province, its countryside and «منطقة» say nothing of the bare name, which is the city's.
        """
        called: dict[tuple[int, ...], set[str]] = {}
        for rows, toponym in zip(self._rows, self._toponyms, strict=True):
            if toponym.trigger is not None:
                called.setdefault(rows, set()).add(toponym.trigger)
        triggers = self._gazetteer.words.triggers
        single = {rows: triggers[nouns.pop()] for rows, nouns in called.items() if len(nouns) == 1}
        return {rows: trigger for rows, trigger in single.items() if trigger.id not in AREA_TRIGGERS}

    # ------------------------------------------------------------ choosing

    def _choose(self, index: int) -> _Choice:
        rows = self._rows[index]
        if not rows:
            return _Choice(None, 0.0, "place.unknown-name")
        scores = sorted(((self._score(index, row), -row) for row in rows), reverse=True)
        best, row = scores[0][0], -scores[0][1]
        if best < (LEAST_CURATED if self._gazetteer.is_curated(row) else LEAST_SCORE):
            return _Choice(None, best, "place.below-threshold")
        for score, other in scores[1:]:
            if best - score < LEAST_MARGIN and distance_km(self._gazetteer, row, -other) > APART_KM:
                return _Choice(None, best, "place.ambiguous")
        return _Choice(row, best, self._rule(index, row))

    def _score(self, index: int, row: int) -> float:
        gazetteer, toponym = self._gazetteer, self._toponyms[index]
        trigger = self._announced.get(self._rows[index])
        if toponym.trigger is not None:
            trigger = gazetteer.words.triggers[toponym.trigger]
        score = self._standing_score(row) + kind_score(gazetteer.kinds[row], trigger) + self._near_score(index, row)
        if gazetteer.countries[row] in self._beside(toponym.last):
            score += BESIDE
        return score

    def _standing_score(self, row: int) -> float:
        if row not in self._standing:
            self._standing[row] = standing_score(self._gazetteer, row, self._evidence)
        return self._standing[row]

    def _near_score(self, index: int, row: int) -> float:
        rows = self._rows[index]
        key = (row, rows)
        if key not in self._near:
            others = {other for name, other in self._neighbours.items() if name != rows}
            if not others:
                return 0.0
            self._near[key] = near_score(self._gazetteer, row, others)
        return self._near[key]

    def _beside(self, last: int) -> set[str]:
        """The countries named by the next words: «طرابلس الليبية», «طرابلس، شمال لبنان»."""
        tokens = self._layout.tokens
        found = set()
        for word in tokens.folded[last + 1 : last + 1 + BESIDE_TOKENS]:
            country = self._nisbas[word]
            if country is not None and not word.startswith(CONJUNCTIONS[0]):
                found.add(country)
        return found

    def _rule(self, index: int, row: int) -> str:
        toponym = self._toponyms[index]
        if toponym.trigger is not None:
            return "place.announced-kind"
        return "place.only-candidate" if len(self._rows[index]) == 1 else "place.best-fit"

    def _is_doubtful(self, index: int) -> bool:
        """Nothing but its spelling makes it a toponym: no noun before it, and nobody listed it by hand."""
        toponym = self._toponyms[index]
        return toponym.trigger is None and not any(map(self._gazetteer.is_curated, self._rows[index]))

    def _is_groundless(self, index: int, row: int) -> bool:
        """A name that is another word too, or that nobody vouches for, in a country the article does not speak of."""
        toponym, gazetteer, shares = self._toponyms[index], self._gazetteer, self._evidence.shares
        countries = self._only_with(toponym)
        if countries and shares and countries.isdisjoint(shares):
            return True  # «عبرت القوات إلى الضفة الغربية» in news of the Euphrates
        if toponym.rule == DOUBTED:
            return self._evidence.shares.get(gazetteer.countries[row], 0.0) < LEAST_SHARE
        if gazetteer.is_curated(row) or toponym.rule == "toponym.announced":
            return False
        is_split = toponym.span.start > self._layout.tokens.starts[toponym.first]
        return (toponym.rule == "toponym.bare" or is_split) and gazetteer.countries[row] not in self._evidence.shares
