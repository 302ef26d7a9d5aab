"""The same quotation carried by many outlets: who carried it, cut or reworded, and who apparently had it first.

A reading gives its quotations: what stands between quotation marks inside something that somebody is said to have
said. Those that share keys (``quotes``) and were published within days of each other are laid side by side; whatever
chain of matches joins them is one family. The likely original is chosen by questions in a fixed order, each leaving
those that answer it best; the last that ruled somebody out is the reason:

* ``quote.not-copied``: its article is no copy of another of the family;
* ``quote.earliest``: it was published before the others, as far as the dates' precision tells;
* ``quote.fullest``: it has the most words;
* ``quote.first-by-id``: nothing tells them apart; the order is only fixed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime

from qawl.corroborate.cards import speaker_card
from qawl.corroborate.context import World
from qawl.corroborate.copies import TextCard
from qawl.corroborate.families import earliest, fullest
from qawl.corroborate.institutions import institutions_of
from qawl.corroborate.quotes import match_quotes, quote_keys
from qawl.corroborate.shingles import key_words
from qawl.model.account import CarriedQuotation, Quotation, QuotationFamily
from qawl.model.document import DatePrecision
from qawl.model.ids import hash_id
from qawl.model.reading import Reading
from qawl.model.span import Span
from qawl.model.statement import Statement
from qawl.text.quotations import find_quotations

_INSIDE = 0.6  # share of a quotation that must stand in what somebody said
_DAYS = 14  # between two publications: an old quotation that comes back is another happening
_BLOCK = 60  # quotations under one key after a quotation with which it is compared; more make a phrase of the day


def quotations_of(reading: Reading, world: World) -> list[Quotation]:
    """The quotations of a reading that are long enough to be told from others, each with its speaker."""
    document = reading.document
    local = institutions_of(reading.statements, document)
    published = document.published_at
    found = []
    for quoted in find_quotations(document.text):
        words = quoted.inner.of(document.text)
        statement = _saying(quoted.inner, reading.statements) if quoted.depth == 0 and quote_keys(words) else None
        if statement is None:
            continue
        speaker = speaker_card(statement, document, world, local=local)
        found.append(
            Quotation(
                id=hash_id("q", f"{document.id}:{quoted.inner.start}"),
                document=document.id,
                article=document.article_key,
                outlet=document.outlet.id,
                span=quoted.inner,
                words=words,
                speaker=speaker.key,
                speaker_name="" if statement.speaker.is_private else speaker.name,
                published=None if published is None else published.value.isoformat(),
                precision=DatePrecision.DAY if published is None else published.precision,
            )
        )
    return found


def _saying(span: Span, statements: Iterable[Statement]) -> Statement | None:
    """The statement of which a quotation is part, the innermost."""
    holding = [
        (len(piece), statement.cue.start, statement)
        for statement in statements
        for piece in statement.content
        if piece.overlap(span) >= _INSIDE * len(span)
    ]
    return min(holding, key=lambda one: one[:2])[2] if holding else None


def carried_quotations(
    quotations: Iterable[Quotation], *, originals: Mapping[str, str] | None = None
) -> list[QuotationFamily]:
    """The families of these quotations that stand in several articles; the same for any order of them.

    ``originals`` has the document that a document copies. Families with most outlets come first.
    """
    known = {one.id: one for one in quotations}
    leader = {key: key for key in known}

    def find(key: str) -> str:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for left, right in _meeting(known.values()):
        one, other = find(left.id), find(right.id)
        if one != other and match_quotes(left.words, right.words) is not None:
            leader[max(one, other)] = min(one, other)
    members: dict[str, list[Quotation]] = {}
    for key in sorted(known):
        members.setdefault(find(key), []).append(known[key])
    families = [
        _family(one, originals or {})
        for one in members.values()
        if len({quotation.article for quotation in one}) > 1
    ]  # fmt: skip
    return sorted(families, key=lambda family: (-len(family.outlets), family.original.id))


def _meeting(quotations: Iterable[Quotation]) -> Iterable[tuple[Quotation, Quotation]]:
    """Quotations of two articles that share a key and were published within days of each other, each two once."""
    under: dict[str, list[tuple[int, str, Quotation]]] = {}
    for one in quotations:
        for key in quote_keys(one.words):
            under.setdefault(key, []).append((_day(one), one.id, one))
    seen: set[tuple[str, str]] = set()
    for _, block in sorted(under.items()):
        ordered = [(day, one) for day, _, one in sorted(block, key=lambda item: item[:2])]
        for at, (day, one) in enumerate(ordered):
            for later, other in ordered[at + 1 : at + 1 + _BLOCK]:
                if later - day > _DAYS:
                    break
                pair = (min(one.id, other.id), max(one.id, other.id))
                if one.article != other.article and pair not in seen:
                    seen.add(pair)
                    yield one, other


def _day(quotation: Quotation) -> int:
    return 0 if quotation.published is None else date.fromisoformat(quotation.published[:10]).toordinal()


def _family(members: Sequence[Quotation], originals: Mapping[str, str]) -> QuotationFamily:
    original, reason = likely_first(members, originals)
    carriers = [_carried(one, original) for one in members if one.article != original.article]
    ordered = sorted(carriers, key=lambda one: (_day(one.quotation), one.quotation.published or "", one.quotation.id))
    return QuotationFamily(original, reason, tuple(ordered))


def likely_first(members: Sequence[Quotation], originals: Mapping[str, str]) -> tuple[Quotation, str]:
    """The form from which the others apparently come, and the rule that says so."""
    cards = {one.id: _text_card(one) for one in members}
    documents = {one.document for one in members}
    copied = {one.id for one in members if originals.get(one.document) in documents - {one.document}}
    questions: tuple[tuple[str, Callable[[Sequence[TextCard]], Sequence[TextCard]]], ...] = (
        ("quote.not-copied", lambda left: [card for card in left if card.document not in copied]),
        ("quote.earliest", earliest),
        ("quote.fullest", fullest),
    )
    by_id = {one.id: one for one in members}
    left: Sequence[TextCard] = [cards[key] for key in sorted(cards)]
    reason = "quote.first-by-id"
    for rule, ask in questions:
        best = ask(left)
        if best and len(best) < len(left):
            left, reason = best, rule
        if len(left) == 1:
            return by_id[left[0].document], reason
    return by_id[left[0].document], "quote.first-by-id"


def _text_card(one: Quotation) -> TextCard:
    """A quotation as the questions about texts take it, under its own id."""
    published = None if one.published is None else datetime.fromisoformat(one.published)
    return TextCard(one.id, one.article, one.outlet, published, one.precision, one.words)


def _carried(one: Quotation, original: Quotation) -> CarriedQuotation:
    match = match_quotes(one.words, original.words)
    if match is None:
        return CarriedQuotation(one, "quote.linked", 0.0)
    is_longer = len(key_words(one.words)) > len(key_words(original.words))
    rule = "quote.fuller" if match.rule == "quote.cut" and is_longer else match.rule
    return CarriedQuotation(one, rule, match.similarity)
