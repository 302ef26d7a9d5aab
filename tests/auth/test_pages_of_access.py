"""The pages to log in and to read the audit log, under whatever is sent to them."""

import html
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI

from qawl import clock
from qawl.auth.users import UserBook
from qawl.model.access import AuditEntry, Outcome, Role, Via
from qawl.store.ledger import Ledger
from qawl.web.pages.login import own_page
from web_client import WebClient

MakeApp = Callable[..., FastAPI]
HOSTILE = '"><script>alert(1)</script>\N{RIGHT-TO-LEFT OVERRIDE}'


@pytest.fixture
def closed(make_app: MakeApp, users: UserBook) -> FastAPI:
    return make_app(login=True)


def visible_text(page: str) -> str:
    """What stands in ``main``, without tags."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return html.unescape(re.sub(r"<[^>]*>", " ", main))


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "evil",
        "javascript:alert(1)", "", " /", "/\t/evil.example", "/\n/evil.example", "/a\\b", "/ /evil.example",
        "/login", "/login?next=/", "/logout", "/" + "x" * 3_000, "/\0", "//[", "data:text/html,x",
    ],
)  # fmt: skip
def test_nobody_is_led_elsewhere_after_the_log_in(address: str) -> None:
    assert own_page(address) == "/"


@pytest.mark.parametrize("address", ["/", "/claims?place=%D8%AF&since=2017", "/documents/d_1#s-12", "/a//b", "/loginx"])
def test_pages_of_this_server_are(address: str) -> None:
    assert own_page(address) == address


def test_the_form_leads_nobody_elsewhere_either(closed: FastAPI) -> None:
    client = WebClient(closed)
    assert 'name="next" value="/"' in client.get("/login", params={"next": "//evil.example"}).text
    data = {"name": "omar", "password": "omar of the tower", "next": "https://evil.example/"}
    assert client.post("/login", data=data).headers["location"] == "/"


def test_what_is_sent_is_shown_as_text(closed: FastAPI) -> None:
    client = WebClient(closed)
    answer = client.post("/login", data={"name": HOSTILE, "password": HOSTILE, "next": f"/{HOSTILE}"})
    assert answer.status_code == 401
    assert "<script>alert" not in answer.text
    assert answer.text.count(html.escape(HOSTILE[:20], quote=False).replace('"', "&#34;")) >= 1


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_wrong_name_and_a_wrong_password_are_answered_alike(closed: FastAPI, language: str) -> None:
    answers = []
    for name in ("omar", "nobody"):
        client = WebClient(closed)
        page = client.post(f"/login?lang={language}", data={"name": name, "password": "wrong"})
        answers.append((page.status_code, page.headers.keys(), visible_text(page.text)))
    assert answers[0] == answers[1]


def test_a_disabled_user_is_answered_like_nobody(closed: FastAPI, users: UserBook) -> None:
    users.set_disabled("omar", is_disabled=True)
    answers = [
        visible_text(WebClient(closed).post("/login", data={"name": name, "password": "omar of the tower"}).text)
        for name in ("omar", "nobody")
    ]
    assert answers[0] == answers[1]


def test_too_many_attempts_are_told_with_the_time_to_wait(closed: FastAPI, ledger: Ledger) -> None:
    client = WebClient(closed)
    for _ in range(3):
        client.post("/login", data={"name": "omar", "password": "wrong"})
    before = len(ledger.audit())
    answer = client.post("/login?lang=en", data={"name": "omar", "password": "omar of the tower"})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "900")
    assert "Try again in 15 min" in answer.text
    assert "qawl_session" not in client.cookies
    assert len(ledger.audit()) == before  # whoever goes on trying does not fill the log


def test_one_changes_ones_own_password(closed: FastAPI, ledger: Ledger) -> None:
    client, other = WebClient(closed), WebClient(closed)
    for one in (client, other):
        one.post("/login", data={"name": "salma", "password": "salma of the tower"})
    new = {"new": "four words of hers", "again": "four words of hers"}
    for sent, status, words in (
        ({"old": "wrong", **new}, 403, "present password"),
        ({"old": "salma of the tower", **new, "again": "other"}, 422, "differ"),
        ({"old": "salma of the tower", "new": "short", "again": "short"}, 422, "too short"),
        ({"old": "salma of the tower", "new": "salma salma", "again": "salma salma"}, 422, "too easily"),
    ):
        answer = client.post("/password?lang=en", data=sent)
        assert answer.status_code == status and words in answer.text
    assert client.post("/password", data={"old": "salma of the tower", **new}).status_code == 303
    assert client.get("/").status_code == 200
    assert other.get("/").status_code == 303
    assert WebClient(closed).post("/login", data={"name": "salma", "password": new["new"]}).status_code == 303
    done = [one for one in ledger.audit() if one.action == "user.password"]
    assert [(one.who, one.outcome) for one in done] == [("salma", Outcome.DONE), ("salma", Outcome.REFUSED)]


def test_guessing_the_present_password_is_limited_too(closed: FastAPI) -> None:
    client = WebClient(closed)
    client.post("/login", data={"name": "salma", "password": "salma of the tower"})
    new = {"new": "four words of hers", "again": "four words of hers"}
    codes = [client.post("/password", data={"old": f"wrong {number}", **new}).status_code for number in range(4)]
    assert codes == [403, 403, 403, 429]


def test_without_a_log_in_there_is_no_password_to_change(make_app: MakeApp, ledger: Ledger) -> None:
    data = {"old": "", "new": "four words of hers", "again": "four words of hers"}
    assert WebClient(make_app()).post("/password", data=data).status_code == 403


def test_who_has_logged_in_keeps_the_name(closed: FastAPI) -> None:
    client = WebClient(closed)
    client.post("/login", data={"name": "omar", "password": "omar of the tower"})
    assert client.post("/visitor", data={"name": "layla"}).status_code == 403


def test_the_address_of_a_database_is_not_shown(make_app: MakeApp, ledger: Ledger) -> None:
    ledger.name = "postgresql+psycopg://omar:his-password@server/ledger"
    text = WebClient(make_app()).get("/login").text
    assert "his-password" not in text and "qawl user add LEDGER" in text


def fill(ledger: Ledger, count: int) -> None:
    begun = datetime(2026, 3, 1, tzinfo=UTC)
    for number in range(count):
        moment = begun + timedelta(hours=number)
        outcome = list(Outcome)[number % 3]
        ledger.note_audit(
            AuditEntry(moment, f"user {number % 2}", Via.SESSION, "review.confirm", outcome, record=f"c_{number}")
        )


def records(page: str) -> list[str]:
    return re.findall(r"<bdi>(c_\d+)</bdi>", page)


def test_the_log_is_read_page_by_page_without_a_gap(make_app: MakeApp, ledger: Ledger) -> None:
    fill(ledger, 230)
    client = WebClient(make_app())
    seen, address = [], "/audit"
    while address:
        page = client.get(address).text
        seen += records(page)
        (address,) = re.findall(r'rel="next" href="([^"]*)"', page) or [""]
        address = html.unescape(address)
        ledger.note_audit(AuditEntry(clock.now(), "x", Via.LOCAL, "login", Outcome.DONE))  # somebody goes on
    assert seen == [f"c_{number}" for number in reversed(range(230))]


def test_filters_narrow_the_log_down_and_stay_in_the_form(make_app: MakeApp, ledger: Ledger) -> None:
    fill(ledger, 60)
    client = WebClient(make_app())
    found = records(client.get("/audit?who=user 1&outcome=refused&since=2026-03-02&until=2026-03-02").text)
    assert found == ["c_43", "c_37", "c_31", "c_25"]
    assert records(client.get("/audit?record=c_7").text) == ["c_7"]
    assert len(records(client.get("/audit?action=review.confirm").text)) == 60
    page = client.get("/audit?lang=en&who=user 1&action=nothing").text
    assert "No entry fits" in page and 'value="user 1"' in page


@pytest.mark.parametrize(
    "query",
    [
        "outcome=x", "since=x", "until=2026-02-30", "since=2026-W10x", "until=9999-12-31", "since=0001-01-01",
        "who=%00", "after=x", "after=-1", "after=" + "9" * 20,
        "record=%F0%9F%98%80", "action=" + "x" * 5_000, "who=%ED%A0%80",
    ],
)  # fmt: skip
def test_a_question_that_does_not_fit_is_no_failure(make_app: MakeApp, ledger: Ledger, query: str) -> None:
    fill(ledger, 2)
    assert WebClient(make_app()).get(f"/audit?{query}").status_code in (200, 400, 422)


def test_what_stands_in_the_log_is_shown_as_text(make_app: MakeApp, ledger: Ledger) -> None:
    ledger.note_audit(AuditEntry(clock.now(), HOSTILE, Via.TOKEN, HOSTILE, Outcome.FAILED, HOSTILE, HOSTILE, HOSTILE))
    page = WebClient(make_app()).get("/audit").text
    assert "<script>alert" not in page
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in page


@pytest.mark.parametrize("role", [Role.READER, Role.REVIEWER])
def test_the_log_is_for_admins(closed: FastAPI, role: Role) -> None:
    name = {Role.READER: "salma", Role.REVIEWER: "omar"}[role]
    client = WebClient(closed)
    client.post("/login", data={"name": name, "password": f"{name} of the tower"})
    assert client.get("/audit").status_code == 403
    assert "/audit" not in client.get("/login").text
