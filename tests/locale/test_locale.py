"""The two locale files say the same things, and everything they say is used."""

import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from string import Formatter

import pytest

import qawl.locale
from qawl.errors import DataFileError, UsageError
from qawl.evaluate.mistakes import Harm as Harms
from qawl.locale import LANGUAGES, Words, load_words
from qawl.model.claim import Basis, ClaimType, Harm, Status
from qawl.model.statement import Commitment, Manner, SpeakerKind, Stance

SOURCES = Path(qawl.locale.__file__).parents[1]
AR, EN = load_words("ar"), load_words("en")
ENUMS: dict[str, type[StrEnum]] = {
    "type": ClaimType,
    "status": Status,
    "own": Status,
    "harm": Harm,
    "stance": Stance,
    "manner": Manner,
    "commitment": Commitment,
    "speaker": SpeakerKind,
    "errors.harm": Harms,
}
OPEN = (
    "place.",
    "flag.",
    "inherited.",
    "report.group.",
    "rest.",
    "quantity.",
    "date.on-",
    "many.",
    "why.part.",
    "why.kind.",
    "headline.",
    "issue.",
)
"""Families whose keys are put together from what data and records bring."""

DETAILS = {f"report.{key}" for key in ("actor", "target", "place", "date", "quantity")}
"""Headings of the facts of a row, put together from ``Detail.key``."""

ERRORS = ("errors.field.", "errors.record.")
"""Headings of the page of errors, put together from the names of fields and records (see tests/evaluate/test_page)."""


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def sources() -> Iterator[str]:
    for path in SOURCES.rglob("*"):
        if path.suffix in (".py", ".html"):
            yield path.read_text("utf-8")


def test_both_languages_have_the_same_entries() -> None:
    assert AR.entries.keys() == EN.entries.keys()
    assert AR.units.keys() == EN.units.keys()
    assert len(AR.months) == len(EN.months) == 12


@pytest.mark.parametrize("key", sorted(AR.entries))
def test_an_entry_has_words_and_known_slots(key: str) -> None:
    arabic, english = AR.text(key), EN.text(key)
    assert arabic.strip() and english.strip()
    normal = [{"noun" if slot == "clause" else slot for slot in slots(text)} for text in (arabic, english)]
    assert normal[0] == normal[1]


def test_facts_say_the_same_in_both_languages() -> None:
    assert AR.facts.keys() == EN.facts.keys()
    for key, templates in AR.facts.items():
        assert [slots(t.noun) for t in templates] == [slots(t.noun) for t in EN.facts[key]], key
        assert all(slots(t.noun) == slots(t.clause) for t in EN.facts[key]), key


def test_every_type_of_claim_can_be_said_and_the_last_template_needs_nothing() -> None:
    wanted = {*ClaimType, *(f"casualties.{harm}" for harm in Harm)}
    assert AR.facts.keys() == wanted
    assert all(not slots(templates[-1].noun) for templates in AR.facts.values())


@pytest.mark.parametrize("words", [AR, EN])
def test_every_value_of_the_model_has_its_word(words: Words) -> None:
    for family, enum in ENUMS.items():
        keys = {key for key in words.entries if key.startswith(f"{family}.")}
        assert keys == {f"{family}.{value}" for value in enum}
    frames = {key.removeprefix("frame.") for key in words.entries if key.startswith("frame.")}
    assert frames >= set(Status) and frames <= {*Status, *Stance}
    assert {f"quantity.{basis}" for basis in Basis if basis is not Basis.VAGUE} <= words.entries.keys()


def test_every_entry_is_used() -> None:
    families = tuple(f"{family}." for family in (*ENUMS, "frame"))
    text = "\n".join(sources())
    named = set(re.findall(r"[\"']((?:\w[\w-]*\.)+\w[\w-]*)[\"']", text))
    begun = tuple(
        re.findall(r"[\"'](web\.[\w.-]*[.-])(?:[\"'] ~|\{)", text)
    )  # keys that templates and pages put together
    charts = {f"report.{key}" for key in named if key.startswith("chart.")}
    closed = {key for key in AR.entries if not key.startswith((*families, *OPEN, *ERRORS, *begun))}
    assert closed - named - charts - DETAILS == set()


def test_units_give_the_forms_that_counting_needs() -> None:
    assert all(len(forms) == 3 for forms in AR.units.values())
    assert all(len(forms) == 2 for forms in EN.units.values())
    assert list(AR.units) == sorted(AR.units)


def test_a_missing_entry_or_language_says_what_to_do() -> None:
    with pytest.raises(DataFileError, match="Add it to both"):
        AR.text("report.no-such-entry")
    with pytest.raises(UsageError, match="Choose one of"):
        load_words("fr")
    assert set(LANGUAGES) == {"ar", "en"}


def test_months_can_be_told_apart() -> None:
    assert len(set(AR.months)) == len(set(EN.months)) == 12
