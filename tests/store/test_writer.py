"""Many threads and processes may add to one ledger; whatever stops them, only whole documents are in it."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from qawl.store.ledger import Ledger
from qawl.store.records import Added
from qawl.store.writer import LedgerWriter
from qawl.text.fold import fold
from small_ledger import SIEGE, SmallReader, add_text, make_document, make_ledger, make_snapshot

ARTICLES = 60
ENDLESS = """
import sys
sys.path[:0] = [sys.argv[2]]
from small_ledger import SIEGE, add_text
from qawl.store.ledger import Ledger
from qawl.text.fold import fold
with Ledger.open(sys.argv[1], fold=fold) as ledger:
    print("ready", flush=True)
    for number in range(int(sys.argv[3]), int(sys.argv[4])):
        add_text(ledger, f"{SIEGE} {number}")
"""


def test_threads_write_through_one_queue(tmp_path: Path) -> None:
    with make_ledger(tmp_path / "ledger.db") as ledger:
        with LedgerWriter(ledger) as writer:
            threads = [threading.Thread(target=submit_all, args=(writer,)) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert ledger.count()["documents"] == ARTICLES


def test_the_writer_says_what_became_of_each_document(tmp_path: Path) -> None:
    document = make_document(SIEGE)
    reading = SmallReader().read(document)
    with make_ledger(tmp_path / "ledger.db") as ledger, LedgerWriter(ledger) as writer:
        first = writer.submit(make_snapshot(document), document, reading)
        second = writer.submit(make_snapshot(document), document, reading)
        assert (first.result(), second.result()) == (Added.NEW, Added.KNOWN)


def test_an_error_of_the_writer_comes_back(tmp_path: Path) -> None:
    document = make_document(SIEGE)
    with make_ledger(tmp_path / "ledger.db") as ledger:
        writer = LedgerWriter(ledger)
        writer.submit(make_snapshot(document), document, None)  # type: ignore[arg-type]
        with pytest.raises(AttributeError):
            writer.close()


def test_two_processes_add_to_one_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    make_ledger(path).close()
    adders = [start_adding(path, 0, 40), start_adding(path, 20, 60)]
    assert [adder.wait(timeout=120) for adder in adders] == [0, 0]
    with Ledger.open(path, fold=fold) as ledger:
        assert ledger.count()["documents"] == ARTICLES


def test_a_process_killed_while_adding_leaves_whole_documents_only(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    make_ledger(path).close()
    adder = start_adding(path, 0, 100_000)
    assert adder.stdout is not None
    adder.stdout.readline()
    time.sleep(0.5)
    os.kill(adder.pid, signal.SIGKILL)
    adder.wait()
    with Ledger.open(path, fold=fold) as ledger:
        counts = ledger.count()
        assert counts["documents"] > 0
        assert counts["statements"] == 3 * counts["documents"]
        assert add_text(ledger, f"{SIEGE} 0").id in {head.id for head in ledger.documents()}
        assert ledger.count() == counts


def submit_all(writer: LedgerWriter) -> None:
    """Submit every article; each thread submits the same ones."""
    for number in range(ARTICLES):
        document = make_document(f"{SIEGE} {number}")
        writer.submit(make_snapshot(document), document, SmallReader().read(document))


def start_adding(path: Path, first: int, last: int) -> "subprocess.Popen[str]":
    tests = str(Path(__file__).parents[1])
    command = [sys.executable, "-c", ENDLESS, str(path), tests, str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
