"""A headline is held against its own body: what it drops or raises is told, what it only shortens is not."""

import pytest

from qawl.model.headline import HeadlineFinding
from qawl.model.reading import Reading
from qawl.pipeline import Reader, load_reader, read

DROPS = "attribution-dropped"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def reading_of(reader: Reader, headline: str, body: str) -> Reading:
    return read(f"{headline}\n{body}", published="2017-11-20", reader=reader)


def kinds(reader: Reader, headline: str, body: str) -> list[str]:
    return [finding.kind.value for finding in reading_of(reader, headline, body).headline]


def the_finding(reader: Reader, headline: str, body: str) -> tuple[HeadlineFinding, Reading]:
    reading = reading_of(reader, headline, body)
    (finding,) = reading.headline
    return finding, reading


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("مقتل 12 جنديا في كمين قرب الميادين", "قتل ما لا يقل عن 12 جنديا في كمين قرب الميادين أمس."),
        ("مقتل 12 جنديا في كمين قرب الميادين", "قتل 12 جنديا على الأقل في كمين قرب الميادين أمس."),
        ("نزوح 3 آلاف مدني من بلدة الشعفة", "نزح حوالي 3000 مدني من بلدة الشعفة أمس."),
        ("نزوح 3 آلاف مدني من بلدة الشعفة", "نزح أكثر من 3 آلاف مدني من بلدة الشعفة أمس."),
    ],
)
def test_a_hedge_that_the_headline_drops_is_found(reader: Reader, headline: str, body: str) -> None:
    assert kinds(reader, headline, body) == ["hedge-dropped"]


def test_a_speaker_and_a_hedge_may_be_dropped_at_once(reader: Reader) -> None:
    headline = "نزوح 3 آلاف مدني من بلدة الشعفة"
    body = "قال مدير منظمة الفنار كرمان الجوهري إن حوالي 3000 مدني نزحوا من بلدة الشعفة أمس."
    assert kinds(reader, headline, body) == ["hedge-dropped", DROPS]


@pytest.mark.parametrize(
    ("number", "kind"), [("12", "number-changed"), ("20", "number-changed"), ("29", None), ("7", None)]
)
def test_a_number_that_the_body_gives_otherwise_is_found(reader: Reader, number: str, kind: str | None) -> None:
    """What is more than twice as much counts something else."""
    body = f"قتل {number} مدنيا في قصف على بلدة الشعفة أمس."
    assert kinds(reader, "مقتل 14 مدنيا في قصف على بلدة الشعفة", body) == ([kind] if kind else [])


