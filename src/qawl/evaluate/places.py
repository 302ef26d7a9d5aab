"""Comparing the toponyms of one article: each distinct spelling once, found and resolved.

A toponym is found when the reader has the same name, with or without the article, anywhere in the text; it
is resolved when it lies near enough (see ``is_same_place``).
"""

from collections.abc import Iterable, Mapping

from qawl.evaluate.agreement import is_same_place, plain
from qawl.evaluate.annotations import Annotation, PlaceRow
from qawl.evaluate.tally import Tally

ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"


def compare_places(reference: Annotation, found: Annotation, tally: Tally) -> None:
    """Count one article's places."""
    wanted = _first_by_name(reference.places, reference.text)
    answers = _resolved_by_name(found.places, reference.text)
    tally.count("place.reference", len(wanted))
    tally.count("place.found", len(answers))
    for name, place in wanted.items():
        answer = _look_up(name, answers)
        if answer is None:
            tally.miss("missed place", reference.id, name)
            continue
        tally.count("place.paired")
        right = is_same_place(place, answer)
        tally.count("place.resolved", right)
        if not right:
            where = f"{place.country} {place.latitude},{place.longitude}"
            got = f"{answer.country} {answer.latitude},{answer.longitude}"
            tally.miss("wrong place", reference.id, f"{name} want {where} got {got}")
    for name in answers:
        if _look_up(name, wanted) is None:
            tally.miss("false place", reference.id, name)


def _first_by_name(places: Iterable[PlaceRow], text: str) -> dict[str, PlaceRow]:
    names: dict[str, PlaceRow] = {}
    for place in places:
        names.setdefault(plain(place.span.of(text)), place)
    return names


def _resolved_by_name(places: Iterable[PlaceRow], text: str) -> dict[str, PlaceRow]:
    """One place a name; a mention with coordinates stands in for one without."""
    names: dict[str, PlaceRow] = {}
    for place in places:
        name = plain(place.span.of(text))
        if name not in names or names[name].latitude is None:
            names[name] = place
    return names


def _look_up(name: str, places: Mapping[str, PlaceRow]) -> PlaceRow | None:
    """By name; else with the article, or without it."""
    if name in places:
        return places[name]
    without = name.removeprefix(ARTICLE)
    return next((place for key, place in places.items() if key in (ARTICLE + name, without)), None)
