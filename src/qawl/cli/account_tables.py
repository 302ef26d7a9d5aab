"""Accounts, conflicts and copies as tables for people."""

from collections.abc import Mapping, Sequence

from qawl.cli.output import isolate, print_table, shorten
from qawl.model.account import Account, ClaimCard, Conflict, OriginGroup
from qawl.store.records import StoredCopy

_SHOWN = 4


def print_accounts(found: Sequence[Account], cards: Mapping[str, ClaimCard]) -> None:
    """What is told, when and where; by how many apparently independent origins, and who they are."""
    rows = [
        (
            f"{account.type}\n{_days(account)}",
            isolate(_place(account, cards)),
            "\n".join(isolate(shorten(words, 110)) for words in _wordings(account, cards)),
            f"{len(account.origins)} origins, {len(account.conflicts)} conflicts\n"
            + "\n".join(isolate(_origin(group)) for group in account.origins[:_SHOWN])
            + f"\n{account.id}",
        )
        for account in found
    ]
    print_table(("What, when", "Where", "Told as", "Apparently independent origins, id"), rows, wide=2)


def print_conflicts(found: Sequence[Conflict], cards: Mapping[str, ClaimCard]) -> None:
    """In what two claims contradict each other, in their words, and according to whom."""
    rows = [
        (
            one.kind.value,
            f"{isolate(_words(cards, one.left))}\n— {isolate(_speaker(cards, one.left))}",
            f"{isolate(_words(cards, one.right))}\n— {isolate(_speaker(cards, one.right))}",
            f"{one.rule}\n{one.left}\n{one.right}",
        )
        for one in found
    ]
    print_table(("In what", "One", "Another", "Rule, claims"), rows, wide=1)


def print_copies(found: Sequence[StoredCopy]) -> None:
    """Each copy beside what is apparently its original, with how much they share and what differs."""
    rows = []
    for stored in found:
        figures = [one for one in stored.shared.differences if one.is_figure]
        told = figures or stored.shared.differences
        changed = [f"{one.original_words or '∅'} → {one.copy_words or '∅'}" for one in told]
        rows.append(
            (
                f"{isolate(shorten(stored.original.title, 80))}\n{stored.original.outlet.id} {stored.original.day}",
                f"{isolate(shorten(stored.copy.title, 80))}\n{stored.copy.outlet.id} {stored.copy.day}",
                "\n".join(isolate(shorten(words, 60)) for words in changed[:_SHOWN]),
                f"{stored.shared.similarity:.0%}"
                + (" of a longer article" if stored.shared.is_part else "")
                + f"\n{stored.rule}\n{stored.copy.id}",
            )
        )
    print_table(("Apparently the original", "Copy", "Changed", "Alike, rule, id"), rows, wide=2)


def _days(account: Account) -> str:
    days = [day for day in (account.first, account.last) if day]
    return " – ".join(dict.fromkeys(days))


def _place(account: Account, cards: Mapping[str, ClaimCard]) -> str:
    places = (cards[claim].place for claim in account.claims if claim in cards)
    return next((place.name for place in places if place is not None and place.id == account.place), "")


def _wordings(account: Account, cards: Mapping[str, ClaimCard]) -> list[str]:
    words = dict.fromkeys(cards[claim].words for claim in account.claims if claim in cards)
    return list(words)[:_SHOWN]


def _origin(group: OriginGroup) -> str:
    return (group.name or group.key) + (" (unnamed)" if group.is_anonymous else "")


def _words(cards: Mapping[str, ClaimCard], claim: str) -> str:
    return shorten(cards[claim].words, 120) if claim in cards else claim


def _speaker(cards: Mapping[str, ClaimCard], claim: str) -> str:
    """Who says it, by name; whose words an outlet's own claim are."""
    if claim not in cards:
        return ""
    origin = cards[claim].origin
    return (origin.name or origin.key) + (" (unnamed)" if origin.is_anonymous else "")
