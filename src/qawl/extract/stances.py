"""The stance of what is said, where the reporting word leaves it to the words that follow.

«قال: سنواصل الدعم» promises, «أكد ضرورة وقف القتال» demands, «يرجح أنها أصيبت» says what has been, not what will be.
In seven rounds of blind annotation 10 of 14 first persons in the future promised, 6 of 6 necessities demanded and 8 of
9 likelihoods behind a pronoun asserted; other futures and «يجب» go either way and are left alone.
"""

from qawl.extract.attributions import Attribution
from qawl.extract.phrases import PhraseReader
from qawl.lexicon.cues import CueForm
from qawl.model.span import Span
from qawl.model.statement import Stance
from qawl.text.quotations import QUOTATION_MARKS

_DEEMING = "cue.deem-likely"
_WE_WILL = "سن"
_OF_FUTURE = frozenset({"سوف", "لن"})
_SHORTEST_FUTURE = 5  # letters of «سنرد» and one more: «سنة» is a year


def stance_of_words(reader: PhraseReader, attribution: Attribution, content: Span) -> Stance:
    """The stance of the cue, or that of the first words of its content where they are plainer."""
    form, stance = attribution.form, attribution.stance
    if form is None or stance not in (Stance.ASSERTS, Stance.PREDICTS):
        return stance
    first = _first_word(reader, content)
    if stance is Stance.PREDICTS:
        return Stance.ASSERTS if form.entry.id == _DEEMING and _has_happened(reader, attribution) else stance
    if form.entry.is_weak and form.category != "participle":
        return stance
    if reader.layout.tokens.folded[first] in reader.words.particles["necessity"]:
        return Stance.DEMANDS
    return Stance.PROMISES if _is_promised(reader, first, form) else stance


def _first_word(reader: PhraseReader, content: Span) -> int:
    tokens = reader.layout.tokens
    first = tokens.at(content.start)
    while first + 1 < len(tokens) and tokens.raw[first] in QUOTATION_MARKS:
        first += 1
    return first


def _is_promised(reader: PhraseReader, first: int, form: CueForm) -> bool:
    """«سنواصل»، «سوف نواصل»، «لن نترك»: what we will do."""
    words = reader.layout.tokens.folded
    word = words[first]
    following = words[first + 1] if first + 1 < len(words) else ""
    if word in _OF_FUTURE:
        return following[:1] == "ن" and following not in reader.words.heads
    plain = word in reader.words.heads or word in reader.words.ordinary or first in reader.times
    return word.startswith(_WE_WILL) and len(word) >= _SHORTEST_FUTURE and not plain and first not in reader.entities


def _has_happened(reader: PhraseReader, attribution: Attribution) -> bool:
    """«يرجح أنها روسية»، «رجح أنه فر»: the pronoun on أن, and no verb in the future."""
    if attribution.complement is None:
        return False
    words = reader.layout.tokens.folded
    introducer = attribution.complement.introducer
    following = words[introducer + 1] if introducer + 1 < len(words) else ""
    return (
        words[introducer] in reader.words.particles["that_it"] and following[:1] != "س" and following not in _OF_FUTURE
    )
