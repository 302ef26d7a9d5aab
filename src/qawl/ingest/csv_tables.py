"""Tables of articles, CSV or TSV, one article a row, its columns told by their names.

Tables come with any delimiter, in UTF-8, UTF-16 or windows-1256, and with line breaks inside quoted cells. Rows
are split while they are still bytes (all marks of CSV are ASCII) and each is decoded by itself, so that memory
stays constant and one broken row costs itself only. Which column is what, ``data/ingest/columns.yaml`` knows in
English and Arabic, and ``--map text=Body`` says otherwise.
"""

import codecs
import csv
import io
import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from qawl.errors import DataFileError, InputError, UsageError
from qawl.ingest.decoding import decode
from qawl.ingest.formats import CSV_ROW
from qawl.ingest.jsonl import parse_json_line
from qawl.ingest.parts import Incoming, Parts, require
from qawl.lexicon.load import DATA, DataFiles
from qawl.settings import IngestSettings
from qawl.text.fold import fold_text

FIELDS = ("text", "title", "date", "url", "outlet", "byline", "id")
_COLUMNS = "ingest/columns.yaml"
_DELIMITERS = (",", ";", "\t", "|")
_HEAD_BYTES = 1 << 20  # a head with more is no head
_UNIT = "\N{INFORMATION SEPARATOR ONE}"  # stands between cells while they are decoded together
_SHOWN_COLUMNS = 30
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_ADVICE = "Put cells that hold the delimiter, a quotation mark or a line break in quotation marks."


def parse_mapping(value: str) -> dict[str, str]:
    """What ``--map`` says: the column of each field named.

    >>> parse_mapping("text=Body, date=Datum")
    {'text': 'Body', 'date': 'Datum'}

    Raises:
        UsageError: not FIELD=COLUMN, an unknown field, or one named twice; says what is known.
    """
    mapping: dict[str, str] = {}
    for part in value.split(","):
        field, equals, column = (piece.strip() for piece in part.partition("="))
        if not (field and equals and column):
            raise UsageError(f"--map {value!r}: {part.strip()!r} is not FIELD=COLUMN. Write --map text=Body,date=Day.")
        if field not in FIELDS:
            raise UsageError(f"--map {value!r}: there is no field {field!r}. Known: {', '.join(FIELDS)}.")
        if field in mapping:
            raise UsageError(f"--map {value!r}: the field {field!r} is named twice. Name it once.")
        mapping[field] = column
    return mapping


def load_columns(data: DataFiles | None = None) -> dict[str, tuple[str, ...]]:
    """Names of columns by field, folded for comparing, the better ones first.

    Raises:
        DataFileError: an unknown field, or one name for two fields.
    """
    data = data or DataFiles(DATA, {})  # so small that opening all compiled rows for it would take longer
    path = data.folder / _COLUMNS
    found: dict[str, tuple[str, ...]] = {}
    owners: dict[str, str] = {}
    for row in data.read_rows(_COLUMNS, required={"id", "names"}, optional=()):
        field, names = row["id"], row["names"]
        if field not in FIELDS:
            raise DataFileError(f"{path}: there is no field {field!r}. Known: {', '.join(FIELDS)}.")
        if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
            raise DataFileError(f"{path}: the `names` of {field!r} are no list of words. Mend that entry.")
        found[field] = tuple(dict.fromkeys(_plain_name(name) for name in names))
        for name in found[field]:
            if owners.setdefault(name, field) != field:
                raise DataFileError(f"{path}: {name!r} names both {owners[name]!r} and {field!r}. Keep it in one.")
    return found


def is_table(head: bytes, mapping: Mapping[str, str]) -> bool:
    """Whether what begins so is a table: its first line names the column of texts, by ``mapping`` or beside another."""
    line = head.removeprefix(codecs.BOM_UTF8).partition(b"\n")[0].rstrip(b"\r")
    known = load_columns()
    try:
        heads = [_split_head(line, delimiter, mapping, known) for delimiter in _DELIMITERS]
    except (InputError, csv.Error):
        return False
    return any("text" in one.places and len(one.places) > ("text" not in mapping) for one in heads)


def read_csv(
    stream: BinaryIO, origin: str, *, mapping: Mapping[str, str] | None = None, settings: IngestSettings
) -> Iterator[Incoming]:
    """The articles of a table, as rows for ``parse_csv_row``; what is wrong with a row is told with its line.

    Each row's content is a JSON object of its fields, ``line`` is the line on which it begins. ``mapping`` gives
    columns by field, as ``parse_mapping`` makes it, and goes before the names that are known.
    """
    csv.field_size_limit(max(csv.field_size_limit(), settings.max_bytes + 1))  # ours is the limit for a whole row
    rows = _Rows(_utf8_lines(stream, settings.max_bytes), settings.max_bytes)
    try:
        head = _read_head(rows, mapping or {}, load_columns())
    except InputError as error:
        yield Incoming(origin, b"", CSV_ROW, line=rows.line or None, problem=str(error))
        return
    for row in rows.read(head.delimiter):
        if isinstance(row, str):
            yield Incoming(origin, b"", CSV_ROW, line=rows.line, problem=row)
        elif any(row):
            yield _incoming(row, rows.line, origin, head)


