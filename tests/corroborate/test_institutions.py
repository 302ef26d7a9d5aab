"""For whom somebody speaks, as only one article says it."""

import pytest

from qawl.corroborate.institutions import Institutions, institutions_of
from qawl.model.span import Span
from qawl.model.statement import Commitment, Manner, Speaker, SpeakerKind, Stance, Statement
from small_ledger import make_document

ORGANIZATION, PERSON = SpeakerKind.ORGANIZATION, SpeakerKind.PERSON
OBSERVATORY = Speaker("مرصد الضفة التجريبي", "المرصد", ORGANIZATION)
DIRECTOR = Speaker("وضاح المرجاني", "المرجاني", PERSON, role="مدير المرصد")


def local(*speakers: Speaker) -> Institutions:
    """What an article with these speakers says."""
    document = make_document("نص", outlet="wadi")
    return institutions_of([_statement(speaker, at) for at, speaker in enumerate(speakers)], document)


def _statement(speaker: Speaker, at: int) -> Statement:
    cue = Span(at, at + 1)
    return Statement(f"s{at}", "d", cue, None, (), speaker, Manner.INDIRECT, Stance.ASSERTS, Commitment.MEDIUM, "قال")


@pytest.mark.parametrize("role", ["مدير المرصد", "المتحدث باسم المرصد", "مدير مرصد الضفة التجريبي"])
def test_the_director_of_the_observatory_is_the_observatory(role: str) -> None:
    director = Speaker("وضاح المرجاني", "المرجاني", PERSON, role=role)
    assert local(OBSERVATORY, director).of(director) == "name:مرصد الضفه التجريبي"


def test_a_role_said_once_holds_for_the_whole_article() -> None:
    again = Speaker("وضاح المرجاني", "المرجاني", PERSON)
    assert local(OBSERVATORY, DIRECTOR, again).of(again) == "name:مرصد الضفه التجريبي"


def test_a_short_name_is_the_long_one_of_the_article() -> None:
    short = Speaker("المرصد", "المرصد", ORGANIZATION)
    assert local(OBSERVATORY, short).of(short) == "name:مرصد الضفه التجريبي"


def test_two_observatories_leave_the_director_alone() -> None:
    other = Speaker("مرصد السهل المتخيل", "المرصد", ORGANIZATION)
    assert local(OBSERVATORY, other, DIRECTOR).of(DIRECTOR) is None


def test_somebody_without_an_institution_has_none() -> None:
    farmer = Speaker("حمدان الوهمي", "الوهمي", PERSON, role="مزارع من القرية")
    assert local(OBSERVATORY, farmer).of(farmer) is None
