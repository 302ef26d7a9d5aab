"""Speakers: whose words they are, when the source is a name, a title, a noun, a pronoun, or not there."""

import pytest

from qawl.model.statement import Speaker, SpeakerKind
from qawl.pipeline import Reader
from qawl.resolve.antecedents import Agreement
from small_ledger import make_document
from statement_reader import StatementReader


def last(said: StatementReader, *paragraphs: str) -> Speaker:
    """The speaker of the last statement of an article."""
    return said.speakers(*paragraphs)[-1]


def saying(source: str, verb: str = "قال") -> str:
    return f"{verb} {source} إن السد آمن."


def test_a_title_cut_short_means_nobody_where_its_body_is_not_named(reader: Reader) -> None:
    def who(*sentences: str) -> str | None:
        return reader.read(make_document(" ".join(sentences))).statements[-1].speaker.entity

    cut = saying("مدير المرصد")
    assert who(cut) is None
    assert who("أعلن مرصد السواحل التجريبي أن السد آمن.", cut) is None
    assert who(saying("المرصد السوري لحقوق الإنسان"), cut) == "person.rami-abdulrahman"


@pytest.mark.parametrize(
    ("source", "name", "kind", "rule"),
    [
        ("أحمد الرمضان", "أحمد الرمضان", SpeakerKind.PERSON, "speaker.name"),
        ("المرصد السوري لحقوق الإنسان", "المرصد السوري لحقوق الإنسان", SpeakerKind.ORGANIZATION, "speaker.known-name"),
        ("وزير الري", "وزير الري", SpeakerKind.PERSON, "speaker.phrase"),
        ("وزير سابق", "وزير سابق", SpeakerKind.ANONYMOUS, "speaker.phrase"),
        ("مسؤول محلي", "مسؤول محلي", SpeakerKind.ANONYMOUS, "speaker.phrase"),
        ("مسؤولون محليون", "مسؤولون محليون", SpeakerKind.ANONYMOUS, "speaker.phrase"),
        ("الكاهن", "الكاهن", SpeakerKind.PERSON, "speaker.phrase"),
        ("سكان", "سكان", SpeakerKind.ANONYMOUS, "speaker.phrase"),
        ("خبراء", "خبراء", SpeakerKind.GROUP, "speaker.phrase"),
        ("تلفزيون الوادي", "تلفزيون الوادي", SpeakerKind.OUTLET, "speaker.phrase"),
        ("تقرير دولي", "تقرير دولي", SpeakerKind.DOCUMENT, "speaker.phrase"),
    ],
)
def test_a_source_gives_name_and_kind(
    said: StatementReader, source: str, name: str, kind: SpeakerKind, rule: str
) -> None:
    speaker = last(said, saying(source))
    assert (speaker.short_name, speaker.kind, speaker.rule) == (name, kind, rule)


@pytest.mark.parametrize("state", ["واشنطن", "روسيا والولايات المتحدة"])
def test_capitals_and_countries_speak_as_states(said: StatementReader, state: str) -> None:
    speaker = last(said, saying(state, "قالت"))
    assert (speaker.short_name, speaker.kind) == (state, SpeakerKind.STATE)


@pytest.mark.parametrize(
    ("source", "name", "role"),
    [
        ("العميد ناصر البدوي", "ناصر البدوي", "العميد"),
        ("المتحدث باسم الشرطة ناصر البدوي", "ناصر البدوي", "المتحدث باسم الشرطة"),
        ("ناصر البدوي، قائد شرطة المرور", "ناصر البدوي", "قائد شرطة المرور"),
    ],
)
def test_what_stands_beside_a_name_is_the_role(said: StatementReader, source: str, name: str, role: str) -> None:
    speaker = last(said, saying(source))
    assert (speaker.name, speaker.role) == (name, role)


def test_a_correspondent_speaks_for_the_outlet(said: StatementReader) -> None:
    assert last(said, saying("مراسل الصحيفة ناصر البدوي")).kind is SpeakerKind.OUTLET


