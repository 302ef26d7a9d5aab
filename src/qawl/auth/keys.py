"""Keys: what a browser or program shows to be let in, and the tokens that forms carry.

A key is 256 random bits. The ledger keeps its SHA-256 only; as nobody can guess a key, a fast hash is enough, and
it can be looked up. The token of a form follows from the key of the session that the form was made for: another
site can make a browser send the cookie, but cannot read it, so it cannot know the token.
"""

import hashlib
import hmac
import re
import secrets

TOKEN_PREFIX = "qawl_"
"""How API tokens begin, so that programs which look for leaked secrets find them."""

_KEY = re.compile(r"[A-Za-z0-9_-]{43}")
_BYTES = 32
_FORM = b"qawl form token"


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
    """The token of the forms of one session."""
    return hmac.new(session_key.encode(), _FORM, hashlib.sha256).hexdigest()


def is_form_token(token: str, session_key: str) -> bool:
    """True when a form carries the token of this session. Takes as long wherever the two differ."""
    return hmac.compare_digest(token.encode("utf-8", "replace"), form_token(session_key).encode())
