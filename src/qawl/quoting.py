"""Quotations of a ledger that several outlets carry: the ledger finds what shares keys, the rules do the rest."""

from qawl.corroborate.quotations import carried_quotations
from qawl.model.account import QuotationFamily
from qawl.store.ledger import Ledger


def quotations_carried(ledger: Ledger, *, document_id: str = "", least_outlets: int = 2) -> list[QuotationFamily]:
    """Quotations that at least so many outlets carry, with the likely original; those with most outlets first.

    With ``document_id`` those of which one form stands in this document.
    """
    quotations = ledger.shared_quotations(document_id=document_id)
    originals = ledger.originals({one.document for one in quotations})
    return [
        family
        for family in carried_quotations(quotations, originals=originals)
        if len(family.outlets) >= least_outlets and (not document_id or _stands_in(family, document_id))
    ]


def _stands_in(family: QuotationFamily, document_id: str) -> bool:
    forms = (family.original, *(one.quotation for one in family.carriers))
    return any(one.document == document_id for one in forms)
