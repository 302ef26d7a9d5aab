"""What alerts tell of that is derived: new contradictions, and who is said to hold a place when that changes.

Each thing has a key under which an alert remembers that it told of it. What is derived is made anew again and again,
so a key names what somebody would call the same thing: the same two origins that contradict each other about the same
place and day, the same picture of a place since the same day.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from qawl.corroborate.context import load_world
from qawl.model.account import Account, Conflict, ControlVerdict
from qawl.model.ids import hash_id
from qawl.shapes import conflict_json
from qawl.situating import history_of, situations_json
from qawl.store.ledger import Ledger

if TYPE_CHECKING:
    from qawl.alerting import Alert

Told = tuple[str, dict[str, Any]]
"""The key of a thing, and the thing as plain values."""


def conflicts_to_tell(ledger: Ledger, alert: "Alert") -> list[Told]:
    """The contradictions that fit an alert, the earliest first."""
    places = [place.id for place in ledger.places(alert.wanted.place)] if alert.wanted.place else [""]
    found: list[tuple[Account, Conflict]] = []
    for place in places:
        accounts = ledger.accounts(place=place, kind=alert.wanted.type, conflicting=True)
        found += [(account, one) for account in accounts for one in account.conflicts]
    fitting = [(account, one) for account, one in found if not alert.kind or one.kind == alert.kind]
    cards = ledger.cards(claim for _, one in fitting for claim in (one.left, one.right))
    return [(_conflict_key(account, one), conflict_json(one, cards)) for account, one in reversed(fitting)]


def control_to_tell(ledger: Ledger, alert: "Alert") -> list[Told]:
    """The present picture of each place that an alert names, as far as anybody says anything about who holds it."""
    newest = next((head.day for head in ledger.documents(all_versions=False, limit=1)), "")
    places = ledger.places(alert.wanted.place) if newest else []
    return list(_pictures(ledger, [place.id for place in places], newest)) if places else []


def _pictures(ledger: Ledger, places: list[str], newest: str) -> Iterator[Told]:
    """Who is said to hold each place up to the day of the newest article, and since which day that is the picture."""
    world = load_world()
    for place in places:
        history = history_of(ledger, world, place, until=newest)
        last = history.situations[-1]
        if last.standings and last.verdict is not ControlVerdict.STALE:
            (row,) = [one for one in situations_json([history]) if one["day"] == last.day]
            holders = sorted({name for standing in last.standings for name in standing.holders})
            yield hash_id("x", place, last.day, last.verdict, last.rule, *holders), row


def _conflict_key(account: Account, one: Conflict) -> str:
    origins = sorted((one.left_origin, one.right_origin))
    return hash_id("x", one.kind, account.type, account.place or "", account.first or "", *origins)
