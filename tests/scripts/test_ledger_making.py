"""Made ledgers keep their promises: the same seed gives the same ids, spans hold, shares are as stated."""

import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

from ledger_making import COPIES, DAYS, FIRST_DAY, Article, fill_ledger, make_articles  # noqa: E402
from sentence_making import ACTORS  # noqa: E402

from qawl.model.entity import Place  # noqa: E402
from qawl.model.span import Span  # noqa: E402
from qawl.store.ledger import Ledger  # noqa: E402
from qawl.text.fold import fold, fold_text  # noqa: E402

PLACES = [Place(f"xx.{n}", f"بلدة رقم {n}", f"Town {n}", "town", "SY", 35.0, 40.0) for n in range(400)]


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return list(make_articles(3000, seed=5, places=PLACES))


def test_the_same_seed_gives_the_same_records(articles: list[Article]) -> None:
    assert list(make_articles(3000, seed=5, places=PLACES)) == articles


def test_another_seed_gives_other_documents(articles: list[Article]) -> None:
    others = {article.document.id for article in make_articles(3000, seed=6, places=PLACES)}
    assert others.isdisjoint(article.document.id for article in articles)


def test_there_are_as_many_claims_as_were_asked_for(articles: list[Article]) -> None:
    ids = [claim.id for article in articles for claim in article.reading.claims]
    assert len(ids) == len(set(ids)) == 3000


def test_every_span_covers_the_words_it_speaks_of(articles: list[Article]) -> None:
    for article in articles:
        text = article.document.text
        known = {actor.id: fold_text(actor.name_ar) for actor in ACTORS}
        spoken = {statement.id: statement for statement in article.reading.statements}
        for claim, place in zip(article.reading.claims, article.reading.places, strict=True):
            assert claim.place is not None and claim.place.mention is not None and place.place is not None
            assert fold_text(claim.place.mention.span.of(text)) == fold_text(place.place.name_ar)
            assert claim.evidence.contains(claim.place.mention.span)
            for party in (*claim.actors, *claim.targets):
                assert party.link.mention is not None and party.link.target is not None
                assert fold_text(party.link.mention.span.of(text)) == known[party.link.target]
            if claim.quantity is not None:
                assert claim.quantity.mention.span.of(text) == str(int(claim.quantity.min or 0))
            if claim.time is not None:
                assert claim.time.mention is not None and claim.time.mention.span.of(text) == claim.time.target
            if claim.statement is not None:
                assert spoken[claim.statement].content == (claim.evidence,)
        for start, end in article.reading.sentences:
            assert Span(start, end).of(text).strip()


def test_almost_a_third_of_the_articles_are_copies_of_another_outlet(articles: list[Article]) -> None:
    outlets = {article.document.id: article.document.outlet.id for article in articles}
    copies = [article for article in articles if article.copy_of is not None]
    assert abs(len(copies) / len(articles) - COPIES) < 0.05
    assert all(outlets[article.copy_of or ""] != article.document.outlet.id for article in copies)


def test_a_copy_is_later_and_sometimes_has_another_figure(articles: list[Article]) -> None:
    known = {article.document.id: article.document.published_at for article in articles}
    copies = [article for article in articles if article.copy_of is not None]
    for article in copies:
        original, own = known[article.copy_of or ""], article.document.published_at
        assert original is not None and own is not None and original.value < own.value
    assert 0 < sum(article.changed_figures > 0 for article in copies) < len(copies) / 2


def test_copies_are_reworded_and_still_share_words(articles: list[Article]) -> None:
    texts = {article.document.id: article.document.text for article in articles}
    shares = []
    for article in articles:
        if article.copy_of is not None:
            mine = set(fold_text(article.document.text).split())
            shares.append(len(mine & set(fold_text(texts[article.copy_of]).split())) / len(mine))
    assert sum(shares) / len(shares) > 0.6
    verbatim = [article for article in articles if article.document.text == texts.get(article.copy_of or "")]
    assert len(verbatim) < 0.1 * len(shares)


def test_a_few_places_and_speakers_have_most_of_the_claims(articles: list[Article]) -> None:
    places = Counter(claim.place.target for a in articles for claim in a.reading.claims if claim.place is not None)
    speakers = Counter(statement.speaker.name for a in articles for statement in a.reading.statements)
    for counted in (places, speakers):
        ranked = [number for _, number in counted.most_common()]
        assert sum(ranked[: len(ranked) // 10]) > 0.4 * sum(ranked)


def test_days_run_over_ten_years(articles: list[Article]) -> None:
    days = [article.document.published_at.value.date() for article in articles if article.document.published_at]
    assert (min(days) - FIRST_DAY).days < 10
    assert (max(days) - min(days)).days > DAYS - 30


def test_a_filled_ledger_holds_everything_and_checks_clean(tmp_path: Path, articles: list[Article]) -> None:
    with Ledger.create(tmp_path / "made.db", fold=fold) as ledger:
        assert fill_ledger(ledger, 3000, seed=5, places=PLACES) == len(articles)
        report = ledger.check(minimum_age=0)
        assert (report.documents, report.claims, report.swept, report.faults) == (len(articles), 3000, 0, [])
        assert fill_ledger(ledger, 3000, seed=5, places=PLACES) == len(articles)
        assert len(ledger.documents()) == len(articles)
