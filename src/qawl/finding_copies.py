"""Which texts of a ledger are compared with which, so that copies are found at a cost that does not grow with it.

Texts meet under the keys that they share (``qawl.corroborate.shingles``). A key that very many texts carry is crowded:
a stock phrase of reporters, a line under every page of an outlet. It counts only between texts of about one day, and
then many of them must be shared, so that a text which sixty outlets take over is still found in each of them. Which
texts are compared follows from the texts alone: when a key becomes crowded, what stood on it is taken back, and when
it is no longer so, what it kept apart is caught up on.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import UTC, date, timedelta
from itertools import combinations

from qawl.corroborate.copies import CopyWords, TextCard, compare_texts, decided_copy
from qawl.corroborate.families import order_copies
from qawl.corroborate.shingles import text_keys
from qawl.deciding import decided_copies
from qawl.model.account import Copy
from qawl.model.document import DatePrecision, Document
from qawl.model.review import Decision
from qawl.store.corroboration import PART, DerivedRows

_Two = tuple[str, str]
_Keyed = tuple[str, Set[str]]
"""A text's day and its keys."""


class CopyFinder:
    """Finds and keeps the copies among the texts of one batch and all others, inside one transaction."""

    def __init__(self, rows: DerivedRows, words: CopyWords) -> None:
        self._rows, self._words, self._limits = rows, words, words.limits
        self.compared = 0

    def find(self, documents: Iterable[Document]) -> set[str]:
        """Keep the keys and copies of new texts; the older documents that found or lost a copy besides."""
        texts = {document.id: text_card(document) for document in documents}
        new = {text.document: (day_of_text(text), text_keys(text.text)) for text in texts.values()}
        self._rows.text_keys.put(
            [
                {"key": key, "day": day, "document_id": document}
                for document, (day, keys) in new.items()
                for key in sorted(keys)
            ]
        )
        every = {key for _, keys in new.values() for key in keys}
        grown, thinned = self._rows.text_keys.settle(every, lambda _: self._limits.copy_crowd)
        touched = self._take_back(grown) | self._catch_up(thinned, new.keys())
        crowded = self._rows.text_keys.crowded(every)
        under = self._under_rare(every - crowded)
        pairs = {
            _in_pair(document, other)
            for document, keyed in new.items()
            for other in self._candidates(keyed, crowded, under) - {document}
        }
        decided = decided_copies(self._rows, texts.keys())
        self._compare(pairs | decided.keys(), texts, decided)
        return touched

    def settle_families(self, documents: Iterable[str]) -> set[str]:
        """Choose the originals of all families that were touched; the documents whose original is another now."""
        members, copies = self._family(documents)
        tied = {end for copy in copies for end in (copy.document, copy.original)}
        texts = [text_card(document) for document in self._rows.documents(tied)]
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
        now = {copy: original for copy, (original, rule) in after.items() if rule != PART}
        return {one for one in members if before.get(one) != now.get(one)}

    # --- which texts meet --------------------------------------------------------------------------

    def _under_rare(self, keys: Iterable[str]) -> dict[str, list[_Two]]:
        """The texts under keys that are not crowded, with their days."""
        found: dict[str, list[_Two]] = {}
        for key, day, document in self._rows.text_keys.under(keys):
            found.setdefault(key, []).append((document, day))
        return found

    def _candidates(self, keyed: _Keyed, crowded: Set[str], under: Mapping[str, Sequence[_Two]]) -> set[str]:
        """The texts with which a text of these keys is compared, itself among them."""
        limits, own, days = self._limits, keyed[1] & crowded, _days_about(keyed[0])
        sharing = [text for key in keyed[1] - own for text in under.get(key, ())]
        rare = Counter(document for document, _ in sharing)
        found = {other for other, count in rare.items() if count >= limits.copy_keys}
        if own:
            near = Counter(self._rows.text_keys.sharing(own, days=days))
            near.update(document for document, day in sharing if day in days)
            found |= {other for other, count in near.items() if count >= limits.copy_crowd_keys}
        return found

    def _meet(self, one: _Keyed, other: _Keyed, crowded: Set[str]) -> bool:
        """The same for two texts by themselves."""
        shared = one[1] & other[1]
        if len(shared - crowded) >= self._limits.copy_keys:
            return True
        return other[0] in _days_about(one[0]) and len(shared) >= self._limits.copy_crowd_keys

    def _take_back(self, grown: Iterable[str]) -> set[str]:
        """Forget the copies that only a key which is crowded now brought together; the documents that lost one."""
        touched: set[str] = set()
        keyed, crowded, _ = self._under(grown)
        if not keyed:
            return touched
        lost = []
        decided = decided_copies(self._rows, keyed.keys())
        for copy in self._rows.copies_of(keyed):
            one, other = keyed.get(copy.document), keyed.get(copy.original)
            if one is None or other is None or _in_pair(copy.document, copy.original) in decided:
                continue
            if not self._meet(one, other, crowded):
                lost.append(copy)
                touched.update((copy.document, copy.original))
        self._rows.remove_copies(lost)
        return touched

    def _catch_up(self, thinned: Iterable[str], new: Set[str]) -> set[str]:
        """Compare the texts that a key which is no longer crowded kept apart; the documents that found a copy."""
        keyed, crowded, blocks = self._under(thinned)
        if not keyed:
            return set()
        known = {_in_pair(copy.document, copy.original) for copy in self._rows.copies_of(keyed)}
        pairs = {
            pair
            for block in blocks.values()
            for pair in combinations(sorted(block), 2)
            if pair not in known and new.isdisjoint(pair) and self._meet(keyed[pair[0]], keyed[pair[1]], crowded)
        }
        found = self._compare(pairs, {}, decided_copies(self._rows, keyed.keys()))
        return {end for copy in found for end in (copy.document, copy.original)}

    def _under(self, keys: Iterable[str]) -> tuple[dict[str, tuple[str, set[str]]], set[str], dict[str, set[str]]]:
        """The texts under some keys with all their keys, the crowded ones among those, and who is under which."""
        blocks: dict[str, set[str]] = {}
        for row in self._rows.text_keys.under(keys):
            blocks.setdefault(row.key, set()).add(row.document_id)
        keyed = self._rows.text_keys.keys_of({owner for block in blocks.values() for owner in block})
        return keyed, self._rows.text_keys.crowded({key for _, keys in keyed.values() for key in keys}), blocks

    # --- comparing ---------------------------------------------------------------------------------

    def _compare(
        self, pairs: Iterable[_Two], known: Mapping[str, TextCard], decided: Mapping[_Two, Decision]
    ) -> list[Copy]:
        """Compare these texts and keep their copies; what people decided outranks every rule."""
        wanted = sorted(pair for pair in pairs if decided.get(pair) is not Decision.REJECT)
        others = {end for pair in wanted for end in pair} - known.keys()
        texts = {document.id: text_card(document) for document in self._rows.documents(others)} | dict(known)
        copies = []
        for left, right in wanted:
            self.compared += 1
            first, second = _in_order(texts[left], texts[right])
            copy = compare_texts(first, second, words=self._words)
            if copy is None and (left, right) in decided:
                copy = decided_copy(first, second, words=self._words)
            if copy is not None:
                copies.append(copy)
        self._rows.put_copies(copies)
        return copies

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


def day_of_text(text: TextCard) -> str:
    """The day of publication, the same wherever it was; empty when unknown."""
    return "" if text.published is None else text.published.astimezone(UTC).date().isoformat()


def _days_about(day: str) -> tuple[str, ...]:
    """A day with its neighbours: what is taken over is taken over at once."""
    if not day:
        return ("",)
    middle = date.fromisoformat(day)
    return tuple((middle + timedelta(days=step)).isoformat() for step in (-1, 0, 1))


def _in_pair(one: str, other: str) -> _Two:
    return (one, other) if one < other else (other, one)


def _in_order(one: TextCard, other: TextCard) -> tuple[TextCard, TextCard]:
    """The earlier text first, so that comparing the two does not hang on which was added first."""
    first, second = sorted((one, other), key=lambda card: (card.published is None, card.published, card.document))
    return first, second
