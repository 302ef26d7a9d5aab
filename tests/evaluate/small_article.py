"""A small annotated article, to be copied and spoiled by tests."""

import copy
from typing import Any

TEXT = "قتلى في القرنة\nقال الناطق سالم إن القصف قتل 3 مدنيين في القرنة. ونفى العقيد سحب الجنود من الميناء. "
TEXT += "وعاد الهدوء إلى البلدة مساء."


def span(words: str, nth: int = 0) -> list[int]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return [start, start + len(words)]


def article(**changes: Any) -> dict[str, Any]:
    """The annotated article; ``changes`` replace its top keys."""
    row: dict[str, Any] = {
        "id": "a1",
        "text": TEXT,
        "statements": [
            {
                "id": "s1",
                "source": span("الناطق سالم"),
                "speaker": "سالم",
                "kind": "person",
                "cue": span("قال"),
                "content": [span("القصف قتل 3 مدنيين في القرنة")],
                "manner": "indirect",
                "stance": "asserts",
                "parent": None,
            },
            {
                "id": "s2",
                "source": span("العقيد"),
                "speaker": "العقيد",
                "kind": "person",
                "cue": span("ونفى"),
                "content": [span("سحب الجنود من الميناء")],
                "manner": "indirect",
                "stance": "denies",
                "parent": None,
            },
        ],
        "claims": [
            {
                "id": "c1",
                "type": "casualties",
                "actor": "",
                "target": "مدنيين",
                "place": span("القرنة", 1),
                "quantity": {"min": 3, "max": 3, "unit": "مدني"},
                "date": "2018-03-13",
                "status": "asserted",
                "statement": "s1",
                "evidence": span("قتل 3 مدنيين في القرنة"),
            },
            {
                "id": "c2",
                "type": "withdrawal",
                "actor": "الجنود",
                "target": "",
                "place": span("الميناء"),
                "quantity": None,
                "date": "",
                "status": "denied",
                "statement": "s2",
                "evidence": span("سحب الجنود من الميناء"),
            },
        ],
        "places": [{"span": span("القرنة"), "kind": "town", "country": "IQ", "lat": 31.0, "lon": 47.4}],
    }
    return copy.deepcopy(row) | changes
