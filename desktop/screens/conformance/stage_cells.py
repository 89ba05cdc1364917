"""How the table of stages is drawn: the fit as a bar, a cost as a box that opens where it is clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QSpinBox, QStyleOptionViewItem, QWidget

from desktop.screens.conformance.stage_columns import NOT_DOCUMENTED
from desktop.theme import Palette
from desktop.widgets.drawn_cell import DrawnCell, Index, draw_with_remark, fill_share, source_row
from models.costs import DEAREST, STANDARD
from models.model_quality import StageFitness

_FIGURE = 52


class StageCell(DrawnCell):
    """The name of the stage; of a step that is not documented that, too, in the colour of what departs."""

    def __init__(self, palette: Palette, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.palette = palette
        self.rows: Sequence[StageFitness] = ()
        self.stages = 0

    def draw_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, written: str) -> None:
        at = source_row(index)
        area, remark = option.rect.adjusted(8, 0, -8, 0), "" if at < self.stages else NOT_DOCUMENTED
        colors = self.palette
        draw_with_remark(painter, area, self.rows[at].stage, colors.text, remark, colors.deviation_text)


class FitCell(DrawnCell):
    """The share, and where there is room a bar: grey what follows the process, orange what departs from it."""

    def __init__(self, palette: Palette, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.palette = palette
        self.rows: Sequence[StageFitness] = ()

    def draw_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, written: str) -> None:
        area = option.rect
        has_bar = area.width() >= _FIGURE + 56
        figure = QRect(area.left(), area.top(), _FIGURE if has_bar else area.width() - 8, area.height())
        painter.setPen(QColor(self.palette.text))
        painter.drawText(figure, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, written)
        fitness = self.rows[source_row(index)].fitness
        if has_bar and fitness is not None:
            track = QRectF(area.left() + _FIGURE + 10, area.center().y() - 3, area.width() - _FIGURE - 26, 7)
            fill_share(painter, track, fitness, self.palette.flow, self.palette.deviation)


class CostCell(DrawnCell):
    """A number in a box, bold where it is not the standard one; a spin box while it is being changed."""

    def __init__(
        self, palette: Palette, named: Callable[[Index], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.palette, self._named = palette, named

    def draw_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, written: str) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return
        view = option.widget
        is_current = isinstance(view, QAbstractItemView) and view.hasFocus() and view.currentIndex() == index
        box = QRectF(_box(option.rect)).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(
            QPen(QColor(self.palette.accent if is_current else self.palette.border), 1 + is_current)
        )
        painter.setBrush(QColor(self.palette.surface))
        painter.drawRoundedRect(box, 6, 6)
        font = painter.font()
        own = index.data(Qt.ItemDataRole.EditRole) != STANDARD
        font.setWeight(font.Weight.DemiBold if own else font.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(self.palette.text if own else self.palette.muted))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box.adjusted(0, 0, -10, 0), side, written)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        box = QSpinBox(parent)
        box.setRange(STANDARD, DEAREST)
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.setAccessibleName(self._named(index))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QSpinBox)
        editor.setValue(int(index.data(Qt.ItemDataRole.EditRole)))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QSpinBox)
        editor.interpretText()
        if editor.value() != index.data(Qt.ItemDataRole.EditRole):
            model.setData(index, editor.value(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(_box(option.rect))


def _box(cell: QRect) -> QRect:
    """The box in a cell: as wide as four digits need, at the right."""
    width = min(cell.width() - 10, 84)
    return QRect(cell.right() - width - 4, cell.top() + 4, width, cell.height() - 8)
