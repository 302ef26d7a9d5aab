"""An article page taken apart: main text, headline, outlet, byline, address and every date it gives.

The page is parsed once, from decoded text. Two extractors say which of its blocks are the article; what they agree on
is kept, what the agreement loses is rescued, what is left of the page's furniture is dropped by data
(``qawl.ingest.page``). Pages that are no article are refused with the reason.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from qawl.ingest.date_choice import Chosen, choose_published
from qawl.ingest.formats import EXTRACTORS, HTML
from qawl.ingest.identity import outlet_of
from qawl.ingest.outlets import OutletEntry, OutletQuirk, OutletTable, load_outlets
from qawl.ingest.page.addresses import find_address, outlet_addresses
from qawl.ingest.page.blocks import Block, Layout, find_layout
from qawl.ingest.page.boilerplate import Boilerplate
from qawl.ingest.page.bylines import find_byline
from qawl.ingest.page.facts import Facts, find_facts
from qawl.ingest.page.headlines import find_headline
from qawl.ingest.page.knowledge import PageWords, load_furniture, load_page_words
from qawl.ingest.page.main_text import Marks, Witnesses, find_main_blocks, is_running
from qawl.ingest.page.refusals import check_language, check_page
from qawl.ingest.page.stamps import GUESSED, find_stamps, guess_date
from qawl.ingest.page.tree import parse_tree
from qawl.ingest.page.witnesses import Witness, ask_readability, ask_trafilatura, words_of
from qawl.ingest.parts import SAMPLE_MARK, Parts
from qawl.ingest.zones import open_zone
from qawl.lexicon.load import DataFiles, open_data
from qawl.model.document import FoundDate
from qawl.settings import PageSettings, load_settings

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SHARED = re.compile(r"SAMPLE\b")


@dataclass(frozen=True, slots=True)
class PageKnowledge:
    """What reading pages needs besides a page: loaded once for many pages by ``load_page_knowledge``."""

    boilerplate: Boilerplate
    words: PageWords
    outlets: OutletTable
    settings: PageSettings
    rescue: bool = True


def load_page_knowledge(files: DataFiles | None = None, *, settings: PageSettings | None = None) -> PageKnowledge:
    """The data and settings of the page reader.

    Raises:
        DataFileError: a data file is wrong; says where.
    """
    files = files or open_data()
    return PageKnowledge(
        Boilerplate.of(load_furniture(files)),
        load_page_words(files),
        load_outlets(files.folder),
        settings or load_settings().pages,
    )


@lru_cache(maxsize=1)
def _shipped_knowledge() -> PageKnowledge:
    """What comes with Qawl, read once a process: it takes as long to load as a page to read."""
    return load_page_knowledge()


def parse_html(text: str, *, url: str = "", knowledge: PageKnowledge | None = None) -> Parts:
    """The parts of an article page; ``url`` is where it was fetched, ``knowledge`` what to reuse over many pages.

    Raises:
        InputError: the page is no Arabic article (a list, a login, a shell, Persian), or is broken; says what to do.
    """
    knowledge = knowledge or _shipped_knowledge()
    root = parse_tree(text, knowledge.settings)
    facts = find_facts(root)
    layout = find_layout(root)
    address = find_address(facts, url)
    outlet = _find_outlet(facts, url, knowledge.outlets)
    headline, headline_at = find_headline(facts, layout.blocks, outlet.names, words=knowledge.words)
    witnesses = Witnesses(
        ask_trafilatura(root),
        ask_readability(root),
        Witness.of(facts.all("ld:articleBody", "description", "og:description", "ld:description")),
    )
    body = _find_body(layout, witnesses, headline, headline_at, knowledge) or _stated_body(facts, knowledge)
    check_page(root, facts, layout.blocks, body, address=address, words=knowledge.words, settings=knowledge.settings)
    around = _around(layout.blocks, body, headline_at)
    byline = find_byline(facts, around, body, words=knowledge.words, names=outlet.names)
    paragraphs = [block.text for block in body if block.text not in byline.lines]
    check_language("\n".join([headline, *paragraphs]))
    dates = find_stamps(facts, layout, text, address=address or url, headline_at=headline_at, body=body)
    dates, chosen = _choose(dates, root, outlet.entry)
    field = chosen.published.said_by if chosen.published is not None else ""
    return Parts(
        text="\n".join([headline, *paragraphs] if headline else paragraphs),
        title=headline,
        extractor=EXTRACTORS[HTML],
        outlet=outlet.id,
        outlet_name=outlet.name,
        url=address,
        byline=byline.name,
        published=next((date.raw for date in dates if date.field == field), ""),
        date_field=field,
        published_at=chosen.published,
        modified=chosen.modified.isoformat() if chosen.modified is not None else "",
        mark=SAMPLE_MARK if _SHARED.search(text) else "",
        dates=dates,
        flags=chosen.flags,
    )


def _choose(
    dates: tuple[FoundDate, ...], root: "HtmlElement", entry: OutletEntry | None
) -> tuple[tuple[FoundDate, ...], Chosen]:
    """The dates and the one that counts on the outlet's clock; where there is none, htmldate's guess, flagged."""
    zone = open_zone(entry.zone) if entry is not None and entry.zone else None
    is_local = entry is not None and OutletQuirk.LOCAL_TIME_AS_UTC in entry.quirks
    chosen = choose_published(dates, zone=zone, local_time_as_utc=is_local)
    if chosen.published is not None:
        return dates, chosen
    dates += guess_date(root)
    guessed = choose_published(dates, zone=zone)
    return dates, replace(guessed, flags=(*guessed.flags, GUESSED)) if guessed.published is not None else chosen


@dataclass(frozen=True, slots=True)
class _Outlet:
    """The outlet of a page: the table's entry where it is known, and all names by which the page may call it."""

    id: str
    name: str
    names: tuple[str, ...]
    entry: OutletEntry | None = None


