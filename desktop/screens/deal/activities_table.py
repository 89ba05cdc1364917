"""Every activity of a deal in plain words: when, what, which way, who, and about what."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtWidgets import QWidget

from desktop.icon_words import IconWords
from desktop.screens.deal.activity_look import icon_of, ink, way_icon
from desktop.theme import Palette
from desktop.widgets.column_room import Room
from desktop.widgets.table import Table
from desktop.widgets.table_model import Column, Kind
from mining.deals.activities import way_words, when
from models.deal_activity import DealActivity
from resources.translation import tr

_WHAT, _WAY = 1, 2
_ROOMS = (
    Room(120, 100),
    Room(190, 150),
    Room(130, 108, gives_way=1),
    Room(180, 110),
    Room(420, 150, filling=True),
)


class ActivitiesTable(Table):
    """One row an activity, in order of time; `current_changed` carries the index of the activity."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(tr("Activities of the deal"), parent)
        self._palette = palette
        self._activities: tuple[DealActivity, ...] = ()
        self._what, self._way = IconWords(self._what_look, self), IconWords(self._way_look, self)
        self.setSortingEnabled(False)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icons in another palette."""
        self._palette = palette
        self.viewport().update()

    def show_activities(self, activities: tuple[DealActivity, ...]) -> None:
        """Show the activities of another deal."""
        self._activities = activities
        self.show_columns(activity_columns(activities))
        self.setItemDelegateForColumn(_WHAT, self._what)
        self.setItemDelegateForColumn(_WAY, self._way)
        self.share_room(_ROOMS)

    def _what_look(self, row: int) -> tuple[str, str]:
        return icon_of(self._activities[row : row + 1]), self._palette.text

    def _way_look(self, row: int) -> tuple[str, str]:
        icon = way_icon(self._activities[row].direction)
        return icon, ink(self._activities[row : row + 1], self._palette) if icon else self._palette.muted


def activity_columns(activities: Sequence[DealActivity]) -> tuple[Column, ...]:
    """The columns of the table, one row an activity."""
    return (
        Column(
            tr("When"),
            np.array([activity.time for activity in activities], dtype=np.int64),
            Kind.DATE,
            tr("The day it was done (UTC)"),
            tip=lambda row: when(activities[row]),
        ),
        Column(tr("Activity"), [activity.label for activity in activities]),
        Column(
            tr("Direction"),
            [way_words(activity.direction) for activity in activities],
            tooltip=tr("Incoming is from the buyer to you; a dash where the export does not say"),
        ),
        Column(tr("Done by"), [activity.who for activity in activities]),
        Column(tr("Subject"), [activity.subject for activity in activities]),
    )
