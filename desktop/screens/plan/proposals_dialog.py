"""Lets the user choose among the actions that the findings call for; the ones that matter most are ticked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import frame, text
from mining.number_format import number
from mining.plan.metrics import baseline_words, level_words
from mining.plan.proposals import Proposal
from resources.translation import tr, tr_n

_WIDTH, _HEIGHT = 760, 620
LOOKING = tr("Looking what the deals call for…")
NOTHING = tr("Nothing stood out in these deals. Write your own action.")


class ProposalsDialog(QDialog):
    """Says that it is looking until it is told what was found, or why nothing was."""

    taken = Signal(object)
    """A tuple of `Proposal`."""

    own_wanted = Signal()
    """An action of the user's own is wanted instead."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Take from findings"))
        self.proposals: tuple[Proposal, ...] = ()
        self.boxes: list[QCheckBox] = []
        self.about = text(LOOKING, "muted", wrap=True)
        self._content = QWidget()
        self._content.setObjectName("content")
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self.own = QPushButton(tr("Write your own action"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = self.buttons.addButton(tr("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setProperty("kind", "primary")
        self.take.setEnabled(False)
        foot = QHBoxLayout()
        foot.addWidget(self.own)
        foot.addWidget(self.buttons, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 18, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(self.about)
        whole.addWidget(scrolled(self._content, tr("Proposals")), 1)
        whole.addLayout(foot)
        self.take.clicked.connect(self._take)
        self.own.clicked.connect(self._write_own)
        self.buttons.rejected.connect(self.reject)
        self.resize(_WIDTH, _HEIGHT)

    def show_proposals(self, proposals: Sequence[Proposal], say: Callable[[str], str] = str) -> None:
        """List them, with the ones that matter ticked; `say` gives words as they may be shown."""
        self.proposals = tuple(proposals)
        if not self.proposals:
            self.about.setText(NOTHING)
            return
        self.about.setText(
            tr(
                "Every proposal can be changed afterwards: the words, the target, the day and who answers for it."
            )
        )
        for at, one in enumerate(self.proposals):
            self._column.insertWidget(at, self._row(one, say))
        self._count()

    def say(self, sentence: str) -> None:
        """Why nothing can be proposed."""
        self.about.setText(sentence)

    @property
    def chosen(self) -> tuple[Proposal, ...]:
        """The proposals that are ticked."""
        return tuple(one for one, box in zip(self.proposals, self.boxes, strict=True) if box.isChecked())

    def _row(self, one: Proposal, say: Callable[[str], str]) -> QWidget:
        card = frame("card")
        box = QCheckBox()
        box.setChecked(one.matters)
        box.setAccessibleName(say(one.action.what))
        box.toggled.connect(self._count)
        self.boxes.append(box)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(text(say(one.action.what), "strong", wrap=True))
        for line in (one.action.finding, _numbers(one), one.why):
            if line:
                words.addWidget(text(say(line), "small", wrap=True))
        if one.is_planned:
            words.addWidget(text(tr("The plan has an action for it."), "small", wrap=True))
        row = QHBoxLayout(card)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(12)
        row.addWidget(box)
        row.addLayout(words, 1)
        return card

    def _count(self) -> None:
        count = len(self.chosen)
        self.take.setText(tr_n("Add {count} action", "Add {count} actions", count, count=number(count)))
        self.take.setEnabled(count > 0)

    def _take(self) -> None:
        chosen = self.chosen
        self.accept()
        self.taken.emit(chosen)

    def _write_own(self) -> None:
        self.reject()
        self.own_wanted.emit()


def _numbers(one: Proposal) -> str:
    """`Now 88 % (86–90 %, 1,200 deals), target 20 %`."""
    action = one.action
    if action.baseline is None:
        return ""
    now = baseline_words(action.baseline.value, action.metric)
    if action.target is None:
        return tr("Baseline {now}", now=now)
    return tr("Baseline {now}; target {target}", now=now, target=level_words(action.target, action.metric))
