"""Cue by cue through the finder: verbs, nouns, prepositions, content before the cue, and what is no cue."""

import pytest

from qawl.model.claim import Status
from qawl.model.statement import Commitment, Stance
from statement_reader import Said, StatementReader, cues

Parts = tuple[str, str | None, tuple[str, ...]]


def parts(said: StatementReader, text: str) -> list[Parts]:
    return [(s.cue, s.source, s.content) for s in said.statements(text)]


def by_cue(said: StatementReader, text: str, cue: str) -> Said:
    (found,) = [s for s in said.statements(text) if s.cue == cue]
    return found


# Verbs


@pytest.mark.parametrize(
    ("text", "source", "content", "rule"),
    [
        ("قال الحارس إن البوابة مغلقة.", "الحارس", "البوابة مغلقة", "source.after-cue"),
        ("روسيا تهدد بوقف الإمدادات.", "روسيا", "وقف الإمدادات", "source.before-cue"),
        ("لكن مصدرا محليا نفى أن يكون السد انهار.", "مصدرا محليا", "يكون السد انهار", "source.before-cue"),
        ("المرصد، ومقره لندن، قال إن الحريق أخمد.", "المرصد", "الحريق أخمد", "source.before-cue"),
        ("زار القرية المحافظ الذي توقع أن يعود النازحون.", "المحافظ", "يعود النازحون", "source.antecedent"),
        ("وأكدت أن البوابة مغلقة.", None, "البوابة مغلقة", "source.dropped"),
        ("وهو يرى أن البوابة مغلقة.", "وهو", "البوابة مغلقة", "source.pronoun-before"),
        ("ويعتقد أن الباخرة غرقت.", None, "الباخرة غرقت", "cue.impersonal"),
        ("وقيل إن الباخرة غرقت.", None, "الباخرة غرقت", "cue.impersonal"),
        ("ويُتهم الحارس بسرقة الوثائق.", None, "الحارس بسرقة الوثائق", "cue.impersonal"),
        ("وردت الوزيرة على النواب قائلة إن الميزانية كافية.", "الوزيرة", "الميزانية كافية", "cue.announced"),
    ],
)
def test_a_verb_finds_its_speaker(
    said: StatementReader, text: str, source: str | None, content: str, rule: str
) -> None:
    found = said.statement(text)
    assert (found.source, found.content, found.found.rules[0]) == (source, (content,), rule)


@pytest.mark.parametrize(
    ("text", "source", "content", "rule"),
    [
        (
            '"لن نغادر هذه الأرض مهما حصل"، يقول الشيخ حمود الضبياني.',
            "الشيخ حمود الضبياني",
            "لن نغادر هذه الأرض مهما حصل",
            "content.quotation-before",
        ),
        (
            "وصلت القافلة إلى المخيم، كما قال مدير المستشفى.",
            "مدير المستشفى",
            "وصلت القافلة إلى المخيم",
            "content.before-as",
        ),
        (
            "وصلت القافلة إلى المخيم، كما أعلن الهلال الأحمر.",
            "الهلال الأحمر",
            "وصلت القافلة إلى المخيم",
            "content.before-as",
        ),
        ("الاتفاق الذي أعلنته الحكومة ما زال قائما.", "الحكومة", "الاتفاق", "content.antecedent"),
        ("الاتفاق الذي أعلنت عنه الحكومة ما زال قائما.", "الحكومة", "الاتفاق", "content.antecedent"),
        ("غادر الطلاب المدرسة، وهو ما نفاه المدير.", "المدير", "غادر الطلاب المدرسة", "content.clause-before"),
        ("غادر الطلاب المدرسة، الأمر الذي نفاه المدير.", "المدير", "غادر الطلاب المدرسة", "content.clause-before"),
        ("غادرت الجماعة التي تعتبرها أنقرة إرهابية.", "أنقرة", "إرهابية", "content.predicate"),
    ],
)
def test_content_may_stand_before_its_verb(
    said: StatementReader, text: str, source: str, content: str, rule: str
) -> None:
    found = said.statement(text)
    assert (found.source, found.content, found.found.rules[0]) == (source, (content,), rule)


