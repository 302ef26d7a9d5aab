"""Which toponym a claim is about: the nearest that says where, from the clause outward to the dateline.

For nearly half of all claims the place stands outside the clause. Every step outward is a named rule with a score, and
any of them can be switched off to measure what it is worth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import inf

from qawl.extract.clauses import Clauses
from qawl.extract.findings import FoundActor, FoundQuantity, FoundStatement, FoundToponym
from qawl.extract.place_map import PlaceMap
from qawl.extract.place_weights import PlaceWeights
from qawl.extract.surroundings import Trigger
from qawl.extract.word_facts import WordFacts
from qawl.model.claim import ClaimType
from qawl.text.record import record

SCORES = {
    "place.in-clause": 0.95,
    "place.in-sentence": 0.8,
    "place.of-land": 0.8,
    "place.same-noun": 0.7,
    "place.in-paragraph": 0.6,
    "place.headline": 0.6,
    "place.previous-claim": 0.5,
    "place.country": 0.5,
    "place.of-war": 0.5,
    "place.source": 0.4,
    "place.article-country": 0.3,
    "place.dateline": 0.3,
}
PLACE_RULES = tuple(SCORES)
_TOLLS_OF_WARS = {ClaimType.CASUALTIES: 10_000, ClaimType.DISPLACEMENT: 1_000_000}  # that no single fight brings about
_TAKEN = frozenset({ClaimType.STRIKE, ClaimType.ATTACK, ClaimType.CAPTURE})
_FIRED = frozenset({ClaimType.STRIKE, ClaimType.ATTACK})
_FROM_TO = frozenset({ClaimType.STRIKE, ClaimType.WITHDRAWAL})
_FAR = ("place.previous-claim", "place.headline")
_PLACE_WEIGHT = 10  # of a place, in telling what country an article is about
_NISBA_WEIGHT = 3  # and of an adjective of nationality
_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"


@record
class PlaceChoice:
    """The toponym a claim is about and the rule that chose it."""

    toponym: FoundToponym
    rule: str

    @property
    def is_inherited(self) -> bool:
        return self.rule != "place.in-clause"


_SENTENCES_BACK = 2  # before the trigger's own, in which the place may be named


class PlaceChooser:
    """Chooses places for the claims of one article in text order, remembering the last one."""

    def __init__(
        self,
        facts: WordFacts,
        toponyms: Sequence[FoundToponym],
        *,
        clauses: Clauses,
        places: PlaceMap,
        actors: Sequence[FoundActor],
        statements: Sequence[FoundStatement] = (),
        dateline: range = range(0),
        disabled: frozenset[str] = frozenset(),
    ) -> None:
        self._facts, self._disabled, self._clauses, self._map = facts, disabled, clauses, places
        self._dateline = [t for t in toponyms if t.first in dateline]
        self._folded = facts.layout.tokens.folded
        inside = {i: a for a in actors for i in range(a.first, a.last + 1)}
        sources = [s.source_span for s in statements if s.source_span is not None]
        free = [t for t in toponyms if t.first not in dateline and not _is_part_of_name(t, inside)]
        free = sorted((t for t in free if not self._names_body(t)), key=lambda t: t.first)
        self._in_sources = [t for t in free if any(s.start <= t.span.start < s.end for s in sources)]
        in_sources = {t.first for t in self._in_sources}
        self._toponyms = [t for t in free if t.first not in in_sources]
        named = {t.first for t in toponyms}  # «المدن السعودية» is spelled like the country
        self._nisbas = {
            a.first: a.actor
            for a in actors
            if a.rule == "actor.nisba" or (a.rule == "actor.country" and a.first not in named)
        }
        self._previous: FoundToponym | None = None
        self._weights = PlaceWeights(facts, self._toponyms, actors, places)
        self._country = self._weights.home = self._main_country(actors)

    def choose(
        self,
        trigger: Trigger,
        evidence: range,
        *,
        struck: FoundActor | None = None,
        quantity: FoundQuantity | None = None,
    ) -> PlaceChoice | None:
        """The best place by the nearest rule that gives one; a town or country may itself be ``struck``."""
        if trigger.entry.type in _TAKEN:
            behind = -1 if trigger.is_verb else trigger.last + 1  # «تدمير تل أبيب»
            self._weights.struck = behind if struck is None else struck.first
        else:
            self._weights.struck = -1
        for rule, candidates in self._steps(trigger, evidence, quantity):
            if rule in self._disabled:
                continue
            if not candidates:
                continue
            best = candidates[0]
            if len(candidates) > 1:
                best = max(candidates, key=lambda t: self._weights.weight(t, trigger))
            if not self._weights.is_state(best):
                self._previous = best
            return PlaceChoice(self._nearest_mention(best, trigger) if rule in _FAR else best, rule)
        return None

    def _nearest_mention(self, toponym: FoundToponym, trigger: Trigger) -> FoundToponym:
        """Where the place is named nearest to the claim."""
        spelled = self._folded[toponym.first : toponym.last + 1]
        same = [
            t
            for t in self._toponyms
            if t.place == toponym.place and self._folded[t.first : t.last + 1] == spelled and toponym.place is not None
        ]
        return min(same, key=lambda t: abs(t.first - trigger.first), default=toponym)

    def _steps(
        self, trigger: Trigger, evidence: range, quantity: FoundQuantity | None
    ) -> Iterator[tuple[str, list[FoundToponym]]]:
        layout = self._facts.layout
        sentence = layout.sentences[layout.sentence_of[trigger.first]]
        paragraph = layout.paragraphs[layout.paragraph_of[trigger.first]]
        inside = self._usable(evidence, trigger)
        landmarks = [t for t in inside if self._weights.is_aside(t)]
        if landmarks and (same := self._same_noun(evidence)):
            yield "place.in-clause", [t for t in inside if t not in landmarks]
            yield "place.same-noun", same
        if trigger.entry.type in _FIRED:
            yield "place.of-land", self._of_land(evidence, aimed=True)
        around = self._clauses.around(trigger.first)
        near = [t for t in self._specific(self._usable(sentence, trigger)) if not self._weights.is_answered(t, trigger)]
        is_elsewhere = trigger.entry.type in _FROM_TO and all(self._weights.is_wrong_end(t, trigger) for t in inside)
        if is_elsewhere:
            near = [t for t in near if t not in inside]
        yield "place.in-sentence", self._inside_country(inside, near, trigger)
        yield "place.in-clause", [] if is_elsewhere else inside
        yield "place.of-land", self._of_land(evidence)
        yield "place.same-noun", self._same_noun(evidence)
        yield "place.of-land", self._of_land(around)
        yield "place.in-sentence", [t for t in near if t.first in around]
        yield "place.of-war", self._of_whole_country(trigger, quantity)
        yield "place.in-sentence", near
        yield "place.in-paragraph", self._specific(self._usable(self._just_before(trigger), trigger))
        yield "place.country", self._at_home(self._usable(sentence, trigger))
        said = [t for t in self._in_sources if t.first in paragraph and t.first < trigger.first]
        yield "place.source", self._specific(said)
        yield "place.previous-claim", self._previous_of(trigger)
        yield "place.in-clause", inside
        yield "place.headline", self._of_headline(trigger)
        yield "place.article-country", self._nearest_country(trigger)
        yield "place.dateline", self._dateline

    def _inside_country(
        self, inside: Sequence[FoundToponym], near: Sequence[FoundToponym], trigger: Trigger
    ) -> list[FoundToponym]:
        """«وظلت عفرين تتعرض للقصف في سوريا»: the place of the sentence that lies in the only country of the clause."""
        if len(inside) != 1 or not self._weights.is_state(inside[0]):
            return []
        if self._weights.before(inside[0]) == trigger.last:
            return []  # «سنحرر اليمن»
        country = self._map.country_of(inside[0].place)
        before = [t for t in near if t.first < trigger.first and not self._weights.is_aside(t)]
        return [t for t in before if self._map.country_of(t.place) == country]

    def _names_body(self, toponym: FoundToponym) -> bool:
        """«مرصد الضفة», «مجلس عفرين المحلي»: right behind the noun of an organisation the name only says which one."""
        before = toponym.first - 1
        return before >= 0 and "body" in self._facts.classes[before]

    def _main_country(self, actors: Sequence[FoundActor]) -> str:
        """The country that most of the article's places lie in; "" where none has half of them.

        States acting do not count («قالت روسيا»), adjectives of nationality a little («الحرب السورية»).
        """
        weights: Counter[str] = Counter()
        for toponym in self._toponyms:
            if not self._weights.is_state(toponym) or self._weights.is_led_to(toponym):
                weights[self._map.country_of(toponym.place)] += _PLACE_WEIGHT
        for actor in actors:
            if actor.rule == "actor.nisba":
                weights[self._map.country_of(actor.actor)] += _NISBA_WEIGHT
        weights.pop("", None)
        if not weights:
            return ""
        country, weight = weights.most_common(1)[0]
        return country if 2 * weight >= weights.total() else ""

    def _nearest_country(self, trigger: Trigger) -> list[FoundToponym]:
        """Where nothing nearer says where: the mention of the article's country that is nearest to the claim."""
        if not self._country:
            return []
        named = [t for t in self._toponyms if t.place == f"country.{self._country}"]
        if not named:  # «غزة» in an article that never names the country
            places = Counter(t.place for t in self._toponyms if self._map.country_of(t.place) == self._country)
            most = places.most_common(1)[0][0] if places else None
            named = [t for t in self._toponyms if most is not None and t.place == most]
        return sorted(named, key=lambda t: abs(t.first - trigger.first))[:1]

    def _just_before(self, trigger: Trigger) -> range:
        """The sentences right before a trigger in its paragraph: a body without paragraphs is not all one place."""
        layout = self._facts.layout
        paragraph = layout.paragraphs[layout.paragraph_of[trigger.first]]
        first = layout.sentences[max(0, layout.sentence_of[trigger.first] - _SENTENCES_BACK)]
        return range(max(paragraph.start, first.start), trigger.first)

    def _of_headline(self, trigger: Trigger) -> list[FoundToponym]:
        """Places of the headline, but none abroad («قمة في أنقرة» on the war in Syria); who backs whom is nowhere."""
        if trigger.entry.type is ClaimType.SUPPORT:
            return []
        return self._at_home(self._usable(self._facts.layout.paragraphs[0], trigger))

    def _at_home(self, toponyms: Iterable[FoundToponym]) -> list[FoundToponym]:
        """Those that lie in the article's country, where it has one."""
        return [t for t in toponyms if not self._country or self._map.country_of(t.place) in ("", self._country)]

    def _previous_of(self, trigger: Trigger) -> list[FoundToponym]:
        """The place of the claim before, when it was made in the paragraph before and stands in no other way."""
        previous = self._previous
        if previous is None or trigger.entry.type is ClaimType.SUPPORT:
            return []
        distance = self._facts.layout.paragraph_of[trigger.first] - self._facts.layout.paragraph_of[previous.first]
        return [previous] if distance <= 1 else []

    def _usable(self, tokens: range, trigger: Trigger) -> list[FoundToponym]:
        """Toponyms in a stretch that say where; states acting («وقالت روسيا») do not."""
        inside = (t for t in self._toponyms if tokens.start <= t.first < tokens.stop)
        return [t for t in inside if not self._weights.is_state(t) or self._says_where(t, trigger)]

    def _specific(self, toponyms: Iterable[FoundToponym]) -> list[FoundToponym]:
        return [t for t in toponyms if not self._weights.is_state(t)]

    def _says_where(self, toponym: FoundToponym, trigger: Trigger) -> bool:
        """True behind a preposition of place, a noun like «مدينة», a joined «بـ», or as the aim of the trigger."""
        if self._weights.is_led_to(toponym) or self._weights.is_goal(toponym, trigger):
            return True
        return (
            self._weights.before(toponym) == trigger.last
            and trigger.entry.object == "place"
            and not trigger.has_pronoun
        )

    def _of_land(self, evidence: range, *, aimed: bool = False) -> list[FoundToponym]:
        """«الأراضي السعودية», «المدن العراقية»: the mention of that country that is nearest."""
        for index, country in self._nisbas.items():
            if not evidence.start < index < evidence.stop or "territory" not in self._facts.classes[index - 1]:
                continue
            if aimed and "aim" not in self._facts.clause[index - 2]:
                continue
            named = [t for t in (*self._toponyms, *self._in_sources) if t.place == country]
            return sorted(named, key=lambda t: abs(t.first - index))[:1]
        return []

    def _of_whole_country(self, trigger: Trigger, quantity: FoundQuantity | None) -> list[FoundToponym]:
        """«أكثر من نصف مليون قتيل»: tolls of a whole war are the country's, not those of the town before."""
        if quantity is None or (quantity.min or 0) < _TOLLS_OF_WARS.get(trigger.entry.type, inf):
            return []
        return self._nearest_country(trigger)

    def _same_noun(self, evidence: range) -> list[FoundToponym]:
        """«المدينة», «المخيم»: the last place before that the article calls so."""
        for index in range(evidence.start, evidence.stop):
            if "site" not in self._facts.classes[index] or self._is_defined(index):
                continue
            spelling = next((s for s in self._facts.spellings[index] if s.definite), None)
            if spelling is None:
                continue
            before = [t for t in self._toponyms if t.last < index and not self._weights.is_abroad(t)]
            found = [t for t in before if spelling.stem in self._nouns_of(t)]
            near = [t for t in before if self._may_be_meant(t, index, spelling.stem)]
            if near or found:
                return near[-1:] or found[-1:]
        return []

    def _is_defined(self, noun: int) -> bool:
        """«المنطقة الواقعة بين»: told by what follows, so that no place before is meant."""
        following = noun + 1
        return following < len(self._folded) and "defined" in self._facts.clause[following]

    def _may_be_meant(self, toponym: FoundToponym, noun: int, stem: str) -> bool:
        """«هجوما على الرقة، وقد سيطرت على ... المدينة»: a place named before in the sentence, called nothing else."""
        sentence_of = self._facts.layout.sentence_of
        if sentence_of[toponym.first] != sentence_of[noun] or self._weights.is_state(toponym):
            return False
        called = {s.stem for s in self._facts.spellings[toponym.first - 1]} if toponym.first else set()
        is_other = toponym.first > 0 and "site" in self._facts.classes[toponym.first - 1] and stem not in called
        return not is_other and not self._weights.is_landmark(toponym)

    def _nouns_of(self, toponym: FoundToponym) -> set[str]:
        """The noun before the name or inside it: «مدينة عفرين», «مخيم اليرموك»."""
        nouns = {self._folded[i].removeprefix(_ARTICLE) for i in range(toponym.first, toponym.last + 1)}
        if toponym.first:
            nouns.update(s.stem for s in self._facts.spellings[toponym.first - 1])
        return nouns


def _is_part_of_name(toponym: FoundToponym, inside: dict[int, FoundActor]) -> bool:
    """True for «القدس» in «فيلق القدس» and «سوريا» in «قوات سوريا الديمقراطية»."""
    actor = inside.get(toponym.first)
    if actor is not None and toponym.last > toponym.first:
        if actor.first == toponym.first or actor.rule == "actor.descriptive":
            return False  # «قاعدة حميميم الروسية» is both; «ضربة أكثر قوة | قاعدة حميميم»
    return actor is not None and actor.last - actor.first > toponym.last - toponym.first
