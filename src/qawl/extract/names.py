"""Personal names that no list knows, found from given names, ranks, roles and patronymics.

A name begins at a given name of the list, or at an unknown word right after a rank («العميد ذياب القبلي»),
and goes on over given names, patronymics (بن، أبو، آل، عبد) and family names, up to five words. Ordinary
words end it: particles, reporting verbs, verbal nouns, head nouns of other speakers, words that carry و.
"""

from qawl.lexicon.cues import CueLexicon
from qawl.lexicon.words import Words
from qawl.text.layout import Layout
from qawl.text.tokens import ARTICLE, TokenKind

LONGEST_NAME = 5  # words
_NAME_CLOSERS = frozenset({"،", ",", ":", "(", ")", ".", "-", '"', "«", "“", "”"})
ALEF_MAKSURA = "\N{ARABIC LETTER ALEF MAKSURA}"
ALI = "علي"
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

    ``bodies`` are the first tokens of known names that are no persons: a name ends before them.
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
    _add_family_names(layout, people, words=words, cues=cues)
    return people


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
    if first > 0 and _names_a_body(tokens.folded[first - 1], words):
        return None
    known = word in words.given_names or _is_patronymic(layout, first, words)
    after_rank = first > 0 and _is_rank(tokens.folded[first - 1], words)
    if not known and not (after_rank and _may_follow_rank(word, words)):
        return None
    last = _extend(layout, first, words, cues)
    if last == first and not after_rank:
        return None
    return last


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
    before = tokens.folded[first - 1] if first else ""
    after_noun = before.startswith(ARTICLE) and first + 1 < len(tokens) and tokens.folded[first + 1].startswith(ARTICLE)
    if first < 2 or not (after_comma or after_noun or _is_title_adjective(before)):
        return None
    if tokens.folded[first] in words.particles["complementizer"] or not _has_title_before(layout, first - 1, words):
        return None
    last = first - 1
    while last - first + 1 < LONGEST_NAME and last + 1 < len(tokens):
        word = tokens.folded[last + 1]
        if tokens.kinds[last + 1] is not TokenKind.WORD or (word.startswith(ARTICLE) and last < first):
            break
        if word == ALI and tokens.raw[last + 1].endswith(ALEF_MAKSURA):
            break
        short = last < first and len(word) == 2 and word not in words.ordinary
        if not short and not may_be_name(word, words=words, cues=cues) and word not in _LINKS:
            break
        last += 1
    if last < first or tokens.folded[last] in _LINKS:
        return None
    follower = tokens.folded[last + 1] if last + 1 < len(tokens) else "."
    closes = follower in _NAME_CLOSERS or follower in words.particles["complementizer"]
    if after_comma:
        return last if closes and (last > first or len(tokens.folded[first]) > 3) else None
    joined = tokens.folded[first][:1] in "وبلف" and tokens.folded[first] not in words.given_names and not after_noun
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


def _may_follow_rank(word: str, words: Words) -> bool:
    """After «العميد» any plain word that is no particle, title or verbal noun begins a name."""
    if len(word) < 3 or word.startswith(ARTICLE) or word in words.ordinary or word in words.heads:
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


def _is_rank(word: str, words: Words) -> bool:
    head = words.heads.get(word)
    return head is not None and head.is_rank


def _extend(layout: Layout, first: int, words: Words, cues: CueLexicon) -> int:
    """Last token of the name that begins at ``first``."""
    tokens = layout.tokens
    last = first
    while last + 1 < len(tokens) and last - first + 1 < LONGEST_NAME:
        following = last + 1
        gap = tokens.text[tokens.ends[last] : tokens.starts[following]]
        if tokens.folded[following] in ("-", "\N{EN DASH}") and gap == "" and following + 1 < len(tokens):
            last = following + 1
            continue
        if gap not in (" ", "\N{NO-BREAK SPACE}") or tokens.kinds[following] is not TokenKind.WORD:
            break
        word = tokens.folded[following]
        if word == ALI and tokens.raw[following].endswith(ALEF_MAKSURA):
            break  # the preposition
        linked = tokens.folded[last] in _LINKS or word in words.particles["second_of_compound"]
        if not linked and word not in _LINKS and not may_be_name(word, words=words, cues=cues):
            break
        last = following
    while last > first and tokens.folded[last] in _LINKS:
        last -= 1
    return last


def may_be_name(word: str, *, words: Words, cues: CueLexicon) -> bool:
    """True when nothing speaks against ``word`` (folded) being part of a personal name."""
    if word in words.given_names:
        return True
    if len(word) < 3 or word in words.ordinary:
        return False
    if len(word) > 3 and word.endswith(("ته", "تها")) or len(word) > 4 and word.endswith(("هم", "ها")):
        return False
    if word[0] in "وبلف" and word[1:3] == ARTICLE or word.startswith("لل"):
        return False
    if word[0] in "وف" and (word[1:] in words.ordinary or word[1:] in words.given_names or cues.readings(word)):
        return False
    if word in words.heads or words.looks_like_verbal_noun(word):
        return False
    if word[0] in "بل" and (words.looks_like_verbal_noun(word[1:]) or word[1:] in words.heads):
        return False
    if word.startswith(ARTICLE) and words.looks_like_verbal_noun(word[2:]):
        return False
    return not any(form.category != "masdar" for form in cues.readings(word))
