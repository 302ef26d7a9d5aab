"""Every date that a page gives, each with the field that said so; which one counts is decided elsewhere.

Fields for machines, dates that a reader sees beside the headline, and a date in the address are all kept: outlets
write local time as UTC, leave zones away, or change one field and forget the other, and only the row shows it.
"""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from qawl.ingest.date_choice import find_url_date
from qawl.ingest.dates import parse_published
from qawl.ingest.page.blocks import Block, Layout
from qawl.ingest.page.facts import Facts
from qawl.model.document import FoundDate

if TYPE_CHECKING:
    from lxml.html import HtmlElement

GUESSED = "date_guessed"  # the flag of an article whose only date is htmldate's
PUBLISHED = (
    "article:published_time", "ld:datePublished", "itemprop:datePublished", "datepublished", "pubdate", "publishdate",
    "publish-date", "publish_date", "publication_date", "date", "dc.date", "dc.date.issued", "dcterms.created",
    "dcterms.date", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime", "article:published",
    "og:published_time", "ld:page:datePublished", "ld:dateCreated", "itemprop:dateCreated",
)  # fmt: skip
MODIFIED = (
    "article:modified_time", "ld:dateModified", "itemprop:dateModified", "og:updated_time", "datemodified", "lastmod",
    "last-modified", "dcterms.modified", "article:modified", "ld:page:dateModified",
)  # fmt: skip
_YEAR = re.compile("(?:19|20|١٩|٢٠|۱۹|۲۰)[0-9٠-٩۰-۹]{2}")
_TITLE_DAY = re.compile(r"\s[(\[]?(?P<day>\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d)[)\]]?\s*\Z")
_VISIBLE_WORDS = 22
_BEFORE, _AFTER = 8, 4
_CLOSE = 3


def find_stamps(
    facts: Facts, layout: Layout, source: str, *, address: str, headline_at: int | None, body: Sequence[Block]
) -> tuple[FoundDate, ...]:
    """All dates of the page in order of trust: machine fields, <time> and text beside the article, the address."""
    found = [FoundDate(field, value, parse_published(value, said_by=field)) for field, value in _machine(facts)]
    numbers = {id(block): n for n, block in enumerate(layout.blocks)}
    first = numbers.get(id(body[0]), len(layout.blocks)) if body else len(layout.blocks)
    last = numbers.get(id(body[-1]), -1) if body else -1
    window = _window(layout.blocks, first, headline_at)
    for stamp in layout.stamps:
        if window.start <= stamp.before <= window.stop and not any(stamp.value == date.raw for date in found):
            field = "time:modified" if "odified" in stamp.name else "time"
            found.append(FoundDate(field, stamp.value, parse_published(stamp.value, said_by=field), None))
    shown = [_visible(layout.blocks[n], source) for n in window if n != headline_at]
    before = [date for date in shown if date is not None]
    after = (_visible(block, source) for block in (layout.blocks[last + 1 : last + 1 + _AFTER] if last >= 0 else ()))
    found.extend(before or [date for date in after if date is not None])
    if not found:
        found.extend(date for date in (_in_title(title, source) for title in facts.all("title")) if date is not None)
    in_address = find_url_date(address)
    return tuple(dict.fromkeys([*found, in_address] if in_address is not None else found))


def guess_date(root: "HtmlElement") -> tuple[FoundDate, ...]:
    """What htmldate makes of a page that gives no date itself: it invents some, so it is asked last and flagged."""
    from htmldate import find_date
    from lxml.html import tostring

    try:
        raw = find_date(deepcopy(root), extensive_search=False, original_date=True)
    except (AttributeError, LookupError, OverflowError, TypeError, ValueError):
        return ()
    if raw and raw[:4] not in _plain_digits(tostring(root, encoding="unicode")):
        return ()  # it reads 05/03/2024 as the year 20
    value = parse_published(raw, said_by="htmldate") if raw else None
    return (FoundDate("htmldate", raw or "", value),) if value is not None else ()


def _plain_digits(text: str) -> str:
    return re.sub("[٠-٩۰-۹]", lambda match: str(int(match.group())), text)


def _in_title(title: str, source: str) -> FoundDate | None:
    """The date with which a title ends."""
    match = _TITLE_DAY.search(title)
    value = parse_published(match["day"], said_by="visible") if match else None
    return FoundDate("visible", match["day"], value, _offset(source, match["day"])) if match and value else None


def _visible(block: Block, source: str) -> FoundDate | None:
    """The date that a block shows to readers, and where it stands in the page."""
    if block.words() > _VISIBLE_WORDS or not _YEAR.search(block.text):
        return None
    value = parse_published(block.text, said_by="visible")
    return FoundDate("visible", block.text, value, _offset(source, block.text)) if value is not None else None


def _machine(facts: Facts) -> Iterator[tuple[str, str]]:
    for field in (*PUBLISHED, *MODIFIED):
        for value in dict.fromkeys(facts.all(field)):
            yield field, value


def _window(blocks: Sequence[Block], first: int, headline_at: int | None) -> range:
    """The numbers of blocks above the article: from just before its headline to its first line."""
    begin = max(0, first - _BEFORE)
    if headline_at is not None and headline_at < first:
        near = blocks[headline_at].path
        begin = headline_at
        while begin > 0 and headline_at - begin < _CLOSE + 1 and _is_close(blocks[begin - 1].path, near):
            begin -= 1
    return range(begin, first)


def _is_close(path: Sequence[int], other: Sequence[int]) -> bool:
    common = sum(a == b for a, b in zip(path, other, strict=False))
    return len(other) - common <= 2


def _offset(source: str, text: str) -> int | None:
    """Where the text stands in the decoded page, white space in either allowed to differ."""
    at = source.find(text)
    if at >= 0:
        return at
    match = re.search(r"\s+".join(map(re.escape, text.split())), source)
    return match.start() if match else None
