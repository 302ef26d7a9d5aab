"""Every rule that a record can name is explained, and every rule that is explained can be named."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qawl.errors import DataFileError
from qawl.lexicon.bounds import load_bounds
from qawl.lexicon.known import load_known
from qawl.lexicon.load import DATA, DataFiles, open_data
from qawl.lexicon.rules import LANGUAGES, REGISTRY, RuleBook, load_rule_book, load_rules
from qawl.model.headline import HeadlineKind
from qawl.model.reading import Reading
from qawl.pipeline import Reader, load_reader, read

ROOT = Path(__file__).parents[2]
ARTICLES = (ROOT / "evaluation" / "reference" / "samples.jsonl", ROOT.parent / "shared" / "corpus" / "articles.jsonl")
_FAMILIES = "actor|content|count|headline|place|quantity|source|speaker|stance|status|target|time|told|toponym"
_LITERAL = re.compile(rf'["+](?P<rule>(?:{_FAMILIES})\.[a-z-]+)"')
_CUE = re.compile(r'[(=] ?"(?P<rule>cue\.[a-z-]+)"')  # ids of cue entries stand in sets, names of rules do not
_NOT_IN_RECORDS = re.compile(
    r"""
    time\. (?:after|before|until) $    # limits date nothing
    """,
    re.VERBOSE,
)
_HARD_TO_SHOW = frozenset(  # what one sentence does not bring about: nearer words speak first, or names must be unclear
    """actor.later actor.owned
    place.ambiguous place.below-threshold speaker.same-sort status.content status.demands status.promises
    status.second status.threatens""".split()
)
_ARABIC = re.compile("[\N{ARABIC LETTER HAMZA}-\N{ARABIC LETTER YEH}]")


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_rule_book(open_data())


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def rules_in(reading: Reading) -> Iterator[str]:
    """Every rule named in a reading's records."""
    for statement in reading.statements:
        yield from (*statement.rules, statement.cue_lemma, statement.speaker.rule)
    for claim in reading.claims:
        yield from (claim.rule, *claim.rules)
        parties = [party.link for party in (*claim.actors, *claim.targets)]
        for link in (*parties, claim.place, claim.time):
            if link is not None:
                yield link.rule
                if link.mention is not None:
                    yield link.mention.rule
        if claim.quantity is not None:
            yield claim.quantity.mention.rule
    yield from (finding.rule for finding in reading.headline)
    for place in reading.places:
        yield place.link.rule
        if place.link.mention is not None:
            yield place.link.mention.rule


def rules_in_source() -> Iterator[str]:
    """Every rule written as a literal where records are made."""
    for package in ("extract", "resolve"):
        for path in (ROOT / "src" / "qawl" / package).glob("*.py"):
            code = path.read_text(encoding="utf-8")
            yield from (match["rule"] for pattern in (_LITERAL, _CUE) for match in pattern.finditer(code))


def rules_made() -> set[str]:
    """Every rule whose name is put together at run time, from the values it is put together from."""
    categories = {entity.category for entity in load_known(open_data()).entities.values()}
    actors = {f"actor.{name}" for name in (*categories, "descriptive", "nisba", "owned")}
    stances = ("denies", "predicts", "doubts", "demands", "threatens", "promises", "asks")
    ends = {bound.rule for rows in load_bounds(open_data()).by_first.values() for _, bound in rows}
    triggers = {f"told.{kind}" for kind in ("adjective", "noun", "phrase")}
    headlines = {f"headline.{kind}" for kind in HeadlineKind}
    return actors | ends | triggers | headlines | {f"status.{stance}" for stance in stances}


@pytest.mark.parametrize("articles", ARTICLES, ids=lambda path: path.stem)
def test_every_rule_of_a_record_is_explained(articles: Path, reader: Reader, book: RuleBook) -> None:
    """Real articles are read where they lie beside the repository; the samples always."""
    lines = articles.read_text(encoding="utf-8").strip().split("\n") if articles.exists() else []
    unexplained = {
        rule
        for row in map(json.loads, lines)
        for rule in rules_in(read(row["text"], published=row["date"], outlet=row["outlet"], reader=reader))
        if book.explain(rule) is None
    }
    assert not unexplained, f"rules.yaml lacks {sorted(unexplained)}"


def test_every_rule_in_the_source_is_explained(book: RuleBook) -> None:
    unexplained = {rule for rule in {*rules_in_source(), *rules_made()} if book.explain(rule) is None}
    assert not unexplained, f"rules.yaml lacks {sorted(unexplained)}"


def test_every_explained_rule_is_in_the_source(book: RuleBook) -> None:
    dead = set(book.rules) - {*rules_in_source(), *rules_made()}
    assert not dead, f"rules.yaml explains {sorted(dead)}, which no rule is called"


def test_rules_are_explained_in_two_languages_with_an_arabic_example() -> None:
    for rule in load_rules(open_data()).values():
        assert not _ARABIC.search(re.sub("«[^»]*»|عن", "", rule.gloss_en)), f"{rule.id}: quote Arabic in «»"
        assert _ARABIC.search(rule.gloss_ar), rule.id
        assert _ARABIC.search(rule.example), rule.id
        assert rule.example.count("⟦") == rule.example.count("⟧"), rule.id


def shown_rules() -> list[str]:
    rules = load_rules(open_data())
    return [rule for rule in rules if not _NOT_IN_RECORDS.match(rule) and rule not in _HARD_TO_SHOW]


@pytest.mark.parametrize("rule", shown_rules())
def test_the_example_of_a_rule_brings_it_about(rule: str, reader: Reader) -> None:
    example = load_rules(open_data())[rule].example.replace("⟦", "").replace("⟧", "")
    is_headline = rule == "cue.headline-colon"
    text = example.replace(" / ", "\n") if " / " in example or is_headline else f"أخبار متفرقة\n{example}."
    made = {part for name in rules_in(read(text, published="2017-11-20", reader=reader)) for part in name.split("+")}
    assert rule in made


def test_a_claim_rule_is_explained_by_its_parts(book: RuleBook) -> None:
    assert book.explain("control.hold+status.plain") == (
        "words for: hold, control (imperfect); nothing speaks against it: asserted"
    )


def test_a_status_given_by_a_word_is_explained_by_its_entry(book: RuleBook) -> None:
    assert book.explain("status.negation.fail") == "words for: failed to"


def test_a_rule_is_explained_in_arabic(book: RuleBook) -> None:
    assert book.explain("speaker.none", "ar") == "لم يسم أحد"


def test_an_unknown_rule_has_no_explanation(book: RuleBook) -> None:
    assert book.explain("speaker.invented") is None
    assert book.explain("control.hold+status.invented") is None


def test_a_rule_without_one_language_stops_at_load(tmp_path: Path) -> None:
    (tmp_path / REGISTRY).write_text("- {id: a.b, gloss: {en: words}, example: x}\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"'a\.b' needs `gloss"):
        load_rules(DataFiles(tmp_path, {}))


def test_an_entry_with_the_id_of_a_rule_stops_at_load(tmp_path: Path) -> None:
    for folder in ("lexicon", "corroborate"):
        shutil.copytree(DATA / folder, tmp_path / folder)
    (tmp_path / REGISTRY).write_text("- {id: cue.say, gloss: {en: words, ar: كلمات}, example: قال}\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"cue\.say"):
        load_rule_book(DataFiles(tmp_path, {}))


def test_languages_are_those_of_the_reports() -> None:
    assert set(LANGUAGES) == {path.stem for path in (ROOT / "src" / "qawl" / "locale").glob("*.json")}
