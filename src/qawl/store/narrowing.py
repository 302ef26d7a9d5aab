"""The filters of a search as tags and as a stretch of ids: names become the ids that they may mean."""

from sqlalchemy import Connection, or_, select

from qawl.model.days import first_day, last_day
from qawl.store import tables as t
from qawl.store.filters import is_called, places_named
from qawl.store.findable import RowKind, row_ids
from qawl.store.rows import FoldText
from qawl.store.search import SearchError, SearchFault
from qawl.store.search_records import SearchKind, SearchQuery
from qawl.store.tags import TagKind, tag

MOST_MEANT = 200
"""A part of a name that more speakers have than this is no name to look for."""

ROW_KINDS = {
    SearchKind.ARTICLES: RowKind.SENTENCE,
    SearchKind.STATEMENTS: RowKind.STATEMENT,
    SearchKind.CLAIMS: RowKind.CLAIM,
}


def narrowed_tags(connection: Connection, wanted: SearchQuery, fold: FoldText) -> tuple[tuple[str, ...], ...]:
    """For each filter the tags of which a row must have one.

    Raises:
        SearchError: a name is so short that hundreds have it.
    """
    groups = []
    if wanted.speaker:
        query = select(t.speaker.c.entity, t.speaker.c.id).where(
            is_called(t.speaker, wanted.speaker, wanted.speaker_ids, fold),
            or_(t.speaker.c.folded != "", t.speaker.c.entity.is_not(None)),
        )
        meant = {row.entity or row.id for row in connection.execute(query.limit(MOST_MEANT + 1))}
        groups.append(_meant(TagKind.SPEAKER, wanted.speaker, {*wanted.speaker_ids, *meant}))
    if wanted.actor:
        query = select(t.actor.c.id).where(is_called(t.actor, wanted.actor, wanted.actor_ids, fold))
        meant = set(connection.execute(query.limit(MOST_MEANT + 1)).scalars())
        groups.append(_meant(TagKind.ACTOR, wanted.actor, {*wanted.actor_ids, *meant}))
    if wanted.place:
        meant = set(connection.execute(places_named(wanted.place, fold)).scalars())
        groups.append(_meant(TagKind.PLACE, wanted.place, meant))
    for kind, value in (
        (TagKind.TYPE, wanted.type),
        (TagKind.STANCE, wanted.stance),
        (TagKind.STATUS, wanted.status),
    ):
        if value:
            groups.append((tag(kind, value),))
    if wanted.outlet:
        groups.append((tag(TagKind.OUTLET, wanted.outlet), tag(TagKind.OUTLET_NAME, wanted.outlet.lower())))
    return tuple(groups)


def narrowed_ids(wanted: SearchQuery, kind: SearchKind) -> tuple[int, int]:
    """The least and greatest id among which to look.

    Raises:
        SearchError: ``since`` or ``until`` is no day, month or year.
    """
    try:
        since = first_day(wanted.since) if wanted.since else ""
        until = last_day(wanted.until) if wanted.until else ""
        return row_ids(ROW_KINDS[kind], since, until)
    except ValueError as error:
        raise SearchError(SearchFault.NO_DAY, str(error)) from None


def _meant(kind: TagKind, name: str, ids: set[str]) -> tuple[str, ...]:
    if len(ids) > MOST_MEANT:
        raise SearchError(SearchFault.COMMON_NAME, f"{name!r}: hundreds have this in their name. Give more of it.")
    return tuple(tag(kind, id) for id in sorted({name.strip(), *ids}))
