"""Letters are people's; numbers follow from origins and conflicts; the two never meet. All names are invented."""

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest

from qawl.model.account import Account, ClaimCard, Conflict, ConflictKind, Credibility, OriginGroup, SpeakerCard
from qawl.model.claim import Claim, ClaimType, Status
from qawl.model.review import Anchor, Decision, Letter, RecordKind, Review, Reviewer
from qawl.model.span import Span
from qawl.model.statement import SpeakerKind
from qawl.review.ranking import letters_of
from qawl.situation.credibility import (
    letter_of_outlet,
    letter_of_speaker,
    number_alone,
    overrule,
    suggest_number,
)

SPAN = Span(0, 4)


def card(name: str = "a", *, status: Status = Status.ASSERTED) -> ClaimCard:
    claim = Claim(name, "d", ClaimType.STRIKE, None, None, SPAN, status)
    return ClaimCard(claim, "d", "x", "wadi", "قصف", speakers=(SpeakerCard(f"name:{name}", name, SpeakerKind.PERSON),))


def account(*origins: str, against: tuple[str, ...] = (), own: tuple[str, ...] = ("a",)) -> Account:
    """An account of «a» and others; a name that begins with ? is anonymous."""
    groups = [OriginGroup("name:a", "أ", own, "origin.speaker")]
    groups += [OriginGroup(f"name:{o}", o, (o,), "origin.speaker", is_anonymous=o.startswith("?")) for o in origins]
    conflicts = tuple(
        Conflict(ConflictKind.FIGURE, *sorted(("a", other)), SPAN, SPAN, "", "", "conflict.figure") for other in against
    )
    claims = tuple(sorted({*own, *origins}))
    return Account("x", "strike", claims, "a", None, None, None, tuple(groups), conflicts)


@pytest.mark.parametrize(
    ("given", "number", "rule"),
    [
        (account(), 6, "number.single-origin"),
        (account("b"), 2, "number.supported"),
        (account("b", "c"), 1, "number.confirmed"),
        (account("?b"), 3, "number.unnamed"),
        (account("b", "?c"), 2, "number.supported"),
        (account("b", against=("b",)), 4, "number.contradicted"),
        (account("b", "c", against=("b",)), 4, "number.contradicted"),
        (account("b", "c", "d", against=("b",)), 3, "number.contested"),
        (account("b", "c", against=("b", "c")), 5, "number.rejected-by-all"),
        (account("?b", "?c", against=("?b", "?c")), 4, "number.contradicted"),
    ],
)
def test_the_number_follows_from_origins_and_conflicts(given: Account, number: int, rule: str) -> None:
    found = suggest_number(given, card())
    assert (found.number, found.rule) == (number, rule)
    assert found.reasons


def test_the_same_origin_told_twice_confirms_nothing() -> None:
    assert suggest_number(account(own=("a", "a2")), card()).number == 6


def test_what_somebody_contradicts_in_another_claim_is_no_conflict_of_this_one() -> None:
    given = account("b", "c", own=("a", "a2"))
    other = Conflict(ConflictKind.FIGURE, "a2", "b", SPAN, SPAN, "", "", "conflict.figure")
    shown = Account(*(getattr(given, f.name) if f.name != "conflicts" else (other,) for f in fields(Account)))
    assert suggest_number(shown, card()).number == 1


@pytest.mark.parametrize("status", [Status.PREDICTED, Status.POSSIBLE, Status.DEMANDED])
def test_what_is_not_told_as_a_fact_cannot_be_judged(status: Status) -> None:
    assert suggest_number(account("b", "c"), card(status=status)).rule == "number.not-asserted"


def test_the_reasons_name_the_origins_and_never_say_true() -> None:
    reasons = " ".join(suggest_number(account("شبكة", "مرصد", against=("مرصد",)), card()).reasons)
    assert "شبكة" in reasons and "figure" in reasons
    assert not {"true", "false", "fact"} & set(reasons.split())


def test_a_claim_of_another_account_is_refused() -> None:
    with pytest.raises(ValueError, match="no claim of the account"):
        suggest_number(account(), card("z"))


# --- letters ----------------------------------------------------------------------------------------


