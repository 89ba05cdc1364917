"""Writes a path query as text, which reads as the same query."""

from __future__ import annotations

from mining.path_query.tokens import written
from mining.path_query.words import (
    AND,
    AND_THEN,
    CONTAINS,
    DEPARTURES,
    ENDS,
    JUDGEMENTS,
    LATER,
    NOT,
    OR,
    OUT_OF_ORDER,
    STANDS,
    STARTS,
    THEN,
    UNITS,
    WITHIN,
)
from models.deviation import DeviationType
from models.path_query import (
    AllOf,
    AnyOf,
    EndsWith,
    InOrder,
    Judged,
    Not,
    PathQuery,
    Shows,
    StandsAt,
    StartsWith,
    Steps,
    Times,
)


def query_text(query: PathQuery) -> str:
    """The query in the words of the language."""
    match query:
        case AnyOf(parts):
            return f" {OR} ".join(_inside(part, AnyOf) for part in parts)
        case AllOf(parts):
            return f" {AND} ".join(_inside(part, AnyOf, AllOf) for part in parts)
        case InOrder(parts):
            return f" {AND_THEN} ".join(map(query_text, parts))
        case Not(part):
            return f"{NOT} {_inside(part, AnyOf, AllOf, InOrder)}"
        case StartsWith(name):
            return f"{STARTS} {written(name)}"
        case EndsWith(name):
            return f"{ENDS} {written(name)}"
        case StandsAt(name):
            return f"{STANDS} {written(name)}"
        case Judged(status):
            return next(phrase for phrase, said in JUDGEMENTS.items() if said is status)
        case Steps():
            return _steps(query)
        case Times():
            return _times(query)
        case Shows():
            return _shows(query)


def _inside(part: PathQuery, *looser: type[PathQuery]) -> str:
    """A part, in parentheses where it would come apart."""
    return f"({query_text(part)})" if isinstance(part, looser) else query_text(part)


def _steps(steps: Steps) -> str:
    if len(steps.names) == 1:
        return f"{CONTAINS} {written(steps.names[0])}"
    said = [written(steps.names[0])]
    for name, directly in zip(steps.names[1:], steps.directly, strict=True):
        said += [THEN if directly else LATER, written(name)]
    if steps.within is not None:
        unit, size = next((unit, size) for unit, size in UNITS.items() if steps.within % size == 0)
        amount = steps.within // size
        said.append(f"{WITHIN} {amount} {unit if amount == 1 else unit + 's'}")
    return " ".join(said)


def _times(times: Times) -> str:
    if times.most is None:
        count = f"{times.least}+"
    else:
        count = str(times.least) if times.most == times.least else f"{times.least} to {times.most}"
    return f"{written(times.name)} {count} times"


def _shows(shows: Shows) -> str:
    if shows.type is DeviationType.OUT_OF_ORDER:
        return OUT_OF_ORDER if shows.stage is None else f"{written(shows.stage)} {OUT_OF_ORDER}"
    for phrase, (kind, before) in DEPARTURES.items():
        if kind is shows.type:
            stage = [] if shows.stage is None else [before, written(shows.stage)]
            return " ".join([phrase, *filter(None, stage)])
    raise ValueError(f"the language has no words for {shows.type}")
