"""Connectors at which a content may end: how they are read, and that each example holds."""

import re
from pathlib import Path

import pytest

from markup import HEADLINE, parse_markup
from qawl.errors import DataFileError
from qawl.evaluate.reader import default_reader
from qawl.lexicon.bounds import FILE, Bound, Ends, load_bounds
from qawl.lexicon.load import open_data
from qawl.lexicon.rules import load_rules
from small_data import write_data

ROW = "- {{id: scene, gloss: g, forms: [{forms}], after: {after}, ends: [{ends}], rule: r, example: e}}"
BOUNDS = sorted({bound.id: bound for rows in load_bounds(open_data()).by_first.values() for _, bound in rows}.items())


def load_row(folder: Path, *, forms: str = "في حين, حين", after: str = "comma", ends: str = "always") -> list[Bound]:
    rows = load_bounds(write_data(folder, {FILE: ROW.format(forms=forms, after=after, ends=ends)}))
    return [bound for _, bound in rows.at("في حين يصل".split(), 0)]


def test_a_connector_of_several_words_is_met_as_a_whole(tmp_path: Path) -> None:
    (bound,) = load_row(tmp_path)
    assert (bound.needs_comma, bound.ends) == (True, frozenset({Ends.ALWAYS}))


def test_a_connector_is_met_with_and_before_it(tmp_path: Path) -> None:
    bounds = load_bounds(write_data(tmp_path, {FILE: ROW.format(forms="في حين, حين", after="comma", ends="always")}))
    assert [length for length, _ in bounds.at("وفي حين يصل".split(), 0)] == [2]


@pytest.mark.parametrize(("key", "value"), [("after", "stop"), ("ends", "sometimes")])
def test_unknown_conditions_are_refused(tmp_path: Path, key: str, value: str) -> None:
    with pytest.raises(DataFileError, match="scene"):
        load_row(tmp_path, **{key: value})


@pytest.mark.parametrize(("name", "bound"), BOUNDS, ids=lambda value: value if isinstance(value, str) else "")
def test_every_example_holds(name: str, bound: Bound) -> None:
    marked = parse_markup(HEADLINE + re.sub(r"<(cue|source|content)>", r"<\1 id=1>", bound.example))
    answer = default_reader()({"id": "x", "text": marked.text, "date": "20200101"})
    wanted = {tuple((s.start, s.end) for s in spans) for (role, _), spans in marked.spans.items() if role == "content"}
    assert {tuple(map(tuple, s["content"])) for s in answer["statements"]} == wanted


@pytest.mark.parametrize(("name", "bound"), BOUNDS, ids=lambda value: value if isinstance(value, str) else "")
def test_every_connector_names_a_known_rule(name: str, bound: Bound) -> None:
    assert bound.rule in load_rules(open_data())
