"""Every word shown to people, in Arabic and in English: one JSON file a language, the same keys in both.

A word is asked for by its key (``words.text("status.denied")``); the three tables beside the plain words
are ``facts`` (templates of plain sentences), ``units`` (counted nouns in the forms that counting needs) and
``months``. Whoever wants to mend a wording edits the JSON files and nothing else.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qawl.errors import DataFileError, UsageError

LANGUAGES = ("ar", "en")
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class FactTemplate:
    """One way to say a claim: ``noun`` fits behind «denial of», ``clause`` behind «says that»."""

    noun: str
    clause: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    language: str
    entries: Mapping[str, str]
    facts: Mapping[str, tuple[FactTemplate, ...]]
    units: Mapping[str, tuple[str, ...]]
    months: tuple[str, ...]

    def text(self, key: str, **values: object) -> str:
        """The words of ``key``, its ``{slots}`` filled.

        Raises:
            DataFileError: the locale file has no such key.
        """
        try:
            entry = self.entries[key]
        except KeyError:
            raise DataFileError(
                f"locale/{self.language}.json: no entry {key!r}. Add it to both locale files."
            ) from None
        return entry.format(**values) if values else entry

    def get(self, key: str, default: str) -> str:
        """The words of ``key``, or ``default``: for names that data files may bring, such as kinds and flags."""
        return self.entries.get(key, default)


def load_words(language: str) -> Words:
    """Read one language.

    Raises:
        UsageError: there is no such language.
        DataFileError: the file is broken.
    """
    if language not in LANGUAGES:
        raise UsageError(f"no words in language {language!r}. Choose one of: {', '.join(LANGUAGES)}.")
    path = _FOLDER / f"{language}.json"
    try:
        content: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return Words(
            language=language,
            entries={str(key): str(value) for key, value in content["words"].items()},
            facts={key: tuple(_template(row) for row in rows) for key, rows in content["facts"].items()},
            units={key: tuple(forms) for key, forms in content["units"].items()},
            months=tuple(content["months"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataFileError(f"{path}: cannot be read ({error}). Reinstall qawl, or restore the file.") from error


def _template(row: Mapping[str, str]) -> FactTemplate:
    return FactTemplate(noun=row["noun"], clause=row.get("clause", row["noun"]))
