"""Words by what they do: particles with their conjunctions, head nouns of speakers, shapes of verbal nouns."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qawl.errors import DataFileError
from qawl.lexicon.bounds import FILE as BOUNDS_FILE
from qawl.lexicon.words import Words, load_words
from qawl.model.statement import SpeakerKind
from small_data import write_data

PARTICLES = """
complementizer: [أن, إن]
medium: [مؤتمر]
contrast: [وسط, في حين, إلى أن يعود]
verbal_noun: [مقتل, بدء]
"""
TITLES = """
- {id: anonymous.spokesman, kind: anonymous, with_name: person, forms: [متحدث, متحدثة], example: قال متحدث إنه متفائل}
- {id: organization.body, kind: organization, forms: [منظمة], example: قالت منظمة إن الماء نفد}
- {id: person.rank, kind: person, rank: true, forms: [عميد], example: قال العميد فلان إنه عائد}
"""
BOUNDS = """
- {id: scene, gloss: g, forms: [وسط], after: comma, ends: [always], rule: content.to-narrator, example: e}
"""
SURNAMES = {"lexicon/foreign_names.txt": "", "lexicon/surnames.txt": "سمرالي\n"}
Load = Callable[..., Words]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def load_small(titles: str = TITLES) -> Words:
        names = {"lexicon/particles.yaml": PARTICLES, "lexicon/titles.yaml": titles, BOUNDS_FILE: BOUNDS}
        return load_words(write_data(tmp_path, names | {"lexicon/given_names.txt": "تيسير\nسعيد\nبدء\n"} | SURNAMES))

    return load_small


@pytest.fixture
def words(load: Load) -> Words:
    return load()


@pytest.mark.parametrize("form", ["ان", "وان", "فان"])
def test_a_particle_stands_with_and_without_conjunction(words: Words, form: str) -> None:
    assert form in words.particles["complementizer"]


def test_a_particle_of_several_words_is_no_single_word(words: Words) -> None:
    assert "في حين" not in words.particles["contrast"]


def test_openers_of_several_words_come_longest_first(words: Words) -> None:
    assert words.openers["contrast"] == (("الي", "ان", "يعود"), ("في", "حين"), ("وسط",))


def test_a_medium_is_an_ordinary_noun_and_may_be_a_name(words: Words) -> None:
    assert "موتمر" not in words.ordinary
    assert "ان" in words.ordinary


def test_a_verbal_noun_is_no_given_name(words: Words) -> None:
    assert words.given_names == {"تيسير", "سعيد"}


@pytest.mark.parametrize(
    "word",
    ["متحدث", "المتحدث", "ومتحدث", "فالمتحدث", "متحدثهم", "ومتحدثها", "متحدثنا", "متحدثان", "والمتحدثتان"],
)
def test_a_head_noun_is_known_with_article_conjunction_owner_or_in_the_dual(words: Words, word: str) -> None:
    head = words.head(word)
    assert head is not None
    assert head.group == "anonymous.spokesman"


@pytest.mark.parametrize("word", ["للمتحدث", "حدث", "سوق", ""])
def test_other_words_are_no_head_nouns(words: Words, word: str) -> None:
    assert words.head(word) is None


def test_a_name_changes_what_a_head_noun_speaks_as(words: Words) -> None:
    head = words.heads["متحدثه"]
    assert (head.kind, head.kind_with_name) == (SpeakerKind.ANONYMOUS, SpeakerKind.PERSON)


def test_without_a_rule_for_names_the_kind_stays(words: Words) -> None:
    assert words.heads["منظمه"].kind_with_name is SpeakerKind.ORGANIZATION


def test_ranks_are_marked(words: Words) -> None:
    assert [words.heads[noun].is_rank for noun in ("عميد", "العميد", "متحدث")] == [True, True, False]


@pytest.mark.parametrize(
    "word",
    ["تدمير", "اعلان", "اعاده", "اقتراب", "انسحاب", "ازدحام", "استهداف", "استعاده", "محاصره", "مقتل"],
)
def test_verbal_nouns_are_told_by_their_shape_or_by_the_list(words: Words, word: str) -> None:
    assert words.looks_like_verbal_noun(word)


@pytest.mark.parametrize("word", ["جسر", "سعيد", "التدمير", "الباب", "مدينه", "تيسير"])
def test_other_nouns_and_given_names_are_no_verbal_nouns(words: Words, word: str) -> None:
    assert not words.looks_like_verbal_noun(word)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kind: organization", "kind: ghost", "entry 'organization.body': 'ghost' is not a valid SpeakerKind"),
        ("with_name: person", "with_name: ghost", "entry 'anonymous.spokesman': 'ghost' is not a valid SpeakerKind"),
        ("rank: true", "ranks: true", "entry 'person.rank' has the unknown key 'ranks'"),
    ],
)
def test_a_wrong_title_entry_is_refused_by_name(load: Load, old: str, new: str, message: str) -> None:
    with pytest.raises(DataFileError) as refusal:
        load(TITLES.replace(old, new))
    assert message in str(refusal.value)
