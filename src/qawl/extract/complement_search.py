"""The first complementizer, colon or speech-like quotation behind a reporting word, and the أن that is its own.

What stands between may be a long apposition, so the search goes on over commas, names in quotation marks and
relative clauses, and stops where another word reports.
"""

from enum import Enum

from qawl.extract.adjuncts import noun_cue, other_cue
from qawl.extract.phrases import PhraseReader
from qawl.extract.quoted_speech import is_quoted_name, looks_like_speech, opens_quotation, quotation_tokens
from qawl.lexicon.cues import CueEntry
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.record import record
from qawl.text.tokens import COMMAS, is_title_point

FARTHEST = 45  # tokens between a cue and its complementizer
_STOPS = frozenset({"؛", ";", ".", "!", "؟", "?"})
_SINCE = frozenset({"غداه", "اثر", "عقب", "اعقاب", "رغم", "قبيل", "بعيد"})
_TELLING_HOW = frozenset(
    {"cue.clarify", "cue.explain", "cue.narrate", "cue.show-evidence", "cue.reveal", "cue.describe", "cue.make-clear"}
)
_HOW = frozenset({"كيف", "لماذا"})
_JOINS = ("و", "ف")
LONGEST_TITLE = 8  # tokens of a name with its quotation marks
_SHORTEST_SAID = 4  # tokens of two words with their quotation marks


class Link(Enum):
    """What joins cue and content."""

    THAT = "that"
    COLON = "colon"
    QUOTE = "quote"
    OBJECT = "object"
    PREPOSITION = "prep"


@record
class Complement:
    """``introducer`` is the token where the content's introduction begins, ``start`` the first content token.

    ``letters`` counts letters of the first content token that belong to a joined preposition.
    """

    link: Link
    introducer: int
    start: int
    letters: int = 0


def search_complement(reader: PhraseReader, cue: int, limit: int, entry: CueEntry) -> Complement | None:
    """The first complementizer, colon or speech-like quotation before another reporting verb."""
    tokens = reader.layout.tokens
    particles = reader.words.particles
    depth = reader.layout.quotation_of[cue]
    short = None
    index = cue + 1
    while index < min(limit, cue + FARTHEST):
        word = tokens.folded[index]
        if tokens.raw[index] in _STOPS and reader.layout.quotation_of[index] == depth:
            if is_title_point(tokens, index):
                index += 1
                continue
            return short
        if word == ":":
            return Complement(Link.COLON, index, after_colon(reader, index, limit))
        if tokens.raw[index] in QUOTATION_MARKS and opens_quotation(reader, index):
            inside = quotation_tokens(reader, index)
            if looks_like_speech(reader, index) and not _is_followed_by_that(reader, inside, limit):
                return Complement(Link.QUOTE, index, index)
            if short is None and index > cue + 1 and _may_be_said(reader, inside, entry):
                short = Complement(Link.QUOTE, index, index)
            index = inside.stop
            continue
        if tokens.raw[index] in QUOTATION_MARKS and not entry.is_weak and _opens_unclosed(reader, index):
            return Complement(Link.COLON, index, index + 1)
        if tokens.raw[index] in COMMAS and (past := _past_relative(reader, index, limit)) is not None:
            index = past
            continue
        asked = entry.stance == "asks" or (entry.id in _TELLING_HOW and word in _HOW)
        if asked and word in particles["asked"]:
            return Complement(Link.THAT, index, index)
        if word[0] in _JOINS and word in particles["complementizer"]:
            return None
        if opens_that(reader, index):
            introducer = (
                index - 1 if tokens.folded[index - 1] in ("الي", "علي", "من", "عن", "في") and index - 1 > cue else index
            )
            return Complement(Link.THAT, introducer, index + 1)
        if (index > cue + 1 or word[0] == "و") and (
            other_cue(reader, index) or has_own_that(reader, index, limit) or _is_said_itself(reader, index, entry)
        ):
            return short
        index += 1
    return short


def _is_followed_by_that(reader: PhraseReader, inside: range, limit: int) -> bool:
    """«ذكرت "سكاي سبورت" أن ...»، «عضو مبادرة "لا للعنف"، إن ...»: what stands in the marks is a name."""
    after = inside.stop + (inside.stop < limit and reader.layout.tokens.raw[inside.stop] in COMMAS)
    return after < limit and len(inside) <= LONGEST_TITLE and opens_that(reader, after)


