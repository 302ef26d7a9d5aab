"""A stand-in reader and small articles for tests of ledger, ingest and command line.

The stand-in knows one pattern («قال فلان إن ...») and two towns. It makes records with every field in use,
so that what goes into a ledger and comes out again can be compared, and it needs no language data.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from qawl.model.claim import Basis, Claim, ClaimType, Harm, Party, Quantity, Status
from qawl.model.document import DatePrecision, Document, Outlet, PublishedAt, Snapshot
from qawl.model.entity import Actor, Link, Place
from qawl.model.ids import claim_id, document_id, statement_id, text_sha256
from qawl.model.mention import Mention, MentionKind
from qawl.model.reading import PlaceMention, Reading
from qawl.model.span import Span
from qawl.model.statement import Commitment, Manner, Speaker, SpeakerKind, Stance, Statement
from qawl.store.ledger import Ledger
from qawl.text.fold import fold

SIEGE = """حصار المدينة ينتهي
قال أحمد الوادي إن الجيش سيطر على دير الزور وقتل 12 مسلحا.
نفى مصدر في التنظيم إن الجيش سيطر على دير الزور.
وأعلن مجلس الضفة إن القوات انسحبت من الميادين."""

ADVANCE = """القوات تتقدم
قال أحمد الوادي إن التنظيم سيطر على دير الزور.
"""

ACTORS = {"الجيش": Actor("sy.army", "الجيش السوري", "Syrian Army", "military", "MIL", "SY")}
PLACES = {
    "دير الزور": Place(
        "sy.deir-ez-zor", "دير الزور", "Deir ez-Zor", "city", "SY", 35.33, 40.14, "sy.p", 170793, 240000
    ),
    "الميادين": Place("sy.mayadin", "الميادين", "Al Mayadin", "city", "SY", 35.02, 40.45, "sy.p", 168000, 48000),
}
_CUES = {"قال": Stance.ASSERTS, "أعلن": Stance.ASSERTS, "نفى": Stance.DENIES}
_STATEMENT = re.compile(r"و?(?P<cue>قال|أعلن|نفى) (?P<source>[^.\n]+?) إن (?P<content>[^.\n]+)")
_TRIGGERS = {"سيطر": ClaimType.CAPTURE, "انسحبت": ClaimType.WITHDRAWAL}
_NUMBER = re.compile(r"قتل (?P<number>\d+) (?P<counted>\w+)")


def make_document(
    text: str, *, url: str = "", outlet: str = "wadi", day: str = "2017-09-05", changed: str = ""
) -> Document:
    """A document of ``text``, of an invented outlet."""
    key = url or f"sha256:{outlet}:{text_sha256(text)}"
    stamp = datetime.fromisoformat(f"{day}T14:20:00+03:00")
    return Document(
        id=document_id(key, text, "test/1"),
        article_key=key,
        text=text,
        title=text.partition("\n")[0],
        byline="كاتب",
        outlet=Outlet(outlet, f"وكالة {outlet}"),
        url=url,
        published_at=PublishedAt(stamp, DatePrecision.SECOND, zone_known=True, said_by="test"),
        modified_at=datetime.fromisoformat(changed).replace(tzinfo=UTC) if changed else None,
        text_sha256=text_sha256(text),
        snapshot_sha256=hashlib.sha256(text.encode()).hexdigest(),
        extractor="test/1",
        external_id="",
        mark="SAMPLE",
    )


def make_snapshot(document: Document, *, origin: str = "test.txt") -> Snapshot:
    """The bytes that ``document`` was made of."""
    content = document.text.encode()
    return Snapshot(
        document.snapshot_sha256, content, "text/plain", origin, datetime(2024, 1, 1, tzinfo=UTC), (("a", "b"),)
    )


@dataclass(frozen=True, slots=True)
class SmallReader:
    """Reads by one pattern. Another ``version`` also sees the second word of a cue's lemma otherwise."""

    version: str = "1"

    def read(self, document: Document) -> Reading:
        statements, claims = [], []
        for match in _STATEMENT.finditer(document.text):
            statement = _statement(document, match, commitment=_commitment(self.version))
            statements.append(statement)
            claims += _claims(document, statement, len(claims))
        if self.version == "2":
            statements = statements[1:]
            claims = [claim for claim in claims if claim.statement in {s.id for s in statements}]
        return Reading(
            document=document,
            version=self.version,
            statements=tuple(statements),
            claims=tuple(claims),
            places=tuple(_places(document)),
            sentences=tuple((m.start(), m.end()) for m in re.finditer(r"[^\n.]+", document.text)),
            actors=tuple(actor for name, actor in ACTORS.items() if any(name in c.actors[0].name for c in claims)),
        )


