"""Folding removes spelling variation and always finds the way home."""

import pytest

from qawl.model.span import Span
from qawl.text.fold import VANISHING, fold, fold_text

ALIKE = [
    ("hamza above alef", "أكد", "اكد"),
    ("hamza below alef", "إدلب", "ادلب"),
    ("madda", "آلاف", "الاف"),
    ("wasla", "ٱلرقة", "الرقة"),
    ("hamza on waw", "مؤتمر", "موتمر"),
    ("hamza on yeh", "طائرة", "طايرة"),
    ("teh marbuta", "مدينة", "مدينه"),
    ("alef maksura", "مستشفى", "مستشفي"),
    ("Farsi yeh", "سورى", "سوری"),
    ("Farsi kaf", "کوباني", "كوباني"),
    ("tatweel", "بـيـان", "بيان"),
    ("tatweel after a preposition", "بـ", "ب"),
    ("vowel marks", "قُتِلَ", "قتل"),
    ("shadda", "المتّحدة", "المتحدة"),
    ("dagger alef", "هٰذا", "هذا"),
    ("nunation", "سورياً", "سوريا"),
    ("presentation forms", "ﺩﻣﺸﻖ", "دمشق"),
    ("ligature of lam and alef", "ﻻجئ", "لاجئ"),
    ("ligature of lam and alef with hamza", "ﻷنه", "لأنه"),
    ("Arabic-Indic digits", "٢٠١٧", "2017"),
    ("Persian digits", "۱۲", "12"),
    ("no-break space", "دير\u00a0الزور", "دير الزور"),
    ("narrow no-break space", "دير\u202fالزور", "دير الزور"),
    ("zero-width joiner", "ه\u200dـ", "هـ"),
    ("zero-width space", "حم\u200bص", "حمص"),
    ("zero-width non-joiner", "می\u200cدان", "ميدان"),
    ("right-to-left mark", "\u200fقال\u200f", "قال"),
    ("bidi embedding", "\u202bقال\u202c", "قال"),
    ("bidi isolate", "\u2067قال\u2069", "قال"),
    ("Arabic letter mark", "\u061cقال", "قال"),
    ("byte order mark", "\ufeffقال", "قال"),
    ("soft hyphen", "قا\u00adل", "قال"),
]


@pytest.mark.parametrize(("left", "right"), [row[1:] for row in ALIKE], ids=[row[0] for row in ALIKE])
def test_spellings_fold_alike(left: str, right: str) -> None:
    assert fold_text(left) == fold_text(right)
    assert fold(left).text == fold_text(left)


@pytest.mark.parametrize(
    ("left", "right"), [("حلب", "طلب"), ("قال", "كال"), ("ذكر", "دكر"), ("ضرب", "ظرب"), ("سماء", "سما")]
)
def test_other_words_stay_apart(left: str, right: str) -> None:
    assert fold_text(left) != fold_text(right)


@pytest.mark.parametrize("text", ["أكّدَ ﻻجئون", "ﷲ ﷺ ﷼", "٣٫٥ \u200fكم", "Aleppo 2016"])
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


def found(text: str, word: str) -> str:
    """What stands in ``text`` where the folded ``word`` is found."""
    folded = fold(text)
    start = folded.text.index(fold_text(word))
    return folded.to_source(Span(start, start + len(fold_text(word)))).of(text)


def test_a_match_keeps_the_marks_of_its_last_letter() -> None:
    assert found("وأعلنَ الناطقُ ذلك", "الناطق") == "الناطقُ"


def test_a_match_leaves_the_marks_before_its_first_letter_outside() -> None:
    assert found("وَقالَ", "قال") == "قالَ"


def test_a_match_in_a_vowelled_text_comes_home() -> None:
    assert found("دَخَلَتِ القُوّاتُ المَدينةَ", "القوات") == "القُوّاتُ"


def test_a_match_over_a_ligature_takes_the_whole_of_it() -> None:
    text = "عاد ﻻجئون إلى بيوتهم"
    assert found(text, "لاجئون") == "ﻻجئون"
    folded = fold(text)
    lam = folded.text.index("لا")
    assert folded.to_source(Span(lam, lam + 1)).of(text) == "ﻻ"


def test_a_match_over_invisible_characters_keeps_them_inside() -> None:
    assert found("في دير\u200c الزور الآن", "دير الزور") == "دير\u200c الزور"


def test_a_text_without_deletions_keeps_its_offsets() -> None:
    text = "أعلنت الأمم المتحدة"
    assert fold(text).to_source(Span(6, 11)) == Span(6, 11)


def test_a_span_past_the_end_is_refused() -> None:
    with pytest.raises(ValueError, match="past the folded text"):
        fold("قال").to_source(Span(0, 4))


def test_the_empty_text_folds_to_itself() -> None:
    assert fold("").text == ""


def test_newlines_survive() -> None:
    assert fold_text("عنوان\nمتن") == "عنوان\nمتن"


def test_vanishing_characters_leave_nothing() -> None:
    assert all(fold_text(character) == "" for character in VANISHING)
    assert "\N{ARABIC TATWEEL}" in VANISHING
