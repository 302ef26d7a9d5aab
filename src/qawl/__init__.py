"""Qawl: a ledger of who said what, read from Arabic news about armed conflict. Public names only.

Names are imported when first used, so that a command that only looks into a ledger does not load the reader.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qawl.adding import add, reread
    from qawl.adding import create_ledger as create
    from qawl.adding import open_ledger as open
    from qawl.errors import QawlError
    from qawl.export.interchange import interchange
    from qawl.pipeline import Reader, load_reader, make_document, read

_HOMES = {
    "add": "qawl.adding:add",
    "create": "qawl.adding:create_ledger",
    "open": "qawl.adding:open_ledger",
    "reread": "qawl.adding:reread",
    "QawlError": "qawl.errors:QawlError",
    "Reader": "qawl.pipeline:Reader",
    "interchange": "qawl.export.interchange:interchange",
    "load_reader": "qawl.pipeline:load_reader",
    "make_document": "qawl.pipeline:make_document",
    "read": "qawl.pipeline:read",
}

__all__ = [
    "QawlError",
    "Reader",
    "add",
    "create",
    "interchange",
    "load_reader",
    "make_document",
    "open",
    "read",
    "reread",
]


def __getattr__(name: str) -> Any:
    """Import a public name from its home."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'qawl' has no attribute {name!r}")
    module, _, attribute = home.partition(":")
    return getattr(import_module(module), attribute)
