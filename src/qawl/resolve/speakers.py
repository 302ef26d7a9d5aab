"""Speakers of statements: a name, a kind and an entity for each, pronouns and dropped subjects included.

A source phrase is read for a personal name, a known actor, or its head noun; a title without a name
(«المتحدث باسم الجيش») is looked up among the titles that names of the article carry; a definite noun alone
(«المنظمة»، «المصدر») goes back to the last speaker it can mean. A statement without a source takes the
speaker of its host verb, of the statement around it, or of the last statement that agrees in gender and
number (antecedents.py).
"""

from collections.abc import Sequence
from dataclasses import replace

from qawl.extract.findings import FoundStatement
from qawl.lexicon.known import KnownEntity
from qawl.lexicon.words import HeadNoun
from qawl.model.span import Span
from qawl.model.statement import Speaker, SpeakerKind
from qawl.resolve.antecedents import Agreement, Antecedents, Met, spelled_name
from qawl.resolve.entity_names import EntityNames
from qawl.resolve.known_speakers import KnownSpeakers
from qawl.resolve.named_later import name_earlier_roles
from qawl.resolve.person_titles import SpeakerContext, clean_name, titles_of_people, without_article
from qawl.resolve.role_bearers import bearer_of_title, is_vague_role
from qawl.resolve.source_phrases import LONGEST_NAME, SourcePhrases
from qawl.text.tokens import ARTICLE, TokenKind, has_article

_PRONOUNS = frozenset({"هو", "هي", "هم", "هما", "وهو", "وهي", "وهم", "فهو", "فهي", "فهم", "انا", "نحن"})
_PAPER, _FIGURES = "document.paper", "document.figures"
_SPREAD = ("نشر", "وزع")  # «بيان نشرته الوكالة» is not the agency's
_NEWS = frozenset({"للانباء", "للاعلام", "للصحافه", "للاخبار"})
_PAIRS = frozenset({"الرئيسان", "الزعيمان", "الوزيران", "الرجلان", "المسؤولان", "الدولتان", "البلدان"})
_PAIRS |= {"الحركتان", "الفصيلان", "المنظمتان", "التنظيمان", "الجماعتان"}
_RANKS_TOO = frozenset({"لواء", "فريق"})
_LATTER = frozenset({"الاخير", "الاخيره"})
_RELAY = "cue.relay"
_IN_THE_NAME_OF = "باسم"
_OWNERS = {
    "هما": Agreement(None, "du"),
    "هم": Agreement("m", "pl"),
    "ها": Agreement("f", "sg"),
    "ه": Agreement("m", "sg"),
}
_NISBA = ("ي", "يه")
_IN, _WORDING, _UNNAMED = "في", "نص", frozenset({"بيان", "بلاغ"})
_ISSUED = frozenset({"البيان", "التقرير", "البلاغ"})


def resolve_speakers(
    context: SpeakerContext, statements: Sequence[FoundStatement], agreements: Sequence[Agreement]
) -> list[Speaker]:
    """One speaker a statement, in the same order. ``agreements[i]`` is what cue ``i`` says about its subject."""
    resolver = _Resolver(context)
    speakers: list[Speaker] = []
    for index, statement in enumerate(statements):
        speakers.append(resolver.resolve(index, statement, agreements[index], statements, speakers))
    return name_earlier_roles(context, statements, speakers)


