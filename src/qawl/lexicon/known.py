"""Names that the data files know: actors, public persons, countries and their capitals, by folded tokens.

One table for everybody who asks «is there a known name at this token»: the first word of a name leads to
all names that begin with it, longest first; the words of a name are matched folded, quotation marks between
them are skipped by the finder.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from qawl.errors import DataFileError
from qawl.lexicon.load import DataFiles
from qawl.text.fold import fold_text
from qawl.text.tokens import tokenize

_ACTOR_REQUIRED = ("id", "name", "kind")
_ACTOR_OPTIONAL = (
    "aliases",
    "loaded",
    "descriptive",
    "context",
    "sector",
    "country",
    "parent",
    "backers",
    "years",
    "wikidata",
    "source",
    "note",
)
_CUT_WORDS = 2
_PERSON_REQUIRED = ("id", "name", "roles")
_PERSON_OPTIONAL = ("short", "aliases", "country", "wikidata", "source", "note", "kind")
_COUNTRY_REQUIRED = ("id", "name", "lat", "lon")
_COUNTRY_OPTIONAL = ("aliases", "nisba", "capital", "geonames", "note", "source")


@dataclass(frozen=True, slots=True)
class Role:
    """An office: its title as news prints it, the actor it belongs to, and the years it was held."""

    titles: tuple[tuple[str, ...], ...]  # folded words
    title: str
    actor: str | None
    since: int | None
    until: int | None


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """What a known name denotes. ``category``: actor, person, country or capital."""

    id: str
    category: str
    name_ar: str
    name_en: str
    kind: str  # speaker kind
    country: str = ""
    parent: str | None = None
    sector: str = ""
    wikidata: str | None = None
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownForm:
    """One spelling of a known entity. ``is_loaded``: a partisan name, the outlet's own word is kept."""

    words: tuple[str, ...]
    text: str
    entity: KnownEntity
    is_loaded: bool = False
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class DescriptiveForm:
    """A word that denotes an actor only where the news is about one of ``countries``: النظام، التنظيم."""

    words: tuple[str, ...]
    entity: KnownEntity
    countries: frozenset[str]


class Holder(NamedTuple):
    """Who held an office and when; ``body`` is set where the title is cut short, and then has to be named beside it."""

    entity: KnownEntity
    since: int | None
    until: int | None
    body: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class KnownNames:
    """All known names: ``forms`` by first and second word (longest first), entities by id, nisba adjectives by stem.

    ``offices`` leads from the words of a title to its holders.
    """

    entities: dict[str, KnownEntity]
    forms: dict[str, dict[str, tuple[KnownForm, ...]]]  # by first and second word; the second is "" for single words
    descriptive: dict[str, tuple[DescriptiveForm, ...]]
    nisbas: dict[str, str]
    offices: dict[tuple[str, ...], tuple[Holder, ...]]


def load_known(data: DataFiles) -> KnownNames:
    """Read the actor files, ``offices.yaml`` and ``countries.yaml``.

    Raises:
        DataFileError: an entry with a wrong shape, named with its file.
    """
    entities: dict[str, KnownEntity] = {}
    forms: list[KnownForm] = []
    descriptive: list[DescriptiveForm] = []
    nisbas: dict[str, str] = {}
    for row in data.read_rows("gazetteer/countries.yaml", required=_COUNTRY_REQUIRED, optional=_COUNTRY_OPTIONAL):
        _add_country(row, entities, forms, nisbas)
    for path in sorted((data.folder / "gazetteer" / "actors").glob("*.yaml")):
        name = str(Path("gazetteer") / "actors" / path.name)
        for row in data.read_rows(name, required=_ACTOR_REQUIRED, optional=_ACTOR_OPTIONAL):
            _add_actor(row, name, entities, forms, descriptive)
    if (data.folder / "gazetteer" / "offices.yaml").exists():
        for row in data.read_rows("gazetteer/offices.yaml", required=_PERSON_REQUIRED, optional=_PERSON_OPTIONAL):
            _add_person(row, entities, forms)
    return KnownNames(
        entities=entities,
        forms=_by_first_words(forms),
        descriptive=_descriptive_by_first_word(descriptive),
        nisbas=nisbas,
        offices=_holders(entities.values()),
    )


def _holders(entities: Iterable[KnownEntity]) -> dict[tuple[str, ...], tuple[Holder, ...]]:
    """Who held the office of each title, and when. «مدير المرصد» alone does not say which observatory."""
    offices: dict[tuple[str, ...], list[Holder]] = {}
    for entity in entities:
        for role in entity.roles:
            full = words_of(role.title)
            for title in role.titles:
                is_cut = len(title) <= _CUT_WORDS and len(title) < len(full) and full[: len(title)] == title
                offices.setdefault(title, []).append(
                    Holder(entity, role.since, role.until, role.actor if is_cut else None)
                )
    return {title: tuple(holders) for title, holders in offices.items()}


