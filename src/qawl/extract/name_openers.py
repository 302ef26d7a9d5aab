"""What brings a name that no list knows: a title before it, a reporting verb, «يدعى».

The words themselves prove nothing, so what stands before and after must be what stands around a speaker: before, a
title or a verb of saying; after, a mark, a complementizer, a preposition, another title.
"""

import re

from qawl.extract.name_words import (
    ALEF_MAKSURA,
    ALI,
    LINKS,
    LONGEST_NAME,
    PROCLITICS,
    carries_particle,
    end_of_name,
    is_hyphen,
    is_preposition_ala,
    may_be_name,
    opens_with_article,
    word_before,
)
from qawl.lexicon.cues import FINITE, CueLexicon
from qawl.lexicon.words import Words
from qawl.model.statement import SpeakerKind
from qawl.text.layout import Layout
from qawl.text.memo import remembered
from qawl.text.tokens import ARTICLE, COMMAS, TokenKind, has_article

TANWIN = ("اً", "ًا")
TITLE_REACH = 9  # tokens
_NAME_CLOSERS = frozenset({"،", ",", ":", "(", ")", ".", "-", '"', "«", "“", "”"})
_GENERAL = frozenset({"العام", "العامه"})  # «الأمين العام», where it is no year
_ADVERB = re.compile("م.*ا|.ا..ا")  # accusative participles: «مخاطبا»، «شاكرا»
_DUALS = ("ان", "ين")
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
    speaks = _speaks((words, cues))[tokens.folded[before]]
    if not (named or speaks) or not _may_begin(layout, first, words, cues):
        return None
    last = end_of_name(layout, first, words, cues)
    parts = [at for at in range(first, last + 1) if tokens.kinds[at] is TokenKind.WORD]
    if any(_inflected_like_a_noun(layout, at, words) for at in parts):
        return None
    if any(_is_unknown_definite(layout, at, words) for at in parts[1:]):
        return None
    if not (_ends_a_speaker(layout, last + 1, words) or _is_before_an_event(layout, first, last, words)):
        return None
    alone_is_enough = named or tokens.folded[first] in words.given_names or tokens.folded[first] in words.surnames
    return last if len(parts) > 1 or alone_is_enough else None


@remembered
def _speaks(word: str, lexicons: tuple[Words, CueLexicon]) -> bool:
    """A finite verb of saying without an object on it, and no head noun."""
    words, cues = lexicons
    if words.head(word) is not None:
        return False
    return any(form.category in FINITE and not form.has_object for form in cues.readings(word))


def _is_before_an_event(layout: Layout, first: int, last: int, words: Words) -> bool:
    """«نفى كرمان الجوهري | مقتل ...»: a name that ends in a listed family name, and what he speaks of."""
    folded = layout.tokens.folded
    is_full = last > first and folded[last] in words.surnames and last + 1 < len(folded)
    return is_full and words.looks_like_verbal_noun(folded[last + 1])


def _may_begin(layout: Layout, first: int, words: Words, cues: CueLexicon) -> bool:
    word = layout.tokens.folded[first]
    if opens_with_article(layout, first) or len(word) < 3 and word not in LINKS:
        return False
    if carries_particle(layout, first):
        return False
    if word.endswith("ا") and not (word in words.given_names or word in words.surnames):
        return False  # «طفلا صغيرا»
    if word in words.heads or words.head(word) is not None and word.endswith(_DUALS):
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


def _ends_like_a_feminine(layout: Layout, index: int, words: Words) -> bool:
    """«تفاصيل جديدة»; many foreign names end like a masculine plural (زيريهون), none after another name in ة."""
    return _inflected_like_a_noun(layout, index, words) and not layout.tokens.folded[index].endswith(("ون", "ين"))


