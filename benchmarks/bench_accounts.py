#!/usr/bin/env python3
"""How far accounts and contradictions agree with labels made by hand on real articles.

    python benchmarks/bench_accounts.py [--ledger LEDGER] [--part tune|check|all] [--misses]

Adds ``../shared/corpus/articles.jsonl`` to a new ledger (``--ledger`` keeps it, or uses one that is there) and compares
what was derived with ``evaluation/corroboration``: pairs of claims (one happening? a contradiction?), the happenings
of one week, and proposed accounts and contradictions that were judged. Labels name claims by article, type and
characters, so they outlive changes of the rules; a label whose claim is no longer read is counted and left out.
``--misses`` lists the pairs that differ, of the part given; nobody should list those of the part named check.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from qawl.adding import add
from qawl.corroborate.pairs import PERHAPS, judge_pair
from qawl.corroborating import corroborate
from qawl.model.account import Account, ClaimCard
from qawl.pipeline import load_reader
from qawl.store.ledger import Ledger
from qawl.text.fold import fold

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus" / "articles.jsonl"
LABELS = ROOT / "evaluation" / "corroboration"
PARTS = ("tune", "check", "all")


@dataclass(frozen=True, slots=True)
class Derived:
    """What a ledger derived, for looking claims up by article and characters."""

    cards: Mapping[str, ClaimCard]
    accounts: Sequence[Account]
    articles: Mapping[str, str]  # document id -> the article's id in the file

    def claims_by_article(self) -> dict[str, list[ClaimCard]]:
        """Cards of each article of the file."""
        found: dict[str, list[ClaimCard]] = defaultdict(list)
        for card in self.cards.values():
            found[self.articles[card.document]].append(card)
        return found


class Anchors:
    """From a label's anchor (article, type, start, end) to the claim that is read there now."""

    def __init__(self, derived: Derived) -> None:
        self._by_article = derived.claims_by_article()

    def find(self, anchor: Mapping[str, Any]) -> ClaimCard | None:
        """The claim of that type whose evidence overlaps most, by at least half of the shorter."""
        best: tuple[int, str] | None = None
        found = None
        for card in self._by_article.get(anchor["article"], ()):
            span = card.claim.evidence
            common = min(span.end, anchor["end"]) - max(span.start, anchor["start"])
            shorter = min(span.end - span.start, anchor["end"] - anchor["start"])
            if card.claim.type.value == anchor["type"] and 2 * common >= shorter:
                key = (common, card.id)
                if best is None or key > best:
                    best, found = key, card
        return found


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare accounts and contradictions with labels made by hand.")
    parser.add_argument("--ledger", type=Path, help="a ledger to use, or to make and keep")
    parser.add_argument("--part", choices=PARTS, default="all", help="which half of the pairs")
    parser.add_argument("--misses", action="store_true", help="list the pairs that differ")
    options = parser.parse_args()
    if options.misses and options.part != "tune":
        parser.error("--misses needs --part tune: what is listed is no measure any more")
    if not CORPUS.exists():
        print(f"{CORPUS.parent.name}/{CORPUS.name} is not there: nothing to measure.")
        return 0
    with tempfile.TemporaryDirectory() as passing:
        derived = derive(options.ledger or Path(passing) / "articles.db")
    anchors = Anchors(derived)
    print_pairs(read_labels("pairs"), derived, anchors, part=options.part, misses=options.misses)
    print_week(read_labels("week"), derived, anchors)
    print_judged("accounts", read_labels("accounts"))
    print_judged("conflicts", read_labels("conflicts"))
    return 0


def derive(path: Path) -> Derived:
    """The articles added to a ledger, unless they are there, and everything that follows from them."""
    if not path.exists():
        with Ledger.create(path, fold=fold) as ledger:
            add(ledger, [str(CORPUS)], reader=load_reader)
    with Ledger.open(path, fold=fold) as ledger:
        corroborate(ledger)
        ids = list(ledger.document_ids())
        articles = {}
        claims: list[str] = []
        for document_id in ids:
            reading = ledger.reading(document_id)
            if reading is not None:
                articles[document_id] = reading.document.external_id
                claims += [claim.id for claim in reading.claims]
        return Derived(ledger.cards(claims), ledger.accounts(), articles)