def decide(
    decision: Decision, *value: tuple[str, str], key: str, kind: RecordKind, day: int = 1, reason: str = "سبب"
) -> Review:
    made = datetime(2024, 1, day, tzinfo=UTC)
    anchor = Anchor("", SPAN, "", "", "")
    return Review(anchor, kind, key, decision, Reviewer("r", "مراجع"), made, reason, value)


def set_letter(letter: str, *, day: int = 1, key: str = "outlet:wadi", kind: RecordKind = RecordKind.OUTLET) -> Review:
    return decide(Decision.LETTER, ("letter", letter), key=key, kind=kind, day=day)


def test_a_letter_is_f_until_somebody_sets_one() -> None:
    assert letter_of_outlet({}, "wadi") == Letter("outlet:wadi", "F")
    assert letter_of_outlet(letters_of([set_letter("B", key="outlet:other")]), "wadi").letter == "F"


def test_the_last_letter_stands_with_its_reason_and_date_in_any_order() -> None:
    reviews = [set_letter("B", day=3), set_letter("D", day=1), set_letter("C", day=2)]
    found = letter_of_outlet(letters_of(reviews), "wadi")
    assert found == letter_of_outlet(letters_of(reviews[::-1]), "wadi")
    assert (found.letter, found.reviewer, found.made_at) == ("B", "مراجع", datetime(2024, 1, 3, tzinfo=UTC))
    assert found.reason


SPOKESMAN = SpeakerCard(
    "xx.army", "العميد فلان", SpeakerKind.PERSON, entity="xx.fulan", institution="xx.army", said_by="العميد فلان"
)


@pytest.mark.parametrize(
    ("keys", "letter"),
    [
        ({"xx.army": "C"}, "C"),
        ({"xx.army": "C", "name:العميد فلان": "D"}, "D"),
        ({"xx.army": "C", "name:العميد فلان": "D", "xx.fulan": "B"}, "B"),
        ({"xx.rebels": "A"}, "F"),
    ],
)
def test_the_letter_of_a_spokesman_is_the_persons_else_the_institutions(keys: dict[str, str], letter: str) -> None:
    reviews = [set_letter(value, key=key, kind=RecordKind.SPEAKER) for key, value in keys.items()]
    assert letter_of_speaker(letters_of(reviews), SPOKESMAN).letter == letter


def test_who_has_no_name_gets_no_letter() -> None:
    unnamed = SpeakerCard("unnamed:wadi:مصدر", "مصدر", SpeakerKind.ANONYMOUS, is_anonymous=True, said_by="مصدر")
    assert letter_of_speaker(letters_of([set_letter("A", key="name:مصدر")]), unnamed).letter == "F"


# --- numbers that people give -------------------------------------------------------------------------


def give(number: str, *, day: int = 1) -> Review:
    return decide(
        Decision.CORRECT, ("credibility", number), key="c_a", kind=RecordKind.CLAIM, day=day, reason="رأيت الصور"
    )


def test_a_reviewer_overrules_a_number_and_the_suggested_one_stays_beside_it() -> None:
    suggested = suggest_number(account("b"), card())
    found = overrule(suggested, [give("4"), give("1", day=2)])
    assert (found.number, found.rule, found.suggested) == (1, "number.reviewed", 2)
    assert (found.overruled_by, found.reasons[0]) == ("مراجع", "رأيت الصور")
    assert overrule(suggested, [give("4"), give("", day=2)]) == suggested


def test_a_claim_that_nobody_else_tells_cannot_be_judged() -> None:
    assert number_alone(card()).rule == "number.single-origin"
    assert number_alone(card(status=Status.PREDICTED)).rule == "number.not-asserted"


def test_a_contradiction_listed_with_another_claim_that_says_the_same_counts() -> None:
    given = account("b", "c", own=("a", "a2"))
    other = Conflict(ConflictKind.FIGURE, "a2", "b", SPAN, SPAN, "", "", "conflict.figure")
    shown = replace(given, conflicts=(other,))
    found = suggest_number(shown, card(), alike=("a2",))
    assert (found.number, found.against, found.beside) == (4, ("b",), ("c",))


def test_letter_and_number_share_no_field() -> None:
    """They are never merged into one figure."""
    assert not {field.name for field in fields(Letter)} & {field.name for field in fields(Credibility)}
