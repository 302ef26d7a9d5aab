"""Credits: whom a text names as the one it was taken from, and what only looks like that."""

from typing import Any

import pytest

from qawl.corroborate.credits import Credits, find_byline_credit, find_credit, load_credits
from qawl.errors import DataFileError
from qawl.lexicon.load import DATA, DataFiles, open_data

BODY = (
    "عبرت القافلة الجسر صباحا وفق شهود.\nوعاد السائقون إلى القرية مساء اليوم نفسه.\nولم ترد أنباء عن إصابات في المكان."
    "\nوبقيت الحواجز على حالها حتى المساء."
)
ROWS: list[dict[str, Any]] = open_data().read("corroborate/credits.yaml")


@pytest.fixture(scope="module")
def credits() -> Credits:
    return load_credits(open_data())


def at_both_ends(line: str) -> list[str]:
    return [f"عنوان الخبر\n{line}\n{BODY}", f"عنوان الخبر\n{BODY}\n{line}"]


@pytest.mark.parametrize("row", [row for row in ROWS if row["kind"] != "refused"], ids=lambda row: row["id"])
def test_every_example_is_a_credit_at_either_end(row: dict[str, Any], credits: Credits) -> None:
    for text in at_both_ends(row["example"]):
        credit = find_credit(text, credits)
        assert credit is not None and credit.span is not None
        assert credit.span.of(text) in row["example"]
        assert credit.name == row.get("name", credit.name)


@pytest.mark.parametrize("row", [row for row in ROWS if row["kind"] == "refused"], ids=lambda row: row["id"])
def test_an_agency_that_a_sentence_names_is_no_credit(row: dict[str, Any], credits: Credits) -> None:
    assert [find_credit(text, credits) for text in at_both_ends(row["example"])] == [None, None]


@pytest.mark.parametrize("row", [row for row in ROWS if "spares" in row], ids=lambda row: row["id"])
def test_what_an_entry_spares_is_no_credit(row: dict[str, Any], credits: Credits) -> None:
    assert [find_credit(text, credits) for text in at_both_ends(row["spares"])] == [None, None]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("الجسر القديم (رويترز) - عبرت القافلة النهر فجر اليوم وعادت منه مساء بعد أن أفرغت حمولتها", "رويترز"),
        ("بيروت – «الميزان»، وكالات", "وكالات"),
        ("أ.ف.ب", "فرانس برس"),
        ("المنارة (سوريا) 3 أيار/مايو (سطور) - عبرت القافلة", "سطور"),
        ("دمشق - رويترز: قال السكان إن القافلة عبرت", "رويترز"),
    ],
)
def test_a_dateline_credits(line: str, name: str, credits: Credits) -> None:
    credit = find_credit(f"عنوان الخبر\n{line}\n{BODY}", credits)
    assert credit is not None
    assert credit.name == name


def test_a_credit_in_brackets_may_end_the_last_sentence(credits: Credits) -> None:
    last = "وقال سائق شاحنة عبر من هناك إن الطريق بقي مفتوحا طوال النهار أمام من يحملون تصاريح المرور"
    text = f"عنوان الخبر\n{BODY}\n{last} (رويترز)"
    credit = find_credit(text, credits)
    assert credit is not None
    assert (credit.name, credit.rule, credit.span.of(text)) == ("رويترز", "credit.bracket", "رويترز")


def test_a_translation_says_so(credits: Credits) -> None:
    credit = find_credit(f"{BODY}\nترجمة: نضال المرجي عن صحيفة المنارة", credits)
    assert credit is not None
    assert (credit.name, credit.is_translated) == ("صحيفة المنارة", True)


def test_an_agency_knows_its_outlets(credits: Credits) -> None:
    credit = find_credit(f"عنوان\n{BODY}\n(أ ف ب)", credits)
    assert credit is not None
    assert credit.outlets == ("afp",)


def test_the_head_speaks_before_the_end(credits: Credits) -> None:
    credit = find_credit(f"عنوان\nالجسر (رويترز) -\n{BODY}\nوكالات", credits)
    assert credit is not None
    assert credit.name == "رويترز"


def test_a_text_that_credits_nobody_has_no_credit(credits: Credits) -> None:
    assert find_credit(f"عنوان\n{BODY}", credits) is None
    assert find_credit("", credits) is None


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"id": "x.a", "kind": "rumour", "forms": ["س"], "example": "س"}, "unknown kind"),
        ({"id": "x.a", "kind": "agency", "forms": ["رويترز"], "example": "س", "title": "س"}, "unknown key"),
    ],
)
def test_a_wrong_entry_stops_the_load(row: dict[str, Any], problem: str) -> None:
    class Wrong(DataFiles):
        def read(self, name: str) -> Any:
            return [row]

    with pytest.raises(DataFileError, match=problem):
        load_credits(Wrong(DATA, {}))


def test_one_form_for_two_agencies_stops_the_load() -> None:
    class Twice(DataFiles):
        def read(self, name: str) -> Any:
            entry = {"kind": "agency", "forms": ["المنارة"], "example": "المنارة"}
            return [{"id": "x.a", "name": "س", **entry}, {"id": "x.b", "name": "ص", **entry}]

    with pytest.raises(DataFileError, match="repeats the form"):
        load_credits(Twice(DATA, {}))


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("أ ف ب", "فرانس برس"),
        ("أ.ف.ب", "فرانس برس"),
        ("وكالات", "وكالات"),
        ("نادر النموذجي - رويترز", "رويترز"),
        ("نادر النموذجي (رويترز)", "رويترز"),
        ("المنارة / وكالات", "وكالات"),
        ("المصدر: رويترز", "رويترز"),
    ],
)
def test_a_byline_credits_an_agency(byline: str, name: str, credits: Credits) -> None:
    credit = find_byline_credit(byline, credits)
    assert credit is not None
    assert (credit.name, credit.rule, credit.span) == (name, "credit.byline", None)


@pytest.mark.parametrize(
    "byline", ["", "نادر النموذجي", "ترجمة: نضال المرجي", "مراسل في رويترز سابقا", "كتب: فلان الفلاني"]
)
def test_people_in_a_byline_are_no_credit(byline: str, credits: Credits) -> None:
    assert find_byline_credit(byline, credits) is None
