"""Who an account really comes from: its apparently independent origins.

Ten articles may have one origin. Claims collapse into one where their ultimate speakers are one institution, where
the article is a copy, where the words are the same words carried on, where one speaker got it from another, and where
an outlet only repeats in its own voice what it, or somebody else in the account, has attributed. What is left is
*apparently* independent: nobody knows who telephoned whom.

Rules, the last that joined a group: ``origin.alone``, ``origin.same-speaker``, ``origin.institution``,
``origin.state``, ``origin.same-name``, ``origin.copy``, ``origin.same-words``, ``origin.quotation``, ``origin.chain``,
``origin.recap``, ``origin.anonymous``.
"""

from collections.abc import Sequence

from qawl.corroborate.facts import Facts, facts_of, origin_key
from qawl.corroborate.figures import FigureRelation, compare_figures
from qawl.corroborate.quotes import match_quotes, quote_keys
from qawl.corroborate.relations import is_retold
from qawl.model.account import ClaimCard, OriginGroup, SpeakerCard

_STATE = "country."
_LEAST_QUOTE = 6
_QUOTE_SHARE = 0.6
_DIRECT = 2  # the speaker and the outlet


class _Groups:
    """Claims joined step by step, each join with its rule; the smaller id leads, so that no order matters."""

    def __init__(self, cards: Sequence[ClaimCard]) -> None:
        self._leader = {card.id: card.id for card in cards}
        self._rules: dict[str, str] = {}

    def find(self, key: str) -> str:
        while self._leader[key] != key:
            key = self._leader[key]
        return key

    def join(self, one: str, other: str, *, rule: str) -> None:
        left, right = sorted((self.find(one), self.find(other)))
        if left != right:
            self._leader[right] = left
            self._rules[left] = rule

    def rule(self, key: str) -> str:
        return self._rules.get(self.find(key), "origin.alone")


def origins_of(cards: Sequence[ClaimCard]) -> tuple[OriginGroup, ...]:
    """The apparently independent origins of claims about one happening, each with the rule that joined it."""
    ordered = sorted(cards, key=lambda card: card.id)
    facts = {card.id: facts_of(card) for card in ordered}
    groups = _Groups(ordered)
    repeats = {card: (source, "origin.recap") for card, source in _recaps(ordered, facts).items()}
    repeats |= {card: (source, "origin.chain") for card, source in _heard(ordered).items()}
    telling = [card for card in ordered if card.id not in repeats]
    _join_speakers(telling, groups)
    _join_copies(telling, facts, groups)
    _join_retold(telling, facts, groups)
    for repeat, (source, rule) in sorted(repeats.items()):
        groups.join(repeat, source, rule=rule)
    members: dict[str, list[ClaimCard]] = {}
    for card in ordered:
        members.setdefault(groups.find(card.id), []).append(card)
    found = [_group(leader, claims, groups) for leader, claims in members.items()]
    return tuple(sorted(found, key=lambda group: (group.key, group.claims)))


def _join_speakers(cards: Sequence[ClaimCard], groups: _Groups) -> None:
    """One institution, one state, one name in full and in short, one anonymous source an outlet."""
    first: dict[str, ClaimCard] = {}
    for card in cards:
        key = origin_key(card.origin, card.speakers[-1])
        known = first.setdefault(key, card)
        if known is not card:
            groups.join(known.id, card.id, rule=_speaker_rule(known.origin, card.origin, key))
    outlets = {card.speakers[-1].said_by: card.speakers[-1].key for card in cards if card.speakers[-1].said_by}
    for name, card in sorted(first.items()):
        outlet = outlets.get(card.origin.said_by)
        if outlet is not None and outlet != name and outlet in first:
            groups.join(card.id, first[outlet].id, rule="origin.same-name")
    for short, one in sorted(first.items()):
        for long, other in sorted(first.items()):
            if short.startswith("name:") and long.startswith(f"{short} ") and " " in short.removeprefix("name:"):
                groups.join(one.id, other.id, rule="origin.same-name")


def _speaker_rule(one: SpeakerCard, other: SpeakerCard, key: str) -> str:
    if one.is_anonymous:
        return "origin.anonymous"
    if one.key == other.key:
        return "origin.same-speaker" if one.said_by == other.said_by else "origin.institution"
    return "origin.state" if key.startswith(_STATE) else "origin.institution"


def _join_copies(cards: Sequence[ClaimCard], facts: dict[str, Facts], groups: _Groups) -> None:
    """What a copy repeats comes from its original, whoever published it."""
    by_family: dict[str, list[ClaimCard]] = {}
    for card in cards:
        by_family.setdefault(card.copy_of or card.document, []).append(card)
    for family in by_family.values():
        for at, one in enumerate(family):
            for other in family[at + 1 :]:
                is_own = len(one.speakers) == len(other.speakers) == 1
                if one.claim.status is not other.claim.status:
                    continue
                if one.document != other.document and (is_own or is_retold(facts[one.id], facts[other.id])):
                    groups.join(one.id, other.id, rule="origin.copy")


