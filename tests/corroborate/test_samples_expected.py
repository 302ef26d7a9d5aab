"""The golden file of corroboration holds together: words that stand in the samples, handles that exist, honest counts.

Whether the rules find what it lists is measured elsewhere; this keeps the list itself from going stale.
"""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

import pytest

from qawl.model.account import ConflictKind, ControlVerdict, Outcome
from qawl.model.claim import ClaimType
from samples_expected import handles, load_expected, sample_documents

KEYS = {
    "claims": {"document", "type", "quote", "needs_claim"},
    "copies": {"original", "copy", "kind", "part", "credit", "passages", "changed", "reason"},
    "accounts": {
        *("id", "what", "tells", "denied_by", "origins", "least", "most", "speakers", "deniers", "reason", "arguable"),
    },
    "contradictions": {
        *("kind", "left", "right", "values", "also_left", "also_right", "also_kind", "reason", "arguable"),
    },
    "lone_denials": {"document", "quote", "reason"},
    "not_contradictions": {"kind", "claims", "reason"},
    "control_changes": {"claim", "place", "holder", "day", "speaker", "change", "share", "reason"},
    "situations": {"place", "day", "verdict", "or", "holders", "needs_claim", "reason"},
    "predictions": {"claim", "speaker", "made", "horizon", "outcome", "or", "settled_by", "also", "reason"},
    "versions": {"article", "older", "newer", "figures", "new_claims"},
}
NO_CONTRADICTION = {"series", "part", "later", "exception", "version", "same-speaker"}
CHANGES = {"taken", "holds", "left", "entered", "relieved"}


def entries(section: str) -> list[dict[str, Any]]:
    found = load_expected()[section]
    return list(found.values()) if isinstance(found, dict) else list(found)


def quotes() -> Iterator[tuple[str, str]]:
    """Every document with words that must stand in it exactly once."""
    for handle in handles().values():
        yield handle.document, handle.quote
    for denial in entries("lone_denials"):
        yield denial["document"], denial["quote"]
    for copy in entries("copies"):
        for original, copied in copy["passages"]:
            yield copy["original"], original
            yield copy["copy"], copied


def handles_used() -> Iterator[str]:
    """Every handle that a section other than the first names."""
    for account in entries("accounts"):
        yield from [*account["tells"], *account.get("denied_by", [])]
    for conflict in entries("contradictions"):
        yield from [
            conflict["left"],
            conflict["right"],
            *conflict.get("also_left", []),
            *conflict.get("also_right", []),
        ]
    for entry in entries("not_contradictions"):
        yield from entry["claims"]
    for entry in entries("predictions"):
        yield from [entry["claim"], *entry["settled_by"], *entry.get("also", [])]
    for version in entries("versions"):
        yield from version["new_claims"]
        for figure in version["figures"]:
            yield from (figure["older"], figure["newer"])
    yield from (entry["claim"] for entry in entries("control_changes"))
    for pair in load_expected()["near_misses"]["claims"]:
        yield from (pair["left"], pair["right"])


def test_every_quote_stands_exactly_once_in_its_document() -> None:
    texts = {name: document.text for name, document in sample_documents().items()}
    assert [(name, quote) for name, quote in quotes() if texts[name].count(quote) != 1] == []


def test_no_quote_is_longer_than_eight_words() -> None:
    assert [quote for _, quote in quotes() if len(quote.split()) > 8] == []


def test_claims_are_of_known_types_and_no_two_handles_are_alike() -> None:
    known = {kind.value for kind in ClaimType}
    assert {entry["type"] for entry in entries("claims")} <= known
    seen = [(entry["document"], entry["quote"], entry["type"]) for entry in entries("claims")]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("section", KEYS)
def test_no_entry_has_a_key_that_nobody_reads(section: str) -> None:
    assert {key for entry in entries(section) for key in entry} <= KEYS[section]


@pytest.mark.parametrize("section", sorted(KEYS.keys() - {"claims", "versions", "control_changes"}))
def test_every_entry_gives_its_reason(section: str) -> None:
    assert [entry for entry in entries(section) if not entry.get("reason")] == []


