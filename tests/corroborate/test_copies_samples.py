"""Copies in the samples, held against what was expected of them before any code was run."""

from collections.abc import Mapping
from functools import cache

import pytest

from qawl.corroborate.copies import TextCard, compare_texts, load_copy_words
from qawl.corroborate.credits import load_credits
from qawl.corroborate.families import likely_original, order_copies
from qawl.corroborate.shingles import band_keys, passage_keys, share_keys, signature
from qawl.lexicon.gazetteer import load_gazetteer
from qawl.lexicon.load import open_data
from qawl.model.account import Copy
from qawl.model.document import DatePrecision
from qawl.settings import load_settings
from samples_expected import load_expected, sample_documents

ONE_SENTENCE = ("dez-08", "dez-09")  # its speaker and eleven words: found as a quotation, too little for a copy
EXPECTED = [entry for entry in load_expected()["copies"] if entry["kind"] == "copy"]


@cache
def cards() -> Mapping[str, TextCard]:
    found = {}
    for name, document in sample_documents().items():
        at = document.published_at
        found[name] = TextCard(
            name, document.article_key, document.outlet.id, at.value if at else None,
            at.precision if at else DatePrecision.DAY, document.text, document.outlet.name,
        )  # fmt: skip
    return found


@cache
def copies() -> Mapping[tuple[str, str], Copy]:
    """All pairs of samples compared, those that are copies by (original, copy)."""
    data = open_data()
    words = load_copy_words(data, load_gazetteer(data), load_settings({}).corroborate)
    found = {}
    names = sorted(cards())
    for at, name in enumerate(names):
        for other in names[at + 1 :]:
            pair = [cards()[name], cards()[other]]
            first, _ = likely_original(pair, credits=words.credits)
            (second,) = (card for card in pair if card is not first)
            copy = compare_texts(first, second, words=words)
            if copy is not None:
                found[copy.original, copy.document] = copy
    return found


def test_the_planted_copies_are_found_and_nothing_else() -> None:
    expected = {(entry["original"], entry["copy"]) for entry in EXPECTED}
    assert set(copies()) == expected - {ONE_SENTENCE}


@pytest.mark.parametrize("entry", EXPECTED, ids=lambda entry: entry["copy"])
def test_copies_meet_by_their_keys(entry: Mapping[str, str]) -> None:
    keys = [
        (*band_keys(signature(cards()[name].text)), *passage_keys(cards()[name].text))
        for name in (entry["original"], entry["copy"])
    ]
    assert share_keys(*keys, least=load_settings({}).corroborate.copy_keys)


@pytest.mark.parametrize(("original", "copy"), sorted(copies()), ids=lambda name: name)
def test_shared_passages_cover_the_expected_ones(original: str, copy: str) -> None:
    (entry,) = (one for one in EXPECTED if (one["original"], one["copy"]) == (original, copy))
    found = copies()[original, copy]
    texts = cards()[original].text, cards()[copy].text
    for quotes in entry["passages"][:1]:
        at = texts[0].index(quotes[0]) + len(quotes[0]) // 2
        assert any(left.start <= at < left.end for left, _ in found.passages)
    assert found.is_part is entry["part"]
    assert not entry["credit"] or found.credit


def test_each_family_of_the_samples_begins_with_the_agency() -> None:
    families = order_copies(cards().values(), copies().values(), credits=load_credits(open_data()))
    assert {(family.original, family.holders) for family in families} == {
        (original, (copy,)) for original, copy in copies()
    }
    assert {cards()[family.original].outlet for family in families} == {"satoor"}
