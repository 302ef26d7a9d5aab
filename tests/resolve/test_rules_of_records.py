"""Every part of a record names the rule that made it: nothing is there without a reason."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from qawl.model.reading import Reading
from qawl.pipeline import load_reader, read

SAMPLES = Path(__file__).parents[2] / "evaluation" / "reference" / "samples.jsonl"


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    reader = load_reader()
    rows = map(json.loads, SAMPLES.read_text(encoding="utf-8").strip().split("\n"))
    return [read(row["text"], published=row["date"], reader=reader) for row in rows]


def families(rules: tuple[str, ...]) -> set[str]:
    return {rule.partition(".")[0] for rule in rules}


def test_a_statement_names_how_source_content_and_speaker_were_found(readings: list[Reading]) -> None:
    for reading in readings:
        for statement in reading.statements:
            found = families(statement.rules)
            assert found & {"source", "cue"}, statement
            assert {"content", "speaker"} <= found, statement


def test_a_content_behind_its_cue_names_its_beginning_and_its_end(readings: list[Reading]) -> None:
    for reading in readings:
        for statement in reading.statements:
            if statement.content[0].start > statement.cue.end and "content.predicate" not in statement.rules:
                contents = [rule for rule in statement.rules if rule.startswith("content.")]
                assert len(contents) >= 2, statement
                assert contents[-1].startswith("content.to-"), statement


def test_a_claim_names_a_rule_for_each_of_its_parts(readings: list[Reading]) -> None:
    for reading in readings:
        for claim in reading.claims:
            found = families(claim.rules)
            assert set(claim.rule.split("+")) <= set(claim.rules)
            assert not claim.actors or "actor" in found, claim
            assert not claim.targets or "target" in found, claim
            assert claim.place is None or {"toponym", "place"} <= found, claim
            assert claim.time is None or "time" in found, claim
            assert claim.quantity is None or {"quantity", "count"} <= found, claim
            assert found & {"for", "against"} or "status.denies-back" in claim.rules, claim


def links(reading: Reading) -> Iterator[tuple[str, str]]:
    """The rule that saw a mention and the one that chose what it denotes or why it belongs there."""
    for claim in reading.claims:
        for link in (*(party.link for party in (*claim.actors, *claim.targets)), claim.place, claim.time):
            if link is not None and link.mention is not None:
                yield link.mention.rule, link.rule
    for place in reading.places:
        assert place.link.mention is not None
        yield place.link.mention.rule, place.link.rule


def test_a_mention_keeps_the_rule_that_saw_it_beside_the_rule_that_chose(readings: list[Reading]) -> None:
    for reading in readings:
        for seen, chosen in links(reading):
            assert seen and chosen and seen != chosen


def test_a_place_keeps_why_it_was_taken_for_a_name(readings: list[Reading]) -> None:
    for reading in readings:
        for place in reading.places:
            assert place.link.mention is not None
            assert place.link.mention.rule.startswith("toponym.")
            assert place.link.rule.startswith("place.")


def test_a_flag_names_the_words_that_gave_it() -> None:
    text = "قصف السوق\nأظهر فيديو نشره ناشطون أن الطائرات قصفت سوق بلدة الشعفة أمس."
    found = read(text, published="2017-11-20", reader=load_reader())
    assert any("basis.video" in claim.rules for claim in found.claims if claim.flags)
