"""Copies and near misses made from articles, in memory, from a seed: what ``bench_copies.py`` measures on."""

import random
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from qawl.text.quotations import find_quotations

WORDS = Path(__file__).with_name("copies_words.yaml")
SEED = 20260101
COPIES = {"cut": 40, "reworded": 60, "figure": 40, "part": 40, "credit": 20}
NEAR_MISSES = {"topic": 150, "mould": 100, "quotation": 80, "boilerplate": 70}
_DIGITS = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
_SHARE_OF_REWORDING = 0.12


@dataclass(frozen=True, slots=True)
class Plant:
    """Two texts, the kind of plant, and whether the second repeats the first."""

    kind: str
    original: str
    other: str
    is_copy: bool
    outlets: tuple[str, str] = ("one", "other")


class Planter:
    """Makes plants; the same seed and articles give the same."""

    def __init__(
        self,
        articles: Sequence[str],
        outlets: Mapping[str, str],
        alike: Collection[frozenset[str]],
        *,
        seed: int = SEED,
    ) -> None:
        self._random = random.Random(seed)
        self._words: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
        self._articles = [text for text in articles if len(text.split()) >= 80 and text.count("\n") >= 3]
        self._outlets, self._alike = outlets, alike
        self._similar = [pair for pair in _most_alike(self._articles) if frozenset(pair) not in alike]

    def plants(self) -> list[Plant]:
        """200 copies and 400 near misses."""
        make: dict[str, Callable[[], tuple[str, str]]] = {
            "cut": self._cut, "reworded": self._reworded, "figure": self._figure, "part": self._part,
            "credit": self._credit, "topic": self._topic, "mould": self._mould, "quotation": self._quotation,
            "boilerplate": self._boilerplate,
        }  # fmt: skip
        kinds = [(kind, True, count) for kind, count in COPIES.items()]
        kinds += [(kind, False, count) for kind, count in NEAR_MISSES.items()]
        made = [(kind, *make[kind](), is_copy) for kind, is_copy, count in kinds for _ in range(count)]
        return [Plant(*row, self._of(row[1:3])) if row[0] == "topic" else Plant(*row) for row in made]

    def quotations(self, count: int = 200) -> list[tuple[str, str]]:
        """Quotations of the articles, each with what became of it: cut at either end, or every sixth word exchanged."""
        said = [
            inner
            for text in self._articles
            for inner in (quotation.inner.of(text) for quotation in find_quotations(text) if not quotation.depth)
            if 10 <= len(inner.split()) <= 60
        ]
        made: list[tuple[str, str]] = []
        for _ in range(count):
            quotation = self._random.choice(said)
            words = quotation.split()
            if self._random.random() < 0.5:
                size = self._random.randint(8, len(words))
                start = self._random.randint(0, len(words) - size)
                words = words[start : start + size]
            else:
                words = ["تبديل" if self._random.random() < 1 / 6 else word for word in words]
            made.append((quotation, " ".join(words)))
        return made

    def _of(self, texts: Sequence[str]) -> tuple[str, str]:
        """The outlets of two articles; a pair of one outlet stays one: an outlet repeats its own background."""
        return self._outlets.get(texts[0], ""), self._outlets.get(texts[1], "")

    def _article(self) -> str:
        return self._random.choice(self._articles)

    def _two(self) -> tuple[str, str]:
        """Two articles that share nothing by themselves."""
        while True:
            left, right = self._random.sample(self._articles, 2)
            if frozenset((left, right)) not in self._alike:
                return left, right

    def _cut(self) -> tuple[str, str]:
        """The head alone, or a random half of the paragraphs behind another headline."""
        text = self._article()
        lines = text.split("\n")
        keep = max(3, round(len(lines) * self._random.uniform(0.3, 0.75)))
        if self._random.random() < 0.5:
            return text, "\n".join(lines[:keep])
        chosen = sorted(self._random.sample(range(1, len(lines)), min(keep, len(lines) - 1)))
        return text, "\n".join(["تطورات جديدة في الملف", *(lines[at] for at in chosen)])

    def _reworded(self) -> tuple[str, str]:
        """Words for words, tenses, words left out and put in, paragraphs in another order, some left out."""
        text = self._article()
        lines = text.split("\n")
        head, rest = lines[0], lines[1:]
        if self._random.random() < 0.6:
            self._random.shuffle(rest)
        if len(rest) > 4 and self._random.random() < 0.5:
            rest = rest[: max(3, round(len(rest) * 0.8))]
        return text, "\n".join(self._reword(line, _SHARE_OF_REWORDING) for line in [head, *rest])

    def _figure(self) -> tuple[str, str]:
        """One or two figures changed, and the word for the dead."""
        while True:
            text = self._article()
            found = list(_DIGITS.finditer(text))
            if found:
                break
        changed = text
        for match in sorted(self._random.sample(found, min(len(found), 2)), key=lambda m: -m.start()):
            value = str(int(match.group()) + self._random.randint(1, 30))
            changed = changed[: match.start()] + value + changed[match.end() :]
        for one, other in (("قتيلا", "شهيدا"), ("قتيل", "شهيد"), ("القتلى", "الشهداء")):
            changed = re.sub(rf"\b{one}\b", other, changed)
        return text, changed

    def _part(self) -> tuple[str, str]:
        """One to three paragraphs (30 words and more) inside another article, lightly reworded, credited or not."""
        while True:
            text, host = self._article(), self._article()
            lines = text.split("\n")
            start = self._random.randrange(1, len(lines))
            size = self._random.randint(1, 3)
            taken = lines[start : start + size]
            if host != text and len(" ".join(taken).split()) >= 40 and _words_outside_quotes(" ".join(taken)) >= 30:
                break
        into = host.split("\n")
        at = self._random.randrange(1, len(into) + 1)
        if self._random.random() < 0.6:
            taken = [self._reword(line, 0.05) for line in taken]
        if self._random.random() < 0.5:
            taken.append(self._random.choice(self._words["credits"]["tail"][:4]))
        return text, "\n".join([*into[:at], *taken, *into[at:]])

    def _credit(self) -> tuple[str, str]:
        """All of it under another headline, with the credit translated or put elsewhere."""
        text = self._article()
        lines = [self._reword(line, 0.03) for line in text.split("\n")[1:]]
        if self._random.random() < 0.5:
            lines.insert(0, self._random.choice(self._words["credits"]["head"]))
        else:
            lines.append(self._random.choice(self._words["credits"]["tail"]))
        return text, "\n".join(["متابعة لآخر ما ورد من الميدان", *lines])

    def _topic(self) -> tuple[str, str]:
        """The articles whose words are most alike and that are none the less two."""
        return self._similar.pop(0)

    def _mould(self) -> tuple[str, str]:
        mould = self._random.choice(self._words["moulds"])
        return self._filled(mould), self._filled(mould)

    def _filled(self, mould: str) -> str:
        pick = self._random.sample
        men, teams, places = (pick(self._words[name], 2) for name in ("names", "teams", "places"))
        small = {key: str(self._random.randint(2, 9)) for key in "nmk"}
        large = {key: str(self._random.randint(11, 89)) for key in "abcde"}
        return mould.format(
            team=teams[0], other=teams[1], man=men[0], man2=men[1], place=places[0], place2=places[1],
            day=self._random.choice(self._words["days"]), **small, **large,
        ).strip()  # fmt: skip

    def _quotation(self) -> tuple[str, str]:
        """One quotation in two articles that have nothing else in common."""
        quotation = self._random.choice(self._words["quotations"])
        speaker = self._random.choice(self._words["names"])
        left, right = self._two()
        ways = (f"وقال {speaker}: «{quotation}».", f'وشدد {speaker} في كلمة له على ما يأتي: "{quotation}".')
        return self._with(left, ways[0]), self._with(right, self._random.choice(ways))

    def _boilerplate(self) -> tuple[str, str]:
        lines = self._random.sample(self._words["boilerplate"], self._random.randint(1, 2))
        left, right = self._two()
        for line in lines:
            left, right = f"{left}\n{line}", f"{right}\n{line}"
        return left, right

    def _with(self, text: str, line: str) -> str:
        lines = text.split("\n")
        lines.insert(self._random.randrange(1, len(lines) + 1), line)
        return "\n".join(lines)

    def _reword(self, line: str, share: float) -> str:
        """Every known word exchanged with a good chance, a ``share`` of all left out or followed by a filler."""
        table = self._words["synonyms"] | self._words["tenses"]
        found: list[str] = []
        for word in line.split(" "):
            chance = self._random.random()
            if word in table and chance < min(1.0, share * 5):
                found.append(table[word])
            elif chance < share / 3 and not any(letter.isdigit() for letter in word):
                continue
            else:
                found.append(word)
                if self._random.random() < share / 5:
                    found.append(self._random.choice(self._words["fillers"]))
        return " ".join(found)


def _words_outside_quotes(text: str) -> int:
    return len(re.sub(r"[\"«“][^\"»”]*[\"»”]", " ", text).split())


def _most_alike(articles: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs by the share of rarer words in common, the most alike first."""
    bags = [frozenset(word for word in re.findall(r"\w{4,}", text)) for text in articles]
    spread = Counter(word for bag in bags for word in bag)
    rare = [frozenset(word for word in bag if spread[word] <= max(3, len(bags) // 20)) for bag in bags]
    scored = [
        (len(rare[a] & rare[b]) / (len(rare[a] | rare[b]) or 1), a, b)
        for a in range(len(rare)) for b in range(a)
    ]  # fmt: skip
    scored.sort(key=lambda row: (-row[0], row[1], row[2]))
    return [(articles[b], articles[a]) for _, a, b in scored[: NEAR_MISSES["topic"] + 60]]
