"""What may stand between a reporting word and its content without being either.

Times, adverbs, media («في بيان له»), whom it was said to («لوكالة ...»), remarks between commas («، ومقره بريطانيا،»).
"""

from qawl.extract.phrases import PhraseReader
from qawl.extract.quoted_speech import looks_like_speech, opens_quotation, quotation_tokens
from qawl.lexicon.cues import CueLexicon
from qawl.lexicon.words import Words
from qawl.text.memo import remembered
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import COMMAS

_DASHES = frozenset({"-", "\N{EN DASH}", "\N{EM DASH}"})
_SHORTEST_JOINED = 4  # letters of a preposition and its noun
_LONGEST_TITLE = 3  # tokens of the name of a medium in quotation marks
_LONGEST_WITHHELD = 8  # tokens of «طلب عدم الكشف عن اسمه»
_LONGEST_REMARK = 14  # tokens between two commas
_LONGEST_RELATIVE = 30  # tokens of a relative clause between two commas


def skip_adjuncts(reader: PhraseReader, first: int, limit: int, prepositions: frozenset[str] = frozenset()) -> int:
    """Step over times, adverbs, media («في بيان له»), addressees («لوكالة ...») and bracketed commas.

    A comma before one of the cue's own ``prepositions`` opens no remark: «في بيان، | عن مقتل ...».
    """
    tokens = reader.layout.tokens
    index = first
    while index < limit:
        if tokens.raw[index] in COMMAS and index + 1 < limit and _opens_frame(reader, index + 1, prepositions):
            return index + 1
        after = _adjunct_end(reader, index, limit)
        if after is None and tokens.raw[index] in COMMAS:
            after = index + 1
        if after is None:
            break
        index = after
    return index


def _opens_frame(reader: PhraseReader, index: int, prepositions: frozenset[str]) -> bool:
    """A preposition of the cue as a word or joined to a verbal noun: «تعهد الوزراء في البيان، | بالاستمرار في ...»."""
    word = reader.layout.tokens.folded[index]
    if word in prepositions:
        return True
    event = word[1:].removeprefix("ال")
    return word[:1] in prepositions and len(word) > _SHORTEST_JOINED and reader.words.looks_like_verbal_noun(event)


def _adjunct_end(reader: PhraseReader, index: int, limit: int) -> int | None:
    """The token after the adjunct that begins at ``index``; None when none does."""
    tokens = reader.layout.tokens
    particles = reader.words.particles
    word = tokens.folded[index]
    if index in reader.times:
        return reader.times[index] + 1
    if index in reader.entities:
        told = index in reader.outlets and index in reader.joined and word[:1] == "ل"
        return reader.entities[index] + 1 if told else None
    if tokens.raw[index] in COMMAS:
        return _after_parenthesis(reader, index, limit)
    if tokens.raw[index] in _DASHES:
        return _after_dashes(reader, index, limit)
    if word in particles["time"] or word in particles["adverb"]:
        return index + 1
    if (after := _after_phrase(reader, index, limit)) is not None:
        return after
    if word in ("الذي", "التي", "الذين") and index > first_of(reader, index):
        return _after_relative(reader, index, limit)
    if word in particles["manner_phrase"]:
        return index + 1 if word[1:] not in ("شكل", "صوره", "لهجه", "نبره", "اشد") else min(index + 2, limit)
    if word in particles["adjunct_preposition"] and word[:1] != "و":
        return _after_prepositional(reader, index, limit)
    if word in particles["reporters"]:
        return index + 1  # «أبلغ الضابط | الصحفيين أن ...»
    if word.startswith("لل") or word[:1] == "ل":
        bare = "ال" + word[2:] if word.startswith("لل") else word[1:]
        head = reader.words.heads.get(bare)
        if (head is not None and head.kind == "outlet") or bare in particles["told"]:
            return _after_name(reader, index + 1, limit)
        if word == "ل" and index + 1 < limit and tokens.raw[index + 1] in QUOTATION_MARKS:
            return _after_name(reader, index + 1, limit)
    return None


