"""Principal parts: «perfect imperfect» and verbal nouns, as ``conjugate`` wants them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spelling:
    """What ``conjugate`` wants to know of a verb or noun."""

    id: str
    lemma: str = ""
    root: str | None = None
    form: str | None = None
    imperfect: str | None = None
    first_person: bool = True
    participle: str | None = None
    passive: Sequence[str] = ()
    masdar: Sequence[str] = ()
    forms: Sequence[str] = ()
    not_forms: Sequence[str] = ()
    complement: Sequence[str] = ()


_ALEF = "\N{ARABIC LETTER ALEF}"
_WAW = "\N{ARABIC LETTER WAW}"


def verb_spelling(verb: str, *, with_object: bool) -> Spelling:
    """The conjugation of «perfect imperfect»: weak middles show in the spelling (قاد), doubled ones in length (شن)."""
    perfect, imperfect = verb.split()
    root, form = None, None
    if len(perfect) == 2:
        root, form = perfect + perfect[-1], "I"
    elif len(perfect) > 2 and perfect[-2] == _ALEF:
        root, form = perfect[0] + _WAW + perfect[-1], "X"
    complement = ("object:pronoun",) if with_object else ()
    return Spelling(verb, perfect, root, form, imperfect, complement=complement)
