"""One record of a ledger with everything that stands behind it, as plain values: what was read, derived and decided."""

from dataclasses import replace
from typing import Any

from qawl.explaining_accounts import derived_reasons
from qawl.shapes import claim_json, explanation_json, statement_json
from qawl.store.ledger import Ledger
from qawl.weighing import weigh_claim, weighed_claim_json


def full_claim(ledger: Ledger, claim_id: str) -> dict[str, Any] | None:
    """A claim as people have decided, its accounts by id, its weight and why it is there; None where there is none.

    A rejected claim is one that ``is_rejected``; one that has not been corroborated has no weight.
    """
    stored = ledger.claim(claim_id)
    if stored is None:
        return None
    weighed = weigh_claim(ledger, claim_id)
    return claim_json(stored) | {
        "accounts": [account.id for account in ledger.accounts_of([claim_id])],
        "weighed": None if weighed is None else weighed_claim_json(weighed),
        "why": _why(ledger, claim_id),
    }


def full_statement(ledger: Ledger, statement_id: str) -> dict[str, Any] | None:
    """A statement as people have decided, and why it is there; None where there is none."""
    stored = ledger.statement(statement_id)
    return None if stored is None else statement_json(stored) | {"why": _why(ledger, statement_id)}


def _why(ledger: Ledger, record_id: str) -> dict[str, Any]:
    found = ledger.why(record_id)
    return explanation_json(replace(found, parts=(*found.parts, *derived_reasons(ledger, found))))
