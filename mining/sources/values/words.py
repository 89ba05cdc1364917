"""Numbers and names as they stand in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mining.nouns import COUNTED
from mining.number_format import NBSP
from mining.number_format import number as written
from resources.translation import tr, tr_n

_LONGEST = 60
"""Characters of a name in a sentence."""

_PLACE = "\0"


def listed(names: Sequence[str], limit: int = 30) -> str:
    """Names for a sentence, the first `limit` of them."""
    shown = ", ".join(name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…" for name in names[:limit])
    return (
        tr("{shown} and {names} more", shown=shown, names=len(names) - limit) if len(names) > limit else shown
    )


def having(names: Sequence[str], limit: int = 30) -> str:
    """Names with the verb that goes with them: "a.csv has", "a.csv, b.csv have"."""
    return tr_n("{names} has", "{names} have", len(names), names=listed(names, limit))


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun (one of `mining.nouns`): "1 row", "2,000 rows"."""
    if one in COUNTED:
        return COUNTED[one](number, written(number)).replace(NBSP, " ")
    return f"{written(number)} {one if number == 1 else many or one + 's'}"


def of_all_files(notes: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    """Sentences by file as one list: those that only differ in the file's name become one with all its files."""
    files: dict[str, list[str]] = {}
    for file, sentences in notes:
        for sentence in sentences:
            files.setdefault(sentence.replace(file, _PLACE), []).append(file)
    return [
        sentence.replace(_PLACE, listed(list(dict.fromkeys(names)), 3)) for sentence, names in files.items()
    ]
