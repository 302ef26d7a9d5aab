"""How content follows a reporting word, and where the speaker between them ends.

Arabic puts the speaker between verb and content: verb, speaker, adjuncts, complementizer or colon or
quotation, content. Two readings compete: *sequential* (read the speaker, step over adjuncts, see what
stands there) for verbs that take a bare noun or a preposition, and *search* (find the complementizer
first, then what stands before it is the speaker) for the others and for long appositions.
"""

from dataclasses import replace

from qawl.extract.adjuncts import noun_cue, other_cue, skip_adjuncts
from qawl.extract.complement_search import Complement, Link, after_colon, has_own_that, opens_that, search_complement
from qawl.extract.phrases import PhraseReader
from qawl.extract.quoted_speech import looks_like_speech, opens_quotation, quotes_a_name
from qawl.lexicon.cues import CueEntry, CueForm
from qawl.model.statement import SpeakerKind, Stance
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.record import record
from qawl.text.tokens import ARTICLE, COMMAS, TokenKind, has_article

_STOPS = frozenset({"؛", ";", ".", "!", "؟", "?"})
_FAR = 15  # tokens of a remark between two commas
_ADJECTIVES, _HIGH = ("ي", "ير"), frozenset({"كبير", "خبير"})
_WHOLE = frozenset({"كامل", "كل", "كافه", "جميع"})
_JOINED = {"ب": "ب", "ل": "ل"}
_TOLD = frozenset({"document.paper", "anonymous.rumour"})
_RELAY = "cue.relay"
_HOW = frozenset(
    {"cue.clarify", "cue.explain", "cue.narrate", "cue.show-evidence", "cue.reveal", "cue.describe", "cue.make-clear"}
)
_HAMZA_BELOW = "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}"


@record
class Attachment:
    """The speaker phrase after a cue, if any, and the complement after that."""

    source: tuple[int, int] | None
    complement: Complement


def attach_after(reader: PhraseReader, cue: int, limit: int, form: CueForm, *, inverted: bool) -> Attachment | None:
    """Read speaker and complement after the cue token; None when no complement of the entry follows.

    ``inverted`` says that the speaker may stand right after the cue (finite verbs); participles and
    subject-first cues are read with the complement at once.
    """
    entry = form.entry
    searched = search_complement(reader, cue, limit, entry)
    if not entry.complement & {"object", "addressee"} and not entry.prepositions:
        return _bounded(reader, cue, searched, form, inverted=inverted)
    sequential = _sequential(reader, cue, limit, form, inverted=inverted)
    if sequential is None:
        return _bounded(reader, cue, searched, form, inverted=inverted)
    if _describes(entry):
        return sequential
    if searched is None:
        return sequential
    if entry.id == _RELAY and _relays_a_clause(reader, searched, sequential.complement):
        return Attachment(sequential.source, replace(sequential.complement, start=searched.start, letters=0))
    if _outweighs(reader, searched, sequential.complement) or _is_unknown_quoted(reader, searched, sequential):
        return _bounded(reader, cue, searched, form, inverted=inverted)
    return sequential


def _outweighs(reader: PhraseReader, searched: Complement, sequential: Complement) -> bool:
    """True when a complementizer or colon farther on is the cue's, and the noun before it only part of a name.

    «ذكر مسؤولون أكراد | أن ...», «صرح مدير المركز بسويسرا: ...», but «أكد الوزير | ضرورة أن ...»: an event is
    said itself.
    """
    first, last = sequential.start, searched.introducer
    if first >= len(reader.layout.tokens):
        return False
    words = reader.layout.tokens.folded
    if sequential.link is Link.PREPOSITION and words[sequential.introducer - 1] in reader.words.particles["issued"]:
        return searched.link in (Link.THAT, Link.COLON)  # «كشف تقرير صدر عن المركز | أن ...»
    event = reader.words.looks_like_verbal_noun(words[first][sequential.letters :].removeprefix(ARTICLE))
    if sequential.link is Link.PREPOSITION and sequential.letters and searched.link is Link.THAT and not event:
        cut = any(reader.is_participle_cue(index) for index in range(first, last))
        return first not in reader.entities and not cut and not _is_divided(reader, first, last)  # «صرح بالأمس | أن»
    if sequential.link is Link.PREPOSITION and sequential.letters:
        return first in reader.entities and searched.link is Link.COLON and not _is_divided(reader, first, last)
    if sequential.link is not Link.OBJECT or searched.link is Link.OBJECT:
        return False
    if searched.link is Link.THAT and first < last and not _is_divided(reader, first, last):
        alone = first + 1 == last and reader.layout.tokens.folded[first] not in reader.words.verbal_nouns
        if alone or (_follows_saying(reader, last) and not _opens_event(reader, first)):
            return True
    if searched.link is Link.THAT and _is_of_relative(reader, first, last):
        return False  # «ندين هذا الهجوم الذي توجد شبهات في | أن ...»
    return not _has_verbal_noun(reader, first, last)


