"""What is derived from `samples/` held against the golden file, by section: what is missed and what is too much.

Run as a script it prints a table: ``PYTHONPATH=src:tests python -m samples_compared``. Handles of claims that the
reader has not made are left out everywhere.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

from qawl.corroborate.context import load_world
from qawl.model.account import Account, Conflict, Outcome
from qawl.situation.control import control_of_place
from qawl.situation.control_events import Event, events_of
from qawl.situation.control_tables import load_control_words
from qawl.situation.versions import compare_versions
from samples_derived import Derived, derive_samples
from samples_expected import load_expected, sample_documents

_SAYS = {"taken": "took", "holds": "holds", "left": "left", "entered": "entered"}
_SEASON = {"21": ("03", "05"), "22": ("06", "08"), "23": ("09", "11"), "24": ("12", "12")}


@dataclass(frozen=True, slots=True)
class Compared:
    """Expected things that can be found at all, and the misses among them by name, each with what was found instead."""

    expected: int
    missed: Mapping[str, Any]


# --- accounts ------------------------------------------------------------------------------------------


def compare_accounts() -> Compared:
    """Links (claims of an expected account but one); ``missed`` has the handles that stand apart from most others."""
    missed, links = {}, 0
    for entry in load_expected()["accounts"]:
        groups = _groups(entry)
        links += max(0, sum(len(group) for group in groups) - 1)
        if len(groups) > 1:
            missed[entry["id"]] = sorted(name for group in groups[1:] for name in group)
    return Compared(links, missed)


def compare_origins() -> Compared:
    """Numbers of origins of what stands together; ``missed`` has the number found where it is outside the bounds."""
    missed, counted = {}, 0
    for entry in load_expected()["accounts"]:
        (main, *_) = _groups(entry) or [[]]
        account = _account_of(main[0]) if main else None
        if account is None or len(main) < 2:
            continue
        counted += 1
        denied = bool(set(main) & set(entry.get("denied_by", [])))
        deniers = len(entry["deniers"]) if denied else 0
        low, high = entry.get("least", entry["origins"]) + deniers, entry.get("most", entry["origins"]) + deniers
        told = {_derived().cards[claim].origin.name for claim in _claims(entry)}
        low = min(low, len(told))  # where only one of two speakers was read
        if not low <= len(account.origins) <= high:
            missed[entry["id"]] = len(account.origins)
    return Compared(counted, missed)


def false_accounts() -> dict[str, list[str]]:
    """Derived accounts that hold claims of several expected ones, by those accounts."""
    found = {}
    told = {claim: entry["id"] for entry in load_expected()["accounts"] for claim in _claims(entry)}
    for account in _derived().accounts:
        names = sorted({told[claim] for claim in account.claims if claim in told})
        if len(names) > 1:
            found["+".join(names)] = sorted(_derived().handle[claim] for claim in account.claims if claim in told)
    return found


def joined_near_misses() -> list[tuple[str, str]]:
    """Pairs that must not be joined and are."""
    return [
        (pair["left"], pair["right"])
        for pair in load_expected()["near_misses"]["claims"]
        if _are_together(pair["left"], pair["right"])
    ]


def speakers_taken_for_one() -> list[tuple[str, str]]:
    """Speakers that must not count as one origin and do."""
    origins = [
        {_derived().cards[claim].origin.name for claim in origin.claims}
        for account in _derived().accounts
        for origin in account.origins
    ]
    pairs = load_expected()["near_misses"]["speakers"]
    return [
        (one["left"], one["right"]) for one in pairs if any({one["left"], one["right"]} <= names for names in origins)
    ]


def claims_of_no_conflict() -> list[str]:
    """What is derived from articles on sport and markets: claims in accounts, conflicts or holdings."""
    documents = {
        sample_documents()[entry["document"]].id for entry in load_expected()["near_misses"]["no_conflict_claims"]
    }
    held = {event.card.id for events in _events().values() for event in events}
    joined = {claim for account in _derived().accounts for claim in account.claims}
    return sorted(
        card.words for card in _derived().cards.values() if card.document in documents and card.id in held | joined
    )


# --- contradictions ------------------------------------------------------------------------------------


def compare_contradictions() -> Compared:
    """Contradictions of which both sides were read, by «left / right»; the kind must be one of those expected."""
    found, missed, readable = _conflicts(), {}, 0
    for entry in load_expected()["contradictions"]:
        pairs = list(_sides(entry))
        if not pairs:
            continue
        readable += 1
        kinds = {found[pair].kind.value for pair in pairs if pair in found}
        if not kinds & {entry["kind"], entry.get("also_kind")}:
            missed[f"{entry['left']} / {entry['right']}"] = sorted(kinds)
    return Compared(readable, missed)


def false_contradictions() -> list[str]:
    """Conflicts that the golden file has not, by handles or words."""
    expected = {pair for entry in load_expected()["contradictions"] for pair in _sides(entry)}
    return sorted(" / ".join(sorted(map(_name, pair))) for pair in set(_conflicts()) - expected)


def contradictions_that_are_none() -> list[str]:
    """Claims that contradict each other although a series, a part or the order of time explains them."""
    named, found = _derived().named, []
    for entry in load_expected()["not_contradictions"]:
        for one, other in combinations(entry["claims"], 2):
            if one in named and other in named and frozenset((named[one], named[other])) in _conflicts():
                found.append(f"{one} / {other}")
    for denial in load_expected()["lone_denials"]:
        document = sample_documents()[denial["document"]]
        start = document.text.index(denial["quote"])
        for pair in _conflicts():
            spans = [_derived().cards[claim] for claim in pair]
            if any(
                c.document == document.id and c.claim.evidence.start - 20 <= start < c.claim.evidence.end for c in spans
            ):
                found.append(denial["quote"])
    return found


# --- forecasts -----------------------------------------------------------------------------------------


def compare_outcomes() -> Compared:
    """What came of forecasts; ``missed`` has the outcome found, or «no forecast»."""
    missed, readable = {}, 0
    for entry in load_expected()["predictions"]:
        if entry["claim"] not in _derived().named:
            continue
        readable += 1
        prediction = _derived().predictions.get(_derived().named[entry["claim"]])
        outcome = "no forecast" if prediction is None else prediction.outcome.value
        if outcome not in (entry["outcome"], *entry.get("or", [])):
            missed[entry["claim"]] = outcome
    return Compared(readable, missed)


def compare_horizons() -> Compared:
    """Last days of forecasts; ``missed`` has the day found."""
    missed, readable = {}, 0
    for entry in load_expected()["predictions"]:
        prediction = _derived().predictions.get(_derived().named.get(entry["claim"], ""))
        if prediction is not None:
            readable += 1
            if prediction.horizon_last != entry["horizon"]:
                missed[entry["claim"]] = prediction.horizon_last
    return Compared(readable, missed)


def compare_settling() -> Compared:
    """Documents by which forecasts are settled; ``missed`` has what settled them instead."""
    missed, settled = {}, 0
    for entry in load_expected()["predictions"]:
        prediction = _derived().predictions.get(_derived().named.get(entry["claim"], ""))
        if prediction is None or prediction.outcome is Outcome.OPEN or not entry["settled_by"]:
            continue
        settled += 1
        told = {_document(claim)[:6] for claim in prediction.settled_by}
        wanted = {load_expected()["claims"][name]["document"][:6] for name in entry["settled_by"]}
        if not told & wanted:
            missed[entry["claim"]] = sorted(map(_name, prediction.settled_by))
    return Compared(settled, missed)


def settled_too_much() -> list[str]:
    """Forecasts that are settled and not expected at all."""
    entries = load_expected()["predictions"]
    expected = {_derived().named.get(name) for entry in entries for name in [entry["claim"], *entry.get("also", [])]}
    settled = {claim for claim, one in _derived().predictions.items() if one.outcome is not Outcome.OPEN}
    return sorted(map(_name, settled - expected))


# --- who holds what --------------------------------------------------------------------------------------


def compare_control() -> Compared:
    """Changes of control; ``missed`` has «nothing», or what differs: place, says, holder, day, share."""
    missed, readable = {}, 0
    for entry in load_expected()["control_changes"]:
        if entry["claim"] not in _derived().named:
            continue
        readable += 1
        events = _events().get(_derived().named[entry["claim"]], [])
        if entry["change"] == "relieved":
            if any(event.says == "took" for event in events):
                missed[entry["claim"]] = "took"
        elif not events:
            missed[entry["claim"]] = "nothing"
        else:
            differing = min((_differing(entry, event) for event in events), key=len)
            if differing:
                missed[entry["claim"]] = ", ".join(differing)
    return Compared(readable, missed)


def control_too_much() -> list[str]:
    """Holdings of a side and a place that the golden file knows nothing of, as «place holder says: claim»."""
    known = {(entry["place"], entry["holder"]) for entry in load_expected()["control_changes"]}
    found = set()
    for claim, events in _events().items():
        for event in events:
            for holder in event.holders:
                keys = holder.keys or {holder.key}
                if holder.key and event.card.place and not any((event.card.place.id, key) in known for key in keys):
                    found.add(f"{event.card.place.id} {holder.key} {event.says}: {_name(claim)}")
    return sorted(found)


def compare_situations() -> Compared:
    """Verdicts; those that wait for claims are left out. ``missed`` has the verdict found."""
    world, words, missed = load_world(), load_control_words(), {}
    entries = [entry for entry in load_expected()["situations"] if not entry.get("needs_claim")]
    for entry in entries:
        place = world.place_card(entry["place"])
        assert place is not None, entry["place"]
        found = control_of_place(
            _derived().cards.values(), place, day=entry["day"], known_on=entry["day"], words=words
        ).verdict.value
        if found not in (entry["verdict"], *entry.get("or", [])):
            missed[f"{entry['place']} {entry['day']}"] = found
    return Compared(len(entries), missed)


# --- versions ------------------------------------------------------------------------------------------


def compare_figures_of_versions() -> Compared:
    """Figures that a newer version changes; ``missed`` has those that are not shown."""
    missed, expected = {}, 0
    for entry in load_expected()["versions"]:
        older, newer = (_derived().readings[entry[key]] for key in ("older", "newer"))
        changes = compare_versions(older, newer)
        for figure in entry["figures"]:
            expected += 1
            ends = [_derived().cards[_derived().named[figure[key]]].claim for key in ("older", "newer")]
            is_shown = any(
                (change.before and change.before.overlaps(ends[0].evidence))
                or (change.after and change.after.overlaps(ends[1].evidence))
                for change in changes
            )
            is_marked = any(ends[0].id in change.claims or ends[1].id in change.claims for change in changes)
            if not is_shown or (figure["values"][0] != figure["values"][1] and not is_marked):
                missed[f"{figure['older']} / {figure['newer']}"] = figure["what"]
    return Compared(expected, missed)


def unseen_in_versions() -> list[str]:
    """Claims new in a newer version that no shown change touches."""
    unseen = []
    for entry in load_expected()["versions"]:
        changes = compare_versions(*(_derived().readings[entry[key]] for key in ("older", "newer")))
        for name in entry["new_claims"]:
            if name in _derived().named:
                span = _derived().cards[_derived().named[name]].claim.evidence
                if not any(change.after and change.after.overlaps(span) for change in changes):
                    unseen.append(name)
    return unseen


# --- looking things up -----------------------------------------------------------------------------------


def _derived() -> Derived:
    return derive_samples()


def _claims(entry: Mapping[str, Any]) -> list[str]:
    """The claims of an expected account that were read, each once."""
    names = [*entry["tells"], *entry.get("denied_by", [])]
    return list(dict.fromkeys(_derived().named[name] for name in names if name in _derived().named))


def _groups(entry: Mapping[str, Any]) -> list[list[str]]:
    """The read claims of an expected account by the derived account in which they stand, the largest group first."""
    groups: dict[str, list[str]] = {}
    for claim in _claims(entry):
        name = _derived().handle[claim]
        account = _account_of(name)
        groups.setdefault(account.id if account else name, []).append(name)
    return sorted(groups.values(), key=lambda group: (-len(group), group))


@cache
def _accounts() -> dict[str, Account]:
    return {claim: account for account in _derived().accounts for claim in account.claims}


def _account_of(name: str) -> Account | None:
    return _accounts().get(_derived().named[name])


def _are_together(left: str, right: str) -> bool:
    named = _derived().named
    if left not in named or right not in named:
        return False
    account = _accounts().get(named[left])
    return account is not None and account is _accounts().get(named[right])


@cache
def _conflicts() -> dict[frozenset[str], Conflict]:
    return {frozenset((one.left, one.right)): one for account in _derived().accounts for one in account.conflicts}


def _sides(entry: Mapping[str, Any]) -> Iterator[frozenset[str]]:
    """Every pair of claims, one of each side, that were read."""
    named = _derived().named
    for left in [entry["left"], *entry.get("also_left", [])]:
        for right in [entry["right"], *entry.get("also_right", [])]:
            if left in named and right in named:
                yield frozenset((named[left], named[right]))


@cache
def _events() -> dict[str, list[Event]]:
    """What claims say of who holds their place, by claim."""
    words, world, cards = load_control_words(), load_world(), list(_derived().cards.values())
    found: dict[str, list[Event]] = {}
    for place_id in sorted({card.place.id for card in cards if card.place}):
        place = world.place_card(place_id)
        assert place is not None
        for event in events_of(cards, place, known_on=None, words=words):
            found.setdefault(event.card.id, []).append(event)
    return found


def _differing(entry: Mapping[str, Any], event: Event) -> list[str]:
    first, last = _days(entry["day"])
    holders = {key for holder in event.holders for key in (holder.key, *holder.keys)}
    share = entry.get("share")
    checks = {
        "place": event.card.place is not None and event.card.place.id == entry["place"],
        "says": event.says == _SAYS[entry["change"]],
        "holder": entry["holder"] in holders,
        "day": event.first <= last and first <= event.last,
        "share": share is None or (event.share is not None and event.share[0] <= share <= event.share[1]),
    }
    return [name for name, is_right in checks.items() if not is_right]


def _days(day: str) -> tuple[str, str]:
    """First and last day of a day, a month or a season («2014-22»)."""
    if len(day) == 10:
        return day, day
    year, part = day.split("-")
    first, last = _SEASON.get(part, (part, part))
    return f"{year}-{first}-01", f"{year}-{last}-31"


def _document(claim: str) -> str:
    ids = {document.id: name for name, document in sample_documents().items()}
    return ids[_derived().cards[claim].document]


def _name(claim: str) -> str:
    """A claim's handle, else its document and words."""
    return _derived().handle.get(claim) or f"{_document(claim)} «{_derived().cards[claim].words[:60]}»"


