"""Personal names that no list knows, found from given names, ranks, roles, patronymics and what introduces them.

A name begins at a given name of the list, at an unknown word right after a rank («العميد ذياب القبلي»), after a
reporting verb («وقال ريدان سمرالي، وهو تاجر») or after «يدعى», and goes on over given names, patronymics
(بن، أبو، آل، عبد) and family names, up to five words. Ordinary words end it: particles, reporting verbs, verbal
nouns, head nouns of other speakers, words that carry و.
"""

from collections.abc import Container, Mapping
from types import MappingProxyType

from qawl.extract.name_openers import TANWIN, end_after_introduction, end_after_title
from qawl.extract.name_words import (
    ALI,
    LINKS,
    carries_particle,
    end_of_name,
    is_preposition_ala,
    may_be_name,
    opens_with_article,
    word_before,
)
from qawl.lexicon.cues import FINITE, CueLexicon
from qawl.lexicon.words import Words
from qawl.text.layout import Layout
from qawl.text.memo import remembered
from qawl.text.tokens import ARTICLE, TokenKind

IN_FRONT_OF = "أمام"
SHORT_NAME = 3  # letters


def find_people(
    layout: Layout,
    *,
    words: Words,
    cues: CueLexicon,
    bodies: frozenset[int] = frozenset(),
    known: Mapping[int, int] = MappingProxyType({}),
    nisbas: Container[str] = (),
) -> dict[int, int]:
    """Token ranges of personal names (bare, without titles): first token -> last token.

    ``bodies`` are the tokens of known names that are no persons: a name ends before them. ``known`` are the token
    ranges of known persons: their family names count too, themselves are not repeated. ``nisbas`` are adjectives
    of countries: one that ends a name («أحمد الليبي») is no family name elsewhere.
    """
    tokens = layout.tokens
    people: dict[int, int] = {}
    index = 0
    never, folded, count = _never_begins(words), tokens.folded, len(tokens)
    only_with_hamza = _begins_only_with_hamza(words)
    while index < count:
        word = folded[index]
        if never[word] or (only_with_hamza[word] and opens_with_article(layout, index)):
            index += 1
            continue
        adjective = index > 0 and word in nisbas and not folded[index - 1].startswith(ARTICLE)
        last = None if index in bodies or adjective else _name_at(layout, index, words, cues, bodies)
        if last is None:
            index += 1
            continue
        last = next((at - 1 for at in range(index + 1, last + 1) if at in bodies), last)
        last = _end_of_known(layout, index, last, known, words)
        people[index] = last
        index = last + 1
    _add_repeated_names(layout, people)
    _add_family_names(layout, people, known=known, words=words, cues=cues, nisbas=nisbas)
    return people


def _end_of_known(layout: Layout, first: int, last: int, known: Mapping[int, int], words: Words) -> int:
    """A person whom the lists know ends where they end, unless another word of names follows."""
    end = known.get(first, last)
    if end >= last:
        return last
    following = layout.tokens.folded[end + 1]
    return last if following in words.given_names or following in words.surnames else end


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


def _add_family_names(
    layout: Layout,
    people: dict[int, int],
    *,
    known: Mapping[int, int],
    words: Words,
    cues: CueLexicon,
    nisbas: Container[str],
) -> None:
    """The last word of a full name, alone elsewhere in the article, is the same person: حفتر، الدويد."""
    tokens = layout.tokens
    ends = [last for first, last in (*people.items(), *known.items()) if last > first]
    seconds = words.particles["second_of_compound"]
    families = {
        tokens.folded[last]
        for last in ends
        if (last in known.values() or may_be_name(tokens.folded[last], words=words, cues=cues))
        and tokens.folded[last].removeprefix(ARTICLE) not in nisbas
        and tokens.folded[last] not in seconds
    }
    nouns = {tokens.folded[last] for last in ends} - families - seconds  # «عبدالرقيب فتح»
    doubtful = {name for name in families if len(name) <= SHORT_NAME or not may_be_name(name, words=words, cues=cues)}
    covered = {i for first, last in (*people.items(), *known.items()) for i in range(first, last + 1)}
    for index, word in enumerate(tokens.folded):
        if index in covered or tokens.kinds[index] is not TokenKind.WORD:
            continue
        if word in nouns and _says_right_here(layout, index, words, cues):
            people[index] = index
        if word in doubtful and not _is_beside_a_verb(layout, index, words, cues):
            continue
        bare = word[1:] if word[:1] in "وفلب" and word not in families else word
        is_hidden = word.startswith("لل") and ARTICLE + word[2:] in families
        if is_hidden or (bare in families and (bare == word or bare not in doubtful)):
            people[index] = index


