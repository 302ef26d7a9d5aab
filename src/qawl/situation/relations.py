"""Who backs, fights, is allied or agrees with whom, according to whom and when; and who heads what.

A relation is what one claim says of an actor and a target that both stand in its own words and are on the lists of
actors: somebody whom no list knows may be a private person, and is put into no graph. What is denied is kept as
denied; what is predicted, possible or demanded is no relation. A part does not fight its whole. Offices and parts come
from the lists of actors, not from claims, and say so. Rules are the ids of ``data/corroborate/relations.yaml``, and:

* ``relation.office``: a person heads an actor, in the years of the office;
* ``relation.part``: an actor is part of another, which is taken to command it.
"""

from collections.abc import Collection, Iterable, Mapping
from itertools import product

from qawl.corroborate.outcomes import predicate_of
from qawl.lexicon.known import KnownEntity
from qawl.model.account import (
    ClaimCard,
    PartyCard,
    Relation,
    RelationEdge,
    RelationGraph,
    RelationKind,
    RelationNode,
)
from qawl.model.claim import Party, Status
from qawl.model.entity import Link
from qawl.situation.relation_words import RelationEntry, RelationWords
from qawl.text.fold import fold_text

DATA_SPEAKER = "data"
_UNKNOWN = "name:"
_NEAR = 10  # characters
_AND = "\N{ARABIC LETTER WAW}"
_BACKER, _FROM = "actor.backer", " من "
_CAPITAL, _COUNTRY = "capital.", "country."


def relations_of(cards: Iterable[ClaimCard], words: RelationWords) -> list[Relation]:
    """What claims say of how actors stand to each other, one relation a claim and pair; sorted by claim."""
    found = []
    for card in sorted({card.id: card for card in cards}.values(), key=lambda card: card.id):
        entry = words.entry_of(predicate_of(card.claim))
        if entry is None or card.claim.status not in (Status.ASSERTED, Status.DENIED):
            continue
        sides = (_told(card, card.actors, card.claim.actors), _told(card, card.targets, card.claim.targets))
        pairs = {
            _directed(actor, target, entry)
            for (actor, done_by), (target, done_to) in product(*sides)
            if _may_stand(card, actor, target, entry) and _is_told_so(card, done_by.link, done_to.link, entry)
        }
        found += [_relation(card, entry, pair) for pair in sorted(pairs)]
    return found


def offices_of(actors: Collection[str], entities: Mapping[str, KnownEntity], words: RelationWords) -> list[Relation]:
    """Who heads the actors named, and what they are part of, as the lists have it; sorted."""
    found = []
    for entity in entities.values():
        if entity.parent and entity.id in actors:
            found.append(_commands(entity.parent, entity.id, None, None, "relation.part"))
        for role in entity.roles:
            if role.actor in actors and fold_text(role.title).split()[0] in words.heads:
                since = f"{role.since}-01-01" if role.since else None
                until = f"{role.until}-12-31" if role.until else None
                found.append(_commands(entity.id, role.actor or "", since, until, "relation.office"))
    return sorted(found, key=lambda one: (one.actor, one.target, one.first or "", one.last or ""))


def relation_graph(relations: Iterable[Relation], names: Mapping[str, tuple[str, str]]) -> RelationGraph:
    """Actors as nodes; an edge is all that one speaker says of one relation. ``names`` are Arabic and English ones."""
    groups: dict[tuple[str, str, str, str, bool], list[Relation]] = {}
    for one in relations:
        groups.setdefault((one.actor, one.target, one.kind, one.speaker, one.is_denied), []).append(one)
    edges = tuple(_edge(groups[key]) for key in sorted(groups))
    ids = sorted({end for edge in edges for end in (edge.actor, edge.target)})
    return RelationGraph(tuple(RelationNode(key, *names.get(key, (key, key))) for key in ids), edges)


