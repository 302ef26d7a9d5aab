"""A remembered question is asked once a word and lexicon, and forgets rather than grows for ever."""

import pytest

from qawl.text import memo
from qawl.text.memo import remembered


class Suffix:
    """A lexicon that hashes by identity, as all of them do."""

    def __init__(self, letters: str) -> None:
        self.letters = letters
        self.asked: list[str] = []


@remembered
def ends(word: str, suffix: Suffix) -> bool:
    suffix.asked.append(word)
    return word.endswith(suffix.letters)


def test_a_word_is_asked_once() -> None:
    suffix = Suffix("ون")
    assert [ends(suffix)[word] for word in ("مقاتلون", "مقاتلون", "مقاتل")] == [True, True, False]
    assert suffix.asked == ["مقاتلون", "مقاتل"]


def test_lexicons_are_kept_apart() -> None:
    assert ends(Suffix("ون"))["مقاتلون"]
    assert not ends(Suffix("ين"))["مقاتلون"]


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "REMEMBERED", 2)
    answers = ends(Suffix("ون"))
    for word in ("أ", "ب", "ت", "أ"):
        assert answers[word] is False
    assert len(answers) <= 2