def _may_be_said(reader: PhraseReader, inside: range, entry: CueEntry) -> bool:
    """«قال الوزير في كلمة مصورة | "أملنا هو السلام" رغم ...»: a short quotation after a strong verb of saying."""
    if entry.is_weak or "colon" not in entry.complement or len(inside) < _SHORTEST_SAID:
        return False
    if "object" in entry.complement or entry.prepositions or is_quoted_name(reader, inside):
        return False
    before = reader.layout.tokens.folded[inside.start - 1]
    return before not in reader.words.particles["preposition"] and reader.words.heads.get(before) is None


def _is_said_itself(reader: PhraseReader, index: int, entry: CueEntry) -> bool:
    """After a weak word a noun of saying takes the clause; not where it stands: «اعتبرت | في التماسها | أن»."""
    return entry.is_weak and noun_cue(reader, index) and reader.layout.tokens.folded[index - 1] not in ("في", "علي")


def has_own_that(reader: PhraseReader, index: int, limit: int) -> bool:
    """A participle behind a comma or a noun behind «بعد» whose own «أن» follows: «، معتبرا أن»، «غداة إعلان X أن»."""
    tokens = reader.layout.tokens
    before = tokens.folded[index - 1]
    forms = reader.cues.readings(tokens.folded[index])
    if before in reader.words.particles["that_of_another"] or before in _SINCE:
        return any(form.category == "masdar" and not form.entry.is_weak for form in forms)
    if tokens.raw[index - 1] not in COMMAS or not any(form.category == "participle" for form in forms):
        return False
    for at in range(index + 1, min(limit, index + FARTHEST)):
        if tokens.raw[at] in COMMAS:
            return False
        if opens_that(reader, at):
            return True
    return False


def opens_that(reader: PhraseReader, index: int) -> bool:
    """True for an أن of the reporting word, not for that of «بعد أن» and «إلا أن»."""
    words = reader.layout.tokens.folded
    if words[index] not in reader.words.particles["complementizer"] or words[index][0] in _JOINS:
        return False  # «وأن» goes on with an «أن» before it
    if words[index] == "ان" and words[index + 1 : index + 2] == ["لم"]:
        return False  # «هدد بالتدخل | إن لم تتحرك»
    if index < 2 or words[index - 1] not in reader.words.particles["before_own_that"]:
        return True
    return words[index - 2] in ("فيما", "ما", "في")  # «تبين فيما بعد | أن»


def after_colon(reader: PhraseReader, colon: int, limit: int) -> int:
    """The first token of content after a colon: a complementizer or dash there is not content."""
    tokens = reader.layout.tokens
    start = colon + 1
    if start + 1 < limit and (tokens.folded[start] in ("ان",) or tokens.raw[start] in "-\N{EN DASH}\N{EM DASH}"):
        return start + 1
    return start


def _opens_unclosed(reader: PhraseReader, index: int) -> bool:
    """«قال فلان "وصلنا إلى ...» without a closing mark: a lone mark that clings to the word after it."""
    layout = reader.layout
    tokens = layout.tokens
    if layout.quotation_of[index] >= 0 or index + 1 >= len(tokens):
        return False
    clings = tokens.ends[index] == tokens.starts[index + 1]
    return clings and index > 0 and tokens.ends[index - 1] < tokens.starts[index]


def _past_relative(reader: PhraseReader, comma: int, limit: int) -> int | None:
    """After «، التي ...،»: a relative clause about the speaker, up to its closing comma."""
    tokens = reader.layout.tokens
    if comma + 1 >= limit or tokens.folded[comma + 1] not in ("الذي", "التي", "الذين", "والذي", "والتي"):
        return None
    clause = False  # an أن without a comma before it: «قالت الأم، التي فقدت ابنها إن ...»
    for index in range(comma + 2, min(limit, comma + 25)):
        if tokens.raw[index] in COMMAS:
            own = clause and not (index + 1 < limit and opens_that(reader, index + 1))
            return None if own else index + 1
        clause = clause or opens_that(reader, index)
    return None
