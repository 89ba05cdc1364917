"""The second part of the editor: what is measured of whom, how it stood, where it is to get to, and by when."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from desktop.icons import icon
from desktop.screens.plan.part import EditorPart
from desktop.screens.plan.shown import REP, TEAM, Shown
from desktop.theme import Palette
from desktop.widgets.calm_boxes import CalmComboBox
from desktop.widgets.commit_edit import CommitEdit
from desktop.widgets.commit_text import CommitText
from desktop.widgets.day_edit import DayEdit
from desktop.widgets.form_field import FormField
from desktop.widgets.text import set_tip, text
from mining.plan.measuring import window_words
from mining.plan.metrics import baseline_words, is_share, person_words, target_of, target_text
from mining.plan.outcome import due_day
from models.change_plan import ChangeAction
from models.errors import UserError
from resources.translation import tr


class MeasurePart(EditorPart):
    """Measuring, and a proposal for the target or the outcome, are only asked for: they look at the deals."""

    measure_wanted = Signal()
    target_wanted = Signal()
    outcome_wanted = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(tr("How it is measured"), palette, parent)
        self.metric_box, self.group_box = CalmComboBox(tr("Measured by")), CalmComboBox(tr("Measured of"))
        self.baseline, self.window_ = text(role="strong", wrap=True), text(role="small", wrap=True)
        self.measure = QPushButton(tr("Measure now"))
        self.target = CommitEdit(tr("Target"), "20\u00a0%")
        self.target_field = FormField(tr("Target"), palette, self.target)
        self.target_from = text(role="small", wrap=True)
        self.suggest = QPushButton(tr("Suggest"))
        self.due = DayEdit(tr("Due"))
        self.outcome = CommitText(tr("Verifiable outcome"), tr("What can be checked on that day"))
        self.write = QPushButton(tr("Write it from the numbers"))
        self._build()
        self._connect()
        self.set_palette_colors(palette)

    def fill(self, action: ChangeAction, shown: Shown) -> None:
        self.metric_box.blockSignals(True)
        self.metric_box.show_entries(shown.metrics(), action.metric)
        self.metric_box.blockSignals(False)
        self._fill_group(action, shown)
        self._fill_baseline(action, shown)
        self.target.show_text(target_text(action.target, action.metric))
        self.target.setPlaceholderText("20\u00a0%" if is_share(action.metric) else "60")
        self.target_from.setText(action.target_from)
        self.target_from.setVisible(bool(action.target_from))
        self.due.show_day(action.due, due_day(shown.today, None))
        self.outcome.show_text(action.outcome)
        has_deals = shown.analysis is not None
        for button in (self.measure, self.suggest):
            button.setEnabled(has_deals and bool(action.metric))
        self.suggest.setEnabled(has_deals and action.baseline is not None)
        self.target.setEnabled(bool(action.metric))
        self.write.setEnabled(action.target is not None and action.due is not None)
        set_tip(
            self.measure, "" if has_deals else tr("There are no deals; the baseline stays as it was measured")
        )
        set_tip(self.write, tr("By when how much of what, and how many deals it takes to tell"))

    def commit(self) -> None:
        self.target.commit()
        self.outcome.commit()

    def set_palette_colors(self, palette: Palette) -> None:
        super().set_palette_colors(palette)
        self.measure.setIcon(icon("scale", palette.muted))

    def _fill_group(self, action: ChangeAction, shown: Shown) -> None:
        """A team or rep that the log no longer knows stays as it is written."""
        chosen = f"{REP}{action.person}" if action.person else f"{TEAM}{action.group}" if action.group else ""
        entries = list(shown.groups())
        if chosen not in [value for value, _ in entries]:
            entries.append(
                (chosen, person_words(action.person, shown.stand_ins) if action.person else action.group)
            )
        self.group_box.blockSignals(True)
        self.group_box.show_entries(entries, chosen)
        self.group_box.blockSignals(False)
        self.group_box.setEnabled(bool(action.metric))

    def _fill_baseline(self, action: ChangeAction, shown: Shown) -> None:
        base = action.baseline
        if base is None:
            self.baseline.setText(tr("Not measured yet") if action.metric else tr("Nothing is measured"))
            self.window_.setText("")
        else:
            self.baseline.setText(baseline_words(base.value, action.metric))
            self.window_.setText(window_words(base, shown.project.process))
        self.window_.setVisible(base is not None)

    def _take_metric(self, at: int) -> None:
        """Another metric has another baseline and target."""
        self.change(
            tr("Change what is measured"),
            metric=self.metric_box.itemData(at),
            baseline=None,
            target=None,
            target_from="",
        )

    def _take_group(self, at: int) -> None:
        chosen = str(self.group_box.itemData(at))
        team = chosen.removeprefix(TEAM) if chosen.startswith(TEAM) else ""
        rep = chosen.removeprefix(REP) if chosen.startswith(REP) else ""
        self.change(tr("Change of whom it is measured"), group=team, person=rep, baseline=None)

    def _take_target(self, typed: str) -> None:
        if self.action is None or self._problem(typed):
            return
        value = target_of(typed, self.action.metric)
        if value != self.action.target:
            self.change(tr("Change the target"), target=value, target_from="")

    def _problem(self, typed: str) -> str:
        try:
            target_of(typed, self.action.metric if self.action is not None else "")
        except UserError as error:
            return str(error)
        return ""

    def _connect(self) -> None:
        self.metric_box.activated.connect(self._take_metric)
        self.group_box.activated.connect(self._take_group)
        self.measure.clicked.connect(self.measure_wanted)
        self.suggest.clicked.connect(self.target_wanted)
        self.write.clicked.connect(self.outcome_wanted)
        self.target.textEdited.connect(lambda typed: self.target_field.say(self._problem(typed)))
        self.target.committed.connect(self._take_target)
        self.due.committed.connect(lambda day: self.change(tr("Change the due day"), due=day))
        self.outcome.committed.connect(lambda typed: self.change(tr("Change the outcome"), outcome=typed))

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        base = QHBoxLayout()
        base.setSpacing(12)
        base.addWidget(self.baseline, 1)
        base.addWidget(self.measure, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(FormField(tr("Measured by"), self.palette_, self.metric_box), 0, 0)
        grid.addWidget(FormField(tr("Measured of"), self.palette_, self.group_box), 0, 1)
        grid.addWidget(text(tr("Baseline"), "small"), 1, 0, 1, 2)
        grid.addLayout(base, 2, 0, 1, 2)
        grid.addWidget(self.window_, 3, 0, 1, 2)
        grid.addWidget(_beside((self.target_field, self.suggest)), 4, 0)
        grid.addWidget(FormField(tr("Due"), self.palette_, self.due), 4, 1)
        grid.addWidget(self.target_from, 5, 0, 1, 2)
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        self.column.addLayout(grid)
        heading = QHBoxLayout()
        heading.addWidget(text(tr("Verifiable outcome"), "small"), 1)
        self.write.setProperty("kind", "quiet")
        heading.addWidget(self.write)
        self.column.addLayout(heading)
        self.column.addWidget(self.outcome)


def _beside(widgets: Iterable[QWidget]) -> QWidget:
    """A field, and behind it a button at the height of its line."""
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for at, widget in enumerate(widgets):
        row.addWidget(
            widget, 0 if at else 1, Qt.AlignmentFlag.AlignBottom if at else Qt.AlignmentFlag.AlignTop
        )
    return held
