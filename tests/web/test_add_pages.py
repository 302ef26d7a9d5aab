"""Handing over: what a form brings becomes a job, and nothing that is refused stays behind."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from qawl.adding import create_ledger
from qawl.api.bench import Desk
from qawl.model.access import Role
from qawl.model.job import Job, JobKind, JobState
from qawl.receiving import Facts, RefusedInputError, Upload, order_text, visible_name
from qawl.settings import Settings, load_settings
from qawl.store.ledger import Ledger
from qawl.web.app import create_app
from small_ledger import SIEGE
from web_client import WebClient, as_role


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with create_ledger(tmp_path / "ledger.db") as ledger:
        yield ledger


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Small limits."""
    defaults = load_settings({}, folder=tmp_path)
    return replace(
        defaults,
        jobs=replace(defaults.jobs, upload_max_bytes=50_000, upload_max_files=3),
        ingest=replace(defaults.ingest, max_characters=2_000),
    )


@pytest.fixture
def app(ledger: Ledger, settings: Settings) -> FastAPI:
    return create_app(ledger, settings)


@pytest.fixture
def client(app: FastAPI) -> WebClient:
    return WebClient(app)


def send(client: WebClient, fields: dict[str, str], files: Any = None) -> Any:
    """A form with files, as a page sends it."""
    parts = [(name, (None, value)) for name, value in fields.items()]
    parts += [("files", file) for file in files or []]
    return client.post("/add", files=parts)


def only_job(ledger: Ledger) -> Job:
    (job,) = ledger.jobs()
    return job


def left_behind(ledger: Ledger) -> list[Path]:
    return list(ledger.upload_folder("x").parent.glob("*"))


def test_a_pasted_text_becomes_a_job(client: WebClient, ledger: Ledger) -> None:
    answer = send(client, {"text": SIEGE, "title": "حصار", "outlet": "wadi", "published": "2017-09-05", "url": ""})
    job = only_job(ledger)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/jobs/{job.id}")
    assert (job.kind, job.state, job.title, job.needs_fetch) == (JobKind.ADD, JobState.WAITING, "حصار", False)
    line = (ledger.upload_folder(job.id) / job.order["files"][0]["file"]).read_text("utf-8")
    assert '"title": ' in line and "\n" not in line


def test_files_are_laid_down_under_names_of_our_own(client: WebClient, ledger: Ledger) -> None:
    hostile = [
        ("../../../etc/cron.d/evil.html", b"<p>x</p>"),
        ("C:\\Users\\x\\\u202etxt.exe", b"MZ"),
        ("تقرير\u200f\u2067 .WARC.GZ", b"\x1f\x8b"),
    ]
    send(client, {"outlet": "wadi"}, hostile)
    job = only_job(ledger)
    assert job.order["files"] == [
        {"file": "00001.html", "name": "evil.html"},
        {"file": "00002", "name": "txt.exe"},
        {"file": "00003.warc.gz", "name": "تقرير .WARC.GZ"},
    ]
    folder = ledger.upload_folder(job.id)
    assert sorted(path.name for path in folder.iterdir()) == ["00001.html", "00002", "00003.warc.gz"]
    assert folder.parent.parent == Path(f"{ledger.name}.snapshots")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("report.html", "report.html"),
        ("/etc/passwd", "passwd"),
        ("..", ".."),
        ("a\x00b\n.txt", "ab .txt"),
        ("\u2067خبر\u2069.txt", "خبر.txt"),
        ("///", ""),
    ],
)
def test_a_name_is_shown_without_path_and_without_tricks(given: str, shown: str) -> None:
    assert visible_name(given) == shown


def test_a_long_name_keeps_its_end() -> None:
    shown = visible_name("خ" * 500 + ".warc.gz")
    assert len(shown) <= 120 and shown.endswith("….warc.gz")


def test_a_name_of_dots_makes_no_path(client: WebClient, ledger: Ledger) -> None:
    send(client, {}, [("..", b"x"), (".", b"y")])
    job = only_job(ledger)
    assert [one["file"] for one in job.order["files"]] == ["00001", "00002"]


def test_too_many_bytes_are_refused_and_removed(client: WebClient, ledger: Ledger) -> None:
    answer = send(client, {}, [("a.txt", b"x" * 30_000), ("b.txt", b"y" * 30_000)])
    assert answer.status_code == 422
    assert "50,000" in answer.text
    assert (ledger.jobs(), left_behind(ledger)) == ([], [])