@remembered
def _adjunct_phrases(word: str, words: Words) -> tuple[tuple[str, ...], ...]:
    """The adjuncts of several words that begin with a word."""
    return tuple(phrase for phrase in words.openers["adjunct_phrase"] if phrase[0] == word)


def _after_phrase(reader: PhraseReader, index: int, limit: int) -> int | None:
    """After «أكثر من مرة», «من جهته», or after «فضل عدم الكشف عن هويته», what a speaker does not say of himself."""
    tokens = reader.layout.tokens
    particles = reader.words.particles
    for phrase in _adjunct_phrases(reader.words)[tokens.folded[index]]:
        if tokens.folded[index : index + len(phrase)] == list(phrase):
            return index + len(phrase)
    follower = tokens.folded[index + 1] if index + 1 < limit else ""
    withheld = tokens.folded[index] in particles["withholding"] and follower in particles["not_named"]
    silent = tokens.folded[index] == "لم" and follower in particles["withheld_verb"]
    if not (withheld or silent):
        return None
    for end in range(index + 1, min(limit, index + _LONGEST_WITHHELD)):
        if tokens.folded[end] in particles["own_name"]:
            return end + 1
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
        if end > index + 2 and (reader.words.looks_like_verbal_noun(word) or noun_cue(reader, end)):
            return end
        if other_cue(reader, end):
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
        place = reader.entities.get(follower)
        where = place is not None and place + 1 < limit and _opens_event(reader, place + 1)
        return place + 1 if place is not None and where else None  # «أكد مراسل لوكالة ... | في دمشق | تحليق ...»
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
            if looks_like_speech(reader, index) or len(inside) - 2 > _LONGEST_TITLE:
                break
            index = inside.stop
            continue
        if other_cue(reader, index):
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
    if index + 1 < limit and _opens_event(reader, index + 1):
        return None  # what is said, not a remark: «، | مقتل ...»
    relative = index + 1 < limit and tokens.folded[index + 1] in reader.words.particles["remark"]
    for end in range(index + 1, min(index + (_LONGEST_RELATIVE if relative else _LONGEST_REMARK), limit)):
        if tokens.raw[end] in COMMAS:
            return end + 1
        if tokens.folded[end] in reader.words.particles["complementizer"] or tokens.folded[end] == ":":
            return end
        if tokens.raw[end] in QUOTATION_MARKS and opens_quotation(reader, end) and looks_like_speech(reader, end):
            return end
        if other_cue(reader, end):
            return None
    return None


def _after_dashes(reader: PhraseReader, index: int, limit: int) -> int | None:
    """After «- في بيان -»: a remark between two dashes."""
    for end in range(index + 2, min(index + _LONGEST_REMARK, limit)):
        if reader.layout.tokens.raw[end] in _DASHES:
            return end + 1
        if reader.layout.tokens.folded[end] == ":" or reader.layout.tokens.raw[end] in QUOTATION_MARKS:
            return None
    return None


def _opens_event(reader: PhraseReader, index: int) -> bool:
    """A bare verbal noun, no name and no head noun of speakers."""
    word = reader.layout.tokens.folded[index]
    named = index in reader.entities or reader.words.head(word) is not None
    return not named and reader.words.looks_like_verbal_noun(word)


def noun_cue(reader: PhraseReader, index: int) -> bool:
    """A strong verbal noun of saying: the complementizer after it is its own, not a weak verb's before it."""
    word = reader.layout.tokens.folded[index]
    if word in reader.words.heads or index in reader.entities:
        return False
    return any(form.category == "masdar" and not form.entry.is_weak for form in reader.cues.readings(word))


def other_cue(reader: PhraseReader, index: int) -> bool:
    """A strong verb or participle of saying, and no name."""
    return _reports((reader.words, reader.cues))[reader.layout.tokens.folded[index]] and index not in reader.entities


@remembered
def _reports(word: str, lexicons: tuple[Words, CueLexicon]) -> bool:
    """A strong verb or participle of saying, and no head noun."""
    words, cues = lexicons
    silent = word in words.heads or word in words.particles["called"]
    forms = () if silent else cues.readings(word)
    return any(f.category in ("perfect", "imperfect", "participle") and not f.entry.is_weak for f in forms)
