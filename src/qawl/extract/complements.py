"""How content follows a reporting word, and where the speaker between them ends.

Arabic puts the speaker between verb and content: verb, speaker, adjuncts, complementizer or colon or
quotation, content. Two readings compete: *sequential* (read the speaker, step over adjuncts, see what
stands there) for verbs that take a bare noun or a preposition, and *search* (find the complementizer
first, then what stands before it is the speaker) for the others and for long appositions.
"""

from dataclasses import dataclass
from enum import Enum

from qawl.extract.phrases import PhraseReader
from qawl.lexicon.cues import CueEntry, CueForm
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import ARTICLE, COMMAS, TokenKind

FARTHEST = 45  # tokens between a cue and its complementizer
_STOPS = frozenset({"؛", ";", ".", "!", "؟", "?"})
_JOINED = {"ب": "ب", "ل": "ل"}


class Link(Enum):
    """What joins cue and content."""

    THAT = "that"
    COLON = "colon"
    QUOTE = "quote"
    OBJECT = "object"
    PREPOSITION = "prep"


@dataclass(frozen=True, slots=True)
class Complement:
    """``introducer`` is the token where the content's introduction begins, ``start`` the first content token.

    ``letters`` counts letters of the first content token that belong to a joined preposition.
    """

    link: Link
    introducer: int
    start: int
    letters: int = 0


@dataclass(frozen=True, slots=True)
class Attachment:
    """The speaker phrase after a cue, if any, and the complement after that."""

    source: tuple[int, int] | None
    complement: Complement


def attach_after(reader: PhraseReader, cue: int, limit: int, form: CueForm, *, inverted: bool) -> Attachment | None:
    """Read speaker and complement after the cue token; None when no complement of the entry follows.

    ``inverted`` says that the speaker may stand right after the cue (finite verbs); participles and
    subject-first cues are read with the complement at once.
    """
    entry = form.entry
    searched = _search(reader, cue, limit, entry)
    if not entry.complement & {"object", "addressee"} and not entry.prepositions:
        return _bounded(reader, cue, searched, form, inverted=inverted)
    sequential = _sequential(reader, cue, limit, form, inverted=inverted)
    if sequential is None:
        return _bounded(reader, cue, searched, form, inverted=inverted)
    if _describes(entry):
        return sequential
    if searched is not None and sequential.complement.link is Link.OBJECT and searched.link is not Link.OBJECT:
        if not _has_verbal_noun(reader, sequential.complement.start, searched.introducer):
            return _bounded(reader, cue, searched, form, inverted=inverted)
    return sequential


def _bounded(
    reader: PhraseReader, cue: int, found: Complement | None, form: CueForm, *, inverted: bool
) -> Attachment | None:
    if found is None:
        return None
    source = None
    if inverted:
        first = skip_adjuncts(reader, cue + 1, found.introducer)
        last = (
            reader.source_phrase(first, found.introducer, bounded=True, stops=form.entry.prepositions)
            if first < found.introducer
            else None
        )
        source = (first, last) if last is not None and reader.agrees(form, first) else None
    return Attachment(source, found)


def _search(reader: PhraseReader, cue: int, limit: int, entry: CueEntry) -> Complement | None:
    """The first complementizer, colon or speech-like quotation before another reporting verb."""
    tokens = reader.layout.tokens
    particles = reader.words.particles
    depth = reader.layout.quotation_of[cue]
    index = cue + 1
    while index < min(limit, cue + FARTHEST):
        word = tokens.folded[index]
        if tokens.raw[index] in _STOPS and reader.layout.quotation_of[index] == depth:
            return None
        if word == ":":
            return Complement(Link.COLON, index, _after_colon(reader, index, limit))
        if tokens.raw[index] in QUOTATION_MARKS and opens_quotation(reader, index):
            inside = quotation_tokens(reader, index)
            if looks_like_speech(reader, index):
                return Complement(Link.QUOTE, index, index)
            index = inside.stop
            continue
        if tokens.raw[index] in COMMAS and (past := _past_relative(reader, index, limit)) is not None:
            index = past
            continue
        if entry.stance == "asks" and word in particles["asked"]:
            return Complement(Link.THAT, index, index)
        if word in particles["complementizer"]:
            introducer = (
                index - 1 if tokens.folded[index - 1] in ("الي", "علي", "من", "عن", "في") and index - 1 > cue else index
            )
            return Complement(Link.THAT, introducer, index + 1)
        if (index > cue + 1 or word[0] == "و") and (
            _other_cue(reader, index) or (entry.is_weak and _noun_cue(reader, index))
        ):
            return None
        index += 1
    return None


