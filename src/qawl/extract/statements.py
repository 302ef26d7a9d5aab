"""Statements: cue, source and content put together, nested and given their manner.

Every token that can be a cue is tried with the frames of its lemma (``attributions.py``); what holds
becomes a statement. Contents are read only when all cues are known, because content ends where the next
attribution begins. A statement that stands in another's content gets that one as its parent.
"""

from collections.abc import Sequence
from dataclasses import replace

from qawl.extract.attributions import Attribution
from qawl.extract.complement_search import Link
from qawl.extract.content_ends import ContentEnds
from qawl.extract.contents import ContentReader
from qawl.extract.contents_before_cue import CALLING
from qawl.extract.cue_finder import AttributionFinder
from qawl.extract.findings import FoundStatement
from qawl.extract.headlines import find_headline_colon
from qawl.extract.media import medium_of
from qawl.extract.phrases import PhraseReader
from qawl.extract.quoted_speech import manner_of
from qawl.extract.stances import stance_of_words
from qawl.extract.statement_rules import rules_of
from qawl.lexicon.cues import CueForm
from qawl.model.span import Span
from qawl.model.statement import Manner, SpeakerKind, Stance
from qawl.text.quotations import QUOTATION_MARKS

_RUMOUR = "anonymous.rumour"
FEMININE = "\N{ARABIC LETTER TEH}"
_SHOWING = frozenset({"cue.voice", "cue.express", "cue.display-feeling", "cue.reiterate", "cue.repeat"})
_SAY = "cue.say"
_ISSUERS = frozenset({"cue.direct-that", "cue.point-finger"})
_PERFORMED = frozenset({Stance.DEMANDS, Stance.ACCUSES, Stance.THREATENS, Stance.PROMISES})


def find_statements(reader: PhraseReader) -> list[FoundStatement]:
    """All statements of the text in order of their cues."""
    attributions = AttributionFinder(reader).find_all()
    attributions += find_headline_colon(reader, attributions)
    attributions.sort(key=lambda a: a.cue)
    attributions = _drop_inside_sources(
        _merge_first_words(_merge_feelings(reader, _drop_doubled(_drop_issuing(attributions))))
    )
    cue_at = {a.cue[0]: a.form for a in attributions if a.form is not None}
    before = {a.cue[0]: a.source[0] for a in attributions if a.source is not None and a.source[0] < a.cue[0]}
    told_by = frozenset(a.cue[0] for a in attributions if _has_teller(reader, a))
    quoted = {a.complement.start: a.cue[0] for a in attributions if a.complement and a.complement.link is Link.QUOTE}
    contents = ContentReader(reader, ContentEnds(reader, cue_at, before, quoted, told_by, frozenset(before.values())))
    drafts: list[tuple[Attribution, tuple[Span, ...]]] = []
    for attribution in attributions:
        content = attribution.read_content(contents)
        if content:
            drafts.append((attribution, content))
    return _assemble(contents, drafts)


def _has_teller(reader: PhraseReader, attribution: Attribution) -> bool:
    """Somebody else reports: the source stands behind the cue, or is whom the relative clause describes.

    «الذي تعتبره أنقرة إرهابيا», «الحوثيون الذين قالوا»; not «الذي تعتبره إرهابيا», «القرار الذي ينص على».
    """
    source = attribution.source
    if source is None or source[0] > attribution.cue[0]:
        return source is not None
    head = reader.head_at(source[0])
    named = source[0] in reader.entities
    return named if head is None else head.kind is not SpeakerKind.DOCUMENT and head.group != _RUMOUR


def _drop_issuing(attributions: list[Attribution]) -> list[Attribution]:
    """«وجه رئيس البلدية نداء بإخلاء ...»: the noun is the cue, the verb only lends it the speaker."""
    issued = [a.cue[0] for a in attributions if "cue.issued" in a.rules]

    def issues(verb: Attribution) -> bool:
        if verb.lemma not in _ISSUERS or verb.complement is None:
            return False
        return any(verb.cue[0] < noun <= max(verb.complement.start, verb.complement.introducer) for noun in issued)

    return [a for a in attributions if not issues(a)]


