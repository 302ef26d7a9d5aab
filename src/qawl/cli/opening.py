"""What commands open: a ledger that knows how Arabic letters fold, and the reader."""

from typing import TYPE_CHECKING, Any

from qawl.errors import UsageError

if TYPE_CHECKING:
    from qawl.ingest.parts import Known
    from qawl.reading import ReadsDocuments
    from qawl.store.ledger import Ledger


def open_ledger(target: str, *, warc: bool = False) -> "Ledger":
    """The ledger at a path or database address; with ``warc`` it keeps new pages as records of WARC files."""
    from qawl import adding

    return adding.open_ledger(target, warc=warc)


def create_ledger(target: str) -> "Ledger":
    """A new ledger, or an older one brought up to date."""
    from qawl import adding

    return adding.create_ledger(target)


def actors_named(name: str) -> tuple[str, ...]:
    """Ids of the actors that the data files know by this name; nothing is loaded for no name."""
    if not name.strip():
        return ()
    from qawl import adding

    return adding.actors_named(name)


def open_reader() -> "ReadsDocuments":
    """The reader with all its language data."""
    from qawl.pipeline import load_reader

    return load_reader()


def reader_version() -> str:
    """Version of rules and data of the reader that ``open_reader`` gives."""
    from qawl.pipeline import VERSION

    return VERSION


def known_facts(published: str, outlet: str) -> "Known":
    """What the caller says of articles that do not say it themselves.

    Raises:
        UsageError: ``published`` is no date.
    """
    from qawl.ingest.dates import parse_published
    from qawl.ingest.parts import Known

    stamp = parse_published(published, said_by="caller") if published else None
    if published and stamp is None:
        raise UsageError(f"--published {published!r} is no date. Write it as 2017-09-11 or 2017-09-11T14:00:00+03:00.")
    return Known(published=stamp, outlet=outlet)


def report_of(readings: list[Any], *, title: str) -> str:
    """The HTML report of some readings."""
    from qawl.report.html import render

    return render(
        readings,
        place_of={
            mention.place.id: mention.place for reading in readings for mention in reading.places if mention.place
        },
        actor_of={actor.id: actor for reading in readings for actor in reading.actors},
        title=title,
        mark=next((reading.document.mark for reading in readings if reading.document.mark), ""),
    )
