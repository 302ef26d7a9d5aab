"""Pages as they were received: each once, by the SHA-256 of its bytes, in a folder beside the ledger.

Each page is a file of its own, or, for those who hand archives on to other tools, a record of a WARC file.

A page is written under a passing name, synced and renamed before any row of the database speaks of it. Whatever
interrupts that leaves a whole page or a passing file, never half a page under its name; what no row speaks of is
swept by ``qawl check``. Two letters of the hash make 256 folders, so that no folder grows too long to list.
"""

import hashlib
import os
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import zstandard

from qawl.errors import StoreError
from qawl.model.document import Snapshot
from qawl.store.syncing import sync_folder
from qawl.store.warc_files import WarcPosition, WarcWriter, read_response

SUFFIX = ".zst"
WARC_FOLDER = "warc"
_PASSING = ".part"
_WARC = "warc:"
_SYNCING = 16  # file systems put syncs that wait together into one commit


class SnapshotFolder:
    """The folder of one ledger; made when the first page is kept. With ``warc`` new pages become WARC records.

    From one that ``is_shared`` with another ledger nothing is deleted.
    """

    def __init__(self, path: Path, *, warc: bool = False, is_shared: bool = False) -> None:
        self.path = path
        self.is_shared = is_shared
        self._writer = WarcWriter(path / WARC_FOLDER) if warc else None

    def close(self) -> None:
        """Let go of the archive that is being written."""
        if self._writer is not None:
            self._writer.close()

    def keep(self, snapshot: Snapshot) -> str:
        """Keep a page; when this returns it is on the disk. Says where, in the words of ``payload.kept_in``.

        Raises:
            StoreError: the folder cannot be written.
        """
        if self._writer is None:
            self.put(snapshot.sha256, snapshot.content)
            return ""
        return self._keep_record(self._writer, snapshot)

    def keep_all(self, snapshots: Sequence[Snapshot]) -> list[str]:
        """Keep many pages at once, which waits for the disk once and not for each; otherwise as ``keep``.

        Raises:
            StoreError: the folder cannot be written.
        """
        if self._writer is not None:
            return [self._keep_record(self._writer, snapshot) for snapshot in snapshots]
        self.put_all({snapshot.sha256: snapshot.content for snapshot in snapshots}.items())
        return [""] * len(snapshots)

    def _keep_record(self, writer: WarcWriter, snapshot: Snapshot) -> str:
        content, moment = snapshot.content, snapshot.retrieved_at
        if snapshot.url and snapshot.headers:
            at = writer.write_response(snapshot.url, 200, snapshot.headers, content, moment)
        else:  # a file, or the text of a feed whose page could not be had: no server sent that
            name = snapshot.url or f"urn:qawl:{snapshot.sha256}"
            at = writer.write_resource(name, snapshot.media_type, content, moment)
        return f"{_WARC}{at.file}:{at.offset}:{at.length}"

    def put(self, sha256: str, content: bytes) -> None:
        """Keep ``content``; when this returns it is on the disk. What is there already stays as it is.

        Raises:
            StoreError: the folder cannot be written.
        """
        self.put_all([(sha256, content)])

    def put_all(self, pages: Iterable[tuple[str, bytes]]) -> None:
        """Keep pages under their hashes; when this returns all are on the disk, or none has its name.

        Raises:
            StoreError: the folder cannot be written.
        """
        passing: dict[Path, Path] = {}
        try:
            for sha256, content in pages:
                target = self.file(sha256)
                if target.exists():
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                passing[target] = target.with_name(f"{sha256}.{uuid.uuid4().hex}{_PASSING}")
                with passing[target].open("xb") as stream:
                    stream.write(zstandard.compress(content))
            _sync_each(_sync_file, passing.values())
            for target, written in passing.items():
                written.replace(target)
            _sync_each(sync_folder, {target.parent for target in passing})
        except OSError as error:
            for written in passing.values():
                with suppress(OSError):
                    written.unlink()
            raise StoreError(
                f"{self.path}: the page cannot be kept ({error.strerror}). Check permissions and free space."
            ) from error

    def get(self, sha256: str, kept_in: str = "") -> bytes | None:
        """The bytes kept under this hash, None when there are none; ``kept_in`` as ``keep`` said.

        Raises:
            StoreError: the file is there and cannot be read or unpacked.
        """
        if kept_in.startswith(_WARC):
            file, offset, length = kept_in.removeprefix(_WARC).rsplit(":", 2)
            return read_response(self.path / WARC_FOLDER, WarcPosition(file, int(offset), int(length)))
        path = self.file(sha256)
        try:
            packed = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(f"{path}: cannot be read ({error.strerror}). Check its permissions.") from error
        try:
            return zstandard.decompress(packed)
        except zstandard.ZstdError as error:
            raise StoreError(f"{path}: is damaged ({error}). Restore a copy, or add the page again.") from error

    def remove(self, sha256: str) -> None:
        """Forget a page; nothing happens when it is not there, or another ledger may need it."""
        if self.is_shared:
            return
        self.file(sha256).unlink(missing_ok=True)

    def hashes(self) -> Iterator[str]:
        """The hashes of all kept pages, in order."""
        for path in self._files():
            if path.suffix == SUFFIX:
                yield path.stem

    def passing_files(self) -> Iterator[Path]:
        """Files that an interrupted run left half written."""
        return (path for path in self._files() if path.suffix == _PASSING)

    def _files(self) -> Iterator[Path]:
        for number in range(256):
            folder = self.path / f"{number:02x}"
            if folder.is_dir():
                yield from sorted(folder.iterdir())

    def file(self, sha256: str) -> Path:
        """Where the page of this hash is, or would be."""
        return self.path / sha256[:2] / f"{sha256}{SUFFIX}"


def sha256_of(content: bytes) -> str:
    """The hash that names ``content``."""
    return hashlib.sha256(content).hexdigest()


def _sync_each(sync: Callable[[Path], None], paths: Iterable[Path]) -> None:
    """Sync many at once: what waits together is written together."""
    waiting = list(paths)
    if len(waiting) < 2:
        for path in waiting:
            sync(path)
        return
    with ThreadPoolExecutor(_SYNCING) as pool:
        for _ in pool.map(sync, waiting):
            pass


def _sync_file(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
