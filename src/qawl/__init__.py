"""Qawl: a ledger of who said what, read from Arabic news about armed conflict. Public names only."""

from qawl.errors import QawlError
from qawl.export.interchange import interchange
from qawl.pipeline import Reader, load_reader, make_document, read

__all__ = ["QawlError", "Reader", "interchange", "load_reader", "make_document", "read"]
