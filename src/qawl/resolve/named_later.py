"""A role that is named only afterwards: «قال متحدث باسم الرئاسة ... وأضاف كارم السمرالي ...».

News often brings an official in by his role and gives the name, bare, in a later sentence. A bare name that is new
to the article, right after statements of one unnamed role, is the name of that role's bearer when the verb goes on
with what was being said («وأضاف»), or when no list knows the name and nobody else spoke in between.
"""

from collections.abc import Sequence
from dataclasses import replace

from qawl.extract.findings import FoundStatement
from qawl.model.statement import Speaker, SpeakerKind
from qawl.resolve.person_titles import SpeakerContext
from qawl.text.tokens import COMMAS

_AND_HE = frozenset({"وهو", "وهي"})
_UNNAMED = (SpeakerKind.ANONYMOUS, SpeakerKind.PERSON)


def name_earlier_roles(
    context: SpeakerContext, statements: Sequence[FoundStatement], speakers: Sequence[Speaker]
) -> list[Speaker]:
    """The same speakers, those of a role that is named later with that name."""
    named = list(speakers)
    for index, statement in enumerate(statements):
        role = (
            _role_before(context, statements, named, index)
            if _is_new_bare_name(context, statement, named[index])
            else None
        )
        if role is None:
            continue
        bearer = replace(named[index], role=role.name, rule="speaker.named-later", score=0.7)
        named[:index] = [bearer if earlier.name == role.name else earlier for earlier in named[:index]]
    return named


def _is_new_bare_name(context: SpeakerContext, statement: FoundStatement, speaker: Speaker) -> bool:
    """A personal name without a title, two words or more, that the article has not mentioned before."""
    if statement.source is None or speaker.rule != "speaker.name" or speaker.role or " " not in speaker.short_name:
        return False
    first, last = statement.source
    folded = context.layout.tokens.folded
    family = folded[last]
    return family not in folded[:first]


def _role_before(
    context: SpeakerContext, statements: Sequence[FoundStatement], speakers: Sequence[Speaker], index: int
) -> Speaker | None:
    """The unnamed role whose statements came right before; None when somebody else spoke, or the verb starts anew."""
    goes_on = context.layout.tokens.folded[statements[index].cue[0]] in context.words.particles["going_on"]
    if not goes_on and (speakers[index].entity is not None or _is_introduced(context, statements[index])):
        return None
    for earlier in range(index - 1, -1, -1):
        speaker, source = speakers[earlier], statements[earlier].source
        if "source.after-preposition" in statements[earlier].rules and goes_on:
            continue
        if speaker.kind not in _UNNAMED or speaker.entity is not None or speaker.role != speaker.name:
            return None
        if source is not None:
            return speaker if _is_one_bearer(context, source) else None
    return None


def _is_introduced(context: SpeakerContext, statement: FoundStatement) -> bool:
    """«قال فلان، القيادي في ...»، «فلان (60 عاما)»، «فلان وهو تاجر»: the name brings its own description."""
    tokens = context.layout.tokens
    after = (statement.source or statement.cue)[1] + 1
    if after >= len(tokens):
        return False
    described = tokens.folded[after] in _AND_HE
    return described or tokens.raw[after] in COMMAS or tokens.raw[after] == "("


def _is_one_bearer(context: SpeakerContext, source: tuple[int, int]) -> bool:
    """The phrase begins with the title of one person: «متحدث باسم ...», not «مسؤولون» nor «مصدر»."""
    word = context.layout.tokens.folded[source[0]]
    head = context.words.head(word)
    plural = word.endswith(("ون", "ين", "ات", "و", "ان")) or word in context.words.particles["people_plural"]
    return head is not None and head.kind_with_name is SpeakerKind.PERSON and not plural and not head.is_private
