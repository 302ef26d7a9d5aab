"""Status: how the speaker presents a claim: asserted, denied, predicted, possible, demanded.

Words near the trigger speak first («لم»، «سـ»، «قد»، «عدم»، «تمهيدا»), then the statement the claim stands in
(who denies, predicts, demands, threatens). A denial stored as an assertion is the worst mistake this module can make.
"""

from __future__ import annotations

from collections.abc import Sequence

from qawl.extract.clauses import Clauses
from qawl.extract.findings import FoundStatement
from qawl.extract.lifted_negations import has_failed, is_granted, is_turned, is_undergone, opens_an_aside, told_from
from qawl.extract.surroundings import Trigger
from qawl.extract.word_facts import WordFacts
from qawl.lexicon.claim_words import StatusWord
from qawl.lexicon.predicates import PredicateLexicon
from qawl.model.claim import ClaimType, Status
from qawl.model.statement import Stance
from qawl.text.record import record
from qawl.text.tokens import COMMAS, TokenKind

_BY_STANCE = {
    Stance.DENIES: Status.DENIED,
    Stance.PREDICTS: Status.PREDICTED,
    Stance.DOUBTS: Status.DENIED,  # «استبعد», «شكك في»: to the speaker it is not so
    Stance.DEMANDS: Status.DEMANDED,
    Stance.THREATENS: Status.POSSIBLE,  # «هدد بقصف»: a threat leaves it open, a promise announces it
    Stance.PROMISES: Status.PREDICTED,
    Stance.ASKS: Status.POSSIBLE,
}
_MAY = "hedge.qad"
_WILL = "hedge.will"
_PREVENT = "negation.prevent"
_STOP = "negation.stop"
_DENY = "negation.deny"
_SUPPOSED = "hedge.supposed"
_ONLY_OF = {
    _STOP: frozenset({ClaimType.AID, ClaimType.CAPTURE, ClaimType.DISPLACEMENT, ClaimType.WITHDRAWAL}),
    "negation.turn-back": frozenset({ClaimType.AID}),
}  # «توقفت الغارات»: what has stopped took place, but «توقف تقدم القوات»
_ABSENCE = "negation.absence"
_INTENTIONS = frozenset({"hedge.about-to", "hedge.wish"})
_DEMAND = "hedge.demand"
_PARTICLES = frozenset({"negation.no", "negation.not-past", "negation.unable", "negation.was-not"})
_NEGATING = frozenset({"لا", "لم", "لن"})
_OPENING_A_DENIAL = frozenset({*_NEGATING, "ليس", "ليست"})
_ANY = frozenset({"اي", "ايه"})
_CLITICS = "\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}\N{ARABIC LETTER BEH}\N{ARABIC LETTER LAM}"
_IMPERFECT = "\N{ARABIC LETTER YEH}\N{ARABIC LETTER TEH}\N{ARABIC LETTER NOON}"
_PERFECT_ENDINGS = ("\N{ARABIC LETTER TEH}", "\N{ARABIC LETTER WAW}\N{ARABIC LETTER ALEF}")
_STOPS = frozenset(":;\N{ARABIC SEMICOLON}.!")
_BEHIND = "behind"
_ADJECTIVE_REACH = 3
_HARMLESS = frozenset({"attached"})
_AUXILIARY = frozenset({"phrase-end"})  # «قد» ends a noun phrase
_SUBJECT_REACH = 3
_LONGEST_REACH = 12
_BOUND_REACH = 7
_SETTING_REACH = 6  # words between «غداة» and the event it names
_CONDITION_REACH = 14  # words between «إذا» and what then follows
_DEMAND_REACH = 5  # words between «دعا» and «عدم»
_LIGHT_REACH = 3  # words between «دون» and the verb that brings the event: «دون أن يسفر ذلك عن إصابات»
_REPORT_REACH = 6  # words between «أنباء» and what they tell
_UNTRUE_REACH = 14  # words between what is told and «عار عن الصحة»