def read_labels(name: str) -> list[dict[str, Any]]:
    """Labels of one kind; empty where the file is not there."""
    path = LABELS / f"{name}.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# --- pairs ---------------------------------------------------------------------------------------------


def print_pairs(
    labels: Sequence[Mapping[str, Any]], derived: Derived, anchors: Anchors, *, part: str, misses: bool
) -> None:
    """Recall and precision of «one happening» and of contradictions on labelled pairs, and how far readers agreed.

    «joined»: the two stand in one account; «or perhaps»: or the pair is said to be perhaps of one happening. A
    contradiction is found where an account lists one of that kind between the origins of the two claims.
    """
    if not labels:
        return
    print(f"pairs: readers agree on one happening {agreement(labels, 'same')},")
    print(f"  on contradiction {agreement(labels, 'conflict')}")
    listed = Listed(derived)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    unread = 0
    for label in labels:
        if part not in ("all", label["part"]):
            continue
        left, right = anchors.find(label["a"]), anchors.find(label["b"])
        if left is None or right is None:
            unread += 1
            continue
        group = "drawn to contradict" if label["drawn"].startswith("against") else "drawn from blocking"
        for name, said, found in _judged(label, left, right, listed):
            outcome = {(True, True): "hit", (True, False): "missed", (False, True): "wrong"}.get((said, found), "apart")
            counts[f"{name}, {group}"][outcome] += 1
            counts[f"{name}, all"][outcome] += 1
            if misses and outcome in ("missed", "wrong"):
                print(f"  {label['n']} {name} {outcome}\n    {left.words}\n    {right.words}")
    for name, count in sorted(counts.items()):
        print(f"  {name}: {rates(count)}")
    print(f"  pairs of which a claim is not read any more: {unread}")


class Listed:
    """What a ledger lists: the account of a claim, and the contradictions of accounts by kind and origins."""

    def __init__(self, derived: Derived) -> None:
        self.account_of = {claim: account.id for account in derived.accounts for claim in account.claims}
        self._origin_of = {
            claim: origin.key for account in derived.accounts for origin in account.origins for claim in origin.claims
        }
        self._conflicts = {
            (account.id, conflict.kind.value, frozenset((conflict.left_origin, conflict.right_origin)))
            for account in derived.accounts
            for conflict in account.conflicts
        }

    def are_joined(self, left: ClaimCard, right: ClaimCard) -> bool:
        """Both stand in one account."""
        return left.id in self.account_of and self.account_of[left.id] == self.account_of.get(right.id)

    def are_opposed(self, left: ClaimCard, right: ClaimCard, kinds: Iterable[str]) -> bool:
        """Their account lists a contradiction of one of the kinds between their origins."""
        if not self.are_joined(left, right):
            return False
        between = frozenset((self._origin_of[left.id], self._origin_of[right.id]))
        return any((self.account_of[left.id], kind, between) in self._conflicts for kind in kinds)


_KINDS = ("figure", "perpetrator", "outcome", "denial", "control")


def _judged(
    label: Mapping[str, Any], left: ClaimCard, right: ClaimCard, listed: Listed
) -> Iterable[tuple[str, bool, bool]]:
    """What is asked of one pair: its name, what the readers said, what is found."""
    is_same = {"S": True, "N": False}.get(label["same"])
    if is_same is not None:
        joined = listed.are_joined(left, right)
        yield "joined", is_same, joined
        yield "joined or perhaps", is_same, joined or judge_pair(left, right).rule == PERHAPS
    said = label["conflict"]
    yield "contradiction", said != "-", listed.are_opposed(left, right, _KINDS if said == "-" else (said,))


def rates(count: Counter[str]) -> str:
    """Recall and precision of counted outcomes."""
    hit = count["hit"]
    recall, precision = hit / max(1, hit + count["missed"]), hit / max(1, hit + count["wrong"])
    of, found = hit + count["missed"], hit + count["wrong"]
    return f"recall {recall:.3f} ({hit} of {of}), precision {precision:.3f} ({hit} of {found})"


