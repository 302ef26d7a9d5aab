"""What is stored of a record makes the same record again."""

import json

import pytest

from qawl.model.account import (
    Account,
    ClaimCard,
    Conflict,
    ConflictKind,
    OriginGroup,
    PartyCard,
    PlaceCard,
    SpeakerCard,
)
from qawl.model.codec import decode, encode
from qawl.model.span import Span
from qawl.model.statement import SpeakerKind
from small_ledger import SIEGE, SmallReader, make_document


def test_a_card_with_everything_comes_out_as_it_went_in() -> None:
    for claim in SmallReader().read(make_document(SIEGE)).claims:
        card = ClaimCard(
            claim,
            "d_1",
            "wadi.example/1",
            "wadi",
            "الجيش سيطر",
            "2017-09-05",
            place=PlaceCard("sy.x", "س", "city", "SY", 35.5, 40.1, ("sy.p", "country.sy")),
            actors=(PartyCard("sy.army", "الجيش", ("sy.state",), True),),
            speakers=(SpeakerCard("name:x", "x", SpeakerKind.PERSON, None, "sy.army"),),
        )
        assert decode(ClaimCard, json.loads(json.dumps(encode(card)))) == card


def test_nested_records_come_out_too() -> None:
    conflict = Conflict(ConflictKind.FIGURE, "c_1", "c_2", Span(1, 2), Span(3, 4), "a", "b", "conflict.figure")
    account = Account(
        "t_1", "casualties", ("c_1", "c_2"), "c_1", None, None, "2017-09-05",
        (OriginGroup("a", "A", ("c_1",), "origin.apart"),), (conflict,), (("c_1", "c_2"),),
    )  # fmt: skip
    assert decode(Account, json.loads(json.dumps(encode(account)))) == account


def test_defaults_are_not_stored() -> None:
    assert encode(PartyCard("a", "b")) == {"key": "a", "name": "b"}


def test_a_missing_field_is_told() -> None:
    with pytest.raises(KeyError):
        decode(PartyCard, {"key": "a"})
