"""Generated text in the manner of bad input: Arabic letters with everything that can stand between them."""

from hypothesis import strategies as st

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىةٱ"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640"
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202e\u2066\u2067\u2069\ufeff\u00ad\u061c"
QUOTES = "\"'«»“”„‟‘’≪≫"
POINTS = ".,،؛:؟!()[]-–—…/%٪_#"
DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩۱۲٫٬"
SPACES = " \u00a0\u202f\t\n"
LIGATURES = "ﻻﻷﻵﷲﷺﷴﺏﻰﮐ"
LATIN = "aZé"

characters = st.sampled_from(LETTERS + MARKS + INVISIBLE + QUOTES + POINTS + DIGITS + SPACES + LIGATURES + LATIN)
soup = st.text(characters, max_size=120)
"""Any mixture of Arabic script, Latin, marks and controls."""

quotation_soup = st.text(st.sampled_from(QUOTES + "قا ل.:\n\u200f("), max_size=60)
"""Mostly quotation marks."""

anything = st.text(max_size=80)
"""Any Unicode at all, without surrogates."""

_WORDS = """
قال أعلن وأضاف أكدت نفى نقلت عن قوله إن أن بأن أنه لم لن قد لا بحسب وفق موضحا مشيرا إلى في من على مقتل جرح قصف سيطرة
سقوط غارة انسحاب اتفاق هدنة مدينة بلدة حلب دمشق صنعاء طرابلس الجيش الرئيس المتحدث باسم وزير الدفاع الأمم المتحدة المرصد
السوري تنظيم الدولة القوات الروسية مدنيين جنديا شخصا نازح كيلومترا أمس الثلاثاء الماضي عام 2017 ثلاثة عشرة مئات آلاف نحو
أكثر بينهم و بـ : " " « » ، . ؟ ( ) \n \n 12 3.5 ٤٠ % المئة اليوم قبل يومين مطلع سبتمبر الذي التي وكالة بيان مصدر
""".split(" ")
words = st.lists(st.one_of(st.sampled_from(_WORDS), st.text(characters, max_size=8)), max_size=60).map(" ".join)
"""Words of the news in any order, with soup between them: grammar rules fire, and nothing fits."""
