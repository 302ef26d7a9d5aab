"""Data files are read strictly: what is wrong stops at load and says where."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qawl.errors import DataFileError
from qawl.lexicon.load import DataFiles, open_data
from small_data import write_data

Write = Callable[[str], DataFiles]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return lambda rows: write_data(tmp_path, {"lexicon/words.yaml": rows})


def rows_of(files: DataFiles) -> list[dict[str, object]]:
    return files.read_rows("lexicon/words.yaml", required=("id", "form"), optional=("note",))


def test_sound_entries_are_read_in_order(write: Write) -> None:
    files = write("- {id: bridge, form: جسر}\n- {id: dam, form: سد, note: كبير}\n")
    assert rows_of(files) == [{"id": "bridge", "form": "جسر"}, {"id": "dam", "form": "سد", "note": "كبير"}]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("- {id: dam, form: سد, colour: red}\n", "entry 'dam' has the unknown key 'colour'. Known: "),
        ("- {id: dam}\n", "entry 'dam' lacks the key 'form'"),
        ("- {form: سد}\n", "entry 1 has no `id`"),
        ("- سد\n", "entry 1 has no `id`"),
        ("- {id: dam, form: سد}\n- {id: dam, form: جسر}\n", "entry 'dam' stands after 'dam'"),
        ("- {id: dam, form: سد}\n- {id: bridge, form: جسر}\n", "entry 'bridge' stands after 'dam'. Keep ids sorted"),
        ("dam: سد\n", "expected a list of entries"),
        ("", "expected a list of entries"),
    ],
    ids=["unknown key", "missing key", "no id", "no mapping", "duplicate id", "unsorted", "no list", "empty"],
)
def test_what_is_not_understood_is_refused_with_its_entry(write: Write, rows: str, message: str) -> None:
    files = write(rows)
    with pytest.raises(DataFileError) as refusal:
        rows_of(files)
    assert message in str(refusal.value)


def test_a_refusal_names_the_file(write: Write, tmp_path: Path) -> None:
    files = write("- {id: dam}\n")
    with pytest.raises(DataFileError) as refusal:
        rows_of(files)
    assert str(refusal.value).startswith(str(tmp_path / "lexicon" / "words.yaml"))


def test_bad_yaml_is_refused_with_its_line(write: Write) -> None:
    files = write("- {id: bridge, form: جسر}\n- {id: dam, form: سد\n- {id: port, form: ميناء}\n")
    with pytest.raises(DataFileError, match=r"words\.yaml:3: not YAML"):
        rows_of(files)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"words\.yaml: cannot be read"):
        rows_of(open_data(tmp_path))


def compile_rows(folder: Path, source: str, rows: object) -> None:
    digest = hashlib.sha256(source.encode()).hexdigest()
    (folder / "compiled").mkdir()
    (folder / "compiled" / "lexicon.json").write_text(
        json.dumps({"lexicon/words.yaml": {"sha256": digest, "rows": rows}}), encoding="utf-8"
    )


def test_compiled_rows_answer_for_an_unchanged_file(tmp_path: Path) -> None:
    source = "- {id: dam, form: سد}\n"
    write_data(tmp_path, {"lexicon/words.yaml": source})
    compile_rows(tmp_path, source, [{"id": "dam", "form": "from the compiled file"}])
    assert rows_of(open_data(tmp_path)) == [{"id": "dam", "form": "from the compiled file"}]


def test_a_mended_file_is_read_from_its_yaml(tmp_path: Path) -> None:
    write_data(tmp_path, {"lexicon/words.yaml": "- {id: dam, form: سدود}\n"})
    compile_rows(tmp_path, "- {id: dam, form: سد}\n", [{"id": "dam", "form": "سد"}])
    assert rows_of(open_data(tmp_path)) == [{"id": "dam", "form": "سدود"}]


def test_compiled_rows_are_checked_as_well(tmp_path: Path) -> None:
    source = "- {id: dam, form: سد}\n"
    write_data(tmp_path, {"lexicon/words.yaml": source})
    compile_rows(tmp_path, source, [{"id": "dam"}])
    with pytest.raises(DataFileError, match="lacks the key 'form'"):
        rows_of(open_data(tmp_path))


def test_a_damaged_compiled_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "compiled").mkdir()
    (tmp_path / "compiled" / "lexicon.json").write_text("{", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"lexicon\.json: not JSON"):
        open_data(tmp_path)
