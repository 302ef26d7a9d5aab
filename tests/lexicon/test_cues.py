"""Reporting words: which readings a folded token has, with what joins it, and which entries the loader refuses."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qawl.errors import DataFileError
from qawl.lexicon.cues import CueForm, CueLexicon, load_cues
from qawl.model.claim import Status
from qawl.model.statement import Stance
from small_data import write_data

SAY = """
- id: cue.say
  class: verb
  lemma: قال
  root: قول
  form: I
  imperfect: يقول
  gloss: say
  stance: asserts
  commitment: medium
  complement: [that, colon]
  strength: strong
  example: قال الحارس إن البوابة مغلقة
"""
CUES = f"""
- id: cue.affirm
  class: verb
  lemma: أكد
  root: أكد
  form: II
  imperfect: يؤكد
  masdar: [تأكيد]
  gloss: affirm
  stance: asserts
  commitment: high
  complement: [that, "prep:على"]
  strength: strong
  negated_status: possible
  only_with: [رفضه]
  not_before: [على ضرورة]
  example: أكد الحارس أن البوابة مغلقة
- id: cue.expected
  class: impersonal
  lemma: من المتوقع
  forms: [من المتوقع, من المتوقع جدا]
  span: المتوقع
  gloss: it is expected
  stance: predicts
  commitment: medium
  complement: [that]
  strength: strong
  example: من المتوقع أن تصل الباخرة
- id: cue.mention
  class: verb
  lemma: ذكر
  root: ذكر
  form: I
  imperfect: يذكر
  gloss: mention
  stance: asserts
  commitment: medium
  complement: [that]
  strength: weak
  needs: [that]
  example: ذكر الحارس أن البوابة مغلقة
{SAY.strip()}
"""
HOMOGRAPHS = """
- {id: mentioned, form: يذكر, is: the narrator's remark, example: يذكر أن المعبر مغلق}
- {id: mentions, form: وتذكر, is: and you recall, example: وتذكر الجميع أيام السفر}
"""
Load = Callable[[str], CueLexicon]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    return lambda cues: load_cues(
        write_data(tmp_path, {"lexicon/cues.yaml": cues, "lexicon/homographs.yaml": HOMOGRAPHS})
    )


@pytest.fixture
def lexicon(load: Load) -> CueLexicon:
    return load(CUES)


def reading(lexicon: CueLexicon, word: str) -> CueForm:
    (form,) = {(f.entry.id, f.category, f.has_conjunction, f.proclitic): f for f in lexicon.readings(word)}.values()
    return form


def test_a_verb_form_says_who_its_subject_can_be(lexicon: CueLexicon) -> None:
    form = reading(lexicon, "قالت")
    assert (form.entry.id, form.category, form.gender, form.number) == ("cue.say", "perfect", "f", "sg")


def test_words_are_looked_up_folded(lexicon: CueLexicon) -> None:
    assert reading(lexicon, "يوكد").entry.id == "cue.affirm"


@pytest.mark.parametrize("word", ["وقال", "فقال"])
def test_a_conjunction_joins_any_form(lexicon: CueLexicon, word: str) -> None:
    assert reading(lexicon, word).has_conjunction


def test_a_form_without_conjunction_says_so(lexicon: CueLexicon) -> None:
    assert not reading(lexicon, "قال").has_conjunction


@pytest.mark.parametrize(
    ("word", "proclitic", "conjunction"),
    [("بتاكيد", "ب", False), ("لتاكيد", "ل", False), ("وبتاكيد", "ب", True), ("للتاكيد", "ل", False)],
)
def test_a_preposition_joins_a_verbal_noun(lexicon: CueLexicon, word: str, proclitic: str, conjunction: bool) -> None:
    form = reading(lexicon, word)
    assert (form.category, form.proclitic, form.has_conjunction) == ("masdar", proclitic, conjunction)


@pytest.mark.parametrize("word", ["بقال", "لقال", "لقالت"])
def test_no_preposition_joins_a_verb(lexicon: CueLexicon, word: str) -> None:
    assert lexicon.readings(word) == ()


def test_an_unknown_word_has_no_reading(lexicon: CueLexicon) -> None:
    assert lexicon.readings("بواب") == ()


@pytest.mark.parametrize("word", ["يذكر", "ويذكر", "وتذكر"])
def test_a_homograph_is_never_a_cue(lexicon: CueLexicon, word: str) -> None:
    assert lexicon.readings(word) == ()


@pytest.mark.parametrize("word", ["ذكر", "وذكر", "تذكر"])
def test_other_forms_of_the_verb_of_a_homograph_stay_cues(lexicon: CueLexicon, word: str) -> None:
    assert {form.entry.id for form in lexicon.readings(word)} == {"cue.mention"}


def test_the_last_letter_is_kept_unfolded(lexicon: CueLexicon) -> None:
    assert reading(lexicon, "قالوا").final == "ا"


def test_phrases_of_several_words_come_longest_first(lexicon: CueLexicon) -> None:
    assert [words for words, _ in lexicon.phrases_at("من")] == [("من", "المتوقع", "جدا"), ("من", "المتوقع")]


def test_the_cue_of_a_phrase_is_the_word_that_span_names(lexicon: CueLexicon) -> None:
    assert {(form.length, form.head) for _, form in lexicon.phrases_at("من")} == {(3, 1), (2, 1)}


def test_a_phrase_may_begin_with_a_conjunction(lexicon: CueLexicon) -> None:
    assert ("ومن", "المتوقع") in [words for words, _ in lexicon.phrases_at("ومن")]


def test_a_phrase_is_no_reading_of_its_first_word(lexicon: CueLexicon) -> None:
    assert lexicon.readings("من") == ()


def test_an_entry_keeps_what_its_row_says(lexicon: CueLexicon) -> None:
    entry = lexicon.entries[0]
    assert (entry.stance, entry.negated_status, entry.is_weak) == (Stance.ASSERTS, Status.POSSIBLE, False)
    assert entry.prepositions == {"علي"}
    assert entry.not_before == (("علي", "ضروره"),)
    assert entry.only_with == {"رفضه"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("class: verb", "class: noise", "entry 'cue.say' has the class 'noise'"),
        ("strength: strong", "strength: medium", "entry 'cue.say': strength is `strong` or `weak`"),
        ("stance: asserts", "stance: sings", "entry 'cue.say': 'sings' is not a valid Stance"),
        ("commitment: medium", "commitment: total", "entry 'cue.say': 'total' is not a valid Commitment"),
        ("gloss: say", "gloss: say\n  negated_status: untrue", "entry 'cue.say': 'untrue' is not a valid Status"),
        ("gloss: say", "gloss: say\n  kind: ghost", "entry 'cue.say': 'ghost' is not a valid SpeakerKind"),
        ("gloss: say", "gloss: say\n  mood: grim", "entry 'cue.say' has the unknown key 'mood'"),
        ("  gloss: say\n", "", "entry 'cue.say' lacks the key 'gloss'"),
    ],
)
def test_an_entry_with_a_wrong_field_is_refused_by_name(load: Load, old: str, new: str, message: str) -> None:
    with pytest.raises(DataFileError) as refusal:
        load(SAY.replace(old, new))
    assert message in str(refusal.value)


def test_an_unknown_complement_is_refused(load: Load) -> None:
    with pytest.raises(DataFileError, match=r"cue\.say"):
        load(SAY.replace("[that, colon]", "[that, hum]"))
