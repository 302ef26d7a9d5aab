"""Reading and writing what is derived: keys, copies, cards, pairs and accounts, inside one transaction.

``DerivedRows`` is what the engine of ``qawl.corroborating`` sees of a ledger. Whoever holds one holds the ledger's
write lock, so that two processes that corroborate at once do it one after the other, each on the other's outcome.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, bindparam, delete, exists, func, insert, select, update

from qawl.model.account import Account, ClaimCard, Copy, Pair, Quotation
from qawl.model.codec import decode, encode
from qawl.model.document import Document
from qawl.model.ids import hash_id
from qawl.model.reading import Reading
from qawl.model.review import Review
from qawl.store import derived as d
from qawl.store import load
from qawl.store import tables as t
from qawl.store.about import read_about, write_about
from qawl.store.components import Components
from qawl.store.keys import Keys
from qawl.store.paging import latest_first
from qawl.store.queue_rows import QueueRows
from qawl.store.reviews import find_pair_reviews, find_reviews
from qawl.store.unsettling import lose_keys, tied_to
from qawl.store.writes import upsert

RULES = "corroboration"
PART = "copy.part"
"""The rule of an article that holds a passage of another: it is no copy, and its claims are its own."""
_IS_DERIVED = t.document.c.derived_from.is_not(None)
_CHUNK = 400
_NONE_STAND: Mapping[str, Account] = {}


class DerivedRows:
    """The derived tables of one ledger, within a transaction that the caller holds open."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._cards: dict[str, ClaimCard] = {}  # those read or put in this transaction
        self.text_keys = Keys(connection, "text")
        self.claim_keys = Keys(connection, "claim")
        self.queue = QueueRows(connection)

    # --- what is to be done ------------------------------------------------------------------------

    def start(self, version: str) -> None:
        """Forget everything that another version of the rules derived."""
        if read_about(self._connection, RULES) == version:
            return
        for table in d.derived_tables:
            self._connection.execute(delete(table))
        self._connection.execute(update(t.document).where(_IS_DERIVED).values(derived_from=None, is_due=True))
        write_about(self._connection, RULES, version)

    def outdated(self) -> list[str]:
        """Documents that something was derived from, and that are current no more."""
        query = select(t.document.c.id).where(~t.document.c.is_current, _IS_DERIVED)
        return list(self._scalars(query.order_by(t.document.c.id)))

    def pending(self, limit: int) -> list[str]:
        """Current documents that are to be derived from, the oldest first: neighbours in time are compared."""
        in_order = self._pending(t.document.c.id).order_by(t.document.c.published_day, t.document.c.id)
        return list(self._scalars(in_order.limit(limit)))

    def is_unsettled(self) -> bool:
        """True where keys have lost what made them crowded, and nothing has been caught up on since."""
        return self.text_keys.is_stale() or self.claim_keys.is_stale()

    def count_pending(self) -> int:
        """How many documents are to be done."""
        return int(self._connection.execute(self._pending(func.count())).scalar_one())

    def _pending(self, wanted: Any) -> Select[Any]:
        is_read = exists().where(t.reading.c.document_id == t.document.c.id, t.reading.c.is_current)
        return select(wanted).select_from(t.document).where(t.document.c.is_current, t.document.c.is_due, is_read)

    def reading(self, document_id: str) -> tuple[str, Reading] | None:
        """A document's current reading with its id."""
        query = (
            select(t.document, t.article.c.key, t.article.c.address, t.snapshot.c.sha256, t.reading.c.id.label("read"))
            .join(t.article, t.article.c.id == t.document.c.article_id)
            .join(t.snapshot, t.snapshot.c.id == t.document.c.snapshot_id)
            .join(t.reading, t.reading.c.document_id == t.document.c.id)
            .where(t.document.c.id == document_id, t.reading.c.is_current)
        )
        row = self._connection.execute(query).first()
        if row is None:
            return None
        document = load.load_document(row, article_key=row.key, snapshot_sha256=row.sha256)
        found = load.load_reading(self._connection, document)
        return None if found is None else (row.read, found)

    def readings(self, document_ids: Iterable[str]) -> dict[str, tuple[str, Reading]]:
        """The current readings of documents with their ids: statements and claims, which is what is derived from."""
        return {
            document_id: found
            for ids in _chunks(sorted(set(document_ids)))
            for document_id, found in load.load_claim_readings(self._connection, ids).items()
        }

    def has_reviews(self) -> bool:
        """True where anybody has decided anything in this ledger."""
        return self._connection.execute(select(t.review.c.id).limit(1)).first() is not None

    def reviews(self, document: Document) -> list[Review]:
        """People's decisions on a document and on other versions of its article."""
        article = hash_id("a", document.article_key)
        return find_reviews(self._connection, document_id=document.id, article_id=article)

    def pair_reviews(self, document_ids: Iterable[str]) -> list[Review]:
        """People's decisions on what joins a record of these documents, in any version, with another."""
        return find_pair_reviews(self._connection, document_ids)

    def present_version(self, document_id: str) -> str | None:
        """The present version of a document's article; None when the document is gone."""
        article = select(t.document.c.article_id).where(t.document.c.id == document_id).scalar_subquery()
        query = select(t.document.c.id).where(t.document.c.article_id == article, t.document.c.is_current)
        return self._connection.execute(query.order_by(t.document.c.id)).scalars().first()

    def documents(self, document_ids: Iterable[str]) -> list[Document]:
        """Documents with their texts, in order of id."""
        found = []
        for ids in _chunks(sorted(set(document_ids))):
            query = (
                select(t.document, t.article.c.key, t.article.c.address, t.snapshot.c.sha256)
                .join(t.article, t.article.c.id == t.document.c.article_id)
                .join(t.snapshot, t.snapshot.c.id == t.document.c.snapshot_id)
                .where(t.document.c.id.in_(ids))
                .order_by(t.document.c.id)
            )
            for row in self._connection.execute(query):
                found.append(load.load_document(row, article_key=row.key, snapshot_sha256=row.sha256))
        return found

    def outlets(self, document_ids: Iterable[str]) -> dict[str, str]:
        """The ids of the outlets of documents."""
        return {
            row.id: row.outlet_id
            for ids in _chunks(sorted(set(document_ids)))
            for row in self._connection.execute(
                select(t.document.c.id, t.document.c.outlet_id).where(t.document.c.id.in_(ids))
            )
        }

    def mark_done(self, readings: Mapping[str, str]) -> None:
        """Note which reading of each document all this was derived from."""
        if readings:
            done = (
                update(t.document)
                .where(t.document.c.id == bindparam("done"))
                .values(derived_from=bindparam("made_from"), is_due=False)
            )
            rows = [{"done": document, "made_from": reading} for document, reading in sorted(readings.items())]
            self._connection.execute(done, rows)

    def forget(self, document_ids: Sequence[str]) -> set[str]:
        """Remove what was derived from documents; the claims of others that pairs tied to theirs."""
        neighbours: set[str] = set()
        for ids in _chunks(document_ids):
            cards = set(self._scalars(select(d.card.c.claim_id).where(d.card.c.document_id.in_(ids))))
            self.queue.forget(ids)
            lose_keys(self._connection, documents=ids, claims=cards)
            for claim in cards:
                self._cards.pop(claim, None)
            neighbours |= tied_to(self._connection, cards)
            self._remove_accounts(self._accounts_of(cards))
            for table, column in (
                (d.card, d.card.c.document_id),
                (d.text_key, d.text_key.c.document_id),
                (d.quotation, d.quotation.c.document_id),
                (d.original, d.original.c.document_id),
                (d.copy, d.copy.c.left_id),
                (d.copy, d.copy.c.right_id),
            ):
                self._connection.execute(delete(table).where(column.in_(ids)))
            forgotten = update(t.document).where(t.document.c.id.in_(ids), _IS_DERIVED)
            self._connection.execute(forgotten.values(derived_from=None, is_due=True))
        return neighbours

    # --- copies ------------------------------------------------------------------------------------

    def put_copies(self, copies: Iterable[Copy]) -> None:
        """Keep what documents share."""
        rows = []
        for one in copies:
            left, right = sorted((one.document, one.original))
            rows.append({"left_id": left, "right_id": right, "value": encode(one)})
        upsert(self._connection, d.copy, rows)

    def remove_copies(self, copies: Iterable[Copy]) -> None:
        """Documents that are not compared any more."""
        for copy in copies:
            left, right = sorted((copy.document, copy.original))
            self._connection.execute(delete(d.copy).where(d.copy.c.left_id == left, d.copy.c.right_id == right))

    def copies_of(self, document_ids: Iterable[str]) -> list[Copy]:
        """What these documents share with others."""
        return find_shared(self._connection, document_ids)

    def originals(self, document_ids: Iterable[str]) -> dict[str, str]:
        """The documents that these copy as a whole; originals, and what only holds a passage, are left out."""
        return find_originals(self._connection, document_ids)

    def put_originals(self, originals: Mapping[str, tuple[str, str]], *, among: Iterable[str]) -> None:
        """Which of the documents ``among`` are copies of which, by which rule; the others are originals."""
        for ids in _chunks(sorted(set(among))):
            self._connection.execute(delete(d.original).where(d.original.c.document_id.in_(ids)))
        rows = [
            {"document_id": document, "original_id": original, "rule": rule}
            for document, (original, rule) in sorted(originals.items())
        ]
        self._insert(d.original, rows)

    def put_quotations(self, quotations: Mapping[str, Sequence[Quotation]], keys: Mapping[str, Iterable[str]]) -> None:
        """Keep what documents quote, with the keys under which the forms of one quotation meet."""
        told = [one for found in quotations.values() for one in found]
        self._insert(d.quotation, [{"id": one.id, "document_id": one.document, "value": encode(one)} for one in told])
        rows = [{"quotation_id": one.id, "key": key} for one in told for key in sorted(set(keys[one.id]))]
        self._insert(d.quotation_key, rows)

    # --- cards, pairs, accounts --------------------------------------------------------------------

    def put_cards(self, cards: Sequence[ClaimCard]) -> None:
        """Keep cards; those of the same claims are replaced."""
        rows = [
            {
                "claim_id": card.id,
                "document_id": card.document,
                "type": card.claim.type.value,
                "place_id": card.place.id if card.place is not None else None,
                "day": card.day,
                "value": json.dumps(encode(card), ensure_ascii=False, separators=(",", ":")),
            }
            for card in cards
        ]
        upsert(self._connection, d.card, rows, changing=True)
        self._cards |= {card.id: card for card in cards}

    def cards(self, claim_ids: Iterable[str]) -> dict[str, ClaimCard]:
        """Cards by claim; what one batch compares it clusters too, so that each is read once."""
        wanted = set(claim_ids)
        self._cards |= find_cards(self._connection, wanted - self._cards.keys())
        return {claim: self._cards[claim] for claim in sorted(wanted) if claim in self._cards}

    def cards_of_documents(self, document_ids: Iterable[str]) -> list[ClaimCard]:
        """All cards of some documents, in order of id."""
        return [
            _card(row.value)
            for ids in _chunks(sorted(set(document_ids)))
            for row in self._connection.execute(
                select(d.card).where(d.card.c.document_id.in_(ids)).order_by(d.card.c.claim_id)
            )
        ]

    def put_pairs(self, pairs: Iterable[Pair]) -> None:
        """Keep pairs that tie claims together, or set them against each other."""
        rows = [
            {"left_id": pair.left, "right_id": pair.right, "verdict": pair.verdict.value, "value": encode(pair)}
            for pair in pairs
        ]
        upsert(self._connection, d.pair, rows, changing=True)

    def put_decided_pairs(self, decided: Iterable[tuple[str, str, str, str]]) -> None:
        """Keep what people decided on two claims (the lesser id first, kind, decision), of those that have cards."""
        wanted = list(decided)
        present = self._carded({claim for left, right, _, _ in wanted for claim in (left, right)})
        rows = [
            {"left_id": left, "right_id": right, "kind": kind, "decision": decision}
            for left, right, kind, decision in wanted
            if {left, right} <= present
        ]
        upsert(self._connection, d.decided_pair, rows, changing=True)

    def decided_pairs(self, claim_ids: Iterable[str]) -> list[tuple[str, str, str, str]]:
        """What people decided on pairs with one of these claims, in order."""
        if self._connection.execute(select(d.decided_pair.c.left_id).limit(1)).first() is None:
            return []
        found = set()
        for ids in _chunks(sorted(set(claim_ids))):
            for column in (d.decided_pair.c.left_id, d.decided_pair.c.right_id):
                rows = self._connection.execute(select(d.decided_pair).where(column.in_(ids)))
                found |= {(row.left_id, row.right_id, row.kind, row.decision) for row in rows}
        return sorted(found)

    def _carded(self, claim_ids: Iterable[str]) -> set[str]:
        return {
            claim
            for ids in _chunks(sorted(set(claim_ids)))
            for claim in self._scalars(select(d.card.c.claim_id).where(d.card.c.claim_id.in_(ids)))
        }

    def pairs_among(self, claim_ids: Iterable[str]) -> list[tuple[str, str]]:
        """The kept pairs of which both claims are among these."""
        wanted = set(claim_ids)
        return [
            (row.left_id, row.right_id)
            for ids in _chunks(sorted(wanted))
            for row in self._connection.execute(
                select(d.pair.c.left_id, d.pair.c.right_id).where(d.pair.c.left_id.in_(ids))
            )
            if row.right_id in wanted
        ]

    def ties_among(self, claim_ids: Iterable[str]) -> list[Pair]:
        """The same, with what each was judged to be."""
        wanted = set(claim_ids)
        return [
            decode(Pair, value)
            for ids in _chunks(sorted(wanted))
            for right, value in self._connection.execute(
                select(d.pair.c.right_id, d.pair.c.value).where(d.pair.c.left_id.in_(ids))
            ).all()
            if right in wanted
        ]

    def remove_pairs(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Claims that are not compared any more."""
        for left, right in pairs:
            self._connection.execute(delete(d.pair).where(d.pair.c.left_id == left, d.pair.c.right_id == right))

    def components_of(self, claim_ids: Iterable[str], *, lost: Set[str], limit: int) -> list[set[str]]:
        """The sets of claims to cluster anew for claims that changed; larger ones than ``limit`` are split by day.

        ``lost`` are those of them that may have lost a pair.
        """
        return Components(self._connection, limit=limit).of(claim_ids, lost=lost)

    def accounts_of(self, claim_ids: Iterable[str]) -> dict[str, Account]:
        """The accounts in which these claims stand, by id."""
        return {account.id: account for account in find_accounts_of(self._connection, claim_ids)}

    def replace_accounts(
        self, claim_ids: Iterable[str], accounts: Iterable[Account], *, standing: Mapping[str, Account] = _NONE_STAND
    ) -> None:
        """Put accounts in the place of all in which these claims stood; what stands as it is (by id) is left alone."""
        now = {account.id: account for account in accounts}
        kept = {key for key, account in standing.items() if now.get(key) is account}
        self._remove_accounts(self._accounts_of(claim_ids) - kept)
        rows, members = [], []
        for account in (account for key, account in now.items() if key not in kept):
            rows.append(
                {
                    "id": account.id,
                    "type": account.type,
                    "place_id": account.place,
                    "first_day": account.first,
                    "origins": len(account.origins),
                    "conflicts": len(account.conflicts),
                    "value": encode(account),
                }
            )
            members += [{"account_id": account.id, "claim_id": claim} for claim in account.claims]
        self._insert(d.account, rows)
        self._insert(d.account_claim, members)

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """All derived rows, sorted: for comparing two ways that led to them."""
        questions = {table.name: select(table) for table in d.derived_tables}
        questions["document"] = select(t.document.c.id, t.document.c.derived_from, t.document.c.is_due).where(
            _IS_DERIVED
        )
        return {
            name: sorted(tuple(map(str, row)) for row in self._connection.execute(question))
            for name, question in questions.items()
        }

    # --- small parts -------------------------------------------------------------------------------

    def _accounts_of(self, claim_ids: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for ids in _chunks(sorted(set(claim_ids))):
            found |= set(self._scalars(select(d.account_claim.c.account_id).where(d.account_claim.c.claim_id.in_(ids))))
        return found

    def _remove_accounts(self, account_ids: Iterable[str]) -> None:
        for ids in _chunks(sorted(set(account_ids))):
            self._connection.execute(delete(d.account).where(d.account.c.id.in_(ids)))

    def _insert(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            self._connection.execute(insert(table), list(rows))

    def _scalars(self, query: Any) -> Iterator[str]:
        return iter(self._connection.execute(query).scalars())


def find_cards(connection: Connection, claim_ids: Iterable[str]) -> dict[str, ClaimCard]:
    """Cards by claim."""
    return {
        claim: _card(value)
        for ids in _chunks(sorted(set(claim_ids)))
        for claim, value in connection.execute(
            select(d.card.c.claim_id, d.card.c.value).where(d.card.c.claim_id.in_(ids))
        ).all()
    }


def find_cards_at(connection: Connection, place_ids: Iterable[str], types: Iterable[str]) -> list[ClaimCard]:
    """The cards of claims of some types whose place is one of these, in order of id."""
    wanted = sorted(set(types))
    return [
        _card(row.value)
        for ids in _chunks(sorted(set(place_ids)))
        for row in connection.execute(
            select(d.card).where(d.card.c.place_id.in_(ids), d.card.c.type.in_(wanted)).order_by(d.card.c.claim_id)
        )
    ]


def select_copies() -> Select[Any]:
    """Copies with their originals; filters and order are up to the caller."""
    return select(d.original.c.document_id, d.original.c.original_id, d.original.c.rule, d.copy.c.value).join(
        d.copy,
        ((d.copy.c.left_id == d.original.c.document_id) & (d.copy.c.right_id == d.original.c.original_id))
        | ((d.copy.c.right_id == d.original.c.document_id) & (d.copy.c.left_id == d.original.c.original_id)),
    )


def find_copies(
    connection: Connection, *, limit: int | None = None, document_id: str = "", originals: Sequence[str] | None = None
) -> list[tuple[str, str, str, Copy]]:
    """Copies with their originals, the rule that chose those, and what the two share; in order of the original.

    With ``document_id`` those in the family of one document, with ``originals`` those of these.
    """
    query = select_copies().order_by(d.original.c.original_id, d.original.c.document_id).limit(limit)
    if document_id:
        own = select(d.original.c.original_id).where(d.original.c.document_id == document_id).scalar_subquery()
        query = query.where(d.original.c.original_id.in_([document_id, own]))
    if originals is not None:
        query = query.where(d.original.c.original_id.in_(originals))
    return [(row.document_id, row.original_id, row.rule, decode(Copy, row.value)) for row in connection.execute(query)]


def find_shared(connection: Connection, document_ids: Iterable[str]) -> list[Copy]:
    """What these documents share with others."""
    found: dict[tuple[str, str], Copy] = {}
    for ids in _chunks(sorted(set(document_ids))):
        for column in (d.copy.c.left_id, d.copy.c.right_id):
            for row in connection.execute(select(d.copy).where(column.in_(ids))):
                found[row.left_id, row.right_id] = decode(Copy, row.value)
    return [found[key] for key in sorted(found)]


def find_originals(connection: Connection, document_ids: Iterable[str]) -> dict[str, str]:
    """The documents that these copy as a whole; originals, and what only holds a passage, are left out."""
    return {
        row.document_id: row.original_id
        for ids in _chunks(sorted(set(document_ids)))
        for row in connection.execute(
            select(d.original).where(d.original.c.document_id.in_(ids), d.original.c.rule != PART)
        )
    }


def find_accounts(
    connection: Connection, *, place: str = "", kind: str = "", least_origins: int = 1, conflicting: bool = False,
    limit: int | None = None,
) -> list[Account]:  # fmt: skip
    """Accounts that fit, the latest first; those with most origins first within a day."""
    query = select(d.account).where(d.account.c.origins >= least_origins)
    if place:
        query = query.where(d.account.c.place_id == place)
    if kind:
        query = query.where(d.account.c.type == kind)
    if conflicting:
        query = query.where(d.account.c.conflicts > 0)
    query = query.order_by(latest_first(d.account.c.first_day), d.account.c.origins.desc(), d.account.c.id).limit(limit)
    return [account_of(row) for row in connection.execute(query)]


def find_account(connection: Connection, account_id: str) -> Account | None:
    """The account with this id."""
    row = connection.execute(select(d.account).where(d.account.c.id == account_id)).first()
    return None if row is None else account_of(row)


def find_accounts_of(connection: Connection, claim_ids: Iterable[str]) -> list[Account]:
    """The accounts in which claims stand, in order of id."""
    found: dict[str, Account] = {}
    for ids in _chunks(sorted(set(claim_ids))):
        members = select(d.account_claim.c.account_id).where(d.account_claim.c.claim_id.in_(ids))
        for row in connection.execute(select(d.account).where(d.account.c.id.in_(members))):
            found[row.id] = account_of(row)
    return [found[key] for key in sorted(found)]


@lru_cache(maxsize=20_000)
def _card(value: str) -> ClaimCard:
    """A card from its JSON: what one batch compares it clusters too, and the next batch is often of the same days."""
    return decode(ClaimCard, json.loads(value))


def account_of(row: Row[Any]) -> Account:
    return decode(Account, row.value)


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]
