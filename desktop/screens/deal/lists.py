"""What stands in words under a deal's timeline: its steps, its activities and its changes, one of them in sight."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.screens.deal.activities_table import ActivitiesTable
from desktop.screens.deal.arrangement import Told
from desktop.screens.deal.changes_table import ChangesTable
from desktop.screens.deal.steps_table import StepsTable
from desktop.theme import Palette
from desktop.widgets.screen_parts import mark_chip
from desktop.widgets.table import Table
from desktop.widgets.text import text
from desktop.widgets.whole_rows import WholeRows
from mining.number_format import number
from resources.translation import tr

NO_ACTIVITIES = tr("No calls, meetings or e-mails were imported.")
LEAST = 150
"""Where the window is too low for the timeline and so much of the lists (in pixels), the page scrolls."""
_STEPS, _ACTIVITIES, _CHANGES = range(3)


class DealLists(QWidget):
    """Three tables, one of them in sight. What the user looks at stays for the next deal where that has it too."""

    step_changed = Signal(int)
    """The step that is current among the steps, -1 for none and while another table is in sight."""

    activity_changed = Signal(int)
    """The activity that is current, -1 for none and while another table is in sight."""

    change_changed = Signal(int)
    """The change that is current, -1 for none and while another table is in sight."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps, self.activities, self.changes = (
            StepsTable(palette),
            ActivitiesTable(palette),
            ChangesTable(),
        )
        self.heading = text(tr("Step by step"), "heading")
        self.nothing = text(NO_ACTIVITIES, "small")
        self.show_steps = self._chip(tr("Step by step"))
        self.show_activities = self._chip(tr("Activities"))
        self.show_changes = self._chip(tr("Changes"))
        self._wanted = _STEPS
        self._build()
        self.steps.current_changed.connect(self.step_changed)
        self.activities.current_changed.connect(self.activity_changed)
        self.changes.current_changed.connect(self.change_changed)
        for place, chip in enumerate(self._chips):
            chip.clicked.connect(lambda _=False, place=place: self._choose(place))

    def sizeHint(self) -> QSize:
        return QSize(640, LEAST)

    @property
    def shown(self) -> Table:
        """The table in sight."""
        return self._tables[self._pages.currentIndex()]

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icons in another palette."""
        self.steps.set_palette_colors(palette)
        self.activities.set_palette_colors(palette)

    def show_deal(self, told: Told, any_imported: bool) -> None:
        """Show another deal; a button is there for what it has."""
        changes = told.story.changes if told.story is not None else ()
        self.steps.show_path(told.path)
        self.activities.show_activities(told.activities)
        self.changes.show_changes(changes, told.story.currency if told.story is not None else "")
        self.show_activities.setText(tr("Activities ({activities})", activities=number(len(told.activities))))
        self.show_changes.setText(tr("Changes ({changes})", changes=number(len(changes))))
        has_more = bool(told.activities or changes)
        for part, is_there in (
            (self.heading, not has_more),
            (self.show_steps, has_more),
            (self.show_activities, bool(told.activities)),
            (self.show_changes, bool(changes)),
            (self.nothing, not any_imported),
        ):
            part.setVisible(is_there)
        has = (True, bool(told.activities), bool(changes))
        self._turn_to(self._wanted if has[self._wanted] else _STEPS)

    def go_to_step(self, step: int) -> None:
        """Bring a step into sight and make it current."""
        self._go_to(_STEPS, step)

    def go_to_activity(self, activity: int) -> None:
        """Bring an activity into sight and make it current."""
        self._go_to(_ACTIVITIES, activity)

    def go_to_change(self, change: int) -> None:
        """Bring a change into sight and make it current."""
        self._go_to(_CHANGES, change)

    def _go_to(self, place: int, row: int) -> None:
        self._choose(place)
        self._tables[place].make_current(row)

    def _choose(self, place: int) -> None:
        self._wanted = place
        self._turn_to(place)

    def _turn_to(self, place: int) -> None:
        has_focus = self.shown.hasFocus()
        self._pages.setCurrentIndex(place)
        for other, table in enumerate(self._tables):
            if other != place:
                table.make_current(-1)
        mark_chip(self._chips, place)
        self.setFocusProxy(self.shown)
        if has_focus:
            self.shown.setFocus()

    def _chip(self, words: str) -> QPushButton:
        chip = QPushButton(words)
        chip.setProperty("kind", "chip")
        chip.setCheckable(True)
        return chip

    def _build(self) -> None:
        self._tables: tuple[Table, ...] = (self.steps, self.activities, self.changes)
        self._chips = (self.show_steps, self.show_activities, self.show_changes)
        self._pages = QStackedWidget()
        for table in self._tables:
            self._pages.addWidget(WholeRows(table, 1))
        head = QHBoxLayout()
        head.setSpacing(8)
        for part in (self.heading, *self._chips):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.nothing)
        self.setMinimumHeight(LEAST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._pages, 1)
