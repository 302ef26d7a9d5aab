"""How well a toponym tells where something happened: nearness to the trigger, and what stands before the name.

Among places of one clause or sentence the nearest is not always the one: «أطلقت من غزة على إسرائيل» is about the goal,
«بلدة في محافظة حجة» about the town, «حرستا، في المنطقة الواقعة بين مديرا وعربين» about what lies between.
"""

from __future__ import annotations

from collections.abc import Sequence

from qawl.extract.findings import FoundActor, FoundToponym
from qawl.extract.place_map import PlaceMap
from qawl.extract.surroundings import Trigger
from qawl.extract.word_facts import WordFacts
from qawl.model.claim import ClaimType
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import COMMAS

_HITS = frozenset({ClaimType.STRIKE, ClaimType.ATTACK})
_AIMED = frozenset({*_HITS, ClaimType.OPERATION})
_LEAVING = frozenset({ClaimType.DISPLACEMENT, ClaimType.WITHDRAWAL})
_MOVES = frozenset({*_LEAVING, ClaimType.STRIKE, ClaimType.CAPTURE, ClaimType.CAPABILITY})
_WORLD = "world."
_CAPITAL = "actor.capital"
_WAW = "\N{ARABIC LETTER WAW}"
_BEH = "\N{ARABIC LETTER BEH}"
_OUTSKIRTS = frozenset({"مشارف", "تخوم"})
_VERSUS = "ضد"
_IN_LIST = 3  # words between neighbours of a list
_NEAR = 3  # words between a place and the trigger of the relative clause that speaks of it
_WIDER_NAME = 8  # words between a place and the wider one that it lies in