def _join_retold(cards: Sequence[ClaimCard], facts: dict[str, Facts], groups: _Groups) -> None:
    """The same words in two articles are one saying, whoever is named for it."""
    first: dict[tuple[str, str], ClaimCard] = {}
    for card in cards:  # one claim a wording is enough: groups only grow
        known = first.setdefault(_wording(card), card)
        if known is not card and len(_wording(card)[1].split()) >= _LEAST_QUOTE:
            is_quotation = known.is_quoted and card.is_quoted
            groups.join(known.id, card.id, rule="origin.quotation" if is_quotation else "origin.same-words")
    ordered = [card for card in cards if first[_wording(card)] is card]
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if one.claim.status is not other.claim.status or one.document == other.document:
                continue  # who denies something says its words too
            if groups.find(one.id) != groups.find(other.id):
                if _is_one_quotation(one, other):
                    groups.join(one.id, other.id, rule="origin.quotation")
                elif is_retold(facts[one.id], facts[other.id]) or _shares_quote(one, other):
                    groups.join(one.id, other.id, rule="origin.same-words")


def _wording(card: ClaimCard) -> tuple[str, str]:
    return card.claim.status.value, card.quote or card.words


def _shares_quote(one: ClaimCard, other: ClaimCard) -> bool:
    """True where most of the shorter quotation stands in the other, in runs of three words."""
    left, right = one.quote.split(), other.quote.split()
    if min(len(left), len(right)) < _LEAST_QUOTE:
        return False
    runs = [{tuple(words[at : at + 3]) for at in range(len(words) - 2)} for words in (left, right)]
    return len(runs[0] & runs[1]) >= _QUOTE_SHARE * min(len(runs[0]), len(runs[1]))


def _is_one_quotation(one: ClaimCard, other: ClaimCard) -> bool:
    """True where both are quoted word for word, in the same words, cut or lightly reworded."""
    if not (one.is_quoted and other.is_quoted) or set(quote_keys(one.quote)).isdisjoint(quote_keys(other.quote)):
        return False
    return match_quotes(one.quote, other.quote) is not None


def _heard(cards: Sequence[ClaimCard]) -> dict[str, str]:
    """Claims that a speaker has from somebody else, with a claim of that speaker.

    The speaker in between must be named and tell the happening directly as well; the outlet at the end tells nothing.
    """
    told: dict[str, str] = {}
    for card in cards:
        if len(card.speakers) == _DIRECT and not card.origin.is_anonymous:
            told.setdefault(origin_key(card.origin, card.speakers[-1]), card.id)
            told.setdefault(f"said:{card.origin.said_by}", card.id)
    found = {}
    for card in cards:
        for speaker in card.speakers[1:-1]:
            if speaker.is_anonymous:
                continue
            source = told.get(origin_key(speaker, card.speakers[-1])) or told.get(f"said:{speaker.said_by}")
            if source is not None:
                found[card.id] = source
    return found


def _recaps(cards: Sequence[ClaimCard], facts: dict[str, Facts]) -> dict[str, str]:
    """Claims in an outlet's own voice with the claim that they repeat: somebody else is already named for it.

    They are no voice of their own, so that an outlet which repeats two speakers does not make one of the two.
    """
    attributed = [card for card in cards if len(card.speakers) > 1]
    found = {}
    for card in cards:
        if len(card.speakers) > 1:
            continue
        alike = [other for other in attributed if other.claim.status is card.claim.status]
        ranked = [other for other in alike if _has_figure_of(facts[card.id], facts[other.id])]
        ranked = sorted(ranked, key=lambda other: other.document != card.document)
        ranked += [other for other in alike if other.document == card.document]
        if ranked:
            found[card.id] = ranked[0].id
    return found


def _has_figure_of(own: Facts, other: Facts) -> bool:
    if own.figure is None or other.figure is None:
        return False
    return own.figure.is_plain and compare_figures(own.figure, other.figure) is FigureRelation.EQUAL


def _group(leader: str, cards: list[ClaimCard], groups: _Groups) -> OriginGroup:
    """The group under the name of a speaker who can be named, the earliest first; several unnamed ones have no name."""
    naming = min(
        cards,
        key=lambda card: (card.origin.is_anonymous, len(card.speakers) == 1, card.published or "", card.id),
    )
    key = origin_key(naming.origin, naming.speakers[-1])
    name = naming.origin.name or naming.speakers[-1].name
    if naming.origin.is_anonymous and len({card.origin.name for card in cards}) > 1:
        name = ""  # none of them said what the others did
    return OriginGroup(key, name, tuple(card.id for card in cards), groups.rule(leader), naming.origin.is_anonymous)
