"""Each claim as one plain sentence, in Arabic and in English, for readers who do not read the article.

The sentence is made of two templates of the locale: the *fact* («سيطرة X على Y») and the *frame* of its
speaker and status («نفي من Z: …»). Facts are noun phrases, since names of unknown gender and number then
need no agreement. Of the templates of a type the first one whose slots the claim can fill is taken; what
it has no slot for follows in brackets, so nothing the claim says is lost.

A country, or a place that stands outside the claim's own words, is never the object of «control of»: it
fills the slot ``{area}`` («سيطرة X في سوريا»), not ``{place}``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qawl.locale import FactTemplate, Words
from qawl.model.claim import Claim, ClaimType, Party, Quantity, Status
from qawl.model.statement import Speaker, SpeakerKind, Stance, Statement, Voice
from qawl.report.names import Names
from qawl.report.phrases import Phrase, fill, opened_by_capital, plain, slots_of, words
from qawl.report.quantities import quantity_phrase, when_text

_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_NOMINATIVE = "\N{ARABIC LETTER WAW}\N{ARABIC LETTER NOON}"
_OBLIQUE = "\N{ARABIC LETTER YEH}\N{ARABIC LETTER NOON}"

_STRONGER_STANCES = {
    Status.ASSERTED: (Stance.ACCUSES, Stance.DOUBTS),
    Status.DENIED: (Stance.DOUBTS,),
    Status.PREDICTED: (Stance.PROMISES, Stance.THREATENS),
    Status.POSSIBLE: (Stance.ASKS, Stance.DOUBTS, Stance.THREATENS, Stance.PROMISES),
}
"""Where the speaker's stance says more than the status of the claim: a threat is not a mere prediction."""


def claim_sentence(claim: Claim, voice: Voice | None, names: Names, locale: Words) -> Phrase:
    """The claim in one sentence of the locale's language; without a voice the article itself makes it."""
    slots = _slots(claim, names, locale)
    template = _best(locale.facts[_fact_key(claim)], slots)
    if voice is None:
        phrase = fill(locale.text(f"own.{claim.status}"), _said(template, slots))
    else:
        frame = locale.text(f"frame.{_frame_key(claim.status, voice.stance)}")
        phrase = fill(frame, {**_said(template, slots), "speaker": _speaker(voice.speaker, names, locale)})
    phrase = _with_rest(phrase, template, slots, locale)
    if claim.time is not None and claim.time.target:
        phrase += fill(locale.text("rest.date"), {"date": words(when_text(claim.time.target, locale))})
    if "unverified_by_outlet" in claim.flags:
        phrase += words(locale.text("rest.unverified"))
    if voice is not None:
        phrase += _via(voice, names, locale)
    return opened_by_capital(phrase + words(locale.text("sentence.end")))


def voice_of(claim: Claim, statements: Mapping[str, Statement]) -> Voice | None:
    """Who makes a claim among the statements of its article; None for the article's own voice."""
    statement = statements.get(claim.statement or "")
    if statement is None:
        return None
    passed_on_by = tuple(parent.speaker for parent in parents_of(statement, statements))
    return Voice(statement.speaker, statement.stance, passed_on_by)


def public_voice(claim: Claim, statements: Mapping[str, Statement]) -> Voice | None:
    """The same as lists and citations show it: people who speak in no public role have no names."""
    voice = voice_of(claim, statements)
    if voice is None:
        return None
    return Voice(voice.speaker.in_public(), voice.stance, tuple(one.in_public() for one in voice.passed_on_by))


def fact_phrase(claim: Claim, names: Names, locale: Words) -> Phrase:
    """What is claimed as a noun phrase, without speaker, status and time: for where these stand beside it."""
    slots = _slots(claim, names, locale)
    template = _best(locale.facts[_fact_key(claim)], slots)
    return opened_by_capital(_with_rest(fill(template.noun, slots), template, slots, locale))


def parents_of(statement: Statement, statements: Mapping[str, Statement]) -> list[Statement]:
    """The statements a statement stands in, innermost first; a cycle ends where it closes."""
    seen, found = {statement.id}, []
    parent = statement.parent
    while parent is not None and parent not in seen and parent in statements:
        seen.add(parent)
        found.append(statements[parent])
        parent = statements[parent].parent
    return found


def joined(phrases: Sequence[Phrase], locale: Words) -> Phrase:
    """«أ وب وج», "a and b and c"."""
    result: Phrase = ()
    for phrase in phrases:
        pair = {"first": result, "second": phrase}
        result = fill(locale.text("sentence.and"), pair) if result else phrase
    return result


def _fact_key(claim: Claim) -> str:
    if claim.type is not ClaimType.CASUALTIES or claim.quantity is None or claim.quantity.harm is None:
        return claim.type
    return f"{claim.type}.{claim.quantity.harm}"


