"""Reviewed documents become lines that ``qawl evaluate`` takes; private names can be left out of them."""

from dataclasses import replace

from qawl.evaluate.annotations import find_faults
from qawl.evaluate.shapes import find_misshapen
from qawl.export.redaction import HIDDEN
from qawl.export.reference import reference_line
from qawl.model.entity import Link
from small_ledger import SIEGE, SmallReader, make_document

READING = SmallReader().read(make_document(SIEGE))


def test_a_line_is_a_sound_reference() -> None:
    line = reference_line(READING)
    assert list(find_misshapen(line, is_reference=True)) == [] and find_faults(line) == []
    assert line["text"] == SIEGE and len(line["claims"]) == len(READING.claims)


def test_a_date_that_a_reviewer_gave_is_told_without_words() -> None:
    claim = replace(READING.claims[0], time=Link(None, "2017-08-01", 1.0, "review"))
    line = reference_line(replace(READING, claims=(claim,)))
    assert line["claims"][0]["date"] == "2017-08-01"


def test_names_of_private_persons_give_way_to_dots_and_no_span_moves() -> None:
    first, *others = READING.statements
    private = replace(first, speaker=replace(first.speaker, is_private=True))
    line = reference_line(replace(READING, statements=(private, *others)), redact_private=True)
    assert len(line["text"]) == len(SIEGE)
    assert "أحمد" not in line["text"] and "الوادي" not in line["text"]
    assert set(line["statements"][0]["speaker"]) <= {HIDDEN, " "}
    assert "مجلس الضفة" in line["text"]


def test_names_stay_unless_they_are_to_be_left_out() -> None:
    first, *others = READING.statements
    private = replace(first, speaker=replace(first.speaker, is_private=True))
    assert "أحمد الوادي" in reference_line(replace(READING, statements=(private, *others)))["text"]
