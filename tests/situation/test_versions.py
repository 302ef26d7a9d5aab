"""What a newer version of an article says otherwise, in figures and in words."""

from qawl.model.reading import Reading
from qawl.situation.versions import changes_between, compare_versions
from small_ledger import SIEGE, SmallReader, make_document


def read(text: str) -> Reading:
    return SmallReader().read(make_document(text))


def test_the_same_text_has_no_changes() -> None:
    assert compare_versions(read(SIEGE), read(SIEGE)) == []


def test_a_risen_toll_is_a_change_of_figures_with_its_claims() -> None:
    older, newer = read(SIEGE), read(SIEGE.replace("12 مسلحا", "19 مسلحا"))
    (change,) = compare_versions(older, newer)
    assert (change.old, change.new, change.is_figure) == ("12", "19", True)
    tolls = [claim.id for reading in (older, newer) for claim in reading.claims if claim.quantity is not None]
    assert list(change.claims) == tolls


def test_a_change_is_shown_among_its_neighbours() -> None:
    (change,) = compare_versions(read(SIEGE), read(SIEGE.replace("12 مسلحا", "19 مسلحا")))
    assert "وقتل 19 مسلحا" in change.around
    assert "\n" not in change.around
    (removed,) = compare_versions(read(SIEGE + " وأكد السكان ذلك."), read(SIEGE))
    assert "وأكد السكان ذلك" in removed.around


def test_other_words_are_no_figure() -> None:
    (change,) = compare_versions(read(SIEGE), read(SIEGE.replace("انسحبت", "طردت")))
    assert (change.old, change.new, change.is_figure, change.claims) == ("انسحبت", "طردت", False, ())


def test_what_was_added_and_what_was_removed_stand_alone() -> None:
    longer = SIEGE + " وأكد السكان ذلك."
    (added,) = compare_versions(read(SIEGE), read(longer))
    assert (added.before, added.old) == (None, "")
    assert added.new == "وأكد السكان ذلك."
    (removed,) = compare_versions(read(longer), read(SIEGE))
    assert (removed.after, removed.old) == (None, "وأكد السكان ذلك.")


def test_spans_hold_the_words_they_name() -> None:
    newer = SIEGE.replace("أحمد", "محمود").replace("12", "خمسة عشر")
    for change in compare_versions(read(SIEGE), read(newer)):
        assert change.before is not None
        assert change.before.of(SIEGE) == change.old
        assert change.after is not None
        assert change.after.of(newer) == change.new


def test_each_step_compares_neighbours() -> None:
    versions = [read(SIEGE.replace("12", toll)) for toll in ("12", "19", "23")]
    steps = changes_between(versions)
    assert [(step.changes[0].old, step.changes[0].new) for step in steps] == [("12", "19"), ("19", "23")]
