"""Claims: what is one claim, who did it to whom, where, when, how many, and on what evidence."""

from collections.abc import Sequence

import pytest

from claim_reader import LEXICON, Said, read_claims
from qawl.extract.findings import FoundClaim
from qawl.extract.salience import RULES
from qawl.model.claim import ClaimType, Status
from qawl.model.statement import Stance


def read(text: str, *said: Said, disabled: frozenset[str] = frozenset()) -> list[FoundClaim]:
    return read_claims(text, said=said, disabled=disabled)[1]


def of_type(claims: Sequence[FoundClaim], kind: ClaimType) -> FoundClaim:
    (found,) = [claim for claim in claims if claim.type is kind]
    return found


def actor(claim: FoundClaim) -> str:
    return claim.actors[0].name if claim.actors else ""


def target(claim: FoundClaim) -> str:
    return claim.targets[0].name if claim.targets else ""


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("قصفت المدفعية السورية بلدة الرستن", "المدفعية السورية"),
        ("إن المدفعية السورية قصفت بلدة الرستن", "المدفعية السورية"),
        ("شنت طائرات حربية غارات على بلدة الرستن", "طائرات حربية"),
        ("قصف تركي على مدينة عفرين", "تركيا"),
        ("غارات عنيفة لطائرات حربية على مدينة عفرين", "طائرات حربية"),
        ("تعرضت بلدة الرستن لقصف من قبل قوات النظام", "قوات النظام"),
    ],
)
def test_actor_of_a_strike(text: str, who: str) -> None:
    assert actor(of_type(read(text), ClaimType.STRIKE)) == who


def test_subject_stands_behind_a_resumptive_pronoun() -> None:
    claim = of_type(read("الغارة استهدفت بلدات تسيطر عليها فصائل معارضة في درعا"), ClaimType.CONTROL)
    assert actor(claim) == "فصائل معارضة"


def test_victims_of_a_passive_verb_are_targets() -> None:
    claim = of_type(read("جنود أتراك قتلوا في كمين لمسلحين قرب عفرين"), ClaimType.CASUALTIES)
    assert target(claim) == "جنود أتراك"


def test_who_struck_caused_the_harm() -> None:
    claim = of_type(read("قتل 11 مدنيا في غارة تركية على عفرين"), ClaimType.CASUALTIES)
    assert (actor(claim), claim.actor_inherited) == ("تركيا", True)


def test_two_sides_of_a_clash() -> None:
    claim = of_type(read("اندلعت اشتباكات بين الجيش السوري وفصائل معارضة في درعا"), ClaimType.CLASH)
    assert (actor(claim), target(claim)) == ("الجيش السوري", "فصائل معارضة")


def test_backer_and_backed() -> None:
    claim = of_type(read("سيطرت القوات السورية بدعم من روسيا على بلدة الرستن"), ClaimType.SUPPORT)
    assert (actor(claim), target(claim)) == ("روسيا", "القوات السورية")


def test_verb_without_subject_goes_on_with_the_one_before() -> None:
    captures = [c for c in read("واصلت قوات العمالقة القتال، وتقدمت نحو صعدة") if c.type is ClaimType.CAPTURE]
    assert [actor(claim) for claim in captures] == ["قوات العمالقة"]


def test_own_forces_are_the_speakers() -> None:
    said = Said("قال", "قواته استعادت بلدة الرستن", source="الجيش السوري")
    claim = of_type(read("قال الجيش السوري إن قواته استعادت بلدة الرستن", said), ClaimType.CAPTURE)
    assert (actor(claim), claim.actor_rule) == ("الجيش السوري", "actor.speaker")


def test_one_event_named_twice_is_one_claim() -> None:
    assert [c.type for c in read("دارت معارك واشتباكات عنيفة في درعا")] == [ClaimType.CLASH]
    assert [c.type for c in read("غارة استهدفت مستشفى في عفرين")] == [ClaimType.STRIKE]


def test_killed_and_wounded_are_two_claims_with_their_numbers() -> None:
    claims = read("أسفر التفجير عن مقتل 8 مدنيين وإصابة 13 آخرين في عفرين")
    numbers = [c.quantity.min for c in claims if c.type is ClaimType.CASUALTIES and c.quantity is not None]
    units = [c.quantity.unit for c in claims if c.type is ClaimType.CASUALTIES and c.quantity is not None]
    assert (numbers, units) == ([8, 13], ["قتيل", "جريح"])


def test_part_of_a_toll_is_a_claim_of_its_own() -> None:
    tolls = [c for c in read("قتل 43 مدنيا في عفرين بينهم 16 طفلا") if c.type is ClaimType.CASUALTIES]
    assert [c.quantity.min for c in tolls if c.quantity is not None] == [43, 16]


def test_number_of_a_toll_may_stand_behind_its_cause() -> None:
    claim = of_type(read("ارتفع عدد القتلى جراء القصف على درعا إلى مئة مدني"), ClaimType.CASUALTIES)
    assert claim.quantity is not None
    assert claim.quantity.min == 100


