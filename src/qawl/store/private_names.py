"""Who speaks in no public role in an article: asked for by whoever leaves those names out."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, select

from qawl.model.review import AppliesReviews
from qawl.store import tables as t
from qawl.store.decided import find_decided
from qawl.store.reviews import chunks


def find_private_names(
    connection: Connection, document_ids: Iterable[str], *, apply: AppliesReviews
) -> dict[str, set[str]]:
    """Names, long and short, of private speakers by document, as read and as people have decided."""
    found: dict[str, set[str]] = defaultdict(set)
    wanted = set(document_ids)
    named = select(t.statement.c.document_id, t.speaker.c.name, t.statement.c.short_name)
    named = named.join(t.speaker, t.speaker.c.id == t.statement.c.speaker_id)
    for ids in chunks(wanted):
        private = named.where(t.statement.c.document_id.in_(ids), t.speaker.c.folded == "", t.speaker.c.name != "")
        for row in connection.execute(private):
            found[row.document_id] |= {row.name, row.short_name}
    for reading in find_decided(connection, apply).readings:
        private_speakers = [one.speaker for one in reading.statements if one.speaker.is_private]
        if reading.document.id in wanted and private_speakers:
            found[reading.document.id] |= {name for one in private_speakers for name in (one.name, one.short_name)}
    return {key: names - {""} for key, names in found.items()}
