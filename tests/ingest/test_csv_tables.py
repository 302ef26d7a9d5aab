"""Tables give one article a row; what is wrong with a row costs that row only and is told with its line."""

import csv
import io
import tracemalloc
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from qawl.errors import DataFileError, UsageError
from qawl.ingest.csv_tables import CSV_ROW, load_columns, parse_csv_row, parse_mapping, read_csv
from qawl.ingest.parts import Parts
from qawl.lexicon.load import DataFiles
from qawl.settings import load_settings

SETTINGS = load_settings({}).ingest
TEXT = "قال الناطق إن الجيش تقدم نحو المدينة."
HEAD = ("title", "text", "date", "url")
ROW = ("الجيش يتقدم", TEXT, "2024-03-05", "http://wadi.example/news/88001")
Found = tuple[list[Parts], list[tuple[int | None, str]]]


def read(content: bytes, *, mapping: dict[str, str] | None = None, **changed: int) -> Found:
    """Articles, and problems with their lines, of a table of these bytes."""
    articles, problems = [], []
    settings = replace(SETTINGS, **changed)
    for incoming in read_csv(io.BytesIO(content), "a.csv", mapping=mapping, settings=settings):
        assert (incoming.origin, incoming.media_type) == ("a.csv", CSV_ROW)
        if incoming.problem:
            problems.append((incoming.line, incoming.problem))
        else:
            articles.append(parse_csv_row(incoming.content.decode()))
    return articles, problems


def table(rows: Sequence[Sequence[str]], *, delimiter: str = ",", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """A table as programs write it."""
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter, lineterminator=end).writerows(rows)
    return target.getvalue().encode(encoding)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1256", "utf-16"])
def test_delimiter_and_encoding_are_found(delimiter: str, encoding: str) -> None:
    text = "قال الناطق: تقدمنا, ثم توقفنا; وسننتظر | حتى الغد."
    rows = [HEAD, ROW, ("عنوان آخر", text, "2024-03-06", "")]
    (first, second), problems = read(table(rows, delimiter=delimiter, encoding=encoding))
    assert problems == []
    assert (first.title, first.text, first.url) == (ROW[0], f"{ROW[0]}\n{TEXT}", ROW[3])
    assert (first.published, first.date_field, first.extractor) == ("2024-03-05", "date", "csv/1")
    assert second.text == f"عنوان آخر\n{text}"


@pytest.mark.parametrize(
    "names",
    [
        ("Headline", "Body", "Published At", "Link", "Source", "Author", "ID"),
        ("article_title", "articleText", "publication-date", "URL", "newspaper", "Byline", "doc_id"),
        ("العنوان", "النص", "تاريخ النشر", "الرابط", "المصدر", "الكاتب", "رقم الخبر"),
        ("عنوان الخبر", "نص الخبر", "التأريخ", "رابط الخبر", "إسم المصدر", "بقلم", "المعرّف"),
    ],
)
def test_columns_are_known_by_english_and_arabic_names(names: tuple[str, ...]) -> None:
    row = ("الجيش يتقدم", TEXT, "2024-03-05", "http://wadi.example/1", "وكالة ميزان", "سالم الراوي", "77")
    (article,), problems = read(table([names, row]))
    assert problems == []
    assert (article.title, article.url, article.external_id) == (row[0], row[3], "77")
    assert (article.outlet, article.outlet_name, article.byline) == ("وكالة ميزان", "وكالة ميزان", "سالم الراوي")
    if names[2] != "التأريخ":  # a spelling that no list has
        assert (article.published, article.date_field) == ("2024-03-05", names[2])


def test_a_mapping_goes_before_the_names_that_are_known() -> None:
    rows = [("text", "Roh", "Datum"), ("ملخص", TEXT, "2024-03-05")]
    (article,), _ = read(table(rows), mapping={"text": "Roh", "date": "datum"})
    assert (article.text, article.published, article.date_field) == (TEXT, "2024-03-05", "Datum")


def test_a_column_that_is_not_there_is_told_with_those_that_are() -> None:
    (), ((_, problem),) = read(table([HEAD, ROW]), mapping={"text": "Body"})
    assert "no column 'Body' for text" in problem
    assert "title, text, date, url" in problem
    (), ((_, problem),) = read(table([("a", "b"), ("c", "d")]))
    assert "a, b" in problem
    assert "--map text=Body" in problem


def test_mappings_are_parsed_and_wrong_ones_refused() -> None:
    assert parse_mapping("text=Body, date = Datum") == {"text": "Body", "date": "Datum"}
    with pytest.raises(UsageError, match=r"no field 'words'.*Known: text, title"):
        parse_mapping("words=Body")
    with pytest.raises(UsageError, match="not FIELD=COLUMN"):
        parse_mapping("text")
    with pytest.raises(UsageError, match="not FIELD=COLUMN"):
        parse_mapping("")
    with pytest.raises(UsageError, match="named twice"):
        parse_mapping("text=a,text=b")


