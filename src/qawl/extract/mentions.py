"""Where actor mentions stand around a trigger: what the argument rules look up."""

from __future__ import annotations

from collections.abc import Sequence

from qawl.extract.clauses import Clauses
from qawl.extract.findings import FoundActor, FoundToponym
from qawl.extract.surroundings import Trigger
from qawl.extract.word_facts import WordFacts
from qawl.model.claim import ClaimType
from qawl.model.span import Span
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import ARTICLE, COMMAS, TokenKind

_PREPOSITIONS = "\N{ARABIC LETTER BEH}\N{ARABIC LETTER LAM}\N{ARABIC LETTER KAF}"
_OF = "من"
_BEH = "\N{ARABIC LETTER BEH}"
_LAM = "\N{ARABIC LETTER LAM}"
_PEOPLE_REACH = 10  # words between a word of harm and whom it harms, with the number between
LOOK_BACK = 9  # words between an antecedent and its relative pronoun
_BREAKS = frozenset({"connector", "complementizer", "relative", "direction", "versus", "cause"})
_GOVERNORS = frozenset({"direction", "cause", "versus", "between", "agent"})
_FORCE = "قوه"
NEVER_ACTORS = frozenset({"actor.nisba"})
STATES = ("actor.country", "actor.capital")
_HITS = frozenset({ClaimType.STRIKE, ClaimType.ATTACK})


def _is_force(facts: WordFacts, mention: FoundActor) -> bool:
    """«استخدام القوة المفرطة», «قوة مميتة»: force, and no troops."""
    if not facts.layout.tokens.folded[mention.first].endswith(_FORCE):
        return False
    around = facts.clause[max(0, mention.first - 1) : mention.first + 2]
    return any("force" in names for names in around)


