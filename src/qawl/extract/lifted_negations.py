"""Negations that deny nothing of the event behind them: «لم تقصف سوى ثكنة», «لم يتضح سبب الهجوم».

The nearest negation before an event usually denies it. These functions know the constructions in which it does not:
an exception or «فقط» turns it into an assertion, a prevention that failed lets the event happen, and a word such as
«سبب» or «تعليق على» takes the event for granted. ``status`` asks them before it believes a negation.
"""

from __future__ import annotations

from qawl.extract.findings import FoundStatement
from qawl.extract.surroundings import Trigger
from qawl.extract.word_facts import WordFacts
from qawl.model.claim import ClaimType
from qawl.text.tokens import COMMAS

_JOINED = "\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}"
_NEGATING = frozenset({"لا", "لم", "لن"})
_ANY = frozenset({"اي", "ايه"})
_RATHER = frozenset({"بل", "وانما", "انما"})
_ASIDE = frozenset({"وهو", "وهي", "وهم"})
_POINTING = frozenset({"ما", "امر", "الامر", "اتهام", "خبر", "انباء", "الذي", "التي"})
_EXCEPTION_REACH = 12  # words between a negation and what is excepted from it
_PREVENTION_REACH = 7  # words between «لم يحل» and «دون»
_UNDERGONE_REACH = 9  # words between «عدم تعرض» and what somebody was spared
_GRANTED_REACH = 4  # words between «سبب», «تعليق على» and the event they take for granted


def is_turned(facts: WordFacts, index: int, trigger: Trigger) -> bool:
    """«لم تطلق الطائرات سوى ثمانية صواريخ», «لا تسيطر إلا على حيين», «ليس انقلابا بل هجوما إرهابيا»."""
    layout = facts.layout
    if _RATHER & set(layout.tokens.folded[index + 1 : trigger.first]):
        return True
    sentence = layout.sentences[layout.sentence_of[trigger.first]]
    end = min(sentence.stop, max(trigger.last + 1, index) + _EXCEPTION_REACH)
    for i in range(index + 1, end):
        if "exceptive" in facts.clause[i]:
            return not facts.clause[i] & {"exceptive-clause", "connector"}
        if i > trigger.last and (layout.tokens.raw[i] in COMMAS or "connector" in facts.clause[i]):
            return False
    return False


def has_failed(facts: WordFacts, index: int) -> bool:
    """«لم تحل الهدنة دون تواصل القصف»: what was not prevented happened; ``index`` is the token of «دون»."""
    folded = facts.layout.tokens.folded
    for i in range(index - 1, max(0, index - _PREVENTION_REACH), -1):
        if "preventing" in facts.clause[i]:
            return folded[i - 1].lstrip(_JOINED) in _NEGATING
    return False


def is_granted(facts: WordFacts, index: int, trigger: Trigger) -> bool:
    """«لم يتضح سبب الهجوم», «رفض التعليق على الغارة», «لا قتلى في الهجوم»: the words between take it for granted.

    Not so behind «أي» («نفى أي رد على أي هجوم»), nor of what the victims of it are denied themselves.
    """
    if trigger.is_verb or facts.layout.tokens.folded[trigger.first - 1] in _ANY:
        return False
    between = range(max(index + 1, trigger.first - _GRANTED_REACH), trigger.first)
    harm = trigger.entry.type is not ClaimType.CASUALTIES
    return any("granting" in facts.clause[i] or (harm and "harmed" in facts.clause[i]) for i in between)


def is_undergone(facts: WordFacts, index: int, trigger: Trigger) -> bool:
    """«عدم تعرض أي من منشآت الحقل لهجوم»: the noun behind the negation carries the event, however far."""
    light = facts.light[index + 1]
    if light is None or light.subject != "target" or trigger.first - index > _UNDERGONE_REACH:
        return False
    return not any(raw in COMMAS for raw in facts.layout.tokens.raw[index : trigger.first])


def opens_an_aside(facts: WordFacts, index: int) -> bool:
    """«نفى الفصيل، وهو آخر من يقاتل في المدينة، ...»: what is told in passing is no part of the denial."""
    folded = facts.layout.tokens.folded
    return folded[index] in _ASIDE and index + 1 < len(folded) and folded[index + 1] not in _POINTING


def told_from(facts: WordFacts, trigger: Trigger, statement: FoundStatement | None) -> int:
    """The token where another speech begins («نفى ...، وأكد أن القصف ...»): no word before it reaches what it tells."""
    if statement is None or not statement.content or statement.content[0].start < statement.cue_span.end:
        return -1
    layout, first = facts.layout, statement.cue[0]
    if not 0 < first <= trigger.first:
        return -1
    is_joined = layout.tokens.raw[first - 1] in COMMAS or any(s.conjunction for s in facts.spellings[first])
    return first if is_joined else -1
