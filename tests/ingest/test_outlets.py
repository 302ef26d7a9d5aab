"""The table of outlets: its own entries, how they are found, and what it refuses."""

import json
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from qawl.errors import DataFileError
from qawl.ingest.outlets import OutletKind, OutletQuirk, OutletTable, load_outlets
from qawl.lexicon.load import DATA, open_data

MIZAN = """\
- id: mizan
  name_ar: وكالة ميزان
  name_en: Mizan News
  also: [ميزان نيوز]
  shared: [ميزان]
  domains: [mizan.example, old-mizan.example]
  country: lb
  kind: agency
  owner: null
  zone: Asia/Beirut
  source: https://reference.example/Mizan
"""
MIZAN_SPORT = """\
- id: mizan-sport
  name_ar: ميزان الرياضي
  name_en: Mizan Sport
  shared: [ميزان]
  domains: [sport.mizan.example]
  country: null
  kind: private
  owner: Owned by its readers
  zone: null
  source: https://reference.example/Mizan_Sport
  quirks: [local_time_as_utc]
"""


def write_outlets(folder: Path, **files: str) -> Path:
    (folder / "outlets").mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / "outlets" / f"{name}.yaml").write_text(dedent(text), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def table() -> OutletTable:
    return load_outlets()


@pytest.fixture
def small(tmp_path: Path) -> OutletTable:
    return load_outlets(write_outlets(tmp_path, lb=MIZAN + MIZAN_SPORT))


# --- the table that Qawl ships


def test_the_table_has_every_kind_of_outlet(table: OutletTable) -> None:
    assert {entry.kind for entry in table.entries} == set(OutletKind)


def test_the_table_is_large_and_mostly_told_by_others_than_the_outlets_themselves(table: OutletTable) -> None:
    told_by_others = [entry for entry in table.entries if table.find(entry.source) is not entry]
    assert len(table.entries) >= 200
    assert len(told_by_others) >= 150


def test_who_owns_a_party_outlet_or_a_state_one_is_said(table: OutletTable) -> None:
    silent = {e.id for e in table.entries if e.kind in (OutletKind.PARTY, OutletKind.STATE) and e.owner is None}
    assert silent <= {"alhurriyah-sy"}


def test_each_entry_is_found_under_each_of_its_hosts(table: OutletTable) -> None:
    for entry in table.entries:
        for domain in entry.domains:
            assert table.find(f"https://www.{domain}/news/1") is entry
            assert table.find(f"http://m.{domain}:8080/") is entry


def test_each_entry_is_found_under_its_own_names(table: OutletTable) -> None:
    for entry in table.entries:
        for name in (entry.name_ar, entry.name_en, *entry.also):
            assert table.find(site_name=name) is entry, name


def test_actors_named_by_outlets_are_in_the_gazetteer(table: OutletTable) -> None:
    files = open_data(DATA)
    paths = sorted((DATA / "gazetteer" / "actors").glob("*.yaml"))
    known = {row["id"] for path in paths for row in files.read(path.relative_to(DATA).as_posix())}
    assert {entry.actor for entry in table.entries if entry.actor is not None} <= known


def test_an_id_that_the_gazetteer_knows_names_the_same_outlet(table: OutletTable) -> None:
    rows = open_data(DATA).read("gazetteer/actors/outlets.yaml")
    known = {row["id"] for row in rows}
    for entry in table.entries:
        if f"outlet.{entry.id}" in known:
            assert entry.actor == f"outlet.{entry.id}"


def test_the_compiled_table_says_what_the_yaml_says(table: OutletTable, tmp_path: Path) -> None:
    for path in (DATA / "outlets").glob("*.yaml"):
        write_outlets(tmp_path, **{path.stem: path.read_text(encoding="utf-8")})
    assert load_outlets(tmp_path).entries == table.entries


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("http://arabic.cnn.com/2013/1", "cnn"),
        ("https://m.youm7.com/story/1", "youm7"),
        ("https://WWW.AlJazeera.NET./news/1", "aljazeera"),
        ("www.alarabiya.net/ar/1", "alarabiya"),
        ("//mubasher.aljazeera.net/1", "aljazeera"),
        ("https://www.bbc.co.uk/arabic/middleeast-1", "bbc"),
    ],
)
def test_an_address_names_its_outlet(table: OutletTable, url: str, outlet: str) -> None:
    found = table.find(url)
    assert found is not None and found.id == outlet


