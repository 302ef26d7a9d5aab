"""Reads statements of short texts with the real lexicons, for the tests of the rules that find who says what.

Texts of the tests are bodies: a headline of no interest is put before them, as the first paragraph of every
text is its headline.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markup import HEADLINE
from qawl.extract.attributions import Attribution
from qawl.extract.cue_finder import AttributionFinder
from qawl.extract.entities import find_known_names
from qawl.extract.findings import FoundStatement
from qawl.extract.names import find_people
from qawl.extract.phrases import PhraseReader
from qawl.extract.statements import find_statements
from qawl.model.statement import Speaker
from qawl.pipeline import Reader
from qawl.resolve.antecedents import Agreement
from qawl.resolve.person_titles import SpeakerContext
from qawl.resolve.speakers import resolve_speakers
from qawl.resolve.times import find_times
from qawl.text.layout import Layout, lay_out


@dataclass(frozen=True, slots=True)
class Said:
    """A statement by its words; ``found`` has the rest."""

    cue: str
    source: str | None
    content: tuple[str, ...]
    found: FoundStatement


@dataclass(frozen=True, slots=True)
class StatementReader:
    """The rules of the statement side, one by one, with the data loaded once."""

    data: Reader

    def phrases(self, text: str) -> PhraseReader:
        """What noun phrases of ``text`` are read with: its names, people and times."""
        layout = lay_out(text)
        names = find_known_names(layout, self.data.known)
        people = self._people(layout)
        return PhraseReader(
            layout=layout,
            words=self.data.words,
            cues=self.data.cues,
            entities={name.first: name.last for name in names} | people,
            people=frozenset(people) | {n.first for n in names if n.form.entity.category == "person"},
            outlets=frozenset(n.first for n in names if n.form.entity.kind == "outlet"),
            times={time.first: time.last for time in find_times(layout, self.data.calendar, published=None)},
            joined=frozenset(n.first for n in names if n.span.start > layout.tokens.starts[n.first]),
        )

    def people(self, text: str) -> list[str]:
        """The personal names that ``find_people`` sees in ``text``."""
        layout = lay_out(text)
        return [layout.tokens.span(first, last).of(text) for first, last in self._people(layout).items()]

    def attributions(self, text: str) -> list[Attribution]:
        """What the cue finder makes of a text below a headline."""
        return AttributionFinder(self.phrases(HEADLINE + text)).find_all()

    def statements(self, text: str, *, headline: str = HEADLINE) -> list[Said]:
        """The statements of a text below a headline."""
        text = headline + text
        return [
            Said(
                cue=found.cue_span.of(text),
                source=None if found.source_span is None else found.source_span.of(text),
                content=tuple(span.of(text) for span in found.content),
                found=found,
            )
            for found in find_statements(self.phrases(text))
        ]

    def statement(self, text: str) -> Said:
        """The only statement of a text below a headline."""
        (said,) = self.statements(text)
        return said

    def speakers(self, *paragraphs: str) -> list[Speaker]:
        """The speakers of all statements of an article with these paragraphs below a headline."""
        text = HEADLINE + "\n".join(paragraphs)
        statements = find_statements(self.phrases(text))
        agreements = [Agreement(statement.gender, statement.number) for statement in statements]
        return resolve_speakers(self.context(text), statements, agreements)

    def context(self, text: str) -> SpeakerContext:
        """What speakers of ``text`` are resolved against."""
        layout = lay_out(text)
        names = find_known_names(layout, self.data.known)
        return SpeakerContext(layout, self.data.words, self.data.known, names, self._people(layout))

    def _people(self, layout: Layout) -> dict[int, int]:
        names = find_known_names(layout, self.data.known)
        bodies = frozenset(name.first for name in names if name.form.entity.category != "person")
        return find_people(layout, words=self.data.words, cues=self.data.cues, bodies=bodies)


def token(reader: PhraseReader, word: str) -> int:
    """Index of the first token that is ``word`` as it stands."""
    return reader.layout.tokens.raw.index(word)


def words_of(reader: PhraseReader, tokens: tuple[int, int] | None) -> str | None:
    """The words of a token range, both ends included."""
    return None if tokens is None else reader.layout.tokens.span(*tokens).of(reader.layout.text)


def cues(statements: Sequence[Said]) -> list[str]:
    """The cue words of the statements."""
    return [statement.cue for statement in statements]
