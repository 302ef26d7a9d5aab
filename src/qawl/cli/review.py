"""``qawl review``: people's decisions on what stands in a ledger."""

from datetime import datetime
from typing import Annotated

import typer

from qawl.cli.add import derive_new
from qawl.cli.opening import open_ledger, open_reader
from qawl.cli.options import DeriveOption, JsonOption, LedgerArgument, LimitOption, resolve_limit
from qawl.cli.output import first, print_json, say
from qawl.errors import UsageError
from qawl.model.claim import ClaimType
from qawl.model.review import Decision, RecordKind
from qawl.store.queue_rows import QueueFilter

_ALL = 1_000_000
_NONE = {
    "": "Nobody has decided anything.",
    "--pending": "Every decision has its record.",
    "--numbers": "Nobody has given a claim a number.",
}


def run(
    ledger: LedgerArgument,
    record: Annotated[str, typer.Argument(metavar="[RECORD]", help="The id of a record; none lists decisions.")] = "",
    decision: Annotated[
        str, typer.Argument(metavar="[DECISION]", help="confirm, correct, reject, letter or undo.")
    ] = "",
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="What is right; may be repeated.")
    ] = None,
    reviewer: Annotated[str, typer.Option(help="Who decides.")] = "",
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    at: Annotated[str, typer.Option(metavar="TIME", help="When it was decided; UTC without a zone. Unset: now.")] = "",
    kind: Annotated[
        RecordKind | None, typer.Option(help="What RECORD is, where its id does not say.", show_default=False)
    ] = None,
    only_pending: Annotated[
        bool, typer.Option("--pending", help="List decisions whose record is no longer there.")
    ] = False,
    derives: DeriveOption = True,
    only_letters: Annotated[bool, typer.Option("--letters", help="List the letters that stand.")] = False,
    only_numbers: Annotated[bool, typer.Option("--numbers", help="List the numbers that people gave claims.")] = False,
    only_queue: Annotated[
        bool, typer.Option("--queue", help="List what waits to be looked at, by doubt and by what matters.")
    ] = False,
    claim_type: Annotated[
        ClaimType | None, typer.Option("--type", help="With --queue: only this type.", show_default=False)
    ] = None,
    place: Annotated[str, typer.Option(help="With --queue: only at this place, by name or id.")] = "",
    outlet: Annotated[str, typer.Option(help="With --queue: only of this outlet, by its id.")] = "",
    limit: LimitOption = None,
    as_json: JsonOption = False,
) -> None:
    """Decide on a record, with a name and a reason; or list what was decided."""
    if only_queue and not record:
        wanted = QueueFilter(kind or "", claim_type or "", place, outlet)
        _list_queue(ledger, wanted, limit=limit, as_json=as_json)
        return
    lists = [name for name, is_given in _lists(only_pending, only_letters, only_numbers) if is_given]
    if len(lists) > 1:
        raise UsageError(f"{' and '.join(lists)} are two lists. Ask for one.")
    if not record:
        if settings or reviewer or reason or at:
            raise UsageError("Name the record to decide on: qawl review LEDGER RECORD DECISION.")
        _list(ledger, which="".join(lists), kind=kind, limit=limit, as_json=as_json)
        return
    if not decision:
        raise UsageError(f"{record}: say confirm, correct, reject, letter or undo.")
    if lists:
        raise UsageError(f"{lists[0]} lists decisions; it goes without a record.")
    from qawl.reviewing import review
    from qawl.shapes import review_json
    from qawl.undoing import undo

    moment = parse_time(at) if at else None
    with open_ledger(ledger) as opened:
        if decision == Decision.UNDO:
            made = undo(opened, reviewer=reviewer, reason=reason, record_id=record, at=moment, reader=open_reader)
        else:
            made = review(
                opened,
                record,
                decision,
                reviewer=reviewer,
                reason=reason,
                settings=_pairs(settings or []),
                kind=kind,
                at=moment,
                reader=open_reader,
            )
    if derives:
        derive_new(ledger)
    if as_json:
        print_json(review_json(made))
    say(f"{made.decision.value}: {made.record_kind.value} {made.record_id}, by {made.reviewer.name}.")


def parse_time(words: str) -> datetime:
    """The time that somebody gave.

    Raises:
        UsageError: it is none.
    """
    try:
        return datetime.fromisoformat(words)
    except ValueError:
        raise UsageError(f"--at {words!r} is no time. Write it as 2017-09-11T14:00:00+03:00.") from None


def _pairs(settings: list[str]) -> list[tuple[str, str]]:
    pairs = []
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"--set {setting!r}: write it as field=value.")
        pairs.append((name.strip(), value))
    return pairs


def _lists(only_pending: bool, only_letters: bool, only_numbers: bool) -> tuple[tuple[str, bool], ...]:
    return (("--pending", only_pending), ("--letters", only_letters), ("--numbers", only_numbers))


def _list_queue(ledger: str, wanted: QueueFilter, *, limit: int | None, as_json: bool) -> None:
    from qawl.cli.tables import print_queue
    from qawl.shapes import queue_json

    with open_ledger(ledger) as opened:
        most = resolve_limit(limit, opened.settings.list_limit)
        page = opened.page_of_queue(wanted, limit=_ALL if most is None else most)
    if as_json:
        print_json([queue_json(one) for one in page.records])
    elif page.records:
        print_queue(page.records)
    else:
        say("Nothing waits. `qawl corroborate` weighs what was added since.")


def _list(ledger: str, *, which: str, kind: RecordKind | None, limit: int | None, as_json: bool) -> None:
    from qawl.cli.account_tables import print_letters
    from qawl.cli.tables import print_reviews
    from qawl.review.ranking import in_order
    from qawl.reviewing import letters, numbers, pending
    from qawl.shapes import plain, review_json

    with open_ledger(ledger) as opened:
        most = resolve_limit(limit, opened.settings.list_limit)
        if which == "--letters":
            standing = first([one for _, one in sorted(letters(opened).items())], most)
            if as_json:
                print_json(plain(standing))
            elif standing:
                print_letters(standing)
            else:
                say("Nobody has set a letter: every speaker and outlet is F.")
            return
        if which == "--numbers":
            made = [given[-1] for _, given in sorted(numbers(opened).items())]
        else:
            made = pending(opened) if which else in_order(opened.reviews())
    wanted = [one for one in reversed(made) if kind is None or one.record_kind is kind]
    found = first(wanted, most)
    if as_json:
        print_json([review_json(one) for one in found])
    elif found:
        print_reviews(found)
    else:
        say(_NONE[which])
