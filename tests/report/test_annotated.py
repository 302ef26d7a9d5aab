"""An article as text and tree: segments know where they begin, records stand inside those that carry them."""

from dataclasses import replace
from typing import Any

from report_builders import ACTORS, PLACES, TEXT, claim, document, full_reading, reading, statement

from qawl.locale import load_words
from qawl.model.reading import Reading
from qawl.model.review import ReviewedReading
from qawl.report.annotated import Annotated, Node, annotate
from qawl.report.names import names_from
from qawl.report.phrases import plain

NAMES = names_from(PLACES, ACTORS)


def annotated(read: Reading, **options: Any) -> Annotated:
    return annotate(read, names=NAMES, locale=load_words("en"), **options)


def shape(nodes: tuple[Node, ...]) -> list[Any]:
    return [(node.record.id, shape(node.inside)) for node in nodes]


def test_records_stand_inside_those_that_carry_them() -> None:
    found = annotated(full_reading())
    assert shape(found.nodes) == [("s1", [("s2", [("c1", []), ("c2", [])])])]
    assert [node.depth for node in found.walk()] == [0, 1, 2, 2]


def test_a_circle_of_statements_is_opened_and_nothing_is_lost() -> None:
    one = statement(1, "نقلت", "إن القوات سيطرت", parent="s2")
    two = statement(2, "قوله", "القوات سيطرت", parent="s1")
    found = annotated(reading((one, two)))
    assert {node.record.id for node in found.walk()} == {"s1", "s2"}


def test_segments_are_the_text_at_the_place_they_name() -> None:
    found = annotated(replace(full_reading(), sentences=((0, 23), (24, len(TEXT)))))
    for paragraph in found.paragraphs:
        for sentence in paragraph:
            for segment in sentence.segments:
                assert TEXT[segment.start :].startswith(segment.text)
    assert [paragraph[0].start for paragraph in found.paragraphs] == [0, 24]


def test_each_span_begins_a_segment_that_links_can_lead_to() -> None:
    found = annotated(full_reading())
    starts = {segment.start for p in found.paragraphs for sentence in p for segment in sentence.segments}
    assert found.anchors <= starts
    assert {c.evidence.start for c in full_reading().claims} <= found.anchors


def test_a_control_that_reorders_text_is_a_segment_of_its_own() -> None:
    text = "قال \u202eفلان"
    found = annotated(reading(doc=document(text)))
    (paragraph,) = found.paragraphs
    hidden = [s.text for sentence in paragraph for s in sentence.segments if s.start in found.hidden]
    assert hidden == ["\u202e"]


def test_people_without_a_public_role_have_no_name_beside_the_text() -> None:
    own = statement(1, "قوله", "القوات سيطرت")
    private = replace(own, speaker=replace(own.speaker, is_private=True))
    found = annotated(reading((private,), (claim(statement="s1"),)))
    assert "سالم" not in "".join(plain(node.row.sentence["en"]) for node in found.walk() if node.kind == "claim")


def test_what_was_rejected_comes_back_only_when_asked_and_is_marked() -> None:
    own = claim(statement=None)
    fields = {name: getattr(reading(), name) for name in ("document", "version", "statements", "claims", "places")}
    reviewed = ReviewedReading(**fields, rejected=(own,))
    assert annotated(reviewed).count == 0
    (node,) = annotated(reviewed, with_rejected=True).nodes
    assert node.is_rejected and node.record.id == own.id


def test_a_rule_is_named_once_for_a_record() -> None:
    for node in annotated(full_reading()).walk():
        rules = [rule for _, made_by in node.rules for rule in made_by]
        assert len(rules) == len(set(rules))
