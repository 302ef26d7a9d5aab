"""Pages as HTML: the language and look that a visitor chose, the words of that language, and safe printing.

Whatever a page prints is escaped by Jinja, and characters that reorder text are shown instead of obeyed. A page is
rendered in one language; text from articles is Arabic in both.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from qawl.api.bench import Workbench
from qawl.auth.visitor import Visitor
from qawl.locale import LANGUAGES, Words, load_words
from qawl.model.claim import Claim, Party
from qawl.model.entity import Link, Place
from qawl.model.statement import Speaker, SpeakerKind, Voice
from qawl.report.html import is_link, shown
from qawl.report.phrases import Phrase, name, visible
from qawl.report.quantities import date_text, quantity_phrase
from qawl.report.rows import inherited_text, place_phrase
from qawl.report.sentences import claim_sentence, fact_phrase
from qawl.store.records import StoredClaim
from qawl.store.rows import speaker_key
from qawl.web.navigation import MENU, Item

_TEMPLATES = Path(__file__).parent / "templates"
LANGUAGE_COOKIE, THEME_COOKIE = "qawl_language", "qawl_theme"
THEMES = ("auto", "light", "dark")
_A_YEAR = 365 * 24 * 3600


class Renderer:
    """The templates, loaded once, with the addresses of static files that change when a file does."""

    def __init__(self, static: Path) -> None:
        self._static = static

    @cached_property
    def environment(self) -> Environment:
        """The templates with what all of them may ask."""
        environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=shown,
        )
        environment.globals.update(static=self.static)
        environment.filters.update(is_link=is_link, phrase=phrase_html, number=number_text)
        return environment

    @cached_property
    def scripts(self) -> str:
        """The folder name of the scripts, which changes when any of them does."""
        contents = [path.read_bytes() for path in sorted(self._static.rglob("*js"))]
        return f"v-{hashlib.sha256(b''.join(contents)).hexdigest()[:12]}"

    @cache  # noqa: B019  one renderer lives as long as the process
    def static(self, name: str) -> str:
        """The address of a static file, with its hash: it may be kept for ever.

        Scripts import one another by their place beside each other. They share one folder name, made of them all:
        with a query of its own each, a script would be loaded a second time by whoever imports it.
        """
        if name.endswith(".js"):
            return f"/static/{self.scripts}/{name}"
        content = (self._static / name).read_bytes()
        return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class View:
    """How one visitor sees pages: what every template can ask as ``view``."""

    words: Words
    theme: str
    visitor: Visitor
    path: str
    query: tuple[tuple[str, str], ...]

    @property
    def language(self) -> str:
        """``ar`` or ``en``."""
        return self.words.language

    @property
    def direction(self) -> str:
        """Of the page; text from articles is always right to left."""
        return "rtl" if self.language == "ar" else "ltr"

    def url(self, **changed: object) -> str:
        """This page with some parameters changed; None or "" takes one away. A cursor never survives a change."""
        kept = [(key, value) for key, value in self.query if key not in changed and key not in ("after", "lang")]
        added = [(key, str(value)) for key, value in changed.items() if value not in (None, "")]
        query = urlencode(kept + added)
        return f"{self.path}?{query}" if query else self.path

    def elsewhere(self, path: str, **changed: object) -> str:
        """Another address with the filters of this page: an export, a feed."""
        return replace(self, path=path).url(limit=None, **changed)

    @property
    def filters(self) -> str:
        """The filters of this page as a query, without what only turns pages."""
        return self.elsewhere("").removeprefix("?")

    def date(self, day: str | None) -> str:
        """A day, month or year as a reader writes it; empty for none."""
        return date_text(day, self.words) if day else ""


@dataclass(frozen=True, slots=True)
class Telling:
    """Records in the words of one language: what templates can ask as ``tell``."""

    bench: Workbench
    words: Words

    def fact(self, claim: Claim) -> Phrase:
        """What is claimed, as a noun phrase."""
        return fact_phrase(claim, self.bench.names, self.words)

    def claim(self, stored: StoredClaim) -> Phrase:
        """What is claimed and who says so, in one sentence; people who speak in no public role have no names."""
        voice = None
        if stored.speaker is not None and stored.stance is not None:
            voice = Voice(stored.speaker.in_public(), stored.stance)
        return claim_sentence(stored.claim, voice, self.bench.names, self.words)

    def where(self, place: Place) -> Phrase:
        """A place with how exact it is."""
        return place_phrase(place, self.bench.names, self.words)

    def inherited(self, link: Link) -> str:
        """From where in the article a place or time was taken that its claim's own words do not give."""
        return inherited_text(link, self.words)

    def quantity(self, claim: Claim) -> Phrase:
        """A claim's number with its bounds and unit; empty where it has none."""
        return quantity_phrase(claim.quantity, self.words) if claim.quantity is not None else ()

    def entity(self, entity: str | None, given: str) -> Phrase:
        """The name of an actor or place by its id, else what is given."""
        return self.bench.names.of_entity(entity, given, self.words.language)

    def place(self, place_id: str, given: str = "") -> Phrase:
        """The name of a place by its id."""
        found = self.bench.names.place_of(place_id)
        return self.bench.names.of_place(found, self.words.language) if found else name(given, language="ar")

    def speaker_page(self, speaker: Speaker) -> str:
        """Where a speaker's own page is; empty for those who have none: private people, and sources without a name."""
        if speaker.is_private or not speaker.name or speaker.kind in (SpeakerKind.ANONYMOUS, SpeakerKind.DOCUMENT):
            return ""
        return f"/speakers/{speaker.entity or speaker_key(speaker, '')}"

    def party_page(self, party: Party) -> str:
        """Where the page of an actor or target is; empty for those whom the data files do not know."""
        target = party.link.target
        return f"/actors/{target}" if target and self.bench.names.actor_of(target) else ""

    def place_page(self, link: Link) -> str:
        """Where the page of a claim's place is; empty for one that is linked to nothing."""
        return f"/places/{link.target}" if self.bench.names.place(link) else ""

    def rule(self, rule: str) -> str:
        """What a rule that a record names means; its id where nobody has explained it."""
        return self.bench.rules.explain(rule, self.words.language) or rule


