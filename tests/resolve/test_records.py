"""Records: what the rules found gets ids and links, and loses its token numbers."""

from dataclasses import replace

import pytest

from qawl.extract.findings import FoundClaim, FoundQuantity, FoundStatement, FoundTime, FoundToponym
from qawl.model.claim import Basis, ClaimType, Harm, Status, TimeRange
from qawl.model.document import Document
from qawl.model.entity import Place
from qawl.model.ids import statement_id
from qawl.model.span import Span
from qawl.model.statement import Commitment, Speaker, SpeakerKind, Stance
from qawl.resolve.records import make_claims, make_places, make_statements

TEXT = "قال الحارس إن ثلاثة جنود قتلوا أمس في وادي الرمل"
DOCUMENT = Document("d_1", "example.org/1", TEXT)
SPEAKER = Speaker("الحارس", "الحارس", SpeakerKind.PERSON, rule="speaker.phrase")
PLACE = Place("rs.wadi", "وادي الرمل", "Wadi al-Raml", "town", "RS", 10.0, 20.0)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


SAID = FoundStatement(
    cue=(0, 0),
    source=(1, 1),
    content=(span("ثلاثة جنود قتلوا أمس في وادي الرمل"),),
    cue_span=span("قال"),
    source_span=span("الحارس"),
    lemma="cue.say",
    stance=Stance.ASSERTS,
    commitment=Commitment.MEDIUM,
    rules=("source.after-cue",),
)
TOPONYM = FoundToponym(
    9, 10, span("وادي الرمل"), None, ("rs.wadi", "rs.a", "rs.b", "rs.c", "rs.d"), "rs.wadi", 0.8126, "place.x"
)
TIME = FoundTime(6, 6, span("أمس"), TimeRange("2018-03-13", "2018-03-13", "2018-03-13"), "time.relative")
KILLED = FoundQuantity(
    3, 4, span("ثلاثة"), 3.0, 3.0, Basis.EXACT, "جندي", span("جنود"), Harm.KILLED, rule="quantity.word"
)
CLAIM = FoundClaim(
    ClaimType.CASUALTIES, "ASSAULT", None, span("ثلاثة جنود قتلوا"), 5, Status.ASSERTED, rule="casualties.x"
)


def test_a_statement_keeps_its_spans_and_speaker() -> None:
    (record,) = make_statements(DOCUMENT, [SAID], [SPEAKER])
    assert (record.cue.of(TEXT), record.document_id, record.speaker) == ("قال", "d_1", SPEAKER)


def test_the_id_of_a_statement_is_that_of_document_and_cue() -> None:
    (record,) = make_statements(DOCUMENT, [SAID], [SPEAKER])
    assert record.id == statement_id("d_1", span("قال"))


def test_a_better_rule_finds_its_old_statement() -> None:
    better = replace(SAID, source=None, source_span=None, stance=Stance.DENIES, rules=("source.dropped",))
    (old,), (new,) = (make_statements(DOCUMENT, [found], [SPEAKER]) for found in (SAID, better))
    assert old.id == new.id


def test_a_parent_is_named_by_its_id() -> None:
    inner = replace(SAID, cue_span=span("قتلوا"), parent=0)
    outer, nested = make_statements(DOCUMENT, [SAID, inner], [SPEAKER, SPEAKER])
    assert (outer.parent, nested.parent) == (None, outer.id)


def test_a_statement_names_the_rules_of_source_and_speaker() -> None:
    (record,) = make_statements(DOCUMENT, [SAID], [SPEAKER])
    assert record.rules == ("source.after-cue", "speaker.phrase")


def test_a_medium_becomes_its_words() -> None:
    (record,) = make_statements(DOCUMENT, [replace(SAID, medium=span("أمس"))], [SPEAKER])
    assert record.medium == "أمس"


def test_a_claim_points_at_its_statement_by_id() -> None:
    statements = make_statements(DOCUMENT, [SAID], [SPEAKER])
    (claim,) = make_claims(DOCUMENT, [replace(CLAIM, statement=0)], statements, [])
    assert claim.statement == statements[0].id


def test_a_claim_in_the_articles_own_voice_points_at_none() -> None:
    (claim,) = make_claims(DOCUMENT, [CLAIM], [], [])
    assert claim.statement is None


def test_claims_alike_are_told_apart_by_their_order() -> None:
    first, second = make_claims(DOCUMENT, [CLAIM, CLAIM], [], [])
    assert first.id != second.id


def test_the_place_of_a_claim_is_linked_with_runners_up() -> None:
    found = replace(CLAIM, toponym=TOPONYM, place_inherited=True, place_rule="place.sentence", place_score=0.5)
    (claim,) = make_claims(DOCUMENT, [found], [], [])
    assert claim.place is not None
    assert (claim.place.target, claim.place.runners_up) == ("rs.wadi", ("rs.a", "rs.b", "rs.c"))
    assert (claim.place.inherited, claim.place.rule, claim.place.score) == (True, "place.sentence", 0.406)


def test_the_time_of_a_claim_is_a_value() -> None:
    (claim,) = make_claims(DOCUMENT, [replace(CLAIM, time=TIME, time_rule="time.clause")], [], [])
    assert claim.time is not None
    assert (claim.time.target, claim.time.rule, claim.time.inherited) == ("2018-03-13", "time.clause", False)


@pytest.mark.parametrize("time", [None, replace(TIME, time=None)])
def test_an_unknown_time_is_none(time: FoundTime | None) -> None:
    (claim,) = make_claims(DOCUMENT, [replace(CLAIM, time=time)], [], [])
    assert claim.time is None


def test_a_quantity_keeps_the_speakers_noun() -> None:
    (claim,) = make_claims(DOCUMENT, [replace(CLAIM, quantity=KILLED)], [], [KILLED])
    assert claim.quantity is not None
    assert (claim.quantity.unit, claim.quantity.counted, claim.quantity.harm) == ("جندي", "جنود", Harm.KILLED)


def test_a_part_points_at_the_mention_of_its_total() -> None:
    part = replace(KILLED, span=span("جنود"), part_of=0)
    (claim,) = make_claims(DOCUMENT, [replace(CLAIM, quantity=part)], [], [KILLED, part])
    assert claim.quantity is not None
    assert claim.quantity.part_of == KILLED.span


def test_a_toponym_becomes_a_mention_with_its_place() -> None:
    (mention,) = make_places([TOPONYM], {"rs.wadi": PLACE}.__getitem__)
    assert mention.place is PLACE
    assert (mention.link.target, mention.link.score) == ("rs.wadi", 0.813)


def test_an_unresolved_toponym_is_kept_without_place() -> None:
    (mention,) = make_places([replace(TOPONYM, place=None, score=0.0)], {"rs.wadi": PLACE}.__getitem__)
    assert mention.place is None
    assert mention.link.target is None
