"""Pages that are no Arabic article, each with the reason: lists, logins, consent, errors, empty shells, Persian.

A page that is wrongly read as an article puts headlines of twenty others into one text; a real article that is
refused is lost. So a list must be given away by several signs at once, and a page of a few lines is only refused when
it also says what it is.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from qawl.errors import InputError
from qawl.ingest.checks import share_of_definite_words
from qawl.ingest.page.blocks import Block
from qawl.ingest.page.facts import Facts
from qawl.ingest.page.knowledge import PageWords, folded_words
from qawl.settings import PageSettings

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LIST_PATH = re.compile(
    r"/(?:category|categories|tag|tags|topic|topics|section|author|search|archive|archives)(?:/|\Z)"
)
_PAGE_PATH = re.compile(r"/page/\d+/?\Z|[?&](?:page|paged|s|q)=")
_LIST_CLASSES = frozenset("archive category tag search search-results blog home author".split())
_FOREIGN = {
    "fa": "Persian",
    "ur": "Urdu",
    "ku": "Kurdish",
    "ckb": "Kurdish",
    "ps": "Pashto",
    "ug": "Uyghur",
    "sd": "Sindhi",
}
_SUSPICIOUS_SHARE = 0.12
_SAMPLE = 5_000
_FIRST_BLOCKS = 40
_CARDS, _CARD_LINE = 5, 8


def check_page(
    root: "HtmlElement", facts: Facts, blocks: Sequence[Block], body: Sequence[Block], *, address: str,
    words: PageWords, settings: PageSettings,
) -> None:  # fmt: skip
    """Pass a page with an article, refuse all else.

    Raises:
        InputError: what the page is instead, and what to do.
    """
    running = sum(block.words() for block in body)
    if running < settings.thin_words:
        _check_gates(root, facts, blocks, body, words)
    if points_of_listing(root, facts, blocks, body, address=address, words=words, settings=settings) >= (
        settings.listing_points
    ):
        raise InputError(
            "a list of articles, not an article (linked headlines, hardly any text of its own). "
            "Give the articles' own pages, or the outlet's feed.",
            reason="listing",
        )
    if not body:
        _refuse_empty(root, blocks)


def check_language(text: str) -> None:
    """Refuse a text in Arabic letters that is Persian, Urdu or Kurdish.

    Raises:
        InputError: names the language.
    """
    if share_of_definite_words(text[:_SAMPLE]) >= _SUSPICIOUS_SHARE:
        return
    from py3langid import langid

    language, _ = langid.classify(text[:_SAMPLE])
    if language in _FOREIGN:
        raise InputError(
            f"in Arabic letters, but it looks {_FOREIGN[language]} (not Arabic). Qawl reads Arabic: leave it out.",
            reason="not_arabic",
        )


def points_of_listing(
    root: "HtmlElement", facts: Facts, blocks: Sequence[Block], body: Sequence[Block], *, address: str,
    words: PageWords, settings: PageSettings,
) -> int:  # fmt: skip
    """How many signs of a list of articles a page shows, less those of an article."""
    points = 2 if facts.is_listing else 0
    parts = urlsplit(address)
    points += bool(_LIST_PATH.search(parts.path)) + bool(_PAGE_PATH.search(address))
    points += 2 if address and not parts.path.strip("/") and not parts.query else 0
    frame = root.find("body")
    classes = set((frame.get("class") or "").lower().split()) if frame is not None else set()
    points += bool(classes & _LIST_CLASSES) and not classes & {"single", "single-post", "page", "postid"}
    points += any(words["listing-titles"].within(folded_words(title)) for title in facts.all("title", "og:title")[:2])
    linked = [b for b in blocks if b.link_share > 0.8 and b.words() >= 4 and not b.apart]
    running = sum(block.words() for block in body)
    if len(linked) >= settings.listing_links:
        points += 1 if running < settings.thin_words else 0
        points += 2 if running < settings.thin_words // 3 else 0
    points += _points_of_cards(blocks, body)
    points -= 2 if facts.is_article and facts.first("ld:datePublished") else 0
    points -= 1 if facts.first("article:published_time", "itemprop:datePublished") else 0
    return points


def _points_of_cards(blocks: Sequence[Block], body: Sequence[Block]) -> int:
    """2 where most paragraphs kept stand right behind a linked headline, as excerpts of other articles do.

    A point more for a row of many whose headlines are headings: links to other articles among the paragraphs of one
    are none. A line for the day or the writer may stand in between.
    """
    if len(body) < 3:
        return 0
    kept = {id(block) for block in body}
    before: list[Block] = []
    cards: list[Block] = []
    for block in blocks:
        if id(block) in kept:
            cards += [one for one in before if one.link_share > 0.8 and one.words() >= 3][-1:]
            before = []
        elif block.words() > _CARD_LINE or block.link_share > 0.8 or len(before) > 2:
            before = [block]
        else:
            before.append(block)
    if len(cards) < 2 or len(cards) * 2 <= sum(block.words() > _CARD_LINE for block in body):
        return 0
    return 3 if sum(card.is_heading for card in cards) >= _CARDS else 2


def _check_gates(
    root: "HtmlElement", facts: Facts, blocks: Sequence[Block], body: Sequence[Block], words: PageWords
) -> None:
    """Refuse what is a gate by its title, headline or text; a banner or a form beside an article is none."""
    titles = [folded_words(title) for title in facts.all("title", "og:title")]
    titles += [folded_words(block.text) for block in blocks if block.tag == "h1"]
    if any(_any_at(words, "refused-missing", title) for title in titles):
        raise InputError("an error page, not an article. Fetch it again later, or leave it out.", reason="no_article")
    texts = [folded_words(block.text) for block in (body or blocks[:_FIRST_BLOCKS])]
    has_password = root.find(".//input[@type='password']") is not None
    asks = any(words["refused-login"].within(text) for text in texts)
    if any(_any_at(words, "refused-login", title) for title in titles) or (asks and (has_password or len(texts) <= 2)):
        raise InputError(
            "a login or subscription page, not an article. Qawl reads only what is published for all.",
            reason="no_article",
        )
    if any(_any_at(words, "refused-consent", text) for text in (*titles, *texts)):
        raise InputError(
            "a page that asks for consent to cookies, not an article. Save the article's own page.",
            reason="no_article",
        )


def _any_at(words: PageWords, name: str, text: Sequence[str]) -> bool:
    return any(True for _ in words[name].at(text))


def _refuse_empty(root: "HtmlElement", blocks: Sequence[Block]) -> None:
    if not blocks or sum(block.words() for block in blocks) < 20:
        raise InputError(
            "no paragraphs of an article: an empty shell that a browser fills by script. "
            "Save the page after it has loaded, or give the article's text.",
            reason="no_article",
        )
    raise InputError(
        "no paragraphs of an article in this page. Save the article itself, or give its text.", reason="no_article"
    )
