"""A new name is on the disk only when the folder that holds it is."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make a rename last: on Linux a new name is on the disk only when its folder is."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # no folder can be opened on Windows; its renames are journalled
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
