"""Files and folders become documents; what cannot be read becomes an issue that says where and what to do."""

import errno
import io
import json
import os
import sys
import tracemalloc
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest

from qawl.errors import UsageError
from qawl.ingest.files import FileReading, check_inputs, find_inputs, measure
from qawl.ingest.parsing import describe, parse
from qawl.ingest.parts import Incoming, Known
from qawl.model.document import Document
from qawl.model.issue import Issue
from qawl.settings import load_settings
from warc_making import packed, responses

SETTINGS = load_settings({}).ingest
ARTICLE = "الجيش يتقدم\nقال الناطق إن الجيش تقدم نحو المدينة. وأضاف أن المعارك مستمرة."
SAMPLES = Path(__file__).parents[2] / "samples"


def read(*paths: Path | str, known: Known | None = None) -> tuple[list[Document], list[Issue]]:
    """All documents and issues of some paths."""
    documents, issues = [], []
    for incoming in find_inputs(paths, reading=FileReading(SETTINGS)):
        for parsed in parse(incoming, known=known, settings=SETTINGS):
            if isinstance(parsed, Issue):
                issues.append(parsed)
            else:
                documents.append(parsed[1])
    return documents, issues


def issue_of(tmp_path: Path, content: bytes, *, name: str = "a.txt") -> Issue:
    """The one issue that a file of these bytes gives."""
    path = tmp_path / name
    path.write_bytes(content)
    documents, issues = read(path)
    assert documents == []
    (issue,) = issues
    assert issue.origin == str(path)
    return issue


def test_text_is_taken_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    ((document,), _) = read(tmp_path / "a.txt")
    assert document.text == ARTICLE
    assert document.title == "الجيش يتقدم"


def test_windows_newlines_and_byte_order_marks_go(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + ARTICLE.replace("\n", "\r\n").encode())
    ((document,), _) = read(tmp_path / "a.txt")
    assert document.text == ARTICLE


@pytest.mark.parametrize("encoding", ["windows-1256", "utf-16"])
def test_other_encodings_are_told_apart(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(ARTICLE.encode(encoding))
    ((document,), _) = read(tmp_path / "a.txt")
    assert document.text == ARTICLE


def test_samples_are_read_as_their_annotators_saw_them() -> None:
    reference = Path(__file__).parents[2] / "evaluation" / "reference" / "samples.jsonl"
    expected = {row["id"]: row for row in map(json.loads, reference.read_text(encoding="utf-8").splitlines())}
    for incoming in find_inputs([SAMPLES], reading=FileReading(SETTINGS)):
        ((_, document),) = parse(incoming, settings=SETTINGS)
        row = expected.pop(Path(incoming.origin).stem)
        assert (document.text, document.title, document.url) == (row["text"], row["title"], row["url"])
        assert (document.outlet.id, document.mark) == (row["outlet"], "SAMPLE")
        assert document.published_at is not None
        assert document.published_at.value.strftime("%Y%m%d") == row["date"]
    assert expected == {}


def test_two_versions_of_a_page_are_one_article() -> None:
    documents, _ = read(SAMPLES / "dez-21-v1.html", SAMPLES / "dez-21-v2.html")
    first, second = documents
    assert first.article_key == second.article_key
    assert first.id != second.id
    assert first.modified_at is not None
    assert second.modified_at is not None
    assert first.modified_at < second.modified_at


def test_json_lines_keep_their_text_and_facts(tmp_path: Path) -> None:
    row = {
        "id": "x-1",
        "text": f" {ARTICLE}\n",
        "date": "20170911",
        "outlet": "wadi",
        "url": "http://wadi.example/n/12345",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    ((document,), _) = read(tmp_path / "a.jsonl")
    assert document.text == row["text"]
    assert (document.external_id, document.outlet.id, document.article_key) == ("x-1", "wadi", "wadi.example#12345")
    assert document.published_at is not None
    assert document.published_at.value.date().isoformat() == "2017-09-11"


def test_a_bad_line_does_not_stop_the_others(tmp_path: Path) -> None:
    good = json.dumps({"id": "1", "text": ARTICLE})
    lines = [
        good,
        "{broken",
        "",
        "[1]",
        '{"text": 5}',
        '{"text": ""}',
        '{"text": "\\ud800 قال"}',
        good.replace('"1"', '"2"'),
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    documents, issues = read(tmp_path / "a.jsonl")
    assert [document.external_id for document in documents] == ["1", "2"]
    assert [issue.offset for issue in issues] == [2, 4, 5, 6, 7]
    assert describe(issues[0]).startswith(f"{tmp_path / 'a.jsonl'}:2: not JSON")


def test_a_date_that_cannot_be_read_is_told_and_the_article_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "1", "text": ARTICLE, "date": "last week"}), encoding="utf-8")
    documents, issues = read(tmp_path / "a.jsonl")
    assert documents[0].published_at is None
    assert "no date that can be read" in issues[0].message