def test_a_family_name_alone_leads_to_the_full_name(said: StatementReader) -> None:
    speaker = last(said, saying("أحمد الرمضان"), saying("الرمضان"))
    assert (speaker.short_name, speaker.name) == ("الرمضان", "أحمد الرمضان")


def test_a_known_person_has_an_entity(said: StatementReader) -> None:
    speaker = last(said, saying("الرئيس الروسي فلاديمير بوتين"), saying("بوتين"))
    assert (speaker.name, speaker.entity) == ("فلاديمير بوتين", "person.vladimir-putin")


@pytest.mark.parametrize(
    ("introduced", "title"),
    [
        ("المتحدث باسم الشرطة ناصر البدوي", "المتحدث باسم الشرطة"),
        ("ناصر البدوي، مدير مستشفى الوادي", "مدير مستشفى الوادي"),
        ("مدير مستشفى الوادي، العميد ناصر البدوي", "مدير المستشفى"),
    ],
)
def test_a_title_leads_back_to_its_holder(said: StatementReader, introduced: str, title: str) -> None:
    speaker = last(said, saying(introduced), saying(title))
    assert (speaker.name, speaker.rule, speaker.role) == ("ناصر البدوي", "speaker.title", title)


def test_another_title_is_somebody_else(said: StatementReader) -> None:
    assert last(said, saying("مدير مستشفى الوادي ناصر البدوي"), saying("محافظ الإقليم")).name == "محافظ الإقليم"


@pytest.mark.parametrize(
    ("introduced", "noun", "name"),
    [
        ("قالت منظمة الصحة العالمية", "وأضافت المنظمة", "منظمة الصحة العالمية"),
        ("قال مصدر أمني", "وأضاف المصدر", "مصدر أمني"),
        ("قال مصدر أمني", "وأضاف المصدر نفسه", "مصدر أمني"),
    ],
)
def test_a_definite_noun_alone_goes_back_to_the_last_one(
    said: StatementReader, introduced: str, noun: str, name: str
) -> None:
    speaker = last(said, f"{introduced} إن السد آمن.", f"{noun} أن الطريق مفتوح.")
    assert (speaker.name, speaker.rule) == (name, "speaker.same-noun")


def test_a_document_speaks_for_the_known_body_in_its_phrase(said: StatementReader) -> None:
    speaker = last(said, saying("بيان للأمم المتحدة"))
    assert (speaker.name, speaker.kind) == ("الأمم المتحدة", SpeakerKind.DOCUMENT)


def test_the_statement_speaks_for_who_issued_it(said: StatementReader) -> None:
    speaker = last(said, "قالت وزارة الصحة في بيان إن الوباء انحسر.", "وأضاف البيان أن اللقاح متوفر.")
    assert (speaker.name, speaker.kind, speaker.rule) == ("وزارة الصحة", SpeakerKind.DOCUMENT, "speaker.issuer")


TWO = ("قال ناصر البدوي إن السد آمن.", "وقالت سعاد المهدي إن المياه وفيرة.")


@pytest.mark.parametrize(("verb", "name"), [("وأضاف", "ناصر البدوي"), ("وأضافت", "سعاد المهدي")])
def test_a_verb_without_subject_takes_the_last_speaker_that_agrees(said: StatementReader, verb: str, name: str) -> None:
    speaker = last(said, *TWO, f"{verb} أن الطريق مفتوح.")
    assert (speaker.name, speaker.rule) == (name, "speaker.dropped")


def test_a_plural_verb_takes_the_last_plural_speaker(said: StatementReader) -> None:
    assert last(said, saying("خبراء"), saying("ناصر البدوي"), "وأضافوا أن الطريق مفتوح.").name == "خبراء"


def test_a_pronoun_takes_the_last_speaker_that_agrees(said: StatementReader) -> None:
    speaker = last(said, *TWO, "وهو يرى أن الطريق مفتوح.")
    assert (speaker.name, speaker.rule) == ("ناصر البدوي", "speaker.pronoun")


