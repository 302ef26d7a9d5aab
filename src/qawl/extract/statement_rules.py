"""The rules behind a statement, complete: how its source was found, where its content begins and where it ends.

The readers of cues name the construction they saw. What always holds in such a construction is added here, so that
no part of a record is without a reason: «قال الوزير إن ..., مضيفا ...» has its source after the cue, a content
that begins with إن and one that ends before the next cue.
"""

from collections.abc import Iterator

from qawl.extract.attributions import Attribution
from qawl.extract.complement_search import Link
from qawl.extract.contents import ContentReader
from qawl.model.span import Span

_BEGINNINGS = {
    Link.THAT: "content.that-clause",
    Link.COLON: "content.after-colon",
    Link.QUOTE: "content.quotation",
    Link.OBJECT: "content.object",
    Link.PREPOSITION: "content.of-preposition",
}
_SAY_WHOSE = frozenset({"cue.impersonal", "cue.relayed", "cue.headline-colon"})
"""Constructions that settle by themselves who speaks, or that nobody does."""


def rules_of(attribution: Attribution, content: tuple[Span, ...], contents: ContentReader) -> tuple[str, ...]:
    """The rules of one statement in the order cue, source, content, each once."""
    rules = (*attribution.rules, *_source(attribution), *_content(attribution, content, contents))
    return tuple(dict.fromkeys(rules))


def _source(attribution: Attribution) -> Iterator[str]:
    """Where the source stands, unless the construction says so."""
    if any(rule.startswith("source.") or rule in _SAY_WHOSE for rule in attribution.rules):
        return
    if attribution.source is None:
        yield "source.dropped"
    elif attribution.source[0] < attribution.cue[0]:
        yield "source.before-cue"
    else:
        yield "source.after-preposition" if attribution.is_preposition else "source.after-cue"


def _content(attribution: Attribution, content: tuple[Span, ...], contents: ContentReader) -> Iterator[str]:
    """What introduces the content, and what ends it where it runs on behind the cue."""
    if attribution.complement is not None:
        yield _BEGINNINGS[attribution.complement.link]
    starts = contents.reader.layout.tokens.starts
    if content[-1].start > starts[attribution.cue[1]]:
        yield contents.end_rule(content[-1], attribution.complement, attribution.cue[0])
