"""Ids: the same for the same record on every run, different for different ones."""

import re

import pytest

from qawl.model.ids import claim_id, document_id, hash_id, statement_id, text_sha256
from qawl.model.span import Span


def test_an_id_is_its_prefix_and_sixteen_hexadecimal_digits() -> None:
    assert re.fullmatch(r"s_[0-9a-f]{16}", hash_id("s", "article", 1, 2))


def test_an_id_does_not_change_between_versions() -> None:
    assert hash_id("s", "مقال", 10, 14) == "s_8dd8897f73c980f7"


def test_parts_do_not_run_together() -> None:
    assert hash_id("s", "1", "23") != hash_id("s", "12", "3")


def test_the_prefix_keeps_kinds_apart() -> None:
    assert hash_id("s", 1).partition("_")[2] == hash_id("c", 1).partition("_")[2]
    assert hash_id("s", 1) != hash_id("c", 1)


def test_the_hash_of_a_text_is_that_of_its_utf8_bytes() -> None:
    assert text_sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_lone_surrogate_is_hashed_and_not_refused() -> None:
    assert len(text_sha256("قال \ud800")) == 64


@pytest.mark.parametrize(
    "other",
    [
        document_id("example.org/8", "عنوان\nمتن", "v1"),
        document_id("example.org/7", "عنوان\nمتن آخر", "v1"),
        document_id("example.org/7", "عنوان\nمتن", "v2"),
    ],
    ids=["article", "text", "extractor"],
)
def test_article_text_and_extractor_make_a_document(other: str) -> None:
    assert document_id("example.org/7", "عنوان\nمتن", "v1") != other


@pytest.mark.parametrize("other", [statement_id("d_2", Span(3, 6)), statement_id("d_1", Span(3, 7))])
def test_document_and_cue_make_a_statement(other: str) -> None:
    assert statement_id("d_1", Span(3, 6)) != other


CLAIM = claim_id("d_1", "strike", Span(0, 9), Span(4, 6), 0)


@pytest.mark.parametrize(
    "other",
    [
        claim_id("d_1", "attack", Span(0, 9), Span(4, 6), 0),
        claim_id("d_1", "strike", Span(0, 8), Span(4, 6), 0),
        claim_id("d_1", "strike", Span(0, 9), Span(4, 7), 0),
        claim_id("d_1", "strike", Span(0, 9), None, 0),
        claim_id("d_1", "strike", Span(0, 9), Span(4, 6), 1),
    ],
    ids=["type", "evidence", "quantity", "no quantity", "ordinal"],
)
def test_type_evidence_quantity_and_place_in_line_make_a_claim(other: str) -> None:
    assert other != CLAIM
