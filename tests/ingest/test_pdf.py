"""The text layer of a PDF comes out in reading order and in paragraphs; what has none is refused with the reason."""

import io
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pdf_making import Page, make_pdf

from qawl.errors import InputError
from qawl.ingest.parts import Parts
from qawl.ingest.pdf import parse_pdf
from qawl.ingest.pdf_lines import mend_brackets
from qawl.settings import load_settings

SETTINGS = load_settings({}).ingest
TITLE = "اللجنة تعلن فتح معبر الجسر"
LINES = (
    "أعلنت اللجنة المحلية في بلدة الزهور فتح المعبر أمام المدنيين",
    "بعد إغلاق دام 12 يوما وقالت إن الأهالي سيعبرون بين 8:00",
    "والساعة 16:30 من كل يوم.",
    "وقال الناطق لوكالة Mizan News إن الاتفاق لا يشمل السلاح",
    "وأضاف أن حصيلة 2024/03/05 بلغت 7 قتلى بينهم طفلة",
    "واحدة.",
)
PARAGRAPHS = [TITLE, " ".join(LINES[:3]), " ".join(LINES[3:])]


def parse(content: bytes, **changed: int) -> Parts:
    return parse_pdf(content, settings=replace(SETTINGS, **changed))


def article(page: Page, *, top: float = 780) -> Page:
    """The article on one page, a headline and two paragraphs."""
    page.write(TITLE, top, size=18)
    for place, line in enumerate(LINES):
        page.write(line, top - 40 - 18 * place)
    return page


@pytest.mark.parametrize("from_left", [True, False])
@pytest.mark.parametrize(("ligatures", "backwards"), [(False, False), (True, False), (True, True)])
def test_words_numbers_and_ligatures_come_in_reading_order(from_left: bool, ligatures: bool, backwards: bool) -> None:
    page = article(Page(from_left=from_left, ligatures=ligatures, backwards=backwards))
    parts = parse(make_pdf([page]))
    assert parts.text.split("\n") == PARAGRAPHS
    assert (parts.title, parts.extractor) == (TITLE, "pdf/1")


@pytest.mark.parametrize("turn", ["0 1 -1 0", "0 -1 1 0", "-1 0 0 -1"])
def test_pages_that_lie_on_their_side_are_read(turn: str) -> None:
    assert parse(make_pdf([article(Page(turn=turn))])).text.split("\n") == PARAGRAPHS


def test_presentation_forms_become_plain_letters_and_nothing_else_does() -> None:
    page = Page()
    page.write("ﺍﻟﺠﻴﺶ ﻳﺘﻘﺪﻡ ﻧﺤﻮ ﺍﻟﻤﺪﻳﻨﺔ ﻭﻻ ﻳﻨﺴﺤﺐ ٣ كم²", 700)
    assert parse(make_pdf([page])).text == "الجيش يتقدم نحو المدينة ولا ينسحب ٣ كم²"


def test_words_whose_letters_stand_backwards_are_turned() -> None:
    assert parse(make_pdf([article(Page(mirrored=True))])).text.split("\n")[:2] == PARAGRAPHS[:2]


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    pages = []
    for number in range(1, 5):
        page = Page()
        page.write("نشرة ميزان الأسبوعية", 820, size=9)
        page.write(f"{LINES[number - 1].rstrip('.')}.", 700)
        page.write(f"{LINES[number].rstrip('.')}.", 640)
        page.write(f"- {number} -", 20, right=300, size=9)
        page.write(f"صفحة {number} من 4", 30, right=100, size=9)
        pages.append(page)
    text = parse(make_pdf(pages)).text
    assert "نشرة" not in text
    assert "صفحة" not in text
    assert len(text.split("\n")) == 8


def test_a_paragraph_goes_on_over_the_page() -> None:
    first, second = Page(), Page()
    first.write(LINES[0], 100)
    first.write(LINES[1], 82)
    second.write(LINES[2], 780)
    second.write(LINES[3], 740)
    assert parse(make_pdf([first, second])).text.split("\n") == [" ".join(LINES[:3]), LINES[3]]


def test_a_headline_of_two_lines_is_one() -> None:
    page = Page()
    page.write(f"{TITLE} أمام المدنيين في الزهور", 790, size=18)
    page.write("وفي القرى حولها أيضا", 760, size=18)
    for place, line in enumerate(LINES):
        page.write(line, 720 - 18 * place)
    parts = parse(make_pdf([page]))
    assert parts.title == f"{TITLE} أمام المدنيين في الزهور وفي القرى حولها أيضا"
    assert parts.text.split("\n")[1:] == PARAGRAPHS[1:]


