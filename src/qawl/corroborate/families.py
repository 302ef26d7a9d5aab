"""Copies become families: who published first, who is the likely original, and why.

Texts that repeat each other as a whole are one family, whatever chain of pairs joins them. A text that only holds a
passage of another belongs to the other's family as a holder and joins nothing: a round-up of three agencies' reports
makes no family of the three. Versions of one article are one member, the earliest version standing for it.

The likely original is chosen by questions in a fixed order. Each leaves those that answer it best, and the last
question that ruled somebody out is the reason:

* ``copy.credited``: another member credits it.
* ``copy.earliest``: it was published before the others, as far as the dates' precision tells.
* ``copy.named``: another member names its outlet in the text.
* ``copy.credits-nobody``: the others say that they took it from elsewhere.
* ``copy.contained``: for a shared passage: more of it is shared than of the other, longer one.
* ``copy.fullest``: for whole texts: it has the most words.
* ``copy.first-by-id``: nothing tells them apart; the order is only fixed.
"""

import calendar
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

from qawl.corroborate.copies import TextCard, credit_of, names_outlet
from qawl.corroborate.credits import Credit, Credits
from qawl.model.account import Copy, CopyFamily
from qawl.model.document import DatePrecision
from qawl.text.fold import fold_text

_SHORTEST_NAME = 3

_Question = Callable[[Sequence[TextCard]], Sequence[TextCard]]


def order_copies(cards: Iterable[TextCard], pairs: Iterable[Copy], *, credits: Credits) -> list[CopyFamily]:
    """The families that ``pairs`` make of ``cards``, each with its likely original; the same for any order of both."""
    known = {card.document: card for card in cards}
    firsts = _first_versions(known.values())
    kept = [
        pair
        for pair in sorted(pairs, key=lambda pair: (pair.original, pair.document))
        if pair.original in known
        and pair.document in known
        and known[pair.original].article != known[pair.document].article
    ]
    family_of = _joined(known, kept)
    holders, reasons = _placed(known, kept, family_of, credits)
    families: list[CopyFamily] = []
    for articles in sorted(set(map(tuple, family_of.values()))):
        original, reason = likely_original([firsts[article] for article in articles], credits=credits)
        copies = tuple(sorted(firsts[article].document for article in articles if article != original.article))
        held = tuple(sorted(firsts[article].document for article in holders.get(articles, ())))
        if copies or held:
            why = reason if copies else reasons[articles]
            families.append(CopyFamily(original.document, copies, held, why))
    return sorted(families, key=lambda family: family.original)


def likely_original(members: Sequence[TextCard], *, credits: Credits) -> tuple[TextCard, str]:
    """The one of which the other whole texts are probably copies, and the rule that says so."""
    return _asked(members, credits, ("copy.fullest", fullest))


def _asked(members: Sequence[TextCard], credits: Credits, last: tuple[str, _Question]) -> tuple[TextCard, str]:
    found = {card.document: credit_of(card, credits) for card in members}
    questions: tuple[tuple[str, _Question], ...] = (
        ("copy.credited", lambda left: [card for card in left if _is_credited(card, members, found)]),
        ("copy.earliest", earliest),
        ("copy.named", lambda left: [card for card in left if _is_named(card, members)]),
        ("copy.credits-nobody", lambda left: [card for card in left if not _owes(card, found[card.document])]),
        last,
    )
    left: Sequence[TextCard] = sorted(members, key=lambda card: card.document)
    reason = "copy.first-by-id"
    for rule, ask in questions:
        best = ask(left)
        if best and len(best) < len(left):
            left, reason = best, rule
        if len(left) == 1:
            return left[0], reason
    return left[0], "copy.first-by-id"


def _first_versions(cards: Iterable[TextCard]) -> dict[str, TextCard]:
    """The earliest version of each article."""
    firsts: dict[str, TextCard] = {}
    for card in sorted(cards, key=lambda card: (_window(card)[0], card.document)):
        firsts.setdefault(card.article, card)
    return firsts


