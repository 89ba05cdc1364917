"""What deals do with every stage, and the costs by which a departure there is weighed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.screens.conformance.stage_cells import CostCell, FitCell, StageCell
from desktop.screens.conformance.stage_columns import (
    EXTRA_COSTS,
    FIT,
    HINT,
    ROOMS,
    SKIPPING_COSTS,
    STAGE,
    columns_of,
)
from desktop.theme import Palette
from desktop.widgets.drawn_cell import Index, source_row
from desktop.widgets.table import Table
from desktop.widgets.text import text
from desktop.widgets.whole_rows import WholeRows
from models.costs import STANDARD, Costs
from models.model_quality import ModelQuality, StageFitness
from resources.translation import tr

EXPLANATION = tr(
    "Costs say which departures weigh more. They decide which explanation of a "
    "deal is the cheapest, and with it the fit; a deal departs from the process "
    "whatever they are. {hint}.",
    hint=HINT,
)
_VERBS = {
    SKIPPING_COSTS: tr("Change what skipping {} costs"),
    EXTRA_COSTS: tr("Change what an extra {} costs"),
}
_NAMES = {SKIPPING_COSTS: tr("Skipping {} costs"), EXTRA_COSTS: tr("An extra {} costs")}


class StagesPanel(QWidget):
    """A table with one row a stage, the costs in it to be edited, and a button that takes them all back."""

    costs_changed = Signal(str, object)
    """The name of the edit, and the new `Costs`."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[StageFitness, ...] = ()
        self._costs = Costs()
        self._later: Callable[[], None] | None = None
        self.table = Table(tr("Stages"))
        self._room = WholeRows(self.table)
        self.explanation = text(EXPLANATION, "small", wrap=True)
        self.standard_button = QPushButton(tr("Back to 1 each"))
        self._stage = StageCell(palette, self.table)
        self._fit = FitCell(palette, self.table)
        self._cost = CostCell(palette, self._cost_name, self.table)
        self._build()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw what is painted by hand in another palette."""
        self._stage.palette = self._fit.palette = self._cost.palette = palette
        self.table.viewport().update()

    def show_stages(self, quality: ModelQuality, costs: Costs) -> None:
        """Show every stage and costs; where a cost is being entered just now, as soon as that is done."""
        self._costs = costs
        if self._is_editing:
            self._later = partial(self.show_stages, quality, costs)
            return
        self._later = None
        stages = [row.stage for row in self._rows]
        at, column = self.table.current_source_row, self.table.currentIndex().column()
        scrolled = self.table.verticalScrollBar().value()
        rows = (*quality.stages, *quality.undocumented)
        self._rows = self._stage.rows = self._fit.rows = rows
        self._stage.stages = len(quality.stages)
        edits = (partial(self._edit, SKIPPING_COSTS), partial(self._edit, EXTRA_COSTS))
        self.table.show_columns(columns_of(rows, len(quality.stages), costs, *edits))
        self.table.share_room(ROOMS)
        self._room.fit()
        self.standard_button.setEnabled(not costs.are_standard)
        if at >= 0 and stages == [row.stage for row in rows]:
            self._go_to(at, column)
            self.table.verticalScrollBar().setValue(scrolled)

    @property
    def _is_editing(self) -> bool:
        return self.table.state() == QAbstractItemView.State.EditingState

    def _go_to(self, row: int, column: int) -> None:
        place = self.table.table.row_of(row)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        if place is not None:
            self.table.selectionModel().setCurrentIndex(self.table.table.index(place, column), flags)

    def _edit(self, column: int, row: int, value: float) -> None:
        stage, cost = self._rows[row].stage, int(value)
        left_out, extra = dict(self._costs.left_out), dict(self._costs.extra)
        side = left_out if column == SKIPPING_COSTS else extra
        side.pop(stage, None)
        if cost != STANDARD:
            side[stage] = cost
        self.costs_changed.emit(_VERBS[column].format(stage), Costs(extra, left_out))

    def _cost_name(self, index: Index) -> str:
        return _NAMES[index.column()].format(self._rows[source_row(index)].stage)

    def _open_editor(self) -> None:
        """Not a second time: Enter in an open editor closes it, and reaches the table as well."""
        index = self.table.currentIndex()
        if index.flags() & Qt.ItemFlag.ItemIsEditable and not self._is_editing:
            self.table.edit(index)

    def _catch_up(self) -> None:
        if self._later is not None:
            self._later()

    def _build(self) -> None:
        triggers = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.table.setItemDelegateForColumn(STAGE, self._stage)
        self.table.setItemDelegateForColumn(FIT, self._fit)
        for column in _NAMES:
            self.table.setItemDelegateForColumn(column, self._cost)
        self.table.row_clicked.connect(self._open_editor)
        self.table.row_opened.connect(self._open_editor)
        self._cost.closeEditor.connect(lambda: QTimer.singleShot(0, self, self._catch_up))
        self.standard_button.clicked.connect(
            lambda: self.costs_changed.emit(tr("Count every departure alike"), Costs())
        )
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.explanation, 1)
        foot.addWidget(self.standard_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self._room, 1)
        whole.addLayout(foot)
        whole.addStretch(0)
