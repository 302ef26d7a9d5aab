"""Copies: which texts repeat another, what they share and what they changed."""

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from qawl.corroborate.copies import CopyWords, TextCard, compare_texts, load_copy_words
from qawl.corroborate.shingles import passage_keys
from qawl.lexicon.gazetteer import load_gazetteer
from qawl.lexicon.load import open_data
from qawl.model.account import Copy
from qawl.model.document import DatePrecision
from qawl.settings import load_settings

REPORT = """اشتباكات على أطراف السهلية
اندلعت اشتباكات عنيفة فجر الأربعاء على أطراف بلدة السهلية بعدما حاولت مجموعة مسلحة التسلل عبر مجرى النهر الجاف.
وقال شاهد يقيم قرب الطاحونة القديمة إن إطلاق النار استمر ثلاث ساعات وإن خمسة منازل احترقت بالكامل.
وأوضح طبيب في مشفى دمشق الميداني أن 80 قتيلا نقلوا إلى المشرحة، وأن معظم الإصابات ناجمة عن شظايا.
وأغلق الأهالي الطريق المؤدي إلى حلب بالحجارة وطالبوا بإرسال سيارات إسعاف إضافية قبل حلول الظلام.
ولم تعرف بعد هوية المهاجمين، فيما بقيت المدارس والمخابز مغلقة حتى مساء اليوم التالي."""

OTHER = """القمح يرتفع في أسواق الجنوب
ارتفعت أسعار القمح في أسواق المدن الجنوبية للأسبوع الثالث بسبب شح الأمطار وتراجع المساحات المزروعة.
وذكر تجار أن الكيس الواحد يباع بضعف ثمنه في الشتاء الماضي، وأن المطاحن الصغيرة أوقفت العمل مؤقتا.
ويخشى مزارعون أن تمتد الأزمة إلى أعلاف الماشية إذا لم تفتح الحكومة مخازنها قبل موسم البذار.
وتدرس لجنة مختصة استيراد شحنات جديدة عبر المرفأ الشمالي خلال الأسابيع المقبلة."""


@pytest.fixture(scope="module")
def words() -> CopyWords:
    data = open_data()
    return load_copy_words(data, load_gazetteer(data), load_settings({}).corroborate)


def card(document: str, text: str, *, outlet: str = "", day: int = 0, article: str = "", name: str = "") -> TextCard:
    """A text of its own outlet; ``day`` of May 2018, 0 for an unknown date."""
    published = datetime(2018, 5, day, 9, tzinfo=UTC) if day else None
    outlet = outlet or f"outlet-{document}"
    return TextCard(document, article or document, outlet, published, DatePrecision.SECOND, text, name)


def compare(one: str, other: str, words: CopyWords) -> Copy | None:
    return compare_texts(card("a", one), card("b", other), words=words)


def test_the_same_text_elsewhere_is_a_copy_in_all_its_words(words: CopyWords) -> None:
    copy = compare(REPORT, REPORT, words)
    assert copy is not None
    assert (copy.rule, copy.similarity, copy.differences, copy.is_part) == ("copy.whole", 1.0, (), False)


def test_spelling_without_hamza_and_with_vowel_marks_is_no_difference(words: CopyWords) -> None:
    plain = REPORT.replace("أ", "ا").replace("إ", "ا").replace("ة", "ه").replace("قتيلا", "قتيلًا")
    copy = compare(REPORT, plain, words)
    assert copy is not None
    assert copy.differences == ()


def test_a_changed_figure_is_shown_and_marked(words: CopyWords) -> None:
    copy = compare(REPORT, REPORT.replace("80 قتيلا", "60 قتيلا"), words)
    assert copy is not None
    (difference,) = copy.differences
    assert (difference.original_words, difference.copy_words, difference.is_figure) == ("80", "60", True)
    assert difference.original is not None
    assert difference.original.of(REPORT) == "80"


def test_a_figure_in_words_is_a_figure(words: CopyWords) -> None:
    copy = compare(REPORT, REPORT.replace("خمسة منازل", "تسعة منازل"), words)
    assert copy is not None
    assert [(d.copy_words, d.is_figure) for d in copy.differences] == [("تسعة", True)]