def _relays_a_clause(reader: PhraseReader, searched: Complement, sequential: Complement) -> bool:
    """«نقلت الوكالة عن مصدر | أن ...»: the clause is relayed; «عن مصدر قوله إن ...»: so is who says it."""
    if searched.link is Link.OBJECT or sequential.link is not Link.PREPOSITION:
        return False
    return not any(noun_cue(reader, index) for index in range(sequential.start, searched.introducer))


def _is_unknown_quoted(reader: PhraseReader, searched: Complement, sequential: Attachment) -> bool:
    """«تحدث فارون عن "..."»: words in quotation marks are said even by somebody whom no list knows."""
    source = sequential.source
    if source is None or searched.link is not Link.QUOTE or searched.start != sequential.complement.start:
        return False
    return reader.head_at(source[0]) is None and source[0] not in reader.entities


def _is_divided(reader: PhraseReader, first: int, last: int) -> bool:
    """True where a comma or a relative clause stands between: what follows it is not the cue's."""
    tokens = reader.layout.tokens
    relative = reader.words.particles["relative_pronoun"]
    return any(tokens.raw[index] in COMMAS or tokens.folded[index] in relative for index in range(first, last))


def _is_of_relative(reader: PhraseReader, first: int, last: int) -> bool:
    """A relative clause without a comma before it stands between: the complementizer is its own."""
    words, raw = reader.layout.tokens.folded, reader.layout.tokens.raw
    relative = reader.words.particles["relative_pronoun"]
    return any(
        words[at] in relative and words[at] != "ما" and raw[at - 1] not in COMMAS for at in range(first + 1, last)
    )


def _follows_saying(reader: PhraseReader, index: int) -> bool:
    """«إن» with its hamza below follows nothing but verbs of saying."""
    return reader.layout.tokens.raw[index].startswith(_HAMZA_BELOW)


def _opens_event(reader: PhraseReader, index: int) -> bool:
    """The noun at ``index`` is what is said rather than who says it: a listed verbal noun, a number, a quantity."""
    tokens = reader.layout.tokens
    word = tokens.folded[index]
    listed = word in reader.words.particles["quantifier"] or word in reader.words.verbal_nouns
    return listed or tokens.kinds[index] is TokenKind.NUMBER


def _has_verbal_noun(reader: PhraseReader, first: int, last: int) -> bool:
    tokens = reader.layout.tokens
    return any(
        tokens.kinds[i] is TokenKind.NUMBER or reader.words.looks_like_verbal_noun(tokens.folded[i])
        for i in range(first, min(last, len(tokens)))
    )


def _bounded(
    reader: PhraseReader, cue: int, found: Complement | None, form: CueForm, *, inverted: bool
) -> Attachment | None:
    if found is None:
        return None
    source = None
    if inverted:
        first = skip_adjuncts(reader, cue + 1, found.introducer)
        last = (
            reader.source_phrase(first, found.introducer, bounded=True, stops=form.entry.prepositions)
            if first < found.introducer
            else None
        )
        speaks = last is not None and (reader.agrees(form, first) or _is_miswritten(reader, form, first, last, found))
        source = (first, last) if last is not None and speaks else None
    return Attachment(source, found)