def _drop_doubled(attributions: list[Attribution]) -> list[Attribution]:
    """«وأضاف موضحا: ...» is one statement: drop a cue that stands between another cue and the same complement."""
    kept: list[Attribution] = []
    for attribution in attributions:
        twin = next((k for k in kept if k.complement is not None and k.complement == attribution.complement), None)
        relayed = twin is not None and ("cue.relayed" in attribution.rules or "cue.relayed" in twin.rules)
        quotes = attribution.is_preposition or attribution.lemma == "cue.say" and not attribution.is_finite
        own = attribution.source is not None and (twin is None or attribution.source != twin.source)
        through = quotes and own
        if twin is None or relayed or through:  # «قالت الوكالة نقلا عن مصدر إن ...» are two
            kept.append(attribution)
        elif attribution.is_finite and not twin.is_finite and attribution.source is not None:
            kept[kept.index(twin)] = attribution
    return kept


def _merge_feelings(reader: PhraseReader, attributions: list[Attribution]) -> list[Attribution]:
    """«أعرب عن أمله في أن ...» is one statement: the verb's cue, the noun's content and stance."""
    nouns = {a.cue[0]: a for a in attributions if not a.is_finite and not a.is_participle and not a.is_preposition}
    merged: list[Attribution] = []
    taken: set[int] = set()
    for attribution in attributions:
        start = None if attribution.complement is None else attribution.complement.start
        if start is not None and start + 1 in nouns and reader.layout.tokens.raw[start] in QUOTATION_MARKS:
            start += 1  # «أعرب عن | "قلق" الوزارة من ...»
        noun = nouns.get(start) if start is not None and start != attribution.cue[0] else None
        owned = noun is not None and noun.source is not None and attribution.lemma not in _SHOWING
        denied = attribution.stance in (Stance.DENIES, Stance.DOUBTS)  # «نافيا | تقارير عن ...»: two statements
        accuses = noun is not None and noun.stance in (Stance.ACCUSES, Stance.DENIES)
        denied = denied or (attribution.lemma in CALLING and accuses)  # «وصف | اتهام الحكومة بـ... بالباطل»
        if noun is None or not (attribution.is_finite or attribution.is_participle) or owned or denied:
            merged.append(attribution)
            continue
        taken.add(noun.cue[0])
        if noun.complement is not None and noun.complement.link in (Link.PREPOSITION, Link.OBJECT):
            merged.append(attribution)  # «أعرب عن | قلقه من اختفاء ...»
            continue
        merged.append(
            replace(
                attribution,
                complement=noun.complement,
                read_content=noun.read_content,
                stance=noun.stance,
                rules=(*attribution.rules, "stance.of-noun"),
            )
        )
    return [a for a in merged if a.cue[0] not in taken or a.is_finite or a.is_participle]


def _merge_first_words(attributions: list[Attribution]) -> list[Attribution]:
    """«قال "من المرجح أن ..."», «أضاف "نحث الأطراف على ..."» is one statement, with the stance of its first words.

    What the speaker himself does by his words (urge, condemn, warn) or leaves to nobody (it is likely) is no second
    attribution; what he says of his mind («أعتقد أن») is one.
    """
    merged: list[Attribution] = []
    for attribution in attributions:
        outer = next((k for k in merged[-2:] if _opens_quotation(k, attribution)), None)
        if outer is None:
            merged.append(attribution)
        elif outer.stance is Stance.ASSERTS:
            merged[merged.index(outer)] = replace(outer, stance=attribution.stance)
    return merged