def _joined(known: Mapping[str, TextCard], pairs: Sequence[Copy]) -> dict[str, list[str]]:
    """Each article that is part of a pair, with the sorted articles of its family."""
    ends = [(known[pair.original].article, known[pair.document].article, pair.is_part) for pair in pairs]
    family_of = {article: [article] for one, other, _ in ends for article in (one, other)}
    for one, other, is_part in ends:
        if not is_part and family_of[one] is not family_of[other]:
            joined = sorted([*family_of[one], *family_of[other]])
            family_of.update(dict.fromkeys(joined, joined))
    return family_of


def _placed(
    known: Mapping[str, TextCard], pairs: Sequence[Copy], family_of: Mapping[str, list[str]], credits: Credits
) -> tuple[dict[tuple[str, ...], set[str]], dict[tuple[str, ...], str]]:
    """The holders of each family's passages, and why a member is the original of the first of them."""
    holders: dict[tuple[str, ...], set[str]] = {}
    reasons: dict[tuple[str, ...], str] = {}
    for pair in pairs:
        ends = [known[pair.original], known[pair.document]]
        if not pair.is_part or family_of[ends[0].article] is family_of[ends[1].article]:
            continue
        original, reason = _asked(ends, credits, ("copy.contained", partial(_most_shared, pair)))
        (holder,) = (card for card in ends if card is not original)
        family = tuple(family_of[original.article])
        holders.setdefault(family, set()).add(holder.article)
        reasons.setdefault(family, reason)
    return holders, reasons


def _is_credited(card: TextCard, members: Sequence[TextCard], found: Mapping[str, Credit | None]) -> bool:
    """True where another member's credit means this card's outlet."""
    return any(
        credit is not None and names(credit, card)
        for other in members
        if other.article != card.article and (credit := found[other.document]) is not None
    )


def names(credit: Credit, card: TextCard) -> bool:
    """True where a credit means the outlet of a card."""
    if card.outlet and card.outlet in credit.outlets:
        return True
    name, credited = fold_text(card.outlet_name), fold_text(credit.name)
    return bool(name) and (name in credited or (len(credited) >= _SHORTEST_NAME and credited in name.split()))


def _is_named(card: TextCard, members: Sequence[TextCard]) -> bool:
    """True where another member's text names this card's outlet."""
    return any(names_outlet(other, card) for other in members if other.article != card.article)


def _owes(card: TextCard, credit: Credit | None) -> bool:
    """True where a card credits somebody else: an agency that signs its own text owes nothing."""
    return credit is not None and not names(credit, card)


def earliest(cards: Sequence[TextCard]) -> Sequence[TextCard]:
    """Those that may have been the first: nobody was surely published before them. The undated fall behind."""
    dated = [card for card in cards if card.published is not None]
    if not dated:
        return cards
    deadline = min(_window(card)[1] for card in dated)
    return [card for card in dated if _window(card)[0] < deadline]


def fullest(cards: Sequence[TextCard]) -> Sequence[TextCard]:
    most = max(len(card.text.split()) for card in cards)
    return [card for card in cards if len(card.text.split()) == most]


def _most_shared(pair: Copy, cards: Sequence[TextCard]) -> Sequence[TextCard]:
    """The card of a pair of which the passages cover the larger share."""
    covered = {
        pair.original: sum(len(left) for left, _ in pair.passages),
        pair.document: sum(len(right) for _, right in pair.passages),
    }
    shares = [covered[card.document] / len(card.text) for card in cards]
    return [card for card, share in zip(cards, shares, strict=True) if share == max(shares)]


def _window(card: TextCard) -> tuple[datetime, datetime]:
    """When a card may have been published: from, and the moment after."""
    if card.published is None:
        return datetime.max.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    at = card.published
    if card.precision is DatePrecision.SECOND:
        return at, at + timedelta(seconds=1)
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    if card.precision is DatePrecision.DAY:
        return day, day + timedelta(days=1)
    if card.precision is DatePrecision.MONTH:
        first = day.replace(day=1)
        return first, first + timedelta(days=calendar.monthrange(first.year, first.month)[1])
    first = day.replace(month=1, day=1)
    return first, first + timedelta(days=366 if calendar.isleap(first.year) else 365)