def _frame_key(status: Status, stance: Stance) -> str:
    return stance if stance in _STRONGER_STANCES.get(status, ()) else status


def _slots(claim: Claim, names: Names, locale: Words) -> dict[str, Phrase]:
    """What the claim can fill, without empty slots."""
    language = locale.language
    target = joined([_in_genitive(names.of_party(p, language), locale) for p in claim.targets], locale)
    quantity = claim.quantity
    if quantity is not None and _repeats(claim.targets, quantity):
        target = ()
    if quantity is not None and claim.time is not None and claim.time.target:
        quantity = replace(quantity, since=None)  # the sentence ends with the time; once is enough
    slots = {
        "actor": joined([_in_genitive(names.of_party(p, language), locale) for p in claim.actors], locale),
        "target": target,
        "quantity": ()
        if quantity is None
        else quantity_phrase(quantity, locale, of_victims=claim.type is ClaimType.CASUALTIES),
    }
    place = names.place(claim.place)
    if place is not None and claim.place is not None:
        is_area = claim.place.inherited or place.kind == "country"
        slots["area" if is_area else "place"] = names.of_place(place, language)
    return {slot: phrase for slot, phrase in slots.items() if phrase}


def _speaker(speaker: Speaker, names: Names, locale: Words) -> Phrase:
    """The speaker's name as it stands after «بحسب»; people without names are mostly plurals: «مراقبون»."""
    phrase = names.of_speaker(speaker, locale.language) or words(locale.text("sentence.unnamed"))
    is_plural = speaker.kind in (SpeakerKind.ANONYMOUS, SpeakerKind.GROUP)
    return _in_genitive(phrase, locale, is_plural=is_plural)


def _in_genitive(phrase: Phrase, locale: Words, *, is_plural: bool = False) -> Phrase:
    """The name with the ending it has behind a noun or preposition: لدى الحوثيون -> لدى الحوثيين.

    Only for plurals that the locale counts, or where ``is_plural`` is known: «القانون» is none.
    """
    if locale.language != "ar" or not phrase or not phrase[0].language:
        return phrase
    first, space, rest = phrase[0].text.partition(" ")
    if not first.endswith(_NOMINATIVE):
        return phrase
    oblique = first.removesuffix(_NOMINATIVE) + _OBLIQUE
    known = any(oblique.removeprefix(_ARTICLE) in forms for forms in locale.units.values())
    if not (known or is_plural):
        return phrase
    return (replace(phrase[0], text=oblique + space + rest), *phrase[1:])


def _repeats(targets: tuple[Party, ...], quantity: Quantity) -> bool:
    """True when the target is only the counted noun again: «مقتل 43 مدنيا (مدنيين)»."""
    if len(targets) != 1 or targets[0].link.target is not None or " " in targets[0].name.strip():
        return False
    mention = targets[0].link.mention
    number = quantity.mention.span
    if mention is not None and mention.span.start < number.end and number.start < mention.span.end:
        return True  # the number itself was taken for the target: «آلاف»
    given = targets[0].name.strip().removeprefix("\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}")
    return any(given[:3] == noun[:3] for noun in (quantity.unit, quantity.counted) if noun)


def _best(templates: Sequence[FactTemplate], slots: Mapping[str, Phrase]) -> FactTemplate:
    """The first template that the claim can fill; the last one of every type has no slots."""
    return next(t for t in templates if slots_of(t.noun) <= slots.keys())


def _said(template: FactTemplate, slots: Mapping[str, Phrase]) -> dict[str, Phrase]:
    return {"noun": fill(template.noun, slots), "clause": fill(template.clause, slots)}


def _with_rest(phrase: Phrase, template: FactTemplate, slots: Mapping[str, Phrase], locale: Words) -> Phrase:
    """A phrase and what the template had no slot for, but a place with which a name before it ends: «… in Yemen»."""
    used = slots_of(template.noun)
    for slot, key in (("place", "place"), ("area", "place"), ("quantity",) * 2, ("actor",) * 2, ("target",) * 2):
        if slot in slots and slot not in used:
            more = fill(locale.text(f"rest.{key}"), {key: slots[slot]})
            if key != "place" or not plain(phrase).endswith(plain(more)):
                phrase += more
    return phrase


def _via(voice: Voice, names: Names, locale: Words) -> Phrase:
    """The speakers who passed the statement on."""
    own = names.of_speaker(voice.speaker, locale.language)
    passed = [names.of_speaker(speaker, locale.language) for speaker in voice.passed_on_by]
    named = [p for i, p in enumerate(passed) if p and p != own and p not in passed[:i]]
    return fill(locale.text("sentence.via"), {"parents": joined(named, locale)}) if named else ()
