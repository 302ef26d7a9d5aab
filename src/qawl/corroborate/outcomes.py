"""What a forecast foretells, by its predicate, and which predicates tell that it came.

From ``data/corroborate/outcomes.yaml``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qawl.corroborate.horizons import HorizonWords, load_horizons
from qawl.errors import DataFileError
from qawl.lexicon.load import DataFiles, open_data
from qawl.model.account import ClaimCard
from qawl.model.claim import Claim, Status
from qawl.settings import CorroborateSettings
from qawl.text.fold import fold_text

FILE = "corroborate/outcomes.yaml"
_OUTCOME = ("predicates", "signs", "shown_by", "against", "against_by", "ends_in", "place", "tie")
_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_CHOICES = {"place": ("same", "inside"), "tie": ("place", "party"), "against_by": ("same", "any")}


@dataclass(frozen=True, slots=True)
class OutcomeEntry:
    """One thing that can be foretold; ``signs`` are those of the outcomes that show it as well.

    ``ends_in`` is the outcome that comes with its end: the battle for a place is over when the place is taken.
    """

    id: str
    signs: frozenset[str]
    against: frozenset[str]
    is_against_by_same: bool
    is_inside: bool
    needs_party: bool
    ends_in: str = ""


@dataclass(frozen=True, slots=True)
class Forecasting:
    """All that settling forecasts reads: words of horizons, outcomes, and the numbers of the settings.

    ``open_days``: how long a forecast without a horizon waits; ``busy_days``: one of what happens often.
    ``late_days``: how long after a horizon undated news of it may come.
    """

    words: HorizonWords
    outcomes: Mapping[str, OutcomeEntry]  # by predicate
    entries: Mapping[str, OutcomeEntry]  # by id
    foretelling: frozenset[str]
    foretelling_by_a_day: frozenset[str]
    not_yet: frozenset[str]
    ends: tuple[str, ...]  # folded, with a blank on either side
    over: tuple[str, ...]
    uncompared: tuple[str, ...]
    never: tuple[str, ...]
    parts: tuple[str, ...]
    near: tuple[str, ...]
    retold: tuple[str, ...]
    features: tuple[str, ...]
    nobody: frozenset[str]  # keys of parties
    telling: Mapping[str, tuple[str, ...]]  # predicate -> ids of outcomes of which it is a sign, for or against
    open_days: int
    busy_days: int
    late_days: int

    def foretold(self, card: ClaimCard) -> OutcomeEntry | None:
        """What a forecast foretells, None for what is not compared."""
        entry = self.outcomes.get(predicate_of(card.claim))
        if entry is None or _has(card, self.uncompared):
            return None
        if card.claim.status is Status.PREDICTED and _has(card, self.never):
            return None
        if entry.needs_party and _has(card, self.ends):
            return self.entries.get(entry.ends_in) if _has(card, self.over) else None
        return entry

    def is_of_part(self, card: ClaimCard) -> bool:
        """True when a claim tells of a part of its place only: «سيطرت القوات على معظم المدينة»."""
        name = f" {fold_text(card.place.name)} " if card.place is not None else ""
        text = f" {fold_text(card.words)} "
        return any(word in text and f" {word.split()[-1]} " not in name for word in self.parts)

    def days_for(self, entry: OutcomeEntry) -> int:
        """How long a forecast without a horizon waits for news of it."""
        return self.busy_days if entry.needs_party else self.open_days

    def is_near(self, card: ClaimCard) -> bool:
        """True for what is near and has not come («تقترب القوات من المدينة»), or came before («قافلة سابقة»)."""
        return _has(card, self.near)

    def feature_of(self, card: ClaimCard) -> str | None:
        """«المطار» without more: the kind of place near a card's place that it means; None where one is named."""
        if card.is_placed_by_evidence:
            return None
        text = f" {fold_text(card.words)} "
        return next((one for one in self.features if f" {_ARTICLE}{one} " in text), None)

    def is_retold(self, card: ClaimCard) -> bool:
        """True for a forecast of old that is only told again."""
        return _has(card, self.retold)