def test_a_feminine_verb_that_nobody_fits_takes_the_last_named_body(said: StatementReader) -> None:
    speaker = last(said, "زار وفد من الأمم المتحدة السد.", "وأكدت أن المياه وفيرة.")
    assert (speaker.name, speaker.rule) == ("الأمم المتحدة", "speaker.last-named")


def test_a_participle_has_the_speaker_of_its_verb(said: StatementReader) -> None:
    speaker = last(said, *TWO, "وأكد مدير السد أن العمل مستمر، مضيفا أن الطريق مفتوح.")
    assert (speaker.name, speaker.rule) == ("مدير السد", "speaker.host")


@pytest.mark.parametrize("text", ["من المتوقع أن تصل القافلة.", "ويعتقد أن القافلة وصلت.", "وأكدت أن القافلة وصلت."])
def test_nobody_is_an_answer(said: StatementReader, text: str) -> None:
    speaker = last(said, text)
    assert (speaker.name, speaker.kind, speaker.entity) == ("", SpeakerKind.ANONYMOUS, None)


def test_an_impersonal_phrase_takes_no_speaker_from_before(said: StatementReader) -> None:
    assert last(said, *TWO, "ومن المتوقع أن تصل القافلة.").name == ""


def test_reports_speak_for_themselves(said: StatementReader) -> None:
    speaker = last(said, "وتقارير عن انهيار السد.")
    assert (speaker.name, speaker.kind, speaker.rule) == ("تقارير", SpeakerKind.DOCUMENT, "speaker.noun")


def test_joined_prepositions_are_no_part_of_a_name(said: StatementReader) -> None:
    assert last(said, "السد آمن وفقا للشرطة.").name == "الشرطة"


def test_quotation_marks_are_no_part_of_a_name(said: StatementReader) -> None:
    assert last(said, saying("حزب «الأرز الأخضر»")).name == "حزب الأرز الأخضر"


def test_a_clause_about_the_speaker_is_no_part_of_the_name(said: StatementReader) -> None:
    assert last(said, "قال مسؤول محلي طلب عدم ذكر اسمه إن السد آمن.").name == "مسؤول محلي"


def test_there_is_one_speaker_a_statement(said: StatementReader) -> None:
    assert len(said.speakers(*TWO, "وأضاف أن الطريق مفتوح.")) == 3


@pytest.mark.parametrize(
    ("verb", "speaker", "fits"),
    [
        (Agreement("m", "sg"), Agreement("m", "sg"), True),
        (Agreement("f", "sg"), Agreement("m", "sg"), False),
        (Agreement(None, None), Agreement("f", "sg"), True),
        (Agreement("m", "pl"), Agreement("f", "pl"), True),
        (Agreement("m", "pl"), Agreement("m", "sg"), False),
        (Agreement("m", "pl"), Agreement("m", None), True),
    ],
)
def test_agreement_holds_unless_something_contradicts(verb: Agreement, speaker: Agreement, fits: bool) -> None:
    assert verb.fits(speaker) is fits
    assert speaker.fits(verb) is fits


