"""A reading as plain text for a terminal: who said what, then the claims, each in one line.

Many terminals do not reorder right-to-left text, so every line starts with its number and stays in one language as
far as it can: no columns, no colours, nothing that leans on left or right.
"""

from qawl.locale import Words, load_words
from qawl.model.reading import Reading
from qawl.model.statement import Statement
from qawl.report.names import ActorSource, Names, PlaceSource, names_from
from qawl.report.phrases import plain, visible
from qawl.report.rows import inherited_text, published_text
from qawl.report.sentences import claim_sentence, joined, parents_of, voice_of

LONGEST_CONTENT = 160


def render(
    reading: Reading, *, place_of: PlaceSource, actor_of: ActorSource | None = None, language: str = "ar"
) -> str:
    """The reading in plain text, without colour codes, ending in a newline."""
    locale = load_words(language)
    names = names_from(place_of, actor_of)
    lines = [*_heading(reading, locale), "", *_statements(reading, names, locale), ""]
    lines += [
        *_claims(reading, names, locale),
        "",
        *headline_lines(reading, locale),
        locale.text("text.note", version=reading.version),
    ]
    return "".join(f"{visible(line)}\n" for line in lines)


def _heading(reading: Reading, locale: Words) -> list[str]:
    document = reading.document
    outlet = document.outlet.name or document.outlet.id
    date = published_text(document, locale)
    source = locale.text("text.published", outlet=outlet, date=date) if outlet and date else outlet or date
    title = document.title or document.text.partition("\n")[0]
    return [line for line in (document.mark, " ".join(title.split()), source) if line]


def _statements(reading: Reading, names: Names, locale: Words) -> list[str]:
    if not reading.statements:
        return [locale.text("text.none-statements")]
    lines = [locale.text("text.statements", count=len(reading.statements))]
    statements = {s.id: s for s in reading.statements}
    for number, statement in enumerate(reading.statements, 1):
        speaker = plain(names.of_speaker(statement.speaker, locale.language)) or locale.text("text.no-speaker")
        stance = locale.text(f"stance.{statement.stance}")
        content = _content(statement, reading.document.text)
        line = locale.text("text.speaker", speaker=speaker, stance=stance, content=content)
        lines.append(f"{number:>3}. {line}")
        if parents := parents_of(statement, statements):
            named = [names.of_speaker(p.speaker, locale.language) for p in parents]
            others = [phrase for phrase in named if phrase and plain(phrase) != speaker]
            if others:
                lines.append(locale.text("text.via", parents=plain(joined(others, locale))))
    return lines


def _content(statement: Statement, text: str) -> str:
    """The content on one line, cut at a word when long."""
    content = " ".join(" … ".join(span.of(text) for span in statement.content).split())
    if len(content) <= LONGEST_CONTENT:
        return content
    return content[:LONGEST_CONTENT].rsplit(" ", 1)[0] + " …"


def headline_lines(reading: Reading, locale: Words) -> list[str]:
    """What the headline says otherwise than the body, two lines each; nothing where it says the same."""
    if not reading.headline:
        return []
    text = reading.document.text
    lines = [locale.text("report.headline-check")]
    for finding in reading.headline:
        lines.append(f"  - {locale.text(f'headline.{finding.kind}')}")
        for key, span in (("headline-says", finding.headline), ("body-says", finding.body)):
            lines.append(f"    {locale.text(f'report.{key}')}: {' '.join(span.of(text).split())}")
    return [*lines, ""]


def _claims(reading: Reading, names: Names, locale: Words) -> list[str]:
    if not reading.claims:
        return [locale.text("text.none-claims")]
    lines = [locale.text("text.claims", count=len(reading.claims))]
    statements = {s.id: s for s in reading.statements}
    for number, claim in enumerate(reading.claims, 1):
        lines.append(f"{number:>3}. {plain(claim_sentence(claim, voice_of(claim, statements), names, locale))}")
        for key, link in (("place", claim.place), ("date", claim.time)):
            if link is not None and link.inherited:
                what, how = locale.text(f"report.{key}"), inherited_text(link, locale)
                lines.append(locale.text("text.inherited", what=what, how=how))
    return lines
