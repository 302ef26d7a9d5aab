"""What makes two retrievals the same article.

An article is its outlet's number in the address, else the guid that its feed gives, else its address, else what the
caller calls it, else its very content. Wrongly joining two articles would hide one of them, which is worse than
keeping one twice. So a number counts only where it stands as a number does (first or last in the last part of the
path, or in a parameter that is named for it), is long, is no date, and is no round figure from a headline; and a
caller's id («1», «2») only together with outlet and title. Lists of trackers that go by the beginning of a name are
not used either: they drop ``gallery=7`` with ``ga=``, and with it the difference between two pages.
"""

import re

from qawl.ingest.canonical import canonical_url, split_canonical

__all__ = ["article_key", "canonical_url", "outlet_of"]

_END = r"(?: \. (?: s?html? | php | aspx? | jsp ) )? $"
_NUMBER_FIRST = re.compile(rf"^ [a-z]{{0,8}} (?P<number> \d{{5,12}} ) (?: [_-] \D | {_END} )", re.VERBOSE | re.I)
_NUMBER_LAST = re.compile(rf"(?: ^ [a-z]+ | (?P<slug> \D ) ) [_.-] (?P<number> \d{{5,12}} ) {_END}", re.VERBOSE | re.I)
_SLUG_DIGITS = 6  # behind a whole headline five digits may be its death toll
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY_OF_MONTH = r"(?:0[1-9]|[12]\d|3[01])"
_DATE = re.compile(
    rf"(?:19|20)\d{{2}}{_MONTH}(?:{_DAY_OF_MONTH}(?:\d{{2,6}})?)?|{_DAY_OF_MONTH}{_MONTH}(?:19|20)\d{{2}}"
)
_ROUND = 100
_NUMBER_NAMES = frozenset(
    "id p nid aid newsid news_id articleid article_id postid post_id storyid story_id contentid content_id idnews"
    " id_news art_id artid n news article story".split()
)
_HARMLESS = frozenset("cat category section sec sectionid catid cid lang language page title slug".split())
_SEARCHES = frozenset("q query s search keyword keywords k".split())
_NOT_ARTICLES = re.compile(
    r"""
    (?: video | photo | gallery | galleries | album | image | tag | author | writer | category | categories | topic
      | program | programme | episode | podcast | audio | live | page | search | poll ) s?
    """,
    re.VERBOSE,
)
_NOT_ARTICLE_SCRIPTS = re.compile(
    r"video|photo|galler|album|image|tag|author|categor|topic|program|episode|search|poll"
)
_SECOND_LEVEL = frozenset("ac co com edu gov net org".split())
_GUID = re.compile(r"(?:tag:|urn:)\S+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,64}", re.IGNORECASE)
_NODE = re.compile(r"(?P<number>\d{1,12}) at (?P<url>https?://\S+)")


def article_key(*, url: str, outlet: str, external_id: str, title: str, content_sha256: str) -> str:
    """The key that all retrievals of one article share.

    ``external_id`` is a guid where it is an address, a tag, a URN or a hash; any other is the caller's own numbering.

    https://www.mizan.example/news/iraq/88121?utm_source=x -> mizan.example#88121
    """
    numbered = _numbered(canonical_url(url)) if url else ""
    if numbered:
        return numbered
    guid = _guid_key(external_id, outlet)
    if guid:
        return guid
    if url:
        return canonical_url(url)
    if external_id:
        return f"id:{outlet}:{external_id}:{title}"
    return f"sha256:{outlet}:{content_sha256}"


def outlet_of(url: str) -> str:
    """A short name for the outlet of an address, for pages that no list of outlets knows.

    https://arabic.mizan.example/news/1 -> mizan
    """
    labels = split_canonical(canonical_url(url)).host.partition(":")[0].split(".")
    if len(labels) < 2 or labels[-1].isdigit():
        return ""
    second_level = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return labels[-3] if second_level else labels[-2]


def _guid_key(external_id: str, outlet: str) -> str:
    """A feed's guid as a key, empty where it is none; one that is an address is like any address."""
    guid = external_id.strip()
    if re.match(r"https?://[^/\s]+\.[^/\s]+/\S", guid, re.IGNORECASE):
        canonical = canonical_url(guid)
        return _numbered(canonical) or canonical
    node = _NODE.fullmatch(guid)
    if node is not None:
        host = split_canonical(canonical_url(node["url"])).host
        return f"{host}#{node['number']}" if _is_number(node["number"]) else f"guid:{guid}"
    if _GUID.fullmatch(guid) is None:
        return ""
    return f"guid:{guid}" if ":" in guid else f"guid:{outlet}:{guid}"


def _numbered(canonical: str) -> str:
    """The key by the outlet's own number of the article, empty where the address has none that can be trusted."""
    address = split_canonical(canonical)
    if address.route or any(_NOT_ARTICLES.fullmatch(folder.lower()) for folder in address.folders):
        return ""
    number = _number_of(address.name) if _is_decoration(address.query) else ""
    return f"{address.host}#{number}" if number else _number_in_query(address.host, address.path, address.query)


def _is_decoration(query: tuple[tuple[str, str], ...]) -> bool:
    """True when no parameter can tell two articles apart: words alone («src=home»), or places on the site."""
    names = {name.lower() for name, _ in query}
    numbered = {name.lower() for name, value in query if re.search(r"\d", name + value)}
    return not names & (_NUMBER_NAMES | _SEARCHES) and numbered <= _HARMLESS


def _number_of(name: str) -> str:
    """The number that the last part of a path begins or ends with.

    88121-headline, headline-881210, middleeast-43020962, n88121.html
    """
    match = _NUMBER_FIRST.match(name)
    if match is not None:
        return match["number"] if _is_number(match["number"]) else ""
    match = _NUMBER_LAST.search(name)
    if match is None or not _is_number(match["number"]):
        return ""
    return match["number"] if match["slug"] is None or len(match["number"]) >= _SLUG_DIGITS else ""


def _number_in_query(host: str, path: str, query: tuple[tuple[str, str], ...]) -> str:
    """The number in a parameter that is named for one, if all others only say where on the site it hangs.

    One script numbers its own articles: only the root's numbers are the outlet's.
    """
    if _NOT_ARTICLE_SCRIPTS.search(path.lower()):
        return ""
    named = [(name.lower(), value) for name, value in query]
    if len(named) == 1 and not named[0][1]:
        named = [("id", named[0][0])]
    numbers = [(name, value) for name, value in named if name in _NUMBER_NAMES]
    others = {name for name, _ in named} - _NUMBER_NAMES
    if len(numbers) != 1 or not others <= _HARMLESS:
        return ""
    name, number = numbers[0]
    if not re.fullmatch(r"[0-9]{5,12}", number) or _DATE.fullmatch(number):
        return ""
    return f"{host}{path}?{name}={number}" if path else f"{host}#{number}"


def _is_number(digits: str) -> bool:
    """True for an outlet's number: long, no date, and no round figure («10000-displaced»)."""
    is_long = 5 <= len(digits) <= 12
    return is_long and _DATE.fullmatch(digits) is None and int(digits) % _ROUND != 0
