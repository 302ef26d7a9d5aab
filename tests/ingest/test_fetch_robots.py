"""robots.txt by RFC 9309: what it allows, what its absence means, and how often it is asked for."""

import time
from datetime import timedelta

import pytest
from fetching import fetcher, refused

from local_site import LocalSite, ManualClock, Reply
from qawl.errors import FetchReason


def test_what_is_not_forbidden_is_fetched_and_the_rest_is_not_asked_for(site: LocalSite) -> None:
    site.robots("User-agent: *\nDisallow: /private/\nAllow: /private/open\n")
    with fetcher() as fetch:
        assert fetch.fetch(site.page("/1")).status == 200
        assert fetch.fetch(site.page("/private/open")).status == 200
        error = refused(FetchReason.ROBOTS, fetch, site.page("/private/1"))
    assert site.asked() == ["/1", "/private/open"]
    assert error.retry_at is None


@pytest.mark.parametrize(
    "rules",
    [
        "User-agent: *\nAllow: /\n\nUser-agent: qawl\nDisallow: /1\n",
        "User-agent: QAWL\nDisallow: /1\n",
        "User-agent: other\nuser-agent: qawl\nDisallow: *1$\n",
        "\ufeffUser-agent: *\r\nDisallow: /\r\n",
        "User-agent: qawl/1.0\nDisallow: /\n",
        "User-agent: *qawl*\nDisallow: /\n",
        "User agent other # qawl\nUser-agent: qawl # us\nDisallow: /\n",
    ],
)
def test_rules_for_us_are_obeyed(site: LocalSite, rules: str) -> None:
    site.robots(rules)
    with fetcher() as fetch:
        refused(FetchReason.ROBOTS, fetch, site.page("/1"))


@pytest.mark.parametrize(
    "rules",
    [
        "User-agent: other\nDisallow: /\n",
        "User-agent: qawlbot\nDisallow: /\n",
        "User-agent: q\nDisallow: /\n",
        "User-agent: other\nDisallow: /\nUser-agent: qawl\nDisallow: /2\n",
        "User-agent: *\nDisallow: /\n\nUser-agent: qawl\nAllow: /\n",
        "User-agent: *\nDisallow:\n",
        "<html><body>no such page</body></html>",
        "",
    ],
)
def test_rules_that_allow_us_are_taken(site: LocalSite, rules: str) -> None:
    site.robots(rules)
    with fetcher() as fetch:
        assert fetch.fetch(site.page("/1")).status == 200


@pytest.mark.parametrize("rule", ["/أخبار/", "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/", "/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1/"])
@pytest.mark.parametrize("path", ["/أخبار/1", "/x/../أخبار/1", "/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1/1"])
def test_arabic_paths_fit_however_they_are_written(site: LocalSite, rule: str, path: str) -> None:
    site.robots(f"User-agent: *\nDisallow: {rule}\n")
    with fetcher() as fetch:
        refused(FetchReason.ROBOTS, fetch, site.url(path))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_site_without_the_file_allows_all(site: LocalSite, status: int) -> None:
    site.serve("/robots.txt", Reply(status=status))
    with fetcher() as fetch:
        assert fetch.fetch(site.page("/1")).status == 200


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_whose_file_cannot_be_read_allows_nothing_for_now(site: LocalSite, status: int) -> None:
    clock = ManualClock()
    site.serve("/robots.txt", Reply(status=status))
    with fetcher(clock, pause_after_failures=9) as fetch:
        error = refused(FetchReason.ROBOTS, fetch, site.page("/1"))
        refused(FetchReason.ROBOTS, fetch, site.page("/2"))
        assert site.asked(robots=True) == ["/robots.txt"] * 3
        assert error.retry_at is not None
        assert timedelta(minutes=9) < error.retry_at - clock.now() <= timedelta(minutes=10)
        site.robots("User-agent: *\nAllow: /\n")
        clock.moment = error.retry_at
        assert fetch.fetch(site.url("/1")).status == 200


def test_a_host_that_cannot_be_reached_is_told_as_that() -> None:
    with LocalSite() as gone:
        url = gone.url("/1")
    with fetcher(attempts=1) as fetch:
        refused(FetchReason.CONNECTION, fetch, url)


