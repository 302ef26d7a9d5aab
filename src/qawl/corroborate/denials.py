"""One says that it happened, the other that it did not.

«ونفت العاصمة ذلك» answers what the article has just told; elsewhere a denial meets a claim by place, time, deed and
words. What failed, was prevented or is refused is told, not denied; nobody denies in the place of somebody else.

Rules: ``conflict.denial``, ``conflict.none-hurt`` («no one was hurt» beside somebody hurt).
"""

from qawl.corroborate.facts import Facts
from qawl.corroborate.relations import PartyRelation, PlaceRelation, Relations, TimeRelation
from qawl.corroborate.scores import score_of
from qawl.model.account import ConflictKind
from qawl.model.claim import Status
from qawl.text.fold import fold_text

_DENIAL_SCORE = 5.0
_ANSWER_SCORE = 4.0
_TALKED_DAYS = 14
_ANSWER_REACH = 500  # characters between what is said and «and he denied it»
_COUNTER_REACH = 120  # the same after a denial: «تنفي الشبكة خروج القوات، فيما يقول المرصد إنها انسحبت»
_SPELT_OUT = 4  # words of its own
_REFERS_BACK = "status.denies-back"
_SCARCE = "attack.chemical"
_STATE = "country."
_ANSWERS = frozenset({"status.denies", _REFERS_BACK, "status.negation.deny", "status.called-untrue"})
_ATTACKS = {"attack.assault", "attack.chemical"}  # «the attack» may be one with gas
_NONE = ".none"


def denial_between(left: Facts, right: Facts, relations: Relations) -> tuple[ConflictKind, str] | None:
    """One says it happened, the other that it did not."""
    denial, assertion = (left, right) if left.denies else (right, left)
    if not denial.denies or assertion.card.claim.status is not Status.ASSERTED or assertion.card.is_in_doubt:
        return None
    if relations.actors is PartyRelation.CONFLICT or relations.targets is PartyRelation.CONFLICT:
        return None
    if relations.place <= PlaceRelation.UNKNOWN and not _is_marked(left, right, relations):
        return None
    is_own_voice = len(denial.card.speakers) == 1
    if is_own_voice and (relations.shared < 2 or relations.time is not TimeRelation.SAME):
        return None
    if _is_none(denial) or _is_none(assertion):
        return _none_hurt(denial, assertion, relations)
    if _is_hearsay(denial) or not is_same_deed(left, right) or _is_of_something_else(denial, assertion):
        return None
    if _is_one_scarce_deed(denial, assertion, relations) and not _is_loosely_told(assertion, relations):
        return ConflictKind.DENIAL, "conflict.denial"
    if len(assertion.card.speakers) == 1 and relations.actors is not PartyRelation.AGREE:
        return None  # what an outlet tells by itself is mostly what somebody else has said
    if not _could_be_meant(denial, assertion, relations):
        return None
    if denial.family == "agreement" and not relations.shared:
        return None  # in an article about talks nearly everything is an agreement
    is_tied = relations.shared >= 2 or relations.actors is PartyRelation.AGREE or _is_answer(denial, assertion)
    is_one_actors = denial.card.document == assertion.card.document and relations.actors is PartyRelation.AGREE
    least = _ANSWER_SCORE if is_one_actors or _is_answer(denial, assertion) else _DENIAL_SCORE
    if relations.time is TimeRelation.NEXT and relations.shared < 3:
        return None
    if _is_marked(left, right, relations):
        return ConflictKind.DENIAL, "conflict.denial"
    is_there = relations.place is PlaceRelation.SAME and left.deed == right.deed and bool(relations.shared)
    least_there = _DENIAL_SCORE if is_there else _DENIAL_SCORE + 0.5
    score = score_of(left, right, relations)
    is_enough = score >= least and is_tied or relations.place is PlaceRelation.SAME and score >= least_there
    return (ConflictKind.DENIAL, "conflict.denial") if is_enough else None


def is_same_deed(left: Facts, right: Facts) -> bool:
    """The same predicate, its noun or its verb, or «the attack» for any attack."""
    if left.deed == right.deed or left.deed.partition("-")[0] == right.deed.partition("-")[0]:
        return True
    return {left.deed, right.deed} == _ATTACKS


def is_countered(left: Facts, right: Facts) -> bool:
    """One article's count denied in the same article: «ثلاثون آلية» and «لا ثلاثين ولا ثلاثا»."""
    if left.card.document != right.card.document or left.figure is None or right.figure is None:
        return False
    is_denied = left.denies is not right.denies and left.deed == right.deed
    return is_denied and (left.figure.low, left.figure.counts) == (right.figure.low, right.figure.counts)


