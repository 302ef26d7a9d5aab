"""The characters of a page stay what they are: only white space is evened out, so that quotations stay exact."""

import pytest

from qawl.ingest.html import parse_html

BEFORE = "وقالت المتحدثة باسم بلدية الوادي إن الأشغال في الجسر الكبير بدأت صباح اليوم وتستمر أسبوعين كاملين."
AFTER = "وأوضحت أن حركة السير تحولت إلى الطريق الشمالي حتى انتهاء الأشغال، وأن المحال القريبة بقيت مفتوحة."


def body_of(line: str) -> str:
    page = (
        '<html lang="ar"><head><title>أشغال الجسر</title></head><body><article><h1>أشغال الجسر</h1>'
        f"<p>{BEFORE}</p><p>{line}</p><p>{AFTER}</p></article></body></html>"
    )
    return parse_html(page).text


@pytest.mark.parametrize(
    "word",
    [
        "الجسـ\N{ARABIC TATWEEL}ـر",
        "٣٥ عاملا",
        "۳۵ عاملا",
        "الوادي\N{ZERO WIDTH NON-JOINER}ون",
        "\N{RIGHT-TO-LEFT MARK}«الجسر»\N{LEFT-TO-RIGHT MARK}",
        "\N{ARABIC LIGATURE LAM WITH ALEF ISOLATED FORM}",
        "الجِسْرُ",
    ],
)
def test_unusual_characters_are_kept(word: str) -> None:
    line = f"وأضافت أن العمل في {word} يجري ليلا ونهارا بمشاركة عشرات العمال والمهندسين من القرى المجاورة."
    assert line in body_of(line)


def test_spaces_that_do_not_break_are_spaces() -> None:
    line = "وأضافت أن العمل\N{NO-BREAK SPACE}يجري ليلا ونهارا بمشاركة عشرات العمال والمهندسين من القرى المجاورة."
    assert line.replace("\N{NO-BREAK SPACE}", " ") in body_of(line)


def test_lines_parted_by_breaks_are_not_glued() -> None:
    first = "وأضافت أن العمل يجري ليلا ونهارا بمشاركة عشرات العمال والمهندسين من القرى المجاورة."
    second = "وختمت بأن البلدية ستعلن موعد الافتتاح في بيان يصدر مطلع الشهر المقبل عن مجلسها."
    text = body_of(f"{first}<br>{second}")
    assert f"{first}{second}" not in text
    assert first in text
    assert second in text
