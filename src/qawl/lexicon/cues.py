"""The reporting words: ``cues.yaml`` as entries, and a table of every spelling they can stand in.

A spelling is looked up folded; the conjunctions و and ف, and before nouns the prepositions ب and ل, are
taken off at the look-up.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from qawl.errors import DataFileError
from qawl.lexicon.conjugate import Form, forms_of
from qawl.lexicon.load import DataFiles
from qawl.model.claim import Status
from qawl.model.statement import Commitment, SpeakerKind, Stance
from qawl.text.fold import fold_text
from qawl.text.memo import REMEMBERED, remembered

CLASSES = ("adverbial", "impersonal", "noun", "preposition", "verb")
_CONJUNCTIONS = ("و", "ف")
_NOUN_PREFIXES = ("ب", "ل")
_REQUIRED = ("id", "class", "lemma", "gloss", "stance", "commitment", "complement", "strength", "example")
_OPTIONAL = (
    "root",
    "form",
    "imperfect",
    "first_person",
    "participle",
    "passive",
    "masdar",
    "forms",
    "span",
    "negated_stance",
    "negated_status",
    "needs",
    "not_before",
    "not_after",
    "only_with",
    "not_forms",
    "addressee",
    "only_after",
    "kind",
    "note",
)

FINITE = frozenset({"perfect", "imperfect", "passive"})
"""Categories of forms that are verbs with a subject."""
COMPLEMENTS = frozenset({"that", "object", "colon", "relative", "object:pronoun", "addressee", "subjunctive"})
_PREPOSITIONAL = "prep:"


@dataclass(frozen=True, slots=True)
class CueEntry:
    """One reporting lemma: what it says about its content, and how content may follow it."""

    id: str
    word_class: str
    lemma: str
    gloss: str
    stance: Stance
    commitment: Commitment
    complement: frozenset[str]
    is_weak: bool
    example: str
    root: str | None = None
    form: str | None = None
    imperfect: str | None = None
    first_person: bool = False
    participle: str | None = None
    passive: tuple[str, ...] = ()
    masdar: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    span: str | None = None
    negated_stance: Stance | None = None
    negated_status: Status | None = None
    needs: frozenset[str] = frozenset()
    not_before: tuple[tuple[str, ...], ...] = ()
    not_after: tuple[tuple[str, ...], ...] = ()
    only_with: frozenset[str] = frozenset()
    only_after: frozenset[str] = frozenset()
    not_forms: tuple[str, ...] = ()
    needs_addressee: bool = False  # one phrase before the preposition is whom it is said to, not who says it
    kind: SpeakerKind | None = None
    prepositions: frozenset[str] = field(default=frozenset())


class CueForm(NamedTuple):
    """One reading of one folded spelling. A named tuple, because tens of thousands are made at start."""

    entry: CueEntry
    category: str  # perfect imperfect participle masdar fixed passive
    gender: str | None
    number: str | None
    person: int | None
    mood: str | None
    has_object: bool
    has_conjunction: bool = False
    proclitic: str = ""
    length: int = 1  # tokens of a fixed phrase
    head: int = 0  # which of them is the cue
    final: str = ""  # last letter unfolded: «تدعي» claims, «تدعى» is called; «آملة» hoping, «أمله» his hope


CuePhrase = tuple[tuple[str, ...], CueForm]
"""The folded words of a cue of several words, and its reading."""


@dataclass(frozen=True, slots=True, eq=False)
class CueLexicon:
    """Readings by folded spelling of a token; phrases of several words by their first."""

    entries: tuple[CueEntry, ...]
    forms: dict[str, tuple[CueForm, ...]]
    phrases: dict[str, tuple[CuePhrase, ...]]
    homographs: frozenset[str]

    @lru_cache(REMEMBERED)  # noqa: B019 - a lexicon lives as long as the process
    def readings(self, word: str) -> tuple[CueForm, ...]:
        """Every reading of a folded token, with what joins it.

        وقال -> قال with a conjunction; بتأكيده -> تأكيده with a preposition
        """
        if word in self.homographs:
            return ()
        found = self.forms.get(word, ())
        rest = word
        if word[:1] in _CONJUNCTIONS and len(word) > 2:
            rest = word[1:]
            if rest in self.homographs:
                return found
            joined = self.forms.get(rest)
            if joined is not None:
                found += tuple(form._replace(has_conjunction=True) for form in joined)
        if rest[:1] in _NOUN_PREFIXES and len(rest) > 3:
            bare = "ال" + rest[2:] if rest.startswith("لل") else rest[1:]
            nouns = tuple(form for form in self.forms.get(bare, ()) if form.category == "masdar")
            found += tuple(form._replace(proclitic=rest[0], has_conjunction=rest is not word) for form in nouns)
        return found

    def whatever(self, spelling: str, *, is_joined: bool) -> tuple[CueForm, ...]:
        """The readings of a spelling, homograph or not; ``is_joined`` where «و» stands before it."""
        return tuple(form._replace(has_conjunction=is_joined) for form in self.forms.get(spelling, ()))

    def phrases_at(self, word: str) -> tuple[CuePhrase, ...]:
        """Phrases of several words that begin with the folded token, with or without a conjunction on it."""
        found = self.phrases.get(word, ())
        if word[:1] in _CONJUNCTIONS and word[1:] in self.phrases:
            found += tuple(((word, *words[1:]), form) for words, form in self.phrases[word[1:]])
        return found


@remembered
def cues_of(word: str, lexicon: CueLexicon) -> tuple[tuple[CuePhrase, ...], tuple[CueForm, ...]]:
    """The phrases that may begin with a folded token, and its own readings."""
    return lexicon.phrases_at(word), lexicon.readings(word)


def load_cues(data: DataFiles) -> CueLexicon:
    """Read ``lexicon/cues.yaml``, and the spellings of ``lexicon/homographs.yaml`` that are never cues.

    Raises:
        DataFileError: unknown keys, classes, stances or complements; ids out of order.
    """
    rows = data.read_rows("lexicon/cues.yaml", required=_REQUIRED, optional=_OPTIONAL)
    entries = tuple(_entry(row) for row in rows)
    forms: dict[str, list[CueForm]] = {}
    phrases: dict[str, list[CuePhrase]] = {}
    for entry in entries:
        forms_here = forms_of(entry)
        folded = fold_text("\n".join(form.text for form in forms_here)).split("\n")
        for form, text in zip(forms_here, folded, strict=True):
            if " " not in text:
                forms.setdefault(text, []).append(_reading(entry, form, (text,)))
            else:
                words = tuple(text.split())
                phrases.setdefault(words[0], []).append((words, _reading(entry, form, words)))
    homographs = data.read_rows("lexicon/homographs.yaml", required=("id", "form", "is", "example"), optional=())
    return CueLexicon(
        entries=entries,
        forms={word: tuple(readings) for word, readings in forms.items()},
        phrases={k: tuple(sorted(v, key=lambda p: len(p[0]), reverse=True)) for k, v in phrases.items()},
        homographs=frozenset(fold_text(row["form"]) for row in homographs),
    )


def _reading(entry: CueEntry, form: Form, words: tuple[str, ...]) -> CueForm:
    return CueForm(
        entry=entry,
        category="participle" if entry.word_class == "adverbial" else form.category,
        gender=form.gender,
        number=form.number,
        person=form.person,
        mood=form.mood,
        has_object=form.with_object_pronoun,
        final=form.text[-1],
        length=len(words),
        head=_head_position(entry, list(words)),
    )


def _head_position(entry: CueEntry, words: list[str]) -> int:
    """Which word of a phrase is marked as the cue: the one named by ``span``, else the first."""
    if entry.span is None or len(words) == 1:
        return 0
    if entry.span in ("head", "last"):
        return len(words) - 1
    target = fold_text(entry.span)
    return next((i for i, word in enumerate(words) if word == target or word.endswith(target)), 0)


def _entry(row: dict[str, object]) -> CueEntry:
    name = str(row["id"])

    def strings(key: str) -> tuple[str, ...]:
        value = row.get(key) or ()
        if isinstance(value, str):
            return (value,)
        assert isinstance(value, (list, tuple))
        return tuple(str(v) for v in value)

    def text(key: str) -> str | None:
        value = row.get(key)
        return None if value is None else str(value)

    if row["class"] not in CLASSES:
        raise DataFileError(f"cues.yaml: entry {name!r} has the class {row['class']!r}. Known: {CLASSES}.")
    unknown = [c for c in strings("complement") if c not in COMPLEMENTS and not c.startswith(_PREPOSITIONAL)]
    if unknown:
        known = f"{sorted(COMPLEMENTS)} and `{_PREPOSITIONAL}` with a preposition"
        raise DataFileError(f"cues.yaml: entry {name!r} has the complement {unknown[0]!r}. Known: {known}.")
    if row["strength"] not in ("strong", "weak"):
        raise DataFileError(f"cues.yaml: entry {name!r}: strength is `strong` or `weak`.")
    try:
        negated_stance = row.get("negated_stance")
        negated_status = row.get("negated_status")
        kind = row.get("kind")
        return CueEntry(
            id=name,
            word_class=str(row["class"]),
            lemma=str(row["lemma"]),
            gloss=str(row["gloss"]),
            stance=Stance(str(row["stance"])),
            commitment=Commitment(str(row["commitment"])),
            complement=frozenset(strings("complement")),
            is_weak=row["strength"] == "weak",
            example=str(row["example"]),
            root=text("root"),
            form=text("form"),
            imperfect=text("imperfect"),
            first_person=bool(row.get("first_person", False)),
            participle=text("participle"),
            passive=strings("passive"),
            masdar=strings("masdar"),
            forms=strings("forms"),
            span=text("span"),
            negated_stance=None if negated_stance is None else Stance(str(negated_stance)),
            negated_status=None if negated_status is None else Status(str(negated_status)),
            needs=frozenset(strings("needs")),
            not_before=tuple(tuple(fold_text(w).split()) for w in strings("not_before")),
            not_after=tuple(tuple(fold_text(w).split()) for w in strings("not_after")),
            only_with=frozenset(fold_text(w) for w in strings("only_with")),
            only_after=frozenset(fold_text(w) for w in strings("only_after")),
            not_forms=strings("not_forms"),
            needs_addressee=row.get("addressee") == "required",
            kind=None if kind is None else SpeakerKind(str(kind)),
            prepositions=frozenset(fold_text(c[5:]) for c in strings("complement") if c.startswith("prep:")),
        )
    except ValueError as error:
        raise DataFileError(f"cues.yaml: entry {name!r}: {error}.") from error
