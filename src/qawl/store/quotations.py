"""Finding quotations that may stand in several articles, by the keys that their forms share."""

from sqlalchemy import Connection, func, select

from qawl.model.account import Quotation
from qawl.model.codec import decode
from qawl.store.derived import quotation, quotation_key


def find_shared_quotations(connection: Connection, *, document_id: str = "") -> list[Quotation]:
    """Quotations that share a key with another one, in order of id.

    With ``document_id`` those of a document and all that share a key with one of them.
    """
    shared = select(quotation_key.c.key).group_by(quotation_key.c.key).having(func.count() > 1)
    if document_id:
        own = select(quotation.c.id).where(quotation.c.document_id == document_id)
        shared = select(quotation_key.c.key).where(quotation_key.c.quotation_id.in_(own))
    sharing = select(quotation_key.c.quotation_id).where(quotation_key.c.key.in_(shared))
    query = select(quotation).where(quotation.c.id.in_(sharing)).order_by(quotation.c.id)
    return [decode(Quotation, row.value) for row in connection.execute(query)]
