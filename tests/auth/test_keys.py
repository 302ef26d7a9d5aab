"""Keys and the tokens of forms."""

import pytest

from qawl.auth.keys import form_token, hash_key, is_form_token, is_key, new_key


def test_keys_are_long_and_never_the_same() -> None:
    keys = {new_key() for _ in range(100)}
    assert len(keys) == 100
    assert all(is_key(key) for key in keys)


@pytest.mark.parametrize("text", ["", "x", "a" * 42, "a" * 44, "a" * 42 + "/", "a" * 42 + "\n", "ا" * 43])
def test_what_is_no_key_is_not_looked_up(text: str) -> None:
    assert not is_key(text)


def test_a_key_is_kept_as_its_hash() -> None:
    key = new_key()
    assert len(hash_key(key)) == 64 and key not in hash_key(key)
    assert hash_key(key) == hash_key(key) != hash_key(new_key())


def test_a_form_token_is_good_for_its_session_only() -> None:
    key, other = new_key(), new_key()
    token = form_token(key)
    assert is_form_token(token, key)
    assert not is_form_token(token, other)


def test_each_page_has_another_token_of_the_same_session() -> None:
    key = new_key()
    tokens = {form_token(key) for _ in range(10)}
    assert len(tokens) == 10
    assert all(is_form_token(token, key) for token in tokens)


@pytest.mark.parametrize("token", ["", "0", "0" * 80, "é" * 80, "\udc80" * 80, "0" * 100_000])
def test_what_is_no_form_token_is_refused(token: str) -> None:
    assert not is_form_token(token, new_key())


def test_without_a_session_no_token_is_good() -> None:
    assert not is_form_token(form_token(""), "")


def test_a_token_cannot_be_changed() -> None:
    key = new_key()
    token = form_token(key)
    for place in (0, 15, 16, len(token) - 1):
        changed = token[:place] + ("0" if token[place] != "0" else "1") + token[place + 1 :]
        assert not is_form_token(changed, key)
