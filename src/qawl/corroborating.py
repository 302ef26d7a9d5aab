"""From the records of a ledger to what follows from them: copies, accounts and conflicts, document by document.

A document is *pending* until something was derived from its current reading. Deriving one finds the texts that share
passages with it and the claims that stand under the same keys, compares those, and clusters anew the components
that were touched, nothing else: the cost of a document does not grow with the ledger. Everything of a batch happens
in one transaction under the ledger's write lock, and each step is a function of what stands in the tables, not of the
order in which it came there: documents added in any order, read again, reviewed or removed in between give the rows
of a run from nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import sleep

from qawl.corroborate.blocking import blocking_keys
from qawl.corroborate.cards import cards_of
from qawl.corroborate.clusters import cluster_component
from qawl.corroborate.context import World, make_world
from qawl.corroborate.copies import CopyWords, TextCard, compare_texts, decided_copy, load_copy_words
from qawl.corroborate.decisions import joined_pair
from qawl.corroborate.facts import facts_of
from qawl.corroborate.families import order_copies
from qawl.corroborate.pairs import judge
from qawl.corroborate.quotations import quotations_of
from qawl.corroborate.quotes import quote_keys
from qawl.corroborate.shingles import band_keys, passage_keys, signature
from qawl.deciding import decided_claims, decided_copies, decisions_of
from qawl.lexicon.gazetteer import load_gazetteer
from qawl.lexicon.known import load_known
from qawl.lexicon.load import DATA, open_data
from qawl.model.account import ClaimCard, Copy, Pair, Verdict
from qawl.model.document import DatePrecision, Document
from qawl.model.reading import Reading
from qawl.model.review import Decision
from qawl.review.applying import apply_reviews
from qawl.settings import CorroborateSettings, load_settings
from qawl.store.corroboration import PART, DerivedRows
from qawl.store.ledger import Ledger

RULES = "2"
"""Version of the rules of corroboration; another one makes everything derived anew."""

_BATCH = 20
_GIVE_WAY = 0.01  # seconds between two batches, for whoever else waits to write
_LARGE_BLOCK = 500  # claims under one key; beyond it only those of one day are compared
_LATEST = datetime.max.replace(tzinfo=UTC)
_KEPT = frozenset({Verdict.SAME, Verdict.CONFLICTS})


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What corroborating knows of the world and of words, loaded once."""

    world: World
    words: CopyWords


def load_knowledge(settings: CorroborateSettings | None = None) -> Knowledge:
    """Knowledge from the data files; the settings are those of the process unless given.

    Raises:
        DataFileError: a data file is wrong; the message names file and entry.
    """
    data = open_data(DATA)
    gazetteer = load_gazetteer(data)
    return Knowledge(
        make_world(load_known(data), gazetteer),
        load_copy_words(data, gazetteer, settings or load_settings().corroborate),
    )


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
            if not gone and not batch:
                return report
            total = total or rows.count_pending()
            knowledge = knowledge or load_knowledge()
            _Step(rows, knowledge, report).take(gone, batch)
        report.documents += len(batch)
        if progress is not None:
            progress(report.documents, max(total, report.documents))
        sleep(_GIVE_WAY)


