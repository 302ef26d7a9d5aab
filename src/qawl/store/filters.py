"""Which records are asked for: filters as values, and the conditions that they become."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, Text, cast, exists, func, or_, select

from qawl.errors import UsageError
from qawl.model.days import first_day, last_day
from qawl.store import derived as d
from qawl.store import tables as t
from qawl.store.names import name_key
from qawl.store.rows import FoldText

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """Who said it, when it was published, with what stance and where. ``since`` and ``until`` are inclusive.

    ``speaker`` is the id of an actor or speaker, or part of a name in any spelling; ``speaker_ids`` are actors that
    the name is known to mean. Superseded versions of a page are left out unless ``all_versions`` asks for them.
    """

    speaker: str = ""
    speaker_ids: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    stance: str = ""
    outlet: str = ""
    document_id: str = ""
    all_versions: bool = False


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """What is claimed, where, of whom and when: the claim's own time, else its article's publication.

    ``place`` and ``actor`` are ids or names in any spelling; ``actor`` also finds targets; ``speaker`` is the id of an
    actor or speaker or part of a name, and finds nothing said in an article's own voice; ``actor_ids`` and
    ``speaker_ids`` are actors that the names are known to mean. ``origins``: of accounts that so many apparently
    independent origins give.
    """

    type: str = ""
    place: str = ""
    actor: str = ""
    actor_ids: tuple[str, ...] = ()
    speaker: str = ""
    speaker_ids: tuple[str, ...] = ()
    status: str = ""
    origins: int = 1
    since: str = ""
    until: str = ""
    outlet: str = ""
    document_id: str = ""
    all_versions: bool = False


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Whose articles, and of when. ``since`` and ``until`` are days of publication, inclusive."""

    outlet: str = ""
    since: str = ""
    until: str = ""
    all_versions: bool = False


@dataclass(frozen=True, slots=True)
class AccountFilter:
    """What kind of happening, where and when, and how much is told of it. ``place`` is an id or a name.

    ``origins`` is the least number of apparently independent ones; ``conflicting`` asks for those that disagree.
    """

    type: str = ""
    place: str = ""
    origins: int = 1
    since: str = ""
    until: str = ""
    conflicting: bool = False


@dataclass(frozen=True, slots=True)
class ConflictFilter:
    """In what claims contradict each other (``kind``), and in accounts of which type, place and time."""

    kind: str = ""
    type: str = ""
    place: str = ""
    since: str = ""
    until: str = ""


def document_conditions(wanted: DocumentFilter) -> list[Condition]:
    """Conditions over document."""
    conditions: list[Condition] = [] if wanted.all_versions else [t.document.c.is_current]
    if wanted.outlet:
        conditions.append(of_outlet(wanted.outlet))
    if wanted.since:
        conditions.append(t.document.c.published_day >= since_day(wanted.since))
    if wanted.until:
        conditions.append(t.document.c.published_day <= until_day(wanted.until))
    return conditions


def account_conditions(wanted: AccountFilter | ConflictFilter, fold: FoldText) -> list[Condition]:
    """Conditions over account, to be met while its list is walked: none is served by another index than that of it."""
    conditions: list[Condition] = []
    if wanted.type:
        conditions.append(func.coalesce(d.account.c.type, "") == wanted.type)
    if wanted.place:
        conditions.append(func.coalesce(d.account.c.place_id, "").in_(places_named(wanted.place, fold)))
    if wanted.since:
        conditions.append(d.account.c.first_day >= since_day(wanted.since))
    if wanted.until:
        conditions.append(d.account.c.first_day <= until_day(wanted.until))
    if isinstance(wanted, ConflictFilter) or wanted.conflicting:
        conditions.append(d.account.c.conflicts > 0)
    if isinstance(wanted, ConflictFilter) and wanted.kind:
        conditions.append(cast(d.account.c.value, Text).like(f'%"kind": "{wanted.kind}"%'))
    if isinstance(wanted, AccountFilter) and wanted.origins > 1:
        conditions.append(d.account.c.origins >= wanted.origins)
    return conditions


def of_outlet(outlet: str) -> Condition:
    """Documents of an outlet, by its id or name."""
    return or_(t.document.c.outlet_id == outlet, t.document.c.outlet_name == outlet)


