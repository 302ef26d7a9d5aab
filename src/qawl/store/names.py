"""How a place's name is looked up: people leave out hyphens, spaces and the article, and mean the same place.

Deir ez-Zor, deir ez zor, DEIR-EZZOR -> one key; الرقة, الرقه, رقة -> another.
"""

import re
from collections.abc import Callable

_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_LEAST_AFTER_ARTICLE = 3
_WORD = re.compile(r"[^\W_]+")


def name_key(name: str, fold: Callable[[str], str]) -> str:
    """The name folded, in small letters, without its article and without what stands between its words."""
    words = _WORD.findall(fold(name).lower())
    if words and words[0].startswith(_ARTICLE) and len(words[0]) >= len(_ARTICLE) + _LEAST_AFTER_ARTICLE:
        words[0] = words[0].removeprefix(_ARTICLE)
    return "".join(words)
