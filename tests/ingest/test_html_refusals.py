# ruff: noqa: E501  (pages as they are, line for line)
"""Pages that are no Arabic article are refused with the reason; hostile ones end within seconds."""

import time

import pytest
from tests.ingest.page_making import BODY, HEADLINE, LEAD, OTHERS, cards, page, paragraphs

from qawl.errors import InputError
from qawl.ingest.html import load_page_knowledge, parse_html

ARTICLE = f"<article><h1>{HEADLINE}</h1><div class='body'>{paragraphs()}</div></article>"
KNOWLEDGE = load_page_knowledge()
PERSIAN = (
    "شهرداری دره سبز صبح سه‌شنبه از بازگشایی پل جدید به روی کامیون‌ها پس از سه ماه توقف به دلیل سیل خبر داد و گفت که "
    "گروه‌های فنی بررسی پایه‌ها را شبانه به پایان رسانده‌اند و این پل کاملا ایمن است و می‌تواند روزانه دویست کامیون را "
    "از خود عبور دهد. او افزود که روستاهای شرق رودخانه در تمام زمستان جدا مانده بودند."
)


def test_a_list_of_linked_headlines_is_refused_as_a_list() -> None:
    source = page(f"<main><h1>سياسة</h1>{cards()}</main>", attributes=' class="archive category"', title="سياسة")
    with pytest.raises(InputError, match="a list of articles"):
        parse_html(source, url="https://wadi.example/category/politics/")


@pytest.mark.parametrize("between", ["", "<span class='date'>5 مارس 2024</span>", "<div>بواسطة فريق التحرير</div>"])
def test_a_list_whose_address_and_title_do_not_say_so_is_refused_by_its_cards(between: str) -> None:
    rows = "".join(
        f"<div><h3><a href='/n/{n}'>{title}</a></h3>{between}<p>{BODY[n % 6]} {n}</p></div>"
        for n, title in enumerate(OTHERS)
    )
    with pytest.raises(InputError, match="a list of articles"):
        parse_html(page(f"<main><h1>الوادي</h1>{rows}</main>", title="الوادي"), url="https://wadi.example/ar/valley")


def test_links_to_other_articles_between_the_paragraphs_make_no_list() -> None:
    rows = "".join(f"<p>{text}</p><p><a href='/n/{n}'>{OTHERS[n]}</a></p>" for n, text in enumerate(BODY))
    parts = parse_html(page(f"<div><h1>{HEADLINE}</h1>{rows}</div>"), url="https://wadi.example/n/88123")
    assert all(text in parts.text for text in BODY)


def test_a_list_with_excerpts_is_refused_as_a_list() -> None:
    rows = "".join(
        f"<article><h2><a href='/n/{n}'>{title}</a></h2><p>{BODY[n % 6][:90]}...</p></article>"
        for n, title in enumerate(OTHERS)
    )
    with pytest.raises(InputError, match="a list of articles"):
        parse_html(
            page(f"<main>{rows}</main>", title="أرشيف سياسة - الصفحة 2 من 40"), url="https://wadi.example/tag/x/"
        )


def test_a_home_page_is_refused_as_a_list() -> None:
    with pytest.raises(InputError, match="a list of articles"):
        parse_html(
            page(f"<main>{cards()}{cards(OTHERS[::-1])}</main>", title="صحيفة الوادي"), url="https://wadi.example/"
        )


@pytest.mark.parametrize("url", ["https://wadi.example/category/politics/881234", "https://wadi.example/?p=881234", ""])
def test_an_article_among_many_links_is_no_list(url: str) -> None:
    assert LEAD in parse_html(page(ARTICLE + cards() * 3), url=url).text


def test_a_short_item_among_many_links_is_no_list() -> None:
    head = '<meta property="article:published_time" content="2024-05-07T09:30:00+03:00">'
    source = page(f"<article><h1>{HEADLINE}</h1><p>{LEAD}</p></article>{cards()}", head, attributes=' class="single"')
    assert parse_html(source, url="https://wadi.example/n/881234").text == f"{HEADLINE}\n{LEAD}"


def test_persian_is_refused_by_name() -> None:
    source = f"<article><h1>پل دره سبز باز شد</h1><p>{PERSIAN}</p><p>{PERSIAN}</p></article>"
    with pytest.raises(InputError, match="Persian"):
        parse_html(source)


def test_arabic_that_declares_another_language_is_read() -> None:
    assert LEAD in parse_html(page(ARTICLE).replace('lang="ar"', 'lang="en-US"')).text


