"""Headline colons: «الوزير: الطريق مفتوح» says who speaks; «ليبيا: بدء الهجوم» only says where.

A colon in the headline (or in a line of its own without a reporting verb) makes a statement when what
stands before it is a short phrase that can speak. A country is a topic there, a capital is a speaker.
"""

from functools import partial

from qawl.extract.attributions import Attribution
from qawl.extract.complements import Complement, Link
from qawl.extract.contents import ContentReader
from qawl.extract.phrases import PhraseReader
from qawl.model.span import Span
from qawl.model.statement import Commitment, Stance
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import TokenKind

LONGEST_SPEAKER = 9  # tokens
RULE = "cue.headline-colon"


def find_headline_colon(reader: PhraseReader, attributions: list[Attribution]) -> list[Attribution]:
    """The statement of a headline colon, if there is one."""
    layout = reader.layout
    if not layout.paragraphs:
        return []
    headline = layout.paragraphs[0]
    taken = {a.complement.introducer for a in attributions if a.complement is not None}
    for index in headline:
        if layout.tokens.folded[index] != ":" or index in taken:
            continue
        speaker = _speaker_before(reader, headline.start, index)
        if speaker is None:
            return []
        complement = Complement(Link.COLON, index, index + 1)
        return [
            Attribution(
                cue=(index, index),
                form=None,
                source=speaker,
                complement=complement,
                read_content=partial(_rest_of_headline, complement=complement, limit=headline.stop),
                lemma="cue.headline-colon",
                stance=Stance.ASSERTS,
                commitment=Commitment.MEDIUM,
                sentence=layout.sentence_of[index],
                rules=(RULE,),
            )
        ]
    return []


def _rest_of_headline(contents: ContentReader, *, complement: Complement, limit: int) -> tuple[Span, ...]:
    span = contents.after(complement, limit)
    return () if span is None else (span,)


def _speaker_before(reader: PhraseReader, start: int, colon: int) -> tuple[int, int] | None:
    tokens = reader.layout.tokens
    if colon == start or colon - start > LONGEST_SPEAKER:
        return None
    if colon - 1 > start and tokens.folded[colon - 1] in reader.words.particles["adverb"]:
        colon -= 1  # «فلان غاضبا: ...»
    last = reader.noun_phrase(start, colon, bounded=True)
    first = next((i for i in range(start, colon) if tokens.kinds[i] is TokenKind.WORD), colon)
    if last != colon - 1 or first == colon:
        return None
    if last == first and not _may_speak_alone(reader, first, colon):
        return None
    first_head = reader.words.heads.get(tokens.folded[first])
    quoted = colon + 1 < len(tokens) and tokens.raw[colon + 1] in QUOTATION_MARKS
    named = any(i in reader.entities for i in range(start, colon)) or (quoted and last == first)
    return (start, last) if named or first_head is not None else None


def _may_speak_alone(reader: PhraseReader, index: int, colon: int) -> bool:
    """One word before the colon: a name or institution, not a country or town as the topic.

    «بوتين: لن نتراجع» speaks; «ليبيا: ...» and «الميادين: إعلان سيطرة ...» only say where.
    """
    tokens = reader.layout.tokens
    if tokens.folded[index] in reader.words.particles["topic"]:
        return False
    following = tokens.folded[colon + 1] if colon + 1 < len(tokens) else ""
    if following in QUOTATION_MARKS:
        return True
    return index in reader.people or not reader.words.looks_like_verbal_noun(following)
