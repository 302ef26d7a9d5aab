"""Quotations as speech or as names, and how much of a content is quoted.

A short quotation may only set off a name («عملية "درع الفرات"»); a longer one, or one that ends its clause, is speech.
"""

from qawl.extract.phrases import PhraseReader
from qawl.lexicon.cues import FINITE
from qawl.model.span import Span
from qawl.model.statement import Manner
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import ARTICLE, COMMAS, TokenKind, has_article, strip_proclitics

_STOPS = frozenset({"؛", ";", ".", "!", "؟", "?"})
_JOINING_LETTERS = frozenset({"و", "ب", "ل"})
_LONGEST_NAME = 5  # tokens
_LONGEST_RECURRING = 2

_BODIES = ("organization.armed", "organization.body", "outlet.media")


def opens_quotation(reader: PhraseReader, index: int) -> bool:
    """True when the mark at ``index`` opens a paired quotation."""
    quoted = reader.layout.quotation_of[index]
    return quoted >= 0 and reader.layout.quotations[quoted].outer.start == reader.layout.tokens.starts[index]


def quotation_tokens(reader: PhraseReader, index: int) -> range:
    """Token range of the quotation that the mark at ``index`` opens, marks included."""
    quoted = reader.layout.quotation_of[index]
    return reader.layout.tokens.inside(reader.layout.quotations[quoted].outer)


def looks_like_speech(reader: PhraseReader, index: int) -> bool:
    """A quotation is speech when it is longer than a name, or ends its sentence, or follows a comma or colon."""
    inside = quotation_tokens(reader, index)
    tokens = reader.layout.tokens
    size = len(inside) - 2
    if size >= 6:
        return True
    if quotes_a_name(reader, index):
        return False
    after = tokens.raw[inside.stop] if inside.stop < len(tokens) else "."
    return size >= 3 and (after in _STOPS or after in COMMAS)


def quotes_a_name(reader: PhraseReader, index: int) -> bool:
    """A name and nothing else between the marks: «أعلن "الجيش الوطني الليبي" ...», «أكد "مركز إعلام كذا" التابع ...».

    A name that no list knows is short, begins with the noun of a body and is no sentence of its own.
    """
    inside = quotation_tokens(reader, index)
    first, last = inside.start + 1, inside.stop - 2
    if reader.entities.get(first, -1) >= last:
        return True
    if not 0 < last - first < _LONGEST_NAME or inside.stop >= len(reader.layout.tokens):
        return False
    ends = reader.layout.tokens.raw[inside.stop] in _STOPS or reader.layout.tokens.raw[inside.stop] in COMMAS
    return not ends and _is_nominal(reader, first, last) and _is_body(reader, first)


def _is_body(reader: PhraseReader, index: int) -> bool:
    """The noun of an organisation or outlet, without article, so that what follows it names it."""
    word = reader.layout.tokens.folded[index]
    head = None if has_article(word) else reader.words.head(word)
    return head is not None and head.group in _BODIES


def tokens_open(reader: PhraseReader, index: int) -> bool:
    """True when a quotation opens at the token."""
    return reader.layout.tokens.raw[index] in QUOTATION_MARKS and opens_quotation(reader, index)


def manner_of(reader: PhraseReader, content: tuple[Span, ...], *, inherited_direct: bool) -> Manner:
    """Direct when all words are quoted, mixed when some are; names in quotation marks do not count as quoted."""
    if inherited_direct:
        return Manner.DIRECT
    tokens = reader.layout.tokens
    names: dict[int, bool] = {}
    quoted = plain = False
    for index in (index for span in content for index in tokens.inside(span)):
        joins = tokens.folded[index] in _JOINING_LETTERS  # «"..." و"..."» is quoted throughout
        if tokens.kinds[index] is TokenKind.MARK or joins:
            continue
        number = _outermost(reader, index)
        if number >= 0 and number not in names:
            names[number] = is_quoted_name(reader, tokens.inside(reader.layout.quotations[number].outer))
        if number >= 0 and not names[number]:
            quoted = True
        else:
            plain = True
    if quoted and not plain:
        return Manner.DIRECT
    return Manner.MIXED if quoted else Manner.INDIRECT


