"""A first look at a ledger."""

from pathlib import Path

from qawl.adding import open_ledger
from qawl.api.bench import Workbench
from qawl.overviewing import control_changes, overview_of
from qawl.settings import load_settings


def test_the_latest_days_end_with_the_newest_article(samples_ledger: Path) -> None:
    with open_ledger(samples_ledger) as ledger:
        found = overview_of(ledger, days=10)
        newest = max(head.day for head in ledger.documents())
    assert found.until == newest
    assert all(found.since <= head.day <= found.until for head in found.documents)
    assert all(found.since <= one.day <= found.until for one in found.days)


def test_counts_of_days_are_the_claims_of_the_ledger(samples_ledger: Path) -> None:
    from qawl.store.filters import ClaimFilter

    with open_ledger(samples_ledger) as ledger:
        found = overview_of(ledger, until="2017-09-30", days=30)
        counted = sum(one.count for one in found.days if one.type == "control")
        claims = [
            one for one in ledger.claims(ClaimFilter(type="control")) if "2017-09-01" <= one.days[0] <= "2017-09-30"
        ]
    assert counted == len(claims) > 0


def test_nobody_is_quoted_without_a_name(samples_ledger: Path) -> None:
    with open_ledger(samples_ledger) as ledger:
        found = overview_of(ledger, until="2017-12-31", days=365)
    assert found.voices
    assert all(voice.name for voice in found.voices)
    assert [voice.count for voice in found.voices] == sorted((voice.count for voice in found.voices), reverse=True)
    assert all(sum(count for _, count in voice.stances) == voice.count for voice in found.voices)


def test_a_place_whose_claimed_holder_changed_is_told(samples_ledger: Path) -> None:
    with open_ledger(samples_ledger) as ledger:
        bench = Workbench(ledger, load_settings())
        changes = control_changes(
            ledger, bench.world, bench.control_words, since="2017-09-01", until="2017-11-30", stale_days=60
        )
    assert changes
    for change in changes:
        before, after = (
            {name for one in moment.standings for name in one.holders} for moment in (change.before, change.after)
        )
        assert before != after
