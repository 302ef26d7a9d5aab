"""From the records of a ledger to what follows from them: copies, accounts and conflicts, document by document.

A document is *pending* until something was derived from its current reading. Deriving one finds the texts that share
passages with it and the claims that stand under the same keys, compares those, and clusters anew the components
that were touched, nothing else: the cost of a document does not grow with the ledger. Everything of a batch happens
in one transaction under the ledger's write lock, and each step is a function of what stands in the tables, not of the
order in which it came there: documents added in any order, read again, reviewed or removed in between give the rows
of a run from nothing.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, replace
from time import sleep

from qawl.collecting import without_collection
from qawl.corroborate.cards import cards_of
from qawl.corroborate.clusters import cluster_component
from qawl.corroborate.context import World, make_world
from qawl.corroborate.copies import CopyWords, load_copy_words
from qawl.corroborate.decisions import Decisions
from qawl.corroborate.quotations import quotations_of
from qawl.corroborate.quotes import quote_keys
from qawl.deciding import decided_claims, decisions_of
from qawl.finding_copies import CopyFinder
from qawl.finding_pairs import PairFinder
from qawl.lexicon.gazetteer import load_gazetteer
from qawl.lexicon.known import load_known
from qawl.lexicon.load import DATA, open_data
from qawl.model.account import Account, ClaimCard, Pair
from qawl.model.reading import Reading
from qawl.review.applying import apply_reviews
from qawl.review.queue import in_account, item_of_copy, items_of_account, items_of_reading
from qawl.settings import CorroborateSettings, ReviewSettings, load_settings
from qawl.store.corroboration import DerivedRows
from qawl.store.ledger import Ledger

RULES = "4"
"""Version of the rules of corroboration; another one makes everything derived anew."""

_BATCH = 100
_GIVE_WAY = 0.01  # seconds between two batches, for whoever else waits to write


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What corroborating knows of the world and of words, loaded once."""

    world: World
    words: CopyWords
    review: ReviewSettings


def load_knowledge(settings: CorroborateSettings | None = None) -> Knowledge:
    """Knowledge from the data files; the settings are those of the process unless given.

    Raises:
        DataFileError: a data file is wrong; the message names file and entry.
    """
    data = open_data(DATA)
    gazetteer = load_gazetteer(data)
    world = make_world(load_known(data), gazetteer)
    known = load_settings()
    words = load_copy_words(data, gazetteer, settings or known.corroborate)
    return Knowledge(world, words, known.review)


@dataclass(slots=True)
class CorroborationReport:
    """How many documents were derived, and how many comparisons that took."""

    documents: int = 0
    texts_compared: int = 0
    claims_compared: int = 0
    accounts: int = 0