@record
class Verdict:
    """A status and the rule that gave it."""

    status: Status
    rule: str


def status_of(
    facts: WordFacts,
    trigger: Trigger,
    lexicon: PredicateLexicon,
    *,
    clauses: Clauses,
    statement: FoundStatement | None,
) -> Verdict:
    """What the words before the trigger, the trigger itself and the statement say, in this order."""
    word = _status_word(facts, trigger, lexicon, statement) or _word_behind(facts, trigger, lexicon)
    if word is not None and word.id == _SUPPOSED and statement is not None and statement.stance is Stance.DENIES:
        word = None  # «نفى ضلوعه في الهجوم المزعوم»
    is_open = word is not None and word.status is not Status.DENIED and word.scope != _BEHIND
    if not is_open and _is_called_untrue(facts, trigger):
        return Verdict(Status.DENIED, "status.called-untrue")
    if word is not None and word.id == _ABSENCE and statement is not None and statement.stance is Stance.DEMANDS:
        return Verdict(Status.DEMANDED, "status.demands")  # «طالب الجيش بعدم قصف المستشفيات»
    if trigger.entry.says is Status.DENIED:
        if word is not None and word.status in (Status.DEMANDED, Status.POSSIBLE):
            return Verdict(word.status, f"status.{word.id}")
        # an entry that asks for a negation before it («لم ... أذى») already counts it
        opening = facts.layout.tokens.folded[trigger.first].lstrip(_CLITICS[:2])
        itself = trigger.entry.after or opening in _OPENING_A_DENIAL
        denied_twice = word is not None and word.status is Status.DENIED and not itself
        return Verdict(Status.ASSERTED if denied_twice else Status.DENIED, "status.trigger")
    foretold = trigger.is_future if word is None else word.id == _WILL
    if foretold and _is_conditional(facts, trigger):
        return Verdict(Status.POSSIBLE, "status.conditional")
    if word is not None:
        return Verdict(word.status, f"status.{word.id}")
    if trigger.is_future:
        return Verdict(Status.PREDICTED, "status.future")
    if statement is not None and not _is_background(facts, trigger, clauses, statement):
        if statement.content_status is not None:
            return Verdict(statement.content_status, "status.content")
        by_stance = _BY_STANCE.get(statement.stance)
        if by_stance is not None:
            return Verdict(by_stance, f"status.{statement.stance.value}")
    if trigger.entry.says is not None:
        return Verdict(trigger.entry.says, "status.trigger")
    if not trigger.is_verb and trigger.first and facts.layout.tokens.folded[trigger.first - 1].lstrip(_CLITICS) in _ANY:
        return Verdict(Status.POSSIBLE, "status.any")
    return Verdict(Status.ASSERTED, "status.plain")


def _is_conditional(facts: WordFacts, trigger: Trigger) -> bool:
    """«إذا هوجمت بلادنا فسنقصف ...», «سنرد إذا لزم الأمر»: what will be done if something else is, may not be."""
    layout = facts.layout
    sentence = layout.sentences[layout.sentence_of[trigger.first]]
    around = range(
        max(sentence.start, trigger.first - _CONDITION_REACH), min(sentence.stop, trigger.last + _CONDITION_REACH)
    )
    return any("condition" in facts.clause[i] for i in around)


def _is_background(facts: WordFacts, trigger: Trigger, clauses: Clauses, statement: FoundStatement) -> bool:
    """What a relative clause or an adjective adds is presupposed, whatever the stance: «المناطق التي تسيطر عليها».

    So is what stands behind «غداة», «بعدما», and the cause of what is foretold or asked for («حذر من موجة نزوح جراء
    القصف»); of what is denied it is denied along, for a denial must not read as a fact.
    """
    if _is_resumed(facts, trigger):
        return True
    if trigger.category in ("noun", "phrase") and statement.stance is not Stance.DENIES and trigger.first:
        if "cause" in facts.clause[trigger.first - 1] and not _opens(facts, statement, trigger):
            return True
    if trigger.category == "adjective" or (trigger.entry.type is ClaimType.CONTROL and trigger.category == "phrase"):
        return True
    clause = clauses.around(trigger.first).start
    if statement.stance is not Stance.DENIES:
        if any("setting" in facts.clause[i] for i in range(max(clause, trigger.first - _SETTING_REACH), trigger.first)):
            return True
    return any("relative" in facts.clause[i] for i in range(max(clause, trigger.first - 3), trigger.first))


