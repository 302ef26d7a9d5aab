"""When two answers count as the same: names, quantities, spans, points on the map.

People annotate «وزير الدفاع الروسي» where a reader says «الوزير»; 300 and 300.0 are one number. What is
forgiven is written down here, once, so that a figure means the same for every role.
"""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from qawl.evaluate.annotations import Amount, PlaceRow
from qawl.model.span import Span
from qawl.text.fold import fold_text

_IGNORED = frozenset({"وزير"})  # a minister is often named without the word
_JOINED = re.compile("^(?:ال|لل|وال|بال)")
_BETWEEN_WORDS = re.compile(r"[^\w%]+")
_EARTH_DIAMETER_KM = 12742
_AREAS = frozenset({"country", "region", "province", "river", "border", "district"})
_NEAR_KM = 30
_NEAR_AREA_KM = 200

Left = TypeVar("Left")
Right = TypeVar("Right")


def plain(text: str) -> str:
    """The folded words of a name, parted by single spaces, without punctuation."""
    return _BETWEEN_WORDS.sub(" ", fold_text(text)).strip()


def is_same_name(left: str, right: str) -> bool:
    """Two names agree when the shorter one's words all stand in the longer one, which is not much longer.

    Articles, joined prepositions and the word for minister do not count. An empty name agrees with an empty one only.
    """
    one, two = _name_words(left), _name_words(right)
    if not one or not two:
        return not one and not two
    short, long = sorted((one, two), key=len)
    return short <= long and len(long) <= 2 * len(short) + 4


def _name_words(name: str) -> set[str]:
    words = {_JOINED.sub("", word) for word in plain(name).split()}
    return {word for word in words if len(word) > 1 and word not in _IGNORED}


def is_same_quantity(left: Amount | None, right: Amount | None) -> bool:
    """Both bounds agree within a thousandth; the unit is judged apart."""
    if left is None or right is None:
        return left is right
    return _is_same_bound(left.min, right.min) and _is_same_bound(left.max, right.max)


def _is_same_bound(left: float | None, right: float | None) -> bool:
    if left is None or right is None:
        return left is right
    return abs(left - right) < 1e-6 + 0.001 * abs(left)


def is_same_mention(left: Span | None, right: Span | None, text: str) -> bool:
    """Two mentions agree when they overlap or read alike; None agrees with None."""
    if left is None or right is None:
        return left is right
    return left.overlaps(right) or plain(left.of(text)) == plain(right.of(text))


def is_same_place(reference: PlaceRow, found: PlaceRow) -> bool:
    """A country by its code, an area within 200 km, a point within 30 km."""
    if reference.kind == "country":
        return found.country == reference.country
    if found.latitude is None or found.longitude is None or reference.latitude is None or reference.longitude is None:
        return False
    limit = _NEAR_AREA_KM if reference.kind in _AREAS else _NEAR_KM
    return _distance_km(reference.latitude, reference.longitude, found.latitude, found.longitude) <= limit


def _distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance (haversine)."""
    one, two = math.radians(latitude), math.radians(other_latitude)
    across = math.radians(other_longitude - longitude)
    square = math.sin((two - one) / 2) ** 2 + math.cos(one) * math.cos(two) * math.sin(across / 2) ** 2
    return _EARTH_DIAMETER_KM * math.asin(math.sqrt(min(1.0, square)))


def characters(spans: Iterable[Span]) -> set[int]:
    """The code points that the spans cover."""
    return {offset for span in spans for offset in range(span.start, span.end)}


def align(
    left: Sequence[Left], right: Sequence[Right], weight: Callable[[Left, Right], float]
) -> list[tuple[int, int]]:
    """Pair the two one to one, heaviest pair first, ties in text order; weight 0 never pairs."""
    weighed = [(-weight(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right)]
    pairs: list[tuple[int, int]] = []
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    for negative, i, j in sorted(weighed):
        if negative >= 0:
            break
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            pairs.append((i, j))
    return pairs