def _is_miswritten(reader: PhraseReader, form: CueForm, first: int, last: int, found: Complement) -> bool:
    """What fills the place of the speaker, whatever the gender of the verb: «قال | الحكومة إن», «أوضح | الربيعة أن»."""
    if form.entry.is_weak or "addressee" in form.entry.complement:
        return False
    fills = found.link is Link.THAT and skip_adjuncts(reader, last + 1, found.introducer) == found.introducer
    named = first == last and has_article(reader.layout.tokens.folded[first])
    return fills and (named or reader.head_at(first) is not None)


def _sequential(reader: PhraseReader, cue: int, limit: int, form: CueForm, *, inverted: bool) -> Attachment | None:
    entry = form.entry
    source = None
    at = skip_adjuncts(reader, _past_adjective(reader, cue, limit), limit)
    found = complement_at(reader, at, limit, entry, allow_object=not inverted)
    if found is not None:
        return Attachment(None, found)
    if inverted and at < limit and not _is_everybody(reader, at, entry):
        last = reader.source_phrase(at, limit, bounded=False, stops=entry.prepositions)
        if last is not None and reader.agrees(form, at):
            source = (at, last)
            at = last + 1
    if source is not None and _describes(entry):
        described = _past_remarks(reader, at, limit)
        named = complement_at(reader, described, limit, entry, allow_object=True)
        if named is not None and named.link is Link.OBJECT:
            return Attachment(source, named)
    if source is not None and _describes(entry) and at < limit and reader.layout.tokens.raw[at] in COMMAS:
        at = _skip_times(reader, at, limit)
    else:
        at = skip_adjuncts(reader, at, limit, entry.prepositions)
    source, at = _with_named_person(reader, source, at, limit, entry)
    found = complement_at(reader, at, limit, entry, allow_object=True)
    if found is None and source is not None and entry.prepositions:
        found = _later_preposition(reader, at, limit, entry)
    if found is None and source is not None and "object" in entry.complement and source[1] + 2 < limit:
        if reader.layout.tokens.raw[source[1] + 1] in COMMAS:  # «أعلنت السلطة، | الحداد لثلاثة أيام، وقال ...»
            found = complement_at(reader, source[1] + 2, limit, entry, allow_object=True)
    if found is not None and "addressee" in entry.complement:
        return _with_addressee(reader, source, found, limit, entry)
    ends = at >= limit or reader.layout.tokens.raw[at] in _STOPS or reader.layout.tokens.raw[at - 1] in COMMAS
    if found is None and ends and source is not None and "object" in entry.complement and not _describes(entry):
        return Attachment(None, Complement(Link.OBJECT, source[0], source[0]))
    if found is not None and source is not None and _describes(entry) and found.link in (Link.PREPOSITION, Link.THAT):
        return Attachment(None, Complement(Link.OBJECT, source[0], source[0]))
    return None if found is None else Attachment(source, found)


def _past_remarks(reader: PhraseReader, first: int, limit: int) -> int:
    """Past what stands between a speaker and what he describes: times, what he is, the medium up to its comma.

    «وصف فلان، الباحث في العلاقات الدولية، | الاتفاق بأنه ...», «وصفت الرئاسة، في بيان رسمي، | التصعيد بأنه ...»
    """
    tokens, particles = reader.layout.tokens, reader.words.particles
    at = first
    while at + 1 < limit:
        through = tokens.folded[at] in particles["medium_preposition"] and tokens.folded[at + 1] in particles["medium"]
        if tokens.raw[at] in COMMAS and not _is_person(reader, at + 1):
            at += 1
        elif at in reader.times:
            at = reader.times[at] + 1
        elif through or tokens.raw[at] in COMMAS:
            comma = next((end for end in range(at + 2, min(limit, at + _FAR)) if tokens.raw[end] in COMMAS), None)
            if comma is None:
                break
            at = comma + 1
        else:
            break
    return at


def _is_person(reader: PhraseReader, index: int) -> bool:
    """A name or a title begins here."""
    told = reader.head_at(index)
    return index in reader.people or (told is not None and told.kind_with_name is SpeakerKind.PERSON)


