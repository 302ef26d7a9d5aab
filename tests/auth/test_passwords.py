"""Passwords: what is refused, how they are kept, and that a check tells nothing of who exists."""

from dataclasses import replace

import pytest

from qawl.auth.passwords import MAX_LENGTH, Passwords, check_password
from qawl.errors import UsageError
from qawl.settings import Settings


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "has 0 characters"),
        ("nine char", "has 9 characters"),
        ("Salma Haddad", "is the name"),
        ("salma haddad", "is the name"),
        ("ﺳﻠﻤﻰ الحداد", "is the name"),
        ("SALMA HADDADsalma haddad", "is the name"),
        ("aaaaaaaaaaaaaaa", "repeats"),
        ("a" * (MAX_LENGTH + 1), "or fewer"),
    ],
)
def test_a_password_that_is_guessed_at_once_is_refused(password: str, words: str) -> None:
    name = "سلمى الحداد" if password.startswith("ﺳ") else "Salma Haddad"
    with pytest.raises(UsageError, match=words):
        check_password(password, name=name)


@pytest.mark.parametrize("password", ["four words of hers", "كلمة سر طويلة", "salma haddad of the tower"])
def test_other_passwords_do(password: str) -> None:
    check_password(password, name="Salma Haddad")


def test_a_password_is_kept_by_argon2id_with_its_own_salt(settings: Settings) -> None:
    passwords = Passwords(settings.web)
    kept = [passwords.hash("four words of hers") for _ in range(2)]
    assert all(one.startswith("$argon2id$") and "four" not in one for one in kept)
    assert kept[0] != kept[1]
    assert [passwords.is_right("four words of hers", one) for one in kept] == [True, True]
    assert not passwords.is_right("four words of his", kept[0])


def test_letters_typed_in_one_piece_or_two_are_the_same_password(settings: Settings) -> None:
    passwords = Passwords(settings.web)
    assert passwords.is_right("أربع كلمات", passwords.hash("أربع كلمات"))


@pytest.mark.parametrize("kept", ["", "$argon2id$", "plain", "$argon2id$v=19$m=1024,t=1,p=1$AAAA$AAAA"])
def test_what_is_no_hash_lets_nobody_in(settings: Settings, kept: str) -> None:
    assert not Passwords(settings.web).is_right("four words of hers", kept)


def test_nobody_knows_the_password_of_nobody(settings: Settings) -> None:
    passwords = Passwords(settings.web)
    assert not passwords.is_right("", "")
    assert not passwords.is_right(passwords._nobody, "")


def test_a_name_that_nobody_has_costs_a_whole_check(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    passwords = Passwords(settings.web)
    checked: list[str] = []

    class Counting:
        def __init__(self, hasher: object) -> None:
            self.hasher = hasher

        def __getattr__(self, name: str) -> object:
            checked.append(name)
            return getattr(self.hasher, name)

    kept = passwords.hash("four words of hers")
    passwords.is_right("wrong", kept)
    monkeypatch.setattr(passwords, "_hasher", Counting(passwords._hasher))
    passwords.is_right("wrong", kept)
    known, checked[:] = list(checked), []
    passwords.is_right("wrong", "")
    assert checked == known == ["verify"]


def test_other_parameters_ask_for_another_hash(settings: Settings) -> None:
    kept = Passwords(settings.web).hash("four words of hers")
    assert not Passwords(settings.web).is_outdated(kept)
    dearer = Passwords(replace(settings.web, password_passes=2))
    assert dearer.is_outdated(kept)
    assert dearer.is_right("four words of hers", kept)
