"""What stands in the lists of the report: one row a statement, one row a claim, all words chosen already.

The templates only lay out; every choice of words, links and order is made here, in both languages, so that the
page can switch between them without a script.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from qawl.locale import Words
from qawl.model.claim import Claim, Quantity
from qawl.model.document import Document
from qawl.model.entity import Link, Place
from qawl.model.headline import HeadlineFinding
from qawl.model.reading import Reading
from qawl.model.statement import Statement
from qawl.report.highlight import Layer, Mark, Paragraph, Role, split
from qawl.report.map import RADIUS_KM, BaseMap, Map, maps_of
from qawl.report.names import Names
from qawl.report.phrases import Phrase, name, plain, words
from qawl.report.quantities import VICTIMS, date_text, quantity_phrase, when_text
from qawl.report.sentences import claim_sentence, joined, parents_of, voice_of

Both = dict[str, Phrase]
"""A phrase in each language, by language code."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A link to another row: its anchor and the number it is shown with."""

    anchor: str
    label: str


@dataclass(frozen=True, slots=True)
class Detail:
    """One fact of a row: the heading's key, the value, and in which words it is inherited, if it is."""

    key: str
    value: Both
    note: Both | None = None


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement of the list."""

    anchor: str
    label: str
    statement: Statement
    speaker: Both
    roles: tuple[str, ...]
    cue: str
    content: tuple[str, ...]
    chain: tuple[Both, ...]
    claims: tuple[Reference, ...]
    parent: Reference | None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim of the list."""

    anchor: str
    label: str
    claim: Claim
    sentence: Both
    evidence: str
    details: tuple[Detail, ...]
    flags: Both
    statement: Reference | None


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One difference between headline and body."""

    finding: HeadlineFinding
    headline: str
    body: str
    speaker: Both | None
    claims: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class References:
    """How the records of a reading are named on a page, by their ids."""

    statements: Mapping[str, Reference]
    claims: Mapping[str, Reference]


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of one reading."""

    statements: tuple[StatementRow, ...]
    claims: tuple[ClaimRow, ...]
    findings: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One reading as the page shows it."""

    anchor: str
    document: Document
    headline: str
    outlet: str
    published: Both
    paragraphs: list[Paragraph]
    statements: tuple[StatementRow, ...]
    claims: tuple[ClaimRow, ...]
    findings: tuple[FindingRow, ...]
    maps: list[Map]


def article_of(
    reading: Reading, number: int, *, names: Names, locales: Sequence[Words], base: BaseMap, mark: str = ""
) -> Article:
    """One reading made ready to be laid out; ``mark`` is not used where the document has its own."""
    document = reading.document
    references = number_records(reading, anchor_of=_anchors(f"a{number}"))
    rows = rows_of(reading, references, names=names, locales=locales)
    layers, marks = layers_of(reading, references)
    return Article(
        anchor=f"a{number}",
        document=document,
        headline=document.title or document.text.partition("\n")[0],
        outlet=document.outlet.name or document.outlet.id,
        published={w.language: words(published_text(document, w)) for w in locales},
        paragraphs=split(document.text, layers, marks),
        statements=rows.statements,
        claims=rows.claims,
        findings=rows.findings,
        maps=maps_of(reading.claims, names, base),
    )


def number_records(reading: Reading, *, anchor_of: Callable[[Statement | Claim, int], str]) -> References:
    """Statements and claims numbered from 1, in the order of the reading; ``anchor_of`` names their rows."""
    return References(
        {s.id: Reference(anchor_of(s, i), str(i)) for i, s in enumerate(reading.statements, 1)},
        {c.id: Reference(anchor_of(c, i), str(i)) for i, c in enumerate(reading.claims, 1)},
    )


def rows_of(reading: Reading, references: References, *, names: Names, locales: Sequence[Words]) -> Rows:
    """The rows of all statements, claims and findings of a reading."""
    document = reading.document
    statement_of = {s.id: s for s in reading.statements}
    carried: dict[str, list[Reference]] = {}
    for claim in reading.claims:
        if claim.statement is not None:
            carried.setdefault(claim.statement, []).append(references.claims[claim.id])
    statements = tuple(
        _statement_row(
            s,
            document,
            references.statements[s.id],
            references.statements.get(s.parent or ""),
            chain=_chain(s, document, statement_of, names, locales),
            speaker={w.language: names.of_speaker(s.speaker, w.language) for w in locales},
            claims=tuple(carried.get(s.id, ())),
        )
        for s in reading.statements
    )
    claims = tuple(_claim_row(c, document, references, statement_of, names, locales) for c in reading.claims)
    findings = tuple(
        _finding_row(f, document, statement_of, references.claims, names, locales) for f in reading.headline
    )
    return Rows(statements, claims, findings)


def _anchors(article: str) -> Callable[[Statement | Claim, int], str]:
    return lambda record, number: f"{article}{'c' if isinstance(record, Claim) else 's'}{number}"


def published_text(document: Document, locale: Words) -> str:
    """The publication date, no more exact than it is known."""
    if document.published_at is None:
        return ""
    day = document.published_at.value.date().isoformat()
    length = {"month": 7, "year": 4}.get(document.published_at.precision, 10)
    return date_text(day[:length], locale)


def inherited_text(link: Link, locale: Words) -> str:
    """Where an inherited value comes from, told by the last part of its rule."""
    return locale.get(f"inherited.{link.rule.rpartition('.')[2]}", locale.text("inherited.elsewhere"))


def flag_text(flag: str, locale: Words) -> str:
    """A flag in words; ``basis:video`` and ``video`` are one."""
    return locale.get(f"flag.{flag.rpartition(':')[2]}", flag)


def _statement_row(
    statement: Statement,
    document: Document,
    own: Reference,
    parent: Reference | None,
    *,
    chain: tuple[Both, ...],
    speaker: Both,
    claims: tuple[Reference, ...],
) -> StatementRow:
    return StatementRow(
        anchor=own.anchor,
        label=own.label,
        statement=statement,
        speaker=speaker,
        roles=_roles(statement, speaker),
        cue=statement.cue.of(document.text),
        content=tuple(span.of(document.text) for span in statement.content),
        chain=chain,
        claims=claims,
        parent=parent,
    )


def _roles(statement: Statement, speaker: Both) -> tuple[str, ...]:
    """Role and affiliation, where they say more than the name that stands before them."""
    shown = {plain(phrase) for phrase in speaker.values()} | {statement.speaker.name}
    found = dict.fromkeys((statement.speaker.role, statement.speaker.affiliation))
    return tuple(role for role in found if role and role not in shown)


def _chain(
    statement: Statement,
    document: Document,
    statements: Mapping[str, Statement],
    names: Names,
    locales: Sequence[Words],
) -> tuple[Both, ...]:
    """Outlet, then those who passed the words on, then the speaker; only when somebody stands between."""
    parents = parents_of(statement, statements)
    if not parents:
        return ()
    chain: list[Both] = []
    outlet = document.outlet.name or document.outlet.id
    if outlet:
        chain.append({w.language: name(outlet, language="ar") for w in locales})
    for link in (*reversed(parents), statement):
        both = {
            w.language: names.of_speaker(link.speaker, w.language) or words(w.text("sentence.unnamed")) for w in locales
        }
        if not chain or chain[-1] != both:
            chain.append(both)
    return tuple(chain)


def _claim_row(
    claim: Claim,
    document: Document,
    references: References,
    statements: Mapping[str, Statement],
    names: Names,
    locales: Sequence[Words],
) -> ClaimRow:
    own, voice = references.claims[claim.id], voice_of(claim, statements)
    return ClaimRow(
        anchor=own.anchor,
        label=own.label,
        claim=claim,
        sentence={w.language: claim_sentence(claim, voice, names, w) for w in locales},
        evidence=claim.evidence.of(document.text),
        details=tuple(_details(claim, document, names, locales)),
        flags={w.language: words(" · ".join(flag_text(f, w) for f in claim.flags)) for w in locales},
        statement=references.statements.get(claim.statement or ""),
    )


def _finding_row(
    finding: HeadlineFinding,
    document: Document,
    statements: Mapping[str, Statement],
    claims: Mapping[str, Reference],
    names: Names,
    locales: Sequence[Words],
) -> FindingRow:
    statement = statements.get(finding.statement or "")
    return FindingRow(
        finding=finding,
        headline=finding.headline.of(document.text),
        body=finding.body.of(document.text),
        speaker=None
        if statement is None
        else {w.language: names.of_speaker(statement.speaker, w.language) for w in locales},
        claims=tuple(claims[key] for key in finding.claims if key in claims),
    )


def _details(claim: Claim, document: Document, names: Names, locales: Sequence[Words]) -> list[Detail]:
    details: list[Detail] = []
    for key, parties in (("actor", claim.actors), ("target", claim.targets)):
        if parties:
            value = {w.language: joined([names.of_party(p, w.language) for p in parties], w) for w in locales}
            links = [p.link for p in parties if p.link.inherited]
            details.append(Detail(key, value, _note(links[0], locales) if links else None))
    if claim.place is not None:
        details.append(_place_detail(claim.place, document, names, locales))
    if claim.time is not None and claim.time.target:
        value = {w.language: words(when_text(claim.time.target, w)) for w in locales}
        details.append(Detail("date", value, _note(claim.time, locales)))
    if claim.quantity is not None:
        value = {w.language: quantity_phrase(claim.quantity, w) + _harm(claim.quantity, w) for w in locales}
        written = " ".join((claim.quantity.mention.span.of(document.text), claim.quantity.counted)).strip()
        note = {w.language: words(w.text("report.as-written") + ": ") + name(written, language="ar") for w in locales}
        details.append(Detail("quantity", value, note))
    return details


def _harm(quantity: Quantity, locale: Words) -> Phrase:
    """«(جرحى)» behind the number, unless the unit says so already: «5 قتلى»."""
    return (
        () if quantity.harm is None or quantity.unit in VICTIMS else words(f" ({locale.text(f'harm.{quantity.harm}')})")
    )


def _place_detail(link: Link, document: Document, names: Names, locales: Sequence[Words]) -> Detail:
    place = names.place(link)
    value: Both = {}
    for locale in locales:
        if place is not None:
            value[locale.language] = place_phrase(place, names, locale)
        else:
            given = "" if link.mention is None else link.mention.span.of(document.text)
            unlinked = words(f" ({locale.text('report.unlinked')})")
            value[locale.language] = name(given, language="ar") + unlinked
    return Detail("place", value, _note(link, locales))


def place_phrase(place: Place, names: Names, locale: Words) -> Phrase:
    """A place's name with what sort of place it is, and whether that is a point or an area."""
    return names.of_place(place, locale.language) + words(_precision(place, locale))


