"""Under which names the server answers, and whose pages may change something."""

import pytest

from qawl.auth.hosts import AllowedHosts, comes_from_here, host_name, is_loopback, network_of


@pytest.mark.parametrize(
    "header", ["localhost", "LOCALHOST:8700", "localhost.", "127.0.0.1", "127.0.0.1:8700", "127.8.8.8", "[::1]:8700"]
)
def test_names_of_this_machine_are_known(header: str) -> None:
    assert AllowedHosts("127.0.0.1").allow(header)


@pytest.mark.parametrize(
    "header",
    [
        "", " ", "evil.example", "evil.example:8700", "localhost.evil.example", "127.0.0.1.evil.example",
        "localhost@evil.example", "evil.example@localhost", "localhost,evil.example", "localhost/../evil",
        "192.168.1.7", "0.0.0.0", "[::]", "[::1", "127.0.0.1:x", "127.0.0.1:99999", "127.1", "2130706433", "0x7f.1",
        "localhost%00", "lоcalhost", "[fe80::1%25eth0]", "local host", "127.0.0.1:8700:8700",
    ],
)  # fmt: skip
def test_other_names_are_not(header: str) -> None:
    assert not AllowedHosts("127.0.0.1").allow(header)


def test_the_name_that_was_given_is_known_and_those_added_to_it() -> None:
    hosts = AllowedHosts("news.example", ["ledger.news.example:443", "10.0.0.7"])
    assert all(hosts.allow(name) for name in ("news.example", "News.Example:8700", "ledger.news.example", "10.0.0.7"))
    assert not any(hosts.allow(name) for name in ("example", "x.news.example", "10.0.0.8"))


def test_where_all_addresses_are_listened_at_any_address_is_known_but_no_name() -> None:
    for host in ("0.0.0.0", "::"):
        hosts = AllowedHosts(host)
        assert hosts.allow("192.168.1.7:8700") and hosts.allow("[2001:db8::1]:8700")
        assert not hosts.allow("evil.example")


@pytest.mark.parametrize(("host", "expected"), [
    ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("Localhost", True),
    ("0.0.0.0", False), ("::", False), ("192.168.1.7", False), ("localhost.evil.example", False), ("", False),
])  # fmt: skip
def test_loopback_is_what_only_this_machine_reaches(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_programs_that_name_no_origin_may_come() -> None:
    assert comes_from_here(host="127.0.0.1:8700", origin=None, fetch_site=None)


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1:8700", "http://127.0.0.1:8700"),
        ("news.example", "https://news.example"),
        ("news.example:443", "https://news.example"),
        ("News.Example", "https://news.example:443"),
        ("[::1]:8700", "http://[::1]:8700"),
    ],
)
def test_pages_of_the_same_host_and_port_may_change_something(host: str, origin: str) -> None:
    assert comes_from_here(host=host, origin=origin, fetch_site="same-origin")


@pytest.mark.parametrize(
    "origin",
    [
        "null", "", "http://127.0.0.1", "http://127.0.0.1:8701", "http://localhost:8700", "http://evil.example",
        "http://127.0.0.1:8700.evil.example", "http://127.0.0.1:x", "file://", "127.0.0.1:8700", "http://[",
        "chrome-extension://127.0.0.1:8700", "http://evil.example/127.0.0.1:8700",
    ],
)  # fmt: skip
def test_pages_of_others_may_not(origin: str) -> None:
    assert not comes_from_here(host="127.0.0.1:8700", origin=origin, fetch_site=None)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "same-origin,cross-site"])
def test_a_browser_that_says_where_from_is_believed(site: str) -> None:
    assert not comes_from_here(host="127.0.0.1:8700", origin="http://127.0.0.1:8700", fetch_site=site)


def test_one_customer_is_one_address() -> None:
    assert network_of("2001:db8:1:2:aaaa::1") == network_of("2001:db8:1:2:bbbb::2") == "2001:db8:1:2::/64"
    assert network_of("2001:db8:1:3::1") != network_of("2001:db8:1:2::1")
    assert network_of("::ffff:192.0.2.7") == network_of("192.0.2.7") == "192.0.2.7"
    assert network_of("testclient") == "testclient"


def test_a_port_that_cannot_be_is_no_host() -> None:
    assert host_name("localhost:70000") is None
