"""A screen leaves out nothing that the rules of pairs would have kept."""

import random
from dataclasses import replace
from itertools import combinations

import pytest

from qawl.corroborate.context import World, load_world
from qawl.corroborate.facts import facts_of
from qawl.corroborate.pairs import judge
from qawl.corroborate.screening import may_judge, may_tie, sketch_of
from qawl.model.account import ClaimCard, PlaceCard, SpeakerCard, Verdict
from qawl.model.claim import Claim, ClaimType, Status
from qawl.model.span import Span
from qawl.model.statement import SpeakerKind

PLACES = ("sy.deir-ez-zor", "sy.mayadin", "sy.raqqa", "sy.deir-ez-zor-province", "sy.euphrates", "country.SY")
DAYS = (None, "2017-09-03", "2017-09-05", "2017-09-06", "2017-09-07", "2017-09-30")
WORDS = (
    "الجيش سيطر على البلدة بعد معارك عنيفة استمرت يومين",
    "الجيش سيطر على البلدة بعد معارك عنيفة استمرت أسبوعا",
    "مصدر نفى السيطرة على المطار القديم شمال المدينة",
)


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def make_card(chance: random.Random, number: int, places: list[PlaceCard | None]) -> ClaimCard:
    claim = Claim(
        id=f"c_{number:03}",
        document_id=f"d_{number:03}",
        type=chance.choice((ClaimType.CAPTURE, ClaimType.CONTROL, ClaimType.STRIKE)),
        event=None,
        mode=None,
        evidence=Span(0, 10),
        status=chance.choice((Status.ASSERTED, Status.ASSERTED, Status.DENIED)),
        statement=None,
        actors=(),
        targets=(),
        place=None,
        time=None,
        quantity=None,
        rule="capture.take+status.denies",
    )
    name = f"name:{number % 4}"
    first = chance.choice(DAYS)
    last = max(first, chance.choice(DAYS) or first) if first else None
    return ClaimCard(
        claim,
        claim.document_id,
        f"wadi.example/{number}",
        f"o{number % 3}",
        chance.choice(WORDS),
        published=chance.choice(("2017-09-06", "2017-09-07", "2017-10-01", None)),
        first=first,
        last=last,
        is_dated_by_evidence=chance.random() < 0.7,
        place=chance.choice(places),
        is_placed_by_evidence=chance.random() < 0.7,
        speakers=(SpeakerCard(name, name, SpeakerKind.PERSON), SpeakerCard("outlet:o", "o", SpeakerKind.OUTLET)),
    )


@pytest.mark.parametrize("seed", range(4))
def test_what_is_left_out_is_neither_one_happening_nor_a_contradiction(world: World, seed: int) -> None:
    chance = random.Random(seed)
    known = [world.place_card(place) for place in PLACES]
    assert sum(place is not None for place in known) >= 4
    facts = [facts_of(make_card(chance, number, [*known, None])) for number in range(120)]
    left_out = kept = 0
    for one, other in combinations(facts, 2):
        is_kept = judge(one, other).verdict in (Verdict.SAME, Verdict.CONFLICTS)
        passes = may_tie(sketch_of(one), sketch_of(other)) and may_judge(one, other)
        assert passes or not is_kept
        left_out, kept = left_out + (not passes), kept + is_kept
    assert left_out > 1000
    assert kept > 100


def test_claims_of_one_article_are_always_judged() -> None:
    chance = random.Random(1)
    one = make_card(chance, 1, [None])
    other = replace(make_card(chance, 2, [None]), document=one.document)
    assert may_judge(facts_of(one), facts_of(other))
