"""Every change of a deal's fields in plain words: when, what, from what to what, how far, and by whom."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtWidgets import QWidget

from desktop.widgets.column_room import Room
from desktop.widgets.table import Table
from desktop.widgets.table_model import Column, Kind
from mining.deals.story_words import change_difference, change_values
from mining.number_format import day_and_time
from models.deal_story import FieldChange
from resources.translation import tr

_ROOMS = (
    Room(120, 100),
    Room(150, 110),
    Room(190, 110, filling=True),
    Room(190, 110, filling=True),
    Room(110, 90, gives_way=1),
    Room(200, 110, filling=True),
)


class ChangesTable(Table):
    """One row a change, in order of time; `current_changed` carries the index of the change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Changes of the deal"), parent)
        self.setSortingEnabled(False)

    def show_changes(self, changes: Sequence[FieldChange], currency: str) -> None:
        """Show the changes of another deal."""
        self.show_columns(change_columns(changes, currency))
        self.share_room(_ROOMS)


def change_columns(changes: Sequence[FieldChange], currency: str) -> tuple[Column, ...]:
    """The columns of the table, one row a change."""
    values = [change_values(change, currency) for change in changes]
    return (
        Column(
            tr("When"),
            np.array([change.time for change in changes], dtype=np.int64),
            Kind.DATE,
            tr("The day it was changed (UTC)"),
            tip=lambda row: day_and_time(changes[row].time),
        ),
        Column(tr("What"), [change.field for change in changes]),
        Column(
            tr("From"), [old for old, _ in values], tooltip=tr("A dash for the first value that is known")
        ),
        Column(tr("To"), [new for _, new in values]),
        Column(tr("Difference"), [change_difference(change) for change in changes]),
        Column(tr("Changed by"), [change.who for change in changes]),
    )
