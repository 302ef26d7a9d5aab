"""A headline is held against its own body: what it drops or raises is told, what it only shortens is not."""

import pytest

from markup import HeadlineCase, load_headline_cases
from qawl.model.headline import HeadlineFinding
from qawl.model.reading import Reading
from qawl.pipeline import Reader, load_reader, read


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


@pytest.mark.parametrize("case", load_headline_cases(), ids=lambda case: case.name)
def test_what_a_headline_drops_or_raises_is_found(reader: Reader, case: HeadlineCase) -> None:
    assert kinds(reader, case.headline, case.body) == list(case.finds)


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
