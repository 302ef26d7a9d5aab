"""Claims: triggers with their arguments, places, times and quantities, one fact each.

The order of things: read the words once, find triggers, cut clauses, read arguments; merge what names one event
twice, drop what only refers back («الهجوم», without anything new), then give each claim its evidence, status,
statement, place, time and quantity.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace
from datetime import date

from qawl.extract.arguments import ArgumentReader
from qawl.extract.claim_places import SCORES, PlaceChoice, PlaceChooser
from qawl.extract.claim_rules import quantity_rule, target_rule, trigger_rule
from qawl.extract.claim_times import TimeChooser, date_same_numbers
from qawl.extract.clauses import evidence_of, find_clauses
from qawl.extract.datelines import find_dateline
from qawl.extract.denials import add_denials, answers
from qawl.extract.drafts import Draft, draft_claims
from qawl.extract.findings import (
    FoundActor,
    FoundClaim,
    FoundQuantity,
    FoundStatement,
    FoundTime,
    FoundToponym,
)
from qawl.extract.flags import add_flags
from qawl.extract.inheritance import ACTOR_RULES, ActorHeir
from qawl.extract.joined_tolls import split_tolls
from qawl.extract.labels import is_label, is_past_label
from qawl.extract.parts import add_parts
from qawl.extract.place_map import PlaceMap
from qawl.extract.predicates import find_triggers
from qawl.extract.repetition import RULE as RETOLD
from qawl.extract.repetition import is_told_before
from qawl.extract.salience import Salience
from qawl.extract.senses import Senses
from qawl.extract.status import Verdict, status_of
from qawl.extract.surroundings import Trigger
from qawl.extract.word_facts import WordFacts, read_words
from qawl.lexicon.gazetteer import Gazetteer
from qawl.lexicon.predicates import PredicateLexicon
from qawl.model.claim import Harm, Status
from qawl.model.statement import Stance
from qawl.text.layout import Layout
from qawl.text.record import record

HARM_UNITS = {Harm.KILLED: "قتيل", Harm.WOUNDED: "جريح", Harm.MISSING: "مفقود"}


_TOLL_OF_MANY_DAYS = 10_000  # harmed, that no single day brings about
REPETITION = frozenset({"against.headline-repeated", "against.repeated-event", RETOLD})
"""What drops a telling only because the article tells the same elsewhere."""


@record
class FoundClaims:
    """The claims of an article, and the tellings that only repeat one of them; both in text order.

    One event is one claim, but who tells it again in other words («80 قتيلا»، «نحو 80 مدنيا بحسب المرصد») matters to
    whoever compares the headline with the body.
    """

    claims: list[FoundClaim]
    repeated: list[FoundClaim]


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
    gazetteer: Gazetteer | None = None,
    armed: frozenset[str] = frozenset(),
    observers: frozenset[str] = frozenset(),
    disabled: frozenset[str] = frozenset(),
) -> FoundClaims:
    """The claims of an article, and what only repeats them.

    ``armed`` are the ids of actors that bear arms, ``observers`` of those that only tell what others do.
    """
    facts = read_words(layout, lexicon) if facts is None else facts
    parties = frozenset(i for a in actors for i in range(a.first, a.last + 1) if a.rule != "actor.nisba")
    triggers = find_triggers(facts, lexicon, toponyms=toponyms, quantities=quantities, parties=parties)
    triggers = _outside_names(_outside_cues(layout, triggers, statements), actors)
    senses = Senses(
        facts,
        lexicon.senses,
        actors=actors,
        armed=armed,
        toponyms=toponyms,
        quantities=quantities,
        times=times,
        published=published,
    )
    triggers = [t for t in triggers if senses.keeps(t)]
    dateline = find_dateline(layout, toponyms)
    clauses = find_clauses(facts, statements, triggers, dateline=dateline)
    reader = ArgumentReader(facts, clauses, actors=actors, toponyms=toponyms, triggers=triggers)
    drafts = draft_claims(facts, triggers, clauses, reader, quantities=quantities, lexicon=lexicon)
    drafts = add_parts(facts, list(split_tolls(facts, drafts, quantities)), clauses, quantities)
    hosts = [_statements_of(layout, draft.trigger, statements) for draft in drafts]
    verdicts = [
        status_of(facts, d.trigger, lexicon, clauses=clauses, statement=statements[h[0]] if h else None)
        for d, h in zip(drafts, hosts, strict=True)
    ]
    drafts = [_as_event(facts, d, v, lexicon) for d, v in zip(drafts, verdicts, strict=True)]
    salience = Salience(facts, clauses, drafts, verdicts, statements=statements, toponyms=toponyms, times=times)
    writer = _Writer(
        facts,
        reader,
        PlaceChooser(
            facts,
            toponyms,
            clauses=clauses,
            places=PlaceMap(gazetteer),
            actors=actors,
            statements=statements,
            dateline=dateline,
            disabled=disabled,
        ),
        TimeChooser(facts, times, statements, disabled=disabled),
        published,
    )
    claims: list[FoundClaim] = []
    repeated: list[FoundClaim] = []
    heir = ActorHeir(facts, statements, actors=actors, observers=observers, disabled=disabled)
    for number, draft in enumerate(heir.fill(drafts, [h[0] if h else None for h in hosts])):
        weighed = tuple(salience.rules(number))
        host = hosts[number][0] if hosts[number] else None
        if not lexicon.salience.keeps(weighed):
            if lexicon.salience.keeps(rule for rule in weighed if rule not in REPETITION):
                repeated.append(writer.aside().write(draft, verdicts[number], host, salience=weighed))
            continue
        claim = writer.write(draft, verdicts[number], host, salience=weighed)
        if not salience.is_contested(number) and is_told_before(facts, draft, claim, claims):
            claim = replace(claim, salience=(*weighed, RETOLD))
            if not lexicon.salience.keeps(claim.salience):
                repeated.append(claim)
                continue
        claims.append(claim)
    claims = date_same_numbers(claims, disabled=disabled)
    told = add_flags(layout, add_denials(layout, claims, statements), statements, lexicon)
    return FoundClaims(told, repeated)


@record
class _Writer:
    """Turns drafts into claims, in text order."""

    facts: WordFacts
    reader: ArgumentReader
    places: PlaceChooser
    clock: TimeChooser
    published: date | None

    def aside(self) -> _Writer:
        """A writer that knows what this one has chosen so far, and leaves no trace in it."""
        return replace(self, places=copy(self.places), clock=copy(self.clock))

    def write(self, draft: Draft, verdict: Verdict, statement: int | None, *, salience: tuple[str, ...]) -> FoundClaim:
        """The claim of a draft with its place and time."""
        entry = draft.trigger.entry
        evidence = range(draft.first, draft.last + 1)
        place = self.places.choose(draft.trigger, evidence, struck=draft.arguments.target, quantity=draft.quantity)
        many = draft.quantity is not None and (draft.quantity.min or 0) >= _TOLL_OF_MANY_DAYS
        is_news = verdict.status is Status.ASSERTED and not many
        time = self.clock.choose(draft.trigger, evidence, statement, is_news=is_news)
        draft = _without_struck_town(draft, place)
        arguments = draft.arguments
        foretold = draft.trigger.category != "perfect" and verdict.status is Status.ASSERTED
        if time is not None and foretold and self._is_to_come(time.time):
            verdict = Verdict(Status.PREDICTED, "status.time-to-come")
        return FoundClaim(
            type=entry.type,
            event=entry.event,
            mode=entry.mode,
            evidence=evidence_of(self.facts, draft.trigger, first=draft.first, last=draft.last),
            trigger=draft.trigger.first,
            status=verdict.status,
            statement=statement,
            actors=() if arguments.actor is None else (arguments.actor,),
            targets=() if arguments.target is None else (arguments.target,),
            toponym=None if place is None else place.toponym,
            time=None if time is None else time.time,
            quantity=_counted(draft),
            place_inherited=place is not None and place.is_inherited,
            actor_inherited=arguments.actor_rule in ACTOR_RULES,
            time_inherited=time is not None and time.is_inherited,
            place_rule="" if place is None else place.rule,
            actor_rule=arguments.actor_rule,
            time_rule="" if time is None else time.rule,
            trigger_rule=trigger_rule(draft),
            target_rule=target_rule(self.facts, self.reader, draft),
            quantity_rule=quantity_rule(draft),
            salience=salience,
            place_score=0.0 if place is None else SCORES[place.rule],
            rule=f"{entry.id}+{verdict.rule}",
        )

    def _is_to_come(self, time: FoundTime) -> bool:
        """«خلال الساعات المقبلة»: what is dated after the publication has not happened yet."""
        if self.published is None or time.time is None:
            return False
        return time.rule == "time.coming" or time.time.first > self.published.isoformat()


def _without_struck_town(draft: Draft, place: PlaceChoice | None) -> Draft:
    """«قصفت الطائرات دمشق»: the town is where, and not whom."""
    target = draft.arguments.target
    is_place = place is not None and target is not None and place.toponym.first == target.first
    if target is None or not is_place or target.rule != "actor.capital":
        return draft
    return replace(draft, arguments=replace(draft.arguments, target=None))


def _as_event(facts: WordFacts, draft: Draft, verdict: Verdict, lexicon: PredicateLexicon) -> Draft:
    """«الجيش يسيطر على المدينة» in a headline and «توقع أن تسيطر» tell of taking, not of holding."""
    event = lexicon.momentary.get(draft.trigger.entry.id)
    told = facts.layout.paragraph_of[draft.trigger.first] == 0 or verdict.status in (Status.PREDICTED, Status.DEMANDED)
    if event is None or not told or draft.trigger.category != "imperfect" or _persists(facts, draft):
        return draft
    return replace(draft, trigger=replace(draft.trigger, entry=event))


def _persists(facts: WordFacts, draft: Draft) -> bool:
    """«ما زال يسيطر», «لا تزال قوات أجنبية تحتل», «يسيطر ... طوال الشتاء»."""
    around = range(max(0, min(draft.first, draft.trigger.first - 1)), draft.last + 1)
    return any("lasting" in facts.clause[i] for i in around)


def _outside_names(triggers: list[Trigger], actors: Sequence[FoundActor]) -> list[Trigger]:
    """«دعم» in «تحالف دعم الشرعية» and «حشد» in «الحشد الشعبي» are parts of names."""
    inside = {i for a in actors if a.rule == "actor.actor" and a.last > a.first for i in range(a.first, a.last + 1)}
    return [t for t in triggers if t.first not in inside]


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


def _statements_of(layout: Layout, trigger: Trigger, statements: Sequence[FoundStatement]) -> list[int]:
    """Statements whose content covers the trigger: the innermost first, then those not around it (no ancestors).

    A joined preposition may stand outside: «أفادت مصادر ب|مقتل أحد عشر».
    """
    start, end = layout.tokens.starts[trigger.first], layout.tokens.ends[trigger.last]
    start += len(trigger.preposition) + (trigger.conjunction and bool(trigger.preposition))
    covering = [
        number
        for number, statement in enumerate(statements)
        if statement.content
        and statement.content[0].start <= start < statement.content[-1].end
        and any(span.start <= start and end <= span.end for span in statement.content)
        and not (is_label(layout, statement) and is_past_label(layout, statement, trigger.first))
        and not answers(statement)
        and not 0 <= trigger.light < statement.cue[0] <= trigger.first  # «تمكنت أنقرة التي تخشى ... من السيطرة»
    ]
    if not covering:
        return []
    covering.sort(key=lambda n: (statements[n].stance is Stance.DENIES, sum(len(s) for s in statements[n].content)))
    innermost = min(covering, key=lambda n: sum(len(s) for s in statements[n].content))
    if statements[innermost].stance is Stance.DENIES and _is_after(statements[innermost], start):
        innermost = covering[0]
    ancestors = {n for n in _ancestors(innermost, statements) if not _denies_after(statements[n], start)}
    return [innermost, *(n for n in covering if n != innermost and n not in ancestors)]


def _denies_after(statement: FoundStatement, offset: int) -> bool:
    """«اتهمت الشبكة القوات بـ...، وهو ما نفاه المتحدث»: the denial holds the other statement, and denies its claims."""
    return statement.stance is Stance.DENIES and _is_after(statement, offset)


def _is_after(statement: FoundStatement, offset: int) -> bool:
    """True when the cue follows the words it attributes."""
    return statement.cue_span.start > offset


def _ancestors(number: int, statements: Sequence[FoundStatement]) -> Iterator[int]:
    seen = {number}
    parent = statements[number].parent
    while parent is not None and parent not in seen:
        seen.add(parent)
        yield parent
        parent = statements[parent].parent
