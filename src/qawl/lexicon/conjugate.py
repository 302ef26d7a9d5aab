"""Surface forms of a reporting word, from the few principal parts that the lexicon records.

Who adds a verb to ``cues.yaml`` writes its perfect, imperfect, participle and verbal nouns; everything
else that newspapers print follows by rule, weak radicals included:

    نفى، ينفي  ->  نفت، نفوا، ينفون، لم ينف، نفاه، تنفيه ...

The forms are unvowelled, in normal spelling (hamzas kept), without proclitics but the future particle; the
loader folds them. One spelling may stand for several persons or moods: each reading is a ``Form`` of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

Category = Literal["perfect", "imperfect", "participle", "masdar", "fixed", "passive"]
Gender = Literal["m", "f"]
Number = Literal["sg", "du", "pl"]
Mood = Literal["jussive", "future"]
Person = Literal[1, 3]

ALEF = "\N{ARABIC LETTER ALEF}"
ALEF_MADDA = "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}"
ALEF_HAMZA = "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}"
ALEF_MAKSURA = "\N{ARABIC LETTER ALEF MAKSURA}"
WAW = "\N{ARABIC LETTER WAW}"
WAW_HAMZA = "\N{ARABIC LETTER WAW WITH HAMZA ABOVE}"
YEH = "\N{ARABIC LETTER YEH}"
YEH_HAMZA = "\N{ARABIC LETTER YEH WITH HAMZA ABOVE}"
HAMZA = "\N{ARABIC LETTER HAMZA}"
TEH = "\N{ARABIC LETTER TEH}"
TEH_MARBUTA = "\N{ARABIC LETTER TEH MARBUTA}"
NOON = "\N{ARABIC LETTER NOON}"
SEEN = "\N{ARABIC LETTER SEEN}"
LAM = "\N{ARABIC LETTER LAM}"
HEH = "\N{ARABIC LETTER HEH}"
MEEM = "\N{ARABIC LETTER MEEM}"
FATHATAN = "\N{ARABIC FATHATAN}"

THIRD_PERSON_PRONOUNS = (HEH, HEH + ALEF, HEH + MEEM, HEH + MEEM + ALEF)
FIRST_PERSON_PRONOUNS = (NOON + YEH, NOON + ALEF)

# Derived patterns that show a hollow or doubled root; the others hide it behind a long or doubled middle.
CONTRACTING_PATTERNS = frozenset({"I", "IV", "VII", "VIII", "X"})


class CueSpelling(Protocol):
    """The fields of a cue entry that decide its spellings; ``CueEntry`` has them all."""

    @property
    def id(self) -> str: ...
    @property
    def lemma(self) -> str: ...
    @property
    def root(self) -> str | None: ...
    @property
    def form(self) -> str | None: ...
    @property
    def imperfect(self) -> str | None: ...
    @property
    def first_person(self) -> bool: ...
    @property
    def participle(self) -> str | None: ...
    @property
    def passive(self) -> Sequence[str]: ...
    @property
    def masdar(self) -> Sequence[str]: ...
    @property
    def forms(self) -> Sequence[str]: ...
    @property
    def not_forms(self) -> Sequence[str]: ...
    @property
    def complement(self) -> Collection[str]: ...


class Form(NamedTuple):
    """One reading of one spelling: what the letters are and what they say about the subject."""

    text: str
    lemma_id: str
    category: Category
    gender: Gender | None = None
    number: Number | None = None
    person: Person | None = None
    mood: Mood | None = None
    with_object_pronoun: bool = False


class _Cell(NamedTuple):
    """A slot of a paradigm: its letters, agreement, and the stem that an object pronoun attaches to."""

    text: str
    gender: Gender | None
    number: Number
    person: Person
    mood: Mood | None = None
    before_pronoun: str | None = None

    @property
    def host(self) -> str:
        return self.text if self.before_pronoun is None else self.before_pronoun


def forms_of(entry: CueSpelling) -> list[Form]:
    """Return every spelling of a lexicon entry, each reading once, in paradigm order.

    ``not_forms`` names spellings of the paradigm that in print are always another word: لم يجب is hardly ever
    "did not answer" where يجب is "must".
    """
    excluded = frozenset(entry.not_forms)
    return [form for form in dict.fromkeys(_all_forms(entry)) if form.text not in excluded]


def _all_forms(entry: CueSpelling) -> Iterator[Form]:
    for text in entry.forms:
        yield Form(text, entry.id, "fixed")
    if entry.imperfect is not None:
        yield from _verb_forms(entry, entry.imperfect)
    if entry.participle is not None:
        yield from _participle_forms(entry.id, entry.participle)
    for noun in entry.masdar:
        yield from _masdar_forms(entry.id, noun)


def _verb_forms(entry: CueSpelling, imperfect: str) -> Iterator[Form]:
    weakness = _weakness(entry.root, entry.form)
    final = entry.root[-1] if entry.root else ""
    yield from _as_forms(entry, "perfect", _perfect_cells(entry.lemma, weakness, final))
    yield from _as_forms(entry, "imperfect", _imperfect_cells(imperfect, weakness))
    if entry.passive:
        yield from _passive_forms(entry, weakness)


def _as_forms(entry: CueSpelling, category: Category, cells: Iterable[_Cell]) -> Iterator[Form]:
    pronouns = _pronouns(entry.complement)
    for cell in cells:
        if cell.person == 1 and not entry.first_person:
            continue
        yield Form(cell.text, entry.id, category, cell.gender, cell.number, cell.person, cell.mood)
        for pronoun in pronouns:
            if cell.person == 1 and pronoun in FIRST_PERSON_PRONOUNS:
                continue
            text = _attach(cell.host, pronoun)
            yield Form(text, entry.id, category, cell.gender, cell.number, cell.person, cell.mood, True)


def _pronouns(complement: Collection[str]) -> tuple[str, ...]:
    """Object pronouns a verb may carry: persons told or accused, or the thing said («الأمر الذي نفاه»)."""
    if "addressee" in complement:
        return THIRD_PERSON_PRONOUNS + FIRST_PERSON_PRONOUNS
    return THIRD_PERSON_PRONOUNS if "object:pronoun" in complement else ()


def _attach(host: str, pronoun: str) -> str:
    """Join a pronoun: نفى + ه -> نفاه; رأى + ها -> رآها."""
    if host.endswith(ALEF_HAMZA + ALEF_MAKSURA):
        return host[:-2] + ALEF_MADDA + pronoun
    if host.endswith(ALEF_MAKSURA):
        return host[:-1] + ALEF + pronoun
    return host + pronoun


def _weakness(root: str | None, pattern: str | None) -> Literal["hollow", "doubled"] | None:
    """Whether the middle contracts: قال (hollow), ظن (doubled). Weak ends show in the spelling itself."""
    if root is None or len(root) != 3 or pattern not in CONTRACTING_PATTERNS:
        return None
    if root[1] == root[2]:
        return "doubled"
    if root[1] in (WAW, YEH) and root[2] not in (WAW, YEH):
        return "hollow"
    return None


@dataclass(frozen=True, slots=True)
class _PerfectStems:
    """What the perfect's endings attach to."""

    feminine: str  # 3fs, ending included
    dual: str  # 3md, ending included
    plural: tuple[str, ...]  # before the ending of 3mp; several where hamza has two current spellings
    consonantal: str  # before the endings that begin with a consonant