def statement_conditions(wanted: StatementFilter, fold: FoldText) -> list[Condition]:
    """Conditions over statement, speaker and document."""
    conditions = _document_conditions(wanted)
    if wanted.speaker:
        conditions.append(is_called(t.speaker, wanted.speaker, wanted.speaker_ids, fold))
    if wanted.stance:
        conditions.append(t.statement.c.stance == wanted.stance)
    if wanted.since:
        conditions.append(t.document.c.published_day >= since_day(wanted.since))
    if wanted.until:
        conditions.append(t.document.c.published_day <= until_day(wanted.until))
    return conditions


def claim_conditions(wanted: ClaimFilter, fold: FoldText) -> list[Condition]:
    """Conditions over claim and document."""
    conditions = _document_conditions(wanted)
    if wanted.type:
        conditions.append(t.claim.c.type == wanted.type)
    if wanted.status:
        conditions.append(t.claim.c.status == wanted.status)
    if wanted.place:
        conditions.append(t.claim.c.place_id.in_(places_named(wanted.place, fold)))
    if wanted.actor:
        party = t.claim_party
        called = is_called(party, wanted.actor, wanted.actor_ids, fold)
        conditions.append(exists().where(party.c.claim_id == t.claim.c.id, called))
    if wanted.speaker:
        called = is_called(t.speaker, wanted.speaker, wanted.speaker_ids, fold)
        speaks = t.statement.c.speaker_id == t.speaker.c.id
        conditions.append(exists().where(t.statement.c.id == t.claim.c.statement_id, speaks, called))
    if wanted.origins > 1:
        told = (d.account_claim.c.claim_id == t.claim.c.id, d.account.c.id == d.account_claim.c.account_id)
        conditions.append(exists().where(*told, d.account.c.origins >= wanted.origins))
    if wanted.since:
        conditions.append(t.claim.c.last_day >= since_day(wanted.since))
    if wanted.until:
        conditions.append(t.claim.c.first_day <= until_day(wanted.until))
    return conditions


def places_named(name: str, fold: FoldText) -> Any:
    """A query for the ids of places with this id or one of whose names is spelled like this."""
    by_name = select(t.place_name.c.place_id).where(t.place_name.c.folded == name_key(name, fold))
    return by_name.union(select(t.place.c.id).where(t.place.c.id == name))


def _document_conditions(wanted: StatementFilter | ClaimFilter) -> list[Condition]:
    conditions: list[Condition] = []
    if not wanted.all_versions:
        conditions.append(t.document.c.is_current)
    if wanted.document_id:
        conditions.append(t.document.c.id == wanted.document_id)
    if wanted.outlet:
        conditions.append(of_outlet(wanted.outlet))
    return conditions


def is_called(table: Table, name: str, ids: tuple[str, ...], fold: FoldText) -> Condition:
    """Speakers, parties or actors with this id or name, or whose actor has it in its Arabic or English name."""
    name = name.strip()
    folded = fold(name)
    in_lists = or_(_contains(t.actor.c.folded, folded), t.actor.c.name_en.ilike(f"%{_escape(name)}%", escape="\\"))
    if table is t.actor:
        return or_(in_lists, t.actor.c.id == name, t.actor.c.id.in_(ids))
    known = select(t.actor.c.id).where(in_lists)
    entity = table.c.entity
    called = or_(_contains(table.c.folded, folded), entity == name, entity.in_(ids), entity.in_(known))
    return or_(called, t.speaker.c.id == name) if table is t.speaker else called


def _contains(column: Any, folded: str) -> Condition:
    condition: Condition = column.like(f"%{_escape(folded)}%", escape="\\")
    return condition


def _escape(pattern: str) -> str:
    return pattern.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def since_day(given: str) -> str:
    """The first day of what somebody typed.

    Raises:
        UsageError: it is no date.
    """
    return _day(first_day, given)


def until_day(given: str) -> str:
    """The last day of what somebody typed.

    Raises:
        UsageError: it is no date.
    """
    return _day(last_day, given)


def _day(bound: Any, given: str) -> str:
    try:
        return str(bound(given))
    except ValueError as error:
        raise UsageError(str(error)) from None