def _says_right_here(layout: Layout, index: int, words: Words, cues: CueLexicon) -> bool:
    """«وقال | فتح إن ...»: a family name that is a noun too, between a reporting verb and «إن» or a colon."""
    tokens = layout.tokens
    if not 0 < index < len(tokens) - 1:
        return False
    following = tokens.folded[index + 1]
    opens = following in words.particles["complementizer"] or following == ":"
    return opens and any(form.category in FINITE for form in cues.readings(tokens.folded[index - 1]))


def _is_beside_a_verb(layout: Layout, index: int, words: Words, cues: CueLexicon) -> bool:
    """A short or ambiguous family name («ماي») counts alone only as the subject of a reporting verb."""
    folded = layout.tokens.folded
    beside = (folded[at] for at in (index - 1, index + 1) if 0 <= at < len(folded) and folded[at] not in words.heads)
    return any(form.category in FINITE for word in beside for form in cues.readings(word))


def _name_at(layout: Layout, first: int, words: Words, cues: CueLexicon, bodies: frozenset[int]) -> int | None:
    tokens = layout.tokens
    word = tokens.folded[first]
    if tokens.kinds[first] is not TokenKind.WORD or not _could_begin(layout, first, word, words):
        return None
    if word in words.particles["honorific"] and first + 1 < len(tokens):
        title = words.head(tokens.folded[first + 1])
        if title is not None and title.kind_with_name == "person":
            return None  # «سعادة السفير»
    if word == ALI and is_preposition_ala(layout, first, words) or tokens.raw[first].endswith(TANWIN):
        return None
    title = words.heads.get(word)
    honours = title is not None and title.is_rank and word not in words.particles["name_or_rank"]
    if honours and first + 1 < len(tokens) and opens_with_article(layout, first + 1):
        return None  # «معالي الأمين العام»
    if title is not None and opens_with_article(layout, first):
        return None  # «الأمين العام»: a title, though a name too
    titled = end_after_title(layout, first, words, cues, bodies)
    if titled is not None:
        return titled
    before = word_before(layout, first)
    if before is not None and _names_a_body(tokens.folded[before], words):
        return None
    known = word in words.given_names or _is_patronymic(layout, first, words) or _is_rank_as_name(layout, first, words)
    after_rank = before is not None and _is_rank(layout, before, words)
    if not known and not (after_rank and _may_follow_rank(layout, first, words)):
        return end_after_introduction(layout, first, words, cues)
    last = end_of_name(layout, first, words, cues)
    if last == first and not after_rank:
        return end_after_introduction(layout, first, words, cues)
    return last


@remembered
def _never_begins(word: str, words: Words) -> bool:
    """An ordinary word or a head noun, whatever stands around it: the cheapest question, answered first."""
    if word in words.given_names or word in LINKS or word.startswith(ARTICLE):
        return False
    return (word in words.ordinary or word in words.heads) and word not in words.particles["name_or_rank"]


@remembered
def _begins_only_with_hamza(word: str, words: Words) -> bool:
    """«العميد» begins no name, «أليكسي» may: the hamza that folding takes away tells article and name apart."""
    return word.startswith(ARTICLE) and word not in words.given_names and word not in LINKS


def _could_begin(layout: Layout, first: int, word: str, words: Words) -> bool:
    """The cheap question first: most words have the article, are ordinary, or are head nouns of other phrases."""
    if word in words.given_names or word in LINKS:
        return True
    if word.startswith(ARTICLE):
        return not opens_with_article(layout, first)
    if word in words.ordinary or word in words.heads:
        return word in words.particles["name_or_rank"]
    return True


def _is_rank_as_name(layout: Layout, first: int, words: Words) -> bool:
    """«رائد السمرالي»: a rank without its article before a family name is a given name; not «رائد الفضاء».

    A word for a time of day («صباح») needs a family name of the list: «صباح الثاني من ...» is none.
    """
    tokens = layout.tokens
    first_word = tokens.folded[first]
    if first_word not in words.particles["name_or_rank"] or first + 1 >= len(tokens):
        return False
    family = tokens.folded[first + 1]
    is_listed = family in words.surnames
    return family.startswith(ARTICLE) and (is_listed or (family.endswith("ي") and first_word not in words.ordinary))


def _names_a_body(before: str, words: Words) -> bool:
    """«مركز سنا»، «رابطة نجدة»: a given name right after a construct head of bodies or places is the body's name."""
    head = words.heads.get(before)
    if before.startswith(ARTICLE):
        return False
    named = head is not None and head.group.startswith(("organization", "outlet", "state"))
    return named or before in words.particles["named_place"]


def _may_follow_rank(layout: Layout, index: int, words: Words) -> bool:
    """After «العميد» any plain word that is no particle, title or verbal noun begins a name."""
    word = layout.tokens.folded[index]
    if len(word) < 3 or word.startswith(ARTICLE) or word in words.ordinary or word in words.heads:
        return False
    if carries_particle(layout, index):
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
