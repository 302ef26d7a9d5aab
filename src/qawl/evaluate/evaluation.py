"""One evaluation from file to figures: what ``qawl evaluate``, ``python -m qawl.evaluate`` and the docs all call."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qawl.evaluate.bootstrap import DRAWS, Interval, intervals
from qawl.evaluate.connectors import Connectors, EndRow, count_ends, ends_json
from qawl.evaluate.readings import ReadLine, read_again, read_references, take_from
from qawl.evaluate.scores import Scores, figures_of, is_count, score
from qawl.evaluate.slices import Slice, by_claim_type, by_outlet, by_speaker_kind


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of one reference, how sure they are, the same figures by parts, and where contents end."""

    scores: Scores
    intervals: Mapping[str, Interval]
    outlets: list[Slice]
    claim_types: list[Slice]
    speaker_kinds: list[Slice]
    ends: list[EndRow]


def score_reader(reference: Path, read_line: ReadLine, *, part: str = "all") -> Scores:
    """Run a reader over the texts of a part of a reference, and score what it finds.

    Raises:
        AnnotationError: the file cannot be used; names file, line and remedy.
    """
    return score(read_again(read_references(reference, part=part), read_line))


def score_readings(reference: Path, system: Path, *, part: str = "all") -> Scores:
    """Score a file of readings against a part of a reference.

    Raises:
        AnnotationError: one of the files cannot be used; names file, line and remedy.
    """
    return score(take_from(read_references(reference, part=part), system))


def evaluate(scores: Scores, connectors: Connectors, *, draws: int = DRAWS) -> Evaluation:
    """Everything that is told about scores; ``draws`` is how many resamples the intervals are taken from."""
    ranges = intervals(scores.tallies, figures_of, draws=draws)
    return Evaluation(
        scores=scores,
        intervals={name: found for name, found in ranges.items() if not is_count(name)},
        outlets=by_outlet(scores),
        claim_types=by_claim_type(scores),
        speaker_kinds=by_speaker_kind(scores),
        ends=count_ends(scores.comparisons, connectors),
    )


def evaluation_json(evaluation: Evaluation) -> dict[str, Any]:
    """The evaluation as one JSON object."""
    scores = evaluation.scores
    return {
        "figures": {
            name: {"value": value}
            | ({} if (found := evaluation.intervals.get(name)) is None else {"low": found.low, "high": found.high})
            for name, value in scores.figures.items()
        },
        "denied_as_asserted": scores.denied_as_asserted,
        "statuses": [
            {"reference": right, "reading": got, "claims": count} for (right, got), count in scores.confusion.items()
        ],
        "outlets": [_slice_json(part, "statements", "claims") for part in evaluation.outlets],
        "claim_types": [_slice_json(part, "claims") for part in evaluation.claim_types],
        "speaker_kinds": [_slice_json(part, "statements") for part in evaluation.speaker_kinds],
        "content_ends": ends_json(evaluation.ends),
    }


def _slice_json(part: Slice, *kinds: str) -> dict[str, Any]:
    """One part; ``small`` names the kinds of which it has too few for its figures to mean much."""
    return {
        "name": part.name,
        "small": [kind for kind in kinds if part.is_small(kind)],
        "figures": {name: value for name, value in part.figures.items() if _is_of(name, kinds)},
    }


def _is_of(figure: str, kinds: tuple[str, ...]) -> bool:
    """True when a figure is one of statements, or of claims, as asked for."""
    is_of_claims = figure.startswith("claim")
    return len(kinds) > 1 or (is_of_claims if kinds == ("claims",) else not is_of_claims and "place" not in figure)
