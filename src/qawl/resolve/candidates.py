"""What a place name could mean, and how well each candidate fits its article.

A candidate's score is a sum of reasons, each worth a fixed number of points. The points were set by hand on
two thirds of the reference articles of 2018 and checked on the last third; what matters is their order:
an announcing noun outweighs everything («محافظة» wants a province), then come the countries that the article
talks about, the neighbours that it names, and only then how large and how well known the place is.

========================  ======  =================================================================
kind announced             +3.0   less 1.0 for each better kind of the noun; -2.0 for another kind
kind expected              +5.0   of a bare name: country; city +1.5, region ... village 0
curated                    +2.0   somebody wrote the place down because news names it
population                 +2.5   at most: 0.35 for each power of ten
country                    +3.0   times the root of the country's share in the article
foreign                    -1.0   city, region of a country that the article never names; -2.5 smaller
near                       +2.0   at most: other places of the article within about 60 km
parent                     +1.0   the article names the province or area that the place lies in
beside                     +2.0   its country, or its nisba, stands right after the name
========================  ======  =================================================================
"""

import math
from collections.abc import Iterable, Mapping

from qawl.lexicon.gazetteer import DEGREE, Gazetteer
from qawl.lexicon.place_triggers import PlaceTrigger
from qawl.text.record import record

KIND_ANNOUNCED, NEXT_KIND, LAST_KIND, OTHER_KIND = 3.0, 1.0, -1.0, -2.0
KIND_EXPECTED: Mapping[str, float] = {
    "country": 5.0,
    "city": 1.5,
    "region": 1.0,
    "river": 0.8,
    "province": 0.8,
    "town": 0.6,
    "facility": 0.6,
    "border": 0.5,
    "district": 0.4,
    "neighbourhood": 0.2,
    "village": 0.0,
}
CURATED = 2.0
POPULATION = 0.35
COUNTRY = 3.0
FOREIGN, FOREIGN_SMALL = -1.0, -2.5
NEAR, NEAR_KM = 2.0, 60.0
PARENT = 1.0
BESIDE = 2.0
LARGE_KINDS = frozenset({"city", "region", "province", "river", "border", "facility"})
KM_A_DEGREE = 111.2


@record
class Evidence:
    """What an article says about where it happens: countries with their shares, and the rows of each name in it."""

    shares: Mapping[str, float]
    names: frozenset[tuple[int, ...]]


def standing_score(gazetteer: Gazetteer, row: int, evidence: Evidence) -> float:
    """The points of a candidate that are the same wherever its name stands in the article."""
    score = POPULATION * math.log10(1 + gazetteer.populations[row])
    if gazetteer.is_curated(row):
        score += CURATED
    parent = gazetteer.parents[row]
    if any(parent in rows and row not in rows for rows in evidence.names):
        score += PARENT
    return score + _country_score(gazetteer, row, evidence)


def _country_score(gazetteer: Gazetteer, row: int, evidence: Evidence) -> float:
    country = gazetteer.countries[row]
    if not country or not evidence.shares:
        return 0.0
    share = evidence.shares.get(country, 0.0)
    if share > 0:
        return COUNTRY * math.sqrt(share)
    kind = gazetteer.kinds[row]
    if kind == "country":
        return 0.0
    return FOREIGN if kind in LARGE_KINDS else FOREIGN_SMALL


def kind_score(kind: str, trigger: PlaceTrigger | None) -> float:
    """The points for the kind that the noun before the name announces, or that a bare name lets expect."""
    if trigger is None:
        return KIND_EXPECTED[kind]
    if kind in trigger.kinds:
        return max(LAST_KIND, KIND_ANNOUNCED - NEXT_KIND * trigger.kinds.index(kind))
    return OTHER_KIND


def near_score(gazetteer: Gazetteer, row: int, others: Iterable[int]) -> float:
    """The points for the other places of the article that lie around the candidate."""
    kernel = sum(math.exp(-distance_km(gazetteer, row, other) / NEAR_KM) for other in others)
    return NEAR * (1 - math.exp(-kernel))


def distance_km(gazetteer: Gazetteer, left: int, right: int) -> float:
    """Distance on a flat map: right within a few per cent for places of one country, and fast."""
    south, north = gazetteer.latitudes[left] / DEGREE, gazetteer.latitudes[right] / DEGREE
    east = (gazetteer.longitudes[left] - gazetteer.longitudes[right]) / DEGREE
    shrink = math.cos(math.radians((south + north) / 2))
    return KM_A_DEGREE * math.hypot(south - north, east * shrink)
