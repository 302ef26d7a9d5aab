"""Which fields of a record stand in a table, and under what name: a path into its plain values each.

``speaker.name`` is a field of a field, ``days.0`` the first of a list, ``actors.*.name`` that of all, joined by «; ».
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one kind of record, in order: name and path."""

    paths: tuple[tuple[str, str], ...]

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [name for name, _ in self.paths]

    def values(self, row: Mapping[str, Any]) -> list[Value]:
        """What a record has in the columns; None where it has nothing."""
        return [_joined(_at(row, path.split("."))) for _, path in self.paths]

    def named(self, row: Mapping[str, Any]) -> dict[str, Value]:
        """The same by name."""
        return dict(zip(self.names, self.values(row), strict=True))


def _at(value: Any, steps: Sequence[str]) -> Any:
    for at, step in enumerate(steps):
        if value is None:
            return None
        if step == "*":
            return [_at(one, steps[at + 1 :]) for one in value]
        if step == "#":
            return len(value)
        value = value.get(step) if isinstance(value, Mapping) else _nth(value, int(step))
    return value


def _nth(values: Sequence[Any], number: int) -> Any:
    return values[number] if number < len(values) else None


def _joined(value: Any) -> Value:
    if isinstance(value, (list, tuple)):
        return "; ".join(str(one) for one in value if one not in (None, "")) or None
    result: Value = value
    return result


def _same(*names: str, within: str = "") -> tuple[tuple[str, str], ...]:
    return tuple((name, f"{within}{name}") for name in names)


_DOCUMENT = (
    ("outlet", "document.outlet"),
    ("outlet_name", "document.outlet_name"),
    ("published", "document.day"),
    ("title", "document.title"),
    ("url", "document.url"),
    ("document", "document.id"),
    ("version", "document.version"),
    ("mark", "document.mark"),
)
_SPEAKER = (
    ("speaker", "speaker.name"),
    ("speaker_id", "speaker.entity"),
    ("speaker_kind", "speaker.kind"),
    ("role", "speaker.role"),
    ("affiliation", "speaker.affiliation"),
)
_PLACE = (
    ("place", "place.name_ar"),
    ("place_en", "place.name_en"),
    ("place_id", "place.id"),
    ("place_kind", "place.kind"),
    ("country", "place.country"),
    ("latitude", "point.latitude"),
    ("longitude", "point.longitude"),
)
_DECIDED = (("decisions", "reviews.*.decision"), ("rejected", "is_rejected"))

DOCUMENTS = Columns(
    (
        *_same("id", "article_id", "title", "outlet", "outlet_name"),
        ("published", "day"),
        *_same("url", "external_id", "mark", "is_current", "version", "statements", "claims"),
    )
)
STATEMENTS = Columns(
    (
        ("statement", "id"),
        *_SPEAKER,
        *_same("stance", "cue", "content", "source", "manner", "commitment", "cue_lemma", "medium", "parent"),
        ("cue_start", "spans.cue.0"),
        ("cue_end", "spans.cue.1"),
        *_DOCUMENT,
        ("rules", "rules.*"),
        *_DECIDED,
    )
)
CLAIMS = Columns(
    (
        ("claim", "id"),
        *_same("type", "event", "mode", "status", "evidence"),
        ("evidence_start", "spans.evidence.0"),
        ("evidence_end", "spans.evidence.1"),
        *_SPEAKER,
        ("actors", "actors.*.name"),
        ("actor_ids", "actors.*.link.target"),
        ("targets", "targets.*.name"),
        ("target_ids", "targets.*.link.target"),
        *_PLACE,
        ("place_inherited", "place_link.inherited"),
        ("place_rule", "place_link.rule"),
        ("first_day", "days.0"),
        ("last_day", "days.1"),
        ("edtf", "edtf"),
        ("time_inherited", "time_link.inherited"),
        *_same("min", "max", "unit", "counted", "basis", "harm", "since", within="quantity."),
        ("statement", "statement"),
        *_DOCUMENT,
        ("flags", "flags.*"),
        ("rule", "rule"),
        *_DECIDED,
    )
)
ACCOUNTS = Columns(
    (
        ("account", "id"),
        ("type", "type"),
        *_PLACE,
        ("first_day", "first"),
        ("last_day", "last"),
        ("origins", "origins.#"),
        ("origin_names", "origins.*.name"),
        ("claims", "claims.#"),
        ("claim_ids", "claims.*.id"),
        ("outlets", "outlets.*"),
        ("words", "told.words"),
        ("representative", "representative"),
        ("number", "number.number"),
        ("number_rule", "number.rule"),
        ("conflicts", "conflicts.#"),
        ("conflict_kinds", "conflict_kinds.*"),
        ("reasons", "reasons.*"),
    )
)
CONFLICTS = Columns(
    (
        ("kind", "kind"),
        *(
            (f"{side}_{name}", f"{side}.{path}")
            for side in ("left", "right")
            for name, path in (
                ("claim", "id"),
                ("words", "words"),
                ("status", "status"),
                ("speaker", "speakers.0.name"),
                ("outlet", "outlet"),
                ("published", "published"),
                ("document", "document"),
            )
        ),
        ("left_origin", "left_origin"),
        ("right_origin", "right_origin"),
        ("rule", "rule"),
        ("decision", "review.decision"),
    )
)
