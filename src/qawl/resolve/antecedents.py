"""Whom a dropped subject, a pronoun or a definite noun goes back to.

Arabic drops subjects and names a body once: «وأضاف ...»، «لكنه يرد بأنه ...»، «المنظمة». The candidates are the
speakers met so far and the names of the sentence; agreement in gender and number rules out, nearness chooses.
Method: sieves with salience by recency, as in Lee et al. (2013), reduced to what Arabic news needs.
"""

from collections.abc import Sequence
from dataclasses import replace

from qawl.extract.entities import FoundName
from qawl.lexicon.known import words_of
from qawl.model.span import Span
from qawl.model.statement import Speaker, SpeakerKind
from qawl.resolve.person_titles import SpeakerContext, clean_name, without_article
from qawl.text.record import record
from qawl.text.tokens import ARTICLE, COMMAS

TEH_MARBUTA = "\N{ARABIC LETTER TEH MARBUTA}"
_CIVIL_SECTORS = frozenset({"IGO", "NGO", "MED", "MNC", "HLH", "CVL", "IGOUNO", "NGM"})
_BUT = "لكن"
_NAMED = frozenset({"speaker.name", "speaker.title", "speaker.dropped", "speaker.host", "speaker.vague-role"})
_MAY_BE_SOURCES = (SpeakerKind.ORGANIZATION, SpeakerKind.OUTLET, SpeakerKind.ANONYMOUS, SpeakerKind.DOCUMENT)
_TWO_STATES = frozenset({"دولتان", "دولتين", "بلدان", "بلدين"})
_TWO_BODIES = frozenset({"حركتان", "فصيلان", "منظمتان", "تنظيمان", "جماعتان"})
_BETWEEN = 6  # tokens between two names that go together
_SOURCES = frozenset({"مصدر", "مصادر"})
_CLOSE = 3  # statements: a speaker is taken up again over asides («بحسب ...») within these
_REMEMBERED = 6  # statements: a subject dropped longer than that is not taken up again


@record
class Agreement:
    """What a verb says about its subject: gender m or f, number sg, du or pl; None where the form is open."""

    gender: str | None
    number: str | None

    def fits(self, other: "Agreement") -> bool:
        """True when nothing contradicts; a verb before its subject shows no plural, so number weighs only together."""
        if self.number == "pl" and other.number == "pl":
            return True
        if "pl" in (self.number, other.number):
            return self.number == other.number or None in (self.number, other.number)
        return self.gender == other.gender or None in (self.gender, other.gender)


@record
class Met:
    """A speaker as introduced in the text: where, and how a later verb agrees with it."""

    speaker: Speaker
    agreement: Agreement
    position: int  # token of the cue
    head: str
    aside: bool = False  # brought in by a preposition: «وفقا للمرصد»
    level: int | None = None  # the statement in which he is said to speak

    @property
    def is_named_person(self) -> bool:
        """True for a person with a name, at whatever remove."""
        return self.speaker.kind is SpeakerKind.PERSON and self.speaker.rule in _NAMED


