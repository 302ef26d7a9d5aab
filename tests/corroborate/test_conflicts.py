"""Contradictions between claims."""

from account_cards import (
    ARMY,
    COUNCIL,
    COUNTRY,
    MINISTER,
    NEXT_TOWN,
    OBSERVATORY,
    REBEL_SPEAKER,
    REBELS,
    SPOKESMAN,
    TOWN,
    count,
    tell,
)
from qawl.corroborate.clusters import derive_accounts
from qawl.corroborate.context import load_world
from qawl.corroborate.pairs import judge_pair
from qawl.model.account import ClaimCard, ConflictKind, PartyCard, SpeakerCard
from qawl.model.claim import Status

BLAST = "مقتل أشخاص في انفجار سوق ودرة"


def kind_of(left: ClaimCard, right: ClaimCard) -> ConflictKind | None:
    return judge_pair(left, right).kind


def toll(value: int, *by: object, **more: object) -> ClaimCard:
    return tell("casualties.kill", f"{BLAST} {value}", *by, count=count(value), **more)  # type: ignore[arg-type]


def test_two_counts_of_one_day_contradict_each_other() -> None:
    other = tell("casualties.dead", "سقوط قتلى في سوق ودرة", COUNCIL, count=count(70), outlet="tal")
    pair = judge_pair(toll(40, OBSERVATORY), other)
    assert (pair.kind, pair.rule) == (ConflictKind.FIGURE, "conflict.figure")


def test_a_later_higher_count_is_a_series() -> None:
    assert kind_of(toll(40, OBSERVATORY), toll(70, COUNCIL, outlet="tal", published="2020-05-07")) is None


def test_one_origin_does_not_contradict_itself_inside_an_article() -> None:
    assert kind_of(toll(40, OBSERVATORY), toll(70, OBSERVATORY, at=90)) is None


def test_a_copy_that_changed_the_number_is_found() -> None:
    words = "قتل {} شخصا في انفجار سيارة مفخخة وسط السوق الكبير"
    one = tell("casualties.kill", words.format(80), OBSERVATORY, count=count(80))
    other = tell("casualties.kill", words.format(60), OBSERVATORY, count=count(60), outlet="tal")
    assert judge_pair(one, other).rule == "conflict.figure-retold"


def test_two_versions_of_an_article_do_not_contradict_each_other() -> None:
    words = "قتل {} شخصا في انفجار سيارة مفخخة وسط السوق الكبير"
    one = tell("casualties.kill", words.format(80), OBSERVATORY, count=count(80), document="v1", article="a")
    other = tell("casualties.kill", words.format(60), COUNCIL, count=count(60), document="v2", article="a")
    assert kind_of(one, other) is None


def test_counts_set_side_by_side_in_an_article_contradict_each_other_wherever_they_were_placed() -> None:
    sixty = tell("capability.vehicles", "الرتل ضم 60 آلية", OBSERVATORY, count=count(60, harm=None, unit="آلية"))
    twenty_five = tell(
        "capture.enter",
        "قدرها المجلس بما بين 25 و30",
        COUNCIL,
        count=count(25, 30, harm=None, unit="آلية"),
        place=NEXT_TOWN,
        is_placed_by_evidence=False,
        at=120,
    )
    assert judge_pair(sixty, twenty_five).rule == "conflict.figure-beside"
    (account,) = derive_accounts([sixty, twenty_five])
    (conflict,) = account.conflicts
    assert {conflict.left_origin, conflict.right_origin} == {OBSERVATORY.key, COUNCIL.key}


def test_a_denial_contradicts_what_it_denies() -> None:
    strike = tell("strike.air", "شن الجيش غارات على سوق ودرة", OBSERVATORY, actors=(ARMY,), targets=(REBELS,))
    denial = tell("strike.air", "نفى شن غارات على سوق ودرة", SPOKESMAN, actors=(ARMY,), status="status.denies", at=60)
    assert kind_of(strike, denial) is ConflictKind.DENIAL


def test_what_failed_or_was_prevented_is_not_denied() -> None:
    done = tell("agreement.deal", "تنفيذ اتفاق ودرة على مراحل", OBSERVATORY)
    failed = tell(
        "agreement.deal", "فشل تنفيذ اتفاق ودرة على مراحل", COUNCIL, status="status.negation.fail", outlet="tal"
    )
    assert kind_of(done, failed) is None


def test_what_stands_behind_the_denied_thing_is_not_denied() -> None:
    attack = tell("attack.chemical", "هجوم كيميائي على سوق ودرة", OBSERVATORY)
    behind = tell(
        "attack.chemical",
        "هجوم كيميائي على سوق ودرة",
        SPOKESMAN,
        status="status.denies",
        outlet="tal",
        is_embedded=True,
    )
    assert kind_of(attack, behind) is None


