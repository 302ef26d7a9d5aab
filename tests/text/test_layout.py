"""A layout answers positional questions about tokens."""

from qawl.text.layout import lay_out

TEXT = 'سقوط قذائف على الحي\n\nقال الشاهد: "جاؤوا ليلا. ثم رحلوا «سريعا»". ومضى.\nوعاد الهدوء.'


def test_the_first_paragraph_is_the_headline() -> None:
    layout = lay_out(TEXT)
    headline = layout.paragraphs[0]
    assert layout.tokens.span(headline[0], headline[-1]).of(TEXT) == "سقوط قذائف على الحي"
    assert len(layout.paragraphs) == 3


def test_sentences_and_paragraphs_of_tokens() -> None:
    layout = lay_out(TEXT)
    assert [span.of(TEXT) for span in layout.sentence_spans][1:] == [
        'قال الشاهد: "جاؤوا ليلا. ثم رحلوا «سريعا»".',
        "ومضى.",
        "وعاد الهدوء.",
    ]
    for number, sentence in enumerate(layout.sentences):
        assert {layout.sentence_of[index] for index in sentence} == {number}
        assert len({layout.paragraph_of[index] for index in sentence}) == 1


def test_the_innermost_quotation_of_each_token() -> None:
    layout = lay_out(TEXT)
    quoted = {word: layout.quotation_of[i] for i, word in enumerate(layout.tokens.raw)}
    assert quoted["قال"] == quoted["ومضى"] == -1
    assert layout.quotations[quoted["جاؤوا"]].depth == 0
    assert layout.quotations[quoted["سريعا"]].depth == 1
    assert quoted["رحلوا"] == quoted["جاؤوا"]


def test_an_empty_text_has_nothing() -> None:
    layout = lay_out("")
    assert (layout.sentences, layout.paragraphs, layout.quotations, layout.sentence_of) == ((), (), (), [])
