"""What stands in words under a deal's timeline: its steps, and behind a second button its activities."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.screens.deal.activities_table import ActivitiesTable
from desktop.screens.deal.steps_table import StepsTable
from desktop.theme import Palette
from desktop.widgets.table import Table
from desktop.widgets.text import set_property, text
from desktop.widgets.whole_rows import WholeRows
from mining.number_format import number
from models.deal_activity import DealActivity
from models.deal_path import DealPath

NO_ACTIVITIES = "No calls, meetings or e-mails were imported."


class DealLists(QWidget):
    """Two tables, one of them in sight. What the user looks at stays for the next deal where that has it too."""

    step_changed = Signal(int)
    """The step that is current among the steps, -1 for none and while the activities are in sight."""

    activity_changed = Signal(int)
    """The activity that is current, -1 for none and while the steps are in sight."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps, self.activities = StepsTable(palette), ActivitiesTable(palette)
        self.heading = text("Step by step", "heading")
        self.nothing = text(NO_ACTIVITIES, "small")
        self.show_steps = self._chip("Step by step")
        self.show_activities = self._chip("Activities")
        self._wants_activities = False
        self._build()
        self.steps.current_changed.connect(self.step_changed)
        self.activities.current_changed.connect(self.activity_changed)
        self.show_steps.clicked.connect(lambda: self._choose(False))
        self.show_activities.clicked.connect(lambda: self._choose(True))

    @property
    def shown(self) -> Table:
        """The table in sight."""
        return self.activities if self._pages.currentIndex() else self.steps

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icons in another palette."""
        self.steps.set_palette_colors(palette)
        self.activities.set_palette_colors(palette)

    def show_deal(self, path: DealPath, activities: tuple[DealActivity, ...], any_imported: bool) -> None:
        """Show another deal; the second button is there where it has activities."""
        self.steps.show_path(path)
        self.activities.show_activities(activities)
        self.show_activities.setText(f"Activities ({number(len(activities))})")
        for part, is_there in (
            (self.heading, not activities),
            (self.show_steps, bool(activities)),
            (self.show_activities, bool(activities)),
            (self.nothing, not any_imported),
        ):
            part.setVisible(is_there)
        self._turn_to(self._wants_activities and bool(activities))

    def go_to_step(self, step: int) -> None:
        """Bring a step into sight and make it current."""
        self._choose(False)
        self.steps.make_current(step)

    def go_to_activity(self, activity: int) -> None:
        """Bring an activity into sight and make it current."""
        self._choose(True)
        self.activities.make_current(activity)

    def _choose(self, activities: bool) -> None:
        self._wants_activities = activities
        self._turn_to(activities)

    def _turn_to(self, activities: bool) -> None:
        has_focus = self.shown.hasFocus()
        self._pages.setCurrentIndex(int(activities))
        (self.steps if activities else self.activities).make_current(-1)
        for chip, active in ((self.show_steps, not activities), (self.show_activities, activities)):
            chip.setChecked(active)
            set_property(chip, "active", "true" if active else "false")
        self.setFocusProxy(self.shown)
        if has_focus:
            self.shown.setFocus()

    def _chip(self, words: str) -> QPushButton:
        chip = QPushButton(words)
        chip.setProperty("kind", "chip")
        chip.setCheckable(True)
        return chip

    def _build(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(WholeRows(self.steps, 1))
        self._pages.addWidget(WholeRows(self.activities, 1))
        head = QHBoxLayout()
        head.setSpacing(8)
        for part in (self.heading, self.show_steps, self.show_activities):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._pages, 1)
