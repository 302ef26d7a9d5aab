"""Which place a name denotes, by its noun, the countries of the article, and its neighbours."""

import pytest

from qawl.extract.findings import FoundToponym
from qawl.extract.toponyms import find_toponyms
from qawl.lexicon.gazetteer import load_gazetteer
from qawl.lexicon.load import open_data
from qawl.resolve.candidates import distance_km, kind_score
from qawl.resolve.places import resolve_places
from qawl.text.layout import lay_out

GAZETTEER = load_gazetteer(open_data())


def resolve(text: str) -> list[FoundToponym]:
    layout = lay_out(text)
    toponyms = find_toponyms(layout, GAZETTEER, people={}, known=())
    return resolve_places(layout, toponyms, GAZETTEER)


def places(text: str) -> list[str | None]:
    return [toponym.place for toponym in resolve(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في محافظة دير الزور", ["sy.deir-ez-zor-province"]),
        ("في مدينة دير الزور", ["sy.deir-ez-zor"]),
        ("في دير الزور", ["sy.deir-ez-zor"]),
        ("في ريف إدلب", ["sy.idlib-province"]),
        ("في محافظات السليمانية وأربيل", ["iq.sulaymaniyah-province", "iq.erbil-province"]),
        ("سكان قطاع غزة", ["ps.gaza-strip"]),
        ("سكان مدينة غزة", ["ps.gaza-city"]),
        ("رفضت الكويت القرار", ["country.KW"]),
        ("في الكويت العاصمة", ["capital.KW"]),
    ],
)
def test_the_noun_selects_the_kind(text: str, expected: list[str]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال المتحدث الليبي إن طرابلس هادئة والقوات الليبية منتشرة", "ly.tripoli"),
        ("عاد الهدوء إلى طرابلس اللبنانية", "lb.tripoli"),
        ("وقالت السلطات في لبنان إن طرابلس وصيدا هادئتان", "lb.tripoli"),
    ],
)
def test_the_countries_of_the_article_decide_between_namesakes(text: str, expected: str) -> None:
    assert expected in places(text)


def test_neighbours_decide_between_namesakes() -> None:
    found = places("اشتباكات في بصر الحرير وفي إزرع وفي صيدا بريف درعا")
    assert "sy.saida-daraa" in found


def test_a_lone_famous_city_resolves() -> None:
    assert places("حفل في باريس") == ["fr.paris"]


def test_one_name_is_one_place_in_an_article() -> None:
    found = resolve("قصف على قطاع غزة. وقال سكان في غزة إن القصف عنيف")
    assert [toponym.place for toponym in found] == ["ps.gaza-strip", "ps.gaza-strip"]


def test_an_unknown_name_stays_without_place() -> None:
    (found,) = resolve("دخلوا قرية خربشانة فجرا")
    assert (found.place, found.score, found.choice) == (None, 0.0, "place.unknown-name")


def test_a_name_that_is_another_word_needs_its_country() -> None:
    assert places("اقتحم الجيش الإسرائيلي المخيم في جنين بالضفة الغربية")[0] == "ps.jenin"
    assert places("تطور النمو في جنين عمره شهران") == []


def test_results_carry_score_and_rule() -> None:
    (found,) = resolve("معارك قرب منبج")
    assert 0 < found.score < 1
    assert found.choice.startswith("place.")


def test_resolving_twice_gives_the_same() -> None:
    text = "معارك في طرابلس وبنغازي ودرنة"
    assert resolve(text) == resolve(text)


def test_distance_is_right_within_a_few_kilometres() -> None:
    damascus, aleppo = GAZETTEER.rows["sy.damascus"], GAZETTEER.rows["sy.aleppo"]
    assert distance_km(GAZETTEER, damascus, aleppo) == pytest.approx(310, abs=10)


def test_better_kinds_of_a_noun_score_higher() -> None:
    town = GAZETTEER.words.triggers["بلده"]
    assert kind_score("town", town) > kind_score("village", town) > kind_score("country", town)
