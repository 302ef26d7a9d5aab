"""What the words of a source phrase say by themselves: its head noun, its core, whether it is definite.

These questions need the article and the word lists only, none of the speakers met before; speakers.py asks them.
"""

from qawl.lexicon.words import HeadNoun
from qawl.resolve.antecedents import spelled_name
from qawl.resolve.person_titles import SpeakerContext, clean_name, without_article
from qawl.text.tokens import ARTICLE, TokenKind, has_article, strip_enclitics

LONGEST_NAME = 7  # words of a descriptive name on the interchange line
_STOP_WORDS = frozenset(
    {"الذي", "التي", "الذين", "اللذين", "وهو", "وهي", "وهم", "ومقره", "ومقرها", "بقياده", "لم", "رفض", "طلب", "فضل"}
)
_NON = "غير"
ALEF = "\N{ARABIC LETTER ALEF}"
_THE_SAME = frozenset({"ذات", "نفس"})
_NAME_PREPOSITIONS = frozenset({"في", "من", "لدي", "عن", "الي", "علي", "ضمن", "داخل", "قرب", "ب"})
_PLACES = frozenset("منطقه مدينه بلده محافظه قريه ريف حي مخيم اقليم ولايه قضاء ناحيه".split())
_ACCORDING = frozenset({"وفقا", "ووفقا", "طبقا", "وطبقا", "تبعا", "وتبعا"})  # «وفقا ل...»