def test_line_breaks_inside_quotation_marks_stay_and_lines_are_counted() -> None:
    rows = [HEAD, ("عنوان", f"{TEXT}\n\n{TEXT}", "", ""), ("آخر", "", "", ""), ROW]
    found = list(read_csv(io.BytesIO(table(rows)), "a.csv", settings=SETTINGS))
    assert [incoming.line for incoming in found] == [2, 5, 6]
    assert parse_csv_row(found[0].content.decode()).text == f"عنوان\n{TEXT}\n\n{TEXT}"


def test_a_headline_that_the_text_begins_with_is_not_put_before_it_again() -> None:
    (article,), _ = read(table([HEAD, (" الجيش  يتقدم", f"الجيش يتقدم\n{TEXT}", "", "")]))
    assert article.text == f"الجيش يتقدم\n{TEXT}"
    assert article.title == "الجيش يتقدم"


def test_rows_with_too_few_or_too_many_cells_are_told() -> None:
    content = table([HEAD, ROW, ROW[:2], [*ROW, "x"], [*ROW, ""], [], ROW])
    articles, problems = read(content)
    assert len(articles) == 3
    assert [line for line, _ in problems] == [3, 4]
    assert "a row of 2 cells under a head of 4 columns" in problems[0][1]


@pytest.mark.parametrize("limit", [20_000_000, 600])
def test_a_quotation_mark_that_is_never_closed_costs_its_own_row_only(limit: int) -> None:
    rows = [HEAD, ROW] + [ROW] * 20
    lines = table(rows).split(b"\r\n")
    lines[1] = lines[1].replace(",قال".encode(), ',"قال'.encode())
    articles, ((line, problem),) = read(b"\r\n".join(lines), max_bytes=limit)
    assert len(articles) == 20
    assert line == 2
    assert "quotation mark opens here" in problem


def test_a_row_that_is_too_long_is_told_and_the_next_one_read() -> None:
    rows = [HEAD, ("عنوان", TEXT * 100, "", ""), ROW]
    (article,), ((line, problem),) = read(table(rows), max_bytes=2_000)
    assert article.title == ROW[0]
    assert line == 2
    assert "over 2,000 bytes" in problem


def test_a_row_in_a_broken_encoding_is_told_and_the_next_one_read() -> None:
    content = table([HEAD, ROW, ROW]).split(b"\r\n")
    content[1] = content[1][:30] + b"\xff" + content[1][30:]
    articles, ((line, problem),) = read(b"\r\n".join(content))
    assert len(articles) == 1
    assert line == 2
    assert "broken UTF-8" in problem


def test_delimiters_that_spreadsheets_announce_are_taken() -> None:
    (article,), problems = read(b"sep=;\r\n" + table([HEAD, ROW], delimiter=";"))
    assert problems == []
    assert article.url == ROW[3]


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", b"\xef\xbb\xbf", bytes(100), b"%PDF-1.7\n"])
def test_what_is_no_table_gives_one_problem(content: bytes) -> None:
    articles, problems = read(content)
    assert articles == []
    assert len(problems) == 1


def test_memory_stays_flat_however_long_the_table_is() -> None:
    class Long(io.RawIOBase):
        """A table of many rows that is never whole in memory."""

        def __init__(self) -> None:
            self._lines = self._make()

        def _make(self) -> Iterator[bytes]:
            yield table([HEAD])
            row = table([ROW])
            for _ in range(20_000):
                yield row

        def readline(self, size: int | None = -1, /) -> bytes:
            return next(self._lines, b"")

    load_columns()  # imports what reads it
    tracemalloc.start()
    count = sum(incoming.problem == "" for incoming in read_csv(cast(BinaryIO, Long()), "a.csv", settings=SETTINGS))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 20_000
    assert peak < 1_000_000


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("- {id: words, names: [text]}", "no field 'words'"),
        ("- {id: text, names: text}", "no list of words"),
        ("- {id: text, names: [body]}\n- {id: title, names: [Body]}", "names both"),
        ("- {id: text, name: [body]}", "unknown key"),
    ],
)
def test_a_wrong_list_of_columns_is_refused(tmp_path: Path, rows: str, message: str) -> None:
    (tmp_path / "ingest").mkdir()
    (tmp_path / "ingest" / "columns.yaml").write_text(rows, encoding="utf-8")
    with pytest.raises(DataFileError, match=message):
        load_columns(DataFiles(tmp_path, {}))
