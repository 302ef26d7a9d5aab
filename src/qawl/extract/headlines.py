"""Headline colons: «الوزير: الطريق مفتوح» says who speaks; «ليبيا: بدء الهجوم» only says where.

A colon in the headline (or in a line of its own without a reporting verb) makes a statement when what
stands before it is a short phrase that can speak. A country is a topic there, a capital is a speaker.
"""

from functools import partial

from qawl.extract.attributions import Attribution
from qawl.extract.complement_search import Complement, Link
from qawl.extract.contents import ContentReader
from qawl.extract.phrases import PhraseReader
from qawl.model.span import Span
from qawl.model.statement import Commitment, Stance
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import COMMAS, DASHES, TokenKind, has_article

LONGEST_SPEAKER = 9  # tokens
LONGEST_HEADING = 18  # tokens
RULE = "cue.headline-colon"
_STOPS = frozenset({".", "!", ":", "،", ";", "؛", ")"})
_PARTS = frozenset({"|", "\N{HORIZONTAL ELLIPSIS}"})
_ZONES = frozenset({"غرينتش", "بتوقيت", "ت", "غ", "ت.غ", "جمت", "gmt"})
_WE = "ن"
_SHORTEST_ENTRY = 6  # tokens of an entry with its time
_CIRCUMSTANCES = frozenset({"بعد", "قبل", "عن", "حول", "عقب", "خلال", "عبر", "ردا", "تعليقا", "امام"})


def find_headline_colon(reader: PhraseReader, attributions: list[Attribution]) -> list[Attribution]:
    """The statements of the colons in headline and cross-headings, one a part («فلان: ... .. وفلان: ...»)."""
    layout = reader.layout
    taken = {a.complement.introducer for a in attributions if a.complement is not None}
    found: list[Attribution] = []
    for number, line in enumerate(layout.paragraphs):
        if number == 0 or _is_cross_heading(reader, line):
            found += _in_line(reader, line, taken)
    return found


def _is_cross_heading(reader: PhraseReader, line: range) -> bool:
    """A short line of the body that ends without a stop, such as the title of another report."""
    if _after_clock(reader, line) > line.start:
        return True
    return 0 < len(line) <= LONGEST_HEADING and reader.layout.tokens.raw[line.stop - 1] not in _STOPS


def _in_line(reader: PhraseReader, line: range, taken: set[int]) -> list[Attribution]:
    found: list[tuple[tuple[int, int], int]] = []
    opening = _after_clock(reader, line)
    for index in range(opening, line.stop):
        if reader.layout.tokens.folded[index] != ":" or index in taken:
            continue
        start = _part_start(reader, opening, index)
        if found and start <= found[-1][1]:
            continue
        speaker = _speaker_before(reader, start, index)
        if speaker is None:
            if start == opening and _is_label(reader, start, index):
                continue
            break
        found.append((speaker, index))
    return _statements(reader, found, line.stop)


def _after_clock(reader: PhraseReader, line: range) -> int:
    """Past the time that opens an entry of a live report: «14:20 - | المتحدث باسم الجيش: ...»."""
    tokens = reader.layout.tokens
    at = line.start
    if (
        line.stop - at < _SHORTEST_ENTRY
        or any(tokens.kinds[i] is not TokenKind.NUMBER for i in (at, at + 2))
        or tokens.folded[at + 1] != ":"
    ):
        return at
    at += 3
    while at < line.stop and (tokens.raw[at] in DASHES | _PARTS or tokens.folded[at] in _ZONES):
        at += 1
    return at


def _is_label(reader: PhraseReader, start: int, colon: int) -> bool:
    """«للمزيد: فلان: ...»: the first colon only points to another report."""
    pointer = reader.words.particles["pointer"]
    return all(reader.layout.tokens.folded[at] in pointer for at in range(start, colon))


