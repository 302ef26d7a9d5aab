"""Status: what the words before a trigger and its statement make of it. A denial must never read as a fact."""

import pytest

from claim_reader import Said, read_claims
from qawl.model.claim import ClaimType, Status
from qawl.model.statement import Stance


def statuses(text: str, *said: Said) -> list[tuple[ClaimType, Status]]:
    _, claims = read_claims(text, said=said)
    return [(claim.type, claim.status) for claim in claims]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("لم تقصف الطائرات البلدة", ClaimType.STRIKE, Status.DENIED),
        ("لا تسيطر القوات على المدينة", ClaimType.CONTROL, Status.DENIED),
        ("لن تنسحب القوات من المدينة", ClaimType.WITHDRAWAL, Status.DENIED),
        ("ولم يسفر الهجوم عن سقوط قتلى", ClaimType.CASUALTIES, Status.DENIED),
        ("انتهت المظاهرة من دون وقوع قتلى", ClaimType.CASUALTIES, Status.DENIED),
        ("الجيش لن يكون قادرا على شن غارات على المنطقة", ClaimType.STRIKE, Status.DENIED),
        ("منعت الميليشيا دخول قافلة مساعدات إلى المدينة", ClaimType.AID, Status.DENIED),
        ("لا تزال المدينة تحت سيطرة الجيش", ClaimType.CONTROL, Status.ASSERTED),
        ("لم تنسحب القوات من البلدة بل قصفت مواقع فيها", ClaimType.STRIKE, Status.ASSERTED),
        ("ستنسحب القوات من المدينة", ClaimType.WITHDRAWAL, Status.PREDICTED),
        ("تحشد القوات تمهيدا لعملية عسكرية في المدينة", ClaimType.OPERATION, Status.PREDICTED),
        ("قد تنسحب القوات من المدينة", ClaimType.WITHDRAWAL, Status.POSSIBLE),
        ("وقد انسحبت القوات من المدينة", ClaimType.WITHDRAWAL, Status.ASSERTED),
        ("ما لم يتم إطلاق سراح المعتقلين", ClaimType.DETENTION, Status.POSSIBLE),
        ("يجب سحب القوات من المدينة", ClaimType.WITHDRAWAL, Status.DEMANDED),
        ("توقف تقدم القوات نحو دوما", ClaimType.CAPTURE, Status.DENIED),
        ("توقفت الاشتباكات بين الجيش والمسلحين في دوما", ClaimType.CLASH, Status.ASSERTED),
        ("لم تقصف الطائرات سوى ثكنة في المدينة", ClaimType.STRIKE, Status.ASSERTED),
        ("لا تسيطر القوات إلا على حيين في المدينة", ClaimType.CONTROL, Status.ASSERTED),
        ("لن تنسحب القوات من المدينة إلا وفق شروطها", ClaimType.WITHDRAWAL, Status.DENIED),
        ("لم تقصف الطائرات البلدة إلا أن المدفعية فعلت", ClaimType.STRIKE, Status.DENIED),
        ("لم يكن ما جرى حادثا بل هجوما إرهابيا على مقر الحرس", ClaimType.ATTACK, Status.ASSERTED),
        ("لم تحل الهدنة دون اندلاع اشتباكات بين الجيش والمسلحين", ClaimType.CLASH, Status.ASSERTED),
        ("ولم يتضح سبب هجوم المسلحين على قاعدة الجيش", ClaimType.ATTACK, Status.ASSERTED),
        ("ورفض القائد التعليق على هجوم المسلحين على القاعدة", ClaimType.ATTACK, Status.ASSERTED),
        ("لا قتلى في هجوم المسلحين على القاعدة", ClaimType.ATTACK, Status.ASSERTED),
        ("وأكد القائد عدم تعرض أي من ثكنات الجيش في المدينة لقصف", ClaimType.STRIKE, Status.DENIED),
        ("فشلت المساعي، وبعد أيام سيطر الجيش على المدينة", ClaimType.CAPTURE, Status.ASSERTED),
        ("تكرارا لما حدث في قصف القوات للمدينة", ClaimType.STRIKE, Status.ASSERTED),
        ("أرجع الطبيب الاختناق إلى قصف القوات للمدينة", ClaimType.STRIKE, Status.ASSERTED),
        ("لم ينف القائد قصف البلدة", ClaimType.STRIKE, Status.POSSIBLE),
        ("وكذبت القيادة ما نشرته الصحيفة عن قصف الجيش للمدينة", ClaimType.STRIKE, Status.DENIED),
        ("التقارير عن قصف الجيش للمدينة غير دقيقة", ClaimType.STRIKE, Status.DENIED),
        ("ووصف القائد الأنباء حول قصف الجيش للمدينة بالشائعات", ClaimType.STRIKE, Status.DENIED),
        ("لا توجد أدلة على قصف الجيش للمدينة", ClaimType.STRIKE, Status.DENIED),
        ("نفى القائد أن يكون قد أمر بقصف المدينة", ClaimType.STRIKE, Status.DENIED),
        ("كشف البيان زيف ادعاءات المسلحين حول قصف الجيش للمدينة", ClaimType.STRIKE, Status.DENIED),
        ("نفت الوزيرة تزويد الجيش بصواريخ بعيدة المدى", ClaimType.SUPPORT, Status.DENIED),
        ("رفعت القوات الحصار عن الغوطة", ClaimType.CONTROL, Status.DENIED),
        ("استبعدت مصادر سقوط دوما", ClaimType.CAPTURE, Status.DENIED),
        ("لم يستبعد القائد قصف البلدة", ClaimType.STRIKE, Status.POSSIBLE),
        ("وقد تمكنت القوات من استعادة البلدة", ClaimType.CAPTURE, Status.ASSERTED),
        ("لم يتجاوز عدد المقاتلين في البلدة المئة", ClaimType.CAPABILITY, Status.ASSERTED),
        ("وأمر القائد بقصف البلدة", ClaimType.STRIKE, Status.DEMANDED),
        ("أعلنت القيادة خلو الأحياء من مقاتلي التنظيم", ClaimType.CONTROL, Status.DENIED),
        ("أحبط الحرس محاولة تفجير المعبر", ClaimType.ATTACK, Status.DENIED),
        ("هناك حاجة لإجلاء مئة مدني من البلدة", ClaimType.DISPLACEMENT, Status.DEMANDED),
        ("تنفذ القوات عملية عسكرية في المدينة خلال الأيام المقبلة", ClaimType.OPERATION, Status.PREDICTED),
    ],
)
def test_words_before_the_trigger_decide(text: str, kind: ClaimType, status: Status) -> None:
    assert (kind, status) in statuses(text)


