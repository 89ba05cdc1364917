"""Which deals come: source, segment, product, team and size, as features of a deal and as the strata it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mining.drift.gates import rows_at
from mining.drift.rows import Feature, Rows
from mining.number_format import separated
from models.categorical import Categorical
from models.event_log import EventLog
from resources.translation import tr

_BANDS = (0.25, 0.5, 0.75)

_MOST_KINDS = 30
"""A field with more values than this is no kind of deal: it tells every deal apart."""


def mix_of(log: EventLog) -> tuple[tuple[str, Categorical, str], ...]:
    """The fields that say what kind of deal it is: name, a value a case, and words for having a value."""
    cases = log.cases
    fields = [
        ("source", cases.source, tr("comes from {}")),
        ("segment", cases.segment, tr("is of the segment {}")),
        ("product", cases.product, tr("is for {}")),
        ("team", cases.team, tr("is worked by the team {}")),
        ("amount", _amount_bands(log), tr("has an amount {}")),
    ]
    return tuple(one for one in fields if 2 <= len(np.unique(one[1].codes)) <= _MOST_KINDS)


def mix_rows(log: EventLog, chosen: NDArray[np.bool_]) -> Iterator[Rows]:
    """The kinds of deals, field by field, judged when a deal begins."""
    cases = np.flatnonzero(chosen & (np.diff(log.case_start) > 0)).astype(np.int32)
    at = log.timestamp[log.case_start[:-1][cases]]
    for name, column, words in mix_of(log):
        features = tuple(
            Feature(f"{name}: {label}", words.format(label), is_mix=True) for label in column.labels
        )
        flags = column.codes[cases][:, None] == np.arange(len(features))
        rows = rows_at(features, flags, at, cases, log)
        if rows is not None:
            yield rows


def _amount_bands(log: EventLog) -> Categorical:
    """Quarters of the amounts; nothing where they are in several currencies."""
    amount = log.cases.amount
    known = np.isfinite(amount)
    if not known.any() or len(np.unique(log.cases.currency.codes[known])) > 1:
        return Categorical.empty(len(amount))
    limits = np.unique(np.quantile(amount[known], _BANDS))
    band = np.where(known, np.searchsorted(limits, amount, side="left"), -1).astype(np.int32)
    edges = [separated(f"{limit:,.0f}") for limit in limits]
    between = [tr("from {low} to {high}", low=low, high=high) for low, high in pairwise(edges)]
    return Categorical(
        band, (tr("up to {edges}", edges=edges[0]), *between, tr("above {edges}", edges=edges[-1]))
    )
