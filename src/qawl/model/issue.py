"""Issues: what went wrong with one article, at which stage and offset. One bad article never stops a run."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem with one input. ``offset`` is a line of a file or a code point of a text, as ``stage`` says."""

    origin: str
    stage: str
    message: str
    offset: int | None = None