def parse_csv_row(content: str) -> Parts:
    """The parts of one row that ``read_csv`` gave: headline, newline and text, unless the text begins with it.

    Raises:
        InputError: the row has no text.
    """
    row = json.loads(content)
    text, title = str(row.get("text", "")), " ".join(str(row.get("title", "")).split())
    require(text.strip(), "empty: there is no text in this row. Leave it out, or give the article's text.")
    if title and not " ".join(text.split()).startswith(title):
        text = f"{title}\n{text}"
    name = str(row.get("outlet", ""))
    parts = parse_json_line(json.dumps({**row, "text": text, "title": title}, ensure_ascii=False))
    is_name = " " in name or not name.isascii()
    return replace(
        parts,
        extractor="csv/1",
        outlet_name=name if is_name else "",
        date_field=str(row.get("date_column", "")) or "date",
    )


@dataclass(frozen=True, slots=True)
class _Head:
    """The first row of a table: its columns, and which of them holds what field."""

    delimiter: str
    columns: tuple[str, ...]
    places: Mapping[str, int]


class _Rows:
    """The rows of a table as bytes in Latin-1 disguise, with the line on which each begins.

    A quotation mark that is never closed would swallow the rest of the table: where a row so opened reaches the
    end of the table or the limit, it is given up and reading goes on with the line after its first.
    """

    def __init__(self, lines: Iterator[bytes], limit: int) -> None:
        self._lines, self._limit = lines, limit
        self._waiting: deque[bytes] = deque()  # lines to be read again
        self._taken: list[bytes] = []  # lines of the row that is being read
        self._held = 0
        self._next_line = 1
        self.line = 0

    def head_line(self) -> bytes:
        """The first line that is not blank, left to be read again."""
        while line := self._next():
            if line.strip(b"\xef\xbb\xbf \r\n"):
                self.unread(line)
                return line
            self._next_line += 1
        return b""

    def unread(self, line: bytes) -> None:
        """Give a line back."""
        self._waiting.appendleft(line)

    def drop_line(self) -> None:
        """Pass over one line."""
        self._next()
        self._next_line += 1

    def read(self, delimiter: str) -> Iterator[list[str] | str]:
        """Rows of cells, in Latin-1 disguise; a text says why a row could not be had."""
        while self._peek():
            reader = csv.reader(self._feed(), delimiter=delimiter)
            while True:
                self._start_row()
                problem = ""
                try:
                    row = next(reader, None)
                except _RowTooLongError:
                    problem = self._too_long()
                except csv.Error as error:
                    problem = f"not CSV ({error}). {_ADVICE}"
                if problem:
                    yield problem
                    break
                if row is None:
                    return
                if len(self._taken) > 1 and sum(line.count(b'"') for line in self._taken) % 2:
                    self._give_back()
                    yield f"a quotation mark opens here and is never closed. {_ADVICE}"
                    break
                yield row

    def _start_row(self) -> None:
        self._next_line += len(self._taken)
        self._taken.clear()
        self._held = 0
        self.line = self._next_line

    def _feed(self) -> Iterator[str]:
        while line := self._next():
            self._held += len(line)
            self._taken.append(line)
            if self._held > self._limit:
                raise _RowTooLongError
            yield line.decode("latin-1")

    def _too_long(self) -> str:
        what = f"a row of over {self._limit:,} bytes"
        if len(self._taken) == 1:
            return f"{what}. Split the article, or raise ingest.max_bytes in qawl.toml."
        self._give_back()
        return f"{what}: a quotation mark opens here and is not closed. {_ADVICE}"

    def _give_back(self) -> None:
        """Keep the first line of this row only, and have the others read again."""
        self._waiting.extendleft(reversed(self._taken[1:]))
        del self._taken[1:]

    def _peek(self) -> bool:
        line = self._next()
        if line:
            self._waiting.appendleft(line)
        return bool(line)

    def _next(self) -> bytes:
        return self._waiting.popleft() if self._waiting else next(self._lines, b"")


class _RowTooLongError(Exception):
    """Raised through the reader of the standard library, which knows no limit for rows."""


