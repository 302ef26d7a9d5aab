"""Which entries of the data files, and which rules, ever fire: what stands there and does nothing is found here.

A record names the rules that made it, the entry of its cue, and the actors and places it denotes. Over many readings
that tells which of them are used at all. Files whose entries leave no name in a record (numbers, months, titles,
particles, classes of words) cannot be told from outside, and are not listed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qawl.lexicon.load import DataFiles
from qawl.lexicon.rules import REGISTRY, WEIGHT_FILE, WORD_FILES
from qawl.model.entity import Link
from qawl.model.reading import Reading

ACTORS, OFFICES, COUNTRIES, PLACES = (
    "gazetteer/actors",
    "gazetteer/offices.yaml",
    "gazetteer/countries.yaml",
    "gazetteer/places",
)
_STATUS = "status."


@dataclass(frozen=True, slots=True)
class Usage:
    """One file, or folder of files: its entries, and those that fired in each set of readings."""

    file: str
    entries: frozenset[str]
    fired: Mapping[str, frozenset[str]]

    @property
    def unfired(self) -> list[str]:
        """Entries that fired in no set, sorted."""
        return sorted(self.entries.difference(*self.fired.values()))


def load_inventory(data: DataFiles) -> dict[str, frozenset[str]]:
    """The ids of all entries that leave their name in records, by file or folder."""
    named = {name: frozenset(row["id"] for row in data.read(name)) for name in (REGISTRY, *WORD_FILES, WEIGHT_FILE)}
    return named | {
        ACTORS: _in_folder(data, ACTORS),
        OFFICES: frozenset(row["id"] for row in data.read(OFFICES)),
        COUNTRIES: frozenset(f"country.{row['id']}" for row in data.read(COUNTRIES)),
        PLACES: _in_folder(data, PLACES),
    }


def _in_folder(data: DataFiles, folder: str) -> frozenset[str]:
    names = sorted(path.name for path in (data.folder / folder).glob("*.yaml"))
    return frozenset(row["id"] for name in names for row in data.read(f"{folder}/{name}"))


def count_usage(inventory: Mapping[str, frozenset[str]], readings_of: Mapping[str, Iterable[Reading]]) -> list[Usage]:
    """What fired in each set of readings, one row a file."""
    fired = {name: frozenset(_ids(readings)) for name, readings in readings_of.items()}
    return [
        Usage(file, entries, {name: entries & ids for name, ids in fired.items()})
        for file, entries in inventory.items()
    ]


def _ids(readings: Iterable[Reading]) -> Counter[str]:
    """How often each id is named in the records of some readings."""
    counts: Counter[str] = Counter()
    for reading in readings:
        counts.update(_names_in(reading))
    return counts


def _names_in(reading: Reading) -> Iterator[str]:
    """Every rule, entry, actor and place that the records of a reading name."""
    for statement in reading.statements:
        yield statement.cue_lemma
        yield from _parts((*statement.rules, statement.speaker.rule))
        yield statement.speaker.entity or ""
    for claim in reading.claims:
        yield from _parts((claim.rule, *claim.rules))
        for link in (*(party.link for party in (*claim.actors, *claim.targets)), claim.place, claim.time):
            yield from _linked(link)
        if claim.quantity is not None:
            yield claim.quantity.mention.rule
    for mention in reading.places:
        yield from _linked(mention.link)
        yield "" if mention.place is None else mention.place.id
    yield from (actor.id for actor in reading.actors)
    yield from (finding.rule for finding in reading.headline)


def _linked(link: Link | None) -> Iterator[str]:
    if link is not None:
        yield from (link.rule, link.target or "", "" if link.mention is None else link.mention.rule)


def _parts(rules: Iterable[str]) -> Iterator[str]:
    """Rules by their own names: «strike.raid+status.plain» is two, and a status given by an entry names the entry."""
    for rule in rules:
        for part in rule.split("+"):
            yield part
            yield part.removeprefix(_STATUS)


def usage_markdown(usages: Sequence[Usage]) -> str:
    """The shares as a table in Markdown, and the rules that nothing fired."""
    sets = list(usages[0].fired)
    lines = [f"| File | entries | {' | '.join(sets)} | any of them |", "| --- |" + " ---: |" * (2 + len(sets))]
    for usage in usages:
        some = len(usage.entries) - len(usage.unfired)
        shares = [*(len(usage.fired[name]) for name in sets), some]
        cells = " | ".join(_share(count, len(usage.entries)) for count in shares)
        lines.append(f"| `{usage.file}` | {len(usage.entries)} | {cells} |")
    rules = next(usage for usage in usages if usage.file == REGISTRY)
    unfired = ", ".join(f"`{name}`" for name in rules.unfired) or "none"
    return "\n".join([*lines, "", f"Rules that nothing fired ({len(rules.unfired)}): {unfired}."])


def _share(count: int, whole: int) -> str:
    return f"{count} ({count / whole:.0%})" if whole else "0"


def format_unfired(usages: Sequence[Usage]) -> str:
    """Every entry that fired in no set, by file: for people who weed the files."""
    blocks = [
        f"# {usage.file}: {len(usage.unfired)} of {len(usage.entries)}\n{' '.join(usage.unfired)}" for usage in usages
    ]
    return "\n\n".join(blocks)
