"""Prepositions that attribute the clause around them: بحسب، وفق، وفقا لـ، نقلا عن، على حد قول."""

from qawl.extract.adjuncts import skip_adjuncts
from qawl.extract.attributions import Attribution, clause_from, piece_of, pieces_around
from qawl.extract.clause_reader import ClauseReader
from qawl.extract.complement_search import Complement, Link, opens_that
from qawl.extract.complements import complement_at
from qawl.extract.name_words import may_be_name
from qawl.lexicon.cues import FINITE, CueEntry, CueForm
from qawl.model.statement import Stance
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import COMMAS, TokenKind, has_article

_DESCRIPTION = frozenset({"وصف", "تعبير", "توصيف"})
_STOPS = frozenset(".!?؟؛;:…")
_HAMZA_BELOW = "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}"
FARTHEST_VERB = 14  # tokens back to the verb whose speaker stands before «على لسان»
_RELAYING = frozenset({"cue.quoting", "cue.on-tongue-of"})
LONGEST_HEADLESS = 5  # tokens of an opening phrase that still waits for its subject
LONGEST_OPENING = 9  # tokens of a clause cut in two by a preposition


class PrepositionCues:
    """Prepositions that attribute the clause around them: بحسب، وفق، وفقا لـ، نقلا عن، على حد قول."""

    def __init__(self, clauses: ClauseReader) -> None:
        self._clauses = clauses
        self._reader = clauses.reader
        self._layout = clauses.reader.layout
        self._tokens = clauses.reader.layout.tokens
        self._folded = clauses.reader.layout.tokens.folded

    def read(self, index: int, form: CueForm) -> Attribution | None:
        """بحسب X: the content stands before it in the sentence, or after it when it opens the sentence."""
        entry = form.entry
        limit = self._clauses.limit(index)
        at = index + form.length
        if at >= limit or (self._folded[index] == "علي" and self._is_told_by(index)):
            return None
        word = self._folded[at]
        if "that" in entry.complement and word in self._reader.words.particles["complementizer"]:
            complement = Complement(Link.THAT, at, at + 1)
            rule = self._clauses.content_rule(complement, index)
            return self._clauses.make(index, form, None, complement, rule, ("source.dropped",), False)
        if entry.needs == {"that"}:
            return None
        if "relative" not in entry.complement and (found := self._reason_after(at, limit, entry)) is not None:
            rule = self._clauses.content_rule(found, index)
            return self._clauses.make(index, form, None, found, rule, ("source.dropped",), False)
        if entry.prepositions and not (word in entry.prepositions or word[:1] in entry.prepositions):
            return None
        if word in entry.prepositions and len(word) > 1 or word in ("ل", "ب"):
            at += 1
        has_verb = False
        if at < limit and self._folded[at] in ("ما", "لما"):
            at += 1
            has_verb = True
            if at < limit and (self._clauses.is_a(at, "preposition") or self._folded[at] in ("هو", "هي")):
                return None  # «وفق ما | لديهم من تعليمات»، «وفقا لما | هو مخطط»
        if self._folded[index + form.length - 1].endswith("ما"):
            has_verb = True
        if has_verb and at < limit and self._folded[at] != "عن":
            at += 1
            while at < limit and self._folded[at] in ("عن", "به", "عنه", "لنا", "لها", "في", "علي", "من", "لدي"):
                at += 1
            at = skip_adjuncts(self._reader, at, limit)
        if at + 1 < limit and self._folded[at] in _DESCRIPTION and not self._reader.is_owned(at + 1):
            at += 1  # «بحسب وصف | الكاتب»
        if at < limit and self._is_owned_saying(at):
            at += 1
            if at < limit and self._tokens.raw[at].startswith(_HAMZA_BELOW):
                return None  # «حسب قوله إن ...»: the noun is the cue
            has_verb = True
            source = None
        else:
            source = self._prepositional_source(at, limit)
            if source is not None and source[1] + 1 < limit and self._is_owned_saying(source[1] + 1):
                return None  # «نقلا عن مصدر | قوله إن ...»: the noun is the cue
        possessor = self._folded[index + form.length - 1].endswith(("ه", "ها", "هم")) and form.length > 1
        if source is None and not possessor and not has_verb:
            return None
        end = (source[1] if source is not None else at - 1) + 1
        before = self._clauses.content_before(index)
        if entry.id in _RELAYING and (told := self._stands_there(before, end, limit)) is not None:
            rule = self._clauses.content_rule(told, index)
            return self._clauses.make(index, form, source, told, rule, ("content.after-preposition",), False)
        if before is None or self._opens_sentence(index) or self._opens_clause(index, end, limit):
            first = self._after_opening_phrase(end, limit)
            if first >= limit:
                return None
            return self._clauses.make(
                index,
                form,
                source,
                None,
                lambda c: clause_from(c, first, limit),
                ("content.after-preposition",),
                False,
            )
        if end < limit and self._tokens.raw[end].startswith("أ") and opens_that(self._reader, end):
            before = self._after_last_comma(before)  # «...، بل يجب حسب رأيه | أن ...»
        rest = self._clause_goes_on(before, end, limit)
        if rest is not None:
            return self._clauses.make(
                index,
                form,
                source,
                None,
                lambda c: pieces_around(c, before, rest, limit),
                ("content.around-preposition",),
                False,
            )
        return self._clauses.make(
            index, form, source, None, lambda c: piece_of(c, *before), ("content.before-preposition",), False
        )

    def _stands_there(self, before: tuple[int, int] | None, end: int, limit: int) -> Complement | None:
        """«وجاء على لسان المتحدث | أن ...», «وقالت الوكالة نقلا عن مصدر | إن ...»: what the verb before leads to."""
        at = end + (end < limit and self._tokens.raw[end] in COMMAS)
        if before is None or before[1] - before[0] > LONGEST_OPENING or at + 1 >= limit:
            return None
        tells = any(
            self._reader.is_finite_cue(i) or self._clauses.is_a(i, "stands_there") or self._clauses.is_a(i, "announcer")
            for i in range(before[0], before[1] + 1)
        )
        return Complement(Link.THAT, at, at + 1) if tells and opens_that(self._reader, at) else None

    def _after_last_comma(self, before: tuple[int, int]) -> tuple[int, int]:
        first = next((i + 1 for i in range(before[1], before[0], -1) if self._tokens.raw[i] in COMMAS), before[0])
        return first, before[1]

    def _has_that(self, before: tuple[int, int]) -> bool:
        return any(opens_that(self._reader, index) for index in range(before[0], before[1] + 1))

    def _is_short(self, before: tuple[int, int]) -> bool:
        return before[1] - before[0] < LONGEST_HEADLESS

    def _is_owned_saying(self, index: int) -> bool:
        """«بحسب تعبيره»، «وفق قولها»: the noun carries whoever said it."""
        forms = self._clauses.readings(index)
        word = self._folded[index]
        owned = word.endswith(("ه", "ها", "هم")) and not self._tokens.raw[index].endswith("ة") and not has_article(word)
        return owned and any(f.category == "masdar" for f in forms)

    def _reason_after(self, at: int, limit: int, entry: CueEntry) -> Complement | None:
        """«بحجة ترميم السقف»، «بقوله: ...»: what is said stands after the phrase, not around it."""
        if "that" not in entry.complement:
            return None
        found = complement_at(self._reader, at, limit, entry, allow_object="object" in entry.complement)
        return None if found is None or found.link is Link.PREPOSITION else found

    def _clause_goes_on(self, before: tuple[int, int], end: int, limit: int) -> int | None:
        """Where the clause goes on after «، بحسب X،» in its middle; None when it was complete before it."""
        if end >= limit or self._tokens.raw[end] in _STOPS:
            return None
        words = self._reader.words
        comma = self._tokens.raw[end] in COMMAS
        rest = end + 1 if comma else skip_adjuncts(self._reader, end, limit)  # «... الأحد», «... لوكالة الأنباء»
        if rest >= limit or self._tokens.raw[rest] in _STOPS | COMMAS:
            return None
        word = self._folded[rest]
        if word.endswith(("ته", "تها")) and not has_article(word) and self._reader.words.head(word) is None:
            return None  # «بيان | نشرته الوكالة»
        if any(self._reader.words.bounds.at(self._folded, rest)):
            return None
        if self._is_short(before) and (word == "ان" or word == "ب"):
            return rest  # «وبدا، بحسب الصحيفة، | أن ...»
        if rest <= end + 1 and opens_that(self._reader, rest) and not self._has_that(before):
            return rest  # «وبدا، بحسب الصحيفة، | أن ...»
        closed = ("contrast", "relative", "complementizer", "subordinator")
        if any(word in words.particles[name] for name in closed) or self._reader.cues.readings(word):
            return None
        if word[0] == "و" and word not in words.given_names and self._tokens.kinds[rest] is TokenKind.WORD:
            return None
        if not comma:
            return rest
        opening = self._folded[before[0]].removeprefix("و") in words.particles["preposition"]
        if opening and before[1] - before[0] < LONGEST_HEADLESS:
            return rest  # «ومن بين العراقيل، بحسب التقرير، | منع القوافل»
        return (
            rest
            if before[1] - before[0] < LONGEST_OPENING
            and word in words.particles["preposition"] | {"ان"}
            or self._tokens.raw[rest] in QUOTATION_MARKS
            else None
        )

    def _is_told_by(self, index: int) -> bool:
        """«وقالت على لسان ...»، «ودعت فرنسا على لسان وزيرها إلى ...»: the verb before, with its speaker, is the cue."""
        for at in range(index - 1, max(self._clauses.start(index), index - FARTHEST_VERB) - 1, -1):
            if self._tokens.raw[at] in COMMAS or self._folded[at] in self._reader.words.particles["complementizer"]:
                return False
            if self._is_strong_verb(at) or self._demands(at):
                return True
        return False

    def _demands(self, index: int) -> bool:
        return any(f.category in FINITE and f.entry.stance is Stance.DEMANDS for f in self._clauses.readings(index))

    def _is_strong_verb(self, index: int) -> bool:
        """«وقالت على لسان ...»: the verb before is the cue."""
        return index >= 0 and any(f.category in FINITE and not f.entry.is_weak for f in self._clauses.readings(index))

    def _prepositional_source(self, at: int, limit: int) -> tuple[int, int] | None:
        if at >= limit:
            return None
        word = self._folded[at]
        joined = word.startswith("لل") or (word[:1] in ("ل", "ب") and self._reader.words.heads.get(word) is None)
        last = self._reader.noun_phrase(at, limit, bounded=False)
        if last is None and joined:
            bare = "ال" + word[2:] if word.startswith("لل") else word[1:]
            if self._reader.words.heads.get(bare) is not None or at in self._reader.entities:
                last = self._reader.entities.get(at, at)
                longer = (
                    self._reader.noun_phrase(at + 1, limit, bounded=False) if last == at and at + 1 < limit else None
                )
                follows = at + 1 < limit and self._folded[at + 1].startswith("ال")
                last = longer if longer is not None and (follows or not bare.startswith("ال")) else last
        if last is None:
            return None
        if last + 2 < limit and self._folded[last + 1] == "من" and self._reader.words.head(self._folded[last + 2]):
            last = self._reader.noun_phrase(last + 2, limit, bounded=False) or last  # «حسب ثلاثة من السكان»
            return at, last
        followed = self._may_be_followed((at, last)) or self._is_last_word(at, last, limit)
        return (at, last) if followed else None

    def _is_last_word(self, first: int, last: int, limit: int) -> bool:
        """«...، وفق مينغ.»: a name that no list knows, between a comma before وفق and the end of the sentence."""
        closes = last + 1 >= limit or self._tokens.raw[last + 1] in _STOPS
        after_comma = first > 1 and self._tokens.raw[first - 2] in COMMAS
        words, cues = self._reader.words, self._reader.cues
        named = all(may_be_name(self._folded[i], words=words, cues=cues) for i in range(first, last + 1))
        return closes and after_comma and named

    def _may_be_followed(self, source: tuple[int, int]) -> bool:
        """Anything definite that speaks; laws, plans and agreements are followed without speaking."""
        word = self._folded[source[0]]
        bare = "ال" + word[2:] if word.startswith("لل") else word
        silent = self._reader.words.particles["not_speaker"]
        if bare in silent or bare.removeprefix("ال") in silent or word[1:] in silent:
            return False
        if self._clauses.is_speaker(source) or self._reader.words.heads.get(bare) is not None:
            return True
        return has_article(word) or self._reader.words.heads.get(word[1:]) is not None

    def _opens_sentence(self, index: int) -> bool:
        start = self._clauses.opening(index)
        return index - start <= 1 and all(
            self._tokens.raw[i] in QUOTATION_MARKS or self._folded[i] in ("و", "كما") for i in range(start, index)
        )

    def _opens_clause(self, index: int, end: int, limit: int) -> bool:
        """«...، وبحسب المدير، | فإن ...»: what it attributes comes after it."""
        if self._folded[index][0] != "و" or self._tokens.raw[index - 1] not in COMMAS:
            return False
        return any(self._clauses.is_a(at, "apodosis") for at in range(end, min(end + 2, limit)))

    def _after_opening_phrase(self, index: int, limit: int) -> int:
        """Past the comma, «فقد» and «فإن» after an opening «وبحسب X»; a remark between commas is stepped over."""
        while index < limit and (self._tokens.raw[index] in COMMAS or self._folded[index] in ("فقد", "فان", "ان")):
            index += 1
        return index
