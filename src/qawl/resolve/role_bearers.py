"""Who bears a role that a phrase names without a name: «سفير روسيا في لبنان»، «المسؤول الأممي».

A role is compared with the titles that names of the article carry, word by word without articles and endings of
nisbas; roles of different countries are different roles. A vague role («المسؤول الأممي») says no more than that the
speaker is a person already known.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from qawl.model.statement import Speaker
from qawl.resolve.person_titles import SpeakerContext, without_article
from qawl.text.tokens import ARTICLE

LEAST_SHARED = 0.6  # of the words of two titles of one person
_NISBA_ENDINGS = ("يه", "ي", "يا", "ا")


def bearer_of_title(
    context: SpeakerContext, titles: Sequence[tuple[set[str], Speaker]], phrase: Sequence[str]
) -> Speaker | None:
    """The person whose title shares most words with ``phrase`` (folded words), with the share as score."""
    words = {_stem(word) for word in phrase if len(word) > 2}
    best: tuple[float, Speaker] | None = None
    for carried, speaker in titles:
        title = {_stem(word) for word in carried}
        shared = len(words & title)
        same_noun = _stem(phrase[0]) in title
        if not same_noun and shared < 2 or _of_other_countries(context, phrase, carried):
            continue
        share = shared / (min(len(words), len(title)) if same_noun and shared > 1 else len(words))
        if share >= LEAST_SHARED and (best is None or share > best[0]):
            best = (share, speaker)
    return None if best is None else replace(best[1], score=best[0])


def is_vague_role(context: SpeakerContext, first: int, last: int) -> bool:
    """True for a definite vague role and its adjectives, without a name: «الباحث والكاتب الليبي»."""
    folded = context.layout.tokens.folded[first : last + 1]
    if folded[0].removeprefix(ARTICLE) not in context.words.particles["vague_role"]:
        return False
    described = all(word.removeprefix("و").startswith(ARTICLE) for word in folded)
    return described and not any(at in context.people for at in range(first, last + 1))


def _of_other_countries(context: SpeakerContext, phrase: Iterable[str], title: Iterable[str]) -> bool:
    """«وزارة الخارجية الإيرانية» is not that of China: both name countries, and none of them is the same."""
    spoken, carried = _countries(context, map(without_article, phrase)), _countries(context, title)
    return bool(spoken) and bool(carried) and spoken.isdisjoint(carried)


def _countries(context: SpeakerContext, words: Iterable[str]) -> set[str]:
    nisbas = context.known.nisbas
    masculine = (word.removesuffix("ه") for word in words)
    return {nisbas[word] for word in masculine if word in nisbas}


def _stem(word: str) -> str:
    """A folded word of a title without its article and the ending of a nisba: السفير الروسي ~ سفير روسيا."""
    bare = without_article(word)
    for ending in _NISBA_ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= 3:
            return bare.removesuffix(ending)
    return bare
