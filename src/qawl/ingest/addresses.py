"""Addresses as they are asked for, and the guard that keeps private networks out of reach.

News addresses come with raw Arabic, marks of direction from a paste, names of the whole world and stray
percent signs; a request needs one exact ASCII form. The same place decides where a request may go at all.
Whoever can write a feed or a redirect would otherwise make Qawl read routers, databases and the metadata
service of a cloud machine, which is why every spelling of an address (decimal, octal, hexadecimal, IPv4 inside
IPv6) is brought to its number first, and the number is looked up in the registries of special addresses.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, unquote, urljoin, urlsplit

from qawl.errors import FetchError, FetchReason

PORTS = frozenset({80, 443, 8080, 8443})

_DEFAULT_PORTS = {"http": 80, "https": 443}
_AROUND = " \t\r\n\f\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_ALLOW = "allow private addresses (--allow-private)"
_SHOWN = 200  # characters of an address in a message
_CONTROL = re.compile("[\\x00-\\x20\\x7f]")
_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\Z")
_NUMBER = re.compile(r"[0-9]+\Z|0x[0-9a-f]*\Z")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_DOT = re.compile(r"%2e", re.IGNORECASE)
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"
_QUERY_SAFE = _PATH_SAFE + "?[]|"
_OWN_NAMES = ("localhost", "localdomain", "local", "internal", "intranet", "lan", "home.arpa", "onion")

# RFC 6890 and the IANA registries of special-purpose addresses, as of 2026. Written out, because what
# `ipaddress` calls private or global differs between versions of Python.
_SPECIAL_V4 = {
    "0.0.0.0/8": "this network",
    "10.0.0.0/8": "a private network",
    "100.64.0.0/10": "shared by a provider's customers (CGNAT)",
    "127.0.0.0/8": "this machine (loopback)",
    "168.63.129.16/32": "the service of a cloud machine",
    "169.254.0.0/16": "link-local",
    "172.16.0.0/12": "a private network",
    "192.0.0.0/24": "reserved",
    "192.0.2.0/24": "for documentation",
    "192.88.99.0/24": "reserved",
    "192.168.0.0/16": "a private network",
    "198.18.0.0/15": "for measurements inside a network",
    "198.51.100.0/24": "for documentation",
    "203.0.113.0/24": "for documentation",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved",
}
_PUBLIC_V6 = IPv6Network("2000::/3")
_SPECIAL_V6 = {
    "::/128": "this network",
    "::1/128": "this machine (loopback)",
    "64:ff9b:1::/48": "a private network (NAT64)",
    "2001::/23": "reserved",
    "2001:db8::/32": "for documentation",
    "2002::/16": "reserved (6to4)",
    "3fff::/20": "for documentation",
    "fc00::/7": "a private network",
    "fe80::/10": "link-local",
    "fec0::/10": "a private network",
    "ff00::/8": "multicast",
}
_NETWORKS_V4 = tuple((IPv4Network(network), what) for network, what in _SPECIAL_V4.items())
_NETWORKS_V6 = tuple((IPv6Network(network), what) for network, what in _SPECIAL_V6.items())
_MAPPED_V6 = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))


@dataclass(frozen=True, slots=True)
class Address:
    """One address in the form that goes on the wire, all ASCII. ``host`` is without the brackets of IPv6."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def url(self) -> str:
        """The whole address."""
        return self.origin + self.target


def parse_address(url: str, *, max_characters: int = 8_000) -> Address:
    """The exact form of an address as people, pages and feeds write it; the fragment goes.

    https://أخبار.example/خبر عاجل#1 -> https://xn--mgbtf8fl.example/%D8%AE%D8%A8%D8%B1%20...

    Raises:
        FetchError: BAD_ADDRESS; what is wrong with it and what to do. Passwords are not repeated.
    """
    shown = without_password(url.strip(_AROUND))[:_SHOWN]
    try:
        parts = urlsplit(_without_newlines(url.strip(_AROUND), shown))
        port = parts.port
    except ValueError as error:
        raise _bad(shown, f"not an address ({error}). Check its spelling.") from None
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        raise _bad(shown, "only http and https addresses are fetched. Begin it with https://, or give a file.")
    if "@" in parts.netloc:
        raise _bad(shown, "a user name or password in it; Qawl reads only what is public. Give it without.")
    if "\\" in parts.netloc or not parts.hostname:
        raise _bad(shown, "no host that could be asked. Check its spelling.")
    try:
        target = _quote_target(parts.path, parts.query)
    except UnicodeEncodeError:
        raise _bad(
            shown, "half a surrogate pair, which is no character. Take the address from the page again."
        ) from None
    address = Address(scheme, _parse_host(parts.hostname, shown), port or _DEFAULT_PORTS[scheme], target)
    if len(address.url) > max_characters:
        what = f"{len(address.url):,} characters; the limit is {max_characters:,}. Raise fetch.max_url_characters."
        raise _bad(shown, what)
    return address


def follow_location(address: Address, location: bytes, *, max_characters: int = 8_000) -> Address:
    """Where a ``Location`` header leads from ``address``; its raw bytes, UTF-8 or not, are percent-encoded.

    Raises:
        FetchError: BAD_ADDRESS.
    """
    ascii_location = quote(location.strip(), safe="".join(map(chr, range(0x21, 0x7F))))
    try:
        joined = urljoin(address.url, ascii_location)
    except ValueError as error:
        raise _bad(
            without_password(ascii_location)[:_SHOWN], f"not an address to be led to ({error}). Report it to the site."
        ) from None
    return parse_address(joined, max_characters=max_characters)