class MentionReader:
    """Answers where actor mentions stand: behind a token, before a verb, under a preposition."""

    def __init__(
        self,
        facts: WordFacts,
        clauses: Clauses,
        *,
        actors: Sequence[FoundActor],
        toponyms: Sequence[FoundToponym],
        triggers: Sequence[Trigger],
    ) -> None:
        self.facts, self._facts, self._clauses = facts, facts, clauses
        self._by_first = {a.first: a for a in actors if not _is_force(facts, a)}
        self._places = {i for t in toponyms for i in range(t.first, t.last + 1)}
        self._trigger_tokens = {i for t in triggers for i in range(t.first, t.last + 1)}
        self._event_tokens = {i for t in triggers if not t.is_verb and t.entry.type in _HITS for i in (t.first, t.last)}
        fights = (t for t in triggers if t.entry.type is ClaimType.CLASH and self._is_cause(facts, t))
        self._fight_tokens = {i for t in fights for i in (t.first, t.last, t.last + 1)}  # «معارك», «معارك عنيفة»
        self._folded = facts.layout.tokens.folded

    def _is_cause(self, facts: WordFacts, trigger: Trigger) -> bool:
        """«في معارك», «خلال مواجهات», «بمعارك»: what others came to harm in."""
        led = trigger.first > 0 and "cause" in facts.clause[trigger.first - 1]
        return not trigger.is_verb and (led or trigger.preposition == _BEH)

    def at(self, index: int) -> FoundActor | None:
        """The mention that begins at a token."""
        return self._by_first.get(index)

    def is_in_place(self, index: int) -> bool:
        """True inside a toponym."""
        return index in self._places

    def mention_after(
        self, start: int, *, gap: int, stop: int | None = None, skip: frozenset[str] = frozenset(), free: bool = False
    ) -> FoundActor | None:
        """The first actor mention within ``gap`` words, before any preposition opens another phrase.

        ``free``: only one without a preposition of its own counts, as a subject or object must be.
        """
        limit = min(len(self._folded), start + gap + 1) if stop is None else stop
        for index in range(start, limit):
            mention = self._by_first.get(index)
            if mention is not None and mention.rule not in NEVER_ACTORS:
                return None if self.is_place_use(mention) or (free and self.is_governed(mention)) else mention
            if self._folded[index] == _OF and index > start and self._counts(index - 1):
                continue
            if self._facts.clause[index] & (_BREAKS - skip) or self._facts.layout.tokens.raw[index] in ".:؛":
                return None
            if free and self._is_noun_between(index) and not self._counts(index):
                return None
            if index in self._trigger_tokens and not skip:
                return None
        return None

    def _counts(self, index: int) -> bool:
        """«انسحب | معظم مقاتلي الوحدات», «الكثير من المسلحين»: a word of quantity, which the mention completes."""
        return "quantifier" in self._facts.clause[index]

    def _is_noun_between(self, index: int) -> bool:
        """A word that is neither a time nor an adverb between verb and mention: the mention is its genitive."""
        if not self._facts.spellings[index] or self._facts.clause[index] & {"phrase-end", "resumptive", "agent"}:
            return False
        return not self._folded[index].endswith("ا")  # accusative adverbs: «حاليا»، «أيضا»

    def is_place_use(self, mention: FoundActor) -> bool:
        """A town the actor files do not know acts for nobody; a country after «في» is a place."""
        return mention.rule in STATES and self.is_governed(mention)

    def subject_before(self, index: int) -> FoundActor | None:
        """The first free mention of the clause before a verb; in a relative clause its antecedent."""
        clause = self._clauses.around(index)
        relative = next(
            (i for i in range(index - 1, max(clause.start, index - 3) - 1, -1) if "relative" in self._facts.clause[i]),
            -1,
        )
        if relative >= 0:
            return self._antecedent(relative)
        for position in range(clause.start, index):
            if self._facts.layout.tokens.raw[position] == ":":
                return None
            mention = self._by_first.get(position)
            if mention is not None and mention.rule not in NEVER_ACTORS and not self.is_governed(mention):
                return mention
        return self._set_off_by_comma(clause.start) if clause.start == index else None

    def _set_off_by_comma(self, start: int) -> FoundActor | None:
        """«قالت مصادر إن قوات الجيش، | تقدمت»: a noun phrase before the comma that is all its clause has."""
        raw = self._facts.layout.tokens.raw
        if start < 2 or raw[start - 1] not in COMMAS:
            return None
        mention = self._ending_at(start - 2)
        if mention is None or self.is_governed(mention) or not mention.first:
            return None
        opening = self._clauses.around(mention.first).start == mention.first
        return mention if opening or "complementizer" in self._facts.clause[mention.first - 1] else None

    def _ending_at(self, last: int) -> FoundActor | None:
        """The mention whose last word stands at a token, if it may act."""
        for first in range(last, max(-1, last - LOOK_BACK), -1):
            mention = self._by_first.get(first)
            if mention is not None and mention.rule not in NEVER_ACTORS:
                return mention if mention.last == last else None
        return None

    def _antecedent(self, relative: int) -> FoundActor | None:
        for position in range(relative - 1, max(-1, relative - LOOK_BACK), -1):
            mention = self._by_first.get(position)
            if mention is not None and mention.rule not in NEVER_ACTORS:
                near = mention.last >= relative - 3 and not self.is_place_use(mention)
                return mention if near and not self._leads_on(range(mention.last + 1, relative)) else None
        return None

    def _leads_on(self, between: range) -> bool:
        """«وصلت إلى دمشق | في اليوم الذي ...»: a preposition begins another phrase, which the relative describes."""
        return any(self._facts.clause[index] & _GOVERNORS for index in between)

    def relative_subject(self, trigger: Trigger) -> FoundActor | None:
        """«الهجوم الذي تشنه القوات», «كمين نصبه الحوثيون»: the subject of the verb that carries the noun's pronoun."""
        for index in range(trigger.last + 1, min(len(self._folded), trigger.last + 9)):
            if self._facts.layout.tokens.raw[index] in QUOTATION_MARKS:
                continue
            if "answer" in self._facts.clause[index]:
                return None
            light = self._facts.light[index]
            if light is not None and light.subject == "actor" and self._folded[index].endswith(("ه", "ها")):
                return self.mention_after(index + 1, gap=2)
            if not self._facts.spellings[index] or self._facts.clause[index] & {"connector", "complementizer"}:
                return None
        return None

    def is_governed(self, mention: FoundActor) -> bool:
        """True after a preposition, and for names with «بـ» or «لـ» on them."""
        if mention.first and self._facts.clause[mention.first - 1] & _GOVERNORS:
            of = self._folded[mention.first - 1] == _OF
            return not (of and mention.first > 1 and self._counts(mention.first - 2))
        offset = mention.span.start - self._facts.layout.tokens.starts[mention.first]
        word = self._folded[mention.first]
        return (offset > 0 and word[offset - 1] in _PREPOSITIONS) or word.startswith(_LAM + _LAM)

    def people_after(self, trigger: Trigger, start: int, stop: int) -> FoundActor | None:
        """A phrase of harmed people: «مدنيين», «ثلاثة من القيادات»; named persons to the comma.

        Words of quantity are passed over, and who is only «شخص» or «آخرون» is nobody in particular.
        """
        tokens = self._facts.layout.tokens
        for index in range(start, min(stop, start + _PEOPLE_REACH)):
            mention = self._by_first.get(index)
            if mention is not None and mention.rule not in NEVER_ACTORS:
                return None if self.has_lam(mention) or self._is_state_place(mention) else self.member_of(mention)
            if "part" in self._facts.clause[index]:
                return None
            if "unspecific" in self._facts.classes[index] or self._counts(index):
                continue
            if "people" in self._facts.classes[index]:
                last = index
                while last + 1 < stop and last < index + 2 and self._extends(last + 1):
                    last += 1
                span = Span(tokens.starts[index], tokens.ends[last])
                return FoundActor(index, last, span, span.of(tokens.text), None, "actor.people")
            if tokens.kinds[index] is TokenKind.MARK or "connector" in self._facts.clause[index]:
                return None
        return None

    def _is_state_place(self, mention: FoundActor) -> bool:
        return mention.rule in STATES and mention.first > 0 and self.is_place_use(mention)

    def with_whole(self, mention: FoundActor) -> FoundActor:
        """«وحدات من الجيش», «مجموعة من مقاتلي الفصيل»: some of a party are told by the party too."""
        party = self.member_of(mention)
        if party is mention:
            return mention
        span = Span(mention.span.start, party.span.end)
        return FoundActor(mention.first, party.last, span, span.of(self._facts.layout.tokens.text), None, mention.rule)

    def member_of(self, mention: FoundActor) -> FoundActor:
        """«12 مقاتلا من قوات النظام»: members of a party that is named right behind them stand for it."""
        following = mention.last + 1
        if mention.first != mention.last or mention.actor is not None or following >= len(self._folded):
            return mention
        if self._folded[following] != _OF or self._folded[mention.first].startswith(ARTICLE):
            return mention
        party = self._by_first.get(following + 1)
        return mention if party is None or party.rule in (*NEVER_ACTORS, *STATES) else party

    def _extends(self, index: int) -> bool:
        word = self._folded[index]
        ends = word.endswith(("ين", "ون", "يه", "ي"))
        return ends and not self._facts.clause[index] and bool(self._facts.spellings[index])

    def host_of(self, trigger: Trigger) -> int:
        """First token of the noun phrase that an adjective describes: «البلدات | الواقعة تحت سيطرة»."""
        clause = self._clauses.around(trigger.first)
        for index in range(trigger.first - 1, max(clause.start, trigger.first - LOOK_BACK) - 1, -1):
            mention = self._by_first.get(index)
            if mention is not None and mention.rule != "actor.nisba":
                return index
            if "site" in self._facts.classes[index] or index in self._places:
                before = index - 1
                return before if before >= clause.start and "site" in self._facts.classes[before] else index
        return max(clause.start, trigger.first - 2)

    def has_lam(self, mention: FoundActor) -> bool:
        word = self._folded[mention.first]
        offset = mention.span.start - self._facts.layout.tokens.starts[mention.first]
        return word.startswith(_LAM + _LAM) or (offset > 0 and word[offset - 1] == _LAM)
