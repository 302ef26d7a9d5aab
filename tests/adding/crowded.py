"""Made articles that crowd a few places and days, so that what they tell hangs together in large components."""

import random
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from derived import Item
from ledger_making import Article, World, write_article

from qawl.lexicon.gazetteer import load_gazetteer
from qawl.lexicon.load import DATA

PLACES = ("sy.deir-ez-zor", "sy.mayadin")
DAY = date(2017, 9, 4)


def crowded_items(articles: int, *, seed: int, happenings: int = 4, days: int = 3, claims: int = 3) -> list[Item]:
    """Articles that tell a few happenings over and over, every fourth a copy of the one before it."""
    gazetteer = load_gazetteer(DATA)
    world = World(seed, [gazetteer.place(place) for place in PLACES])
    chance = random.Random(seed)
    facts = [world.happening(DAY + timedelta(days=chance.randrange(days))) for _ in range(happenings)]
    found: list[Article] = []
    tellings = ()
    for number in range(articles):
        if number % 4 != 3:
            tellings = tuple(world.telling(chance.choice(facts)) for _ in range(claims))
        published = datetime(2017, 9, 6, 8, tzinfo=UTC) + timedelta(hours=number)
        found.append(write_article(tellings, seed, number % 7, published, number, is_plain=False))
    return [(article.snapshot, article.document, article.reading) for article in found]
