"""By which name a known actor goes in one article.

The shortest unambiguous name of the article is wanted, organisations by their full one: «المرصد» alone takes the name
of the list («المرصد السوري لحقوق الإنسان»), a name of one word that is no part of it («البنتاغون», «سانا») is a name
of its own, and where the article has both, they stand together: «وكالة الأنباء السورية (سانا)».
"""

from qawl.lexicon.known import KnownEntity, words_of
from qawl.resolve.antecedents import spelled_name
from qawl.resolve.person_titles import SpeakerContext, clean_name, without_article


class EntityNames:
    """The spellings of each known actor in one article."""

    def __init__(self, context: SpeakerContext) -> None:
        self._spellings: dict[str, list[str]] = {}
        for name in context.names:
            if name.form.entity.category in ("actor", "country"):
                found = self._spellings.setdefault(name.form.entity.id, [])
                found.append(clean_name(spelled_name(context, name)))

    def of(self, entity: KnownEntity, spelled: str) -> str:
        """The name to print for an actor that stands as ``spelled`` in the text."""
        others = self._spellings.get(entity.id, [])
        if entity.category == "country":  # «المملكة المغربية», where the article also says «المغرب»
            return next((name for name in others if name == entity.name_ar), spelled)
        own = next((name for name in others if _is_a_name_of_its_own(name, entity)), None)
        full = max((name for name in others if " " in name), key=len, default=None)
        if own is not None and full is not None:
            return full if own in full else f"{full} ({own})"
        if own is not None:
            return own
        return spelled if " " in spelled else entity.name_ar


def _is_a_name_of_its_own(spelled: str, entity: KnownEntity) -> bool:
    """One word that is none of the words of the full name, and no plural («الحوثيون»)."""
    if spelled.endswith(("يون", "يين")):
        return False
    words = {without_article(word) for word in words_of(spelled)}
    return len(words) == 1 and words.isdisjoint(without_article(word) for word in words_of(_without_brackets(entity)))


def _without_brackets(entity: KnownEntity) -> str:
    return entity.name_ar.split(" (")[0]