@pytest.mark.parametrize(
    "url",
    [
        "https://notaljazeera.net/news/1",
        "https://aljazeera.net.evil.example/news/1",
        "https://aljazeera.net@evil.example/news/1",
        "https://evil.example/aljazeera.net/",
        "https://evil.example/?u=https://aljazeera.net/",
        "https://xn--aljazeera-h4a.net/",
        "https://edition.cnn.com/world",
        "https://net/",
        "https://[bad/",
        "https://aljazeera..net/",
        "not an address",
        "",
    ],
)
def test_a_lookalike_host_is_nobody(table: OutletTable, url: str) -> None:
    assert table.find(url) is None


def test_a_page_that_writes_cairo_time_as_utc_is_known(table: OutletTable) -> None:
    entry = table.find("https://www.youm7.com/story/1")
    assert entry is not None
    assert (entry.quirks, entry.zone) == ((OutletQuirk.LOCAL_TIME_AS_UTC,), "Africa/Cairo")


# --- finding


def test_the_longest_known_host_wins(small: OutletTable) -> None:
    assert found_id(small, "https://sport.mizan.example/1") == "mizan-sport"
    assert found_id(small, "https://live.sport.mizan.example/1") == "mizan-sport"
    assert found_id(small, "https://economy.mizan.example/1") == "mizan"


@pytest.mark.parametrize(
    "url", ["", "http://10.20.30.40/news", "http://[::1]/news", "http://localhost/1", "file:///pages/1.html"]
)
def test_the_name_is_asked_where_the_address_has_no_host(small: OutletTable, url: str) -> None:
    assert found_id(small, url, "وكالة ميزان") == "mizan"


def test_a_name_never_overrules_a_strangers_host(small: OutletTable) -> None:
    assert small.find("https://copies.example/1", "وكالة ميزان") is None


@pytest.mark.parametrize("name", ["وكاله  ميزان", "وكالة مـيزان", "MIZAN news", " ميزان نيوز "])
def test_a_name_is_found_in_other_spellings(small: OutletTable, name: str) -> None:
    assert found_id(small, "", name) == "mizan"


@pytest.mark.parametrize("name", ["ميزان", "وكالة", "", " "])
def test_a_name_that_several_bear_tells_no_outlet(small: OutletTable, name: str) -> None:
    assert small.find("", name) is None


def test_the_names_for_headlines_are_all_forms_the_longest_first(small: OutletTable) -> None:
    entry = small.by_id("mizan")
    assert entry is not None
    names = small.names_of(entry)
    assert set(names) == {"وكالة ميزان", "Mizan News", "ميزان نيوز", "ميزان", "mizan.example", "old-mizan.example"}
    assert list(map(len, names)) == sorted(map(len, names), reverse=True)


def test_an_unknown_id_has_no_entry(small: OutletTable) -> None:
    assert small.by_id("nobody") is None


def found_id(table: OutletTable, url: str, name: str = "") -> str | None:
    entry = table.find(url, name)
    return None if entry is None else entry.id


# --- what is refused


