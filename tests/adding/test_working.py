"""The worker: what it does with a job, what it tells meanwhile, and how it leaves one."""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from local_site import LocalSite
from qawl.corroborating import Knowledge
from qawl.ingest.files import telling_suffix
from qawl.model.document import Document
from qawl.model.job import Job, JobKind, JobPhase, JobState
from qawl.model.reading import Reading
from qawl.settings import Settings
from qawl.store.ledger import Ledger
from qawl.working import Worker
from small_ledger import ADVANCE, SIEGE, SmallReader

LEASE = {"lease_seconds": 60.0, "most_attempts": 3}
TEXTS = [SIEGE, ADVANCE, SIEGE.replace("12", "13"), ADVANCE.replace("التنظيم", "الجيش")]


@pytest.fixture
def quick(settings: Settings) -> Settings:
    """Beats as fast as a test wants to look."""
    return replace(settings, jobs=replace(settings.jobs, beat_seconds=0.02, poll_seconds=0.01))


@pytest.fixture
def working(ledger: Ledger, quick: Settings, knowledge: Knowledge) -> Callable[..., Worker]:
    """Makes workers with a small reader, and without the wait for language data."""

    def make(**options: Any) -> Worker:
        options = {"reader": SmallReader, "stop": threading.Event()} | options
        worker = Worker(ledger, quick, **options)
        worker._knowledge = knowledge
        return worker

    return make


def order_files(ledger: Ledger, texts: list[str], *, names: list[str] | None = None, **more: Any) -> Job:
    job_id = f"j_{len(ledger.jobs())}"
    folder = ledger.upload_folder(job_id)
    folder.mkdir(parents=True)
    names = names or [f"خبر {number}.txt" for number in range(len(texts))]
    files = [{"file": f"{number:04}{telling_suffix(name)}", "name": name} for number, name in enumerate(names)]
    for one, text in zip(files, texts, strict=True):
        (folder / one["file"]).write_text(text, encoding="utf-8")
    return ledger.enqueue_job(JobKind.ADD, {"files": files} | more, job_id=job_id)


def test_a_job_adds_what_was_uploaded_and_corroborates_it(ledger: Ledger, working: Callable[..., Worker]) -> None:
    job = order_files(ledger, [SIEGE, ADVANCE], outlet="wadi", published="2017-09-05")
    done_job = working().run_one()
    assert done_job is not None
    done = ledger.job(job.id)
    assert (done.state, done.problem) == (JobState.DONE, "")
    assert (done.report["new"], done.report["claims"], done.report["issue_count"]) == (2, 5, 0)
    heads = ledger.documents()
    assert {head.id for head in heads} == set(done.report["documents"])
    assert {(head.outlet.id, head.day) for head in heads} == {("wadi", "2017-09-05")}
    with ledger.deriving() as rows:
        assert rows.count_pending() == 0
    assert not ledger.upload_folder(job.id).exists()


def test_nothing_waits_nothing_is_done(working: Callable[..., Worker]) -> None:
    assert working().run_one() is None


def test_a_file_is_called_as_its_owner_called_it(ledger: Ledger, working: Callable[..., Worker]) -> None:
    job = order_files(ledger, ["", SIEGE], names=["فارغ.txt", "../../etc/passwd.txt"])
    working().run_one()
    report = ledger.job(job.id).report
    assert [one["origin"] for one in report["issues"]] == ["فارغ.txt"]
    assert [one["reason"] for one in report["issues"]] == ["empty"]
    assert ledger.why(report["documents"][0]).origin == f"upload/{job.id}/../../etc/passwd.txt"


def test_how_far_a_job_is_can_be_seen_while_it_runs(ledger: Ledger, working: Callable[..., Worker]) -> None:
    job = order_files(ledger, TEXTS)
    gate, seen = _Gate(hold_at=3), []
    thread = threading.Thread(target=working(reader=lambda: gate).run_one)
    thread.start()
    gate.reached.wait(10)
    _wait_until(lambda: ledger.job(job.id).progress.articles == 2)
    seen = ledger.job(job.id)
    gate.open.set()
    thread.join(30)
    assert seen.state is JobState.RUNNING
    assert (seen.progress.phase, seen.progress.total) == (JobPhase.READING, sum(len(t.encode()) for t in TEXTS))
    assert 0 < seen.progress.done < seen.progress.total
    assert ledger.job(job.id).state is JobState.DONE