def test_a_rounded_number_is_told_apart_from_a_changed_one(reader: Reader) -> None:
    body = "نزح 2930 مدنيا من بلدة الشعفة أمس."
    assert kinds(reader, "نزوح 3000 مدني من بلدة الشعفة", body) == ["number-rounded"]


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("الجيش يسيطر على مدينة الميادين", "سيطر الجيش على مدينة الميادين أمس، بحسب مرصد الضفة."),
        ("مقتل 20 مسلحا قرب الميادين", "قال قائد اللواء كرمان الجوهري إن 20 مسلحا قتلوا قرب الميادين."),
        ("سوريا: مقتل 20 مسلحا قرب الميادين", "قال قائد اللواء كرمان الجوهري إن 20 مسلحا قتلوا قرب الميادين."),
    ],
)
def test_a_speaker_that_the_headline_drops_is_found(reader: Reader, headline: str, body: str) -> None:
    assert kinds(reader, headline, body) == [DROPS]


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("الجيش ينسحب من مدينة الميادين", "توقع كرمان الجوهري أن ينسحب الجيش من مدينة الميادين."),
        ("الجيش ينسحب من مدينة الميادين", "طالب كرمان الجوهري بأن ينسحب الجيش من مدينة الميادين."),
        ("مقتل 20 مدنيا في الميادين", "نفى كرمان الجوهري مقتل 20 مدنيا في الميادين."),
    ],
)
def test_a_status_that_the_headline_raises_is_found(reader: Reader, headline: str, body: str) -> None:
    assert kinds(reader, headline, body) == ["status-raised"]


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        pytest.param(
            "مقتل 12 جنديا في كمين قرب الميادين",
            "قتل 12 جنديا في كمين قرب الميادين. وقال كرمان الجوهري إن نحو 12 جنديا قتلوا.",
            id="the body says it exactly as well",
        ),
        pytest.param(
            "كرمان الجوهري: مقتل 20 مسلحا قرب الميادين",
            "قال كرمان الجوهري إن 20 مسلحا قتلوا قرب الميادين.",
            id="the headline names the speaker",
        ),
        pytest.param(
            "مصادر: مقتل 20 مسلحا قرب الميادين",
            "قال كرمان الجوهري إن 20 مسلحا قتلوا قرب الميادين.",
            id="a colon behind somebody",
        ),
        pytest.param(
            "هل سيطر الجيش على مدينة الميادين؟",
            "سيطر الجيش على مدينة الميادين أمس، بحسب مرصد الضفة.",
            id="the headline asks",
        ),
        pytest.param(
            "الجيش «يسيطر» على مدينة الميادين",
            "سيطر الجيش على مدينة الميادين أمس، بحسب مرصد الضفة.",
            id="the headline keeps its distance",
        ),
        pytest.param(
            "مقتل وإصابة 30 مدنيا في الميادين",
            "قتل 10 مدنيين وأصيب 20 مدنيا في قصف على الميادين أمس.",
            id="the headline adds up",
        ),
        pytest.param("عشرات القتلى في قصف على الميادين", "قتل 35 مدنيا في قصف على الميادين أمس.", id="only vaguer"),
        pytest.param(
            "مقتل 15 مدنيا في قصف على بلدة الشعفة",
            "قتل 12 مدنيا في قصف على بلدة الشعفة أمس. وتوفي خمسة عشر مدنيا في الأسبوع الماضي.",
            id="the number stands elsewhere",
        ),
        pytest.param(
            "مقتل 15 مدنيا في قصف على بلدة الشعفة",
            "قتل 12 مدنيا على الأقل في قصف على بلدة الشعفة أمس.",
            id="the body leaves it open",
        ),
        pytest.param(
            "مقتل 15 مدنيا في قصف على بلدة الشعفة",
            "قتل 12 مدنيا في قصف على مدينة درعا أمس.",
            id="another place",
        ),
        pytest.param(
            "مقتل 20 مسلحا قرب الميادين",
            "قال قائد اللواء كرمان الجوهري إن 20 مسلحا قتلوا قرب الميادين. وقالت منظمة الفنار إن 20 مسلحا قتلوا.",
            id="two speakers say it",
        ),
        pytest.param(
            "الجيش يسيطر على مدينة الميادين",
            "دخل الجيش مدينة الميادين أمس. وقال مرصد الضفة إن الجيش سيطر على مدينة الميادين.",
            id="the body tells it in other words",
        ),
        pytest.param(
            "الجيش ينسحب من مدينة الميادين",
            "انسحب الجيش من مدينة الميادين أمس. وتوقع كرمان الجوهري أن ينسحب الجيش من مدينة درعا.",
            id="the body asserts it",
        ),
        pytest.param(
            "الدفاع المدني يزور فصائل مدعومة من تركيا",
            "قال كرمان الجوهري إنه زار فصائل مدعومة من تركيا.",
            id="said by the way",
        ),
    ],
)
def test_what_a_headline_only_shortens_is_no_finding(reader: Reader, headline: str, body: str) -> None:
    assert kinds(reader, headline, body) == []


def test_a_finding_names_the_words_of_both_and_its_rule(reader: Reader) -> None:
    headline = "مقتل 20 مسلحا قرب الميادين"
    finding, reading = the_finding(reader, headline, "قال القائد كرمان الجوهري إن 20 مسلحا قتلوا قرب الميادين.")
    text = reading.document.text
    assert finding.headline.of(text) == headline
    assert finding.body.of(text) == "20 مسلحا قتلوا قرب الميادين"
    assert finding.rule == "headline.attribution-dropped"
    assert finding.statement == reading.statements[0].id
    assert set(finding.claims) <= {claim.id for claim in reading.claims}
    assert finding.claims


def test_a_long_first_paragraph_is_no_headline(reader: Reader) -> None:
    lead = "مقتل 12 جنديا في كمين قرب الميادين" + " على الطريق الممتد بين القرى والحقول" * 6
    assert kinds(reader, lead, "قتل ما لا يقل عن 12 جنديا في كمين قرب الميادين أمس.") == []


def test_a_text_without_a_body_has_no_finding(reader: Reader) -> None:
    assert read("مقتل 12 جنديا في كمين قرب الميادين", published="2017-11-20", reader=reader).headline == ()
