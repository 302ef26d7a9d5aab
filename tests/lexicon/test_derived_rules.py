"""Every rule of what is derived is explained, in two languages, and every one that is explained is used."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import qawl
from qawl.corroborate.stance_to_claim import StanceToClaim
from qawl.errors import DataFileError
from qawl.lexicon.load import DATA, DataFiles, open_data
from qawl.lexicon.rules import DERIVED, LANGUAGES, RuleBook, load_rule_book

SOURCES = Path(qawl.__file__).parent
_FAMILIES = "account|area|conflict|control|copy|credit|horizon|number|origin|pair|prediction|quote|relation|tally"
_LITERAL = re.compile(rf'["](?P<rule>(?:{_FAMILIES})\.[a-z-]+)[" ]')
_ARABIC = re.compile("[\N{ARABIC LETTER HAMZA}-\N{ARABIC LETTER YEH}]")


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_rule_book(open_data())


def rules_in_source(book: RuleBook) -> set[str]:
    """Every rule written where things are derived; ids of predicates stand there too, and are entries."""
    paths = [*(SOURCES / "corroborate").glob("*.py"), *(SOURCES / "situation").glob("*.py")]
    found = {match["rule"] for path in paths for match in _LITERAL.finditer(path.read_text(encoding="utf-8"))}
    found |= {match["rule"] for match in _LITERAL.finditer(_names_of_reasons())}
    return {*(rule for rule in found if rule not in book.entries), *rules_made()}


def _names_of_reasons() -> str:
    return (SOURCES / "store" / "corroboration.py").read_text(encoding="utf-8")


def rules_made() -> Iterator[str]:
    """Rules whose names are put together at run time, or stand in data files."""
    yield from (f"stance-to-claim.{stance.value.replace('_', '-')}" for stance in StanceToClaim)
    yield from (f"prediction.{outcome}" for outcome in ("denied", "opposite", "came-later"))
    rows = open_data().read("corroborate/relations.yaml")
    yield from (row["id"] for row in rows if row["kind"] != "heads")


def test_every_rule_is_explained(book: RuleBook) -> None:
    assert rules_in_source(book) - set(book.derived) == set()


def test_every_explained_rule_is_used(book: RuleBook) -> None:
    assert set(book.derived) - rules_in_source(book) == set()


def test_rules_are_explained_in_two_languages_with_an_arabic_example(book: RuleBook) -> None:
    for rule in book.derived.values():
        assert not _ARABIC.search(re.sub("«[^»]*»", "", rule.gloss_en)), f"{rule.id}: quote Arabic in «»"
        assert all(_ARABIC.search(words) for words in (rule.gloss(LANGUAGES[1]), rule.example)), rule.id
        assert rule.file == DERIVED


def test_nothing_is_called_true_or_a_fact(book: RuleBook) -> None:
    for rule in book.derived.values():
        assert not {"true", "false", "fact", "lie"} & set(re.findall(r"\w+", rule.gloss_en)), rule.id


def test_rules_of_an_account_are_found_by_name_and_by_family(book: RuleBook) -> None:
    assert "same words" in (book.explain("pair.retold") or "")
    assert {rule.id for rule in book.family("number")} >= {"number.confirmed", "number.reviewed"}
    assert "origin.alone" in book.like("origin.alon")


def test_an_entry_with_the_id_of_a_derived_rule_stops_at_load(tmp_path: Path) -> None:
    for path in ("rules.yaml", DERIVED, *(f"lexicon/{one.name}" for one in (DATA / "lexicon").glob("*.yaml"))):
        words = (DATA / path).read_text(encoding="utf-8")
        if path.endswith("hedges.yaml"):
            words = words.replace("id: hedge.about-to", "id: pair.retold")
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(words, encoding="utf-8")
    with pytest.raises(DataFileError, match=r"pair\.retold"):
        load_rule_book(DataFiles(tmp_path, {}))
