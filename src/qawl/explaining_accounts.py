"""Why a claim of a ledger counts as it does: its account and origin, who contradicts it, letters, number, decisions.

The parts are those of ``Explanation``, so that what was read and what was derived are shown alike, each with its rules.
"""

from collections.abc import Iterator, Mapping

from qawl.model.account import Account, ClaimCard, Credibility
from qawl.model.reasons import Reason
from qawl.model.review import Letter, RecordKind, Review
from qawl.model.statement import Statement
from qawl.quoting import quotations_carried
from qawl.review.ranking import standing
from qawl.reviewing import decided_pairs
from qawl.store.ledger import Ledger
from qawl.store.records import Explanation
from qawl.weighing import WeighedClaim, weigh_claim


def derived_reasons(ledger: Ledger, found: Explanation) -> tuple[Reason, ...]:
    """What was derived from a record of a ledger, and what people decided on it: further parts of its explanation."""
    if found.kind == "document":
        return decisions_on(ledger, found.document.id, found.document.id)
    if found.record is None:
        return ()
    if isinstance(found.record, Statement):
        derived = _carriers(ledger, found.record)
    else:
        derived = reasons_of_account(ledger, found.record.id)
    return (*derived, *decisions_on(ledger, found.record.id, found.document.id))


def _carriers(ledger: Ledger, statement: Statement) -> tuple[Reason, ...]:
    """Who else carried what is quoted in a statement, in which words, and how these relate to the likely original."""
    found = []
    for family in quotations_carried(ledger, document_id=statement.document_id):
        forms = [(family.original, family.reason), *((one.quotation, one.rule) for one in family.carriers)]
        own = [one for one, _ in forms if one.document == statement.document_id]
        if any(one.span.overlaps(piece) for one in own for piece in statement.content):
            found += [
                Reason(
                    "quotation", f"{one.outlet} {(one.published or '')[:10]} {one.document}: {one.words}", None, (how,)
                )
                for one, how in forms
                if one not in own
            ]
    return tuple(found)


def decisions_on(ledger: Ledger, record_id: str, document_id: str) -> tuple[Reason, ...]:
    """What people decided on a record, its links, and what joins it with others: by whom, when and why."""
    reading = ledger.reviewed_reading(document_id)
    own = () if reading is None else reading.decisions.get(record_id, ())
    kinds = (RecordKind.COPY,) if record_id == document_id else (RecordKind.PAIR, RecordKind.CONFLICT)
    joined = [made for kind in kinds for pair, made in decided_pairs(ledger, kind).items() if record_id in pair]
    return tuple(_decision(made) for made in standing([*own, *joined]))


def reasons_of_account(ledger: Ledger, claim_id: str) -> tuple[Reason, ...]:
    """What was derived from a claim, part by part; nothing for one that has not been corroborated.

    Letter and number are two parts: they are never made into one.
    """
    weighed = weigh_claim(ledger, claim_id)
    if weighed is None:
        return ()
    account = next(iter(ledger.accounts_of([claim_id])), None)
    parts = [*_of_speaker(weighed)]
    if account is not None:
        parts += _of_account(account, claim_id, ledger.cards(account.claims))
    parts += _of_number(weighed.number)
    return tuple(parts)


def _decision(made: Review) -> Reason:
    """By whom, when and why; then on what, where it is not the record itself, and what was set."""
    _, _, part = made.record_id.partition(".")
    on = f"{made.record_kind} {made.record_id}" if made.other is not None else part
    value = ", ".join(f"{name}={given}" for name, given in made.value)
    about = " ".join(filter(None, (on, value)))
    words = f"{made.reviewer.name}, {made.made_at:%Y-%m-%d %H:%M}: {made.reason}"
    return Reason(f"decided-{made.decision}", f"{words} [{about}]" if about else words)


def _of_speaker(weighed: WeighedClaim) -> Iterator[Reason]:
    yield Reason("stance-to-claim", "", None, (f"stance-to-claim.{weighed.stance.replace('_', '-')}",))
    yield Reason("speaker-letter", _letter_words(weighed.card.origin.name, weighed.speaker_letter))
    yield Reason("outlet-letter", _letter_words(weighed.card.outlet, weighed.outlet_letter))


def _letter_words(name: str, letter: Letter) -> str:
    words = f"{letter.letter}: {name}" if name else letter.letter
    if letter.made_at is None:
        return words
    return f"{words}: {letter.reason} ({letter.reviewer}, {letter.made_at:%Y-%m-%d %H:%M})"


def _of_account(account: Account, claim_id: str, cards: Mapping[str, ClaimCard]) -> Iterator[Reason]:
    yield Reason("account", account.id, None, tuple(reason.partition(" ")[0] for reason in account.reasons))
    own = next((origin for origin in account.origins if claim_id in origin.claims), None)
    if own is not None:
        yield Reason("origin", own.name, None, (own.rule,))
    for conflict in account.conflicts:
        if claim_id in (conflict.left, conflict.right):
            other = conflict.right if conflict.left == claim_id else conflict.left
            words = f"{other}: {cards[other].words} ({cards[other].origin.name})" if other in cards else other
            yield Reason("conflict", words, None, (conflict.rule,))


def _of_number(number: Credibility) -> Iterator[Reason]:
    words = str(number.number)
    if number.overruled_by and number.overruled_at is not None:
        words = f"{words}: {number.reasons[0]} ({number.overruled_by}, {number.overruled_at:%Y-%m-%d %H:%M})"
    yield Reason("number", words, None, (number.rule,))
    if number.suggested is not None:
        yield Reason("suggested", str(number.suggested))
    if number.beside:
        yield Reason("beside", ", ".join(number.beside))
    if number.against:
        yield Reason("against", ", ".join(number.against))
