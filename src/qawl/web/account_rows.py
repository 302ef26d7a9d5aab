"""Accounts as the pages lay them out: origins with what they tell, copies under originals, figures side by side.

Everything is chosen here, so that templates only lay out. Nothing is judged: how many apparently independent origins an
account has, and which claims contradict each other, was derived before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qawl.corroborate.figures import Figure, figure_of
from qawl.model.account import Account, ClaimCard, Conflict, Copy, OriginGroup, PlaceCard
from qawl.model.claim import Basis, Status
from qawl.store.ledger import Ledger
from qawl.store.records import DocumentHead
from qawl.weighing import WeighedAccount, WeighedClaim, weigh_accounts

OPEN_END = 100_000_000.0
"""From here on an upper bound means «no bound»."""
BAR = 240
"""Length of the axis of figures, in units of the drawing."""
_POINT = 3


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One claim of an origin, its document, and the documents that repeat it."""

    told: WeighedClaim
    head: DocumentHead | None
    copies: tuple[DocumentHead, ...]


@dataclass(frozen=True, slots=True)
class OriginRow:
    """One apparently independent origin and what it tells, the earliest first."""

    origin: OriginGroup
    naming: WeighedClaim
    told: tuple[ToldRow, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of a claim on an axis from 0: where its bar starts and ends, and on which sides it is open."""

    told: WeighedClaim
    start: float
    end: float
    is_open: bool
    is_point: bool
    is_part: bool
    is_denied: bool


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures that count the same, in order of publication, and the largest number of the axis."""

    harm: str
    unit: str
    largest: float
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """Two claims that contradict each other, and in what; ``account`` is the account in which they stand."""

    conflict: Conflict
    account: Account
    left: WeighedClaim
    right: WeighedClaim


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account with everything that a page shows of it."""

    account: Account
    representative: WeighedClaim
    place: PlaceCard | None
    origins: tuple[OriginRow, ...]
    conflicts: tuple[ConflictRow, ...]
    figures: tuple[FigureGroup, ...]
    outlets: int

    @property
    def claims(self) -> list[WeighedClaim]:
        """All claims of the account that are told by its origins."""
        return [row.told for origin in self.origins for row in origin.told]


def account_rows(ledger: Ledger, accounts: Sequence[Account]) -> list[AccountRow]:
    """Accounts of a ledger, weighed and laid out; one whose claims are gone is left out."""
    weighed = weigh_accounts(ledger, accounts)
    documents = {claim.card.document for one in weighed for claim in one.claims.values()}
    heads, copied = ledger.heads(documents), _Copied(ledger.copies_among(documents))
    return [_row(one, heads, copied) for one in weighed if one.account.representative in one.claims]


class _Copied:
    """Which claims stand in passages that their document has from another."""

    def __init__(self, copies: Iterable[Copy]) -> None:
        self._of: dict[str, list[Copy]] = {}
        for one in copies:
            self._of.setdefault(one.document, []).append(one)

    def originals(self, card: ClaimCard) -> set[str]:
        """The documents from which the words of a claim were taken, as far as anybody can tell."""
        found = {card.copy_of} if card.copy_of and card.copy_of != card.document else set()
        for one in self._of.get(card.document, ()):
            if any(own.overlaps(card.claim.evidence) for _, own in one.passages):
                found.add(one.original)
        return found


def _row(weighed: WeighedAccount, heads: Mapping[str, DocumentHead], copied: _Copied) -> AccountRow:
    claims = weighed.claims
    places = (one.card.place for one in claims.values())
    return AccountRow(
        account=weighed.account,
        representative=weighed.representative,
        place=next((place for place in places if place is not None and place.id == weighed.account.place), None),
        origins=tuple(
            OriginRow(origin, weighed.naming(origin), tuple(_told(origin, claims, heads, copied)))
            for origin in weighed.account.origins
            if any(claim in claims for claim in origin.claims)
        ),
        conflicts=tuple(_against(weighed, weighed.account.conflicts)),
        figures=tuple(figure_groups(claims.values())),
        outlets=len({one.card.outlet for one in claims.values()}),
    )


def conflict_rows(ledger: Ledger, conflicts: Sequence[Conflict]) -> list[ConflictRow]:
    """Contradictions of a ledger in the order given, both sides weighed; one whose claims are gone is left out."""
    weighed = weigh_accounts(ledger, ledger.accounts_of(one.left for one in conflicts))
    of_claim = {claim: one for one in weighed for claim in one.claims}
    return [row for one in conflicts if one.left in of_claim for row in _against(of_claim[one.left], [one])]


def _against(weighed: WeighedAccount, conflicts: Iterable[Conflict]) -> Iterator[ConflictRow]:
    for one in conflicts:
        left, right = weighed.claims.get(one.left), weighed.claims.get(one.right)
        if left is not None and right is not None:
            yield ConflictRow(one, weighed.account, left, right)


def _told(
    origin: OriginGroup, claims: Mapping[str, WeighedClaim], heads: Mapping[str, DocumentHead], copied: _Copied
) -> Iterator[ToldRow]:
    """What an origin tells; a claim that was copied stands under the claim of its original, where that is here too."""
    own = sorted((claims[one] for one in origin.claims if one in claims), key=_by_time)
    by_document = {one.card.document: one for one in reversed(own)}
    copies: dict[str, list[DocumentHead]] = {}
    shown = []
    for one in own:
        original = next((by_document[key] for key in sorted(copied.originals(one.card)) if key in by_document), None)
        if original is None or copied.originals(original.card) & by_document.keys():
            shown.append(one)
        elif one.card.document in heads:
            copies.setdefault(original.card.id, []).append(heads[one.card.document])
    for one in shown:
        repeating = {head.id: head for head in copies.get(one.card.id, ())}
        yield ToldRow(one, heads.get(one.card.document), tuple(repeating.values()))


def _by_time(one: WeighedClaim) -> tuple[str, str]:
    return one.card.published or "", one.card.id


def figure_groups(claims: Iterable[WeighedClaim]) -> Iterator[FigureGroup]:
    """The figures of claims, those that count the same together; groups with most figures first."""
    by_count: dict[tuple[str, str], list[tuple[WeighedClaim, Figure]]] = {}
    for one in sorted(claims, key=_by_time):
        figure = figure_of(one.card)
        if figure is not None:
            by_count.setdefault((figure.harm, figure.unit), []).append((one, figure))
    for (harm, unit), told in sorted(by_count.items(), key=lambda group: -len(group[1])):
        largest = max(max(figure.low, figure.high if figure.high < OPEN_END else 0) for _, figure in told) or 1.0
        yield FigureGroup(harm, unit, largest, tuple(_figure_row(one, figure, largest) for one, figure in told))


def _figure_row(one: WeighedClaim, figure: Figure, largest: float) -> FigureRow:
    is_open = figure.high >= OPEN_END
    start = figure.low / largest * BAR
    end = BAR if is_open else figure.high / largest * BAR
    quantity = one.card.claim.quantity
    is_point = not is_open and end - start < _POINT and (quantity is None or quantity.basis is Basis.EXACT)
    return FigureRow(
        told=one,
        start=round(start, 1),
        end=round(end, 1),
        is_open=is_open,
        is_point=is_point,
        is_part=figure.is_part,
        is_denied=one.card.claim.status is Status.DENIED,
    )
