"""``qawl demo``: the whole thing on the sample articles; ``make demo`` calls it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from qawl.cli.add import progress_bar, tell_report
from qawl.cli.opening import create_ledger, open_reader, report_of
from qawl.cli.output import isolate, say
from qawl.errors import UsageError

_SHOWN = 8
_PLACE, _DAY = "دير الزور", "2017-11-30"
_SPEAKER, _WORD = "المرجاني", "الألغام"


def run(
    samples: Annotated[str, typer.Argument(help="Folder with the sample articles.")] = "samples",
    ledger: Annotated[str, typer.Option(help="Ledger to make; an older demo ledger there is replaced.")] = "demo.db",
    report: Annotated[str, typer.Option(help="HTML report to write.")] = "demo-report.html",
) -> None:
    """Make a ledger of the sample articles and look around in it."""
    from qawl.adding import add
    from qawl.cli.account_tables import print_accounts, print_copies
    from qawl.cli.tables import print_claims, print_holdings, print_statements
    from qawl.corroborating import corroborate
    from qawl.store.filters import ClaimFilter, StatementFilter
    from qawl.weighing import weigh_accounts

    _check(samples, ledger, report)
    for suffix in ("", "-wal", "-shm"):
        Path(ledger + suffix).unlink(missing_ok=True)
    with create_ledger(ledger) as opened:
        with progress_bar() as show:
            added = add(opened, [samples], reader=open_reader, progress=show)
        tell_report(added, ledger)
        corroborate(opened)
        _title("SAMPLE articles: invented outlets and speakers, public facts. Who said what, the newest:")
        print_statements(opened.statements(StatementFilter(), limit=_SHOWN))
        _title(f"What is claimed about {isolate(_PLACE)}, the latest (* the place stands outside the evidence):")
        print_claims(opened.claims(ClaimFilter(place=_PLACE), limit=_SHOWN))
        for place in opened.places(_PLACE)[:1]:
            _title(f"Who is said to hold {isolate(place.name_ar)} ({place.name_en}, {place.kind}) up to {_DAY}:")
            print_holdings(opened.holdings(place.id, day=_DAY))
        _title("What several tell of one happening, and from how many apparently independent origins:")
        accounts = opened.accounts(least_origins=2, limit=_SHOWN)
        print_accounts(weigh_accounts(opened, accounts), {})
        _title("Articles that repeat others, and what they changed:")
        print_copies(opened.copies(limit=_SHOWN), {})
        readings = [opened.reading(head.id) for head in opened.documents(all_versions=False)]
    found = [reading for reading in readings if reading is not None]
    Path(report).write_text(report_of(found, title="قول · Qawl"), encoding="utf-8")
    _title(f"Report: {Path(report).resolve()}  (open it in a browser; it needs no network)")
    print("Four commands to try next:")
    program = sys.argv[0] if sys.argv[0].endswith("qawl") else "qawl"
    print(f'  {program} statements {ledger} --speaker "{_SPEAKER}"')
    print(f'  {program} search {ledger} "{_WORD}"')
    print(f'  {program} situation {ledger} --place "{_PLACE}" --date 2017-09-11')
    print(f"  {program} serve {ledger} --open")
    if added.issues:
        raise typer.Exit(1)


def _check(samples: str, ledger: str, report: str) -> None:
    """Refuse to make a demo of nothing, or to delete what was not made by a demo."""
    from qawl.ingest.files import find_inputs
    from qawl.store.engine import is_sqlite_file

    if not Path(samples).is_dir() or next(find_inputs([samples]), None) is None:
        raise UsageError(
            f"{samples}: no folder with sample articles. Run it in the project's folder, or name the folder."
        )
    if Path(report).is_dir() or not Path(report).parent.is_dir():
        raise UsageError(f"{report}: a report cannot be written there. Give the path of a file with --report.")
    path = Path(ledger)
    if path.exists() and path.stat().st_size and not is_sqlite_file(path):
        raise UsageError(f"{ledger}: is another file, which stays as it is. Give another path with --ledger.")


def _title(words: str) -> None:
    say("")
    print(f"\n{words}\n")