def _after_colon(reader: PhraseReader, colon: int, limit: int) -> int:
    """The first token of content after a colon: a complementizer or dash there is not content."""
    tokens = reader.layout.tokens
    start = colon + 1
    if start + 1 < limit and (tokens.folded[start] in ("ان",) or tokens.raw[start] in "-\N{EN DASH}\N{EM DASH}"):
        return start + 1
    return start


def _past_relative(reader: PhraseReader, comma: int, limit: int) -> int | None:
    """After «، التي ...،»: a relative clause about the speaker, up to its closing comma."""
    tokens = reader.layout.tokens
    if comma + 1 >= limit or tokens.folded[comma + 1] not in ("الذي", "التي", "الذين", "والذي", "والتي"):
        return None
    for index in range(comma + 2, min(limit, comma + 25)):
        if tokens.raw[index] in COMMAS:
            return index + 1
    return None


def _noun_cue(reader: PhraseReader, index: int) -> bool:
    """A strong verbal noun of saying: the complementizer after it is its own, not a weak verb's before it."""
    word = reader.layout.tokens.folded[index]
    if word in reader.words.heads or index in reader.entities:
        return False
    return any(form.category == "masdar" and not form.entry.is_weak for form in reader.cues.readings(word))


def _other_cue(reader: PhraseReader, index: int) -> bool:
    word = reader.layout.tokens.folded[index]
    if word in reader.words.heads or index in reader.entities:
        return False
    return any(
        form.category in ("perfect", "imperfect", "participle") and not form.entry.is_weak
        for form in reader.cues.readings(word)
    )


def _sequential(reader: PhraseReader, cue: int, limit: int, form: CueForm, *, inverted: bool) -> Attachment | None:
    entry = form.entry
    source = None
    at = skip_adjuncts(reader, cue + 1, limit)
    found = complement_at(reader, at, limit, entry, allow_object=not inverted)
    if found is not None:
        return Attachment(None, found)
    if inverted and at < limit:
        last = reader.source_phrase(at, limit, bounded=False, stops=entry.prepositions)
        if last is not None and reader.agrees(form, at):
            source = (at, last)
            at = last + 1
    if source is not None and _describes(entry) and at < limit and reader.layout.tokens.raw[at] in COMMAS:
        at = _skip_times(reader, at, limit)
    else:
        at = skip_adjuncts(reader, at, limit)
    found = complement_at(reader, at, limit, entry, allow_object=True)
    if found is None and source is not None and entry.prepositions:
        found = _later_preposition(reader, at, limit, entry)
    if found is not None and "addressee" in entry.complement:
        return _with_addressee(reader, source, found, limit, entry)
    ends = at >= limit or reader.layout.tokens.raw[at] in _STOPS or reader.layout.tokens.raw[at - 1] in COMMAS
    if found is None and ends and source is not None and "object" in entry.complement and not _describes(entry):
        return Attachment(None, Complement(Link.OBJECT, source[0], source[0]))
    if found is not None and source is not None and _describes(entry) and found.link in (Link.PREPOSITION, Link.THAT):
        return Attachment(None, Complement(Link.OBJECT, source[0], source[0]))
    return None if found is None else Attachment(source, found)


def _skip_times(reader: PhraseReader, first: int, limit: int) -> int:
    """Step over commas and times alone: what a speaker describes may be followed by anything («الوضع هناك بأنه»)."""
    index = first
    while index < limit and (reader.layout.tokens.raw[index] in COMMAS or index in reader.times):
        index = reader.times.get(index, index) + 1
    return index


def _describes(entry: CueEntry) -> bool:
    """وصف and its like take a thing and what it is called, never a clause alone."""
    return "object" in entry.complement and "prep:ب" in entry.complement and "that" not in entry.complement


