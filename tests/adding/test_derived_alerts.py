"""Alerts tell of contradictions and of changed claims of control once, in the words of both sides."""

import json
from pathlib import Path

import pytest
from derived import Item
from test_alerts import to_file, told

from qawl.alerting import About, Alert, parse_alert, send_alerts
from qawl.corroborating import Knowledge, corroborate
from qawl.errors import UsageError
from qawl.store.filters import ClaimFilter
from qawl.store.ledger import Ledger


def filled(ledger: Ledger, items: list[Item], knowledge: Knowledge) -> None:
    for item in items:
        ledger.add_document(*item)
    corroborate(ledger, knowledge=knowledge)


def test_each_contradiction_is_told_once_with_both_sides(
    ledger: Ledger, items: list[Item], knowledge: Knowledge, tmp_path: Path
) -> None:
    filled(ledger, items, knowledge)
    alert = Alert("disputes", ClaimFilter(), to_file(tmp_path / "out"), about=About.CONFLICTS)
    count = send_alerts(ledger, [alert]).sent["disputes"]
    (message,) = told(tmp_path / "out")
    conflicts = message["conflicts"]
    assert isinstance(conflicts, list) and len(conflicts) == count > 0
    assert all(one["left"]["words"] and one["right"]["words"] and one["kind"] for one in conflicts)
    assert send_alerts(ledger, [alert]).sent == {}


def test_a_contradiction_that_comes_later_is_told_by_itself(
    ledger: Ledger, items: list[Item], knowledge: Knowledge, tmp_path: Path
) -> None:
    filled(ledger, items, knowledge)
    conflict = next(one for account in ledger.accounts() for one in account.conflicts)
    late = ledger.cards([conflict.left])[conflict.left].document
    alert = Alert("disputes", ClaimFilter(), to_file(tmp_path / "out"), about=About.CONFLICTS)
    ledger.remove(late)
    corroborate(ledger, knowledge=knowledge)
    send_alerts(ledger, [alert])
    filled(ledger, [item for item in items if item[1].id == late], knowledge)
    assert send_alerts(ledger, [alert]).sent["disputes"] >= 1
    words = json.dumps(told(tmp_path / "out")[-1], ensure_ascii=False)
    assert ledger.cards([conflict.left])[conflict.left].words.split("\n")[0] in words.replace("\\n", "\n")


def test_only_conflicts_of_a_kind_are_told_where_one_is_named(
    ledger: Ledger, items: list[Item], knowledge: Knowledge, tmp_path: Path
) -> None:
    filled(ledger, items, knowledge)
    kinds = {one.kind.value for account in ledger.accounts() for one in account.conflicts}
    for kind in ("figure", "denial", "outcome"):
        alert = Alert(kind, ClaimFilter(), to_file(tmp_path / kind), about=About.CONFLICTS, kind=kind)
        assert bool(send_alerts(ledger, [alert]).sent) == (kind in kinds)


def test_who_is_said_to_hold_a_place_is_told_when_that_changes(
    ledger: Ledger, items: list[Item], knowledge: Knowledge, tmp_path: Path
) -> None:
    alert = Alert("town", ClaimFilter(place="دير الزور"), to_file(tmp_path / "out"), about=About.CONTROL)
    days = sorted({item[1].published_at.value for item in items if item[1].published_at is not None})
    early = [
        item
        for item in items
        if item[1].published_at is not None and item[1].published_at.value <= days[len(days) // 2]
    ]
    assert send_alerts(ledger, [alert]).sent == {}
    filled(ledger, early, knowledge)
    first = send_alerts(ledger, [alert]).sent
    assert send_alerts(ledger, [alert]).sent == {}
    filled(ledger, items, knowledge)
    second = send_alerts(ledger, [alert]).sent
    assert first and second
    (early_row, *_), (late_row, *_) = (message["control"] for message in told(tmp_path / "out"))  # type: ignore[misc]
    assert early_row["day"] < late_row["day"] and late_row["verdict"] and late_row["standings"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"about": "weather"}, "Known: claims, conflicts, control"),
        ({"about": "control"}, "needs place"),
        ({"about": "conflicts", "speaker": "فلان"}, "takes kind, place, type, no speaker"),
        ({"kind": "figure"}, "no kind"),
        ({"about": "conflicts", "kind": "noise"}, "is none"),
    ],
)
def test_what_an_alert_cannot_tell_is_said(row: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        parse_alert({"name": "a", "send": "tell", **row}, "feeds.toml: alert 1")
