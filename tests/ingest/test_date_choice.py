"""One date of many: which field wins, what the others add, and what is flagged."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qawl.ingest.date_choice import FLAGS, Chosen, choose_published, find_url_date
from qawl.ingest.dates import parse_published
from qawl.model.document import DatePrecision, FoundDate

CAIRO, RIYADH = ZoneInfo("Africa/Cairo"), ZoneInfo("Asia/Riyadh")


def dates(*pairs: tuple[str, str]) -> Sequence[FoundDate]:
    return [FoundDate(field, raw, parse_published(raw, said_by=field)) for field, raw in pairs]


def chosen(*pairs: tuple[str, str], zone: ZoneInfo | None = None, local_time_as_utc: bool = False) -> Chosen:
    return choose_published(dates(*pairs), zone=zone, local_time_as_utc=local_time_as_utc)


def moment(choice: Chosen) -> str:
    assert choice.published is not None
    return choice.published.value.isoformat(timespec="minutes")


def test_without_any_date_nothing_is_chosen() -> None:
    assert chosen() == Chosen(None)


def test_json_ld_goes_before_meta_and_meta_before_what_readers_see() -> None:
    choice = chosen(
        ("visible", "4 مايو 2020"), ("article:published_time", "2020-05-03T10:00+03:00"),
        ("ld:datePublished", "2020-05-02T10:00+03:00"),
    )  # fmt: skip
    assert moment(choice) == "2020-05-02T10:00+03:00"
    assert choice.published is not None and choice.published.said_by == "ld:datePublished"


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("ld:datePublished", "article:published_time"),
        ("article:published_time", "dc.date"),
        ("pubdate", "time"),
        ("time", "visible"),
        ("visible", "htmldate"),
        ("htmldate", "url"),
        ("url", "feed"),
        ("feed", "sitemap:lastmod"),
    ],
)
def test_of_two_fields_the_more_reliable_one_wins_in_any_order(better: str, worse: str) -> None:
    for pairs in ([(better, "2020-05-02"), (worse, "2020-05-20")], [(worse, "2020-05-20"), (better, "2020-05-02")]):
        choice = chosen(*pairs)
        assert choice.published is not None and choice.published.said_by == better


def test_two_fields_that_agree_on_another_day_outvote_the_first() -> None:
    choice = chosen(
        ("ld:datePublished", "2013-01-01"), ("article:published_time", "2020-05-02T10:00+03:00"),
        ("visible", "2 مايو 2020"),
    )  # fmt: skip
    assert moment(choice) == "2020-05-02T10:00+03:00"
    assert set(choice.flags) == {"outvoted", "dates_conflict"}


def test_one_field_alone_outvotes_nobody() -> None:
    choice = chosen(("ld:datePublished", "2020-05-09T10:00+03:00"), ("visible", "2 مايو 2020"))
    assert moment(choice) == "2020-05-09T10:00+03:00"
    assert choice.flags == ("dates_conflict",)


def test_a_guesser_and_a_sitemap_are_no_witnesses() -> None:
    choice = chosen(
        ("ld:datePublished", "2020-05-09T10:00+03:00"), ("htmldate", "2020-05-02"), ("sitemap:lastmod", "2020-05-02")
    )
    assert moment(choice) == "2020-05-09T10:00+03:00"
    assert choice.flags == ()


def test_dates_of_teasers_do_not_count_against_the_articles_own() -> None:
    choice = chosen(
        ("visible", "7 مايو 2020"),
        ("visible", "2 مايو 2020 - 10:00"),
        ("visible", "1 مايو 2020"),
        ("url", "2020-05-02"),
    )
    assert moment(choice) == "2020-05-02T10:00+00:00"
    assert "dates_conflict" not in choice.flags


def test_a_clock_without_zone_takes_it_from_the_field_with_the_same_clock() -> None:
    choice = chosen(
        ("article:published_time", "2020-12-01 02:00:00"), ("feed", "2020-12-01T02:00:00+03:00"), zone=CAIRO
    )
    assert moment(choice) == "2020-12-01T02:00+03:00"
    assert choice.flags == ("zone_from_other_field",)
    assert choice.published is not None and choice.published.zone_known


def test_an_instant_in_utc_is_put_on_the_local_clock_of_the_field_that_shows_it() -> None:
    """Half past midnight in Cairo is the evening before in UTC; readers saw the later day."""
    choice = chosen(("ld:datePublished", "2020-12-24T22:30:00+00:00"), ("time", "2020-12-25T00:30:00+02:00"))
    assert moment(choice) == "2020-12-25T00:30+02:00"
    assert choice.flags == ()


@pytest.mark.parametrize("zone", [CAIRO, None])
def test_what_readers_saw_tells_the_local_clock_of_a_time_in_utc(zone: ZoneInfo | None) -> None:
    choice = chosen(("ld:datePublished", "2020-12-24T22:30:00Z"), ("visible", "25 ديسمبر 2020 - 00:30"), zone=zone)
    assert moment(choice) == "2020-12-25T00:30+02:00"
    assert choice.flags == ("zone_from_other_field",)


def test_a_clock_an_hour_off_does_not_make_up_a_zone() -> None:
    choice = chosen(("ld:datePublished", "2026-01-08T11:42:50Z"), ("visible", "2026-01-08 12:42"))
    assert moment(choice) == "2026-01-08T11:42+00:00"
    assert chosen(("ld:datePublished", "2026-01-08T11:42:50Z"), ("visible", "2026-01-08 12:42"), zone=CAIRO) == choice


def test_the_day_that_readers_saw_puts_a_time_in_utc_on_the_outlets_clock() -> None:
    choice = chosen(("ld:datePublished", "2020-12-24T22:30:00Z"), ("visible", "25 ديسمبر 2020"), zone=CAIRO)
    assert moment(choice) == "2020-12-25T00:30+02:00"


def test_a_time_in_utc_alone_stays_as_it_is() -> None:
    choice = chosen(("ld:datePublished", "2020-12-24T22:30:00Z"), zone=CAIRO)
    assert moment(choice) == "2020-12-24T22:30+00:00"
    assert choice.flags == ()


def test_an_outlet_that_writes_local_time_as_utc_is_read_so() -> None:
    choice = chosen(("ld:datePublished", "2026-01-08T23:42:50Z"), zone=CAIRO, local_time_as_utc=True)
    assert moment(choice) == "2026-01-08T23:42+02:00"
    assert choice.flags == ("local_time_as_utc",)


def test_local_time_as_utc_gives_way_to_a_field_that_shows_the_instant() -> None:
    choice = chosen(
        ("ld:datePublished", "2026-01-08T21:42:50Z"), ("time", "2026-01-08T23:42:50+02:00"), zone=CAIRO,
        local_time_as_utc=True,
    )  # fmt: skip
    assert moment(choice) == "2026-01-08T23:42+02:00"
    assert "local_time_as_utc" not in choice.flags


def test_utc_with_the_clock_that_readers_saw_is_suspect() -> None:
    choice = chosen(("ld:datePublished", "2026-01-08T11:42:50Z"), ("visible", "8 يناير 2026 11:42"), zone=CAIRO)
    assert moment(choice) == "2026-01-08T11:42+00:00"
    assert choice.flags == ("utc_suspect",)


def test_the_outlets_zone_is_borrowed_where_no_field_names_one() -> None:
    choice = chosen(("visible", "8 يناير 2026 23:42"), zone=RIYADH)
    assert moment(choice) == "2026-01-08T23:42+03:00"
    assert choice.flags == ("zone_inferred",)
    assert choice.published is not None and not choice.published.zone_known


def test_a_clock_that_nobody_knows_is_flagged() -> None:
    assert chosen(("visible", "8 يناير 2026 23:42")).flags == ("zone_unknown",)


def test_a_day_takes_the_time_of_a_field_that_names_the_same_day() -> None:
    choice = chosen(("ld:datePublished", "2020-05-02"), ("visible", "2 مايو 2020 - 10:20"), zone=RIYADH)
    assert moment(choice) == "2020-05-02T10:20+03:00"
    assert choice.published is not None and choice.published.precision is DatePrecision.SECOND


def test_midnight_gives_way_to_a_real_time() -> None:
    choice = chosen(("ld:datePublished", "2020-05-02T00:00:00+03:00"), ("time", "2020-05-02T10:20:00+03:00"))
    assert moment(choice) == "2020-05-02T10:20+03:00"


def test_a_neighbouring_day_is_told_apart_from_a_conflict() -> None:
    choice = chosen(("ld:datePublished", "2020-05-03T10:00+03:00"), ("url", "2020-05-02"))
    assert choice.flags == ("dates_a_day_apart",)


def test_a_change_before_publication_is_flagged() -> None:
    choice = chosen(("ld:datePublished", "2025-08-18T13:00:00+00:00"), ("ld:dateModified", "2025-08-18T12:52:43+00:00"))
    assert choice.flags == ("modified_before_published",)
    assert choice.modified is not None and choice.modified.isoformat() == "2025-08-18T12:52:43+00:00"


def test_a_change_without_zone_is_on_the_clock_of_the_publication() -> None:
    choice = chosen(("ld:datePublished", "2020-12-01T02:00:00+03:00"), ("article:modified_time", "2020-12-01 02:30:00"))
    assert choice.modified is not None and choice.modified.isoformat() == "2020-12-01T02:30:00+03:00"
    assert choice.flags == ()


def test_text_labelled_as_a_change_is_no_publication() -> None:
    choice = chosen(("visible", "آخر تحديث: 5 مايو 2020 10:00 بتوقيت غرينتش"), ("url", "2020-05-02"))
    assert choice.published is not None and choice.published.said_by == "url"
    assert choice.modified is not None and choice.modified.day == 5


@pytest.mark.parametrize(
    ("raw", "flag"),
    [("11 شوال 1441هـ", "hijri_converted"), ("03/06/2020", "day_first_assumed")],
)
def test_a_rough_reading_is_flagged(raw: str, flag: str) -> None:
    assert flag in chosen(("visible", raw)).flags


def test_a_relative_day_is_flagged() -> None:
    from datetime import date

    value = parse_published("منذ يومين", said_by="visible", today=date(2020, 5, 4))
    assert "relative_date" in choose_published([FoundDate("visible", "منذ يومين", value)]).flags


def test_a_time_of_change_in_a_sitemap_is_better_than_nothing_and_says_so() -> None:
    choice = chosen(("sitemap:lastmod", "2020-05-02"))
    assert choice.published is not None and "lastmod_only" in choice.flags


@pytest.mark.parametrize("field", ["news:publication_date", "sitemap:publication_date"])
def test_news_data_of_a_sitemap_are_no_time_of_change(field: str) -> None:
    choice = chosen((field, "2020-05-02T10:00+03:00"), ("sitemap:lastmod", "2020-05-09"))
    assert moment(choice) == "2020-05-02T10:00+03:00"
    assert choice.flags == ()


def test_what_cannot_be_read_is_flagged() -> None:
    assert chosen(("ld:datePublished", "soon"), ("visible", "2 مايو 2020")).flags == ("date_unreadable",)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://wadi.example/story/2020/8/24/%D8%AE%D8%A8%D8%B1/4943459", "2020-08-24"),
        ("https://wadi.example/ar/20180518-khabar", "2018-05-18"),
        ("https://wadi.example/arab/202003171044893040-khabar/", "2020-03-17"),
        ("https://wadi.example/2020-08-24/khabar", "2020-08-24"),
        ("https://wadi.example/2013/middle_east/8/3/wadi.clashes/index.html", "2013-08-03"),
        ("https://wadi.example/news/20201399", None),
        ("https://wadi.example/news/2020", None),
        ("https://wadi.example/news/88121?d=2020/8/24", None),
    ],
)
def test_a_day_in_the_address_is_found(url: str, day: str | None) -> None:
    found = find_url_date(url)
    assert (found and found.value and found.value.value.date().isoformat()) == day


FIELDS = ["ld:datePublished", "article:published_time", "date", "time", "visible", "url", "feed", "ld:dateModified"]
RAWS = ["2020-05-02", "2020-05-02T22:30:00Z", "2020-05-03T01:30:00+03:00", "3 مايو 2020", "2020-05-03 01:30", "x"]


@given(st.lists(st.tuples(st.sampled_from(FIELDS), st.sampled_from(RAWS)), max_size=7), st.sampled_from([None, CAIRO]))
def test_the_choice_is_one_of_the_days_given_and_the_flags_are_of_the_list(
    pairs: list[tuple[str, str]], zone: ZoneInfo | None
) -> None:
    choice = chosen(*pairs, zone=zone)
    assert set(choice.flags) <= set(FLAGS)
    readable = [raw for field, raw in pairs if field != "ld:dateModified" and raw != "x"]
    assert (choice.published is None) == (not readable)
    if choice.published is not None:
        assert f"{choice.published.value:%Y-%m-%d}" in {"2020-05-02", "2020-05-03"}
