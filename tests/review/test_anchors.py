"""An anchor finds its words again: in the same text by offsets, in a changed one by words and surroundings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qawl.model.span import Span
from qawl.review.anchors import find_anchor, make_anchor

TEXT = "قال الوزير إن الجيش تقدم. ثم قال الناطق إن الجيش انسحب من البلدة."


def span_of(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def test_the_same_text_answers_by_offsets() -> None:
    span = span_of("الجيش انسحب")
    assert find_anchor(TEXT, make_anchor(TEXT, span, document_id="d")) == span


def test_words_that_moved_are_found_again() -> None:
    anchor = make_anchor(TEXT, span_of("الجيش انسحب"), document_id="d")
    longer = "مقدمة جديدة.\n" + TEXT
    assert find_anchor(longer, anchor) == span_of("الجيش انسحب", longer)


def test_surroundings_choose_between_equal_words() -> None:
    second = Span(TEXT.rindex("الجيش"), TEXT.rindex("الجيش") + len("الجيش"))
    anchor = make_anchor(TEXT, second, document_id="d")
    changed = TEXT.replace("تقدم", "تقدم كثيرا")
    found = find_anchor(changed, anchor)
    assert found is not None
    assert found.start == changed.rindex("الجيش")


def test_offsets_alone_do_not_answer_when_other_words_moved_there() -> None:
    text = "أ ب. أ ب. أ ج."
    anchor = make_anchor(text, Span(5, 8), document_id="d")
    shifted = "أ ب. أ ب. أ ب. أ ج."
    found = find_anchor(shifted, anchor)
    assert found == Span(10, 13)


def test_words_that_are_gone_are_not_found() -> None:
    anchor = make_anchor(TEXT, span_of("انسحب"), document_id="d")
    assert find_anchor(TEXT.replace("انسحب", "بقي"), anchor) is None


def test_a_tie_is_no_answer() -> None:
    anchor = make_anchor("أ ب", Span(0, 3), document_id="d")
    assert find_anchor("x أ ب x أ ب x", anchor) is None


def test_a_span_past_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="past the text"):
        make_anchor("قال", Span(0, 9), document_id="d")


@given(st.text(min_size=1, max_size=60), st.data())
def test_every_anchor_finds_itself_in_its_own_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span(start, end)
    assert find_anchor(text, make_anchor(text, span, document_id="d")) == span