def _past_adjective(reader: PhraseReader, cue: int, limit: int) -> int:
    """The token after the cue, or after its adjective: «اتهامات متبادلة | بعرقلة ...»."""
    tokens = reader.layout.tokens
    first = cue + 1
    told = reader.words.head(tokens.folded[cue])
    plural = tokens.folded[cue].endswith("ات") or (told is not None and told.group in _TOLD)
    plural = plural and not has_article(tokens.folded[cue])
    if not plural or first >= limit or first in reader.entities or reader.words.head(tokens.folded[first]) is not None:
        return first
    adjective = tokens.ends_in_teh(first) and not has_article(tokens.folded[first])
    return first + 1 if adjective and not reader.joins_verbal_noun(tokens.folded[first]) else first


def _is_everybody(reader: PhraseReader, index: int, entry: CueEntry) -> bool:
    """«دعت | جميع الأطراف إلى ...»: a quantity right after a demand is whom it is made to; «كل من» is a speaker."""
    words = reader.layout.tokens.folded
    if "addressee" not in entry.complement:
        return False
    if reader.counts_speakers(index):
        return True
    if words[index] not in reader.words.particles["quantifier"] or words[index] in reader.words.particles["counter"]:
        return False  # «تحذر | معظم المنظمات من ...» speak
    return index + 1 < len(words) and words[index + 1] != "من"


def _with_named_person(
    reader: PhraseReader, source: tuple[int, int] | None, at: int, limit: int, entry: CueEntry
) -> tuple[tuple[int, int] | None, int]:
    """«القيادي في الحركة، ثاني فصائل المدينة، | فلان» is one speaker: a person's name behind a remark on his title."""
    if source is None or at >= limit or at not in reader.people or reader.layout.tokens.raw[at - 1] not in COMMAS:
        return source, at
    head = reader.head_at(source[0])
    named = any(index in reader.people for index in range(source[0], source[1] + 1))
    if named or head is None or head.kind_with_name is not SpeakerKind.PERSON:
        return source, at
    last = reader.entities[at]
    return (source[0], last), skip_adjuncts(reader, last + 1, limit, entry.prepositions)


def _skip_times(reader: PhraseReader, first: int, limit: int) -> int:
    """Step over commas and times alone: what a speaker describes may be followed by anything («الوضع هناك بأنه»)."""
    index = first
    tokens = reader.layout.tokens
    while index < limit:
        is_time = index in reader.times or tokens.folded[index] in reader.words.particles["time"]
        if tokens.raw[index] not in COMMAS and not is_time:
            break
        index = reader.times.get(index, index) + 1
    return index


def _describes(entry: CueEntry) -> bool:
    """وصف and its like take a thing and what it is called, never a clause alone."""
    return "object" in entry.complement and "prep:ب" in entry.complement and "that" not in entry.complement


