"""Text for XML: news may hold any character, XML 1.0 may not."""

import re

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(value: str) -> str:
    """The text without what XML cannot hold, such as NUL and halves of surrogate pairs."""
    return _NOT_XML.sub("", value)