def _with_addressee(
    reader: PhraseReader, source: tuple[int, int] | None, found: Complement, limit: int, entry: CueEntry
) -> Attachment | None:
    """«اتهم X Y بـ...»: the accused or addressee is inside the content, and its preposition must follow.

    An accusation needs an accused: where only one phrase stands before the preposition, it is the accused
    and the speaker was dropped («وتتهم حركة ... بإطلاق النار»).
    """
    if found.link is Link.THAT and source is not None and _tells_reporters(reader, source[1] + 1, found.introducer):
        return Attachment(source, found)
    if found.link in (Link.PREPOSITION, Link.THAT) and source is not None and entry.needs_addressee:
        told = next((i for i in range(source[1] + 1, found.introducer) if i in reader.entities), None)
        accused = _accused_in(reader, source)
        if told is None and accused is not None:
            source, told = (source[0], accused - 1), accused
        if told is not None:
            return Attachment(source, Complement(Link.PREPOSITION, found.introducer, told))
        return Attachment(None, Complement(Link.PREPOSITION, found.introducer, source[0]))
    if found.link is not Link.OBJECT:
        return Attachment(source, found)
    tokens = reader.layout.tokens
    if entry.only_with:  # «حمّل X مسؤولية ...»: one phrase before the noun is whom it is laid on
        if source is not None and tokens.folded[found.start] in entry.only_with:
            return Attachment(None, Complement(Link.OBJECT, found.introducer, source[0]))
        return Attachment(source, found)
    particles = reader.words.particles
    for index in range(found.start, min(limit, found.start + 18)):
        word = tokens.folded[index]
        if tokens.raw[index] in _STOPS or (index > found.start and _other_cue(reader, index)):
            break
        joined = word[:1] in entry.prepositions and len(word) > 2 and index > found.start
        if word in particles["complementizer"] or word in entry.prepositions or joined:
            return Attachment(source, Complement(Link.PREPOSITION, index, found.start))
    return Attachment(source, found) if "object" in entry.complement else None


def _tells_reporters(reader: PhraseReader, first: int, last: int) -> bool:
    return any(reader.layout.tokens.folded[i] in reader.words.particles["reporters"] for i in range(first, last))


def _accused_in(reader: PhraseReader, source: tuple[int, int]) -> int | None:
    """«اتهم الجيش | روسيا بـ...»: a name right after a definite or sound plural noun is no genitive of it.

    Nor is a definite noun in another case: «اتهم الفلسطينيون | الجنود بـ...».
    """
    words = reader.layout.tokens.folded
    for index in range(source[0] + 1, source[1] + 1):
        before = words[index - 1]
        plural = before.endswith("ون")
        named = index in reader.entities and index not in reader.people and index not in reader.joined
        if named and (plural or before.startswith(ARTICLE)):
            return index
        if plural and words[index].startswith(ARTICLE) and not words[index].endswith("ون"):
            return index
    return None


def complement_at(
    reader: PhraseReader, index: int, limit: int, entry: CueEntry, *, allow_object: bool
) -> Complement | None:
    """The complement that begins exactly at ``index``."""
    if index >= limit:
        return None
    tokens = reader.layout.tokens
    word = tokens.folded[index]
    if word == ":":
        return Complement(Link.COLON, index, _after_colon(reader, index, limit))
    if word in reader.words.particles["complementizer"]:
        return Complement(Link.THAT, index, index + 1)
    if index + 1 < limit and word in entry.prepositions | {"الي", "علي", "من", "عن"}:
        if tokens.folded[index + 1] in reader.words.particles["complementizer"]:
            return Complement(Link.THAT, index, index + 2)
    if word in entry.prepositions and index + 1 < limit:
        return Complement(Link.PREPOSITION, index, index + 1)
    joined = _joined_preposition(reader, index, limit, entry)
    if joined is not None:
        return joined
    if tokens.raw[index] in QUOTATION_MARKS and opens_quotation(reader, index):
        if looks_like_speech(reader, index) or ("object" in entry.complement and not _quotes_a_name(reader, index)):
            return Complement(Link.QUOTE, index, index)
        if not (allow_object and "object" in entry.complement):
            return None
    if allow_object and entry.complement & {"object", "addressee"} and _opens_object(reader, index):
        return Complement(Link.OBJECT, index, index)
    return None


def _quotes_a_name(reader: PhraseReader, index: int) -> bool:
    """A known name and nothing else between the marks: «أعلن "الجيش الوطني الليبي" ...»."""
    inside = quotation_tokens(reader, index)
    return reader.entities.get(inside.start + 1, -1) >= inside.stop - 2


