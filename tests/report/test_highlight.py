"""Highlights: overlapping and nested spans give the same text back, cut where anything changes."""

import random

from qawl.model.span import Span
from qawl.report.highlight import Layer, Mark, Role, Segment, split, word_end


def text_of(paragraphs: list[tuple[Segment, ...]]) -> str:
    return "\n".join("".join(segment.text for segment in p) for p in paragraphs)


def test_crossing_spans_are_cut_at_each_boundary() -> None:
    layers = [Layer("s1", Role.CONTENT, Span(0, 6)), Layer("c1", Role.EVIDENCE, Span(4, 9))]
    (paragraph,) = split("abcdefghij", layers)
    assert [(s.text, s.roles, s.records) for s in paragraph] == [
        ("abcd", ("content-1",), ("s1",)),
        ("ef", ("evidence", "content-1"), ("s1", "c1")),
        ("ghi", ("evidence",), ("c1",)),
        ("j", (), ()),
    ]


def test_nested_contents_grow_deeper_and_double_evidence_is_told_apart() -> None:
    layers = [Layer(f"s{i}", Role.CONTENT, Span(i, 9)) for i in range(5)]
    layers += [Layer("c1", Role.EVIDENCE, Span(6, 9)), Layer("c2", Role.EVIDENCE, Span(7, 8))]
    (paragraph,) = split("abcdefghij", layers)
    roles = {s.text: s.roles for s in paragraph}
    assert roles["a"] == ("content-1",)
    assert roles["b"] == ("content-2",)
    assert roles["h"] == ("evidence", "content-3", "evidence-2")


def test_a_span_over_two_paragraphs_goes_on_in_the_second() -> None:
    first, second = split("one\ntwo", [Layer("s1", Role.CONTENT, Span(1, 6))])
    assert [s.text for s in first] == ["o", "ne"]
    assert [(s.text, s.records) for s in second] == [("tw", ("s1",)), ("o", ())]


def test_a_mark_waits_for_the_end_of_its_word() -> None:
    text = "بحسبها قال"
    (paragraph,) = split(text, [Layer("s1", Role.CUE, Span(0, 4))], [Mark("s1", "1", False, 4)])
    assert [(s.text, len(s.marks)) for s in paragraph] == [("بحسب", 0), ("ها", 1), (" قال", 0)]


def test_a_mark_at_the_very_end_and_one_past_the_text_are_kept() -> None:
    marks = [Mark("s1", "1", False, 3), Mark("c1", "1", True, 99)]
    paragraphs = split("abc", [Layer("c1", Role.EVIDENCE, Span(1, 99))], marks)
    assert [m.record for p in paragraphs for s in p for m in s.marks] == ["s1", "c1"]


def test_a_mark_stays_in_front_of_a_space() -> None:
    assert word_end("أعلن الناطق", 4) == 4
    assert word_end("أعلن الناطق", 5) == 5


def test_any_spans_give_the_text_back() -> None:
    dice = random.Random(7)
    text = "قال الناطق إن القوات\nدخلت البلدة ثم\nخرجت منها"
    for _ in range(200):
        layers, marks = [], []
        for number in range(dice.randrange(8)):
            start = dice.randrange(len(text))
            span = Span(start, dice.randrange(start, len(text)) + 1)
            layers.append(Layer(f"r{number}", dice.choice(list(Role)), span))
            marks.append(Mark(f"r{number}", "1", False, span.end))
        paragraphs = split(text, layers, marks)
        assert text_of(paragraphs) == text
        assert sorted(m.record for p in paragraphs for s in p for m in s.marks) == sorted(m.record for m in marks)
