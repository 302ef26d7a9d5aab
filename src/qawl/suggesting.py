"""Names to choose from while somebody types: places, actors and outlets, in Arabic and English, the likeliest first.

What begins with the words comes before what holds them; of those the places of our own files before the gazetteer's,
then the more populous. Runners-up of the link that is being corrected stand before everything else.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qawl.ingest.outlets import OutletTable
from qawl.lexicon.gazetteer import Gazetteer
from qawl.lexicon.known import KnownNames
from qawl.text.fold import fold_text

FEW = 8
_LONGEST = 80
_ARTICLE = re.compile(r"^(?:al|el|ad|an|ar|as|ash|at|az) (?=\w)")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that a name may mean; ``beside`` tells it from its namesakes: a country, a kind, the region."""

    id: str
    name_ar: str
    name_en: str
    beside: str = ""


def suggest_places(
    gazetteer: Gazetteer, words: str, *, first: Sequence[str] = (), limit: int = FEW
) -> list[Suggestion]:
    """Places whose name begins with the words, or that are ``first`` (ids of runners-up) and fit."""
    wanted, english = _folded(words)
    ahead = [key for key in first if key in gazetteer.rows]
    if not wanted:
        return [_place(gazetteer, gazetteer.rows[key]) for key in ahead][:limit]
    rows: dict[int, int] = {}
    for name, found in gazetteer.names.items():
        if name.startswith(wanted):
            for row in found:
                rows[row] = min(rows.get(row, 9), 0 if name == wanted else 1)
    if english and english.isascii():
        for row, written in enumerate(gazetteer.english):
            name = _latin(written)
            if name.startswith(english):
                rows[row] = min(rows.get(row, 9), 0 if name == english else 1)
    before = {gazetteer.rows[key] for key in ahead}
    ranked = sorted(
        rows, key=lambda row: (row not in before, rows[row], not gazetteer.is_curated(row), -gazetteer.populations[row])
    )
    return [_place(gazetteer, row) for row in ranked[:limit]]


def suggest_actors(known: KnownNames, words: str, *, first: Sequence[str] = (), limit: int = FEW) -> list[Suggestion]:
    """Actors and public persons of the data files by any of their names."""
    wanted, english = _folded(words)
    ahead = [key for key in first if key in known.entities]
    if not wanted:
        return [_entity(known, key) for key in ahead][:limit]
    found: dict[str, tuple[bool, int]] = {}
    for entity in known.entities.values():
        for name in (fold_text(entity.name_ar), _latin(entity.name_en), entity.id):
            rank = _rank(name, wanted, english)
            if rank is not None:
                best = entity.id not in ahead, rank
                found[entity.id] = min(found.get(entity.id, best), best)
    ranked = sorted(found, key=lambda key: (found[key], known.entities[key].name_ar))
    return [_entity(known, key) for key in ranked[:limit]]


def suggest_outlets(table: OutletTable, words: str, *, limit: int = FEW) -> list[Suggestion]:
    """Outlets of the table by any of their names."""
    wanted, english = _folded(words)
    found = []
    for entry in table.entries if wanted else ():
        ranks = [_rank(name, wanted, english) for name in (fold_text(entry.name_ar), _latin(entry.name_en), entry.id)]
        known = [rank for rank in ranks if rank is not None]
        if known:
            found.append((min(known), entry.name_ar, entry))
    ranked = sorted(found, key=lambda one: one[:2])[:limit]
    return [Suggestion(entry.id, entry.name_ar, entry.name_en, entry.country or "") for _, _, entry in ranked]


def _folded(words: str) -> tuple[str, str]:
    short = words[:_LONGEST].strip()
    return fold_text(short).strip(), _latin(short)


def _latin(name: str) -> str:
    """A name in Latin letters without what is written in many ways: case, hyphens, apostrophes, the article."""
    return _ARTICLE.sub("", " ".join(re.sub(r"['’`ʿʾ]", "", name.casefold()).replace("-", " ").split()))


def _rank(name: str, wanted: str, english: str) -> int | None:
    for words in filter(None, (wanted, english)):
        if name == words:
            return 0
        if name.startswith(words):
            return 1
        if f" {words}" in name:
            return 2
    return None


def _place(gazetteer: Gazetteer, row: int) -> Suggestion:
    parent = gazetteer.parents[row]
    within = gazetteer.arabic[parent] if parent >= 0 else ""
    beside = " · ".join(_named((within, gazetteer.countries[row])))
    return Suggestion(gazetteer.ids[row], gazetteer.arabic[row], gazetteer.english[row], beside)


def _entity(known: KnownNames, key: str) -> Suggestion:
    entity = known.entities[key]
    return Suggestion(key, entity.name_ar, entity.name_en, entity.country)


def _named(words: Iterable[str]) -> list[str]:
    return [one for one in words if one]