def test_too_many_files_are_refused(client: WebClient, ledger: Ledger) -> None:
    answer = send(client, {}, [(f"{number}.txt", b"x") for number in range(4)])
    assert answer.status_code == 422
    assert (ledger.jobs(), left_behind(ledger)) == ([], [])


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "   "},
        {"text": "x" * 2_500},
        {"text": "x" * 9_000},
        {"text": SIEGE, "published": "غير تاريخ"},
        {"text": SIEGE, "url": "javascript:alert(1)"},
        {"text": SIEGE, "outlet": "x" * 3_000},
        {"addresses": ""},
        {"addresses": "ftp://wadi.example/1"},
        {"addresses": "\n".join(f"https://wadi.example/{number}" for number in range(1_001))},
        {},
    ],
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_cannot_be_taken_is_told_in_the_readers_language(
    client: WebClient, ledger: Ledger, fields: dict[str, str], language: str
) -> None:
    client.get(f"/add?lang={language}")
    answer = send(client, fields or {"outlet": ""})
    assert answer.status_code == 422
    alert = answer.text.partition('role="alert">')[2].partition("</p>")[0]
    assert alert and any("ء" <= letter <= "ي" for letter in alert) is (language == "ar" or "غير" in str(fields))
    assert (ledger.jobs(), left_behind(ledger)) == ([], [])


def test_what_was_typed_is_still_there_after_a_refusal(client: WebClient) -> None:
    answer = send(client, {"text": "<b>نص</b>", "published": "x", "title": '"><script>'})
    assert "&lt;b&gt;نص&lt;/b&gt;</textarea>" in answer.text
    assert "<script>" not in answer.text.partition("<main")[2]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=x", b"nothing of the kind"),
        ("multipart/form-data", b"--x\r\n"),
        (
            "multipart/form-data; boundary=x",
            b"--x\r\nContent-Disposition: form-data; name=" + b"y" * 9_000 + b"\r\n\r\n",
        ),
        ("application/json", b"{}"),
    ],
)
def test_a_broken_form_is_refused(client: WebClient, ledger: Ledger, kind: str, body: bytes) -> None:
    answer = client.post("/add", content=body, headers={"Content-Type": kind})
    assert answer.status_code in (403, 422)
    assert (ledger.jobs(), left_behind(ledger)) == ([], [])


def test_an_upload_that_breaks_off_leaves_nothing(ledger: Ledger, settings: Settings) -> None:
    with pytest.raises(ConnectionError), Upload(ledger, settings) as upload, upload.new_file("a.txt") as file:
        file.write(b"half")
        raise ConnectionError
    assert left_behind(ledger) == []


def test_addresses_become_one_job_that_needs_fetching(client: WebClient, ledger: Ledger) -> None:
    send(client, {"addresses": "https://wadi.example/1\r\n\r\n https://wadi.example/2\nhttps://wadi.example/1"})
    job = only_job(ledger)
    assert job.needs_fetch
    assert job.order["addresses"] == ["https://wadi.example/1", "https://wadi.example/2"]


def test_a_password_in_an_address_is_not_shown(client: WebClient, ledger: Ledger) -> None:
    send(client, {"addresses": "https://salma:secret@wadi.example/1"})
    job = only_job(ledger)
    assert "secret" not in client.get(f"/jobs/{job.id}").text
    assert "secret" not in client.get("/jobs").text
    assert "secret" not in client.get(f"/api/v1/jobs/{job.id}").text


def test_without_fetching_there_is_no_field_for_addresses(ledger: Ledger, settings: Settings) -> None:
    client = WebClient(create_app(ledger, settings, desk=Desk(may_fetch=False)))
    assert 'name="addresses"' not in client.get("/add").text
    assert send(client, {"addresses": "https://wadi.example/1"}).status_code == 422
    assert client.post("/api/v1/jobs", json={"addresses": ["https://wadi.example/1"]}).status_code == 400
    assert ledger.jobs() == []


def test_whoever_may_only_read_is_told_so(app: FastAPI, ledger: Ledger) -> None:
    reader = as_role(app, ledger, Role.READER)
    assert "<textarea" not in reader.get("/add").text
    assert send(reader, {"text": SIEGE}).status_code == 403


def test_a_form_with_files_bears_its_token_in_its_first_field(app: FastAPI, ledger: Ledger) -> None:
    """So that nothing is taken in before it is known whose it is, and no token stands in an address."""
    client = WebClient(app, forms=False)
    token = client.form_token()
    text = ("text", (None, SIEGE))
    assert client.post(f"/add?csrf={token}", files=[text]).status_code == 403
    assert client.post("/add", files=[text, ("csrf", (None, token))]).status_code == 403
    assert left_behind(ledger) == []
    assert client.post("/add", files=[("csrf", (None, token)), text]).status_code == 303
    assert left_behind(ledger) != []


def test_the_audit_log_says_who_added_what(client: WebClient, ledger: Ledger) -> None:
    send(client, {"text": SIEGE, "title": "حصار"})
    (entry,) = ledger.audit(limit=1)
    assert (entry.action, entry.record, entry.detail) == ("job.add", only_job(ledger).id, "حصار")


# --- jobs ---------------------------------------------------------------------------------------------------------


def held(ledger: Ledger) -> Job:
    job = ledger.claim_job("worker", lease_seconds=60, most_attempts=3)
    assert job is not None
    return job


