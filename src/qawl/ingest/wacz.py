"""WACZ files: web archives in a ZIP, as archiving browsers save them.

The archives inside are streamed from the ZIP and read as any WARC; nothing is unpacked to the disk, so names of
members can do no harm. The package lists a checksum of each member: where one does not fit, that is told and the
pages are read all the same. What the index says (titles, seeds, full texts) is left: the pages say it themselves.
"""

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

from qawl.ingest.archives import ArchiveCounts, read_warc
from qawl.ingest.formats import WACZ
from qawl.ingest.parts import Incoming
from qawl.settings import IngestSettings

_ARCHIVES = "archive/"
_SUFFIXES = (".warc", ".warc.gz", ".warc.zst")
_PACKAGE, _PACKAGE_DIGEST = "datapackage.json", "datapackage-digest.json"
_PACKAGE_BYTES = 1 << 24
_FREE_BYTES = 1 << 28  # what may unpack at any ratio, as in gzip
_ZIP_MAGIC = b"PK\x03\x04"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
# OSError too: a damaged directory sends the reader to places that no file has.


def is_wacz(path: Path) -> bool:
    """Whether a file is a WACZ: a ZIP with archives in it, or, cut short as it may be, one that is called so."""
    try:
        with path.open("rb") as stream:
            if stream.read(len(_ZIP_MAGIC)) != _ZIP_MAGIC:
                return False
        if path.suffix.lower() == ".wacz":
            return True
        with zipfile.ZipFile(path) as package:
            return any(_is_archive(name) for name in package.namelist())
    except _BROKEN:
        return False


def read_wacz(
    path: Path, origin: str, *, settings: IngestSettings, counts: ArchiveCounts | None = None
) -> Iterator[Incoming]:
    """The pages of all archives in a WACZ file, in the order of their names.

    Pages have the origin «FILE!archive/data.warc.gz#record-id». A file that is cut short has lost its directory,
    which stands at the end: that is told, and nothing is read. Raises OSError where the file cannot be opened.
    """
    counts = counts if counts is not None else ArchiveCounts()
    with path.open("rb") as stream:
        try:
            package = zipfile.ZipFile(stream)
        except _BROKEN:
            counts.truncated = True
            yield _problem(
                origin,
                "no directory at its end: the file is cut short, or is no WACZ. Fetch it again; if it cannot be had, "
                "`zip -FF` saves the archives inside, which can be read one by one.",
            )
            return
        yield from _read_package(package, path.stat().st_size, origin, settings, counts)


def _read_package(
    package: zipfile.ZipFile, size: int, origin: str, settings: IngestSettings, counts: ArchiveCounts
) -> Iterator[Incoming]:
    members = sorted((m for m in package.infolist() if _is_archive(m.filename)), key=lambda m: m.filename)
    problem = _refusal(package, members, size, settings)
    if problem:
        yield _problem(origin, problem)
        return
    digests, problem = _read_digests(package)
    if problem:
        yield _problem(origin, problem)
    there = {member.filename for member in members}
    for name in sorted(path for path in digests if _is_archive(path) and path not in there):
        counts.damaged += 1
        yield _problem(origin, f"{_harmless(name)} is listed in {_PACKAGE} and is not there. Fetch the WACZ again.")
    for member in members:
        yield from _read_member(package, member, origin, digests, settings, counts)


def _is_archive(name: str) -> bool:
    return name.startswith(_ARCHIVES) and name.lower().endswith(_SUFFIXES)


def _refusal(package: zipfile.ZipFile, members: list[zipfile.ZipInfo], size: int, settings: IngestSettings) -> str:
    """Why this package is not read at all, or nothing."""
    if not members:
        return "no archive/*.warc or *.warc.gz in it. Give a WACZ with its archives, or the archives themselves."
    if len(members) > settings.archive_max_members:
        return (
            f"{len(members):,} archives in it; the limit is {settings.archive_max_members:,}. Unpack it and give the "
            "archives, or raise ingest.archive_max_members in qawl.toml."
        )
    if sum(member.compress_size for member in package.infolist()) > size:
        return "its members overlap or are longer than the file: it is damaged, or a bomb. Fetch it again."
    return ""