def _opens(facts: WordFacts, statement: FoundStatement, trigger: Trigger) -> bool:
    """True when the trigger is the first word of what is said."""
    return any(span.start == facts.layout.tokens.starts[trigger.first] for span in statement.content)


def _is_resumed(facts: WordFacts, trigger: Trigger) -> bool:
    """«جيب تسيطر عليه المعارضة»: a relative clause without its pronoun in front, known by the one behind."""
    following = trigger.last + 1
    if not trigger.is_verb or following >= len(facts.spellings):
        return False
    return trigger.entry.type is ClaimType.CONTROL and "resumptive" in facts.clause[following]


def _status_word(
    facts: WordFacts, trigger: Trigger, lexicon: PredicateLexicon, statement: FoundStatement | None
) -> StatusWord | None:
    """The nearest word before the trigger, in its sentence and before any connector, that reaches it."""
    if trigger.category == "adjective":
        return None  # «ستبدأ العملية في الجيب المحاصر»: an adjective describes what is there
    tokens = facts.layout.tokens
    sentence = facts.layout.sentences[facts.layout.sentence_of[trigger.first]]
    reach = 2 if _is_resumed(facts, trigger) else _LONGEST_REACH
    is_set = denied = is_aside = False
    start = max(sentence.start, trigger.first - reach, told_from(facts, trigger, statement))
    for index in range(trigger.first - 1, start - 1, -1):
        if tokens.kinds[index] is not TokenKind.WORD:
            if tokens.raw[index] in _STOPS or (tokens.raw[index] in COMMAS and _opens_anew(facts, index + 1, trigger)):
                return None
            if tokens.raw[index] in COMMAS:
                if not is_aside and opens_an_aside(facts, index + 1):
                    return None
                is_aside = True  # the comma behind an aside
            continue
        word = _look_up(lexicon, tokens.folded, index)
        if word is not None and word.scope != _BEHIND and _reaches(facts, word, index, trigger):
            if not (is_set or denied) or word.status is Status.DENIED:
                return _turned(facts, word, index, lexicon)
        is_set = is_set or "setting" in facts.clause[index]
        if "relative" in facts.clause[index] and "rumour" in facts.clause[index - 1]:
            denied = True  # «نفى الأنباء | التي تحدثت عن سقوط البلدة»
            continue
        if "topic" in facts.clause[index] and any("report" in facts.clause[i] for i in range(max(0, index - 3), index)):
            denied = True  # «كشف زيف ادعاءات المسلحين | حول قصف البلدة»
            continue
        if facts.clause[index] & {"relative", "condemning", "topic"} or (
            "connector" in facts.clause[index] and word is None
        ):
            return None
    return None


def _turned(facts: WordFacts, word: StatusWord, index: int, lexicon: PredicateLexicon) -> StatusWord | None:
    """What a word says once the one before it has its say: «لا تنوي», «لم تتوقف», «دعا إلى عدم»."""
    folded = facts.layout.tokens.folded
    negated = index > 0 and folded[index - 1].lstrip(_CLITICS[:2]) in _NEGATING
    if word.id == _STOP and negated:
        return None
    if word.id == _ABSENCE and has_failed(facts, index):
        return None
    if word.id in _INTENTIONS and negated:
        return _look_up(lexicon, folded, index - 1)
    if word.id == _DEMAND:  # «نفى أن يكون قد أمر بقصف المستشفى»
        before = (_look_up(lexicon, folded, i) for i in range(index - 1, max(-1, index - 1 - _DEMAND_REACH), -1))
        return next((found for found in before if found is not None and found.id == _DENY), word)
    if word.id == _ABSENCE:
        before = (_look_up(lexicon, folded, i) for i in range(index - 1, max(-1, index - 1 - _DEMAND_REACH), -1))
        return next((found for found in before if found is not None and found.id == _DEMAND), word)
    return word


