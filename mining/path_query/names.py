"""Finds the names of a query in the log and the process, whatever their case; and says which were meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from models.errors import UserError
from models.label import key


class KnownNames:
    """The names that a query can use: the documented stages, the ends, and the activities of the log."""

    def __init__(self, names: Iterable[str]) -> None:
        self.all = tuple(dict.fromkeys(name for name in names if name))
        self._by_key: dict[str, str] = {}
        for name in self.all:
            self._by_key.setdefault(key(name), name)

    def find(self, name: str) -> str:
        """The name as it is known; raises UserError that tells the nearest ones where it is not."""
        if name in self.all:
            return name
        found = self._by_key.get(key(name))
        if found is None:
            raise UserError(f"No step is called “{name}” here. {self._instead(name)}")
        return found

    def _instead(self, name: str) -> str:
        near = get_close_matches(key(name), list(self._by_key), 3, 0.5)
        names = [self._by_key[one] for one in near] or list(self.all[:3])
        if not names:
            return "There are no steps to look for."
        said = " or ".join(f"“{one}”" for one in names)
        return f"Did you mean {said}?" if near else f"Use a step that there is, such as {said}."
