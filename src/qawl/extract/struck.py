"""What was struck: the things behind a word of striking or attacking, and whose they are.

«قصف مواقع للمتمردين», «استهدفت بلدات تسيطر عليها المعارضة»: whoever owns or holds what was hit is the target. Where
nobody does, the thing itself is: «أصابت المستشفى الرئيسي». A town is the place of the claim, not its target.
"""

from __future__ import annotations

from qawl.extract.findings import FoundActor
from qawl.extract.mentions import NEVER_ACTORS, STATES, MentionReader
from qawl.extract.surroundings import Trigger
from qawl.model.span import Span
from qawl.text.tokens import ARTICLE, TokenKind

_REACH = 12  # words between the word of striking and what was struck
_OWNER_REACH = 8  # words between a thing and who owns or holds it
_STOPS = frozenset({"connector", "complementizer", "after-event", "landmark", "motive", "part"})
_ON = frozenset({"versus"})


class StruckReader:
    """Finds the targets of strikes and attacks that are no armed party named behind them."""

    def __init__(self, mentions: MentionReader) -> None:
        self._mentions = mentions
        self._facts, self._folded = mentions.facts, mentions.facts.layout.tokens.folded

    def struck(self, trigger: Trigger, start: int, stop: int, actor: FoundActor | None) -> FoundActor | None:
        """The target between two tokens; ``actor`` cannot be its own."""
        head = self._thing_at(trigger, start, stop)
        if head < 0:
            return None
        owner = self._owner_of(head, stop)
        if owner is not None:
            return None if actor is not None and owner.name == actor.name else owner
        is_thing = "struck" in self._facts.classes[head] and not self._mentions.is_in_place(head)
        return self._thing(head) if is_thing else None

    def _thing_at(self, trigger: Trigger, start: int, stop: int) -> int:
        """The noun of what was struck: the object of a verb, or behind «على» after a noun; -1 without one."""
        is_led = trigger.is_verb or trigger.entry.object == "target"
        for index in range(start, min(stop, start + _REACH)):
            clause, classes = self._facts.clause[index], self._facts.classes[index]
            if self._facts.layout.tokens.raw[index] in ".:؛" or clause & _STOPS:
                return -1
            is_led = is_led or bool(clause & _ON) or self._has_lam(index)
            if is_led and classes & {"struck", "site"} and not clause & {"direction"}:
                return index
            if self._mentions.at(index) is not None and not clause & _ON and index > start:
                is_led = is_led and trigger.is_verb
        return -1

    def _owner_of(self, head: int, stop: int) -> FoundActor | None:
        """«مواقع للمتمردين», «بلدات تسيطر عليها المعارضة», «الأهداف الإيرانية»."""
        for index in range(head + 1, min(stop, head + 1 + _OWNER_REACH)):
            if self._facts.layout.tokens.raw[index] in ".:؛،," or self._facts.clause[index] & _STOPS:
                return None
            mention = self._mentions.at(index)
            if mention is None:
                continue
            if mention.rule in STATES:
                return None
            if mention.rule not in NEVER_ACTORS:
                return mention
            if index <= head + 2 and self._agrees(head, index):
                return mention
        return None

    def _agrees(self, head: int, index: int) -> bool:
        """An adjective of nationality describes the thing when both have the article or neither has."""
        return self._folded[head].startswith(ARTICLE) == self._folded[index].startswith(ARTICLE)

    def _has_lam(self, index: int) -> bool:
        return any(s.preposition == "\N{ARABIC LETTER LAM}" for s in self._facts.spellings[index])

    def _thing(self, head: int) -> FoundActor:
        """The noun with the adjective or genitive behind it: «المستشفى الرئيسي»."""
        tokens, last = self._facts.layout.tokens, head
        following = head + 1
        if following < len(self._folded) and tokens.kinds[following] is TokenKind.WORD:
            is_free = not self._facts.clause[following] and self._facts.light[following] is None
            if is_free and not self._mentions.is_in_place(following) and self._may_go_on(head, following):
                last = following
        spelling = next((s for s in self._facts.spellings[head] if s.definite), None)
        start = tokens.starts[head]
        if spelling is None:
            spelling = next(s for s in self._facts.spellings[head] if s.stem)
        clitics = (
            0
            if spelling.definite and spelling.preposition == "\N{ARABIC LETTER LAM}"
            else int(spelling.conjunction) + len(spelling.preposition)
        )
        span = Span(start + clitics, tokens.ends[last])
        return FoundActor(head, last, span, span.of(tokens.text), None, "actor.thing")

    def _may_go_on(self, head: int, index: int) -> bool:
        word = self._folded[index]
        if self._folded[head].startswith(ARTICLE):
            return word.startswith(ARTICLE)
        return word.startswith(ARTICLE) or word.endswith(("ه", "ي"))