def _opens_quotation(outer: Attribution, inner: Attribution) -> bool:
    """Whether what is quoted from a speaker begins with a performative or impersonal cue."""
    if outer.complement is None or inner.form is None or inner.source is not None or outer.form is None:
        return False
    if outer.complement.link not in (Link.COLON, Link.QUOTE) or outer.stance is not Stance.ASSERTS:
        return False
    impersonal = inner.form.entry.word_class == "impersonal"
    performs = inner.form.person == 1 and inner.stance in _PERFORMED and inner.form.category == "imperfect"
    return inner.cue[0] - outer.complement.start in (0, 1, 2) and (impersonal or performs)


def _drop_inside_sources(attributions: list[Attribution]) -> list[Attribution]:
    """A noun such as «تقارير» that is the source of a verb or preposition is no cue of its own."""
    sources = [a.source for a in attributions if a.source is not None and (a.is_finite or a.is_preposition)]
    return [
        a for a in attributions if a.is_finite or a.is_preposition or not any(s[0] <= a.cue[0] <= s[1] for s in sources)
    ]


def _assemble(contents: ContentReader, drafts: Sequence[tuple[Attribution, tuple[Span, ...]]]) -> list[FoundStatement]:
    """Records in text order, with parents and manner."""
    reader = contents.reader
    layout = reader.layout
    spans = [layout.tokens.span(*attribution.cue) for attribution, _ in drafts]
    statements: list[FoundStatement] = []
    for index, (attribution, content) in enumerate(drafts):
        parent = _innermost(index, spans, drafts)
        host = _host(index, spans, drafts)
        statements.append(
            FoundStatement(
                cue=attribution.cue,
                source=attribution.source,
                content=content,
                cue_span=spans[index],
                source_span=None if attribution.source is None else layout.tokens.span(*attribution.source),
                lemma=attribution.lemma,
                stance=stance_of_words(reader, attribution, content[0]),
                commitment=attribution.commitment,
                medium=medium_of(reader, attribution),
                parent=parent,
                host=host,
                subject=_subject(reader, index, drafts) if host is None else None,
                content_status=attribution.content_status,
                gender=None if attribution.form is None else attribution.form.gender,
                number=None if attribution.form is None else attribution.form.number,
                speaker_kind=None if attribution.form is None else attribution.form.entry.kind,
                rules=rules_of(attribution, content, contents),
            )
        )
    manners: list[Manner] = []
    for statement in statements:
        inside_direct = (
            statement.parent is not None
            and statement.parent < len(manners)
            and manners[statement.parent] is Manner.DIRECT
        )
        manners.append(manner_of(reader, statement.content, inherited_direct=inside_direct))
    return [s if s.manner is m else replace(s, manner=m) for s, m in zip(statements, manners, strict=True)]


def _innermost(index: int, spans: Sequence[Span], drafts: Sequence[tuple[Attribution, tuple[Span, ...]]]) -> int | None:
    """The statement with the shortest content around the cue; never one that stands in this one's own content."""
    cue = spans[index]
    best: tuple[int, int] | None = None
    for other, (_, content) in enumerate(drafts):
        if other == index or content[0].start > cue.start or content[-1].end < cue.end:
            continue
        if not any(piece.contains(cue) for piece in content):
            continue
        if any(piece.contains(spans[other]) for piece in drafts[index][1]) and other > index:
            continue  # the other stands in this one's content: it cannot be around it as well
        size = sum(len(piece) for piece in content)
        if best is None or size < best[0]:
            best = (size, other)
    return None if best is None else best[1]