class _Resolver(SourcePhrases):
    """State of one article: titles that names carry, and the speakers met so far."""

    def __init__(self, context: SpeakerContext) -> None:
        super().__init__(context)
        self._titles = titles_of_people(context)
        self._antecedents = Antecedents(context)
        self._entity_names = EntityNames(context)
        self._said: list[Span] = []  # contents of the statements before this one
        self._private: set[str] = set()  # full names of people met in no public role
        self._known_speakers = KnownSpeakers(context.known, context.names, year=context.year)

    def resolve(
        self,
        index: int,
        statement: FoundStatement,
        agreement: Agreement,
        statements: Sequence[FoundStatement],
        speakers: Sequence[Speaker],
    ) -> Speaker:
        """The speaker of one statement; whoever speaks for himself is remembered for the statements after it."""
        if statement.source is None:
            speaker = self._without_source(index, statement, agreement, statements, speakers)
            head = ""
        else:
            speaker = self._from_source(statement.source, agreement)
            head = self._head_word(statement.source)
        if speaker.name and statement.parent is None or statement.source is not None and speaker.name:
            found = self._agreement_of(statement, agreement)
            aside = "source.after-preposition" in statement.rules
            level = self._level(index, statements)
            self._antecedents.remember(Met(speaker, found, statement.cue[0], head, aside, level))
        self._said.extend(statement.content)
        return speaker

    def _level(self, index: int, statements: Sequence[FoundStatement]) -> int | None:
        """The statement in which one is made; who only passes it on («نقلت الوكالة عن»، «...، بحسب تقرير») is none."""
        parent = statements[index].parent
        while parent is not None and (statements[parent].lemma == _RELAY or parent > index):
            parent = statements[parent].parent
        return parent

    # -- with a source ---------------------------------------------------------------------------

    def _from_source(self, source: tuple[int, int], agreement: Agreement) -> Speaker:
        first, last = self._strip(source)
        word = self._folded[first]
        if word in _PRONOUNS:
            return self._antecedents.of_dropped(agreement, first, self._said, rule="speaker.pronoun")
        if word in _LATTER and first == last and (latter := self._antecedents.of_latter(first)) is not None:
            return latter
        if word in _PAIRS and first == last and (pair := self._antecedents.of_pair(first)) is not None:
            return pair
        head = self._head_noun(first)
        person = self._person_in(first, last, head)
        if person is not None:
            return person
        known = self._known_in(first, last)
        if known is not None:
            return known
        if head is not None and (titled := self._by_title(first, last, head)) is not None:
            return titled
        if head is not None and (bearer := self._last_of_role(first, last, head)) is not None:
            return bearer
        if (
            head is not None
            and self._is_bare_definite(first, last)
            and (back := self._antecedents.of_noun(first)) is not None
        ):
            return back
        sourced = head is not None and head.group == "anonymous.source" and self._is_bare_definite(first, last)
        if sourced and (same := self._same_source(source)) is not None:
            return same
        return self._descriptive(first, last, head, agreement)

    def _same_source(self, source: tuple[int, int]) -> Speaker | None:
        """«المصدر ذاته»، «ذات المصدر» where no source was named before: the last speaker, often a communiqué."""
        same = self._c.words.particles["same"]
        back = self._folded[source[0]] in ("ذات", "نفس") or self._folded[source[1]] in same
        last = self._antecedents.last
        return replace(last, rule="speaker.same-source", score=0.7) if back and last is not None else None

    def _person_in(self, first: int, last: int, head: HeadNoun | None) -> Speaker | None:
        """A personal name in the phrase, when the phrase is about the person and not about a body."""
        if head is not None and head.kind_with_name not in (SpeakerKind.PERSON, SpeakerKind.OUTLET):
            return None
        if head is not None and head.group == "group.people" and self._folded[first] in self._c.words.particles["kin"]:
            return None  # «عائلة الصحفية فلانة»
        if self._folded[first] in self._c.words.particles["counter"] or self._is_plural_construct(first):
            return None  # «أحد مساعدي فلان», «مستشارو فلان»
        for index in range(first, last + 1):
            if index > first and self._hangs_on_another(first, index):
                continue
            name = self._known_at.get(index)
            if name is not None and name.form.entity.category == "person" and name.last <= last:
                end = min(max(name.last, self._c.people.get(index, name.last)), last)
                return self._with_second(self._person(index, end, head, name.form.entity, first, last), end, last)
            if index in self._c.people and self._c.people[index] <= last:
                end = self._c.people[index]
                return self._with_second(self._person(index, end, head, None, first, last), end, last)
        return None

    def _with_second(self, speaker: Speaker, end: int, last: int) -> Speaker:
        """«الرئيس فلان ونظيره فلان»، «فلان وفلان»: two people who speak together have both names."""
        if end + 1 >= last and end + 1 not in self._c.people or not self._folded[end + 1].startswith("و"):
            return speaker
        for index in range(end + 1, last + 1):
            if self._tokens.raw[index] in "،,":
                return speaker
            known = self._known_at.get(index)
            is_known = known is not None and known.form.entity.category == "person"
            if not is_known and index not in self._c.people:
                continue
            second_end = min(known.last if known is not None and is_known else self._c.people[index], last)
            second = self._text(index, second_end)
            second = second.removeprefix("و") if index == end + 1 and self._folded[index].startswith("و") else second
            return replace(
                speaker,
                name=f"{speaker.name} و{second}",
                short_name=f"{speaker.short_name} و{second}",
                entity=None,
                rule="speaker.name",
            )
        return speaker

    def _is_plural_construct(self, index: int) -> bool:
        """«مساعدو»، «مساعدي»: the plural of a role without its ن, so that whose they are follows."""
        word, heads = self._folded[index], self._c.words.heads
        if index in self._c.people or index in self._known_at or has_article(word):
            return False
        return word.endswith(("و", "ي")) and word not in heads and heads.get(word[:-1]) is not None

    def _hangs_on_another(self, first: int, index: int) -> bool:
        """«بقيادة فلان»، «متحدث باسم الرئيس فلان»: the name belongs to somebody the phrase is not about."""
        if self._folded[index - 1] in self._c.words.particles["led_by"]:
            return True
        before = self._c.words.heads.get(self._folded[index - 1])
        if before is not None and before.group == "organization.armed" and not has_article(self._folded[index - 1]):
            return self._folded[index - 1] not in _RANKS_TOO  # «ضابط في شرطة صلاح الدين»
        words = self._folded[first:index]
        if _IN_THE_NAME_OF not in words:
            return False
        between = words[words.index(_IN_THE_NAME_OF) + 1 :]
        heads = [self._c.words.head(word) for word in between]
        return any(
            head is not None and head.kind_with_name is SpeakerKind.PERSON and not head.is_rank for head in heads
        )

    def _person(
        self, start: int, end: int, head: HeadNoun | None, entity: KnownEntity | None, first: int, last: int
    ) -> Speaker:
        name = self._text(start, end)
        kind = SpeakerKind.PERSON
        if head is not None and head.group == "outlet.media" and head.kind_with_name is SpeakerKind.OUTLET:
            kind = SpeakerKind.OUTLET if "مراسل" in self._folded[first] or "مصور" in self._folded[first] else kind
        if self._folded[end] in self._c.words.particles["outlet_name"]:
            kind = SpeakerKind.OUTLET
        role = self._text(first, start - 1) if start > first else ""
        if not role and end < last:
            role = self._text(end + 1, last).strip("،, ")
        full = self._fullest_name(start, end)
        entity = entity or self._bearer(end)
        is_private = entity is None and (full in self._private or (head is not None and head.is_private))
        if is_private:
            self._private.add(full)
        return Speaker(
            name=entity.name_ar if entity is not None and len(entity.name_ar) > len(full) else full,
            short_name=full if start == end and full.split()[0] == name else name,  # «الأمير محمد»
            kind=kind,
            role=role,
            affiliation=self._affiliation(first, last),
            entity=entity.id if entity is not None else None,
            rule="speaker.name",
            is_private=is_private,
        )

    def _affiliation(self, first: int, last: int) -> str:
        """The first known actor or country named beside the person."""
        for name in self._c.names:
            if first <= name.first and name.last <= last and name.form.entity.category in ("actor", "country"):
                return name.form.entity.name_ar
        return ""

    def _bearer(self, index: int) -> KnownEntity | None:
        """The known person of the article whose name ends with this word, if all that do are one."""
        word = self._folded[index]
        persons = (name for name in self._c.names if name.form.entity.category == "person")
        found = {name.form.entity.id: name.form.entity for name in persons if self._folded[name.last] == word}
        return next(iter(found.values())) if len(found) == 1 else None

    def _fullest_name(self, start: int, end: int) -> str:
        """The longest name of the article that ends like this one: الرمضان -> أحمد الرمضان."""
        words = self._folded[start : end + 1]
        best = (start, end)
        for other, other_end in self._c.people.items():
            longer = other_end - other > best[1] - best[0]
            if longer and self._folded[other_end - len(words) + 1 : other_end + 1] == words:
                best = (other, other_end)
        if best == (start, end) and start == end and (by_rank := self._named_by_rank(start)) is not None:
            return by_rank
        return self._text(*best)

    def _named_by_rank(self, index: int) -> str | None:
        """«الأمير محمد»: the one name of the article that begins so behind the same rank."""
        rank = self._c.words.heads.get(self._folded[index - 1]) if index else None
        if rank is None or not rank.is_rank:
            return None
        spans = {**{n.first: n.last for n in self._c.names if n.form.entity.category == "person"}, **self._c.people}
        fuller = {
            self._text(first, last)
            for first, last in spans.items()
            if last > first and self._folded[first - 1 : first + 1] == self._folded[index - 1 : index + 1]
        }
        return next(iter(fuller)) if len(fuller) == 1 else None

    def _known_in(self, first: int, last: int) -> Speaker | None:
        """A known actor or country that is the phrase or its core."""
        head = self._head_noun(first)
        for index in range(first, min(last + 1, first + 4)):
            name = self._known_at.get(index)
            if name is None or name.last > last:
                continue
            entity = name.form.entity
            is_country = entity.category in ("country", "capital")
            if index == first + 1 and is_country and self._folded[first] in self._c.words.particles["country_noun"]:
                return self._known_in(index, name.last)  # «دولة الكويت»
            if index > first and (head is None or head.kind not in (SpeakerKind.OUTLET, SpeakerKind.ORGANIZATION)):
                return None
            joined = name.span.start > self._tokens.starts[index]  # «هيئة الأركان | للقوات المسلحة»
            if index > first and (is_country or name.last < last or joined):
                return None
            if entity.category == "person":
                return None
            kind = SpeakerKind(entity.kind)
            spelled = spelled_name(self._c, name)
            full = self._text(first, last) if name.last < last else spelled
            short = clean_name(spelled)
            if entity.category in ("actor", "country"):
                short = self._entity_names.of(entity, short)
            if name.last < last and (together := self._together(first, last)) is not None:
                return together
            if name.last < last and entity.category in ("country", "capital"):
                return None
            return Speaker(
                name=entity.name_ar if entity.category == "actor" else full,
                short_name=short,
                kind=kind,
                entity=entity.id,
                rule="speaker.known-name",
            )
        return None

    def _together(self, first: int, last: int) -> Speaker | None:
        """«روسيا والولايات المتحدة»، «الحركة والحكومة»: known names that speak together; None for another phrase."""
        index, categories = first, set()
        while index <= last:
            name = self._known_at.get(index)
            if (
                name is None
                or name.form.entity.category == "person"
                or index > first
                and not self._folded[index].startswith("و")
            ):
                return None
            categories.add(name.form.entity.category)
            index = name.last + 1
        text = self._text(first, last)
        kind = SpeakerKind.STATE if categories <= {"country", "capital"} else SpeakerKind.GROUP
        return Speaker(text, text, kind, rule="speaker.known-name")

    def _by_title(self, first: int, last: int, head: HeadNoun) -> Speaker | None:
        """The person whose title in this article shares most words with the phrase."""
        if head.kind_with_name is not SpeakerKind.PERSON or not self._is_definite(first, last):
            return None
        if head.group == "group.people" and self._folded[first] in self._c.words.particles["kin"]:
            return None
        bearer = bearer_of_title(self._c, self._titles, self._folded[first : last + 1])
        return None if bearer is None else replace(bearer, role=self._text(first, last), rule="speaker.title")

    def _last_of_role(self, first: int, last: int, head: HeadNoun) -> Speaker | None:
        """«المسؤول الأممي»: a vague role takes up the person who spoke last."""
        met = self._antecedents.last_met
        if met is None or head.kind_with_name is not SpeakerKind.PERSON or not is_vague_role(self._c, first, last):
            return None
        gender = "f" if self._tokens.ends_in_teh(first) else "m"
        if not met.is_named_person or not met.agreement.fits(Agreement(gender, "sg")):
            return None
        return replace(met.speaker, role=self._text(first, last), rule="speaker.vague-role", score=0.7)

    def _descriptive(self, first: int, last: int, head: HeadNoun | None, agreement: Agreement) -> Speaker:
        """A phrase that names nobody: its own words, cut to the core."""
        end = self._core_end(first, last)
        name = self._text(first, end)
        by_people = has_article(self._folded[first]) and self._folded[first].endswith(_NISBA) and head is None
        if by_people and last == first + 1 and self._folded[last] in self._c.words.given_names:
            name = self._text(last, last)  # «قال السوري | خليل»
            return Speaker(name, name, SpeakerKind.PERSON, role=self._text(first, first), rule="speaker.name")
        if head is None and first == last and self._is_bare_adjective(first):
            return Speaker("", "", SpeakerKind.ANONYMOUS, rule="speaker.none")
        head = self._counted_document(first, end) or head
        kind = SpeakerKind.ANONYMOUS if head is None else head.kind
        if head is not None and head.group in (_PAPER, _FIGURES):
            return self._document(first, last, name, head)
        if head is None or head.group in ("anonymous.source", "anonymous.rumour"):
            kind = kind if head is not None else self._kind_of_unknown(first, agreement)
        elif head.kind_with_name is SpeakerKind.PERSON and head.group != "group.people":
            kind = self._kind_of_role(first, last, head)
        elif self._gives_news(first, end, head):
            kind = SpeakerKind.OUTLET
        elif head.group == "outlet.media" and self._is_no_news_agency(first, end):
            kind = SpeakerKind.ORGANIZATION
        speaker = Speaker(name=name, short_name=name, kind=kind, role=name, rule="speaker.phrase")
        return self._with_entity(speaker)

    def _is_no_news_agency(self, first: int, end: int) -> bool:
        """«وكالة استخبارات غربية»، «وكالة يوروبا للتعاون القضائي»."""
        if without_article(self._folded[first]) != "وكاله" or first == end:
            return False
        purposes = (word for word in self._folded[first + 1 : end + 1] if word.startswith("لل"))
        named = self._folded[first + 1] in self._c.words.particles["not_news"]
        return named or any(word not in _NEWS for word in purposes)

    def _counted_document(self, first: int, end: int) -> HeadNoun | None:
        """«عدة تقارير»، «العديد من التقارير»: the documents speak, not those who count them."""
        if first >= end or without_article(self._folded[first]) not in self._c.words.particles["counter"]:
            return None
        counted = self._head_noun(min(first + 1 + (self._folded[first + 1] == "من"), end))
        return counted if counted is not None and counted.kind is SpeakerKind.DOCUMENT else None

    def _with_entity(self, speaker: Speaker) -> Speaker:
        """The same speaker with the actor it means in this news, or the holder of the office it names."""
        described = self._known_speakers.described(speaker.name)
        if described is not None:
            named = self._spelled_in_article(described) is not None
            return replace(
                speaker,
                name=described.name_ar,
                short_name=described.name_ar if named else speaker.short_name,
                entity=described.id,
                rule="speaker.in-context",
                score=0.7,
            )
        holder = self._known_speakers.holder(speaker.name)
        if holder is not None:
            return replace(
                speaker,
                name=holder.name_ar,
                short_name=self._spelled_in_article(holder) or speaker.short_name,
                kind=SpeakerKind.PERSON,
                entity=holder.id,
                rule="speaker.office",
                score=0.7,
            )
        return speaker

    def _spelled_in_article(self, entity: KnownEntity) -> str | None:
        """The first name that the article gives this entity, if it names it at all."""
        found = next((name for name in self._c.names if name.form.entity.id == entity.id), None)
        return None if found is None else clean_name(spelled_name(self._c, found))

    def _gives_news(self, first: int, last: int, head: HeadNoun | None) -> bool:
        """«شبكة الوادي الإخبارية»: a body whose name says that it publishes news is an outlet."""
        news = self._c.words.particles["news_adjective"]
        is_body = head is not None and head.group == "organization.body"
        return is_body and any(self._folded[at] in news for at in range(first + 1, last + 1))

    def _kind_of_unknown(self, first: int, agreement: Agreement) -> SpeakerKind:
        """A noun that no list knows: many are a group, one definite is a person («الكاهن»), others anonymous.

        A verbal noun, a plural of things and a noun whose verb is feminine without ة («القوى») are no person.
        """
        word = self._folded[first]
        if word.endswith(("ون", "ين")) and len(word) > 5:
            return SpeakerKind.GROUP
        if word in self._c.words.given_names:
            return SpeakerKind.PERSON  # «وقال مروان»
        feminine = agreement.gender == "f" and not self._tokens.ends_in_teh(first)
        thing = word.endswith("ات") or self._c.words.looks_like_verbal_noun(word.removeprefix(ARTICLE))
        described = self._folded[first + 1] if first + 1 < len(self._folded) else ""
        if has_article(word) and self._tokens.ends_in_teh(first) and has_article(described):
            return SpeakerKind.ORGANIZATION  # «المنطقة العسكرية الثانية»
        return SpeakerKind.PERSON if has_article(word) and not (feminine or thing) else SpeakerKind.ANONYMOUS

    def _kind_of_role(self, first: int, last: int, head: HeadNoun) -> SpeakerKind:
        """A role without a name: one definite holder is a person («وزير الدفاع»), others have the noun's own kind."""
        word = self._folded[first]
        is_plural = word.endswith(("ون", "ين", "ات", "و")) or word in self._c.words.particles["people_plural"]
        is_plural = is_plural or word.endswith("ي") and self._c.words.heads.get(f"{word}ن") is not None  # «مسؤولي»
        if is_plural or head.kind is SpeakerKind.GROUP:
            return head.kind
        is_titled = first < last and self._folded[first + 1] not in self._c.words.particles["same"]
        if is_titled and without_article(word) in self._c.words.particles["represents"]:
            return SpeakerKind.ANONYMOUS  # «المتحدث باسم الوزارة»، «مندوب فرنسا»: nobody is named
        return SpeakerKind.PERSON if self._is_definite(first, last) else SpeakerKind.ANONYMOUS

    def _document(self, first: int, last: int, name: str, head: HeadNoun) -> Speaker:
        """A document speaks for the body that issued it; figures («أرقام الوزارة») are the body's own word."""
        issuer = self._issuer(first, last) or self._issued_by(last) or self._issuer_unnamed(first, last)
        if issuer is None:
            return Speaker(name=name, short_name=name, kind=SpeakerKind.DOCUMENT, rule="speaker.phrase")
        kind = issuer.kind if head.group == _FIGURES else SpeakerKind.DOCUMENT
        return replace(issuer, kind=kind, role=name, rule="speaker.issuer")

    def _issuer(self, first: int, last: int) -> Speaker | None:
        """The known name inside the phrase, a body described in it, or for «البيان» alone the last speaker."""
        for known in self._c.names:
            if first <= known.first and known.last <= last and known.form.entity.category == "actor":
                entity = known.form.entity
                name = self._entity_names.of(entity, clean_name(spelled_name(self._c, known)))
                return Speaker(entity.name_ar, name, SpeakerKind(entity.kind), entity=entity.id)
        for index in range(first + 1, last + 1):
            head = self._head_noun(index)
            if head is not None and head.kind in (SpeakerKind.ORGANIZATION, SpeakerKind.OUTLET):
                back = self._antecedents.of_noun(index) if self._is_bare_definite(index, last) else None
                if back is None:
                    described = self._descriptive(index, last, head, Agreement(None, None))
                    back = described if index < last else None
                return None if back is None else replace(back, score=0.7)
        first += self._folded[first] == _WORDING and first < last  # «نص | البيان»
        definite = has_article(self._folded[first]) and first == last
        if definite and self._folded[first] in _ISSUED and self._antecedents.last is not None:
            return replace(self._antecedents.last, score=0.7)
        return None

    def _issuer_unnamed(self, first: int, last: int) -> Speaker | None:
        """«وجاء في | بيان»: a statement of nobody else is by whoever the dropped subject of a verb would be."""
        if first != last or self._folded[first] not in _UNNAMED or not first or self._folded[first - 1] != _IN:
            return None
        found = self._antecedents.of_dropped(Agreement("m", "sg"), first, self._said, rule="speaker.issuer")
        return replace(found, score=0.7) if found.name else None

    def _issued_by(self, last: int) -> Speaker | None:
        """«التقرير الصادر، الأحد، عن مركز الوادي»، «بيان نشرته الرئاسة»: who issued it stands behind the phrase."""
        limit = self._c.layout.sentences[self._c.layout.sentence_of[last]].stop
        words = self._c.words.particles["issued"] | self._c.words.particles["issued_by"]
        at = next((i for i in range(last, min(last + 3, limit)) if self._folded[i] in words), None)
        if at is None:
            return None
        for first in range(at + 1, min(at + 8, limit)):
            known = self._known_at.get(first)
            if known is not None and known.form.entity.category == "actor":
                spread = known.form.entity.kind == SpeakerKind.OUTLET and self._folded[at].startswith(_SPREAD)
                return None if spread else self._known_in(first, known.last)
            head = self._c.words.head(self._folded[first])
            if head is not None and head.kind in (SpeakerKind.ORGANIZATION, SpeakerKind.OUTLET):
                end = first
                while end + 1 < limit and self._continues_name(end + 1) and end - first < LONGEST_NAME:
                    end += 1
                if end > first:
                    return self._descriptive(first, end, head, Agreement(None, None))
                return self._antecedents.of_noun(first) if has_article(self._folded[first]) else None
        return None

    def _continues_name(self, index: int) -> bool:
        """A word of a body's name: definite, or carrying a letter; no particle, no time, no mark."""
        word = self._folded[index]
        if word in self._c.words.particles["joined_in_title"]:
            return True
        is_word = self._tokens.kinds[index] is TokenKind.WORD and word not in self._c.words.ordinary
        return is_word and (has_article(word) or word[:1] in "ول" or self._c.words.head(word) is not None)

    # -- without a source ------------------------------------------------------------------------

    def _without_source(
        self,
        index: int,
        statement: FoundStatement,
        agreement: Agreement,
        statements: Sequence[FoundStatement],
        speakers: Sequence[Speaker],
    ) -> Speaker:
        if statement.host is not None and statement.host < len(speakers):
            return replace(speakers[statement.host], rule="speaker.host")
        if statement.subject is not None:
            return replace(self._from_source(statement.subject, agreement), rule="speaker.subject", score=0.7)
        if "cue.noun" in statement.rules:
            owner = _OWNERS.get(self._owner(statement.cue[0]))
            if owner is None:
                return self._noun_itself(statement)
            return self._antecedents.of_dropped(owner, statement.cue[0], self._said, rule="speaker.owner")
        if "cue.impersonal" in statement.rules:
            return Speaker("", "", SpeakerKind.ANONYMOUS, rule="speaker.none")
        if statement.parent is not None and statement.parent < len(speakers):
            outer = speakers[statement.parent]
            around = statements[statement.parent]
            outer_agreement = self._agreement_of(around, Agreement(around.gender, around.number))
            if agreement.gender is None or outer_agreement.fits(agreement):  # «أعتقد»: whoever is quoted
                return replace(outer, rule="speaker.outer", score=0.7)
        level = self._level(index, statements)
        return self._antecedents.of_dropped(
            agreement, statement.cue[0], self._said, level=level, rule="speaker.dropped"
        )

    def _noun_itself(self, statement: FoundStatement) -> Speaker:
        """«تقارير عن ...»: the reports themselves are all the speaker there is; other nouns speak for nobody."""
        head = self._head_noun(statement.cue[0])
        if head is None or head.kind not in (SpeakerKind.DOCUMENT, SpeakerKind.ANONYMOUS):
            return Speaker("", "", SpeakerKind.ANONYMOUS, rule="speaker.none")
        name = self._text(*statement.cue).lstrip("و")
        return Speaker(name, name, head.kind, rule="speaker.noun")

    def _agreement_of(self, statement: FoundStatement, fallback: Agreement) -> Agreement:
        """How later verbs agree with this statement's speaker: by its phrase, else by its own verb."""
        if statement.source is None:
            return fallback
        first, _ = self._strip(statement.source)
        word = self._folded[first]
        if first in self._c.people:
            return Agreement(fallback.gender, "sg")
        if (
            word.endswith(("ون", "ين"))
            and self._c.words.head(word) is not None
            and word.endswith(("ون", "يين", "لين", "رين", "دين", "طين"))
        ):
            return Agreement("m", "pl")
        head = self._c.words.head(word)
        if (
            head is not None
            and head.group.startswith(("anonymous", "group"))
            and fallback.gender == "m"
            and word in self._c.words.particles["people_plural"]
        ):
            return Agreement("m", "pl")
        if (
            self._tokens.ends_in_teh(first)
            or word.endswith("ات")
            or word in ("مصادر", "المصادر", "تقارير", "قوات", "وسائل")
        ):
            return Agreement("f", "sg")
        return Agreement(fallback.gender, fallback.number)