def test_what_the_caller_knows_fills_what_articles_do_not_say(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": ARTICLE, "outlet": "own"}), encoding="utf-8")
    documents, _ = read(tmp_path, known=Known(outlet="wadi"))
    assert [document.outlet.id for document in documents] == ["wadi", "own"]


def test_folders_are_searched_in_order_and_hidden_and_foreign_files_left_out(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden/3.txt", "b/.4.txt", "b/picture.png", "b/notes.xlsx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(ARTICLE, encoding="utf-8")
    found = [
        Path(i.origin).relative_to(tmp_path).as_posix() for i in find_inputs([tmp_path], reading=FileReading(SETTINGS))
    ]
    assert found == ["a.txt", "b/1.txt", "b/2.txt"]
    assert measure([tmp_path]) == 3 * len(ARTICLE.encode())


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7 ...", "a PDF"),
        (bytes(range(256)) * 40, "binary"),
        (b"\x00\x01\x02", "binary"),
        (b"The army advanced on Tuesday, the spokesman said.", "not Arabic"),
        ("Армия наступает".encode(), "not Arabic"),
        (b"12345 67890", "not Arabic"),
        (("ا" * 1_000_000).encode(), "without a space"),
        (ARTICLE.encode()[:39] + b"\xff\xfe" + ARTICLE.encode()[39:], "broken UTF-8: byte 0xff at offset 39, line 2"),
        ((ARTICLE + "\0").encode(), "NUL"),
        (("این خبر را خبرنگار ما از تهران گزارش می دهد و می گوید که دولت تصمیم دارد " * 4).encode(), "Persian"),
        (("قال الناطق إن القوات تقدمت. " * 60_000).encode(), "the limit is 1,000,000"),
    ],
)
def test_what_is_no_arabic_article_is_refused_with_advice(tmp_path: Path, content: bytes, what: str) -> None:
    issue = issue_of(tmp_path, content)
    assert what in issue.message
    assert issue.message.rstrip().endswith(".")


def test_fifty_megabytes_are_refused_without_being_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        for _ in range(50):
            stream.write("قال الناطق إن القوات تقدمت. ".encode() * 21_000)
    tracemalloc.start()
    documents, issues = read(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert documents == []
    assert "over 20,000,000 bytes" in issues[0].message
    assert peak < 3 * SETTINGS.max_bytes


def test_an_endless_json_line_is_passed_over_and_the_next_one_read(tmp_path: Path) -> None:
    small = replace(SETTINGS, max_bytes=2000)
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": ARTICLE * 50}) + "\n" + json.dumps({"text": ARTICLE}), encoding="utf-8")
    found = list(find_inputs([path], reading=FileReading(small)))
    assert [(incoming.line, bool(incoming.problem)) for incoming in found] == [(1, True), (2, False)]


def test_arabic_with_much_english_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE + " The Syrian army advanced, SANA agency said.", encoding="utf-8")
    documents, issues = read(tmp_path / "a.txt")
    assert len(documents) == 1
    assert issues == []


def test_a_headline_alone_is_an_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("بوتين: انتهت المعركة", encoding="utf-8")
    documents, _ = read(tmp_path / "a.txt")
    assert documents[0].title == "بوتين: انتهت المعركة"


def test_front_matter_that_is_no_yaml_names_its_line(tmp_path: Path) -> None:
    issue = issue_of(tmp_path, f"---\nid: x\ntitle: a: b\n---\n{ARTICLE}".encode(), name="a.md")
    assert "line 3" in issue.message


def test_markdown_loses_its_marks(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# الجيش **يتقدم**\n\nقال [الناطق](http://x.example) إن\nالجيش تقدم.\n", encoding="utf-8"
    )
    ((document,), _) = read(tmp_path / "a.md")
    assert document.text == "الجيش يتقدم\nقال الناطق إن الجيش تقدم."


def test_addresses_and_missing_paths_are_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ftp addresses are not read"):
        check_inputs(["ftp://wadi.example/1"])
    with pytest.raises(UsageError, match="nothing is fetched here"):
        list(find_inputs(["https://wadi.example/1"], reading=FileReading(SETTINGS)))
    with pytest.raises(UsageError, match="no such file"):
        check_inputs([tmp_path / "none.txt"])


@pytest.mark.parametrize(
    ("content", "count"),
    [(ARTICLE, 1), (json.dumps({"text": ARTICLE}) + "\n" + json.dumps({"text": ARTICLE}), 2), (f"<p>{ARTICLE}</p>", 1)],
)
def test_standard_input_is_told_by_its_beginning(monkeypatch: pytest.MonkeyPatch, content: str, count: int) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    documents, issues = read("-")
    assert (len(documents), issues) == (count, [])


