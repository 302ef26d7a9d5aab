"""One writer for many readers: threads read articles, one thread writes them to the ledger.

A database has one write lock; threads that fight for it wait for one another. The queue is bounded, so that
memory stays constant when reading is faster than writing. An error of the writer comes back to whoever
waits for the result, or at the latest when the writer is closed.
"""

import queue
import threading
from concurrent.futures import Future
from types import TracebackType
from typing import Self

from qawl.model.document import Document, Snapshot
from qawl.model.reading import Reading
from qawl.store.ledger import Ledger
from qawl.store.records import Added

_Settles = tuple[str, int | None] | None
_Job = tuple[Snapshot, Document, Reading, _Settles, "Future[Added]"]


class LedgerWriter:
    """Takes documents from any thread and writes them one at a time, each in its own transaction."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._queue: queue.Queue[_Job | None] = queue.Queue(maxsize=max(1, ledger.settings.queue_length))
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="qawl-writer", daemon=True)
        self._thread.start()

    def submit(
        self, snapshot: Snapshot, document: Document, reading: Reading, *, settles: _Settles = None
    ) -> "Future[Added]":
        """Queue one document; waits while the queue is full. The result says what became of it.

        ``settles`` is the input (file, line) whose earlier issues are done with then.
        """
        future: Future[Added] = Future()
        self._queue.put((snapshot, document, reading, settles, future))
        return future

    def close(self) -> None:
        """Write what is queued and end the thread.

        Raises:
            Exception: the first error that nobody has asked for by ``Future.result``.
        """
        self._queue.put(None)
        self._thread.join()
        if self._failure is not None:
            raise self._failure

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
        else:
            self._queue.put(None)
            self._thread.join()

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            snapshot, document, reading, settles, future = job
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(self._ledger.add_document(snapshot, document, reading, settles=settles))
            except BaseException as error:
                self._failure = self._failure or error
                future.set_exception(error)
