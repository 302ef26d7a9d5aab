"""Which toponym a claim is about: the nearest that says where, from the clause outward to the dateline.

For nearly half of all claims the place stands outside the clause. Every step outward is a named rule with a score, and
any of them can be switched off to measure what it is worth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qawl.extract.findings import FoundActor, FoundStatement, FoundToponym
from qawl.extract.surroundings import Trigger
from qawl.extract.word_facts import WordFacts
from qawl.model.claim import ClaimType
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import COMMAS

SCORES = {
    "place.in-clause": 0.95,
    "place.in-sentence": 0.8,
    "place.same-noun": 0.7,
    "place.in-paragraph": 0.6,
    "place.headline": 0.6,
    "place.previous-claim": 0.5,
    "place.country": 0.5,
    "place.source": 0.4,
    "place.article-country": 0.3,
    "place.dateline": 0.3,
}
PLACE_RULES = tuple(SCORES)
_LEAVING = frozenset({ClaimType.DISPLACEMENT, ClaimType.WITHDRAWAL})
_MOVES = frozenset({*_LEAVING, ClaimType.CAPTURE, ClaimType.CAPABILITY})
_PLACE_WEIGHT, _NISBA_WEIGHT = (
    10,
    3,
)  # of a place and of an adjective of nationality, in telling what country an article is about
_WORLD = "world."
_WAW = "\N{ARABIC LETTER WAW}"
_BEH = "\N{ARABIC LETTER BEH}"
_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """The toponym a claim is about and the rule that chose it."""

    toponym: FoundToponym
    rule: str

    @property
    def is_inherited(self) -> bool:
        return self.rule != "place.in-clause"


class PlaceChooser:
    """Chooses places for the claims of one article in text order, remembering the last one."""

    def __init__(
        self,
        facts: WordFacts,
        toponyms: Sequence[FoundToponym],
        *,
        actors: Sequence[FoundActor],
        statements: Sequence[FoundStatement] = (),
        dateline: range = range(0),
        disabled: frozenset[str] = frozenset(),
    ) -> None:
        self._facts, self._disabled = facts, disabled
        self._dateline = [t for t in toponyms if t.first in dateline]
        self._folded = facts.layout.tokens.folded
        self._states = {a.first for a in actors if a.rule in ("actor.country", "actor.capital")}
        inside = {i: a for a in actors for i in range(a.first, a.last + 1)}
        sources = [s.source_span for s in statements if s.source_span is not None]
        free = [t for t in toponyms if t.first not in dateline and not _is_part_of_name(t, inside)]
        free = sorted((t for t in free if not self._names_body(t)), key=lambda t: t.first)
        self._in_sources = [t for t in free if any(s.start <= t.span.start < s.end for s in sources)]
        self._toponyms = [t for t in free if t not in self._in_sources]
        self._previous: FoundToponym | None = None
        self._list_members = {t.first for t in self._toponyms if self._goes_on_list(t)}
        self._country = self._main_country(actors)

    def choose(self, trigger: Trigger, evidence: range) -> PlaceChoice | None:
        """The best place by the nearest rule that gives one."""
        for rule, candidates in self._steps(trigger, evidence):
            if rule in self._disabled:
                continue
            best = max(candidates, key=lambda t: self._weight(t, trigger), default=None)
            if best is not None:
                if not self._is_state(best):
                    self._previous = best
                return PlaceChoice(best, rule)
        return None

    def _steps(self, trigger: Trigger, evidence: range) -> Iterator[tuple[str, list[FoundToponym]]]:
        layout = self._facts.layout
        sentence = layout.sentences[layout.sentence_of[trigger.first]]
        paragraph = layout.paragraphs[layout.paragraph_of[trigger.first]]
        inside = self._usable(evidence, trigger)
        landmarks = [t for t in inside if self._is_landmark(t)]
        if landmarks and (same := self._same_noun(evidence)):
            yield "place.in-clause", [t for t in inside if t not in landmarks]
            yield "place.same-noun", same
        yield "place.in-clause", inside
        yield "place.same-noun", self._same_noun(evidence)
        yield "place.in-sentence", self._specific(self._usable(sentence, trigger))
        yield "place.in-paragraph", self._specific(self._usable(range(paragraph.start, trigger.first), trigger))
        yield "place.country", self._at_home(self._usable(sentence, trigger))
        said = [t for t in self._in_sources if t.first in paragraph and t.first < trigger.first]
        yield "place.source", self._specific(said)
        yield "place.previous-claim", self._previous_of(trigger)
        yield "place.headline", self._of_headline(trigger)
        yield "place.article-country", self._nearest_country(trigger)
        yield "place.dateline", self._dateline

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
            if not self._is_state(toponym) or self._is_led_to(toponym):
                weights[_country_of(toponym.place)] += _PLACE_WEIGHT
        for actor in actors:
            if actor.rule == "actor.nisba":
                weights[_country_of(actor.actor)] += _NISBA_WEIGHT
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
            places = Counter(t.place for t in self._toponyms if _country_of(t.place) == self._country)
            most = places.most_common(1)[0][0] if places else None
            named = [t for t in self._toponyms if most is not None and t.place == most]
        return sorted(named, key=lambda t: abs(t.first - trigger.first))[:1]

    def _of_headline(self, trigger: Trigger) -> list[FoundToponym]:
        """Places of the headline, but none abroad («قمة في أنقرة» on the war in Syria); who backs whom is nowhere."""
        if trigger.entry.type is ClaimType.SUPPORT:
            return []
        return self._at_home(self._usable(self._facts.layout.paragraphs[0], trigger))

    def _at_home(self, toponyms: Iterable[FoundToponym]) -> list[FoundToponym]:
        """Those that lie in the article's country, where it has one."""
        return [t for t in toponyms if not self._country or _country_of(t.place) in ("", self._country)]

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
        return [t for t in inside if not self._is_state(t) or self._says_where(t, trigger)]

    def _specific(self, toponyms: Iterable[FoundToponym]) -> list[FoundToponym]:
        return [t for t in toponyms if not self._is_state(t)]

    def _is_state(self, toponym: FoundToponym) -> bool:
        """A state, or what is wider than any: «الشرق الأوسط», «البحر الأحمر»."""
        return toponym.first in self._states or (toponym.place or "").startswith(_WORLD)

    def _says_where(self, toponym: FoundToponym, trigger: Trigger) -> bool:
        """True behind a preposition of place, a noun like «مدينة», a joined «بـ», or as the object of the trigger."""
        return self._is_led_to(toponym) or (
            self._before(toponym) == trigger.last and trigger.entry.object == "place" and not trigger.has_pronoun
        )

    def _is_led_to(self, toponym: FoundToponym) -> bool:
        """Behind a preposition of place, a noun like «مدينة» or a joined «بـ»."""
        before = self._before(toponym)
        return (before >= 0 and "locative" in self._facts.clause[before]) or self._has_clitic(toponym, _BEH)

    def _before(self, toponym: FoundToponym) -> int:
        """The token before, quotation marks and # skipped."""
        before = toponym.first - 1
        while before > 0 and self._facts.layout.tokens.raw[before] in QUOTATION_MARKS | {"#"}:
            before -= 1
        return before

    def _has_clitic(self, toponym: FoundToponym, letter: str) -> bool:
        """True when the letter is written on the name and is no part of it."""
        start = self._facts.layout.tokens.starts[toponym.first]
        return self._folded[toponym.first].startswith(letter) and toponym.span.start > start

    def _weight(self, toponym: FoundToponym, trigger: Trigger) -> float:
        """Near and after the trigger is good; a landmark, the container of another place or a state is not."""
        distance = toponym.first - trigger.last
        weight = -0.1 * distance if distance > 0 else 0.15 * distance
        if self._is_state(toponym):
            weight -= 1 if self._is_led_to(toponym) else 3
        if toponym.first in self._list_members:
            weight -= 2
        if self._is_landmark(toponym):
            weight -= 1.5
        if self._is_wrong_end(toponym, trigger):
            weight -= 1.5
        if self._is_container(toponym):
            weight -= 1
        return weight

    def _is_wrong_end(self, toponym: FoundToponym, trigger: Trigger) -> bool:
        """«تقدمت من ... إلى ...» is about the goal, «نزح من ... إلى ...» about where people fled from."""
        if trigger.entry.type not in _MOVES:
            return False
        before = toponym.first - 1
        if before > trigger.last and "site" in self._facts.classes[before]:
            before -= 1
        end = "destination" if trigger.entry.type in _LEAVING else "origin"
        return before > trigger.last and end in self._facts.clause[before]

    def _is_container(self, toponym: FoundToponym) -> bool:
        """«حرض في محافظة حجة»: a place named right after another one that lies in it."""
        if self._has_clitic(toponym, _WAW):
            return False
        return any(0 < toponym.first - other.last <= 4 for other in self._toponyms if other is not toponym)

    def _is_landmark(self, toponym: FoundToponym) -> bool:
        """«قرب دمشق»: it says what the place lies near."""
        return any("landmark" in self._facts.clause[i] for i in range(max(0, toponym.first - 3), toponym.first))

    def _goes_on_list(self, toponym: FoundToponym) -> bool:
        """«داعل وإبطع والغارية»: of places in a list the first one stands for all."""
        gap = range(1, 2) if self._has_clitic(toponym, _WAW) else range(2, 3)
        raw = self._facts.layout.tokens.raw
        if len(gap) and gap.start == 2 and (not toponym.first or raw[toponym.first - 1] not in COMMAS):
            return False
        return any(toponym.first - other.last in gap for other in self._toponyms)

    def _same_noun(self, evidence: range) -> list[FoundToponym]:
        """«المدينة», «المخيم»: the last place before that the article calls so."""
        for index in range(evidence.start, evidence.stop):
            if "site" not in self._facts.classes[index]:
                continue
            spelling = next((s for s in self._facts.spellings[index] if s.definite), None)
            if spelling is None:
                continue
            before = [t for t in self._toponyms if t.last < index]
            found = [t for t in before if spelling.stem in self._nouns_of(t)]
            near = [t for t in before if self._may_be_meant(t, index, spelling.stem)]
            if near or found:
                return near[-1:] or found[-1:]
        return []

    def _may_be_meant(self, toponym: FoundToponym, noun: int, stem: str) -> bool:
        """«هجوما على الرقة، وقد سيطرت على ... المدينة»: a place named before in the sentence, called nothing else."""
        sentence_of = self._facts.layout.sentence_of
        if sentence_of[toponym.first] != sentence_of[noun] or self._is_state(toponym):
            return False
        called = {s.stem for s in self._facts.spellings[toponym.first - 1]} if toponym.first else set()
        is_other = toponym.first > 0 and "site" in self._facts.classes[toponym.first - 1] and stem not in called
        return not is_other

    def _nouns_of(self, toponym: FoundToponym) -> set[str]:
        """The noun before the name or inside it: «مدينة عفرين», «مخيم اليرموك»."""
        nouns = {self._folded[i].removeprefix(_ARTICLE) for i in range(toponym.first, toponym.last + 1)}
        if toponym.first:
            nouns.update(s.stem for s in self._facts.spellings[toponym.first - 1])
        return nouns


def _country_of(entity: str | None) -> str:
    """The code in an id of a place or country: «sy.damascus», «country.SY»; places of the world at large have none."""
    scope, _, rest = (entity or "").partition(".")
    if scope in ("country", "capital"):
        return rest
    return scope.upper() if len(scope) == 2 and scope != "gn" else ""


def _is_part_of_name(toponym: FoundToponym, inside: dict[int, FoundActor]) -> bool:
    """True for «القدس» in «فيلق القدس» and «سوريا» in «قوات سوريا الديمقراطية»."""
    actor = inside.get(toponym.first)
    return actor is not None and actor.last - actor.first > toponym.last - toponym.first