def corroborate(
    ledger: Ledger,
    *,
    knowledge: Knowledge | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> CorroborationReport:
    """Derive everything that is pending; ``progress`` is told how many documents are done, of how many."""
    report = CorroborationReport()
    total: int | None = None
    while True:
        with ledger.deriving() as rows:
            rows.start(RULES)
            gone, batch = rows.outdated(), rows.pending(_BATCH)
            if not gone and not batch and not rows.is_unsettled():
                return report
            total = total or rows.count_pending()
            knowledge = knowledge or load_knowledge()
            with without_collection():
                _Step(rows, knowledge, report).take(gone, batch)
        report.documents += len(batch)
        if progress is not None:
            progress(report.documents, max(total, report.documents))
        sleep(_GIVE_WAY)


class _Step:
    """One batch, inside one transaction."""

    def __init__(self, rows: DerivedRows, knowledge: Knowledge, report: CorroborationReport) -> None:
        self._rows, self._world, self._report = rows, knowledge.world, report
        self._limits, self._amounts = knowledge.words.limits, knowledge.review
        self._copies = CopyFinder(rows, knowledge.words)
        self._pairs = PairFinder(rows, self._limits)

    def take(self, gone: Sequence[str], batch: Sequence[str]) -> None:
        """Forget what ``gone`` documents gave, derive ``batch``, and settle what both touch."""
        relatives = {end for copy in self._rows.copies_of([*gone, *batch]) for end in (copy.document, copy.original)}
        touched = self._rows.forget([*gone, *batch])
        readings = self._readings(batch)
        relatives |= self._copies.find(reading.document for _, reading in readings.values())
        changed = self._copies.settle_families({*batch, *relatives} - set(gone))
        self._find_quotations(readings)
        self._queue(readings, changed | relatives)
        cards = self._make_cards(readings)
        touched |= self._change_cards(changed - set(readings))
        if self._rows.has_reviews():
            read = {document_id: reading for document_id, (_, reading) in readings.items()}
            self._rows.put_decided_pairs(decided_claims(self._rows, read))
        touched |= self._pairs.find(cards)
        self._cluster({card.id for card in cards}, touched)
        self._rows.mark_done({document_id: reading_id for document_id, (reading_id, _) in readings.items()})
        self._report.texts_compared += self._copies.compared
        self._report.claims_compared += self._pairs.compared

    def _readings(self, batch: Sequence[str]) -> dict[str, tuple[str, Reading]]:
        """Current readings with their ids, as people have decided."""
        found = self._rows.readings(batch)
        if self._rows.has_reviews():
            for document_id, (reading_id, reading) in found.items():
                reviews = self._rows.reviews(reading.document)
                current = self._rows.reading(document_id) if reviews else None
                if current is not None:
                    found[document_id] = reading_id, apply_reviews(current[1], reviews)
        return found

    def _find_quotations(self, readings: dict[str, tuple[str, Reading]]) -> None:
        """What is quoted in each document: its forms elsewhere are looked for by whoever asks."""
        found = {key: quotations_of(reading, self._world) for key, (_, reading) in readings.items()}
        keys = {one.id: quote_keys(one.words) for quotations in found.values() for one in quotations}
        self._rows.put_quotations(found, keys)

    def _queue(self, readings: dict[str, tuple[str, Reading]], relatives: set[str]) -> None:
        """What there is to look at in each document by itself, and the copies among those that were touched."""
        queue = self._rows.queue
        queue.put(item for _, reading in readings.values() for item in items_of_reading(reading, self._amounts))
        touched = {*readings, *relatives}
        originals = self._rows.originals(touched)
        copies = {
            document: shared
            for shared in self._rows.copies_of(originals)
            for document, other in ((shared.document, shared.original), (shared.original, shared.document))
            if originals.get(document) == other
        }
        outlets = self._rows.outlets(copies)
        items = [item_of_copy(shared, document, outlets[document]) for document, shared in sorted(copies.items())]
        queue.replace_copies(touched, items)

    def _make_cards(self, readings: dict[str, tuple[str, Reading]]) -> list[ClaimCard]:
        originals = self._rows.originals(readings)
        cards = [
            card
            for document_id, (_, reading) in readings.items()
            for card in cards_of(reading, self._world, copy_of=originals.get(document_id, document_id))
        ]
        self._rows.put_cards(cards)
        return cards

    def _change_cards(self, documents: Iterable[str]) -> set[str]:
        """Change the cards of documents that are copies of another document now; whom they tie stays the same."""
        found = self._rows.cards_of_documents(documents)
        originals = self._rows.originals({card.document for card in found})
        self._rows.put_cards([replace(card, copy_of=originals.get(card.document, card.document)) for card in found])
        return {card.id for card in found}

    def _cluster(self, new: Set[str], touched: Set[str]) -> None:
        """The accounts of every component that has new claims, or claims that may have lost or found a pair."""
        changed = new | touched
        components = self._rows.components_of(changed, lost=touched, limit=self._limits.component_claims)
        joined = [component for component in components if len(component) > 1]
        cards = self._rows.cards(claim for component in joined for claim in component)
        decided = self._rows.decided_pairs(cards)
        decisions = decisions_of(decided)
        ties = _by_component(joined, self._rows.ties_among(cards))
        every = {claim for component in components for claim in component}
        before = {} if decisions != Decisions() else self._rows.accounts_of(every)
        standing = {key: account for key, account in before.items() if changed.isdisjoint(account.claims)}
        accounts = [
            account
            for component, tied in zip(joined, ties, strict=True)
            for account in cluster_component(
                [cards[claim] for claim in sorted(component)], decisions, ties=tied, standing=standing
            )
        ]
        self._rows.replace_accounts(every, accounts, standing=standing)
        self._weigh(every, accounts, {(left, right) for left, right, _, _ in decided})
        self._report.accounts += len(accounts)

    def _weigh(self, claims: Set[str], accounts: Sequence[Account], decided: Set[tuple[str, str]]) -> None:
        """What claims weigh in their accounts, and the contradictions in these, for whoever reviews."""
        queue, own = self._rows.queue, self._rows.queue.own(claims)
        account_of = {claim: account for account in accounts for claim in account.claims}
        queue.weigh(in_account(item, account_of.get(claim), self._amounts) for claim, item in sorted(own.items()))
        conflicts = [item for account in accounts for item in items_of_account(account, own, decided, self._amounts)]
        queue.replace_conflicts(claims, conflicts)


def _by_component(components: Sequence[set[str]], pairs: Iterable[Pair]) -> list[list[Pair]]:
    """The pairs of each component; a pair between two parts of a split one is in neither."""
    number = {claim: at for at, component in enumerate(components) for claim in component}
    found: list[list[Pair]] = [[] for _ in components]
    for pair in pairs:
        if number[pair.left] == number[pair.right]:
            found[number[pair.left]].append(pair)
    return found
