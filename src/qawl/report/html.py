"""The HTML report: one file that needs nothing else, to be mailed, archived and opened in ten years.

No network, no other file: styles, script and map stand inside. Article text is hostile by assumption, so
everything is escaped by Jinja, the controls that reorder text are shown instead of obeyed, and a
content-security policy allows exactly our one style sheet and our one script, by their hashes. Both
languages are in the file and switch by a radio button and CSS; without the script only the linking of
highlights under the pointer is lost.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from qawl.locale import LANGUAGES, Words, load_words
from qawl.model.reading import Reading
from qawl.report.charts import charts_of
from qawl.report.map import GROUPS, load_basemap, maps_of
from qawl.report.names import ActorSource, PlaceSource, names_from
from qawl.report.phrases import Phrase, visible
from qawl.report.rows import article_of

_TEMPLATES = Path(__file__).parent / "templates"


def render(
    readings: Sequence[Reading],
    *,
    place_of: PlaceSource,
    title: str,
    mark: str = "",
    language: str = "ar",
    actor_of: ActorSource | None = None,
) -> str:
    """The report of some readings as one HTML text.

    ``place_of`` and ``actor_of`` give the place or actor of an id (a mapping or a function); ``mark`` is
    shown on top and with every article that has no mark of its own; ``language`` is shown first.
    """
    locales = [load_words(code) for code in LANGUAGES]
    first = load_words(language)
    names = names_from(place_of, actor_of)
    base = load_basemap()
    articles = [
        article_of(reading, number, names=names, locales=locales, base=base)
        for number, reading in enumerate(readings, 1)
    ]
    claims = [claim for reading in readings for claim in reading.claims]
    return render_page(
        "report.html",
        locales=locales,
        language=first.language,
        title=title,
        mark=mark,
        articles=articles,
        charts=charts_of(readings, names, locales),
        maps=maps_of(claims, names, base, limit=3) if len(articles) > 1 else [],
        base=base,
        groups=tuple(GROUPS),
        has_map=any(article.maps for article in articles),
        versions=sorted({reading.version for reading in readings}),
        outlets=sorted({article.outlet for article in articles if article.outlet}),
    )


def render_page(
    template: str,
    *,
    locales: Sequence[Words],
    language: str,
    title: str,
    mark: str = "",
    folder: Path = _TEMPLATES,
    more_style: str = "",
    **values: object,
) -> str:
    """A page in our style and both languages: ``template``, of this folder or of another, filled with ``values``."""
    style, script = _asset("report.css") + more_style, _asset("report.js")
    return (
        _environment(locales, folder)
        .get_template(template)
        .render(
            language=language,
            title=title,
            mark=mark,
            style=Markup(style),
            script=Markup(script),
            policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
            "base-uri 'none'; form-action 'none'",
            **values,
        )
    )


def shown(value: object) -> object:
    """What Jinja prints for a value: text with its reordering and control characters made visible."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _environment(locales: Sequence[Words], folder: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader([_TEMPLATES, folder]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=shown,
    )

    def both(key: str) -> Markup:
        """Words of the locale in both languages."""
        return Markup("").join(_in_language(w.language, escape(w.text(key))) for w in locales)

    def phrase(values: Mapping[str, Phrase]) -> Markup:
        """A phrase in both languages, its names isolated."""
        return Markup("").join(_in_language(code, _isolated(value)) for code, value in values.items())

    environment.globals.update(t=both, names={w.language: w for w in locales})
    environment.filters.update(both=phrase, is_link=is_link)
    return environment


def is_link(url: str) -> bool:
    """True for addresses that may become links: nothing but http and https."""
    try:
        return urlsplit(url).scheme in ("http", "https") and url.isprintable()
    except ValueError:
        return False


def _in_language(code: str, content: Markup) -> Markup:
    direction = "rtl" if code == "ar" else "ltr"
    return Markup('<span class="in-{0}" lang="{0}" dir="{1}">{2}</span>').format(code, direction, content)


def _isolated(phrase: Phrase) -> Markup:
    parts = (
        Markup('<bdi lang="{}">{}</bdi>').format(part.language, visible(part.text))
        if part.language
        else escape(visible(part.text))
        for part in phrase
    )
    return Markup("").join(parts)


def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8")


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