def _is_called_untrue(facts: WordFacts, trigger: Trigger) -> bool:
    """«الأنباء عن سيطرة المسلحين على البلدة عارية عن الصحة»: what only reports tell is said not to be so."""
    layout = facts.layout
    sentence = layout.sentences[layout.sentence_of[trigger.first]]
    behind = range(trigger.last + 1, min(sentence.stop, trigger.last + 1 + _UNTRUE_REACH))
    if not any("untrue" in facts.clause[i] for i in behind):
        return False
    before = range(max(sentence.start, trigger.first - _REPORT_REACH), trigger.first)
    return any("report" in facts.clause[i] for i in before)


def _word_behind(facts: WordFacts, trigger: Trigger, lexicon: PredicateLexicon) -> StatusWord | None:
    """«الهجوم لم يقع», «المعارك قد تستمر»: the word right before the verb that says whether the event happened."""
    if trigger.behind >= 0:
        return _look_up(lexicon, facts.layout.tokens.folded, trigger.behind - 1)
    following = trigger.last + 1
    if trigger.is_verb or following >= len(facts.spellings):
        return None
    return _said_of_it(facts, trigger, lexicon) or _adjective_behind(facts, trigger, lexicon)


def _said_of_it(facts: WordFacts, trigger: Trigger, lexicon: PredicateLexicon) -> StatusWord | None:
    """«وقف إطلاق النار سيكون يوميا», «العمليات العسكرية قد تمتد»: the verb that has the event as its subject."""
    folded = facts.layout.tokens.folded
    for index in range(trigger.last + 1, min(trigger.last + 1 + _SUBJECT_REACH, len(folded) - 1)):
        if not facts.spellings[index] or facts.clause[index] - _HARMLESS - _AUXILIARY:
            return None
        word = lexicon.status_words.get(folded[index])
        if word is not None and word.id == _WILL:
            return word
        if word is not None and word.id == _MAY:
            return None if _is_perfect(facts, index + 1, trigger) else word
    return None


def _adjective_behind(facts: WordFacts, trigger: Trigger, lexicon: PredicateLexicon) -> StatusWord | None:
    """«هجوم بري وشيك», «الضربة المحتملة»: adjectives alone may stand between the noun and the one that qualifies it."""
    folded = facts.layout.tokens.folded
    for index in range(trigger.last + 1, min(trigger.last + 1 + _ADJECTIVE_REACH, len(folded))):
        word = lexicon.status_words.get(folded[index])
        if word is not None and word.scope == _BEHIND:
            following = folded[index + 1] if index + 1 < len(folded) else ""
            return None if following in word.not_before else word
        if not facts.spellings[index] or facts.clause[index] - _HARMLESS:
            return None
    return None


def _opens_anew(facts: WordFacts, index: int, trigger: Trigger) -> bool:
    """«رفضت الجماعة ...، وواصلت قصف ...»: a joined word after a comma is out of reach of what stands before it.

    So is what a joined verb says («وتنفي ...، وتقول إنها قصفت»), but not a second content («نفى أن ...، وأن ...»).
    """
    light = facts.light[index]
    if light is not None and light.is_perfect:
        return True  # «قبل فشل المحادثات، حاولت ...»
    if not any(s.conjunction for s in facts.spellings[index]):
        return False
    if facts.light[index] is not None or ("after-event" in facts.clause[index] and "opener" in facts.clause[index]):
        return True  # «فشلت المساعي، وبعد أسابيع ...»
    says = any("complementizer" in facts.clause[i] for i in range(index + 1, trigger.first))
    return says and "complementizer" not in facts.clause[index]


