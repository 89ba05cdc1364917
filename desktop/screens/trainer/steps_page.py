"""Step by step: a deal so far beside the process, and the question what the process would ask for now."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.screens.trainer.page_keys import add_keys
from desktop.screens.trainer.row_list import Mark, Row, RowList
from desktop.screens.trainer.session import Session
from desktop.theme import Palette
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import frame, text
from mining.training.handout import day_words
from mining.training.telling import either
from models.training import DealMoment, TrainingDeal
from resources.translation import tr

_NOTHING_YET = -1


class StepsPage(QWidget):
    """Goes through the deals of a session; Space reveals and goes on, arrows go back and forth."""

    def __init__(self, session: Session, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._real_names = session, False
        self.deal, self.at, self.revealed = 0, _NOTHING_YET, False
        self.process = RowList(tr("The process"), palette)
        self.path = RowList("", palette)
        self.where, self.question = text(role="muted", wrap=True), text(role="question", wrap=True)
        self.answer, self.happened = text(role="strong", wrap=True), text(role="strong", wrap=True)
        self.told, self.more = text(wrap=True), text(role="muted", wrap=True)
        self.go_on = QPushButton()
        self.go_on.setProperty("kind", "primary")
        self.before, self.after = QPushButton(tr("← Deal before")), QPushButton(tr("Next deal →"))
        self.count = text(role="muted")
        self._build()
        self.go_on.clicked.connect(self.forward)
        self.before.clicked.connect(lambda: self.choose(self.deal - 1))
        self.after.clicked.connect(lambda: self.choose(self.deal + 1))
        keys = {Qt.Key.Key_Space: self.forward, Qt.Key.Key_Right: self.forward, Qt.Key.Key_Left: self.back}
        add_keys(self, keys)
        add_keys(self, {Qt.Key.Key_PageDown: self.after.click, Qt.Key.Key_PageUp: self.before.click})
        self._show()

    @property
    def shown(self) -> TrainingDeal:
        """The deal that is gone through."""
        return self._session.material.deals[self.deal]

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self.process.set_palette_colors(palette)
        self.path.set_palette_colors(palette)

    def show_names(self, real_names: bool) -> None:
        """Name the deal, or not."""
        self._real_names = real_names
        self._show()

    def choose(self, deal: int) -> None:
        """Begin with another deal."""
        if 0 <= deal < len(self._session.material.deals):
            self.deal, self.at, self.revealed = deal, _NOTHING_YET, False
            self._show()

    def forward(self) -> None:
        """Reveal; then go on to what happened; at the end on to the next deal."""
        if self._is_over:
            self.choose(self.deal + 1)
            return
        if self.revealed:
            self.at += 1
        self.revealed = not self.revealed
        self._show()

    def back(self) -> None:
        """Undo the last step forward."""
        if self.revealed:
            self.revealed = False
        elif self.at > _NOTHING_YET:
            self.at, self.revealed = self.at - 1, True
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.go_on.setFocus()

    @property
    def _is_over(self) -> bool:
        return self.at == len(self.shown.moments) - 1

    def _build(self) -> None:
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(24, 20, 24, 20)
        inside.setSpacing(14)
        for label in (self.where, self.question, self.answer, self.happened, self.told, self.more):
            inside.addWidget(label)
        inside.addStretch(1)
        area = scrolled(card, tr("What happens"))
        right = QVBoxLayout()
        right.setSpacing(14)
        right.addWidget(area, 1)
        right.addWidget(self.go_on)
        body = QHBoxLayout()
        body.setSpacing(20)
        body.addWidget(self.process, 26)
        body.addWidget(self.path, 32)
        body.addLayout(right, 42)
        foot = QHBoxLayout()
        foot.addWidget(self.before)
        foot.addStretch(1)
        foot.addWidget(self.count)
        foot.addStretch(1)
        foot.addWidget(self.after)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(body, 1)
        column.addLayout(foot)

    def _show(self) -> None:
        deal = self.shown
        number, total = self.deal + 1, len(self._session.material.deals)
        self.count.setText(tr("Deal {number} of {total}", number=number, total=total))
        self.before.setEnabled(number > 1)
        self.after.setEnabled(number < total)
        self.path.rename(self._session.deal_title(deal.case, deal.name, self._real_names))
        self.path.show_rows(tuple(self._path_rows()))
        self.process.show_rows(tuple(self._process_rows()))
        if self._is_over:
            self._show_end(deal)
        else:
            self._show_question(deal)

    def _show_question(self, deal: TrainingDeal) -> None:
        now = deal.moments[self.at] if self.at >= 0 else None
        if now is None:
            self.where.setText(tr("{deal} is about to begin.", deal=deal.name))
        else:
            day = day_words(now.day, deal.day_hours)
            self.where.setText(tr("{day}: {deal} is in {stage}.", day=day, deal=deal.name, stage=now.stage))
        self.question.setText(tr("What would the process ask for now?"))
        self.go_on.setText(tr("Go on (Space)") if self.revealed else tr("Reveal (Space)"))
        following = deal.moments[self.at + 1]
        asked = either(now.asked if now is not None else deal.asked_first)
        answer = (
            tr("The process asks for: {asked}", asked=asked)
            if asked
            else tr("The process asks for nothing more.")
        )
        if now is not None and now.again:
            answer += " " + tr("({stages} once more is allowed too)", stages=either(now.again))
        self.answer.setText(answer if self.revealed else "")
        day = day_words(following.day, deal.day_hours)
        self.happened.setText(
            tr("{day}: {stage} came.", day=day, stage=following.stage) if self.revealed else ""
        )
        self.told.setText(following.told if self.revealed else "")
        more = (
            now.became if now is not None and self.revealed else now.before_leaving if now is not None else ()
        )
        self.more.setText("\n".join(more))
        self._hide_empty()

    def _show_end(self, deal: TrainingDeal) -> None:
        last = deal.moments[-1]
        day = day_words(last.day, deal.day_hours)
        self.where.setText(tr("{day}: {deal} ended as {stage}.", day=day, deal=deal.name, stage=last.stage))
        departed = sum(not moment.follows for moment in deal.moments)
        self.question.setText(tr("It left its lane.") if departed else tr("It stayed in its lane."))
        self.answer.setText("; ".join(deal.shows))
        for label in (self.happened, self.told, self.more):
            label.setText("")
        self.more.setText("\n".join(last.became))
        self.go_on.setText(tr("Next deal (Space)"))
        self.go_on.setEnabled(self.deal + 1 < len(self._session.material.deals))
        self._hide_empty()

    def _hide_empty(self) -> None:
        for label in (self.answer, self.happened, self.told, self.more):
            label.setVisible(bool(label.text()))
        self.go_on.setEnabled(not self._is_over or self.deal + 1 < len(self._session.material.deals))

    def _seen(self) -> tuple[DealMoment, ...]:
        return self.shown.moments[: self.at + 1 + self.revealed]

    def _path_rows(self) -> Iterator[Row]:
        for moment in self._seen():
            mark = Mark.DONE if moment.follows else Mark.DEPARTS
            yield Row(moment.stage, mark, day_words(moment.day, self.shown.day_hours))

    def _process_rows(self) -> Iterator[Row]:
        """What is prescribed: what is done, and, when it is revealed, what was asked for."""
        deal = self.shown
        done = {moment.stage for moment in self._seen()}
        asked = deal.moments[self.at].asked if self.at >= 0 else deal.asked_first
        for stage in deal.path:
            note = "" if stage.needed else tr("optional")
            if self.revealed and stage.name in asked:
                yield Row(stage.name, Mark.ASKED, note)
            else:
                yield Row(stage.name, Mark.DONE if stage.name in done else Mark.OPEN, note)
