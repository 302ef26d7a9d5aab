"""Small readings for the tests of the report, all texts invented."""

from datetime import UTC, datetime

from qawl.model.claim import Basis, Claim, ClaimType, Harm, Party, Quantity, Status
from qawl.model.document import Document, Outlet, PublishedAt
from qawl.model.entity import Actor, Link, Place
from qawl.model.mention import Mention, MentionKind
from qawl.model.reading import Reading
from qawl.model.span import Span
from qawl.model.statement import Commitment, Manner, Speaker, SpeakerKind, Stance, Statement

TEXT = (
    "السيطرة على بلدة الواحة\n"
    "نقلت وكالة المثال عن الناطق سالم التجريبي قوله إن القوات سيطرت على بلدة الواحة وقتل 43 مدنيا في محافظة البادية."
)
TOWN = Place("xx.town", "الواحة", "Al-Waha", "town", "SY", 35.3, 40.1)
PROVINCE = Place("xx.province", "البادية", "Al-Badiya", "province", "SY", 34.9, 39.6)
COUNTRY = Place("XX", "سوريا", "Syria", "country", "SY", 35.0, 38.5)
PLACES = {place.id: place for place in (TOWN, PROVINCE, COUNTRY)}
FORCES = Actor("xx.forces", "القوات", "The Forces", "military")
ACTORS = {FORCES.id: FORCES}


def span_of(part: str, text: str = TEXT, *, after: int = 0) -> Span:
    start = text.index(part, after)
    return Span(start, start + len(part))


def link(target: str | None, *, rule: str = "place.in-clause", inherited: bool = False) -> Link:
    return Link(None, target, 0.9, rule, inherited=inherited)


def party(name: str, target: str | None = None) -> Party:
    return Party(name, link(target, rule="actor.known"))


def statement(
    number: int,
    cue: str,
    content: str,
    *,
    speaker: str = "سالم التجريبي",
    stance: Stance = Stance.ASSERTS,
    parent: str | None = None,
    text: str = TEXT,
) -> Statement:
    return Statement(
        id=f"s{number}",
        document_id="d1",
        cue=span_of(cue, text),
        source=None,
        content=(span_of(content, text),),
        speaker=Speaker(speaker, speaker, SpeakerKind.PERSON if speaker else SpeakerKind.ANONYMOUS),
        manner=Manner.INDIRECT,
        stance=stance,
        commitment=Commitment.MEDIUM,
        cue_lemma="قال",
        parent=parent,
    )


def claim(
    type: ClaimType = ClaimType.CONTROL,
    *,
    id: str = "c1",
    evidence: str = "سيطرت على بلدة الواحة",
    status: Status = Status.ASSERTED,
    statement: str | None = None,
    actors: tuple[Party, ...] = (),
    targets: tuple[Party, ...] = (),
    place: Link | None = None,
    time: str | None = None,
    quantity: Quantity | None = None,
    flags: tuple[str, ...] = (),
    text: str = TEXT,
) -> Claim:
    return Claim(
        id=id,
        document_id="d1",
        type=type,
        event=None,
        mode=None,
        evidence=span_of(evidence, text),
        status=status,
        statement=statement,
        actors=actors,
        targets=targets,
        place=place,
        time=None if time is None else link(time, rule="time.in-clause"),
        quantity=quantity,
        flags=flags,
        rule="control.hold",
    )


def quantity(
    low: float | None,
    high: float | None,
    unit: str = "مدني",
    *,
    basis: Basis = Basis.EXACT,
    harm: Harm | None = Harm.KILLED,
) -> Quantity:
    return Quantity(Mention(span_of("43"), MentionKind.QUANTITY, "q"), low, high, unit, "مدنيا", basis, harm)


def document(text: str = TEXT, **fields: str) -> Document:
    return Document(
        id="d1",
        article_key="k",
        text=text,
        title=fields.get("title", text.partition("\n")[0]),
        outlet=Outlet("example", fields.get("outlet", "وكالة المثال")),
        url=fields.get("url", "https://news.example/1"),
        published_at=PublishedAt(datetime(2017, 9, 5, tzinfo=UTC)),
        mark=fields.get("mark", ""),
    )


def reading(
    statements: tuple[Statement, ...] = (), claims: tuple[Claim, ...] = (), doc: Document | None = None
) -> Reading:
    return Reading(doc or document(), "7", statements, claims, ())


def full_reading() -> Reading:
    """Two nested statements, a placed control claim and a toll with an inherited place."""
    outer = statement(1, "نقلت", "الناطق سالم التجريبي قوله إن القوات سيطرت", speaker="وكالة المثال")
    inner = statement(2, "قوله", "القوات سيطرت على بلدة الواحة وقتل 43 مدنيا", parent="s1")
    control = claim(statement="s2", actors=(party("القوات", FORCES.id),), place=link(TOWN.id), time="2017-09-05")
    toll = claim(
        ClaimType.CASUALTIES,
        id="c2",
        evidence="وقتل 43 مدنيا",
        statement="s2",
        place=link(PROVINCE.id, rule="place.headline", inherited=True),
        quantity=quantity(43, None, basis=Basis.AT_LEAST),
        flags=("unverified_by_outlet",),
    )
    return reading((outer, inner), (control, toll))
