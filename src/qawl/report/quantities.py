"""Numbers and dates in words: «43 مدنيا على الأقل», "at least 43 civilians"; «5 أيلول/سبتمبر 2017».

Arabic counting changes the noun with the number (3-10 plural, 11-99 accusative singular, hundreds and
thousands singular), so the locale gives three forms of each common unit; a unit it lacks is named in
brackets, which is never wrong.
"""

import re

from qawl.locale import Words
from qawl.model.claim import Basis, Quantity
from qawl.report.phrases import Phrase, fill, name, words

PEOPLE = "شخص"
VICTIMS = frozenset({"قتيل", "جريح", "مصاب", "مفقود", "قتلى", "جرحى"})
"""Units that «the death of …» would say twice; the row below the sentence keeps the speaker's word."""

_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_OF = "من"
_LEAST_CONSTRUCT = 20  # «عشرات المدنيين», but «عدة مدنيين»

_DATE = re.compile(r"(?P<year>-?\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-3]\d))?)?(?P<about>[~?%]?)(?:T.*)?")


def number_text(value: float) -> str:
    """A number with separators and without a needless fraction."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def quantity_phrase(quantity: Quantity, locale: Words, *, of_victims: bool = False) -> Phrase:
    """The quantity with its bounds and unit. ``of_victims``: it stands behind «the death of»."""
    low, high = quantity.min, quantity.max
    value = low if high is None else high
    if value is None:
        return ()
    unit = PEOPLE if of_victims and quantity.unit in VICTIMS else quantity.unit
    count = _counted(value, unit, locale)
    many = _many(quantity, unit, locale)
    if many:
        template, count = locale.text("quantity.exact"), many
    elif low is not None and high is not None and low != high:
        template = locale.text("quantity.range")
    elif high is None:
        template = locale.text("quantity.at_least")
    elif low is None:
        template = locale.text("quantity.at_most")
    elif quantity.basis in (Basis.ABOUT, Basis.AT_LEAST, Basis.AT_MOST):
        template = locale.text(f"quantity.{quantity.basis}")
    else:
        template = locale.text("quantity.exact")
    phrase = fill(template, {"count": count, "low": words(number_text(low or 0))})
    if quantity.since:
        date = date_text(quantity.since, locale)
        phrase += words(locale.text("quantity.since", date=date))
    if quantity.part_of is not None:
        phrase += words(locale.text("quantity.part"))
    return phrase


def _many(quantity: Quantity, unit: str, locale: Words) -> Phrase:
    """«آلاف المدنيين», "thousands of civilians": the bounds of a vague word are our convention, not what was said."""
    if quantity.basis is not Basis.VAGUE or quantity.min is None or quantity.min != int(quantity.min) or not unit:
        return ()
    template = locale.get(f"many.{int(quantity.min)}", "")
    forms = locale.units.get(unit)
    if template and forms is None:
        return fill(template, {"units": (*words("("), *name(unit, language="ar"), *words(")"))})
    if forms is None or not template:
        return ()
    if locale.language != "ar":
        return words(template.format(units=forms[-1]))
    if quantity.min < _LEAST_CONSTRUCT:
        return words(template.format(units=forms[1]))
    return words(template.format(units=f"{_OF} {forms[1]}" if " " in forms[1] else _ARTICLE + forms[1]))


def _counted(value: float, unit: str, locale: Words) -> Phrase:
    number = number_text(value)
    if not unit:
        return words(number)
    if unit == "%":
        return words(locale.text("quantity.percent", number=number))
    forms = locale.units.get(unit)
    if forms is None:
        template = locale.text("quantity.labelled")
        return fill(template, {"number": words(number), "unit": name(unit, language="ar")})
    if value == 1:
        key = "quantity.one-feminine" if unit.endswith("\N{ARABIC LETTER TEH MARBUTA}") else "quantity.one"
        return words(locale.text(key, unit=forms[0]))
    form = _arabic_form(value, forms) if locale.language == "ar" else forms[-1]
    return words(locale.text("quantity.plain", number=number, unit=form))


def _arabic_form(value: float, forms: tuple[str, ...]) -> str:
    singular, plural, accusative = forms
    rest = int(value) % 100
    if value != int(value) or rest in range(11, 100):
        return accusative
    if rest in range(3, 11) or value in (0, 2):
        return plural
    return singular


def date_text(edtf: str, locale: Words) -> str:
    """A single EDTF date as a reader writes it; anything else is left as it is."""
    match = _DATE.fullmatch(edtf.strip())
    if match is None:
        return edtf
    year = match["year"].lstrip("0") or "0"
    if match["month"] is None:
        return year
    month = locale.months[int(match["month"]) - 1]
    if match["day"] is None:
        return locale.text("date.month", month=month, year=year)
    return locale.text("date.day", day=int(match["day"]), month=month, year=year)


def when_text(edtf: str, locale: Words) -> str:
    """An EDTF value as an adverb: «في 5 أيلول/سبتمبر 2017», "between … and …"."""
    first, slash, last = edtf.partition("/")
    if slash:
        open_first, open_last = first in ("", ".."), last in ("", "..")
        if open_last:
            return locale.text("date.from", first=date_text(first, locale))
        if open_first:
            return locale.text("date.until", last=date_text(last, locale))
        return locale.text("date.between", first=date_text(first, locale), last=date_text(last, locale))
    match = _DATE.fullmatch(edtf.strip())
    if match is None:
        return locale.text("date.other", date=edtf)
    date = date_text(edtf, locale)
    if match["about"]:
        return locale.text("date.about", date=date)
    precision = "day" if match["day"] else "month" if match["month"] else "year"
    return locale.text(f"date.on-{precision}", date=date)