def test_people_in_no_public_role_are_private_wherever_the_article_names_them(said: StatementReader) -> None:
    first, second = said.speakers("قال والد الطفل سالم العمر إن البيت دمر. وأضاف العمر أن أحدا لم يساعدهم.")
    assert (first.name, first.is_private) == ("سالم العمر", True)
    assert (second.name, second.is_private) == ("سالم العمر", True)
    assert not last(said, saying("وزير الري سالم العمر")).is_private


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("أصدرت قبائل الوادي، الأربعاء، بيانا أكدت فيه أن المنطقة هادئة.", "قبائل الوادي"),
        ("نشر التلفزيون صورا وشريط فيديو قال إنها لحريق كبير.", "التلفزيون"),
        ("عقد المتحدث باسم البلدية مؤتمرا صحفيا أعلن خلاله أن الجسر سليم.", "المتحدث باسم البلدية"),
        ("نشرت مجلة الفنار مقالا للكاتب سالم درابو قال فيه إن السد آمن.", "سالم درابو"),
        ("وأعلنت كتائب النور، الجناح العسكري لحركة الفنار، أن المعركة انتهت.", "كتائب النور"),
        ("الشيخ علي درابو، عضو المجلس، من جهته، دعا القبائل إلى التهدئة.", "علي درابو"),
        ("وقد دعا المجلس اليمنيين إلى الهدوء.", "المجلس"),
        ("قالت عائلة الصحفية، مارتا درابو، إن التحقيق متوقف.", "عائلة الصحفية"),
        ("قالت دولة الكويت العضو غير الدائم في المجلس إن الجلسة تأجلت.", "الكويت"),
        ("وأعلن المركز الأوروبي للدستور وحقوق الإنسان أن الشكوى قدمت.", "المركز الأوروبي للدستور وحقوق الإنسان"),
        ("وقال الرئيس كرمان الجوهري ونظيره سالم درابو إن السد آمن.", "كرمان الجوهري وسالم درابو"),
    ],
)
def test_who_speaks_is_not_what_stands_nearest(said: StatementReader, sentence: str, name: str) -> None:
    assert last(said, sentence).short_name == name


def test_who_speaks_beside_a_statement_comes_before_who_speaks_inside_it(said: StatementReader) -> None:
    speaker = last(said, "قالت الوزيرة سلوى درابو إن البلاد ترحب بالاتفاق.", "وذكرت أن السد آمن.")
    assert speaker.short_name == "سلوى درابو"


def test_a_participle_belongs_to_the_verb_of_its_gender(said: StatementReader) -> None:
    speaker = last(said, "وذكر الوزير سالم درابو بأن البلدية لاحظت الخلل، مضيفا أن السد آمن.")
    assert speaker.short_name == "سالم درابو"


def test_what_is_believed_of_a_thing_is_nobodys(said: StatementReader) -> None:
    assert last(said, "قالت الوزارة إن صواريخ يعتقد أنها قديمة سقطت.").short_name == ""


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        (
            ("اجتمع أمس الوزير سالم درابو والوزير كرمان الجوهري.", "وأكد الوزيران أن السد آمن."),
            "سالم درابو وكرمان الجوهري",
        ),
        (("قال المرصد السوري إن السد آمن.", "وأضاف المصدر نفسه أن الماء يكفي."), "المرصد السوري"),
        (("كشف تقرير حقوقي أن السد آمن.", "وأفاد التقرير الصادر عن مركز الفنار أن الماء يكفي."), "مركز الفنار"),
    ],
)
def test_pairs_sources_and_documents_go_back_to_whom_they_mean(
    said: StatementReader, paragraphs: tuple[str, ...], name: str
) -> None:
    assert last(said, *paragraphs).short_name == name


def test_a_document_is_its_issuers_from_the_beginning(said: StatementReader) -> None:
    first, *_ = said.speakers("كشف تقرير حقوقي أن السد آمن.", "وأفاد التقرير الصادر عن مركز الفنار أن الماء يكفي.")
    assert (first.short_name, first.rule) == ("مركز الفنار", "speaker.named-later")


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("المتحدث باسم البلدية", SpeakerKind.ANONYMOUS),
        ("مندوب فرنسا", SpeakerKind.ANONYMOUS),
        ("المحتجون", SpeakerKind.GROUP),
        ("وكالة استخبارات غربية", SpeakerKind.ORGANIZATION),
        ("معظم التقارير", SpeakerKind.DOCUMENT),
    ],
)
def test_unnamed_representatives_crowds_and_counted_documents(
    said: StatementReader, source: str, kind: SpeakerKind
) -> None:
    assert last(said, saying(source)).kind is kind