def test_a_job_is_cancelled_between_two_articles(ledger: Ledger, working: Callable[..., Worker]) -> None:
    job = order_files(ledger, TEXTS)
    gate = _Gate(hold_at=2)
    thread = threading.Thread(target=working(reader=lambda: gate).run_one)
    thread.start()
    gate.reached.wait(10)
    ledger.cancel_job(job.id)
    time.sleep(0.2)  # some beats
    gate.open.set()
    thread.join(30)
    left = ledger.job(job.id)
    assert left.state is JobState.CANCELLED
    assert 0 < ledger.count()["articles"] < len(TEXTS)
    assert left.report["new"] <= ledger.count()["articles"]


def test_a_worker_that_is_told_to_end_gives_its_job_back(ledger: Ledger, working: Callable[..., Worker]) -> None:
    job = order_files(ledger, TEXTS)
    gate, stop = _Gate(hold_at=2), threading.Event()
    thread = threading.Thread(target=working(reader=lambda: gate, stop=stop).run)
    thread.start()
    gate.reached.wait(10)
    stop.set()
    gate.open.set()
    thread.join(30)
    left = ledger.job(job.id)
    assert (left.state, left.attempts) == (JobState.WAITING, 0)
    working().run_one()
    assert ledger.job(job.id).state is JobState.DONE
    assert ledger.count()["articles"] == len(TEXTS)


def test_what_a_dead_worker_had_begun_is_finished_by_the_next(ledger: Ledger, working: Callable[..., Worker]) -> None:
    job = order_files(ledger, TEXTS)
    dead = ledger.claim_job("dead", **{**LEASE, "lease_seconds": 0.3})
    assert dead is not None
    order_files(ledger, TEXTS[:2])
    working().run_one()  # the second job has the lease of the first one run out meanwhile
    time.sleep(0.3)
    working().run_until_empty()
    done = ledger.job(job.id)
    assert (done.state, done.attempts, ledger.count()["articles"]) == (JobState.DONE, 2, len(TEXTS))


def test_counts_hold_over_the_death_of_a_worker(ledger: Ledger, working: Callable[..., Worker]) -> None:
    job = order_files(ledger, TEXTS)
    gate = _Gate(hold_at=4)
    gate.fails = True
    with pytest.raises(_KilledError):
        working(reader=lambda: gate).run_one()
    taken = ledger.job(job.id)
    before = taken.report["new"]
    assert (taken.state, before >= 1) == (JobState.RUNNING, True)
    ledger.release_jobs_of(taken.worker)
    working().run_one()
    report = ledger.job(job.id).report
    assert report["new"] + report["known"] == 4
    assert report["new"] >= before + 1
    assert len(report["documents"]) == report["new"]


def test_a_worker_that_lost_its_job_stops(ledger: Ledger, working: Callable[..., Worker]) -> None:
    job = order_files(ledger, TEXTS)
    gate = _Gate(hold_at=2)
    thread = threading.Thread(target=working(reader=lambda: gate, name="slow").run_one)
    thread.start()
    gate.reached.wait(10)
    ledger.release_jobs_of("slow")
    assert ledger.claim_job("other", **LEASE) is not None
    time.sleep(0.2)
    gate.open.set()
    thread.join(30)
    assert ledger.count()["articles"] < len(TEXTS)
    assert (ledger.job(job.id).state, ledger.job(job.id).worker) == (JobState.RUNNING, "other")


