"""Whether two claims of one article tell the same fact.

Two grades: they *may be* the same when nothing sets them apart (type, harm, place, parties, day), and they *surely* are
when something ties them as well: the same number, or without numbers the same party or place and words in common.
"""

from qawl.model.claim import Basis, Claim, ClaimType, Harm, Party, Quantity
from qawl.model.entity import Link
from qawl.model.reading import Reading
from qawl.text.fold import fold_text

_PEOPLE = frozenset({ClaimType.CASUALTIES, ClaimType.DISPLACEMENT, ClaimType.DETENTION})
_FAMILIES = (
    frozenset({ClaimType.STRIKE, ClaimType.ATTACK, ClaimType.CLASH, ClaimType.OPERATION}),
    frozenset({ClaimType.CONTROL, ClaimType.CAPTURE, ClaimType.WITHDRAWAL}),
    frozenset({ClaimType.DISPLACEMENT, ClaimType.WITHDRAWAL}),
)
_SHORTEST_WORD = 4
_SHARED_WORDS = 2
_CLITICS = "\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}\N{ARABIC LETTER BEH}\N{ARABIC LETTER LAM}\N{ARABIC LETTER KAF}"
_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_IN_SENTENCE = "place.in-sentence"
_WOUNDS = ("casualties.injur",)


def numeric_value(quantity: Quantity | None) -> float | None:
    """The one number a quantity names, hedged or not; None for ranges and for «عشرات»."""
    if quantity is None or quantity.basis is Basis.VAGUE:
        return None
    if quantity.basis is Basis.AT_LEAST:
        return quantity.min
    if quantity.basis is Basis.AT_MOST:
        return quantity.max
    return quantity.min if quantity.min == quantity.max else None


