"""Marked-up sentences against the reader: every case is a test of its own.

Cases that the reader does not pass yet are listed in ``cases/known-failures.yaml`` with what is wrong in them.
They are strict: a case that now passes, or fails in another way than listed, fails the build until the list
is brought up to date with ``scripts/refresh_known_failures.py``.
"""

import pytest

from judging import explain, judge
from markup import Case, load_claim_cases, load_known_failures, load_negative_cases, load_statement_cases, parse_markup
from qawl.model.span import Span
from reading_lines import ReadLine

CASES = [*load_statement_cases(), *load_claim_cases(), *load_negative_cases()]
KNOWN_FAILURES = load_known_failures()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, read_line: ReadLine) -> None:
    wrong = judge(case, read_line)
    known = KNOWN_FAILURES.get(case.name)
    if known is None:
        assert not wrong, f"{explain(wrong)}\n{case.text}"
        return
    assert wrong, "passes now: take it out of known-failures.yaml (scripts/refresh_known_failures.py)"
    assert set(wrong) <= set(known), f"{explain(wrong)}, known only: {', '.join(known)}\n{case.text}"
    pytest.xfail(explain(wrong))


def test_case_names_are_unique() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names))


def test_known_failures_name_cases() -> None:
    assert set(KNOWN_FAILURES) <= {case.name for case in CASES}


def test_markup_gives_bare_text_and_spans() -> None:
    marked = parse_markup("<cue id=1>قال</cue> <source id=1>الوزير</source>: <content id=1>نعم</content>.")
    assert marked.text == "قال الوزير: نعم."
    assert marked.spans == {
        ("cue", 1): (Span(0, 3),),
        ("source", 1): (Span(4, 10),),
        ("content", 1): (Span(12, 15),),
    }


def test_markup_keeps_pieces_of_content_apart() -> None:
    marked = parse_markup("<content id=1>أ</content> <cue id=1>ب</cue> <content id=1>ج</content>")
    assert marked.spans["content", 1] == (Span(0, 1), Span(4, 5))


@pytest.mark.parametrize("marked", ["<cue id=1>قال", "قال</cue>", "<cue id=1><source id=1>قال</cue></source>"])
def test_markup_refuses_tags_that_do_not_fit(marked: str) -> None:
    with pytest.raises(ValueError, match="clos"):
        parse_markup(marked)
