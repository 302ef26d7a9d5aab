"""The worker process: killed by force, ended with its server, and gone when its server is."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from qawl.employing import Employer
from qawl.model.job import Job, JobKind, JobState
from qawl.settings import Settings
from qawl.store.ledger import Ledger
from small_ledger import SIEGE

ARTICLES = 25


def order_lines(ledger: Ledger, job_id: str, *, count: int = ARTICLES) -> Job:
    """A file of many articles, so that there is a midst to be killed in."""
    folder = ledger.upload_folder(job_id)
    folder.mkdir(parents=True)
    rows = [
        {"id": f"n{number}", "text": f"{SIEGE}\nخبر رقم {number}.", "title": f"خبر {number}"} for number in range(count)
    ]
    (folder / "00001.jsonl").write_text("\n".join(map(json.dumps, rows)))
    order = {"files": [{"file": "00001.jsonl", "name": "many.jsonl"}]}
    return ledger.enqueue_job(JobKind.ADD, order, job_id=job_id)


def wait_until(is_so: Callable[[], object], *, seconds: float = 240) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "it never came to that"
        time.sleep(0.02)


def is_running(process: int) -> bool:
    """False also for one that has ended and that nobody has asked after."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_worker_killed_by_force_is_replaced_and_nothing_is_lost(ledger: Ledger, settings: Settings) -> None:
    settings = replace(settings, jobs=replace(settings.jobs, beat_seconds=0.05))
    job = order_lines(ledger, "j_many")
    with Employer(ledger, settings) as employer:
        wait_until(lambda: ledger.count()["articles"] >= 2)
        killed = employer.worker_id
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: ledger.job(job.id).state.is_end)
        assert employer.worker_id not in (None, killed)
        last = employer.worker_id
    done = ledger.job(job.id)
    assert (done.state, done.attempts, done.problem) == (JobState.DONE, 2, "")
    assert ledger.count()["articles"] == ARTICLES
    assert done.report["new"] + done.report["known"] == ARTICLES
    assert ledger.check().faults == []
    assert not is_running(last or 0)


def test_a_worker_ends_when_its_server_is_killed(ledger: Ledger, tmp_path: Path) -> None:
    program = (
        "import sys, time\n"
        "from qawl.adding import open_ledger\n"
        "from qawl.employing import Employer\n"
        "from qawl.settings import load_settings\n"
        "if __name__ == '__main__':\n"
        "    with open_ledger(sys.argv[1]) as ledger, Employer(ledger, load_settings({})) as employer:\n"
        "        while employer.worker_id is None:\n"
        "            time.sleep(0.05)\n"
        "        print(employer.worker_id, flush=True)\n"
        "        time.sleep(600)\n"
    )
    script = tmp_path / "server.py"
    script.write_text(program)
    server = subprocess.Popen([sys.executable, str(script), ledger.name], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    worker = int(server.stdout.readline())
    assert is_running(worker)
    server.kill()
    server.wait()
    wait_until(lambda: not is_running(worker), seconds=60)


def test_qawl_work_does_what_waits(ledger: Ledger) -> None:
    job = order_lines(ledger, "j_few", count=2)
    command = [sys.executable, "-m", "qawl", "work", ledger.name, "--once"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Jobs done: 1." in done.stderr
    assert ledger.job(job.id).state is JobState.DONE
    assert ledger.count()["articles"] == 2
