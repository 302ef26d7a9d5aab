"""Plain text for the terminal: no colour codes, no controls, both languages."""

import pytest
from report_builders import ACTORS, PLACES, document, full_reading, reading, statement

from qawl.report.text import LONGEST_CONTENT, render


@pytest.mark.parametrize("language", ["ar", "en"])
def test_statements_and_claims_are_listed_with_their_numbers(language: str) -> None:
    lines = render(full_reading(), place_of=PLACES, actor_of=ACTORS, language=language).splitlines()
    assert any(line.startswith("  1. ") for line in lines)
    assert sum(line.startswith("  2. ") for line in lines) == 2


def test_who_passed_it_on_and_what_is_inherited_stand_below() -> None:
    text = render(full_reading(), place_of=PLACES, actor_of=ACTORS)
    assert "عن طريق: وكالة المثال" in text
    assert "المكان: مأخوذ من العنوان" in text


def test_nothing_controls_the_terminal() -> None:
    text = "عنوان\x1b[31m\nقال الناطق \u202eكلاما"
    said = statement(1, "قال", "\u202eكلاما", speaker="الناطق\x1b]0;x\x07", text=text)
    shown = render(reading((said,), doc=document(text)), place_of={})
    assert not any(char in shown for char in "\x1b\x07\u202e")


def test_long_content_is_cut_at_a_word() -> None:
    text = "عنوان\nقال " + "كلمة " * 100
    said = statement(1, "قال", ("كلمة " * 100).strip(), text=text)
    line = next(li for li in render(reading((said,), doc=document(text)), place_of={}).splitlines() if "كلمة" in li)
    assert len(line) < LONGEST_CONTENT + 60 and line.endswith("كلمة …")


def test_an_empty_reading_says_so() -> None:
    assert "لا أقوال." in render(reading(), place_of={})
