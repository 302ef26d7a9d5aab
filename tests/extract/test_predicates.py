"""Predicates: every entry's own example, silencing classes, homographs, and what the loader refuses."""

from pathlib import Path

import pytest

from claim_reader import LEXICON, read_triggers
from qawl.errors import DataFileError
from qawl.lexicon.load import DATA, DataFiles
from qawl.lexicon.predicates import PredicateEntry, load_predicate_lexicon

AIMS = {"operation.attempt"}


def types_of(text: str) -> list[str]:
    return [trigger.entry.type.value for trigger in read_triggers(text)]


@pytest.mark.parametrize("entry", LEXICON.entries, ids=lambda entry: entry.id)
def test_example_of_every_entry_triggers_its_type(entry: PredicateEntry) -> None:
    example = dict(entry.example)
    assert example["claim"] in types_of(example["text"])


@pytest.mark.parametrize(
    "text",
    [
        "سجل المهاجم هدفين في مرمى الفريق خلال مباراة نهائي الكأس بعد هجوم سريع",
        "قصف المنتخب مرمى منافسه في الشوط الثاني من المباراة",
        "تقدم المرشح في الانتخابات بعد فرز نصف الأصوات",
        "احتل الفريق المركز الثالث في البطولة",
        "قررت واشنطن الانسحاب من الاتفاق النووي مع طهران",
    ],
)
def test_words_of_war_are_silent_in_other_domains(text: str) -> None:
    assert read_triggers(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("وصل الوفد فجر الثلاثاء إلى المدينة", "attack"),
        ("وفرت لهم المنظمة التدريب في المدينة", "withdrawal"),
        ("يستعد الأهالي لاستقبال العائدين إلى قراهم", "capture"),
        ("غادر 3600 مسلح وأسرهم البلدة", "detention"),
        ("ونشرت الوكالة فيديو لمقاتلي التنظيم", "capability"),
        ("توقف الإنتاج في الحقل أسبوعين", "detention"),
        ("وتقع البلدة على بعد 45 كيلومترا من حماة", "capture"),
        ("وينتج الحقل 30 ألف برميل يوميا", "strike"),
    ],
)
def test_homographs_do_not_trigger(text: str, wrong: str) -> None:
    assert wrong not in types_of(text)


def test_fighters_withdraw_and_civilians_are_displaced() -> None:
    assert types_of("غادر مقاتلو الفصيل المدينة") == ["withdrawal"]
    assert types_of("غادر آلاف المدنيين المدينة") == ["displacement"]


def test_an_attempt_at_capture_is_an_operation() -> None:
    (trigger,) = read_triggers("وتسعى القوات إلى استعادة المدينة")
    assert trigger.entry.id == "operation.attempt"


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("كسرت القوات الحصار عن المطار", ["capture"]),
        ("باتت القوات على بعد سبعة كيلومترات من دوما", ["capture"]),
        ("عبرت وحدات من الجيش النهر إلى ضفته الشرقية", ["capture"]),
        ("عبر 300 لاجئ الحدود إلى تركيا", ["displacement"]),
        ("تضم القوة المتقدمة نحو 60 آلية", ["capability"]),
        ("لا يزال المعبر بيد مقاتلي الفصيل", ["control"]),
    ],
)
def test_how_reports_tell_the_way_of_troops(text: str, types: list[str]) -> None:
    assert [kind for kind in types_of(text) if kind in types] == types


def test_letters_that_folding_makes_equal_tell_noun_and_verb_apart() -> None:
    (trigger,) = read_triggers("وتستعد الفصائل لاستعادة دوما")[-1:]
    assert (trigger.entry.id, trigger.category) == ("capture.retake", "noun")


def test_a_light_verb_lends_its_subject() -> None:
    (trigger,) = read_triggers("شنت الطائرات الحربية غارات على المعسكر")
    assert trigger.light_subject == "actor"


def test_names_are_no_triggers_of_their_own_when_vowelled_or_stretched() -> None:
    assert types_of("قُـصِفت البلدة بالمدفعية") == ["strike"]


def lexicon_with(tmp_path: Path, name: str, text: str) -> DataFiles:
    """The project's data with one file of the lexicon replaced."""
    for source in DATA.rglob("*.yaml"):
        target = tmp_path / source.relative_to(DATA)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    (tmp_path / "lexicon" / name).write_text(text, encoding="utf-8")
    return DataFiles(tmp_path, {})


def predicate(**fields: str) -> str:
    lines = ["- id: strike.test", "  type: strike", "  gloss: test", "  example: {text: قصف, claim: strike}"]
    return "\n".join([*lines, *(f"  {key}: {value}" for key, value in fields.items())]) + "\n"


@pytest.mark.parametrize(
    "text",
    [
        predicate(colour="red"),
        predicate(subject="hero"),
        predicate(tense="aorist"),
        predicate(needs="[dragons]"),
        predicate(event="ASSAULT", mode="singing"),
        predicate(event="AGREE"),
        predicate(mode="explosives"),
        predicate(phrases="[غارة جوية, غارة جوية]"),
        predicate(nouns="[قصف]") + predicate(nouns="[قصف]").replace("strike.test", "strike.zzz"),
    ],
)
def test_loader_refuses_what_it_does_not_understand(tmp_path: Path, text: str) -> None:
    with pytest.raises(DataFileError):
        load_predicate_lexicon(lexicon_with(tmp_path, "predicates.yaml", text))
