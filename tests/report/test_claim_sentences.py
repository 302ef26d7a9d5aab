"""Each claim in one plain sentence: grammatical in both languages, and true to status and bounds."""

from dataclasses import replace

import pytest
from report_builders import ACTORS, COUNTRY, FORCES, PLACES, PROVINCE, TOWN, claim, link, party, quantity, statement

from qawl.locale import LANGUAGES, load_words
from qawl.model.claim import Basis, Claim, ClaimType, Harm, Quantity, Status
from qawl.model.entity import Actor, Link
from qawl.model.statement import Stance, Statement
from qawl.report.names import names_from
from qawl.report.phrases import Part, plain
from qawl.report.sentences import claim_sentence, parents_of, voice_of

NAMES = names_from(PLACES, ACTORS)
SAID = statement(2, "قوله", "القوات سيطرت على بلدة الواحة")


def sentence(a_claim: Claim, language: str = "ar", *statements: Statement) -> str:
    by_id = {s.id: s for s in statements or (SAID,)}
    return plain(claim_sentence(a_claim, voice_of(a_claim, by_id), NAMES, load_words(language)))


def test_a_speaker_is_said_to_report_control_of_a_place() -> None:
    held = claim(statement="s2", actors=(party("القوات", FORCES.id),), place=link(TOWN.id), time="2017-09-05")
    assert sentence(held) == "بحسب سالم التجريبي: سيطرة القوات على الواحة، في 5 أيلول/سبتمبر 2017."
    assert (
        sentence(held, "en")
        == "According to سالم التجريبي, Al-Waha is under the control of The Forces, on 5 September 2017."
    )


def test_a_share_follows_in_brackets() -> None:
    share = claim(actors=(party("القوات"),), place=link(TOWN.id), quantity=quantity(80, 80, "%", harm=None))
    assert sentence(share) == "يذكر المقال سيطرة القوات على الواحة (80%)."


def test_a_place_with_which_a_name_ends_is_not_said_twice() -> None:
    named = (party("التحالف في سوريا", "xx.coalition"),)
    names = names_from(
        PLACES, {"xx.coalition": Actor("xx.coalition", "التحالف في سوريا", "Coalition in Syria", "military")}
    )
    killed = claim(ClaimType.CASUALTIES, actors=named, place=link(COUNTRY.id), quantity=None)
    for language, once in (("en", "Coalition in Syria."), ("ar", "التحالف في سوريا.")):
        assert plain(claim_sentence(killed, None, names, load_words(language))).endswith(once)
    elsewhere = claim(ClaimType.CASUALTIES, actors=named, place=link(TOWN.id, inherited=True))
    assert plain(claim_sentence(elsewhere, None, names, load_words("en"))).endswith("Coalition in Syria in Al-Waha.")


@pytest.mark.parametrize(
    ("status", "stance", "opening"),
    [
        (Status.DENIED, Stance.DENIES, "نفي من سالم التجريبي:"),
        (Status.PREDICTED, Stance.PREDICTS, "توقع من سالم التجريبي:"),
        (Status.PREDICTED, Stance.THREATENS, "تهديد من سالم التجريبي:"),
        (Status.POSSIBLE, Stance.ASSERTS, "احتمال، بحسب سالم التجريبي:"),
        (Status.DEMANDED, Stance.DEMANDS, "مطالبة من سالم التجريبي:"),
        (Status.ASSERTED, Stance.ACCUSES, "اتهام من سالم التجريبي:"),
        (Status.DENIED, Stance.ASSERTS, "نفي من سالم التجريبي:"),
    ],
)
def test_the_frame_follows_the_status_and_the_stance(status: Status, stance: Stance, opening: str) -> None:
    said = statement(2, "قوله", "القوات سيطرت على بلدة الواحة", stance=stance)
    assert sentence(claim(status=status, statement="s2"), "ar", said).startswith(opening)


def test_a_denial_reads_as_one_in_english() -> None:
    denied = claim(ClaimType.STRIKE, status=Status.DENIED, statement="s2", actors=(party("القوات", FORCES.id),))
    assert sentence(denied, "en") == "سالم التجريبي denied that The Forces carried out strikes."


def test_an_impersonal_cue_is_an_unnamed_source_with_a_capital() -> None:
    nobody = statement(2, "قوله", "القوات سيطرت على بلدة الواحة", speaker="")
    said = claim(ClaimType.CLASH, status=Status.DENIED, statement="s2")
    assert sentence(said, "en", nobody) == "An unnamed source denied that there were clashes."
    assert sentence(said, "ar", nobody) == "نفي من مصدر لم يُذكر اسمه: وقوع اشتباكات."


