"""Speakers, actors, places and outlets in a browser, in both languages and on a narrow screen."""

from collections.abc import Callable
from typing import Any

import pytest

from qawl.store.named_answers import NameKind

pytestmark = pytest.mark.browser


def commonest(served: Any, kind: NameKind) -> str:
    (first, *_) = served.ledger.names(kind)
    return f"/{kind}/{first.id}"


@pytest.mark.parametrize("kind", list(NameKind))
def test_the_page_of_a_name_is_clean(served: Any, view: Any, kind: NameKind) -> None:
    view.look(served.address + commonest(served, kind), str(kind))


def test_the_list_of_names_is_clean(served: Any, view: Any) -> None:
    view.look(served.address + "/names", "names")


def test_a_name_is_found_without_its_hamza(served: Any, page_in: Callable[..., Any]) -> None:
    names = [one.name_ar for one in served.ledger.names(NameKind.SPEAKERS)]
    name = next(one for one in names if "أ" in one or "إ" in one)
    page = page_in("ar")
    page.goto(served.address + "/names")
    page.locator("main input[name=name]").fill(name.replace("أ", "ا").replace("إ", "ا"))
    page.locator("form.filters button").click()
    assert name in page.locator(".name-list").inner_text()


def test_predictions_are_loaded_into_the_page_of_a_speaker(served: Any, page_in: Callable[..., Any]) -> None:
    from qawl.foretelling import predictions_of

    found = predictions_of(served.ledger)
    foretelling = {found.cards[one.claim].origin.name for one in found.predictions}
    speaker = next(one for one in served.ledger.names(NameKind.SPEAKERS) if one.name_ar in foretelling)
    page = page_in("en")
    page.goto(f"{served.address}/speakers/{speaker.id}")
    page.locator("[hx-get*=predictions] .rows blockquote").first.wait_for()


def test_a_private_speaker_has_no_page(served: Any, page_in: Callable[..., Any]) -> None:
    from qawl.store.rows import speaker_key

    private = [one.statement for one in served.ledger.statements() if one.statement.speaker.is_private]
    assert private, "the samples have residents and witnesses"
    page = page_in("en")
    for statement in private[:3]:
        answer = page.goto(f"{served.address}/speakers/{speaker_key(statement.speaker, statement.document_id)}")
        assert answer.status == 404
        listed = {one.name_ar for one in served.ledger.names(NameKind.SPEAKERS)}
        assert not statement.speaker.name or statement.speaker.name not in listed
