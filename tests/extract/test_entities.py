"""Known names in a text: longest first, without overlaps, and without the letters joined to them."""

from pathlib import Path

import pytest

from qawl.extract.entities import FoundName, find_known_names
from qawl.lexicon.known import KnownNames, load_known
from qawl.text.layout import lay_out
from small_data import write_data

COUNTRIES = """
- {id: RS, name: {ar: رأس الرمل, en: Ras al-Raml}, nisba: [رملي], lat: 10.0, lon: 20.0}
"""
ACTORS = """
- {id: rs.dawn, name: {ar: حركة الفجر, en: Dawn}, kind: organization, aliases: {ar: [حركة الفجر الجديد]}}
- {id: rs.watch, name: {ar: المرصد البحري, en: Sea Watch}, kind: organization}
"""
OFFICES = """
- {id: person.hasan, name: {ar: حسن الرملي, en: Hasan}, short: [الرملي], roles: []}
"""


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> KnownNames:
    folder: Path = tmp_path_factory.mktemp("data")
    names = {"countries": COUNTRIES, "actors/rs": ACTORS, "offices": OFFICES}
    return load_known(write_data(folder, {f"gazetteer/{name}.yaml": text for name, text in names.items()}))


def find(text: str, known: KnownNames) -> list[FoundName]:
    return find_known_names(lay_out(text), known)


def spelled(text: str, known: KnownNames) -> list[str]:
    return [name.span.of(text) for name in find(text, known)]


def test_names_come_in_text_order(known: KnownNames) -> None:
    text = "وصل وفد حركة الفجر إلى رأس الرمل"
    assert [name.form.entity.id for name in find(text, known)] == ["rs.dawn", "country.RS"]


def test_the_longest_name_wins(known: KnownNames) -> None:
    assert spelled("انسحبت حركة الفجر الجديد من الحوار", known) == ["حركة الفجر الجديد"]


def test_spelling_is_compared_folded(known: KnownNames) -> None:
    assert spelled("سافر إلى راس الرّمل", known) == ["راس الرّمل"]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("شكرا لحركة الفجر", "حركة الفجر"),
        ("وحركة الفجر وافقت", "حركة الفجر"),
        ("وبحركة الفجر بدأ", "حركة الفجر"),
        ("وبالمرصد البحري يعمل", "المرصد البحري"),
    ],
)
def test_joined_letters_are_no_part_of_a_name(known: KnownNames, text: str, span: str) -> None:
    assert spelled(text, known) == [span]


def test_lam_hides_the_alef_of_the_article(known: KnownNames) -> None:
    assert spelled("صورة للمرصد البحري", known) == ["لمرصد البحري"]


@pytest.mark.parametrize("text", ["حركة «الفجر» وافقت", "حركة (الفجر) وافقت", "#حركة_الفجر وافقت"])
def test_marks_inside_a_name_are_stepped_over(known: KnownNames, text: str) -> None:
    assert [name.form.entity.id for name in find(text, known)] == ["rs.dawn"]


def test_a_name_does_not_run_over_a_paragraph(known: KnownNames) -> None:
    assert find("توقفت حركة\nالفجر جميل", known) == []


def test_half_a_name_at_the_end_of_the_text_is_none(known: KnownNames) -> None:
    assert find("عاد إلى رأس", known) == []


def test_a_short_name_that_is_a_nisba_needs_the_full_name(known: KnownNames) -> None:
    assert find("قال الرملي إنه عائد", known) == []


def test_a_short_name_counts_beside_the_full_name(known: KnownNames) -> None:
    text = "قال حسن الرملي إنه عائد. وأضاف الرملي أنه متعب"
    assert spelled(text, known) == ["حسن الرملي", "الرملي"]
