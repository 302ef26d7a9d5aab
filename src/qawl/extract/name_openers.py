"""What brings a name that no list knows: a title before it, a reporting verb, «يدعى».

The words themselves prove nothing, so what stands before and after must be what stands around a speaker: before, a
title or a verb of saying; after, a mark, a complementizer, a preposition, another title.
"""

from qawl.extract.name_words import (
    ALI,
    LINKS,
    LONGEST_NAME,
    PROCLITICS,
    carries_particle,
    end_of_name,
    is_hyphen,
    is_preposition_ala,
    may_be_name,
    word_before,
)
from qawl.lexicon.cues import FINITE, CueLexicon
from qawl.lexicon.words import Words
from qawl.model.statement import SpeakerKind
from qawl.text.layout import Layout
from qawl.text.tokens import ARTICLE, COMMAS, TokenKind

TANWIN = ("اً", "ًا")
_NAME_CLOSERS = frozenset({"،", ",", ":", "(", ")", ".", "-", '"', "«", "“", "”"})
_NOUN_ENDINGS = ("ات", "ون", "ين")
_AFTER_SPEAKERS = ("complementizer", "preposition", "relative", "time")


def end_after_introduction(layout: Layout, first: int, words: Words, cues: CueLexicon) -> int | None:
    """The end of a name right after a reporting verb or «يدعى»: «وقال ريدان سمرالي كبير المحللين إن ...».

    One word must be a name of the lists; more words may all be unknown. What follows must be what follows a
    speaker: a mark, a complementizer, a title, a preposition, a relative pronoun.
    """
    tokens = layout.tokens
    before = word_before(layout, first)
    if before is None or layout.sentence_of[before] != layout.sentence_of[first]:
        return None
    named = tokens.folded[before] in words.particles["called"]
    readings = () if words.head(tokens.folded[before]) is not None else cues.readings(tokens.folded[before])
    speaks = any(form.category in FINITE and not form.has_object for form in readings)
    if not (named or speaks) or not _may_begin(layout, first, words, cues):
        return None
    last = end_of_name(layout, first, words, cues)
    parts = [at for at in range(first, last + 1) if tokens.kinds[at] is TokenKind.WORD]
    if any(_inflected_like_a_noun(layout, at, words) for at in parts):
        return None
    if any(_is_unknown_definite(tokens.folded[at], words) for at in parts[1:]):
        return None
    if not _ends_a_speaker(layout, last + 1, words):
        return None
    alone_is_enough = named or tokens.folded[first] in words.given_names or tokens.folded[first] in words.surnames
    return last if len(parts) > 1 or alone_is_enough else None


def _may_begin(layout: Layout, first: int, words: Words, cues: CueLexicon) -> bool:
    word = layout.tokens.folded[first]
    if word.startswith(ARTICLE) or len(word) < 3 and word not in LINKS:
        return False
    if carries_particle(layout, first):
        return False
    if word.endswith("ا") and not (word in words.given_names or word in words.surnames):
        return False  # «طفلا صغيرا»
    if word in words.heads:
        return False
    following = layout.tokens.folded[first + 1] if first + 1 < len(layout.tokens) else ""
    if word in LINKS or word in words.surnames or following in words.surnames and word not in words.ordinary:
        return True
    return may_be_name(word, words=words, cues=cues)


def _inflected_like_a_noun(layout: Layout, index: int, words: Words) -> bool:
    """«مزارعون»، «تفاصيل جديدة»، «أعدادا»: endings that unknown names do not have."""
    word, raw = layout.tokens.folded[index], layout.tokens.raw[index]
    if word in words.given_names or word in words.surnames or word in words.particles["masculine_with_teh"]:
        return False
    if raw.endswith(TANWIN):
        return True
    ends_like_one = layout.tokens.ends_in_teh(index) or word.endswith(_NOUN_ENDINGS)
    return ends_like_one and not (word.startswith(ARTICLE) and len(word) < 7)


def _is_unknown_definite(word: str, words: Words) -> bool:
    """«دخلت المجال»: a word with the article is part of an unknown name only as a known surname or a nisba."""
    is_known = word in words.surnames or word in words.given_names
    return word.startswith(ARTICLE) and not word.endswith("ي") and not is_known


