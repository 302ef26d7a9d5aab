"""Words around place names: nouns that announce one («مدينة»), and words that must not be taken for one.

A trigger noun makes a doubtful name count and says what kind of place it names. Most nouns stay outside the
name («محافظة دير الزور»); mountains, wadis, bases, airports and the like keep theirs («جبل قاسيون»).
"""

from dataclasses import dataclass

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
class PlaceWords:
    """Triggers by folded noun (``plural`` ones announce several names), and the lists of exceptions."""

    triggers: dict[str, PlaceTrigger]
    plural: frozenset[str]
    never: frozenset[str]
    only_after_trigger: frozenset[str]
    not_names: frozenset[str]
    not_nisbas: frozenset[str]
    not_after: frozenset[str]


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
                raise DataFileError(f"{FILE}: {form!r} stands in {trigger.id!r} and in {triggers[form].id!r}. Keep one.")
            triggers[form] = trigger
    lists = {name: frozenset(map(fold_text, forms)) for name, forms in content["words"].items()}
    return PlaceWords(
        triggers=triggers,
        plural=frozenset(plural),
        never=lists["never"],
        only_after_trigger=lists["only_after_trigger"],
        not_names=lists["not_names"],
        not_nisbas=lists["not_nisbas"],
        not_after=lists["not_after"],
    )


def _trigger(row: dict[str, object]) -> PlaceTrigger:
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