@pytest.mark.parametrize(
    ("cue", "stance", "status"),
    [
        ("نفى", Stance.DENIES, Status.DENIED),
        ("توقع", Stance.PREDICTS, Status.PREDICTED),
        ("طلب", Stance.DEMANDS, Status.DEMANDED),
        ("شكك", Stance.DOUBTS, Status.DENIED),
        ("هدد", Stance.THREATENS, Status.POSSIBLE),
        ("تعهد", Stance.PROMISES, Status.PREDICTED),
        ("أعلن", Stance.ASSERTS, Status.ASSERTED),
    ],
)
def test_the_stance_of_the_speaker_decides_otherwise(cue: str, stance: Stance, status: Status) -> None:
    text = f"{cue} القائد استهداف المستشفى في المدينة"
    said = Said(cue, "استهداف المستشفى في المدينة", stance, source="القائد")
    assert statuses(text, said) == [(ClaimType.STRIKE, status)]


def test_what_a_denial_presupposes_stays_asserted() -> None:
    content = "قصف البلدات التي تسيطر عليها المعارضة في درعا"
    said = Said("نفى", content, Stance.DENIES, source="الجيش")
    found = dict(statuses(f"نفى الجيش {content}", said))
    assert found[ClaimType.STRIKE] is Status.DENIED
    assert found[ClaimType.CONTROL] is Status.ASSERTED


def test_what_is_told_in_passing_is_no_part_of_a_denial() -> None:
    found = dict(statuses("نفى الفصيل، وهو آخر من يقاتل الجيش في المدينة، قصف البلدة"))
    assert found[ClaimType.CLASH] is Status.ASSERTED
    assert found[ClaimType.STRIKE] is Status.DENIED


def test_a_denial_ends_where_another_speech_begins() -> None:
    content = "القوات قصفت البلدة"
    said = Said("وأكد", content, source="القائد")
    assert statuses(f"نفى الجيش التهم وأكد القائد أن {content}", said) == [(ClaimType.STRIKE, Status.ASSERTED)]


def test_who_denies_a_supposed_deed_denies_it() -> None:
    content = "ضلوعها في هجوم المسلحين المزعوم على القاعدة"
    said = Said("نفت", content, Stance.DENIES, source="القيادة")
    assert (ClaimType.ATTACK, Status.DENIED) in statuses(f"نفت القيادة {content}", said)


def test_a_second_statement_that_denies_adds_a_denied_claim() -> None:
    content = "غارة استهدفت مستشفى في عفرين"
    text = f"{content}، بحسب المرصد، الأمر الذي نفاه الجيش"
    said = (Said("بحسب", content, source="المرصد"), Said("نفاه", content, Stance.DENIES, source="الجيش"))
    _, claims = read_claims(text, said=said)
    assert [(claim.status, claim.statement) for claim in claims] == [(Status.ASSERTED, 0), (Status.DENIED, 1)]


def test_a_denial_by_pronoun_denies_the_claim_before_it() -> None:
    first = "الطائرات قصفت مستشفى في عفرين"
    text = f"قال المرصد إن {first}.\nوينفي الجيش ذلك."
    said = (Said("قال", first, source="المرصد"), Said("وينفي", "ذلك", Stance.DENIES, source="الجيش"))
    text, claims = read_claims(text, said=said)
    denied = claims[-1]
    assert denied.status is Status.DENIED
    assert denied.type is ClaimType.STRIKE
    assert denied.evidence.of(text) == "وينفي الجيش ذلك"
    assert denied.statement == 1


def test_what_is_to_be_ended_is_no_claim() -> None:
    assert statuses("ناقش المجلس وقف القصف على المدينة") == []
