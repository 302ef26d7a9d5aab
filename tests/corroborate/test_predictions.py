"""What came of a forecast, as later claims have it. All speakers and sentences are invented."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

import pytest

from qawl.corroborate.horizons import horizon_of
from qawl.corroborate.outcomes import Forecasting, load_forecasting
from qawl.corroborate.predictions import is_forecast, prediction_keys, settle
from qawl.corroborate.tallies import tally_of_speaker
from qawl.lexicon.load import open_data
from qawl.model.account import ClaimCard, Outcome, PartyCard, PlaceCard, Prediction, SpeakerCard
from qawl.model.claim import Claim, ClaimType, Status
from qawl.model.span import Span
from qawl.model.statement import SpeakerKind
from qawl.settings import load_settings
from qawl.text.fold import fold_text

TOWN = PlaceCard("sy.town", "البلدة", "town", "SY", 35.0, 40.0, ("sy.region", "country.SY"))
QUARTER = PlaceCard("sy.quarter", "الحي", "quarter", "SY", 35.0, 40.0, ("sy.town", "sy.region", "country.SY"))
REGION = PlaceCard("sy.region", "المنطقة", "province", "SY", 35.0, 40.0, ("country.SY",))
ARMY, RIVAL = PartyCard("sy.army", "الجيش", ("sy.government",)), PartyCard("sy.sdf", "قسد")


@pytest.fixture(scope="module")
def book() -> Forecasting:
    return load_forecasting(open_data(), settings=load_settings({}).corroborate)


def card(
    name: str,
    words: str,
    *,
    day: str | None = "2017-09-05",
    rule: str = "capture.take+status.plain",
    status: Status = Status.ASSERTED,
    who: str = "name:ر",
    place: PlaceCard | None = TOWN,
    on: str | None = None,
    by: tuple[PartyCard, ...] = (),
    quote: str = "",
) -> ClaimCard:
    """A card as a reading would give it; ``on`` is a day that its own words name."""
    kind = ClaimType(rule.partition(".")[0])
    claim = Claim(name, f"doc-{name}", kind, None, None, Span(0, len(words)), status, rule=rule)
    return ClaimCard(
        claim=claim,
        document=f"doc-{name}",
        article=f"article-{name}",
        outlet="wadi",
        words=words,
        published=day,
        first=on,
        last=on,
        is_dated_by_evidence=on is not None,
        place=place,
        is_placed_by_evidence=place is not None,
        actors=by,
        speakers=(SpeakerCard(who, who, SpeakerKind.PERSON, said_by=who),),
        quote=fold_text(quote),
        copy_of=f"doc-{name}",
    )


def forecast(
    words: str = "تسقط البلدة خلال أسبوع", *, rule: str = "capture.fall+status.future", **facts: object
) -> ClaimCard:
    status = Status.DENIED if "negation" in rule else Status.PREDICTED
    return card("0", words, rule=rule, status=status, who="name:م", **facts)  # type: ignore[arg-type]


def taken(name: str = "1", **facts: object) -> ClaimCard:
    given = {"day": "2017-09-11", "on": "2017-09-10", "by": (ARMY,)} | facts
    return card(name, "سيطر الجيش على البلدة", **given)  # type: ignore[arg-type]


# --- horizons ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("تصل القوات خلال أسبوع", ("2017-09-05", "2017-09-12")),
        ("تصل القوات خلال يومين", ("2017-09-05", "2017-09-07")),
        ("تصل القوات في غضون ثلاثة أيام", ("2017-09-05", "2017-09-08")),
        ("تصل القوات خلال ٤٨ ساعة", ("2017-09-05", "2017-09-07")),
        ("تصل القوات في الأيام القليلة المقبلة", ("2017-09-05", "2017-09-15")),
        ("تسقط المدينة قبل نهاية العام", ("2017-09-05", "2017-12-31")),
        ("تسقط المدينة قبل نهاية الشهر المقبل", ("2017-09-05", "2017-10-31")),
        ("تسقط المدينة قبل منتصف تشرين الثاني/نوفمبر", ("2017-09-05", "2017-11-15")),
        ("تسقط المدينة قبل نوفمبر 2018", ("2017-09-05", "2018-11-01")),
        ("لن يصلوا قبل الربيع", ("2017-09-05", "2018-03-01")),
        ("تبدأ العملية الأسبوع المقبل", ("2017-09-10", "2017-09-16")),
        ("يحسم أمر الميناء هذا العام", ("2017-09-05", "2017-12-31")),
        ("تبدأ العملية غدا", ("2017-09-06", "2017-09-06")),
        ("تسقط المدينة بحلول مساء اليوم", ("2017-09-05", "2017-09-05")),
    ],
)
def test_a_stated_horizon_becomes_days(book: Forecasting, words: str, days: tuple[str, str]) -> None:
    found = horizon_of(forecast(words), book.words)
    assert found is not None
    assert (found.first, found.last, found.rule) == (*days, "horizon.in-evidence")


@pytest.mark.parametrize(
    "words",
    ["تسقط المدينة قريبا", "سقطت القرية قبل أيام", "خلال الأيام الماضية", "منذ أسبوع", "بعد غد الماضي", "تسقط المدينة"],
)
def test_what_names_no_day_to_come_is_no_horizon(book: Forecasting, words: str) -> None:
    found = horizon_of(forecast(words), book.words)
    assert found is None or "غد" in words


def test_in_a_negation_before_a_month_speaks_of_the_month_to_come(book: Forecasting) -> None:
    words = "لن تهبط فيه طائرة قبل شهر"
    assert horizon_of(forecast(words), book.words) is None
    found = horizon_of(forecast(words), book.words, is_negative=True)
    assert found is not None
    assert found.last == "2017-10-05"


def test_the_claims_own_time_ahead_is_its_horizon(book: Forecasting) -> None:
    from qawl.model.entity import Link

    ahead = forecast("تدخل القافلة الأحد", on="2017-09-10", rule="aid.enter+status.future")
    dated = replace(ahead, claim=replace(ahead.claim, time=Link(None, "2017-09-10", 1.0, "time.in-clause")))
    found = horizon_of(dated, book.words)
    assert found is not None
    assert (found.first, found.last, found.rule) == ("2017-09-10", "2017-09-10", "horizon.own-time")


def test_a_horizon_elsewhere_in_the_statement_counts_where_it_is_the_only_one(book: Forecasting) -> None:
    one = forecast("تسقط البلدة", quote="تسقط البلدة، وستنتهي المعركة قبل نهاية الشهر")
    two = forecast("تسقط البلدة", quote="خلال أسبوع تسقط البلدة وقبل نهاية العام المدينة")
    found = horizon_of(one, book.words)
    assert found is not None
    assert (found.last, found.rule) == ("2017-09-30", "horizon.in-statement")
    assert horizon_of(two, book.words) is None


# --- outcomes ---------------------------------------------------------------------------------------


def test_what_comes_within_the_horizon_bears_a_forecast_out(book: Forecasting) -> None:
    found = settle(forecast(), [taken()], book)
    assert (found.outcome, found.rule, found.settled_by) == (Outcome.BORNE_OUT, "prediction.came", ("1",))
    assert (found.horizon_first, found.horizon_last) == ("2017-09-05", "2017-09-12")


def test_what_comes_after_the_horizon_contradicts_it(book: Forecasting) -> None:
    found = settle(forecast(), [taken(day="2017-10-02", on="2017-10-01")], book)
    assert (found.outcome, found.rule) == (Outcome.CONTRADICTED, "prediction.came-later")


def test_a_forecast_that_something_will_not_happen_is_contradicted_by_its_coming(book: Forecasting) -> None:
    negative = forecast("لن يصل أحد إلى البلدة قبل الربيع", rule="capture.reach+status.negation.will-not")
    found = settle(negative, [taken()], book)
    assert (found.is_negative, found.outcome) == (True, Outcome.CONTRADICTED)


def test_a_denial_contradicts_once_the_horizon_is_over(book: Forecasting) -> None:
    denial = {"status": Status.DENIED, "rule": "capture.take+status.negation.not-past", "on": None}
    early, late = taken(day="2017-09-08", **denial), taken("2", day="2017-09-12", **denial)
    assert settle(forecast(), [early], book).rule == "prediction.not-yet"
    found = settle(forecast(), [early, late], book)
    assert (found.outcome, found.rule, found.settled_by) == (Outcome.CONTRADICTED, "prediction.denied", ("2",))


def test_the_opposite_by_the_same_party_contradicts(book: Forecasting) -> None:
    will_hold = forecast("يسيطر الجيش على البلدة خلال شهر", rule="capture.take+status.future", by=(ARMY,))
    left = card(
        "1",
        "انسحب الجيش من البلدة",
        rule="withdrawal.withdraw+status.plain",
        day="2017-09-20",
        on="2017-09-19",
        by=(ARMY,),
    )
    assert settle(will_hold, [left], book).rule == "prediction.opposite"
    assert settle(will_hold, [replace(left, actors=(RIVAL,))], book).outcome is Outcome.OPEN


def test_one_who_tells_that_it_came_and_one_who_denies_it_leave_it_open(book: Forecasting) -> None:
    denied = taken(
        "2", day="2017-09-12", on=None, status=Status.DENIED, rule="capture.take+status.negation.deny", who="name:س"
    )
    found = settle(forecast(), [taken(), denied], book)
    assert (found.outcome, found.rule, found.settled_by) == (Outcome.OPEN, "prediction.disputed", ("1", "2"))


def test_a_horizon_that_passed_in_silence_stays_open_and_says_so(book: Forecasting) -> None:
    assert settle(forecast(), [], book, known_until="2017-12-01").rule == "prediction.horizon-passed"
    assert settle(forecast(), [], book, known_until="2017-09-06").rule == "prediction.waiting"
    assert settle(forecast("تسقط البلدة"), [], book, known_until="2018-12-01").rule == "prediction.nothing-said"


def test_a_partys_own_word_settles_nothing(book: Forecasting) -> None:
    own = replace(taken(who="name:م"), actors=(PartyCard("name:م", "م"),))
    found = settle(forecast(), [own], book)
    assert (found.outcome, found.rule, found.settled_by) == (Outcome.OPEN, "prediction.own-word", ("1",))


def test_an_onlookers_own_report_settles_a_forecast_only_with_its_day(book: Forecasting) -> None:
    assert settle(forecast(), [taken(who="name:م")], book).rule == "prediction.reported"
    undated = taken(who="name:م", on=None)
    assert settle(forecast(by=(ARMY,)), [undated], book).rule == "prediction.own-word"


def test_saying_it_again_settles_nothing(book: Forecasting) -> None:
    again = taken(who="name:م", status=Status.PREDICTED)
    assert settle(forecast(), [again], book).outcome is Outcome.OPEN


def test_a_vague_limit_is_not_compared(book: Forecasting) -> None:
    words = "لن تدخل القوافل البلدة قبل أيام"
    came = card("1", "دخلت قافلة", rule="aid.enter+status.plain", day="2017-09-08", on="2017-09-07")
    assert settle(forecast(words, rule="aid.enter+status.negation.will-not"), [came], book).outcome is Outcome.OPEN


def not_of_it() -> Iterator[tuple[str, ClaimCard]]:
    """Later claims that say nothing of the forecast."""
    yield "another forecast", taken(status=Status.PREDICTED, on=None)
    yield "a demand", taken(status=Status.DEMANDED, on=None)
    yield "a claim of the same day", taken(day="2017-09-05", on="2017-09-05")
    yield "an event before it", taken(on="2017-09-01")
    yield "another place", taken(place=REGION)
    yield "a quarter of the town", taken(place=QUARTER)
    yield "the greater part of it", replace(taken(), words="سيطر الجيش على معظم البلدة")
    yield "an approach", replace(taken(rule="capture.reach+status.plain"), words="تقترب القوات من البلدة")
    yield "another event", taken(rule="strike.air+status.plain")
    yield "a copy of the same article", replace(taken(), copy_of="doc-0")
    yield "no place", taken(place=None)


@pytest.mark.parametrize(("what", "later"), list(not_of_it()), ids=[what for what, _ in not_of_it()])
def test_other_claims_settle_nothing(book: Forecasting, what: str, later: ClaimCard) -> None:
    assert settle(forecast(), [later], book).outcome is Outcome.OPEN


def test_the_airport_is_that_of_the_town_of_which_all_speaks(book: Forecasting) -> None:
    airport = PlaceCard("sy.airport", "مطار البلدة", "airport", "SY", 35.0, 40.0, ("sy.town", "country.SY"))
    unplaced = replace(
        forecast("تبلغ القوات المطار خلال أسبوع", rule="capture.reach+status.predicts"), is_placed_by_evidence=False
    )
    assert settle(unplaced, [taken(place=airport)], book).outcome is Outcome.BORNE_OUT
    assert settle(unplaced, [taken(place=QUARTER)], book).outcome is Outcome.OPEN
    assert set(prediction_keys(unplaced, book)) & set(prediction_keys(taken(place=airport), book))


def test_who_takes_the_town_is_half_of_what_is_foretold(book: Forecasting) -> None:
    by_army = forecast("يسيطر الجيش على البلدة خلال أسبوع", rule="capture.take+status.future", by=(ARMY,))
    assert settle(by_army, [taken(by=(RIVAL,))], book).outcome is Outcome.OPEN
    assert settle(by_army, [taken()], book).outcome is Outcome.BORNE_OUT


def test_a_name_that_means_nobody_asks_for_no_party(book: Forecasting) -> None:
    forces = PartyCard("name:القوات", "القوات")
    words = "تسيطر القوات على البلدة خلال أسبوع"
    found = settle(forecast(words, rule="capture.take+status.future", by=(forces,)), [taken()], book)
    assert found.outcome is Outcome.BORNE_OUT


def test_fights_in_a_quarter_are_fights_in_the_town(book: Forecasting) -> None:
    words, rule = "يستأنف القتال في البلدة خلال أسبوع", "clash.fight+status.predicts"
    fought = card(
        "1", "اندلعت اشتباكات", rule="clash.fight+status.plain", day="2017-09-08", on="2017-09-07", place=QUARTER
    )
    assert settle(forecast(words, rule=rule), [fought], book).outcome is Outcome.BORNE_OUT


def test_news_without_a_day_does_not_count_where_the_like_was_told_before(book: Forecasting) -> None:
    words, rule = "ينسحب المقاتلون من البلدة خلال أسبوع", "withdrawal.withdraw+status.future"
    gone = card(
        "1", "انسحاب المقاتلين من البلدة", rule="withdrawal.withdraw+status.plain", day="2017-09-08", by=(ARMY,)
    )
    foretold = forecast(words, rule=rule, by=(ARMY,))
    assert settle(foretold, [gone], book).rule == "prediction.came-undated"
    before = replace(gone, claim=replace(gone.claim, id="2"), article="a-2", published="2017-09-01")
    assert settle(foretold, [gone, before], book, known_until="2018-01-01").rule == "prediction.horizon-passed"


def test_an_end_of_fighting_is_not_settled_by_fighting(book: Forecasting) -> None:
    fights = card("1", "معارك في البلدة", rule="clash.fight+status.plain", day="2017-09-08", on="2017-09-08")
    ends = forecast("تنتهي معركة البلدة خلال أسبوع", rule="clash.fight+status.predicts")
    assert settle(ends, [fights], book).outcome is Outcome.OPEN
    stops = forecast("يتوقف القتال في البلدة خلال أسبوع", rule="clash.fight+status.predicts")
    assert settle(stops, [fights], book).rule == "prediction.nothing-compared"


def test_a_battle_for_a_place_is_over_when_the_place_is_taken(book: Forecasting) -> None:
    over = forecast("تنتهي معركة البلدة خلال أسبوع", rule="clash.fight+status.predicts")
    assert settle(over, [taken()], book).outcome is Outcome.BORNE_OUT
    assert settle(over, [taken(on="2017-10-10", day="2017-10-11")], book).outcome is not Outcome.BORNE_OUT


def test_an_offensive_shows_that_there_is_fighting(book: Forecasting) -> None:
    begins = forecast("تبدأ معركة البلدة خلال أسبوع", rule="clash.fight+status.predicts")
    storm = card(
        "1", "شن المسلحون هجوما على البلدة", rule="attack.assault+status.plain", day="2017-09-09", on="2017-09-08"
    )
    assert settle(begins, [storm], book).outcome is Outcome.BORNE_OUT


def test_what_is_told_with_its_outcome_is_no_forecast(book: Forecasting) -> None:
    assert not is_forecast(forecast("تسقط البلدة قبل نهاية الشهر وقد حدث", rule="capture.fall+status.predicts"), book)


def test_what_lies_months_back_is_no_forecast(book: Forecasting) -> None:
    assert not is_forecast(forecast("مثلما فعلت حين قصفت القاعدة", on="2017-04-07"), book)


def test_a_forecast_that_says_never_is_not_compared(book: Forecasting) -> None:
    never = forecast("القرارات لن تهدف إلى إسقاط البلدة", rule="capture.fall+status.predicts")
    assert settle(never, [taken()], book).rule == "prediction.nothing-compared"


def test_an_aim_and_what_nobody_confirmed_tell_nothing(book: Forecasting) -> None:
    aims = card("1", "سيحقق الجيش هدفه وهو السيطرة على البلدة", day="2017-09-11", on="2017-09-10", by=(ARMY,))
    unconfirmed = card("2", "ولم تؤكد القيادة السيطرة على البلدة", day="2017-09-11", on="2017-09-10", by=(ARMY,))
    assert settle(forecast(), [aims, unconfirmed], book).outcome is Outcome.OPEN


def test_a_doubt_is_a_forecast_where_it_names_a_day(book: Forecasting) -> None:
    assert is_forecast(
        card("1", "تدخل القوات المدينة قبل نهاية الشهر", status=Status.DENIED, rule="capture.enter+status.doubts"), book
    )
    assert not is_forecast(
        card("1", "أكثر من 80 آلية", status=Status.DENIED, rule="capability.vehicles+status.doubts"), book
    )


def test_a_forecast_of_old_is_none_of_today(book: Forecasting) -> None:
    assert not is_forecast(forecast("أخطأت حين توقعت سقوط البلدة خلال أسبوع"), book)


def test_a_forecast_that_nobody_can_date_stays_open(book: Forecasting) -> None:
    assert settle(forecast(day=None), [taken()], book).rule == "prediction.undated"


def test_the_order_of_claims_changes_nothing(book: Forecasting) -> None:
    later = [taken(str(n), who=f"name:{n}", day=f"2017-09-1{n}", on="2017-09-09") for n in range(4)]
    assert len({settle(forecast(), order, book) for order in permutations(later)}) == 1


# --- keys -------------------------------------------------------------------------------------------


def test_a_forecast_and_what_settles_it_share_a_key(book: Forecasting) -> None:
    fought = card("1", "اشتباكات", rule="clash.fight+status.plain", place=QUARTER)
    words = forecast("يستأنف القتال", rule="clash.fight+status.predicts")
    assert set(prediction_keys(words, book)) & set(prediction_keys(fought, book))
    assert set(prediction_keys(forecast(), book)) & set(prediction_keys(taken(), book))


def test_no_key_is_of_a_whole_country_or_of_no_place(book: Forecasting) -> None:
    assert not [key for key in prediction_keys(taken(), book) if key.endswith("country.SY")]
    assert prediction_keys(taken(place=None), book) == ()


# --- tallies ----------------------------------------------------------------------------------------


def settled(number: int, outcome: Outcome = Outcome.BORNE_OUT, *, about: str = "") -> Prediction:
    day = f"2017-0{1 + number // 5}-{10 + number % 5 * 4}"
    return Prediction(str(number), "name:م", day, None, None, outcome, "prediction.came", about=about or f"a{number}")


def test_no_share_is_given_below_ten_settled_forecasts() -> None:
    few = [settled(n) for n in range(9)] + [settled(n, Outcome.OPEN) for n in range(20, 30)]
    tally = tally_of_speaker(few)
    assert (tally.settled, tally.open, tally.rate, tally.rule) == (9, 10, None, "tally.too-few")
    assert tally_of_speaker([*few, settled(9, Outcome.CONTRADICTED)]).rate == 0.9


def test_the_least_number_cannot_be_set_below_ten() -> None:
    assert tally_of_speaker([settled(0)], least_settled=1).rate is None


def test_a_forecast_told_again_within_days_counts_once() -> None:
    again = [replace(settled(0), claim="b"), replace(settled(0), claim="c", made="2017-01-12")]
    assert tally_of_speaker([settled(0), *again]).made == 1
    assert tally_of_speaker([settled(0), replace(settled(0), claim="b", made="2017-03-12")]).made == 2


def test_a_tally_is_of_one_speaker() -> None:
    with pytest.raises(ValueError, match="2 speakers"):
        tally_of_speaker([settled(0), replace(settled(1), speaker="name:س")])