def test_containers_on_standard_input_are_told_by_their_first_bytes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    warc = packed(responses(2))
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as package:
        package.writestr("archive/data.warc.gz", warc)
        package.writestr("datapackage.json", "{}")
    for content, count in ((warc, 2), ((tmp_path / "a.wacz").read_bytes(), 2)):
        (tmp_path / "given").write_bytes(content)
        with (tmp_path / "given").open("rb") as redirected:
            for stream in (redirected, io.BufferedReader(_Pipe(content)), io.BufferedReader(_Pipe(content, drop=2))):
                monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
                pages = [one for one in find_inputs(["-"], reading=FileReading(SETTINGS)) if one.content]
                assert len(pages) == count


def test_a_table_on_standard_input_is_told_by_its_head(monkeypatch: pytest.MonkeyPatch) -> None:
    def rows(content: str, columns: dict[str, str] | None = None) -> int:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
        return sum(one.line is not None for one in find_inputs(["-"], reading=FileReading(SETTINGS, columns)))

    body = ARTICLE.replace("\n", " ")
    assert rows(f"العنوان,النص\nخبر,{body}\nخبر,{body}\n") == 2
    assert rows(f"Kopf;Inhalt\nخبر;{body}\n", {"text": "Inhalt"}) == 1
    assert rows(f"النص\n{body}\n") == 0
    assert rows(ARTICLE) == 0


def test_a_wacz_without_a_telling_name_is_known_by_its_members(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "crawl", "w") as package:
        package.writestr("archive/data.warc.gz", packed(responses(2)) + bytes(0))
        package.writestr("pages/pages.jsonl", "x" * 9000)
        package.writestr("datapackage.json", "{}")
    assert sum(bool(one.content) for one in find_inputs([tmp_path / "crawl"], reading=FileReading(SETTINGS))) == 2


def test_an_empty_input_is_not_the_present_folder() -> None:
    with pytest.raises(UsageError, match="an input is empty"):
        check_inputs([""])


def test_an_address_without_its_beginning_is_told_what_it_lacks() -> None:
    with pytest.raises(UsageError, match=r"https://wadi\.example/news/1"):
        check_inputs(["wadi.example/news/1"])


class _Pipe(io.RawIOBase):
    """A stream that cannot seek."""

    def __init__(self, content: bytes, *, drop: int = 1 << 20) -> None:
        self._content, self._drop = io.BytesIO(content), drop

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._content.read(min(len(buffer), self._drop))
        buffer[: len(piece)] = piece
        return len(piece)


def test_a_file_that_may_not_be_read_becomes_an_issue() -> None:
    (issue,) = parse(Incoming("a.txt", b"", "text/plain", problem="cannot be read (no). Check it."), settings=SETTINGS)
    assert isinstance(issue, Issue)
    assert "cannot be read" in issue.message


def test_a_pipe_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    documents, issues = read(tmp_path)
    assert (len(documents), issues) == (1, [])


def test_a_link_that_leads_nowhere_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    (tmp_path / "self.txt").symlink_to("self.txt")
    documents, issues = read(tmp_path)
    assert documents == []
    assert [issue.message.startswith("a link that leads nowhere") for issue in issues] == [True, True]


def test_a_folder_that_cannot_be_looked_into_is_an_issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(path: str) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr("os.scandir", closed)
    _, (issue,) = read(tmp_path)
    assert issue.origin == str(tmp_path)
    assert "Permission denied" in issue.message


@pytest.mark.parametrize("name", ["list.json", "list.txt", "pretty.json"])
def test_a_json_document_is_no_text_and_is_refused_once(tmp_path: Path, name: str) -> None:
    article = {"id": "1", "text": ARTICLE}
    value = article if name == "pretty.json" else [article]
    content = json.dumps(value, ensure_ascii=False, indent=1).encode()
    issue = issue_of(tmp_path, content, name=name)
    assert "one JSON document" in issue.message
    assert "jq -c" in issue.message


def test_utf_16_is_read_without_its_mark(tmp_path: Path) -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        (tmp_path / "a.txt").write_bytes(ARTICLE.encode(encoding))
        ((document,), issues) = read(tmp_path / "a.txt")
        assert (document.text, issues) == (ARTICLE, [])


def test_a_broken_byte_in_a_json_line_is_told_with_the_file_s_line_only(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\n{"id": "b", "text": "\xff\xfe"}\n')
    _, (issue,) = read(path)
    assert issue.offset == 2
    assert "line" not in issue.message
