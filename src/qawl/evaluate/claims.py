"""Comparing the claims of one article: is the fact found, and is it placed, counted, presented and attributed right?

A claim is found when its type is right and its evidence is the reference's, give or take: they share half of
the shorter one, and the reader's is not three times as long. A *complete* claim has quantity, place, status
and statement right. The tally of statuses tells which way they are mistaken: a denial stored as an assertion
is the worst error that Qawl can make.
"""

from collections.abc import Callable, Mapping

from qawl.evaluate.agreement import align, is_same_mention, is_same_name, is_same_quantity, plain
from qawl.evaluate.annotations import Annotation, ClaimRow
from qawl.evaluate.tally import Tally

_TIMES_AS_LONG = 3
_SLACK = 40  # code points: short evidence («قصف») may grow more


def compare_claims(reference: Annotation, found: Annotation, partners: Mapping[str, str], tally: Tally) -> None:
    """Count one article's claims; ``partners`` gives the reference's statement for each statement found."""
    tally.count("claim.reference", len(reference.claims))
    tally.count("claim.found", len(found.claims))
    tally.lengths["reference"] += [len(claim.evidence) for claim in reference.claims]
    tally.lengths["found"] += [len(claim.evidence) for claim in found.claims]
    for claim in reference.claims:
        tally.count(f"status.reference:{claim.status}")
    pairs = align(reference.claims, found.claims, claim_weight(reference.text))
    for i, j in pairs:
        _compare(reference, reference.claims[i], found.claims[j], partners, tally)
    _note_unpaired(reference, found, pairs, tally)


def is_same_evidence(right: ClaimRow, answer: ClaimRow) -> bool:
    """True when two claims of one type rest on the same words, give or take."""
    shorter = min(len(right.evidence), len(answer.evidence))
    if right.type != answer.type or 2 * right.evidence.overlap(answer.evidence) < shorter:
        return False
    return len(answer.evidence) <= _TIMES_AS_LONG * len(right.evidence) + _SLACK


def claim_weight(text: str) -> Callable[[ClaimRow, ClaimRow], float]:
    """How well two claims fit: 0 when they are not one fact; a like quantity, then a like place, decides."""

    def weight(right: ClaimRow, answer: ClaimRow) -> float:
        if not is_same_evidence(right, answer):
            return 0
        same_place = (
            right.place is not None
            and answer.place is not None
            and plain(right.place.of(text)) == plain(answer.place.of(text))
        )
        same_quantity = is_same_quantity(right.quantity, answer.quantity)
        return right.evidence.overlap(answer.evidence) + 1000 * same_quantity + 500 * same_place

    return weight


def _compare(article: Annotation, right: ClaimRow, answer: ClaimRow, partners: Mapping[str, str], tally: Tally) -> None:
    fields = judge_fields(right, answer, article.text)
    fields["by"] = (partners.get(answer.statement) if answer.statement is not None else None) == right.statement
    tally.count("claim.paired")
    for name, is_right in fields.items():
        tally.count(f"claim.{name}", is_right)
    tally.count("claim.complete", all(fields[name] for name in ("quantity", "place", "status", "by")))
    tally.count(f"status.common:{right.status}", fields["status"])
    tally.confusion[right.status, answer.status] += 1
    if right.date:
        tally.count("claim.dated")
        tally.count("claim.dated.right", right.date == answer.date)
    if right.quantity is not None:
        tally.count("claim.counted")
        tally.count(
            "claim.unit",
            answer.quantity is not None and is_same_name(right.quantity.unit, answer.quantity.unit),
        )
    whole = max(right.evidence.end, answer.evidence.end) - min(right.evidence.start, answer.evidence.start)
    tally.count("claim.evidence", right.evidence.overlap(answer.evidence) / whole)
    _note_wrong(article, right, answer, fields, tally)


def judge_fields(right: ClaimRow, answer: ClaimRow, text: str) -> dict[str, bool]:
    """Which fields of a claim are right, for two claims of the same fact."""
    no_actor = not right.actor and not answer.actor
    return {
        "quantity": is_same_quantity(right.quantity, answer.quantity),
        "place": is_same_mention(right.place, answer.place, text),
        "status": right.status == answer.status,
        "actor": no_actor or (bool(right.actor) and is_same_name(right.actor, answer.actor)),
        "target": is_same_name(right.target, answer.target),
        "date": right.date[:10] == answer.date[:10],
    }


def _note_wrong(
    article: Annotation, right: ClaimRow, answer: ClaimRow, fields: Mapping[str, bool], tally: Tally
) -> None:
    words = right.evidence.of(article.text)
    if not fields["status"]:
        kind = "DENIED STORED AS ASSERTED" if (right.status, answer.status) == ("denied", "asserted") else "status"
        tally.miss(kind, article.id, f"want {right.status} got {answer.status}: {words!r}")
    if not fields["place"]:
        want, got = (None if p is None else p.of(article.text) for p in (right.place, answer.place))
        tally.miss("claim place", article.id, f"want {want!r} got {got!r}: {words!r}")
    if not fields["quantity"]:
        tally.miss("claim quantity", article.id, f"want {right.quantity} got {answer.quantity}: {words!r}")
    if not fields["actor"]:
        tally.miss("claim actor", article.id, f"want {right.actor!r} got {answer.actor!r}: {words!r}")
    if not fields["date"]:
        tally.miss("claim date", article.id, f"want {right.date!r} got {answer.date!r}: {words!r}")


def _note_unpaired(reference: Annotation, found: Annotation, pairs: list[tuple[int, int]], tally: Tally) -> None:
    paired = {i for i, _ in pairs}, {j for _, j in pairs}
    for kind, claims, taken in (
        ("missed claim", reference.claims, paired[0]),
        ("false claim", found.claims, paired[1]),
    ):
        for number, claim in enumerate(claims):
            if number not in taken:
                tally.miss(kind, reference.id, f"{claim.type} {claim.evidence.of(reference.text)!r}")
