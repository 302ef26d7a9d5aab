"""Personal names that no list knows, found from given names, ranks, roles, patronymics and what introduces them.

A name begins at a given name of the list, at an unknown word right after a rank («العميد ذياب القبلي»), after a
reporting verb («وقال وديان سمرالي، وهو تاجر») or after «يدعى», and goes on over given names, patronymics
(بن، أبو، آل، عبد) and family names, up to five words. Ordinary words end it: particles, reporting verbs, verbal
nouns, head nouns of other speakers, words that carry و.
"""

from qawl.lexicon.cues import FINITE, CueLexicon
from qawl.lexicon.words import Words
from qawl.model.statement import SpeakerKind
from qawl.text.layout import Layout
from qawl.text.tokens import ARTICLE, TokenKind

LONGEST_NAME = 5  # words
_NAME_CLOSERS = frozenset({"،", ",", ":", "(", ")", ".", "-", '"', "«", "“", "”"})
ALEF_MAKSURA = "\N{ARABIC LETTER ALEF MAKSURA}"
TEH_MARBUTA = "\N{ARABIC LETTER TEH MARBUTA}"
ALI = "علي"
IN_FRONT_OF = "أمام"
OWNED = "\N{ARABIC LETTER HEH}"
_HYPHENS = frozenset({"-", "\N{EN DASH}"})
_HASHTAG_MARKS = frozenset({"#", "_"})
_PROCLITICS = "وفبل"
_HAMZA_ON_ALEF = "أإآ"
_NOUN_ENDINGS = ("ات", "ون", "ين")
_AFTER_SPEAKERS = ("complementizer", "preposition", "relative", "time")
_LINKS = frozenset(
    {
        "بن",
        "ابن",
        "ابو",
        "ابي",
        "ام",
        "ال",
        "عبد",
        "بو",
        "ولد",
        "اولد",
        "سيدي",
        "ذو",
        "دي",
        "فان",
        "فون",
        "لا",
        "لو",
        "دو",
        "ماك",
    }
)


def find_people(
    layout: Layout, *, words: Words, cues: CueLexicon, bodies: frozenset[int] = frozenset()
) -> dict[int, int]:
    """Token ranges of personal names (bare, without titles): first token -> last token.

    ``bodies`` are the tokens of known names that are no persons: a name ends before them.
    """
    tokens = layout.tokens
    people: dict[int, int] = {}
    index = 0
    while index < len(tokens):
        last = None if index in bodies else _name_at(layout, index, words, cues)
        if last is None:
            index += 1
            continue
        last = next((at - 1 for at in range(index + 1, last + 1) if at in bodies), last)
        people[index] = last
        index = last + 1
    _add_repeated_names(layout, people)
    _add_family_names(layout, people, words=words, cues=cues)
    return people


def _add_repeated_names(layout: Layout, people: dict[int, int]) -> None:
    """A full name met once is that name wherever its words stand again, introduced or not."""
    folded = layout.tokens.folded
    by_first: dict[str, set[tuple[str, ...]]] = {}
    for first, last in people.items():
        if last > first:
            by_first.setdefault(folded[first], set()).add(tuple(folded[first : last + 1]))
    covered = {i for first, last in people.items() for i in range(first, last + 1)}
    for index, word in enumerate(folded):
        for name in sorted(by_first.get(word, ()), key=len, reverse=True):
            end = index + len(name)
            if tuple(folded[index:end]) == name and covered.isdisjoint(range(index, end)):
                people[index] = end - 1
                covered.update(range(index, end))
                break


def _add_family_names(layout: Layout, people: dict[int, int], *, words: Words, cues: CueLexicon) -> None:
    """The last word of a full name, alone elsewhere in the article, is the same person: حفتر، الدويد."""
    tokens = layout.tokens
    families = {
        tokens.folded[last]
        for first, last in people.items()
        if last > first
        and may_be_name(tokens.folded[last], words=words, cues=cues)
        and len(tokens.folded[last]) > 3
        and tokens.folded[last] not in words.particles["second_of_compound"]
    }
    covered = {i for first, last in people.items() for i in range(first, last + 1)}
    for index, word in enumerate(tokens.folded):
        if index in covered or tokens.kinds[index] is not TokenKind.WORD:
            continue
        bare = word[1:] if word[:1] in "وفلب" and word not in families else word
        if bare in families or (word.startswith("لل") and ARTICLE + word[2:] in families):
            people[index] = index


def _name_at(layout: Layout, first: int, words: Words, cues: CueLexicon) -> int | None:
    tokens = layout.tokens
    if tokens.kinds[first] is not TokenKind.WORD:
        return None
    word = tokens.folded[first]
    if tokens.raw[first].endswith(ALEF_MAKSURA) and word == ALI:
        return None
    titled = _end_after_title(layout, first, words, cues)
    if titled is not None:
        return titled
    before = _word_before(layout, first)
    if before is not None and _names_a_body(tokens.folded[before], words):
        return None
    known = word in words.given_names or _is_patronymic(layout, first, words)
    after_rank = before is not None and _is_rank(layout, before, words)
    if not known and not (after_rank and _may_follow_rank(layout, first, words)):
        return _end_after_introduction(layout, first, words, cues)
    last = _extend(layout, first, words, cues)
    if last == first and not after_rank:
        return _end_after_introduction(layout, first, words, cues)
    return last


