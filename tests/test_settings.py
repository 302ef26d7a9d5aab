"""Settings come from defaults, a file and the environment; what does not fit is refused."""

from pathlib import Path

import pytest

from qawl.errors import SettingsError
from qawl.settings import load_settings


def test_defaults_are_complete(tmp_path: Path) -> None:
    assert load_settings({}, folder=tmp_path).ingest.max_characters == 1_000_000


def test_a_file_overrides_defaults_and_the_environment_the_file(tmp_path: Path) -> None:
    (tmp_path / "qawl.toml").write_text("[ledger]\nlist_limit = 7\nsearch_limit = 8\n")
    settings = load_settings({"QAWL_LEDGER_SEARCH_LIMIT": "9"}, folder=tmp_path)
    assert (settings.ledger.list_limit, settings.ledger.search_limit) == (7, 9)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[ledger]\nlist_limits = 7\n", "unknown key 'list_limits'"),
        ("[leger]\n", "unknown section"),
        ("list_limit = 7\n", "unknown section"),
        ("[ledger\n", "not TOML"),
        ('[ledger]\nlist_limit = "7"\n', "a number"),
        ("[ledger]\nlist_limit = 7.5\n", "a whole number"),
        ("[ledger]\nlist_limit = -1\n", "zero or more"),
        ("[ledger]\nlist_limit = true\n", "a number"),
        ("[fetch]\ncontact = 7\n", "a text in quotes"),
        ("[fetch]\nenvironment_proxies = 1\n", "true or false"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "qawl.toml").write_text(content)
    with pytest.raises(SettingsError, match=words):
        load_settings({}, folder=tmp_path)


def test_a_variable_that_is_no_number_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="QAWL_LEDGER_LIST_LIMIT='many'"):
        load_settings({"QAWL_LEDGER_LIST_LIMIT": "many"}, folder=tmp_path)


def test_a_named_file_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings({"QAWL_CONFIG": str(tmp_path / "none.toml")}, folder=tmp_path)


def test_texts_and_switches_come_from_the_environment_too(tmp_path: Path) -> None:
    variables = {"QAWL_FETCH_CONTACT": "editor@reader.example", "QAWL_FETCH_ENVIRONMENT_PROXIES": "true"}
    fetch = load_settings(variables, folder=tmp_path).fetch
    assert (fetch.contact, fetch.environment_proxies) == ("editor@reader.example", True)


def test_a_switch_that_is_neither_on_nor_off_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="neither true nor false"):
        load_settings({"QAWL_FETCH_ENVIRONMENT_PROXIES": "perhaps"}, folder=tmp_path)
