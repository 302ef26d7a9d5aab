"""What people hand over in the workbench becomes a job: a pasted text, files, addresses.

Names of files are somebody else's words: they are shown, and their end says what the file holds, but no path is ever
made of them. What is too much is refused while it comes in, not when the disk is full.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from qawl.errors import UsageError
from qawl.ingest.addresses import without_password
from qawl.ingest.dates import parse_published
from qawl.ingest.files import is_address, telling_suffix
from qawl.model.job import Job, JobKind
from qawl.settings import Settings
from qawl.store.jobs import new_job_id
from qawl.store.ledger import Ledger

PASTED = "pasted.jsonl"
"""What a pasted text is called; pages say it in the reader's language."""
MOST_ADDRESSES = 1_000
_LONGEST_NAME, _LONGEST_FACT = 120, 2_000
_MARKS = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})


_WHAT = {
    "bad_address": "{given!r} is no address. An address begins with http:// or https://.",
    "bad_date": "{given!r} is no date. Write it as 2017-09-11 or 2017-09-11T14:00:00+03:00.",
    "broken_form": "the form is broken ({given}). Send it again, as multipart/form-data.",
    "disk": "the files cannot be laid down ({given}). Whoever runs the server has to make room for them.",
    "long_fact": "{given!r}… is too long. Headlines, names and addresses have a few words.",
    "long_text": "over {limit:,} characters for one article. Split it.",
    "many_addresses": "over {limit:,} addresses at once. Give them in parts, or give a feed or sitemap.",
    "many_files": "over {limit:,} files at once. Give them in parts, or as an archive.",
    "no_address": "there is no address. Give those of pages, feeds or sitemaps, one a line.",
    "no_fetch": "this server fetches nothing (--no-fetch). Save the page as a file and give that.",
    "no_file": "there is no file. Choose some, or drop them on the page.",
    "no_text": "there is no text. Paste the article's text into the field.",
    "too_large": "over {limit:,} bytes at once. Give them in parts, or raise jobs.upload_max_bytes in qawl.toml.",
}


class RefusedInputError(UsageError):
    """What was handed over cannot be taken. ``reason`` is a word for it, by which pages say it in two languages."""

    def __init__(self, reason: str, *, given: str = "", limit: int = 0) -> None:
        super().__init__(_WHAT[reason].format(given=given, limit=limit))
        self.reason, self.given, self.limit = reason, given, limit
        self.fields: Mapping[str, str] = {}  # of the form in which it came, to show them again


@dataclass(frozen=True, slots=True)
class Facts:
    """What somebody says of articles that do not say it themselves; of a pasted text also its headline and address."""

    title: str = ""
    outlet: str = ""
    published: str = ""
    url: str = ""


def order_text(ledger: Ledger, settings: Settings, text: str, facts: Facts, *, asked_by: str) -> Job:
    """Order that a pasted text be read.

    Raises:
        RefusedInputError: there is no text, it is longer than an article may be, or the date or address is none.
    """
    if not text.strip():
        raise RefusedInputError("no_text")
    if len(text) > settings.ingest.max_characters:
        raise RefusedInputError("long_text", limit=settings.ingest.max_characters)
    _check(facts)
    given = {"text": text, "title": facts.title, "outlet": facts.outlet, "date": facts.published, "url": facts.url}
    line = json.dumps({name: value for name, value in given.items() if value}).encode()
    with Upload(ledger, settings) as upload:
        with upload.new_file(PASTED) as file:
            file.write(line)
        return upload.order(Facts(), asked_by=asked_by, title=facts.title or _first_words(text))


def order_addresses(
    ledger: Ledger, addresses: Iterable[str], facts: Facts, *, asked_by: str, may_fetch: bool = True
) -> Job:
    """Order that addresses of pages, feeds or sitemaps be fetched and read.

    Raises:
        RefusedInputError: there is none, one of them is none, there are too many, or nothing is fetched here.
    """
    if not may_fetch:
        raise RefusedInputError("no_fetch")
    wanted = list(dict.fromkeys(one.strip() for one in addresses if one.strip()))
    if not wanted:
        raise RefusedInputError("no_address")
    if len(wanted) > MOST_ADDRESSES:
        raise RefusedInputError("many_addresses", limit=MOST_ADDRESSES)
    for one in wanted:
        if not is_address(one) or len(one) > _LONGEST_FACT:
            raise RefusedInputError("bad_address", given=_shown(one))
    _check(facts)
    order = _known(facts) | {"addresses": wanted}
    title = without_password(wanted[0])
    return ledger.enqueue_job(JobKind.ADD, order, title=title, asked_by=asked_by, needs_fetch=True)


