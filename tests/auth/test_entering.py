"""When a server starts without users, and when it refuses to."""

import pytest

from qawl.auth.entering import open_access
from qawl.auth.users import UserBook
from qawl.errors import UsageError
from qawl.model.access import Role
from qawl.store.ledger import Ledger


def test_on_this_machine_nobody_has_to_log_in(ledger: Ledger) -> None:
    for host in ("127.0.0.1", "::1", "localhost"):
        access = open_access(ledger, host=host)
        assert access.local_name
        assert access.local_role is Role.ADMIN


def test_with_users_the_local_visitor_is_a_reviewer_again(ledger: Ledger, users: UserBook) -> None:
    assert open_access(ledger).local_role is Role.REVIEWER


@pytest.mark.parametrize(
    "options",
    [
        {"host": "0.0.0.0"}, {"host": "::"}, {"host": "192.168.1.7"}, {"host": "news.example"}, {"host": ""},
        {"login": True}, {"allowed_hosts": ["news.example"]},
    ],
)  # fmt: skip
def test_others_need_users(ledger: Ledger, book: UserBook, options: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="qawl user add"):
        open_access(ledger, **options)  # type: ignore[arg-type]
    book.add("omar", Role.ADMIN, "omar of the tower")
    assert open_access(ledger, **options).local_name is None  # type: ignore[arg-type]
    book.set_disabled("omar", is_disabled=True)
    with pytest.raises(UsageError, match="qawl user add"):
        open_access(ledger, **options)  # type: ignore[arg-type]


def test_a_further_name_of_this_machine_is_no_stranger(ledger: Ledger) -> None:
    assert open_access(ledger, allowed_hosts=["localhost", "127.0.0.2"]).local_name
