"""Relations between the actors of a ledger: the ledger finds the cards, ``situation.relations`` does the rest."""

from dataclasses import dataclass

from qawl.lexicon.known import KnownEntity, load_known
from qawl.lexicon.load import DATA, open_data
from qawl.model.account import ClaimCard, Relation, RelationGraph
from qawl.situation.relation_words import load_relation_words
from qawl.situation.relations import offices_of, relation_graph, relations_of
from qawl.store.filters import ClaimFilter
from qawl.store.ledger import Ledger
from qawl.text.fold import fold_text


@dataclass(frozen=True, slots=True)
class Related:
    """Relations with the cards of their claims, the names of actors, and all of it as a graph."""

    relations: tuple[Relation, ...]
    cards: dict[str, ClaimCard]
    names: dict[str, tuple[str, str]]
    graph: RelationGraph


def relations_in(
    ledger: Ledger,
    *,
    actor: str = "",
    actor_ids: tuple[str, ...] = (),
    since: str = "",
    until: str = "",
) -> Related:
    """How the actors of a ledger are said to stand to each other; with ``actor`` only relations of theirs.

    What the lists of actors say of offices and parts is added for those who stand in a relation.
    """
    data = open_data(DATA)
    words, known = load_relation_words(data), load_known(data)
    types = sorted({name.partition(".")[0] for name in (*words.by_predicate, *words.by_type)})
    claims = [
        found.claim.id
        for kind in types
        for found in ledger.claims(ClaimFilter(type=kind, actor=actor, actor_ids=actor_ids, since=since, until=until))
    ]
    cards = ledger.cards(claims)
    relations = relations_of(cards.values(), words)
    if actor:
        wanted = {
            key
            for key in {end for one in relations for end in (one.actor, one.target)}
            if _is_called(key, actor, actor_ids, known.entities.get(key))
        }
        relations = [one for one in relations if wanted & {one.actor, one.target}]
    ends = {end for one in relations for end in (one.actor, one.target)}
    relations += offices_of(ends, known.entities, words)
    ends |= {one.actor for one in relations}
    names = {key: _names(known.entities[key]) for key in sorted(ends) if key in known.entities}
    return Related(
        tuple(relations),
        {one.claim: cards[one.claim] for one in relations if one.claim},
        names,
        relation_graph(relations, names),
    )


def _is_called(key: str, name: str, ids: tuple[str, ...], entity: KnownEntity | None) -> bool:
    """True for the actor with this id, or with this in its Arabic or English name."""
    if key == name or key in {one.replace("capital.", "country.") for one in ids}:
        return True
    if entity is None:
        return False
    return fold_text(name.strip()) in fold_text(entity.name_ar) or name.strip().casefold() in entity.name_en.casefold()


def _names(entity: KnownEntity) -> tuple[str, str]:
    return entity.name_ar, entity.name_en
