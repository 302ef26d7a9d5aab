"""A host is asked one thing at a time, rarely, and is left alone when it suffers."""

import json
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from fetching import fetcher, refused, settings

from local_site import LocalSite, ManualClock, Reply, Seen
from qawl.errors import FetchError, FetchReason, InputError
from qawl.ingest.fetch import Fetcher
from qawl.ingest.politeness import HostState, Politeness, SystemClock, parse_retry_after

NOW = datetime(2031, 3, 5, 12, 0, tzinfo=UTC)
OK = Reply(b"<p>1</p>")


def busy(**headers: str) -> Reply:
    return Reply(status=429, headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_requests_to_one_host_keep_their_distance(site: LocalSite) -> None:
    clock = ManualClock()
    with fetcher(clock, min_delay_seconds=2.5) as fetch:
        for number in range(3):
            fetch.fetch(site.page(f"/{number}"))
    assert clock.slept == [2.5, 2.5, 2.5]


def test_time_that_passed_anyway_is_not_waited_for_again(site: LocalSite) -> None:
    clock = ManualClock()
    with fetcher(clock) as fetch:
        fetch.fetch(site.page("/1"))
        clock.moment += timedelta(seconds=0.75)
        fetch.fetch(site.page("/2"))
        clock.moment += timedelta(seconds=30)
        fetch.fetch(site.page("/3"))
    assert clock.slept == [1.0, 0.25]


def test_a_redirect_waits_for_its_turn_too(site: LocalSite) -> None:
    clock = ManualClock()
    site.page("/2")
    with fetcher(clock) as fetch:
        fetch.fetch(site.redirect("/1", "/2"))
    assert clock.slept == [1.0, 1.0]


def test_a_host_is_asked_one_thing_at_a_time(site: LocalSite) -> None:
    def slowly(seen: Seen) -> Reply:
        time.sleep(0.02)
        return OK

    for number in range(4):
        site.serve(f"/{number}", slowly)
    with fetcher() as fetch:
        threads = [threading.Thread(target=fetch.fetch, args=(site.url(f"/{number}"),)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(5)
    assert sorted(site.asked()) == ["/0", "/1", "/2", "/3"]
    assert site.most_at_once == 1
    assert site.asked(robots=True).count("/robots.txt") == 1


def test_two_hosts_do_not_wait_for_each_other(site: LocalSite) -> None:
    arrived = threading.Barrier(2, timeout=5)

    def together(seen: Seen) -> Reply:
        arrived.wait()
        return OK

    site.serve("/1", together)
    with fetcher() as fetch:
        urls = [site.url("/1"), site.url("/1", host="localhost")]
        threads = [threading.Thread(target=fetch.fetch, args=(url,)) for url in urls]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(5)
    assert site.asked() == ["/1", "/1"]
    assert not arrived.broken


def test_a_server_error_is_tried_again_with_growing_pauses(site: LocalSite) -> None:
    clock = ManualClock()
    url = site.serve("/1", [Reply(status=500), Reply(status=502), OK])
    with fetcher(clock) as fetch:
        assert fetch.fetch(url).status == 200
        assert fetch.export_states() == []
    assert clock.slept == [1.0, 2.0, 4.0]


def test_after_all_attempts_the_error_says_when_to_ask_again(site: LocalSite) -> None:
    clock = ManualClock()
    with fetcher(clock) as fetch:
        error = refused(FetchReason.SERVER_ERROR, fetch, site.serve("/1", Reply(status=503)))
    assert site.asked() == ["/1"] * 3
    assert error.retry_at == clock.now() + timedelta(seconds=8)


def test_any_answer_that_is_no_failure_clears_the_count(site: LocalSite) -> None:
    with fetcher() as fetch:
        refused(FetchReason.NOT_FOUND, fetch, site.serve("/1", [Reply(status=500), Reply(status=404)]))
        assert fetch.export_states() == []


def test_connections_that_break_are_tried_again(site: LocalSite) -> None:
    url = site.serve("/1", [Reply(b"", length=9), OK])
    with fetcher() as fetch:
        assert fetch.fetch(url).content == OK.content


def test_a_site_that_asks_for_time_gets_it_in_seconds(site: LocalSite) -> None:
    clock = ManualClock()
    with fetcher(clock) as fetch:
        assert fetch.fetch(site.serve("/1", [busy(Retry_After="17"), OK])).status == 200
    assert clock.slept == [1.0, 17.0]


def test_a_site_that_asks_for_time_gets_it_by_date(site: LocalSite) -> None:
    clock = ManualClock()
    replies = [Reply(status=503, headers={"Retry-After": "Wed, 05 Mar 2031 12:00:31 GMT"}), OK]
    with fetcher(clock) as fetch:
        assert fetch.fetch(site.serve("/1", replies)).status == 200
    assert clock.slept == [1.0, 30.0]


def test_a_long_rest_is_not_waited_for_in_place(site: LocalSite) -> None:
    clock = ManualClock()
    url = site.serve("/1", busy(Retry_After="7200"))
    with fetcher(clock) as fetch:
        error = refused(FetchReason.RATE_LIMITED, fetch, url)
        refused(FetchReason.RATE_LIMITED, fetch, site.page("/2"))
        assert [state.host for state in fetch.paused_hosts()] == ["127.0.0.1"]
    assert error.retry_at == NOW + timedelta(seconds=7201)
    assert site.asked() == ["/1"]
    assert "2031-03-05 14:00:01 UTC" in str(error)


def test_an_endless_rest_is_capped_at_a_day(site: LocalSite) -> None:
    clock = ManualClock()
    with fetcher(clock) as fetch:
        error = refused(FetchReason.RATE_LIMITED, fetch, site.serve("/1", busy(Retry_After="99999999999999")))
    assert error.retry_at == NOW + timedelta(days=1, seconds=1)


def test_a_host_that_fails_again_and_again_is_paused_and_reported(site: LocalSite) -> None:
    clock = ManualClock()
    site.serve("/1", Reply(status=500))
    with fetcher(clock, pause_after_failures=5) as fetch:
        refused(FetchReason.SERVER_ERROR, fetch, site.url("/1"))
        assert fetch.paused_hosts() == []
        error = refused(FetchReason.SERVER_ERROR, fetch, site.url("/1"))
        assert site.asked() == ["/1"] * 5
        (state,) = fetch.paused_hosts()
        assert (state.host, state.failures, state.reason) == ("127.0.0.1", 5, FetchReason.SERVER_ERROR)
        assert state.paused_until == error.retry_at == clock.now() + timedelta(minutes=30)
        told = refused(FetchReason.SERVER_ERROR, fetch, site.page("/2"))
        assert "left alone until" in str(told)
        assert site.asked() == ["/1"] * 5


def test_after_its_pause_a_host_is_asked_again_and_forgiven(site: LocalSite) -> None:
    clock = ManualClock()
    url = site.serve("/1", [Reply(status=500), OK])
    with fetcher(clock, pause_after_failures=1) as fetch:
        error = refused(FetchReason.SERVER_ERROR, fetch, url)
        assert error.retry_at is not None
        clock.moment = error.retry_at
        assert fetch.fetch(url).status == 200
        assert (fetch.paused_hosts(), fetch.export_states()) == ([], [])


def test_pauses_survive_a_run_as_plain_data(site: LocalSite) -> None:
    clock = ManualClock()
    with fetcher(clock, pause_after_failures=1) as fetch:
        refused(FetchReason.SERVER_ERROR, fetch, site.serve("/1", Reply(status=500)))
        kept = json.loads(json.dumps(fetch.export_states()))
    with fetcher(clock) as later:
        later.import_states(kept)
        assert later.export_states() == kept
        refused(FetchReason.SERVER_ERROR, later, site.page("/2"))
        clock.moment += timedelta(minutes=31)
        assert later.fetch(site.url("/2")).status == 200


@pytest.mark.parametrize(
    "broken", [{}, {"host": "a.example"}, {"paused_until": "soon"}, {"reason": "bored"}, {"ready_at": "2031-03-05"}]
)
def test_what_is_no_state_is_refused(broken: dict[str, str]) -> None:
    whole = HostState("a.example", NOW, 2, FetchReason.TIMEOUT, NOW).to_dict()
    values = whole | broken if set(broken) - {"host"} else broken
    with pytest.raises(InputError, match="no state of a host"), Fetcher(settings()) as fetch:
        fetch.import_states([values])


def test_back_off_is_random_between_nothing_and_a_bound_that_doubles() -> None:
    bounds: list[float] = []

    def jitter(longest: float) -> float:
        bounds.append(longest)
        return 0.0

    politeness = Politeness(settings(pause_after_failures=99), ManualClock(), jitter=jitter)
    for _ in range(8):
        politeness.failed("a.example", FetchReason.CONNECTION)
    assert bounds == [2, 4, 8, 16, 32, 60, 60, 60]


def test_without_a_test_the_jitter_is_random() -> None:
    politeness = Politeness(settings(), ManualClock())
    rests = {politeness.failed(f"{number}.example", FetchReason.TIMEOUT).ready_at for number in range(20)}
    assert len(rests) > 10
    assert all(rest is not None and NOW <= rest <= NOW + timedelta(seconds=2) for rest in rests)


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("120", NOW + timedelta(minutes=2)),
        (" 0 ", NOW),
        ("Wed, 05 Mar 2031 12:05:00 GMT", NOW + timedelta(minutes=5)),
        ("Wed, 05 Mar 2031 15:05:00 +0300", NOW + timedelta(minutes=5)),
        ("Wed, 05 Mar 2031 12:05:00 -0000", NOW + timedelta(minutes=5)),
        ("Wednesday, 05-Mar-31 12:05:00 GMT", NOW + timedelta(minutes=5)),
        ("", None),
        ("-5", None),
        ("soon", None),
        ("Fri, 31 Dec 9999 23:59:00 -1400", None),
        ("١٢٠", None),
        ("1.5", None),
    ],
)
def test_both_forms_of_retry_after_are_read(value: str, moment: datetime | None) -> None:
    assert parse_retry_after(value, NOW) == moment


def test_a_moment_in_the_past_means_at_once(site: LocalSite) -> None:
    clock = ManualClock()
    replies = [busy(Retry_After="Wed, 05 Mar 2031 11:00:00 GMT"), OK]
    with fetcher(clock) as fetch:
        fetch.fetch(site.serve("/1", replies))
    assert clock.slept == [1.0, 1.0]


def test_the_clock_of_the_machine_is_in_utc() -> None:
    clock = SystemClock()
    before = clock.now()
    clock.sleep(0.01)
    assert before.tzinfo is UTC
    assert clock.now() > before


def test_an_error_told_of_another_address_keeps_its_reason() -> None:
    error = FetchError(FetchReason.GONE, "gone. Leave it out.", url="a").at("b", retry_at=NOW)
    assert (error.reason, error.url, error.retry_at, str(error)) == (
        FetchReason.GONE,
        "b",
        NOW,
        "b: gone. Leave it out.",
    )
