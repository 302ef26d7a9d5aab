"""Each line of a cell keeps its direction to itself."""

from rich.console import Console

from qawl.cli.cells import Cell

OPEN, CLOSE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


def lines(words: str, *, isolates: bool) -> list[str]:
    return [line.plain for line in Cell(words, isolates=isolates).wrap(Console(width=80), 12)]


def test_every_line_opens_and_closes_its_own_isolate() -> None:
    found = lines(f"{OPEN}وكالة سطور التجريبية{CLOSE} 2017-09-11", isolates=True)
    assert len(found) > 1
    assert all(line.startswith(OPEN) and line.endswith(CLOSE) for line in found)
    assert all(line.count(OPEN) == 1 for line in found)


def test_pipes_get_the_plain_words() -> None:
    assert "".join(lines(f"{OPEN}سطور{CLOSE}", isolates=False)).strip() == "سطور"
