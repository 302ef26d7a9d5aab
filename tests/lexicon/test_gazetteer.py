"""The gazetteer loads fast, knows names however they are spelled, and refuses what it cannot read."""

import gzip
import json
import time
from pathlib import Path

import pytest

from qawl.errors import DataFileError
from qawl.lexicon.gazetteer import COMPILED, Gazetteer, Use, load_gazetteer
from qawl.lexicon.load import DATA, DataFiles, open_data
from qawl.lexicon.place_triggers import PLACE_KINDS, load_place_words
from qawl.text.fold import fold_text


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(DATA)


def ids_of(gazetteer: Gazetteer, name: str) -> set[str]:
    return {gazetteer.ids[row] for row in gazetteer.names.get(fold_text(name), ())}


def test_loads_in_a_fraction_of_a_second() -> None:
    started = time.process_time()
    load_gazetteer(open_data())
    assert time.process_time() - started < 0.6  # 0.05 s on the machine it was written on


def test_a_place_has_all_its_fields(gazetteer: Gazetteer) -> None:
    place = gazetteer.place("sy.manbij")
    assert (place.name_ar, place.kind, place.country, place.parent) == ("منبج", "city", "SY", "sy.aleppo-province")
    assert place.latitude == pytest.approx(36.5, abs=0.1)
    assert place.longitude == pytest.approx(37.95, abs=0.1)


def test_a_row_of_geonames_has_an_id_made_of_its_number(gazetteer: Gazetteer) -> None:
    row = next(row for row in range(len(gazetteer)) if not gazetteer.is_curated(row))
    place = gazetteer.place(gazetteer.ids[row])
    assert place.id == f"gn.{place.geonames}"


def test_an_unknown_id_is_an_error(gazetteer: Gazetteer) -> None:
    with pytest.raises(KeyError):
        gazetteer.place("xx.nowhere")


def test_spellings_lead_to_the_same_place(gazetteer: Gazetteer) -> None:
    assert "sy.idlib" in ids_of(gazetteer, "ادلب") & ids_of(gazetteer, "إدلب")


def test_a_shared_name_leads_to_all_its_places(gazetteer: Gazetteer) -> None:
    assert {"ly.tripoli", "lb.tripoli"} <= ids_of(gazetteer, "طرابلس")


def test_names_of_ordinary_words_are_bound_to_a_noun(gazetteer: Gazetteer) -> None:
    assert gazetteer.use(fold_text("الميدان")) is Use.AFTER_TRIGGER
    assert gazetteer.use(fold_text("المدينة")) is Use.NEVER
    assert gazetteer.use(fold_text("دمشق")) is Use.FREE


def test_nisbas_lead_to_their_country(gazetteer: Gazetteer) -> None:
    for nisba in ("السوري", "السورية", "سوريين", "السوريون"):
        assert gazetteer.nisbas[fold_text(nisba)] == "SY"
    assert fold_text("مالي") not in gazetteer.nisbas


def test_longest_name_of_a_first_word(gazetteer: Gazetteer) -> None:
    assert gazetteer.longest["دير"] >= 2


def test_trigger_nouns_select_known_kinds() -> None:
    words = load_place_words(open_data())
    assert words.triggers[fold_text("محافظة")].kinds[0] == "province"
    assert words.triggers[fold_text("جبل")].keeps_noun
    assert all(set(trigger.kinds) <= PLACE_KINDS for trigger in words.triggers.values())


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="compile_gazetteer"):
        load_gazetteer(DataFiles(tmp_path, {}))


@pytest.mark.parametrize(
    "content",
    [b"no gzip", gzip.compress(b"no json", mtime=0), gzip.compress(json.dumps({"format": 99}).encode(), mtime=0)],
)
def test_a_damaged_or_newer_file_is_refused(tmp_path: Path, content: bytes) -> None:
    target = tmp_path / COMPILED
    target.parent.mkdir(parents=True)
    target.write_bytes(content)
    with pytest.raises(DataFileError):
        load_gazetteer(DataFiles(tmp_path, {}))
