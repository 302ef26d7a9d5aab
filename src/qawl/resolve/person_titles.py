"""The titles that names of an article carry: «المتحدث باسم الجيش» leads back to the name beside it.

A title stands right before a name (ranks in between are stepped over) or after it behind a comma; it is
kept as its set of words, so that a later, shorter or reordered title still finds its holder.
"""

from collections.abc import Sequence

from qawl.extract.entities import FoundName
from qawl.lexicon.known import KnownNames
from qawl.lexicon.words import Words
from qawl.model.statement import Speaker, SpeakerKind
from qawl.text.layout import Layout
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.record import record
from qawl.text.tokens import COMMAS, has_article

_IN_THE_NAME_OF = frozenset({"باسم", "باسمه", "بلسان"})
CLOSERS = frozenset({":", ".", *COMMAS})


@record
class SpeakerContext:
    """What of one article speakers are resolved against; ``year`` is that of publication."""

    layout: Layout
    words: Words
    known: KnownNames
    names: Sequence[FoundName]
    people: dict[int, int]
    year: int | None = None


def titles_of_people(context: SpeakerContext) -> list[tuple[set[str], Speaker]]:
    """Titles that stand right before or after a name, with the person."""
    tokens = context.layout.tokens
    known_at = {name.first: name for name in context.names if name.form.entity.category == "person"}
    found: list[tuple[set[str], Speaker]] = []
    starts = dict(context.people) | {name.first: name.last for name in known_at.values()}
    for first, last in sorted(starts.items()):
        title = _title_before(context, first) | _title_after(context, last)
        if not title:
            continue
        entity = known_at[first].form.entity if first in known_at else None
        name = clean_name(tokens.span(first, last).of(tokens.text))
        speaker = Speaker(
            entity.name_ar if entity else name, name, SpeakerKind.PERSON, entity=entity.id if entity else None
        )
        found.append((title, speaker))
    return found


def _title_before(context: SpeakerContext, first: int) -> set[str]:
    """Words of the title before a name, back to its head noun; a rank right before the name is stepped over."""
    tokens = context.layout.tokens
    limit = context.layout.sentences[context.layout.sentence_of[first]].start
    end = first - 1
    while end > limit and (_has_rank(context, end, end + 1) or tokens.raw[end] in COMMAS):
        end -= 1
    if end < limit or not _may_end_a_title(context, end):
        return set()
    title: set[str] = set()
    best: set[str] = set()
    for index in range(end, max(limit, first - 15) - 1, -1):
        word = tokens.folded[index]
        if tokens.raw[index] in CLOSERS or word in context.words.particles["complementizer"]:
            break
        if best and word in _IN_THE_NAME_OF:
            break  # «متحدث | باسم رئيسة الوزراء فلانة»: the name is hers, and no spokesman's
        if len(word) > 2:
            title.add(without_article(word))
        head = context.words.head(word)
        if head is not None and head.kind_with_name is SpeakerKind.PERSON:
            best = set(title)
    return best | _ranks(context, end + 1, first)


def _may_end_a_title(context: SpeakerContext, index: int) -> bool:
    """A name hangs on «عن» or «مطالب» right before it; a title ends with its noun, an adjective or a known name."""
    tokens = context.layout.tokens
    word = tokens.folded[index]
    if tokens.raw[index] in QUOTATION_MARKS or tokens.raw[index] == ")":
        return True
    if word in context.words.particles["preposition"] or word in context.words.particles["led_by"]:
        return False
    if any(name.first <= index <= name.last and name.form.entity.category != "person" for name in context.names):
        return True
    return has_article(word) or context.words.head(word) is not None


def _ranks(context: SpeakerContext, first: int, last: int) -> set[str]:
    folded = context.layout.tokens.folded
    return {without_article(folded[at]) for at in range(first, last) if len(folded[at]) > 2}


def _has_rank(context: SpeakerContext, first: int, last: int) -> bool:
    heads = (context.words.heads.get(context.layout.tokens.folded[i]) for i in range(first, last))
    return any(head is not None and head.is_rank for head in heads)


def _title_after(context: SpeakerContext, last: int) -> set[str]:
    tokens = context.layout.tokens
    index = last + 1
    if index < len(tokens) and tokens.raw[index] in "،,":
        index += 1
    if index >= len(tokens):
        return set()
    word = tokens.folded[index]
    head = context.words.heads.get(word)
    if head is None or head.kind_with_name is not SpeakerKind.PERSON:
        return set()
    title: set[str] = set()
    for at in range(index, min(index + 8, len(tokens))):
        if tokens.raw[at] in "،,:." or tokens.folded[at] in context.words.particles["complementizer"]:
            break
        if len(tokens.folded[at]) > 2:
            title.add(without_article(tokens.folded[at]))
    return title


def clean_name(text: str) -> str:
    """A name for people to read: no quotation marks, hashes or line ends."""
    for mark in (*QUOTATION_MARKS, "#", "(", ")"):
        text = text.replace(mark, "")
    return " ".join(text.replace("_", " ").split()).strip("،,:. -")


def without_article(word: str) -> str:
    """A folded word without conjunction-free article: what anaphors are compared by."""
    if word.startswith("لل"):
        return word[2:]
    return word.removeprefix("ال")