def test_a_short_quotation_before_a_verb_is_no_content(said: StatementReader) -> None:
    assert parts(said, 'شاهدوا "فجر جديد"، يقول الناقد.') == []


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("قال الحارس إن البوابة مغلقة.", Stance.ASSERTS),
        ("نفى الحارس أن تكون البوابة مغلقة.", Stance.DENIES),
        ("توقع الحارس أن تغلق البوابة.", Stance.PREDICTS),
        ("طالب الحارس بإغلاق البوابة.", Stance.DEMANDS),
        ("هدد الحارس بإغلاق البوابة.", Stance.THREATENS),
        ("تعهد الحارس بإغلاق البوابة.", Stance.PROMISES),
        ("اتهم الحارس الشرطة بإخفاء الوثائق.", Stance.ACCUSES),
    ],
)
def test_the_stance_is_that_of_the_cue(said: StatementReader, text: str, stance: Stance) -> None:
    assert said.statement(text).found.stance is stance


@pytest.mark.parametrize(
    ("text", "commitment"),
    [
        ("زعم الحارس أن البوابة مغلقة.", Commitment.LOW),
        ("قال الحارس إن البوابة مغلقة.", Commitment.MEDIUM),
        ("أكد الحارس أن البوابة مغلقة.", Commitment.HIGH),
    ],
)
def test_commitment_is_that_of_the_cue(said: StatementReader, text: str, commitment: Commitment) -> None:
    assert said.statement(text).found.commitment is commitment


def test_a_negated_verb_may_leave_its_content_open(said: StatementReader) -> None:
    assert said.statement("لم يستبعد الحارس إغلاق البوابة.").found.content_status is Status.POSSIBLE


@pytest.mark.parametrize("text", ["لم يؤكد المصدر عدد الضحايا.", "لم يعلن الحارس إغلاق البوابة."])
def test_a_negated_assertion_says_nothing(said: StatementReader, text: str) -> None:
    assert parts(said, text) == []


# Participles, nouns and impersonal phrases


@pytest.mark.parametrize(
    ("text", "cue", "source", "content", "rule"),
    [
        ("عاد الحارس، مضيفا أن البوابة مغلقة.", "مضيفا", None, "البوابة مغلقة", "source.host"),
        ("من المتوقع أن تصل القافلة غدا.", "المتوقع", None, "تصل القافلة غدا", "cue.impersonal"),
        ("وثمة تقارير عن انهيار السد.", "تقارير", None, "انهيار السد", "cue.noun"),
        ("وسط تأكيد المدير أن البوابة مغلقة.", "تأكيد", "المدير", "البوابة مغلقة", "cue.noun"),
    ],
)
def test_nouns_and_participles_report(
    said: StatementReader, text: str, cue: str, source: str | None, content: str, rule: str
) -> None:
    found = by_cue(said, text, cue)
    assert (found.source, found.content, found.found.rules[0]) == (source, (content,), rule)


@pytest.mark.parametrize("text", ["لا دليل على أن السد انهار.", "تجدر الإشارة إلى أن السد قديم."])
def test_an_absent_report_is_none(said: StatementReader, text: str) -> None:
    assert parts(said, text) == []


def test_a_relay_has_an_inner_statement_of_whom_it_relays(said: StatementReader) -> None:
    assert parts(said, "نقلت صحيفة المساء عن مصدر ملاحي أن الباخرة غرقت.")[1] == (
        "عن",
        "مصدر ملاحي",
        ("الباخرة غرقت",),
    )


@pytest.mark.parametrize(("relayed", "noun"), [("مصدر ملاحي", "قوله"), ("وكالة محلية", "قولها")])
def test_with_a_noun_of_saying_the_noun_is_the_inner_cue(said: StatementReader, relayed: str, noun: str) -> None:
    found = said.statements(f"نقلت صحيفة المساء عن {relayed} {noun} إن الباخرة غرقت.")
    assert cues(found) == ["نقلت", noun]
    assert found[1].source == relayed