def agreement(labels: Sequence[Mapping[str, Any]], what: str) -> str:
    """Share of equal labels of two readers, and Cohen's kappa."""
    pairs = [tuple(reader[what] for reader in label["readers"]) for label in labels]
    equal = sum(one == other for one, other in pairs) / len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(first[value] * second[value] for value in first) / len(pairs) ** 2
    return f"{equal:.2f} (kappa {(equal - chance) / (1 - chance):.2f})" if chance < 1 else f"{equal:.2f}"


# --- the happenings of a week --------------------------------------------------------------------------


def print_week(labels: Sequence[Mapping[str, Any]], derived: Derived, anchors: Anchors) -> None:
    """B-cubed of accounts against the happenings into which each reader sorted the claims of one week, by family."""
    if not labels:
        return
    account_of = {claim: account.id for account in derived.accounts for claim in account.claims}
    cards = [(label, card) for label in labels if (card := anchors.find(label)) is not None]
    print(f"week: {len(cards)} of {len(labels)} claims read still")
    readers = range(len(labels[0]["happening"]))
    for reader in readers:
        named = [
            (f"{label['family']}/{label['happening'][reader]}", card)
            for label, card in cards
            if label["happening"][reader] != "-"
        ]
        truth = {card.id: name if not name.endswith("/single") else card.id for name, card in named}
        found = {claim: account_of.get(claim, claim) for claim in truth}
        print(f"  against reader {reader + 1}: {b_cubed(truth, found)}; {pair_rates(truth, found)}")
    if len(labels[0]["happening"]) == 2:
        both = [label for label in labels if "-" not in label["happening"]]
        one, other = ({str(label["n"]): _own(label, reader) for label in both} for reader in (0, 1))
        print(f"  reader 2 against reader 1: {b_cubed(one, other)}; {pair_rates(one, other)}")


def _own(label: Mapping[str, Any], reader: int) -> str:
    name = label["happening"][reader]
    return str(label["n"]) if name == "single" else f"{label['family']}/{name}"


def b_cubed(truth: Mapping[str, str], found: Mapping[str, str]) -> str:
    """B-cubed precision, recall and F1 (Bagga and Baldwin 1998) of one clustering against another."""
    in_truth, in_found = _groups(truth), _groups(found)
    precision = recall = 0.0
    for claim in truth:
        same, mine = in_truth[truth[claim]], in_found[found[claim]]
        common = len(same & mine)
        precision += common / len(mine)
        recall += common / len(same)
    precision, recall = precision / len(truth), recall / len(truth)
    f1 = 2 * precision * recall / (precision + recall)
    return f"B-cubed precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}"


def pair_rates(truth: Mapping[str, str], found: Mapping[str, str]) -> str:
    """Recall and precision over pairs of claims that stand together."""
    together, joined = _pairs(truth), _pairs(found)
    hit = len(together & joined)
    return f"pairs recall {hit / max(1, len(together)):.3f}, precision {hit / max(1, len(joined)):.3f}"


def _groups(names: Mapping[str, str]) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for claim, name in names.items():
        groups[name].add(claim)
    return groups


def _pairs(names: Mapping[str, str]) -> set[tuple[str, str]]:
    return {pair for group in _groups(names).values() for pair in combinations(sorted(group), 2)}


# --- what was proposed and judged ----------------------------------------------------------------------


def print_judged(name: str, labels: Iterable[Mapping[str, Any]]) -> None:
    """Precision of what was proposed in each round, by each reader and by both; a round judges the rules of its day."""
    rounds: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for label in labels:
        rounds[label["round"]].append(label)
    for number, rows in sorted(rounds.items()):
        readers = [sum(row["right"][at] for row in rows) / len(rows) for at in range(len(rows[0]["right"]))]
        equal = sum(len(set(row["right"])) == 1 for row in rows) / len(rows)
        both = sum(all(row["right"]) for row in rows) / len(rows)
        said = ", ".join(f"{share:.2f}" for share in readers)
        print(
            f"{name}, round {number}: {len(rows)} judged; right by each reader {said};"
            f" by both {both:.2f}; agree {equal:.2f}"
        )


if __name__ == "__main__":
    sys.exit(main())
