"""For whom somebody speaks, as only this article says it.

No list knows every observatory. An article names one in full, once, and then writes «مدير المرصد فلان» or plain
«المرصد»: the head noun with the article, or the first words of the name. Where the head fits exactly one institution
of the article, it is that one; where it fits two, it is nobody's.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from qawl.model.document import Document
from qawl.model.statement import Speaker, SpeakerKind, Statement
from qawl.text.fold import fold_text

_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_CLITICS = "\N{ARABIC LETTER LAM}\N{ARABIC LETTER BEH}\N{ARABIC LETTER WAW}"
_INSTITUTIONS = frozenset({SpeakerKind.ORGANIZATION, SpeakerKind.OUTLET, SpeakerKind.STATE})
_LONGEST = 7


@dataclass(frozen=True, slots=True)
class Institutions:
    """The institutions that one article names: keys by the words of their names, and persons by their institution."""

    names: dict[tuple[str, ...], str]
    people: dict[str, str]

    def of(self, speaker: Speaker) -> str | None:
        """The key of the institution that a speaker stands for; None when the article does not say."""
        name = fold_text(speaker.name)
        if speaker.kind is SpeakerKind.PERSON:
            return self.people.get(name)
        own = tuple(name.split())
        key = self.named(own)
        return key if key is not None and key != f"name:{name}" else None

    def named(self, words: tuple[str, ...]) -> str | None:
        """The one institution that these words name: its whole name, its first words, or its head with the article."""
        if words in self.names:
            shorter = {key for name, key in self.names.items() if len(name) > len(words) and _is_short_for(words, name)}
            return shorter.pop() if len(shorter) == 1 else self.names[words]
        found = {key for name, key in self.names.items() if _is_short_for(words, name)}
        return found.pop() if len(found) == 1 else None


def institutions_of(statements: Iterable[Statement], document: Document) -> Institutions:
    """What an article says about who speaks for whom."""
    speakers = [statement.speaker for statement in statements if not statement.speaker.is_private]
    names: dict[tuple[str, ...], str] = {}
    outlet = tuple(fold_text(document.outlet.name or document.outlet.id).split())
    if outlet:
        names[outlet] = f"outlet:{document.outlet.id}"
    for speaker in speakers:
        words = tuple(fold_text(speaker.name).split())
        if speaker.kind in _INSTITUTIONS and words and len(words) <= _LONGEST:
            names.setdefault(words, speaker.entity or f"name:{' '.join(words)}")
    found = Institutions(names, {})
    people: dict[str, set[str]] = {}
    for speaker in speakers:
        key = _behind(speaker, found) if speaker.kind is SpeakerKind.PERSON and speaker.entity is None else None
        if key is not None:
            people.setdefault(fold_text(speaker.name), set()).add(key)
    return Institutions(names, {name: keys.pop() for name, keys in people.items() if len(keys) == 1})


def _behind(speaker: Speaker, found: Institutions) -> str | None:
    """The institution inside a role: «مدير مرصد الضفة», «المتحدث باسم المرصد», «رييس رابطة نجدة فلان»."""
    for text in (speaker.affiliation, speaker.role, speaker.name):
        words = fold_text(text).split()
        for start in range(len(words)):
            for end in range(len(words), start, -1):
                key = _whole_or_head(tuple(words[start:end]), found)
                if key is not None:
                    return key
    return None


def _whole_or_head(words: tuple[str, ...], found: Institutions) -> str | None:
    """A whole name of two words or more, or a head with the article («المرصد»), which one institution has."""
    if len(words) > 1:
        return found.names.get(words)
    head = words[0].lstrip(_CLITICS) if words[0][1:].startswith(_ARTICLE) else words[0]
    return found.named((head,)) if head.startswith(_ARTICLE) and len(head) > len(_ARTICLE) + 2 else None


def _is_short_for(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """«المرصد» for «مرصد الضفة», «شبكة نهر» for «شبكة نهر الإخبارية»; a name is not short for itself."""
    if not words or len(words) >= len(name):
        return False
    if name[: len(words)] == words:
        return True
    return len(words) == 1 and words[0] in (name[0], _ARTICLE + name[0])
