"""Each page tells all of its subject: options, fields, values, public names, data files; and its examples run."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

import qawl
from qawl.lexicon.load import DATA
from qawl.settings import DEFAULTS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
_SHELL = re.compile(r"^```sh\n(?P<code>.*?)^```", re.MULTILINE | re.DOTALL)
_YAML = re.compile(r"^```yaml\n(?P<code>.*?)^```", re.MULTILINE | re.DOTALL)
_SECTION = re.compile(r"^## (?P<title>.*)\n(?P<body>(?:(?!^## ).*\n?)*)", re.MULTILINE)
_COMMAND = re.compile(r"^### `qawl (?P<name>[a-z]+)[^`]*`\n(?P<body>(?:(?!^##).*\n?)*)", re.MULTILINE)
_MODEL = ("account", "claim", "document", "entity", "mention", "reading", "review", "span", "statement", "issue")
_ENTRY_KEY = re.compile(r"^(?:- | {2})(?P<key>[a-z_]+):|[{,] ?(?P<flow>[a-z_]+): ", re.MULTILINE)


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def options() -> Iterator[tuple[str, str]]:
    """Each command with each of its options."""
    from typer.main import get_command

    from qawl.cli.main import app

    for name, command in getattr(get_command(app), "commands", {}).items():
        for one in (command, *getattr(command, "commands", {}).values()):
            for parameter in one.params:
                if parameter.param_type_name == "option":
                    yield name, parameter.opts[0]


@pytest.mark.parametrize(("command", "option"), sorted(set(options())))
def test_every_option_is_documented_with_its_command(command: str, option: str) -> None:
    sections = {match["name"]: match["body"] for match in _COMMAND.finditer(page("commands.md"))}
    assert f"`{option}" in sections[command], f"docs/commands.md tells nothing of {option} under `qawl {command}`"


def test_every_default_is_told() -> None:
    import tomllib

    rows = dict(re.findall(r"^\| `([a-z_.]+)` \| ([\d.,]+|true|false|\".*?\") \|", page("settings.md"), re.MULTILINE))
    told = {key: json.loads(value.replace(",", "")) for key, value in rows.items()}
    sections = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))
    assert told == {f"{name}.{key}": value for name, entries in sections.items() for key, value in entries.items()}


def record_types() -> list[type]:
    """Every record and every set of values of the model."""
    modules = [import_module(f"qawl.model.{name}") for name in _MODEL]
    found = {item for module in modules for item in vars(module).values() if isinstance(item, type)}
    return sorted((t for t in found if t.__module__.startswith("qawl.model")), key=lambda t: t.__name__)


@pytest.mark.parametrize("record", record_types(), ids=lambda record: record.__name__)
def test_every_field_and_value_of_a_record_is_documented(record: Any) -> None:
    text = page("records.md")
    names = [value.value for value in record] if issubclass(record, StrEnum) else []
    if is_dataclass(record):
        names = [field.name for field in fields(record)]
    if record.__name__ in ("Outlet", "TimeRange"):  # shown as part of their owners
        return
    assert [name for name in names if f"`{name}`" not in text] == []


@pytest.mark.parametrize("name", ["User", "Session", "ApiToken", "AuditEntry", "Role", "Via", "Outcome"])
def test_every_field_and_value_of_access_is_documented(name: str) -> None:
    record: Any = getattr(import_module("qawl.model.access"), name)
    names = [field.name for field in fields(record)] if is_dataclass(record) else [value.value for value in record]
    assert [one for one in names if f"`{one}`" not in page("access.md")] == []


def test_every_method_of_a_ledger_about_access_is_documented() -> None:
    from qawl.store.access import AccessRecords
    from qawl.store.audit import AuditLog

    methods = {name for mixin in (AccessRecords, AuditLog) for name in vars(mixin) if not name.startswith("_")}
    assert {name for name in methods if f"`{name}`" not in page("access.md")} == set()


def test_every_key_of_the_interchange_line_is_documented() -> None:
    text = "ما لا يقل عن 12 قتيلا\nقال مصدر إن 12 مدنيا قتلوا في قصف على مدينة الرقة."
    line = qawl.interchange(qawl.read(text, published="2017-11-20"))
    told = page("records.md").partition("## The interchange line")[2]
    assert line["statements"] and line["claims"] and line["places"]
    keys = {*line, *line["statements"][0], *line["claims"][0], *line["places"][0]}
    assert {key for key in keys if f"`{key}`" not in told} == set()


@pytest.mark.parametrize("name", sorted(qawl.__all__))
def test_every_public_name_is_documented(name: str) -> None:
    assert f"`qawl.{name}" in page("api.md")


def test_every_public_method_of_the_ledger_is_documented() -> None:
    from qawl.store.ledger import Ledger

    methods = {name for name in vars(Ledger) if not name.startswith("_")} - {"open", "create", "close"}
    assert {name for name in methods if f"`{name}" not in page("api.md")} == set()


def data_files() -> list[str]:
    """Files of the data folder that people write, by their path in it; one stands for the files of a country."""
    names = {path.relative_to(DATA).as_posix() for path in DATA.rglob("*") if path.suffix in (".yaml", ".txt")}
    return sorted(
        {re.sub(r"(actors|places|outlets)/(?!outlets)[a-z-]+\.yaml", r"\1/<country>.yaml", name) for name in names}
    )


@pytest.mark.parametrize("name", data_files())
def test_every_data_file_is_documented(name: str) -> None:
    assert f"`{name}`" in page("data-files.md")


def entries() -> Iterator[tuple[str, str]]:
    """Each example entry with the data file that the heading above it names first."""
    for section in _SECTION.finditer(page("data-files.md")):
        for block in _YAML.finditer(section["body"]):
            files = re.findall(r"`([a-z_/<>.]+\.yaml)`", section["title"])
            yield block["code"], next(name for name in files if _fits(name, block["code"]))


def _fits(name: str, code: str) -> bool:
    return ("months" in name) == code.startswith("- id: gregorian") and ("negation" not in name or "hedge" not in code)


@pytest.mark.parametrize(("code", "name"), list(entries()), ids=lambda value: str(value)[:24])
def test_example_entries_have_the_keys_of_their_file(code: str, name: str) -> None:
    (entry,) = yaml.safe_load(code)
    known: set[str] = set()
    for path in DATA.glob(name.replace("<country>", "*")):
        known |= {match["key"] or match["flow"] for match in _ENTRY_KEY.finditer(path.read_text(encoding="utf-8"))}
    assert set(entry) <= known, f"{name} has no key {sorted(set(entry) - known)}"


def test_modules_that_are_named_exist() -> None:
    flow = page("how-it-reads.md").partition("## Sources of the method")[0]
    named = set(re.findall(r"`(?:[a-z]+/)?([a-z_]{4,})`", flow)) - {"inherited"}
    there = {path.stem for path in (ROOT / "src" / "qawl").rglob("*.py")}
    there |= {path.name for path in (ROOT / "src" / "qawl").iterdir() if path.is_dir()}
    assert named <= there, f"docs/how-it-reads.md names {sorted(named - there)}"


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_shell_examples_run(path: Path, tmp_path: Path) -> None:
    """The examples of one page, one after the other, in a folder with the samples beside them."""
    script = "\n".join(match["code"] for match in _SHELL.finditer(path.read_text(encoding="utf-8")))
    if not script:
        return
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "qawl"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m qawl "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environment = os.environ | {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    assert "No claim fits" not in ran.stderr and "No statement fits" not in ran.stderr
