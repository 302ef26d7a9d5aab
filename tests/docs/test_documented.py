"""What a person can call, set or measure is written down, and what is written down is there."""

import json
import re
from pathlib import Path

import pytest

from qawl.settings import DEFAULTS

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "evaluation" / "README.md"])
_LINK = re.compile(r"(?<!!)\[[^\]]+\]\((?P<target>[^)#\s]+)(?:#[^)]*)?\)")
_PYTHON = re.compile(r"^```python\n(?P<code>.*?)^```", re.MULTILINE | re.DOTALL)


def written() -> str:
    """All pages as one text."""
    return "\n".join(path.read_text(encoding="utf-8") for path in PAGES)


def commands() -> list[str]:
    from typer.main import get_command

    from qawl.cli.main import app

    return sorted(getattr(get_command(app), "commands", {}))


def setting_keys() -> list[str]:
    """The keys of the defaults file, as ``section.key``."""
    import tomllib

    sections = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))
    return [f"{section}.{key}" for section, entries in sections.items() for key in entries]


@pytest.mark.parametrize("command", commands())
def test_every_command_is_documented(command: str) -> None:
    assert re.search(rf"\bqawl {re.escape(command)}\b", written()), f"no page shows `qawl {command}`"


@pytest.mark.parametrize("key", setting_keys())
def test_every_setting_is_documented(key: str) -> None:
    section, _, name = key.partition(".")
    text = written()
    assert key in text or f"QAWL_{section}_{name}".upper() in text, f"no page names the setting {key}"


def test_every_gated_figure_is_explained() -> None:
    page = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    floors = json.loads((ROOT / "evaluation" / "floors.json").read_text(encoding="utf-8"))
    for floor_set in floors["sets"].values():
        for figure in [*floor_set["floors"], *floor_set["ceilings"]]:
            family = figure.rpartition(".")[0]
            assert figure in page or f"{family}.*" in page or f"`{family}.accuracy`" in page, figure


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    for link in _LINK.finditer(path.read_text(encoding="utf-8")):
        target = link["target"]
        if "://" not in target and not target.startswith("mailto:"):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


def snippets() -> list[tuple[str, str]]:
    return [
        (f"{path.name}-{number}", match["code"])
        for path in PAGES
        for number, match in enumerate(_PYTHON.finditer(path.read_text(encoding="utf-8")), 1)
    ]


@pytest.mark.parametrize(("name", "code"), snippets() or [("none", "")], ids=lambda value: str(value)[:40])
def test_python_examples_run(name: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Examples run as they stand, one after the other in an empty folder with the samples beside them."""
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, name, "exec"), {"__name__": "__main__"})
