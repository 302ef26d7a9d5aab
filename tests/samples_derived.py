"""All that corroboration derives from `samples/`, worked out once for the tests that hold it to the golden file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from qawl.corroborate.cards import cards_of
from qawl.corroborate.clusters import derive_accounts
from qawl.corroborate.context import load_world
from qawl.corroborate.copies import CopyWords, TextCard, compare_texts, load_copy_words
from qawl.corroborate.families import likely_original, order_copies
from qawl.corroborate.outcomes import load_forecasting
from qawl.corroborate.predictions import is_forecast, settle
from qawl.lexicon.gazetteer import load_gazetteer
from qawl.lexicon.load import open_data
from qawl.model.account import Account, ClaimCard, Copy, CopyFamily, Prediction
from qawl.model.document import DatePrecision
from qawl.model.reading import Reading
from qawl.pipeline import load_reader
from qawl.settings import load_settings
from samples_expected import claim_of, handles, sample_documents


@dataclass(frozen=True, slots=True)
class Derived:
    """``copies`` are by (original, copy), ``named`` leads from a handle to its claim, ``handle`` back to the first."""

    texts: Mapping[str, TextCard]
    readings: Mapping[str, Reading]
    copies: Mapping[tuple[str, str], Copy]
    families: tuple[CopyFamily, ...]
    cards: Mapping[str, ClaimCard]
    named: Mapping[str, str]
    handle: Mapping[str, str]
    accounts: tuple[Account, ...]
    predictions: Mapping[str, Prediction]


@cache
def derive_samples() -> Derived:
    """Read the samples and derive all of it, in the order in which a ledger does."""
    texts, copies = text_cards(), sample_copies()
    families = order_copies(texts.values(), copies.values(), credits=_copy_words().credits)
    original = {holder: family.original for family in families for holder in (*family.holders, *family.copies)}
    reader, world, documents = load_reader(), load_world(), sample_documents()
    readings = {name: reader.read(document) for name, document in documents.items()}
    cards = {
        card.id: card
        for name, reading in readings.items()
        for card in cards_of(
            reading, world, copy_of=documents[original[name]].id if name in original else documents[name].id
        )
    }
    named = {}
    for handle in handles().values():
        claim = claim_of(handle, readings[handle.document].claims, documents[handle.document].text)
        if claim is not None:
            named[handle.name] = claim.id
    back: dict[str, str] = {}
    for name, claim_id in named.items():
        back.setdefault(claim_id, name)
    return Derived(
        texts,
        readings,
        copies,
        tuple(families),
        cards,
        named,
        back,
        tuple(derive_accounts(cards.values())),
        _settled(cards),
    )


@cache
def text_cards() -> Mapping[str, TextCard]:
    """The samples as texts to be compared, by file name."""
    found = {}
    for name, document in sample_documents().items():
        at = document.published_at
        found[name] = TextCard(
            name, document.article_key, document.outlet.id, at.value if at else None,
            at.precision if at else DatePrecision.DAY, document.text, document.outlet.name,
        )  # fmt: skip
    return found


@cache
def sample_copies() -> Mapping[tuple[str, str], Copy]:
    """All pairs of samples compared, those that are copies by (original, copy)."""
    words, cards = _copy_words(), text_cards()
    found = {}
    names = sorted(cards)
    for at, name in enumerate(names):
        for other in names[at + 1 :]:
            pair = [cards[name], cards[other]]
            first, _ = likely_original(pair, credits=words.credits)
            (second,) = (card for card in pair if card is not first)
            copy = compare_texts(first, second, words=words)
            if copy is not None:
                found[copy.original, copy.document] = copy
    return found


@cache
def _copy_words() -> CopyWords:
    data = open_data()
    return load_copy_words(data, load_gazetteer(data), load_settings({}).corroborate)


def _settled(cards: Mapping[str, ClaimCard]) -> dict[str, Prediction]:
    book = load_forecasting(open_data(), settings=load_settings({}).corroborate)
    until = max(card.published for card in cards.values() if card.published)
    forecasts = [card for card in cards.values() if is_forecast(card, book)]
    return {card.id: settle(card, cards.values(), book, known_until=until) for card in forecasts}
