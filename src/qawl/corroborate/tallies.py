"""How the forecasts of one speaker came out, and no score of anybody on a few of them.

* ``tally.rate``: enough are settled, and the share of those borne out is given;
* ``tally.too-few``: fewer than ten are settled, whatever a setting says: the counts stand alone.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from qawl.model.account import Outcome, Prediction, Tally

LEAST_SETTLED = 10
REPEAT_DAYS = 3


def tally_of_speaker(
    predictions: Iterable[Prediction], *, least_settled: int = LEAST_SETTLED, repeat_days: int = REPEAT_DAYS
) -> Tally:
    """How the forecasts of one speaker came out. No rate is given below ``least_settled`` settled ones.

    Raises:
        ValueError: the forecasts are of several speakers.
    """
    found = sorted(predictions, key=lambda one: (one.about, one.is_negative, one.made or "", one.claim))
    speakers = {one.speaker for one in found}
    if len(speakers) > 1:
        raise ValueError(f"forecasts of {len(speakers)} speakers; a tally is of one")
    outcomes = [_outcome_of(run) for run in _runs(found, repeat_days)]
    borne, against = outcomes.count(Outcome.BORNE_OUT), outcomes.count(Outcome.CONTRADICTED)
    is_enough = borne + against >= max(least_settled, LEAST_SETTLED)
    return Tally(
        speaker=speakers.pop() if speakers else "",
        made=len(outcomes),
        borne_out=borne,
        contradicted=against,
        open=outcomes.count(Outcome.OPEN),
        rate=borne / (borne + against) if is_enough else None,
        rule="tally.rate" if is_enough else "tally.too-few",
    )


def _runs(found: list[Prediction], repeat_days: int) -> list[list[Prediction]]:
    """The same forecast, told again within days of the time before, is one."""
    runs: list[list[Prediction]] = []
    for one in found:
        before = runs[-1][-1] if runs else None
        if (
            before is not None
            and (before.about, before.is_negative) == (one.about, one.is_negative)
            and before.made is not None
            and one.made is not None
            and one.made <= _days_after(before.made, repeat_days)
        ):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _outcome_of(run: list[Prediction]) -> Outcome:
    """One outcome where all that are settled agree, else open."""
    settled = {one.outcome for one in run} - {Outcome.OPEN}
    return settled.pop() if len(settled) == 1 else Outcome.OPEN


def _days_after(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()
