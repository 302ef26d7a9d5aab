"""Where something was said: «في بيان»، «خلال مؤتمر صحفي»، «على حسابه في تويتر»، «في حديث لـ"النشرة"»، «لرويترز».

The medium stands between cue and content, or right behind a cue that follows its content. It is read from a
preposition before a noun of saying (``medium`` in ``particles.yaml``) or from لـ before an outlet's name.
"""

from qawl.extract.attributions import Attribution
from qawl.extract.phrases import PhraseReader
from qawl.model.span import Span
from qawl.text.quotations import QUOTATION_MARKS

LONGEST = 12  # tokens
_ENDS = frozenset("،,:.؛")


def medium_of(reader: PhraseReader, attribution: Attribution) -> Span | None:
    """The medium of one attribution, without the comma after it; None when none is named."""
    first = attribution.cue[1] + 1
    limit = len(reader.layout.tokens)
    if attribution.complement is not None:
        limit = attribution.complement.introducer
    elif attribution.source is not None:
        first = max(first, attribution.source[1] + 1)
        limit = min(limit, first + LONGEST)
    sentence = reader.layout.sentences[attribution.sentence]
    for index in range(first, min(limit, sentence.stop)):
        if _opens_medium(reader, index, min(limit, sentence.stop)):
            return reader.layout.tokens.span(index, _end(reader, index, min(limit, sentence.stop)))
    return None


def _opens_medium(reader: PhraseReader, index: int, limit: int) -> bool:
    tokens = reader.layout.tokens
    word = tokens.folded[index]
    if word in reader.words.particles["medium_preposition"] and index + 1 < limit:
        return tokens.folded[index + 1] in reader.words.particles["medium"]
    if word == "ل" and index + 2 < limit and tokens.raw[index + 1] in QUOTATION_MARKS:
        return index + 2 in reader.outlets
    return index in reader.outlets and index in reader.joined and word[:1] == "ل"


def _end(reader: PhraseReader, first: int, limit: int) -> int:
    """Last token of the medium: before a comma, colon, complementizer, time or another cue."""
    tokens = reader.layout.tokens
    last = first
    index = first + 1
    while index < limit and index - first < LONGEST:
        known = reader.entities.get(index)
        if known is not None and known < limit:
            last, index = known, known + 1
            continue
        word = tokens.folded[index]
        if tokens.raw[index] in _ENDS or index in reader.times or word in reader.words.particles["complementizer"]:
            break
        if index > first + 1 and reader.is_finite_cue(index):
            break
        last = index
        index += 1
    return last
