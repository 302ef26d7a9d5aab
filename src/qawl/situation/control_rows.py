"""Situations as rows and as GeoJSON: one row a place, day and speaker, in columns after those of VIINA.

VIINA's control file has one row a place and date with a status; here every speaker has their own, because the verdict
is ours and the claim is theirs. A place is a point where it is one; an area, where one is given, is its polygon.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from qawl.model.account import PlaceCard, Situation, Standing
from qawl.model.entity import AREA_KINDS

COLUMNS = (
    "geonameid", "place", "country", "longitude", "latitude", "date", "known_on", "verdict", "rule", "speaker",
    "speaker_id", "origin", "says", "denied", "holder", "holder_id", "share_min", "share_max", "said_of", "age_days",
    "stale", "overtaken", "claim", "repeated_by",
)  # fmt: skip


def situation_rows(
    situations: Iterable[Situation], places: Mapping[str, PlaceCard], *, areas: Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    """One row a place, day and speaker, with the keys ``COLUMNS``; a situation without claims has one row.

    Coordinates of a place that is an area are left empty: a pin in its middle would be read as its position.
    """
    rows = []
    for situation in situations:
        head = _head(situation, places.get(situation.place), areas or {})
        if not situation.standings:
            rows.append(dict.fromkeys(COLUMNS, "") | head)
        rows += [head | _row(standing) for standing in situation.standings]
    return rows


def situation_geojson(
    situations: Iterable[Situation], places: Mapping[str, PlaceCard], *, areas: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A FeatureCollection, one feature a place, day and speaker; ``areas`` are GeoJSON geometries by place id."""
    features = []
    for row in situation_rows(situations, places, areas=areas):
        place = places.get(row["geonameid"])
        geometry = (areas or {}).get(row["geonameid"])
        if geometry is None and place is not None and not is_area(place):
            geometry = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
        properties = {key: value if value != "" else None for key, value in row.items()}
        features.append({"type": "Feature", "geometry": geometry, "properties": properties})
    return {"type": "FeatureCollection", "features": features}


def is_area(place: PlaceCard) -> bool:
    """True for what has no position of its own."""
    return place.kind in AREA_KINDS


def _head(situation: Situation, place: PlaceCard | None, areas: Mapping[str, Any]) -> dict[str, Any]:
    has_point = place is not None and not is_area(place) and place.id not in areas
    return {
        "geonameid": situation.place,
        "place": "" if place is None else place.name,
        "country": "" if place is None else place.country,
        "longitude": place.longitude if has_point and place is not None else "",
        "latitude": place.latitude if has_point and place is not None else "",
        "date": situation.day,
        "known_on": situation.known_on or "",
        "verdict": situation.verdict.value,
        "rule": situation.rule,
    }


def _row(standing: Standing) -> dict[str, Any]:
    least, most = standing.share or ("", "")
    return {
        "speaker": standing.speaker.name,
        "speaker_id": standing.speaker.key,
        "origin": standing.origin,
        "says": standing.says,
        "denied": standing.is_denied,
        "holder": "; ".join(standing.names),
        "holder_id": "; ".join(standing.holders),
        "share_min": least,
        "share_max": most,
        "said_of": standing.day,
        "age_days": standing.age_days,
        "stale": standing.is_stale,
        "overtaken": standing.is_overtaken,
        "claim": standing.claim,
        "repeated_by": " ".join(standing.repeated_by),
    }
