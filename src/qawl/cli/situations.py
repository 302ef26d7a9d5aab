"""Situations of places as tables for people and as CSV."""

import csv
import sys
from collections.abc import Sequence

from qawl.cli.marked import NOBODY
from qawl.cli.output import isolate, print_table, shorten
from qawl.model.account import Standing
from qawl.situating import Situated, situations_rows
from qawl.situation.control_rows import COLUMNS


def print_situations(found: Sequence[Situated]) -> None:
    """The verdict with its rule, then who says that whom holds the place, and since when they have said so."""
    for situated in found:
        place = situated.place
        print(f"{isolate(place.name)} ({place.kind}, {place.country}; {place.id})")
        for situation in situated.situations:
            known = f", as known on {situation.known_on}" if situation.known_on else ""
            print(f"up to {situation.day}{known}: {situation.verdict.value.replace('_', ' ')} ({situation.rule})")
            if situation.standings:
                columns = ("According to", "Who", "Evidence", "Said of, id")
                print_table(columns, [_row(standing, situated) for standing in situation.standings], wide=2)
            else:
                print("  nobody is on record about who holds it.")


def print_csv(found: Sequence[Situated]) -> None:
    """One row a place, day and speaker."""
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(situations_rows(found))


def _row(standing: Standing, situated: Situated) -> tuple[str, str, str, str]:
    card = situated.cards[standing.claim]
    star = "" if card.is_placed_by_evidence else "*"
    said = [standing.says + star, share_words(standing.share)]
    marks = {"(denied)": standing.is_denied, "(stale)": standing.is_stale, "(overtaken)": standing.is_overtaken}
    said += [word for word, holds in marks.items() if holds]
    repeated = f" +{len(standing.repeated_by)}" if standing.repeated_by else ""
    return (
        isolate(standing.speaker.name or NOBODY),
        f"{isolate(', '.join(standing.names)) or NOBODY}\n{' '.join(word for word in said if word)}",
        isolate(shorten(card.words)),
        f"{standing.day} ({_age(standing.age_days)}){repeated}\n{standing.claim}",
    )


def _age(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def share_words(share: tuple[float, float] | None) -> str:
    """«80 %», «60 to 70 %», «in part»; nothing where nobody speaks of a part."""
    if share is None:
        return ""
    least, most = share
    if (least, most) == (0, 99):
        return "in part"
    return f"{least:g} %" if least == most else f"{least:g} to {most:g} %"