def _statements(reader: PhraseReader, found: list[tuple[tuple[int, int], int]], stop: int) -> list[Attribution]:
    """One attribution for each speaker and colon, its content up to the next speaker."""
    limits = [speaker[0] for speaker, _ in found[1:]] + [stop] * bool(found)
    return [
        Attribution(
            cue=(colon, colon),
            form=None,
            source=speaker,
            complement=(complement := Complement(Link.COLON, colon, colon + 1)),
            read_content=partial(_rest_of_headline, complement=complement, limit=limit),
            lemma="cue.headline-colon",
            stance=Stance.ASSERTS,
            commitment=Commitment.MEDIUM,
            sentence=reader.layout.sentence_of[colon],
            rules=(RULE,),
        )
        for (speaker, colon), limit in zip(found, limits, strict=True)
    ]


def _part_start(reader: PhraseReader, start: int, colon: int) -> int:
    """Where the part of the headline around a colon begins: after the last «..» or «|» before it."""
    tokens = reader.layout.tokens
    for index in range(colon - 1, start, -1):
        points = tokens.folded[index] == ":" or tokens.raw[index] in COMMAS
        is_pointer = points and tokens.folded[index - 1] in reader.words.particles["pointer"]
        if tokens.raw[index].startswith("..") or tokens.raw[index] in _PARTS or is_pointer:
            return index + 1
    return start


def _rest_of_headline(contents: ContentReader, *, complement: Complement, limit: int) -> tuple[Span, ...]:
    span = contents.after(complement, limit)
    return () if span is None else (span,)


def _speaker_before(reader: PhraseReader, start: int, colon: int) -> tuple[int, int] | None:
    """The phrase that fills the part before the colon; what was said to whom or when may stand after it."""
    tokens = reader.layout.tokens
    if colon == start or colon - start > LONGEST_SPEAKER:
        return None
    if colon - 1 > start and tokens.folded[colon - 1] in reader.words.particles["adverb"]:
        colon -= 1  # «فلان غاضبا: ...»
    colon = _without_circumstance(reader, start, colon)
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


def _without_circumstance(reader: PhraseReader, start: int, colon: int) -> int:
    """Before «لـ"القناة"», «للشعب», «بعد الفوز»: where the speaker of a headline ends."""
    tokens = reader.layout.tokens
    for index in range(start + 1, colon):
        word = tokens.folded[index]
        told = word == "ل" or (word[:1] == "ل" and (index in reader.outlets or word.startswith("لل")))
        titled = reader.words.head(tokens.folded[index - 1]) is not None and not has_article(tokens.folded[index - 1])
        if word in _CIRCUMSTANCES or (told and not (titled and word.startswith("لل"))):
            return index
    return colon


def _is_ours(words: list[str]) -> bool:
    """«تركيا: لن نسمح بممر على حدودنا»: a country that says «we» speaks."""
    if len(words) < 2:
        return False
    return words[0] == "نحن" or (
        words[0] in ("لن", "لا", "لم", "سوف") and words[1].startswith(_WE) and len(words[1]) > 3
    )


def _may_speak_alone(reader: PhraseReader, index: int, colon: int) -> bool:
    """One word before the colon: a name or institution, not a country or town as the topic.

    «بوتين: لن نتراجع» speaks; «ليبيا: ...» and «الميادين: إعلان سيطرة ...» only say where.
    """
    tokens = reader.layout.tokens
    following = tokens.folded[colon + 1] if colon + 1 < len(tokens) else ""
    if tokens.folded[index] in reader.words.particles["topic"]:
        return _is_ours(tokens.folded[colon + 1 : colon + 4])
    if following in QUOTATION_MARKS or following.endswith("نا"):  # «الجيش: قتلنا ...»
        return True
    body = reader.words.heads.get(tokens.folded[index])
    named = index in reader.people or index in reader.outlets
    speaks = named or (body is not None and body.group.startswith("organization"))
    return speaks or not reader.words.looks_like_verbal_noun(following)
