"""Words of war in another sense make no claim; the same words meant literally keep theirs.

The sentences were written by someone who had not seen the rules. Those of ``kept-aside.yaml`` were never looked at
while the rules were made: they are the honest figure, and nothing is mended by them.
``python tests/test_senses.py`` prints the figures.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from qawl.extract.predicates import read_words
from qawl.extract.sense_evidence import Hints
from qawl.extract.senses import RULES
from qawl.lexicon.load import open_data
from qawl.pipeline import Reader, load_reader, read
from qawl.text.layout import lay_out

FOLDER = Path(__file__).parent / "cases" / "senses"
PUBLISHED = "2018-06-15"
MOST_CLAIMS = 6  # of 200 sentences of other domains
LEAST_KEPT = 90  # of 100 literal ones


def load_sentences(name: str) -> Sequence[Mapping[str, Any]]:
    path = FOLDER / f"{name}.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else ()


def with_claims(reader: Reader, name: str) -> list[str]:
    """The ids of the sentences that make any claim."""
    return [row["id"] for row in load_sentences(name) if read(row["text"], published=PUBLISHED, reader=reader).claims]


def kept(reader: Reader) -> list[str]:
    """The ids of the literal sentences with a claim of their type."""
    found = []
    for row in load_sentences("literal"):
        claims = read(row["text"], published=PUBLISHED, reader=reader).claims
        if any(claim.type.value == row["type"] for claim in claims):
            found.append(row["id"])
    return found


def test_words_of_war_in_another_sense_make_no_claim(reader: Reader) -> None:
    wrong = [*with_claims(reader, "negative"), *with_claims(reader, "kept-aside")]
    assert len(wrong) <= MOST_CLAIMS, wrong


def test_literal_words_keep_their_claims(reader: Reader) -> None:
    assert len(kept(reader)) >= LEAST_KEPT


def test_every_rule_has_points_or_a_veto(reader: Reader) -> None:
    points = reader.predicates.senses.points
    assert set(RULES) == set(points.points) | points.vetoes


def test_listed_entries_are_entries_of_the_predicates(reader: Reader) -> None:
    ids = {entry.id for entry in reader.predicates.entries}
    kinds = {id.partition(".")[0] for id in ids}
    senses = reader.predicates.senses
    assert senses.loose | senses.sure <= ids | kinds
    assert not senses.loose & senses.sure


@pytest.mark.parametrize(
    "row", [row for row in open_data().read("lexicon/senses.yaml") if "example" in row], ids=lambda row: row["id"]
)
def test_examples_of_rules(reader: Reader, row: Mapping[str, Any]) -> None:
    claims = read(row["example"]["text"], published=PUBLISHED, reader=reader).claims
    assert bool(claims) is row["example"]["kept"]


@pytest.mark.parametrize("row", open_data().read("lexicon/domains.yaml"), ids=lambda row: row["id"])
def test_examples_of_domains(reader: Reader, row: Mapping[str, Any]) -> None:
    facts = read_words(lay_out(row["example"]["text"]), reader.predicates)
    hints = Hints(facts, reader.predicates.senses, armed=(), places=())
    assert any(hints.points_to(index, row["example"]["domain"]) for index in range(len(facts.spellings)))


def test_a_report_of_fighting_keeps_its_ambiguous_sentences(reader: Reader) -> None:
    text = (
        "معارك حول المدينة\n"
        "قصفت المدفعية مواقع المسلحين في بلدة الرستن واندلعت اشتباكات بين الجيش والفصائل.\n"
        "وقتل 12 جنديا وستة مقاتلين بحسب مصدر عسكري.\n"
        "وسقطت بلدة تلبيسة مساء الاثنين."
    )
    assert any(claim.type.value == "capture" for claim in read(text, published=PUBLISHED, reader=reader).claims)


def test_a_match_report_makes_no_claim(reader: Reader) -> None:
    text = (
        "الفريق يخطف الفوز في دمشق\n"
        "سيطر أصحاب الأرض على الشوط الأول من المباراة وقصف لاعبوهم مرمى الضيوف.\n"
        "وانسحب الحارس مصابا، ثم شن المنتخب هجوما على الدفاع في الدقيقة الأخيرة.\n"
        "وسقط الضيوف في حمص للمرة الثالثة."
    )
    assert not read(text, published=PUBLISHED, reader=reader).claims


if __name__ == "__main__":
    figures = load_reader()
    for part in ("negative", "kept-aside"):
        print(f"{part}: {len(with_claims(figures, part))} of {len(load_sentences(part))} make a claim")
    print(f"literal: {len(kept(figures))} of {len(load_sentences('literal'))} keep theirs")
