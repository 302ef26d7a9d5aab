"""A page's text becomes a tree, once, whatever is wrong with it.

The tree is always made from decoded text: parsers that are given bytes trust a charset that is often wrong.
Hostile pages (endless nesting, NUL characters, entity bombs, megabytes of markup) are either tamed here or refused
with a reason; what follows may then copy and walk the tree without fear.
"""

import re
from typing import TYPE_CHECKING

from qawl.errors import InputError
from qawl.settings import PageSettings

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_DOCTYPE = re.compile(r"\A\s*<!doctype[^>\[]{0,300}(?:\[.{0,100000}?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CODE = re.compile(r"<(?P<tag>script|style|svg)(?=[\s/>])", re.IGNORECASE)
_DATA = re.compile(r"(?P<quote>[\"'])data:[^\"']{200,}(?P=quote)")
_LONG_TAG = re.compile(r"<(?P<tag>[a-z][a-z0-9:-]{0,30})\s[^<>]{20000,}>", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_FORMATTING = re.compile(r"</?(?:b|big|center|em|font|i|small|span|strong|u|wbr)(?:\s[^<>]*)?>", re.IGNORECASE)


def parse_tree(text: str, settings: PageSettings) -> "HtmlElement":
    """The tree of a page, without its code (scripts but JSON-LD, styles, drawings).

    Raises:
        InputError: nothing is in it, or it is too large or nested too deep to be a page; says what to do.
    """
    source = _UNFIT.sub(" ", _DOCTYPE.sub("", _XML_DECLARATION.sub("", text)))
    source = _LONG_TAG.sub(r"<\g<tag>>", _DATA.sub('""', _without_code(source)))
    if len(source) > settings.max_markup:
        raise InputError(
            f"{len(source):,} characters of markup without its scripts; at most {settings.max_markup:,} are read. "
            "Save the article's own page, or give its text.",
            reason="too_large",
        )
    root = _parse(source)
    count, depth = _size(root)
    if depth > settings.max_depth:  # old pages leave hundreds of <font> open
        root = _parse(_FORMATTING.sub("", source))
        count, depth = _size(root)
    if count > settings.max_elements:
        raise InputError(
            f"more than {settings.max_elements:,} elements: this is no article page. "
            "Save the article's own page, or give its text.",
            reason="too_large",
        )
    if depth > settings.max_depth:
        raise InputError(
            f"elements nested more than {settings.max_depth} deep: this page is broken. "
            "Save it again, or give the article's text.",
            reason="broken",
        )
    _open_folded(root)
    return root


def _open_folded(root: "HtmlElement") -> None:
    """Show paragraphs that wait behind «اقرأ المزيد» beside others: extractors leave out what is not displayed."""
    for element in root.iterfind(".//*[@style]"):
        above = element.getparent()
        if above is not None and _HIDDEN.search(element.get("style", "")) and len(element.findall("p")) > 1:
            if above.find("p") is not None:
                del element.attrib["style"]


def _parse(source: str) -> "HtmlElement":
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        raise InputError(
            "no paragraphs of an article: this page is empty. Save it again, or give its text.", reason="empty"
        ) from None


def _without_code(source: str) -> str:
    """``source`` without scripts, styles and drawings, but with JSON-LD; what is never closed is cut off."""
    kept = []
    at = 0
    while match := _CODE.search(source, at):
        opened = source.find(">", match.end())
        closing = re.compile(f"</{match['tag']}", re.IGNORECASE).search(source, opened) if opened >= 0 else None
        end = source.find(">", closing.end()) + 1 if closing else 0
        kept.append(source[at : match.start()])
        if not end:
            return "".join(kept)
        if "ld+json" in source[match.start() : opened].lower():
            kept.append(source[match.start() : end])
        at = end
    return "".join([*kept, source[at:]])


def _size(root: "HtmlElement") -> tuple[int, int]:
    """How many elements a tree has, and how deep the deepest stands."""
    from lxml import etree

    count = depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            count += 1
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return count, deepest