@lru_cache(maxsize=len(LANGUAGES))
def words_in(language: str) -> Words:
    """The words of one language, read once."""
    return load_words(language)


def view_of(request: Request) -> View:
    """The language asked for, else the one chosen before, else the browser's, else Arabic."""
    theme = request.cookies.get(THEME_COOKIE, "")
    return View(
        words=words_in(_language(request)),
        theme=theme if theme in THEMES else "auto",
        visitor=request.state.visitor,
        path=request.url.path,
        query=tuple(request.query_params.multi_items()),
    )


def render(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page in the visitor's language."""
    renderer: Renderer = request.app.state.renderer
    view = view_of(request)
    bench: Workbench = request.app.state.bench
    telling = Telling(bench, view.words)
    content = renderer.environment.get_template(template).render(
        view=view,
        t=view.words.text,
        names=bench.names,
        tell=telling,
        navigation=_navigation(request),
        status=status,
        **values,
    )
    response = HTMLResponse(content, status_code=status)
    response.headers["Vary"] = "Accept-Language, Cookie"
    response.headers["Content-Language"] = view.language
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, view.language, max_age=_A_YEAR, samesite="lax")
    return response


def options_of(request: Request, family: str, values: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """The choices of a filter: each value with its words, in the order of the words."""
    words = view_of(request).words
    return sorted(((one.value, words.text(f"{family}.{one.value}")) for one in values), key=lambda option: option[1])


def phrase_html(phrase: Phrase) -> Markup:
    """A phrase with its names set apart from the sentence around them."""
    return Markup("").join(
        Markup('<bdi lang="{}">{}</bdi>').format(part.language, visible(part.text))
        if part.language
        else escape(visible(part.text))
        for part in phrase
    )


def number_text(value: float) -> str:
    """A number with thousands apart: 1,234. The same digits in both languages."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def _navigation(request: Request) -> list[Item]:
    return [item for item in MENU if item.path in request.app.state.pages]


def _language(request: Request) -> str:
    for chosen in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if chosen in LANGUAGES:
            return str(chosen)
    return accepted_language(request.headers)


def accepted_language(headers: Mapping[str, str]) -> str:
    """The first language of ours in ``Accept-Language``, by its weights; Arabic where it names none."""
    wanted = []
    for entry in headers.get("accept-language", "").split(","):
        name, _, weight = entry.partition(";q=")
        try:
            wanted.append((-float(weight or 1), name.strip().lower()[:2]))
        except ValueError:
            continue
    return next((name for _, name in sorted(wanted, key=lambda one: one[0]) if name in LANGUAGES), LANGUAGES[0])
