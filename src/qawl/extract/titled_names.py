"""The name that a title leads to: «الموفد الخاص للأمم المتحدة إلى الشرق الأوسط | كارم السمرالي».

A title may run over prepositions, bodies and places before the name comes. Read word by word it would end too
early; seen from the name, whatever stands between is the title as long as nothing there begins something else:
no verb, no complementizer, no other person, no time, and at most one comma, right before the name or its rank.
"""

from typing import TYPE_CHECKING

from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import ARTICLE, COMMAS, TokenKind, has_article

if TYPE_CHECKING:
    from qawl.extract.phrases import PhraseReader

REACH = 14  # tokens from the head noun to the name; longer titles were not met
_STOPPERS = ("complementizer", "relative", "contrast", "negation", "conditional", "subordinator", "interrogative")
_BEARERS = ("person", "outlet")
_INDEFINITE = frozenset({"احد", "احدي", "بعض", "عدد", "كل"})


def name_of_title(reader: "PhraseReader", first: int, last: int, limit: int) -> int | None:
    """The last token of the name that the title at ``first``..``last`` leads to before ``limit``; None without one."""
    head = reader.head_at(first)
    if head is None or head.kind_with_name not in _BEARERS or any(at in reader.people for at in range(first, last + 1)):
        return None
    tokens = reader.layout.tokens
    end = min(limit, first + REACH + 1)
    commas = 0
    transmits = head.kind == "outlet"  # «نقلت الوكالة | عن فلان»
    for index in range(first + 1, end):
        if index in reader.people:
            if _belongs_to_another(reader, index) or (commas and not _is_apposed(reader, index)):
                return None
            return reader.entities[index]
        word = tokens.folded[index]
        if transmits and word == "عن":
            return None
        if tokens.raw[index] in COMMAS:
            commas += 1
            if commas > 1 or index < last:
                return None
        elif index > last and not _may_stand_between(reader, index, word, commas):
            return None
    return None


def _may_stand_between(reader: "PhraseReader", index: int, word: str, commas: int) -> bool:
    """Part of a title: names of bodies and places, adjectives, construct nouns, prepositions, ranks."""
    tokens = reader.layout.tokens
    if index in reader.entities or _within_entity(reader, index):
        return not commas
    if tokens.kinds[index] is TokenKind.NUMBER or index in reader.times:
        return False
    if tokens.kinds[index] is TokenKind.MARK:
        return tokens.raw[index] in "()#_-" or tokens.raw[index] in QUOTATION_MARKS
    particles = reader.words.particles
    if any(word in particles[name] for name in _STOPPERS) or word in _INDEFINITE:
        return False
    if word in particles["medium"] and tokens.folded[index - 1] in particles["medium_preposition"]:
        return False
    if reader.is_finite_cue(index) or reader.looks_like_imperfect(index) or reader.is_owned(index):
        return False
    head = reader.head_at(index)
    if head is None and _opens_event(reader, word):
        return False
    if head is not None and head.kind_with_name == "person" and not head.is_rank:
        return not has_article(word) or (commas > 0 and index + 1 in reader.people)
    return not commas or (head is not None and head.is_rank)


def _opens_event(reader: "PhraseReader", word: str) -> bool:
    """«إلى | إطلاق»، «بالإفراج»: a verbal noun is what is said, no part of a title."""
    bare = word[1:] if word[:1] in ("ب", "ل") and len(word) > 4 else word
    return any(reader.words.looks_like_verbal_noun(w.removeprefix(ARTICLE)) for w in (word, bare))


def _belongs_to_another(reader: "PhraseReader", name: int) -> bool:
    """«عن فلان»، «حكومة فلان»: the name hangs on the word before it."""
    before = reader.layout.tokens.folded[name - 1]
    particles = reader.words.particles
    return name in reader.joined or before in particles["preposition"] or before in particles["led_by"]


def _within_entity(reader: "PhraseReader", index: int) -> bool:
    starts = (first for first in range(index, index - 8, -1) if first in reader.entities)
    return any(index <= reader.entities[first] for first in starts)


def _is_apposed(reader: "PhraseReader", name: int) -> bool:
    """After the comma only ranks stand before the name, and a comma, a time or what the speaker says follows it."""
    tokens = reader.layout.tokens
    following = reader.entities[name] + 1
    if following >= len(tokens):
        return True
    closes = tokens.raw[following] in COMMAS or tokens.raw[following] in ':"«“' or following in reader.times
    return closes or tokens.folded[following] in reader.words.particles["complementizer"]