def _joined_preposition(reader: PhraseReader, index: int, limit: int, entry: CueEntry) -> Complement | None:
    tokens = reader.layout.tokens
    word = tokens.folded[index]
    if index in reader.entities and len(word) > 1 and reader.entity_is_bare(index):
        return None
    letter = word[:1]
    if letter not in _JOINED or letter not in entry.prepositions or word in reader.words.particles["preposition"]:
        return None
    if word == letter:
        return Complement(Link.PREPOSITION, index, index + 1) if index + 1 < limit else None
    plain = word in reader.words.given_names or reader.words.heads.get(word) is not None
    if plain or len(word) < 3 or word in reader.words.particles["medium"]:
        return None
    letters = 0 if word.startswith("لل") else 1
    return Complement(Link.PREPOSITION, index, index, letters)


def _later_preposition(reader: PhraseReader, first: int, limit: int, entry: CueEntry) -> Complement | None:
    """The preposition of the frame after further words of the clause: «هددت واشنطن خلال الفترة الماضية بـ...»."""
    tokens = reader.layout.tokens
    particles = reader.words.particles
    if first < limit and not (
        tokens.folded[first] in particles["preposition"]
        or tokens.folded[first] in particles["time"]
        or tokens.raw[first] in COMMAS
        or tokens.folded[first] in particles["relative"]
        or tokens.folded[first] in particles["adverb"]
        or tokens.folded[first][:1] == "ب"
    ):
        return None
    for index in range(first, min(limit, first + 12)):
        if tokens.raw[index] in _STOPS or _other_cue(reader, index):
            return None
        word = tokens.folded[index]
        if word in reader.words.particles["complementizer"]:
            return Complement(Link.THAT, index, index + 1)
        if word in entry.prepositions:
            return complement_at(reader, index, limit, entry, allow_object=False)
        if (found := _joined_preposition(reader, index, limit, entry)) is not None:
            return found
    return None


def _opens_object(reader: PhraseReader, index: int) -> bool:
    """A bare noun phrase may begin the content here."""
    tokens = reader.layout.tokens
    if tokens.kinds[index] is TokenKind.NUMBER or index in reader.entities:
        return True
    if tokens.kinds[index] is TokenKind.MARK:
        return tokens.raw[index] in QUOTATION_MARKS
    word = tokens.folded[index]
    if word in (
        "ما",
        "من",
        "هذا",
        "هذه",
        "ذلك",
        "تلك",
        "اي",
        "كل",
        "بعض",
        "عدم",
        "نحو",
        "حوالي",
        "قرابه",
        "اكثر",
        "جميع",
        "كلا",
    ):
        return True
    return reader.can_begin(index)


def _has_verbal_noun(reader: PhraseReader, first: int, last: int) -> bool:
    tokens = reader.layout.tokens
    return any(
        tokens.kinds[i] is TokenKind.NUMBER or reader.words.looks_like_verbal_noun(tokens.folded[i])
        for i in range(first, min(last, len(tokens)))
    )


def skip_adjuncts(reader: PhraseReader, first: int, limit: int) -> int:
    """Step over times, adverbs, media («في بيان له»), addressees («لوكالة ...») and bracketed commas."""
    tokens = reader.layout.tokens
    index = first
    while index < limit:
        after = _adjunct_end(reader, index, limit)
        if after is None and tokens.raw[index] in COMMAS:
            after = index + 1
        if after is None:
            break
        index = after
    return index


