"""A role that is named only afterwards: «قال متحدث باسم الرئاسة ... وأضاف كارم السمرالي ...».

News often brings an official in by his role and gives the name, bare, in a later sentence. A bare name that is new
to the article, right after statements of one unnamed role, is the name of that role's bearer when the verb goes on
with what was being said («وأضاف»), or when no list knows the name and nobody else spoke in between.
"""

from collections.abc import Sequence
from dataclasses import replace

from qawl.extract.findings import FoundStatement
from qawl.model.statement import Speaker, SpeakerKind
from qawl.resolve.person_titles import SpeakerContext, without_article
from qawl.text.tokens import ARTICLE, COMMAS

_AND_HE = frozenset({"وهو", "وهي"})
LEAST_SHARED = 2  # words of what a headline and the body have said
_NAMED = frozenset({"speaker.name", "speaker.title", "speaker.office", "speaker.named-later"})
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
    _name_role_of_headline(context, statements, named)
    _name_issuers(named)
    return named


def _name_role_of_headline(context: SpeakerContext, statements: Sequence[FoundStatement], named: list[Speaker]) -> None:
    """«مسؤول دولي: إطلاق النار "أمر مخز"»: the named person who says the same in the first statement of the body."""
    layout = context.layout
    body = next((i for i, s in enumerate(statements) if layout.paragraph_of[s.cue[0]] > 0), None)
    if body is None or named[body].kind is not SpeakerKind.PERSON or named[body].rule not in _NAMED:
        return
    for index in range(body):
        speaker, source = named[index], statements[index].source
        unnamed = speaker.kind in _UNNAMED and speaker.rule == "speaker.phrase" and source is not None
        if not unnamed or source is None or not _is_one_bearer(context, source):
            continue
        shared = _words_said(context, statements[index]) & _words_said(context, statements[body])
        if len(shared) >= LEAST_SHARED:
            named[index] = replace(named[body], role=speaker.name, rule="speaker.named-later", score=0.7)


def _words_said(context: SpeakerContext, statement: FoundStatement) -> set[str]:
    tokens = context.layout.tokens
    spans = (tokens.inside(piece) for piece in statement.content)
    return {tokens.folded[at].removeprefix(ARTICLE) for span in spans for at in span if len(tokens.folded[at]) > 3}


def _name_issuers(named: list[Speaker]) -> None:
    """«كشف تقرير حقوقي ... التقرير الصادر عن المركز»: a document is its issuer's from the beginning."""
    issued = [s for s in named if s.kind is SpeakerKind.DOCUMENT and s.role not in ("", s.name)]
    for noun in {_noun(speaker) for speaker in issued}:
        issuers = {speaker.short_name: speaker for speaker in issued if _noun(speaker) == noun}
        if len(issuers) != 1:
            continue
        (issuer,) = issuers.values()
        for index, speaker in enumerate(named):
            if speaker.kind is SpeakerKind.DOCUMENT and speaker.role in ("", speaker.name) and _noun(speaker) == noun:
                named[index] = replace(issuer, role=speaker.name, rule="speaker.named-later", score=0.6)


def _noun(document: Speaker) -> str:
    first = next(iter((document.role or document.name).split()), "")
    return without_article(first.removeprefix("لل").removeprefix("ل") if first.startswith("ل") else first)


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
        if statements[earlier].parent is not None:
            return None  # «نقلت القناة عن مسؤول قوله إن ...»: who is named next may be the relayer
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
