"""``qawl evaluate``: how good a reading is, against articles that people annotated."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qawl.cli.options import JsonOption
from qawl.cli.output import print_json, say

if TYPE_CHECKING:
    from qawl.evaluate.scores import Scores


class Part(StrEnum):
    """Which articles of a reference are scored."""

    ALL = "all"
    TUNE = "tune"
    CHECK = "check"


def run(
    reference: Annotated[Path, typer.Argument(metavar="REFERENCE", help="Annotated articles, one a line (.jsonl).")],
    part: Annotated[
        Part, typer.Option(help="check: every third article by id; tune: the others.", show_default=True)
    ] = Part.ALL,
    system: Annotated[
        Path | None,
        typer.Option(metavar="READINGS", help="Score these lines instead of running the reader.", show_default=False),
    ] = None,
    page: Annotated[
        Path | None,
        typer.Option(metavar="PAGE", help="Write a page (HTML) of the worst errors.", show_default=False),
    ] = None,
    worst: Annotated[int, typer.Option(min=0, help="Errors of each kind on the page; 0: all.")] = 30,
    errors: Annotated[int, typer.Option(min=0, help="Print so many misses of each kind.")] = 0,
    draws: Annotated[int, typer.Option(min=0, help="Resamples behind the intervals; 0 gives none.")] = 1000,
    as_json: JsonOption = False,
) -> None:
    """Score the reader, or somebody else's readings, against annotated articles."""
    from qawl.evaluate.connectors import load_connectors
    from qawl.evaluate.evaluation import evaluate, evaluation_json
    from qawl.evaluate.page import error_page
    from qawl.evaluate.report import format_evaluation
    from qawl.lexicon.load import open_data
    from qawl.lexicon.rules import load_rule_book

    data = open_data()
    evaluation = evaluate(_scores(reference, system, part), load_connectors(data), draws=draws)
    if page is not None:
        written = error_page(evaluation, rules=load_rule_book(data), title=reference.name, worst=worst)
        page.write_text(written, encoding="utf-8")
        say(f"qawl: the errors are in {page}.")
    if as_json:
        print_json(evaluation_json(evaluation))
    else:
        print(format_evaluation(evaluation, errors=errors))


def _scores(reference: Path, system: Path | None, part: Part) -> "Scores":
    from qawl.evaluate.evaluation import score_reader, score_readings

    if system is not None:
        return score_readings(reference, system, part=part.value)
    from qawl.evaluate.reader import default_reader

    return score_reader(reference, default_reader(), part=part.value)
