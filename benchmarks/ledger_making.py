"""Readings that nobody read: a seeded world of happenings, told and copied, to fill a ledger of any size.

Corroboration costs what a ledger's crowding makes it cost: how many claims share a place, a day, a type, a speaker.
Nobody has a million read articles to measure that on, so here they are made, records and text together, which takes
no reader. The world is shaped like news: places, speakers and outlets by Zipf's law, happenings over ten years that
several outlets tell with figures of their own, and almost a third of all articles copied from an earlier one, cut,
reworded, spelled without hamza, sometimes with another number. Everything is invented but places and armies.

The same seed and number of claims give the same ids. Spans are right because text and records are written by the
same hand: a sentence is put together from pieces, and each piece knows where it stands.
"""

import hashlib
import random
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, islice

from sentence_making import ACTORS, FRAMES, NOUNS, OPENINGS, Fact, Telling, Written

from qawl.lexicon.gazetteer import load_gazetteer
from qawl.lexicon.load import DATA
from qawl.model.document import DatePrecision, Document, Outlet, PublishedAt, Snapshot
from qawl.model.entity import Place
from qawl.model.ids import document_id, text_sha256
from qawl.model.reading import Reading
from qawl.store.ledger import Ledger

COPIES = 0.30
FIRST_DAY, DAYS = date(2012, 1, 1), 3652
VERSION = "made/1"
CLAIMS_AN_ARTICLE = 5
OUTLETS, SPEAKERS = 60, 3000
_COUNTRIES = frozenset({"IQ", "LB", "LY", "PS", "SD", "SY", "YE"})
_BATCH = 1000
_WORLD = "qawl world"
_RECENT_ARTICLES, _RECENT_HAPPENINGS = 120, 40
_RETOLD, _FIGURE_CHANGED, _REWORDED, _SENTENCE_CUT, _PLAIN_SPELLING = 0.45, 0.15, 0.35, 0.2, 0.4
_GIVEN = ("وضاح", "سهى", "مازن", "ليث", "رؤى", "أنس", "تارا", "جلال", "ميسون", "حازم", "كاروان", "زريفة", "هيوا")
_FAMILY = ("الوادي", "الجسري", "الضفافي", "السهلي", "المرفئي", "الصخري", "الرملي", "الزيتوني", "النخيلي", "القمحي")
_BODIES = ("مرصد", "شبكة", "مجلس", "لجنة", "مركز", "رابطة", "تنسيقية", "غرفة أخبار")
_TYPES = ("strike", "capture", "casualties", "clash", "control", "displacement", "withdrawal", "operation", "agreement")
_TYPE_WEIGHTS = (20, 18, 20, 16, 9, 7, 5, 3, 2)


@dataclass(frozen=True, slots=True)
class Article:
    """One made article: what a ledger stores, and the article it copies, if it is a copy."""

    snapshot: Snapshot
    document: Document
    reading: Reading
    copy_of: str | None = None
    changed_figures: int = 0


@dataclass(frozen=True, slots=True)
class _Plan:
    """What an article tells, before it is written: enough to copy it."""

    document: str
    outlet: int
    published: datetime
    tellings: tuple[Telling, ...]


class Zipf:
    """Ranks from 0 on, the r-th with a weight of 1 / (r + 1)."""

    def __init__(self, size: int) -> None:
        self._sums = list(accumulate(1 / rank for rank in range(1, size + 1)))

    def draw(self, chance: random.Random) -> int:
        """One rank."""
        return bisect_left(self._sums, chance.random() * self._sums[-1])


class World:
    """The invented world: who speaks, who publishes, where it happens. One seed, one run of it.

    Which places are in the news is the same for all seeds, so that further articles crowd where a ledger is crowded.
    """

    def __init__(self, seed: int, places: Sequence[Place]) -> None:
        self.chance = random.Random(f"qawl ledger {seed}")  # a text seed is hashed the same way everywhere
        self.places = list(places)
        random.Random(_WORLD).shuffle(self.places)
        self.speakers = [_speaker_name(number) for number in range(SPEAKERS)]
        self._by_place, self._by_speaker, self._by_outlet = Zipf(len(self.places)), Zipf(SPEAKERS), Zipf(OUTLETS)

    def happening(self, day: date) -> Fact:
        """Something new that happens about ``day``."""
        chance = self.chance
        kind = chance.choices(_TYPES, _TYPE_WEIGHTS)[0]
        actor, target = chance.sample(range(len(ACTORS)), 2)
        place = self.places[self._by_place.draw(chance)]
        number = int(10 ** chance.uniform(0.3, 2.2)) * (1000 if kind == "displacement" else 1)
        return Fact(kind, place, actor, target, number, day - timedelta(days=chance.choice((0, 0, 1, 1, 1, 2))))

    def telling(self, fact: Fact) -> Telling:
        """One speaker's way of telling it, with figures of their own."""
        chance = self.chance
        speaker = self._by_speaker.draw(chance) if chance.random() < 0.75 else None
        status = "asserted" if speaker is None else chance.choices(("asserted", "denied", "predicted"), (90, 6, 4))[0]
        spread = chance.choice((1.0, 1.0, 1.0, 0.7, 1.25, 1.5))
        return Telling(
            replace(fact, number=max(1, round(fact.number * spread))),
            speaker=None if speaker is None else self.speakers[speaker],
            status=status,
            frame=chance.randrange(len(FRAMES[fact.kind])),
            opening=chance.randrange(len(OPENINGS)),
            noun=chance.randrange(len(NOUNS)),
            is_dated=chance.random() < 0.85,
        )

    def outlet(self) -> int:
        """An outlet's number."""
        return self._by_outlet.draw(self.chance)