def test_place_in_the_clause_beats_the_landmark() -> None:
    claim = of_type(read("شهدت جبهة دوما شمال شرق حماة معارك عنيفة"), ClaimType.CLASH)
    assert claim.toponym is not None
    assert claim.toponym.span.start < 40
    assert (claim.place_rule, claim.place_inherited) == ("place.in-clause", False)


def test_state_that_acts_is_no_place() -> None:
    claim = of_type(read("شنت تركيا غارات على عفرين"), ClaimType.STRIKE)
    assert claim.toponym is not None
    text, _ = read_claims("شنت تركيا غارات على عفرين")
    assert claim.toponym.span.of(text) == "عفرين"


def test_place_is_inherited_from_the_paragraph_and_marked() -> None:
    text = "دخلت القوات بلدة الرستن. وقتل 5 مدنيين في القصف."
    whole, claims = read_claims(text)
    claim = of_type(claims, ClaimType.CASUALTIES)
    assert claim.toponym is not None
    assert (claim.toponym.span.of(whole), claim.place_rule) == ("الرستن", "place.in-paragraph")
    assert claim.place_inherited


def test_switched_off_rule_gives_no_place() -> None:
    rules = frozenset({"place.in-paragraph", "place.previous-claim", "place.headline", "place.same-noun"})
    claims = read("دخلت القوات بلدة الرستن. وقتل 5 مدنيين في القصف.", disabled=rules)
    assert of_type(claims, ClaimType.CASUALTIES).toponym is None


def test_noun_with_article_goes_back_to_the_place_it_named() -> None:
    text = "دخلت القوات مدينة دوما قرب حماة. وقصفت الطائرات المدينة."
    whole, claims = read_claims(text)
    claim = of_type(claims, ClaimType.STRIKE)
    assert claim.toponym is not None
    assert (claim.toponym.span.of(whole), claim.place_rule) == ("دوما", "place.same-noun")


def test_time_beside_the_cue_dates_the_event_and_is_marked_as_taken_from_outside() -> None:
    said = Said("ذكر", "الطائرات قصفت بلدة الرستن", source="المرصد")
    claim = of_type(read("ذكر المرصد الجمعة أن الطائرات قصفت بلدة الرستن", said), ClaimType.STRIKE)
    assert claim.time_rule == "time.of-saying"
    assert claim.time_inherited


def test_time_in_the_clause_dates_the_event() -> None:
    claim = of_type(read("قصفت الطائرات بلدة الرستن الجمعة"), ClaimType.STRIKE)
    assert claim.time is not None
    assert claim.time.time is not None
    assert claim.time.time.edtf == "2018-03-16"


def test_evidence_begins_at_the_subject_and_ends_with_the_clause() -> None:
    text, claims = read_claims("وقصفت المدفعية بلدة الرستن، فيما أعلنت المنظمة أمرا آخر.")
    assert of_type(claims, ClaimType.STRIKE).evidence.of(text) == "وقصفت المدفعية بلدة الرستن"


def test_backing_set_into_a_clause_does_not_cut_it() -> None:
    text, claims = read_claims("سيطرت القوات السورية بدعم من روسيا على بلدة الرستن")
    assert of_type(claims, ClaimType.CAPTURE).evidence.of(text).endswith("بلدة الرستن")


def test_claim_hangs_on_the_innermost_statement() -> None:
    inner = "الطائرات قصفت بلدة الرستن"
    text = f"نقلت الوكالة عن المرصد قوله إن {inner}"
    outer = Said("نقلت", f"المرصد قوله إن {inner}", source="الوكالة")
    claim = of_type(read(text, outer, Said("قوله", inner, source="المرصد")), ClaimType.STRIKE)
    assert claim.statement == 1


def test_every_rule_of_salience_has_its_points() -> None:
    salience = LEXICON.salience
    assert set(RULES) == {*salience.points, *salience.vetoes}


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("وتواصل القصف.", False),
        ("وصلت دبابات لاستعادة بلدة الرستن.", False),
        ("ناقش المجلس وقف القصف على بلدة الرستن.", False),
        ("شنت الطائرات 7 غارات.", True),
        ("قصفت المدفعية بلدة الرستن.", True),
        ("فر السكان من بلدة الرستن خشية من قصف جديد.", False),
        ("وقال السكان إن القصف على دوما استمر ساعتين.", True),
    ],
)
def test_salience_keeps_what_states_a_fact(body: str, kept: bool) -> None:
    acts = {ClaimType.STRIKE, ClaimType.CAPTURE}
    _, claims = read_claims(body, keep_all=False)
    assert bool([claim for claim in claims if claim.type in acts]) is kept


def test_headline_in_the_imperfect_tells_of_taking() -> None:
    _, claims = read_claims("نبأ.", headline="الجيش يسيطر على مدينة دوما\n")
    assert [claim.type for claim in claims] == [ClaimType.CAPTURE]


