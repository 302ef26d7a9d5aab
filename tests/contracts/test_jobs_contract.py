"""Jobs and saved searches, alike in every database: who holds a job, and what becomes of it when its worker dies."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from qawl import clock
from qawl.model.job import Job, JobKind, JobPhase, JobProgress, JobState
from qawl.store.jobs import NoSuchJobError
from qawl.store.ledger import Ledger
from qawl.store.saved import NoSuchSearchError

LEASE = {"lease_seconds": 60.0, "most_attempts": 3}
"""A lease that no test outlasts."""


def order(ledger: Ledger, **more: Any) -> Job:
    return ledger.enqueue_job(JobKind.ADD, {"addresses": []}, title="نص", asked_by="salma", **more)


def claim(ledger: Ledger, worker: str = "one", **changed: Any) -> Job | None:
    return ledger.claim_job(worker, **{**LEASE, **changed})


def held(ledger: Ledger, worker: str = "one", **changed: Any) -> Job:
    job = claim(ledger, worker, **changed)
    assert job is not None
    return job


def test_a_job_comes_out_as_it_was_ordered(ledger: Ledger) -> None:
    made = ledger.enqueue_job(
        JobKind.ADD, {"files": [{"file": "1", "name": "خبر.txt"}]}, title="خبر", asked_by="salma", needs_fetch=True
    )
    assert ledger.job(made.id) == made
    assert (made.state, made.kind, made.title, made.asked_by, made.needs_fetch) == (
        JobState.WAITING, JobKind.ADD, "خبر", "salma", True,
    )  # fmt: skip
    assert made.order == {"files": [{"file": "1", "name": "خبر.txt"}]}


def test_an_unknown_job_is_told_so(ledger: Ledger) -> None:
    with pytest.raises(NoSuchJobError, match="j_none"):
        ledger.job("j_none")


def test_the_job_that_waited_longest_goes_first(ledger: Ledger) -> None:
    first, second = order(ledger), order(ledger)
    assert [held(ledger).id, held(ledger).id] == [first.id, second.id]
    assert claim(ledger) is None


def test_two_workers_never_take_one_job(ledger: Ledger) -> None:
    order(ledger)
    assert held(ledger, "one").worker == "one"
    assert claim(ledger, "two") is None


def test_a_job_of_a_dead_worker_is_taken_again(ledger: Ledger) -> None:
    order(ledger)
    before = held(ledger, "dead", lease_seconds=-1)
    after = held(ledger, "alive")
    assert (after.id, after.worker, after.attempts) == (before.id, "alive", 2)


def test_a_worker_that_was_taken_for_dead_changes_nothing_any_more(ledger: Ledger) -> None:
    order(ledger)
    late = held(ledger, "late", lease_seconds=-1)
    alive = held(ledger, "alive")
    assert ledger.beat_job(late, lease_seconds=60, report={"new": 7}) is None
    assert ledger.is_job_stopping(late) is None
    assert not ledger.end_job(late, JobState.DONE)
    ledger.release_job(late)
    now = ledger.job(alive.id)
    assert (now.state, now.worker, now.report) == (JobState.RUNNING, "alive", {})


def test_the_same_worker_does_not_hold_a_job_by_an_earlier_attempt(ledger: Ledger) -> None:
    order(ledger)
    earlier = held(ledger, "one", lease_seconds=-1)
    held(ledger, "one")
    assert ledger.is_job_stopping(earlier) is None


def test_a_beat_prolongs_the_lease_and_tells_how_far_the_job_is(ledger: Ledger) -> None:
    order(ledger)
    job = held(ledger, lease_seconds=-1)
    progress = JobProgress(JobPhase.READING, done=3, total=9, articles=2, issues=1, origin="خبر.txt")
    assert ledger.beat_job(job, lease_seconds=60, progress=progress, report={"new": 2}) is False
    assert claim(ledger, "two") is None
    assert (ledger.job(job.id).progress, ledger.job(job.id).report) == (progress, {"new": 2})


def test_what_kills_its_workers_fails_after_some_attempts(ledger: Ledger) -> None:
    job = order(ledger)
    for attempt in range(3):
        assert held(ledger, f"dead-{attempt}", lease_seconds=-1).attempts == attempt + 1
    assert claim(ledger) is None
    failed = ledger.job(job.id)
    assert failed.state is JobState.FAILED
    assert "died 3 times" in failed.problem


def test_a_job_that_waits_is_cancelled_at_once(ledger: Ledger) -> None:
    job = order(ledger)
    assert ledger.cancel_job(job.id).state is JobState.CANCELLED
    assert claim(ledger) is None


def test_a_running_job_hears_that_it_is_to_stop(ledger: Ledger) -> None:
    order(ledger)
    job = held(ledger)
    assert ledger.is_job_stopping(job) is False
    assert ledger.cancel_job(job.id).state is JobState.RUNNING
    assert ledger.is_job_stopping(job) is True
    assert ledger.beat_job(job, lease_seconds=60, report=None) is True


def test_a_job_that_was_to_stop_is_not_begun_again_when_its_worker_dies(ledger: Ledger) -> None:
    order(ledger)
    job = held(ledger, lease_seconds=-1)
    ledger.cancel_job(job.id)
    assert claim(ledger) is None
    assert ledger.job(job.id).state is JobState.CANCELLED


def test_what_has_ended_is_not_cancelled(ledger: Ledger) -> None:
    order(ledger)
    job = held(ledger)
    ledger.end_job(job, JobState.DONE, report={"new": 1})
    assert ledger.cancel_job(job.id).state is JobState.DONE


def test_a_worker_that_ends_gives_its_job_back(ledger: Ledger) -> None:
    order(ledger)
    ledger.release_job(held(ledger))
    assert held(ledger, "two").attempts == 1


def test_the_jobs_of_a_worker_that_is_known_to_be_dead_need_not_wait(ledger: Ledger) -> None:
    order(ledger)
    held(ledger, "dead")
    assert ledger.release_jobs_of("dead") == 1
    assert held(ledger, "two").attempts == 2


def test_only_what_failed_is_tried_again(ledger: Ledger) -> None:
    order(ledger)
    job = held(ledger)
    ledger.end_job(job, JobState.FAILED, problem="no such file")
    assert ledger.retry_job(job.id).state is JobState.WAITING
    again = held(ledger)
    ledger.end_job(again, JobState.DONE)
    assert ledger.retry_job(job.id).state is JobState.DONE


def test_a_worker_that_may_not_fetch_leaves_addresses_to_others(ledger: Ledger) -> None:
    order(ledger, needs_fetch=True)
    assert claim(ledger, may_fetch=False) is None
    assert held(ledger, may_fetch=True).needs_fetch


def test_corroboration_that_waits_is_not_ordered_twice(ledger: Ledger) -> None:
    first = ledger.enqueue_corroboration(asked_by="salma")
    assert ledger.enqueue_corroboration().id == first.id
    held(ledger)
    assert ledger.enqueue_corroboration().id != first.id  # the running one may be past what is due now


def test_old_corroborations_that_went_well_are_forgotten(ledger: Ledger) -> None:
    for _ in range(25):
        ledger.enqueue_corroboration()
        ledger.end_job(held(ledger), JobState.DONE)
    assert len(ledger.jobs(kind="corroborate", limit=100)) <= 21


def test_jobs_are_listed_latest_first_and_page_by_page(ledger: Ledger) -> None:
    made = [order(ledger) for _ in range(5)]
    first = ledger.jobs(limit=2)
    rest = ledger.jobs(limit=9, before=first[-1].asked_at)
    assert [one.id for one in (*first, *rest)] == [one.id for one in reversed(made)]


def test_jobs_stand_in_order_though_the_clock_was_set_back(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    first = order(ledger)
    monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC) - timedelta(days=3))
    second = order(ledger)
    assert [one.id for one in ledger.jobs()] == [second.id, first.id]


def test_jobs_are_counted_by_state(ledger: Ledger) -> None:
    order(ledger)
    order(ledger)
    held(ledger)
    assert ledger.count_jobs() == {JobState.WAITING: 1, JobState.RUNNING: 1}


def test_uploaded_files_go_with_their_job(ledger: Ledger) -> None:
    job = order(ledger)
    folder = ledger.upload_folder(job.id)
    folder.mkdir(parents=True)
    (folder / "0001.txt").write_text("خبر")
    ledger.end_job(held(ledger), JobState.DONE)
    assert not folder.exists()


def test_files_of_a_job_that_failed_stay_for_another_try(ledger: Ledger) -> None:
    job = order(ledger)
    folder = ledger.upload_folder(job.id)
    folder.mkdir(parents=True)
    ledger.end_job(held(ledger), JobState.FAILED)
    assert ledger.sweep_uploads(minimum_age=0) == 0
    assert folder.exists()


def test_files_that_belong_to_no_job_are_swept(ledger: Ledger) -> None:
    stray = ledger.upload_folder("j_stray")
    stray.mkdir(parents=True)
    assert ledger.sweep_uploads(minimum_age=3600) == 0
    assert ledger.sweep_uploads(minimum_age=-1) == 1
    assert not stray.exists()


# --- saved searches -----------------------------------------------------------------------------------------------


def test_a_search_is_kept_for_its_owner(ledger: Ledger) -> None:
    made = ledger.keep_search("salma", name="دير الزور", path="/claims", query="place=gn.1&type=control")
    assert ledger.saved_searches("salma") == [made]
    assert made.address == "/claims?place=gn.1&type=control"
    assert ledger.saved_searches("omar") == []
    with pytest.raises(NoSuchSearchError):
        ledger.saved_search(made.id, "omar")


def test_a_shared_search_is_seen_by_all_and_opened_by_each(ledger: Ledger) -> None:
    made = ledger.keep_search("salma", name="القتلى", path="/claims", query="", is_shared=True)
    assert ledger.saved_search(made.id, "omar").opened_at is None
    ledger.note_search_opened(made.id, "omar")
    opened = ledger.saved_search(made.id, "omar").opened_at
    assert opened is not None and made.opened_at is not None and opened >= made.opened_at
    assert ledger.saved_search(made.id, "salma").opened_at == made.opened_at


def test_only_its_owner_changes_a_search(ledger: Ledger) -> None:
    made = ledger.keep_search("salma", name="القتلى", path="/claims", query="", is_shared=True)
    with pytest.raises(NoSuchSearchError, match="owners"):
        ledger.change_search(made.id, "omar", name="x", is_shared=False)
    with pytest.raises(NoSuchSearchError, match="owners"):
        ledger.forget_search(made.id, "omar")
    ledger.change_search(made.id, "salma", name="الضحايا", is_shared=False)
    assert [one.name for one in ledger.saved_searches("salma")] == ["الضحايا"]
    assert ledger.saved_searches("omar") == []
    ledger.forget_search(made.id, "salma")
    assert ledger.saved_searches("salma") == []


def test_ones_own_searches_come_first(ledger: Ledger) -> None:
    ledger.keep_search("omar", name="ألف", path="/claims", query="", is_shared=True)
    ledger.keep_search("salma", name="ياء", path="/claims", query="")
    assert [one.name for one in ledger.saved_searches("salma")] == ["ياء", "ألف"]