def test_a_third_party_does_not_deny_what_others_did() -> None:
    inherited = PartyCard("xx.rebels", "كتائب الوادي", is_inherited=True)
    strike = tell("strike.air", "كتائب الوادي قصفت سوق ودرة", OBSERVATORY, actors=(REBELS,))
    denial = tell(
        "strike.air", "نفى الجيش هذا الأمر", SPOKESMAN, actors=(inherited,), status="status.denies-back", at=50
    )
    assert kind_of(strike, denial) is None


def gas(*by: SpeakerCard, words: str = "هجوم كيميائي على ودرة", **more: object) -> ClaimCard:
    return tell("attack.chemical", words, *by, **more)  # type: ignore[arg-type]


def test_whoever_denies_a_gas_attack_on_a_town_means_the_one_that_all_speak_of() -> None:
    denial = gas(SPOKESMAN, words="نفى استخدام أسلحة محظورة", status="status.denies", day=None, outlet="tal")
    assert kind_of(gas(OBSERVATORY), denial) is ConflictKind.DENIAL
    assert kind_of(gas(OBSERVATORY, published="2020-05-11"), denial) is ConflictKind.DENIAL


def test_the_attack_that_is_denied_is_the_gas_attack_unless_another_doer_is_named() -> None:
    denial = tell("attack.assault", "نفى شن الهجوم", SPOKESMAN, status="status.negation.deny", day=None, outlet="tal")
    assert kind_of(gas(OBSERVATORY), denial) is ConflictKind.DENIAL
    others = tell(
        "attack.assault",
        "نفى مشاركة الحلفاء",
        COUNCIL,
        actors=(ARMY,),
        status="status.negation.deny",
        day=None,
        outlet="tal",
    )
    assert kind_of(gas(OBSERVATORY), others) is None


def test_whoever_denies_does_not_contradict_what_is_only_looked_into() -> None:
    denial = tell("attack.assault", "نفى ذلك", SPOKESMAN, status="status.denies-back", day=None, outlet="tal")
    told = tell("attack.assault", "شن هجوما بغاز سام على ودرة", OBSERVATORY, is_of_gas=True, is_in_doubt=True)
    assert kind_of(told, denial) is None
    world = load_world()
    assert world.is_in_doubt("لا تزال تبحث عن دلائل على الهجوم") and world.is_in_doubt("هجوم «مفبرك» على البلدة")
    assert not world.is_in_doubt("شن هجوما على البلدة")


def test_an_attack_told_with_gas_is_a_gas_attack() -> None:
    told = tell("attack.assault", "شن هجوما بغاز سام على ودرة", OBSERVATORY, is_of_gas=True)
    denial = tell("attack.assault", "نفى ذلك", SPOKESMAN, status="status.denies-back", day=None, outlet="tal")
    assert kind_of(told, denial) is ConflictKind.DENIAL
    assert kind_of(tell("attack.assault", "شن هجوما مدرعا على ودرة", OBSERVATORY), denial) is None


def test_words_of_gas_are_known_and_tear_gas_is_none() -> None:
    world = load_world()
    assert world.is_of_gas('شن هجوما "بالغازات السامة" على البلدة')
    assert world.is_of_gas("وقصف البلدة بالأسلحة الكيماوية.")
    assert not world.is_of_gas("أطلقت قنابل الغاز المسيل للدموع قرب حقل الغاز")


def test_a_gas_attack_of_another_month_or_town_is_not_meant() -> None:
    denial = gas(SPOKESMAN, words="نفى استخدام أسلحة محظورة", status="status.denies", day=None, outlet="tal")
    assert kind_of(gas(OBSERVATORY, day=None, published="2020-07-01"), denial) is None
    assert kind_of(gas(OBSERVATORY, place=NEXT_TOWN), denial) is None


def test_who_lays_a_staged_attack_at_a_groups_door_says_what_the_denier_says() -> None:
    denial = gas(SPOKESMAN, words="نفى استخدام أسلحة محظورة", status="status.denies", day=None, outlet="tal")
    assert kind_of(gas(MINISTER, words="فبركت الكتائب الحادث", actors=(REBELS,)), denial) is None


def test_a_counter_word_may_follow_the_denial() -> None:
    denial = tell(
        "withdrawal.depart",
        "خروج الأرتال",
        COUNCIL,
        status="status.negation.deny",
        is_placed_by_evidence=False,
        day=None,
    )
    left = tell(
        "withdrawal.withdraw", "انسحبت مسافة كيلومترين", OBSERVATORY, is_placed_by_evidence=False, day=None, at=60
    )
    far = tell(
        "withdrawal.withdraw", "انسحبت مسافة كيلومترين", OBSERVATORY, is_placed_by_evidence=False, day=None, at=900
    )
    assert kind_of(denial, left) is ConflictKind.DENIAL
    assert kind_of(denial, far) is None


def test_a_building_not_reached_is_not_the_town_entered() -> None:
    entered = tell("capture.enter", "دخل الجيش أحياء في جنوب ودرة", OBSERVATORY, actors=(ARMY,))
    denial = tell(
        "capture.enter",
        "أن يكون أحد بلغ مبنى المجلس البلدي",
        COUNCIL,
        status="status.denies",
        is_placed_by_evidence=False,
        day=None,
        at=60,
    )
    assert kind_of(entered, denial) is None


