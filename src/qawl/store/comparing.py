"""What a newer reading of a document changes."""

from qawl.model.claim import Claim
from qawl.model.reading import Reading
from qawl.model.statement import Statement
from qawl.store.records import Changes


def compare_readings(before: Reading, after: Reading) -> Changes:
    """What a newer reading of the same document finds, no longer finds, or finds otherwise."""
    old, new = _records(before), _records(after)
    return Changes(
        document_id=after.document.id,
        new=tuple(key for key in new if key not in old),
        gone=tuple(key for key in old if key not in new),
        changed=tuple(key for key, record in new.items() if key in old and old[key] != record),
    )


def _records(reading: Reading) -> dict[str, Statement | Claim]:
    records: dict[str, Statement | Claim] = {statement.id: statement for statement in reading.statements}
    return records | {claim.id: claim for claim in reading.claims}
