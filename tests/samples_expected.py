"""The golden file of corroboration over `samples/`: its texts, its handles, and the claims that they denote.

A handle is a document and a few words. The claim it denotes is of the stated type and shares half of the shorter of
evidence and words; of several it is the one whose evidence covers most of the words, then the shortest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from qawl.ingest.files import FileReading, find_inputs
from qawl.ingest.parsing import parse
from qawl.model.claim import Claim
from qawl.model.document import Document
from qawl.model.issue import Issue
from qawl.model.span import Span
from qawl.settings import load_settings

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
EXPECTED = Path(__file__).parent / "corroborate" / "samples_expected.yaml"


@dataclass(frozen=True, slots=True)
class Handle:
    """One claim of a sample, by its words; ``is_missing``: no reader had made it when this was written."""

    name: str
    document: str
    quote: str
    type: str
    is_missing: bool = False


@cache
def load_expected() -> Mapping[str, Any]:
    """The golden file as it stands."""
    expected: Mapping[str, Any] = yaml.safe_load(EXPECTED.read_text(encoding="utf-8"))
    return expected


def handles() -> dict[str, Handle]:
    """All handles by name."""
    return {
        name: Handle(name, entry["document"], entry["quote"], entry["type"], bool(entry.get("needs_claim")))
        for name, entry in load_expected()["claims"].items()
    }


@cache
def sample_documents() -> Mapping[str, Document]:
    """The samples as documents, by file name without suffix; no reader is needed."""
    settings = load_settings().ingest
    documents = {}
    for path in sorted(SAMPLES.iterdir()):
        for incoming in find_inputs([path], reading=FileReading(settings)):
            for parsed in parse(incoming, known=None, settings=settings):
                assert not isinstance(parsed, Issue), parsed
                documents[path.stem] = parsed[1]
    return documents


def claim_of(handle: Handle, claims: Iterable[Claim], text: str) -> Claim | None:
    """The claim that a handle denotes among the claims of its document; None when there is none."""
    start = text.index(handle.quote)
    words = Span(start, start + len(handle.quote))
    fitting = [
        claim
        for claim in claims
        if claim.type.value == handle.type and 2 * words.overlap(claim.evidence) >= min(len(words), len(claim.evidence))
    ]
    return min(fitting, key=lambda claim: (-words.overlap(claim.evidence), len(claim.evidence), claim.id), default=None)
