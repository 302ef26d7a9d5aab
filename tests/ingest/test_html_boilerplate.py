"""What is no part of an article is dropped by data, and what only begins like it is kept."""

from pathlib import Path

import pytest
from tests.ingest.page_making import BODY, HEADLINE, LAST, LEAD, page, paragraphs

from qawl.errors import DataFileError
from qawl.ingest.html import parse_html
from qawl.ingest.page.boilerplate import Boilerplate
from qawl.ingest.page.knowledge import Furniture, load_furniture, load_page_words
from qawl.lexicon.load import DataFiles, open_data

FURNITURE = load_furniture(open_data())
BOILERPLATE = Boilerplate.of(FURNITURE)
ARTICLE = f'<meta property="og:title" content="{HEADLINE}">'


@pytest.mark.parametrize("entry", FURNITURE, ids=lambda entry: entry.id)
def test_the_example_of_an_entry_is_dropped_by_it(entry: Furniture) -> None:
    assert BOILERPLATE.reason_to_drop(entry.example) == entry.id


@pytest.mark.parametrize("entry", [entry for entry in FURNITURE if entry.spares], ids=lambda entry: entry.id)
def test_what_an_entry_spares_is_kept(entry: Furniture) -> None:
    assert BOILERPLATE.reason_to_drop(entry.spares) is None


@pytest.mark.parametrize("text", BODY)
def test_sentences_of_an_article_are_kept(text: str) -> None:
    assert BOILERPLATE.reason_to_drop(text) is None


@pytest.mark.parametrize(
    "line",
    [
        "اظهر المزيد",
        "زر الذهاب إلى الأعلى",
        "إقرأ أيضاً: مجلس المدينة يقر الموازنة",
        "تابعوا آخر أخبار الوادي عبر غوغل نيوز",
        "#الوادي #الجسر",
        "الآراء الواردة لا تعبر بالضرورة عن رأي الصحيفة",
        "تم نشره في: 7 أيار 2024",
        "المصدر: وكالة الوادي",
        "شارك الخبر",
        "تصوير: سامر الوادي",
    ],
)
@pytest.mark.parametrize("place", ["middle", "end"])
def test_left_over_lines_do_not_stand_in_the_text(line: str, place: str) -> None:
    texts = (*BODY[:3], line, *BODY[3:]) if place == "middle" else (*BODY, line)
    if place == "middle" and line.startswith(("المصدر", "الآراء")):
        pytest.skip("these are dropped at the end only")
    assert (
        line
        not in parse_html(page(f"<article><h1>{HEADLINE}</h1><div>{paragraphs(texts)}</div></article>", ARTICLE)).text
    )


def test_what_follows_a_row_of_dashes_goes_with_the_promotion() -> None:
    tail = ("--------------------", "لقراءة آخر الأنباء لحظة بلحظة", "حملوا تطبيق الوادي من متجر التطبيقات")
    parts = parse_html(page(f"<article><h1>{HEADLINE}</h1><div>{paragraphs((*BODY, *tail))}</div></article>", ARTICLE))
    assert parts.text.split("\n")[-1] == LAST


def test_a_row_of_dashes_before_more_of_the_story_cuts_nothing() -> None:
    texts = (LEAD, *BODY[1:5], "* * *", LAST)
    parts = parse_html(page(f"<article><h1>{HEADLINE}</h1><div>{paragraphs(texts)}</div></article>", ARTICLE))
    assert parts.text == "\n".join((HEADLINE, *BODY))


def test_a_teaser_that_is_all_link_at_the_end_is_dropped() -> None:
    teaser = '<p><a href="/n/9">وزارة النقل تدرس تسيير قطار بين الميناء والعاصمة هذا الصيف</a></p>'
    parts = parse_html(page(f"<article><h1>{HEADLINE}</h1><div>{paragraphs()}{teaser}</div></article>", ARTICLE))
    assert parts.text.split("\n")[-1] == LAST


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("kind: wholly\n  forms: [x]", "kind"),
        ("kind: whole\n  forms: [x]\n  where: nowhere", "where"),
        ("kind: whole", "forms"),
        ("kind: whole\n  forms: ['***']", "form"),
        ("kind: whole\n  forms: [x]\n  colour: red", "colour"),
    ],
)
def test_a_wrong_entry_stops_the_program_with_its_name(tmp_path: Path, row: str, problem: str) -> None:
    (tmp_path / "ingest").mkdir()
    (tmp_path / "ingest" / "boilerplate.yaml").write_text(f"- id: odd\n  reason: r\n  example: e\n  {row}\n")
    with pytest.raises(DataFileError, match=f"odd.*{problem}"):
        load_furniture(DataFiles(tmp_path, {}))


def test_the_lists_of_page_words_that_the_reader_asks_for_are_there() -> None:
    words = load_page_words(open_data())
    asked = {
        "agencies",
        "byline-openers",
        "listing-titles",
        "no-names",
        "refused-consent",
        "refused-login",
        "refused-missing",
    }
    assert asked <= set(words.phrases) and {"byline-marks", "furniture-marks", "lead-marks"} <= set(words.marks)
