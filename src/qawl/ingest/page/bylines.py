"""Who wrote the article, or nobody: a wrong name is worse than none.

Machines are told «admin», the outlet's name or an agency where a person is meant; real names stand in «كتب :»,
«حوار:», in an element named for the author, beside the headline, or alone in the last line. Every candidate must look
like a person's name: two to five words, no digits, no address, no outlet, no agency, no office.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from qawl.ingest.page.blocks import Block
from qawl.ingest.page.facts import Facts
from qawl.ingest.page.knowledge import PageWords, folded_words
from qawl.text.fold import fold_text

_PLACE_AFTER = re.compile(r"\s+[-\N{EN DASH}\N{EM DASH}|]\s+.*\Z|\s*/.*\Z|\s*[,\N{ARABIC COMMA}(\[|].*\Z|\.\..*\Z")
_BARE_LINE = re.compile(r"[\s*\N{BULLET}\-\N{EN DASH}\N{EM DASH}(\[]*(?P<name>[^()\[\]*]+?)[\s)\]*.]*\Z")
_MARKED_LINE = re.compile(r"\s*[*(\[\N{BULLET}]")
_BAD = re.compile(r"[\d@#\N{COPYRIGHT SIGN}?\N{ARABIC QUESTION MARK}!\"«»;=<>{}]|https?:|www\.|\.(?:com|net|org)\b")
_ARABIC = re.compile("[\u0621-\u06d3\ufb50-\ufdff\ufe70-\ufefc]+")
_COLON = re.compile(r"\s*[:/\N{RATIO}\-\N{EN DASH}]?\s*")
_AND = re.compile("\\s+[\N{ARABIC LETTER WAW}]\\s+|\\s*[,\N{ARABIC COMMA}&]\\s*")
_STRONG = frozenset(fold_text(word) for word in ("كتب", "كتبت", "بقلم", "بواسطة", "by", "author"))
_HEAD, _TAIL = 3, 2
_MOST_WORDS = 5
_LINE_WORDS = 9


@dataclass(frozen=True, slots=True)
class Byline:
    """A writer's name as the page gives it, and the blocks of the body that are only there to give it."""

    name: str = ""
    lines: frozenset[str] = frozenset()


def find_byline(
    facts: Facts, around: Sequence[Block], body: Sequence[Block], *, words: PageWords, names: Collection[str]
) -> Byline:
    """The byline; ``around`` are the blocks beside the article, ``body`` those of it, ``names`` the outlet's."""
    judge = _Judge(words, frozenset("".join(folded_words(name)) for name in names))
    lines = {
        block.text: name for block in (*body[:_HEAD], *body[-_TAIL:]) for name in [judge.in_line(block.text)] if name
    }
    last = judge.bare_line(body[-1].text) if len(body) > _HEAD else ""
    candidates: list[str] = []
    candidates += [name for block in around for name in [judge.in_line(block.text)] if name]
    candidates += lines.values()
    candidates += [
        judge.name(author.name, is_sure=bool(author.is_person))
        for author in facts.authors
        if author.is_person is not False
    ]
    candidates += [judge.name(block.text) for block in around if _is_marked(block, words)]
    candidates += [judge.name(value) for value in facts.all("author", "article:author", "itemprop:author")]
    beside = {judge.name(value, is_sure=False) for value in facts.all("beside:author")}
    candidates += beside if len(beside) == 1 else ()
    candidates += [last]
    name = next((candidate for candidate in candidates if candidate), "")
    only_names = set(lines)
    if last:
        only_names.add(body[-1].text)
    return Byline(name, frozenset(only_names))


def _is_marked(block: Block, words: PageWords) -> bool:
    last = [word for mark in block.marks[-3:] for word in re.findall(r"[a-z]+", mark)]
    return block.words() <= _LINE_WORDS and bool(words.marks["byline-marks"].intersection(last))


@dataclass(frozen=True, slots=True)
class _Judge:
    """Says whether a text is a person's name."""

    words: PageWords
    outlets: frozenset[str]

    def in_line(self, text: str) -> str:
        """The name in a line that begins with «كتب», «حوار:» and the like and says nothing else."""
        if len(text.split()) > _LINE_WORDS:
            return ""
        return next(self._after_opener(text), "")

    def _after_opener(self, text: str) -> Iterator[str]:
        openers = self.words["byline-openers"]
        folded = folded_words(text)
        for end, _ in openers.at(folded):
            rest = _skip_words(text, end)
            has_colon = rest.lstrip().startswith((":", "/", "-", "\N{EN DASH}", "|"))
            if not has_colon and folded[0] not in _STRONG:
                continue
            name = self.name(_COLON.sub("", rest, count=1), is_sure=folded[0] in _STRONG)
            if name:
                yield name

    def bare_line(self, text: str) -> str:
        """The name that is all of a last line, marked by a star or brackets: «*سلمى الوادي.. صحافية»."""
        if not _MARKED_LINE.match(text) or len(text.split()) > _LINE_WORDS:
            return ""
        match = _BARE_LINE.match(text)
        return self.name(match["name"], is_sure=False) if match else ""

    def name(self, text: str, *, is_sure: bool = True) -> str:
        """``text`` as a person's name, without the place behind it; empty where it is none.

        Unless ``is_sure``, it must begin with a given name that is known: «تقرير:» stands before headlines too.
        """
        text = " ".join(text.split())
        text = _PLACE_AFTER.sub("", text).strip(" .:-*()[]\N{ARABIC COMMA}|")
        for end, _ in self.words["byline-openers"].at(folded_words(text)):
            text = _skip_words(text, end).lstrip(" :/-")
            break
        folded = folded_words(text)
        if not 2 <= len(folded) <= _MOST_WORDS * (2 if _AND.search(text) else 1) or _BAD.search(text):
            return ""
        if sum(map(len, _ARABIC.findall(text))) * 2 < len(text) or any(len(word) > 20 for word in folded):
            return ""
        if "".join(folded) in self.outlets:
            return ""
        if any(outlet and len(outlet) > 3 and outlet in "".join(folded) for outlet in self.outlets):
            return ""
        if any(True for _ in self.words["agencies"].at(folded)) or self.words["agencies"].is_one(folded[-1:]):
            return ""
        if self.words["no-names"].is_one(folded) or self.words["no-names"].is_one(folded[:1]):
            return ""
        if any(self.words[name].is_one([word]) for word in folded for name in ("outlet-words", "no-name-words")):
            return ""
        first = next((word for word in folded if not self.words["byline-titles"].is_one([word])), "")
        if first not in self.words.given_names and (not is_sure or first.startswith("ال")):
            return ""
        return text


def _skip_words(text: str, count: int) -> str:
    """What stands behind the first ``count`` words of a text."""
    end = 0
    for match in re.finditer(r"\S+", text):
        found = folded_words(match.group())
        if not found:
            continue
        count -= len(found)
        end = match.end()
        if count <= 0:
            break
    # a colon written onto the opener («كتب:», «حوار/») belongs to what follows
    return (":" if text[:end].endswith((":", "/", "-")) else "") + text[end:]
