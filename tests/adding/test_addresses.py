"""Addresses are added like files: pages, feeds, sitemaps and archives, each once, and again only when they changed."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from local_site import LocalSite, Reply
from qawl.adding import AddReport, add
from qawl.settings import Settings
from qawl.store.ledger import Ledger
from qawl.visiting import open_remote
from small_ledger import SmallReader, make_ledger
from warc_making import packed, record
from web import END, PARAGRAPH, feed, item, page


def add_urls(ledger: Ledger, settings: Settings, *urls: str) -> AddReport:
    with open_remote(ledger, allow_private=True, settings=settings) as remote:
        return add(ledger, urls, reader=SmallReader, remote=remote)


def test_a_page_is_kept_with_its_headers_and_the_address_that_answered(
    site: LocalSite, ledger: Ledger, settings: Settings
) -> None:
    site.page("/news/77001", page("حصار المدينة ينتهي"), ETag='"v1"')
    url = site.redirect("/old", "/news/77001")
    report = add_urls(ledger, settings, url)
    assert (report.new, report.refused) == (1, {})
    (head,) = ledger.documents()
    document = ledger.document(head.id)
    assert document is not None
    assert document.title == "حصار المدينة ينتهي"
    assert document.published_at is not None
    assert document.published_at.said_by == "article:published_time"
    assert any(found.field == "article:published_time" for found in document.dates)
    assert ledger.snapshot_content(document.snapshot_sha256) == page("حصار المدينة ينتهي").encode()


def test_a_page_that_has_not_changed_is_not_sent_again(site: LocalSite, ledger: Ledger, settings: Settings) -> None:
    def answer(seen: object) -> Reply:
        if 'if-none-match: "v1"' in str(getattr(seen, "headers", "")).lower():
            return Reply(status=304)
        return Reply(page("خبر").encode(), headers={"Content-Type": "text/html; charset=utf-8", "ETag": '"v1"'})

    url = site.serve("/news/77001", answer)
    assert add_urls(ledger, settings, url).new == 1
    again = add_urls(ledger, settings, url)
    assert (again.new, again.known + again.unchanged) == (0, 1)


def test_what_to_ask_with_outlives_an_answer_that_does_not_repeat_it(
    site: LocalSite, ledger: Ledger, settings: Settings
) -> None:
    first = Reply(page("خبر").encode(), headers={"Content-Type": "text/html; charset=utf-8", "ETag": '"v1"'})
    url = site.serve("/news/77001", [first, Reply(status=304)])
    for _ in range(3):
        add_urls(ledger, settings, url)
    asked = [seen.headers.get("if-none-match") for seen in site.seen if seen.path == "/news/77001"]
    assert asked == [None, '"v1"', '"v1"']


def test_changed_text_under_the_same_address_is_a_newer_version(
    site: LocalSite, ledger: Ledger, settings: Settings
) -> None:
    changed = PARAGRAPH.replace("أياما", "ثلاثة أيام")
    url = site.serve(
        "/news/77001",
        [Reply(page("خبر", text).encode(), headers={"Content-Type": "text/html"}) for text in (PARAGRAPH, changed)],
    )
    assert add_urls(ledger, settings, url).new == 1
    assert add_urls(ledger, settings, url).updated == 1
    assert len(ledger.documents(all_versions=False)) == 1
    old, new = ledger.versions(ledger.documents(all_versions=False)[0].id)
    assert (old.is_current, new.is_current) == (False, True)


def test_a_feed_leads_to_its_pages_and_each_is_fetched_once(
    site: LocalSite, ledger: Ledger, settings: Settings
) -> None:
    urls = [site.page(f"/news/7700{number}", page(f"خبر {number}")) for number in (1, 2)]
    source = site.serve("/rss", feed(*(item(url) for url in urls)))
    assert add_urls(ledger, settings, source).new == 2
    site.seen.clear()
    again = add_urls(ledger, settings, source)
    assert (again.new, again.unchanged) == (0, 2)
    assert site.asked() == ["/rss"]


def test_a_page_that_its_feed_says_has_changed_is_asked_for_again(
    site: LocalSite, ledger: Ledger, settings: Settings
) -> None:
    url = site.page("/news/77001", page("خبر"))
    later = format_datetime(datetime.now(UTC) + timedelta(hours=2))
    source = site.serve("/rss", [feed(item(url)), feed(item(url, day=later))])
    add_urls(ledger, settings, source)
    site.seen.clear()
    assert add_urls(ledger, settings, source).known == 1
    assert site.asked() == ["/rss", "/news/77001"]


def test_the_same_page_by_guid_and_by_link_is_one_article(site: LocalSite, ledger: Ledger, settings: Settings) -> None:
    url = site.page("/story/siege-ends", page("خبر"))
    source = site.serve("/rss", feed(item(url, guid="urn:wadi:siege")))
    assert add_urls(ledger, settings, source).new == 1
    assert add_urls(ledger, settings, url).known == 1
    assert len(ledger.documents()) == 1


def test_a_sitemap_index_leads_through_sitemaps_to_pages(site: LocalSite, ledger: Ledger, settings: Settings) -> None:
    url = site.page("/news/77001", page("خبر"))
    name = "http://www.sitemaps.org/schemas/sitemap/0.9"
    below = site.serve("/sitemap-1.xml", Reply(f'<urlset xmlns="{name}"><url><loc>{url}</loc></url></urlset>'.encode()))
    index = site.serve(
        "/sitemap.xml",
        Reply(f'<sitemapindex xmlns="{name}"><sitemap><loc>{below}</loc></sitemap></sitemapindex>'.encode()),
    )
    assert add_urls(ledger, settings, index).new == 1


def test_a_bad_page_in_a_feed_is_an_issue_and_the_others_are_added(
    site: LocalSite, ledger: Ledger, settings: Settings
) -> None:
    good = site.page("/news/77001", page("خبر"))
    text = "The road is closed today. " * 20
    english = site.page("/news/77002", f"<html><body><article><p>{text}</p></article></body></html>")
    gone = site.serve("/news/77003", Reply(b"", status=410))
    source = site.serve("/rss", feed(item(english), item(gone), item(good)))
    report = add_urls(ledger, settings, source)
    assert report.new == 1
    assert report.refused["gone"] == 1
    assert sum(report.refused.values()) == 2
    assert {issue.origin for issue in ledger.issues()} == {english, gone}
    site.seen.clear()
    add_urls(ledger, settings, source)
    assert site.asked() == ["/rss"]


def test_robots_are_obeyed(site: LocalSite, ledger: Ledger, settings: Settings) -> None:
    site.robots("User-agent: *\nDisallow: /news/\n")
    url = site.page("/news/77001", page("خبر"))
    assert add_urls(ledger, settings, url).refused == {"robots": 1}
    assert site.asked() == []


def test_private_addresses_need_to_be_allowed(site: LocalSite, ledger: Ledger, settings: Settings) -> None:
    url = site.page("/news/77001", page("خبر"))
    with open_remote(ledger, settings=settings) as remote:
        report = add(ledger, [url], reader=SmallReader, remote=remote)
    assert report.refused == {"private_address": 1}
    assert site.seen == []


def test_a_dump_at_an_address_is_read_like_a_file(site: LocalSite, ledger: Ledger, settings: Settings) -> None:
    line = json.dumps({"text": PARAGRAPH, "url": "https://wadi.example/news/77001"})
    url = site.serve("/dump.jsonl", Reply(f"{line}\n{{}}\n".encode()))
    report = add_urls(ledger, settings, url)
    assert (report.new, sum(report.refused.values())) == (1, 1)
    assert ledger.issues()[0].origin == url


def test_pages_can_be_kept_as_warc_records(site: LocalSite, tmp_path: Path, settings: Settings) -> None:
    from qawl.adding import open_ledger

    make_ledger(tmp_path / "ledger.db").close()
    url = site.page("/news/77001", page("خبر"))
    with open_ledger(tmp_path / "ledger.db", warc=True) as ledger:
        assert add_urls(ledger, settings, url).new == 1
        assert ledger.check().faults == []
        (head,) = ledger.documents()
        document = ledger.document(head.id)
        assert document is not None
        assert ledger.snapshot_content(document.snapshot_sha256) == page("خبر").encode()
    assert list(tmp_path.glob("ledger.db.snapshots/warc/*.warc.gz"))
    with make_ledger(tmp_path / "second.db") as second:
        archive = next(tmp_path.glob("ledger.db.snapshots/warc/*.warc.gz"))
        assert add(second, [archive], reader=SmallReader).new == 1


def test_tables_at_addresses_are_read_with_the_columns_that_were_given(
    site: LocalSite, ledger: Ledger, settings: Settings
) -> None:
    table = Reply(f"Inhalt;Tag\n{PARAGRAPH};2017-09-05\n".encode(), headers={"Content-Type": "text/csv"})
    urls = [site.serve("/a.csv", table), site.serve("/export?id=3", table)]
    with open_remote(ledger, allow_private=True, settings=settings) as remote:
        report = add(ledger, urls, reader=SmallReader, remote=remote, columns={"text": "Inhalt", "date": "Tag"})
    assert (report.new, report.known, report.issues) == (1, 1, [])


def test_what_archives_at_addresses_hold_beside_pages_is_counted(
    site: LocalSite, ledger: Ledger, settings: Settings
) -> None:
    block = b"software: x\r\n"
    url = site.serve("/a.warc.gz", Reply(packed([record(block, "warcinfo", "application/warc-fields")])))
    assert add_urls(ledger, settings, url).passed_over == {"warcinfo": 1}


def test_a_password_in_an_address_is_neither_told_nor_kept(ledger: Ledger, settings: Settings) -> None:
    report = add_urls(ledger, settings, "https://user:geheim@wadi.example/1")
    assert report.refused == {"bad_address": 1}
    assert not any("geheim" in repr(one) for one in (*report.issues, *ledger.issues()))


def test_adding_again_brings_back_a_page_whose_file_is_gone(
    site: LocalSite, ledger: Ledger, settings: Settings
) -> None:
    url = site.page("/news/77001", page("خبر"))
    add_urls(ledger, settings, url)
    (kept,) = Path(ledger.name).with_name("ledger.db.snapshots").rglob("*.zst")
    kept.unlink()
    assert add_urls(ledger, settings, url).known == 1
    assert kept.exists()


def test_a_page_that_cannot_be_had_now_is_read_from_its_feed_and_tried_again_later(
    site: LocalSite, ledger: Ledger, settings: Settings
) -> None:
    url = site.serve("/news/77001", Reply(b"", status=503))
    text = f"<![CDATA[<p>{PARAGRAPH}</p><p>{END}</p>]]>"
    entry = item(url).replace("</item>", f"<content:encoded>{text}</content:encoded></item>")
    name = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    body = feed(entry).content.replace(b'<rss version="2.0">', f'<rss version="2.0" {name}>'.encode())
    source = site.serve("/rss", Reply(body, headers={"Content-Type": "application/rss+xml"}))
    assert add_urls(ledger, settings, source).new == 1
    visit = ledger.visit(url)
    assert visit is not None
    assert (visit.outcome, visit.failures) == ("server_error", 1)
