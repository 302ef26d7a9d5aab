"""Who stands how to whom, according to whom. All sentences are invented."""

from dataclasses import replace
from itertools import permutations

import pytest

from qawl.corroborate.cards import cards_of
from qawl.corroborate.context import World, make_world
from qawl.lexicon.gazetteer import load_gazetteer
from qawl.lexicon.known import KnownNames, load_known
from qawl.lexicon.load import open_data
from qawl.model.account import ClaimCard, Relation
from qawl.pipeline import read
from qawl.situation.relation_words import RelationWords, load_relation_words
from qawl.situation.relations import offices_of, relation_graph, relations_of


@pytest.fixture(scope="module")
def known() -> KnownNames:
    return load_known(open_data())


@pytest.fixture(scope="module")
def world(known: KnownNames) -> World:
    return make_world(known, load_gazetteer(open_data()))


@pytest.fixture(scope="module")
def words() -> RelationWords:
    return load_relation_words(open_data())


def cards(text: str, world: World, *, day: str = "2018-03-20") -> list[ClaimCard]:
    return cards_of(read(f"خبر\n{text}", published=day), world)


def told(text: str, world: World, words: RelationWords) -> set[tuple[str, str, str]]:
    """Kind, actor and target of what a sentence says."""
    return {(one.kind, one.actor, one.target) for one in relations_of(cards(text, world), words)}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("قال فارس الخيالي إن إيران تدعم الحوثيين بالسلاح.", ("backs", "country.IR", "ye.houthis")),
        ("تقدم الحوثيون المدعومون من إيران نحو الميناء.", ("backs", "country.IR", "ye.houthis")),
        ("قصفت مقاتلات التحالف العربي مواقع الحوثيين قرب الحديدة.", ("fights", "ye.coalition", "ye.houthis")),
        ("اندلعت اشتباكات بين الجيش السوري وقوات سوريا الديمقراطية.", ("fights", "sy.army", "sy.sdf")),
    ],
)
def test_a_relation_has_a_kind_and_a_direction(
    text: str, relation: tuple[str, str, str], world: World, words: RelationWords
) -> None:
    assert relation in told(text, world, words)


def test_both_names_for_one_state_are_one_actor(world: World, words: RelationWords) -> None:
    assert ("backs", "country.IR", "ye.houthis") in told(
        "قال فارس الخيالي إن طهران تدعم الحوثيين بالسلاح.", world, words
    )


def test_what_has_no_direction_is_the_same_from_both_sides(world: World, words: RelationWords) -> None:
    one = told("اندلعت اشتباكات بين الجيش السوري وقوات سوريا الديمقراطية.", world, words)
    other = told("اندلعت اشتباكات بين قوات سوريا الديمقراطية والجيش السوري.", world, words)
    assert one == other != set()


@pytest.mark.parametrize(
    "text",
    [
        "من المتوقع أن تدعم إيران الحوثيين بالسلاح.",  # foretold
        "دعت المنظمة إيران إلى دعم الحوثيين.",  # demanded
        "قصفت طائرات مجهولة منزل سالم الخيالي في الحديدة.",  # nobody on the lists
        "قتل ثلاثة مدنيين في الحديدة.",
    ],
)
def test_what_is_no_relation_makes_none(text: str, world: World, words: RelationWords) -> None:
    assert told(text, world, words) == set()


def test_a_denial_is_kept_as_one(world: World, words: RelationWords) -> None:
    found = relations_of(cards("نفت الوزارة أن تكون إيران تدعم الحوثيين بالسلاح.", world), words)
    assert [(one.kind, one.is_denied) for one in found] == [("backs", True)]


def test_who_says_so_and_when_stand_with_it(world: World, words: RelationWords) -> None:
    (one,) = relations_of(cards("قال فارس الخيالي إن إيران تدعم الحوثيين بالسلاح.", world), words)
    assert (one.speaker, one.speaker_name, one.published) == ("name:فارس الخيالي", "فارس الخيالي", "2018-03-20")
    assert (one.rule, one.first) == ("relation.support", None)


def test_unnamed_sources_have_no_name_in_the_graph(world: World, words: RelationWords) -> None:
    found = relations_of(cards("قال شاهد إن إيران تدعم الحوثيين بالسلاح.", world), words)
    assert {one.speaker_name for one in found} == {""}


def test_an_inherited_party_makes_no_relation(world: World, words: RelationWords) -> None:
    given = cards("قال فارس الخيالي إن إيران تدعم الحوثيين بالسلاح.", world)
    inherited = [replace(one, actors=tuple(replace(p, is_inherited=True) for p in one.actors)) for one in given]
    assert relations_of(inherited, words) == []


def test_the_order_of_claims_changes_nothing(world: World, words: RelationWords) -> None:
    given = cards(
        "قصفت مقاتلات التحالف العربي مواقع الحوثيين قرب الحديدة.\nقال فارس الخيالي إن إيران تدعم الحوثيين بالسلاح.",
        world,
    )
    results = [relations_of(order, words) for order in permutations(given[:4])]
    assert results[0] and all(result == results[0] for result in results)


def test_heads_and_parts_come_from_the_lists_and_say_so(known: KnownNames, words: RelationWords) -> None:
    found = offices_of(["sd.army"], known.entities, words)
    (commander,) = [one for one in found if one.actor == "person.abdel-fattah-al-burhan"]
    assert (commander.kind, commander.speaker, commander.claim, commander.first) == (
        "commands",
        "data",
        "",
        "2019-01-01",
    )
    assert not [one for one in found if one.actor == "person.abdo-majali"]


def test_a_spokesman_heads_nobody(known: KnownNames, words: RelationWords) -> None:
    assert "person.abdo-majali" not in {one.actor for one in offices_of(["ye.army"], known.entities, words)}


def test_an_edge_is_all_that_one_speaker_says_of_a_relation() -> None:
    one = Relation("backs", "a", "b", "c1", "s", "2018-01-01", "2018-01-02", published="2018-01-03", speaker_name="س")
    later = replace(one, claim="c2", first=None, last=None, published="2018-05-01")
    other = replace(one, claim="c3", speaker="t")
    denied = replace(one, claim="c4", is_denied=True)
    graph = relation_graph([denied, other, later, one], {"a": ("ألف", "A")})
    assert [(node.id, node.name_ar, node.name_en) for node in graph.nodes] == [("a", "ألف", "A"), ("b", "b", "b")]
    assert [(e.speaker, e.is_denied, e.count) for e in graph.edges] == [
        ("s", False, 2),
        ("s", True, 1),
        ("t", False, 1),
    ]
    assert (graph.edges[0].first, graph.edges[0].last, graph.edges[0].claims) == (
        "2018-01-01",
        "2018-05-01",
        ("c1", "c2"),
    )
