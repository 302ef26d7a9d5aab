"""The kinds of content that ingest tells apart, by the names that HTTP and WARC use for them."""

TEXT = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
PDF = "application/pdf"
CSV = "text/csv"
CSV_ROW = "text/csv; qawl=row"
JSON_LINES = "application/jsonl"
RSS = "application/rss+xml"
ATOM = "application/atom+xml"
SITEMAP = "application/sitemap+xml"
WARC = "application/warc"
WACZ = "application/wacz"
VISITED = "qawl/visited"
"""No article: the address in ``Incoming.visit`` is done with, because all that it led to has been handed over."""
FEEDS = frozenset({RSS, ATOM})

EXTRACTORS = {
    TEXT: "text/1",
    MARKDOWN: "markdown/1",
    HTML: "html/2",
    PDF: "pdf/1",
    CSV_ROW: "csv/1",
    JSON_LINES: "jsonl/1",
}
"""The present extractor of each kind: a better one gets a new name, and makes new documents of stored pages."""
