"""Mentions: what stands in the text. Text only, no world knowledge."""

from dataclasses import dataclass
from enum import StrEnum

from qawl.model.span import Span

RuleId = str
"""Name of the rule that made a record, such as ``source.after-cue``; ``qawl why`` explains it."""


class MentionKind(StrEnum):
    """The role that a stretch of text plays."""

    CUE = "cue"
    SOURCE = "source"
    ACTOR = "actor"
    TOPONYM = "toponym"
    TIME = "time"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text playing one role, and the rule that saw it."""

    span: Span
    kind: MentionKind
    rule: RuleId
