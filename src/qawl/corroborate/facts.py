"""What is compared of a claim, worked out once a claim: days as numbers, parties with their wholes, bare words.

Comparing a claim with hundreds of others costs what the cheapest difference costs, so everything that has to be
computed from text or dates is computed once: what is cheap before the first comparison, what is made of words when a
comparison first asks for it, for most claims are told apart by place and day.
"""

from dataclasses import dataclass, field
from datetime import date

from qawl.corroborate.figures import Figure, figure_of
from qawl.corroborate.stems import SHORTEST_WORD, stems_of
from qawl.model.account import ClaimCard, PartyCard, SpeakerCard
from qawl.model.claim import ClaimType, Harm, Status
from qawl.model.statement import SpeakerKind

# Kinds of place in which a great deal happens on one day: being there together says little.
_COARSE = {"country": 3, "region": 3, "border": 3, "river": 3, "sea": 3, "province": 2, "governorate": 2, "district": 1}
_FAMILIES = {
    ClaimType.STRIKE: "violence",
    ClaimType.ATTACK: "violence",
    ClaimType.CLASH: "violence",
    ClaimType.OPERATION: "violence",
    ClaimType.CONTROL: "holding",
    ClaimType.CAPTURE: "holding",
    ClaimType.WITHDRAWAL: "holding",
}
# Predicates that tell one deed, under the name of the commonest.
_DEEDS = {
    f"{kind}.{name}": f"{kind}.{names[0]}"
    for kind, names in (
        ("capture", ("take", "complete", "held", "retake", "retaking", "taking")),
        ("capture", ("enter", "reach")),
        ("capture", ("break-siege", "broken-siege")),
        ("control", ("hold", "held", "keep", "subject", "under")),
        ("control", ("besiege", "tighten-siege")),
        ("withdrawal", ("withdraw", "depart", "leave", "transfer")),
        ("strike", ("bombard", "air", "hit-place", "hit-targets", "struck", "target", "targeting", "targeting-site")),
        ("attack", ("chemical", "chemical-use")),
        ("operation", ("campaign", "battle-opened", "named", "offensive", "offensive-under-way", "quoted", "waged")),
    )
    for name in names
}
_AHEAD = frozenset({Status.PREDICTED, Status.DEMANDED})
_WOUNDS = ("casualties.injur",)
# A speaker says that it did not happen; what was prevented, failed or is refused is told, not denied.
_DENYING = frozenset(
    f"status.{name}"
    for name in (
        "called-untrue",
        "denies",
        "denies-back",
        "negation.deny",
        "negation.no",
        "negation.not-past",
        "negation.that-not",
        "negation.was-not",
    )
)
_STATE = "country."
_NAMED = "name:"
_NEWS_DAYS = 2
_NARROW_DAYS = 3
_RUN = 4
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Facts:
    """A claim ready to be compared.

    ``first`` and ``last`` are ordinal days: the claim's own, else the days before publication in which news happens;
    ``is_dated`` tells the two apart. ``grade`` says how wide its place is: 0 a town, 3 a country, None unplaced.
    ``names`` are actors that no list has. ``denies``: the speaker says that it did not happen. ``origin`` is whom the
    speaker counts as.
    """

    card: ClaimCard
    family: str
    deed: str
    is_ahead: bool
    is_dated: bool
    is_narrow: bool
    first: int | None
    last: int | None
    published: int | None
    grade: int | None
    names: frozenset[str]
    actors: frozenset[str]
    actor_kin: frozenset[str]
    targets: frozenset[str]
    target_kin: frozenset[str]
    figure: Figure | None
    origin: str
    denies: bool

    _when_asked: "_Words" = field(init=False, repr=False, compare=False, default_factory=lambda: _Words())

    @property
    def words(self) -> frozenset[str]:
        """The bare words of the evidence without the names of its place and parties."""
        found = self._when_asked.words
        if found is None:
            found = self._when_asked.words = _words(self.card)
        return found

    @property
    def around(self) -> frozenset[str]:
        """The bare words of the whole sentence."""
        found = self._when_asked.around
        if found is None:
            found = self._when_asked.around = frozenset(self.card.around)
        return found

    @property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """The runs of four words of the evidence."""
        found = self._when_asked.runs
        if found is None:
            found = self._when_asked.runs = _runs(self.card)
        return found


