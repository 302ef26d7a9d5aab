"""Words by what they do in a sentence: particles, titles and other head nouns of speakers, given names.

All forms are folded; membership tests are set look-ups. Proclitic و and ف are spelled out where a class
takes them, so that a rule asks one set once.
"""

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache

from qawl.errors import DataFileError
from qawl.lexicon.bounds import Bounds, load_bounds
from qawl.lexicon.load import DataFiles
from qawl.model.statement import SpeakerKind
from qawl.text.fold import fold_text
from qawl.text.memo import REMEMBERED
from qawl.text.tokens import ARTICLE, strip_enclitics

_CONJUNCTIONS = ("و", "ف")
# Open words: none of them ends a name.
_NOUN_CLASSES = frozenset(
    {
        "medium",
        "people_plural",
        "news_adjective",
        "masculine_country",
        "led_by",
        "saying",
        "outlet_noun",
        "outlet_name",
        "role_adjective",
        "name_or_rank",
        "counter",
        "of_its_object",
        "pointer",
        "vague_role",
        "not_speaker",
        "wielded",
        "own_name",
        "not_named",
        "withholding",
        "undertaking",
        "kin",
        "country_noun",
        "circumstance",
        "issued_by",
        "represents",
        "not_news",
        "many_bodies",
        "common_object",
        "honorific",
    }
)
_DUALS = ("ان", "ين")
_OF_HIM = ("ه", "ها", "هم", "هما")
ALEF = "\N{ARABIC LETTER ALEF}"
_OWNERS = ("ه", "ها", "هم", "هما", "نا", "ي")
_VERBAL_NOUN = re.compile(
    r"""
    ت \w{2} ي \w                    # II: tadmir
  | ا (?! ل ) \w{2} ا [^\Wه]         # IV: ilan
  | ا \w ا \w ه                      # IV of hollow roots: iada
  | ا \w ت \w ا \w                  # VIII: iqtirab
  | ا (?: ن | ز | ض | ص ) \w{2} ا \w # VII: insihab
  | است \w{2} ا \w                  # X: istihdaf
  | است \w ا \w ه                    # X of hollow roots: istiada
  | م \w ا \w{2} ه                   # III: muhasara
    """,
    re.VERBOSE,
)


# «مشيعون»، «المعتصمون»: people by what they do; shorter words («مليون»، «مضمون») are other nouns.
_PLURAL_PARTICIPLE = re.compile("[وف]?(?:ال)?م\\w{3,}ون")
_PEOPLE_DOING = "متظاهرون"


