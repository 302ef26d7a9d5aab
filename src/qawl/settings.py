"""Settings: defaults, one TOML file and the environment become one frozen value, read once and passed on.

Later sources win: ``defaults.toml`` of the package, then ``qawl.toml`` of the working folder (or the file
that ``QAWL_CONFIG`` names), then variables such as ``QAWL_LEDGER_LIST_LIMIT``. A key that nobody knows is
an error, because a misspelt setting that is silently ignored is worse than none.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from qawl.errors import SettingsError

DEFAULTS = Path(__file__).with_name("defaults.toml")
FILE_NAME = "qawl.toml"


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """What an article may look like; reasons stand in ``defaults.toml``."""

    max_characters: int
    max_bytes: int
    max_word_characters: int
    min_arabic_share: float
    min_definite_share: float
    archive_max_ratio: int
    archive_max_members: int
    pdf_max_pages: int


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How addresses are fetched: who asks, how long, how much, how often; reasons stand in ``defaults.toml``."""

    contact: str
    environment_proxies: bool
    connect_seconds: float
    read_seconds: float
    total_seconds: float
    download_seconds: float
    max_wire_bytes: int
    max_decoded_bytes: int
    max_download_bytes: int
    max_ratio: float
    ratio_free_bytes: int
    max_redirects: int
    max_url_characters: int
    min_delay_seconds: float
    max_crawl_delay_seconds: float
    robots_hours: float
    robots_retry_seconds: float
    robots_max_bytes: int
    attempts: int
    backoff_seconds: float
    max_backoff_seconds: float
    max_wait_seconds: float
    max_retry_after_seconds: float
    pause_after_failures: int
    pause_seconds: float


@dataclass(frozen=True, slots=True)
class PageSettings:
    """How the article is found in a web page; reasons stand in ``defaults.toml``."""

    max_markup: int
    max_elements: int
    max_depth: int
    seen_share: float
    agreed_share: float
    link_share: float
    running_words: int
    sentence_words: int
    lead_reach: int
    lead_distance: int
    listing_points: int
    listing_links: int
    thin_words: int


@dataclass(frozen=True, slots=True)
class LedgerSettings:
    """How a ledger is opened and listed."""

    busy_seconds: float
    queue_length: int
    orphan_seconds: int
    list_limit: int
    search_limit: int
    search_counted: int


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """By how much each reason moves a record up the reviewers' queue; reasons stand in ``defaults.toml``."""

    # doubts, from 0 to 1
    unplaced: float
    undated: float
    unknown_actor: float
    no_date: float
    conflict: float
    # what matters, added to 1
    origin: float
    contested: float
    figure: float
    harm: float
    control: float
    denied: float
    low_commitment: float


@dataclass(frozen=True, slots=True)
class CorroborateSettings:
    """How claims are compared; reasons stand in ``defaults.toml``."""

    # forecasts
    forecast_open_days: int
    forecast_busy_days: int
    forecast_late_days: int
    forecast_repeat_days: int
    forecast_least_settled: int
    # control
    control_stale_days: int
    # what is compared with what
    block_claims: int
    block_run_claims: int
    component_claims: int
    # copies
    copy_keys: int
    copy_crowd: int
    copy_crowd_keys: int
    copy_gap: int
    copy_passage: int
    copy_whole: float
    copy_most: float
    copy_narration: int
    copy_narrated: float
    copy_part: int
    copy_credited: int
    copy_near: int
    copy_filled: int
    copy_unfilled: int
    copy_mould: int
    copy_moulded: float


@dataclass(frozen=True, slots=True)
class WebSettings:
    """The workbench; reasons stand in ``defaults.toml``."""

    # how long a log-in lasts
    session_idle_hours: float
    session_hours: float
    # guessing of passwords
    login_window_minutes: float
    login_tries_name: int
    login_tries_address: int
    # what a password costs to check
    password_memory_mib: int
    password_passes: int
    password_lanes: int


@dataclass(frozen=True, slots=True)
class JobSettings:
    """Work that worker processes do; reasons stand in ``defaults.toml``."""

    upload_max_bytes: int
    upload_max_files: int
    upload_hours: float
    poll_seconds: float
    beat_seconds: float
    lease_seconds: float
    attempts: int
    idle_minutes: float


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, one section a package that has some."""

    ingest: IngestSettings
    fetch: FetchSettings
    pages: PageSettings
    ledger: LedgerSettings
    corroborate: CorroborateSettings
    review: ReviewSettings
    web: WebSettings
    jobs: JobSettings


_SECTIONS: dict[str, type] = {
    "ingest": IngestSettings, "fetch": FetchSettings, "pages": PageSettings, "ledger": LedgerSettings,
    "corroborate": CorroborateSettings, "review": ReviewSettings, "web": WebSettings,
    "jobs": JobSettings,
}  # fmt: skip
_SWITCH = {"true": True, "false": False}


def load_settings(environ: Mapping[str, str] | None = None, *, folder: Path | None = None) -> Settings:
    """Read the settings; ``environ`` and ``folder`` default to the process's own.

    Raises:
        SettingsError: names the file or variable, the key and what fits.
    """
    environ = os.environ if environ is None else environ
    values = _read_file(DEFAULTS)
    named = environ.get("QAWL_CONFIG")
    path = Path(named) if named else (folder or Path.cwd()) / FILE_NAME
    if named or path.is_file():
        for section, entries in _read_file(path).items():
            _check_section(section, entries, path)
            values[section] |= entries
    for section, kind in _SECTIONS.items():
        for field in fields(kind):
            variable = f"QAWL_{section}_{field.name}".upper()
            if variable in environ:
                values[section][field.name] = _parse_variable(environ[variable], field.type, variable)
    built = {section: _build(kind, values[section]) for section, kind in _SECTIONS.items()}
    return Settings(**built)


def _read_file(path: Path) -> dict[str, dict[str, Any]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(
            f"{path}: cannot be read ({error.strerror}). Mend QAWL_CONFIG, or create the file."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not TOML ({error}). Mend that line.") from error


def _check_section(section: str, entries: Any, path: Path) -> None:
    if section not in _SECTIONS or not isinstance(entries, dict):
        raise SettingsError(f"{path}: unknown section [{section}]. Known: {', '.join(_SECTIONS)}.")
    known = [field.name for field in fields(_SECTIONS[section])]
    for key in entries:
        if key not in known:
            raise SettingsError(f"{path}: unknown key {key!r} in [{section}]. Known: {', '.join(known)}.")


def _parse_variable(value: str, kind: Any, variable: str) -> str | bool | float | int:
    if kind is str:
        return value
    if kind is bool:
        if value not in _SWITCH:
            raise SettingsError(f"{variable}={value!r} is neither true nor false. Unset it, or give one of the two.")
        return _SWITCH[value]
    try:
        return float(value) if "." in value else int(value)
    except ValueError:
        raise SettingsError(f"{variable}={value!r} is not a number. Unset it, or give a number.") from None


def _build(kind: type, entries: Mapping[str, Any]) -> Any:
    """One section as its dataclass: texts, switches, and numbers of zero or more."""
    for field in fields(kind):
        value = entries[field.name]
        if field.type in (str, bool):
            if not isinstance(value, field.type):
                wanted = "a text in quotes" if field.type is str else "true or false"
                raise SettingsError(f"setting {field.name} = {value!r}: {wanted} is needed.")
            continue
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
            raise SettingsError(f"setting {field.name} = {value!r}: a number of zero or more is needed.")
        if field.type in (int, "int") and not isinstance(value, int):
            raise SettingsError(f"setting {field.name} = {value!r}: a whole number is needed.")
    return kind(**entries)
