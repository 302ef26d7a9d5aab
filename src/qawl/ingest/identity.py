"""What makes two retrievals the same article.

An article is its outlet's number in the address, else its address, else what the caller calls it, else
its very content. Wrongly joining two articles would hide one of them, so a number counts only where it
is long and is no date, and a caller's id («1», «2») only together with outlet and title.
"""

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_HOST_PREFIX = re.compile(r"^(?:www\d?|m|amp|mobile)\.")
_NUMBER = re.compile(r"(?<!\d)(\d{5,12})(?!\d)")
_DAY = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{2,6})?")
_TRACKERS = re.compile(r"^(?:utm_.*|fbclid|gclid|igshid|mc_cid|mc_eid|ocid|ref|ref_src|at_.*|xtor)$")
_SECOND_LEVEL = frozenset("ac co com edu gov net org".split())


def article_key(*, url: str, outlet: str, external_id: str, title: str, content_sha256: str) -> str:
    """The key that all retrievals of one article share.

    https://www.mizan.example/news/iraq/88121?utm_source=x -> mizan.example#88121
    """
    if url:
        canonical = canonical_url(url)
        host = canonical.partition("/")[0]
        number = _number_in(canonical)
        return f"{host}#{number}" if number else canonical
    if external_id:
        return f"id:{outlet}:{external_id}:{title}"
    return f"sha256:{outlet}:{content_sha256}"


def canonical_url(url: str) -> str:
    """The address without scheme, www, trackers, fragment and trailing slash, percent-encoded one way."""
    parts = urlsplit(url.strip())
    host = _HOST_PREFIX.sub("", (parts.hostname or "").lower())
    path = quote(unquote(parts.path), safe="/:@!$&'()*+,;=-._~").rstrip("/")
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query) if not _TRACKERS.match(k.lower())])
    return f"{host}{path}" + (f"?{query}" if query else "")


def outlet_of(url: str) -> str:
    """A short name for the outlet of an address, for pages that no list of outlets knows.

    https://arabic.mizan.example/news/1 -> mizan
    """
    labels = canonical_url(url).partition("/")[0].split(".")
    if len(labels) < 2 or labels[-1].isdigit():
        return ""
    second_level = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return labels[-3] if second_level else labels[-2]


def _number_in(canonical: str) -> str:
    """The outlet's own number of the article: the last long number of the last part of the path, unless a date."""
    path = canonical.partition("?")[0]
    numbers = [n for n in _NUMBER.findall(unquote(path.rpartition("/")[2])) if not _DAY.fullmatch(n)]
    return numbers[-1] if numbers else ""
