"""Two texts side by side: nothing of either is lost, what differs is marked, what has moved is said to have moved."""

import random

import pytest

from qawl.model.account import Copy, Difference
from qawl.model.reading import Reading
from qawl.model.span import Span
from qawl.side_by_side import SideBySide, lay_copy, lay_versions
from small_ledger import SIEGE, SmallReader, make_document

LEFT = "خبر عاجل من البلدة. قتل 12 مسلحا في الغارة. ثم توقف القصف."
RIGHT = "نقلت وكالة الوادي. قتل 19 شهيدا في الغارة. ثم توقف القصف."


def sides(texts: SideBySide) -> tuple[str, str]:
    left = "".join(piece.text for row in texts.rows for piece in row.left)
    right = "".join(piece.text for row in texts.rows for piece in row.right)
    return left, right


def words_of(texts: SideBySide) -> tuple[list[str], list[str]]:
    left = " ".join(piece.text for row in texts.rows for piece in row.left)
    right = " ".join(piece.text for row in texts.rows for piece in row.right)
    return left.split(), right.split()


def span(text: str, part: str) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


def copy_of(left: str, right: str, passages: list[tuple[Span, Span]], *differences: Difference) -> SideBySide:
    original, other = make_document(left, outlet="one"), make_document(right, outlet="two")
    return lay_copy(original, other, Copy(other.id, original.id, 0.5, "copy.whole", tuple(passages), differences))


def a_copy() -> SideBySide:
    shared = span(LEFT, "قتل 12 مسلحا في الغارة. ثم توقف القصف."), span(RIGHT, "قتل 19 شهيدا في الغارة. ثم توقف القصف.")
    figure = Difference(span(LEFT, "12"), span(RIGHT, "19"), "12", "19", is_figure=True)
    word = Difference(span(LEFT, "مسلحا"), span(RIGHT, "شهيدا"), "مسلحا", "شهيدا")
    return copy_of(LEFT, RIGHT, [shared], figure, word)


def test_a_figure_and_a_word_that_differ_are_marked_on_both_sides() -> None:
    kinds = {
        (piece.text, piece.kind) for row in a_copy().rows for piece in (*row.left, *row.right) if piece.kind != "same"
    }
    assert {("12", "figure"), ("19", "figure"), ("مسلحا", "differs"), ("شهيدا", "differs")} <= kinds


def test_what_only_one_text_has_stands_alone_and_sentences_stand_beside_each_other() -> None:
    rows = a_copy().rows
    assert [piece.kind for piece in (*rows[0].left, *rows[0].right)] == ["alone", "alone"]
    both = [("".join(p.text for p in row.left).strip(), "".join(p.text for p in row.right).strip()) for row in rows[1:]]
    assert both == [
        ("قتل 12 مسلحا في الغارة.", "قتل 19 شهيدا في الغارة."),
        ("ثم توقف القصف.", "ثم توقف القصف."),
    ]


def test_words_left_out_leave_the_other_side_whole() -> None:
    left, right = "قال الناطق أمس إن القصف توقف", "قال الناطق إن القصف توقف"
    texts = copy_of(
        left,
        right,
        [(Span(0, len(left)), Span(0, len(right)))],
        Difference(span(left, "أمس"), None, "أمس", ""),
    )
    assert words_of(texts) == (left.split(), right.split())
    assert [piece.text for row in texts.rows for piece in row.left if piece.kind == "differs"] == ["أمس"]


def test_a_passage_that_changed_places_is_shown_where_the_original_has_it() -> None:
    left, right = "الفقرة الأولى هنا.\nالفقرة الثانية هناك.", "الفقرة الثانية هناك.\nالفقرة الأولى هنا."
    first, second = "الفقرة الأولى هنا.", "الفقرة الثانية هناك."
    texts = copy_of(left, right, [(span(left, first), span(right, first)), (span(left, second), span(right, second))])
    assert [row.has_moved for row in texts.rows].count(True) == 1
    assert sorted(words_of(texts)[1]) == sorted(right.split()), "nothing is shown twice"


def test_two_versions_are_whole_on_both_sides() -> None:
    older, newer = make_document(SIEGE), make_document(SIEGE.replace("12 مسلحا", "19 مسلحا") + "\nوأكد السكان ذلك.")
    texts = lay_versions(SmallReader().read(older), SmallReader().read(newer))
    assert sides(texts) == (older.text, newer.text)
    assert [(p.text, p.kind) for row in texts.rows for p in row.right if p.kind == "figure"] == [("19", "figure")]


@pytest.mark.parametrize("seed", range(25))
def test_no_word_of_either_text_is_lost(seed: int) -> None:
    dice = random.Random(seed)
    words = "قال أحمد إن القوات سيطرت على البلدة . ثم انسحبت منها \n وقتل 12 مسلحا".split(" ")
    left = [dice.choice(words) for _ in range(60)]
    right = list(left)
    for _ in range(dice.randrange(8)):
        at = dice.randrange(len(right))
        right[at : at + dice.randrange(4)] = [dice.choice(words) for _ in range(dice.randrange(4))]
    older, newer = make_document(" ".join(left)), make_document(" ".join(right))
    texts = lay_versions(Reading(older, "1", (), (), ()), Reading(newer, "1", (), (), ()))
    assert sides(texts) == (older.text, newer.text)
