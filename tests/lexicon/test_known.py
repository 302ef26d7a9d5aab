"""Known names: actors, public persons, countries and capitals in one table by their first folded word."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from qawl.errors import DataFileError
from qawl.lexicon.known import KnownForm, KnownNames, load_known, words_of
from small_data import write_data

COUNTRIES = """
- id: RS
  name: {ar: رأس الرمل, en: Ras al-Raml}
  aliases: {ar: [جمهورية رأس الرمل]}
  nisba: [رملي]
  capital: {ar: الميناء الأزرق, en: Blue Port, aliases: [الميناء]}
  lat: 10.0
  lon: 20.0
"""
ACTORS = """
- id: rs.dawn
  name: {ar: حركة الفجر, en: Dawn Movement}
  kind: organization
  aliases: {ar: ['"الفجر"', حركة الفجر الجديد]}
  loaded: [عصابة الفجر, {form: مرتزقة الفجر, by: rs.army}]
  descriptive: [الحركة]
  context: [RS, YE]
  country: RS
  sector: REB
"""
OFFICES = """
- id: person.kamil-darabu
  name: {ar: كامل درابو, en: Kamil Darabu}
  short: [درابو]
  roles:
    - {title: وزير الملاحة, forms: [وزير الملاحة البحرية], actor: rs.dawn, from: 2011, to: 2014}
"""


def load(folder: Path, **files: str) -> KnownNames:
    texts = {"countries": COUNTRIES, "actors/rs": ACTORS, "offices": OFFICES} | files
    return load_known(write_data(folder, {f"gazetteer/{name}.yaml": text for name, text in texts.items()}))


@pytest.fixture
def known(tmp_path: Path) -> KnownNames:
    return load(tmp_path)


def forms(known: KnownNames, first: str, second: str = "") -> list[KnownForm]:
    """The names that begin with these words, as the finder asks for them."""
    return list(known.forms[first][second])


def entity_of(known: KnownNames, *words: str) -> str:
    (form,) = [form for form in forms(known, *words[:2]) if form.words == words]
    return form.entity.id


@pytest.mark.parametrize(
    ("words", "entity"),
    [
        (("راس", "الرمل"), "country.RS"),
        (("جمهوريه", "راس", "الرمل"), "country.RS"),
        (("الميناء", "الازرق"), "capital.RS"),
        (("الميناء",), "capital.RS"),
        (("حركه", "الفجر"), "rs.dawn"),
        (("الفجر",), "rs.dawn"),
        (("كامل", "درابو"), "person.kamil-darabu"),
        (("درابو",), "person.kamil-darabu"),
    ],
)
def test_a_name_leads_to_what_it_denotes(known: KnownNames, words: tuple[str, ...], entity: str) -> None:
    assert entity_of(known, *words) == entity


def test_names_that_begin_alike_come_longest_first(known: KnownNames) -> None:
    names = [form.words for form in forms(known, "حركه", "الفجر")]
    assert names == [("حركه", "الفجر", "الجديد"), ("حركه", "الفجر")]


def test_a_country_and_its_capital_speak_as_states(known: KnownNames) -> None:
    assert {known.entities[name].kind for name in ("country.RS", "capital.RS")} == {"state"}


def test_a_capital_belongs_to_its_country(known: KnownNames) -> None:
    assert known.entities["capital.RS"].parent == "country.RS"


@pytest.mark.parametrize(("first", "loaded"), [("حركه", False), ("عصابه", True), ("مرتزقه", True)])
def test_partisan_names_are_marked(known: KnownNames, first: str, loaded: bool) -> None:
    assert {form.is_loaded for form in forms(known, first, "الفجر")} == {loaded}


def test_short_names_of_persons_are_marked(known: KnownNames) -> None:
    names = [*forms(known, "كامل", "درابو"), *forms(known, "درابو")]
    assert {form.text: form.is_short for form in names} == {"كامل درابو": False, "درابو": True}


def test_a_descriptive_word_is_no_name(known: KnownNames) -> None:
    assert "الحركه" not in known.forms


def test_a_descriptive_word_knows_the_countries_it_counts_in(known: KnownNames) -> None:
    (form,) = known.descriptive["الحركه"]
    assert (form.entity.id, form.countries) == ("rs.dawn", {"RS", "YE"})


def test_a_nisba_leads_to_its_country(known: KnownNames) -> None:
    assert known.nisbas == {"رملي": "RS"}


def test_a_role_keeps_its_titles_and_years(known: KnownNames) -> None:
    (role,) = known.entities["person.kamil-darabu"].roles
    assert role.titles == (("وزير", "الملاحه"), ("وزير", "الملاحه", "البحريه"))
    assert (role.actor, role.since, role.until) == ("rs.dawn", 2011, 2014)


def test_a_title_leads_to_its_holders_and_their_years(known: KnownNames) -> None:
    ((holder, since, until, body),) = known.offices["وزير", "الملاحه"]
    assert body is None
    assert (holder.id, since, until) == ("person.kamil-darabu", 2011, 2014)


def test_offices_may_be_missing(tmp_path: Path) -> None:
    files = {"gazetteer/countries.yaml": COUNTRIES, "gazetteer/actors/rs.yaml": ACTORS}
    assert "rs.dawn" in load_known(write_data(tmp_path, files)).entities


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"actors/ye": ACTORS}, "the id 'rs.dawn' is used twice"),
        ({"actors/rs": "- {id: rs.dawn, name: حركة الفجر, kind: organization}\n"}, "entry 'rs.dawn': `name` needs"),
        ({"actors/rs": "- {id: rs.dawn, name: {en: Dawn}, kind: organization}\n"}, "entry 'rs.dawn': `name` needs"),
        ({"actors/rs": ACTORS + "  colour: red\n"}, "entry 'rs.dawn' has the unknown key 'colour'"),
        ({"offices": "- {id: person.x, name: {ar: س}}\n"}, "entry 'person.x' lacks the key 'roles'"),
    ],
    ids=["id twice", "name no mapping", "name without Arabic", "unknown key", "person without roles"],
)
def test_an_entry_of_a_wrong_shape_is_refused_by_name(tmp_path: Path, files: Mapping[str, str], message: str) -> None:
    with pytest.raises(DataFileError) as refusal:
        load(tmp_path, **files)
    assert message in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("حركة الفجر", ("حركه", "الفجر")),
        ("حركة «الفجر»", ("حركه", "الفجر")),
        ("الفجر (الجناح الأول)", ("الفجر", "الجناح", "الاول")),
        ("لواء 7", ("لواء", "7")),
    ],
)
def test_words_of_a_name_are_folded_and_without_marks(name: str, words: tuple[str, ...]) -> None:
    assert words_of(name) == words
