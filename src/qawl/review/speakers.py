"""Whom a letter is given to: the key under which a speaker or an outlet counts as an origin."""

from qawl.adding import actors_named
from qawl.errors import UsageError
from qawl.ingest.outlets import load_outlets
from qawl.lexicon.known import load_known
from qawl.lexicon.load import DATA, open_data
from qawl.store.filters import StatementFilter
from qawl.store.ledger import Ledger
from qawl.text.fold import fold_text


def outlet_key(ledger: Ledger, name: str) -> str:
    """The key of an outlet that the ledger or the table of outlets knows by this id or name.

    Raises:
        UsageError: neither knows it.
    """
    stored = next(iter(ledger.documents(outlet=name, limit=1)), None)
    if stored is not None:
        return f"outlet:{stored.outlet.id}"
    table = load_outlets()
    entry = table.by_id(name) or table.find(site_name=name)
    if entry is None:
        raise UsageError(f"{name!r}: no outlet has this id or name. `qawl documents --json` shows outlets.")
    return f"outlet:{entry.id}"


def speaker_key(ledger: Ledger, name: str) -> str:
    """The key of a speaker: the id of a known actor or person, else the folded name of somebody whom the ledger quotes.

    Raises:
        UsageError: nobody, or several known ones, are called this.
    """
    if name in load_known(open_data(DATA)).entities:
        return name
    known = actors_named(name)
    if len(known) == 1:
        return known[0]
    if len(known) > 1:
        raise UsageError(f"{name!r}: several have this name: {', '.join(known[:6])}. Give an id.")
    wanted = fold_text(name).strip()
    quoted = ledger.statements(StatementFilter(speaker=name, all_versions=True)) if wanted else []
    if not any(fold_text(stored.statement.speaker.name) == wanted for stored in quoted):
        raise UsageError(f"{name!r}: no speaker has exactly this name. `qawl statements` shows names.")
    if all(stored.statement.speaker.is_private for stored in quoted):
        raise UsageError(f"{name!r}: speaks in no public role; private persons get no letter.")
    return f"name:{wanted}"