def _is_unknown_definite(layout: Layout, index: int, words: Words) -> bool:
    """«دخلت المجال»: a word with the article is part of an unknown name only as a known surname or a nisba."""
    word = layout.tokens.folded[index]
    is_known = word in words.surnames or word in words.given_names
    is_nisba = word.endswith("ي") and not layout.tokens.letters[index].endswith(ALEF_MAKSURA)  # not «المستوى»
    return opens_with_article(layout, index) and not is_nisba and not is_known


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
    if _is_joined_or_verb(tokens.folded[first], words):
        return None
    after_comma = tokens.raw[first - 1] in COMMAS
    if not after_comma and not _may_end_title(layout, before, words, bodies):
        return None
    before_speech = _end_before_speech(layout, first, words, cues, after_comma=after_comma)
    last = before_speech or _end_of_unknown_name(layout, first, words, cues)
    if last is None or not _has_title_before(layout, first - 1, words):
        return None
    is_given = tokens.folded[first] in words.given_names
    is_known = is_given or tokens.folded[first] in words.surnames
    is_joined = tokens.folded[first][:1] in PROCLITICS and not is_known
    if before_speech is not None and not is_joined:
        return last
    follower = tokens.folded[last + 1] if last + 1 < len(tokens) else "."
    closes = follower in _NAME_CLOSERS or follower in words.particles["complementizer"]
    if after_comma and any(_is_unknown_definite(layout, at, words) for at in range(first + 1, last + 1)):
        return None  # «قال المدير، غرقت الباخرة»
    if after_comma:
        return last if closes and (last > first or len(tokens.folded[first]) > 3) else None
    if is_joined:
        return None
    if last == first:
        return last if closes and is_given else None
    if any(_is_unknown_definite(layout, at, words) for at in range(first + 1, last + 1)) and not is_given:
        return None  # «والتكنولوجي طويل الأمد»
    if _is_title_adjective(tokens.folded[before]) or opens_with_article(layout, first + 1):
        return last
    is_listed = tokens.folded[first + 1] in words.surnames  # «الممثلة شهرة أغداشلو»
    plain = is_listed or not _inflected_like_a_noun(layout, first, words)
    begins = plain and not any(_ends_like_a_feminine(layout, at, words) for at in range(first + 1, last + 1))
    begins = begins and _may_begin(layout, first, words, cues)
    return last if begins and _ends_a_speaker(layout, last + 1, words) else None


def _is_joined_or_verb(word: str, words: Words) -> bool:
    """«واغتصاب»، «بعفرين»، «يثير»: no first word of a name unless the lists have it."""
    if word in words.given_names or word in words.surnames:
        return False
    return word[:1] in "وف" or (word[:1] == "ي" and len(word) > 3 and not word.endswith("ي"))


def _end_before_speech(layout: Layout, first: int, words: Words, cues: CueLexicon, *, after_comma: bool) -> int | None:
    """The end of two to five words between a title and «إن» or a colon: whatever they look like, they are a name.

    «السفير فيليب لاليو: ...»، «الوزير، سام فتح، إن ...»: a title is definite, so nothing but the name of who bears it
    stands there without the article; no particle, number or adverb in -an, no other head noun, no listed verbal
    noun («وقف») first, which may be what is announced. Between commas a given name of the lists must come first.
    """
    tokens = layout.tokens
    between_commas = after_comma and tokens.folded[first] in words.given_names
    for at in range(first, min(first + LONGEST_NAME + 1, len(tokens))):
        if _is_before_speech(layout, at, words) or (between_commas and tokens.raw[at] in COMMAS):
            return at - 1 if at - 1 > first else None
        if at > first and is_hyphen(layout, at):
            continue
        if tokens.kinds[at] is not TokenKind.WORD or not _may_stand_in_name(layout, at, first, words, cues):
            return None
    return None


def _is_before_speech(layout: Layout, index: int, words: Words) -> bool:
    """A complementizer or colon, also behind a comma: what the person says begins here."""
    tokens = layout.tokens
    index += index + 1 < len(tokens) and tokens.raw[index] in COMMAS
    return tokens.raw[index] == ":" or tokens.folded[index] in words.particles["complementizer"]


