"""A reading becomes cards: each claim with its place, its days, its parties and the chain of its speakers.

The chain follows statements from the claim up to the article: the ultimate speaker is whoever stands innermost. A
person in office, a spokesman and «البيان» stand for their institution; an anonymous source is one an outlet.
"""

from collections.abc import Iterable
from dataclasses import replace

from qawl.corroborate.context import World
from qawl.corroborate.institutions import Institutions, institutions_of
from qawl.corroborate.stems import Sentences
from qawl.model.account import ClaimCard, PartyCard, PlaceCard, SpeakerCard
from qawl.model.claim import Claim, ClaimType, Party, Status
from qawl.model.days import days_of
from qawl.model.document import Document
from qawl.model.reading import Reading
from qawl.model.statement import Manner, SpeakerKind, Statement
from qawl.text.fold import fold_text

_ATTACKS = frozenset({ClaimType.ATTACK, ClaimType.STRIKE})
_UNNAMED = frozenset({SpeakerKind.ANONYMOUS, SpeakerKind.GROUP})


def cards_of(reading: Reading, world: World, *, copy_of: str = "") -> list[ClaimCard]:
    """The cards of a reading's claims, in their order. ``copy_of`` is the document that this one copies."""
    document = reading.document
    statements = {statement.id: statement for statement in reading.statements}
    local = institutions_of(reading.statements, document)
    denied = _first_denied(reading.claims)
    sentences = Sentences(document.text)
    return [
        replace(
            _card(claim, document, statements, world, local, copy_of or document.id),
            around=sentences.around(claim.evidence),
            is_embedded=claim.status is Status.DENIED and denied.get(claim.statement or "", claim.id) != claim.id,
        )
        for claim in reading.claims
    ]


def _first_denied(claims: Iterable[Claim]) -> dict[str, str]:
    """The first claim that each statement denies: what follows in it is mostly what the denied thing had to do with."""
    found: dict[str, str] = {}
    for claim in sorted(claims, key=lambda claim: (claim.evidence.start, claim.evidence.end)):
        if claim.statement is not None and claim.status is Status.DENIED:
            found.setdefault(claim.statement, claim.id)
    return found


def _card(
    claim: Claim,
    document: Document,
    statements: dict[str, Statement],
    world: World,
    local: Institutions,
    copy_of: str,
) -> ClaimCard:
    days = days_of(claim.time.target) if claim.time is not None and claim.time.target else None
    own = statements.get(claim.statement) if claim.statement else None
    return ClaimCard(
        claim=claim,
        document=document.id,
        article=document.article_key,
        outlet=document.outlet.id,
        words=claim.evidence.of(document.text),
        published=None if document.published_at is None else document.published_at.value.date().isoformat(),
        first=days[0] if days else None,
        last=days[1] if days else None,
        is_dated_by_evidence=claim.time is not None and not claim.time.inherited,
        place=_place(claim, world),
        is_placed_by_evidence=claim.place is not None and not claim.place.inherited,
        actors=tuple(_party(party, world) for party in claim.actors),
        targets=tuple(_party(party, world) for party in claim.targets),
        speakers=_chain(own, statements, document, world, local),
        quote=fold_text(" ".join(piece.of(document.text) for piece in own.content)) if own is not None else "",
        is_quoted=own is not None and own.manner is Manner.DIRECT,
        copy_of=copy_of,
        counted="" if claim.quantity is None else world.counted_class(claim.quantity.counted),
        is_total=claim.quantity is not None
        and (claim.quantity.since is not None or world.is_running(claim.evidence.of(document.text))),
        is_in_doubt=world.is_in_doubt(claim.evidence.of(document.text)),
        is_initial=claim.quantity is not None and world.is_initial(claim.evidence.of(document.text)),
        is_of_gas=claim.type in _ATTACKS and world.is_of_gas(claim.evidence.of(document.text)),
    )


def _place(claim: Claim, world: World) -> PlaceCard | None:
    if claim.place is None or claim.place.target is None:
        return None
    return world.place_card(claim.place.target)


def _party(party: Party, world: World) -> PartyCard:
    target = party.link.target
    if target is None:
        return PartyCard(f"name:{fold_text(party.name)}", party.name, (), party.link.inherited)
    return PartyCard(target, party.name, world.wholes(target), party.link.inherited)


def _chain(
    own: Statement | None,
    statements: dict[str, Statement],
    document: Document,
    world: World,
    local: Institutions,
) -> tuple[SpeakerCard, ...]:
    """From the ultimate speaker up to the outlet; parents are the path that a report took."""
    found: list[SpeakerCard] = []
    at, seen = own, set()
    while at is not None and at.id not in seen:
        seen.add(at.id)
        found.append(speaker_card(at, document, world, local=local))
        at = statements.get(at.parent) if at.parent else None
    name = document.outlet.name or document.outlet.id
    outlet = SpeakerCard(f"outlet:{document.outlet.id}", name, SpeakerKind.OUTLET, said_by=fold_text(name))
    return (*found, outlet)


def speaker_card(
    statement: Statement, document: Document, world: World, *, local: Institutions | None = None
) -> SpeakerCard:
    """The speaker of one statement, under the key of the institution that stands behind the words.

    ``local`` knows institutions that only this article names: «مدير المرصد» where it names one observatory.
    """
    speaker = statement.speaker
    name = fold_text(speaker.name)
    if speaker.kind in _UNNAMED or not name or speaker.is_private:
        key = f"unnamed:{document.outlet.id or document.id}:{name}"
        return SpeakerCard(key, speaker.name, speaker.kind, is_anonymous=True, said_by=name)
    institution = _institution(speaker.entity, speaker.affiliation, world)
    if institution is None and speaker.entity is None and local is not None:
        institution = local.of(speaker)
    key = institution or speaker.entity or f"name:{name}"
    return SpeakerCard(
        key, speaker.name, speaker.kind, speaker.entity, institution, said_by=name, within=world.wholes(key)
    )


def _institution(entity: str | None, affiliation: str, world: World) -> str | None:
    """The actor for whom somebody speaks: by office, else by the affiliation that the text names."""
    if entity is not None and entity in world.institutions:
        return world.institutions[entity]
    return world.actor_named(affiliation) if affiliation else None
