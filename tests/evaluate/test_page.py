"""The page of errors is one safe file in both languages, with every mistake in its words and its rules."""

import re
from typing import Any

import pytest
from small_article import TEXT, article, span

from qawl.evaluate.annotations import parse_annotation
from qawl.evaluate.connectors import load_connectors
from qawl.evaluate.evaluation import Evaluation, evaluate
from qawl.evaluate.mistakes import find_mistakes
from qawl.evaluate.page import error_page
from qawl.evaluate.scores import score
from qawl.lexicon.load import open_data
from qawl.lexicon.rules import RuleBook, load_rule_book
from qawl.locale import LANGUAGES, load_words

CONNECTORS = load_connectors(open_data())

HOSTILE = '<script>alert(1)</script> "x" {{ 7*7 }} \u202eabc\u202c'


@pytest.fixture(scope="module")
def rules() -> RuleBook:
    return load_rule_book(open_data())


def evaluation(**changes: Any) -> Evaluation:
    """An article in which everything is wrong that can be, beside its reference."""
    answer = article(outlet="sahm", **changes)
    answer["statements"][0].update(speaker="نزار", rules=["source.after-cue"], content=[span("القصف")])
    answer["statements"].pop(1)
    answer["claims"][0].update(status="denied", place=None, rule="strike.shell+status.plain")
    answer["claims"].append({**answer["claims"][0], "id": "c9", "type": "strike", "evidence": span("القصف")})
    answer["places"][0].update(lat=36.0)
    right = article(outlet="sahm", url="https://sahm.example/1")
    return evaluate(score([(parse_annotation(right), parse_annotation(answer))]), CONNECTORS, draws=0)


def test_each_mistake_is_shown_in_its_words_with_rules_and_their_meaning(rules: RuleBook) -> None:
    page = error_page(evaluation(), rules=rules, title="reference.jsonl")
    assert '<span class="cue">قال</span>' in page
    assert "source.after-cue" in page
    for language in LANGUAGES:
        gloss = rules.explain("source.after-cue", language)
        assert gloss is not None and gloss.replace("'", "&#39;") in page
        assert load_words(language).text("errors.harm.denial-made") in page
    assert 'href="https://sahm.example/1"' in page


def test_harmful_mistakes_stand_first_and_counts_tell_of_all(rules: RuleBook) -> None:
    found = evaluation()
    page = error_page(found, rules=rules, title="reference.jsonl")
    order = re.findall(r'<h2 id="h-([a-z-]+)">', page)
    assert order == list(dict.fromkeys(m.harm for m in find_mistakes(found.scores.comparisons)))
    assert order[0] == "denial-made"


def test_a_limit_shows_fewer_of_each_kind_and_says_so(rules: RuleBook) -> None:
    right, wrong = parse_annotation(article()), parse_annotation(article(claims=[]))
    found = evaluate(score([(right, wrong), (right, wrong)]), CONNECTORS, draws=0)
    assert error_page(found, rules=rules, title="t", worst=0).count('class="row"') == 4
    page = error_page(found, rules=rules, title="t", worst=1)
    assert page.count('class="row"') == 1
    assert load_words("en").text("errors.shown") in page


def test_nothing_of_an_article_becomes_markup(rules: RuleBook) -> None:
    hostile = article(text=TEXT + HOSTILE, outlet=HOSTILE, url=f"javascript:{HOSTILE}", id=HOSTILE)
    answer = article(text=TEXT + HOSTILE, claims=[], id=HOSTILE)
    answer["statements"][0].update(speaker=HOSTILE, rules=[HOSTILE])
    hostile["claims"][0]["evidence"] = [len(TEXT) - 5, len(TEXT) + len(HOSTILE)]
    found = evaluate(score([(parse_annotation(hostile), parse_annotation(answer))]), CONNECTORS, draws=0)
    page = error_page(found, rules=rules, title=HOSTILE, mark=HOSTILE)
    assert page.count("<script>") == 1
    assert "javascript:" not in page
    assert "49" not in page
    assert "\u202e" not in page and "[U+202E]" in page


def test_the_page_asks_for_nothing_from_outside(rules: RuleBook) -> None:
    page = error_page(evaluation(), rules=rules, title="t")
    assert "default-src &#39;none&#39;" in page
    assert not re.search(r"<(?:img|link|iframe)|@import|url\(|src=", page)


def test_a_perfect_reading_says_that_nothing_is_wrong(rules: RuleBook) -> None:
    right = parse_annotation(article())
    page = error_page(evaluate(score([(right, right)]), CONNECTORS, draws=0), rules=rules, title="t")
    assert load_words("en").text("errors.none") in page


def test_every_field_and_record_has_its_words() -> None:
    named = {field.name for m in find_mistakes(evaluation().scores.comparisons) for field in m.fields}
    named |= {"source"}
    keys = {f"errors.field.{name}" for name in named} | {f"errors.record.{x}" for x in ("statement", "claim", "place")}
    for language in LANGUAGES:
        entries = load_words(language).entries
        assert {key for key in entries if key.startswith(("errors.field.", "errors.record."))} == keys
