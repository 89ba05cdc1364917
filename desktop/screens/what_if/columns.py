"""The tables of the comparison: what it asks of the teams, and the deviations before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from desktop.widgets.column_room import Room
from desktop.widgets.table_model import Column, Kind
from mining.number_format import UNKNOWN, number, percent
from mining.what_if.wording import per_month
from mining.wording import how_often, title
from models.deviation import DeviationRow
from models.what_if import Demand, DeviationChange
from resources.translation import tr

T = TypeVar("T")

NO_TEAM = tr("No team")
DEMAND_ROOMS = (
    Room(190, 130, filling=True),
    Room(110, 70, gives_way=1),
    Room(190, 130, filling=True),
    Room(84, 64, gives_way=2),
    Room(84, 66),
    Room(84, 66),
    Room(90, 76),
    Room(100, 76, gives_way=3),
)
DEAL_ROOMS = (
    Room(260, 150, filling=True),
    Room(130, 96, gives_way=5),
    Room(150, 120, gives_way=2),
    Room(110, 88, gives_way=3),
    Room(112, 84),
    Room(80, 66),
    Room(104, 92, gives_way=1),
    Room(60, 48),
    Room(68, 56, gives_way=4),
)
"""The table of deals beside the drafts has less room than on a screen of its own."""
DEVIATION_ROOMS = (
    Room(290, 190, filling=True),
    Room(90, 70),
    Room(90, 70),
    Room(90, 76),
    Room(96, 76, gives_way=1),
    Room(96, 76, gives_way=1),
)


def demand_columns(rows: Sequence[Demand], stages: Sequence[str], months: float | None) -> tuple[Column, ...]:
    """One row a stage and team; `stages` is the order in which stages are sorted."""
    place = {stage: float(at) for at, stage in enumerate(dict.fromkeys(stages))}

    return (
        Column(
            tr("Stage"),
            [row.stage for row in rows],
            tooltip=tr("Sorted in the order of the draft"),
            order=np.array([place.get(row.stage, float(len(place))) for row in rows]),
        ),
        Column(
            tr("Role"),
            [", ".join(row.roles) for row in rows],
            tooltip=tr("Who owns the stage by the process"),
        ),
        Column(tr("Team"), [row.team or NO_TEAM for row in rows]),
        _numbers(tr("Deals"), rows, lambda row: row.deals, tr("Deals of the team that are compared")),
        _numbers(
            tr("Now"),
            rows,
            lambda row: row.before,
            tr("Deals that would have had to do it and did not, by the process in force"),
        ),
        _numbers(
            tr("Draft"),
            rows,
            lambda row: row.after,
            tr("Deals that would have had to do it and did not, by the draft"),
        ),
        _change(rows, lambda row: row.difference, tr("How many deals more the draft asks for")),
        Column(
            tr("A month"),
            np.array([row.difference / months if months else np.nan for row in rows], dtype=np.float64),
            Kind.NUMBER,
            tr("The change, divided by the months from the first deal's creation to the last's"),
            write=lambda at: per_month(rows[at].difference, months),
        ),
    )


def deviation_columns(rows: Sequence[DeviationChange], ends: Sequence[str]) -> tuple[Column, ...]:
    """One row a deviation that either side shows."""
    return (
        Column(tr("What"), [title(row.key, ends) for row in rows], tip=lambda at: _told(rows[at], ends)),
        _numbers(
            tr("Now"), rows, lambda row: row.deals[0], tr("Deals that show it against the process in force")
        ),
        _numbers(tr("Draft"), rows, lambda row: row.deals[1], tr("Deals that show it against the draft")),
        _change(rows, lambda row: row.difference, tr("How many deals more show it against the draft")),
        _rate(tr("Rate now"), rows, lambda row: row.before),
        _rate(tr("Rate draft"), rows, lambda row: row.after),
    )


def signed_count(change: int) -> str:
    """A change of deals with its sign: `+12`, `−3`, `0`."""
    return "0" if change == 0 else f"{'+' if change > 0 else '−'}{number(abs(change))}"


def _numbers(name: str, rows: Sequence[T], get: Callable[[T], int], tooltip: str) -> Column:
    return Column(name, np.array([get(row) for row in rows], dtype=np.float64), Kind.NUMBER, tooltip)


def _change(rows: Sequence[T], get: Callable[[T], int], tooltip: str) -> Column:
    values = np.array([get(row) for row in rows], dtype=np.float64)
    return Column(tr("Change"), values, Kind.NUMBER, tooltip, write=lambda at: signed_count(int(values[at])))


def _rate(
    name: str, rows: Sequence[DeviationChange], get: Callable[[DeviationChange], DeviationRow | None]
) -> Column:
    sides = [get(row) for row in rows]
    return Column(
        name,
        np.array([np.nan if side is None else side.rate for side in sides], dtype=np.float64),
        Kind.PERCENT,
        tr("Share of the deals that could have had it; an en dash where no deal shows it"),
        write=lambda at: UNKNOWN if (side := sides[at]) is None else percent(side.rate),
    )


def _told(row: DeviationChange, ends: Sequence[str]) -> str:
    sides = ((tr("Now"), row.before), (tr("Draft"), row.after))
    return " ".join(f"{name}: {how_often(side, ends)}" for name, side in sides if side is not None)