def _adjunct_end(reader: PhraseReader, index: int, limit: int) -> int | None:
    """The token after the adjunct that begins at ``index``; None when none does."""
    tokens = reader.layout.tokens
    particles = reader.words.particles
    word = tokens.folded[index]
    if index in reader.times:
        return reader.times[index] + 1
    if index in reader.entities:
        return None
    if tokens.raw[index] in COMMAS:
        return _after_parenthesis(reader, index, limit)
    if word in particles["time"] or word in particles["adverb"]:
        return index + 1
    if word in ("الذي", "التي", "الذين") and index > first_of(reader, index):
        return _after_relative(reader, index, limit)
    if word in particles["manner_phrase"]:
        return index + 1 if word[1:] not in ("شكل", "صوره", "لهجه", "نبره", "اشد") else min(index + 2, limit)
    if word in (
        "في",
        "خلال",
        "عبر",
        "علي",
        "اثر",
        "امام",
        "عقب",
        "بعد",
        "قبل",
        "ردا",
        "تعليقا",
        "اثناء",
        "من",
        "لدي",
        "مع",
        "بعيد",
        "قبيل",
        "ضمن",
        "منذ",
    ):
        return _after_prepositional(reader, index, limit)
    if word in particles["reporters"]:
        return index + 1  # «أبلغ الضابط | الصحفيين أن ...»
    if word.startswith("لل") or word[:1] == "ل":
        bare = "ال" + word[2:] if word.startswith("لل") else word[1:]
        head = reader.words.heads.get(bare)
        if (head is not None and head.kind == "outlet") or bare in (
            "الصحفيين",
            "الصحافيين",
            "الاعلام",
            "الصحافه",
            "التلفزيون",
        ):
            return _after_name(reader, index + 1, limit)
        if word == "ل" and index + 1 < limit and tokens.raw[index + 1] in QUOTATION_MARKS:
            return _after_name(reader, index + 1, limit)
    return None


def first_of(reader: PhraseReader, index: int) -> int:
    """The first token of the sentence around ``index``."""
    return reader.layout.sentences[reader.layout.sentence_of[index]].start


def _after_relative(reader: PhraseReader, index: int, limit: int) -> int | None:
    """After a short relative clause about the speaker («مسؤولون في التحالف الذي تقوده الرياض | أنباء ...»)."""
    tokens = reader.layout.tokens
    for end in range(index + 1, min(limit, index + 12)):
        word = tokens.folded[end]
        if tokens.raw[end] in COMMAS or word == ":" or word in reader.words.particles["complementizer"]:
            return end
        if tokens.raw[end] in QUOTATION_MARKS and opens_quotation(reader, end) and looks_like_speech(reader, end):
            return end
        if end > index + 2 and (reader.words.looks_like_verbal_noun(word) or _noun_cue(reader, end)):
            return end
        if _other_cue(reader, end):
            return None
    return None


def _after_prepositional(reader: PhraseReader, index: int, limit: int) -> int | None:
    """After a prepositional phrase that only says when, where or through what it was said."""
    tokens = reader.layout.tokens
    follower = index + 1
    if follower >= limit:
        return None
    word = tokens.folded[follower]
    particles = reader.words.particles
    if tokens.folded[index] == "في" and word not in particles["medium"] and word not in particles["time"]:
        return None
    if tokens.folded[index] in ("علي", "من") and word not in particles["medium"] and word not in particles["time"]:
        return None
    return _after_name(reader, follower, limit)


def _after_name(reader: PhraseReader, index: int, limit: int) -> int:
    """Step over the nouns of an adjunct until something else can begin."""
    tokens = reader.layout.tokens
    particles = reader.words.particles
    steps = 0
    while index < limit and steps < 14:
        word = tokens.folded[index]
        if tokens.raw[index] in COMMAS or word == ":" or word in particles["complementizer"]:
            break
        if tokens.raw[index] in QUOTATION_MARKS and opens_quotation(reader, index):
            inside = quotation_tokens(reader, index)
            if looks_like_speech(reader, index):
                break
            index = inside.stop
            continue
        if _other_cue(reader, index):
            break
        if index in reader.times:
            index = reader.times[index] + 1
            continue
        if steps and (reader.words.looks_like_verbal_noun(word) or reader.joins_verbal_noun(word)):
            break
        if steps and word in ("الي", "عن", "علي", "بان"):
            break
        index += 1
        steps += 1
    return index


def _after_parenthesis(reader: PhraseReader, index: int, limit: int) -> int | None:
    """After «، الخميس،» or «، ومقره بريطانيا،»: a short remark between two commas."""
    tokens = reader.layout.tokens
    for end in range(index + 1, min(index + 14, limit)):
        if tokens.raw[end] in COMMAS:
            return end + 1
        if tokens.folded[end] in reader.words.particles["complementizer"] or tokens.folded[end] == ":":
            return end
        if tokens.raw[end] in QUOTATION_MARKS and opens_quotation(reader, end) and looks_like_speech(reader, end):
            return end
        if _other_cue(reader, end):
            return None
    return None


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
    if _quotes_a_name(reader, index):
        return False
    after = tokens.raw[inside.stop] if inside.stop < len(tokens) else "."
    return size >= 3 and (after in _STOPS or after in COMMAS)
