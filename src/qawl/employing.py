"""A worker process beside a server: started with it, started again when it dies, and ended with it.

The process is spawned, not forked: a fork would take the server's threads and locks over as they stand. It is nobody's
when the server is killed, so it watches for that and ends by itself; what it was at is taken up by the next one.
"""

import logging
import multiprocessing
import os
import signal
import threading
from contextlib import suppress
from multiprocessing.context import SpawnProcess
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

from qawl.settings import Settings
from qawl.store.ledger import Ledger
from qawl.working import Worker, new_worker_name

_LOG = logging.getLogger("qawl.work")
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 60.0
_PATIENCE = 15.0  # seconds that a worker has to finish the article at hand
_NICENESS = 5  # pages go first


class Employer:
    """Keeps one worker at work on a ledger, from ``with`` to its end."""

    def __init__(self, ledger: Ledger, settings: Settings, *, may_fetch: bool = True) -> None:
        self._ledger, self._settings, self._may_fetch = ledger, settings, may_fetch
        self._ending = threading.Event()
        self._process: SpawnProcess | None = None
        self._thread = threading.Thread(target=self._keep_working, name="qawl-employer", daemon=True)

    @property
    def worker_id(self) -> int | None:
        """The process at work; None while there is none."""
        process = self._process
        return process.pid if process is not None and process.is_alive() else None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.set()
        self._thread.join()

    def _keep_working(self) -> None:
        pause = _FIRST_PAUSE
        while not self._ending.is_set():
            name = new_worker_name()
            self._process = _start(self._ledger.name, self._settings, name, self._may_fetch)
            while self._process.is_alive() and not self._ending.wait(0.2):
                pass
            if self._ending.is_set():
                break
            _LOG.warning("the worker ended (%s); another one is started", self._process.exitcode)
            self._ledger.release_jobs_of(name)
            self._ending.wait(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        if self._process is not None:
            _end(self._process)


def _start(target: str, settings: Settings, name: str, may_fetch: bool) -> SpawnProcess:
    process = multiprocessing.get_context("spawn").Process(
        target=work, args=(target, settings, name, may_fetch), name="qawl-worker"
    )
    process.start()
    return process


def _end(process: SpawnProcess) -> None:
    process.terminate()
    process.join(_PATIENCE)
    if process.is_alive():
        process.kill()
        process.join()


def work(target: str, settings: Settings, name: str, may_fetch: bool) -> None:
    """What the process does: jobs, until it is told to end or whoever started it is gone."""
    from qawl.adding import open_ledger
    from qawl.pipeline import load_reader

    stop = threading.Event()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to both; the server says when to end
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    with suppress(OSError, AttributeError):
        os.nice(_NICENESS)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_stop_after, args=(parent, stop), daemon=True).start()
    with open_ledger(target) as ledger:
        Worker(ledger, settings, reader=load_reader, stop=stop, name=name, may_fetch=may_fetch).run()


def _stop_after(parent: BaseProcess, stop: threading.Event) -> None:
    parent.join()
    stop.set()
