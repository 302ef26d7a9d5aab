"""Personal names that no list knows: where they begin, what continues them, what ends them."""

import pytest

from qawl.extract.names import may_be_name
from statement_reader import StatementReader


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قال أحمد الرمضان إن السوق مفتوح", "أحمد الرمضان"),
        ("والتقى محمد ولد الشيخ الكوري وفدا", "محمد ولد الشيخ الكوري"),
        ("زاره سعيد بن حمود آل فهيد مساء", "سعيد بن حمود آل فهيد"),
        ("رافقه أبو عمر الشامي في الرحلة", "أبو عمر الشامي"),
        ("وكتب عبد الرزاق بوخالفة رسالة", "عبد الرزاق بوخالفة"),
        ("هنأه حسام الدين كريم بالعيد", "حسام الدين كريم"),
        ("غنت سعاد نصر الله أمس", "سعاد نصر الله"),
        ("قال جان-إيف كولار إنه عائد", "جان-إيف كولار"),
    ],
)
def test_a_name_runs_from_the_given_name_to_the_family_name(said: StatementReader, text: str, name: str) -> None:
    assert said.people(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قال العميد ذياب القبلي إن الطريق مفتوح", "ذياب القبلي"),
        ("قال الجنرال مورك إن الطريق مفتوح", "مورك"),
    ],
)
def test_any_plain_word_right_after_a_rank_begins_a_name(said: StatementReader, text: str, name: str) -> None:
    assert said.people(text) == [name]


@pytest.mark.parametrize("text", ["أوقف العميد استهداف السوق", "وصل العميد في المساء", "حضر العميد رئيس اللجنة"])
def test_verbal_nouns_particles_and_titles_after_a_rank_begin_none(said: StatementReader, text: str) -> None:
    assert said.people(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وأكد الوزير، سام درابو، أن الميناء يعمل", "سام درابو"),
        ("وأكد الرئيس التشادي كولما باردي أن القمة تأجلت", "كولما باردي"),
        ("وأكد الرئيس التشادي جو باردي أن القمة تأجلت", "جو باردي"),
    ],
)
def test_an_unknown_name_is_seen_beside_a_title(said: StatementReader, text: str, name: str) -> None:
    assert said.people(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وقال زعيم الحزب أليكسي درابوف إن الشركات تربح", "أليكسي درابوف"),
        ("وقال السفير الفرنسي كولما لاليدو: انتهى الأمر", "كولما لاليدو"),
        ("وقال وزير الإدارة، عبدالرقيب فتح، إن السفن وصلت", "عبدالرقيب فتح"),
        ("وذكر وزير النقل، ألان بيتر درابو، بأن الخط عاد", "ألان بيتر درابو"),
        ("وصرح الناشط الحقوقي همدان الدرابي لصحيفة محلية", "همدان الدرابي"),
        ("وقال والدها ديرما درابو إن الوزارة تأخرت", "ديرما درابو"),
        ("وقال الشيخ صباح الخالد إن اللقاء تأجل", "صباح الخالد"),
        ("وقال السفير الأمريكي، كينيث ووردن، في الاجتماع", "كينيث ووردن"),
        ("وقالت المديرة العامة للمنظمة كورتا درابو إن الطريق مغلق", "كورتا درابو"),
    ],
)
def test_whoever_stands_between_a_title_and_his_words_is_named_there(
    said: StatementReader, text: str, name: str
) -> None:
    assert said.people(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "وعرض الضابط صورا قال إنها قديمة",
        "وقال طبيب في المستشفى لقناة محلية إن الغرف ممتلئة",
        "وقال الوزير خلال مؤتمر صحفي إن الخط عاد",
        "وقال المتحدث مساء الأحد إن القافلة وصلت",
        "وقال المسؤول المحلي طالبا عدم ذكر اسمه إن الطريق مغلق",
        "عاد النازحون إلى مناطق تسيطر عليها الحكومة",
        "نظر التطور الاقتصادي والتكنولوجي طويل الأمد إلى الوراء",
    ],
)
def test_what_else_stands_there_is_no_name(said: StatementReader, text: str) -> None:
    assert said.people(text) == []


def test_after_a_title_and_comma_a_name_must_be_closed(said: StatementReader) -> None:
    assert said.people("غادر الوزير، كولما باردي عاد وحيدا إلى بيته") == []