def _perfect_cells(lemma: str, weakness: str | None, final: str) -> Iterator[_Cell]:
    """The perfect: third persons in full, first person singular and plural."""
    stems = _perfect_stems(lemma, weakness, final)
    yield _Cell(lemma, "m", "sg", 3)
    yield _Cell(stems.feminine, "f", "sg", 3)
    yield _Cell(stems.dual, "m", "du", 3)
    yield _Cell(stems.feminine + ALEF, "f", "du", 3)
    for stem in stems.plural:
        yield _Cell(stem + WAW + ALEF, "m", "pl", 3, before_pronoun=stem + WAW)
    yield _Cell(_merge(stems.consonantal, NOON), "f", "pl", 3)
    yield _Cell(_merge(stems.consonantal, TEH), None, "sg", 1)
    yield _Cell(_merge(stems.consonantal, NOON + ALEF), None, "pl", 1)


def _perfect_stems(lemma: str, weakness: str | None, final: str) -> _PerfectStems:
    """Stems by the last letter of the lemma; ``final`` is the last radical, which a long alef hides."""
    body, last = lemma[:-1], lemma[-1]
    match last:
        case "\N{ARABIC LETTER ALEF MAKSURA}":  # نفى
            return _PerfectStems(body + TEH, body + YEH + ALEF, (body,), body + YEH)
        case "\N{ARABIC LETTER ALEF}":  # دعا; حيا keeps its yeh
            radical = YEH if final == YEH else WAW
            return _PerfectStems(body + TEH, body + radical + ALEF, (body,), body + radical)
        case "\N{ARABIC LETTER YEH}":  # خشي
            return _PerfectStems(lemma + TEH, lemma + ALEF, (body,), lemma)
        case "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}":  # تنبأ
            plural = (body + WAW_HAMZA, lemma)
            return _PerfectStems(lemma + TEH, body + ALEF_MADDA, plural, lemma)
        case "\N{ARABIC LETTER HAMZA}":  # جاء
            plural = (body + WAW_HAMZA, lemma)
            return _PerfectStems(lemma + TEH, lemma + ALEF, plural, body[:-1] + YEH_HAMZA)
    consonantal = lemma
    if weakness == "hollow":  # قال -> قل
        consonantal = lemma[:-2] + last
    elif weakness == "doubled":  # ظن -> ظنن
        consonantal = lemma + last
    return _PerfectStems(lemma + TEH, lemma + ALEF, (lemma,), consonantal)


