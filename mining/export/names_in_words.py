"""Takes the names of people out of a sentence that leaves the program."""

from __future__ import annotations

import re
from collections.abc import Mapping


def without_names(words: str, names: Mapping[str, str]) -> str:
    """The words with the stand-in for every name that stands in them as a whole."""
    there = sorted((name for name in names if name and name in words), key=len, reverse=True)
    if not there:
        return words
    wanted = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, there))})(?!\w)")
    return wanted.sub(lambda found: names[found.group()], words)