def test_only_handles_that_exist_are_named() -> None:
    assert sorted(set(handles_used()) - handles().keys()) == []


def test_documents_named_are_samples() -> None:
    expected, known = load_expected(), sample_documents().keys()
    named = {copy[key] for copy in expected["copies"] for key in ("original", "copy")}
    named |= {version[key] for version in expected["versions"] for key in ("older", "newer")}
    named |= {pair[key] for pair in expected["near_misses"]["documents"] for key in ("left", "right")}
    named |= {entry["document"] for entry in expected["near_misses"]["no_conflict_claims"]}
    assert named <= known


def test_an_account_has_two_claims_or_a_denial_and_counts_the_origins_it_names() -> None:
    for account in entries("accounts"):
        assert len(account["tells"]) + len(account.get("denied_by", [])) >= 2, account["id"]
        assert account["origins"] == len(account["speakers"]), account["id"]
        assert account.get("least", account["origins"]) <= account["origins"] <= account.get("most", 99), account["id"]
        assert bool(account.get("denied_by")) == bool(account.get("deniers")), account["id"]


def test_no_claim_tells_two_happenings() -> None:
    told = [claim for account in entries("accounts") for claim in account["tells"] + account.get("denied_by", [])]
    shared = {claim for claim in told if told.count(claim) > 1}
    assert shared == set()


def test_kinds_and_verdicts_are_the_words_of_the_model() -> None:
    assert {entry["kind"] for entry in entries("contradictions")} <= {kind.value for kind in ConflictKind}
    assert {entry["kind"] for entry in entries("not_contradictions")} <= NO_CONTRADICTION
    verdicts = {entry["verdict"] for entry in entries("situations")}
    verdicts |= {verdict for entry in entries("situations") for verdict in entry.get("or", [])}
    assert verdicts == {verdict.value for verdict in ControlVerdict}
    assert {entry["outcome"] for entry in entries("predictions")} == {outcome.value for outcome in Outcome}
    assert {entry["change"] for entry in entries("control_changes")} <= CHANGES


def test_a_near_miss_is_nowhere_joined() -> None:
    joined = {
        frozenset(pair)
        for account in entries("accounts")
        for pair in combinations(account["tells"] + account.get("denied_by", []), 2)
    }
    pairs = load_expected()["near_misses"]["claims"]
    assert len(pairs) >= 25
    assert [pair for pair in pairs if frozenset((pair["left"], pair["right"])) in joined] == []


def test_a_contradiction_lies_inside_one_account_where_both_sides_have_one() -> None:
    account_of = {
        claim: account["id"]
        for account in entries("accounts")
        for claim in account["tells"] + account.get("denied_by", [])
    }
    told_apart = [
        (entry["left"], entry["right"])
        for entry in entries("contradictions")
        if account_of.get(entry["left"], "?") != account_of.get(entry["right"], "?")
        and {entry["left"], entry["right"]} <= account_of.keys()
        and not entry.get("arguable")
    ]
    assert told_apart == []


def test_no_pair_is_a_contradiction_and_none() -> None:
    opposed = {frozenset((entry["left"], entry["right"])) for entry in entries("contradictions")}
    agreed = {frozenset(pair) for entry in entries("not_contradictions") for pair in combinations(entry["claims"], 2)}
    assert opposed & agreed == set()


def test_a_forecast_is_settled_by_nothing_while_it_is_open_and_by_later_words_otherwise() -> None:
    documents = sample_documents()
    for entry in entries("predictions"):
        known = handles()
        assert bool(entry["settled_by"]) or entry["outcome"] == "open", entry["claim"]
        if entry["horizon"] is not None:
            assert date.fromisoformat(entry["made"]) <= date.fromisoformat(entry["horizon"]), entry["claim"]
        for settled in entry["settled_by"]:
            published = documents[known[settled].document].published_at
            assert published is not None and published.value.date() >= date.fromisoformat(entry["made"])