def _word_before(layout: Layout, index: int) -> int | None:
    """The token before ``index``; the mark of a hashtag («#أحمد_سالم») is stepped over."""
    before = index - 1
    while before >= 0 and layout.tokens.raw[before] in _HASHTAG_MARKS:
        before -= 1
    return before if before >= 0 else None


def _end_after_introduction(layout: Layout, first: int, words: Words, cues: CueLexicon) -> int | None:
    """The end of a name right after a reporting verb or «يدعى»: «وقال وديان سمرالي كبير المحللين إن ...».

    One word must be a name of the lists; more words may all be unknown. What follows must be what follows a
    speaker: a mark, a complementizer, a title, a preposition, a relative pronoun.
    """
    tokens = layout.tokens
    before = _word_before(layout, first)
    if before is None or layout.sentence_of[before] != layout.sentence_of[first]:
        return None
    named = tokens.folded[before] in words.particles["called"]
    readings = () if words.head(tokens.folded[before]) is not None else cues.readings(tokens.folded[before])
    speaks = any(form.category in FINITE and not form.has_object for form in readings)
    if not (named or speaks) or not _may_begin(layout, first, words, cues):
        return None
    last = _extend(layout, first, words, cues)
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
    if word.startswith(ARTICLE) or len(word) < 3 and word not in _LINKS:
        return False
    if _carries_particle(layout, first):
        return False
    if word.endswith("ا") and not (word in words.given_names or word in words.surnames):
        return False  # «طفلا صغيرا»
    if word in words.heads:
        return False
    return word in _LINKS or word in words.surnames or may_be_name(word, words=words, cues=cues)


def _carries_particle(layout: Layout, index: int) -> bool:
    """«لأنشطة»، «بإسناد»: a hamza on alef after و ف ب ل shows that the letter is a particle, not part of a name."""
    raw = layout.tokens.raw[index]
    return raw[:1] in _PROCLITICS and raw[1:2] in _HAMZA_ON_ALEF


def _inflected_like_a_noun(layout: Layout, index: int, words: Words) -> bool:
    """«مزارعون»، «تفاصيل جديدة»، «أعدادا»: endings that unknown names do not have."""
    word, raw = layout.tokens.folded[index], layout.tokens.raw[index]
    if word in words.given_names or word in words.surnames or word in words.particles["masculine_with_teh"]:
        return False
    if raw.endswith(("اً", "ًا")):
        return True
    return raw.endswith((TEH_MARBUTA, *_NOUN_ENDINGS)) and not (word.startswith(ARTICLE) and len(word) < 7)


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


def _names_a_body(before: str, words: Words) -> bool:
    """«مركز سنا»، «رابطة نجدة»: a given name right after a construct head of bodies or places is the body's name."""
    head = words.heads.get(before)
    if before.startswith(ARTICLE):
        return False
    named = head is not None and head.group.startswith(("organization", "outlet", "state"))
    return named or before in words.particles["named_place"]


def _end_after_title(layout: Layout, first: int, words: Words, cues: CueLexicon) -> int | None:
    """The end of a name that no list knows, right after a title: «الرئيس الأميركي جو فلان»، «الوزير، سام فلان،».

    After a comma the name must run up to another comma, a mark that closes it or a complementizer; after the
    adjective of a title it must have two words.
    """
    tokens = layout.tokens
    after_comma = first > 1 and tokens.raw[first - 1] in "،,"
    at_before = _word_before(layout, first)
    before = tokens.folded[at_before] if at_before is not None else ""
    after_noun = before.startswith(ARTICLE) and first + 1 < len(tokens) and tokens.folded[first + 1].startswith(ARTICLE)
    before_head = words.heads.get(before) if before.startswith(ARTICLE) else None
    after_head = before_head is not None and before_head.group == "person.role"
    if first < 2 or not (after_comma or after_noun or after_head or _is_title_adjective(before)):
        return None
    if tokens.folded[first] in words.particles["complementizer"] or not _has_title_before(layout, first - 1, words):
        return None
    last = first - 1
    while last - first + 1 < LONGEST_NAME and last + 1 < len(tokens):
        if last >= first and _is_hyphen(layout, last + 1):
            last += 2
            continue
        word = tokens.folded[last + 1]
        if tokens.kinds[last + 1] is not TokenKind.WORD or (word.startswith(ARTICLE) and last < first):
            break
        if word == ALI and tokens.raw[last + 1].endswith(ALEF_MAKSURA):
            break
        short = len(word) == 2 and word not in words.ordinary
        if not short and not may_be_name(word, words=words, cues=cues) and word not in _LINKS:
            break
        last += 1
    if last < first or tokens.folded[last] in _LINKS:
        return None
    follower = tokens.folded[last + 1] if last + 1 < len(tokens) else "."
    closes = follower in _NAME_CLOSERS or follower in words.particles["complementizer"]
    if after_comma:
        return last if closes and (last > first or len(tokens.folded[first]) > 3) else None
    unknown = tokens.folded[first] not in words.given_names and not after_noun
    if after_head and not (_may_begin(layout, first, words, cues) and _ends_a_speaker(layout, last + 1, words)):
        return None
    joined = _carries_particle(layout, first) or (unknown and tokens.folded[first][:1] in _PROCLITICS)
    return last if last > first and not joined else None


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