def _precision(place: Place, locale: Words) -> str:
    kind = locale.get(f"place.{place.kind}", place.kind)
    precision = locale.text("precision.area" if place.kind in RADIUS_KM else "precision.point")
    return f" ({kind}, {precision})" if locale.language == "en" else f" ({kind}، {precision})"


def _note(link: Link, locales: Sequence[Words]) -> Both | None:
    return {w.language: words(inherited_text(link, w)) for w in locales} if link.inherited else None


def layers_of(reading: Reading, references: References) -> tuple[list[Layer], list[Mark]]:
    """What is highlighted in the text, and the numbered marks that stand behind cues and evidence."""
    layers: list[Layer] = []
    marks: list[Mark] = []
    for statement in reading.statements:
        own = references.statements[statement.id]
        layers.append(Layer(own.anchor, Role.CUE, statement.cue))
        if statement.source is not None:
            layers.append(Layer(own.anchor, Role.SOURCE, statement.source))
        layers.extend(Layer(own.anchor, Role.CONTENT, span) for span in statement.content)
        marks.append(Mark(own.anchor, own.label, False, statement.cue.end))
    for claim in reading.claims:
        own = references.claims[claim.id]
        layers.append(Layer(own.anchor, Role.EVIDENCE, claim.evidence))
        marks.append(Mark(own.anchor, own.label, True, claim.evidence.end))
    return layers, marks