def check_address(address: Address) -> None:
    """Pass what may be public by its looks; the answers of the name service are judged at connect time.

    Raises:
        FetchError: PRIVATE_ADDRESS for private numbers and names, BAD_ADDRESS for other ports.
    """
    number = _as_number(address.host)
    if number is not None:
        try:
            check_number(number, address.host)
        except FetchError as error:
            raise error.at(address.url) from None
    elif "." not in address.host or address.host.endswith(tuple(f".{name}" for name in _OWN_NAMES)):
        raise FetchError(
            FetchReason.PRIVATE_ADDRESS,
            f"{address.host} is a name of this machine or of the network around it. Qawl reads what is public; "
            f"if that is meant, {_ALLOW}.",
            url=address.url,
        )
    if address.port not in PORTS:
        allowed = ", ".join(map(str, sorted(PORTS)))
        what = f"port {address.port} is not one of the web ({allowed}). If that is meant, {_ALLOW}."
        raise _bad(address.url, what)


def check_number(number: IPv4Address | IPv6Address | str, name: str) -> None:
    """Pass a public IP address, refuse all others; ``name`` is the host that stands for it.

    Raises:
        FetchError: PRIVATE_ADDRESS.
    """
    number = ip_address(number) if isinstance(number, str) else number
    what = private_network(number)
    if what:
        subject = name if name == str(number) else f"{name} leads to {number}, which"
        raise FetchError(
            FetchReason.PRIVATE_ADDRESS,
            f"{subject} is {what}. Qawl reads what is public; if that is meant, {_ALLOW}.",
        )


def private_network(number: IPv4Address | IPv6Address) -> str:
    """What kind of special network a number belongs to, or nothing for a public one.

    An IPv4 number inside an IPv6 one (mapped, or by NAT64) is judged as itself.
    """
    if isinstance(number, IPv4Address):
        return next((what for network, what in _NETWORKS_V4 if number in network), "")
    if any(number in network for network in _MAPPED_V6):
        return private_network(IPv4Address(int(number) & 0xFFFF_FFFF))
    special = next((what for network, what in _NETWORKS_V6 if number in network), "")
    return special or ("" if number in _PUBLIC_V6 else "reserved")


def _bad(url: str, what: str) -> FetchError:
    return FetchError(FetchReason.BAD_ADDRESS, what, url=url)


def without_password(url: str) -> str:
    """The address as it may be repeated in messages and tables."""
    return re.sub(r"(?<=//)[^/?#]*@", "***@", url)


def _without_newlines(url: str, shown: str) -> str:
    """Refuse control characters inside; ``urlsplit`` would silently drop some of them."""
    spaceless = url.replace(" ", "%20")
    if _CONTROL.search(spaceless):
        raise _bad(_CONTROL.sub(" ", shown), "a control character or line break inside. Give one address, on one line.")
    return spaceless


def _quote_target(path: str, query: str) -> str:
    quoted = quote(_STRAY_PERCENT.sub("%25", path), safe=_PATH_SAFE)
    target = "/" + "/".join(_without_dots(quoted.removeprefix("/").split("/")))
    return f"{target}?{quote(_STRAY_PERCENT.sub('%25', query), safe=_QUERY_SAFE)}" if query else target


def _without_dots(segments: list[str]) -> list[str]:
    """RFC 3986 section 5.2.4, so that robots.txt is asked about the page that the server will give."""
    kept: list[str] = []
    for position, segment in enumerate(segments):
        plain = _DOT.sub(".", segment)
        if plain not in (".", ".."):
            kept.append(segment)
            continue
        if plain == ".." and kept:
            kept.pop()
        if position == len(segments) - 1:
            kept.append("")
    return kept


def _parse_host(host: str, shown: str) -> str:
    """A host in ASCII: names of other scripts by IDNA (UTS 46), numbers in their one plain form."""
    if ":" in host:
        if "%" in host:
            raise _bad(shown, "an IPv6 address with a zone, which means something on one machine only. Leave it out.")
        try:
            return str(IPv6Address(host))
        except ValueError:
            raise _bad(shown, "not an IPv6 address. Check its spelling.") from None
    name = unquote(host)
    if not name.isascii():
        import idna

        try:
            name = idna.encode(name, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError) as error:
            raise _bad(shown, f"its host is no name that exists ({error}). Check its spelling.") from None
    name = name.lower().removesuffix(".")
    if not _HOST.match(name):
        raise _bad(shown, "its host is no name that exists. Check its spelling.")
    if _NUMBER.match(name.rpartition(".")[2]):
        return _plain_number(name, shown)
    return name


def _plain_number(host: str, shown: str) -> str:
    """The dotted form of an IPv4 number in any of the ways that programs take: 0x7f.1, 017700000001, 2130706433."""
    parts = host.split(".")
    try:
        values = [_parse_number(part) for part in parts]
    except ValueError:
        raise _bad(shown, "its host is neither a name nor a number. Check its spelling.") from None
    room = 256 ** (5 - len(values)) if len(values) <= 4 else 0
    if values[-1] >= room or any(value > 255 for value in values[:-1]):
        raise _bad(shown, "its host is no IPv4 number. Check its spelling.")
    leading = sum(value * 256 ** (3 - position) for position, value in enumerate(values[:-1]))
    return str(IPv4Address(leading + values[-1]))


def _parse_number(part: str) -> int:
    if not _NUMBER.match(part):
        raise ValueError(part)
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8) if len(part) > 1 and part.startswith("0") else int(part, 10)


def _as_number(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
