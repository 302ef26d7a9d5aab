"""Keys: what a browser or program shows to be let in, and the tokens that forms carry.

A key is 256 random bits. The ledger keeps its SHA-256 only; as nobody can guess a key, a fast hash is enough, and
it can be looked up. The token of a form follows from the key of the session that the form was made for: another
site can make a browser send the cookie, but cannot read it, so it cannot know the token. Each page has another token
of the same session, so that the size of packed pages tells nothing of it (BREACH).
"""

import hashlib
import hmac
import re
import secrets

TOKEN_PREFIX = "qawl_"
"""How API tokens begin, so that programs which look for leaked secrets find them."""

_KEY = re.compile(r"[A-Za-z0-9_-]{43}")
_BYTES = 32
_MARK_LENGTH = 16


def new_key() -> str:
    """A new random key of 43 letters."""
    return secrets.token_urlsafe(_BYTES)


def is_key(text: str) -> bool:
    """True when this looks like a key; what does not is not looked up."""
    return _KEY.fullmatch(text) is not None


def hash_key(key: str) -> str:
    """SHA-256 of a key, hexadecimal: what the ledger keeps."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def form_token(session_key: str) -> str:
    """A token for the forms of one session."""
    mark = secrets.token_hex(_MARK_LENGTH // 2)
    return mark + _sealed(mark, session_key)


def is_form_token(token: str, session_key: str) -> bool:
    """True when a form carries a token of this session; there is none without a session."""
    mark, seal = token[:_MARK_LENGTH], token[_MARK_LENGTH:]
    if not session_key or len(mark) < _MARK_LENGTH:
        return False
    return hmac.compare_digest(seal.encode("utf-8", "replace"), _sealed(mark, session_key).encode())


def _sealed(mark: str, session_key: str) -> str:
    return hmac.new(session_key.encode(), f"form {mark}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()