def test_the_same_figure_in_digits_is_no_difference(words: CopyWords) -> None:
    copy = compare(REPORT, REPORT.replace("خمسة منازل", "5 منازل"), words)
    assert copy is not None
    assert copy.differences == ()


def test_another_word_for_the_dead_is_a_difference_without_a_figure(words: CopyWords) -> None:
    copy = compare(REPORT, REPORT.replace("قتيلا", "شهيدا"), words)
    assert copy is not None
    assert [(d.original_words, d.copy_words, d.is_figure) for d in copy.differences] == [("قتيلا", "شهيدا", False)]


def test_words_left_out_have_no_span_in_the_copy(words: CopyWords) -> None:
    copy = compare(REPORT, REPORT.replace("عنيفة ", ""), words)
    assert copy is not None
    (difference,) = copy.differences
    assert (difference.original_words, difference.copy) == ("عنيفة", None)


def test_passages_are_spans_of_both_texts(words: CopyWords) -> None:
    lines = REPORT.split("\n")
    moved = "\n".join(["عنوان آخر", lines[4], lines[3], lines[2], lines[1]])
    copy = compare(REPORT, moved, words)
    assert copy is not None
    assert copy.rule == "copy.whole"
    shared = [(left.of(REPORT), right.of(moved)) for left, right in copy.passages]
    assert len(shared) == 4
    assert all(left == right for left, right in shared)


def test_the_head_of_a_text_is_a_copy_of_it(words: CopyWords) -> None:
    copy = compare(REPORT, "\n".join(REPORT.split("\n")[:3]), words)
    assert copy is not None
    assert (copy.rule, copy.is_part) == ("copy.whole", False)


def test_a_paragraph_inside_a_longer_text_is_a_part(words: CopyWords) -> None:
    lines = OTHER.split("\n")
    taken = REPORT.split("\n")[2:4]
    copy = compare(REPORT, "\n".join([*lines[:3], *taken, *lines[3:]]), words)
    assert copy is not None
    assert (copy.rule, copy.is_part) == ("copy.part", True)
    (passage,) = copy.passages
    assert passage[0].of(REPORT) == "\n".join(taken).rstrip(".")


def test_texts_on_other_matters_are_no_copies(words: CopyWords) -> None:
    assert compare(REPORT, OTHER, words) is None


def test_a_newer_version_of_an_article_is_no_copy(words: CopyWords) -> None:
    older, newer = card("a", REPORT, article="x"), card("b", REPORT + "\nوأضاف الطبيب شيئا.", article="x")
    assert compare_texts(older, newer, words=words) is None


def test_a_shared_quotation_alone_is_no_copy(words: CopyWords) -> None:
    said = (
        "وقال فؤاد الساقي: «لن نغادر قرانا مهما طال الحصار، وسنبقى هنا حتى يعود آخر غائب إلى بيته، ومن يظن أن الجوع "
        "سيكسرنا فهو لا يعرف أهل هذه الجبال ولا تاريخهم الطويل مع المحن»."
    )
    assert compare(f"{REPORT}\n{said}", f"{OTHER}\n{said}", words) is None


def test_shared_boilerplate_alone_is_no_copy(words: CopyWords) -> None:
    line = "تابعوا آخر الأخبار عبر صفحاتنا على مواقع التواصل الاجتماعي، واشتركوا في نشرتنا اليومية ليصلكم كل جديد."
    background = "وتأتي هذه التطورات في وقت تتواصل فيه الجهود الدولية للتوصل إلى وقف لإطلاق النار في مناطق النزاع."
    tail = f"{background}\n{line}"
    assert compare(f"{REPORT}\n{tail}", f"{OTHER}\n{tail}", words) is None


def test_what_very_many_texts_carry_counts_for_nothing(words: CopyWords) -> None:
    shared = "\n".join(REPORT.split("\n")[2:4])
    original, other = card("a", f"{OTHER}\n{shared}"), card("b", f"عنوان\nنص قصير آخر.\n{shared}\nخاتمة.")
    assert compare_texts(original, other, words=words) is not None
    assert compare_texts(original, other, words=words, common=frozenset(passage_keys(shared))) is None