class SameFact:
    """Compares claims of one reading."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.document.text
        self._places = {mention.place.id: mention.place for mention in reading.places if mention.place is not None}
        self._parents = {actor.id: actor.parent for actor in reading.actors}

    def may_be(self, one: Claim, other: Claim) -> bool:
        """True where nothing sets the two apart."""
        if one.type is not other.type or harm_of(one) is not harm_of(other):
            return False
        if not _is_same_deed(one, other):
            return False
        if not self._agree_in_place(one.place, other.place) or not _agree_in_time(one.time, other.time):
            return False
        return self._agree(one.actors, other.actors) and self._agree(one.targets, other.targets)

    def is_surely(self, one: Claim, other: Claim) -> bool:
        """True where the two also share a number, or a party or place of their own and some of their words."""
        value, given = numeric_value(one.quantity), numeric_value(other.quantity)
        if value is not None or given is not None:
            return value == given
        return self._is_tied(one, other)

    def _is_tied(self, one: Claim, other: Claim) -> bool:
        """True where the two share a party or a place of their own, and some of their words."""
        shared = len(self._words(one) & self._words(other))
        return shared >= _SHARED_WORDS and self.shares_something(one, other)

    def is_akin(self, one: Claim, other: Claim) -> bool:
        """True where the other may tell the same in other terms: «قصف» for «ضرب», «دخل» for «سيطر على»."""
        if _family(one.type) != _family(other.type) or harm_of(one) is not harm_of(other):
            return False
        value = numeric_value(one.quantity)
        if value is not None:
            return value == numeric_value(other.quantity)
        return self._agree_in_place(one.place, other.place) and self._agree(one.actors, other.actors)

    def counts_the_same(self, one: Claim, other: Claim) -> bool:
        """True where both count the same sort of things, and neither a part of a whole."""
        left, right = one.quantity, other.quantity
        if left is None or right is None or left.part_of is not None or right.part_of is not None:
            return False
        return self.has_unit(one, other) and (left.since is None) == (right.since is None)

    def has_unit(self, one: Claim, other: Claim) -> bool:
        """The same unit; people who flee or suffer are counted under many names."""
        left, right = one.quantity, other.quantity
        if left is None or right is None or left.harm is not right.harm:
            return False
        is_people = one.type in _PEOPLE and "%" not in (left.unit, right.unit)
        return is_people or fold_text(left.unit) == fold_text(right.unit)

    def _words(self, claim: Claim) -> frozenset[str]:
        """The longer words of the evidence, without what is written onto them."""
        words = (_stem(word) for word in fold_text(claim.evidence.of(self._text)).split())
        return frozenset(word for word in words if len(word) >= _SHORTEST_WORD)

    def shares_something(self, one: Claim, other: Claim) -> bool:
        """True where both name the same place in their own words, or a known party in common."""
        place = _own_place(one)
        if place is not None and place == _own_place(other):
            return True
        return any(
            left.link.target is not None and left.link.target == right.link.target
            for left in (*one.actors, *one.targets)
            for right in (*other.actors, *other.targets)
        )

    def _agree_in_place(self, one: Link | None, other: Link | None) -> bool:
        """True unless both are known and neither lies in the other."""
        if one is None or other is None or one.target is None or other.target is None:
            return True
        if one.inherited or other.inherited:
            return True
        return (
            one.target == other.target
            or self._lies_in(one.target, other.target)
            or self._lies_in(other.target, one.target)
        )

    def _lies_in(self, inner: str, outer: str) -> bool:
        place, country = self._places.get(inner), outer.removeprefix("country.")
        if place is not None and country != outer and place.country == country:
            return True
        seen: set[str] = set()
        while place is not None and place.parent is not None and place.id not in seen:
            if place.parent == outer:
                return True
            seen.add(place.id)
            place = self._places.get(place.parent)
        return False

    def _agree(self, left: tuple[Party, ...], right: tuple[Party, ...]) -> bool:
        """True unless both name a known party, and the known ones have nothing to do with each other."""
        known = [{p.link.target for p in side if p.link.target is not None} for side in (left, right)]
        if not known[0] or not known[1]:
            return True
        return any(self._is_of(a, b) or self._is_of(b, a) for a in known[0] for b in known[1])

    def _is_of(self, part: str, whole: str) -> bool:
        seen: set[str] = set()
        at: str | None = part
        while at is not None and at not in seen:
            if at == whole:
                return True
            seen.add(at)
            at = self._parents.get(at)
        return False


def _own_place(claim: Claim) -> str | None:
    """The place that a claim's own sentence names."""
    if claim.place is None or (claim.place.inherited and claim.place.rule != _IN_SENTENCE):
        return None
    return claim.place.target


def _is_same_deed(one: Claim, other: Claim) -> bool:
    """The same predicate: launching is no interception, fleeing no return. The words for harm are many."""
    predicates = [claim.rule.partition("+")[0] for claim in (one, other)]
    return one.type is ClaimType.CASUALTIES or predicates[0] == predicates[1]


def harm_of(claim: Claim) -> Harm | None:
    """What the people of a claim suffer, from its number or from its predicate."""
    if claim.quantity is not None and claim.quantity.harm is not None:
        return claim.quantity.harm
    if claim.type is not ClaimType.CASUALTIES:
        return None
    return Harm.WOUNDED if claim.rule.startswith(_WOUNDS) else Harm.KILLED


def _family(kind: ClaimType) -> frozenset[ClaimType]:
    """The types under which one happening may be told."""
    return next((family for family in _FAMILIES if kind in family), frozenset({kind}))


def _agree_in_time(one: Link | None, other: Link | None) -> bool:
    if one is None or other is None or one.target is None or other.target is None or one.inherited or other.inherited:
        return True
    return (
        one.target.startswith(other.target) or other.target.startswith(one.target) or "/" in one.target + other.target
    )


def _stem(word: str) -> str:
    bare = word.strip("".join(_CLITICS[:2]) + ".,:;()[]\"'«»“”‘’-،؛؟!")
    if len(bare) > 4 and bare[0] in _CLITICS:
        bare = bare[1:]
    return bare.removeprefix(_ARTICLE)
