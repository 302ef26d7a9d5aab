"""``qawl accounts`` and ``qawl conflicts``: what is told of one happening, by how many, and where they disagree."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from qawl.cli.opening import open_ledger
from qawl.cli.options import JsonOption, LedgerArgument, LimitOption, one_more, resolve_limit
from qawl.cli.output import first, print_json, say
from qawl.model.account import ConflictKind
from qawl.model.claim import ClaimType
from qawl.model.review import RecordKind

if TYPE_CHECKING:
    from qawl.model.review import Review
    from qawl.store.ledger import Ledger

PlaceOption = Annotated[str, typer.Option(help="A place's name in any spelling, or its id.")]
TypeOption = Annotated[ClaimType | None, typer.Option("--type", help="Only this type.", show_default=False)]


def run(
    ledger: LedgerArgument,
    place: PlaceOption = "",
    claim_type: TypeOption = None,
    origins: Annotated[int, typer.Option(min=1, help="At least so many apparently independent origins.")] = 2,
    perhaps: Annotated[
        bool, typer.Option("--perhaps", help="Also what has much in common with an account, too little to join it.")
    ] = False,
    limit: LimitOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what several tell of one happening, and from how many apparently independent origins it comes."""
    from qawl.cli.account_tables import print_accounts
    from qawl.neighbouring import perhaps_same
    from qawl.shapes import perhaps_json
    from qawl.weighing import weigh_accounts, weighed_json

    kind = claim_type.value if claim_type else ""
    with open_ledger(ledger) as opened:
        most = resolve_limit(limit, opened.settings.list_limit)
        at = _id_of(opened, place)
        found = first(opened.accounts(place=at, kind=kind, least_origins=origins, limit=one_more(most)), most)
        weighed = weigh_accounts(opened, found)
        beside = {one.id: perhaps_same(opened, one) for one in found} if perhaps else {}
    if as_json:
        print_json([weighed_json(one) | perhaps_json(beside.get(one.account.id)) for one in weighed])
    elif weighed:
        print_accounts(weighed, beside)
    else:
        say("No account fits. With --origins 1 what only one origin tells is listed too.")


def run_conflicts(
    ledger: LedgerArgument,
    place: PlaceOption = "",
    claim_type: TypeOption = None,
    kind: Annotated[ConflictKind | None, typer.Option(help="Only conflicts of this kind.", show_default=False)] = None,
    limit: LimitOption = None,
    as_json: JsonOption = False,
) -> None:
    """List where claims about one happening contradict each other, with both wordings and both origins."""
    from qawl.cli.account_tables import print_conflicts
    from qawl.reviewing import decided_pairs
    from qawl.shapes import conflict_json

    named = claim_type.value if claim_type else ""
    with open_ledger(ledger) as opened:
        most = resolve_limit(limit, opened.settings.list_limit)
        accounts = opened.accounts(place=_id_of(opened, place), kind=named, conflicting=True)
        conflicts = [one for account in accounts for one in account.conflicts if kind is None or one.kind is kind]
        found = first(conflicts if most is None else conflicts[: most + 1], most)
        cards = opened.cards(claim for one in found for claim in (one.left, one.right))
        decided = decided_pairs(opened, RecordKind.CONFLICT)
    if as_json:
        print_json([conflict_json(one, cards) | _decided(decided.get((one.left, one.right))) for one in found])
    elif found:
        print_conflicts(found, cards, decided)
    else:
        say("No conflict fits.")


def run_copies(
    ledger: LedgerArgument,
    quotations: Annotated[
        bool, typer.Option("--quotations", help="List quotations that several outlets carry, instead of articles.")
    ] = False,
    limit: LimitOption = None,
    as_json: JsonOption = False,
) -> None:
    """List articles that repeat others: which is apparently the original, how much they share, what differs."""
    from qawl.cli.account_tables import print_copies
    from qawl.reviewing import decided_pairs
    from qawl.shapes import copy_json

    if quotations:
        _list_quotations(ledger, limit=limit, as_json=as_json)
        return
    with open_ledger(ledger) as opened:
        most = resolve_limit(limit, opened.settings.list_limit)
        found = first(opened.copies(limit=one_more(most)), most)
        decided = decided_pairs(opened, RecordKind.COPY)
    if as_json:
        print_json([copy_json(stored) | _decided(decided.get(stored.pair)) for stored in found])
    elif found:
        print_copies(found, decided)
    else:
        say("No copies.")


def _list_quotations(ledger: str, *, limit: int | None, as_json: bool) -> None:
    from qawl.cli.account_tables import print_quotations
    from qawl.quoting import quotations_carried
    from qawl.shapes import plain

    with open_ledger(ledger) as opened:
        most = resolve_limit(limit, opened.settings.list_limit)
        carried = quotations_carried(opened)
        found = first(carried if most is None else carried[: most + 1], most)
    if as_json:
        print_json([plain(family) | {"outlets": list(family.outlets)} for family in found])
    elif found:
        print_quotations(found)
    else:
        say("No quotation is carried by several outlets.")


def _decided(made: "Review | None") -> dict[str, Any]:
    """What people decided, as a field of its own; nothing where nobody did."""
    from qawl.shapes import review_json

    return {} if made is None else {"review": review_json(made)}


def _id_of(opened: "Ledger", place: str) -> str:
    """The id of the place of this name about which most is claimed."""
    if not place:
        return ""
    from qawl.errors import UsageError

    found = opened.places(place)
    if not found:
        raise UsageError(f"{place}: no place of this name in the ledger. Try another spelling, or its id.")
    return found[0].id