def test_a_job_tells_what_was_wrong_and_what_to_do(client: WebClient, ledger: Ledger, settings: Settings) -> None:
    order_text(ledger, settings, SIEGE, Facts(title="<i>حصار</i>"), asked_by="سلمى")
    issue = {"origin": "<img src=x>.txt", "stage": "read", "message": "empty: no text", "reason": "not_arabic"}
    strange = issue | {"reason": "never_seen_before", "message": "a <b>new</b> thing"}
    report = {"new": 0, "issues": [issue, strange], "issue_count": 2, "documents": []}
    ledger.end_job(held(ledger), JobState.DONE, report=report)
    page = client.get(f"/jobs/{only_job(ledger).id}?lang=ar").text
    assert "النص ليس عربيا." in page
    assert "&lt;img src=x&gt;.txt" in page and "<img" not in page
    assert "&lt;b&gt;new&lt;/b&gt;" in page
    assert "&lt;i&gt;حصار" in page


def test_the_part_that_changes_is_asked_for_alone(client: WebClient, ledger: Ledger, settings: Settings) -> None:
    job = order_text(ledger, settings, SIEGE, Facts(), asked_by="salma")
    part = client.get(f"/jobs/{job.id}?part=progress").text
    assert "<html" not in part and 'data-state="waiting"' in part


def test_jobs_wait_openly_where_no_worker_runs(ledger: Ledger, settings: Settings) -> None:
    client = WebClient(create_app(ledger, settings, desk=Desk(has_worker=lambda: False)))
    job = order_text(ledger, settings, SIEGE, Facts(), asked_by="salma")
    assert "qawl work" in client.get(f"/jobs/{job.id}").text
    assert "qawl work" in client.get("/jobs").text


def test_an_unknown_job_is_nowhere(client: WebClient) -> None:
    assert client.get("/jobs/j_none").status_code == 404
    assert client.get("/api/v1/jobs/j_none").status_code == 404
    assert client.post("/api/v1/jobs/j_none/cancel").status_code == 404


def test_a_failed_job_is_tried_again(client: WebClient, ledger: Ledger, settings: Settings) -> None:
    order_text(ledger, settings, SIEGE, Facts(), asked_by="salma")
    job = held(ledger)
    ledger.end_job(job, JobState.FAILED, problem="the disk is full")
    assert "the disk is full" in client.get(f"/jobs/{job.id}").text
    assert client.post(f"/jobs/{job.id}/retry").status_code == 303
    assert ledger.job(job.id).state is JobState.WAITING


def test_the_list_is_paged(client: WebClient, ledger: Ledger) -> None:
    for number in range(35):
        ledger.enqueue_job(JobKind.ADD, {"files": []}, title=f"n{number}")
    first = client.get("/jobs").text
    following = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = client.get(following).text
    assert "n34<" in first and "n5<" in first and "n4<" not in first
    assert "n4<" in second and "n0<" in second and "n5<" not in second
    assert client.get("/jobs?after=never").status_code == 400


# --- REST ---------------------------------------------------------------------------------------------------------


def test_a_job_is_ordered_and_watched_by_programs(client: WebClient, ledger: Ledger) -> None:
    made = client.post("/api/v1/jobs", json={"text": SIEGE, "title": "حصار", "published": "2017-09-05"})
    assert made.status_code == 202
    job = made.json()
    assert (job["state"], job["title"], job["progress"]["phase"]) == ("waiting", "حصار", "loading")
    assert "order" not in job and "worker" not in job
    assert [one["id"] for one in client.get("/api/v1/jobs").json()["jobs"]] == [job["id"]]
    assert client.post(f"/api/v1/jobs/{job['id']}/cancel").json()["state"] == "cancelled"


def test_programs_send_files_as_forms(client: WebClient, ledger: Ledger) -> None:
    parts = [("files", ("خبر.txt", SIEGE.encode())), ("outlet", (None, "wadi"))]
    made = client.post("/api/v1/jobs/files", files=parts)
    assert made.status_code == 202
    assert only_job(ledger).order == {
        "outlet": "wadi", "published": "", "files": [{"file": "00001.txt", "name": "خبر.txt"}],
    }  # fmt: skip


@pytest.mark.parametrize(
    "body", [{}, {"text": ""}, {"text": SIEGE, "published": "x"}, {"addresses": ["x"]}, {"text": 1}, {"wrong": ""}]
)
def test_wrong_orders_are_problems(client: WebClient, ledger: Ledger, body: dict[str, Any]) -> None:
    answer = client.post("/api/v1/jobs", json=body)
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"
    assert ledger.jobs() == []


def test_a_reason_has_its_words(ledger: Ledger, settings: Settings) -> None:
    with pytest.raises(RefusedInputError, match="2,000 characters") as caught:
        order_text(ledger, settings, "x" * 3_000, Facts(), asked_by="salma")
    assert caught.value.reason == "long_text"
