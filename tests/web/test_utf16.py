"""Offsets of browsers become offsets of the ledger, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qawl.web.utf16 import to_code_point, to_utf16


def test_an_emoji_before_a_claim_counts_two_units() -> None:
    text = "🔴 عاجل"
    assert to_utf16(text, 2) == 3
    assert to_code_point(text, 3) == 2


@given(st.text(), st.data())
def test_there_and_back_is_the_same_place(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert to_code_point(text, to_utf16(text, at)) == at


def test_an_offset_behind_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="behind"):
        to_code_point("قول", 4)
