"""Reasons for people and for programs: a record with its words marked, then each part with its rules in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qawl.cli.output import isolate, print_json
from qawl.errors import UsageError
from qawl.report.phrases import visible

if TYPE_CHECKING:
    from qawl.lexicon.rules import Rule, RuleBook
    from qawl.locale import Words
    from qawl.model.reasons import Reason
    from qawl.store.records import Explanation, PlaceFacts

_NAME_WIDTH = 12
_SHOWN_CLAIMS = 10
_BRACKETS = {"cue": "⟪⟫", "content": "⟦⟧", "type": "⟦⟧"}
_OTHER = "⟨⟩"


@dataclass(slots=True)
class Telling:
    """Tells reasons in one language; a rule is explained where it is first named."""

    book: "RuleBook"
    locale: "Words"
    as_json: bool = False
    _told: set[str] = field(default_factory=set)

    # --- records ------------------------------------------------------------------------------------

    def record(self, found: "Explanation", text: str) -> None:
        """One record."""
        if self.as_json:
            print_json(self._json(found))
            return
        self._print_head(found)
        self._print(found, text)

    def records(self, found: Sequence[tuple["Explanation", str]]) -> None:
        """All records that were asked for: a list in JSON, one after the other for people."""
        if self.as_json:
            print_json([self._json(explanation) for explanation, _ in found])
            return
        article = ""
        for number, (explanation, text) in enumerate(found):
            if number:
                print()
            if explanation.document.id != article:
                article = explanation.document.id
                self._print_head(explanation)
            self._print(explanation, text)

    def _json(self, found: "Explanation") -> dict[str, Any]:
        from qawl.shapes import explanation_json

        return explanation_json(found) | {"glosses": {rule: self._rule_json(rule) for rule in found.rules}}

    def _rule_json(self, name: str) -> dict[str, Any] | None:
        found = self.book.find(name)
        return _plain_rule(found[0]) if found else None

    def _print_head(self, found: "Explanation") -> None:
        """The article, and where it came from."""
        head = found.document
        print(isolate(visible(head.title)))
        facts = (head.day, isolate(visible(head.outlet.name or head.outlet.id)), head.mark, head.id)
        print(" · ".join(fact for fact in facts if fact))
        sha256 = found.snapshot_sha256 or "-"
        print(f"{self.locale.text('why.from', origin=found.origin, sha256=sha256, version=head.version)}\n")

    def _print(self, found: "Explanation", text: str) -> None:
        word = self.locale.text
        print(f"{word(f'why.kind.{found.kind}')} {found.record.id if found.record else found.document.id}")
        if found.record is not None:
            print(f"  {isolate(visible('…' + marked(found, text) + '…'))}")
        for part in found.parts:
            self._print_part(part, text)
        for related in found.related:
            self._line(word("why.related"), related)

    def _print_part(self, part: "Reason", text: str) -> None:
        word = self.locale.text
        words = [isolate(visible(part.value))] if part.value and part.value not in part.rules else []
        if part.code:
            words.append(self.locale.text(part.code))
        if part.span is not None:
            words.append(f"[{part.span.start}, {part.span.end}) {isolate(visible(part.span.of(text)))}")
        if part.score is not None:
            words.append(word("why.score", score=f"{part.score:.2f}"))
        if part.inherited:
            words.append(word("why.inherited"))
        if part.runners_up:
            words.append(word("why.runners-up", names=", ".join(part.runners_up)))
        self._line(word(f"why.part.{part.name}"), "  ".join(words))
        for rule in part.rules:
            for line in self._rule_lines(rule):
                print(f"    {line}")

    def _rule_lines(self, name: str) -> Iterator[str]:
        """A rule with its meaning and example; only its name where that was told already or nobody knows."""
        found = self.book.find(name)
        if not found or name in self._told:
            yield name
            return
        self._told.add(name)
        for rule in found:
            yield f"{name}: {isolate(rule.gloss(self.locale.language))}"
            if rule.example:
                yield f"  {self.locale.text('why.example')} {isolate(rule.example)}"

    @staticmethod
    def _line(name: str, value: str) -> None:
        print(f"  {name:<{_NAME_WIDTH}} {value}".rstrip())

    # --- rules --------------------------------------------------------------------------------------

    def rules(self, name: str) -> None:
        """One rule, or all of a family; a claim type stands for the words that make such claims.

        Raises:
            UsageError: no rule has this name.
        """
        found = self.book.find(name) or self.book.family(name) or self.book.family(name.removeprefix("claim."))
        if not found:
            near = self.book.like(name)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise UsageError(f"{name}: no file and no rule has this name.{hint}")
        if self.as_json:
            print_json([_plain_rule(rule) for rule in found])
            return
        for rule in found:
            print(rule.id)
            print(f"  {isolate(rule.gloss(self.locale.language))}")
            if rule.example:
                print(f"  {self.locale.text('why.example')} {isolate(rule.example)}")
            print(f"  {self.locale.text('why.file', file=rule.file)}")

    # --- places -------------------------------------------------------------------------------------

    def place(self, found: "PlaceFacts") -> None:
        """What is known of a place, and which rules placed claims there."""
        from qawl.shapes import plain

        if self.as_json:
            print_json(plain(found))
            return
        word, place = self.locale.text, found.place
        origin = f"GeoNames {place.geonames}" if place.geonames else word("why.own-place")
        facts = [
            ("name", f"{isolate(place.name_ar)} = {place.name_en}"),
            ("kind", f"{self.locale.get(f'place.{place.kind}', place.kind)}, {place.country}"),
            ("position", f"{place.latitude:g}, {place.longitude:g}"),
            ("within", place.parent or ""),
            ("origin", origin),
        ]
        print(f"{word('why.kind.place')} {place.id}")
        for name, value in facts:
            if value:
                self._line(word(f"why.part.{name}"), value)
        for rule, count in found.rules:
            self._line(word("why.part.rule"), f"{rule or '-'}: {count}")
        for claim in found.claims[:_SHOWN_CLAIMS]:
            self._line(word("why.related"), claim)


def marked(found: "Explanation", text: str) -> str:
    """The words of a record with some around them, its parts between brackets: ⟨source⟩ ⟪cue⟫ ⟦content⟧."""
    first, last = found.span.start - len(found.before), found.span.end + len(found.after)
    spans = {(part.span, _BRACKETS.get(part.name, _OTHER)) for part in found.parts if part.span is not None}
    inside = [(span, marks) for span, marks in spans if found.span.start <= span.start and span.end <= found.span.end]
    opening = sorted(inside, key=lambda item: (item[0].start, -item[0].end))
    closing = sorted(inside, key=lambda item: (item[0].end, -item[0].start))
    pieces, at = [], first
    cuts = [(s.end, 0, n, m[1]) for n, (s, m) in enumerate(closing)]
    cuts += [(s.start, 1, n, m[0]) for n, (s, m) in enumerate(opening)]
    for position, _, _, bracket in sorted(cuts):
        pieces += [text[at:position], bracket]
        at = position
    return "".join((*pieces, text[at:last])).replace("\n", " ¶ ")


def _plain_rule(rule: "Rule") -> dict[str, str]:
    return {"id": rule.id, "en": rule.gloss_en, "ar": rule.gloss_ar, "example": rule.example, "file": rule.file}
