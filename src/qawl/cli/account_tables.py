"""Accounts, conflicts and copies as tables for people."""

from collections.abc import Iterable, Mapping, Sequence

from qawl.cli.output import isolate, print_table, shorten
from qawl.corroborate.stance_to_claim import StanceToClaim, stance_to_claim
from qawl.model.account import Account, ClaimCard, Conflict, Credibility, OriginGroup, Quotation, QuotationFamily
from qawl.model.review import Letter, Review
from qawl.neighbouring import Perhaps
from qawl.store.records import StoredCopy
from qawl.weighing import WeighedAccount

_SHOWN = 4


def print_accounts(found: Sequence[WeighedAccount], beside: Mapping[str, Sequence[Perhaps]]) -> None:
    """What is told, when and where; then each apparently independent origin, weighed, in its words.

    The letters of who speaks and the number of what is said stand in columns of their own. ``beside`` are claims that
    are perhaps of an account, by its id.
    """
    rows: list[tuple[str, ...]] = []
    for weighed in found:
        account, number = weighed.account, weighed.representative.number
        place = _place(account, {key: one.card for key, one in weighed.claims.items()})
        counts = f"{_counted(len(account.origins), 'origin')}, {_counted(len(account.conflicts), 'conflict')}"
        rows.append(
            (
                f"{account.type}\n{_days(account)}",
                "",
                "\n".join(filter(None, (isolate(place), counts, number_words(number)))),
                str(number.number),
                account.id,
            )
        )
        rows += [_origin_row(weighed, origin) for origin in account.origins[:_SHOWN]]
        if len(account.origins) > _SHOWN:
            rows.append((f"and {len(account.origins) - _SHOWN} more", "", "", "", ""))
        rows += [_perhaps_row(one) for one in beside.get(account.id, ())]
    columns = ("What, when; who tells", "Letter", "Where; told as", "Number", "Id")
    print_table(columns, rows, wide=2, narrow=(1, 3))


def _perhaps_row(one: Perhaps) -> tuple[str, ...]:
    """A claim that is perhaps of the same happening: not joined, for a person to decide on."""
    told = f"{isolate(shorten(one.card.words, 110))}\n{isolate(one.card.outlet)} {one.card.published or ''}"
    return f"? {isolate(one.card.origin.name)}\nperhaps", "", told, "", one.card.id


def _origin_row(weighed: WeighedAccount, origin: OriginGroup) -> tuple[str, ...]:
    told = weighed.naming(origin)
    more = f" +{len(origin.claims) - 1}" if len(origin.claims) > 1 else ""
    return (
        f"— {isolate(_origin(origin))}\n{told.stance.replace('_', ' ')}",
        f"{told.speaker_letter.letter} speaker\n{told.outlet_letter.letter} outlet",
        f"{isolate(shorten(told.card.words, 110))}\n{isolate(told.card.outlet)} {told.card.published or ''}{more}",
        f"{told.number.number}{' ✎' if told.number.overruled_by else ''}",
        f"{told.card.id}\n{origin.rule}",
    )


def number_words(number: Credibility) -> str:
    """Why a claim has its number; who overruled it."""
    if number.suggested is None:
        return f"{number.rule}: {isolate('; '.join(number.reasons))}"
    own, *others = number.reasons
    by = f"{number.rule}: {isolate(own)} ({isolate(number.overruled_by)})"
    return f"{by}; suggested {number.suggested}: {isolate('; '.join(others))}"


def print_letters(found: Iterable[Letter]) -> None:
    """The standing letter of each speaker and outlet that has one, why, by whom and when."""
    rows = [
        (
            letter.letter,
            isolate(letter.key.partition(":")[2] or letter.key),
            isolate(shorten(letter.reason)),
            f"{isolate(letter.reviewer)}\n{letter.made_at:%Y-%m-%d %H:%M}\n{letter.key}",
        )
        for letter in found
    ]
    print_table(("Letter", "Of", "Because", "By, key"), rows, wide=2, narrow=(0,))


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def print_conflicts(
    found: Sequence[Conflict], cards: Mapping[str, ClaimCard], decided: Mapping[tuple[str, str], Review]
) -> None:
    """In what two claims contradict each other, in their words, and according to whom."""
    rows = [
        (
            f"{one.kind.value}\n{_decided_words(decided.get((one.left, one.right)))}".rstrip(),
            f"{isolate(_words(cards, one.left))}\n— {isolate(_speaker(cards, one.left))}",
            f"{isolate(_words(cards, one.right))}\n— {isolate(_speaker(cards, one.right))}",
            f"{one.rule}\n{one.left}\n{one.right}",
        )
        for one in found
    ]
    print_table(("In what", "One", "Another", "Rule, claims"), rows, wide=1)


def _decided_words(made: Review | None) -> str:
    """A mark where somebody confirmed what is shown."""
    return "" if made is None else f"✓ {made.decision.value}ed by {isolate(made.reviewer.name)}"


def print_copies(found: Sequence[StoredCopy], decided: Mapping[tuple[str, str], Review]) -> None:
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
                + f"\n{_decided_words(decided.get(stored.pair))}\n".replace("\n\n", "\n")
                + f"{stored.rule}\n{stored.copy.id}",
            )
        )
    print_table(("Apparently the original", "Copy", "Changed", "Alike, rule, id"), rows, wide=2)


def print_quotations(found: Sequence[QuotationFamily]) -> None:
    """Each quotation as it apparently stood first, then who else carried it, in which words."""
    rows: list[tuple[str, ...]] = []
    for family in found:
        rows.append(_quotation_row(family.original, f"{len(family.outlets)} outlets\n{family.reason}"))
        for one in family.carriers[:_SHOWN]:
            alike = f" {one.similarity:.0%}" if one.similarity else ""
            rows.append(_quotation_row(one.quotation, f"{one.rule}{alike}", mark="↳ "))
        if len(family.carriers) > _SHOWN:
            rows.append((f"and {len(family.carriers) - _SHOWN} more", "", "", ""))
    print_table(("Carried by", "Who is quoted", "In which words", "How, document"), rows, wide=2)


def _quotation_row(one: Quotation, how: str, *, mark: str = "") -> tuple[str, ...]:
    day = (one.published or "")[:10]
    words = isolate(shorten(one.words, 200))
    return f"{mark}{isolate(one.outlet)}\n{day}", isolate(one.speaker_name), words, f"{how}\n{one.document}"


def _days(account: Account) -> str:
    days = [day for day in (account.first, account.last) if day]
    return " – ".join(dict.fromkeys(days))


def _place(account: Account, cards: Mapping[str, ClaimCard]) -> str:
    places = (cards[claim].place for claim in account.claims if claim in cards)
    return next((place.name for place in places if place is not None and place.id == account.place), "")


def _origin(group: OriginGroup) -> str:
    if group.is_anonymous and not group.name:
        return "several unnamed"
    return (group.name or group.key) + (" (unnamed)" if group.is_anonymous else "")


def _words(cards: Mapping[str, ClaimCard], claim: str) -> str:
    return shorten(cards[claim].words, 120) if claim in cards else claim


def _speaker(cards: Mapping[str, ClaimCard], claim: str) -> str:
    """Who says it, by name, and how it stands to that where it is more than a third party."""
    if claim not in cards:
        return ""
    origin, stance = cards[claim].origin, stance_to_claim(cards[claim])
    words = (origin.name or origin.key) + (" (unnamed)" if origin.is_anonymous else "")
    return words if stance == StanceToClaim.THIRD_PARTY else f"{words}\n({stance.replace('_', ' ')})"
