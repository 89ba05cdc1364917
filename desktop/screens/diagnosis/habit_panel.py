"""The reps beside each other in one deviation: a funnel plot or a list, or why they are not compared."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.screens.diagnosis.funnel_chart import FunnelChart
from desktop.screens.diagnosis.habit_columns import ROOMS, by_name, columns_of
from desktop.screens.diagnosis.shown import Shown
from desktop.screens.diagnosis.team_marks import TeamLegend, teams_of
from desktop.sheet import FOR_CLICKS
from desktop.theme import Palette
from desktop.widgets.switch import Switch
from desktop.widgets.table import Table
from desktop.widgets.text import text
from desktop.widgets.whole_rows import WholeRows
from mining.diagnosis.funnel import why_not_compared
from mining.diagnosis.wording import habit_sentence
from models.diagnosis import DiagnosisCard, Habit
from resources.translation import tr

TITLE = tr("Reps beside each other")
HINT = tr("Point at a mark, or use the arrow keys, to see who it is and how much that rep logs.")
LEGEND = tr(
    "Around the usual share, that of the others: within the bands reps differ by no more than "
    "chance and their usual spread, 95 % of them (solid) and 99.8 % (dashed). Marks are drawn "
    "towards the others, the more the fewer deals; a thin line leads to the share as counted. "
    "Filled: the verdict is about them."
)


class HabitPanel(QFrame):
    """Hidden where the verdict is not about a deviation."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.switch = Switch(tr("How reps are shown"), (tr("Plot"), tr("List")))
        self.chart, self.legend = FunnelChart(palette), TeamLegend(palette)
        self.told, self.why_not = text(HINT, "small", wrap=True), text(role="muted", wrap=True)
        self.table = Table(tr("Reps, in the order of their names"))
        self.habits: tuple[Habit, ...] = ()
        self._shown: Shown | None = None
        self.table.setSortingEnabled(False)
        self._build()
        self.switch.chosen.connect(self._go)
        self.chart.pointed.connect(self._tell)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw what is painted by hand in another palette."""
        self.chart.set_palette_colors(palette)
        self.legend.set_palette_colors(palette)

    def show_card(self, card: DiagnosisCard | None, shown: Shown) -> None:
        """Show the habits in the deviation of a verdict."""
        self._shown = shown
        found = shown.found.habits_of(card.key) if card is not None and card.key is not None else None
        self.setVisible(card is not None and card.key is not None)
        why_not = why_not_compared(found)
        self.why_not.setText(why_not)
        self.why_not.setVisible(bool(why_not))
        for part in (self.switch, self.parts):
            part.setVisible(not why_not)
        self.habits = by_name(found.habits, shown.names) if found is not None and not why_not else ()
        if found is None or card is None or why_not:
            return
        self.chart.show_habits(found, card.who, shown.names)
        self.legend.show_teams(teams_of(habit.team for habit in found.habits))
        self.table.show_columns(columns_of(self.habits, shown.names))
        self.table.share_room(ROOMS)
        self._tell(-1)

    def _go(self, part: int) -> None:
        self.parts.setCurrentIndex(part)

    def _tell(self, at: int) -> None:
        names = self._shown.names if self._shown is not None else {}
        self.told.setText(habit_sentence(self.chart.habits[at], names) if at >= 0 else HINT)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(text(TITLE, "heading"), 1)
        head.addWidget(self.switch)
        plot = QWidget()
        drawn = QVBoxLayout(plot)
        drawn.setContentsMargins(0, 0, 0, 0)
        drawn.setSpacing(6)
        drawn.addWidget(self.legend)
        drawn.addWidget(self.chart)
        self.told.setMinimumHeight(34)
        self.told.setProperty(FOR_CLICKS, True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        drawn.addWidget(self.told)
        drawn.addWidget(text(LEGEND, "small", wrap=True))
        self.parts = QStackedWidget()
        self.parts.addWidget(plot)
        self.parts.addWidget(WholeRows(self.table, 6))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.why_not)
        column.addWidget(self.parts)
