"""The names of what hits are about, as the ledger's own records have them."""

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from qawl.store import tables as t
from qawl.store.search_records import FacetKind, Label


def load_labels(connection: Connection, kind: FacetKind, values: Collection[str]) -> dict[str, Label]:
    """A label for each value; what the ledger has no name for is its value alone. Few at a time."""
    names: dict[str, tuple[str, str]] = {}
    if values and kind is FacetKind.PLACE:
        query = select(t.place.c.id, t.place.c.name_ar, t.place.c.name_en).where(t.place.c.id.in_(values))
        names = {row.id: (row.name_ar, row.name_en) for row in connection.execute(query)}
    elif values and kind in (FacetKind.ACTOR, FacetKind.SPEAKER):
        query = select(t.actor.c.id, t.actor.c.name_ar, t.actor.c.name_en).where(t.actor.c.id.in_(values))
        names = {row.id: (row.name_ar, row.name_en) for row in connection.execute(query)}
        if kind is FacetKind.SPEAKER:
            names = _speaker_names(connection, [value for value in values if value not in names]) | names
    elif values and kind is FacetKind.OUTLET:
        for value in values:
            query = select(t.document.c.outlet_name).where(t.document.c.outlet_id == value).limit(1)
            name = connection.execute(query).scalar() or ""
            names[value] = (name, name)
    return {value: Label(value, *names.get(value, ("", ""))) for value in values}


def _speaker_names(connection: Connection, values: Collection[str]) -> dict[str, tuple[str, str]]:
    """Names of speakers by their ids, or by the person that several spellings denote."""
    if not values:
        return {}
    public = t.speaker.c.folded != ""
    by_id = select(t.speaker.c.id, t.speaker.c.name).where(t.speaker.c.id.in_(values), public)
    names = {row.id: (row.name, row.name) for row in connection.execute(by_id)}
    by_entity = select(t.speaker.c.entity, func.min(t.speaker.c.name).label("name"))
    by_entity = by_entity.where(t.speaker.c.entity.in_(values), public).group_by(t.speaker.c.entity)
    return names | {row.entity: (row.name, row.name) for row in connection.execute(by_entity)}