def _has(card: ClaimCard, words: tuple[str, ...]) -> bool:
    text = f" {fold_text(card.words)} "
    return any(word in text for word in words)


def predicate_of(claim: Claim) -> str:
    """The predicate's id: a claim's rule is predicate and status rule."""
    return claim.rule.partition("+")[0]


def status_rule_of(claim: Claim) -> str:
    """The status rule's id, with the family's name where the rule is an entry of a lexicon."""
    return claim.rule.partition("+")[2]


def load_forecasting(data: DataFiles | Path, *, settings: CorroborateSettings) -> Forecasting:
    """Read the outcomes and the words of horizons.

    Raises:
        DataFileError: an unknown key, outcome or choice, or a predicate that foretells two things.
    """
    files = data if isinstance(data, DataFiles) else open_data(data)
    rows = files.read_rows(FILE, required=("id", "example"), optional=(*_OUTCOME, "kind", "rules", "forms"))
    denials = {row["id"]: frozenset(row["rules"]) for row in rows if row.get("kind") == "denial"}
    words = {
        row["id"]: tuple(f" {fold_text(form)} " for form in row["forms"]) for row in rows if row.get("kind") == "words"
    }
    told = {row["id"]: row for row in rows if "kind" not in row}
    entries = {name: _entry(row, told) for name, row in told.items()}
    outcomes: dict[str, OutcomeEntry] = {}
    for name, row in told.items():
        for predicate in row["predicates"]:
            if predicate in outcomes:
                raise DataFileError(f"{FILE}: {predicate!r} foretells both {outcomes[predicate].id!r} and {name!r}.")
            outcomes[predicate] = entries[name]
    telling: dict[str, list[str]] = {}
    for entry in entries.values():
        for predicate in sorted(entry.signs | entry.against):
            telling.setdefault(predicate, []).append(entry.id)
    return Forecasting(
        words=load_horizons(files),
        outcomes=outcomes,
        entries=entries,
        foretelling=denials["denial.foretells"],
        foretelling_by_a_day=denials["denial.foretells-by-a-day"],
        not_yet=denials["denial.not-yet"],
        ends=words["words.ends"],
        over=words["words.over"],
        uncompared=words["words.if-any"] + words["words.vague"],
        never=words["words.never"],
        parts=words["words.parts"],
        near=words["words.near"] + words["words.earlier"],
        retold=words["words.retold"],
        features=tuple(form.strip() for form in words["words.features"]),
        nobody=frozenset(f"name:{form.strip()}" for form in words["words.nobody"]),
        telling={predicate: tuple(sorted(names)) for predicate, names in telling.items()},
        open_days=settings.forecast_open_days,
        busy_days=settings.forecast_busy_days,
        late_days=settings.forecast_late_days,
    )


def _entry(row: Mapping[str, Any], told: Mapping[str, Mapping[str, Any]]) -> OutcomeEntry:
    if row.get("ends_in", row["id"]) not in told:
        raise DataFileError(f"{FILE}: {row['id']!r} ends in the outcome {row['ends_in']!r}, which there is not.")
    for key, allowed in _CHOICES.items():
        if row.get(key, allowed[0]) not in allowed:
            raise DataFileError(f"{FILE}: {row['id']!r} has {key} {row[key]!r}; write one of {', '.join(allowed)}.")
    return OutcomeEntry(
        id=row["id"],
        signs=frozenset(row["signs"]) | _signs(row.get("shown_by", ()), row, told),
        against=_signs(row.get("against", ()), row, told),
        is_against_by_same=row.get("against_by", "same") == "same",
        is_inside=row["place"] == "inside",
        needs_party=row["tie"] == "party",
        ends_in=row.get("ends_in", ""),
    )


def _signs(names: Iterable[str], row: Mapping[str, Any], told: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    for name in names:
        if name not in told:
            raise DataFileError(f"{FILE}: {row['id']!r} names the outcome {name!r}, which there is not.")
    return frozenset(sign for name in names for sign in told[name]["signs"])
