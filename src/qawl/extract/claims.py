"""Claims: triggers with their arguments, places, times and quantities, one fact each.

The order of things: read the words once, find triggers, cut clauses, read arguments; merge what names one event
twice, drop what only refers back («الهجوم», without anything new), then give each claim its evidence, status,
statement, place, time and quantity.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from qawl.extract.arguments import ArgumentReader
from qawl.extract.clauses import evidence_of, find_clauses
from qawl.extract.drafts import Draft, draft_claims
from qawl.extract.findings import (
    FoundActor,
    FoundClaim,
    FoundQuantity,
    FoundStatement,
    FoundTime,
    FoundToponym,
)
from qawl.extract.inheritance import ACTOR_RULES, SCORES, PlaceChooser, TimeChooser, inherit_actors
from qawl.extract.predicates import Trigger, WordFacts, find_triggers, read_words
from qawl.extract.salience import Salience
from qawl.extract.status import status_of
from qawl.lexicon.predicates import PredicateLexicon
from qawl.model.claim import Harm
from qawl.text.layout import Layout
HARM_UNITS = {Harm.KILLED: "قتيل", Harm.WOUNDED: "جريح", Harm.MISSING: "مفقود"}


def find_claims(
    layout: Layout,
    *,
    statements: Sequence[FoundStatement],
    toponyms: Sequence[FoundToponym],
    actors: Sequence[FoundActor],
    quantities: Sequence[FoundQuantity],
    times: Sequence[FoundTime],
    lexicon: PredicateLexicon,
    published: date | None,
    facts: WordFacts | None = None,
    disabled: frozenset[str] = frozenset(),
) -> list[FoundClaim]:
    """The claims of an article in text order."""
    facts = read_words(layout, lexicon) if facts is None else facts
    parties = frozenset(i for a in actors for i in range(a.first, a.last + 1) if a.rule != "actor.nisba")
    triggers = find_triggers(facts, lexicon, toponyms=toponyms, quantities=quantities, parties=parties)
    triggers = _outside_cues(layout, triggers, statements)
    clauses = find_clauses(facts, statements, triggers)
    reader = ArgumentReader(facts, clauses, actors=actors, toponyms=toponyms, triggers=triggers)
    drafts = draft_claims(facts, triggers, clauses, reader, quantities=quantities)
    salience = Salience(facts, clauses, drafts, statements=statements, toponyms=toponyms, times=times)
    kept = [lexicon.salience.score(salience.features(n)) > 0 for n in range(len(drafts))]
    complete = inherit_actors(facts, drafts, disabled=disabled)
    drafts = [draft for draft, keep in zip(complete, kept, strict=True) if keep]
    places = PlaceChooser(facts, toponyms, actors=actors, disabled=disabled)
    clock = TimeChooser(facts, times, disabled=disabled)
    claims: list[FoundClaim] = []
    for draft in drafts:
        number = _statement_of(layout, draft.trigger, statements)
        statement = None if number is None else statements[number]
        status, rule = status_of(facts, draft.trigger, lexicon, clauses=clauses, statement=statement)
        evidence = range(draft.first, draft.last + 1)
        place = places.choose(draft.trigger, evidence)
        time = clock.choose(draft.trigger, evidence)
        entry = draft.trigger.entry
        claims.append(
            FoundClaim(
                type=entry.type,
                event=entry.event,
                mode=entry.mode,
                evidence=evidence_of(facts, draft.trigger, first=draft.first, last=draft.last),
                trigger=draft.trigger.first,
                status=status,
                statement=number,
                actors=() if draft.arguments.actor is None else (draft.arguments.actor,),
                targets=() if draft.arguments.target is None else (draft.arguments.target,),
                toponym=None if place is None else place.toponym,
                time=None if time is None else time[0],
                quantity=_counted(draft),
                place_inherited=place is not None and place.is_inherited,
                actor_inherited=draft.arguments.actor_rule in ACTOR_RULES,
                time_inherited=time is not None and time[1] != "time.in-clause",
                place_rule="" if place is None else place.rule,
                actor_rule=draft.arguments.actor_rule,
                time_rule="" if time is None else time[1],
                place_score=0.0 if place is None else SCORES[place.rule],
                rule=entry.id + "+" + rule,
            )
        )
    return claims


def _counted(draft: Draft) -> FoundQuantity | None:
    """The number of a toll counts the dead or the wounded, whatever noun stands beside it."""
    kind = draft.trigger.entry.kind
    if draft.quantity is None or kind is None:
        return draft.quantity
    return replace(draft.quantity, harm=kind, unit=HARM_UNITS.get(kind, draft.quantity.unit))


def _outside_cues(layout: Layout, triggers: list[Trigger], statements: Sequence[FoundStatement]) -> list[Trigger]:
    """A cue's own words make no claim: «أعلن» as a light verb is one thing, «تبنى» as a cue another."""
    inside = {i for s in statements for i in layout.tokens.inside(s.cue_span)}
    return [t for t in triggers if t.first not in inside]


def _statement_of(layout: Layout, trigger: Trigger, statements: Sequence[FoundStatement]) -> int | None:
    """The innermost statement whose content covers the trigger."""
    start, end = layout.tokens.starts[trigger.first], layout.tokens.ends[trigger.last]
    best, best_length = None, 0
    for number, statement in enumerate(statements):
        for span in statement.content:
            if span.start <= start and end <= span.end:
                length = sum(len(s) for s in statement.content)
                if best is None or length < best_length:
                    best, best_length = number, length
    return best
