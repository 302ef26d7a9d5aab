"""What the data say about claims of control: which predicates hold, take or leave, and the words for parts and groups.

``data/corroborate/control.yaml`` is the place to correct it. All words are kept folded and without the article.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from qawl.errors import DataFileError
from qawl.lexicon.load import DATA, DataFiles, open_data
from qawl.model.claim import Claim, ClaimType
from qawl.text.fold import fold_text
from qawl.text.tokens import ARTICLE

FILE = "corroborate/control.yaml"
# Links that put a claim at a place which its own sentence does not name: too far for «who holds it».
FAR_PLACES = frozenset(
    {"place.headline", "place.article-country", "place.dateline", "place.in-paragraph", "place.previous-claim"}
)
# Denials of something to come («لن يصل», «استبعد») and what was kept from happening: not about who holds a place now.
NO_DENIALS = ("negation.will-not", "negation.rule-out", "negation.stop", "negation.prevent")
_LISTS = ("around", "announcing", "parts", "quarters", "inside", "larger", "smaller", "past", "distances", "groups",
          "members", "adjectives", "joining")  # fmt: skip
_CLITICS = "\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}\N{ARABIC LETTER BEH}\N{ARABIC LETTER LAM}"
_LAM_ARTICLE = "\N{ARABIC LETTER LAM}\N{ARABIC LETTER LAM}"
_MARKS = ".,:;()[]\"'«»“”‘’-،؛؟!"
_SHORTEST = 3


class Effect(StrEnum):
    """What a predicate does to a holding; meanings in the data file."""

    HOLDS = "holds"
    TAKES = "takes"
    ENTERS = "enters"
    KEEPS = "keeps"
    LEAVES = "leaves"
    LOSES = "loses"
    GIVES_UP = "gives-up"
    NONE = "none"


_BY_TYPE = {
    ClaimType.CONTROL: Effect.HOLDS,
    ClaimType.CAPTURE: Effect.TAKES,
    ClaimType.WITHDRAWAL: Effect.LEAVES,
}


@dataclass(frozen=True, slots=True)
class ControlWords:
    """The tables of the data file; empty ones read nothing into the words of a claim."""

    effects: dict[str, Effect] = field(default_factory=dict)
    shares: dict[str, tuple[float, float]] = field(default_factory=dict)
    around: frozenset[str] = frozenset()
    announcing: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    quarters: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    larger: frozenset[str] = frozenset()
    smaller: frozenset[str] = frozenset()
    past: frozenset[str] = frozenset()
    distances: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    joining: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    umbrellas: dict[str, frozenset[str]] = field(default_factory=dict)

    def effect_of(self, claim: Claim) -> Effect:
        """The effect of a claim's predicate; one that nobody listed does what its type says."""
        return self.effects.get(claim.rule.partition("+")[0]) or _BY_TYPE.get(claim.type, Effect.NONE)


def load_control_words(data: DataFiles | None = None) -> ControlWords:
    """Read the tables.

    Raises:
        DataFileError: a key is unknown or missing, or a predicate stands in two lists.
    """
    files = data or open_data(DATA)
    rows, path = files.read(FILE), files.folder / FILE
    wanted = {"effects", "shares", "bodies", "umbrellas", *_LISTS}
    if not isinstance(rows, dict) or set(rows) != wanted:
        raise DataFileError(f"{path}: expected the keys {sorted(wanted)}. Add what is missing, take out the rest.")
    effects: dict[str, Effect] = {}
    for name, predicates in rows["effects"].items():
        for predicate in predicates:
            if name not in set(Effect) or predicate in effects:
                raise DataFileError(f"{path}: effects: {name}: {predicate} stands twice, or {name} is no effect.")
            effects[predicate] = Effect(name)
    shares = {
        bare(form): (float(row["share"][0]), float(row["share"][1])) for row in rows["shares"] for form in row["forms"]
    }
    lists = {name: frozenset(bare(word) for word in rows[name]) for name in _LISTS}
    umbrellas = {name: frozenset(members) for name, members in rows["umbrellas"].items()}
    return ControlWords(effects, shares, bodies=frozenset(rows["bodies"]), umbrellas=umbrellas, **lists)


def words_in(text: str) -> list[str]:
    """The folded words of a text, as they stand, without marks."""
    return [word for word in (piece.strip(_MARKS) for piece in fold_text(text).split()) if word]


def bare(word: str) -> str:
    """A folded word without the article: «للحكومة» and «الحكومة» are «حكومه»."""
    found = fold_text(word).strip(_MARKS)
    if len(found) <= _SHORTEST:
        return found
    return found[2:] if found.startswith((ARTICLE, _LAM_ARTICLE)) else found


def is_among(word: str, table: frozenset[str]) -> bool:
    """True where the word stands in the table, with or without what is written onto it: «وبريف» is «ريف»."""
    return listed(word, table) is not None


def listed(word: str, table: Collection[str]) -> str | None:
    """The form of the table that a word is, with or without conjunction, preposition and article."""
    found = bare(word)
    for _ in range(3):
        if found in table:
            return found
        if len(found) <= _SHORTEST or found[0] not in _CLITICS:
            return None
        found = bare(found[1:])
    return None
