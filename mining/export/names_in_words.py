"""Takes the names of people out of sentences that leave the program."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

_WORD = re.compile(r"\w+")


def without_names(words: str, names: Mapping[str, str]) -> str:
    """The words with the stand-in for every name that stands in them as a whole."""
    there = sorted((name for name in names if name and name in words), key=len, reverse=True)
    if not there:
        return words
    wanted = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, there))})(?!\w)")
    return wanted.sub(lambda found: names[found.group()], words)


def taking_names_out(names: Mapping[str, str]) -> Callable[[str], str]:
    """What replaces names in cells: one that is a name, and full names inside of longer texts.

    A name of one word ("Will", "Marketing") is only replaced where it is the whole cell, as it may be a word. Made once
    for many cells: only those are looked at closely in which the first word of a name stands.
    """
    starting: dict[str, list[str]] = {}
    for name in names:
        spelled = _WORD.findall(name)
        if len(spelled) > 1:
            starting.setdefault(spelled[0], []).append(name)
    first = starting.keys()

    def hidden(cell: str) -> str:
        if cell in names:
            return names[cell]
        there = first & _WORD.findall(cell)
        return (
            without_names(cell, _of(names, (name for word in there for name in starting[word])))
            if there
            else cell
        )

    return hidden


def _of(names: Mapping[str, str], wanted: Iterable[str]) -> dict[str, str]:
    return {name: names[name] for name in wanted}
