"""The menu: the pages in the order in which people need them; a page that is not served is not shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: its words in the locale, where it leads, and the pages that belong to it under other addresses."""

    key: str
    path: str
    also: tuple[str, ...] = ()  # pages without an entry of their own that belong to it

    def is_at(self, path: str) -> bool:
        """True on the page itself and on pages under it."""
        return any(path == own or own != "/" and path.startswith(own + "/") for own in (self.path, *self.also))


MENU = (
    Item("web.menu.overview", "/"),
    Item("web.menu.map", "/map"),
    Item("web.menu.timeline", "/timeline"),
    Item("web.menu.accounts", "/accounts"),
    Item("web.menu.conflicts", "/conflicts"),
    Item("web.menu.claims", "/claims"),
    Item("web.menu.statements", "/statements"),
    Item("web.menu.documents", "/documents", also=("/copies",)),
    Item("web.menu.names", "/names"),
    Item("web.menu.review", "/review", ("/coding",)),
    Item("web.menu.add", "/add", ("/jobs",)),
)
