"""The gate on typography: no figure may fall much when the same articles are typed another way.

Limits stand in ``evaluation/retypeset.json``: how far a figure may fall, by setting where it differs, and the
settings that are known to fall, each with the cause. No figure is left out for being small: where one answer is
more than the limit (see ``denominators``), one answer may be lost. A setting that is known to fall and falls no
longer fails too, so that the list stays true.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qawl.errors import AnnotationError
from qawl.evaluate.denominators import one_answer
from qawl.evaluate.readings import ReadLine, read_again
from qawl.evaluate.retypeset import SETTINGS, Setting, retype_reference
from qawl.evaluate.scores import Scores, is_count, score
from qawl.evaluate.tally import add_up
from qawl.text.fold import fold_text

NO_SCORE = frozenset({"claim.evidence.median_ratio"})
"""Figures that are best in the middle: falling is no worse than rising, and a ceiling of the gate watches them."""

_ROUNDING = 1e-9
_SHOWN = (
    "cue.f1",
    "content.f1",
    "speaker.accuracy",
    "manner.accuracy",
    "who_said_what.f1",
    "place.resolved.f1",
    "claim.f1",
    "claim.place.accuracy",
    "claim.complete.f1",
)

_TOLD = ("who_said_what.f1", "place.resolved.f1", "claim.complete.f1")


@dataclass(frozen=True, slots=True)
class Limits:
    """How far figures may fall, and which settings are known to make them fall further, with the cause."""

    usual: float
    by_setting: Mapping[str, float]
    known: Mapping[str, str]

    def of(self, setting: str) -> float:
        """The limit of a setting."""
        return self.by_setting.get(setting, self.usual)


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure that fell further than it may."""

    figure: str
    before: float
    after: float
    allowed: float


@dataclass(frozen=True, slots=True)
class Trial:
    """One reference typed one way: its scores, and what fell."""

    setting: str
    scores: Scores
    falls: tuple[Fall, ...]


def load_limits(path: Path, set_name: str) -> Limits:
    """Read the file of limits; falls are known for each set of articles, by the name of its file.

    Raises:
        AnnotationError: it is missing, of another shape, or names a setting that does not exist.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        limits = Limits(float(content["limit"]), dict(content["limits"]), dict(content["known"].get(set_name, {})))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise AnnotationError(
            f"{path}: no file of limits ({error!r}). evaluation/README.md tells its shape."
        ) from error
    for name in (*limits.by_setting, *limits.known):
        if name not in SETTINGS:
            raise AnnotationError(f"{path}: there is no setting {name!r}. Choose of: {', '.join(SETTINGS)}.")
    return limits


def try_settings(
    rows: Sequence[Mapping[str, Any]],
    read_line: ReadLine,
    limits: Limits,
    settings: Mapping[str, Setting] = SETTINGS,
) -> tuple[Scores, list[Trial]]:
    """The scores of a reference as it stands, and a trial for every way of typing it."""
    plain = score(read_again(rows, read_line))
    trials: list[Trial] = []
    for name, setting in settings.items():
        retyped = score(read_again([retype_reference(row, setting) for row in rows], read_line))
        trials.append(Trial(name, retyped, tuple(find_falls(plain, retyped, limits.of(name)))))
    return plain, trials


def find_falls(plain: Scores, retyped: Scores, limit: float) -> Iterator[Fall]:
    """Figures that fell by more than the limit and by more than one answer."""
    totals = add_up(plain.tallies)
    for figure, before in plain.figures.items():
        if is_count(figure) or figure in NO_SCORE:
            continue
        allowed = max(limit, one_answer(figure, totals))
        after = retyped.figures.get(figure, 0.0)
        if before - after > allowed + _ROUNDING:
            yield Fall(figure, before, after, allowed)


def find_breaches(trials: Sequence[Trial], limits: Limits) -> list[str]:
    """One line for each setting that fails: by a fall that is not known, or by being known and falling no longer."""
    breaches: list[str] = []
    for trial in trials:
        if trial.falls and trial.setting not in limits.known:
            worst = max(trial.falls, key=lambda fall: fall.before - fall.after)
            breaches.append(
                f"{trial.setting}: {len(trial.falls)} figures fall too far, {worst.figure} from {worst.before:.3f} "
                f"to {worst.after:.3f} (by {worst.allowed:.3f} at most)"
            )
        elif trial.setting in limits.known and not trial.falls:
            breaches.append(f"{trial.setting}: falls no longer; take it off the known falls")
    return breaches


def format_trials(plain: Scores, trials: Sequence[Trial], limits: Limits) -> str:
    """A table: the figures as they stand, what each setting changes, and every fall."""
    return "\n".join(_table(plain, trials, limits))


def _table(plain: Scores, trials: Sequence[Trial], limits: Limits) -> Iterator[str]:
    width = max(len(trial.setting) for trial in trials)
    yield f"{'':{width}}  " + "  ".join(_SHOWN) + "  falls"
    yield f"{'as it stands':{width}}  " + "  ".join(f"{plain.figures[f]:{len(f)}.3f}" for f in _SHOWN)
    for trial in trials:
        changes = "  ".join(f"{trial.scores.figures[f] - plain.figures[f]:+{len(f)}.3f}" for f in _SHOWN)
        known = " (known)" if trial.falls and trial.setting in limits.known else ""
        yield f"{trial.setting:{width}}  {changes}  {len(trial.falls)}{known}"
    for trial in trials:
        if trial.falls:
            yield f"\n{trial.setting}: {limits.known.get(trial.setting, 'not known yet')}"
        for fall in trial.falls:
            change = f"{fall.before:.3f} to {fall.after:.3f}"
            yield f"  {fall.figure:32} {change}, {fall.after - fall.before:+.3f} ({-fall.allowed:.3f} at most)"


def trials_markdown(sets: Mapping[str, tuple[Scores, Sequence[Trial]]]) -> str:
    """What each setting changes on each set, and how many figures fall too far there, as a table in Markdown."""
    heads = [f"{name}: `{figure}`" for name in sets for figure in _TOLD]
    lines = [
        "| Typed | " + " | ".join((*heads, *(f"{name}: fall too far" for name in sets))) + " |",
        "| --- |" + " ---: |" * (len(heads) + len(sets)),
        "| as it stands | "
        + " | ".join(f"{plain.figures[figure]:.3f}" for plain, _ in sets.values() for figure in _TOLD)
        + " |" * (1 + len(sets)),
    ]
    for row in zip(*(trials for _, trials in sets.values()), strict=True):
        changes = [
            f"{trial.scores.figures[figure] - plain.figures[figure]:+.3f}"
            for trial, (plain, _) in zip(row, sets.values(), strict=True)
            for figure in _TOLD
        ]
        falls = [str(len(trial.falls) or "") for trial in row]
        lines.append(f"| {row[0].setting} | {' | '.join((*changes, *falls))} |")
    return "\n".join(lines)


def new_misses(plain: Scores, retyped: Scores, *, show: Callable[[str], str] = fold_text) -> dict[str, list[str]]:
    """What goes wrong only in the other typing, by kind of miss: where to look for the cause."""
    new: dict[str, list[str]] = {}
    before = plain.misses
    for kind, lines in retyped.misses.items():
        known = {_key(line) for line in before.get(kind, ())}
        found = [show(line) for line in lines if _key(line) not in known]
        if found:
            new[kind] = found
    return new


def _key(line: str) -> str:
    """A miss without what typing changes: neither marks nor how much of its surroundings is shown."""
    return "".join(char for char in fold_text(line.partition("' in '")[0]) if char.isalnum())