def test_a_login_page_is_refused() -> None:
    form = '<form><h1>تسجيل الدخول</h1><p>أدخل بريدك وكلمة المرور لمتابعة القراءة في صحيفة الوادي.</p><input type="password"></form>'
    with pytest.raises(InputError, match="login or subscription"):
        parse_html(f"<html><head><title>تسجيل الدخول</title></head><body>{form}</body></html>")


def test_a_consent_page_is_refused() -> None:
    source = (
        "<h1>نحن نقدر خصوصيتك</h1><p>نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لتحسين الخدمة.</p><button>قبول</button>"
    )
    with pytest.raises(InputError, match="consent"):
        parse_html(source)


def test_an_article_about_logging_in_is_no_login_page() -> None:
    assert LEAD in parse_html(page(ARTICLE + '<form>تسجيل الدخول <input type="password"></form>')).text


def test_a_short_item_under_a_banner_and_a_login_form_is_an_article() -> None:
    banner = "<div class='b'><p>نستخدم ملفات تعريف الارتباط لتحسين الخدمة.</p><button>قبول</button></div>"
    form = '<form><h3>تسجيل الدخول</h3><label>كلمة المرور</label><input type="password"></form>'
    source = page(f"{banner}{form}<article><h1>{HEADLINE}</h1><p>{LEAD}</p></article>")
    assert parse_html(source, url="https://wadi.example/n/881234").text == f"{HEADLINE}\n{LEAD}"


def test_a_teaser_before_a_paywall_is_refused() -> None:
    source = page(
        f"<article><h1>{HEADLINE}</h1><p>هذا المحتوى للمشتركين فقط، سجل الدخول لمتابعة القراءة.</p></article>"
    )
    with pytest.raises(InputError, match="login or subscription"):
        parse_html(source, url="https://wadi.example/n/881234")


@pytest.mark.parametrize("title", ["الصفحة غير موجودة", "404 Not Found", "Just a moment..."])
def test_an_error_page_is_refused(title: str) -> None:
    source = (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>عد إلى الصفحة الرئيسية.</p></body></html>"
    )
    with pytest.raises(InputError, match="error page"):
        parse_html(source)


def test_an_empty_shell_is_refused() -> None:
    source = (
        '<html><head><title>صحيفة الوادي</title></head><body><div id="root"></div><script>boot()</script></body></html>'
    )
    with pytest.raises(InputError, match="empty shell"):
        parse_html(source)


STORY = f"<h1>{HEADLINE}</h1>{paragraphs()}"
HOSTILE = {
    "20,000 nested elements": STORY + "<div>" * 20_000,
    "20,000 open fonts": "<font>" * 20_000 + STORY,
    "ten megabytes of paragraphs": STORY + ("<p>" + "نص كلمة " * 10 + "</p>") * 100_000,
    "ten megabytes of script": STORY + "<script>" + "x" * 10_000_000 + "</script>",
    "a script that never ends": STORY + "<script>" + "x<" * 1_000_000,
    "100,000 scripts begun": STORY + "<script" * 100_000,
    "a million angle brackets": "<" * 1_000_000,
    "an entity bomb": "<!DOCTYPE html [" + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "x"}">' for n in range(12))
    + f"]><body>{STORY}<p>&a11;</p>",
    "100,000 attributes": STORY + "<p " + " ".join(f'a{n}="x"' for n in range(100_000)) + ">x</p>",
    "NUL characters": STORY.replace(" ", "\0 "),
    "half surrogates": STORY + "<p>\ud800\udfff</p>",
    "an XML declaration": '<?xml version="1.0" encoding="windows-1256"?>' + STORY,
    "deep JSON": STORY + '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
    "a broken address": '<link rel="canonical" href="http://[::1">' + STORY,
}  # fmt: skip


@pytest.mark.parametrize("source", HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_page_is_read_or_refused_within_seconds(source: str) -> None:
    begin = time.process_time()
    try:
        text = parse_html(source, url="https://wadi.example/n/881234", knowledge=KNOWLEDGE).text
    except InputError as error:
        text = str(error)
    assert text and time.process_time() - begin < 20
    text.encode()


@pytest.mark.parametrize("name", ["20,000 open fonts", "NUL characters", "an XML declaration", "half surrogates"])
def test_what_can_be_read_of_a_broken_page_is_read(name: str) -> None:
    assert parse_html(HOSTILE[name], knowledge=KNOWLEDGE).title == HEADLINE