class Upload:
    """Files on their way into a folder of their own; what is not ordered by the end of ``with`` is removed."""

    def __init__(self, ledger: Ledger, settings: Settings) -> None:
        self._ledger, self._limits = ledger, settings.jobs
        self._job_id = new_job_id()
        self._folder = ledger.upload_folder(self._job_id)
        self._files: list[dict[str, str]] = []
        self._size = 0
        self._is_ordered = False

    @property
    def files(self) -> Sequence[Mapping[str, str]]:
        """The files so far, each with the name that it is kept by and the name that it was given."""
        return self._files

    def new_file(self, name: str) -> "UploadedFile":
        """Begin a file that its owner calls ``name``.

        Raises:
            RefusedInputError: there are too many.
        """
        if len(self._files) >= self._limits.upload_max_files:
            raise RefusedInputError("many_files", limit=self._limits.upload_max_files)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        shown = visible_name(name) or f"file-{len(self._files) + 1}"
        kept = f"{len(self._files) + 1:05}{telling_suffix(shown)}"
        self._files.append({"file": kept, "name": shown})
        return UploadedFile(self, self._folder / kept)

    def take(self, count: int) -> None:
        """Note bytes that come in.

        Raises:
            RefusedInputError: they are too many.
        """
        self._size += count
        if self._size > self._limits.upload_max_bytes:
            raise RefusedInputError("too_large", limit=self._limits.upload_max_bytes)

    def order(self, facts: Facts, *, asked_by: str, title: str = "") -> Job:
        """Order that the files be read.

        Raises:
            RefusedInputError: there is none, or the date is none.
        """
        if not self._files:
            raise RefusedInputError("no_file")
        _check(facts)
        order = _known(facts) | {"files": self._files}
        name = title or self._files[0]["name"]
        job = self._ledger.enqueue_job(JobKind.ADD, order, title=name, asked_by=asked_by, job_id=self._job_id)
        self._is_ordered = True
        return job

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._is_ordered:
            self._ledger.drop_upload(self._job_id)


class UploadedFile:
    """One file that comes in piece by piece."""

    def __init__(self, upload: Upload, path: Path) -> None:
        self._upload = upload
        self._stream: BinaryIO = path.open("xb")

    def write(self, piece: bytes) -> None:
        """Take a piece.

        Raises:
            RefusedInputError: it is too much.
        """
        self._upload.take(len(piece))
        try:
            self._stream.write(piece)
        except OSError as error:
            raise RefusedInputError("disk", given=error.strerror or "") from error

    def close(self) -> None:
        """End the file."""
        self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def visible_name(name: str) -> str:
    """A file's name as it can be shown: no path, nothing that reorders or hides text, and not endlessly long.

    >>> visible_name("C:\\\\Users\\\\x\\\\report.html")
    'report.html'
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    kept = _plain(last)
    if len(kept) <= _LONGEST_NAME:
        return kept
    suffix = telling_suffix(kept)
    return f"{kept[: _LONGEST_NAME - len(suffix) - 1]}…{suffix}"


def _check(facts: Facts) -> None:
    for value in (facts.title, facts.outlet, facts.published, facts.url):
        if len(value) > _LONGEST_FACT:
            raise RefusedInputError("long_fact", given=_shown(value))
    if facts.published and parse_published(facts.published, said_by="caller") is None:
        raise RefusedInputError("bad_date", given=_shown(facts.published))
    if facts.url and not is_address(facts.url):
        raise RefusedInputError("bad_address", given=_shown(facts.url))


def _shown(given: str) -> str:
    return _plain(given)[:60]


def _plain(text: str) -> str:
    """Letters, marks of writing and single spaces: nothing that orders or hides what stands around it."""
    spaced = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(char for char in spaced if unicodedata.category(char) not in _MARKS).strip()


def _known(facts: Facts) -> dict[str, Any]:
    return {"outlet": facts.outlet, "published": facts.published}


def _first_words(text: str) -> str:
    line = _plain(next(line for line in text.splitlines() if line.strip()))
    return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 1]}…"