def _merge(stem: str, ending: str) -> str:
    """Write a doubled consonant once: أعلن + نا -> أعلنا, أثبت + ت -> أثبت."""
    return stem + ending[1:] if stem.endswith(ending[0]) else stem + ending


def _imperfect_cells(imperfect: str, weakness: str | None) -> Iterator[_Cell]:
    """The imperfect after each prefix, with the endings of other moods and the future particle."""
    stems = _imperfect_stems(imperfect[1:], weakness)
    for cell in _indicative_cells(stems):
        yield cell
        future_host = None if cell.before_pronoun is None else SEEN + cell.before_pronoun
        yield _Cell(SEEN + cell.text, cell.gender, cell.number, cell.person, "future", future_host)
    yield from _jussive_cells(stems)


@dataclass(frozen=True, slots=True)
class _ImperfectStems:
    """What the imperfect's prefixes and endings attach to, itself without a prefix."""

    bare: str  # no ending
    dual: str  # before ان
    plural: tuple[str, ...]  # before ون and وا
    feminine_plural: str  # before ن
    jussive: str  # no ending, after لم


def _imperfect_stems(bare: str, weakness: str | None) -> _ImperfectStems:
    body, last = bare[:-1], bare[-1]
    match last:
        case "\N{ARABIC LETTER YEH}":  # ينفي
            return _ImperfectStems(bare, bare, (body,), bare, body)
        case "\N{ARABIC LETTER WAW}":  # يدعو
            return _ImperfectStems(bare, bare, (body,), bare, body)
        case "\N{ARABIC LETTER ALEF MAKSURA}":  # يرى
            return _ImperfectStems(bare, body + YEH, (body,), body + YEH, body)
        case "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}":  # يتنبأ
            return _ImperfectStems(bare, bare, (body + WAW_HAMZA, bare), bare, bare)
        case "\N{ARABIC LETTER HAMZA}":  # يجيء -> يجيئون، لم يجئ
            seated, short = body + YEH_HAMZA, body[:-1] + YEH_HAMZA
            return _ImperfectStems(bare, seated, (seated,), short, short)
    if weakness == "hollow":  # يقول -> يقل
        short = bare[:-2] + last
        return _ImperfectStems(bare, bare, (bare,), short, short)
    if weakness == "doubled":  # يظن -> يظنن
        return _ImperfectStems(bare, bare, (bare,), bare + last, bare)
    return _ImperfectStems(bare, bare, (bare,), bare, bare)


def _indicative_cells(stems: _ImperfectStems) -> Iterator[_Cell]:
    yield _Cell(YEH + stems.bare, "m", "sg", 3)
    yield _Cell(TEH + stems.bare, "f", "sg", 3)
    yield _Cell(YEH + _dual(stems.dual) + NOON, "m", "du", 3)
    yield _Cell(TEH + _dual(stems.dual) + NOON, "f", "du", 3)
    for stem in stems.plural:
        yield _Cell(YEH + stem + WAW + NOON, "m", "pl", 3)
    yield _Cell(_merge(YEH + stems.feminine_plural, NOON), "f", "pl", 3)
    yield _Cell(_first_person_singular(stems.bare), None, "sg", 1)
    yield _Cell(NOON + stems.bare, None, "pl", 1)


