"""The table of times between stages: what is usual, and how many deals are far from it."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from desktop.widgets.column_room import Room
from desktop.widgets.table_model import Column, Kind
from mining.number_format import days, days_unit, plural
from models.temporal_profile import TemporalProfile
from resources.translation import tr

FIRST, LATER, TIMES, USUAL, SPREAD, FAR = range(6)
ROOMS = (
    Room(220, 130, filling=True),
    Room(220, 130, filling=True),
    Room(90, 64, gives_way=2),
    Room(130, 124),
    Room(130, 124, gives_way=1),
    Room(130, 100),
)


def columns_of(profile: TemporalProfile) -> tuple[Column, ...]:
    """One row a pair of stages."""
    labels, unusual = profile.labels, profile.unusual_deals

    def write(values: NDArray[np.float64], at: int) -> str:
        return days(float(values[at]), profile.day_hours)

    def tip(at: int) -> str:
        usual, spread = write(profile.mean_days, at), write(profile.deviation_days, at)
        return tr(
            "From {labels} to {labels_2}: {usual} on average, give or take {spread}; {deals} far from it",
            labels=labels[profile.first[at]],
            labels_2=labels[profile.second[at]],
            usual=usual,
            spread=spread,
            deals=plural(int(unusual[at]), "deal"),
        )

    return (
        Column(tr("From"), [labels[code] for code in profile.first.tolist()], tip=tip),
        Column(tr("To a later"), [labels[code] for code in profile.second.tolist()], tip=tip),
        Column(
            tr("Times"),
            profile.times.astype(np.float64),
            Kind.NUMBER,
            tr("How often deals go from the one to the other"),
        ),
        Column(
            tr("Usual time"),
            profile.mean_days,
            Kind.DAYS,
            tr("The mean, in {unit}", unit=days_unit(profile.day_hours)),
            write=partial(write, profile.mean_days),
        ),
        Column(
            tr("Give or take"),
            profile.deviation_days,
            Kind.DAYS,
            tr("The standard deviation"),
            write=partial(write, profile.deviation_days),
        ),
        Column(
            tr("Far from it"),
            unusual.astype(np.float64),
            Kind.NUMBER,
            tr(
                "Deals that take longer or shorter than usual by more than {beyond} standard deviations",
                beyond=f"{profile.beyond:g}",
            ),
        ),
    )