def test_two_tolls_of_a_town_in_one_news_contradict_each_other_however_they_are_told() -> None:
    seventy = tell("casualties.dead", "حصيلة من قضوا", COUNCIL, count=count(70), outlet="tal", day=None)
    assert kind_of(toll(40, OBSERVATORY), seventy) is ConflictKind.FIGURE
    few = tell("casualties.dead", "حصيلة من قضوا", COUNCIL, count=count(7), outlet="tal", day=None)
    assert kind_of(toll(4, OBSERVATORY), few) is None
    over_all = tell("casualties.dead", "حصيلة من قضوا", COUNCIL, count=count(900), outlet="tal", day=None)
    assert kind_of(toll(40, OBSERVATORY), over_all) is None


def test_tolls_of_one_article_are_of_two_things_unless_they_stand_side_by_side() -> None:
    seventy = tell("casualties.dead", "حصيلة من قضوا", OBSERVATORY, count=count(70), day=None, at=900)
    assert kind_of(toll(40, COUNCIL), seventy) is None


def test_two_large_counts_that_nearly_agree_are_of_one_thing() -> None:
    def salvo(value: int, *by: SpeakerCard, **more: object) -> ClaimCard:
        number = count(value, harm=None, unit="صاروخ")
        return tell(
            "strike.launch",
            f"{'أطلقت' if by == (OBSERVATORY,) else 'سقطت'} {value}",
            *by,
            count=number,
            place=COUNTRY,
            **more,
        )  # type: ignore[arg-type]

    assert kind_of(salvo(103, OBSERVATORY), salvo(105, COUNCIL, outlet="tal")) is ConflictKind.FIGURE
    assert kind_of(salvo(103, OBSERVATORY), salvo(190, COUNCIL, outlet="tal")) is None
    assert kind_of(salvo(103, OBSERVATORY), salvo(105, COUNCIL, outlet="tal", day="2020-05-03")) is None


def test_two_holders_of_a_town_on_one_day_contradict_each_other() -> None:
    army = tell("capture.take", "سيطر الجيش على ودرة", SPOKESMAN, actors=(ARMY,))
    rebels = tell("control.hold", "كتائب الوادي تسيطر على ودرة", REBEL_SPEAKER, actors=(REBELS,), outlet="tal")
    assert kind_of(army, rebels) is ConflictKind.CONTROL


def test_an_earlier_holder_contradicts_nothing() -> None:
    army = tell("capture.take", "سيطر الجيش على ودرة", SPOKESMAN, actors=(ARMY,))
    before = tell("control.hold", "كانت كتائب الوادي تسيطر على ودرة", OBSERVATORY, actors=(REBELS,), day="2019-01-01")
    assert kind_of(army, before) is None


def test_the_opposition_and_one_of_its_groups_are_no_two_holders() -> None:
    group, umbrella = PartyCard("xx.brigade", "لواء ودرة"), PartyCard("xx.armed-opposition", "المعارضة")
    one = tell("control.hold", "لواء ودرة يسيطر على ودرة", OBSERVATORY, actors=(group,))
    other = tell("control.hold", "ودرة التي تسيطر عليها المعارضة", COUNCIL, actors=(umbrella,), outlet="tal")
    assert kind_of(one, other) is None


def test_one_deed_laid_at_two_doors_contradicts() -> None:
    words = "قصف المستشفى الوطني في ودرة بثلاثة صواريخ فجرا"
    one = tell("strike.bombard", words, REBEL_SPEAKER, actors=(ARMY,))
    other = tell("strike.bombard", f"{words} نفذته كتائب", SPOKESMAN, actors=(REBELS,), outlet="tal")
    assert kind_of(one, other) is ConflictKind.PERPETRATOR


def test_none_hurt_beside_somebody_hurt_is_another_outcome() -> None:
    none = tell("casualties.none", "لم يسفر القصف عن ضحايا", SPOKESMAN, status="status.negation.not-past")
    assert kind_of(none, toll(3, OBSERVATORY, outlet="tal")) is ConflictKind.OUTCOME


def test_forecasts_contradict_nothing() -> None:
    one = toll(40, OBSERVATORY, kind=Status.PREDICTED)
    assert kind_of(one, toll(70, COUNCIL, outlet="tal", kind=Status.PREDICTED)) is None


def test_a_conflict_has_the_spans_and_origins_of_both() -> None:
    left, right = toll(40, OBSERVATORY), toll(70, COUNCIL, outlet="tal")
    (account,) = derive_accounts([left, right])
    (conflict,) = account.conflicts
    assert {conflict.left, conflict.right} == {left.id, right.id}
    assert left.claim.quantity is not None
    assert conflict.left_span == left.claim.quantity.mention.span
    assert account.place == TOWN.id
