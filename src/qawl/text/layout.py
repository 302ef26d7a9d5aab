"""A text laid out once for all rules: tokens, paragraphs, sentences and quotations, by token index.

Rules ask it positional questions («which sentence is token 40 in, is it quoted?») in constant time.
The first paragraph is the headline: ``Document.text`` is headline, newline, body.
"""

from itertools import pairwise

from qawl.model.span import Span
from qawl.text.quotations import Quotation, find_quotations
from qawl.text.record import record
from qawl.text.sentences import find_sentences
from qawl.text.tokens import Tokens, tokenize


@record
class Layout:
    """Tokens with the units above them.

    ``sentences[k]`` and ``paragraphs[k]`` are ``range``s of token indices; ``sentence_of[i]`` and
    ``paragraph_of[i]`` give the unit of token ``i``; ``quotation_of[i]`` is the index in
    ``quotations`` of the innermost quotation around token ``i``, or -1 (marks themselves count as inside).
    """

    text: str
    tokens: Tokens
    quotations: tuple[Quotation, ...]
    sentence_spans: tuple[Span, ...]
    sentences: tuple[range, ...]
    paragraphs: tuple[range, ...]
    sentence_of: list[int]
    paragraph_of: list[int]
    quotation_of: list[int]


def lay_out(text: str) -> Layout:
    """Tokenise ``text`` and find its paragraphs, sentences and quotations."""
    tokens = tokenize(text)
    quotations = tuple(find_quotations(text))
    sentence_spans = tuple(find_sentences(tokens, quotations=list(quotations)))
    sentences = tuple(tokens.inside(span) for span in sentence_spans)
    paragraphs = tuple(_paragraphs(tokens))
    return Layout(
        text=text,
        tokens=tokens,
        quotations=quotations,
        sentence_spans=sentence_spans,
        sentences=sentences,
        paragraphs=paragraphs,
        sentence_of=_unit_of(sentences, len(tokens)),
        paragraph_of=_unit_of(paragraphs, len(tokens)),
        quotation_of=_quotation_of(quotations, tokens),
    )


def _paragraphs(tokens: Tokens) -> list[range]:
    """Token ranges between newlines; blank lines make no empty paragraph."""
    bounds = [0]
    for index in range(1, len(tokens)):
        if "\n" in tokens.text[tokens.ends[index - 1] : tokens.starts[index]]:
            bounds.append(index)
    bounds.append(len(tokens))
    return [range(first, last) for first, last in pairwise(bounds) if last > first]


def _unit_of(units: tuple[range, ...], count: int) -> list[int]:
    owner = [-1] * count
    for number, unit in enumerate(units):
        for index in unit:
            owner[index] = number
    return owner


def _quotation_of(quotations: tuple[Quotation, ...], tokens: Tokens) -> list[int]:
    """Later (inner) quotations overwrite earlier (outer) ones, so the innermost wins."""
    owner = [-1] * len(tokens)
    for number, quotation in enumerate(quotations):
        for index in tokens.inside(quotation.outer):
            owner[index] = number
    return owner