def _reaches(facts: WordFacts, word: StatusWord, index: int, trigger: Trigger) -> bool:
    """True when a status word at ``index`` governs the trigger."""
    folded = facts.layout.tokens.folded
    distance = trigger.first - index
    if folded[index + 1] in word.not_before:
        return False
    if word.status is Status.DENIED and any(
        "bounding" in facts.clause[i] for i in range(index + 1, min(index + 1 + _BOUND_REACH, len(folded)))
    ):
        return False  # «لم يكن عدد القتلى يتجاوز مئة»
    if word.id in _ONLY_OF and trigger.entry.type not in _ONLY_OF[word.id]:
        return False
    if word.status is Status.DENIED and word.id != _DENY:
        if is_granted(facts, index, trigger) or (word.id in _PARTICLES and is_turned(facts, index, trigger)):
            return False
    if word.id == _PREVENT and index and folded[index - 1].lstrip(_CLITICS[:2]) in _NEGATING:
        return False  # «هذا لا يمنع الجيش من شن هجمات»
    if word.id == _MAY and _is_perfect(facts, index + 1, trigger):
        return False  # «قد» leaves a thing open only before an imperfect
    if _is_parallel(facts, index, trigger):
        return False
    if word.id == _ABSENCE and index < trigger.light <= index + _LIGHT_REACH and _brings(facts, trigger):
        return True
    if word.id == _ABSENCE and trigger.preposition and is_undergone(facts, index, trigger):
        return True
    if word.scope == "next-verb":
        return _governs_verb(index, trigger, word.reach)
    if word.scope == "phrase":
        return distance == 1 or (distance <= word.reach and not trigger.is_verb)
    return distance <= word.reach


def _brings(facts: WordFacts, trigger: Trigger) -> bool:
    """True for «يسفر عن», «تمكن من» close before the trigger: what is denied of them is denied of the event."""
    light = facts.light[trigger.light]
    return light is not None and light.subject != "event" and trigger.first - trigger.light <= _LIGHT_REACH + 1


def _is_parallel(facts: WordFacts, index: int, trigger: Trigger) -> bool:
    """«اتهم الفصائل بمنع المدنيين من المغادرة وباستهداف المعبر»: the second «بـ» goes on beside the first."""
    if not (trigger.conjunction and trigger.preposition):
        return False
    return any(s.preposition == trigger.preposition for s in facts.spellings[index])


def _is_perfect(facts: WordFacts, index: int, trigger: Trigger) -> bool:
    """True for «انسحبت», «تمكنت», «نزح»: the shape tells, or the trigger and the light verbs know."""
    word, light = facts.layout.tokens.folded[index], facts.light[index]
    if word[0] not in _IMPERFECT or word.endswith(_PERFECT_ENDINGS):
        return True
    return (index == trigger.first and trigger.category == "perfect") or (light is not None and light.is_perfect)


def _governs_verb(index: int, trigger: Trigger, reach: int) -> bool:
    """«لم» and «لن» reach the verb right after them: the trigger, or the light verb that carries it."""
    if trigger.light >= 0:
        return 0 < trigger.light - index <= 2 or trigger.first - index == 1
    if trigger.is_verb:
        return trigger.first - index == 1
    return trigger.first - index <= reach


def _look_up(lexicon: PredicateLexicon, folded: Sequence[str], index: int) -> StatusWord | None:
    word = folded[index]
    if index:  # «ما لم» is no «لم», «ولم يستبعد» no «يستبعد»
        before = folded[index - 1]
        for stem in (before, before[1:]) if before[:1] in _CLITICS and len(before) > 2 else (before,):
            for tokens, found in lexicon.status_phrases.get(stem, ()):
                if tuple(folded[index : index - 1 + len(tokens)]) == tokens[1:]:
                    return found
    for stem in (word, word[1:]) if word[:1] in _CLITICS and len(word) > 2 else (word,):
        for tokens, found in lexicon.status_phrases.get(stem, ()):
            if tuple(folded[index + 1 : index + len(tokens)]) == tokens[1:]:
                return found
        if stem in lexicon.status_words:
            return lexicon.status_words[stem]
    return None
