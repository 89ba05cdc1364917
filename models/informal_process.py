"""A way of working that recurs although nobody documented it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class InformalProcess:
    """A step that is not documented, or two documented steps one after the other that are not documented so.

    `step` is the name of the undocumented step, empty where only the way is. `before` and `after` are the documented
    steps around it, empty where it begins or ends the deal. `is_back` says that the way leads to an earlier step or
    to the same. `cases` (int32, sorted) are the deals that have it; `hits` of the `of` deals that got to `before` and
    went on have it, since `since` (when the first of them had it, microseconds UTC; None: throughout), of those before
    `hits_before` of `of_before`.
    `first` is when it was first seen. `role` is the short name of the role that mostly does it, with `by_role` of
    `by_known` events, empty where no role is known; `team` owns at least three in five of the deals, else empty.
    """

    step: str
    before: str
    after: str
    is_back: bool
    cases: NDArray[np.int32]
    hits: int
    of: int
    since: int | None
    hits_before: int
    of_before: int
    first: int
    role: str
    by_role: int
    by_known: int
    team: str