class _Step:
    """One batch, inside one transaction."""

    def __init__(self, rows: DerivedRows, knowledge: Knowledge, report: CorroborationReport) -> None:
        self._rows, self._report = rows, report
        self._world, self._words = knowledge.world, knowledge.words

    def take(self, gone: Sequence[str], batch: Sequence[str]) -> None:
        """Forget what ``gone`` documents gave, derive ``batch``, and settle what both touch."""
        relatives = {end for copy in self._rows.copies_of([*gone, *batch]) for end in (copy.document, copy.original)}
        touched = self._rows.forget([*gone, *batch])
        readings = self._readings(batch)
        decided = decided_copies(self._rows, readings)
        for document_id, (_, reading) in readings.items():
            self._find_copies(text_card(reading.document), document_id, decided)
        changed = self._settle_families([*batch, *sorted(relatives - set(gone))])
        self._find_quotations(readings)
        cards = self._make_cards(readings)
        cards += self._change_cards(changed - set(readings))
        self._rows.put_decided_pairs(decided_claims(self._rows, {key: found for key, (_, found) in readings.items()}))
        self._compare(cards)
        self._cluster({card.id for card in cards} | touched)
        for document_id, (reading_id, _) in readings.items():
            self._rows.mark_done(document_id, reading_id)

    def _readings(self, batch: Sequence[str]) -> dict[str, tuple[str, Reading]]:
        """Current readings with their ids, as people have decided."""
        found: dict[str, tuple[str, Reading]] = {}
        for document_id in batch:
            current = self._rows.reading(document_id)
            if current is not None:
                reading_id, reading = current
                found[document_id] = reading_id, apply_reviews(reading, self._rows.reviews(reading.document))
        return found

    # --- copies ------------------------------------------------------------------------------------

    def _find_copies(self, text: TextCard, document_id: str, decided: Mapping[tuple[str, str], Decision]) -> None:
        keys = {*band_keys(signature(text.text)), *passage_keys(text.text)}
        copies = []
        sharing = self._rows.texts_sharing(document_id, keys)
        least = self._words.limits.copy_keys  # of the two alone, so that no order of adding changes what is compared
        said = {other: decision for pair, decision in decided.items() if document_id in pair for other in pair}
        wanted = {one for one, count in sharing.items() if count >= least} | set(said) - {document_id}
        for other in self._rows.documents(wanted):
            if said.get(other.id) is Decision.REJECT:
                continue
            self._report.texts_compared += 1
            first, second = _in_order(text, text_card(other))
            copy = compare_texts(first, second, words=self._words)
            if copy is None and other.id in said:
                copy = decided_copy(first, second, words=self._words)
            if copy is not None:
                copies.append(copy)
        self._rows.put_text_keys(document_id, keys)
        self._rows.put_copies(copies)

    def _settle_families(self, documents: Iterable[str]) -> set[str]:
        """Choose the originals of all families that were touched; the documents whose original is another now."""
        members, copies = self._family(documents)
        texts = [text_card(document) for document in self._rows.documents(sorted(members))]
        before = self._rows.originals(members)
        families = order_copies(texts, copies, credits=self._words.credits)
        after = {copy: (family.original, family.reason) for family in families for copy in family.copies}
        for family in families:
            for holder in family.holders:
                after.setdefault(holder, (family.original, PART))
        for pair, decision in decided_copies(self._rows, members).items() if copies else ():
            for copy, original in (pair, pair[::-1]):
                if decision is Decision.REJECT and after.get(copy, ("", ""))[0] == original:
                    del after[copy]
        self._rows.put_originals(after, among=members)
        now = self._rows.originals(members)
        return {one for one in members if before.get(one) != now.get(one)}

    def _family(self, documents: Iterable[str]) -> tuple[set[str], list[Copy]]:
        """All documents that copies tie to these, and those copies."""
        members = set(documents)
        frontier, found = members, dict[tuple[str, str], Copy]()
        while frontier:
            copies = self._rows.copies_of(frontier)
            found |= {(copy.document, copy.original): copy for copy in copies}
            frontier = {end for copy in copies for end in (copy.document, copy.original)} - members
            members |= frontier
        return members, [found[key] for key in sorted(found)]

    def _find_quotations(self, readings: dict[str, tuple[str, Reading]]) -> None:
        """What is quoted in each document: its forms elsewhere are looked for by whoever asks."""
        found = {key: quotations_of(reading, self._world) for key, (_, reading) in readings.items()}
        keys = {one.id: quote_keys(one.words) for quotations in found.values() for one in quotations}
        self._rows.put_quotations(found, keys)

    # --- claims ------------------------------------------------------------------------------------

    def _make_cards(self, readings: dict[str, tuple[str, Reading]]) -> list[ClaimCard]:
        originals = self._rows.originals(readings)
        cards = [
            card
            for document_id, (_, reading) in readings.items()
            for card in cards_of(reading, self._world, copy_of=originals.get(document_id, document_id))
        ]
        self._put(cards)
        return cards

    def _change_cards(self, documents: Iterable[str]) -> list[ClaimCard]:
        """The cards of documents that are copies of another document now."""
        found = self._rows.cards_of_documents(documents)
        originals = self._rows.originals({card.document for card in found})
        cards = [replace(card, copy_of=originals.get(card.document, card.document)) for card in found]
        self._put(cards)
        return cards

    def _put(self, cards: Sequence[ClaimCard]) -> None:
        keys = {card.id: blocking_keys(card) for card in cards}
        self._rows.put_cards(cards, keys, days={card.id: day_of(card) for card in cards})

    def _compare(self, cards: Sequence[ClaimCard]) -> None:
        """Each card with those under its keys; a pair of two new cards is compared once."""
        keys = {card.id: blocking_keys(card) for card in cards}
        under = self._rows.claims_under({key for own in keys.values() for key in own})
        known = {card.id: card for card in cards}
        wanted = {claim for card in cards for claim in _near(card, keys[card.id], under)}
        known |= self._rows.cards(wanted - set(known))
        facts = {claim: facts_of(card) for claim, card in known.items()}
        pairs: dict[tuple[str, str], Pair] = {}
        for card in cards:
            for other in _near(card, keys[card.id], under):
                left, right = sorted((card.id, other))
                if (left, right) not in pairs:
                    self._report.claims_compared += 1
                    pairs[left, right] = judge(facts[left], facts[right])
        decisions = decisions_of(self._rows.decided_pairs(card.id for card in cards))
        pairs |= {pair: joined_pair(*pair) for pair in decisions.joined}
        self._rows.put_pairs(
            pair for key, pair in pairs.items() if pair.verdict in _KEPT and key not in decisions.parted
        )

    def _cluster(self, claims: Iterable[str]) -> None:
        """The accounts of every component that was touched."""
        components = self._rows.component_of(claims)
        joined = [component for component in components if len(component) > 1]
        cards = self._rows.cards(claim for component in joined for claim in component)
        decisions = decisions_of(self._rows.decided_pairs(cards))
        accounts = [
            account
            for component in joined
            for account in cluster_component([cards[claim] for claim in sorted(component)], decisions)
        ]
        self._rows.replace_accounts({claim for component in components for claim in component}, accounts)
        self._report.accounts += len(accounts)


def _in_order(one: TextCard, other: TextCard) -> tuple[TextCard, TextCard]:
    """The earlier text first, so that comparing the two does not hang on which was added first."""
    first, second = sorted((one, other), key=lambda card: (card.published or _LATEST, card.document))
    return first, second


def _near(card: ClaimCard, keys: Iterable[str], under: Mapping[str, Mapping[str, str]]) -> set[str]:
    """The claims under a card's keys; of a large block those of its own day."""
    found: set[str] = set()
    for key in keys:
        block = under.get(key, {})
        if len(block) > _LARGE_BLOCK:
            found |= {claim for claim, day in block.items() if day == day_of(card)}
        else:
            found |= set(block)
    return found - {card.id}


def day_of(card: ClaimCard) -> str:
    """The day by which large blocks are split: the claim's own first, else that of publication."""
    return card.first or card.published or ""


def text_card(document: Document) -> TextCard:
    """What comparing texts needs of a document."""
    published = document.published_at
    return TextCard(
        document=document.id,
        article=document.article_key,
        outlet=document.outlet.id,
        published=published.value if published is not None else None,
        precision=published.precision if published is not None else DatePrecision.DAY,
        text=document.text,
        outlet_name=document.outlet.name,
        byline=document.byline,
    )
