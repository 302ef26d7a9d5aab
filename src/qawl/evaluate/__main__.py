"""``python -m qawl.evaluate``: score the reader against a reference, or run the gate.

    python -m qawl.evaluate REFERENCE.jsonl [--part tune|check] [--errors N] [--system READINGS.jsonl]
    python -m qawl.evaluate REFERENCE.jsonl --leave-out | --connectors
    python -m qawl.evaluate REFERENCE.jsonl --retypeset evaluation/retypeset.json [--errors N]
    python -m qawl.evaluate --gate evaluation/floors.json [--write-floors [--allow-lower]]

Exit status: 0 fine, 1 a figure fell or the gate lacks a file, 2 the call, or a file named in it, is wrong.
People who score readings call ``qawl evaluate``, which prints the same figures and more.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from qawl.errors import InputError, QawlError, UsageError
from qawl.evaluate.connectors import count_ends, format_ends, load_connectors
from qawl.evaluate.evaluation import score_reader, score_readings
from qawl.evaluate.gate import find_falls, load_floors, raise_floors, write_floors
from qawl.evaluate.leave_out import Worth, format_worths, worths
from qawl.evaluate.reader import default_reader
from qawl.evaluate.readings import PARTS, read_again, read_references
from qawl.evaluate.report import format_scores
from qawl.evaluate.retypeset_gate import find_breaches, format_trials, load_limits, new_misses, try_settings
from qawl.evaluate.scores import Scores, score
from qawl.lexicon.load import open_data


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the call, do it, print; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        if options.gate is not None:
            return _gate(options)
        if options.reference is None:
            raise UsageError("Name a REFERENCE.jsonl, or --gate with a file of floors.")
        if options.retypeset is not None:
            return _retypeset(options)
        if options.connectors:
            print(format_ends(count_ends(_score_file(options).comparisons, load_connectors(open_data()))))
        elif options.leave_out:
            print(format_worths(_leave_out(options)))
        else:
            print(format_scores(_score_file(options), errors=options.errors))
    except QawlError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m qawl.evaluate", description="Score the reader against a reference."
    )
    parser.add_argument("reference", nargs="?", type=Path, help="annotated articles, one a line")
    parser.add_argument(
        "--part", choices=PARTS, default="all", help="check: every third article by id; tune: the others"
    )
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the first N misses of each kind")
    parser.add_argument(
        "--system", type=Path, metavar="READINGS", help="score these lines instead of running the reader"
    )
    parser.add_argument("--leave-out", action="store_true", help="what each rule of inheritance is worth")
    parser.add_argument("--connectors", action="store_true", help="before which words contents end, rightly or not")
    parser.add_argument("--retypeset", type=Path, metavar="LIMITS", help="typed other ways: fail where figures fall")
    parser.add_argument("--gate", type=Path, metavar="FLOORS", help="compare with a file of floors; fail on a fall")
    parser.add_argument("--write-floors", action="store_true", help="with --gate: move the floors up to the figures")
    parser.add_argument("--allow-lower", action="store_true", help="with --write-floors: floors may sink, on purpose")
    return parser


def _leave_out(options: argparse.Namespace) -> list[Worth]:
    """The claim figures with all rules of inheritance, then without each."""
    from qawl.extract.inheritance import INHERITANCE_RULES

    rows = read_references(options.reference, part=options.part)
    return worths(INHERITANCE_RULES, lambda left_out: score(read_again(rows, default_reader(left_out))))


def _retypeset(options: argparse.Namespace) -> int:
    """The figures of the same articles typed other ways; what they alone get wrong."""
    limits = load_limits(options.retypeset, options.reference.stem)
    plain, trials = try_settings(read_references(options.reference, part=options.part), default_reader(), limits)
    print(format_trials(plain, trials, limits))
    for trial in trials if options.errors else ():
        for kind, lines in new_misses(plain, trial.scores).items():
            print("\n".join([f"\n# {trial.setting}, {kind}: {len(lines)}", *lines[: options.errors]]))
    breaches = find_breaches(trials, limits)
    print("\n" + ("\n".join(breaches) or "No figure falls too far that is not known to."))
    return 1 if breaches else 0


def _score_file(options: argparse.Namespace) -> Scores:
    if options.system is not None:
        return score_readings(options.reference, options.system, part=options.part)
    return score_reader(options.reference, default_reader(), part=options.part)


def _gate(options: argparse.Namespace) -> int:
    """Score every set that is there; print its figures and its falls."""
    floors = load_floors(options.gate)
    read_line = default_reader()
    scores: dict[str, Scores] = {}
    for floor_set in floors.sets:
        if floor_set.reference.exists():
            rows = read_references(floor_set.reference, part=floor_set.part)
            scores[floor_set.name] = score(read_again(rows, read_line))
        elif floor_set.is_required:
            raise InputError(f"{floor_set.reference}: the gate needs it. Compile it with scripts/compile_reference.py.")
    if options.write_floors:
        write_floors(raise_floors(floors, scores, allow_lower=options.allow_lower))
        floors = load_floors(options.gate)
    falls: list[str] = []
    for floor_set in floors.sets:
        if floor_set.name not in scores:
            print(f"# {floor_set.name}: not here, not checked\n")
            continue
        print(f"# {floor_set.name}\n{format_scores(scores[floor_set.name], errors=options.errors)}\n")
        falls += find_falls(floor_set, scores[floor_set.name], floors.tolerance)
    print("\n".join(falls) or "The gate holds: nothing fell below its floor.")
    return 1 if falls else 0


if __name__ == "__main__":
    sys.exit(main())
