"""What is compiled from hand-written files is up to date with them."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from qawl.errors import DataFileError
from qawl.lexicon.load import COMPILED, DATA, DataFiles

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("script", ["compile_reference.py", "compile_lexicon.py", "compile_outlets.py"])
def test_the_committed_file_is_up_to_date(script: str) -> None:
    command = [sys.executable, str(ROOT / "scripts" / script), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def compile_folder(folder: Path) -> str:
    spec = importlib.util.spec_from_file_location("compile_lexicon", ROOT / "scripts" / "compile_lexicon.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    compiled: str = module.compile_folder(folder)
    return compiled


def test_every_data_file_is_compiled_but_the_places_and_outlets() -> None:
    compiled = set(json.loads((DATA / COMPILED).read_bytes()))
    files = {path.relative_to(DATA).as_posix() for path in DATA.rglob("*.yaml")}
    assert {
        name for name in files - compiled if not name.startswith(("corroborate/", "gazetteer/places/", "outlets/"))
    } == set()
    assert compiled <= files


def test_compiled_rows_are_the_parsed_ones(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("- id: كلمة\n  forms: [قال, 1, null]\n", encoding="utf-8")
    (tmp_path / "a.yaml").write_text("{}\n", encoding="utf-8")
    compiled = json.loads(compile_folder(tmp_path))
    assert list(compiled) == ["a.yaml", "b.yaml"]
    assert DataFiles(tmp_path, compiled).read("b.yaml") == [{"id": "كلمة", "forms": ["قال", 1, None]}]


def test_a_mended_file_is_read_again_from_its_yaml(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("word: قال\n", encoding="utf-8")
    compiled = json.loads(compile_folder(tmp_path))
    path.write_text("word: أعلن\n", encoding="utf-8")
    assert DataFiles(tmp_path, compiled).read("a.yaml") == {"word": "أعلن"}


@pytest.mark.parametrize("content", ["day: 2018-03-14\n", "1: one\n", "a: [\n"])
def test_what_json_cannot_hold_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(DataFileError, match=r"a\.yaml"):
        compile_folder(tmp_path)
