"""One spelling for every address of a page.

Feeds, shares, search engines and the pages themselves write one address in many ways: with trackers, with ``%d8`` or
``%D8`` or the letters themselves, composed or not, with ``www``, for mobile phones, as AMP. What cannot change the page
is dropped or evened out; everything else stays, for two pages must never become one. Bytes that are no UTF-8 (old
sites percent-encode windows-1256) stay the bytes they are. Routes behind ``#!`` and ``#/`` are part of the address.
"""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, unquote_to_bytes, urlsplit

_HOST_PREFIX = re.compile(r"(?:www\d?|m|amp|mobile|mob|wap)\.(?=[^.]+\.)")
_DEFAULT_PORTS = frozenset({80, 443})
_TRACKERS = re.compile(
    r"""
    utm_.* | at_.* | pk_.* | mtm_.* | hsa_.* | ns_(?:campaign|source|mchannel|linkname|fee) | mc_[ce]id | _hs(?:enc|mi)
    | fbclid | gclid | gclsrc | dclid | gbraid | wbraid | msclkid | twclid | yclid | ysclid | ttclid | igsh | igshid
    | ocid | _ga | _gl | ref | ref_src | ref_url | referrer | xtor | cmpid | s_cid | ncid | smid | __twitter_impression
    | fb_(?:action_ids|action_types|ref|source) | phpsessid | jsessionid | sessionid | hss_channel | guccounter
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AMP_NAMES = frozenset({"amp", "outputtype"})
_AMP_VALUES = frozenset({"", "1", "true", "amp"})
_AMP_CACHE = re.compile(r"/(?:amp/)?(?:[cvi]/)?(?:s/)?(?P<rest>[^/]+\.[^/]+/.*)")
_INDEX = re.compile(r"(?:^|/)(?:index|default)\.(?:s?html?|php|aspx?|jsp)$", re.IGNORECASE)
_AMP = re.compile(r"(?P<page>/.+?)(?:/amp|[./]amp\.html|\.amp)|/amp(?P<rest>/.+)")
_SESSION = re.compile(r";jsessionid=[^/]*", re.IGNORECASE)
_SAFE_IN_PATH = "/:@!$&'()*+,;=-._~"
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")


@dataclass(frozen=True, slots=True)
class Address:
    """A canonical address in its parts; ``path`` begins with a slash or is empty, ``query`` is decoded."""

    host: str
    path: str
    query: tuple[tuple[str, str], ...]
    route: str

    @property
    def folders(self) -> tuple[str, ...]:
        return tuple(self.path.split("/")[1:-1])

    @property
    def name(self) -> str:
        """The last part of the path, decoded."""
        return unquote_to_bytes(self.path.rpartition("/")[2]).decode("utf-8", "surrogateescape")


def canonical_url(url: str) -> str:
    """The address without scheme, www, trackers, fragment and trailing slash, percent-encoded one way. Idempotent.

    http://m.wadi.example:80/%d8%ae%d8%a8%d8%b1/?utm_source=x#top -> wadi.example/%D8%AE%D8%A8%D8%B1
    """
    parts = _split(url)
    host = _host(parts)
    path = parts.path
    if host.endswith("cdn.ampproject.org") or re.fullmatch(r"google(?:\.[a-z]{2,3}){1,2}", host):
        cached = _AMP_CACHE.fullmatch(path)
        if cached is not None:
            return canonical_url(f"https://{cached['rest']}" + (f"?{parts.query}" if parts.query else ""))
    query = "&".join(_parameters(parts.query, host))
    route = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return f"{host}{_path(path)}" + (f"?{query}" if query else "") + (f"#{_encode(route, '/:@!$&=?')}" if route else "")


def split_canonical(canonical: str) -> Address:
    """The parts of what ``canonical_url`` gave."""
    rest, _, route = canonical.partition("#")
    rest, _, query = rest.partition("?")
    host, slash, path = rest.partition("/")
    pairs = []
    for parameter in query.split("&") if query else ():
        name, _, value = parameter.partition("=")
        pairs.append((_decode(name), _decode(value)))
    return Address(host, slash + path, tuple(pairs), route)


def _split(url: str) -> SplitResult:
    """The address in parts; what is no address is all path."""
    url = "".join(url.split("\n")).strip().replace("&amp;", "&")
    if not _SCHEME.match(url) and not url.startswith("//"):
        head = url.partition("/")[0]
        url = f"//{url}" if "." in head and not re.search(r"[\s?#]", head) else url
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return SplitResult("", "", url, "", "")
    return parts


def _host(parts: SplitResult) -> str:
    host = unicodedata.normalize("NFKC", parts.hostname or "").lower().rstrip(".")
    host = ".".join(_label(label) for label in host.split("."))
    while (match := _HOST_PREFIX.match(host)) is not None:
        host = host[match.end() :]
    host = f"[{host}]" if ":" in host else host
    is_default = parts.port is None or parts.port in _DEFAULT_PORTS
    return host if is_default else f"{host}:{parts.port}"


def _label(label: str) -> str:
    """A label of a host in letters: xn--mgba… and the name it stands for are one."""
    if not label.startswith("xn--"):
        return label
    try:
        return unicodedata.normalize("NFC", label[4:].encode("ascii").decode("punycode")).lower()
    except (UnicodeError, OverflowError, ValueError):
        return label


def _path(path: str) -> str:
    path = re.sub(r"/{2,}", "/", _SESSION.sub("", path))
    path, before = _encode(path, _SAFE_IN_PATH).rstrip("/"), ""
    while path != before:
        before = path
        path = _INDEX.sub("", path).rstrip("/")
        amp = _AMP.fullmatch(path)
        path = path if amp is None else amp["page"] or amp["rest"]
    return path


def _encode(text: str, safe: str) -> str:
    """Percent-encoding in one way; an encoded slash stays encoded, bytes that are no UTF-8 stay as they are."""
    return "%2F".join(quote(_compose(piece), safe=safe) for piece in re.split("%2[fF]", text))


def _compose(text: str) -> bytes:
    content = unquote_to_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        return unicodedata.normalize("NFC", content.decode("utf-8")).encode("utf-8")
    except UnicodeDecodeError:
        return content


def _parameters(query: str, host: str) -> list[str]:
    """The parameters that may change the page, sorted by name, in their order where a name repeats."""
    kept = []
    for parameter in query.split("&"):
        name, _, value = parameter.partition("=")
        if not parameter.strip("=") or _TRACKERS.fullmatch(_decode(name)) or _is_amp(name, value, host):
            continue
        encoded = (quote(_compose(part.replace("+", " ")), safe="") for part in (name, value))
        name, value = (part.replace("%20", "+") for part in encoded)
        kept.append((name, f"{name}={value}" if value else name))
    return [text for _, text in sorted(kept, key=lambda pair: pair[0])]


def _is_amp(name: str, value: str, host: str) -> bool:
    """Parameters that ask for the same page in another dress."""
    if host.endswith(".blogspot.com") and name == "m":
        return True
    return name.lower() in _AMP_NAMES and value.lower() in _AMP_VALUES


def _decode(text: str) -> str:
    return unquote_to_bytes(text.replace("+", " ")).decode("utf-8", "surrogateescape")
