"""The words in which corrections are written: parties, counts, days. They are read here and nowhere else.

A party is its name, with the id of a known actor behind it in brackets: «الجيش السوري [sy.army]»; several are
divided by semicolons. A count is «12», «12..15», «12..» or «..15», with its unit after a space. A time is EDTF.
"""

import re
from dataclasses import replace
from datetime import date

from qawl.model.claim import Basis, Claim, Harm, Party, Quantity
from qawl.model.days import days_of
from qawl.model.entity import Link
from qawl.model.mention import Mention, MentionKind
from qawl.model.review import REVIEW_RULE

_PARTY = re.compile(r"(?P<name>.*?)\s*\[(?P<id>[^\[\]\s]+)\]", re.DOTALL)
_COUNT = re.compile(r"(?P<min>\d+(?:\.\d+)?)?(?P<range>\.\.)?(?P<max>\d+(?:\.\d+)?)?(?:\s+(?P<unit>\S.*))?")
_OPEN = ".."


def party_words(name: str, entity: str | None) -> str:
    """A party as a correction writes it."""
    return f"{name} [{entity}]" if entity else name


def split_party(words: str) -> tuple[str, str | None]:
    """The name and id of a party."""
    match = _PARTY.fullmatch(words.strip())
    return (match["name"], match["id"]) if match else (words.strip(), None)


def parse_parties(words: str) -> tuple[Party, ...]:
    """Parties that a reviewer named; none for no words."""
    named = (split_party(part) for part in words.split(";") if part.strip())
    return tuple(Party(name, Link(None, entity, 1.0, REVIEW_RULE)) for name, entity in named)


def parties_words(parties: tuple[Party, ...]) -> str:
    """Parties as a correction writes them."""
    return "; ".join(party_words(party.name, party.link.target) for party in parties)


def quantity_words(quantity: Quantity | None) -> str:
    """A count as a correction writes it; empty for none."""
    if quantity is None:
        return ""
    low, high = ("" if bound is None else f"{bound:.15g}" for bound in (quantity.min, quantity.max))
    numbers = low if low and low == high else f"{low}..{high}"
    return f"{numbers} {quantity.unit}".strip()


def parse_quantity(words: str, claim: Claim) -> Quantity | None:
    """The count that a reviewer gave for a claim, with what it says of the counted kept; None for no words.

    Raises:
        ValueError: when it is no count.
    """
    if not words.strip():
        return None
    low, high, unit = read_count(words)
    old = claim.quantity
    if old is None:
        mention = Mention(claim.evidence, MentionKind.QUANTITY, REVIEW_RULE)
        return Quantity(mention, low, high, unit, "", _basis(low, high))
    unit = unit or old.unit
    is_same = (low, high) == (old.min, old.max)
    return replace(old, min=low, max=high, unit=unit, basis=old.basis if is_same else _basis(low, high))


def read_count(words: str) -> tuple[float | None, float | None, str]:
    """The bounds and the unit of a count.

    Raises:
        ValueError: when it is no count.
    """
    match = _COUNT.fullmatch(words.strip())
    if match is None or (match["min"] is None and match["max"] is None):
        raise ValueError(f"{words!r} is no count. Write 12, 12..15, 12.. or ..15, and its unit after a space.")
    low = None if match["min"] is None else float(match["min"])
    if match["range"] is None:
        if match["max"] is not None:
            raise ValueError(f"{words!r} is no count. Write 12, 12..15, 12.. or ..15, and its unit after a space.")
        high = low
    else:
        high = None if match["max"] is None else float(match["max"])
    if low is not None and high is not None and low > high:
        raise ValueError(f"{words!r}: the lower bound is above the upper one.")
    return low, high, match["unit"] or ""


def check_time(words: str) -> None:
    """Refuse what is no EDTF date or interval.

    Raises:
        ValueError: says how one is written.
    """
    ends = words.split("/")
    known = [end for end in ends if end != _OPEN]
    if len(ends) > 2 or not known or not all(map(_is_date, known)):
        raise ValueError(f"{words!r} is no date. Write it as 2017, 2017-09, 2017-09-11, 2017-09-11/2017-09-12 (EDTF).")
    if len(known) == 2 and days_of(known[0])[0] > days_of(known[1])[1]:  # type: ignore[index]
        raise ValueError(f"{words!r} ends before it begins.")


def harm_of(words: str) -> Harm | None:
    """What happened to those counted; None for no word."""
    return Harm(words) if words else None


def _is_date(words: str) -> bool:
    bounds = days_of(words)
    if bounds is None:
        return False
    try:
        return bool(date.fromisoformat(bounds[0]) and date.fromisoformat(bounds[1]))
    except ValueError:
        return False


def _basis(low: float | None, high: float | None) -> Basis:
    if low is None:
        return Basis.AT_MOST
    if high is None:
        return Basis.AT_LEAST
    return Basis.EXACT if low == high else Basis.ABOUT