def _jussive_cells(stems: _ImperfectStems) -> Iterator[_Cell]:
    """Third persons after لم, لن and أن, where they are spelled otherwise than in the indicative."""
    if stems.jussive != stems.bare:
        yield _Cell(YEH + stems.jussive, "m", "sg", 3, "jussive")
        yield _Cell(TEH + stems.jussive, "f", "sg", 3, "jussive")
    yield _Cell(YEH + _dual(stems.dual), "m", "du", 3, "jussive")
    yield _Cell(TEH + _dual(stems.dual), "f", "du", 3, "jussive")
    for stem in stems.plural:
        yield _Cell(YEH + stem + WAW + ALEF, "m", "pl", 3, "jussive", YEH + stem + WAW)


def _dual(stem: str) -> str:
    """The dual's alef, which joins a seated hamza: يتنبأ -> يتنبآ."""
    return stem[:-1] + ALEF_MADDA if stem.endswith(ALEF_HAMZA) else stem + ALEF


def _first_person_singular(stem: str) -> str:
    """The prefix of "I", which joins a hamza of the root: أقول, but آمر."""
    return ALEF_MADDA + stem[1:] if stem.startswith(ALEF_HAMZA) else ALEF_HAMZA + stem


def _passive_forms(entry: CueSpelling, weakness: str | None) -> Iterator[Form]:
    """Passive spellings that the active does not have; an imperfect is known by its prefix.

    قيل، يقال -> قيلت، قيلوا، تقال، يقالون، لم يقل
    """
    for text in entry.passive:
        imperfect = text.startswith(YEH)
        cells = _imperfect_cells(text, weakness) if imperfect else _perfect_cells(text, weakness, "")
        for cell in cells:
            if cell.person == 3:
                yield Form(cell.text, entry.id, "passive", cell.gender, cell.number, 3, cell.mood)


def _participle_forms(lemma_id: str, base: str) -> Iterator[Form]:
    """The active participle as it hangs on a host verb.

    مشير -> مشيرا، مشيرة، مشيرين، مشيرتين; of weak roots نافي -> نافيا، نافية، نافين
    """
    oblique_plural = base[:-1] if base.endswith(YEH) else base
    spellings: tuple[tuple[str, Gender, Number], ...] = (
        (base + ALEF, "m", "sg"),
        (base + ALEF + FATHATAN, "m", "sg"),
        (base + FATHATAN + ALEF, "m", "sg"),
        (base + TEH_MARBUTA, "f", "sg"),
        (base + YEH + NOON, "m", "du"),
        (base + TEH + YEH + NOON, "f", "du"),
        (oblique_plural + YEH + NOON, "m", "pl"),
        (base + ALEF + TEH, "f", "pl"),
    )
    for text, gender, number in spellings:
        yield Form(text, lemma_id, "participle", gender, number, 3)


def _masdar_forms(lemma_id: str, noun: str) -> Iterator[Form]:
    """A verbal noun: bare, definite, and with its subject as a pronoun (تأكيده، دعوتها، ادعائهم)."""
    yield Form(noun, lemma_id, "masdar")
    yield Form(ALEF + LAM + noun, lemma_id, "masdar")
    if not noun.endswith((TEH_MARBUTA, HAMZA, ALEF, ALEF_MAKSURA, ALEF + TEH)) and not _is_diptote(noun):
        yield Form(noun + ALEF, lemma_id, "masdar")
    for stem in _noun_stems(noun):
        for pronoun in THIRD_PERSON_PRONOUNS:
            yield Form(stem + pronoun, lemma_id, "masdar")


def _is_diptote(noun: str) -> bool:
    """Plurals such as مطالب and تقارير never end in ا: «مطالبا» is the participle; تفاؤل, of form VI, does."""
    short = len(noun) == 5 and noun[0] != TEH
    return noun[2:3] == ALEF and (short or (len(noun) == 6 and noun[4] == YEH))


def _noun_stems(noun: str) -> tuple[str, ...]:
    """The stem before a pronoun, in all three cases where the spelling shows them."""
    if noun.endswith(TEH_MARBUTA):
        return (noun[:-1] + TEH,)
    if noun.endswith(ALEF_MAKSURA):
        return (noun[:-1] + ALEF,)
    if noun.endswith(ALEF + HAMZA):
        return (noun, noun[:-1] + WAW_HAMZA, noun[:-1] + YEH_HAMZA)
    return (noun,)