def test_two_workers_share_the_jobs(ledger: Ledger, working: Callable[..., Worker]) -> None:
    jobs = [order_files(ledger, [text]) for text in TEXTS]
    threads = [threading.Thread(target=working(name=name).run_until_empty) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert {ledger.job(job.id).state for job in jobs} == {JobState.DONE}
    assert {ledger.job(job.id).attempts for job in jobs} == {1}
    assert ledger.count()["articles"] == len(TEXTS)


def test_a_job_whose_files_are_gone_fails_with_a_word_on_it(ledger: Ledger, working: Callable[..., Worker]) -> None:
    job = order_files(ledger, [SIEGE])
    ledger.drop_upload(job.id)
    working().run_one()
    failed = ledger.job(job.id)
    assert failed.state is JobState.FAILED
    assert "no such file" in failed.problem


def test_what_fails_inside_is_told_by_a_number_only(ledger: Ledger, working: Callable[..., Worker]) -> None:
    def reader() -> Any:
        raise RuntimeError("secret of the inside")

    job = order_files(ledger, [SIEGE])
    working(reader=reader).run_one()
    problem = ledger.job(job.id).problem
    assert "secret" not in problem
    assert "failure" in problem


def test_a_damaged_archive_is_an_issue_and_the_other_files_are_added(
    ledger: Ledger, working: Callable[..., Worker]
) -> None:
    job = order_files(ledger, ["x", SIEGE])
    bomb = ledger.upload_folder(job.id) / "0000.txt"
    bomb.write_bytes(b"PK\x03\x04" + b"\0" * 2000)
    working().run_one()
    report = ledger.job(job.id).report
    assert (report["new"], report["issue_count"]) == (1, 1)
    assert report["issues"][0]["reason"] == "not_text"


def test_addresses_are_fetched(
    ledger: Ledger, working: Callable[..., Worker], site: LocalSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard against private addresses refuses the test's own site: that is the outcome to see."""
    job = ledger.enqueue_job(JobKind.ADD, {"addresses": [site.url("/1")]}, needs_fetch=True)
    working().run_one()
    done = ledger.job(job.id)
    assert done.state is JobState.DONE
    assert done.report["refused"] == {"private_address": 1}
    assert site.seen == []


def test_without_fetching_a_feed_that_was_uploaded_leads_nowhere(
    ledger: Ledger, working: Callable[..., Worker], site: LocalSite
) -> None:
    feed = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>ت</title>
    <item><title>خبر</title><link>{site.url("/1")}</link></item></channel></rss>"""
    job = order_files(ledger, [feed, SIEGE], names=["feed.rss", "خبر.txt"])
    working(may_fetch=False).run_one()
    report = ledger.job(job.id).report
    assert (report["refused"], report["new"]) == ({"no_fetch": 1}, 1)
    assert site.seen == []


def test_corroboration_is_done_as_ordered(ledger: Ledger, working: Callable[..., Worker]) -> None:
    order_files(ledger, [SIEGE])
    errand = ledger.enqueue_corroboration(asked_by="salma")
    assert working().run_until_empty() == 2
    assert ledger.job(errand.id).state is JobState.DONE


def test_what_was_never_ordered_is_swept_when_a_worker_begins(ledger: Ledger, working: Callable[..., Worker]) -> None:
    stray = ledger.upload_folder("j_stray")
    stray.mkdir(parents=True)
    _age(stray, hours=30)
    stop = threading.Event()
    thread = threading.Thread(target=working(stop=stop).run)
    thread.start()
    _wait_until(lambda: not stray.exists())
    stop.set()
    thread.join(10)


class _KilledError(BaseException):
    """As if the process had been killed: nothing catches it."""


class _Gate:
    """A reader that waits before one of its articles, or dies over it."""

    def __init__(self, *, hold_at: int) -> None:
        self._hold_at, self._count = hold_at, 0
        self.reached, self.open = threading.Event(), threading.Event()
        self.fails = False

    def read(self, document: Document) -> Reading:
        self._count += 1
        time.sleep(0.05)
        if self._count == self._hold_at:
            self.reached.set()
            if self.fails:
                time.sleep(0.3)  # what was written before is told
                raise _KilledError
            self.open.wait(20)
        return SmallReader().read(document)


def _wait_until(is_so: Callable[[], bool], *, seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "it never came to that"
        time.sleep(0.01)


def _age(path: Path, *, hours: float) -> None:
    moment = time.time() - hours * 3600
    os.utime(path, (moment, moment))