def _print(title: str, found: Compared | Iterable[str] | Mapping[str, Any]) -> None:
    if isinstance(found, Compared):
        print(f"\n{title}: {found.expected}, missed {len(found.missed)}")
        found = found.missed
    else:
        print(f"\n{title}")
    for one in found:
        print("   ", one, found[one] if isinstance(found, Mapping) else "")


if __name__ == "__main__":
    _print("links of accounts (missed: claims apart)", compare_accounts())
    _print("numbers of origins (found)", compare_origins())
    _print("accounts that hold two happenings", false_accounts())
    _print("near misses joined", map(str, joined_near_misses()))
    _print("speakers taken for one", map(str, speakers_taken_for_one()))
    _print("claims of sport and markets", claims_of_no_conflict())
    _print("contradictions", compare_contradictions())
    _print("contradictions too much", false_contradictions())
    _print("contradictions that are none", contradictions_that_are_none())
    _print("outcomes of forecasts", compare_outcomes())
    _print("horizons", compare_horizons())
    _print("settled by", compare_settling())
    _print("forecasts settled too much", settled_too_much())
    _print("changes of control", compare_control())
    _print("holdings too much", control_too_much())
    _print("situations", compare_situations())
    _print("figures of versions", compare_figures_of_versions())
    _print("new claims of versions unseen", unseen_in_versions())