def test_two_reports_of_one_mould_are_no_copies(words: CopyWords) -> None:
    mould = """نشرة المركز اليومية عن {place}
    سجل المركز خلال الساعات الماضية {a} خرقا للهدنة، منها {b} في محافظة {place} و{c} في محافظة {other}.
    وجاء في النشرة الصادرة يوم {day} أن القرى تعرضت لإطلاق نار متقطع ما أدى إلى إصابة {d} مدنيا بجروح طفيفة."""
    one = mould.format(place="حمص", other="حلب", a=17, b=9, c=8, d=4, day="الأحد")
    two = mould.format(place="درعا", other="إدلب", a=31, b=12, c=19, d=6, day="الخميس")
    assert compare(one, two, words) is None


def test_an_outlet_that_repeats_its_own_background_copies_nobody(words: CopyWords) -> None:
    taken = "\n".join(REPORT.split("\n")[2:4])
    original = card("a", f"{OTHER}\n{REPORT}", outlet="one")
    seasons = "\n".join(f"وفي الوادي رقم {n} حديث آخر عن موسم الزيتون لا يشبه ما قبله {n * 7}." for n in range(9))
    text = f"موسم الزيتون\n{taken}\n{seasons}"
    assert compare_texts(original, card("b", text, outlet="one"), words=words) is None
    assert compare_texts(original, card("b", text, outlet="two"), words=words) is not None


def test_a_copy_names_whom_it_credits(words: CopyWords) -> None:
    copy = compare(REPORT, f"{REPORT}\n(أ ف ب)", words)
    assert copy is not None
    assert copy.credit == "فرانس برس"


def test_a_byline_credits_where_the_text_names_nobody(words: CopyWords) -> None:
    copy = compare_texts(card("a", REPORT), replace(card("b", REPORT), byline="نادر النموذجي - أ ف ب"), words=words)
    assert copy is not None
    assert copy.credit == "فرانس برس"
    signed = replace(card("b", f"{REPORT}\n(رويترز)"), byline="أ ف ب")
    copy = compare_texts(card("a", REPORT), signed, words=words)
    assert copy is not None
    assert copy.credit == "رويترز"


def test_a_copy_credits_the_outlet_that_its_text_names(words: CopyWords) -> None:
    original = card("a", REPORT, name="وكالة المنارة البعيدة")
    other = card("b", REPORT.replace("وقال شاهد", "وقال شاهد لوكالة المنارة البعيدة"))
    copy = compare_texts(original, other, words=words)
    assert copy is not None
    assert copy.credit == "وكالة المنارة البعيدة"


def test_a_short_passage_counts_when_credited_on_the_same_days(words: CopyWords) -> None:
    taken = "وأوضح طبيب في مشفى دمشق الميداني أن 80 قتيلا نقلوا إلى المشرحة، وأن معظم الإصابات ناجمة عن شظايا."
    text = f"{OTHER}\n{taken}\nالمصدر: وكالات"
    near = compare_texts(card("a", REPORT, day=3), card("b", text, day=4), words=words)
    late = compare_texts(card("a", REPORT, day=3), card("b", text, day=28), words=words)
    bare = compare_texts(card("a", REPORT, day=3), card("b", f"{OTHER}\n{taken}", day=4), words=words)
    assert near is not None
    assert (late, bare) == (None, None)


def test_comparing_is_the_same_every_time(words: CopyWords) -> None:
    lines = REPORT.split("\n")
    random.Random(7).shuffle(lines)
    other = "\n".join([*lines, *OTHER.split("\n")])
    assert compare(REPORT, other, words) == compare(REPORT, other, words)


@pytest.mark.parametrize("text", ["", "\n", "كلمة", "...", "5", "«»"])
def test_texts_without_words_are_nobodys_copy(text: str, words: CopyWords) -> None:
    assert compare(REPORT, text, words) is None
    assert compare(text, REPORT, words) is None
    assert compare(text, text, words) is None
