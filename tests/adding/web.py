"""What the tests of adding from addresses share: pages and feeds of an invented outlet."""

from local_site import Reply

PARAGRAPH = (
    "قال أحمد الوادي إن الجيش سيطر على دير الزور بعد معارك استمرت أياما في محيط المدينة وعلى أطرافها الشرقية. "
    "وأضاف في مؤتمر صحفي عقده مساء اليوم أن الطرق المؤدية إلى المدينة فتحت أمام السكان."
)
END = "وذكر سكان في القرى المجاورة أن الطريق الرئيسي بقي مغلقا طوال الأسبوع، وأن المحال أعادت فتح أبوابها تدريجيا."


def page(title: str, text: str = PARAGRAPH) -> str:
    """An article page."""
    return (
        f'<html lang="ar"><head><title>{title}</title><meta property="og:title" content="{title}">'
        '<meta property="article:published_time" content="2017-09-05T14:20:00+03:00"></head>'
        f"<body><article><h1>{title}</h1><p>{text}</p><p>{END}</p></article></body></html>"
    )


def feed(*items: str) -> Reply:
    """An RSS feed of some items."""
    body = "".join(items)
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>وادي</title>{body}</channel></rss>'
    return Reply(text.encode(), headers={"Content-Type": "application/rss+xml"})


def item(url: str, *, guid: str = "", day: str = "Tue, 05 Sep 2017 14:20:00 +0300") -> str:
    """One item of a feed."""
    name = f"<guid isPermaLink='false'>{guid or url}</guid>"
    return f"<item><title>خبر</title><link>{url}</link>{name}<pubDate>{day}</pubDate></item>"