def add_text(
    ledger: Ledger, text: str = SIEGE, *, version: str = "1", origin: str = "test.txt", **facts: str
) -> Document:
    """Add one article to ``ledger``; returns its document."""
    document = make_document(text, **facts)
    ledger.add_document(make_snapshot(document, origin=origin), document, SmallReader(version).read(document))
    return document


def make_ledger(path: Path) -> Ledger:
    """A new ledger."""
    return Ledger.create(path, fold=fold)


def _commitment(version: str) -> Commitment:
    return Commitment.MEDIUM if version == "1" else Commitment.HIGH


def _statement(document: Document, match: re.Match[str], *, commitment: Commitment) -> Statement:
    cue = Span(*match.span("cue"))
    name = match["source"]
    return Statement(
        id=statement_id(document.id, cue),
        document_id=document.id,
        cue=cue,
        source=Span(*match.span("source")),
        content=(Span(*match.span("content")),),
        speaker=Speaker(name, name.split()[-1], SpeakerKind.PERSON, "متحدث", "مجلس", "p.1", "speaker.test", 0.75),
        manner=Manner.INDIRECT,
        stance=_CUES[match["cue"]],
        commitment=commitment,
        cue_lemma=match["cue"],
        medium="بيان",
        rules=("cue.test", "source.test"),
    )


def _claims(document: Document, statement: Statement, ordinal: int) -> list[Claim]:
    claims = []
    (content,) = statement.content
    for word, kind in _TRIGGERS.items():
        at = document.text.find(word, content.start, content.end)
        if at < 0:
            continue
        evidence = Span(content.start, content.end)
        actor = document.text[content.start : at].strip()
        span = Span(content.start, content.start + len(actor))
        claims.append(
            Claim(
                id=claim_id(document.id, kind.value, evidence, None, ordinal),
                document_id=document.id,
                type=kind,
                event="ASSAULT",
                mode="seizure",
                evidence=evidence,
                status=Status.DENIED if statement.stance is Stance.DENIES else Status.ASSERTED,
                statement=statement.id,
                actors=(Party(actor, _link(span, MentionKind.ACTOR, ACTORS[actor].id if actor in ACTORS else None)),),
                targets=(Party("مسلحون", Link(None, None, 0.5, "target.test")),),
                place=_place_link(document, evidence),
                time=Link(None, "2017-09-04", 0.8, "time.dateline", inherited=True),
                flags=("unverified_by_outlet",),
                rule="claim.test",
            )
        )
    return claims + _toll(document, statement, content)


def _toll(document: Document, statement: Statement, content: Span) -> list[Claim]:
    match = _NUMBER.search(document.text, content.start, content.end)
    if match is None:
        return []
    number = Span(*match.span("number"))
    evidence = Span(*match.span())
    mention = Mention(number, MentionKind.QUANTITY, "quantity.digits")
    count = float(match["number"])
    quantity = Quantity(
        mention, count, None, "مسلح", match["counted"], Basis.AT_LEAST, Harm.KILLED, evidence, "2017-09"
    )
    return [
        Claim(
            id=claim_id(document.id, "casualties", evidence, number, 0),
            document_id=document.id,
            type=ClaimType.CASUALTIES,
            event=None,
            mode=None,
            evidence=evidence,
            status=Status.ASSERTED,
            statement=statement.id,
            actors=(Party("الجيش", Link(None, "sy.army", 0.6, "actor.inherited", inherited=True)),),
            place=replace(_place_link(document, content), inherited=True),
            quantity=quantity,
            rule="claim.toll",
        )
    ]


def _places(document: Document) -> list[PlaceMention]:
    found = []
    for name, place in PLACES.items():
        at = document.text.find(name)
        if at >= 0:
            link = _link(Span(at, at + len(name)), MentionKind.TOPONYM, place.id, runners_up=("gn.1",))
            found.append(PlaceMention(link, place))
    return found


def _place_link(document: Document, within: Span) -> Link:
    for name, place in PLACES.items():
        at = document.text.find(name, within.start, within.end)
        if at >= 0:
            return _link(Span(at, at + len(name)), MentionKind.TOPONYM, place.id, runners_up=("gn.1",))
    return Link(None, None, 0.0, "place.none")


def _link(span: Span, kind: MentionKind, target: str | None, *, runners_up: tuple[str, ...] = ()) -> Link:
    return Link(Mention(span, kind, f"{kind.value}.test"), target, 0.9, f"link.{kind.value}", runners_up)
