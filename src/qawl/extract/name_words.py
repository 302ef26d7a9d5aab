"""Which words may be part of a personal name, and how far a name runs from its first word.

Ordinary words end a name: particles, reporting verbs, verbal nouns, head nouns of other speakers, words that carry و.
"""

import re

from qawl.lexicon.cues import CueLexicon
from qawl.lexicon.words import Words
from qawl.text.layout import Layout
from qawl.text.tokens import ARTICLE, TokenKind

LONGEST_NAME = 5  # words
ALEF_MAKSURA = "\N{ARABIC LETTER ALEF MAKSURA}"
TEH_MARBUTA = "\N{ARABIC LETTER TEH MARBUTA}"
ALEF = "\N{ARABIC LETTER ALEF}"
ALI = "علي"
_LONGEST_IN_AT = 4
OWNED = "\N{ARABIC LETTER HEH}"
PROCLITICS = "وفبل"
_HYPHENS = frozenset({"-", "\N{EN DASH}"})
_HASHTAG_MARKS = frozenset({"#", "_"})
_HAMZA_ON_ALEF = "أإآ"
_SON = frozenset({"بن", "ابن", "ولد"})
_ADVERBS = re.compile("م..و.ا|م.ا..ا")  # accusative participles: «مصدوما»، «مخاطبا»
LINKS = frozenset(
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


def end_of_name(layout: Layout, first: int, words: Words, cues: CueLexicon) -> int:
    """Last token of the name that begins at ``first``."""
    tokens = layout.tokens
    last = first
    while last + 1 < len(tokens) and last - first + 1 < LONGEST_NAME:
        following = last + 1
        gap = tokens.text[tokens.ends[last] : tokens.starts[following]]
        if is_hyphen(layout, following):
            last = following + 1
            continue
        if tokens.raw[following] == "_" and following + 1 < len(tokens) and gap == "":
            following += 1  # a hashtag: «#أحمد_سالم»
        elif gap not in (" ", "\N{NO-BREAK SPACE}"):
            break
        if tokens.kinds[following] is not TokenKind.WORD:
            break
        word = tokens.folded[following]
        if is_adjective_after_name(layout, following, words) and tokens.folded[last] not in LINKS:
            break
        if word == ALI and is_preposition_ala(layout, following, words):
            break  # the preposition
        seconds = words.particles["second_of_compound"]
        linked = tokens.folded[last] in LINKS or word in seconds
        opens_compound = following + 1 < len(tokens) and tokens.folded[following + 1] in seconds  # «علوية | عز الدين»
        linked = linked or (opens_compound and word not in words.particles["preposition"])
        linked = linked or _is_noun_between_names(layout, following, words)
        if not linked and word not in LINKS and not may_be_name(word, words=words, cues=cues):
            break
        last = following
    while last > first and tokens.folded[last] in LINKS:
        last -= 1
    return last


def opens_with_article(layout: Layout, index: int) -> bool:
    """«العميد», not «أليكسي»: a hamza on the alef shows that the two letters are the name's own."""
    tokens = layout.tokens
    return tokens.folded[index].startswith(ARTICLE) and tokens.letters[index][:1] not in _HAMZA_ON_ALEF


def _is_noun_between_names(layout: Layout, index: int, words: Words) -> bool:
    """«فهد | طالب الشرفي»: a head noun without the article between a given name and a family name of the lists."""
    folded = layout.tokens.folded
    if folded[index] not in words.heads or folded[index - 1] not in words.given_names or index + 1 >= len(folded):
        return False
    return opens_with_article(layout, index + 1) and folded[index + 1] in words.surnames


def word_before(layout: Layout, index: int) -> int | None:
    """The token before ``index``; the mark of a hashtag («#أحمد_سالم») is stepped over."""
    before = index - 1
    while before >= 0 and layout.tokens.raw[before] in _HASHTAG_MARKS:
        before -= 1
    return before if before >= 0 else None


def carries_particle(layout: Layout, index: int) -> bool:
    """«لأنشطة»، «بإسناد»: a hamza on alef after و ف ب ل shows that the letter is a particle, not part of a name."""
    raw = layout.tokens.raw[index]
    return raw[:1] in PROCLITICS and raw[1:2] in _HAMZA_ON_ALEF


def is_preposition_ala(layout: Layout, index: int, words: Words) -> bool:
    """«على» and no Ali. In a text that dots every last yeh, a name must stand beside it to make it one."""
    tokens = layout.tokens
    if tokens.habits.tells_yeh:
        return tokens.letters[index].endswith(ALEF_MAKSURA)
    around = (tokens.folded[at] for at in (index - 1, index + 1) if 0 <= at < len(tokens))
    return not any(word in words.given_names or word in words.surnames for word in around)


def is_hyphen(layout: Layout, index: int) -> bool:
    """A dash between two words without spaces: «سام-وون»."""
    tokens = layout.tokens
    if tokens.folded[index] not in _HYPHENS or index + 1 >= len(tokens):
        return False
    return tokens.ends[index - 1] == tokens.starts[index] and tokens.ends[index] == tokens.starts[index + 1]


def is_adjective_after_name(layout: Layout, index: int, words: Words) -> bool:
    """«جنى سمرالي المتخصصة في ...»: with the article and ة a long word describes; names such as «العودة» are short."""
    word = layout.tokens.folded[index]
    ends_in_teh = layout.tokens.ends_in_teh(index)
    is_name = word in words.particles["masculine_with_teh"] or word in words.surnames
    is_name = is_name or layout.tokens.folded[index - 2] in _SON  # «عبد الله بن سالم الربيعة»
    return word.startswith(ARTICLE) and ends_in_teh and len(word) > 6 and not is_name


def may_be_name(word: str, *, words: Words, cues: CueLexicon) -> bool:
    """True when nothing speaks against ``word`` (folded) being part of a personal name."""
    if word in words.given_names:
        return True
    if len(word) < 3 or word in words.ordinary:
        return False
    if len(word) > 3 and word.endswith(("ته", "تها")) or len(word) > 4 and word.endswith(("هم", "ها")):
        return False
    if word[0] in PROCLITICS and word[1:3] == ARTICLE or word.startswith("لل"):
        return False
    if word[0] in "وف" and (word[1:] in words.ordinary or word[1:] in words.given_names or cues.readings(word)):
        return False
    if word in words.heads or words.looks_like_verbal_noun(word):
        return False
    if word[0] in "وف" and len(word) > 4 and words.head(word[1:]) is not None and word not in words.surnames:
        return False  # «فلان | ونظيره»
    if word[-1] == ALEF and (word[:-1] in words.heads or words.looks_like_verbal_noun(word[:-1])):
        return word in words.surnames  # accusative: «نشر فلان | تسجيلا»
    if word[-1] == ALEF and _ADVERBS.fullmatch(word):
        return word in words.surnames
    if (
        len(word) > _LONGEST_IN_AT
        and word.endswith("ات")
        and not word.startswith(ARTICLE)
        and word not in words.surnames
    ):
        return False  # «وصف فلان الفلاني | تصريحات ...»; «عرفات» is listed
    if word[0] in "بل" and (words.looks_like_verbal_noun(word[1:]) or word[1:] in words.heads):
        return False
    if word.startswith(ARTICLE) and words.looks_like_verbal_noun(word[2:]):
        return False
    return not any(form.category != "masdar" or word[-1:] == OWNED for form in cues.readings(word))
