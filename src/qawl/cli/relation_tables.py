"""Forecasts and relations as tables for people."""

from collections.abc import Iterable, Mapping, Sequence

from qawl.cli.marked import NOBODY
from qawl.cli.output import isolate, print_table, say, shorten
from qawl.model.account import ClaimCard, Prediction, RelationEdge, Tally

_SHOWN = 3


def print_predictions(found: Sequence[Prediction], cards: Mapping[str, ClaimCard]) -> None:
    """Each forecast beside the claims that speak of it."""
    rows = [
        (
            f"{isolate(_speaker(cards[one.claim]))}\n{one.made or NOBODY}",
            f"{isolate(shorten(cards[one.claim].words, 110))}\nuntil {one.horizon_last or 'no day stated'}",
            "\n".join(_told(cards[claim]) for claim in one.settled_by[:_SHOWN]) or NOBODY,
            f"{one.outcome.value.replace('_', ' ')}\n{one.rule}\n{one.claim}",
        )
        for one in found
    ]
    print_table(("Who, when", "Foretold", "Told later", "Outcome, rule, id"), rows, wide=2)


def say_tallies(tallies: Iterable[Tally], cards: Mapping[str, ClaimCard]) -> None:
    """How the forecasts of each speaker came out; a share only where enough are settled."""
    names = {card.origin.key: _speaker(card) for card in reversed(list(cards.values()))}
    for tally in tallies:
        counts = f"{tally.borne_out} borne out, {tally.contradicted} contradicted, {tally.open} open"
        share = (
            "too few settled for a share" if tally.rate is None else f"{tally.rate:.0%} of {tally.settled} borne out"
        )
        say(f"{isolate(names.get(tally.speaker, tally.speaker))}: {tally.made} forecasts, {counts}; {share}.")


def print_relations(
    found: Sequence[RelationEdge], names: Mapping[str, tuple[str, str]], cards: Mapping[str, ClaimCard]
) -> None:
    """Who stands how to whom, in what words, according to whom and when."""
    rows = [
        (
            isolate(_name(edge.actor, names)),
            f"{edge.kind}{' (denied)' if edge.is_denied else ''}\n{isolate(_name(edge.target, names))}",
            "\n".join(isolate(shorten(cards[claim].words, 110)) for claim in edge.claims[:_SHOWN])
            or "(lists of actors)",
            "\n".join([isolate(edge.speaker_name or edge.speaker), _days(edge), *edge.claims[:1]]),
        )
        for edge in found
    ]
    print_table(("Actor", "Relation", "Told as", "According to, when, id"), rows, wide=2)


def _speaker(card: ClaimCard) -> str:
    return card.origin.name or NOBODY


def _told(card: ClaimCard) -> str:
    day = (card.first if card.is_dated_by_evidence else None) or card.published or ""
    return f"{isolate(shorten(card.words, 110))}\n— {isolate(_speaker(card))} {day}"


def _name(key: str, names: Mapping[str, tuple[str, str]]) -> str:
    return names[key][0] if key in names else key


def _days(edge: RelationEdge) -> str:
    if edge.first == edge.last:
        return edge.first or ""
    return f"{edge.first or '…'} – {edge.last or '…'}"
