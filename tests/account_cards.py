"""Cards of invented claims about invented places, for comparing and clustering."""

import hashlib
from typing import Any

from qawl.model.account import ClaimCard, PartyCard, PlaceCard, SpeakerCard
from qawl.model.claim import Basis, Claim, ClaimType, Harm, Quantity, Status
from qawl.model.mention import Mention, MentionKind
from qawl.model.span import Span
from qawl.model.statement import SpeakerKind
from qawl.text.fold import fold_text

TOWN = PlaceCard("xx.wadra", "ودرة", "town", "XX", 35.0, 40.0, ("xx.wadra-province", "country.XX"))
NEXT_TOWN = PlaceCard("xx.samra", "سمرة", "town", "XX", 35.4, 40.9, ("xx.wadra-province", "country.XX"))
PROVINCE = PlaceCard("xx.wadra-province", "ودرة", "province", "XX", 35.1, 40.1, ("country.XX",))
COUNTRY = PlaceCard("country.XX", "البلاد", "country", "XX", 34.0, 41.0)
RIVER = PlaceCard("xx.river", "النهر", "river", "XX", 35.2, 40.2, ("country.XX",))
ARMY = PartyCard("xx.army", "الجيش", ("country.XX",))
AIR_FORCE = PartyCard("xx.air-force", "سلاح الجو", ("xx.army", "country.XX"))
REBELS = PartyCard("xx.rebels", "كتائب الوادي")
OBSERVATORY = SpeakerCard("name:مرصد الضفه", "مرصد الضفة", SpeakerKind.ORGANIZATION, said_by="مرصد الضفه")
COUNCIL = SpeakerCard("name:مجلس ودره", "مجلس ودرة", SpeakerKind.ORGANIZATION, said_by="مجلس ودره")
SPOKESMAN = SpeakerCard(
    "xx.army", "المتحدث باسم الجيش", SpeakerKind.PERSON, institution="xx.army", within=("country.XX",)
)
MINISTER = SpeakerCard("xx.ministry", "الوزير", SpeakerKind.PERSON, institution="xx.ministry", within=("country.XX",))
REBEL_SPEAKER = SpeakerCard("xx.rebels", "كتائب الوادي", SpeakerKind.ORGANIZATION, "xx.rebels")


def unnamed(outlet: str = "nahr", name: str = "مصدر محلي") -> SpeakerCard:
    """An anonymous source of an outlet."""
    return SpeakerCard(f"unnamed:{outlet}:{fold_text(name)}", name, SpeakerKind.ANONYMOUS, is_anonymous=True)


def tell(
    predicate: str,
    words: str,
    *by: SpeakerCard,
    outlet: str = "nahr",
    document: str = "",
    day: str | None = "2020-05-04",
    published: str = "2020-05-05",
    place: PlaceCard | None = TOWN,
    actors: tuple[PartyCard, ...] = (),
    targets: tuple[PartyCard, ...] = (),
    at: int = 0,
    status: str = "status.plain",
    **more: Any,
) -> ClaimCard:
    """One claim. ``by`` is the chain of speakers, none for the own voice; a ``status`` of denial makes it one."""
    document = document or f"d-{outlet}-{published}"
    kind = more.pop("kind", Status.DENIED if _denies(status) else Status.ASSERTED)
    key = "|".join((predicate, words, document, day or "", *(speaker.key for speaker in by), status, str(at)))
    claim = Claim(
        id=hashlib.sha256(key.encode()).hexdigest()[:12],
        document_id=document,
        type=ClaimType(predicate.partition(".")[0]),
        event=None,
        mode=None,
        evidence=Span(at, at + len(words)),
        status=kind,
        quantity=more.pop("count", None),
        rule=f"{predicate}+{status}",
    )
    own = SpeakerCard(f"outlet:{outlet}", outlet, SpeakerKind.OUTLET, said_by=outlet)
    fields: dict[str, Any] = {
        "article": document,
        "published": published,
        "first": day,
        "last": day,
        "is_dated_by_evidence": day is not None,
        "place": place,
        "is_placed_by_evidence": place is not None,
        "actors": actors,
        "targets": targets,
        "speakers": (*by, own),
        "copy_of": document,
        "quote": fold_text(words) if by else "",
        "counted": "people",
    }
    return ClaimCard(claim=claim, document=document, outlet=outlet, words=words, **{**fields, **more})


def count(
    low: float | None,
    high: float | None = None,
    *,
    basis: Basis = Basis.EXACT,
    harm: Harm | None = Harm.KILLED,
    unit: str = "قتيل",
    part: bool = False,
) -> Quantity:
    """A number; ``high`` is ``low`` unless given."""
    mention = Mention(Span(0, 2), MentionKind.QUANTITY, "quantity.test")
    top = low if high is None and basis not in (Basis.AT_LEAST,) else high
    return Quantity(mention, low, top, unit, unit, basis, harm, Span(0, 1) if part else None)


def _denies(status: str) -> bool:
    return "den" in status or "negation" in status
