"""What the summary of `qawl add` counts."""

import re


def counted(talk: str, name: str) -> int:
    """The count beside a name in the table on standard error; -1 when it is not there."""
    found = re.search(rf"^  {re.escape(name)} +(\d+)$", talk, re.MULTILINE)
    return int(found[1]) if found else -1
