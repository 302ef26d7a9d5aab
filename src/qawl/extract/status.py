"""Status: how the speaker presents a claim: asserted, denied, predicted, possible, demanded.

Words near the trigger speak first («لم»، «سـ»، «قد»، «عدم»، «تمهيدا»), then the statement the claim stands in
(who denies, predicts, demands, threatens). A denial stored as an assertion is the worst mistake this module can make.
"""

from __future__ import annotations

from collections.abc import Sequence

from qawl.extract.clauses import Clauses
from qawl.extract.findings import FoundStatement
from qawl.extract.predicates import Trigger, WordFacts
from qawl.lexicon.predicates import PredicateLexicon, StatusWord
from qawl.model.claim import ClaimType, Status
from qawl.model.statement import Stance
from qawl.text.tokens import TokenKind

_BY_STANCE = {
    Stance.DENIES: Status.DENIED,
    Stance.PREDICTS: Status.PREDICTED,
    Stance.DOUBTS: Status.POSSIBLE,
    Stance.DEMANDS: Status.DEMANDED,
    Stance.THREATENS: Status.PREDICTED,
    Stance.PROMISES: Status.PREDICTED,
    Stance.ASKS: Status.POSSIBLE,
}
_MAY = "قد"


def status_of(
    facts: WordFacts,
    trigger: Trigger,
    lexicon: PredicateLexicon,
    *,
    clauses: Clauses,
    statement: FoundStatement | None,
) -> tuple[Status, str]:
    """The status and the rule that decided it."""
    word = _status_word(facts, trigger, lexicon, clauses)
    local = None if word is None else word.status
    if trigger.entry.denies:
        local = Status.ASSERTED if local is Status.DENIED else Status.DENIED
    if local is not None:
        return local, f"status.{'trigger' if word is None else word.id}"
    if trigger.is_future:
        return Status.PREDICTED, "status.future"
    if statement is not None:
        if statement.content_status is not None:
            return statement.content_status, "status.content"
        by_stance = _BY_STANCE.get(statement.stance)
        if by_stance is not None and not _is_background(facts, trigger, clauses, statement):
            return by_stance, f"status.{statement.stance.value}"
    return Status.ASSERTED, "status.plain"


def _is_background(facts: WordFacts, trigger: Trigger, clauses: Clauses, statement: FoundStatement) -> bool:
    """What a relative clause or an adjective adds is presupposed, whatever the stance: «المناطق التي تسيطر عليها»."""
    if trigger.category == "adjective" or trigger.entry.type is ClaimType.CONTROL and trigger.category == "phrase":
        return True
    clause = clauses.around(trigger.first)
    return any("relative" in facts.clause[i] for i in range(max(clause.start, trigger.first - 3), trigger.first))


def _status_word(
    facts: WordFacts, trigger: Trigger, lexicon: PredicateLexicon, clauses: Clauses
) -> StatusWord | None:
    """The nearest word before the trigger, in its clause, that reaches it."""
    folded = facts.layout.tokens.folded
    clause = clauses.around(trigger.first)
    verb = trigger.light if trigger.light >= 0 else trigger.first
    start = clause.start
    if start and not facts.layout.sentences[facts.layout.sentence_of[start]].start == start:
        start = max(start - 1, facts.layout.sentences[facts.layout.sentence_of[start]].start)
    for index in range(trigger.first - 1, start - 1, -1):
        if facts.layout.tokens.kinds[index] is not TokenKind.WORD:
            continue
        word = _look_up(lexicon, folded, index)
        if word is None:
            continue
        distance = trigger.first - index
        if word.scope == "next-verb" and not _governs(facts, index, trigger, verb, word.reach):
            continue
        if word.scope == "phrase" and (distance > word.reach or trigger.is_verb):
            continue
        if word.scope == "content" and distance > word.reach:
            continue
        if folded[index].lstrip("وف") == _MAY and not _imperfect_follows(facts, index, trigger):
            continue
        if "relative" in {name for i in range(index + 1, trigger.first) for name in facts.clause[i]}:
            continue
        return word
    return None


def _look_up(lexicon: PredicateLexicon, folded: Sequence[str], index: int) -> StatusWord | None:
    word = folded[index]
    for stem in (word, word[1:]) if word[:1] in "وفبل" and len(word) > 2 else (word,):
        for tokens, found in lexicon.status_phrases.get(stem, ()):
            if tuple(folded[index + 1 : index + len(tokens)]) == tokens[1:]:
                return found
        if stem in lexicon.status_words:
            return lexicon.status_words[stem]
    return None


def _governs(facts: WordFacts, index: int, trigger: Trigger, verb: int, reach: int) -> bool:
    """«لم» and «لن» reach the verb right after them: the trigger, or the light verb that carries it."""
    if trigger.is_verb and trigger.first - index <= 1:
        return True
    if trigger.light >= 0 and 0 < verb - index <= 1:
        return True
    return not trigger.is_verb and trigger.light < 0 and trigger.first - index <= reach


def _imperfect_follows(facts: WordFacts, index: int, trigger: Trigger) -> bool:
    """«قد» leaves a thing open only before an imperfect."""
    if index + 1 >= len(facts.spellings) or not facts.spellings[index + 1]:
        return False
    return facts.spellings[index + 1][0].stem[0] in "يت" and not facts.spellings[index + 1][0].stem.startswith("تم")
