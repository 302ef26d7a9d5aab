"""Clauses: the stretch of a sentence that belongs to one trigger, and with it the evidence of a claim.

No parser is at hand. A clause ends at the sentence, at «؛», at a comma that does not merely set off a time or a
prepositional phrase, before a connector («فيما»، «مما»), and where the words of a statement's cue stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qawl.extract.findings import FoundStatement
from qawl.extract.surroundings import Trigger
from qawl.extract.word_facts import WordFacts
from qawl.model.span import Span
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.record import record
from qawl.text.tokens import COMMAS, TokenKind

_HARD = frozenset(":;\N{ARABIC SEMICOLON}.!?\N{ARABIC QUESTION MARK}")
_OPENING = frozenset({"governor", "cause", "connector", "relative", "complementizer"})
_LONGEST_BEFORE = 14  # words of evidence before its trigger
_LONGEST_AFTER = 20  # and after it


@record
class Clauses:
    """``clause_of[i]`` numbers the clause of token i; ``bounds[k]`` is the token range of clause k."""

    clause_of: list[int]
    bounds: tuple[range, ...]

    def around(self, index: int) -> range:
        """The clause of a token."""
        return self.bounds[self.clause_of[index]]


def find_clauses(
    facts: WordFacts,
    statements: Sequence[FoundStatement],
    triggers: Sequence[Trigger],
    *,
    dateline: range = range(0),
) -> Clauses:
    """Cut every sentence into clauses; a dateline is none of them."""
    layout = facts.layout
    count = len(facts.spellings)
    opens = bytearray(count + 1)
    for sentence in layout.sentences:
        opens[sentence.start] = 1
    if dateline:
        opens[dateline.stop] = 1
    _cut_at_statements(facts, statements, opens)
    light = {t.light for t in triggers if t.light >= 0}
    verbs = {
        t.first for t in triggers if t.is_verb and t.conjunction
    } | light  # «فروا» and «وصلوا» are joined by nothing
    for index in range(1, count):
        if not opens[index] and _opens_clause(facts, index, verbs):
            opens[index] = 1
    return _number(opens, count)


def _opens_clause(facts: WordFacts, index: int, verbs: set[int]) -> bool:
    """A connector, what follows a hard mark or a comma that separates, and a joined verb open a clause."""
    raw = facts.layout.tokens.raw[index - 1]
    if raw in _HARD or "connector" in facts.clause[index]:
        return True
    if raw in COMMAS:
        return not _continues(facts, index)
    return index in verbs and bool(facts.spellings[index]) and _joined(facts, index)


def _cut_at_statements(facts: WordFacts, statements: Sequence[FoundStatement], opens: bytearray) -> None:
    """A cue, its source and its contents each begin a clause, and end one."""
    tokens = facts.layout.tokens
    for statement in statements:
        spans: list[Span] = [statement.cue_span, *statement.content]
        if statement.source_span is not None:
            spans.append(statement.source_span)
        for span in spans:
            inside = tokens.inside(span)
            if len(inside):
                opens[inside.start] = 1
                opens[inside.stop] = 1


def _continues(facts: WordFacts, index: int) -> bool:
    """After a comma: a prepositional phrase or a set-off word belongs to the clause before."""
    clause = facts.clause[index]
    if "direction" in clause or "cause" in clause or "versus" in clause:
        return not ("opener" in clause and any(s.conjunction for s in facts.spellings[index]))
    set_off = any(raw in COMMAS for raw in facts.layout.tokens.raw[index + 1 : index + 3])
    return set_off and "phrase-end" in clause


def _joined(facts: WordFacts, index: int) -> bool:
    """«وأسفرت»: a verb joined by «و» opens a clause; one after «التي» belongs to its relative clause."""
    return any(s.conjunction for s in facts.spellings[index][1:]) and facts.spellings[index][0].stem[0] in "وف"


def _number(opens: bytearray, count: int) -> Clauses:
    starts = [i for i in range(count) if opens[i]]
    bounds = tuple(range(a, b) for a, b in pairwise((*starts, count)))
    clause_of = [0] * count
    for number, clause in enumerate(bounds):
        for index in clause:
            clause_of[index] = number
    return Clauses(clause_of, bounds)


def evidence_of(facts: WordFacts, trigger: Trigger, *, first: int, last: int) -> Span:
    """The evidence between two tokens, without marks and connectors at its ends, and not overlong."""
    tokens = facts.layout.tokens
    first = max(first, min(trigger.first, _light(trigger)) - _LONGEST_BEFORE)
    last = min(last, trigger.last + _LONGEST_AFTER)
    while first < trigger.first and _is_edge(facts, first):
        first += 1
    while last > trigger.last and (_dangles(facts, last) or _is_loose_mark(facts, first, last)):
        last -= 1
    return Span(tokens.starts[first], tokens.ends[last])


def _light(trigger: Trigger) -> int:
    return trigger.light if trigger.light >= 0 else trigger.first


def _is_edge(facts: WordFacts, index: int) -> bool:
    if facts.layout.tokens.kinds[index] is TokenKind.MARK:
        return facts.layout.tokens.raw[index] not in QUOTATION_MARKS
    return bool(facts.clause[index] & {"connector", "complementizer"}) and "relative" not in facts.clause[index]


def _is_loose_mark(facts: WordFacts, first: int, index: int) -> bool:
    return facts.layout.tokens.kinds[index] is TokenKind.MARK and not _closes(facts, first, index)


def _dangles(facts: WordFacts, index: int) -> bool:
    """A preposition, relative pronoun or connector whose own words were cut away: «مقتل طفل جراء»."""
    return bool(facts.clause[index] & _OPENING)


def _closes(facts: WordFacts, first: int, last: int) -> bool:
    """A closing mark stays when its opening one is inside."""
    raw = facts.layout.tokens.raw
    return raw[last] in QUOTATION_MARKS and any(raw[i] in QUOTATION_MARKS for i in range(first, last))