def _find_outlet(facts: Facts, url: str, table: OutletTable) -> _Outlet:
    """By the table: the addresses first, the site's name where there is none; else a short name from the address."""
    addresses = list(outlet_addresses(facts, url))
    said = [
        name
        for name in facts.all("og:site_name", "ld:publisher", "application-name", "publisher")
        if "://" not in name and len(name) < 80
    ]
    entry = next((found for found in map(table.find, addresses) if found is not None), None)
    if entry is None and not addresses:
        entry = next((found for found in (table.find(site_name=name) for name in said) if found is not None), None)
    short = next((found for found in map(outlet_of, addresses) if found), "")
    if entry is None:
        return _Outlet(short, next(iter(said), ""), tuple(dict.fromkeys([*said, short])))
    names = (*table.names_of(entry), *said, short, entry.id)
    return _Outlet(entry.id, entry.name_ar, tuple(dict.fromkeys(filter(None, names))), entry)


def _find_body(
    layout: Layout, witnesses: Witnesses, headline: str, headline_at: int | None, knowledge: PageKnowledge
) -> list[Block]:
    boilerplate, words = knowledge.boilerplate, knowledge.words
    blocks = find_main_blocks(
        layout.blocks,
        witnesses,
        knowledge.settings,
        marks=Marks(words.marks["furniture-marks"], words.marks["lead-marks"]),
        headline_at=headline_at,
        is_boilerplate=lambda text: boilerplate.reason_to_drop(text, in_tail=False) is not None,
        rescue=knowledge.rescue,
    )
    title = "".join(words_of(headline))
    if blocks:
        blocks = _with_rows_of_dashes(layout.blocks, blocks)
    body = [block for block in boilerplate.without(blocks) if "".join(words_of(block.text)) != title]
    if body and body[0].tag == "h1":  # a headline that differs from the one that is shared
        body = body[1:]
    return _without_labels(body, knowledge.settings)


def _stated_body(facts: Facts, knowledge: PageKnowledge) -> list[Block]:
    """The paragraphs of JSON-LD's articleBody, for pages that scripts fill; one that is flattened to a line is none."""
    lines = facts.first("ld:articleBody").split("\n")
    blocks = [Block(line, "p", ()) for line in lines if line]
    is_text = len(blocks) > 1 and sum(block.words() for block in blocks) >= knowledge.settings.thin_words
    return knowledge.boilerplate.without(blocks) if is_text else []


def _with_rows_of_dashes(blocks: Sequence[Block], kept: Sequence[Block]) -> list[Block]:
    """``kept`` with the rows of dashes inside it, which no extractor keeps and after which promotion stands."""
    numbers = {id(block): n for n, block in enumerate(blocks)}
    chosen = {numbers[id(block)] for block in kept}
    rows = {n for n in range(min(chosen), max(chosen)) if not words_of(blocks[n].text)}
    return [blocks[n] for n in sorted(chosen | rows)]


def _without_labels(body: list[Block], settings: PageSettings) -> list[Block]:
    """``body`` without what is no running text at its ends and stands in an element of its own: captions, sections.

    Headings and links at the end go as well: they lead elsewhere.
    """
    homes = {block.path for block in body if is_running(block, settings)}
    while body and not body[0].is_heading and not is_running(body[0], settings) and homes and body[0].path not in homes:
        body = body[1:]
    while body and (
        (body[-1].is_heading and not is_running(body[-1], settings))
        or body[-1].link_share > settings.link_share
        or (homes and body[-1].path not in homes and not is_running(body[-1], settings))
    ):
        body = body[:-1]
    return body


def _around(blocks: Sequence[Block], body: Sequence[Block], headline_at: int | None) -> list[Block]:
    """Where bylines stand: from just before the headline to the first paragraphs, and right behind the last."""
    numbers = {id(block): n for n, block in enumerate(blocks)}
    if not body or id(body[0]) not in numbers:
        return []
    first, last = numbers[id(body[0])], numbers[id(body[-1])]
    until = numbers[id(body[min(2, len(body) - 1)])]
    begin = max(0, headline_at - 2) if headline_at is not None and headline_at < first else max(0, first - 8)
    kept = {id(block) for block in body}
    return [block for block in (*blocks[begin:until], *blocks[last + 1 : last + 4]) if id(block) not in kept]
