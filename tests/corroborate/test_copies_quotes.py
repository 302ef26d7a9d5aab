"""Repeated quotations: whole, cut, lightly reworded; two quotations on one matter stay two."""

import time

import pytest

from qawl.corroborate.quotes import match_quotes, quote_keys

SAID = (
    "لن نقبل بأي حل لا يضمن عودة جميع النازحين إلى بيوتهم بكرامة وأمان، ولن نوقع على أي ورقة تنتقص من حقوقهم المشروعة"
)
CUT = "لا يضمن عودة جميع النازحين إلى بيوتهم بكرامة وأمان"
REWORDED = "لن نقبل بحل لا يضمن رجوع كل النازحين إلى بيوتهم بكرامة وأمان ولن نوقع أي ورقة تنتقص من حقوقهم"
OTHER = "عودة النازحين إلى بيوتهم مشروطة بإزالة الألغام وبناء المدارس، ونحن نعمل على ذلك مع شركائنا ليل نهار"


def met(one: str, other: str) -> bool:
    return not set(quote_keys(one)).isdisjoint(quote_keys(other))


def test_the_same_words_are_the_same_quotation_in_any_spelling() -> None:
    match = match_quotes(SAID, SAID.replace("أ", "ا").replace("إ", "ا").replace("،", ""))
    assert match is not None
    assert (match.rule, match.similarity) == ("quote.same", 1.0)


def test_a_cut_quotation_is_the_same_one() -> None:
    match = match_quotes(SAID, CUT)
    assert match is not None
    assert match.rule == "quote.cut"
    assert met(SAID, CUT)


def test_a_lightly_reworded_quotation_is_the_same_one() -> None:
    match = match_quotes(SAID, REWORDED)
    assert match is not None
    assert match.rule == "quote.reworded"
    assert 0.7 <= match.similarity < 1
    assert met(SAID, REWORDED)


def test_two_quotations_on_one_matter_are_two() -> None:
    assert match_quotes(SAID, OTHER) is None


@pytest.mark.parametrize(("one", "other"), [(SAID, CUT), (SAID, REWORDED), (CUT, REWORDED), (SAID, OTHER)])
def test_matching_is_symmetric(one: str, other: str) -> None:
    assert match_quotes(one, other) == match_quotes(other, one)


def test_a_short_quotation_with_another_object_is_another() -> None:
    assert (
        match_quotes("لا يمكننا التساهل مع استخدام الألغام المحرمة", "لا يمكننا الوقوف جانبا أمام استخدام الألغام")
        is None
    )


def test_anybodys_words_are_nobodys_quotation() -> None:
    assert match_quotes("إلى أقصى درجات ضبط النفس", "أقصى درجات ضبط النفس") is None
    assert quote_keys("أقصى درجات ضبط النفس") == ()


def test_a_quotation_is_not_found_in_words_strewn_over_a_long_one() -> None:
    words = CUT.split()
    strewn = " ".join(f"{word} وهذا كلام كثير آخر بين الكلمات" for word in words)
    assert match_quotes(CUT, strewn) is None


def test_speeches_and_repeated_words_do_not_make_it_slow() -> None:
    start = time.process_time()
    match_quotes("قال " * 8000, "قال " * 8000 + "ثم عبرت القافلة")
    match_quotes("قال عاد " * 4000, "عاد قال ثم " * 4000)
    assert time.process_time() - start < 10


@pytest.mark.parametrize("text", ["", " ", "…", "12"])
def test_nothing_matches_nothing(text: str) -> None:
    assert match_quotes(text, SAID) is None
    assert match_quotes(text, text) is None
    assert quote_keys(text) == ()
