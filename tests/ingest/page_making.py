"""Invented articles, and pages around them in the shapes in which Arabic outlets publish."""

LEAD = "أعلنت بلدية الوادي الأخضر صباح الثلاثاء فتح الجسر الجديد أمام الشاحنات بعد توقف دام ثلاثة أشهر بسبب السيول."
SECOND = (
    "وقال رئيس البلدية إن الفرق الفنية أنهت فحص الدعامات ليلا، وإن الجسر «آمن تماما» ويحتمل عبور مئتي شاحنة في اليوم."
)
THIRD = (
    "وأضاف أن القرى الواقعة شرق النهر ظلت معزولة طوال الشتاء، وأن المساعدات كانت تصلها بالقوارب مرتين في الأسبوع فقط."
)
FOURTH = "من جهته، طالب اتحاد السائقين بإعفاء الشاحنات من رسوم العبور حتى نهاية العام لتعويض خسائر الموسم الماضي."
FIFTH = "وذكر شهود أن طوابير طويلة تشكلت عند مدخل الجسر منذ ساعات الفجر، وأن الشرطة نظمت السير من الجانبين."
LAST = "ويربط الجسر بين ضفتي النهر منذ عام 1962، وقد أغلق مرتين من قبل بسبب الفيضانات."
BODY = (LEAD, SECOND, THIRD, FOURTH, FIFTH, LAST)
HEADLINE = "فتح جسر الوادي الأخضر أمام الشاحنات بعد توقف ثلاثة أشهر"
OTHERS = (
    "مجلس المدينة يقر موازنة العام المقبل بأغلبية ضئيلة",
    "انقطاع الكهرباء عن الأحياء الجنوبية لليوم الثالث",
    "نادي الميناء يفوز ببطولة الساحل للمرة الثانية",
    "ارتفاع أسعار القمح في أسواق الجملة هذا الأسبوع",
    "افتتاح معرض الكتاب بمشاركة أربعين دار نشر",
    "توقعات بأمطار غزيرة على المرتفعات نهاية الأسبوع",
    "وزارة النقل تدرس تسيير قطار بين الميناء والعاصمة",
    "إضراب عمال النظافة يدخل أسبوعه الثاني في الضاحية",
)


def paragraphs(texts: tuple[str, ...] = BODY) -> str:
    """Each text in a <p>."""
    return "".join(f"<p>{text}</p>" for text in texts)


def cards(texts: tuple[str, ...] = OTHERS, tag: str = "h3") -> str:
    """Linked headlines of other articles."""
    return "".join(
        f'<div class="card"><{tag}><a href="/n/{n}">{text}</a></{tag}></div>' for n, text in enumerate(texts)
    )


def page(body: str, head: str = "", *, title: str = f"{HEADLINE} - صحيفة الوادي", attributes: str = "") -> str:
    """A page with the furniture that all have: menu, sidebar, footer."""
    menu = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("سياسة", "اقتصاد", "رياضة", "ثقافة", "منوعات"))
    return (
        f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body{attributes}><header><a href='/'>صحيفة الوادي</a><nav><ul>{menu}</ul></nav></header>{body}"
        f"<aside><h4>الأكثر قراءة</h4>{cards(OTHERS[:4])}</aside>"
        "<footer><p>جميع الحقوق محفوظة © صحيفة الوادي</p></footer></body></html>"
    )
