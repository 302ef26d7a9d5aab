"""Under which names the workbench may be asked for, and by whose pages.

A page anywhere can make a browser ask a server on this machine: by a name of its own that it lets point here (DNS
rebinding), or by sending a form. The first shows in the name that is asked for, the second in where the request
says it comes from. A plain address in place of a name was not looked up, so nobody can have bent it.
"""

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

LOOPBACK = ("localhost", "127.0.0.1", "::1")
_ANY = ("0.0.0.0", "::", "")


def host_name(written: str) -> str | None:
    """The name or address of a Host header, in small letters and without port or brackets; None where it is none."""
    if not written or any(mark in written for mark in "/\\@?#, \t%") or not written.isascii():
        return None
    try:
        parts = urlsplit(f"//{written}")
        _ = parts.port  # raises where it is no number
        name = parts.hostname
    except ValueError:
        return None
    return name.rstrip(".").lower() or None if name else None


def is_address(name: str) -> bool:
    """True for an address, False for a name."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """True where only this machine can ask: what ``--host`` may be without users."""
    if host.lower() == "localhost":
        return True
    return is_address(host) and ipaddress.ip_address(host).is_loopback


class AllowedHosts:
    """The names that requests may ask for."""

    def __init__(self, host: str, others: Iterable[str] = ()) -> None:
        given = (host, *others)
        self._names = {name for one in (*LOOPBACK, *given) if (name := host_name(_bracketed(one)))}
        self._any_address = host in _ANY

    def allow(self, header: str) -> bool:
        """True when a Host header names one of them; where all addresses are listened at, any address does."""
        name = host_name(header)
        if name is None:
            return False
        return name in self._names or (is_address(name) and (self._any_address or is_loopback(name)))


def comes_from_here(*, host: str, origin: str | None, fetch_site: str | None) -> bool:
    """True when a request that changes something comes from a page of the same host and port, or from no page at all.

    Browsers say where from in ``Sec-Fetch-Site`` and ``Origin``; programs say neither.
    """
    if fetch_site is not None and fetch_site not in ("same-origin", "none"):
        return False
    if origin is None:
        return True
    try:
        parts = urlsplit(origin)
        asked = urlsplit(f"//{host}")
        default = {"http": 80, "https": 443}.get(parts.scheme)
        if default is None or parts.hostname is None:
            return False
        return (parts.hostname, parts.port or default) == (asked.hostname, asked.port or default)
    except ValueError:
        return False


def network_of(address: str) -> str:
    """What attempts from an address are counted under: itself, or of IPv6 the /64 that one customer has."""
    if not is_address(address):
        return address
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((int(found), 64), strict=False).network_address) + "/64"
    return str(found)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and is_address(host) else host
