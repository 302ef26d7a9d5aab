"""The workbench: the open ledger and the knowledge that pages and REST routes ask, loaded once and when first needed.

It is made by whoever starts the server and reaches routes as a dependency (``Bench``), so that nothing is global.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Annotated, Any, TypeVar, cast

from fastapi import Depends, Request

from qawl.corroborate.context import World, make_world
from qawl.corroborate.copies import CopyWords, load_copy_words
from qawl.lexicon.gazetteer import Gazetteer, load_gazetteer
from qawl.lexicon.known import KnownNames, ids_named, load_known
from qawl.lexicon.load import DATA, open_data
from qawl.lexicon.rules import RuleBook, load_rule_book
from qawl.mapping import Areas
from qawl.model.entity import Actor, Place
from qawl.outlining import Outlines
from qawl.pipeline import Reader, load_reader
from qawl.report.names import Names
from qawl.resolve.records import actor_of
from qawl.settings import Settings
from qawl.situating import SituationsByDay
from qawl.situation.areas import load_areas
from qawl.situation.control_tables import ControlWords, load_control_words
from qawl.store.ledger import Ledger

Answer = TypeVar("Answer")

_MOST_RECALLED = 16  # answers of some thousand records each


@dataclass(frozen=True, slots=True)
class Desk:
    """Where jobs are taken in: whether addresses may be fetched, and whether a worker of this server does them."""

    may_fetch: bool = True
    has_worker: Callable[[], bool] = lambda: True


class Workbench:
    """One ledger with what is known of places, actors and words. Safe to share between threads."""

    def __init__(self, ledger: Ledger, settings: Settings, desk: Desk | None = None) -> None:
        self.ledger = ledger
        self.settings = settings
        self.desk = desk or Desk()
        self._recalled: OrderedDict[tuple[Hashable, ...], tuple[str, Any]] = OrderedDict()
        self._lock = Lock()

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The places of the data files."""
        return load_gazetteer(open_data(DATA))

    @cached_property
    def known(self) -> KnownNames:
        """The actors, persons and outlets of the data files."""
        return load_known(open_data(DATA))

    @cached_property
    def world(self) -> World:
        """What corroboration knows of both."""
        return make_world(self.known, self.gazetteer)

    @cached_property
    def outlines(self) -> Outlines:
        """Where places are on a map."""
        return Outlines(self.world, self.gazetteer)

    def recall(self, question: tuple[Hashable, ...], make: Callable[[], Answer]) -> Answer:
        """The answer to a question that is long in the making: as it was made, while the ledger is unchanged."""
        state = self.ledger.last_change()
        with self._lock:
            known = self._recalled.get(question)
            if known is not None and known[0] == state:
                self._recalled.move_to_end(question)
                return cast(Answer, known[1])
        made = make()
        with self._lock:
            self._recalled[question] = state, made
            while len(self._recalled) > _MOST_RECALLED:
                self._recalled.popitem(last=False)
        return made

    def actors_named(self, name: str) -> tuple[str, ...]:
        """Ids of the actors that the data files know by exactly this name."""
        return ids_named(self.known, name) if name.strip() else ()

    @cached_property
    def control_words(self) -> ControlWords:
        """How control is spoken of."""
        return load_control_words()

    @cached_property
    def situations(self) -> SituationsByDay:
        """Who is said to hold which place, day by day."""
        stale_days = self.settings.corroborate.control_stale_days
        return SituationsByDay(self.ledger, self.world, self.control_words, stale_days=stale_days)

    @cached_property
    def areas(self) -> Areas:
        """The polygons of places that are areas."""
        return Areas(self.world, load_areas(self.gazetteer))

    @cached_property
    def reader(self) -> Reader:
        """The reader with all its language data."""
        return load_reader()

    @cached_property
    def rules(self) -> RuleBook:
        """What the rules that records name mean."""
        return load_rule_book(open_data(DATA))

    def place_id(self, name: str) -> str:
        """The id of the place of the ledger that a name means most often; the name itself where it means none."""
        found = self.ledger.places(name) if name.strip() else []
        return found[0].id if found else name.strip()

    @cached_property
    def copy_words(self) -> CopyWords:
        """What comparing texts knows of words."""
        return load_copy_words(open_data(DATA), self.gazetteer, self.settings.corroborate)

    @cached_property
    def names(self) -> Names:
        """Names of places and actors in both languages; None for ids that the data files do not know."""
        return Names(self._place, self._actor)

    def _place(self, place_id: str) -> Place | None:
        try:
            return self.gazetteer.place(place_id)
        except KeyError:
            return None

    def _actor(self, actor_id: str) -> Actor | None:
        entity = self.known.entities.get(actor_id)
        return None if entity is None else actor_of(entity)


def find_bench(request: Request) -> Workbench:
    """The workbench of the running application."""
    bench: Workbench = request.app.state.bench
    return bench


Bench = Annotated[Workbench, Depends(find_bench)]