@pytest.mark.parametrize(
    ("low", "high", "basis", "arabic", "english"),
    [
        (43, 43, Basis.EXACT, "مقتل 43 مدنيا", "43 civilians died"),
        (20, None, Basis.AT_LEAST, "مقتل 20 مدنيا على الأقل", "at least 20 civilians died"),
        (None, 9, Basis.AT_MOST, "مقتل 9 مدنيين على الأكثر", "at most 9 civilians died"),
        (300, 300, Basis.ABOUT, "مقتل نحو 300 مدني", "about 300 civilians died"),
        (200, 999, Basis.VAGUE, "مقتل مئات المدنيين", "hundreds of civilians died"),
        (1, 1, Basis.EXACT, "مقتل مدني واحد", "one civilian died"),
        (2, 2, Basis.EXACT, "مقتل 2 مدنيين", "2 civilians died"),
        (1500, 1500, Basis.EXACT, "مقتل 1,500 مدني", "1,500 civilians died"),
        (0, 0, Basis.EXACT, "مقتل 0 مدنيين", "0 civilians died"),
    ],
)
def test_numbers_keep_their_bounds_and_agree_with_the_noun(
    low: float | None, high: float | None, basis: Basis, arabic: str, english: str
) -> None:
    toll = claim(ClaimType.CASUALTIES, quantity=quantity(low, high, basis=basis))
    assert sentence(toll) == f"يذكر المقال {arabic}."
    assert sentence(toll, "en") == f"The article states that {english}."


def test_the_dead_are_not_said_to_be_killed_twice() -> None:
    toll = claim(ClaimType.CASUALTIES, quantity=quantity(12, 12, "قتيل"))
    assert sentence(toll) == "يذكر المقال مقتل 12 شخصا."


def test_a_unit_without_forms_is_named_in_brackets() -> None:
    hidden = claim(ClaimType.CASUALTIES, quantity=quantity(12, 12, "غواص"))
    assert sentence(hidden) == "يذكر المقال مقتل 12 (الوحدة: غواص)."


@pytest.mark.parametrize(
    ("unit", "low", "arabic", "english"),
    [
        ("ضربة جوية", 20, "عشرات من ضربات جوية", "dozens of air strikes"),
        ("ضربة جوية", 3, "عدة ضربات جوية", "several air strikes"),
        ("غواص", 200, "مئات (غواص)", "hundreds of (غواص)"),
    ],
)
def test_a_vague_word_stays_one_for_any_unit(unit: str, low: int, arabic: str, english: str) -> None:
    many = claim(ClaimType.STRIKE, quantity=quantity(low, 999, unit, basis=Basis.VAGUE, harm=None))
    assert arabic in sentence(many)
    assert english in sentence(many, "en")


def test_a_target_that_only_repeats_the_counted_noun_is_left_out() -> None:
    toll = claim(ClaimType.CASUALTIES, targets=(party("المدنيين"),), quantity=quantity(43, 43))
    assert sentence(toll) == "يذكر المقال مقتل 43 مدنيا."


@pytest.mark.parametrize("where", [link(COUNTRY.id), link(TOWN.id, inherited=True)])
def test_a_country_or_an_inherited_place_is_never_what_is_held(where: Link) -> None:
    held = claim(actors=(party("القوات"),), place=where)
    assert "سيطرة القوات في " in sentence(held)


def test_those_who_passed_it_on_are_named() -> None:
    outer = statement(1, "نقلت", "القوات سيطرت", speaker="وكالة المثال")
    inner = statement(2, "قوله", "القوات سيطرت", parent="s1")
    said = claim(ClaimType.AID, statement="s2")
    assert sentence(said, "ar", outer, inner).endswith("(عن طريق وكالة المثال).")


def test_parents_in_a_circle_end() -> None:
    one = statement(1, "نقلت", "القوات سيطرت", parent="s2")
    two = statement(2, "قوله", "القوات سيطرت", parent="s1")
    assert [s.id for s in parents_of(one, {"s1": one, "s2": two})] == ["s2"]


def test_names_are_parts_of_their_own() -> None:
    held = claim(actors=(party("القوات {place}"),), place=link(TOWN.id))
    phrase = claim_sentence(held, None, NAMES, load_words("en"))
    assert Part("القوات {place}", "ar") in phrase
    assert Part("Al-Waha", "en") in phrase


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(ClaimType))
@pytest.mark.parametrize("status", list(Status))
def test_every_type_and_status_makes_a_sentence_from_any_slots(kind: ClaimType, status: Status, language: str) -> None:
    words = load_words(language)
    for actors in ((), (party("الفاعل"),)):
        for targets in ((), (party("الهدف الآخر"),)):
            for place in (None, link(PROVINCE.id), link(COUNTRY.id)):
                for harm in (None, *Harm):
                    count = quantity(5, None, harm=harm)
                    for cited in (None, "s2"):
                        one = claim(kind, status=status, statement=cited, actors=actors, targets=targets, place=place)
                        for number in (None, count):
                            text = _with_quantity(one, number, words.language)
                            assert text.endswith(".") and "{" not in text and "  " not in text
                            assert all(p.name in text for p in (*actors, *targets))
                            assert number is None or "5" in text


def _with_quantity(one: Claim, number: Quantity | None, language: str) -> str:
    return sentence(replace(one, quantity=number), language)
