"""The chip that asks for paths: a sentence made of lists, the query line below it, and how many deals match."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from desktop.latest_job import LatestJob
from desktop.path_queries import PathQueries
from desktop.widgets.choice_chip import DropChip
from desktop.widgets.query_edit import QueryEdit
from desktop.widgets.text import text
from mining.number_format import number
from mining.path_query.write import query_text
from models.deviation import DeviationType
from models.path_query import EndsWith, PathQuery, Shows, StartsWith, Steps
from resources.translation import tr

_WIDTH = 460


@dataclass(frozen=True)
class _Kind:
    """One way to begin the sentence; `names` is how many steps it names, `documented` whether they are stages."""

    words: str
    names: int = 1
    documented: bool = False

    def query(self, first: str, second: str) -> PathQuery:
        """What the sentence asks for."""
        match self:
            case _ if self is _CONTAINS:
                return Steps((first,))
            case _ if self.names == 2:
                return Steps((first, second), (self is _DIRECTLY,))
            case _ if self is _STARTS:
                return StartsWith(first)
            case _ if self is _ENDS:
                return EndsWith(first)
            case _:
                return Shows(DeviationType.SKIPPED if self is _SKIPS else DeviationType.WENT_BACK, first)


_CONTAINS, _STARTS, _ENDS = _Kind(tr("contain")), _Kind(tr("start with")), _Kind(tr("end with"))
_DIRECTLY, _EVENTUALLY = _Kind(tr("go directly from"), 2), _Kind(tr("go at some time from"), 2)
_SKIPS, _BACK = _Kind(tr("skip"), documented=True), _Kind(tr("go back to"), documented=True)
_KINDS = (_CONTAINS, _DIRECTLY, _EVENTUALLY, _STARTS, _ENDS, _SKIPS, _BACK)


class PathChip(DropChip):
    """Emits the text of a query that can be asked; the lists write a query, and the line can be written by hand."""

    asked = Signal(str)

    def __init__(self, queries: PathQueries, parent: QWidget | None = None) -> None:
        super().__init__(tr("Path"), parent)
        self._queries = queries
        self._counting = LatestJob(tr("Counting the deals"), self)
        self._counting.done.connect(self._counted)
        self.kind, self.first, self.second = (
            self._box(tr("What they do")),
            self._box(tr("Step")),
            self._box(tr("Next step")),
        )
        self.to = text(tr("to"), "muted")
        self.edit = QueryEdit(queries.complete, queries.problem)
        self.edit.setAccessibleName(tr("Path query"))
        self.edit.setPlaceholderText(tr("skips Demo and then goes back"))
        self.said = text(role="small", wrap=True)
        self.apply = QPushButton(tr("Keep these deals"))
        self.apply.setProperty("kind", "primary")
        self._build()
        self.edit.checked.connect(self._checked)
        self.edit.entered.connect(self._ask)
        self.apply.clicked.connect(lambda: self._ask(self.edit.text().strip()))
        self.kind.currentIndexChanged.connect(self._kind_changed)
        for box in (self.kind, self.first, self.second):
            box.activated.connect(self._write)

    def offer(self) -> None:
        """Take over the steps of the log and the process as they are now."""
        documented = [_SKIPS, _BACK] if self._queries.stages else []
        kinds = [kind for kind in _KINDS if not kind.documented or kind in documented]
        if self.kind.count() != len(kinds):
            self.kind.clear()
            for kind in kinds:
                self.kind.addItem(kind.words, kind)
        self._kind_changed()
        self.edit.check_again()

    def open_under(self, other: QWidget) -> None:
        self.edit.clear()
        self._checked("")
        super().open_under(other)

    def stop(self) -> None:
        """Wait for what is being counted: before the window goes."""
        self._counting.stop()

    def _build(self) -> None:
        self.popup.setFixedWidth(_WIDTH)
        self.popup.setFocusProxy(self.edit)
        sentence = QHBoxLayout()
        sentence.addWidget(text(tr("Deals that")))
        sentence.addWidget(self.kind, 1)
        steps = QHBoxLayout()
        steps.addWidget(self.first, 1)
        steps.addWidget(self.to)
        steps.addWidget(self.second, 1)
        self.body.addLayout(sentence)
        self.body.addLayout(steps)
        self.body.addWidget(text(tr("As a query, which can be written by hand"), "small"))
        self.body.addWidget(self.edit)
        self.body.addWidget(self.said)
        self.body.addWidget(self.apply)

    def _box(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        return box

    def _kind_changed(self) -> None:
        kind = self.kind.currentData() or _CONTAINS
        names = list(self._queries.stages if kind.documented else self._queries.names)
        for box in (self.first, self.second):
            if [box.itemText(row) for row in range(box.count())] != names:
                before = box.currentText()
                box.clear()
                box.addItems(names)
                box.setCurrentIndex(names.index(before) if before in names else min(0, len(names) - 1))
        for shown in (self.to, self.second):
            shown.setVisible(kind.names == 2)

    def _write(self) -> None:
        """Write the sentence of the lists into the line."""
        if self.first.currentText():
            kind = self.kind.currentData()
            self.edit.setText(query_text(kind.query(self.first.currentText(), self.second.currentText())))

    def _checked(self, asked: str) -> None:
        self.apply.setEnabled(bool(asked) and not self.edit.problem)
        self._counting.cancel()
        work = self._queries.count(asked) if self.apply.isEnabled() else None
        if work is not None:
            self._counting.start(work)
        else:
            self._say(self.edit.problem or tr("Join what you ask for with and, or, not, and then."))

    def _counted(self, found: tuple[str, int, int]) -> None:
        _, matching, shown = found
        self._say(
            tr("{matching} of the {shown} deals shown match.", matching=number(matching), shown=number(shown))
        )

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.popup.adjustSize()

    def _ask(self, asked: str) -> None:
        self.popup.hide()
        self.asked.emit(asked)
