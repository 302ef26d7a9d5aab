"""A statement or claim to be quoted elsewhere: the words, who says them, where, when, and how to check it.

A citation is plain text in one language, each of its facts on a line of its own, so that right-to-left words and
left-to-right addresses do not mix. It says that somebody said something, never that it is so: a claim comes with the
sentence that tells who makes it and whether it is asserted, denied or foretold.
"""

from qawl.locale import Words
from qawl.model.claim import Claim
from qawl.model.reading import Reading
from qawl.model.statement import Statement
from qawl.report.html import is_link
from qawl.report.names import Names
from qawl.report.phrases import fill, name, plain, visible, words
from qawl.report.rows import published_text
from qawl.report.sentences import claim_sentence, joined, parents_of, public_voice
from qawl.store.records import GAP


def cite(record: Statement | Claim, reading: Reading, *, names: Names, locale: Words, link: str = "") -> str:
    """A record of a reading as lines of text in the locale's language; ``link`` is its page in this workbench."""
    document = reading.document
    spans = (record.evidence,) if isinstance(record, Claim) else record.content
    quote = GAP.join(" ".join(span.of(document.text).split()) for span in spans)
    outlet = document.outlet.name or document.outlet.id
    title = " ".join(document.title.split())
    published = outlet
    if title:
        quoted = locale.text("cite.quote", words=title)
        published = locale.text("cite.where", outlet=outlet, title=quoted) if outlet else quoted
    date = published_text(document, locale)
    lines = [
        locale.text("cite.quote", words=quote),
        _speaker_line(record, reading, names, locale),
        locale.text("cite.published", where=published, date=date) if date else published,
        document.url if is_link(document.url) else "",
        locale.text("cite.hash", sha256=document.snapshot_sha256 or document.text_sha256),
        locale.text("cite.record", id=record.id, link=link).rstrip(),
    ]
    return "".join(f"{visible(line)}\n" for line in lines if line)


def _speaker_line(record: Statement | Claim, reading: Reading, names: Names, locale: Words) -> str:
    statements = {statement.id: statement for statement in reading.statements}
    if isinstance(record, Claim):
        return plain(claim_sentence(record, public_voice(record, statements), names, locale))
    unnamed = words(locale.text("sentence.unnamed"))
    speaker = names.of_speaker(record.speaker.in_public(), locale.language) or unnamed
    passed_on = [parent.speaker.in_public() for parent in parents_of(record, statements)]
    via = [phrase for one in passed_on if (phrase := names.of_speaker(one, locale.language)) and phrase != speaker]
    line = speaker + words(f" ({locale.text(f'stance.{record.stance}')})")
    if via:
        line += fill(locale.text("sentence.via"), {"parents": joined(via, locale)})
    return plain(line + (words(", ") + name(record.medium, language="ar") if record.medium else ()))
