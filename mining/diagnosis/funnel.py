"""A funnel plot of habits: how far a rate of so many deals strays by chance alone, and by how much reps differ anyway.

Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in Medicine 24, 1185-1202, and
Handling over-dispersion of performance indicators, Quality and Safety in Health Care 14, 347-351: limits on the scale
of the arcsine of the root, where the spread of a rate of `n` deals hardly depends on the rate.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

import numpy as np
from numpy.typing import NDArray

from mining.intervals import Z_95
from mining.number_format import number
from mining.privacy.small_groups import FEWEST_DEALS, FEWEST_PEOPLE
from models.diagnosis import HabitTable
from resources.translation import tr

Z_998 = 3.090232306167813
"""The 99.9 % quantile of the normal distribution: 99.8 % of the rates are within."""


@dataclass(frozen=True, eq=False)
class Funnel:
    """The limits at so many `deals`: `inner` holds 95 %, `outer` 99.8 %; both are (low, high), shares of 0 to 1.

    `usual` is the rate they are around, that of the peers.
    """

    usual: float
    deals: NDArray[np.float64]
    inner: tuple[NDArray[np.float64], NDArray[np.float64]]
    outer: tuple[NDArray[np.float64], NDArray[np.float64]]


def why_not_compared(table: HabitTable | None) -> str:
    """Why people are not shown beside each other, empty where they can be."""
    if table is None or not table.habits:
        return tr("Nobody is shown beside each other: no deal that could show it has an owner.")
    people, deals = len(table.habits), sum(habit.eligible for habit in table.habits)
    if people < FEWEST_PEOPLE:
        return tr(
            "People are not shown beside each other: {only} could show it, and it takes at least "
            "{fewest_people}.",
            only=_only(people, "person", "people"),
            fewest_people=FEWEST_PEOPLE,
        )
    if deals < FEWEST_DEALS:
        return tr(
            "People are not shown beside each other: {only} could show it, and it takes at least "
            "{fewest_deals}.",
            only=_only(deals, "deal", "deals"),
            fewest_deals=FEWEST_DEALS,
        )
    return (
        ""
        if table.overall is not None
        else tr("People are not shown beside each other: there is no rate over all.")
    )


def funnel(table: HabitTable, most_deals: float, points: int = 160) -> Funnel | None:
    """The limits from one deal up to `most_deals`; None where there is no rate over all."""
    usual = usual_rate(table)
    if usual is None:
        return None
    deals = np.linspace(1.0, max(2.0, most_deals), points)
    inner, outer = (limits(usual, table.dispersion or 0.0, deals, z) for z in (Z_95, Z_998))
    return Funnel(usual, deals, inner, outer)


def usual_rate(table: HabitTable) -> float | None:
    """The rate of the peers, over all reps by their deals: a few who do otherwise do not move it.

    The rate over all where the peers' is not known, None where there is neither.
    """
    known = [(habit.peers, habit.eligible) for habit in table.habits if habit.peers is not None]
    deals = sum(eligible for _, eligible in known)
    if deals:
        return sum(peers * eligible for peers, eligible in known) / deals
    return table.overall.value if table.overall is not None else None


def limits(
    usual: float, dispersion: float, deals: NDArray[np.float64], z: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The lower and upper limit (0 to 1) at every number of `deals`.

    `dispersion` is the correlation within a rep, 0 to 1, by which rates of beta-binomial counts spread more than
    chance: their variance is `1 + (n - 1) * dispersion` times the binomial one.
    """
    middle = np.arcsin(np.sqrt(usual))
    half = z * np.sqrt((1 + (deals - 1) * dispersion) / (4 * deals))
    low, high = np.clip(middle - half, 0, pi / 2), np.clip(middle + half, 0, pi / 2)
    return np.sin(low) ** 2, np.sin(high) ** 2


def _only(count: int, one: str, many: str) -> str:
    return tr("only {count} {one}", count=number(count), one=one if count == 1 else many)