def test_dateline_is_no_evidence_and_the_last_resort_for_a_place() -> None:
    text, claims = read_claims("درعا 14 آذار (سطور) - قصفت الطائرات السوق.")
    claim = of_type(claims, ClaimType.STRIKE)
    assert claim.evidence.of(text) == "قصفت الطائرات السوق"
    assert claim.place_rule == "place.dateline"


def test_place_in_the_name_of_an_organisation_says_not_where() -> None:
    claim = of_type(read("ذكرت شبكة عفرين أن الطائرات قصفت السوق في دوما."), ClaimType.STRIKE)
    assert claim.toponym is not None
    text, _ = read_claims("ذكرت شبكة عفرين أن الطائرات قصفت السوق في دوما.")
    assert claim.toponym.span.of(text) == "دوما"
    assert of_type(read("قصفت طائرات السوق، وفق شبكة عفرين."), ClaimType.STRIKE).toponym is None


def test_length_of_a_truce_is_its_number() -> None:
    claim = of_type(read("بدأت هدنة لمدة 30 يوما في الغوطة"), ClaimType.AGREEMENT)
    assert claim.quantity is not None
    assert (claim.quantity.min, claim.quantity.unit) == (30, "يوم")


def test_limit_of_time_dates_no_event() -> None:
    assert of_type(read("سيطرت القوات على بلدة الرستن قبل الجمعة"), ClaimType.CAPTURE).time is None


def test_move_is_about_its_goal_and_flight_about_its_start() -> None:
    text, claims = read_claims("تقدمت القوات من درعا إلى دوما")
    place = of_type(claims, ClaimType.CAPTURE).toponym
    assert place is not None
    assert place.span.of(text) == "دوما"
    text, claims = read_claims("نزح 300 مدني من درعا إلى دوما")
    place = of_type(claims, ClaimType.DISPLACEMENT).toponym
    assert place is not None
    assert place.span.of(text) == "درعا"


def test_repeated_headline_and_background_are_left_out() -> None:
    headline = "الطيران التركي يقصف مدينة عفرين\n"
    body = "قصفت طائرات تركية مدينة عفرين. وأسفر القصف عن مقتل 11 مدنيا."
    _, claims = read_claims(body, keep_all=False, headline=headline)
    strikes = [claim for claim in claims if claim.type is ClaimType.STRIKE]
    assert len(strikes) == 1
    assert of_type(claims, ClaimType.CASUALTIES).quantity is not None


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("وقصفت الطائرات البلدة. ولم يتسن التحقق من ذلك من مصدر مستقل.", "unverified_by_outlet"),
        ("وأظهر فيديو أن الطائرات قصفت البلدة.", "basis:video"),
    ],
)
def test_flags_tell_the_ground_of_a_claim(text: str, flag: str) -> None:
    assert flag in of_type(read(text), ClaimType.STRIKE).flags


def test_witnesses_flag_what_they_say() -> None:
    said = Said("قال", "الطائرات قصفت البلدة", Stance.ASSERTS, source="شهود عيان")
    claim = of_type(read("قال شهود عيان إن الطائرات قصفت البلدة", said), ClaimType.STRIKE)
    assert claim.flags == ("basis:witness",)


def test_areas_without_a_name_are_described_not_claimed() -> None:
    _, claims = read_claims("قصفت الطائرات مناطق تسيطر عليها المعارضة قرب دوما.", keep_all=False)
    assert [claim.type for claim in claims] == [ClaimType.STRIKE]


def test_a_noun_tells_no_event_again_and_another_one_does() -> None:
    first = "قصفت الطائرات مدينة دوما مساء."
    _, claims = read_claims(f"{first} وأثار القصف على دوما قلق السكان.", keep_all=False)
    assert len([claim for claim in claims if claim.type is ClaimType.STRIKE]) == 1
    _, claims = read_claims(f"{first} وأصابت غارة أخرى في دوما مدرسة.", keep_all=False)
    assert len([claim for claim in claims if claim.type is ClaimType.STRIKE]) == 2


def test_parts_of_a_toll_go_on() -> None:
    text, claims = read_claims("قتل 11 شخصا في دوما، بينهم ثلاثة موظفين وأربعة جنود.")
    assert [claim.evidence.of(text) for claim in claims][1:] == ["بينهم ثلاثة موظفين", "وأربعة جنود"]


def test_status_of_an_event_may_stand_behind_it() -> None:
    for body, status in (
        ("المعارك ستستمر في دوما.", Status.PREDICTED),
        ("الهجوم لم يقع في دوما.", Status.DENIED),
        ("المعارك مستمرة في دوما.", Status.ASSERTED),
    ):
        _, claims = read_claims(body)
        assert [claim.status for claim in claims] == [status]


def test_a_bound_is_no_denial() -> None:
    claim = of_type(read("لم يكن عدد القتلى في دوما يتجاوز 100 قتيل"), ClaimType.CASUALTIES)
    assert claim.status is Status.ASSERTED


def test_fighters_who_leave_with_their_families_withdraw() -> None:
    _, claims = read_claims("غادر 3600 مسلح وعائلاتهم دوما.")
    assert [claim.type for claim in claims] == [ClaimType.WITHDRAWAL]
