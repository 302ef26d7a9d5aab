"""What every request passes: hosts, visitors, sessions, tokens, cookies, and what is noted of it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Any

import pytest
from fastapi import FastAPI, Form, Request, UploadFile
from pydantic import BaseModel

from qawl import clock
from qawl.auth.auditing import leave_out, note
from qawl.auth.keys import TOKEN_PREFIX, hash_key, new_key
from qawl.auth.users import UserBook
from qawl.auth.visitor import Admin, Reader, Writer
from qawl.model.access import AuditEntry, Outcome, Role, Via
from qawl.settings import Settings
from qawl.store.ledger import Ledger
from web_client import WebClient, as_role

MakeApp = Callable[..., FastAPI]


class Body(BaseModel):
    word: str


def with_probes(app: FastAPI) -> FastAPI:
    """The application with routes that show what the guard found, and some that change something."""

    @app.get("/api/v1/probe")
    def who(visitor: Reader) -> dict[str, str]:
        return {"name": visitor.name, "role": visitor.role.value, "via": visitor.via.value}

    @app.get("/api/v1/probe/admin")
    def for_admins(visitor: Admin) -> str:
        return "ok"

    @app.post("/api/v1/probe/forgetful")
    def asks_for_nobody() -> str:
        return "ok"

    @app.put("/api/v1/probe/{item}/json")
    def takes_json(item: str, body: Body, visitor: Writer) -> str:
        return body.word

    @app.post("/probe/form")
    def takes_form(visitor: Writer, word: Annotated[str, Form()]) -> str:
        return word

    @app.post("/probe/file")
    async def takes_file(visitor: Writer, file: UploadFile) -> int:
        return len(await file.read())

    @app.post("/probe/stream")
    async def takes_what_comes(request: Request, visitor: Writer) -> int:
        return sum([len(piece) async for piece in request.stream()])

    @app.post("/probe/said")
    def says_what(request: Request, visitor: Writer) -> str:
        note(request, "review.confirm", record="c_1", detail="why")
        return "ok"

    @app.post("/probe/silent")
    def says_nothing(request: Request, visitor: Writer) -> str:
        leave_out(request)
        return "ok"

    @app.post("/probe/broken")
    def breaks(visitor: Writer) -> str:
        raise RuntimeError("secret of the inside")

    return app


@pytest.fixture
def app(make_app: MakeApp) -> FastAPI:
    return with_probes(make_app())


@pytest.fixture
def closed(make_app: MakeApp, users: UserBook) -> FastAPI:
    """The application where everybody has to log in."""
    return with_probes(make_app(login=True))


def log_in(app: FastAPI, name: str, **options: Any) -> WebClient:
    client = WebClient(app, **options)
    answer = client.post("/login", data={"name": name, "password": f"{name} of the tower"})
    assert answer.status_code == 303, answer.text
    return client


def noted(ledger: Ledger, **wanted: str) -> list[AuditEntry]:
    """What the log says of requests, without what the terminal did."""
    return [one for one in ledger.audit() if one.via is not Via.TERMINAL]


# --- hosts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8700", "testserver", ""])
def test_a_name_that_was_bent_to_this_machine_is_refused(app: FastAPI, host: str) -> None:
    for path in ("/", "/api/v1/probe", "/static/site.css", "/login", "/nowhere"):
        answer = WebClient(app).get(path, headers={"Host": host})
        assert answer.status_code == 400
        assert 'csrf-token" content=""' in answer.text or path.startswith("/api")


def test_two_names_at_once_are_refused(app: FastAPI) -> None:
    client = WebClient(app)
    headers = [("Host", "127.0.0.1:8700"), ("Host", "evil.example")]
    assert client.send(client.build_request("GET", "/", headers=headers)).status_code == 400


# --- who it is ------------------------------------------------------------------------------------


def test_on_this_machine_the_visitor_has_the_name_of_the_account(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    found = WebClient(app).get("/api/v1/probe").json()
    assert found["name"] and (found["role"], found["via"]) == ("admin", "local")


def test_a_proxy_brings_nobody_in_from_elsewhere(app: FastAPI) -> None:
    assert WebClient(app, client=("192.0.2.7", 1)).get("/api/v1/probe").status_code == 401


def test_a_chosen_name_is_kept(app: FastAPI) -> None:
    client = WebClient(app)
    assert client.post("/visitor", data={"name": " سلمى  الحداد "}).status_code == 303
    assert client.get("/api/v1/probe").json()["name"] == "سلمى الحداد"
    for hostile in ("", "   ", "a\nb", "x" * 61, "\N{RIGHT-TO-LEFT OVERRIDE}omar", "a\0b", "\N{ZERO WIDTH SPACE}"):
        assert client.post("/visitor", data={"name": hostile}).status_code == 422
    assert client.get("/api/v1/probe").json()["name"] == "سلمى الحداد"


@pytest.mark.parametrize("cookie", ["%00", "%ff%fe", "a" * 500, "%E2%80%AEomar"])
def test_a_cookie_that_holds_no_name_is_passed_over(app: FastAPI, cookie: str) -> None:
    answer = WebClient(app).get("/api/v1/probe", headers={"Cookie": f"qawl_name={cookie}"})
    assert answer.json()["name"] == WebClient(app).get("/api/v1/probe").json()["name"]


@pytest.mark.parametrize("role", Role)
def test_a_session_has_the_role_of_its_user(closed: FastAPI, role: Role) -> None:
    name = {"reader": "salma", "reviewer": "omar", "admin": "layla"}[role.value]
    client = log_in(closed, name)
    assert client.get("/api/v1/probe").json() == {"name": name, "role": role.value, "via": "session"}
    assert client.get("/api/v1/probe/admin").status_code == (200 if role is Role.ADMIN else 403)
    assert client.get("/audit").status_code == (200 if role is Role.ADMIN else 403)
    assert client.post("/probe/form", data={"word": "x"}).status_code == (403 if role is Role.READER else 200)
    assert client.post("/api/v1/probe/forgetful").status_code == (403 if role is Role.READER else 200)


@pytest.mark.parametrize("role", Role)
def test_a_token_has_its_own_role(closed: FastAPI, ledger: Ledger, role: Role) -> None:
    client = as_role(closed, ledger, role)
    assert client.get("/api/v1/probe").json() == {"name": role.value, "role": role.value, "via": "token"}
    allowed = 403 if role is Role.READER else 200
    assert client.put("/api/v1/probe/x/json", json={"word": "x"}).status_code == allowed


def test_a_token_does_no_more_than_its_user(closed: FastAPI, ledger: Ledger) -> None:
    client = as_role(closed, ledger, Role.ADMIN)
    ledger.change_user("admin", role=Role.READER)
    assert client.get("/api/v1/probe").json()["role"] == "reader"


def test_a_token_that_is_over_is_refused(closed: FastAPI, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    key = TOKEN_PREFIX + new_key()
    later = clock.now() + timedelta(hours=1)
    number = ledger.add_token("omar", hash_key(key), name="x", role=Role.READER, expires_at=later)
    client = WebClient(closed, forms=False, headers={"Authorization": f"bearer {key}"})
    assert client.get("/api/v1/probe").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.get("/api/v1/probe").status_code == 401
    monkeypatch.undo()
    ledger.revoke_token(number)
    refused = client.get("/api/v1/probe")
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize("shown", ["", " ", "x", "qawl_" + "a" * 43, "a" * 100_000, "é", "../../etc"])
def test_a_wrong_token_is_refused_even_where_nobody_has_to_log_in(app: FastAPI, shown: str) -> None:
    header = f"Bearer {shown}".encode()
    assert WebClient(app).get("/api/v1/probe", headers={b"Authorization": header}).status_code == 401


def test_what_a_proxy_asks_for_itself_is_not_ours(app: FastAPI) -> None:
    assert WebClient(app).get("/api/v1/probe", headers={"Authorization": "Basic b21hcjp4"}).status_code == 200


def test_nobody_sees_anything_without_logging_in(closed: FastAPI) -> None:
    client = WebClient(closed)
    assert client.get("/api/v1/probe").status_code == 401
    assert client.get("/api/v1/openapi.json").status_code == 401
    for path in ("/", "/audit", "/nowhere", "//static/x", "/static/../audit", "/STATIC/", "/login/"):
        assert client.get(path).status_code in (303, 404), path
        assert "<h1>" not in client.get(path).text
    assert client.get("/login").status_code == 200
    assert client.get("/static/site.css").status_code == 200
    assert client.post("/static/site.css").status_code == 401


def test_after_the_log_in_one_is_where_one_wanted_to_be(closed: FastAPI) -> None:
    client = WebClient(closed)
    answer = client.get("/accounts?place=دير الزور&lang=ar")
    assert answer.status_code == 303
    form = client.get(answer.headers["location"]).text
    (wanted,) = re.findall(r'name="next" value="([^"]*)"', form)
    data = {"name": "omar", "password": "omar of the tower", "next": wanted.replace("&amp;", "&")}
    location = client.post("/login", data=data).headers["location"]
    assert location.startswith("/accounts?place=") and location.endswith("&lang=ar")


def test_a_part_of_a_page_asks_for_the_whole_log_in_page(closed: FastAPI) -> None:
    answer = WebClient(closed).get("/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/login")


# --- sessions -------------------------------------------------------------------------------------


def test_the_cookie_of_a_session_is_kept_from_scripts_and_other_sites(closed: FastAPI, ledger: Ledger) -> None:
    for address, name, secure in (
        ("http://127.0.0.1:8700", "qawl_session", False),
        ("https://127.0.0.1:8700", "__Host-qawl_session", True),
    ):
        client = WebClient(closed, base_url=address)
        answer = client.post("/login", data={"name": "omar", "password": "omar of the tower"})
        (cookie,) = [one for one in answer.headers.get_list("set-cookie") if "session" in one]
        assert cookie.startswith(f"{name}=")
        assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/" in cookie
        assert ("Secure" in cookie) is secure
        assert "Domain" not in cookie and "Max-Age" not in cookie
        key = cookie.partition("=")[2].partition(";")[0]
        assert ledger.session(key) is None and ledger.session(hash_key(key)) is not None


def test_logging_in_gives_another_key_than_the_one_that_was_brought(closed: FastAPI) -> None:
    """A key that somebody else put into the browser before is worth nothing afterwards."""
    planted = new_key()
    client = WebClient(closed)
    client.cookies.set("qawl_session", planted, domain="127.0.0.1")
    answer = client.post("/login", data={"name": "omar", "password": "omar of the tower"})
    assert planted not in answer.headers["set-cookie"]
    assert WebClient(closed, cookies={"qawl_session": planted}).get("/api/v1/probe").status_code == 401


def test_logging_out_ends_the_session_here_and_in_the_ledger(closed: FastAPI) -> None:
    client = log_in(closed, "omar")
    key = client.cookies["qawl_session"]
    assert client.post("/logout").status_code == 303
    assert "qawl_session" not in client.cookies
    assert WebClient(closed, cookies={"qawl_session": key}).get("/api/v1/probe").status_code == 401


def test_logging_in_again_ends_the_session_before(closed: FastAPI) -> None:
    client = log_in(closed, "omar")
    key = client.cookies["qawl_session"]
    client.post("/login", data={"name": "salma", "password": "salma of the tower"})
    assert WebClient(closed, cookies={"qawl_session": key}).get("/api/v1/probe").status_code == 401
    assert client.get("/api/v1/probe").json()["name"] == "salma"


@pytest.mark.parametrize("change", ["password", "role", "disabled"])
def test_a_changed_user_is_out_at_once(closed: FastAPI, users: UserBook, change: str) -> None:
    client = log_in(closed, "omar")
    if change == "password":
        users.set_password("omar", "another of his words")
    elif change == "role":
        users.set_role("omar", Role.READER)
    else:
        users.set_disabled("omar", is_disabled=True)
    assert client.get("/api/v1/probe").status_code == 401


def test_a_session_ends_when_nobody_uses_it(
    closed: FastAPI, settings: Settings, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = log_in(closed, "omar")
    begun = clock.now()
    idle = timedelta(hours=settings.web.session_idle_hours)
    for step in range(1, 4):  # used every so often it goes on
        monkeypatch.setattr(clock, "now", lambda step=step: begun + step * 0.9 * idle)
        assert client.get("/api/v1/probe").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: begun + 4 * idle)
    answer = client.get("/api/v1/probe")
    assert answer.status_code == 401


def test_a_session_that_is_over_is_taken_from_the_browser(app: FastAPI, users: UserBook) -> None:
    client = log_in(app, "omar")
    users.set_password("omar", "another of his words")
    answer = client.get("/login")
    assert answer.status_code == 200
    assert 'qawl_session="";' in answer.headers["set-cookie"]


@pytest.mark.parametrize("cookie", ["", "x", "a" * 43, "a" * 5000, "../x", "%00"])
def test_a_cookie_that_is_no_session_lets_nobody_in(closed: FastAPI, cookie: str) -> None:
    assert WebClient(closed).get("/api/v1/probe", headers={"Cookie": f"qawl_session={cookie}"}).status_code == 401


def test_nothing_of_a_session_stays_in_a_cache(closed: FastAPI) -> None:
    client = log_in(closed, "layla")
    for path in ("/", "/audit", "/login", "/api/v1/probe"):
        assert client.get(path).headers["cache-control"] == "no-store"
    assert "no-store" not in client.get("/static/site.css").headers.get("cache-control", "")


# --- forms ----------------------------------------------------------------------------------------


def test_the_token_comes_in_a_field_or_a_header(app: FastAPI) -> None:
    client = WebClient(app, forms=False)
    token = client.form_token()
    assert client.post("/probe/form", data={"word": "x", "csrf": token}).json() == "x"
    assert client.post("/probe/form", data={"word": "x"}, headers={"X-CSRF-Token": token}).json() == "x"
    assert client.post("/probe/file", data={"csrf": token}, files={"file": b"four"}).json() == 4
    headers = {"X-CSRF-Token": token}
    assert client.put("/api/v1/probe/x/json", json={"word": "x"}, headers=headers).json() == "x"


def test_a_form_that_is_read_as_it_comes_is_whole_after_its_token_was_read(app: FastAPI) -> None:
    client = WebClient(app, forms=False)
    token = client.form_token()
    for size in (0, 10, 3_000, 5_000_000):
        asked = client.build_request("POST", "/probe/stream", data={"csrf": token}, files={"file": b"x" * size})
        sent = asked.read()
        assert client.send(asked).json() == len(sent)
        pieces = [sent[start : start + 7] for start in range(0, min(len(sent), 3_000), 7)]
        headers = {"Content-Type": asked.headers["Content-Type"]}
        assert client.post("/probe/stream", content=iter(pieces), headers=headers).json() == sum(map(len, pieces))


NO_FIRST_FIELD = (
    b"", b"--b", b"--b\r\n", b"--b--\r\n", b"x" * 10_000,
    b"--b\r\n\r\nTOKEN\r\n--b--",
    b'--b\r\nContent-Disposition: form-data; name="other"\r\n\r\nTOKEN\r\n--b--',
    b'--b\r\nContent-Disposition: form-data; name="csrf"; filename="x"\r\n\r\nTOKEN\r\n--b--',
    b'--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\nTOKEN',
    b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n' + b"x" * 9_000 + b"\r\n--b\r\n"
    b'Content-Disposition: form-data; name="csrf"\r\n\r\nTOKEN\r\n--b--',
)  # fmt: skip


def test_a_form_with_files_whose_token_is_not_its_first_part_is_refused(app: FastAPI) -> None:
    client = WebClient(app, forms=False)
    token = client.form_token().encode()
    for form in NO_FIRST_FIELD:
        for boundary in ("b", "", '"', "é", "b; boundary=c"):
            headers = {b"Content-Type": f"multipart/form-data; boundary={boundary}".encode()}
            answer = client.post("/probe/stream", content=form.replace(b"TOKEN", token), headers=headers)
            assert answer.status_code == 403, (form, boundary)


def test_no_other_place_does_for_a_token(app: FastAPI) -> None:
    client = WebClient(app, forms=False)
    token = client.form_token()
    assert client.post(f"/probe/form?csrf={token}", data={"word": "x"}).status_code == 403
    assert client.put("/api/v1/probe/x/json", json={"word": "x", "csrf": token}).status_code == 403
    assert client.post("/probe/form", data={"word": "x"}, cookies={"csrf": token}).status_code == 403
    assert client.post("/probe/file", files={"csrf": token.encode(), "file": b"x"}).status_code == 403
    text = {"Content-Type": "text/plain"}
    assert client.post("/api/v1/probe/forgetful", content=f"csrf={token}", headers=text).status_code == 403


def test_a_token_from_before_the_log_in_is_stale(closed: FastAPI) -> None:
    client = WebClient(closed, forms=False)
    token = client.form_token()
    data = {"name": "omar", "password": "omar of the tower", "csrf": token}
    assert client.post("/login", data=data).status_code == 303
    assert client.post("/probe/form", data={"word": "x", "csrf": token}).status_code == 403
    assert client.post("/probe/form", data={"word": "x", "csrf": client.form_token()}).status_code == 200


def test_a_visit_keeps_its_key(app: FastAPI) -> None:
    client = WebClient(app)
    first = client.get("/")
    assert "qawl_visit" in first.headers["set-cookie"] and "HttpOnly" in first.headers["set-cookie"]
    assert "set-cookie" not in client.get("/login").headers
    assert "set-cookie" not in WebClient(app).get("/api/v1/probe").headers
    assert "set-cookie" not in WebClient(app).get("/static/site.css").headers


def test_who_has_not_logged_in_sends_little(closed: FastAPI) -> None:
    client = WebClient(closed)
    assert client.post("/login", data={"name": "x" * 70_000}).status_code == 413
    chunks = iter([b"name=", b"x" * 70_000])
    assert client.post("/login", content=chunks).status_code == 413
    assert client.post("/login", headers={"Content-Length": "-1"}, content=b"").status_code == 413


# --- what is noted --------------------------------------------------------------------------------


def test_a_change_is_noted_with_who_where_and_what_came_of_it(app: FastAPI, ledger: Ledger) -> None:
    client = WebClient(app)
    name = client.get("/api/v1/probe").json()["name"]
    client.put("/api/v1/probe/c_17/json", json={"word": "x"})
    client.post("/probe/said")
    client.post("/probe/silent")
    client.post("/probe/form", data={})
    client.post("/probe/broken")
    found = [(one.action, one.record, one.outcome, one.detail) for one in reversed(noted(ledger))]
    assert found == [
        ("PUT /api/v1/probe/{item}/json", "c_17", Outcome.DONE, ""),
        ("review.confirm", "c_1", Outcome.DONE, "why"),
        ("POST /probe/form", "", Outcome.FAILED, "422"),
        ("POST /probe/broken", "", Outcome.FAILED, "500"),
    ]
    assert {(one.who, one.via, one.address) for one in noted(ledger)} == {(name, Via.LOCAL, "127.0.0.1")}


def test_what_was_refused_is_noted_too(closed: FastAPI, ledger: Ledger) -> None:
    client = log_in(closed, "salma")
    client.post("/probe/said")
    as_role(closed, ledger, Role.READER).post("/probe/form", data={"word": "x"})
    found = [(one.who, one.via, one.action, one.outcome) for one in reversed(noted(ledger))]
    assert found == [
        ("salma", Via.SESSION, "login", Outcome.DONE),
        ("salma", Via.SESSION, "POST /probe/said", Outcome.REFUSED),
        ("reader", Via.TOKEN, "POST /probe/form", Outcome.REFUSED),
    ]


def test_reading_is_not_noted_nor_what_no_route_answers(app: FastAPI, ledger: Ledger) -> None:
    client = WebClient(app)
    client.get("/")
    client.post("/nowhere")
    client.post("/audit")
    WebClient(app).post("/probe/said", headers={"Origin": "http://evil.example"})
    assert noted(ledger) == []


def test_log_ins_and_their_failures_are_noted(closed: FastAPI, ledger: Ledger) -> None:
    client = WebClient(closed)
    client.post("/login", data={"name": "OMAR", "password": "wrong"})
    client.post("/login", data={"name": "my secret password", "password": ""})
    log_in(closed, "omar").post("/logout")
    found = [(one.who, one.action, one.outcome) for one in reversed(noted(ledger))]
    assert found == [
        ("omar", "login", Outcome.REFUSED),
        ("", "login", Outcome.REFUSED),
        ("omar", "login", Outcome.DONE),
        ("omar", "logout", Outcome.DONE),
    ]
    assert "secret" not in repr(ledger.audit())


def test_a_change_is_noted_before_its_answer_goes_out(
    app: FastAPI, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(entry: AuditEntry) -> AuditEntry:
        raise OSError("disk full")

    client = WebClient(app)
    client.get("/")
    monkeypatch.setattr(ledger, "note_audit", fails)
    assert client.post("/probe/said").status_code == 200
    assert "not in the audit log" in caplog.text and "review.confirm" in caplog.text


# --- headers --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/login", "/nowhere", "/static/site.css", "/api/v1/probe", "/api/v1/nowhere"])
def test_every_answer_keeps_itself_at_home(app: FastAPI, path: str) -> None:
    headers = WebClient(app).get(path).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


def test_the_answer_to_what_nobody_expected_does_too_and_tells_nothing(app: FastAPI) -> None:
    answer = WebClient(app).post("/probe/broken")
    assert answer.status_code == 500
    assert "content-security-policy" in answer.headers
    assert "secret of the inside" not in answer.text


def test_the_answer_to_a_bent_name_does_too(app: FastAPI) -> None:
    assert "content-security-policy" in WebClient(app).get("/", headers={"Host": "evil.example"}).headers
