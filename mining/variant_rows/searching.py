"""Which rows somebody looks for, in plain words or in the path query language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.flow import flow_of
from mining.path_query.matching import matching
from mining.path_query.read import parse_query
from mining.path_query.write import query_text
from mining.variant_rows.wording import main_title
from mining.wording import title
from models.conformance import Conformance, Status
from models.errors import UserError
from models.event_log import EventLog
from models.path_query import AllOf, AnyOf, Judged, PathQuery, Shows, Steps
from models.variant_rows import FOLLOWS, NOT_CHECKED, OUTSIDE, VariantRows

_STATUSES = {FOLLOWS: (Status.CONFORMS, Status.PENDING), NOT_CHECKED: (Status.UNCHECKED,)}


@dataclass(frozen=True, eq=False)
class Sought:
    """What was found: one flag a row, and how many of the counted deals match, None where plain words were read.

    `query` asks the same in the path query language, empty where nothing can be asked; `problem` says why words that
    may have been meant as a query were not read as one.
    """

    rows: NDArray[np.bool_]
    deals: int | None
    query: str
    problem: str = ""


def search(log: EventLog, conformance: Conformance | None, rows: VariantRows, text: str) -> Sought:
    """Look for a text: a query where it can be read as one that is more than a name, else its words."""
    plain = " ".join(text.split())
    problem = ""
    try:
        query = parse_query(plain)
        if query != Steps((plain,)):
            return _matching(log, conformance, rows, plain, query)
    except UserError as error:
        problem = str(error)
    asked = _asking(log, conformance, rows, plain)
    return Sought(saying(log, conformance, rows, plain), None, query_text(asked) if asked else "", problem)


def saying(
    log: EventLog, conformance: Conformance | None, rows: VariantRows, words: str
) -> NDArray[np.bool_]:
    """One flag a row: does it say every word, in the name of a step or of a deviation, whatever the case?

    Where the deals of a row were closed by different steps, all words have to be said of those closed by one of them.
    """
    row, variant = _in_sight(log, rows)
    found = np.ones(len(row), dtype=bool)
    for word in words.casefold().split():
        found &= _with_step(log, word)[variant] | _with_deviation(conformance, rows, word)[row]
    return np.bincount(row[found], minlength=len(rows)) > 0


def _in_sight(log: EventLog, rows: VariantRows) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows with each of the variants of the deals that are counted."""
    if not rows.closing:
        return np.arange(len(rows)), rows.variant.astype(np.int64)
    case, n = np.flatnonzero(rows.of_case != OUTSIDE), max(len(log.variants), 1)
    row, variant = np.divmod(np.unique(rows.of_case[case] * np.int64(n) + log.variants.of_case[case]), n)
    return row, variant


def _matching(
    log: EventLog, conformance: Conformance | None, rows: VariantRows, text: str, query: PathQuery
) -> Sought:
    row = rows.of_case[matching(query, log, conformance)]
    row = row[row != OUTSIDE]
    return Sought(np.bincount(row, minlength=len(rows)) > 0, len(row), text)


def _asking(
    log: EventLog, conformance: Conformance | None, rows: VariantRows, words: str
) -> PathQuery | None:
    """The query that holds for the deals whose rows say every word, None where one of them is said nowhere."""
    parts = [tuple(_parts(log, conformance, rows, word)) for word in words.casefold().split()]
    if not parts or not all(parts):
        return None
    each = tuple(some[0] if len(some) == 1 else AnyOf(some) for some in parts)
    return each[0] if len(each) == 1 else AllOf(each)


def _parts(
    log: EventLog, conformance: Conformance | None, rows: VariantRows, word: str
) -> Iterator[PathQuery]:
    """What a single word can mean."""
    for label in log.activity.labels:
        if word in label.casefold():
            yield Steps((label,))
    if conformance is not None:
        for key in rows.deviations:
            if word in title(key, conformance.ends).casefold():
                yield Shows(key.type, key.stage)
        for main, statuses in _STATUSES.items():
            if word in main_title(rows, main, conformance.ends).casefold():
                yield from map(Judged, statuses)


def _with_step(log: EventLog, word: str) -> NDArray[np.bool_]:
    """One flag a variant."""
    flags = np.zeros(len(log.variants), dtype=bool)
    visits = flow_of(log).visits
    for code, label in enumerate(log.activity.labels):
        if word in label.casefold():
            flags[visits.having(code)] = True
    return flags


def _with_deviation(conformance: Conformance | None, rows: VariantRows, word: str) -> NDArray[np.bool_]:
    found = np.zeros(len(rows), dtype=bool)
    if conformance is None:
        return found
    for main in _STATUSES:
        if word in main_title(rows, main, conformance.ends).casefold():
            found |= rows.main == main
    named = [word in title(key, conformance.ends).casefold() for key in rows.deviations]
    hits = np.flatnonzero(np.array(named, dtype=bool)[rows.shown]) if named else np.zeros(0, dtype=np.int64)
    found[np.searchsorted(rows.start, hits, side="right") - 1] = True
    return found
