"""Judged deals made by hand: one line a rep, so many deals with and without the deviation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mining.diagnosis.habits.judged import Judged, Sellers, judged_deals
from models.categorical import Categorical

DAY = 86_400_000_000
START = 1_704_067_200_000_000
"""The first of January 2024."""


def judged(
    *reps: tuple[int, int], teams: Sequence[str] = (), strata: Sequence[int] | None = None, days: int = 270
) -> Judged:
    """One pair a rep: deals that show it, of how many; spread evenly over `days`, those with it among the others."""
    owner, shown, when = [], [], []
    for number, (hits, of) in enumerate(reps):
        owner += [f"Rep {number:02}"] * of
        shown += [(at * hits) // of != ((at + 1) * hits) // of for at in range(of)]
        when += [START + at * days * DAY // of for at in range(of)]
    n = len(owner)
    team = [teams[int(name[4:])] if teams else "" for name in owner]
    stratum = np.array(strata if strata is not None else [0] * n, dtype=np.int32)
    sellers = Sellers(
        Categorical.of(owner), Categorical.of(team), stratum, int(stratum.max(initial=0)) + 1,
        np.array(when, dtype=np.int64),
    )  # fmt: skip
    return judged_deals(np.arange(n, dtype=np.int32), np.array(shown, dtype=bool), sellers)
