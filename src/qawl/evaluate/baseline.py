"""The guess that the speaker resolver has to beat: the words beside the cue, else the previous speaker.

With every cue known it is right five times in six, so a resolver's figure says little without it.
"""

from qawl.evaluate.annotations import Annotation


def speak_by_phrase_or_previous(reading: Annotation) -> dict[str, str]:
    """For the id of each statement, in text order: its source phrase, or the guess of the statement before it."""
    guesses: dict[str, str] = {}
    previous = ""
    for statement in sorted(reading.statements, key=lambda s: s.cue):
        if statement.source is not None:
            previous = statement.source.of(reading.text)
        guesses[statement.id] = previous
    return guesses
