"""Actor mentions: known names, states and their capitals, descriptive phrases, nationality adjectives."""

import pytest

from claim_reader import read_actors


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("اقتحمت جماعات مسلحة المبنى", "جماعات مسلحة"),
        ("أغارت طائرات حربية على المعسكر", "طائرات حربية"),
        ("تقدمت القوات السورية في البلدة", "القوات السورية"),
        ("قتل الجنود برصاص مقاتلي المعارضة", "مقاتلي المعارضة"),
        ("انتشرت فصائل موالية لأنقرة في المدينة", "فصائل موالية لأنقرة"),
        ("وقصفت قوات النظام السوري البلدة", "قوات النظام السوري"),
    ],
)
def test_descriptive_phrase_takes_its_adjectives_and_genitive(text: str, name: str) -> None:
    assert name in [actor.name for actor in read_actors(text)]


def test_proclitics_are_left_out_of_the_name() -> None:
    (actor,) = read_actors("في كمين لمسلحين")
    assert actor.name == "مسلحين"


def test_name_after_joined_lam_gets_its_article_back() -> None:
    (actor,) = read_actors("ضربات للتنظيم")
    assert actor.name == "التنظيم"


def test_sound_plural_with_its_noon_governs_no_place() -> None:
    assert read_actors("يحاصر المسلحون الغوطة")[0].name == "المسلحون"
    assert read_actors("هاجم مسلحون الغوطة")[0].name == "مسلحون"


def test_known_actor_is_linked() -> None:
    assert "country.RU" in [actor.actor for actor in read_actors("شنت روسيا غارات")]


def test_nationality_adjective_names_its_country() -> None:
    (actor,) = read_actors("غارة تركية")
    assert (actor.name, actor.rule) == ("تركيا", "actor.nisba")


def test_party_named_by_a_pronoun_is_marked_as_owned() -> None:
    assert [actor.rule for actor in read_actors("إن قواته تقدمت")] == ["actor.owned"]


def test_adjective_of_an_attack_is_no_actor() -> None:
    assert read_actors("هجوم انتحاري") == []


def test_weekday_ends_a_phrase() -> None:
    assert read_actors("قصفت الطائرات الخميس البلدة")[0].name == "الطائرات"
