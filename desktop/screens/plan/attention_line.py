"""What the plan asks for today, above the actions: what is late, and who is to be kept informed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop.icon_label import IconLabel
from desktop.screens.plan.shown import Shown
from desktop.theme import Palette
from desktop.widgets.text import text
from mining.number_format import day, number
from mining.plan.watching import overdue, to_inform
from models.decay import Attention
from models.strategy import Stakeholder
from resources.translation import tr, tr_n


class AttentionLine(QFrame):
    """Hidden where nothing is late and nobody is due."""

    informed = Signal(object)
    """The `Stakeholder`s who are due were told of the plan today (a tuple)."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._bell, self.words = IconLabel(18), text(wrap=True)
        self.button = QPushButton(tr("Note that they were informed"))
        self._due: tuple[Stakeholder, ...] = ()
        self.button.setProperty("kind", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._bell, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.button.clicked.connect(lambda: self.informed.emit(self._due))
        self.set_palette_colors(palette)

    def show_plan(self, shown: Shown) -> None:
        """Say what is late, and who is due."""
        plan = shown.project.plan
        late = overdue(plan, shown.today)
        due = to_inform(plan, shown.project.reviews, shown.today)
        self._due = tuple(one.stakeholder for one in due)
        said = []
        if late:
            said.append(
                tr_n(
                    "{count} action is overdue.",
                    "{count} actions are overdue.",
                    len(late),
                    count=number(len(late)),
                )
            )
        if due:
            said.append(tr("To be informed: {who}.", who="; ".join(_due_words(one) for one in due)))
        self.words.setText(" ".join(said))
        self.button.setVisible(bool(due))
        self.setVisible(bool(said))

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._bell.show_icon("bell", palette.deviation)


def _due_words(one: Attention) -> str:
    who = one.stakeholder.who
    if one.last is None or one.due is None:
        return tr("{who} (not yet)", who=who)
    return tr("{who} (since {day})", who=who, day=day(one.due))