def _may_stand_in_name(layout: Layout, index: int, first: int, words: Words, cues: CueLexicon) -> bool:
    word, raw = layout.tokens.folded[index], layout.tokens.raw[index]
    if word == ALI and is_preposition_ala(layout, index, words):
        return False
    if word in words.given_names or word in LINKS and index > first:
        return True
    if raw.endswith(TANWIN) or len(word) < 3 or word[:1] in "بل" and _is_noun_behind_particle(word[1:], words):
        return False
    hamza_tells = len(word) > 3 and word.startswith(ARTICLE) and not opens_with_article(layout, index)  # «ألان»
    if (word in words.ordinary or word in words.heads) and not hamza_tells:
        return False
    if word in words.particles["saying"] or word[:1] in "وف" and (index == first or words.head(word[1:]) is not None):
        return False  # «نقلت عن فلان | قوله إن»، «عمال إنقاذ | ومسعفون»
    if any(form.category in FINITE and form.number != "pl" and not form.entry.is_weak for form in cues.readings(word)):
        return False  # «وعرض الضابط صورا | قال إنها ...»
    if index == first:
        is_adverb = word.endswith("ا") and (_ADVERB.fullmatch(word) is not None or word[:-1] in words.heads)
        is_noun = word.endswith("ه") or word in words.verbal_nouns
        return not (opens_with_article(layout, index) or is_adverb or is_noun)
    return not _is_unknown_definite(layout, index, words) and not word.startswith(("لل", "بال", "وال"))


def _is_noun_behind_particle(word: str, words: Words) -> bool:
    return word in words.heads or words.looks_like_verbal_noun(word)


def _may_end_title(layout: Layout, index: int, words: Words, bodies: frozenset[int]) -> bool:
    """A definite noun or adjective, a known body or country, a closing bracket, or an owned title («والدها | ...»)."""
    word = layout.tokens.folded[index]
    if word in words.particles["relative_pronoun"] or word in words.particles["time"] and word not in _GENERAL:
        return False
    is_definite = has_article(word) and (not word.startswith(ARTICLE) or opens_with_article(layout, index))
    if is_definite or index in bodies or layout.tokens.raw[index] == ")":
        return True
    ends_in_owner = word.endswith(("ها", "هم")) or layout.tokens.ends_in_pronoun_heh(index)
    owned = words.head(word) if word not in words.heads and ends_in_owner else None
    return owned is not None and owned.kind_with_name is SpeakerKind.PERSON


def _end_of_unknown_name(layout: Layout, first: int, words: Words, cues: CueLexicon) -> int | None:
    tokens = layout.tokens
    last = first - 1
    while last - first + 1 < LONGEST_NAME and last + 1 < len(tokens):
        if last >= first and is_hyphen(layout, last + 1):
            last += 2
            continue
        word = tokens.folded[last + 1]
        if tokens.kinds[last + 1] is not TokenKind.WORD or (last < first and opens_with_article(layout, first)):
            break
        if word == ALI and is_preposition_ala(layout, last + 1, words):
            break
        short = len(word) == 2 and word not in words.ordinary
        linked = last >= first and word in words.particles["second_of_compound"]
        if not short and not linked and not may_be_name(word, words=words, cues=cues) and word not in LINKS:
            break
        last += 1
    return None if last < first or tokens.folded[last] in LINKS else last


def _is_title_adjective(word: str) -> bool:
    return word.startswith(ARTICLE) and word.endswith(("ي", "يه"))


def _has_title_before(layout: Layout, index: int, words: Words) -> bool:
    """A head noun of one person within ``TITLE_REACH`` tokens, in the same sentence and without another comma.

    Nouns that mostly name nobody («مسؤول»، «ناشط») count right before the name, with their article:
    «الناشط الحقوقي فلان».
    """
    tokens = layout.tokens
    start = layout.sentences[layout.sentence_of[index]].start
    for at in range(index, max(start, index - TITLE_REACH) - 1, -1):
        word = tokens.folded[at]
        if tokens.raw[at] in "،,:" and at != index or word in words.particles["complementizer"]:
            return False
        head = words.head(word)
        if head is None or head.kind_with_name is not SpeakerKind.PERSON:
            continue
        if head.group.startswith(("person", "anonymous.spokesman")):
            return True
        is_near = head.group.startswith("anonymous") and word.startswith(ARTICLE) and index - at < 3
        if is_near and word not in words.particles["people_plural"] and not word.endswith(_NOUN_ENDINGS):
            return True
    return False
