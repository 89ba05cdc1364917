"""Who is to be kept informed, when somebody reviewed last, and a line to note a review of today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.chips_edit import Offer
from desktop.widgets.commit_edit import CommitEdit
from desktop.widgets.offered_edit import OfferedEdit
from desktop.widgets.text import text
from mining.number_format import day, number
from models.decay import Attention
from models.label import tidy
from models.review import Review
from resources.translation import tr, tr_n

_HEADINGS = (tr("Who"), tr("Function"), tr("Agreed"), tr("Last review"), tr("Next review"))


class AttentionPanel(QFrame):
    """Tells of a review that is noted: the name and what was gone over."""

    noted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._labels: list[QWidget] = []
        self.rows: list[tuple[str, ...]] = []
        self.who, self.what = (
            OfferedEdit(tr("Who reviewed it"), tr("Who")),
            CommitEdit(tr("What was gone over"), tr("What was gone over")),
        )
        self.button = QPushButton(tr("Note a review today"))
        self.problem = text(role="problem", wrap=True)
        self.problem.hide()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(8)
        column.addWidget(text(tr("Reviews"), "heading"))
        self.about = text(role="small", wrap=True)
        column.addWidget(self.about)
        column.addLayout(self._grid)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.who, 2)
        row.addWidget(self.what, 3)
        row.addWidget(self.button)
        column.addLayout(row)
        column.addWidget(self.problem)
        self.button.clicked.connect(self._note)
        self.what.returnPressed.connect(self._note)

    def show_attention(self, told: Sequence[Attention], reviews: Sequence[Review], today: date) -> None:
        """Show who is due, and offer the names."""
        last = max((review.day for review in reviews), default=None)
        since = (
            tr("No review is noted yet.")
            if last is None
            else tr("The last review was on {day}.", day=day(last))
        )
        if not told:
            since += " " + tr("Name stakeholders on the screen Strategy to be told when a review is due.")
        self.about.setText(since)
        self.rows = [_row(one, today) for one in told]
        for label in self._labels:
            label.setParent(None)
            label.deleteLater()
        lines = [_HEADINGS, *self.rows] if self.rows else []
        self._labels = []
        for line, words in enumerate(lines):
            for at, word in enumerate(words):
                label = text(word, "small" if not line else "", wrap=True)
                self._labels.append(label)
                self._grid.addWidget(label, line, at)
        self.who.offer_these([Offer(one.stakeholder.who, one.stakeholder.function) for one in told])

    def _note(self) -> None:
        who = tidy(self.who.text())
        self.problem.setText("" if who else tr("Say who reviewed it; choose a stakeholder or type a name."))
        self.problem.setVisible(not who)
        if who:
            what = tidy(self.what.text())
            self.who.show_text("")
            self.who.clear()
            self.what.show_text("")
            self.what.clear()
            self.noted.emit(who, what)


def _row(one: Attention, today: date) -> tuple[str, ...]:
    late = one.days_overdue(today)
    if one.due is None:
        due = tr("No cadence was agreed")
    elif one.last is None:
        due = tr("Due: no review yet")
    else:
        due = (
            tr_n(
                "{day}, {count}\u00a0day late",
                "{day}, {count}\u00a0days late",
                late,
                day=day(one.due),
                count=number(late),
            )
            if late
            else day(one.due)
        )
    stakeholder = one.stakeholder
    return (
        stakeholder.who,
        stakeholder.function or "–",
        stakeholder.cadence or "–",
        tr("Never") if one.last is None else day(one.last),
        due,
    )
