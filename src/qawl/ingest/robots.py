"""What a site's robots.txt allows, by RFC 9309.

A site without the file (4xx) allows all; a site whose file cannot be read at the moment (5xx, 429) allows nothing
for now, because its owner may have forbidden just what is about to be asked. What was read is kept for a day.
Protego reads the rules: the longest rule that fits wins, ``*`` and ``$`` mean what they do for search engines,
and Arabic paths fit whether percent-encoded or not.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from qawl.errors import FetchError, FetchReason
from qawl.ingest.addresses import Address
from qawl.settings import FetchSettings

if TYPE_CHECKING:
    from protego import Protego

AGENT = "qawl"

_OTHERS = "others"
_AGENT_LINE = re.compile(r"\s*user[- ]?agent\s*[:\s](?P<name>[^#]*)", re.IGNORECASE)
_OURS = re.compile(rf"{AGENT}(?![\w-])")

# What keeps a host from being asked at all is told as it is; what is wrong with the file itself, as robots.
_UNREACHABLE = frozenset(
    {
        FetchReason.DNS,
        FetchReason.CONNECTION,
        FetchReason.TIMEOUT,
        FetchReason.BAD_CERTIFICATE,
        FetchReason.PRIVATE_ADDRESS,
    }
)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one origin allows, until ``expires_at`` (UTC).

    Without ``parsed`` there are no rules, and all is allowed; with ``error`` they could not be read, and
    nothing is.
    """

    expires_at: datetime
    parsed: "Protego | None" = None
    error: FetchError | None = None

    def check(self, address: Address, settings: FetchSettings) -> float:
        """The seconds to leave between two requests, where the address may be asked for.

        Raises:
            FetchError: ROBOTS where it may not, or what stood in the way of reading the rules.
        """
        if self.error is not None:
            raise self.error.at(address.url, retry_at=self.expires_at)
        if self.parsed is None:
            return settings.min_delay_seconds
        if not self.parsed.can_fetch(address.url, AGENT):
            what = f"{address.origin}/robots.txt asks {AGENT} not to read this. Leave it out, or ask the site's owner."
            raise FetchError(FetchReason.ROBOTS, what, url=address.url)
        delay = self.parsed.crawl_delay(AGENT) or 0.0
        if delay > settings.max_crawl_delay_seconds:
            what = (
                f"{address.origin}/robots.txt asks for {delay:g} seconds between two requests; the most that is waited "
                f"is {settings.max_crawl_delay_seconds:g}. Leave it out, or raise fetch.max_crawl_delay_seconds."
            )
            raise FetchError(FetchReason.ROBOTS, what, url=address.url)
        return max(delay, settings.min_delay_seconds)


class RobotsCache:
    """The rules of each origin, asked for once a day."""

    def __init__(self, settings: FetchSettings) -> None:
        self._settings = settings
        self._rules: dict[str, Rules] = {}

    def rules_for(
        self, address: Address, now: Callable[[], datetime], read: Callable[[Address], bytes | None]
    ) -> Rules:
        """The rules for an address; ``read`` fetches a robots.txt, None where the site has none."""
        rules = self._rules.get(address.origin)
        if rules is None or rules.expires_at <= now():
            try:
                content = read(replace(address, target="/robots.txt"))
                rules = parse_robots(content, now(), self._settings)
            except FetchError as error:
                rules = _unread(error, address, now() + timedelta(seconds=self._settings.robots_retry_seconds))
            self._rules[address.origin] = rules
        return rules


def parse_robots(content: bytes | None, now: datetime, settings: FetchSettings) -> Rules:
    """The rules that a robots.txt makes; a file longer than is read counts up to its last whole line."""
    kept = now + timedelta(hours=settings.robots_hours)
    if content is None:
        return Rules(kept)
    from protego import Protego

    if len(content) >= settings.robots_max_bytes:
        content = content[: content.rfind(b"\n", 0, settings.robots_max_bytes) + 1]
    return Rules(kept, parsed=Protego.parse(_for_us(content.decode("utf-8-sig", "replace"))))


def _for_us(text: str) -> str:
    """The file with all agents but us and everyone (``*``) under one name.

    Protego gives each rule to each agent of its group: a file of 17,000 agents and as many rules would take
    minutes and gigabytes. ``qawl/1.0`` is us as well.
    """
    lines = []
    for line in text.splitlines():
        agent = _AGENT_LINE.match(line)
        if agent is not None:
            name = agent["name"].strip().lower()
            ours = _OURS.match(name.replace("*", "")) is not None
            line = f"User-agent: {AGENT if ours else '*' if name == '*' else _OTHERS}"
        lines.append(line)
    return "\n".join(lines)


def _unread(error: FetchError, address: Address, again: datetime) -> Rules:
    again = max(again, error.retry_at or again)
    if error.reason not in _UNREACHABLE:
        what = f"{address.origin}/robots.txt cannot be read, so nothing is fetched for now: {error.what}"
        error = FetchError(FetchReason.ROBOTS, what)
    return Rules(again, error=error)
