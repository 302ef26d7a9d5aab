"""Apparently independent origins."""

from account_cards import COUNCIL, MINISTER, OBSERVATORY, REBEL_SPEAKER, SPOKESMAN, count, tell, unnamed
from qawl.corroborate.origins import origins_of
from qawl.model.account import ClaimCard, SpeakerCard
from qawl.model.statement import SpeakerKind

WORDS = "سيطر الجيش على بلدة ودرة"
OTHER = "دخلت قوات إلى ودرة مساء"


def rules(*cards: ClaimCard) -> list[str]:
    found = origins_of(cards)
    assert found == origins_of(tuple(reversed(cards)))
    assert sorted(claim for group in found for claim in group.claims) == sorted(card.id for card in cards)
    return [group.rule for group in found]


def test_two_speakers_are_two_origins() -> None:
    assert rules(tell("capture.take", WORDS, OBSERVATORY), tell("capture.take", OTHER, COUNCIL, outlet="tal")) == [
        "origin.alone",
        "origin.alone",
    ]


def test_an_observatory_and_its_director_are_one() -> None:
    director = SpeakerCard(OBSERVATORY.key, "مديره", SpeakerKind.PERSON, institution=OBSERVATORY.key, said_by="مديره")
    one, other = tell("capture.take", WORDS, OBSERVATORY), tell("capture.take", OTHER, director, outlet="tal")
    assert rules(one, other) == ["origin.institution"]


def test_bodies_of_one_state_are_one() -> None:
    one, other = tell("capture.take", WORDS, SPOKESMAN), tell("capture.take", OTHER, MINISTER, outlet="tal")
    assert rules(one, other) == ["origin.state"]


def test_a_short_name_is_its_long_one() -> None:
    network = SpeakerCard("name:شبكه نهر", "شبكة نهر", SpeakerKind.OUTLET, said_by="شبكه نهر")
    full = SpeakerCard("name:شبكه نهر المتخيله", "شبكة نهر المتخيلة", SpeakerKind.OUTLET, said_by="شبكه نهر المتخيله")
    one, other = tell("capture.take", WORDS, network), tell("capture.take", OTHER, full, outlet="tal")
    assert rules(one, other) == ["origin.same-name"]


def test_what_a_copy_repeats_is_no_new_origin() -> None:
    original = tell("capture.take", WORDS)
    copy = tell("capture.take", WORDS, outlet="tal", copy_of=original.document)
    assert rules(original, copy) == ["origin.copy"]


def test_the_same_words_are_one_saying_whoever_is_named_for_them() -> None:
    words = "القوات دخلت الأحياء الجنوبية بعد ساعات من بدء تقدمها ليلا"
    one, other = tell("capture.enter", words, OBSERVATORY), tell("capture.enter", words, COUNCIL, outlet="tal")
    assert rules(one, other) == ["origin.same-words"]


def test_what_somebody_heard_from_a_speaker_is_the_speakers() -> None:
    nested = tell("capture.take", OTHER, COUNCIL, OBSERVATORY, outlet="tal")
    assert rules(tell("capture.take", WORDS, OBSERVATORY), nested) == ["origin.chain"]


def test_a_recap_in_the_own_voice_is_no_new_origin() -> None:
    figure = {"count": count(43)}
    said = tell("casualties.kill", "مقتل 43 شخصا", OBSERVATORY, **figure)  # type: ignore[arg-type]
    recap = tell("casualties.kill", "وكان 43 قتلوا هناك", outlet="tal", **figure)  # type: ignore[arg-type]
    assert rules(said, recap) == ["origin.recap"]


def test_an_outlet_that_repeats_two_speakers_does_not_make_one_of_them() -> None:
    cards = [
        tell("capture.take", WORDS, OBSERVATORY, document="a"),
        tell("capture.take", "البلدة بيد الجيش", document="a", at=50),
        tell("capture.take", OTHER, REBEL_SPEAKER, document="b"),
        tell("capture.take", "انتقلت ودرة إلى غيرهم", document="b", at=50),
    ]
    assert rules(*cards) == ["origin.recap", "origin.recap"]


def test_a_recap_repeats_nobody_who_denies_it() -> None:
    denial = tell("capture.take", OTHER, REBEL_SPEAKER, status="status.denies")
    assert len(origins_of([denial, tell("capture.take", WORDS, at=50)])) == 2


def test_anonymous_sources_count_once_an_outlet_and_are_marked() -> None:
    cards = [
        tell("capture.take", WORDS, unnamed(name="مصدر محلي")),
        tell("capture.take", OTHER, unnamed(name="شهود"), at=50),
        tell("capture.take", "الجيش في ودرة", unnamed("tal"), outlet="tal"),
    ]
    groups = origins_of(cards)
    assert [group.is_anonymous for group in groups] == [True, True]
    assert sorted(group.rule for group in groups) == ["origin.alone", "origin.anonymous"]


def test_several_unnamed_sources_of_an_outlet_go_by_no_ones_name() -> None:
    (group,) = origins_of([tell("capture.take", WORDS, unnamed()), tell("capture.take", OTHER, unnamed(name="طبيب"))])
    assert (group.name, group.is_anonymous) == ("", True)
    (alone,) = origins_of([tell("capture.take", WORDS, unnamed())])
    assert alone.name == unnamed().name


SAID = "لن نقبل باي حل لا يضمن عودة جميع النازحين الى بيوتهم ولن نوقع على ورقة تنتقص من حقوقهم"
CARRIED = "لن نقبل بحل لا يضمن رجوع كل النازحين الى بيوتهم ولن نوقع اي ورقة تنتقص من حقوقهم"


def test_one_quotation_carried_by_two_outlets_is_one_origin_whoever_is_named_for_it() -> None:
    one = tell("displacement.return", "عودة جميع النازحين", COUNCIL, quote=SAID, is_quoted=True)
    other = tell("displacement.return", "رجوع كل", OBSERVATORY, quote=CARRIED, is_quoted=True, outlet="tal")
    assert rules(one, other) == ["origin.quotation"]
    plain = tell("displacement.return", "رجوع كل", OBSERVATORY, quote=CARRIED, outlet="tal")
    assert rules(one, plain) == ["origin.alone", "origin.alone"]