@dataclass(slots=True)
class _Words:
    """What is made of a claim's words once a comparison asks for it: most claims are told apart by place and day."""

    words: frozenset[str] | None = None
    around: frozenset[str] | None = None
    runs: frozenset[tuple[str, ...]] | None = None


def _words(card: ClaimCard) -> frozenset[str]:
    names = set()
    for name in (card.place.name if card.place else "", *(party.name for party in (*card.actors, *card.targets))):
        names.update(stems_of(name))
    return frozenset(word for word in stems_of(card.words) if len(word) >= SHORTEST_WORD and word not in names)


def _runs(card: ClaimCard) -> frozenset[tuple[str, ...]]:
    ordered = stems_of(card.words)
    return frozenset(tuple(ordered[at : at + _RUN]) for at in range(len(ordered) - _RUN + 1))


_worked_out: dict[int, Facts] = {}  # by the card's identity: ``Facts`` holds the card, so that it cannot be another's


def facts_of(card: ClaimCard) -> Facts:
    """Everything that comparing a claim needs; worked out once for a card that is asked about again."""
    known = _worked_out.get(id(card))
    if known is not None and known.card is card:
        return known
    if len(_worked_out) >= _REMEMBERED:
        _worked_out.clear()
    found = _worked_out[id(card)] = _work_out(card)
    return found


def _work_out(card: ClaimCard) -> Facts:
    published = _ordinal(card.published)
    first, last = _ordinal(card.first), _ordinal(card.last)
    is_dated = first is not None and last is not None
    if not is_dated and published is not None:
        first, last = published - _NEWS_DAYS, published
    return Facts(
        card=card,
        family=family_of(card),
        deed=deed_of(card),
        is_ahead=card.claim.status in _AHEAD,
        is_dated=is_dated,
        is_narrow=first is not None and last is not None and last - first <= _NARROW_DAYS,
        first=first,
        last=last,
        published=published,
        grade=None if card.place is None else _COARSE.get(card.place.kind, 0),
        names=frozenset(party.key for party in card.actors if party.key.startswith(_NAMED)),
        actors=_known(card.actors),
        actor_kin=_kin(card.actors),
        targets=_known(card.targets),
        target_kin=_kin(card.targets),
        figure=figure_of(card),
        origin=origin_key(card.origin, card.speakers[-1]),
        denies=card.claim.status is Status.DENIED
        and not card.is_embedded
        and card.claim.rule.partition("+")[2] in _DENYING,
    )


def origin_key(speaker: SpeakerCard, outlet: SpeakerCard) -> str:
    """Whom a speaker counts as: its state, else its institution; an outlet's own people are the outlet."""
    if speaker.is_anonymous:
        return f"unnamed:{outlet.key}"
    state = next((whole for whole in (speaker.key, *speaker.within) if whole.startswith(_STATE)), None)
    if state is not None:
        return state
    if speaker.kind is SpeakerKind.OUTLET and outlet.said_by and outlet.said_by in speaker.said_by:
        return outlet.key
    return speaker.within[-1] if speaker.within else speaker.key


def family_of(card: ClaimCard) -> str:
    """The types under which one happening may be told; what people suffer stands by itself."""
    return _FAMILIES.get(card.claim.type, card.claim.type.value)


def deed_of(card: ClaimCard) -> str:
    """What is told, by the id of a predicate's entry; for people hurt, what happened to them."""
    if card.claim.type is ClaimType.CASUALTIES:
        return harm_of(card).value
    predicate = card.claim.rule.partition("+")[0]
    return _DEEDS.get(predicate, predicate)


def harm_of(card: ClaimCard) -> Harm:
    """What the people of a claim suffer, from its number or from its predicate."""
    quantity = card.claim.quantity
    if quantity is not None and quantity.harm is not None:
        return quantity.harm
    return Harm.WOUNDED if card.claim.rule.startswith(_WOUNDS) else Harm.KILLED


def _known(parties: tuple[PartyCard, ...]) -> frozenset[str]:
    return frozenset(party.key for party in parties if not party.key.startswith(_NAMED))


def _kin(parties: tuple[PartyCard, ...]) -> frozenset[str]:
    return frozenset(key for party in parties if not party.key.startswith(_NAMED) for key in (party.key, *party.within))


def _ordinal(day: str | None) -> int | None:
    return None if day is None else date.fromisoformat(day).toordinal()
