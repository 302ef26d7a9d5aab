"""The whole flow on short texts: repeatable, without side effects, and calm about odd input."""

import copy
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from qawl.errors import UsageError
from qawl.model.document import DatePrecision
from qawl.model.reading import Reading
from qawl.pipeline import Reader, make_document, parse_published, read

TEXT = (
    "انهيار جسر في الوادي\n"
    "قال المتحدث باسم الشرطة ناصر البدوي إن ثلاثة جنود قتلوا أمس في دير الزور.\n"
    "وأضاف أن الطريق مقطوع."
)


def read_text(reader: Reader, text: str, published: str = "2018-03-14") -> Reading:
    return read(text, published=published, reader=reader)


def test_the_same_document_twice_gives_equal_readings(reader: Reader) -> None:
    document = make_document(TEXT, published="2018-03-14")
    assert reader.read(document) == reader.read(document)


def test_reading_changes_nothing_of_the_document(reader: Reader) -> None:
    document = make_document(TEXT, published="2018-03-14")
    before = copy.deepcopy(document)
    assert reader.read(document).document == before


def test_another_article_in_between_changes_nothing(reader: Reader) -> None:
    before = read_text(reader, TEXT)
    read_text(reader, "بوتين: لن نتراجع\nوقال الجيش إنه انسحب من تعز أمس.", "2016-02-29")
    assert read_text(reader, TEXT) == before


def test_who_said_what_is_found(reader: Reader) -> None:
    reading = read_text(reader, TEXT)
    assert [(s.cue.of(TEXT), s.speaker.name) for s in reading.statements] == [
        ("قال", "ناصر البدوي"),
        ("وأضاف", "ناصر البدوي"),
    ]


def test_a_claim_hangs_on_its_statement(reader: Reader) -> None:
    reading = read_text(reader, TEXT)
    assert reading.statements[0].id in {claim.statement for claim in reading.claims}


def test_sentences_are_kept_in_order(reader: Reader) -> None:
    reading = read_text(reader, TEXT)
    assert [TEXT[start:end].split()[0] for start, end in reading.sentences] == ["انهيار", "قال", "وأضاف"]


def test_ids_do_not_depend_on_the_publication_date(reader: Reader) -> None:
    early, late = read_text(reader, TEXT, "2016-02-29"), read_text(reader, TEXT)
    assert [s.id for s in early.statements] == [s.id for s in late.statements]


def test_ids_differ_between_articles_of_one_text(reader: Reader) -> None:
    first, second = (read(TEXT, url=f"https://example.org/{n}", reader=reader) for n in (1, 2))
    assert not {s.id for s in first.statements} & {s.id for s in second.statements}


def test_all_ids_of_a_reading_are_different(reader: Reader) -> None:
    reading = read_text(reader, TEXT)
    ids = [record.id for record in (*reading.statements, *reading.claims)]
    assert len(ids) == len(set(ids)) > 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "\u200f",
        "قال",
        "انهيار",
        "The bridge was closed on Monday.",
        "Мост закрыт.\n桥梁关闭。",
        "؟!",
        "٣",
    ],
    ids=["empty", "blank", "line ends", "control", "cue", "word", "english", "other scripts", "marks", "digit"],
)
def test_a_text_without_statements_gives_an_empty_reading(reader: Reader, text: str) -> None:
    reading = read_text(reader, text)
    assert (reading.statements, reading.claims, reading.places) == ((), (), ())


def test_a_headline_alone_is_read(reader: Reader) -> None:
    (statement,) = read_text(reader, "الوزير: الطريق مفتوح").statements
    assert statement.speaker.name == "الوزير"


def test_the_first_line_is_the_title_unless_one_is_given() -> None:
    assert make_document(TEXT).title == "انهيار جسر في الوادي"
    assert make_document(TEXT, title="عنوان آخر").title == "عنوان آخر"


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"url": "https://example.org/7", "id": "a"}, "https://example.org/7"),
        ({"id": "a"}, "a"),
    ],
)
def test_an_address_or_else_an_id_makes_the_article(given: dict[str, str], key: str) -> None:
    assert make_document(TEXT, **given).article_key == key


def test_without_address_and_id_the_text_makes_the_article() -> None:
    assert make_document(TEXT).id == make_document(TEXT).id
    assert make_document(TEXT).id != make_document(TEXT + " ").id


@pytest.mark.parametrize(
    "value",
    ["2018-03-14", "20180314", date(2018, 3, 14), datetime(2018, 3, 14), "2018-03-14T23:30", "2018-03-14T23:30+03:00"],
)
def test_a_publication_date_is_understood(value: date | str) -> None:
    published = parse_published(value)
    assert published is not None
    assert published.value.date() == date(2018, 3, 14)


@pytest.mark.parametrize("value", [None, ""])
def test_no_date_is_none(value: str | None) -> None:
    assert parse_published(value) is None


@pytest.mark.parametrize(
    ("value", "precision"),
    [
        ("2018-03-14", DatePrecision.DAY),
        ("20180314", DatePrecision.DAY),
        (date(2018, 3, 14), DatePrecision.DAY),
        ("2018-03-14T14:20", DatePrecision.SECOND),
        (datetime(2018, 3, 14, 14, 20), DatePrecision.SECOND),
    ],
)
def test_a_date_knows_how_exact_it_is(value: date | str, precision: DatePrecision) -> None:
    published = parse_published(value)
    assert published is not None
    assert published.precision is precision


@pytest.mark.parametrize(
    ("value", "zone", "known"),
    [
        ("2018-03-14T14:20", UTC, False),
        ("2018-03-14", UTC, False),
        ("2018-03-14T14:20+03:00", timezone(timedelta(hours=3)), True),
        ("2018-03-14T14:20Z", UTC, True),
    ],
)
def test_a_date_without_zone_is_taken_as_utc(value: str, zone: timezone, known: bool) -> None:
    published = parse_published(value)
    assert published is not None
    assert (published.value.utcoffset(), published.zone_known) == (zone.utcoffset(None), known)


@pytest.mark.parametrize("value", ["أمس", "14/03/2018", "2018-13-01", "2018", "20180230"])
def test_what_is_no_date_is_refused_with_the_way_to_write_it(value: str) -> None:
    with pytest.raises(UsageError, match=r"is no publication date\. Write it as 2017-09-11"):
        parse_published(value)


def test_yesterday_counts_from_the_local_day(reader: Reader) -> None:
    reading = read_text(reader, TEXT, "2018-03-14T01:00+03:00")
    assert {claim.time.target for claim in reading.claims if claim.time is not None} == {"2018-03-13"}