def _is_one_scarce_deed(denial: Facts, assertion: Facts, relations: Relations) -> bool:
    """Poison gas in one town, spoken of in one fortnight: whoever denies it, or «the attack», means what others tell.

    The like happens so seldom that neither words nor a day must be in common; a denial for somebody else
    («لم تشارك لندن في الهجوم») does not speak of it.
    """
    if not _is_scarce(assertion) or relations.place is not PlaceRelation.SAME or denial.grade != 0:
        return False
    if relations.time is TimeRelation.APART or relations.actors is PartyRelation.CONFLICT:
        return False
    if (
        denial.deed != _SCARCE
        and relations.actors is not PartyRelation.AGREE
        and (denial.card.targets or _names_actor(denial))
    ):
        return False  # «نفت واشنطن تنفيذ أمريكا تلك الهجمات» may be of strikes that followed
    both = (denial, assertion)
    if any(facts.actors and not any(key.startswith(_STATE) for key in facts.actor_kin) for facts in both):
        return False  # «المسلحون فبركوا هجوما كيميائيا» says what the denier says
    return (
        denial.published is not None
        and assertion.published is not None
        and abs(denial.published - assertion.published) <= _TALKED_DAYS
    )


def _is_scarce(facts: Facts) -> bool:
    return facts.deed == _SCARCE or (facts.deed in _ATTACKS and facts.card.is_of_gas)


def _names_actor(facts: Facts) -> bool:
    """True where the claim itself says who did it."""
    return any(not actor.is_inherited for actor in facts.card.actors)


def _is_loosely_told(assertion: Facts, relations: Relations) -> bool:
    """An outlet's own word without place or day is mostly of the charge: «بعد اتهامات بهجوم كيميائي»."""
    is_own_voice = len(assertion.card.speakers) == 1
    return is_own_voice and not (assertion.card.is_placed_by_evidence and relations.time >= TimeRelation.NEWS)


def _is_of_something_else(denial: Facts, assertion: Facts) -> bool:
    """A denial that spells out what was not entered or taken and has no word of what the other tells.

    «لم تبلغ القوات مبنى المحافظة» beside «دخلت القوات أحياء في جنوب المدينة»: the place, read from afar, is the same.
    """
    if denial.family != "holding" or denial.card.is_placed_by_evidence or len(denial.words) < _SPELT_OUT:
        return False
    if denial.card.claim.rule.endswith(_REFERS_BACK):
        return False
    return not any(one.endswith(other) or other.endswith(one) for one in denial.words for other in assertion.words)


def _is_hearsay(denial: Facts) -> bool:
    """A named denier who is no party to what is read into the denial: «هذا الأمر» was something else.

    Who holds or takes a place is denied by those from whom it would have been taken, and they are seldom named.
    """
    if denial.family == "holding" or not denial.actors or not all(actor.is_inherited for actor in denial.card.actors):
        return False
    origin = denial.card.origin
    own = {origin.key, *origin.within}
    if any(fold_text(actor.name) in fold_text(origin.name).split() for actor in denial.card.actors):
        return False  # «دمشق وموسكو» speak for themselves
    return not origin.is_anonymous and not own & (denial.actor_kin | denial.target_kin)


def _is_marked(left: Facts, right: Facts, relations: Relations) -> bool:
    """Both name the same actor and much the same words, or one article's same count: no place is needed."""
    if is_countered(left, right):
        return True
    if relations.place is PlaceRelation.APART or left.deed != right.deed:
        return False
    return relations.actors is PartyRelation.AGREE and relations.shared >= 2


def _is_answer(denial: Facts, assertion: Facts) -> bool:
    """«ونفت دمشق ذلك»: a denial in the article that tells what is denied."""
    rule = denial.card.claim.rule.partition("+")[2]
    if denial.card.document != assertion.card.document or rule not in _ANSWERS:
        return False
    said, denied = assertion.card.claim.evidence, denial.card.claim.evidence
    if denied.start >= said.end:
        return denied.start - said.end <= _ANSWER_REACH or bool(denial.words & assertion.words)
    return said.start - denied.end <= _COUNTER_REACH or bool(denial.words & assertion.words)


def _could_be_meant(denial: Facts, assertion: Facts, relations: Relations) -> bool:
    """In time: news together, or a later denial of something that is still talked about."""
    if relations.time >= TimeRelation.NEWS:
        return True
    if denial.published is None or assertion.published is None or relations.place is not PlaceRelation.SAME:
        return False
    is_late = abs(denial.published - assertion.published) <= _TALKED_DAYS and denial.grade == 0
    return is_late and relations.shared >= 2 and relations.share >= 0.4


def _is_none(facts: Facts) -> bool:
    return facts.card.claim.rule.partition("+")[0].endswith(_NONE)


def _none_hurt(denial: Facts, assertion: Facts, relations: Relations) -> tuple[ConflictKind, str] | None:
    """«No one was hurt» beside somebody hurt, on one day in one place, each by a speaker."""
    if _is_none(assertion) or denial.family != "casualties" or len(denial.card.speakers) == 1:
        return None
    if relations.place is not PlaceRelation.SAME or relations.time < TimeRelation.NEWS:
        return None
    return ConflictKind.OUTCOME, "conflict.none-hurt"
