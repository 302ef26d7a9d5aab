"""Phrases that name nobody but mean somebody known: «النظام» in news of Syria, «الرئيس الأميركي» in 2018.

A descriptive name of the actor files counts only in news of the countries it is listed for, when one actor
alone fits. A title without a name counts for the one person who held that office in the year of publication.
Both give the record an entity and keep the outlet's own words as the name on the interchange line.
"""

from collections import Counter
from collections.abc import Iterable

from qawl.extract.entities import FoundName
from qawl.lexicon.known import KnownEntity, KnownNames, words_of


class KnownSpeakers:
    """Looks such phrases up for one article."""

    def __init__(self, known: KnownNames, names: Iterable[FoundName], *, year: int | None) -> None:
        self._known = known
        self._year = year
        named = [name.form.entity for name in names]
        self._named = {entity.id for entity in named}
        counts = Counter(entity.country for entity in named if entity.country)
        self._countries = [country for country, _ in counts.most_common(2)]

    def described(self, phrase: str) -> KnownEntity | None:
        """The actor that a descriptive phrase means where the news is from; None when none or several fit."""
        words = words_of(phrase)
        if not words:
            return None
        for country in self._countries:
            fitting = {
                form.entity.id: form.entity
                for form in self._known.descriptive.get(words[0], ())
                if form.words == words and country in form.countries
            }
            if len(fitting) == 1:
                return next(iter(fitting.values()))
        return None

    def holder(self, title: str) -> KnownEntity | None:
        """The person who held the office in the year of publication; None when unknown or not one alone.

        A title that is cut short means somebody only where the article names the body, or the person.
        """
        if self._year is None:
            return None
        holders = {
            entity.id: entity
            for entity, since, until, body in self._known.offices.get(words_of(title), ())
            if (since is None or since <= self._year) and (until is None or self._year <= until)
            if body is None or not self._named.isdisjoint((body, entity.id))
        }
        return next(iter(holders.values())) if len(holders) == 1 else None
