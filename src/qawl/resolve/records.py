"""Findings -> records: what the rules found by token index becomes frozen records with ids and links."""

from collections.abc import Callable, Mapping, Sequence

from qawl.extract.findings import FoundClaim, FoundQuantity, FoundStatement, FoundTime, FoundToponym
from qawl.lexicon.known import KnownEntity
from qawl.model.claim import Claim, Quantity
from qawl.model.document import Document
from qawl.model.entity import Actor, Link, Place
from qawl.model.ids import claim_id, statement_id
from qawl.model.mention import Mention, MentionKind
from qawl.model.reading import PlaceMention
from qawl.model.span import Span
from qawl.model.statement import Speaker, Statement
from qawl.resolve.actors import link_party

DENIED_TARGET = "target.denied-claim"
PlaceOf = Callable[[str], Place]


def make_statements(
    document: Document, found: Sequence[FoundStatement], speakers: Sequence[Speaker]
) -> tuple[Statement, ...]:
    """Statements in text order, parents by id."""
    ids = [statement_id(document.id, statement.cue_span) for statement in found]
    return tuple(
        Statement(
            id=ids[index],
            document_id=document.id,
            cue=statement.cue_span,
            source=statement.source_span,
            content=statement.content,
            speaker=speakers[index],
            manner=statement.manner,
            stance=statement.stance,
            commitment=statement.commitment,
            cue_lemma=statement.lemma,
            medium="" if statement.medium is None else statement.medium.of(document.text),
            parent=None if statement.parent is None else ids[statement.parent],
            rules=(*statement.rules, speakers[index].rule),
        )
        for index, statement in enumerate(found)
    )


def make_claims(
    document: Document,
    found: Sequence[FoundClaim],
    statements: Sequence[Statement],
    quantities: Sequence[FoundQuantity],
) -> tuple[Claim, ...]:
    """Claims in text order, with links for parties, place and time.

    ``quantities`` are all of the article: a part («بينهم 16») points at its total by position among them.
    """
    seen: dict[tuple[str, Span, Span | None], int] = {}
    claims: list[Claim] = []
    for claim in found:
        number = claim.quantity.span if claim.quantity is not None else None
        key = (claim.type.value, claim.evidence, number)
        ordinal = seen[key] = seen.get(key, -1) + 1
        claims.append(
            Claim(
                id=claim_id(document.id, claim.type.value, claim.evidence, number, ordinal),
                document_id=document.id,
                type=claim.type,
                event=claim.event,
                mode=claim.mode,
                evidence=claim.evidence,
                status=claim.status,
                statement=None if claim.statement is None else statements[claim.statement].id,
                actors=tuple(
                    link_party(actor, inherited=claim.actor_inherited, rule=claim.actor_rule) for actor in claim.actors
                ),
                targets=tuple(
                    link_party(target, inherited=claim.target_rule == DENIED_TARGET, rule=claim.target_rule)
                    for target in claim.targets
                ),
                place=_place_link(claim),
                time=_time_link(claim),
                quantity=None if claim.quantity is None else _quantity(document, claim.quantity, quantities),
                flags=claim.flags,
                rule=claim.rule,
                rules=_claim_rules(claim),
            )
        )
    return tuple(claims)


def make_places(found: Sequence[FoundToponym], place_of: PlaceOf) -> tuple[PlaceMention, ...]:
    """Every toponym of the text with the place it denotes, if any."""
    return tuple(
        PlaceMention(
            _toponym_link(toponym, inherited=False), None if toponym.place is None else place_of(toponym.place)
        )
        for toponym in found
    )


def make_actors(
    statements: Sequence[Statement], claims: Sequence[Claim], known: Mapping[str, KnownEntity]
) -> tuple[Actor, ...]:
    """The known actors and persons that speakers and parties denote, each once, by id."""
    wanted = {s.speaker.entity for s in statements}
    wanted |= {party.link.target for claim in claims for party in (*claim.actors, *claim.targets)}
    return tuple(actor_of(known[name]) for name in sorted(w for w in wanted if w is not None) if name in known)


def actor_of(entity: KnownEntity) -> Actor:
    """The record of a known actor or person."""
    return Actor(
        id=entity.id,
        name_ar=entity.name_ar,
        name_en=entity.name_en,
        kind=entity.kind,
        sector=entity.sector,
        country=entity.country,
        parent=entity.parent,
        wikidata=entity.wikidata,
    )


def _claim_rules(claim: FoundClaim) -> tuple[str, ...]:
    """Every rule behind a claim, each once: predicate, status, parties, place, time, number, salience."""
    parties = [(claim.actor_rule, claim.actors), (claim.target_rule, claim.targets)]
    rules = [
        *claim.rule.split("+"),
        claim.trigger_rule,
        *(name for rule, found in parties for party in found for name in (party.rule, rule)),
        *(() if claim.toponym is None else (claim.toponym.rule, claim.toponym.choice, claim.place_rule)),
        *(() if claim.time is None else (claim.time.rule, claim.time_rule)),
        *(() if claim.quantity is None else (claim.quantity.rule, claim.quantity_rule)),
        *claim.salience,
        *claim.flag_rules,
    ]
    return tuple(dict.fromkeys(rule for rule in rules if rule))


def _place_link(claim: FoundClaim) -> Link | None:
    if claim.toponym is None:
        return None
    mention = Mention(claim.toponym.span, MentionKind.TOPONYM, claim.toponym.rule)
    score = round(claim.toponym.score * claim.place_score, 3)
    runners_up = tuple(c for c in claim.toponym.candidates if c != claim.toponym.place)[:3]
    return Link(mention, claim.toponym.place, score, claim.place_rule, runners_up, claim.place_inherited)


def _toponym_link(toponym: FoundToponym, *, inherited: bool) -> Link:
    mention = Mention(toponym.span, MentionKind.TOPONYM, toponym.rule)
    runners_up = tuple(c for c in toponym.candidates if c != toponym.place)[:3]
    return Link(mention, toponym.place, round(toponym.score, 3), toponym.choice, runners_up, inherited)


def _time_link(claim: FoundClaim) -> Link | None:
    time: FoundTime | None = claim.time
    if time is None or time.time is None:
        return None
    mention = Mention(time.span, MentionKind.TIME, time.rule)
    return Link(mention, time.time.edtf, 1.0, claim.time_rule, (), claim.time_inherited)


def _quantity(document: Document, found: FoundQuantity, quantities: Sequence[FoundQuantity]) -> Quantity:
    total = None if found.part_of is None else quantities[found.part_of].span
    return Quantity(
        mention=Mention(found.span, MentionKind.QUANTITY, found.rule),
        min=found.min,
        max=found.max,
        unit=found.unit,
        counted="" if found.counted is None else found.counted.of(document.text),
        basis=found.basis,
        harm=found.harm,
        part_of=total,
        since=found.since,
    )
