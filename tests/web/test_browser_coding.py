"""The pages of double coding in a browser, in both languages and on a narrow screen."""

from typing import Any

import pytest

pytestmark = pytest.mark.browser


def test_the_pages_of_double_coding_are_clean(served_copy: Any, view: Any) -> None:
    from qawl.coding import assign, code
    from qawl.model.ids import hash_id
    from qawl.model.review import Decision

    ledger = served_copy.ledger
    short = min((head for head in ledger.documents() if head.claims > 2), key=lambda head: head.statements).id
    view.page.goto(served_copy.address + "/login")
    own = view.page.locator(".account").inner_text()
    for _ in range(2):
        assign(ledger, [short], (own, "Samir"), made_by="Muna")
    reading = ledger.reading(short)
    for coder, kind in ((own, None), ("Samir", "possible")):
        for claim in reading.claims:
            decision = Decision.CORRECT if kind else Decision.CONFIRM
            code(ledger, 2, claim.id, decision, coder=coder, reason="r", settings={"status": kind} if kind else {})
        ledger.finish_coding(2, hash_id("v", coder))
    for path, what in (("/coding", "list"), ("/coding/1", "one"), ("/coding/2", "both")):
        view.look(served_copy.address + path, f"coding-{what}")
