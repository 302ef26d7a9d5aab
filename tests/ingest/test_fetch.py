"""A page is fetched as it is, with what the server said of it; redirects, conditions and refusals."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from fetching import SETTINGS, fetcher, refused, settings

from local_site import HTML, LocalSite, ManualClock, Reply, conditional
from qawl.errors import FetchReason, SettingsError
from qawl.ingest.fetch import Validators
from qawl.ingest.hops import user_agent

ARABIC = "<p>قال الناطق إن المعابر مغلقة.</p>"


def test_a_page_comes_with_its_bytes_headers_and_time(site: LocalSite) -> None:
    url = site.page("/1", ARABIC, X_Editor="زينب")
    with fetcher() as fetch:
        fetched = fetch.fetch(url)
    assert (fetched.url, fetched.status, fetched.content) == (url, 200, ARABIC.encode())
    assert fetched.retrieved_at == datetime(2031, 3, 5, 12, 0, 1, tzinfo=UTC)
    assert (fetched.header("content-type"), fetched.header("X-Editor")) == (HTML, "زينب")
    assert (fetched.redirects, fetched.not_modified) == ((), False)


def test_bytes_in_another_encoding_than_declared_are_left_as_they_are(site: LocalSite) -> None:
    content = ARABIC.encode("windows-1256")
    url = site.serve("/1", Reply(content, headers={"Content-Type": HTML}))
    with fetcher() as fetch:
        assert fetch.fetch(url).content == content


def test_the_site_is_told_who_asks_and_how_to_reach_them(site: LocalSite) -> None:
    with fetcher() as fetch:
        fetch.fetch(site.page("/1"))
    agents = {seen.headers["user-agent"] for seen in site.seen}
    assert agents == {user_agent(SETTINGS)}
    assert user_agent(SETTINGS).startswith("qawl/")
    assert user_agent(SETTINGS).endswith(" (+editor@reader.example)")


def test_without_a_contact_the_agent_says_so() -> None:
    assert "(" in user_agent(settings(contact=""))


@pytest.mark.parametrize("contact", ["محرر", "a\r\nX-Evil: 1", "a (b)"])
def test_a_contact_that_cannot_stand_in_a_header_is_refused(contact: str) -> None:
    with pytest.raises(SettingsError, match="contact"):
        user_agent(settings(contact=contact))


def test_no_cookie_and_no_referer_is_sent_and_none_is_stored(site: LocalSite) -> None:
    site.serve("/1", Reply(status=302, headers={"Location": "/2", "Set-Cookie": "visitor=7"}))
    site.page("/2", Set_Cookie="visitor=8")
    with fetcher() as fetch:
        fetched = fetch.fetch(site.url("/1"))
        fetch.fetch(site.url("/2"))
    assert not [seen for seen in site.seen if {"cookie", "referer", "authorization"} & set(seen.headers)]
    assert fetched.header("set-cookie") == ""


def test_raw_arabic_in_an_address_is_percent_encoded(site: LocalSite) -> None:
    url = site.page("/أخبار/خبر عاجل?باب=دير الزور&س=1")
    with fetcher() as fetch:
        fetched = fetch.fetch(url + "#تعليقات")
    assert fetched.status == 200
    (path,) = site.asked()
    assert path == (
        "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/%D8%AE%D8%A8%D8%B1%20%D8%B9%D8%A7%D8%AC%D9%84"
        "?%D8%A8%D8%A7%D8%A8=%D8%AF%D9%8A%D8%B1%20%D8%A7%D9%84%D8%B2%D9%88%D8%B1&%D8%B3=1"
    )
    assert fetched.url == site.url(path)


@pytest.mark.parametrize("path", ["/a%2Fb?x=%d8", "/a;b=1,2/~c'(d)!*", "/?q=a[]=1|2&b=c/d?e", "/a//b/", "/100%25"])
def test_an_address_that_is_in_order_goes_out_as_it_is(site: LocalSite, path: str) -> None:
    with fetcher() as fetch:
        assert fetch.fetch(site.page(path)).url == site.url(path)
    assert site.asked() == [path]


def test_a_redirect_with_raw_arabic_is_followed_and_recorded(site: LocalSite) -> None:
    first = site.redirect("/1", "/أخبار/٢")
    site.redirect("/أخبار/٢", "../ثالث/", status=308)
    site.page("/ثالث/")
    with fetcher() as fetch:
        fetched = fetch.fetch(first)
    assert fetched.redirects == (first, site.url("/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/%D9%A2"))
    assert fetched.url == site.url("/%D8%AB%D8%A7%D9%84%D8%AB/")


def test_a_redirect_in_a_circle_is_told(site: LocalSite) -> None:
    url = site.redirect("/1", "/2")
    site.redirect("/2", "/1")
    with fetcher() as fetch:
        error = refused(FetchReason.TOO_MANY_REDIRECTS, fetch, url)
    assert error.url == url
    assert "in a circle" in str(error)
    assert site.asked() == ["/1", "/2"]


def test_a_redirect_without_end_stops_at_the_limit(site: LocalSite) -> None:
    for number in range(9):
        site.redirect(f"/{number}", f"/{number + 1}")
    with fetcher(max_redirects=3) as fetch:
        refused(FetchReason.TOO_MANY_REDIRECTS, fetch, site.url("/0"))
    assert site.asked() == ["/0", "/1", "/2", "/3"]


def test_as_many_redirects_as_allowed_are_followed(site: LocalSite) -> None:
    for number in range(3):
        site.redirect(f"/{number}", f"/{number + 1}")
    with fetcher(max_redirects=3) as fetch:
        site.page("/3")
        assert fetch.fetch(site.url("/0")).status == 200


@pytest.mark.parametrize("location", ["ftp://files.example/1", "javascript:alert(1)", "file:///etc/passwd"])
def test_a_redirect_out_of_the_web_is_refused(site: LocalSite, location: str) -> None:
    with fetcher() as fetch:
        error = refused(FetchReason.BAD_ADDRESS, fetch, site.redirect("/1", location))
    assert error.url == site.url("/1")


def test_the_error_of_a_hop_names_the_address_asked_for_and_the_hop(site: LocalSite) -> None:
    with fetcher() as fetch:
        error = refused(FetchReason.NOT_FOUND, fetch, site.redirect("/1", "/2"))
    assert error.url == site.url("/1")
    assert site.url("/2") in str(error)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (404, FetchReason.NOT_FOUND),
        (410, FetchReason.GONE),
        (401, FetchReason.REFUSED),
        (403, FetchReason.REFUSED),
        (451, FetchReason.REFUSED),
        (202, FetchReason.REFUSED),
        (304, FetchReason.REFUSED),
        (301, FetchReason.REFUSED),
    ],
)
def test_a_status_that_gives_no_page_is_told_once(site: LocalSite, status: int, reason: FetchReason) -> None:
    with fetcher() as fetch:
        refused(reason, fetch, site.serve("/1", Reply(status=status)))
        assert fetch.export_states() == []
    assert site.asked() == ["/1"]


def test_a_page_that_has_not_changed_is_not_sent_again(site: LocalSite) -> None:
    modified = "Tue, 04 Mar 2031 08:00:00 GMT"
    url = site.serve("/1", conditional(b"<p>1</p>", etag='W/"a1"', last_modified=modified))
    with fetcher() as fetch:
        first = fetch.fetch(url)
        again = fetch.fetch(url, validators=first.validators)
    assert first.validators == Validators('W/"a1"', modified)
    assert (again.status, again.not_modified, again.content) == (304, True, b"")
    assert again.validators == first.validators


def test_last_modified_alone_is_enough(site: LocalSite) -> None:
    modified = "Tue, 04 Mar 2031 08:00:00 GMT"
    url = site.serve("/1", conditional(b"<p>1</p>", last_modified=modified))
    with fetcher() as fetch:
        assert fetch.fetch(url, validators=Validators(last_modified=modified)).not_modified


def test_validators_that_a_304_does_not_repeat_are_kept(site: LocalSite) -> None:
    given = Validators('"a1"', "Tue, 04 Mar 2031 08:00:00 GMT")
    with fetcher() as fetch:
        assert fetch.fetch(site.serve("/1", Reply(status=304)), validators=given).validators == given


def test_a_changed_page_comes_with_its_new_validators(site: LocalSite) -> None:
    url = site.serve("/1", conditional(b"<p>2</p>", etag='"b2"'))
    with fetcher() as fetch:
        fetched = fetch.fetch(url, validators=Validators('"a1"', "Tue, 04 Mar 2031 08:00:00 GMT"))
    assert (fetched.content, fetched.validators) == (b"<p>2</p>", Validators('"b2"', ""))


@pytest.mark.parametrize("etag", ['"خبر"', '"a"\r\nX-Evil: 1'])
def test_a_validator_that_cannot_stand_in_a_header_is_left_out(site: LocalSite, etag: str) -> None:
    with fetcher() as fetch:
        fetch.fetch(site.page("/1"), validators=Validators(etag=etag))
    assert not [seen for seen in site.seen if "if-none-match" in seen.headers or "x-evil" in seen.headers]


def test_proxies_of_the_environment_are_ignored(site: LocalSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with fetcher() as fetch:
        assert fetch.fetch(site.page("/1")).status == 200


def test_proxies_of_the_environment_are_used_where_a_setting_says_so(
    site: LocalSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("no_proxy", "NO_PROXY", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", site.url("/"))
    site.page("http://mizan.example/1", ARABIC)
    with fetcher(environment_proxies=True) as fetch:
        assert fetch.fetch("http://mizan.example/1").content == ARABIC.encode()


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "http://127.0.0.1:port"])
def test_a_proxy_that_cannot_be_used_is_told(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("no_proxy", "NO_PROXY", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", proxy)
    with fetcher(environment_proxies=True) as fetch, pytest.raises(SettingsError, match="environment_proxies"):
        fetch.fetch("http://mizan.example/1")


def test_nothing_heavy_is_imported_before_something_is_fetched() -> None:
    heavy = ("httpx", "httpcore", "protego", "idna")
    code = f"import sys, qawl.ingest.fetch; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_time_passes_only_on_the_clock_that_was_given(site: LocalSite) -> None:
    clock = ManualClock()
    with fetcher(clock) as fetch:
        for number in range(3):
            fetch.fetch(site.page(f"/{number}"))
    assert clock.slept == [1.0, 1.0, 1.0]
