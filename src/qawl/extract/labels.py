"""Statements that only say what something is called, inside a clause that is somebody else's.

«قصف الجيش ما وصفه بأنه معسكر، وقتل ...», «شنت طائرات يعتقد أنها أجنبية غارات»: what the speaker says is a noun phrase,
or one adjective. The claims of the clause around it are not the speaker's.
"""

from __future__ import annotations

from qawl.extract.findings import FoundStatement
from qawl.model.statement import Stance
from qawl.text.layout import Layout

_WHAT = frozenset("ما لما بما عما لمن عمن بمن".split())
_WHO = frozenset("الذي التي الذين والذي والتي".split())
_NOUN_PHRASE = 3  # words of a label that may tell of an event themselves: «ما يشتبه بأنه هجوم كيميائي»
_THAT, _PREDICATE = "content.that-clause", "content.predicate"
_NISBA = ("يه", "ي", "يا")


def is_label(layout: Layout, statement: FoundStatement) -> bool:
    """True when the content only describes or names what the clause is about."""
    first = statement.cue[0]
    if not first or statement.stance is Stance.DENIES:
        return False
    before = layout.tokens.folded[first - 1]
    if before in _WHAT:
        return _PREDICATE in statement.rules or _THAT in statement.rules
    if before in _WHO and _PREDICATE in statement.rules:
        return True
    return _describes_noun(layout, statement)


def is_past_label(layout: Layout, statement: FoundStatement, index: int) -> bool:
    """True for a word of the content that is no part of the label."""
    opening = layout.tokens.inside(statement.content[0]).start
    if _describes_noun(layout, statement):
        return index > opening
    return index >= opening + _NOUN_PHRASE


def _describes_noun(layout: Layout, statement: FoundStatement) -> bool:
    """«طائرات يعتقد أنها | أجنبية»: all that is believed is an adjective of nationality."""
    if statement.source is not None or not layout.tokens.folded[statement.cue[0]].startswith("ي"):
        return False
    opening = layout.tokens.inside(statement.content[0]).start
    folded = layout.tokens.folded
    that = folded[opening - 1] if opening else ""
    return (
        that.endswith(("ها", "هم", "نه")) and folded[opening].endswith(_NISBA) and not folded[opening].startswith("ال")
    )
