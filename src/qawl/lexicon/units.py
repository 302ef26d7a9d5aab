"""Units: what is counted, in every shape the counted noun takes after a number, and words of harm to people.

Arabic puts the noun in the plural after 3 to 10, in the accusative singular after 11 to 99, in the genitive
singular after hundreds, and says two with the noun alone. All these shapes are made here from the singular
and the plurals that ``units.yaml`` gives.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from qawl.errors import DataFileError
from qawl.lexicon.load import DataFiles
from qawl.model.claim import Harm
from qawl.text.fold import fold_text
from qawl.text.tokens import ARTICLE

_PRONOUNS = ("ه", "ها", "هم", "هما", "نا", "هن")
_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب")
_OBLIQUE_PLURAL = "ين"
_NOMINATIVE_PLURAL = "ون"
_WORD_KINDS = (
    "harm", "after_harm", "active", "both", "blocker", "collective", "elided", "part", "passed", "duration", "stop",
)  # fmt: skip


class GrammaticalNumber(IntEnum):
    """Singular, dual or plural shape of a noun."""

    SINGULAR = 1
    DUAL = 2
    PLURAL = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """A counted noun: its citation form, and whether it names people, their harm, or a length of time."""

    id: str
    name: str
    is_people: bool
    harm: Harm | None
    is_time: bool
    compounds: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class UnitForm:
    """One spelling of a unit."""

    unit: Unit
    number: GrammaticalNumber
    is_definite: bool = False


@dataclass(frozen=True, slots=True)
class UnitTables:
    """Units by spelling, duals that count by themselves, and the word classes of ``units.yaml``.

    ``phrases`` holds units of two words by their first; ``both`` the ways to say killed and wounded together.
    ``singular_triggers`` are singular nouns of people: behind a harm word one of them is one person.
    """

    forms: Mapping[str, UnitForm]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], UnitForm], ...]]
    duals: Mapping[str, UnitForm]
    singular_triggers: Mapping[str, UnitForm]
    harms: Mapping[str, Harm]
    harm_phrases: Mapping[str, tuple[tuple[tuple[str, ...], Harm], ...]]
    after_harms: Mapping[str, Harm]
    active: frozenset[str]
    both: Mapping[str, tuple[tuple[str, ...], ...]]
    blockers: frozenset[str]
    collectives: frozenset[str]
    elided: frozenset[str]
    parts: frozenset[str]
    passed: frozenset[str]
    durations: frozenset[str]
    stops: frozenset[str]
    names_of_harm: frozenset[str]
    person: Unit
    member: Unit


def load_units(files: DataFiles) -> UnitTables:
    """Read ``units.yaml``.

    Raises:
        DataFileError: an unknown key or kind, or a noun that two units claim.
    """
    rows = files.read_rows(
        "lexicon/units.yaml",
        required=("id", "kind"),
        optional=(
            "unit", "plural", "also", "dual", "people", "harm", "time", "compounds", "nisba", "forms", "example",
        ),
    )  # fmt: skip
    unit_rows = [row for row in rows if row["kind"] == "unit"]
    others: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["kind"] not in ("unit", *_WORD_KINDS):
            raise DataFileError(f"units.yaml: {row['id']!r} has the unknown kind {row['kind']!r}.")
        others.setdefault(row["kind"], []).append(row)
    nouns = _Nouns()
    units = {row["id"]: nouns.add(row) for row in unit_rows}
    sets = {kind: _forms(others.get(kind, [])) for kind in _WORD_KINDS}
    return UnitTables(
        forms=nouns.forms,
        phrases={key: tuple(found) for key, found in nouns.phrases.items()},
        duals=_dual_triggers(nouns.forms),
        singular_triggers=_singular_triggers(nouns.forms),
        harms=_harms(others["harm"]),
        harm_phrases=_harm_phrases(others["harm"]),
        after_harms=_harms(others["after_harm"]),
        active=sets["active"],
        both=_by_first(sets["both"]),
        blockers=_with_clitics(sets["blocker"]),
        collectives=sets["collective"] | frozenset(ARTICLE + form for form in sets["collective"]),
        elided=sets["elided"],
        parts=frozenset(c + form for form in sets["part"] for c in ("", "و")),
        passed=sets["passed"],
        durations=_with_clitics(sets["duration"]),
        stops=sets["stop"] | frozenset("و" + form for form in sets["stop"]),
        names_of_harm=frozenset(unit.name for unit in units.values() if unit.harm is not None),
        person=units["unit.person"],
        member=units["unit.member"],
    )


class _Nouns:
    """Collects spellings of units; the first unit to claim a plain form keeps it, a second is an error."""

    def __init__(self) -> None:
        self.forms: dict[str, UnitForm] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], UnitForm]]] = {}
        self._owners: dict[str, str] = {}

    def add(self, row: Mapping[str, Any]) -> Unit:
        unit = Unit(
            id=row["id"],
            name=row["unit"],
            is_people=bool(row.get("people", False)),
            harm=Harm(row["harm"]) if "harm" in row else None,
            is_time=bool(row.get("time", False)),
            compounds={fold_text(w): name for name, ws in row.get("compounds", {}).items() for w in ws},
        )
        for form, number in _spellings(row):
            self._claim(form, unit, number)
        for form, number in _spellings(row):
            self._derive(form, unit, number)
        return unit

    def _claim(self, form: str, unit: Unit, number: GrammaticalNumber) -> None:
        owner = self._owners.setdefault(form, unit.id)
        if owner != unit.id:
            raise DataFileError(f"units.yaml: {unit.id!r} repeats the form {form!r} of {owner!r}. Keep one.")
        shape = UnitForm(unit, number)
        if " " in form:
            words = tuple(form.split())
            self.phrases.setdefault(words[0], []).append((words, shape))
        else:
            self.forms[form] = shape

    def _derive(self, form: str, unit: Unit, number: GrammaticalNumber) -> None:
        """Shapes with article, accusative alif, construct and pronouns; never over a form that is claimed."""
        for derived, definite in _derived(form, number):
            if derived not in self._owners:
                self.forms.setdefault(derived, UnitForm(unit, number, definite))


def _spellings(row: Mapping[str, Any]) -> Iterator[tuple[str, GrammaticalNumber]]:
    """The folded plain forms of a unit row with their number."""
    singular = fold_text(row["unit"])
    plurals = [fold_text(form) for form in row.get("plural", [])]
    also = [fold_text(form) for form in row.get("also", [])]
    if row.get("nisba"):
        plurals += [singular + _NOMINATIVE_PLURAL, singular + _OBLIQUE_PLURAL, singular + "ات"]
        also += [singular + "ه"]
    yield singular, GrammaticalNumber.SINGULAR
    for form in plurals:
        yield form, GrammaticalNumber.PLURAL
    duals = row.get("dual", True)
    if isinstance(duals, list):
        yield from ((fold_text(form), GrammaticalNumber.DUAL) for form in duals)
    elif duals and " " not in singular:
        made = [form for base in (singular, *also) if " " not in base for form in _duals(base)]
        yield from ((form, GrammaticalNumber.DUAL) for form in dict.fromkeys(made) if form not in plurals)
    for form in also:
        yield form, GrammaticalNumber.SINGULAR


def _duals(singular: str) -> tuple[str, str]:
    stem = singular[:-1] + "ت" if singular.endswith("ه") else singular
    return stem + "ان", stem + "ين"


def _derived(form: str, number: GrammaticalNumber) -> Iterator[tuple[str, bool]]:
    if " " in form:
        return
    yield ARTICLE + form, True
    if number is GrammaticalNumber.SINGULAR and not form.endswith(("ه", "ا", "اء")):
        yield form + "ا", False
    if number is not GrammaticalNumber.PLURAL:
        return
    stem = form
    if form.endswith((_OBLIQUE_PLURAL, _NOMINATIVE_PLURAL)):
        stem = form[:-1]
        yield stem, False
    elif form.endswith("ه"):
        stem = form[:-1] + "ت"
    elif form.endswith("ي"):
        stem = form[:-1] + "ا"
    elif form.endswith("اء"):
        yield from ((form[:-1] + hamza + pronoun, False) for hamza in "يو" for pronoun in _PRONOUNS)
    yield from ((stem + pronoun, False) for pronoun in _PRONOUNS)


def _dual_triggers(forms: Mapping[str, UnitForm]) -> dict[str, UnitForm]:
    """Indefinite duals with their proclitics; «the two ...» refers back and counts nothing new."""
    duals = {form: shape for form, shape in forms.items() if shape.number is GrammaticalNumber.DUAL}
    return {
        clitic + form: shape
        for form, shape in duals.items()
        if not shape.is_definite and not shape.unit.is_time
        for clitic in _CLITICS
        if clitic + form not in forms or not clitic
    }


def _singular_triggers(forms: Mapping[str, UnitForm]) -> dict[str, UnitForm]:
    singulars = {
        form: shape
        for form, shape in forms.items()
        if shape.number is GrammaticalNumber.SINGULAR and shape.unit.is_people and not shape.is_definite
    }
    joined = {"و" + form: shape for form, shape in singulars.items() if "و" + form not in forms}
    return singulars | joined


def _forms(rows: list[dict[str, Any]]) -> frozenset[str]:
    return frozenset(fold_text(form) for row in rows for form in row.get("forms", []))


def _with_clitics(forms: frozenset[str]) -> frozenset[str]:
    return frozenset(clitic + form for form in forms for clitic in _CLITICS)


def _harms(rows: list[dict[str, Any]]) -> dict[str, Harm]:
    harms: dict[str, Harm] = {}
    for row in rows:
        for form in map(fold_text, row["forms"]):
            if " " not in form:
                harms.update((clitic + form, Harm(row["harm"])) for clitic in _CLITICS)
    return harms


def _harm_phrases(rows: list[dict[str, Any]]) -> dict[str, tuple[tuple[tuple[str, ...], Harm], ...]]:
    table: dict[str, tuple[tuple[tuple[str, ...], Harm], ...]] = {}
    for row in rows:
        for form in map(fold_text, row["forms"]):
            if " " in form:
                words = tuple(form.split())
                for clitic in _CLITICS:
                    table[clitic + words[0]] = ((words[1:], Harm(row["harm"])),)
    return table


def _by_first(forms: frozenset[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for form in forms:
        words = tuple(form.split())
        for clitic in ("", "و", "ف", "ب", "ل"):
            table.setdefault(clitic + words[0], []).append(words[1:])
    return {key: tuple(found) for key, found in table.items()}
