"""Snapshots and logs for the tests of before and after, small enough to be computed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from models.event_log import EventLog
from models.kpi_series import KpiUnit
from models.project import Project
from models.snapshot import Cell, Measured, Snapshot
from tests.builders import a_log_with_activities
from tests.desktop.conftest import PROCESS

JANUARY = (2026 - 1970) * 12
"""The month with which 2026 begins."""


def cell(team: str, month: int, n: int, hits: float, segment: str = "SMB", band: str = "1") -> Cell:
    """Deals of a month, counted from January 2026, of which so many show it."""
    return Cell(segment, band, team, JANUARY + month, n, hits, hits)


def share(*cells: Cell, metric: str = "skip Demo", spread: float = 1.0, freedom: int = 0) -> Measured:
    """A share of deals, of which less is better."""
    return Measured(metric, "Skipped Demo", KpiUnit.SHARE, True, cells, spread, freedom)


def days(*cells: tuple[int, Sequence[float]]) -> Measured:
    """Days to win: months counted from January 2026, and the days of each deal."""
    made = tuple(
        Cell("SMB", "1", "North", JANUARY + month, len(told), float(sum(told)), float(np.square(told).sum()))
        for month, told in cells
    )
    return Measured("cycle_days", "Days to win", KpiUnit.DAYS, True, made)


def snapshot(
    *measured: Measured, begins: date = date(2025, 1, 1), ends: date = date(2025, 12, 31), **more: object
) -> Snapshot:
    """A snapshot of the year 2025 where nothing else is said."""
    given: dict[str, object] = {"name": "Before", "deals": 100, "process": "Small 1", **more}
    return Snapshot(day=ends, begins=begins, ends=ends, measured=measured, **given)  # type: ignore[arg-type]


def later(*measured: Measured, **more: object) -> Snapshot:
    """What came in the first quarter of 2026."""
    return snapshot(*measured, begins=date(2026, 1, 1), ends=date(2026, 3, 31), name="Since", **more)


def sales_log(*parts: tuple[str, int, int, int, int]) -> EventLog:
    """Deals of (team, first day, last day, how many, how many of them skip Demo), spread evenly over two reps."""
    deals, teams, owners = [], [], []
    for team, first, last, count, skipping in parts:
        for at, day in enumerate(np.linspace(first, last, count).round(2)):
            skips = (at * 7) % count < skipping
            path = (
                "Qualify",
                "Discovery",
                *(() if skips else ("Demo",)),
                "Proposal",
                "Won" if at % 3 else "Lost",
            )
            deals.append(" | ".join(f"{day + step:.2f} {name}" for step, name in enumerate(path)))
            teams.append(team)
            owners.append(f"{team} rep {at % 2}")
    return a_log_with_activities(*deals, team=teams, owner=owners)


def sales_project(*parts: tuple[str, int, int, int, int]) -> Project:
    """The same as a project with its documented process."""
    return Project("Sales", sales_log(*parts), None, PROCESS)
