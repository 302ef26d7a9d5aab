"""When an article was published and by whom, from all that page, feed, sitemap and address say of it."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from qawl.ingest.dates import parse_published
from qawl.ingest.identity import outlet_of
from qawl.ingest.parts import Known, Parts
from qawl.ingest.zones import open_zone
from qawl.model.document import FoundDate, Outlet, PublishedAt

if TYPE_CHECKING:
    from qawl.ingest.outlets import OutletEntry


@dataclass(frozen=True, slots=True)
class Publication:
    """The outcome: outlet, date of publication, time of the last change, all dates found, and what is doubtful."""

    outlet: Outlet
    published: PublishedAt | None
    modified: datetime | None
    dates: tuple[FoundDate, ...] = ()
    flags: tuple[str, ...] = ()


def publication_of(parts: Parts, known: Known) -> Publication:
    """Outlet by the table, else as the article or the caller names it; date by the vote of ``choose_published``.

    The article's own date stands unless a feed or sitemap that led there gives others: then all are weighed again.
    """
    url = parts.url or known.url
    entry = _find_outlet(url, parts.outlet_name or parts.outlet or known.outlet)
    outlet = _outlet(parts, known, entry, url)
    if not known.dates:
        published = parts.published_at
        if published is None and parts.published:
            published = parse_published(parts.published, said_by=parts.date_field)
        return Publication(outlet, published or known.published, _moment(parts.modified), parts.dates, parts.flags)
    from qawl.ingest.date_choice import choose_published, find_url_date
    from qawl.ingest.outlets import OutletQuirk

    found = [*(parts.dates or _single(parts)), *known.dates]
    of_address = None if any(one.field == "url" for one in found) else find_url_date(url)
    found += [] if of_address is None else [of_address]
    quirks = () if entry is None else entry.quirks
    chosen = choose_published(found, zone=_zone(entry), local_time_as_utc=OutletQuirk.LOCAL_TIME_AS_UTC in quirks)
    return Publication(
        outlet=outlet,
        published=chosen.published or known.published,
        modified=None if chosen.modified is None else chosen.modified.astimezone(UTC),
        dates=tuple(found),
        flags=tuple(dict.fromkeys([*parts.flags, *chosen.flags])),
    )


def _find_outlet(url: str, name: str) -> "OutletEntry | None":
    """What the table knows; it is not opened for a text that names neither address nor outlet."""
    if not (url or name):
        return None
    from qawl.ingest.outlets import shipped_outlets

    return shipped_outlets().find(url=url, site_name=name)


def _outlet(parts: Parts, known: Known, entry: "OutletEntry | None", url: str) -> Outlet:
    """The caller's word on the outlet wins over nothing only: an article knows better who published it."""
    if entry is not None and parts.outlet in ("", outlet_of(url), entry.id):
        return Outlet(entry.id, entry.name_ar)
    return Outlet(parts.outlet or known.outlet or outlet_of(url), parts.outlet_name)


def _zone(entry: "OutletEntry | None") -> tzinfo | None:
    return open_zone(entry.zone) if entry is not None and entry.zone else None


def _single(parts: Parts) -> list[FoundDate]:
    if not parts.published:
        return []
    value = parse_published(parts.published, said_by=parts.date_field)
    return [FoundDate(parts.date_field, parts.published, value)]


def _moment(value: str) -> datetime | None:
    found = parse_published(value, said_by="modified") if value else None
    return found.value if found else None