class PlaceWeights:
    """Weighs the toponyms of one article for a trigger."""

    def __init__(
        self, facts: WordFacts, toponyms: Sequence[FoundToponym], actors: Sequence[FoundActor], places: PlaceMap
    ) -> None:
        self._facts, self._toponyms, self._map = facts, toponyms, places
        self._folded = facts.layout.tokens.folded
        self._states = {a.first: a.rule for a in actors if a.rule in ("actor.country", _CAPITAL)}
        self.struck = -1  # the token of what the claim in hand is done to
        self.home = ""  # the country that the article is about
        self._aside: dict[int, bool] = {}
        self._list_members: set[int] = set()
        self._list_members = {t.first for t in toponyms if self._goes_on_list(t)}

    def weight(self, toponym: FoundToponym, trigger: Trigger) -> float:
        """Near and after the trigger is good; a landmark, the container of another place or a state is not."""
        distance = toponym.first - trigger.last
        weight = -0.1 * distance if distance > 0 else 0.15 * distance
        is_container = self._is_container(toponym, towns=distance > 0)
        is_antecedent = not is_container and self._is_antecedent(toponym, trigger)
        is_goal = self.is_goal(toponym, trigger) and self._folded[self.before(toponym)] != _VERSUS
        if self.is_state(toponym) and not is_goal:
            weight -= 1 if self.is_led_to(toponym) else 3
        if toponym.first in self._list_members and not is_antecedent:
            weight -= 2
        if self.is_aside(toponym):
            weight -= 2
        if self._is_after_event(toponym, trigger):
            weight -= 2
        if self._is_in_relative_clause(toponym, trigger):
            weight -= 1
        if self.is_wrong_end(toponym, trigger):
            weight -= 1.5
        if not is_goal and is_container:
            weight -= 1 if distance > 0 else 2
        if is_goal:
            weight += 0.5
        if is_antecedent:
            weight += 1
        if trigger.conjunction and toponym.last < trigger.first and not is_antecedent:
            weight -= 1
        return weight

    def is_state(self, toponym: FoundToponym) -> bool:
        """A state, or what is wider than any: «الشرق الأوسط», «البحر الأحمر»; «العاصمة صنعاء» is a town."""
        rule = self._states.get(toponym.first)
        if rule == _CAPITAL and toponym.first == self.struck:
            return False
        if rule == _CAPITAL and self._is_town(toponym):
            return False
        return rule is not None or (toponym.place or "").startswith(_WORLD)

    def _is_town(self, toponym: FoundToponym) -> bool:
        """«العاصمة صنعاء», «في دمشق»: a capital at home behind words of place; abroad somebody speaks there."""
        is_home = not self.home or self._map.country_of(toponym.place) == self.home
        is_place = toponym.trigger is not None or self.is_led_to(toponym)
        return is_home and is_place and toponym.trigger not in _OUTSKIRTS and not self.is_aside(toponym)

    def is_abroad(self, toponym: FoundToponym) -> bool:
        """«قال في موسكو»: a capital of another country."""
        return self.is_capital(toponym) and bool(self.home) and self._map.country_of(toponym.place) != self.home

    def is_capital(self, toponym: FoundToponym) -> bool:
        """A name that may stand for its state."""
        return self._states.get(toponym.first) == _CAPITAL

    def is_led_to(self, toponym: FoundToponym) -> bool:
        """Behind a preposition of place, a noun like «مدينة» or a joined «بـ»."""
        before = self.before(toponym)
        return (before >= 0 and "locative" in self._facts.clause[before]) or self.has_clitic(toponym, _BEH)

    def is_goal(self, toponym: FoundToponym, trigger: Trigger) -> bool:
        """«أطلقه ... في اليمن على السعودية», «حرب ضد إيران»: whom or what fire and assault are turned on."""
        if trigger.entry.type not in _AIMED or toponym.first < trigger.first:
            return False
        before = self.before(toponym)
        if self.is_capital(toponym) and self._folded[before] == _VERSUS:
            return False  # «ضربات ضد دمشق»: its government
        if before > trigger.last and "site" in self._facts.classes[before]:
            before -= 1
        return before >= trigger.last and "aim" in self._facts.clause[before]

    def before(self, toponym: FoundToponym) -> int:
        """The token before, quotation marks and # skipped."""
        before = toponym.first - 1
        while before > 0 and self._facts.layout.tokens.raw[before] in QUOTATION_MARKS | {"#"}:
            before -= 1
        return before

    def has_clitic(self, toponym: FoundToponym, letter: str) -> bool:
        """True when the letter is written on the name and is no part of it."""
        start = self._facts.layout.tokens.starts[toponym.first]
        return self._folded[toponym.first].startswith(letter) and toponym.span.start > start

    def is_aside(self, toponym: FoundToponym) -> bool:
        """Where it did not happen, but near or between which."""
        known = self._aside.get(toponym.first)
        if known is None:
            known = self._aside[toponym.first] = self.is_landmark(toponym) or self._is_between(toponym)
        return known

    def is_landmark(self, toponym: FoundToponym) -> bool:
        """«قرب دمشق», «المؤدية إلى الجراحي وزبيد»: it says what the place lies near."""
        if self._stands_behind(toponym, "landmark"):
            return True
        return toponym.first in self._list_members and self._stands_behind(self._before_in_list(toponym), "landmark")

    def _is_between(self, toponym: FoundToponym) -> bool:
        """«بين مدينة حمص وبلدة القصير»: what happened lies at neither."""
        if self._stands_behind(toponym, "between"):
            return True
        before = self._before_in_list(toponym)
        return before is not None and self._stands_behind(before, "between") and self._is_joined(before, toponym)

    def _stands_behind(self, toponym: FoundToponym | None, name: str) -> bool:
        if toponym is None:
            return False
        before = range(max(0, toponym.first - 3), toponym.first)
        return any(name in self._facts.clause[i] for i in before)

    def _before_in_list(self, toponym: FoundToponym) -> FoundToponym | None:
        return next((t for t in self._toponyms if 0 < toponym.first - t.last <= _IN_LIST), None)

    def _is_after_event(self, toponym: FoundToponym, trigger: Trigger) -> bool:
        """«قتل العشرات في غزة إثر نقل السفارة إلى القدس»: where another event was, that this one followed."""
        behind = range(trigger.last + 1, toponym.first)
        return any("after-event" in self._facts.clause[i] for i in behind)

    def is_answered(self, toponym: FoundToponym, trigger: Trigger) -> bool:
        """«شنت ضربات ردا على هجوم في ...»: where somebody else's deed was, which this one answers."""
        if trigger.entry.type not in _AIMED:
            return False
        return any("retaliation" in self._facts.clause[i] for i in range(trigger.last + 1, toponym.first))

    def _is_antecedent(self, toponym: FoundToponym, trigger: Trigger) -> bool:
        """«البلدة وعفرين التي | سيطرت عليها», «محيط الشيفونية حيث | تدور»: the place right before the pronoun."""
        opening = trigger.light if trigger.light >= 0 else trigger.first
        if toponym.first in self._list_members and toponym.trigger is not None and not self._has_own_noun(toponym):
            return False  # «بلدتي نبل والزهراء حيث»
        if not 0 < opening - toponym.last <= _NEAR:
            return False
        return any(self._facts.clause[i] & {"relative", "where"} for i in range(toponym.last + 1, opening))

    def _has_own_noun(self, toponym: FoundToponym) -> bool:
        """«المرج وبلدة الشيفونية»: no noun that announces the whole list."""
        before = self.before(toponym)
        return before >= 0 and self._folded[before].endswith(toponym.trigger or "")

    def _is_in_relative_clause(self, toponym: FoundToponym, trigger: Trigger) -> bool:
        """«دعما للقوات في وجه من سيطروا | الذين ... في صنعاء»: said of somebody behind the trigger."""
        behind = range(trigger.last + 1, toponym.first)
        return any("relative" in self._facts.clause[i] for i in behind)

    def is_wrong_end(self, toponym: FoundToponym, trigger: Trigger) -> bool:
        """«تقدمت من ... إلى ...» is about the goal, «نزح من ... إلى ...» about where people fled from."""
        if trigger.entry.type not in _MOVES:
            return False
        before = toponym.first - 1
        if before > trigger.last and "site" in self._facts.classes[before]:
            before -= 1
        end = "destination" if trigger.entry.type in _LEAVING else "origin"
        if "landmark" in self._facts.clause[before - 1]:
            return False  # «بالقرب من»
        return before > trigger.last and end in self._facts.clause[before]

    def _is_container(self, toponym: FoundToponym, *, towns: bool) -> bool:
        """«حرض في محافظة حجة»: named behind another place that lies in it.

        A town contains its quarters where the clause goes on to them; what comes after it is about the town again.
        """
        if self.has_clitic(toponym, _WAW):
            return False
        sentence_of = self._facts.layout.sentence_of
        return any(
            0 < toponym.first - other.last <= _WIDER_NAME
            and sentence_of[other.first] == sentence_of[toponym.first]
            and self._map.may_contain(toponym, other, towns=towns)
            and not self._is_joined(other, toponym)
            for other in self._toponyms
        )

    def _is_joined(self, left: FoundToponym, right: FoundToponym) -> bool:
        """«المرج ومحيط بلدة الشيفونية»: a second place beside the first."""
        between = range(left.last + 1, right.first)
        facts = self._facts
        if self.has_clitic(right, _WAW) and not len(between):
            return True
        return any("site" in facts.classes[i] and self._folded[i].startswith(_WAW) for i in between)

    def _goes_on_list(self, toponym: FoundToponym) -> bool:
        """«داعل وإبطع والغارية»: of places in a list the first one stands for all."""
        gap = range(1, 2) if self.has_clitic(toponym, _WAW) else range(2, 3)
        raw = self._facts.layout.tokens.raw
        if len(gap) and gap.start == 2 and (not toponym.first or raw[toponym.first - 1] not in COMMAS):
            return False
        return any(toponym.first - other.last in gap for other in self._toponyms)
