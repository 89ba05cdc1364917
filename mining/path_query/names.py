"""Finds the names of a query in the log and the process, whatever their case; and says which were meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from models.conformance import Conformance
from models.errors import UserError
from models.event_log import EventLog
from models.label import key
from models.path_query import (
    AllOf,
    AnyOf,
    EndsWith,
    InOrder,
    Judged,
    Not,
    PathQuery,
    Placed,
    Shows,
    StandsAt,
    StartsWith,
    Steps,
    Times,
)
from resources.translation import tr


def known_names(log: EventLog, conformance: Conformance | None) -> tuple[str, ...]:
    """The names that a query can use: documented stages in order, ends, and other activities of the log."""
    documented = () if conformance is None else (*conformance.stages, *conformance.ends)
    return KnownNames((*documented, *log.activity.labels)).all


def resolved(query: PathQuery, log: EventLog, conformance: Conformance | None) -> PathQuery:
    """The query with every name as the log and the process spell it.

    Raises UserError for a name that neither knows, and for a departure where there is no documented process.
    """
    return _resolved(query, KnownNames(known_names(log, conformance)), conformance is not None)


def named(part: Placed) -> tuple[str, ...]:
    """The names that a part uses."""
    match part:
        case Steps(names):
            return names
        case StartsWith(name) | EndsWith(name) | StandsAt(name):
            return (name,)
        case Shows(_, stage):
            return () if stage is None else (stage,)


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
            raise UserError(
                tr("No step is called “{name}” here. {instead}", name=name, instead=self._instead(name))
            )
        return found

    def _instead(self, name: str) -> str:
        near = get_close_matches(key(name), list(self._by_key), 3, 0.6)
        names = [self._by_key[one] for one in near] or list(self.all[:3])
        if not names:
            return tr("There are no steps to look for.")
        said = " or ".join(f"“{one}”" for one in names)
        return (
            tr("Did you mean {said}?", said=said)
            if near
            else tr("Use a step that there is, such as {said}.", said=said)
        )


def _resolved(query: PathQuery, known: KnownNames, checked: bool) -> PathQuery:
    match query:
        case AnyOf(parts):
            return AnyOf(tuple(_resolved(part, known, checked) for part in parts))
        case AllOf(parts):
            return AllOf(tuple(_resolved(part, known, checked) for part in parts))
        case InOrder(parts):
            return InOrder(tuple(_renamed(part, known, checked) for part in parts))
        case Not(part):
            return Not(_resolved(part, known, checked))
        case Times(name, least, most):
            return Times(known.find(name), least, most)
        case Judged():
            _need_process(checked)
            return query
        case _:
            return _renamed(query, known, checked)


def _renamed(part: Placed, known: KnownNames, checked: bool) -> Placed:
    match part:
        case Steps(names, directly, within):
            return Steps(tuple(map(known.find, names)), directly, within)
        case StartsWith(name):
            return StartsWith(known.find(name))
        case EndsWith(name):
            return EndsWith(known.find(name))
        case StandsAt(name):
            return StandsAt(known.find(name))
        case Shows(kind, stage):
            _need_process(checked)
            return Shows(kind, None if stage is None else known.find(stage))


def _need_process(checked: bool) -> None:
    if not checked:
        raise UserError(
            tr(
                "The query asks for departures, and there is no documented process to depart from: open "
                "one, or ask only for steps."
            )
        )