def test_the_file_is_kept_for_a_day(site: LocalSite) -> None:
    clock = ManualClock()
    site.robots("User-agent: *\nDisallow: /private\n")
    with fetcher(clock) as fetch:
        for hours in (0, 12, 11):
            clock.moment += timedelta(hours=hours)
            fetch.fetch(site.page("/1"))
        assert site.asked(robots=True).count("/robots.txt") == 1
        clock.moment += timedelta(hours=2)
        site.robots("User-agent: *\nDisallow: /\n")
        refused(FetchReason.ROBOTS, fetch, site.url("/1"))
    assert site.asked(robots=True).count("/robots.txt") == 2


def test_each_port_has_a_file_of_its_own(site: LocalSite) -> None:
    site.robots("User-agent: *\nDisallow: /\n")
    with LocalSite() as other, fetcher() as fetch:
        assert fetch.fetch(other.page("/1")).status == 200
        refused(FetchReason.ROBOTS, fetch, site.page("/1"))


def test_each_hop_of_a_redirect_is_asked_about(site: LocalSite) -> None:
    with LocalSite() as other, fetcher() as fetch:
        other.robots("User-agent: *\nDisallow: /2\n")
        other.page("/2")
        error = refused(FetchReason.ROBOTS, fetch, site.redirect("/1", other.url("/2")))
        assert other.asked() == []
    assert error.url == site.url("/1")


@pytest.mark.parametrize(("hops", "allowed"), [(1, False), (5, False), (6, True)])
def test_five_redirects_of_the_file_are_followed(site: LocalSite, hops: int, allowed: bool) -> None:
    for number in range(hops):
        site.redirect("/robots.txt" if number == 0 else f"/robots/{number}", f"/robots/{number + 1}")
    site.serve(f"/robots/{hops}", Reply(b"User-agent: *\nDisallow: /1\n"))
    site.page("/1")
    with fetcher() as fetch:
        if allowed:
            assert fetch.fetch(site.url("/1")).status == 200
        else:
            refused(FetchReason.ROBOTS, fetch, site.url("/1"))


def test_only_the_beginning_of_an_endless_file_is_read(site: LocalSite) -> None:
    lines = b"User-agent: *\nDisallow: /first\n" + b"# filler\n" * 200 + b"Disallow: /last\n"
    site.serve("/robots.txt", Reply(lines))
    with fetcher(robots_max_bytes=1000) as fetch:
        refused(FetchReason.ROBOTS, fetch, site.page("/first"))
        assert fetch.fetch(site.page("/last")).status == 200


def test_a_rule_cut_in_half_by_the_limit_does_not_count(site: LocalSite) -> None:
    lines = b"User-agent: *\nDisallow: /first\nDisallow: /long-name\n"
    site.serve("/robots.txt", Reply(lines))
    with fetcher(robots_max_bytes=lines.index(b"-name")) as fetch:
        assert fetch.fetch(site.page("/longing")).status == 200


def test_a_crawl_delay_is_honoured(site: LocalSite) -> None:
    clock = ManualClock()
    site.robots("User-agent: *\nCrawl-delay: 7.5\n")
    with fetcher(clock) as fetch:
        fetch.fetch(site.page("/1"))
        fetch.fetch(site.page("/2"))
    assert clock.slept == [1.0, 7.5]


def test_a_crawl_delay_shorter_than_ours_changes_nothing(site: LocalSite) -> None:
    clock = ManualClock()
    site.robots("User-agent: *\nCrawl-delay: 0\n")
    with fetcher(clock) as fetch:
        fetch.fetch(site.page("/1"))
        fetch.fetch(site.page("/2"))
    assert clock.slept == [1.0, 1.0]


def test_a_crawl_delay_beyond_reason_is_a_no(site: LocalSite) -> None:
    site.robots("User-agent: *\nCrawl-delay: 3600\n")
    with fetcher() as fetch:
        error = refused(FetchReason.ROBOTS, fetch, site.page("/1"))
    assert "3600 seconds" in str(error)
    assert site.asked() == []


def test_a_file_made_to_be_slow_is_read_quickly(site: LocalSite) -> None:
    agents = "".join(f"User-agent: a{number}\n" for number in range(15_000))
    rules = "".join(f"Disallow: /{number}\n" for number in range(14_000))
    site.robots(f"User-agent: *\nDisallow: /1\n\n{agents}{rules}")
    with fetcher() as fetch:
        began = time.monotonic()
        refused(FetchReason.ROBOTS, fetch, site.url("/1"))
    assert time.monotonic() - began < 3
