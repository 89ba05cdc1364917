"""Puts logs of different cases of one log together again, each with names of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.categorical import MISSING, Categorical
from models.event_log import EventLog

Places = NDArray[np.int64]


def one_log(whole: EventLog, parts: Sequence[tuple[NDArray[np.bool_], EventLog]]) -> EventLog:
    """The cases of `whole` with the events and outcomes that they have in `parts`.

    A part has the cases flagged beside it, in the same order; every case is in one part. Only the activities of parts
    can be called otherwise: their users and further columns have the labels of `whole`.
    """
    lengths = np.zeros(whole.n_cases, dtype=np.int64)
    outcome = whole.cases.outcome.copy()
    for cases, part in parts:
        lengths[cases] = np.diff(part.case_start)
        outcome[cases] = part.cases.outcome
    start = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    n = int(start[-1])
    labels = tuple(dict.fromkeys(label for _, part in reversed(parts) for label in part.activity.labels))
    number = {label: code for code, label in enumerate(labels)}
    activity, resource = (np.full(n, MISSING, dtype=np.int32) for _ in range(2))
    timestamp, kind = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int8)
    extra = {name: np.full(n, MISSING, dtype=np.int32) for name in whole.extra}
    for cases, part in parts:
        shift = start[:-1][cases] - part.case_start[:-1]
        to: Places = np.arange(part.n_events) + np.repeat(shift, np.diff(part.case_start))
        code_of = np.array([*(number[label] for label in part.activity.labels), MISSING], dtype=np.int32)
        activity[to] = code_of[part.activity.codes]
        resource[to] = part.resource.codes
        timestamp[to], kind[to] = part.timestamp, part.kind
        for name, codes in extra.items():
            codes[to] = part.extra[name].codes
    return replace(
        whole,
        activity=Categorical(activity, labels),
        timestamp=timestamp,
        resource=Categorical(resource, whole.resource.labels),
        kind=kind,
        case_start=start,
        cases=replace(whole.cases, outcome=outcome),
        extra={name: Categorical(codes, whole.extra[name].labels) for name, codes in extra.items()},
    )