def replace(old: str, new: str) -> Callable[[], str]:
    assert old in MIZAN
    return lambda: MIZAN.replace(old, new)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (replace("kind: agency", "kind: agency\n  colour: red"), ("mizan", "colour")),
        (replace("kind: agency", "kind: tabloid"), ("mizan", "tabloid", "pan-arab")),
        (replace("country: lb", "country: LB"), ("mizan", "LB", "lower case")),
        (replace("country: lb", "country: no"), ("mizan", "country", "Quote")),
        (replace("zone: Asia/Beirut", "zone: Asia/Atlantis"), ("mizan", "Asia/Atlantis", "IANA")),
        (replace("zone: Asia/Beirut", "zone: ../etc"), ("mizan", "../etc", "IANA")),
        (replace("  source: https://reference.example/Mizan\n", ""), ("mizan", "source")),
        (replace("https://reference.example/Mizan", "Wikipedia"), ("mizan", "source", "Give the page")),
        (replace("https://reference.example/Mizan", "''"), ("mizan", "source")),
        (replace("[mizan.example, old-mizan.example]", "[]"), ("mizan", "no domain")),
        (replace("[mizan.example, old-mizan.example]", "mizan.example"), ("mizan", "domains", "[one, two]")),
        (replace("old-mizan.example", "www.mizan.example"), ("mizan", "www.mizan.example", "without www.")),
        (replace("old-mizan.example", "https://mizan.example/"), ("mizan", "no host")),
        (replace("old-mizan.example", "10.0.0.1"), ("mizan", "no host")),
        (replace("also: [ميزان نيوز]", "also: [218]"), ("mizan", "also", "quote")),
        (replace("shared: [ميزان]", "quirks: [wears_a_hat]"), ("mizan", "wears_a_hat", "local_time_as_utc")),
        (replace("id: mizan", "id: Mizan_News"), ("Mizan_News", "slug")),
        (replace("name_en: Mizan News", "name_en: ''"), ("mizan", "name_en")),
        (replace("ميزان نيوز]", "ميزان نيوز"), ("lb.yaml", "not YAML")),
        (lambda: MIZAN_SPORT + MIZAN, ("mizan", "sorted")),
        (lambda: "mizan: yes\n", ("lb.yaml", "expected a list")),
    ],
)
def test_a_bad_entry_is_refused_with_file_entry_and_remedy(
    tmp_path: Path, text: Callable[[], str], said: tuple[str, ...]
) -> None:
    with pytest.raises(DataFileError) as refusal:
        load_outlets(write_outlets(tmp_path, lb=text()))
    message = str(refusal.value)
    assert "lb.yaml" in message
    for word in said:
        assert word in message


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (MIZAN, ("already in lb.yaml", "rename")),
        (MIZAN_SPORT.replace("sport.mizan.example", "mizan.example"), ("'mizan.example'", "'mizan'", "sub-domain")),
        (MIZAN_SPORT.replace("Mizan Sport", "MIZAN NEWS"), ("'MIZAN NEWS'", "'mizan'", "`shared`")),
        (MIZAN_SPORT.replace("[ميزان]", "[ميزان الرياضي]"), ("claims the name", "`shared`")),
        (
            MIZAN_SPORT.replace("ميزان الرياضي", "ميزان").replace("[ميزان]", "[الرياضي]"),
            ("claims the name", "`shared`"),
        ),
    ],
)
def test_what_two_entries_claim_is_refused(tmp_path: Path, second: str, said: tuple[str, ...]) -> None:
    folder = write_outlets(tmp_path, lb=MIZAN, sport=second)
    with pytest.raises(DataFileError) as refusal:
        load_outlets(folder)
    assert "sport.yaml" in str(refusal.value)
    for word in said:
        assert word in str(refusal.value)


def test_a_folder_without_outlets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="no outlet files"):
        load_outlets(tmp_path)


def test_a_mended_file_is_read_from_its_yaml_and_not_from_the_compiled_rows(tmp_path: Path) -> None:
    write_outlets(tmp_path, lb=MIZAN)
    (tmp_path / "compiled").mkdir()
    stale = {"outlets/lb.yaml": {"sha256": "0", "rows": []}}
    (tmp_path / "compiled" / "outlets.json").write_text(json.dumps(stale), encoding="utf-8")
    assert found_id(load_outlets(tmp_path), "https://mizan.example/") == "mizan"


def test_a_broken_compiled_file_says_what_to_do(tmp_path: Path) -> None:
    write_outlets(tmp_path, lb=MIZAN)
    (tmp_path / "compiled").mkdir()
    (tmp_path / "compiled" / "outlets.json").write_text("{", encoding="utf-8")
    with pytest.raises(DataFileError, match="make data"):
        load_outlets(tmp_path)