def _may_follow_rank(layout: Layout, index: int, words: Words) -> bool:
    """After «العميد» any plain word that is no particle, title or verbal noun begins a name."""
    word = layout.tokens.folded[index]
    if len(word) < 3 or word.startswith(ARTICLE) or word in words.ordinary or word in words.heads:
        return False
    if _carries_particle(layout, index):
        return False
    return not words.looks_like_verbal_noun(word)


def _is_patronymic(layout: Layout, index: int, words: Words) -> bool:
    tokens = layout.tokens
    if index + 1 >= len(tokens):
        return False
    if tokens.folded[index] == "ام":
        return tokens.folded[index + 1] in words.given_names
    if tokens.folded[index] not in ("ابو", "عبد", "بن"):
        return False
    adjacent = tokens.starts[index + 1] - tokens.ends[index] == 1
    return adjacent and tokens.kinds[index + 1] is TokenKind.WORD


def _is_rank(layout: Layout, index: int, words: Words) -> bool:
    """«العميد»، «د»; «أمام» with its hamza above is the preposition and no imam."""
    head = words.heads.get(layout.tokens.folded[index])
    return head is not None and head.is_rank and not layout.tokens.raw[index].startswith(IN_FRONT_OF)


def _extend(layout: Layout, first: int, words: Words, cues: CueLexicon) -> int:
    """Last token of the name that begins at ``first``."""
    tokens = layout.tokens
    last = first
    while last + 1 < len(tokens) and last - first + 1 < LONGEST_NAME:
        following = last + 1
        gap = tokens.text[tokens.ends[last] : tokens.starts[following]]
        if _is_hyphen(layout, following):
            last = following + 1
            continue
        if tokens.raw[following] == "_" and following + 1 < len(tokens) and gap == "":
            following += 1  # a hashtag: «#أحمد_سالم»
        elif gap not in (" ", "\N{NO-BREAK SPACE}"):
            break
        if tokens.kinds[following] is not TokenKind.WORD:
            break
        word = tokens.folded[following]
        if _is_adjective_after_name(layout, following, words) and tokens.folded[last] not in _LINKS:
            break
        if word == ALI and tokens.raw[following].endswith(ALEF_MAKSURA):
            break  # the preposition
        linked = tokens.folded[last] in _LINKS or word in words.particles["second_of_compound"]
        if not linked and word not in _LINKS and not may_be_name(word, words=words, cues=cues):
            break
        last = following
    while last > first and tokens.folded[last] in _LINKS:
        last -= 1
    return last


def _is_hyphen(layout: Layout, index: int) -> bool:
    """A dash between two words without spaces: «سام-وون»."""
    tokens = layout.tokens
    if tokens.folded[index] not in _HYPHENS or index + 1 >= len(tokens):
        return False
    return tokens.ends[index - 1] == tokens.starts[index] and tokens.ends[index] == tokens.starts[index + 1]


def _is_adjective_after_name(layout: Layout, index: int, words: Words) -> bool:
    """«جنى سمرالي المتخصصة في ...»: with the article and ة a long word describes; names such as «العودة» are short."""
    word = layout.tokens.folded[index]
    ends_in_teh = layout.tokens.raw[index].endswith(TEH_MARBUTA)
    is_name = word in words.particles["masculine_with_teh"]
    return word.startswith(ARTICLE) and ends_in_teh and len(word) > 6 and not is_name


def may_be_name(word: str, *, words: Words, cues: CueLexicon) -> bool:
    """True when nothing speaks against ``word`` (folded) being part of a personal name."""
    if word in words.given_names:
        return True
    if len(word) < 3 or word in words.ordinary:
        return False
    if len(word) > 3 and word.endswith(("ته", "تها")) or len(word) > 4 and word.endswith(("هم", "ها")):
        return False
    if word[0] in _PROCLITICS and word[1:3] == ARTICLE or word.startswith("لل"):
        return False
    if word[0] in "وف" and (word[1:] in words.ordinary or word[1:] in words.given_names or cues.readings(word)):
        return False
    if word in words.heads or words.looks_like_verbal_noun(word):
        return False
    if word[0] in "بل" and (words.looks_like_verbal_noun(word[1:]) or word[1:] in words.heads):
        return False
    if word.startswith(ARTICLE) and words.looks_like_verbal_noun(word[2:]):
        return False
    return not any(form.category != "masdar" or word[-1:] == OWNED for form in cues.readings(word))
