"""How a set of exercises went: how many were right and of which kinds, for whoever answered and nobody else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.screens.trainer.row_list import Mark, Row, RowList
from desktop.screens.trainer.session import Session
from desktop.theme import Palette
from desktop.widgets.text import text
from mining.number_format import number
from mining.training.score import KIND_WORDS, score, score_words, went_well
from models.training import GivenAnswer
from resources.translation import tr


class ScorePage(QWidget):
    """Shows the answers of this time, and those of before as one figure."""

    def __init__(self, session: Session, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.total, self.words = text(role="question", wrap=True), text(wrap=True)
        self.before = text(role="muted", wrap=True)
        self.kinds = RowList(tr("By kind"), palette)
        self.again = QPushButton(tr("Once more from the start"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.total)
        column.addWidget(self.words)
        column.addWidget(self.kinds, 1)
        column.addWidget(self.before)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)

    def show_answers(self, given: Sequence[GivenAnswer]) -> None:
        """Say how these went."""
        scores = score(given)
        self.total.setText(score_words(scores))
        self.words.setText(went_well(scores))
        self.kinds.show_rows(
            [
                Row(
                    KIND_WORDS[one.kind],
                    Mark.DONE if one.right == one.given else Mark.PLAIN,
                    tr("{right} of {given}", right=number(one.right), given=number(one.given)),
                )
                for one in scores
            ]
        )
        kept = self._session.answers.read()
        right = sum(answer.right for answer in kept)
        self.before.setText(
            tr(
                "Kept on this machine only: {given} answers so far, {right} of them right.",
                given=number(len(kept)),
                right=number(right),
            )
        )

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self.kinds.set_palette_colors(palette)
