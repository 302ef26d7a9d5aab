"""Ids: hashes of what identifies a record, so that a re-run finds its own records.

A statement is its document and cue span; a claim its document, type, evidence span and quantity span (or its
place in line when two are alike). Rules, scores and entities never enter an id.
"""

import hashlib

from qawl.model.span import Span


def hash_id(prefix: str, *parts: object) -> str:
    """``prefix`` and 16 hexadecimal digits of the SHA-256 of the parts, joined unambiguously."""
    joined = "\x1f".join(str(part) for part in parts)
    return f"{prefix}_{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def text_sha256(text: str) -> str:
    """SHA-256 of the text in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def document_id(article_key: str, text: str, extractor: str) -> str:
    """Id of one extraction of one article."""
    return hash_id("d", article_key, text_sha256(text), extractor)


def statement_id(document: str, cue: Span) -> str:
    """Id of the statement whose cue is ``cue``."""
    return hash_id("s", document, cue.start, cue.end)


def claim_id(document: str, kind: str, evidence: Span, quantity: Span | None, ordinal: int) -> str:
    """Id of a claim; ``ordinal`` counts claims alike in everything before it."""
    number = f"{quantity.start}-{quantity.end}" if quantity is not None else "none"
    return hash_id("c", document, kind, evidence.start, evidence.end, number, ordinal)
