"""Families of copies: who is the likely original, why, and in whatever order the pairs come."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from qawl.corroborate.copies import TextCard
from qawl.corroborate.credits import Credits, load_credits
from qawl.corroborate.families import likely_original, order_copies
from qawl.lexicon.load import open_data
from qawl.model.account import Copy, CopyFamily
from qawl.model.document import DatePrecision
from qawl.model.span import Span

BODY = "عنوان الخبر\nعبرت القافلة الجسر صباحا وفق شهود.\nوعاد السائقون إلى القرية مساء.\nوبقيت الحواجز حتى الليل."
NOON = datetime(2018, 5, 14, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def credits() -> Credits:
    return load_credits(open_data())


def card(
    document: str, *, hours: float | None = 0, text: str = BODY, outlet: str = "", name: str = "", article: str = "",
    precision: DatePrecision = DatePrecision.SECOND,
) -> TextCard:  # fmt: skip
    published = None if hours is None else NOON + timedelta(hours=hours)
    return TextCard(document, article or document, outlet or f"o-{document}", published, precision, text, name)


def pair(original: str, document: str, *, is_part: bool = False, shared: tuple[int, int] = (40, 40)) -> Copy:
    passage = (Span(0, shared[0]), Span(0, shared[1]))
    return Copy(document, original, 0.9, "copy.part" if is_part else "copy.whole", (passage,), (), is_part)


def test_the_earliest_is_the_original(credits: Credits) -> None:
    (family,) = order_copies(
        [card("a", hours=3), card("b", hours=1), card("c", hours=2)], [pair("a", "b"), pair("b", "c")], credits=credits
    )
    assert family == CopyFamily("b", ("a", "c"), (), "copy.earliest")


def test_who_signs_with_an_agency_owes_it_to_somebody(credits: Credits) -> None:
    cards = [card("a", precision=DatePrecision.DAY), card("b", precision=DatePrecision.DAY)]
    signed = replace(cards[0], byline="نادر النموذجي (وكالات)")
    assert likely_original([signed, cards[1]], credits=credits) == (cards[1], "copy.credits-nobody")


def test_a_day_does_not_say_who_was_first_within_it(credits: Credits) -> None:
    cards = [card("a", hours=3), card("b", precision=DatePrecision.DAY, text=BODY + "\nوأضاف شاهد تفاصيل.")]
    assert likely_original(cards, credits=credits) == (cards[1], "copy.fullest")


def test_a_day_before_is_earlier_than_any_hour_of_the_next(credits: Credits) -> None:
    cards = [card("a", hours=-11), card("b", hours=-30, precision=DatePrecision.DAY)]
    assert likely_original(cards, credits=credits) == (cards[1], "copy.earliest")


def test_a_month_holds_all_its_days(credits: Credits) -> None:
    cards = [card("a", hours=24 * 10), card("b", hours=24 * 5, precision=DatePrecision.MONTH)]
    assert likely_original(cards, credits=credits)[1] == "copy.first-by-id"


def test_the_undated_is_never_the_earliest(credits: Credits) -> None:
    cards = [card("a", hours=None), card("b")]
    assert likely_original(cards, credits=credits) == (cards[1], "copy.earliest")


def test_whom_a_copy_credits_was_first_whatever_the_clock_says(credits: Credits) -> None:
    cards = [card("a", hours=-2, text=f"{BODY}\n(أ ف ب)"), card("b", outlet="afp")]
    assert likely_original(cards, credits=credits) == (cards[1], "copy.credited")


def test_a_credit_may_name_an_outlet_that_no_list_has(credits: Credits) -> None:
    cards = [card("a", text=f"{BODY}\nالمصدر: صحيفة المنارة البعيدة"), card("b", name="صحيفة المنارة البعيدة")]
    assert likely_original(cards, credits=credits) == (cards[1], "copy.credited")


def test_an_outlet_named_in_the_text_of_another_was_first(credits: Credits) -> None:
    cards = [card("a", text=BODY.replace("شهود", "ما قاله شهود لوكالة سطور")), card("b", name="وكالة سطور")]
    assert likely_original(cards, credits=credits) == (cards[1], "copy.named")


def test_who_credits_somebody_absent_is_less_likely_the_original(credits: Credits) -> None:
    cards = [card("a", text=f"{BODY}\nوكالات"), card("b")]
    assert likely_original(cards, credits=credits) == (cards[1], "copy.credits-nobody")


def test_the_fullest_text_comes_before_one_that_was_cut(credits: Credits) -> None:
    cards = [card("a", text=BODY[:60]), card("b")]
    assert likely_original(cards, credits=credits) == (cards[1], "copy.fullest")


def test_when_nothing_tells_the_order_is_only_fixed(credits: Credits) -> None:
    cards = [card("b"), card("a")]
    assert likely_original(cards, credits=credits) == (cards[1], "copy.first-by-id")


def test_holders_of_passages_join_no_families(credits: Credits) -> None:
    cards = [card("a"), card("b", hours=1), card("round-up", hours=5)]
    families = order_copies(
        cards, [pair("a", "round-up", is_part=True), pair("b", "round-up", is_part=True)], credits=credits
    )
    assert families == [
        CopyFamily("a", (), ("round-up",), "copy.earliest"),
        CopyFamily("b", (), ("round-up",), "copy.earliest"),
    ]


def test_a_holder_belongs_to_the_whole_family_of_what_it_holds(credits: Credits) -> None:
    cards = [card("a"), card("b", hours=1), card("c", hours=2)]
    families = order_copies(cards, [pair("a", "b"), pair("b", "c", is_part=True)], credits=credits)
    assert families == [CopyFamily("a", ("b",), ("c",), "copy.earliest")]


def test_of_two_that_share_a_passage_the_one_that_is_mostly_passage_was_first(credits: Credits) -> None:
    long = BODY + "\nوفي خبر آخر حديث طويل عن المواسم." * 9
    cards = [card("a", text=long), card("b")]
    families = order_copies(cards, [pair("a", "b", is_part=True, shared=(80, 80))], credits=credits)
    assert families == [CopyFamily("b", (), ("a",), "copy.contained")]


def test_versions_of_an_article_are_one_member(credits: Credits) -> None:
    cards = [card("v2", hours=5, article="x"), card("v1", article="x"), card("c", hours=2)]
    families = order_copies(cards, [pair("v1", "v2"), pair("v2", "c"), pair("v1", "c")], credits=credits)
    assert families == [CopyFamily("v1", ("c",), (), "copy.earliest")]


def test_pairs_of_unknown_documents_are_passed_over(credits: Credits) -> None:
    assert order_copies([card("a")], [pair("a", "gone")], credits=credits) == []


@pytest.mark.parametrize("seed", range(20))
def test_families_do_not_depend_on_any_order(seed: int, credits: Credits) -> None:
    source = random.Random(seed)
    cards = [
        card(f"d{n}", hours=source.choice((None, 1, 2, 3)), article=f"x{n // 2 if n < 6 else n}") for n in range(14)
    ]
    pairs = [pair(*source.sample([c.document for c in cards], 2), is_part=source.random() < 0.4) for _ in range(12)]
    expected = order_copies(cards, pairs, credits=credits)
    for _ in range(3):
        source.shuffle(cards)
        source.shuffle(pairs)
        assert order_copies(cards, pairs, credits=credits) == expected
