"""Qawl: a ledger of who said what, read from Arabic news about armed conflict. Public names only.

Names are imported when first used, so that a command that only looks into a ledger does not load the reader.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qawl.errors import QawlError
    from qawl.export.interchange import interchange
    from qawl.pipeline import Reader, load_reader, make_document, read

_HOMES = {
    "QawlError": "qawl.errors",
    "Reader": "qawl.pipeline",
    "interchange": "qawl.export.interchange",
    "load_reader": "qawl.pipeline",
    "make_document": "qawl.pipeline",
    "read": "qawl.pipeline",
}

__all__ = ["QawlError", "Reader", "interchange", "load_reader", "make_document", "read"]


def __getattr__(name: str) -> Any:
    """Import a public name from its home."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'qawl' has no attribute {name!r}")
    return getattr(import_module(home), name)