def _ends_a_speaker(layout: Layout, index: int, words: Words) -> bool:
    tokens = layout.tokens
    if index >= len(tokens):
        return True
    word = tokens.folded[index]
    if word in _NAME_CLOSERS or any(word in words.particles[name] for name in _AFTER_SPEAKERS):
        return True
    head = words.head(word)
    return word[:1] == "ل" or (head is not None and head.kind_with_name is SpeakerKind.PERSON)


def end_after_title(layout: Layout, first: int, words: Words, cues: CueLexicon, bodies: frozenset[int]) -> int | None:
    """The end of a name that no list knows, right after a title: «الرئيس الأميركي جو فلان»، «الوزير، سام فلان،».

    After a comma the name must run up to another comma, a mark that closes it or a complementizer; after the title
    itself it must have two words, and after any other end of a title (a body, a definite noun) be followed by what
    follows a speaker. ``bodies`` are the tokens of known names that are no persons.
    """
    tokens = layout.tokens
    before = word_before(layout, first)
    if first < 2 or before is None or tokens.folded[first].startswith("لل") or carries_particle(layout, first):
        return None  # «فإن» is no «فان»
    after_comma = tokens.raw[first - 1] in COMMAS
    if not after_comma and not _may_end_title(layout, before, bodies):
        return None
    last = _end_of_unknown_name(layout, first, words, cues)
    if last is None or not _has_title_before(layout, first - 1, words):
        return None
    follower = tokens.folded[last + 1] if last + 1 < len(tokens) else "."
    closes = follower in _NAME_CLOSERS or follower in words.particles["complementizer"]
    if after_comma and any(_is_unknown_definite(tokens.folded[at], words) for at in range(first + 1, last + 1)):
        return None  # «قال المدير، غرقت الباخرة»
    if after_comma:
        return last if closes and (last > first or len(tokens.folded[first]) > 3) else None
    is_known = tokens.folded[first] in words.given_names or tokens.folded[first] in words.surnames
    if carries_particle(layout, first) or (tokens.folded[first][:1] in PROCLITICS and not is_known):
        return None
    if last == first:
        return last if closes and tokens.folded[first] in words.given_names else None
    if _is_title_adjective(tokens.folded[before]) or tokens.folded[first + 1].startswith(ARTICLE):
        return last
    plain = not any(_inflected_like_a_noun(layout, at, words) for at in range(first, last + 1))
    begins = plain and _may_begin(layout, first, words, cues)
    return last if begins and _ends_a_speaker(layout, last + 1, words) else None


def _may_end_title(layout: Layout, index: int, bodies: frozenset[int]) -> bool:
    """A definite noun or adjective, a known body or country, or a closing bracket («(البنتاغون) | ...»)."""
    return layout.tokens.folded[index].startswith(ARTICLE) or index in bodies or layout.tokens.raw[index] == ")"


def _end_of_unknown_name(layout: Layout, first: int, words: Words, cues: CueLexicon) -> int | None:
    tokens = layout.tokens
    last = first - 1
    while last - first + 1 < LONGEST_NAME and last + 1 < len(tokens):
        if last >= first and is_hyphen(layout, last + 1):
            last += 2
            continue
        word = tokens.folded[last + 1]
        if tokens.kinds[last + 1] is not TokenKind.WORD or (word.startswith(ARTICLE) and last < first):
            break
        if word == ALI and is_preposition_ala(layout, last + 1, words):
            break
        short = len(word) == 2 and word not in words.ordinary
        if not short and not may_be_name(word, words=words, cues=cues) and word not in LINKS:
            break
        last += 1
    return None if last < first or tokens.folded[last] in LINKS else last


def _is_title_adjective(word: str) -> bool:
    return word.startswith(ARTICLE) and word.endswith(("ي", "يه"))


def _has_title_before(layout: Layout, index: int, words: Words) -> bool:
    """A head noun of persons within eight tokens, in the same sentence and without another comma."""
    tokens = layout.tokens
    start = layout.sentences[layout.sentence_of[index]].start
    for at in range(index, max(start, index - 9) - 1, -1):
        if tokens.raw[at] in "،," and at != index or tokens.folded[at] in words.particles["complementizer"]:
            return False
        head = words.head(tokens.folded[at])
        if (
            head is not None
            and head.kind_with_name == "person"
            and head.group.startswith(("person", "anonymous.spokesman"))
        ):
            return True
    return False
