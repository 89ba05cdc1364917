"""Exercises: a question with its choices, the answer with its explanation, and at the end how it went."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.screens.trainer.choice_button import ChoiceButton
from desktop.screens.trainer.page_keys import add_keys
from desktop.screens.trainer.row_list import Mark, Row, RowList
from desktop.screens.trainer.score_page import ScorePage
from desktop.screens.trainer.session import Session
from desktop.theme import Palette
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import text
from mining.training.handout import day_words
from mining.training.score import KIND_WORDS
from models.errors import UserError
from models.training import Exercise, GivenAnswer
from resources.translation import tr

_NUMBERS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)


class ExercisesPage(QStackedWidget):
    """Goes through the exercises of a session; 1 to 4 answer, Space goes on. Answers are kept as they are given."""

    def __init__(self, session: Session, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._palette, self._real_names = session, palette, False
        self.at = 0
        self.given: list[GivenAnswer] = []
        self.choices: list[ChoiceButton] = []
        self.about, self.question = text(role="muted", wrap=True), text(role="question", wrap=True)
        self.path = RowList(tr("What is recorded"), palette)
        self.verdict, self.explanation = text(role="strong", wrap=True), text(wrap=True)
        self.problem = text(role="problem", wrap=True)
        self.go_on = QPushButton(tr("Go on (Space)"))
        self.go_on.setProperty("kind", "primary")
        self.score = ScorePage(session, palette)
        self._build()
        self.go_on.clicked.connect(self.forward)
        self.score.again.clicked.connect(self.begin)
        add_keys(self, {Qt.Key.Key_Space: self.forward, Qt.Key.Key_Right: self.forward})
        add_keys(self, {key: partial(self.choose, place) for place, key in enumerate(_NUMBERS)})
        self.begin()

    @property
    def exercise(self) -> Exercise:
        """The exercise that is asked."""
        return self._session.material.exercises[self.at]

    @property
    def is_answered(self) -> bool:
        """Whether the one that is shown has been answered."""
        return len(self.given) > self.at

    def begin(self) -> None:
        """Ask all of them from the first one on."""
        self.at, self.given = 0, []
        self.setCurrentWidget(self._asking)
        self._show()

    def choose(self, place: int) -> None:
        """Answer with one of the choices, unless that is done already."""
        if self.currentWidget() is not self._asking or self.is_answered or place >= len(self.choices):
            return
        exercise = self.exercise
        right = place in exercise.right
        answer = GivenAnswer(exercise.key, exercise.kind, right, self._session.today())
        self.given.append(answer)
        self._keep(answer)
        for at, button in enumerate(self.choices):
            button.show_answer(at in exercise.right, at == place)
        self.verdict.setText(tr("That is right.") if right else tr("That is not it."))
        self.explanation.setText(exercise.explanation)
        self._show_answered()
        self.go_on.setFocus()

    def forward(self) -> None:
        """Go on to the next exercise, or behind the last one to how it went."""
        if self.currentWidget() is not self._asking or not self.is_answered:
            return
        if self.at + 1 < len(self._session.material.exercises):
            self.at += 1
            self._show()
        else:
            self.score.show_answers(self.given)
            self.setCurrentWidget(self.score)
            self.score.again.setFocus()

    def show_names(self, real_names: bool) -> None:
        """Name the deals, or not."""
        self._real_names = real_names
        self._say_about()

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        self.path.set_palette_colors(palette)
        self.score.set_palette_colors(palette)
        for button in self.choices:
            button.set_palette_colors(palette)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.choices[0] if self.choices and not self.is_answered else self.go_on).setFocus()

    def _build(self) -> None:
        self.problem.hide()
        inside = QWidget()
        inside.setObjectName("content")
        self._card = QVBoxLayout(inside)
        self._card.setContentsMargins(0, 0, 8, 0)
        self._card.setSpacing(12)
        self._card.addWidget(self.question)
        self._choices = QVBoxLayout()
        self._choices.setSpacing(10)
        self._card.addLayout(self._choices)
        for label in (self.verdict, self.explanation, self.problem):
            self._card.addWidget(label)
        self._card.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(14)
        right.addWidget(scrolled(inside, tr("Question and choices")), 1)
        right.addWidget(self.go_on)
        body = QHBoxLayout()
        body.setSpacing(24)
        body.addWidget(self.path, 38)
        body.addLayout(right, 62)
        self._asking = QWidget()
        column = QVBoxLayout(self._asking)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.about)
        column.addLayout(body, 1)
        self.addWidget(self._asking)
        self.addWidget(self.score)

    def _show(self) -> None:
        exercise = self.exercise
        self._say_about()
        self.question.setText(exercise.question)
        self.path.show_rows(
            [
                Row(
                    row.what,
                    Mark.SEEN if row.is_signal else Mark.PLAIN,
                    day_words(row.day, exercise.day_hours),
                )
                for row in exercise.shown
            ]
        )
        for button in self.choices:
            self._choices.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.choices = [
            ChoiceButton(place + 1, words, self._palette) for place, words in enumerate(exercise.choices)
        ]
        for place, button in enumerate(self.choices):
            button.clicked.connect(partial(self._clicked, place))
            self._choices.addWidget(button)
        self.verdict.setText("")
        self.explanation.setText("")
        self._show_answered()
        self.choices[0].setFocus()

    def _clicked(self, place: int, _: bool = False) -> None:
        self.choose(place)

    def _say_about(self) -> None:
        exercise = self.exercise
        deal = self._session.deal_title(exercise.case, exercise.deal, self._real_names)
        self.about.setText(
            tr(
                "Exercise {number} of {total}: {kind}. {deal}",
                number=self.at + 1,
                total=len(self._session.material.exercises),
                kind=KIND_WORDS[exercise.kind],
                deal=deal,
            )
        )

    def _show_answered(self) -> None:
        for label in (self.verdict, self.explanation):
            label.setVisible(bool(label.text()))
        self.go_on.setEnabled(self.is_answered)

    def _keep(self, answer: GivenAnswer) -> None:
        """Keep an answer; where that cannot be done it is said, and the exercises go on."""
        try:
            self._session.answers.add([answer])
        except UserError as error:
            self.problem.setText(str(error))
            self.problem.show()
