"""Writes small data folders, so that tests of the loaders can break one thing at a time."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from qawl.lexicon.load import DataFiles, open_data


def write_data(folder: Path, files: Mapping[str, str]) -> DataFiles:
    """A data folder with these files (path below the folder -> text) and nothing compiled."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return open_data(folder)