def _with_addressee(
    reader: PhraseReader, source: tuple[int, int] | None, found: Complement, limit: int, entry: CueEntry
) -> Attachment | None:
    """«اتهم X Y بـ...»: the accused or addressee is inside the content, and its preposition must follow.

    An accusation needs an accused: where only one phrase stands before the preposition, it is the accused
    and the speaker was dropped («وتتهم حركة ... بإطلاق النار»).
    """
    if found.link is Link.THAT and source is not None and _tells_reporters(reader, source[1] + 1, found.introducer):
        return Attachment(source, found)
    if found.link in (Link.PREPOSITION, Link.THAT) and source is not None and entry.needs_addressee:
        told = next((i for i in range(source[1] + 1, found.introducer) if i in reader.entities), None)
        accused = _accused_in(reader, source)
        if told is None and accused is not None:
            source, told = (source[0], accused - 1), accused
        if entry.stance is Stance.ASSERTS and found.link is Link.THAT and told is not None:
            return Attachment(source, found)  # whom one informs is no part of it: «أبلغ المبعوث الوزراء أن ...»
        if told is not None:
            return Attachment(source, Complement(Link.PREPOSITION, found.introducer, told))
        if entry.stance is Stance.ASSERTS and found.link is Link.THAT and _tells(reader, source):
            return Attachment(source, found)
        return Attachment(None, Complement(Link.PREPOSITION, found.introducer, source[0]))
    if found.link is not Link.OBJECT:
        return Attachment(source, found)
    tokens = reader.layout.tokens
    if entry.only_with:  # «حمّل X مسؤولية ...»: one phrase before the noun is whom it is laid on
        whole = tokens.folded[found.start] in _WHOLE and found.start + 1 < limit  # «كامل | المسؤولية»
        laid = tokens.folded[found.start + whole].removeprefix(ARTICLE if whole else "")
        if source is not None and laid in entry.only_with:
            return Attachment(None, Complement(Link.OBJECT, found.introducer, source[0]))
        return Attachment(source, found)
    particles = reader.words.particles
    for index in range(found.start, min(limit, found.start + 18)):
        word = tokens.folded[index]
        if tokens.raw[index] in _STOPS or (index > found.start and other_cue(reader, index)):
            break
        joined = word[:1] in entry.prepositions and len(word) > 2 and index > found.start
        joined = joined and word not in particles["manner_phrase"]
        if word in particles["complementizer"] or word in entry.prepositions or joined:
            return Attachment(source, Complement(Link.PREPOSITION, index, found.start))
    return Attachment(source, found) if "object" in entry.complement else None


def _tells_reporters(reader: PhraseReader, first: int, last: int) -> bool:
    return any(reader.layout.tokens.folded[i] in reader.words.particles["reporters"] for i in range(first, last))


def _tells(reader: PhraseReader, source: tuple[int, int]) -> bool:
    """«أبلغت المنظمة أنها ...»: a person or a noun in ة right after the verb tells, and is not told."""
    named = any(index in reader.people for index in range(source[0], source[1] + 1))
    return named or reader.layout.tokens.ends_in_teh(source[0])


def _accused_in(reader: PhraseReader, source: tuple[int, int]) -> int | None:
    """«اتهم الجيش | روسيا بـ...»: a name right after a definite or sound plural noun is no genitive of it.

    Nor is a definite noun in another case: «اتهم الفلسطينيون | الجنود بـ...».
    """
    words = reader.layout.tokens.folded
    for index in range(source[0] + 1, source[1] + 1):
        before = words[index - 1]
        plural = before.endswith("ون")
        named = index in reader.entities and index not in reader.people and index not in reader.joined
        described = (
            index - source[0] > 1
            and before.endswith(_ADJECTIVES)
            and (before in _HIGH or reader.words.head(before) is None)
        )
        if named and (plural or described or before.startswith(ARTICLE)):
            return index  # «اتهم مسؤول أميركي كبير | روسيا بـ»
        if plural and words[index].startswith(ARTICLE) and not words[index].endswith("ون"):
            return index
    return None


def complement_at(
    reader: PhraseReader, index: int, limit: int, entry: CueEntry, *, allow_object: bool
) -> Complement | None:
    """The complement that begins exactly at ``index``."""
    if index >= limit:
        return None
    tokens = reader.layout.tokens
    word = tokens.folded[index]
    if word == ":":
        return Complement(Link.COLON, index, after_colon(reader, index, limit))
    if opens_that(reader, index):
        return Complement(Link.THAT, index, index + 1)
    if index + 1 < limit and word in entry.prepositions | {"الي", "علي", "من", "عن"}:
        if tokens.folded[index + 1] in reader.words.particles["complementizer"]:
            return Complement(Link.THAT, index, index + 2)
    if word in entry.prepositions and index + 1 < limit:
        return Complement(Link.PREPOSITION, index, index + 1)
    joined = _joined_preposition(reader, index, limit, entry)
    if joined is not None:
        return joined
    if tokens.raw[index] in QUOTATION_MARKS and opens_quotation(reader, index):
        if index + 1 < limit and _quotes_frame(reader, index + 1, entry):
            return Complement(Link.PREPOSITION, index, index)
        if looks_like_speech(reader, index) or ("object" in entry.complement and not quotes_a_name(reader, index)):
            return Complement(Link.QUOTE, index, index)
        if not (allow_object and "object" in entry.complement):
            return None
    if allow_object and entry.complement & {"object", "addressee"} and _opens_object(reader, index):
        return Complement(Link.OBJECT, index, index)
    return None