def _read_member(
    package: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    origin: str,
    digests: Mapping[str, str],
    settings: IngestSettings,
    counts: ArchiveCounts,
) -> Iterator[Incoming]:
    """The pages of one archive, and what is wrong with it as a member of the ZIP."""
    name = f"{origin}!{_harmless(member.filename)}"
    if member.file_size > max(_FREE_BYTES, member.compress_size * settings.archive_max_ratio):
        counts.skip("archive that is a bomb")
        ratio = settings.archive_max_ratio
        yield _problem(name, f"unpacks to more than {ratio} times its size: left out. Make the WACZ again without it.")
        return
    try:
        opened = package.open(member)
    except _BROKEN as error:
        counts.damaged += 1
        yield _problem(name, f"cannot be opened ({error}). Fetch the WACZ again, or make it without a password.")
        return
    with opened:
        stream = _Hashed(cast(BinaryIO, opened))
        yield from read_warc(cast(BinaryIO, stream), name, settings=settings, counts=counts)
        while stream.read(1 << 18):
            pass
    if stream.broken:
        counts.damaged += 1
        yield _problem(name, f"is damaged inside the ZIP ({stream.broken}). Fetch the WACZ again.")
    elif digests.get(member.filename, stream.digest) != stream.digest:
        yield _problem(
            name,
            f"its SHA-256 is not the one that {_PACKAGE} gives: it was changed or damaged after it was packed. "
            "Its pages are read; fetch the WACZ again, or ask who made it.",
        )


class _Hashed:
    """A member that is hashed while it is read, and that ends where it is broken, saying why."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._sha256 = hashlib.sha256()
        self.broken = ""

    @property
    def digest(self) -> str:
        return self._sha256.hexdigest()

    def read(self, size: int = -1) -> bytes:
        if self.broken:
            return b""
        try:
            data = self._stream.read(size)
        except _BROKEN as error:
            self.broken = str(error) or type(error).__name__
            return b""
        self._sha256.update(data)
        return data


def _read_digests(package: zipfile.ZipFile) -> tuple[dict[str, str], str]:
    """SHA-256 by name of member as the package lists them, and what is wrong with the list itself."""
    content = _read_small(package, _PACKAGE)
    if content is None:
        return {}, f"no {_PACKAGE} in it: its archives are read without comparing checksums."
    listed = _read_json(content)
    resources = listed.get("resources") if isinstance(listed, dict) else None
    if not isinstance(resources, list):
        return {}, f"its {_PACKAGE} lists no members: its archives are read without comparing checksums."
    found: dict[str, str] = {}
    for resource in resources:
        if isinstance(resource, dict):
            kind, _, digest = str(resource.get("hash", "")).partition(":")
            if kind == "sha256" and digest:
                found[str(resource.get("path", ""))] = digest.lower()
    signed = _read_json(_read_small(package, _PACKAGE_DIGEST) or b"")
    expected = str(signed.get("hash", "")) if isinstance(signed, dict) else ""
    if expected.startswith("sha256:") and expected[7:].lower() != hashlib.sha256(content).hexdigest():
        return found, f"its {_PACKAGE} is not the one that {_PACKAGE_DIGEST} was made for: the list was changed since."
    return found, ""


def _read_small(package: zipfile.ZipFile, name: str) -> bytes | None:
    """A member that must fit into memory, or None where it is missing, broken or too large."""
    try:
        with package.open(name) as stream:
            content = stream.read(_PACKAGE_BYTES + 1)
    except (KeyError, *_BROKEN):
        return None
    return content if len(content) <= _PACKAGE_BYTES else None


def _read_json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _harmless(name: str) -> str:
    """A member's name for messages: whatever cannot be printed, or turns the line around, is shown as «?»."""
    return "".join(letter if letter.isprintable() else "?" for letter in name[:200])


def _problem(origin: str, problem: str) -> Incoming:
    return Incoming(origin, b"", WACZ, problem=problem)
