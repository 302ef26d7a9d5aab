"""The gate: figures may rise and must not fall. Floors are kept in a file that people read and review.

Each set names its reference (relative to the file of floors), whether it must be there, its floors and its
ceilings (for figures that should be small). A figure more than ``tolerance`` on the wrong side fails.
Floors rise by ``raise_floors`` and sink only when somebody says so; ceilings are set by hand.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qawl.errors import InputError, UsageError
from qawl.evaluate.scores import Scores

DENIED_AS_ASSERTED = "denied_as_asserted"
"""Name of the ceiling on the worst error."""


@dataclass(frozen=True, slots=True)
class FloorSet:
    """One reference set of the gate."""

    name: str
    reference: Path
    is_required: bool
    part: str
    floors: dict[str, float]
    ceilings: dict[str, float]


@dataclass(frozen=True, slots=True)
class Floors:
    """The whole file of floors."""

    path: Path
    tolerance: float
    sets: tuple[FloorSet, ...]


def load_floors(path: Path) -> Floors:
    """Read the file of floors.

    Raises:
        InputError: it is missing or not of the expected shape.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        sets = tuple(_floor_set(name, row, path.parent) for name, row in content["sets"].items())
        return Floors(path, float(content["tolerance"]), sets)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: no file of floors ({error!r}). See evaluation/README.md for its shape.") from error


def _floor_set(name: str, row: Mapping[str, Any], folder: Path) -> FloorSet:
    return FloorSet(
        name=name,
        reference=folder / row["reference"],
        is_required=row["required"],
        part=row.get("part", "all"),
        floors=dict(row["floors"]),
        ceilings=dict(row["ceilings"]),
    )


def gated_figures(scores: Scores) -> dict[str, float]:
    """The figures that floors and ceilings can name."""
    return {**scores.figures, DENIED_AS_ASSERTED: float(scores.denied_as_asserted)}


def find_falls(floor_set: FloorSet, scores: Scores, tolerance: float) -> list[str]:
    """One line for each figure below its floor or above its ceiling."""
    figures = gated_figures(scores)
    unknown = sorted((set(floor_set.floors) | set(floor_set.ceilings)) - set(figures))
    falls = [f"{floor_set.name}: there is no figure {name}; mend the file of floors" for name in unknown]
    falls += _find_below(floor_set, figures, tolerance)
    for name, ceiling in floor_set.ceilings.items():
        if name in figures and figures[name] > ceiling + tolerance:
            falls.append(f"{floor_set.name}: {name} is {figures[name]:.3f}, its ceiling is {ceiling:.3f}")
    return falls


def _find_below(floor_set: FloorSet, figures: Mapping[str, float], tolerance: float) -> list[str]:
    return [
        f"{floor_set.name}: {name} is {figures[name]:.3f}, its floor is {floor:.3f}"
        for name, floor in floor_set.floors.items()
        if name in figures and figures[name] < floor - tolerance
    ]


def raise_floors(floors: Floors, scores: Mapping[str, Scores], *, allow_lower: bool = False) -> Floors:
    """Floors moved up to the figures now reached; down only with ``allow_lower``. Ceilings stay.

    Raises:
        UsageError: a floor would sink and ``allow_lower`` was not given.
    """
    here = [floor_set for floor_set in floors.sets if floor_set.name in scores]
    falls = [fall for s in here for fall in _find_below(s, gated_figures(scores[s.name]), floors.tolerance)]
    if falls and not allow_lower:
        raise UsageError("\n".join([*falls, "Floors only rise. To lower them on purpose, add --allow-lower."]))
    sets = tuple(_moved(s, scores[s.name], allow_lower) if s.name in scores else s for s in floors.sets)
    return Floors(floors.path, floors.tolerance, sets)


def _moved(floor_set: FloorSet, scores: Scores, allow_lower: bool) -> FloorSet:
    figures = gated_figures(scores)
    reached = {name: math.floor(figures[name] * 1000) / 1000 for name in floor_set.floors if name in figures}
    if not allow_lower:
        reached = {name: max(value, floor_set.floors[name]) for name, value in reached.items()}
    return replace(floor_set, floors=reached)


def write_floors(floors: Floors) -> None:
    """Write the floors into their file; all else stays as people wrote it."""
    content = json.loads(floors.path.read_text(encoding="utf-8"))
    for floor_set in floors.sets:
        content["sets"][floor_set.name]["floors"] = floor_set.floors
    floors.path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
