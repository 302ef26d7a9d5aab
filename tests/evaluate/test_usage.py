"""Entries and rules that fire are told from those that stand there and do nothing."""

import pytest

from qawl.evaluate.usage import (
    ACTORS,
    COUNTRIES,
    PLACES,
    Usage,
    count_usage,
    format_unfired,
    load_inventory,
    usage_markdown,
)
from qawl.lexicon.load import open_data
from qawl.lexicon.rules import REGISTRY
from qawl.pipeline import Reader, read

TEXT = """قصف على الرقة
قال الجيش السوري إن سبعة مدنيين قتلوا أمس في قصف على مدينة الرقة في سوريا، ولم تسقط القرية."""


@pytest.fixture(scope="module")
def usages(reader: Reader) -> dict[str, Usage]:
    """What one article fires, and what an empty one does."""
    readings_of = {
        "one": [read(TEXT, published="2017-11-20", reader=reader)],
        "none": [read("لا شيء هنا", reader=reader)],
    }
    return {usage.file: usage for usage in count_usage(load_inventory(open_data()), readings_of)}


@pytest.mark.parametrize(
    ("file", "entry"),
    [
        (REGISTRY, "source.after-cue"),
        (REGISTRY, "quantity.number"),
        (REGISTRY, "time.in-sentence"),
        ("lexicon/cues.yaml", "cue.say"),
        ("lexicon/predicates.yaml", "strike.bombard"),
        ("lexicon/negation.yaml", "negation.not-past"),
        (ACTORS, "sy.army"),
        (PLACES, "sy.raqqa"),
        (COUNTRIES, "country.SY"),
    ],
)
def test_what_a_record_names_has_fired(usages: dict[str, Usage], file: str, entry: str) -> None:
    assert entry in usages[file].fired["one"]
    assert entry not in usages[file].fired["none"]
    assert entry not in usages[file].unfired


def test_what_no_record_names_has_not(usages: dict[str, Usage]) -> None:
    assert "cue.reveal" in usages["lexicon/cues.yaml"].unfired
    assert usages["lexicon/cues.yaml"].unfired == sorted(usages["lexicon/cues.yaml"].unfired)


def test_the_table_gives_shares_and_lists_rules_that_nothing_fired() -> None:
    usages = [
        Usage(REGISTRY, frozenset("abcd"), {"one": frozenset("ab"), "two": frozenset("bc")}),
        Usage(PLACES, frozenset(), {"one": frozenset(), "two": frozenset()}),
    ]
    lines = usage_markdown(usages).splitlines()
    assert lines[0] == "| File | entries | one | two | any of them |"
    assert lines[2] == "| `rules.yaml` | 4 | 2 (50%) | 2 (50%) | 3 (75%) |"
    assert lines[-1] == "Rules that nothing fired (1): `d`."
    assert "# rules.yaml: 1 of 4\nd" in format_unfired(usages)
