"""Since when deals are worked differently: the changes of a log, when they came, what changed, and of what kind."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.drift.locate import interval
from mining.drift.path_features import path_features
from mining.drift.rows import Rows, told_apart
from mining.drift.segments import changes
from mining.drift.series import SEED, around
from mining.drift.telling import features_changed
from models.analysis import Analysis
from models.drift import DriftChange, DriftKind, DriftResult
from models.event_log import EventLog
from models.progress import Report
from models.project import ProcessModel

LEAST_SHARE = 0.02
"""What fewer deals have, or have not, is not looked at."""


def find_drift(
    source: Analysis | EventLog,
    process: ProcessModel | None,
    mask: NDArray[np.bool_] | None,
    report: Report,
) -> DriftResult:
    """The changes among the deals in `mask` (one flag a case; None: all), in order of time.

    `source` is an analysis where there is one (its deviations are looked at, too), else a log.
    """
    log = source.log if isinstance(source, Analysis) else source
    chosen = np.diff(log.case_start) > 0
    if mask is not None:
        chosen &= mask
    cases = np.flatnonzero(chosen)
    first = log.timestamp[log.case_start[:-1][cases]]
    order = np.argsort(first, kind="stable")
    cases, first = cases[order], first[order]
    features, flags = path_features(log, cases, LEAST_SHARE)
    at = np.arange(len(cases), dtype=np.int64)
    rows = [told_apart(Rows(features, flags, at, cases.astype(np.int32)), LEAST_SHARE)]
    dice = np.random.default_rng(SEED)
    told = []
    for found in changes(rows, dice, report):
        low, high = interval(found.scores, found.at, dice)
        begins, ends = around(first, low, high)
        shown = tuple(one for _, one in features_changed(rows, found))
        told.append(DriftChange(found.at, begins, ends, shown, DriftKind.PROCESS, found.p))
    return DriftResult(tuple(told), cases.astype(np.int32))
