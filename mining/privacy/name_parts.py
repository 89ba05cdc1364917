"""Parts of people's names by which they are known as well: a surname alone, an address of e-mail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

_SHORTEST = 3


def parts_of_names(people: Mapping[str, str]) -> dict[str, str]:
    """The surname of everybody whose surname nobody else has, with the person's stand-in.

    A surname is the last word of a name of several words, of at least three letters and with a capital.
    """
    surnames = {name: name.split()[-1].strip(".,;()") for name in people if len(name.split()) > 1}
    often = Counter(surnames.values())
    return {
        surname: people[name]
        for name, surname in surnames.items()
        if often[surname] == 1 and len(surname) >= _SHORTEST and surname.isalpha() and surname[0].isupper()
    }