@dataclass(frozen=True, slots=True)
class HeadNoun:
    """What a phrase that begins with this noun speaks as.

    ``is_rank`` is for titles that only stand before names, ``is_private`` for people in no public role.
    """

    group: str
    kind: SpeakerKind
    kind_with_name: SpeakerKind
    is_rank: bool
    is_private: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The closed classes (``particles[class]``), head nouns by folded form, and given names."""

    particles: dict[str, frozenset[str]]
    openers: dict[str, tuple[tuple[str, ...], ...]]  # classes with forms of several words, longest first
    heads: dict[str, HeadNoun]
    inflected_heads: dict[str, HeadNoun]  # owned («زعيمهم») and dual («الوزيران») spellings
    given_names: frozenset[str]
    surnames: frozenset[str]
    ordinary: frozenset[str]  # all particles together
    verbal_nouns: frozenset[str]
    bounds: Bounds  # connectors at which a content may end

    @lru_cache(REMEMBERED)  # noqa: B019 - a lexicon lives as long as the process
    def looks_like_verbal_noun(self, word: str) -> bool:
        """True for a bare folded word of a listed verbal noun, or of the patterns of the derived forms.

        تدمير، إعلان، اقتراب، انسحاب، استعادة، محاصرة
        """
        if word in self.verbal_nouns:
            return True
        if word.endswith(ALEF) and word[:-1] in self.verbal_nouns and word not in self.ordinary:
            return True  # accusative: «أعلن وقفا»; not «نقلا عن»
        if len(word) > 4 and any(self._is_event(stem, word) for stem in strip_enclitics(word)[1:]):
            return True
        return word not in self.given_names and _VERBAL_NOUN.fullmatch(word) is not None

    def _is_event(self, stem: str, word: str) -> bool:
        """What is left of a word without its owner: «مقتله»، «انسحابه»; not «الإيراني», whose ي is no owner."""
        return stem in self.verbal_nouns or (word.endswith(_OF_HIM) and _VERBAL_NOUN.fullmatch(stem) is not None)

    def rank_before(self, word: str, index: int, people: Container[int]) -> HeadNoun | None:
        """The rank that «اللواء» or «الفريق» at ``index`` is where a person is named within three words; else None."""
        if word not in _RANKS_OR_UNITS or not any(at in people for at in range(index + 1, index + 4)):
            return None
        return self.heads.get(_A_RANK)

    @lru_cache(REMEMBERED)  # noqa: B019
    def head(self, word: str) -> HeadNoun | None:
        """The head noun of a folded word, also with article, conjunction, owner («زعيمهم») or dual («الوزيران»)."""
        found = self.heads.get(word) or self.inflected_heads.get(word)
        if found is None and word[:1] in _CONJUNCTIONS:
            found = self.heads.get(word[1:]) or self.inflected_heads.get(word[1:])
        if found is None and _PLURAL_PARTICIPLE.fullmatch(word):
            return self.heads.get(_PEOPLE_DOING)
        return found


def load_words(data: DataFiles) -> Words:
    """Read ``particles.yaml``, ``titles.yaml`` and the lists of names.

    Raises:
        DataFileError: an unknown kind. Of two entries with one form the first holds.
    """
    particles: dict[str, frozenset[str]] = {}
    openers: dict[str, tuple[tuple[str, ...], ...]] = {}
    for name, forms in data.read("lexicon/particles.yaml").items():
        folded = [fold_text(form) for form in forms]
        single = {form for form in folded if " " not in form}
        particles[name] = frozenset(single | {c + form for form in single for c in _CONJUNCTIONS})
        openers[name] = tuple(sorted((tuple(f.split()) for f in folded), key=len, reverse=True))
    verbal_nouns = particles.pop("verbal_noun")
    names, foreign, surnames = (_names(data, name) for name in ("given_names", "foreign_names", "surnames"))
    heads = _load_heads(data)
    ordinary = frozenset().union(*(particles[name] for name in particles if name not in _NOUN_CLASSES))
    return Words(
        particles=particles,
        openers=openers,
        heads=heads,
        inflected_heads=_inflect(heads),
        given_names=(names | foreign) - verbal_nouns,
        surnames=surnames - verbal_nouns - ordinary - heads.keys(),
        ordinary=ordinary,
        verbal_nouns=verbal_nouns,
        bounds=load_bounds(data),
    )


def _names(data: DataFiles, name: str) -> frozenset[str]:
    return frozenset((data.folder / "lexicon" / f"{name}.txt").read_text(encoding="utf-8").split())


_RANKS_OR_UNITS, _A_RANK = frozenset({"لواء", "اللواء", "الفريق"}), "عميد"
_ON_THEIR_PART = ("جانب", "جهت")  # «من جانبه»: for his part, no speaker
_PEOPLE = ("person", "anonymous")


def _inflect(heads: dict[str, HeadNoun]) -> dict[str, HeadNoun]:
    """Head nouns with a joined pronoun, a dual ending (ة opens to ت before both) or the accusative («مسؤولا»)."""
    inflected: dict[str, HeadNoun] = {}
    for word, noun in heads.items():
        stem = word[:-1] + "ت" if word.endswith("ه") else word
        is_owned = not word.startswith(ARTICLE) and stem not in _ON_THEIR_PART
        mine = noun.group.startswith(_PEOPLE)  # «والدي»; «دولي» is an adjective
        owners = tuple(owner for owner in _OWNERS if mine or owner != "ي") if is_owned else ()
        for ending in (*_DUALS, *owners):
            inflected.setdefault(stem + ending, noun)
        if stem == word and len(word) > 3 and not word.startswith(ARTICLE) and noun.group.startswith(_PEOPLE):
            inflected.setdefault(word + ALEF, noun)
    return inflected


def _load_heads(data: DataFiles) -> dict[str, HeadNoun]:
    heads: dict[str, HeadNoun] = {}
    rows = data.read_rows(
        "lexicon/titles.yaml",
        required=("id", "kind", "forms", "example"),
        optional=("with_name", "rank", "bare_kind", "article", "private"),
    )
    for row in rows:
        try:
            kind = SpeakerKind(row["kind"])
            with_name = SpeakerKind(row.get("with_name", row["kind"]))
        except ValueError as error:
            raise DataFileError(f"titles.yaml: entry {row['id']!r}: {error}. Known: {list(SpeakerKind)}.") from error
        noun = HeadNoun(row["id"], kind, with_name, bool(row.get("rank", False)), bool(row.get("private", False)))
        for form in row["forms"]:
            folded = fold_text(form)
            heads.setdefault(folded, noun)
            if not folded.startswith(ARTICLE):
                heads.setdefault(ARTICLE + folded, noun)
    return heads