def test_the_right_column_is_read_before_the_left_one() -> None:
    page = Page()
    page.write(TITLE, 800, size=18)
    right = [f"قال الناطق في العمود الأيمن كلاما رقم {n}" for n in range(10, 20)]
    left = [f"وأضاف في العمود الأيسر كلاما رقم {n}" for n in range(20, 30)]
    for place in range(10):
        page.write(right[place], 760 - 16 * place, right=560, size=11)
        page.write(left[place], 760 - 16 * place, right=270, size=11)
    text = " ".join(parse(make_pdf([page])).text.split())
    assert text == " ".join([TITLE, *right, *left])


def test_the_headline_of_the_properties_is_used_unless_the_page_has_it_or_it_is_a_file_name() -> None:
    page = article(Page())
    assert parse(make_pdf([page], title=f"{TITLE} - وكالة ميزان")).title == TITLE
    assert parse(make_pdf([page], title="خبر.docx")).title == TITLE
    other = parse(make_pdf([page], title="فتح معبر في الزهور"))
    assert other.title == "فتح معبر في الزهور"
    assert other.text.split("\n")[:2] == [other.title, TITLE]


def test_the_date_of_the_file_is_kept_and_is_no_publication_date() -> None:
    parts = parse(make_pdf([article(Page())], made="(D:20240305101500+02'00')"))
    (found,) = parts.dates
    assert (found.field, found.raw) == ("pdf:CreationDate", "D:20240305101500+02'00'")
    assert found.value is not None
    assert found.value.value == datetime(2024, 3, 5, 8, 15, tzinfo=UTC)
    assert found.value.value.utcoffset() == timedelta(hours=2)
    assert parts.published == ""


@pytest.mark.parametrize(("raw", "is_read"), [("(D:20240305)", True), ("(D:20249999)", False), ("(yesterday)", False)])
def test_a_date_that_cannot_be_read_stays_as_it_is(raw: str, is_read: bool) -> None:
    (found,) = parse(make_pdf([article(Page())], made=raw)).dates
    assert found.raw == raw.strip("()")
    assert (found.value is not None) == is_read


def test_brackets_and_quotation_marks_are_turned_the_right_way() -> None:
    assert mend_brackets("قال »لا صحة لذلك« وأضاف )للوكالة( ذلك") == "قال «لا صحة لذلك» وأضاف (للوكالة) ذلك"
    assert mend_brackets("قال «لا صحة لذلك» .") == "قال «لا صحة لذلك»."


def test_scans_are_refused() -> None:
    with pytest.raises(InputError, match=r"no text layer.*Run OCR first"):
        parse(make_pdf([Page(), Page()]))
    stamp = Page()
    stamp.write("وارد 17", 800)
    with pytest.raises(InputError, match="no text layer"):
        parse(make_pdf([stamp, Page()]))


def test_fonts_that_do_not_say_their_letters_are_refused() -> None:
    page = Page()
    page.write("\ue001\ue002\ue003\ue004 " * 9, 700)
    with pytest.raises(InputError, match="do not say which letters"):
        parse(make_pdf([page]))


def test_what_cannot_be_opened_is_refused() -> None:
    whole = make_pdf([article(Page())])
    for content in (b"", b"%PDF-1.7\n", whole[: len(whole) // 3], b"%PDF-1.4\nrubbish"):
        with pytest.raises(InputError, match=r"cannot be opened|damaged|no text layer"):
            parse(content)


def test_files_under_a_password_are_refused() -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(make_pdf([article(Page())])))
    writer.encrypt("secret", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    with pytest.raises(InputError, match="under a password"):
        parse(target.getvalue())


def test_too_many_pages_or_characters_are_refused() -> None:
    content = make_pdf([article(Page()) for _ in range(3)])
    with pytest.raises(InputError, match=r"3 pages; the limit is 2.*ingest\.pdf_max_pages"):
        parse(content, pdf_max_pages=2)
    with pytest.raises(InputError, match=r"over 100 characters.*ingest\.max_characters"):
        parse(content, max_characters=100)


def test_bombs_are_refused_before_they_are_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qawl.ingest.pdf._STREAM_BYTES", 1 << 20)
    bomb = zlib.compress(bytes(20_000_000))
    content = b"%%PDF-1.7\n1 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj" % (len(bomb), bomb)
    with pytest.raises(InputError, match="bomb"):
        parse(content)
    with pytest.raises(InputError, match="packs its streams twice"):
        parse(b"%PDF-1.7\n<</Filter [/FlateDecode /FlateDecode]>>")
