"""What the headline says otherwise is in every output: the interchange line, the ledger, the report, the terminal."""

from pathlib import Path

import pytest

from qawl.adding import add, create_ledger
from qawl.cli.marked import print_reading
from qawl.cli.opening import report_of
from qawl.export.interchange import interchange
from qawl.locale import load_words
from qawl.model.reading import Reading
from qawl.pipeline import load_reader, read
from qawl.report.text import render

HEADLINE = "مقتل 20 مسلحا قرب الميادين <b>"
TEXT = f"{HEADLINE}\nقال القائد كرمان الجوهري إن نحو 20 مسلحا قتلوا قرب الميادين."
KINDS = ["hedge-dropped", "attribution-dropped"]


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(TEXT, published="2017-11-20", reader=load_reader())


def test_the_interchange_line_has_them(reading: Reading) -> None:
    found = interchange(reading)["headline"]
    assert [row["kind"] for row in found] == KINDS
    assert found[1]["statement"] == reading.statements[0].id
    assert TEXT[slice(*found[1]["body"])] == "نحو 20 مسلحا قتلوا قرب الميادين"


def test_a_ledger_gives_them_back(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    with create_ledger(tmp_path / "ledger.db") as ledger:
        add(ledger, [article], reader=load_reader)
        (head,) = ledger.documents()
        stored = ledger.reading(head.id)
    assert stored is not None
    assert [finding.kind.value for finding in stored.headline] == KINDS
    assert stored == load_reader().read(stored.document)


def test_the_report_shows_them_in_both_languages(reading: Reading) -> None:
    page = report_of([reading], title="تقرير")
    for language in ("ar", "en"):
        assert load_words(language).text("headline.hedge-dropped") in page
    assert "<b>" not in page


@pytest.mark.parametrize("language", ["ar", "en"])
def test_plain_text_tells_them(reading: Reading, language: str) -> None:
    shown = render(reading, place_of={}, language=language)
    assert load_words(language).text("headline.attribution-dropped") in shown


def test_a_terminal_shows_them_in_both_languages(reading: Reading, capsys: pytest.CaptureFixture[str]) -> None:
    print_reading(reading)
    shown = capsys.readouterr().out
    for language in ("ar", "en"):
        assert load_words(language).text("headline.attribution-dropped") in shown


def test_nothing_is_shown_where_the_headline_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    body = "قتل 20 مسلحا قرب الميادين أمس."
    same = read(f"مقتل 20 مسلحا قرب الميادين\n{body}", published="2017-11-20", reader=load_reader())
    print_reading(same)
    assert load_words("en").text("report.headline-check") not in capsys.readouterr().out