def make_articles(claims: int, *, seed: int, places: Sequence[Place], since: date = FIRST_DAY) -> Iterator[Article]:
    """Articles with ``claims`` claims in all, in order of their days, over the ten years from ``since``."""
    world = World(seed, places)
    chance = world.chance
    recent: deque[_Plan] = deque(maxlen=_RECENT_ARTICLES)
    happenings: deque[Fact] = deque(maxlen=_RECENT_HAPPENINGS)
    made = 0
    while made < claims:
        day = since + timedelta(days=made * DAYS // claims)
        changed, original = 0, None
        if recent and chance.random() < COPIES:
            original = recent[chance.randrange(len(recent))]
            tellings, changed = _copied(world, original)
            published = original.published + timedelta(minutes=chance.randrange(15, 2400))
        else:
            tellings = _told(world, happenings, day)
            published = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=chance.randrange(1440))
        tellings = tellings[: claims - made]
        outlet = world.outlet()
        if original is not None and outlet == original.outlet:
            outlet = (outlet + 1) % OUTLETS  # an outlet does not copy itself
        article = write_article(tellings, seed, outlet, published, made, is_plain=chance.random() < _PLAIN_SPELLING)
        made += len(article.reading.claims)
        recent.append(_Plan(article.document.id, outlet, published, tellings))
        yield replace(article, copy_of=original.document if original else None, changed_figures=changed)


def _told(world: World, happenings: deque[Fact], day: date) -> tuple[Telling, ...]:
    """An article of its own: what is new, and what is still talked about."""
    chance, tellings = world.chance, []
    for _ in range(chance.randrange(CLAIMS_AN_ARTICLE - 2, CLAIMS_AN_ARTICLE + 4)):
        if happenings and chance.random() < _RETOLD:
            fact = happenings[chance.randrange(len(happenings))]
        else:
            fact = world.happening(day)
            happenings.append(fact)
        tellings.append(world.telling(fact))
    return tuple(tellings)


def _copied(world: World, original: _Plan) -> tuple[tuple[Telling, ...], int]:
    """The tellings of an article as another takes them over, and how many of its figures have changed."""
    chance, kept, changed = world.chance, [], 0
    for telling in original.tellings:
        if kept and chance.random() < _SENTENCE_CUT:
            continue
        if chance.random() < _REWORDED:
            telling = replace(telling, opening=chance.randrange(len(OPENINGS)), noun=chance.randrange(len(NOUNS)))
        if telling.has_number and chance.random() < _FIGURE_CHANGED:
            number = telling.fact.number + chance.choice((1, 2, 10)) * (1000 if telling.fact.number > 2000 else 1)
            telling, changed = replace(telling, fact=replace(telling.fact, number=number)), changed + 1
        kept.append(telling)
    if chance.random() < 0.3:  # copied text inside a longer article
        kept += [world.telling(world.happening(telling.fact.day)) for telling in original.tellings[:2]]
    return tuple(kept), changed


def write_article(
    tellings: Sequence[Telling], seed: int, outlet: int, published: datetime, number: int, *, is_plain: bool
) -> Article:
    """One article of these tellings, the ``number``-th of its run."""
    name = f"o{outlet:02}"
    url = f"https://{name}.example/{seed}/{number}"
    written = Written.of(tellings, is_plain=is_plain)
    key = f"{name}:{seed}-{number}"
    content = f"{url}\n{written.text}".encode()
    document = Document(
        id=document_id(key, written.text, VERSION),
        article_key=key,
        text=written.text,
        title=written.text.partition("\n")[0],
        outlet=Outlet(name, f"وكالة {name}"),
        url=url,
        published_at=PublishedAt(published, DatePrecision.SECOND, zone_known=True, said_by="made"),
        text_sha256=text_sha256(written.text),
        snapshot_sha256=hashlib.sha256(content).hexdigest(),
        extractor=VERSION,
        mark="MADE",
        address=url,
    )
    snapshot = Snapshot(document.snapshot_sha256, content, "text/plain", url, published, url=url)
    return Article(snapshot, document, written.reading(document, version=VERSION))


def _speaker_name(number: int) -> str:
    """Every third speaker is a body, the others are people; no two are alike."""
    family = _FAMILY[number % len(_FAMILY)]
    if number % 3 == 0:
        return f"{_BODIES[number // 3 % len(_BODIES)]} {family} {number}"
    return f"{_GIVEN[number % len(_GIVEN)]} {family} {number}"


def make_places() -> list[Place]:
    """The gazetteer's places with an Arabic name in the countries that the project is about."""
    gazetteer = load_gazetteer(DATA)
    rows = range(len(gazetteer))
    wanted = [row for row in rows if gazetteer.countries[row] in _COUNTRIES and gazetteer.arabic[row]]
    return [gazetteer.place(gazetteer.ids[row]) for row in wanted]


def fill_ledger(ledger: Ledger, claims: int, *, seed: int, places: Sequence[Place]) -> int:
    """Put ``claims`` claims into a ledger, a thousand articles a transaction; returns how many articles that were."""
    articles = make_articles(claims, seed=seed, places=places)
    added = 0
    while batch := list(islice(articles, _BATCH)):
        ledger.add_documents([(article.snapshot, article.document, article.reading) for article in batch])
        added += len(batch)
    return added
