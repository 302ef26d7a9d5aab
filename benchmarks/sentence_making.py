"""Sentences of made articles: pieces put together, with the records of what each piece says.

A frame is a sentence's content with places for actor, target, place and number; an opening is how a speaker is
brought in. ``Written`` joins them into one text and remembers where every piece stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from qawl.model.claim import Basis, Claim, ClaimType, Harm, Party, Quantity, Status
from qawl.model.document import Document
from qawl.model.entity import Actor, Link, Place
from qawl.model.ids import claim_id, statement_id
from qawl.model.mention import Mention, MentionKind
from qawl.model.reading import PlaceMention, Reading
from qawl.model.span import Span
from qawl.model.statement import Commitment, Manner, Speaker, SpeakerKind, Stance, Statement
from qawl.text.fold import fold_text

ACTORS = (
    Actor("sy.army", "الجيش السوري", "Syrian Army", "military", "MIL", "SY"),
    Actor("sy.sdf", "قوات سوريا الديمقراطية", "Syrian Democratic Forces", "armed group", "REB", "SY"),
    Actor("world.isil", "تنظيم داعش", "Islamic State", "armed group", "INS", ""),
    Actor("iq.army", "الجيش العراقي", "Iraqi Army", "military", "MIL", "IQ"),
    Actor("iq.peshmerga", "البيشمركة", "Peshmerga", "military", "MIL", "IQ"),
    Actor("ye.houthis", "الحوثيون", "Houthis", "armed group", "REB", "YE"),
    Actor("ye.army", "الجيش اليمني", "Yemeni Army", "military", "MIL", "YE"),
    Actor("ru.air-force", "سلاح الجو الروسي", "Russian Air Force", "military", "MIL", "RU"),
)
FRAMES = {
    "capture": ("{actor} سيطر على {place}", "{actor} استعاد السيطرة على {place}", "{place} سقطت بيد {actor}"),
    "control": ("{actor} يسيطر على {place}", "{place} تحت سيطرة {actor}"),
    "strike": ("طائرات {actor} قصفت مواقع {target} في {place}", "{actor} استهدف {target} بغارات قرب {place}"),
    "clash": ("اشتباكات دارت بين {actor} و{target} في {place}", "{actor} خاض معارك مع {target} قرب {place}"),
    "casualties": ("{number} {noun} سقطوا في {place}", "{actor} قتل {number} {noun} من {target} في {place}"),
    "displacement": ("{number} شخص نزحوا من {place}", "{number} شخص غادروا {place} هربا من المعارك"),
    "withdrawal": ("{actor} انسحب من {place}", "{actor} أخلى مواقعه في {place}"),
    "operation": ("{actor} أطلق عملية في {place}", "{actor} بدأ حملة ضد {target} في {place}"),
    "agreement": ("{actor} و{target} اتفقا على هدنة في {place}", "{actor} وقع اتفاقا مع {target} في {place}"),
}
NOUNS = ("قتيلا", "شهيدا", "مسلحا", "جنديا")
OPENINGS = (("قال", "إن"), ("أعلن", "أن"), ("أكد", "أن"), ("أفاد", "بأن"), ("ذكر", "أن"))
_DENIES, _FORESEES = ("نفى", "أن يكون"), ("توقع", "أن")
_CLOSES = (".", "، بحسب ما تم تداوله.", "، في تطور جديد.")
_STANCES = {"denied": Stance.DENIES, "predicted": Stance.PREDICTS}
_SLOT = re.compile(r"\{(\w+)\}")
_PARTIES = ("actor", "target")


@dataclass(frozen=True, slots=True)
class Fact:
    """A happening: what, where, who, how many, when."""

    kind: str
    place: Place
    actor: int
    target: int
    number: int
    day: date


@dataclass(frozen=True, slots=True)
class Telling:
    """A happening as somebody tells it; ``speaker`` is None in the article's own voice."""

    fact: Fact
    speaker: str | None
    status: str
    frame: int
    opening: int
    noun: int
    is_dated: bool

    @property
    def words(self) -> str:
        """The frame of its content."""
        return FRAMES[self.fact.kind][self.frame]

    @property
    def has_number(self) -> bool:
        """True where a figure is told."""
        return "{number}" in self.words


@dataclass(slots=True)
class _Pieces:
    """Where the pieces of one sentence stand."""

    evidence: Span
    slots: dict[str, Span]
    cue: Span | None = None
    source: Span | None = None
    time: Span | None = None


