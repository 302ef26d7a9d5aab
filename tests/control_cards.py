"""Cards of invented claims about who holds the invented town of Wadra."""

import hashlib
from dataclasses import dataclass

from qawl.model.account import ClaimCard, PartyCard, PlaceCard, SpeakerCard
from qawl.model.claim import Basis, Claim, ClaimType, Quantity, Status
from qawl.model.entity import Link
from qawl.model.mention import Mention, MentionKind
from qawl.model.span import Span
from qawl.model.statement import SpeakerKind

TOWN = PlaceCard("xx.wadra", "ودرة", "town", "XX", 35.0, 40.0, ("xx.wadra-province", "country.XX"))
PROVINCE = PlaceCard("xx.wadra-province", "ودرة", "province", "XX", 35.1, 40.1, ("country.XX",))
ARMY = PartyCard("xx.army", "الجيش")
GUARD = PartyCard("xx.guard", "حرس الجيش", ("xx.army",))
REBELS = PartyCard("xx.rebels", "كتائب الوادي")
FORCES = PartyCard("name:القوات", "القوات")


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage, or a number of something."""

    least: float | None
    most: float | None
    unit: str = "%"


def say(
    predicate: str,
    *actors: PartyCard,
    day: str,
    by: str = "observatory",
    outlet: str = "nahr",
    document: str = "",
    published: str = "",
    place: PlaceCard | None = TOWN,
    status: Status = Status.ASSERTED,
    words: str = "سيطر الجيش على ودرة",
    link: str = "place.in-clause",
    share: Share | None = None,
    copy_of: str = "",
    dated: bool = True,
    until: str = "",
    rule: str = "status.plain",
    edtf: str = "",
) -> ClaimCard:
    """One claim; ``by`` is the speaker's key, empty for the outlet's own voice, with «?» before it for an
    anonymous one.
    """
    document = document or f"{outlet}-{day}"
    own = SpeakerCard(f"outlet:{outlet}", outlet, SpeakerKind.OUTLET)
    speaker = SpeakerCard(by, by, SpeakerKind.ORGANIZATION)
    if by.startswith("?"):
        speaker = SpeakerCard(f"unnamed:{outlet}:{by}", by, SpeakerKind.ANONYMOUS, is_anonymous=True)
    at = words.find(TOWN.name)
    mention = Mention(Span(at, at + len(TOWN.name)), MentionKind.TOPONYM, "toponym.test") if at >= 0 else None
    key = "|".join((predicate, by, document, words, day, *(actor.key for actor in actors), status.value))
    number = None
    if share is not None:
        digits = Mention(Span(0, 1), MentionKind.QUANTITY, "quantity.test")
        number = Quantity(digits, share.least, share.most, share.unit, share.unit, Basis.EXACT)
    claim = Claim(
        id=hashlib.sha256(key.encode()).hexdigest()[:12],
        document_id=document,
        type=ClaimType(predicate.partition(".")[0]),
        event=None,
        mode=None,
        evidence=Span(0, len(words)),
        status=status,
        place=None if place is None else Link(mention, place.id, 1.0, link),
        time=Link(None, edtf or None, 1.0, "time.in-clause") if dated else None,
        quantity=number,
        rule=f"{predicate}+{rule}",
    )
    return ClaimCard(
        claim=claim,
        document=document,
        article=document,
        outlet=outlet,
        words=words,
        published=published or until or day,
        first=day if dated else None,
        last=(until or day) if dated else None,
        place=place,
        is_placed_by_evidence=True,
        actors=actors,
        speakers=(speaker, own) if by else (own,),
        copy_of=copy_of or document,
    )