def _quotes_frame(reader: PhraseReader, index: int, entry: CueEntry) -> bool:
    """«هددت | "بإجراء سياسي"»: the preposition of the frame stands inside the quotation marks."""
    word = reader.layout.tokens.folded[index]
    if word[:1] not in entry.prepositions or word[:1] not in _JOINED or entry.word_class != "verb":
        return False
    named = index in reader.entities or word in reader.words.heads or word in reader.words.given_names
    return reader.joins_verbal_noun(word) or (word[:1] == "ب" and len(word) > len("بلد") and not named)


def _joined_preposition(reader: PhraseReader, index: int, limit: int, entry: CueEntry) -> Complement | None:
    tokens = reader.layout.tokens
    word = tokens.folded[index]
    if index in reader.entities and len(word) > 1 and reader.entity_is_bare(index):
        return None
    letter = word[:1]
    if word == "بما" and letter in entry.prepositions and _opens_what(reader, index, limit):
        return Complement(Link.PREPOSITION, index, index, 1)
    if letter not in _JOINED or letter not in entry.prepositions or word in reader.words.particles["preposition"]:
        return None
    if word == letter:
        return Complement(Link.PREPOSITION, index, index + 1) if index + 1 < limit else None
    plain = word in reader.words.given_names or reader.words.heads.get(word) is not None
    if plain or len(word) < 3 or word in reader.words.particles["medium"]:
        return None
    letters = 0 if word.startswith("لل") else 1
    return Complement(Link.PREPOSITION, index, index, letters)


def _opens_what(reader: PhraseReader, index: int, limit: int) -> bool:
    """«نددت | بما وصفته بـ...»: what somebody did or called; not «بما في ذلك», «بما أن»."""
    words = reader.layout.tokens.folded
    return index + 1 < limit and words[index + 1] not in reader.words.particles["what_is_included"]


def _later_preposition(reader: PhraseReader, first: int, limit: int, entry: CueEntry) -> Complement | None:
    """The preposition of the frame after further words of the clause: «هددت واشنطن خلال الفترة الماضية بـ...»."""
    tokens = reader.layout.tokens
    particles = reader.words.particles
    if first < limit and not (
        tokens.folded[first] in particles["preposition"]
        or tokens.folded[first] in particles["time"]
        or tokens.raw[first] in COMMAS
        or tokens.folded[first] in particles["relative"]
        or tokens.folded[first] in particles["adverb"]
        or tokens.folded[first][:1] == "ب"
    ):
        return None
    for index in range(first, min(limit, first + 12)):
        if tokens.raw[index] in _STOPS or other_cue(reader, index) or has_own_that(reader, index, limit):
            return None
        word = tokens.folded[index]
        if opens_that(reader, index):
            return Complement(Link.THAT, index, index + 1)
        if word in entry.prepositions:
            return complement_at(reader, index, limit, entry, allow_object=False)
        if (found := _joined_preposition(reader, index, limit, entry)) is not None:
            return found
    return None


def _opens_object(reader: PhraseReader, index: int) -> bool:
    """A bare noun phrase may begin the content here."""
    tokens = reader.layout.tokens
    if tokens.kinds[index] is TokenKind.NUMBER or index in reader.entities:
        return True
    if tokens.kinds[index] is TokenKind.MARK:
        return tokens.raw[index] in QUOTATION_MARKS
    word = tokens.folded[index]
    if word == "قرب" and index + 1 < len(tokens) and reader.words.looks_like_verbal_noun(tokens.folded[index + 1]):
        return True  # «مؤكدا | قرب انتهاء العملية»
    if word in reader.words.particles["object_opener"] and word[:1] != "و":
        return True
    return reader.can_begin(index)
