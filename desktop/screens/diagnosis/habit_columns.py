"""The habits as a list in the order of the names that are shown: no column sorts it, for it is no league table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from desktop.widgets.column_room import Room
from desktop.widgets.table_model import Column, Kind
from mining.diagnosis.wording import logged_sentence
from mining.number_format import UNKNOWN, percent, percent_range
from models.diagnosis import Habit
from models.export_table import ExportColumn, ExportTable, ValueKind
from resources.translation import tr

ROOMS = (
    Room(84, 70),
    Room(190, 96, gives_way=3),
    Room(70, 56),
    Room(82, 70),
    Room(160, 130, filling=True),
    Room(80, 66, gives_way=2),
    Room(82, 66),
)


def by_name(habits: Sequence[Habit], names: Mapping[str, str]) -> tuple[Habit, ...]:
    """The habits in the order of the names that are shown."""
    return tuple(sorted(habits, key=lambda habit: names.get(habit.owner, habit.owner)))


def columns_of(habits: Sequence[Habit], names: Mapping[str, str]) -> tuple[Column, ...]:
    """One row a habit."""
    return (
        Column(tr("Rep"), [names.get(habit.owner, habit.owner) for habit in habits]),
        Column(tr("Team"), [habit.team for habit in habits]),
        Column(
            tr("Deals"),
            np.array([habit.eligible for habit in habits], dtype=np.float64),
            Kind.NUMBER,
            tr("Deals of the rep that could show it"),
        ),
        Column(
            tr("Show it"),
            np.array([habit.shown for habit in habits], dtype=np.float64),
            Kind.NUMBER,
            tr("Deals of the rep that do show it"),
        ),
        Column(
            tr("Share (95 % interval)"),
            np.array([habit.shrunken for habit in habits]),
            Kind.PERCENT,
            tr(
                "The share that shows it, drawn towards that of all reps, the more so the fewer deals "
                "there are"
            ),
            write=lambda at: _share(habits[at]),
        ),
        Column(
            tr("Others"),
            np.array([np.nan if habit.peers is None else habit.peers for habit in habits]),
            Kind.PERCENT,
            tr("The share of everybody else's deals"),
        ),
        Column(
            tr("Logged"),
            np.array([np.nan if habit.logged is None else habit.logged for habit in habits]),
            Kind.PERCENT,
            tr("Stages with anything recorded in them: where little is, missing is not the same as not done"),
            tip=lambda at: logged_sentence(habits[at]),
        ),
    )


def habit_table(title: str, habits: Sequence[Habit], names: Mapping[str, str]) -> ExportTable:
    """The same to take away, with the interval in columns of its own."""
    share, count = ValueKind.SHARE, ValueKind.COUNT
    return ExportTable(
        title,
        (
            ExportColumn(tr("Rep"), [names.get(habit.owner, habit.owner) for habit in habits]),
            ExportColumn(tr("Team"), [habit.team for habit in habits]),
            ExportColumn(tr("Deals"), [habit.eligible for habit in habits], count),
            ExportColumn(tr("Show it"), [habit.shown for habit in habits], count),
            ExportColumn(tr("Share, shrunken"), [habit.shrunken for habit in habits], share),
            ExportColumn(tr("Share, 95 % from"), [habit.low for habit in habits], share),
            ExportColumn(tr("Share, 95 % to"), [habit.high for habit in habits], share),
            ExportColumn(tr("Others"), [habit.peers for habit in habits], share),
            ExportColumn("q", [habit.q for habit in habits], ValueKind.NUMBER),
            ExportColumn(tr("Logged"), [habit.logged for habit in habits], share),
        ),
    )


def _share(habit: Habit) -> str:
    if not habit.eligible:
        return UNKNOWN
    return f"{percent(habit.shrunken)} ({percent_range(habit.low, habit.high)})"
