"""Issues: what went wrong with one article, at which stage and offset. One bad article never stops a run."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem with one input. ``offset`` is a line of a file or a code point of a text, as ``stage`` says.

    ``reason`` is a word to count by: «no_article», «not_arabic», «robots», «not_found».
    """

    origin: str
    stage: str
    message: str
    offset: int | None = None
    reason: str = ""
