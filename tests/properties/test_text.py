"""What holds of folding, tokens, sentences and quotations for any text at all."""

from hypothesis import given
from hypothesis import strategies as st

from generated import anything, quotation_soup, soup
from qawl.model.span import Span
from qawl.text.fold import VANISHING, fold, fold_text
from qawl.text.layout import lay_out
from qawl.text.quotations import find_quotations
from qawl.text.tokens import strip_proclitics, tokenize

any_text = st.one_of(soup, anything, quotation_soup)


@given(any_text)
def test_folding_is_idempotent(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)
    assert fold(text).text == fold_text(text)


@given(any_text, st.data())
def test_a_folded_match_maps_back_to_text_that_folds_to_it(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    source = folded.to_source(Span(start, end))
    assert 0 <= source.start < source.end <= len(text)
    assert folded.text[start:end] in fold_text(source.of(text))
    if not _cuts_a_ligature(text, source, end - start):
        assert fold_text(source.of(text)) == folded.text[start:end]


def _cuts_a_ligature(text: str, source: Span, width: int) -> bool:
    """A match may begin or end inside a character that folds to several; it then takes the whole of it."""
    return len(fold_text(source.of(text))) > width


@given(any_text)
def test_tokens_tile_the_text_in_order(text: str) -> None:
    tokens = tokenize(text)
    previous = 0
    for start, end, raw, folded in zip(tokens.starts, tokens.ends, tokens.raw, tokens.folded, strict=True):
        assert previous <= start < end <= len(text)
        assert text[start:end] == raw
        assert fold_text(raw) == folded != ""
        assert _is_void(text[previous:start])
        previous = end
    assert _is_void(text[previous:])


def _is_void(gap: str) -> bool:
    """Only white space and characters that nobody sees lie between tokens."""
    return all(character.isspace() or character in VANISHING for character in gap)


@given(any_text)
def test_a_span_and_its_tokens_find_each_other(text: str) -> None:
    tokens = tokenize(text)
    for index in range(len(tokens)):
        span = tokens.span(index, index)
        assert list(tokens.inside(span)) == [index]
        assert tokens.at(span.start) == index


@given(st.text(min_size=0, max_size=12))
def test_proclitics_leave_an_end_of_the_word(word: str) -> None:
    folded = fold_text(word)
    spellings = strip_proclitics(folded)
    assert spellings[0] == folded
    assert len(set(spellings)) == len(spellings)
    assert all(folded.endswith(s) or s.startswith("ال") for s in spellings)


@given(any_text)
def test_quotations_nest_and_never_cross(text: str) -> None:
    quotations = find_quotations(text)
    assert [q.outer.start for q in quotations] == sorted(q.outer.start for q in quotations)
    for number, left in enumerate(quotations):
        assert left.outer.contains(left.inner)
        assert 0 <= left.outer.start < left.outer.end <= len(text)
        around = 0
        for other, right in enumerate(quotations):
            if other == number:
                continue
            apart = not left.outer.overlaps(right.outer)
            assert apart or left.outer.contains(right.outer) or right.outer.contains(left.outer)
            around += right.outer.contains(left.outer)
        assert left.depth == around


@given(any_text)
def test_sentences_cover_every_token_once(text: str) -> None:
    layout = lay_out(text)
    covered = [index for sentence in layout.sentences for index in sentence]
    assert covered == list(range(len(layout.tokens)))
    assert [index for paragraph in layout.paragraphs for index in paragraph] == covered
    assert len(layout.sentences) == len(layout.sentence_spans)


@given(any_text)
def test_no_sentence_crosses_a_paragraph(text: str) -> None:
    layout = lay_out(text)
    assert all("\n" not in span.of(text) for span in layout.sentence_spans)


@given(any_text)
def test_laying_out_twice_gives_the_same(text: str) -> None:
    assert lay_out(text) == lay_out(text)
