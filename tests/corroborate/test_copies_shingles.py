"""Keys of texts: the same everywhere and always, shared by copies, not by strangers."""

import os
import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qawl.corroborate.shingles import (
    BINS,
    ROWS,
    band_keys,
    key_words,
    passage_keys,
    resemblance,
    share_keys,
    signature,
    winnow,
)

LETTERS = "بتجحدرسصطعفقكلمنه"


def prose(seed: int, words: int) -> list[str]:
    """Invented words, the same for the same seed."""
    source = random.Random(seed)
    return ["".join(source.choices(LETTERS, k=source.randint(3, 7))) for _ in range(words)]


def test_keys_are_the_same_in_every_process() -> None:
    text = "عبرت القافلة الجسر صباحا وعادت مساء إلى القرية البعيدة"
    program = (
        "import sys; from qawl.corroborate.shingles import band_keys, passage_keys, signature;"
        "text = sys.argv[1]; print(*band_keys(signature(text)), *passage_keys(text))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program, text],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True, check=True, text=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert answers == {" ".join((*band_keys(signature(text)), *passage_keys(text))) + "\n"}


def test_a_key_is_never_changed_by_accident() -> None:
    assert passage_keys("عبرت القافلة الجسر صباحا") == (
        "pba88e5914edce09e",
    )  # stored in ledgers: a change needs a migration
    assert len(signature("عبرت القافلة الجسر صباحا")) == BINS
    assert len(band_keys(signature("عبرت القافلة الجسر صباحا"))) == BINS // ROWS


def test_spelling_particles_and_figures_do_not_change_keys() -> None:
    assert key_words("وأعلنت في 12 بلدة أنّ الطريق مفتوح") == key_words("اعلنت 2,500 بلده الطريق مفتوح")


def test_the_resemblance_of_texts_is_about_their_share_of_common_runs() -> None:
    one, other = prose(1, 1200), prose(2, 1200)
    mixed = [*one[:600], *other[:600]]  # a third of all runs are common
    assert 0.2 < resemblance(signature(" ".join(one)), signature(" ".join(mixed))) < 0.47
    assert resemblance(signature(" ".join(one)), signature(" ".join(one))) == 1.0
    assert resemblance(signature(" ".join(one)), signature(" ".join(other))) < 0.05


def test_texts_that_share_most_share_a_band() -> None:
    for seed in range(40):
        words = prose(seed, 300)
        changed = [word if at % 12 else "تبديل" for at, word in enumerate(words)]
        assert share_keys(band_keys(signature(" ".join(words))), band_keys(signature(" ".join(changed))))


def test_strangers_share_no_key() -> None:
    texts = [" ".join(prose(seed, 300)) for seed in range(60)]
    keys = [frozenset((*band_keys(signature(text)), *passage_keys(text))) for text in texts]
    assert all(keys[a].isdisjoint(keys[b]) for a in range(60) for b in range(a))


@pytest.mark.parametrize("seed", range(30))
def test_any_twelve_words_in_common_give_a_common_key(seed: int) -> None:
    source = random.Random(seed)
    shared = prose(1000 + seed, 12)
    texts = [
        " ".join([*prose(2 * seed + side, source.randint(0, 400)), *shared, *prose(5000 + 2 * seed + side, 40)])
        for side in (0, 1)
    ]
    assert share_keys(passage_keys(texts[0]), passage_keys(texts[1]))


@pytest.mark.parametrize("text", ["", " \n", "...", "«»"])
def test_a_text_without_words_has_no_keys(text: str) -> None:
    assert (signature(text), passage_keys(text)) == ((), ())
    assert band_keys(signature(text)) == ()
    assert resemblance(signature(text), signature("كلمات كثيرة هنا")) == 0.0


@given(st.text(alphabet=LETTERS + " ،\nأإة٣5", max_size=200))
def test_every_text_with_words_has_keys_of_both_kinds(text: str) -> None:
    has_words = bool(key_words(text))
    assert bool(signature(text)) is has_words
    assert bool(passage_keys(text)) is has_words


@given(st.lists(st.integers(0, 99), max_size=60), st.integers(1, 9))
def test_winnowing_keeps_one_of_every_window(hashes: list[int], window: int) -> None:
    kept = set(winnow(hashes, window))
    assert kept <= set(hashes)
    assert all(kept & set(hashes[at : at + window]) for at in range(max(0, len(hashes) - window + 1)))