def ids_named(known: KnownNames, name: str) -> tuple[str, ...]:
    """Ids of the actors, persons and countries that are known by exactly this name, in Arabic or English."""
    words, english = words_of(name), name.strip().casefold()
    forms = (form for by_second in known.forms.values() for group in by_second.values() for form in group)
    found = {form.entity.id for form in forms if form.words == words}
    found |= {entity.id for entity in known.entities.values() if entity.name_en.casefold() == english}
    return tuple(sorted(found))


def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name, marks dropped."""
    folded = fold_text(name)
    if folded.replace(" ", "").isalpha():
        return tuple(folded.split())
    tokens = tokenize(name)
    return tuple(word for word, raw in zip(tokens.folded, tokens.raw, strict=True) if raw[0].isalnum())


def _by_first_words(forms: list[KnownForm]) -> dict[str, dict[str, tuple[KnownForm, ...]]]:
    """By first and second word, longest first: some first words («وزارة») open hundreds of names."""
    table: dict[str, dict[str, list[KnownForm]]] = {}
    for form in forms:
        if form.words:
            second = form.words[1] if len(form.words) > 1 else ""
            table.setdefault(form.words[0], {}).setdefault(second, []).append(form)
    return {
        first: {second: tuple(sorted(rows, key=lambda f: -len(f.words))) for second, rows in seconds.items()}
        for first, seconds in table.items()
    }


def _descriptive_by_first_word(forms: list[DescriptiveForm]) -> dict[str, tuple[DescriptiveForm, ...]]:
    table: dict[str, list[DescriptiveForm]] = {}
    for form in forms:
        if form.words:
            table.setdefault(form.words[0], []).append(form)
    return {k: tuple(sorted(v, key=lambda f: len(f.words), reverse=True)) for k, v in table.items()}


def _aliases(row: dict[str, Any]) -> list[str]:
    aliases = row.get("aliases") or {}
    return list(aliases.get("ar") or []) if isinstance(aliases, dict) else list(aliases)


def _add_country(
    row: dict[str, Any], entities: dict[str, KnownEntity], forms: list[KnownForm], nisbas: dict[str, str]
) -> None:
    country = KnownEntity(
        id=f"country.{row['id']}",
        category="country",
        name_ar=row["name"]["ar"],
        name_en=row["name"]["en"],
        kind="state",
        country=row["id"],
    )
    entities[country.id] = country
    for text in (country.name_ar, *_aliases(row)):
        forms.append(KnownForm(words_of(text), text, country))
    capital_row = row.get("capital")
    if capital_row and capital_row.get("ar"):
        capital = KnownEntity(
            id=f"capital.{row['id']}",
            category="capital",
            name_ar=capital_row["ar"],
            name_en=capital_row["en"],
            kind="state",
            country=row["id"],
            parent=country.id,
        )
        entities[capital.id] = capital
        for text in (capital.name_ar, *(capital_row.get("aliases") or [])):
            forms.append(KnownForm(words_of(text), text, capital))
    for nisba in row.get("nisba") or []:
        nisbas.setdefault(fold_text(nisba), str(row["id"]))


def _add_actor(
    row: dict[str, Any],
    file: str,
    entities: dict[str, KnownEntity],
    forms: list[KnownForm],
    descriptive: list[DescriptiveForm],
) -> None:
    try:
        entity = KnownEntity(
            id=row["id"],
            category="actor",
            name_ar=row["name"]["ar"],
            name_en=row["name"].get("en", ""),
            kind=row["kind"],
            country=row.get("country") or "",
            parent=row.get("parent"),
            sector=row.get("sector") or "",
            wikidata=row.get("wikidata"),
        )
    except (KeyError, TypeError) as error:
        raise DataFileError(f"{file}: entry {row['id']!r}: `name` needs `ar` and `en` ({error}).") from error
    if entity.id in entities:
        raise DataFileError(f"{file}: the id {entity.id!r} is used twice. Give one of them another id.")
    entities[entity.id] = entity
    for text in (entity.name_ar, *_aliases(row)):
        forms.append(KnownForm(words_of(text), text, entity))
    for loaded in row.get("loaded") or []:
        text = loaded["form"] if isinstance(loaded, dict) else loaded
        forms.append(KnownForm(words_of(text), text, entity, is_loaded=True))
    countries = frozenset(row.get("context") or [entity.country])
    for text in row.get("descriptive") or []:
        descriptive.append(DescriptiveForm(words_of(text), entity, countries))


def _add_person(row: dict[str, Any], entities: dict[str, KnownEntity], forms: list[KnownForm]) -> None:
    roles = tuple(
        Role(
            titles=tuple(words_of(t) for t in (role["title"], *(role.get("forms") or []))),
            title=role["title"],
            actor=role.get("actor"),
            since=role.get("from"),
            until=role.get("to"),
        )
        for role in row["roles"] or []
    )
    person = KnownEntity(
        id=row["id"],
        category="person",
        name_ar=row["name"]["ar"],
        name_en=row["name"].get("en", ""),
        kind="person",
        country=row.get("country") or "",
        wikidata=row.get("wikidata"),
        roles=roles,
    )
    entities[person.id] = person
    for text in (person.name_ar, *_aliases(row)):
        forms.append(KnownForm(words_of(text), text, person))
    for text in row.get("short") or []:
        forms.append(KnownForm(words_of(text), text, person, is_short=True))
