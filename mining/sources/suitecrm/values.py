"""The values of SuiteCRM's audit tables: in one column where the field is short, in another where it is long."""

from __future__ import annotations

import numpy as np

from mining.sources.objects import ObjectFrame
from mining.sources.values.categories import by_labels
from models.categorical import MISSING, Categorical


def value(audit: ObjectFrame, when: str) -> Categorical:
    """The value `when` ("before" or "after") a change."""
    short, long = audit.column(f"{when}valuestring"), audit.column(f"{when}valuetext")
    if not long.labels:
        return short
    later = np.where(long.codes == MISSING, MISSING, long.codes + len(short.labels))
    codes = np.where(short.codes == MISSING, later, short.codes)
    return by_labels(codes.astype(np.int32), [*short.labels, *long.labels])