def _outermost(reader: PhraseReader, index: int) -> int:
    """The number of the outermost quotation around a token; -1 outside of all."""
    quotations = reader.layout.quotations
    number = reader.layout.quotation_of[index]
    while number > 0 and quotations[number].depth > 0:
        number -= 1
    return number


def is_quoted_name(reader: PhraseReader, inside: range) -> bool:
    """Marks around a name, not around speech: a known name, one after its noun, one after another, one shaped so."""
    tokens = reader.layout.tokens
    first, last = inside.start + 1, inside.stop - 2
    if not 0 <= last - first < _LONGEST_NAME:
        return False
    if any(reader.entities.get(start, -1) >= last for start in range(first - _LONGEST_NAME, first + 1)):
        return True
    if not _is_nominal(reader, first, last):
        return False
    before = inside.start - 1
    if before < 0:
        return False
    if tokens.folded[before] == "و" and before > 0 and tokens.raw[before - 1] in QUOTATION_MARKS:
        earlier = reader.layout.quotation_of[before - 1]
        if earlier >= 0 and is_quoted_name(reader, tokens.inside(reader.layout.quotations[earlier].outer)):
            return True  # «"..." و"..."»
    noun = tokens.folded[before]  # with the article it is what is spoken of: «الوضع في المخيم "كارثي"»
    bare = [word for word in strip_proclitics(noun) if has_article(word) == has_article(noun)]
    if any(_names_by_quotation(reader, word) for word in bare):
        return True
    return tokens.folded[before] != "ب" and (_is_construct(reader, first, last) or _recurs(reader, inside))


def _names_by_quotation(reader: PhraseReader, word: str) -> bool:
    """A noun whose name stands in quotation marks: «عملية "..."»، «حركة "..."»."""
    head = reader.words.head(word)
    body = head is not None and head.group in _BODIES
    return body or word in reader.words.particles["named_by_quotation"]


def _is_nominal(reader: PhraseReader, first: int, last: int) -> bool:
    """Nothing but nouns and adjectives, and what they begin with no event: «درع الصحراء», not «تطهير المدينة»."""
    tokens = reader.layout.tokens
    words = reader.words
    for index in range(first, last + 1):
        word = tokens.folded[index]
        if word in words.particles["verb_negation"] or (word.endswith("ت") and not word.endswith("ات")):
            return False
        if index == first and word not in words.heads and _may_be_a_verb(reader, word):
            return False
        if reader.looks_like_imperfect(index) or (index == first and words.looks_like_verbal_noun(word)):
            return False
    alone = first == last and not has_article(tokens.folded[first])
    return not (alone and tokens.raw[first].endswith(("ية", "يا", "يًا", "ياً")))  # «"إرهابية"»: what it is called


def _may_be_a_verb(reader: PhraseReader, word: str) -> bool:
    """«"نحث السكان على ..."»: a reporting verb opens speech, not a name."""
    return any(form.category in FINITE and form.category != "perfect" for form in reader.cues.readings(word))


def _is_construct(reader: PhraseReader, first: int, last: int) -> bool:
    """An indefinite noun and a definite one: «"درع الصحراء"»."""
    words = reader.layout.tokens.folded
    if last - first != 1 or has_article(words[first]) or not words[last].startswith(ARTICLE):
        return False
    closed = words[first] in reader.words.ordinary or words[first] in reader.words.heads
    return not closed and not words[first].endswith("ات")


def _recurs(reader: PhraseReader, inside: range) -> bool:
    """A definite word or two in the same marks again elsewhere in the text: what the outlet calls something."""
    if len(inside) - 2 > _LONGEST_RECURRING:
        return False
    outer = reader.layout.text[reader.layout.tokens.starts[inside.start] : reader.layout.tokens.ends[inside.stop - 1]]
    return reader.layout.text.count(outer) > 1