def _read_head(rows: _Rows, mapping: Mapping[str, str], known: Mapping[str, tuple[str, ...]]) -> _Head:
    """The head of the table; the delimiter is the one that makes most known columns of it, then most columns.

    Raises:
        InputError: the table is empty, has no head, or lacks a column that is needed.
    """
    line = rows.head_line()
    require(line, "empty: no row in it. Leave it out, or give articles.")
    require(len(line) <= _HEAD_BYTES, "no head with names of columns in the first line. Add one: title,text,date,url.")
    candidates: Sequence[str] = _DELIMITERS
    announced = line.rstrip(b"\r\n").lower()
    if announced.startswith(b"sep=") and len(announced) == 5:  # as spreadsheets do
        candidates = (announced[4:].decode("latin-1"),)
        rows.drop_line()
        line = rows.head_line()
    heads = [_split_head(line, delimiter, mapping, known) for delimiter in candidates]
    head = max(heads, key=lambda head: (len(head.places), len(head.columns)))
    there = ", ".join(column or "(no name)" for column in head.columns[:_SHOWN_COLUMNS])
    for field, column in mapping.items():
        if field not in head.places:
            raise InputError(f"no column {column!r} for {field}. The columns there are: {there}. Mend --map.")
    if "text" not in head.places:
        raise InputError(
            f"no column is known to hold the text. The columns there are: {there}. Say which, as in --map text=Body."
        )
    for row in rows.read(head.delimiter):  # past the head, which may have line breaks in quoted names
        require(not isinstance(row, str), str(row))
        break
    return head


def _split_head(line: bytes, delimiter: str, mapping: Mapping[str, str], known: Mapping[str, tuple[str, ...]]) -> _Head:
    text = decode(line)
    cells = next(csv.reader(io.StringIO(text), delimiter=delimiter), [])
    columns = tuple(cell.strip() for cell in cells)
    plain = [_plain_name(column) for column in columns]
    places: dict[str, int] = {}
    for field in FIELDS:
        if field in mapping:
            wanted = mapping[field].strip()
            place = columns.index(wanted) if wanted in columns else _place(plain, [_plain_name(wanted)])
        else:
            place = _place(plain, known.get(field, ()))
        if place is not None and (field in mapping or place not in places.values()):
            places[field] = place
    return _Head(delimiter, columns, places)


def _place(columns: Sequence[str], names: Sequence[str]) -> int | None:
    return next((columns.index(name) for name in names if name and name in columns), None)


def _plain_name(name: str) -> str:
    """A column's name for comparing: articleTitle, article_title and «Article Title» are one."""
    return "".join(letter for letter in fold_text(name).casefold() if letter.isalnum())


def _incoming(row: list[str], line: int, origin: str, head: _Head) -> Incoming:
    """One row with its cells decoded and named, or what is wrong with it."""
    expected = len(head.columns)
    if len(row) != expected and (any(row[expected:]) or len(row) < expected):
        problem = f"a row of {len(row)} cells under a head of {expected} columns. {_ADVICE}"
        return Incoming(origin, b"", CSV_ROW, line=line, problem=problem)
    wanted = {field: row[place].replace(_UNIT, " ").encode("latin-1") for field, place in head.places.items()}
    try:
        decoded = decode(_UNIT.encode().join(wanted.values()), counts_lines=False).split(_UNIT)
    except InputError as error:
        return Incoming(origin, b"", CSV_ROW, line=line, problem=str(error))
    fields = {field: cell.strip() for field, cell in zip(wanted, decoded, strict=True)}
    if "date" in head.places:
        fields["date_column"] = head.columns[head.places["date"]]
    return Incoming(origin, json.dumps(fields, ensure_ascii=False).encode(), CSV_ROW, line=line)


def _utf8_lines(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """The lines of a table; of one over ``limit`` bytes, its beginning only. UTF-16 is turned into UTF-8."""
    line = stream.readline(limit + 1)
    encoding = _UTF16.get(line[:2])
    if encoding is not None:
        yield from _from_utf16(line[2:], stream, encoding, limit)
        return
    line = line.removeprefix(codecs.BOM_UTF8)
    while line:
        yield line
        while line and not line.endswith(b"\n"):
            line = stream.readline(limit + 1)
        line = stream.readline(limit + 1)


def _from_utf16(first: bytes, stream: BinaryIO, encoding: str, limit: int) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    rest = ""
    data = first
    while data or rest:
        rest += decoder.decode(data, final=not data)
        *lines, rest = rest.split("\n") if len(rest) <= limit else [rest, ""]
        for line in lines:
            yield f"{line}\n".encode()
        if not data:
            if rest:
                yield rest.encode()
            return
        data = stream.read(1 << 16)
