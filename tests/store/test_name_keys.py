"""A place is found however its name is typed."""

import pytest

from qawl.store.names import name_key
from qawl.text.fold import fold_text


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("دير الزور", "ديرالزور"),
        ("الرقة", "رقه"),
        ("الحديدة", "حديدة"),
        ("Deir ez-Zor", "DEIR EZ ZOR"),
        ("حلب", " حلب "),
    ],
)
def test_spaces_hyphens_and_the_article_make_no_difference(stored: str, typed: str) -> None:
    assert name_key(stored, fold_text) == name_key(typed, fold_text)


@pytest.mark.parametrize(("one", "other"), [("الما", "ما"), ("دير الزور", "الزور"), ("حلب", "")])
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert name_key(one, fold_text) != name_key(other, fold_text)
