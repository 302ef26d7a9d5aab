"""An attribution that holds: cue, source, and how to read its content once all cues of the article are known."""

from collections.abc import Callable

from qawl.extract.complement_search import Complement
from qawl.extract.content_ends import ContentClause
from qawl.extract.contents import ContentReader
from qawl.lexicon.cues import FINITE, CueForm
from qawl.model.claim import Status
from qawl.model.span import Span
from qawl.model.statement import Commitment, Stance
from qawl.text.record import record

ContentRule = Callable[[ContentReader], tuple[Span, ...]]


@record
class Attribution:
    """A cue that holds: its source, and how to read its content once all cues are known."""

    cue: tuple[int, int]
    form: CueForm | None
    source: tuple[int, int] | None
    complement: Complement | None
    read_content: ContentRule
    lemma: str
    stance: Stance
    commitment: Commitment
    sentence: int
    content_status: Status | None = None
    rules: tuple[str, ...] = ()

    @property
    def is_finite(self) -> bool:
        """True for a finite verb."""
        return self.form is not None and self.form.category in FINITE and self.form.entry.word_class == "verb"

    @property
    def is_participle(self) -> bool:
        """True for a participle that hangs on a host verb."""
        if self.form is None:
            return False
        return self.form.category == "participle" or self.form.entry.word_class == "adverbial"

    @property
    def is_preposition(self) -> bool:
        """True for بحسب and its like."""
        return self.form is not None and self.form.entry.word_class == "preposition"


def piece_of(contents: ContentReader, first: int, last: int) -> tuple[Span, ...]:
    span = contents.trim(first, last)
    return () if span is None else (span,)


def clause_from(contents: ContentReader, first: int, limit: int) -> tuple[Span, ...]:
    """Content after an opening preposition: to the end of its clause, «فإن» and what stands before that left out."""
    first = contents.past_apodosis(first, limit)
    last = contents.clause_end(ContentClause(first, limit))
    return () if last is None else piece_of(contents, first, last)


def pieces_around(contents: ContentReader, before: tuple[int, int], rest: int, limit: int) -> tuple[Span, ...]:
    """The clause on both sides of a preposition in its middle."""
    return (*piece_of(contents, *before), *clause_from(contents, rest, limit))