def _edge(group: list[Relation]) -> RelationEdge:
    group = sorted(group, key=lambda one: one.claim)
    one = group[0]
    starts = [day for each in group if (day := each.first or each.published)]
    ends = [day for each in group if (day := each.last or each.published)]
    claims = tuple(each.claim for each in group if each.claim)
    return RelationEdge(
        kind=one.kind,
        actor=one.actor,
        target=one.target,
        speaker=one.speaker,
        speaker_name=min(each.speaker_name for each in group),
        is_denied=one.is_denied,
        first=min(starts, default=None),
        last=max(ends, default=None),
        claims=claims,
        count=len(claims),
    )


def _told(card: ClaimCard, cards: tuple[PartyCard, ...], parties: tuple[Party, ...]) -> list[tuple[PartyCard, Party]]:
    """Parties that stand in the claim's own words, or right before them («الحوثيون | المدعومون من ...»)."""
    evidence = card.claim.evidence
    return [
        (one, party)
        for one, party in zip(cards, parties, strict=True)
        if not one.is_inherited
        and party.link.mention is not None
        and evidence.start - _NEAR <= party.link.mention.span.end <= evidence.end
    ]


def _may_stand(card: ClaimCard, actor: PartyCard, target: PartyCard, entry: RelationEntry) -> bool:
    """Both on the lists, no slip, neither the same nor part of the other, and no country where it only happened."""
    for party in (actor, target):
        if party.key.startswith((_UNKNOWN, *entry.not_with)):
            return False
    if entry.not_to and target.key.startswith(entry.not_to):
        return False
    left, right = _id_of(actor.key), _id_of(target.key)
    if left == right or left in target.within or right in actor.within:
        return False
    if entry.kind is RelationKind.BACKS and left.startswith(_COUNTRY) and right.startswith(f"{_state_of(left)}."):
        return False  # a state and its own
    here = card.place is not None and right == f"{_COUNTRY}{card.place.country}"
    return not (here and left.partition(".")[0] == _state_of(right))


def _is_told_so(card: ClaimCard, done_by: Link, done_to: Link, entry: RelationEntry) -> bool:
    """False where actor and target are joined by «و», or where nothing says which of the two backs the other."""
    assert done_by.mention is not None and done_to.mention is not None
    start = card.claim.evidence.start
    if entry.direction != "both":
        between = card.words[
            max(0, done_by.mention.span.end - start) : max(0, done_to.mention.span.start - start)
        ].split()
        after = card.words[max(0, done_to.mention.span.start - start) :]
        if all(word.startswith(_AND) for word in between) and (between or after.startswith(_AND)):
            return False
    if done_by.rule == _BACKER:  # «بدعم الجماعة»: backed by it, or backing it?
        return _FROM in f" {card.words[: max(0, done_by.mention.span.start - start)]} "
    return True


def _directed(actor: PartyCard, target: PartyCard, entry: RelationEntry) -> tuple[str, str]:
    pair = (_id_of(actor.key), _id_of(target.key))
    if entry.direction == "both":
        return (min(pair), max(pair))
    return pair if entry.direction == "actor" else (pair[1], pair[0])


def _id_of(key: str) -> str:
    """A capital stands for its state: «واشنطن» is the United States."""
    return _COUNTRY + key.removeprefix(_CAPITAL) if key.startswith(_CAPITAL) else key


def _state_of(country: str) -> str:
    """«country.IR» -> «ir», with which the ids of its actors begin."""
    return country.removeprefix(_COUNTRY).lower()


def _relation(card: ClaimCard, entry: RelationEntry, pair: tuple[str, str]) -> Relation:
    dated = card.is_dated_by_evidence
    return Relation(
        kind=entry.kind.value,
        actor=pair[0],
        target=pair[1],
        claim=card.id,
        speaker=card.origin.key,
        first=card.first if dated else None,
        last=card.last if dated else None,
        is_denied=card.claim.status is Status.DENIED,
        published=card.published,
        rule=entry.id,
        speaker_name="" if card.origin.is_anonymous else card.origin.name,
    )


def _commands(actor: str, target: str, since: str | None, until: str | None, rule: str) -> Relation:
    return Relation(RelationKind.COMMANDS.value, actor, target, "", DATA_SPEAKER, since, until, rule=rule)
