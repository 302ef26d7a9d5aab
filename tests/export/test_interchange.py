"""The interchange line: its shape, spans and dates, one place a spelling, numbers as people write them."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from qawl.export.interchange import day_of, interchange
from qawl.model.claim import Basis, Claim, ClaimType, Party, Quantity, Status
from qawl.model.document import Document, Outlet, PublishedAt
from qawl.model.entity import Link, Place
from qawl.model.mention import Mention, MentionKind
from qawl.model.reading import PlaceMention, Reading
from qawl.model.span import Span
from qawl.model.statement import Commitment, Manner, Speaker, SpeakerKind, Stance, Statement

TEXT = "قال سعيد إن ثلاثة قتلوا في الرمل وإن الرّمل هادئة والرمل بعيدة"
DOCUMENT = Document(
    "d_1",
    "example.org/1",
    TEXT,
    title="عنوان",
    outlet=Outlet("مساء"),
    url="https://example.org/1",
    published_at=PublishedAt(datetime(2018, 3, 14, 22, 30, tzinfo=UTC)),
    external_id="مقال-7",
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def mention(words: str, kind: MentionKind, rule: str = "x") -> Mention:
    return Mention(span(words), kind, rule)


STATEMENT = Statement(
    id="s_1",
    document_id="d_1",
    cue=span("قال"),
    source=span("سعيد"),
    content=(span("ثلاثة قتلوا"), span("الرّمل هادئة")),
    speaker=Speaker("سعيد الوردي", "سعيد", SpeakerKind.PERSON, role="حارس"),
    manner=Manner.INDIRECT,
    stance=Stance.ASSERTS,
    commitment=Commitment.MEDIUM,
    cue_lemma="cue.say",
)
TIME = Link(mention("هادئة", MentionKind.TIME, "time.day"), "2018-03", 1.0, "time.clause")
QUANTITY = Quantity(mention("ثلاثة", MentionKind.QUANTITY), 3.0, None, "جندي", "جنود", Basis.AT_LEAST)
CLAIM = Claim(
    id="c_1",
    document_id="d_1",
    type=ClaimType.CASUALTIES,
    event="ASSAULT",
    mode=None,
    evidence=span("ثلاثة قتلوا"),
    status=Status.ASSERTED,
    statement="s_1",
    actors=(
        Party("الجيش", Link(None, "rs.army", 0.9, "actor.x", inherited=True)),
        Party("الشرطة", Link(None, None, 0, "")),
    ),
    place=Link(mention("الرمل", MentionKind.TOPONYM), "rs.a", 0.5, "place.x", inherited=True),
    time=TIME,
    quantity=QUANTITY,
)
A = Place("rs.a", "الرمل", "Raml", "town", "RS", 10.0, 20.5, geonames=7)
B = Place("rs.b", "الرمل", "Raml South", "village", "RS", 11.0, 21.0)


def placed(start: int, end: int, place: Place | None) -> PlaceMention:
    target = None if place is None else place.id
    return PlaceMention(Link(Mention(Span(start, end), MentionKind.TOPONYM, "x"), target, 0.5, "place.x"), place)


def line_of(**changes: Any) -> dict[str, Any]:
    reading = Reading(DOCUMENT, "1", statements=(STATEMENT,), claims=(CLAIM,), places=())
    return interchange(replace(reading, **changes))


def claim_of(**changes: Any) -> dict[str, Any]:
    (claim,) = line_of(claims=(replace(CLAIM, **changes),))["claims"]
    return dict(claim)


def test_a_line_names_its_article() -> None:
    line = line_of()
    assert {key: line[key] for key in ("id", "outlet", "url", "title", "version")} == {
        "id": "مقال-7",
        "outlet": "مساء",
        "url": "https://example.org/1",
        "title": "عنوان",
        "version": "1",
    }


def test_without_an_id_of_the_callers_the_documents_own_is_used() -> None:
    assert line_of(document=replace(DOCUMENT, external_id=""))["id"] == "d_1"


def test_the_date_is_the_day_in_eight_digits() -> None:
    assert line_of()["date"] == "20180314"


def test_an_unknown_date_is_empty() -> None:
    assert line_of(document=replace(DOCUMENT, published_at=None))["date"] == ""


def test_a_line_is_plain_json() -> None:
    line = line_of(places=(placed(27, 32, A),))
    assert json.loads(json.dumps(line)) == line


def test_spans_are_pairs_of_code_points() -> None:
    (statement,) = line_of()["statements"]
    assert [TEXT[start:end] for start, end in statement["content"]] == ["ثلاثة قتلوا", "الرّمل هادئة"]
    assert (statement["cue"], statement["source"]) == ([0, 3], [4, 8])


def test_a_missing_source_is_null() -> None:
    (statement,) = line_of(statements=(replace(STATEMENT, source=None),))["statements"]
    assert statement["source"] is None


def test_the_speaker_is_the_shortest_name() -> None:
    (statement,) = line_of()["statements"]
    assert (statement["speaker"], statement["speaker_name"], statement["kind"]) == ("سعيد", "سعيد الوردي", "person")


def test_a_claim_names_its_first_actor_and_no_target() -> None:
    claim = claim_of()
    assert (claim["actor"], claim["actor_id"], claim["actor_inherited"]) == ("الجيش", "rs.army", True)
    assert (claim["target"], claim["target_id"]) == ("", None)


def test_a_claim_marks_an_inherited_place() -> None:
    claim = claim_of()
    assert (claim["place"], claim["place_id"], claim["place_inherited"]) == ([27, 32], "rs.a", True)


def test_a_claim_without_place_time_or_number_says_null() -> None:
    claim = claim_of(place=None, time=None, quantity=None)
    assert (claim["place"], claim["date"], claim["edtf"], claim["quantity"]) == (None, "", None, None)


@pytest.mark.parametrize(
    ("edtf", "day"),
    [("2018-03-14", "2018-03-14"), ("2018-03", "2018-03"), ("2018", "2018"), ("2018-03-14/..", "2018-03-14")],
)
def test_a_claims_date_is_plain_and_the_start_of_a_range(edtf: str, day: str) -> None:
    assert day_of(replace(TIME, target=edtf)) == day


@pytest.mark.parametrize(
    ("number", "written"),
    [(3.0, "3"), (0.0, "0"), (2.5, "2.5"), (1e6, "1000000"), (None, "null")],
)
def test_whole_numbers_are_written_without_a_point(number: float | None, written: str) -> None:
    claim = claim_of(quantity=replace(QUANTITY, min=number))
    assert json.dumps(claim["quantity"]["min"]) == written


def test_a_bound_that_is_open_is_null() -> None:
    quantity = claim_of()["quantity"]
    assert (quantity["min"], quantity["max"], quantity["basis"]) == (3, None, "at_least")


SPELLINGS = [placed(27, 32, B), placed(37, 43, A), placed(51, 56, A)]
"""الرمل، الرّمل، الرمل: one spelling, folded."""


def test_each_spelling_is_one_place() -> None:
    assert len(line_of(places=tuple(SPELLINGS))["places"]) == 1


def test_a_spelling_denotes_what_most_of_its_mentions_do() -> None:
    (place,) = line_of(places=tuple(SPELLINGS))["places"]
    assert (place["id"], place["span"], place["lat"], place["lon"]) == ("rs.a", [37, 43], 10.0, 20.5)


def test_a_mention_without_place_does_not_outvote_one_with() -> None:
    (place,) = line_of(places=(placed(27, 32, None), placed(37, 43, None), placed(51, 56, A)))["places"]
    assert place["id"] == "rs.a"


def test_an_unresolved_place_is_listed_without_coordinates() -> None:
    (place,) = line_of(places=(placed(27, 32, None),))["places"]
    assert (place["span"], place["id"], place["lat"], place["country"]) == ([27, 32], None, None, "")