@pytest.mark.parametrize(
    "text",
    [
        "قال أحمد الرمضان إن السوق مفتوح",
        "أعلن أحمد الرمضان استعادة السوق",
        "أكد أحمد الرمضان وقال",
        "قال أحمد الرمضان، في السوق",
        "قال أحمد الرمضان للصحفيين",
        "نفى أحمد الرمضان وزير الري",
        "شكر أحمد الرمضان والحاضرين",
    ],
)
def test_ordinary_words_end_a_name(said: StatementReader, text: str) -> None:
    assert said.people(text) == ["أحمد الرمضان"]


def test_a_name_has_at_most_five_words(said: StatementReader) -> None:
    (name,) = said.people("أحمد محمد سالم ناصر خالد حسن")
    assert name == "أحمد محمد سالم ناصر خالد"


def test_a_patronymic_without_a_name_after_it_is_dropped(said: StatementReader) -> None:
    assert said.people("كتب محمود سالم بن") == ["محمود سالم"]


def test_a_given_name_alone_is_no_name(said: StatementReader) -> None:
    assert said.people("عاد أحمد أمس") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قال أحمد إن السوق مفتوح", "أحمد"),
        ("وقال ريدان سمرالي كبير المحللين إن الأسعار ترتفع", "ريدان سمرالي"),
        ("وأكدت امرأة تدعى هيلان سمرالي أنها عادت", "هيلان سمرالي"),
        ("كشفت المغنية #أريان_سمرالي عن ألبومها", "أريان_سمرالي"),
        ("وقالت النائبة ميلان سمرالي في تصريح إن الجلسة تأجلت", "ميلان سمرالي"),
    ],
)
def test_a_reporting_verb_a_title_or_a_word_for_called_brings_a_name(
    said: StatementReader, text: str, name: str
) -> None:
    assert said.people(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "كشفت تفاصيل جديدة، وفق الصحيفة",
        "قال مزارعون محليون إن الماء نفد",
        "وقال طفلا صغيرا إنه جائع",
        "دخلت المجال الجوي",
        "وضع الزهور أمام منزله",
        "شدد الممثل المقيم لأنشطة الأمم المتحدة",
    ],
)
def test_other_words_after_them_are_no_names(said: StatementReader, text: str) -> None:
    assert said.people(text) == []


def test_a_full_name_is_found_again_without_what_introduced_it(said: StatementReader) -> None:
    assert said.people("قالت امرأة تدعى هيلان سمرالي إنها عادت.\nزار الوفد هيلان سمرالي أمس.") == ["هيلان سمرالي"] * 2


def test_the_preposition_written_like_ali_begins_none(said: StatementReader) -> None:
    assert said.people("سار على القبلي") == []


@pytest.mark.parametrize("text", ["زار مركز سناء الحمدان", "في مدينة جميل الأحمد", "أمام مستشفى حسن الكامل"])
def test_a_given_name_after_a_body_or_place_is_that_ones_name(said: StatementReader, text: str) -> None:
    assert said.people(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال أحمد الرمضان إنه عائد. وأضاف الرمضان أنه متعب", ["أحمد الرمضان", "الرمضان"]),
        ("هذا بيت للرمضان. يملكه أحمد الرمضان", ["للرمضان", "أحمد الرمضان"]),
        ("عاد أحمد حفتور. والتقيت بحفتور", ["أحمد حفتور", "بحفتور"]),
    ],
)
def test_the_family_name_alone_is_the_same_person(said: StatementReader, text: str, expected: list[str]) -> None:
    assert sorted(said.people(text)) == sorted(expected)


def test_the_second_half_of_a_compound_is_no_family_name(said: StatementReader) -> None:
    assert said.people("قال سالم نور الدين إنه عائد. وهو يحب الدين") == ["سالم نور الدين"]


def test_a_known_body_ends_a_name_before_it(said: StatementReader) -> None:
    assert said.people("التقى أحمد الرمضان الأمم المتحدة") == ["أحمد الرمضان"]


@pytest.mark.parametrize("word", ["القبلي", "كندلو", "سعاد"])
def test_a_plain_word_may_be_a_name(said: StatementReader, word: str) -> None:
    assert may_be_name(word, words=said.data.words, cues=said.data.cues)


@pytest.mark.parametrize(
    "word",
    ["في", "وزير", "قال", "وقال", "ومحمد", "تدمير", "الانسحاب", "بالسوق", "للسوق", "منزلها", "بوزير", "لانسحاب"],
)
def test_a_word_with_something_against_it_is_no_name(said: StatementReader, word: str) -> None:
    assert not may_be_name(word, words=said.data.words, cues=said.data.cues)
