"""Paradigms of each verb type, written by hand, and the examples of the lexicon against its own forms."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from qawl.lexicon import conjugate
from qawl.lexicon.conjugate import Form, forms_of

CUES = Path(conjugate.__file__).parents[1] / "data" / "lexicon" / "cues.yaml"
PREFIXES = ("", "و", "ف", "ب", "ل", "ك", "ال", "لل", "بال", "وال", "وب", "ول", "فال")


@dataclass(frozen=True, slots=True)
class Spelling:
    id: str = "cue.test"
    lemma: str = ""
    root: str | None = None
    form: str | None = None
    imperfect: str | None = None
    first_person: bool = False
    participle: str | None = None
    passive: tuple[str, ...] = ()
    masdar: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    not_forms: tuple[str, ...] = ()
    complement: tuple[str, ...] = ()


def verb(lemma: str, root: str, form: str, imperfect: str, *complement: str) -> Spelling:
    return Spelling(lemma=lemma, root=root, form=form, imperfect=imperfect, first_person=True, complement=complement)


def texts(entry: Spelling, category: str, *, pronoun: bool = False, mood: str | None = None) -> list[str]:
    return [
        f.text
        for f in forms_of(entry)
        if f.category == category and f.with_object_pronoun is pronoun and f.mood == mood
    ]


# lemma root form imperfect | 3ms 3fs 3md 3fd 3mp 3fp 1s 1p (two spellings of 3mp where hamza has them)
PERFECTS = """
أكد     أكد  II   يؤكد   | أكد أكدت أكدا أكدتا أكدوا أكدن أكدت أكدنا
أعلن    علن  IV   يعلن   | أعلن أعلنت أعلنا أعلنتا أعلنوا أعلن أعلنت أعلنا
أثبت    ثبت  IV   يثبت   | أثبت أثبتت أثبتا أثبتتا أثبتوا أثبتن أثبت أثبتنا
قال     قول  I    يقول   | قال قالت قالا قالتا قالوا قلن قلت قلنا
أفاد    فيد  IV   يفيد   | أفاد أفادت أفادا أفادتا أفادوا أفدن أفدت أفدنا
نفى     نفي  I    ينفي   | نفى نفت نفيا نفتا نفوا نفين نفيت نفينا
دعا     دعو  I    يدعو   | دعا دعت دعوا دعتا دعوا دعون دعوت دعونا
خشي     خشي  I    يخشى   | خشي خشيت خشيا خشيتا خشوا خشين خشيت خشينا
رأى     رأي  I    يرى    | رأى رأت رأيا رأتا رأوا رأين رأيت رأينا
حيا     حيي  II   يحيي   | حيا حيت حييا حيتا حيوا حيين حييت حيينا
ادعى    دعو  VIII يدعي   | ادعى ادعت ادعيا ادعتا ادعوا ادعين ادعيت ادعينا
حض      حضض  I    يحض    | حض حضت حضا حضتا حضوا حضضن حضضت حضضنا
ظن      ظنن  I    يظن    | ظن ظنت ظنا ظنتا ظنوا ظنن ظننت ظننا
أصر     صرر  IV   يصر    | أصر أصرت أصرا أصرتا أصروا أصررن أصررت أصررنا
تنبأ    نبأ  V    يتنبأ  | تنبأ تنبأت تنبآ تنبأتا تنبؤوا تنبأوا تنبأن تنبأت تنبأنا
جاء     جيء  I    يجيء   | جاء جاءت جاءا جاءتا جاؤوا جاءوا جئن جئت جئنا
حاجج    حجج  III  يحاجج  | حاجج حاججت حاججا حاججتا حاججوا حاججن حاججت حاججنا
وصف     وصف  I    يصف    | وصف وصفت وصفا وصفتا وصفوا وصفن وصفت وصفنا
اتهم    وهم  VIII يتهم   | اتهم اتهمت اتهما اتهمتا اتهموا اتهمن اتهمت اتهمنا
طمأن    طمأن Q    يطمئن  | طمأن طمأنت طمأنا طمأنتا طمأنوا طمأن طمأنت طمأنا
"""

# lemma root form imperfect | 3ms 3fs 3md 3fd 3mp 3fp 1s 1p | after لم: 3ms 3fs (where shorter) 3md 3fd 3mp
IMPERFECTS = """
أكد     أكد  II   يؤكد   | يؤكد تؤكد يؤكدان تؤكدان يؤكدون يؤكدن أؤكد نؤكد | يؤكدا تؤكدا يؤكدوا
أمر     أمر  I    يأمر   | يأمر تأمر يأمران تأمران يأمرون يأمرن آمر نأمر | يأمرا تأمرا يأمروا
أعلن    علن  IV   يعلن   | يعلن تعلن يعلنان تعلنان يعلنون يعلن أعلن نعلن | يعلنا تعلنا يعلنوا
قال     قول  I    يقول   | يقول تقول يقولان تقولان يقولون يقلن أقول نقول | يقل تقل يقولا تقولا يقولوا
أفاد    فيد  IV   يفيد   | يفيد تفيد يفيدان تفيدان يفيدون يفدن أفيد نفيد | يفد تفد يفيدا تفيدا يفيدوا
نفى     نفي  I    ينفي   | ينفي تنفي ينفيان تنفيان ينفون ينفين أنفي ننفي | ينف تنف ينفيا تنفيا ينفوا
دعا     دعو  I    يدعو   | يدعو تدعو يدعوان تدعوان يدعون يدعون أدعو ندعو | يدع تدع يدعوا تدعوا يدعوا
رأى     رأي  I    يرى    | يرى ترى يريان تريان يرون يرين أرى نرى | ير تر يريا تريا يروا
حض      حضض  I    يحض    | يحض تحض يحضان تحضان يحضون يحضضن أحض نحض | يحضا تحضا يحضوا
تنبأ نبأ V يتنبأ | يتنبأ تتنبأ يتنبآن تتنبآن يتنبؤون يتنبأون يتنبأن أتنبأ نتنبأ | يتنبآ تتنبآ يتنبؤوا يتنبأوا
هنأ     هنأ  II   يهنئ   | يهنئ تهنئ يهنئان تهنئان يهنئون يهنئن أهنئ نهنئ | يهنئا تهنئا يهنئوا
جاء     جيء  I    يجيء   | يجيء تجيء يجيئان تجيئان يجيئون يجئن أجيء نجيء | يجئ تجئ يجيئا تجيئا يجيئوا
وصف     وصف  I    يصف    | يصف تصف يصفان تصفان يصفون يصفن أصف نصف | يصفا تصفا يصفوا
اتهم    وهم  VIII يتهم   | يتهم تتهم يتهمان تتهمان يتهمون يتهمن أتهم نتهم | يتهما تتهما يتهموا
"""


def paradigms(table: str) -> list[list[list[str]]]:
    return [[cell.split() for cell in line.split("|")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("parts", "expected"), paradigms(PERFECTS))
def test_perfect_of_every_verb_type(parts: list[str], expected: list[str]) -> None:
    assert texts(verb(*parts), "perfect") == expected


@pytest.mark.parametrize(("parts", "expected", "jussive"), paradigms(IMPERFECTS))
def test_imperfect_of_every_verb_type(parts: list[str], expected: list[str], jussive: list[str]) -> None:
    entry = verb(*parts)
    assert texts(entry, "imperfect") == expected
    assert texts(entry, "imperfect", mood="future") == ["س" + text for text in expected]
    assert texts(entry, "imperfect", mood="jussive") == jussive


def test_first_person_is_left_out_unless_asked_for() -> None:
    entry = Spelling(lemma="قال", root="قول", form="I", imperfect="يقول")
    assert all(form.person == 3 for form in forms_of(entry))


def test_one_spelling_keeps_its_several_readings() -> None:
    readings = [form for form in forms_of(verb("أعلن", "علن", "IV", "يعلن")) if form.text == "أعلن"]
    assert [(form.category, form.gender, form.number, form.person) for form in readings] == [
        ("perfect", "m", "sg", 3),
        ("perfect", "f", "pl", 3),
        ("imperfect", None, "sg", 1),
    ]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ("وصف وصف I يصف", "وصفها وصفته وصفوه يصفه تصفها يصفونه يصفوه وصفناه سيصفه"),
        ("نفى نفي I ينفي", "نفاه نفته نفوه ينفيه تنفيه ينفونه"),
        ("رأى رأي I يرى", "رآه رأته رأوه يراها نراه تراهم"),
        ("دعا دعو I يدعو", "دعاه دعته دعوهم يدعوه تدعوها"),
        ("خشي خشي I يخشى", "خشيه خشيته يخشاه نخشاه"),
        ("اعتبر عبر VIII يعتبر", "اعتبره اعتبرها اعتبرتهم تعتبرها يعتبرونه تعتبرهما"),
    ],
)
def test_object_pronouns_join_the_verb(parts: str, expected: str) -> None:
    entry = verb(*parts.split(), "object:pronoun")
    found = [f.text for f in forms_of(entry) if f.with_object_pronoun]
    assert set(expected.split()) <= set(found)


def test_only_verbs_with_an_addressee_say_me_and_us() -> None:
    told = set(texts(verb("أبلغ", "بلغ", "IV", "يبلغ", "addressee"), "perfect", pronoun=True))
    said = set(texts(verb("قال", "قول", "I", "يقول", "object:pronoun"), "perfect", pronoun=True))
    assert {"أبلغنا", "أبلغني", "أبلغتهم", "أبلغوها"} <= told
    assert "قاله" in said
    assert "قالنا" not in said


def test_verbs_without_a_pronoun_complement_take_none() -> None:
    assert not [f for f in forms_of(verb("أكد", "أكد", "II", "يؤكد", "that")) if f.with_object_pronoun]


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("مشير", "مشيرا مشيراً مشيرًا مشيرة مشيرين مشيرتين مشيرين مشيرات"),
        ("نافي", "نافيا نافياً نافيًا نافية نافيين نافيتين نافين نافيات"),
    ],
)
def test_participles_are_accusative_in_all_genders(base: str, expected: str) -> None:
    assert texts(Spelling(participle=base), "participle") == expected.split()


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("تأكيد", "تأكيد التأكيد تأكيدا تأكيده تأكيدها تأكيدهم تأكيدهما"),
        ("دعوة", "دعوة الدعوة دعوته دعوتها دعوتهم دعوتهما"),
        ("اتهامات", "اتهامات الاتهامات اتهاماته اتهاماتها اتهاماتهم اتهاماتهما"),
        ("شكوى", "شكوى الشكوى شكواه شكواها شكواهم شكواهما"),
    ],
)
def test_verbal_nouns_take_article_and_pronouns(noun: str, expected: str) -> None:
    assert texts(Spelling(masdar=(noun,)), "masdar") == expected.split()


def test_a_final_hamza_shows_its_case_before_a_pronoun() -> None:
    found = texts(Spelling(masdar=("ادعاء",)), "masdar")
    assert {"ادعاءه", "ادعاؤه", "ادعائه", "ادعائهم"} <= set(found)


def test_passive_spellings_are_third_person_only() -> None:
    entry = Spelling(lemma="قال", root="قول", form="I", imperfect="يقول", first_person=True, passive=("قيل", "يقال"))
    passive = [form for form in forms_of(entry) if form.category == "passive"]
    assert {"قيل", "قيلت", "قيلوا", "يقال", "تقال", "يقالون", "يقل", "سيقال"} <= {f.text for f in passive}
    assert all(form.person == 3 for form in passive)


def test_excluded_spellings_are_not_generated() -> None:
    entry = Spelling(lemma="أجاب", root="جوب", form="IV", imperfect="يجيب", not_forms=("يجب",))
    assert "يجب" not in {form.text for form in forms_of(entry)}
    assert "يجيب" in {form.text for form in forms_of(entry)}


def test_fixed_forms_are_taken_as_they_are() -> None:
    assert forms_of(Spelling(forms=("على لسان",))) == [Form("على لسان", "cue.test", "fixed")]


def lexicon() -> list[dict[str, object]]:
    rows: list[dict[str, object]] = yaml.load(CUES.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return rows


def spelling(row: dict[str, object]) -> Spelling:
    known = {key: value for key, value in row.items() if key in Spelling.__dataclass_fields__}
    return Spelling(**{k: tuple(v) if isinstance(v, list) else v for k, v in known.items()})  # type: ignore[arg-type]


@pytest.mark.parametrize("row", lexicon(), ids=lambda row: str(row["id"]))
def test_example_shows_a_form_of_its_own_lemma(row: dict[str, object]) -> None:
    cues = re.findall(r"<cue>(.*?)</cue>", str(row["example"]))
    assert len(cues) == 1
    words = {word for form in forms_of(spelling(row)) for word in (form.text, *form.text.split())}
    assert any(cues[0].startswith(p) and cues[0][len(p) :] in words for p in PREFIXES)


def test_ids_are_sorted_and_unique() -> None:
    ids = [str(row["id"]) for row in lexicon()]
    assert ids == sorted(set(ids))


def test_examples_close_their_marks_and_hold_content() -> None:
    for row in lexicon():
        example = str(row["example"])
        for tag in ("cue", "source", "content"):
            assert example.count(f"<{tag}>") == example.count(f"</{tag}>"), row["id"]
        assert "<content>" in example, row["id"]
