"""Words around place names: nouns that announce one («مدينة»), and words that must not be taken for one.

A trigger noun makes a doubtful name count and says what kind of place it names. Most nouns stay outside the
name («محافظة دير الزور»); mountains, wadis, bases, airports and the like keep theirs («جبل قاسيون»).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qawl.errors import DataFileError
from qawl.lexicon.load import DataFiles
from qawl.text.fold import fold_text

FILE = "lexicon/place_triggers.yaml"
PLACE_KINDS = frozenset(
    "city town village province district country region river facility border neighbourhood".split()
)


@dataclass(frozen=True, slots=True)
class PlaceTrigger:
    """A noun that announces a place name.

    ``kinds`` it selects, best first. ``keeps_noun``: the noun is part of the name. ``names_unknown``: an
    unknown word after it is taken for a name. ``near_town``: what it names lies at the town of that name.
    """

    id: str
    kinds: tuple[str, ...]
    keeps_noun: bool
    names_unknown: bool
    near_town: bool


@dataclass(frozen=True, slots=True)
class NameLimits:
    """Where a name that is another word as well may count: see ``names`` in the data file."""

    needs_place_word: bool
    not_after: frozenset[str]
    not_before: frozenset[str]
    not_joined: bool
    only_with: frozenset[str]  # countries, one of which the article must speak of besides; empty: any
    vowelled: Mapping[str, str]  # spelling with vowel marks, unfolded -> the place it leaves


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Triggers by folded noun (``plural`` ones announce several names), and what keeps words from being names.

    ``leading``: words that lead to a place («في», «شمال», «أهالي»). ``limits``: by folded name.
    """

    triggers: dict[str, PlaceTrigger]
    plural: frozenset[str]
    limits: dict[str, NameLimits]
    leading: frozenset[str]
    never: frozenset[str]
    only_after_trigger: frozenset[str]
    with_country: frozenset[str]
    not_names: frozenset[str]
    look_alikes: frozenset[str]  # unfolded
    compound: frozenset[str]
    not_nisbas: frozenset[str]
    not_after: frozenset[str]
    adverbs: frozenset[str]


def load_place_words(data: DataFiles) -> PlaceWords:
    """Read ``place_triggers.yaml``.

    Raises:
        DataFileError: an unknown kind, or one noun in two entries.
    """
    content = data.read(FILE)
    triggers: dict[str, PlaceTrigger] = {}
    plural: set[str] = set()
    for row in content["triggers"]:
        trigger = _trigger(row)
        many = [fold_text(form) for form in row.get("plural") or ()]
        plural.update(many)
        for form in (*map(fold_text, row["forms"]), *many):
            if form in triggers:
                raise DataFileError(
                    f"{FILE}: {form!r} stands in {trigger.id!r} and in {triggers[form].id!r}. Keep one."
                )
            triggers[form] = trigger
    lists = {name: _folded_set(forms) for name, forms in content["words"].items()}
    return PlaceWords(
        triggers=triggers,
        plural=frozenset(plural),
        limits={fold_text(row["form"]): _limits(row) for row in content["names"]},
        leading=lists["leading"],
        never=lists["never"] | frozenset(triggers),
        only_after_trigger=lists["only_after_trigger"],
        with_country=lists["with_country"],
        not_names=lists["not_names"],
        look_alikes=frozenset(content["words"]["look_alikes"]),
        compound=lists["compound"],
        not_nisbas=lists["not_nisbas"],
        not_after=lists["not_after"],
        adverbs=lists["adverbs"],
    )


def _folded_set(forms: Iterable[str] | None) -> frozenset[str]:
    return frozenset(map(fold_text, forms or ()))


def _limits(row: dict[str, Any]) -> NameLimits:
    return NameLimits(
        needs_place_word=bool(row.get("needs_place_word", False)),
        not_after=_folded_set(row.get("not_after")),
        not_before=_folded_set(row.get("not_before")),
        not_joined=bool(row.get("not_joined", False)),
        only_with=frozenset(row.get("only_with", ())),
        vowelled=dict(row.get("vowelled", {})),
    )


def _trigger(row: dict[str, Any]) -> PlaceTrigger:
    kinds = row["kinds"]
    if not isinstance(kinds, list) or not set(kinds) <= PLACE_KINDS:
        raise DataFileError(f"{FILE}: entry {row['id']!r}: kinds {kinds!r}. Known: {sorted(PLACE_KINDS)}.")
    return PlaceTrigger(
        id=str(row["id"]),
        kinds=tuple(kinds),
        keeps_noun=bool(row.get("keeps_noun", False)),
        names_unknown=bool(row.get("names_unknown", False)),
        near_town=bool(row.get("near_town", False)),
    )