# Prepositions


@pytest.mark.parametrize(
    ("text", "cue", "source", "content", "rule"),
    [
        ("غرقت الباخرة، بحسب شرطة الموانئ.", "بحسب", "شرطة الموانئ", ("غرقت الباخرة",), "before"),
        ("غرقت الباخرة بحسب شرطة الموانئ.", "بحسب", "شرطة الموانئ", ("غرقت الباخرة",), "before"),
        ("وبحسب شرطة الموانئ، غرقت الباخرة ليلا.", "وبحسب", "شرطة الموانئ", ("غرقت الباخرة ليلا",), "after"),
        ("غرقت الباخرة وفقا للشرطة.", "وفقا", "للشرطة", ("غرقت الباخرة",), "before"),
        ("غرقت الباخرة، وفقا لمصدر في الشرطة.", "وفقا", "لمصدر في الشرطة", ("غرقت الباخرة",), "before"),
        ("غرقت الباخرة على حد قول مدير الميناء.", "قول", "مدير الميناء", ("غرقت الباخرة",), "before"),
        ("غرقت الباخرة، وفق ما ذكرت شرطة الموانئ.", "وفق", "شرطة الموانئ", ("غرقت الباخرة",), "before"),
        ("وفق ما أكد مدير الميناء، فإن الباخرة غرقت ليلا.", "وفق", "مدير الميناء", ("الباخرة غرقت ليلا",), "after"),
        (
            "قتل بحسب شرطة الموانئ ثلاثة بحارة.",
            "بحسب",
            "شرطة الموانئ",
            ("قتل", "ثلاثة بحارة"),
            "around",
        ),
    ],
)
def test_a_preposition_attributes_the_clause_around_it(
    said: StatementReader, text: str, cue: str, source: str, content: tuple[str, ...], rule: str
) -> None:
    found = said.statement(text)
    assert (found.cue, found.source, found.content) == (cue, source, content)
    assert found.found.rules[0] == f"content.{rule}-preposition"


@pytest.mark.parametrize("followed", ["الخطة المقررة", "القانون", "اتفاق سابق"])
def test_plans_and_laws_are_followed_without_speaking(said: StatementReader, followed: str) -> None:
    assert parts(said, f"سيبدأ الدوام غدا وفق {followed}.") == []


def test_the_dateline_is_no_content(said: StatementReader) -> None:
    found = said.statement("دمشق (وكالات) - غرقت الباخرة، بحسب شرطة الموانئ.")
    assert found.content == ("غرقت الباخرة",)


# Evidence


@pytest.mark.parametrize(
    "text",
    [
        "عاد الحارس إلى بيته.",
        "رأى الحارس البوابة.",
        "رفعت الشركة الأسعار.",
        "ذكر الحارس البوابة.",
        "يذكر أن البوابة قديمة.",
        "ويشار إلى أن البوابة قديمة.",
    ],
)
def test_words_with_everyday_senses_need_their_complement(said: StatementReader, text: str) -> None:
    assert parts(said, text) == []


def test_a_weak_verb_with_its_complement_reports(said: StatementReader) -> None:
    assert parts(said, "رأى الحارس أن البوابة قديمة.") == [("رأى", "الحارس", ("البوابة قديمة",))]


def test_what_an_entry_forbids_after_a_verb_makes_it_no_cue(said: StatementReader) -> None:
    assert parts(said, "أقر البرلمان قانون الموازنة.") == []


def test_letters_that_folding_makes_equal_stay_apart(said: StatementReader) -> None:
    assert parts(said, "وجاءت سيدة تدعى أن الجميع يعرفها.") == []


def test_one_word_is_at_most_one_cue(said: StatementReader) -> None:
    starts = [a.cue for a in said.attributions("قال الحارس إن المدير أكد أن السائق نفى الخبر.")]
    assert len(starts) == len(set(starts)) == 3
