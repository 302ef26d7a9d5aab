"""An alert tells its receiver of each claim that fits, once; what was not taken is told again."""

import json
from pathlib import Path

from local_site import LocalSite, Reply, Seen
from qawl.alerting import Alert, parse_alert, send_alerts
from qawl.store.filters import ClaimFilter
from qawl.store.ledger import Ledger
from small_ledger import ADVANCE, add_text


def to_file(path: Path) -> str:
    """A command that appends what it is given."""
    script = path.with_name("receive.py")
    script.write_text(f"import sys\nopen({str(path)!r}, 'ab').write(sys.stdin.buffer.read() + b'\\n')\n")
    return f"python3 {script}"


def told(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def test_each_claim_is_told_once(ledger: Ledger, tmp_path: Path) -> None:
    add_text(ledger)
    alert = Alert("town", ClaimFilter(place="دير الزور", type="capture"), to_file(tmp_path / "out"))
    assert send_alerts(ledger, [alert]).sent == {"town": 2}
    assert send_alerts(ledger, [alert]).sent == {}
    add_text(ledger, ADVANCE, day="2017-10-01", outlet="jabal")
    assert send_alerts(ledger, [alert]).sent == {"town": 1}
    first, second = told(tmp_path / "out")
    assert first["alert"] == "town"
    assert isinstance(second["claims"], list)
    assert len(second["claims"]) == 1


def test_a_speaker_narrows_it_in_any_spelling(ledger: Ledger, tmp_path: Path) -> None:
    add_text(ledger)
    alert = Alert("a", ClaimFilter(type="capture"), to_file(tmp_path / "out"), speaker="احمد الوادى")
    assert send_alerts(ledger, [alert]).sent == {"a": 1}


def test_what_a_receiver_did_not_take_is_told_again(ledger: Ledger, tmp_path: Path) -> None:
    add_text(ledger)
    failing = Alert("a", ClaimFilter(type="capture"), "python3 -c 'import sys; sys.exit(\"no disk\")'")
    report = send_alerts(ledger, [failing])
    assert report.sent == {}
    assert "no disk" in report.failed["a"]
    working = Alert("a", ClaimFilter(type="capture"), to_file(tmp_path / "out"))
    assert send_alerts(ledger, [working]).sent == {"a": 2}


def test_an_address_gets_them_by_post(ledger: Ledger, site: LocalSite) -> None:
    add_text(ledger)

    def take(seen: Seen) -> Reply:
        return Reply(b"", status=204 if seen.method == "POST" else 405)

    alert = parse_alert({"name": "a", "type": "capture"}, "feeds.toml: alert 1", send=site.serve("/hook", take))
    assert send_alerts(ledger, [alert]).sent == {"a": 2}
    assert len(json.loads(site.seen[-1].body)["claims"]) == 2


def test_a_command_that_is_not_there_is_told(ledger: Ledger) -> None:
    add_text(ledger)
    report = send_alerts(ledger, [Alert("a", ClaimFilter(), "no-such-command-here --x")])
    assert "cannot be run" in report.failed["a"]


def test_an_address_that_is_none_is_told_and_stops_nothing(ledger: Ledger) -> None:
    add_text(ledger)
    report = send_alerts(ledger, [Alert("a", ClaimFilter(), "http://[::1")])
    assert "could not be reached" in report.failed["a"]
