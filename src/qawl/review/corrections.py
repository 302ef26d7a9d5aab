"""What a correction may set, and how what somebody typed becomes what is stored.

Each kind of record has its fields; a field that is none of them, or a value that cannot be, is refused with the
fields or values that there are. What stands for places and actors is looked up, so that a typing error becomes
an error and not a decision.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from qawl.errors import UsageError
from qawl.model.claim import ClaimType, Harm, Status
from qawl.model.review import RecordKind
from qawl.model.statement import Commitment, Manner, SpeakerKind, Stance
from qawl.review.selections import SELECTED, parse_selection
from qawl.review.values import check_time, party_words, read_count

LETTERS = "ABCDEF"
_LONGEST = 2_000
_PIECES = 20
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_ALIASES = {"date": "time", "headline": "title"}
_DOCUMENT_ALIASES = {"date": "published", "headline": "title"}


@dataclass(frozen=True, slots=True)
class LookUp:
    """How names and ids are looked up; each raises ``UsageError`` where nothing or several fit.

    ``place`` gives a place's id; ``actor`` the id and name of an actor or person, None where no list has the id;
    ``statement`` the whole id of a statement of the same document; ``published`` a time as it is stored; ``outlet`` an
    outlet's id and name. ``text`` is that of the document, for selections.
    """

    place: Callable[[str], str]
    actor: Callable[[str], tuple[str, str] | None]
    statement: Callable[[str], str]
    published: Callable[[str], str]
    outlet: Callable[[str], tuple[str, str]]
    text: str = ""


def parse_settings(
    settings: Iterable[tuple[str, str]], *, kind: RecordKind, part: str, look_up: LookUp
) -> tuple[tuple[str, str], ...]:
    """What a correction of a record of ``kind`` sets; ``part`` is that of a link (place, time, actor0, speaker).

    Raises:
        UsageError: nothing is set, a field is unknown or set twice, or a value cannot be.
    """
    found: dict[str, str] = {}
    parsers = _parsers(kind, part, look_up)
    for given, value in settings:
        aliases = _DOCUMENT_ALIASES if kind is RecordKind.DOCUMENT else _ALIASES
        name = given if given in parsers else aliases.get(given, given)
        if name not in parsers:
            raise UsageError(f"{given!r} is no field of a {kind.value}. It has: {', '.join(sorted(parsers))}.")
        if name in found:
            raise UsageError(f"{name!r} is set twice. Give it once.")
        if name not in SELECTED:  # which hold what stands in the text
            check_words(value, what=name)
        try:
            found[name] = parsers[name](value.strip())
        except ValueError as error:
            raise UsageError(f"{name}: {error}") from None
    if not found:
        fields = f" It has: {', '.join(sorted(parsers))}." if parsers else ""
        raise UsageError(f"A correction says what is right: --set field=value.{fields}")
    if "outlet" in found and kind is RecordKind.DOCUMENT:
        found["outlet"], found["outlet_name"] = look_up.outlet(found["outlet"])
    return tuple(sorted(found.items()))


def check_words(words: str, *, what: str) -> None:
    """Refuse what no person types: control signs, signs that turn a line's direction, whole pages.

    Raises:
        UsageError: says what is wrong.
    """
    if len(words) > _LONGEST:
        raise UsageError(f"{what}: {len(words)} characters are too many; {_LONGEST} are taken.")
    sign = _CONTROL.search(words)
    if sign is not None:
        raise UsageError(f"{what}: holds the control sign U+{ord(sign[0]):04X}. Leave it out.")
    if any(0xD800 <= ord(letter) < 0xE000 for letter in words):
        raise UsageError(f"{what}: is no text in UTF-8. Type it anew.")


_Parse = Callable[[str], str]


def _parsers(kind: RecordKind, part: str, look_up: LookUp) -> Mapping[str, _Parse]:
    def party(words: str) -> str:
        found = look_up.actor(words)
        return words if found is None else party_words(found[1], found[0])

    def parties(words: str) -> str:
        return "; ".join(party(one.strip()) for one in words.split(";") if one.strip())

    def place(words: str) -> str:
        return look_up.place(words) if words else ""

    def one(words: str) -> str:
        return parse_selection(words, look_up.text)

    if kind is RecordKind.STATEMENT:
        return {
            "cue": one,
            "source": lambda words: one(words) if words else "",
            "content": lambda words: parse_selection(words, look_up.text, most=_PIECES),
            "stance": _one_of(Stance),
            "manner": _one_of(Manner),
            "commitment": _one_of(Commitment),
            "kind": _one_of(SpeakerKind),
            "speaker": str,
            "entity": lambda words: _entity(words, look_up),
            "role": str,
            "affiliation": str,
            "private": _yes_or_no,
        }
    if kind is RecordKind.CLAIM:
        return {
            "evidence": one,
            "type": _one_of(ClaimType),
            "status": _one_of(Status),
            "event": str,
            "mode": str,
            "place": place,
            "time": _time,
            "actor": parties,
            "target": parties,
            "quantity": _quantity,
            "harm": lambda words: _one_of(Harm)(words) if words else "",
            "statement": lambda words: look_up.statement(words) if words else "",
            "credibility": _number,
        }
    if kind is RecordKind.LINK:
        return {"target": place if part == "place" else _time if part == "time" else _required(party)}
    if kind is RecordKind.DOCUMENT:
        return {"published": look_up.published, "outlet": str, "title": _required(str)}
    if kind in (RecordKind.SPEAKER, RecordKind.OUTLET):
        return {"letter": _letter}
    return {}


def _one_of(values: type[StrEnum]) -> _Parse:
    def parse(words: str) -> str:
        try:
            return values(words).value
        except ValueError:
            known = ", ".join(value.value for value in values)
            raise ValueError(f"{words!r} is none of its values: {known}.") from None

    return parse


def _entity(words: str, look_up: LookUp) -> str:
    if not words:
        return ""
    found = look_up.actor(words)
    if found is None:
        raise ValueError(f"{words!r} is no known actor or person. Give an id; `speaker` takes any name.")
    return found[0]


def _required(parse: _Parse) -> _Parse:
    def checked(words: str) -> str:
        if not words:
            raise ValueError("is empty. Say what is right, or reject the record.")
        return parse(words)

    return checked


def _time(words: str) -> str:
    if words:
        check_time(words)
    return words


def _quantity(words: str) -> str:
    if words:
        read_count(words)
    return words


def _yes_or_no(words: str) -> str:
    if words not in ("yes", "no"):
        raise ValueError(f"{words!r} is neither yes nor no.")
    return words


def _number(words: str) -> str:
    """A number, or none: then the suggested one counts again."""
    if words and words not in tuple("123456"):
        raise ValueError(f"{words!r} is no number from 1 (confirmed) to 6 (cannot be judged).")
    return words


def _letter(words: str) -> str:
    letter = words.upper()
    if len(letter) != 1 or letter not in LETTERS:
        raise ValueError(f"{words!r} is no letter from A (reliable) to F (cannot be judged).")
    return letter
