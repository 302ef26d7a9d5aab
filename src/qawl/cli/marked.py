"""A reading for people on a terminal: the headline, who says what, and what is claimed."""

from typing import TYPE_CHECKING

from qawl.cli.output import isolate, print_table, shorten
from qawl.store.records import GAP

if TYPE_CHECKING:
    from qawl.model.claim import Claim, Quantity
    from qawl.model.reading import Reading

NOBODY = "—"


def print_reading(reading: "Reading") -> None:
    """Print one reading."""
    document = reading.document
    published = document.published_at.value.date().isoformat() if document.published_at else "undated"
    facts = " · ".join(word for word in (document.outlet.name or document.outlet.id, published, document.mark) if word)
    print(isolate(document.title))
    print(f"{facts} · {len(reading.statements)} statements, {len(reading.claims)} claims\n")
    if reading.statements:
        rows = [
            (
                isolate(statement.speaker.name or NOBODY),
                statement.stance.value,
                isolate(shorten(GAP.join(span.of(document.text) for span in statement.content))),
            )
            for statement in reading.statements
        ]
        print_table(("Who", "Stance", "What"), rows, wide=2)
        print()
    if reading.claims:
        speakers = {statement.id: statement.speaker.name for statement in reading.statements}
        rows = [
            (
                claim_words(claim),
                isolate(shorten(claim.evidence.of(document.text))),
                isolate(_speaker_of(claim, speakers)),
            )
            for claim in reading.claims
        ]
        print_table(("Claim", "Evidence", "According to"), rows, wide=1)
    _print_headline_check(reading)


def _print_headline_check(reading: "Reading") -> None:
    """What the headline says otherwise than the body, in English and in Arabic."""
    from qawl.locale import LANGUAGES, load_words

    if not reading.headline:
        return
    locales = [load_words(language) for language in reversed(LANGUAGES)]
    text = reading.document.text
    print("\n" + " · ".join(isolate(words.text("report.headline-check")) for words in locales))
    for finding in reading.headline:
        print(" · ".join(isolate(words.text(f"headline.{finding.kind}")) for words in locales))
        print(f"  {isolate(shorten(finding.headline.of(text)))}")
        print(f"  {isolate(shorten(finding.body.of(text)))}")


def claim_words(claim: "Claim") -> str:
    """Type, status unless asserted, and quantity of a claim."""
    words = [claim.type.value]
    if claim.status.value != "asserted":
        words.append(f"({claim.status.value})")
    if claim.quantity is not None:
        words.append(isolate(quantity_words(claim.quantity)))
    return " ".join(words)


def quantity_words(quantity: "Quantity") -> str:
    """A count as people write it: 12, 10–15, ≥ 20, ≤ 5."""
    low, high = quantity.min, quantity.max
    if low is not None and high is not None:
        number = f"{low:,g}" if low == high else f"{low:,g}–{high:,g}"
    elif low is not None:
        number = f"≥ {low:,g}"
    elif high is not None:
        number = f"≤ {high:,g}"
    else:
        number = "some"
    return f"{number} {quantity.unit}".strip()


def _speaker_of(claim: "Claim", speakers: dict[str, str]) -> str:
    if claim.statement is None:
        return "the article"
    return speakers.get(claim.statement) or NOBODY