@dataclass(slots=True)
class Written:
    """The text of an article, growing sentence by sentence."""

    text: str
    tellings: Sequence[Telling]
    is_plain: bool
    pieces: list[_Pieces] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, tellings: Sequence[Telling], *, is_plain: bool) -> "Written":
        """The text of these tellings; ``is_plain`` writes without hamza and marks, as many sites do."""
        written = cls("", tellings, is_plain)
        first = tellings[0].fact
        written._put(f"{first.place.name_ar}: {ACTORS[first.actor].name_ar} {first.day.year}")
        written.sentences.append((0, len(written.text)))
        for number, telling in enumerate(tellings):
            written._add(telling, number)
        return written

    def reading(self, document: Document, *, version: str) -> Reading:
        """The records of this text."""
        told = list(zip(self.tellings, self.pieces, strict=True))
        statements = [_statement(document, telling, piece) for telling, piece in told]
        claims = [
            _claim(document, telling, piece, statement, ordinal)
            for ordinal, ((telling, piece), statement) in enumerate(zip(told, statements, strict=True))
        ]
        named = {index for telling, piece in told for index in _actors_named(telling, piece)}
        return Reading(
            document,
            version,
            tuple(statement for statement in statements if statement is not None),
            tuple(claims),
            tuple(PlaceMention(_place_link(telling, piece), telling.fact.place) for telling, piece in told),
            sentences=tuple(self.sentences),
            actors=tuple(ACTORS[index] for index in sorted(named)),
        )

    def _put(self, words: str) -> Span:
        start = len(self.text)
        self.text += _plain(words) if self.is_plain else words
        return Span(start, len(self.text))

    def _add(self, telling: Telling, number: int) -> None:
        self._put("\n")
        start = len(self.text)
        cue = source = time = None
        if telling.speaker is not None:
            verb, that = _opening(telling)
            cue = self._put(verb)
            self._put(" ")
            source = self._put(telling.speaker)
            self._put(f" {that} ")
        evidence_start, slots = len(self.text), {}
        for index, part in enumerate(_parts(telling.words)):
            span = self._put(_fill(part, telling)) if index % 2 else self._put(part) if part else None
            if index % 2 and span is not None:
                slots[part] = span
        evidence = Span(evidence_start, len(self.text))
        if telling.is_dated:
            self._put(" يوم ")
            time = self._put(telling.fact.day.isoformat())
        self._put(_CLOSES[number % len(_CLOSES)])
        self.sentences.append((start, len(self.text)))
        self.pieces.append(_Pieces(evidence, slots, cue, source, time))


def _opening(telling: Telling) -> tuple[str, str]:
    if telling.status == "denied":
        return _DENIES
    return _FORESEES if telling.status == "predicted" else OPENINGS[telling.opening]


@cache
def _parts(words: str) -> tuple[str, ...]:
    """Words and slots in turn: «{actor} سيطر على {place}» -> "", "actor", " سيطر على ", "place", ""."""
    return tuple(_SLOT.split(words))


@cache
def _plain(words: str) -> str:
    return fold_text(words)


def _fill(slot: str, telling: Telling) -> str:
    fact = telling.fact
    if slot in ("actor", "target"):
        return ACTORS[fact.actor if slot == "actor" else fact.target].name_ar
    return {"place": fact.place.name_ar, "number": str(fact.number), "noun": NOUNS[telling.noun]}[slot]


def _statement(document: Document, telling: Telling, piece: _Pieces) -> Statement | None:
    if telling.speaker is None or piece.cue is None:
        return None
    return Statement(
        id=statement_id(document.id, piece.cue),
        document_id=document.id,
        cue=piece.cue,
        source=piece.source,
        content=(piece.evidence,),
        speaker=Speaker(telling.speaker, telling.speaker, SpeakerKind.PERSON, rule="speaker.made"),
        manner=Manner.INDIRECT,
        stance=_STANCES.get(telling.status, Stance.ASSERTS),
        commitment=Commitment.MEDIUM,
        cue_lemma=_opening(telling)[0],
        rules=("cue.made", "source.made"),
    )


def _claim(document: Document, telling: Telling, piece: _Pieces, statement: Statement | None, ordinal: int) -> Claim:
    fact, number = telling.fact, piece.slots.get("number")
    day = fact.day.isoformat()
    return Claim(
        id=claim_id(document.id, fact.kind, piece.evidence, number, ordinal),
        document_id=document.id,
        type=ClaimType(fact.kind),
        event="ASSAULT",
        mode=None,
        evidence=piece.evidence,
        status=Status(telling.status),
        statement=statement.id if statement is not None else None,
        actors=_parties("actor", fact.actor, piece),
        targets=_parties("target", fact.target, piece),
        place=_place_link(telling, piece),
        time=_link(piece.time, MentionKind.TIME, day) if piece.time is not None else None,
        quantity=None if number is None else _quantity(telling, number),
        rule="claim.made",
        rules=("claim.made",),
    )


def _quantity(telling: Telling, number: Span) -> Quantity:
    is_toll = telling.fact.kind == "casualties"
    counted = NOUNS[telling.noun] if is_toll else "شخص"
    count = float(telling.fact.number)
    mention = Mention(number, MentionKind.QUANTITY, "quantity.made")
    return Quantity(mention, count, count, counted, counted, Basis.EXACT, Harm.KILLED if is_toll else None)


def _parties(role: str, index: int, piece: _Pieces) -> tuple[Party, ...]:
    span = piece.slots.get(role)
    if span is None:
        return ()
    return (Party(ACTORS[index].name_ar, _link(span, MentionKind.ACTOR, ACTORS[index].id)),)


def _actors_named(telling: Telling, piece: _Pieces) -> list[int]:
    indexes = {"actor": telling.fact.actor, "target": telling.fact.target}
    return [indexes[role] for role in _PARTIES if role in piece.slots]


def _place_link(telling: Telling, piece: _Pieces) -> Link:
    return _link(piece.slots["place"], MentionKind.TOPONYM, telling.fact.place.id)


def _link(span: Span, kind: MentionKind, target: str) -> Link:
    return Link(Mention(span, kind, f"{kind.value}.made"), target, 0.9, f"link.{kind.value}-made")
