"""A better extractor makes a new document of the old page; nothing is fetched again."""

from pathlib import Path

import pytest

from local_site import LocalSite
from qawl.adding import add, reextract
from qawl.ingest.files import FileReading, find_inputs
from qawl.ingest.formats import CSV_ROW, EXTRACTORS, HTML
from qawl.ingest.parsing import parse
from qawl.model.issue import Issue
from qawl.settings import Settings
from qawl.store.ledger import Ledger
from qawl.visiting import open_remote
from small_ledger import SmallReader
from web import END, PARAGRAPH, feed, item, page


def test_stored_pages_are_taken_apart_anew(
    site: LocalSite, ledger: Ledger, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = site.serve("/rss", feed(item(site.page("/story/siege", page("خبر")), guid="urn:wadi:1")))
    with open_remote(ledger, allow_private=True, settings=settings) as remote:
        add(ledger, [source], reader=SmallReader, remote=remote)
    assert reextract(ledger, reader=SmallReader).articles == 0
    (old,) = ledger.documents()
    site.seen.clear()
    monkeypatch.setitem(EXTRACTORS, HTML, "html/next")
    monkeypatch.setattr("qawl.ingest.html.EXTRACTORS", EXTRACTORS)
    report = reextract(ledger, reader=SmallReader)
    assert (report.articles, report.updated) == (1, 1)
    assert site.seen == []
    assert reextract(ledger, reader=SmallReader).articles == 0
    (new,) = ledger.documents(all_versions=False)
    assert new.id != old.id
    assert new.article_id == old.article_id
    before, after = ledger.document(old.id), ledger.document(new.id)
    assert before is not None
    assert after is not None
    assert (after.extractor, after.snapshot_sha256, after.dates) == ("html/next", before.snapshot_sha256, before.dates)


def test_every_parser_says_the_version_that_is_kept_for_it(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a.html").write_text(page("خبر"), encoding="utf-8")
    (tmp_path / "a.txt").write_text(PARAGRAPH, encoding="utf-8")
    (tmp_path / "a.md").write_text(PARAGRAPH, encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(f'{{"text": "{PARAGRAPH}"}}', encoding="utf-8")
    (tmp_path / "a.csv").write_text(f'title,text\nخبر,"{PARAGRAPH} {END}"\n', encoding="utf-8")
    found = {}
    for incoming in find_inputs([tmp_path], reading=FileReading(settings.ingest)):
        for parsed in parse(incoming, settings=settings.ingest):
            assert not isinstance(parsed, Issue), parsed
            found[incoming.media_type] = parsed[1].extractor
    assert CSV_ROW in found
    assert found == {kind: EXTRACTORS[kind] for kind in found}
    assert len(found) == 5