def _subject(
    reader: PhraseReader, index: int, drafts: Sequence[tuple[Attribution, tuple[Span, ...]]]
) -> tuple[int, int] | None:
    """The subject of the sentence that the cue goes on with: «وخاطب الرئيس الجنود متعهدا بزيادة رواتبهم».

    For a finite verb only where nobody spoke in the sentence yet and the subject agrees with the verb; a verb that
    opens its sentence goes on with the sentence before, when nobody spoke there either.
    """
    attribution = drafts[index][0]
    layout = reader.layout
    sentence = attribution.sentence
    start = layout.sentences[sentence].start
    if attribution.is_finite and attribution.source is None:
        if attribution.form is None or "source.dropped" not in attribution.rules:
            return None
        if attribution.cue[0] == start:
            if sentence == 0 or layout.paragraph_of[layout.sentences[sentence - 1].start] == 0:
                return None
            sentence -= 1
            start = layout.sentences[sentence].start
        if any(other.sentence == sentence for other, _ in drafts[:index]):
            return None
        return _opening_phrase(reader, start, attribution.cue[0], attribution.form)
    hangs_on_verb = attribution.is_participle or (attribution.is_preposition and attribution.source is None)
    return _opening_phrase(reader, start, attribution.cue[0], None) if hangs_on_verb else None


def _opening_phrase(reader: PhraseReader, start: int, limit: int, form: CueForm | None) -> tuple[int, int] | None:
    """The first phrase of a sentence that can speak, and agrees with the verb where one is given."""
    for first in range(start, min(start + 4, limit)):
        known = first in reader.entities or reader.words.head(reader.layout.tokens.folded[first]) is not None
        if known:
            last = reader.source_phrase(first, limit, bounded=False)
            verb = reader.layout.tokens.raw[first - 1] if first > start else ""
            alike = form is not None and form.gender == "f" and verb.endswith(FEMININE)  # «أصدرت قبائل ... أكدت»
            agrees = form is None or alike or _agrees(reader, form, first)
            return (first, last) if last is not None and agrees else None
    return None


def _agrees(reader: PhraseReader, form: CueForm, first: int) -> bool:
    """A singular verb after its subject: states are feminine, so are nouns in ة and sound feminine plurals."""
    raw = reader.layout.tokens.raw[first]
    head = reader.head_at(first)
    is_body = head is not None and head.kind_with_name in (SpeakerKind.OUTLET, SpeakerKind.ORGANIZATION)
    is_many = raw.endswith("ون") and not is_body  # not «التلفزيون»
    if form.number == "pl":
        return is_many
    feminine = (
        reader.layout.tokens.ends_in_teh(first)
        or raw.endswith("ات")
        or (first in reader.entities and raw.endswith("ا"))
    )
    return feminine == (form.gender == "f") and not is_many


def _host(index: int, spans: Sequence[Span], drafts: Sequence[tuple[Attribution, tuple[Span, ...]]]) -> int | None:
    """The finite statement whose participle this one is: the last finite one before it in the sentence.

    One that stands in what another says is passed over where the participle stands outside: «قال الوزير إن "السكان
    يشكون من الغلاء"، مضيفا أن ...» is the minister's.
    """
    attribution = drafts[index][0]
    if not attribution.is_participle:
        return None
    nearest = None
    for other in range(index - 1, -1, -1):
        candidate = drafts[other][0]
        if candidate.sentence != attribution.sentence:
            break
        around = _innermost(other, spans, drafts)
        outside = around is not None and not any(p.contains(spans[index]) for p in drafts[around][1])
        if not candidate.is_finite and not _says_his_own(candidate) or outside and candidate.is_finite:
            continue
        if _may_host(candidate, attribution):
            return other
        nearest = other if nearest is None and candidate.is_finite else nearest
    return nearest


def _says_his_own(attribution: Attribution) -> bool:
    """«قوله»، «قولها»: the noun by which one speaker quotes another."""
    return attribution.lemma == _SAY and attribution.form is not None and attribution.form.category == "masdar"


def _may_host(host: Attribution, participle: Attribution) -> bool:
    """The gender of the participle is that of the verb before it: «... بأن مانيلا لاحظت ...، مضيفا»."""
    if host.form is None or participle.form is None or participle.form.gender is None:
        return host.is_finite
    if _says_his_own(host):
        return host.source is not None
    if host.form.gender is None:
        return host.is_finite
    return host.form.gender == participle.form.gender or host.form.person == 1