class Antecedents:
    """The speakers of one article met so far, and what later phrases go back to."""

    def __init__(self, context: SpeakerContext) -> None:
        self._c = context
        self._met: list[Met] = []

    def remember(self, met: Met) -> None:
        """A speaker that later statements may go back to."""
        self._met.append(met)

    @property
    def last_met(self) -> Met | None:
        """The speaker met last, as introduced."""
        return self._met[-1] if self._met else None

    @property
    def last(self) -> Speaker | None:
        """The speaker met last."""
        return self._met[-1].speaker if self._met else None

    def of_noun(self, first: int) -> Speaker | None:
        """The last speaker or name whose own head noun is this one; for «المنظمة» also the last of the same sort."""
        word = without_article(self._c.layout.tokens.folded[first])
        for met in reversed(self._met):
            if met.head == word and met.speaker.kind is SpeakerKind.DOCUMENT and met.speaker.name != met.speaker.role:
                if word != without_article(next(iter(words_of(met.speaker.name)), "")):
                    return replace(met.speaker, rule="speaker.same-noun")
        for met in reversed(self._met):
            if (
                met.head == word
                and met.speaker.name != self._c.layout.tokens.folded[first]
                or word == without_article(next(iter(words_of(met.speaker.name)), ""))
            ):
                return replace(met.speaker, rule="speaker.same-noun")
        for name in reversed([n for n in self._c.names if n.first < first]):
            entity = name.form.entity
            if entity.category == "actor" and word == without_article(next(iter(words_of(entity.name_ar)), "")):
                return Speaker(
                    entity.name_ar, entity.name_ar, SpeakerKind(entity.kind), entity=entity.id, rule="speaker.same-noun"
                )
        following = "".join(self._c.layout.tokens.folded[first + 1 : first + 2])
        if word in _SOURCES and following in self._c.words.particles["same"]:
            return self._last_of(_MAY_BE_SOURCES)  # «بحسب المصدر نفسه»
        if word in self._c.words.particles["outlet_noun"]:
            return next(
                (
                    replace(met.speaker, rule="speaker.same-sort")
                    for met in reversed(self._met)
                    if met.speaker.kind is SpeakerKind.OUTLET
                ),
                None,
            )
        if word in self._c.words.particles["body_noun"]:
            return self._last_body(first)
        return None

    def _last_of(self, kinds: tuple[SpeakerKind, ...]) -> Speaker | None:
        fitting = (met.speaker for met in reversed(self._met) if met.speaker.kind in kinds)
        return next((replace(speaker, rule="speaker.same-sort", score=0.6) for speaker in fitting), None)

    def of_pair(self, first: int) -> Speaker | None:
        """«ترامب ونظيره الفرنسي ماكرون ... وأكد الرئيسان»: the last two people named one right after the other.

        For states («الدولتان») the last two countries joined by و.
        """
        layout = self._c.layout
        word = without_article(layout.tokens.folded[first])
        states = word in _TWO_STATES
        bodies = word in _TWO_BODIES
        category = ("country", "capital") if states else ("actor",) if bodies else ("person",)
        found = [
            (n.first, n.last, spelled_name(self._c, n)) for n in self._c.names if n.form.entity.category in category
        ]
        if not (states or bodies):
            known = {at for at, _, _ in found}
            spans = [(a, b) for a, b in self._c.people.items() if a not in known]
            found += [(a, b, layout.tokens.span(a, b).of(layout.tokens.text)) for a, b in spans]
        found.sort()
        after = first + 2 if first + 1 < len(layout.tokens) and layout.tokens.raw[first + 1] in COMMAS else first
        nearby = layout.sentences[max(0, layout.sentence_of[first] - 2)].start
        before = [name for name in found if nearby <= name[0] < first]
        behind = [name for name in found if after <= name[0] < after + _BETWEEN and after > first]
        for names in (behind[:2], *(before[i : i + 2] for i in range(len(before) - 2, -1, -1))):
            if len(names) == 2 and self._are_joined(names[0], names[1]):
                joined = f"{clean_name(names[0][2])} و{clean_name(names[1][2]).removeprefix('و')}"
                kind = SpeakerKind.ORGANIZATION if bodies else SpeakerKind.PERSON
                kind = SpeakerKind.STATE if states else kind
                return Speaker(joined, joined, kind, rule="speaker.same-sort", score=0.6)
        return None

    def _are_joined(self, one: tuple[int, int, str], two: tuple[int, int, str]) -> bool:
        """Within few words, with a و between: «فلان | ونظيره الفرنسي | فلان»."""
        folded = self._c.layout.tokens.folded
        if two[0] - one[1] > _BETWEEN or one[2] == two[2]:
            return False
        return any(word.startswith(("و", "نظير")) or word == "مع" for word in folded[one[1] + 1 : two[0] + 1])

    def of_latter(self, first: int) -> Speaker | None:
        """«... من نظيره، بينما أصر الأخير»: the last name of that gender in its sentence or the one before."""
        layout = self._c.layout
        gender = "f" if layout.tokens.ends_in_teh(first) else "m"
        start = layout.sentences[max(0, layout.sentence_of[first] - 1)].start
        for index in range(first - 1, start - 1, -1):
            known = self._known_at(index)
            if known is not None and self._gender_of(known) == gender:
                return self._of_name(known, rule="speaker.same-sort", score=0.6)
            if index in self._c.people and known is None and gender == "m":
                name = clean_name(layout.tokens.span(index, self._c.people[index]).of(layout.tokens.text))
                return Speaker(name, name, SpeakerKind.PERSON, rule="speaker.same-sort", score=0.6)
        return None

    def _last_body(self, before: int) -> Speaker | None:
        """The organisation that «المنظمة» means: the last that spoke, else the last named, civil before armed."""
        for met in reversed(self._met):
            if met.speaker.kind is SpeakerKind.ORGANIZATION and met.speaker.entity is not None:
                if self._c.known.entities[met.speaker.entity].sector in _CIVIL_SECTORS:
                    return replace(met.speaker, rule="speaker.same-sort", score=0.6)
        for name in reversed([n for n in self._c.names if n.first < before]):
            entity = name.form.entity
            if entity.category == "actor" and entity.sector in _CIVIL_SECTORS and entity.kind == "organization":
                return Speaker(
                    entity.name_ar,
                    entity.name_ar,
                    SpeakerKind(entity.kind),
                    entity=entity.id,
                    rule="speaker.same-sort",
                    score=0.6,
                )
        return None

    def of_dropped(
        self, agreement: Agreement, position: int, said: Sequence[Span], *, rule: str, level: int | None = None
    ) -> Speaker:
        """The subject of a verb without one: the sentence's own, else the last speaker that agrees, else the last.

        Who only speaks in what another says («قالت الوزيرة إن البلاد ترحب ... وذكرت») comes after those who speak
        on the same ``level``.
        """
        beside = [met for met in self._met if met.level == level]
        recent = beside[-_REMEMBERED:] or self._met[-_REMEMBERED:]
        sentence = self._c.layout.sentence_of[position]
        for met in (*reversed(recent), *reversed(self._met[-_REMEMBERED:])):
            if self._c.layout.sentence_of[met.position] == sentence and met.agreement.fits(agreement):
                return replace(met.speaker, rule=rule, score=0.8)
        named = self._named_in_sentence(agreement, position, said)
        if named is not None:
            return named
        fitting = [met for met in reversed(recent) if met.agreement.fits(agreement)]
        chosen = next((met for met in fitting[:_CLOSE] if not met.aside), next(iter(fitting), None))
        if chosen is not None:
            return replace(chosen.speaker, rule=rule, score=0.8)
        if agreement.gender == "f" and agreement.number != "pl":
            body = self._last_named_body(position)
            if body is not None:
                return body
        if self._met and not (agreement.number == "pl" and self._met[-1].is_named_person):
            return replace(self._met[-1].speaker, rule=rule, score=0.5)
        return Speaker("", "", SpeakerKind.ANONYMOUS, rule="speaker.none", score=0.3)

    def _named_in_sentence(self, agreement: Agreement, position: int, said: Sequence[Span]) -> Speaker | None:
        """«ويُتهم الجيش بكذا، لكنه يرد ...»: the last name before the verb, outside what others said, that agrees."""
        if agreement.number in ("pl", "du"):
            return None
        layout = self._c.layout
        if layout.tokens.folded[position - 1].lstrip("و").startswith(_BUT):
            said = ()  # «اتهم سكان الجيش بكذا، لكنه ينفي»: the accused answers
        start = layout.sentences[layout.sentence_of[position]].start
        for index in range(position - 1, start - 1, -1):
            offset = layout.tokens.starts[index]
            if any(span.start <= offset < span.end for span in said):
                continue
            if index and layout.tokens.folded[index - 1] in self._c.words.particles["preposition"]:
                continue  # «وهو يعرض أمام | الأمم المتحدة زجاجة قال إنها ...»
            if index in self._c.people and agreement.gender != "f":
                name = clean_name(layout.tokens.span(index, self._c.people[index]).of(layout.tokens.text))
                return Speaker(name, name, SpeakerKind.PERSON, rule="speaker.in-sentence", score=0.6)
            known = self._known_at(index)
            if known is not None and self._gender_of(known) == (agreement.gender or "m"):
                return self._of_name(known, rule="speaker.in-sentence", score=0.6)
        return None

    def _known_at(self, index: int) -> FoundName | None:
        return next((name for name in self._c.names if name.first == index), None)

    def _gender_of(self, name: FoundName) -> str:
        """Grammatical gender of a known name, by its first word; countries and capitals are feminine but for a few."""
        if name.form.entity.category == "person":
            return "m"
        if name.form.entity.category in ("country", "capital"):
            word = self._c.layout.tokens.folded[name.first]
            return "m" if word.removeprefix("و") in self._c.words.particles["masculine_country"] else "f"
        tokens = self._c.layout.tokens
        return "f" if tokens.ends_in_teh(name.first) or tokens.folded[name.first].endswith("ات") else "m"

    def _last_named_body(self, before: int) -> Speaker | None:
        """A feminine verb that no speaker fits: the last body or state named in its paragraph or the one before."""
        paragraph = self._c.layout.paragraph_of[before]
        for name in reversed([n for n in self._c.names if n.first < before]):
            if self._c.layout.paragraph_of[name.first] < paragraph - 1:
                return None
            entity = name.form.entity
            if entity.category != "person" and entity.kind in ("state", "organization"):
                return self._of_name(name, rule="speaker.last-named", score=0.4)
        return None

    def _of_name(self, name: FoundName, *, rule: str, score: float) -> Speaker:
        entity = name.form.entity
        kind = SpeakerKind.PERSON if entity.category == "person" else SpeakerKind(entity.kind)
        spelled = clean_name(spelled_name(self._c, name))
        return Speaker(entity.name_ar, spelled, kind, entity=entity.id, rule=rule, score=score)


def spelled_name(context: SpeakerContext, name: FoundName) -> str:
    """A known name as it stands, with the article that لل hides: للمرصد -> المرصد."""
    tokens = context.layout.tokens
    text = name.span.of(tokens.text)
    folded = tokens.folded[name.first].removeprefix("و")
    hidden = name.form.words[0].startswith(ARTICLE) and folded.startswith("لل")
    return ARTICLE + text.removeprefix("ل") if hidden else text
