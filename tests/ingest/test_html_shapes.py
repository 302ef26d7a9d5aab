# ruff: noqa: E501  (pages as they are, line for line)
# ruff: noqa: E501  (pages as they are, line for line)
"""The body of an article, whole and alone, in a dozen shapes in which Arabic outlets publish."""

import pytest
from tests.ingest.page_making import (
    BODY,
    FIFTH,
    FOURTH,
    HEADLINE,
    LAST,
    LEAD,
    OTHERS,
    SECOND,
    THIRD,
    cards,
    page,
    paragraphs,
)

from qawl.ingest.html import parse_html

ARTICLE = f'<meta property="og:title" content="{HEADLINE}"><meta property="og:type" content="article">'
WHOLE = "\n".join((HEADLINE, *BODY))

EXCERPTS = (
    "قال خبير في شؤون المياه إن الموسم الحالي سيكون الأكثر جفافا منذ عقدين، داعيا المزارعين إلى ترشيد الري في الحقول.",
    "يستعد نادي الميناء لخوض المباراة النهائية مساء الجمعة المقبل على أرضه وبين جمهوره، وسط تفاؤل كبير بإحراز اللقب.",
    "أظهرت بيانات رسمية أن أسعار القمح ارتفعت بنسبة عشرة في المئة خلال الشهر الماضي، وهو أعلى مستوى هذا العام.",
    "افتتح وزير الثقافة معرض الكتاب السنوي في العاصمة بمشاركة أربعين دار نشر، ويستمر المعرض حتى نهاية الشهر.",
)
EXCERPT_CARDS = "".join(
    f'<div><h4><a href="/n/{n}">{OTHERS[n]}</a></h4><p>{text}</p></div>' for n, text in enumerate(EXCERPTS)
)
LOOSE_CARDS = "".join(f'<h4><a href="/n/{n}">{OTHERS[n]}</a></h4><p>{text}</p>' for n, text in enumerate(EXCERPTS[:3]))
COMMENTS = "".join(
    f'<div class="c"><b>زائر {n}</b><div>والله كان يجب أن يفتح هذا الجسر من زمان، والبلدية تأخرت كثيرا في العمل. {n}</div></div>'
    for n in range(4)
)
SHAPES = {
    "WordPress": page(
        f'<div class="site-content"><article class="post-88 post type-post"><header class="entry-header"><h1 class='
        f'"entry-title">{HEADLINE}</h1><div class="entry-meta"><span class="posted-on"><time class="entry-date" datetime='
        f'"2024-05-07T09:30:00+03:00">7 مايو، 2024</time></span> <span class="byline">بواسطة <a href="/author/x">سلمى '
        f'الوادي</a></span></div></header><div class="entry-content">{paragraphs()}<div class="sharedaddy"><h3>شارك هذا '
        f'الموضوع:</h3><ul><li><a href="#">فيسبوك</a></li><li><a href="#">تويتر</a></li></ul></div><div class='
        f'"jp-relatedposts"><h3>مرتبط</h3>{cards(OTHERS[:3])}</div></div><footer class="entry-footer"><span class='
        f'"tags-links">وسوم: <a href="/t/1">الجسر</a></span></footer></article><div id="comments"><h3>اترك تعليقاً</h3>'
        f"<p>لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *</p></div></div>",
        ARTICLE,
        attributes=' class="single single-post postid-88"',
    ),
    "Drupal": page(
        f'<div class="region-content"><div class="node node-article"><h1 class="title" id="page-title">{HEADLINE}</h1>'
        f'<footer class="submitted"><span class="date">الثلاثاء 7 أيار 2024</span></footer><div class="content"><div class='
        f'"field field-name-field-summary"><div class="field-items"><div class="field-item even">{LEAD}</div></div></div>'
        f'<div class="field field-name-body"><div class="field-items"><div class="field-item even">'
        f"{paragraphs(BODY[1:])}</div></div></div></div></div></div>",
    ),
    "old tables with font and br": page(
        f'<table width="100%"><tr><td width="160" valign="top"><a href="/1">سياسة</a><br><a href="/2">اقتصاد</a></td>'
        f'<td><table><tr><td><b><font size="5">{HEADLINE}</font></b></td></tr><tr><td><font face="Arial" size="4">'
        + "<br><br>".join(BODY)
        + "</font></td></tr></table></td></tr></table>",
        ARTICLE,
    ),
    "single br after each sentence": page(
        f'<div id="main"><h1>{HEADLINE}</h1><div class="story">' + "<br>\n".join(BODY) + "</div></div>", ARTICLE
    ),
    "divs without p": page(
        f'<div class="c1"><div class="c2"><h1>{HEADLINE}</h1><div class="c3">'
        + "".join(f"<div>{text}</div>" for text in BODY)
        + "</div></div></div>",
        ARTICLE,
    ),
    "spans in divs": page(
        f'<div class="c1"><h1>{HEADLINE}</h1><div class="txt">'
        + "".join(f'<div><span style="font-size:14px"><span dir="rtl">{text}</span></span></div>' for text in BODY)
        + "</div></div>",
        ARTICLE,
    ),
    "a lead block of its own": page(
        f'<div class="article"><h1>{HEADLINE}</h1><div class="article__lead"><p>{LEAD}</p></div><div class="share">'
        f'<a href="#">شارك</a></div><div class="article__text">{paragraphs(BODY[1:])}</div></div>',
        ARTICLE,
    ),
    "a lead in a second heading": page(
        f'<article><h1>{HEADLINE}</h1><h2 class="standfirst">{LEAD}</h2><div class="body">{paragraphs(BODY[1:])}</div>'
        "</article>",
        ARTICLE,
    ),
    "a lead in the header element": page(
        f'<article><header><h1>{HEADLINE}</h1><p class="intro">{LEAD}</p></header><div class="body">'
        f"{paragraphs(BODY[1:])}</div></article>",
        f'{ARTICLE}<meta property="og:description" content="{LEAD}">',
    ),
    "AMP": page(
        f'<article class="amp-wp-article"><h1>{HEADLINE}</h1><amp-img src="x.jpg" width="1" height="1"></amp-img>'
        f'<div class="amp-wp-article-content">{paragraphs(BODY[:3])}<amp-ad width="300" height="250" type="x">إعلان'
        f"</amp-ad>{paragraphs(BODY[3:])}</div></article>",
        ARTICLE,
    ),
    "Blogger": page(
        f"<div class='post hentry'><h3 class='post-title entry-title'>{HEADLINE}</h3><div class='post-body entry-content' "
        'dir="rtl" style="text-align: right;"><div style="text-align: right;">'
        + "<br /><br />".join(BODY)
        + "</div></div><div class='post-footer'><a href='#'>مشاركة</a></div></div>",
        ARTICLE,
    ),
    "ads and cards between paragraphs": page(
        f'<article><h1>{HEADLINE}</h1><div class="body"><p>{LEAD}</p><div class="ad">إعلان</div><p>{SECOND}</p>'
        f'<div class="related-inline"><h4>اقرأ أيضا</h4><ul><li><a href="/1">{OTHERS[0]}</a></li></ul></div><p>{THIRD}</p>'
        f'<p><strong>اقرأ أيضاً: <a href="/2">{OTHERS[1]}</a></strong></p><p>{FOURTH}</p><p>{FIFTH}</p><p>{LAST}</p>'
        f"<p>#الوادي #جسر_الوادي</p><p>تابعوا أخبار الوادي عبر غوغل نيوز</p></div></article>",
        ARTICLE,
    ),
    "parts of a paginated article": page(
        f'<article><h1>{HEADLINE}</h1><div class="text">{paragraphs()}</div><div class="pagination"><a href="?p=1">1</a>'
        f'<a href="?p=2">2</a><a href="?p=2">التالي</a></div></article>',
        ARTICLE,
    ),
    "an ASP.NET form around everything": page(
        f'<form id="aspnetForm" method="post"><input type="hidden" name="__VIEWSTATE" value="{"A" * 3000}"><div id='
        f'"ctl00"><h1>{HEADLINE}</h1><div class="details_body">' + "<br><br>".join(BODY) + "</div></div></form>",
        ARTICLE,
    ),
    "desk and telephone copies": page(
        f'<h1>{HEADLINE}</h1><div class="visible-desktop"><div class="text">{paragraphs()}</div></div><div class='
        f'"visible-mobile"><div class="text">{paragraphs()}</div></div>',
        ARTICLE,
    ),
    "comments of readers": page(
        f'<div class="x"><h1>{HEADLINE}</h1><div class="y">{paragraphs()}</div></div><div class="z"><h3>تعليقات القراء</h3>'
        f"{COMMENTS}</div>",
        ARTICLE,
    ),
    "excerpts of others beside it": page(
        f'<div class="m"><h1>{HEADLINE}</h1><div class="y">{paragraphs()}</div></div><div class="s">{EXCERPT_CARDS}</div>',
        ARTICLE,
    ),
    "excerpts of others below it": page(
        f'<div class="m"><h1>{HEADLINE}</h1>{paragraphs()}<h3>اقرأ أيضا</h3>{LOOSE_CARDS}</div>', ARTICLE
    ),
    "the next article below it": page(
        f'<article><h1>{HEADLINE}</h1><div class="b">{paragraphs()}</div></article><article><h1>{OTHERS[0]}</h1>'
        f'<div class="b">{paragraphs(EXCERPTS)}</div></article>',
        ARTICLE,
    ),
    "a box for subscribers in the middle": page(
        f'<article><h1>{HEADLINE}</h1><div class="body">{paragraphs(BODY[:3])}<div class="newsletter-box"><h4>النشرة اليومية'
        "</h4><p>اشترك في نشرتنا ليصلك كل صباح ملخص لأهم ما جرى في الوادي من أخبار.</p><input type='email'></div>"
        f"{paragraphs(BODY[3:])}</div></article>",
        ARTICLE,
    ),
    "paragraphs set as headings": page(
        f'<div class="m"><h1>{HEADLINE}</h1><div class="y">' + "".join(f"<h3>{text}</h3>" for text in BODY) + "</div></div>",
        ARTICLE,
    ),
    "paragraphs folded away behind a button": page(
        f'<article><h1>{HEADLINE}</h1><div class="b">{paragraphs(BODY[:2])}<div class="more" style="display:none">'
        f"{paragraphs(BODY[2:])}</div><button>اقرأ المزيد</button></div></article>",
        ARTICLE,
    ),
    "a gallery": page(
        f'<article><h1>{HEADLINE}</h1><div class="gallery">'
        + "".join(f'<div class="slide"><img src="{n}.jpg"><p>شاحنة تعبر الجسر صباح الثلاثاء</p></div>' for n in range(5))
        + f'</div><div class="b">{paragraphs()}</div></article>',
        ARTICLE,
    ),
    "a figure with its caption": page(
        f'<article><h1>{HEADLINE}</h1><div class="img-box"><img src="x.jpg"><span class="img-cap">الجسر كما بدا أمس'
        f"</span></div><figure><img src='y.jpg'><figcaption>شاحنات عند المدخل (أرشيف)</figcaption></figure>"
        f'<div class="body">{paragraphs()}</div></article>',
        ARTICLE,
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_the_body_is_whole_and_alone(shape: str) -> None:
    assert parse_html(SHAPES[shape], url="https://wadi.example/news/881234").text == WHOLE


def test_headings_lists_and_quotes_inside_the_body_are_kept_in_their_place() -> None:
    source = page(
        f"<article><h1>{HEADLINE}</h1><div class='body'><p>{LEAD}</p><h2>ليلة العمل الأخيرة</h2><p>{SECOND}</p>"
        f"<blockquote><p>{THIRD}</p></blockquote><p>{FOURTH}</p><ul><li>رفع الحمولة إلى ثلاثين طنا.</li>"
        f"<li>منع العبور بعد منتصف الليل.</li></ul><p>{FIFTH}</p><p>{LAST}</p></div></article>",
        ARTICLE,
    )
    lines = ("ليلة العمل الأخيرة", SECOND, THIRD, FOURTH, "رفع الحمولة إلى ثلاثين طنا.", "منع العبور بعد منتصف الليل.")
    assert parse_html(source).text == "\n".join((HEADLINE, LEAD, *lines, FIFTH, LAST))


def test_all_posts_of_a_live_page_are_kept_without_their_clocks() -> None:
    posts = "".join(f"<div class='post'><span>1{n}:05</span><p>{text}</p></div>" for n, text in enumerate(BODY))
    source = page(f"<article><h1>{HEADLINE}</h1><div class='live'>{posts}</div></article>", ARTICLE)
    assert parse_html(source).text == WHOLE


def test_lines_wrapped_by_single_br_are_one_paragraph() -> None:
    words = " ".join(BODY[1:3]).split()
    wrapped = "<br>".join(" ".join(words[at : at + 9]) for at in range(0, len(words), 9))
    source = page(
        f"<div id='m'><h1>{HEADLINE}</h1><div class='t'><p>{LEAD}</p><p>{wrapped}</p><p>{LAST}</p></div></div>"
    )
    assert " ".join(words[:12]) in parse_html(source).text


def test_characters_are_kept_as_the_outlet_set_them() -> None:
    odd = "قـــال «المتحدث\u200c» إنّ ٤٥ شاحنة\u00a0عبرت ﻻحقا، و۱۲ حافلة \u202bانتظرت\u202c عند المدخل الشرقي للجسر حتى المساء."
    source = page(f"<article><h1>{HEADLINE}</h1><div>{paragraphs((LEAD, odd, *BODY[1:]))}</div></article>", ARTICLE)
    assert odd.replace("\u00a0", " ") in parse_html(source).text


def test_a_page_of_two_sentences_is_an_article_too() -> None:
    source = page(f"<article><h1>{HEADLINE}</h1><div class='body'><p>{LEAD}</p></div></article>", ARTICLE)
    assert parse_html(source).text == f"{HEADLINE}\n{LEAD}"
