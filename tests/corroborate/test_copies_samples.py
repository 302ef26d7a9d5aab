"""Copies in the samples, held against what was expected of them before any code was run."""

from collections.abc import Mapping

import pytest

from qawl.corroborate.credits import load_credits
from qawl.corroborate.families import order_copies
from qawl.corroborate.quotes import match_quotes
from qawl.corroborate.shingles import band_keys, passage_keys, share_keys, signature
from qawl.lexicon.load import open_data
from qawl.settings import load_settings
from qawl.text.fold import fold_text
from samples_derived import sample_copies, text_cards
from samples_expected import load_expected

ONE_SENTENCE = ("dez-08", "dez-09")  # its speaker and eleven words: found as a quotation, too little for a copy
TAIL = {
    ("hod-01", "hod-02"): "بعدما تقدمت",
    ("kir-08", "kir-09"): "غداة مواجهات",
}
"""Changes after the last shared word of a passage: what a copy leaves out there is not shown."""

EXPECTED = [entry for entry in load_expected()["copies"] if entry["kind"] == "copy"]


def test_the_planted_copies_are_found_and_nothing_else() -> None:
    expected = {(entry["original"], entry["copy"]) for entry in EXPECTED}
    assert set(sample_copies()) == expected - {ONE_SENTENCE}


@pytest.mark.parametrize("entry", EXPECTED, ids=lambda entry: entry["copy"])
def test_copies_meet_by_their_keys(entry: Mapping[str, str]) -> None:
    keys = [
        (*band_keys(signature(text_cards()[name].text)), *passage_keys(text_cards()[name].text))
        for name in (entry["original"], entry["copy"])
    ]
    assert share_keys(*keys, least=load_settings({}).corroborate.copy_keys)


@pytest.mark.parametrize(("original", "copy"), sorted(sample_copies()), ids=lambda name: name)
def test_shared_passages_cover_the_expected_ones(original: str, copy: str) -> None:
    (entry,) = (one for one in EXPECTED if (one["original"], one["copy"]) == (original, copy))
    found = sample_copies()[original, copy]
    texts = text_cards()[original].text, text_cards()[copy].text
    for quotes in entry["passages"][:1]:
        at = texts[0].index(quotes[0]) + len(quotes[0]) // 2
        assert any(left.start <= at < left.end for left, _ in found.passages)
    assert found.is_part is entry["part"]
    assert not entry["credit"] or found.credit


def test_each_family_of_the_samples_begins_with_the_agency() -> None:
    families = order_copies(text_cards().values(), sample_copies().values(), credits=load_credits(open_data()))
    assert {(family.original, family.holders) for family in families} == {
        (original, (copy,)) for original, copy in sample_copies()
    }
    assert {text_cards()[family.original].outlet for family in families} == {"satoor"}


def test_what_a_copy_says_otherwise_is_shown() -> None:
    missed = set()
    for entry in EXPECTED:
        copy = sample_copies().get((entry["original"], entry["copy"]))
        said = [(one.original_words, one.copy_words) for one in copy.differences] if copy else []
        for was, became in entry["changed"] if copy else ():
            if not any(_overlaps(was, one) and _overlaps(became, other) for one, other in said):
                missed.add(((entry["original"], entry["copy"]), " ".join(was.split()[:2])))
    assert missed == set(TAIL.items())


def _overlaps(expected: str, shown: str) -> bool:
    """One stands in the other, without quotation marks; nothing stands only for nothing, but for an added word."""
    one, other = fold_text(expected), fold_text(shown)
    return one == other or (bool(one) and one in other) or other in one


def test_a_quotation_that_travels_is_found_as_one() -> None:
    for entry in load_expected()["copies"]:
        if entry["kind"] == "quotation":
            for original, copied in entry["passages"]:
                assert match_quotes(original, copied) is not None, original
