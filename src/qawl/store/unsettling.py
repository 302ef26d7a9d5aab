"""Documents that are about to change: what was derived with their help is to be derived anew.

Records that go take their cards and pairs with them, so it has to be noted before they go what hung on them. A claim
holds together all that pairs tie to it, in its account or not; a text, all that shares passages with it; a key that is
crowded may be so no more. The note is ``document.is_due``; ``derived_from`` stays: by it a document is known that is
superseded before its turn comes.
"""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, delete, select, update

from qawl.store import derived as d
from qawl.store import tables as t

_CHUNK = 400


def unsettle(connection: Connection, document_ids: Iterable[str]) -> None:
    """Documents are about to change: they, and what pairs or shared text tie to them, are to be derived anew."""
    for ids in _chunks(document_ids):
        of_documents = select(d.card.c.claim_id).where(d.card.c.document_id.in_(ids))
        own = list(connection.execute(of_documents).scalars())
        lose_keys(connection, documents=ids, claims=own)
        related = set(ids)
        for some in _chunks(tied_to(connection, own)):
            related |= set(
                connection.execute(select(d.card.c.document_id).where(d.card.c.claim_id.in_(some))).scalars()
            )
        for some in _chunks(own):
            accounts = select(d.account_claim.c.account_id).where(d.account_claim.c.claim_id.in_(some))
            connection.execute(delete(d.account).where(d.account.c.id.in_(accounts)))
        for here, there in ((d.copy.c.left_id, d.copy.c.right_id), (d.copy.c.right_id, d.copy.c.left_id)):
            related |= set(connection.execute(select(there).where(here.in_(ids))).scalars())
        for some in _chunks(related):
            settled = update(t.document).where(t.document.c.id.in_(some), ~t.document.c.is_due)
            connection.execute(settled.values(is_due=True))


def lose_keys(connection: Connection, *, documents: Iterable[str], claims: Iterable[str]) -> None:
    """What stands under the keys of these is about to go: of crowded ones it has to be asked whether they still are."""
    key = d.crowded_key.c.key
    for of, table, owner, ids in (
        ("text", d.text_key, d.text_key.c.document_id, documents),
        ("claim", d.card_key, d.card_key.c.claim_id, claims),
    ):
        for some in _chunks(ids):
            lost = d.crowded_key.c.of == of, key.in_(select(table.c.key).where(owner.in_(some)))
            connection.execute(update(d.crowded_key).where(*lost).values(is_stale=True))


def unsettle_versions(connection: Connection, document_ids: Sequence[str]) -> None:
    """Documents come or go: where people have decided on them, other versions of their articles find those decisions.

    Or they find them no longer, for a decision reaches the other versions by the one it was made on.
    """
    for ids in _chunks(document_ids):
        versions = set[str]()
        for end in (t.review.c.document_id, t.review.c.other_document_id):
            reviewed = select(end).where(end.in_(ids))
            articles = select(t.document.c.article_id).where(t.document.c.id.in_(reviewed))
            of_these = select(t.document.c.id).where(t.document.c.article_id.in_(articles), t.document.c.id.not_in(ids))
            versions |= set(connection.execute(of_these).scalars())
        unsettle(connection, versions)


def tied_to(connection: Connection, claim_ids: Iterable[str]) -> set[str]:
    """The other claims that pairs tie to these."""
    own, found = set(claim_ids), set[str]()
    for ids in _chunks(own):
        for here, there in ((d.pair.c.left_id, d.pair.c.right_id), (d.pair.c.right_id, d.pair.c.left_id)):
            found |= set(connection.execute(select(there).where(here.in_(ids))).scalars())
    return found - own


def _chunks(ids: Iterable[str]) -> Iterator[Sequence[str]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]
