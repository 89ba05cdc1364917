"""What the chosen session holds before it begins, how these deals stand, and the answers that are kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.text import frame, text
from mining.number_format import day, number
from mining.training.answers_file import AnswersFile
from mining.training.material import FEW_DEALS, lane_words
from models.errors import UserError
from models.training import Material
from resources.translation import tr, tr_n


class ReadyPanel(QFrame):
    """Begins a session, and deletes what is kept of earlier ones, after asking."""

    start_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._answers: AnswersFile | None = None
        self.question: QMessageBox | None = None
        self.whom = text(role="heading", wrap=True)
        self.holds, self.few = text(wrap=True), text(role="hint", wrap=True)
        self.own, self.others = text(wrap=True), text(role="muted", wrap=True)
        self.kept = text(role="muted", wrap=True)
        self.delete = QPushButton(tr("Delete these answers…"))
        self.start = QPushButton(tr("Start the training"))
        self.start.setProperty("kind", "primary")
        self.start.clicked.connect(self.start_wanted)
        self.delete.clicked.connect(self.ask_to_delete)
        self._build()

    def show_material(self, material: Material, answers: AnswersFile) -> None:
        """Say what there is for a session, and what is kept of those before."""
        self._answers = answers
        deals, exercises = len(material.deals), len(material.exercises)
        self.whom.setText(material.label)
        holds = tr(
            "{deals} to go through, {exercises}, and a replay.",
            deals=tr_n("{count} deal", "{count} deals", deals),
            exercises=tr_n("{count} exercise", "{count} exercises", exercises),
        )
        nothing = tr(
            "Nothing can be made of these deals: none of them is closed and can be told without doubt."
        )
        self.holds.setText(holds if deals or exercises else nothing)
        self.few.setText(
            tr_n(
                "Only {count} closed deal: everything is made from it.",
                "Only {count} closed deals: everything is made from these few.",
                material.closed,
            )
        )
        self.few.setVisible(0 < material.closed < FEW_DEALS)
        self.own.setText(lane_words(tr("These deals"), material.own))
        self.own.setVisible(material.own.deals > 0)
        others = material.others
        self.others.setText(lane_words(tr("Everybody else"), others) if others is not None else "")
        self.others.setVisible(material.others is not None)
        self.start.setEnabled(bool(deals or exercises))
        self.show_kept()

    def show_kept(self) -> None:
        """Say how many answers are kept."""
        kept = self._answers.read() if self._answers is not None else ()
        self.delete.setEnabled(bool(kept))
        if not kept:
            self.kept.setText(
                tr("No answers are kept yet. They stay on this machine, outside of the project.")
            )
            return
        self.kept.setText(
            tr(
                "{answers} kept on this machine, {right} of them right; the last on {day}. The project has none.",
                answers=tr_n("{count} answer", "{count} answers", len(kept)),
                right=number(sum(one.right for one in kept)),
                day=day(kept[-1].day),
            )
        )

    def ask_to_delete(self) -> None:
        """Ask, and forget what is kept of whom is chosen."""
        box = self.question = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Delete answers"))
        box.setText(tr("Delete the answers that are kept of {whom}?", whom=self.whom.text()))
        box.setInformativeText(tr("They cannot be brought back."))
        keep = box.addButton(tr("Keep them"), QMessageBox.ButtonRole.RejectRole)
        delete = box.addButton(tr("Delete them"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(keep)
        delete.clicked.connect(self._delete)
        box.finished.connect(self._asked)
        box.open()

    def _delete(self) -> None:
        if self._answers is None:
            return
        try:
            self._answers.delete()
        except UserError as error:
            self.kept.setText(str(error))
            return
        self.show_kept()

    def _asked(self, _: int) -> None:
        box, self.question = self.question, None
        if box is not None:
            box.deleteLater()

    def _build(self) -> None:
        self.few.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 18)
        column.setSpacing(10)
        for part in (self.whom, self.holds, self.few, self.own, self.others):
            column.addWidget(part)
        begin = QHBoxLayout()
        begin.addWidget(self.start)
        begin.addStretch(1)
        column.addLayout(begin)
        column.addSpacing(6)
        column.addWidget(frame("line"))
        column.addWidget(text(tr("Answers"), "heading"))
        column.addWidget(self.kept)
        row = QHBoxLayout()
        row.addWidget(self.delete)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
