"""Speakers, actors, places and outlets in a browser, in both languages and on a narrow screen."""

from collections.abc import Callable
from typing import Any

import pytest

from qawl.store.named_answers import NameKind

pytestmark = pytest.mark.browser
VIEWPORTS: dict[str, dict[str, Any]] = {"wide": {}, "narrow": {"viewport": {"width": 360, "height": 740}}}


def commonest(served: Any, kind: NameKind) -> str:
    (first, *_) = served.ledger.names(kind)
    return f"/{kind}/{first.id}"


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("kind", list(NameKind))
def test_the_page_of_a_name_is_clean(
    served: Any,
    page_in: Callable[..., Any],
    assert_clean: Callable[..., None],
    shot: Callable[..., None],
    kind: NameKind,
    language: str,
    width: str,
) -> None:
    page = page_in(language, **VIEWPORTS[width])
    assert page.goto(served.address + commonest(served, kind)).ok
    page.wait_for_load_state("networkidle")
    shot(page, f"{kind}-{language}-{width}")
    assert_clean(page)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_list_of_names_is_clean(
    served: Any,
    page_in: Callable[..., Any],
    assert_clean: Callable[..., None],
    shot: Callable[..., None],
    language: str,
) -> None:
    page = page_in(language)
    page.goto(served.address + "/names")
    shot(page, f"names-{language}-wide")
    assert_clean(page)


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
