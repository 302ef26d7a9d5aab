"""A citation tells who says it, where and when, and how to check it; it never says that it is so."""

from dataclasses import replace

import pytest

from qawl.citing import cite
from qawl.locale import load_words
from qawl.model.reading import Reading
from qawl.report.names import names_from
from small_ledger import SIEGE, SmallReader, make_document

NAMES = names_from({})


def a_reading(**facts: str) -> Reading:
    return SmallReader().read(make_document(SIEGE, **facts))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_it_has_the_words_the_speaker_the_outlet_the_day_the_hash_and_both_links(language: str) -> None:
    reading = a_reading(url="https://wadi.example/1")
    claim = reading.claims[0]
    words = cite(claim, reading, names=NAMES, locale=load_words(language), link="http://127.0.0.1:8700/claims/x")
    for part in (
        claim.evidence.of(reading.document.text),
        "أحمد الوادي",
        "وكالة wadi",
        "حصار المدينة ينتهي",
        "2017",
        reading.document.snapshot_sha256,
        "https://wadi.example/1",
        claim.id,
        "http://127.0.0.1:8700/claims/x",
    ):
        assert part in words


def test_a_denied_claim_is_cited_as_denied() -> None:
    reading = a_reading()
    denied = next(claim for claim in reading.claims if claim.status == "denied")
    assert "denied" in cite(denied, reading, names=NAMES, locale=load_words("en"))


def test_a_statement_is_cited_with_its_stance_and_whole_content() -> None:
    reading = a_reading()
    words = cite(reading.statements[1], reading, names=NAMES, locale=load_words("en"))
    assert "(denies)" in words
    assert reading.statements[1].content[0].of(reading.document.text) in words


def test_people_without_a_public_role_are_not_named() -> None:
    reading = a_reading()
    private = tuple(replace(s, speaker=replace(s.speaker, is_private=True)) for s in reading.statements)
    reading = replace(reading, statements=private)
    for record in (reading.claims[0], reading.statements[0]):
        assert "الوادي" not in cite(record, reading, names=NAMES, locale=load_words("ar"))


def test_only_addresses_of_the_web_become_links_and_nothing_reorders_the_text() -> None:
    reading = a_reading(url="javascript:alert(1)")
    reading = replace(reading, document=replace(reading.document, title="عنوان \u202e مقلوب"))
    words = cite(reading.claims[0], reading, names=NAMES, locale=load_words("en"))
    assert "javascript" not in words
    assert "\u202e" not in words and "[U+202E]" in words