class SourcePhrases:
    """Reads the phrases of one article that speak."""

    def __init__(self, context: SpeakerContext) -> None:
        self._c = context
        self._tokens = context.layout.tokens
        self._folded = context.layout.tokens.folded
        self._known_at = {name.first: name for name in context.names}
        self._names_seen = {self._folded[at] for ends in context.people.items() for at in ends}

    def _strip(self, source: tuple[int, int]) -> tuple[int, int]:
        """Skip marks around the phrase."""
        first, last = source
        while first < last and self._tokens.kinds[first] is TokenKind.MARK:
            first += 1
        while last > first and self._tokens.kinds[last] is TokenKind.MARK:
            last -= 1
        if last > first and self._folded[first] in _THE_SAME and has_article(self._folded[first + 1]):
            return self._strip((first + 1, last))  # «ذات المصادر»
        if last > first + 2 and self._folded[first + 1] in self._c.words.particles["calling_itself"]:
            at = first + 3 + (self._folded[first + 2] == "علي")  # «جماعة تطلق على نفسها | اسم لواء الفجر»
            return self._strip((min(at + (self._folded[min(at, last)] in ("اسم", "لقب")), last), last))
        if last > first and self._folded[first] in self._c.words.particles["saying"]:
            return self._strip((first + 1, last))  # «بحسب قول المسؤول»
        return first, last

    def _head_noun(self, index: int) -> HeadNoun | None:
        word = self._folded[index]
        head = self._c.words.rank_before(word, index, self._c.people) or self._c.words.head(word)
        if head is None and word.startswith("لل"):
            head = self._c.words.heads.get("ال" + word[2:])
        if head is None and word[:1] in ("ل", "ب"):
            head = self._c.words.heads.get(word[1:])
        return head

    def _head_word(self, source: tuple[int, int]) -> str:
        first, _ = self._strip(source)
        return without_article(self._folded[first])

    def _is_bare_definite(self, first: int, last: int) -> bool:
        """One definite noun, alone or with «نفسه»: an anaphor."""
        if not has_article(self._folded[first]):
            return False
        body = without_article(self._folded[first]) in self._c.words.particles["body_noun"]
        if body and last == first + 1 and self._tokens.ends_in_teh(last) and has_article(self._folded[last]):
            return not self._is_nationality(last)  # «المنظمة الطبية»
        if body and last == first + 2 and self._folded[first + 1] == _NON:
            return True  # «المنظمة غير الحكومية»
        return first == last or (last == first + 1 and self._folded[last] in self._c.words.particles["same"])

    def _is_nationality(self, index: int) -> bool:
        return without_article(self._folded[index]).removesuffix("ه") in self._c.known.nisbas

    def _core_end(self, first: int, last: int) -> int:
        end = first
        for index in range(first, last + 1):
            word = self._folded[index]
            if index > first and self._opens_a_medium(index):
                break
            if index > first and (
                word in _STOP_WORDS
                or word in self._c.words.particles["saying"]
                or word in self._c.words.particles["same"]
                or self._tokens.raw[index] in "،,:("
            ):
                break
            if index - first >= LONGEST_NAME:
                break
            end = index
        inside = (name.last for name in self._known_at.values() if name.first <= end < name.last <= last)
        end = max(inside, default=end)  # no name is cut in two
        if end - first >= LONGEST_NAME - 1 and end < last and self._folded[end] in _PLACES:
            end -= 1  # «السلطات الصحية التابعة للمعارضة في منطقة | الغوطة»: no place without its name
        while end > first and (self._folded[end] in _NAME_PREPOSITIONS or self._tokens.kinds[end] is TokenKind.MARK):
            end -= 1
        return end

    def _opens_a_medium(self, index: int) -> bool:
        """«في توضيح مقتضب»: where it was said is no part of who said it."""
        word = self._folded[index]
        following = self._folded[index + 1] if index + 1 < len(self._folded) else ""
        particles = self._c.words.particles
        if word[:1] == "ب" and self._is_medium(word[1:]):
            return True
        is_medium = self._is_medium(following) or following in particles["circumstance"]
        return word in particles["medium_preposition"] and is_medium

    def _is_bare_adjective(self, index: int) -> bool:
        """«قلق | دولي»: an indefinite adjective behind a noun of saying is nobody."""
        word = self._folded[index]
        named = index in self._known_at or index in self._c.people or word in self._c.words.surnames
        return word.endswith(("ي", "يه")) and len(word) > 3 and not (named or has_article(word))

    def _is_medium(self, word: str) -> bool:
        """«بيان»، «البيان»، «بيانهما»."""
        return any(stem.removeprefix(ARTICLE) in self._c.words.particles["medium"] for stem in strip_enclitics(word))

    def _is_definite(self, first: int, last: int) -> bool:
        """The head has the article, or stands in a construct with something definite («مدير الجمارك»، «محافظ صعدة»)."""
        if has_article(self._folded[first]):
            return True
        if first == last or self._folded[first] in ("احد", "احدي"):
            return False
        if (
            self._folded[first] in self._c.words.particles["honorific"]
            and self._c.words.head(self._folded[first + 1]) is not None
        ):
            return self._is_definite(first + 1, last)  # «معالي وزير الطاقة»
        follower = self._folded[first + 1]
        word = self._folded[first]
        if word.endswith(ALEF) and self._c.words.heads.get(word[:-1]) is not None:
            return False  # «أن مسؤولا تركيا»
        known = self._known_at.get(first + 1)
        is_joined = known is not None and known.span.start > self._tokens.starts[first + 1]
        if follower.startswith(ARTICLE) or known is not None and not is_joined:
            return True
        body = self._c.words.heads.get(follower)  # «مدير مستشفى الوادي»: folded, it ends like an adjective
        is_body = body is not None and body.group.startswith("organization")
        ends_like_one = follower.endswith(("ي", "يه", "يون", "يين", "ان")) and not is_body
        adjective = ends_like_one or follower in _NAME_PREPOSITIONS
        head = self._c.words.heads.get(self._folded[first])
        is_office = head is not None and head.group == "person.role"
        return is_office and not adjective and follower not in ("باسم", "سابق", "كبير", "بارز", "اخر", "محلي", "رفيع")

    def _owner(self, index: int) -> str:
        """The pronoun on a verbal noun that says whose words they are: «تحذيراتها»; of «اتهامه» it is the accused."""
        word = self._folded[index]
        ending = next((e for e in ("هما", "هم", "ها", "ه") if word.endswith(e)), "")
        is_owned = ending and not self._tokens.ends_in_teh(index)
        accuses = any(word[: -len(ending)].endswith(noun) for noun in self._c.words.particles["of_its_object"])
        return ending if is_owned and not accuses else ""

    def _is_joined_name(self, index: int) -> bool:
        """«وعباس»، «لكامبل»: a letter on a name that the article also has without it."""
        word = self._folded[index]
        listed = word in self._c.words.given_names or word in self._c.words.surnames
        return index in self._c.people and not listed and word[1:] in self._names_seen

    def _text(self, first: int, last: int) -> str:
        """Words of the text without joined prepositions and stray marks."""
        span = self._tokens.span(first, last)
        text = span.of(self._tokens.text)
        known = self._known_at.get(first)
        if known is not None:
            text = spelled_name(self._c, known) + self._tokens.text[known.span.end : span.end]
        elif first and self._folded[first - 1] in _ACCORDING and text.startswith("ل"):
            text = "ال" + text[2:] if text.startswith("لل") else text[1:]
        elif self._folded[first][:1] in ("ل", "ب") and self._c.words.heads.get(self._folded[first]) is None:
            bare = self._folded[first][1:]
            if self._c.words.heads.get(bare) is not None:
                text = text[1:]
            elif self._folded[first].startswith("لل") and self._c.words.heads.get("ال" + bare[1:]) is not None:
                text = "ال" + text[2:]
        elif self._folded[first][:1] == "و" and self._c.words.heads.get(self._folded[first]) is None:
            if self._c.words.head(self._folded[first][1:]) is not None or self._is_joined_name(first):
                text = text[1:]
        elif self._folded[first][:1] == "ل" and self._is_joined_name(first):
            text = text[1:]
        return clean_name(text)
