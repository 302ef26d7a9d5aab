"""One quotation in several outlets: who carried it, in which words, and who apparently had it first."""

import random

from qawl.corroborate.context import load_world
from qawl.corroborate.quotations import carried_quotations, quotations_of
from qawl.model.account import Quotation
from qawl.model.document import DatePrecision
from qawl.model.span import Span
from qawl.pipeline import Reader, read

SAID = "لن نقبل بأي حل لا يضمن عودة جميع النازحين إلى بيوتهم بكرامة وأمان ولن نوقع على ورقة تنتقص من حقوقهم"
CUT = "لا يضمن عودة جميع النازحين إلى بيوتهم بكرامة وأمان"
REWORDED = "لن نقبل بحل لا يضمن رجوع كل النازحين إلى بيوتهم بكرامة وأمان ولن نوقع أي ورقة تنتقص من حقوقهم"
OTHER = "عودة النازحين مشروطة بإزالة الألغام وبناء المدارس ونحن نعمل على ذلك مع شركائنا ليل نهار"


def quoted(words: str, outlet: str, *, published: str | None = "2020-05-05T10:00:00+00:00") -> Quotation:
    return Quotation(
        id=f"q-{outlet}",
        document=f"d-{outlet}",
        article=f"a-{outlet}",
        outlet=outlet,
        span=Span(0, len(words)),
        words=words,
        speaker="name:نادر",
        speaker_name="نادر",
        published=published,
        precision=DatePrecision.SECOND,
    )


def forms() -> list[Quotation]:
    return [
        quoted(SAID, "wadi"),
        quoted(CUT, "safh", published="2020-05-05T09:00:00+00:00"),
        quoted(REWORDED, "talla", published="2020-05-07T09:00:00+00:00"),
        quoted(OTHER, "nab"),
    ]


def test_the_forms_of_one_quotation_are_one_family_with_the_earliest_first() -> None:
    (family,) = carried_quotations(forms())
    assert (family.original.outlet, family.reason) == ("safh", "quote.earliest")
    assert [(one.quotation.outlet, one.rule) for one in family.carriers] == [
        ("wadi", "quote.fuller"),
        ("talla", "quote.linked"),  # the wadi's form ties it to the cut one
    ]
    assert family.outlets == ("safh", "talla", "wadi")


def test_the_fullest_stands_for_those_of_one_moment() -> None:
    (family,) = carried_quotations([quoted(CUT, "safh"), quoted(SAID, "wadi")])
    assert (family.original.outlet, family.reason) == ("wadi", "quote.fullest")
    assert [one.rule for one in family.carriers] == ["quote.cut"]


def test_what_stands_in_a_copy_is_not_the_original() -> None:
    early = quoted(SAID, "safh", published="2020-05-04T10:00:00+00:00")
    (family,) = carried_quotations([early, quoted(SAID, "wadi")], originals={"d-safh": "d-wadi"})
    assert (family.original.outlet, family.reason) == ("wadi", "quote.not-copied")


def test_an_old_quotation_that_comes_back_is_none_of_the_family() -> None:
    assert carried_quotations([quoted(SAID, "wadi"), quoted(SAID, "safh", published="2020-06-05T10:00:00+00:00")]) == []


def test_one_article_that_quotes_the_same_twice_carries_nothing() -> None:
    one = quoted(SAID, "wadi")
    again = Quotation(**{name: getattr(one, name) for name in one.__dataclass_fields__} | {"id": "q-again"})
    assert carried_quotations([one, again]) == []


def test_the_order_of_quotations_does_not_matter() -> None:
    expected = carried_quotations(forms())
    for seed in range(5):
        shuffled = forms()
        random.Random(seed).shuffle(shuffled)
        assert carried_quotations(shuffled) == expected


def test_a_reading_gives_what_somebody_is_said_to_have_said_between_marks(reader: Reader) -> None:
    text = f"عنوان\nقال نادر النموذجي «{SAID}». وصدر كتاب «في وصف الطريق الطويل إلى المدينة البعيدة». وقال «نعم»."
    reading = read(text, published="2020-05-05", outlet="wadi", reader=reader)
    (one,) = quotations_of(reading, load_world())
    assert (one.words, one.speaker_name, one.published) == (SAID, "نادر النموذجي", "2020-05-05T00:00:00+00:00")
    assert one.span.of(reading.document.text) == SAID
