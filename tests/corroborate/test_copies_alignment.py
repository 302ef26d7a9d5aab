"""Shared passages of two lists of words, whatever the lists are."""

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from qawl.corroborate.alignment import Passage, align

WORDS = st.lists(st.sampled_from("abcdefghij"), max_size=80)


def shared(left: str, right: str, *, gap: int = 4, least: int = 4) -> list[tuple[str, str]]:
    one, other = left.split(), right.split()
    found = align(one, other, gap=gap, least=least)
    return [(" ".join(one[slice(*passage.left)]), " ".join(other[slice(*passage.right)])) for passage in found]


def test_a_passage_bridges_a_few_other_words() -> None:
    assert shared("x a b c 80 d e f y", "z a b c 60 d e f w") == [("a b c 80 d e f", "a b c 60 d e f")]


def test_passages_may_have_changed_places() -> None:
    assert shared("a b c d e 1 2 3 4 5", "1 2 3 4 5 a b c d e") == [
        ("a b c d e", "a b c d e"),
        ("1 2 3 4 5", "1 2 3 4 5"),
    ]


def test_a_passage_is_carried_on_by_pairs_of_words_at_its_ends() -> None:
    assert shared("p q x a b c d e y r s", "p q a b c d e z r s") == [("p q x a b c d e y r s", "p q a b c d e z r s")]


def test_too_few_equal_words_are_no_passage() -> None:
    assert shared("a b c x y z", "a b c u v w") == []


@given(WORDS, WORDS)
def test_what_is_said_to_be_equal_is_equal_and_used_once(left: list[str], right: list[str]) -> None:
    found = align(left, right, gap=5, least=4)
    pairs = [
        (run.left + step, run.right + step) for passage in found for run in passage.runs for step in range(run.size)
    ]
    assert all(left[one] == right[other] for one, other in pairs)
    assert len({one for one, _ in pairs}) == len(pairs) == len({other for _, other in pairs})
    for passage in found:
        assert passage.matched >= 4
        assert all(gap.left[0] <= gap.left[1] and gap.right[0] <= gap.right[1] for gap in passage.gaps())


@given(st.lists(st.integers(0, 10_000).map(str), min_size=4, max_size=80, unique=True))
def test_a_text_is_one_passage_of_itself(words: list[str]) -> None:
    (passage,) = align(words, words, gap=5, least=4)
    assert passage == Passage(passage.runs)
    assert (passage.left, passage.matched, passage.density) == ((0, len(words)), len(words), 1.0)


def test_repeated_words_do_not_make_it_slow() -> None:
    source = random.Random(1)
    few = [source.choice("abc") for _ in range(6000)]
    same = ["a"] * 6000
    start = time.process_time()
    align(few, few[::-1], gap=12, least=8)
    align(same, same, gap=12, least=8)
    assert time.process_time() - start < 20
