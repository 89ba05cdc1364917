"""How the table of deviations is drawn: the kind as a chip with its icon, the difference as an interval."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.deviation_look import ground, icon_name, ink
from desktop.difference_cell import Told, draw_difference, widest
from desktop.icons import draw_icon
from desktop.rate_cell import draw_rate
from desktop.screens.deviations.columns import STAGE
from desktop.theme import Palette
from desktop.widgets.drawn_cell import DrawnCell, Index, draw_elided, source_row
from desktop.widgets.table import Table
from mining.wording import tells_apart, title
from models.deviation import DeviationRow
from resources.translation import tr

_CHIP = 24
_QUALITY = tr("data quality, not behaviour")


class DeviationDelegate(DrawnCell):
    """Draws one column of the rows in `rows`; subclasses say how."""

    def __init__(self, palette: Palette, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.palette = palette
        self.rows: Sequence[DeviationRow] = ()
        self.ends: Sequence[str] = ()

    def row(self, index: Index) -> DeviationRow:
        """The deviation of a row of the table."""
        return self.rows[source_row(index)]

    def draw_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, written: str) -> None:
        self.draw(painter, option.rect, self.row(index), self.words(index, option, written))

    def words(self, index: Index, option: QStyleOptionViewItem, written: str) -> str:
        """What the cell says."""
        return written

    def draw(self, painter: QPainter, area: QRect, row: DeviationRow, written: str) -> None:
        """Draw a cell on its background: what it says, unless a column draws more."""
        painter.setPen(QColor(self.palette.text))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, written)


class KindDelegate(DeviationDelegate):
    """The icon of the kind on its colour, its words, and beneath them where it is only data quality.

    The words name the stage too where its own column is hidden.
    """

    def words(self, index: Index, option: QStyleOptionViewItem, written: str) -> str:
        view = option.widget
        alone = isinstance(view, Table) and view.isColumnHidden(STAGE)
        return title(self.row(index).key, self.ends) if alone else written

    def draw(self, painter: QPainter, area: QRect, row: DeviationRow, written: str) -> None:
        kind, palette = row.key.type, self.palette
        chip = QRectF(area.left() + 8, area.center().y() - _CHIP / 2 + 1, _CHIP, _CHIP)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground(kind, palette)))
        painter.drawRoundedRect(chip, 7, 7)
        icon = QRectF(chip.left() + 4, chip.top() + 4, 16, 16)
        draw_icon(painter, icon_name(kind), ink(kind, palette), icon)
        painter.setPen(QColor(palette.text))
        rest = QRect(area)
        rest.setLeft(round(chip.right()) + 10)
        rest.setRight(area.right() - 6)
        if kind.is_behaviour:
            draw_elided(painter, rest, written)
            return
        draw_elided(painter, rest.adjusted(0, 0, 0, -14), written)
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(QColor(palette.muted))
        painter.drawText(rest.adjusted(0, 16, 0, 0), Qt.AlignmentFlag.AlignVCenter, _QUALITY)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return super().sizeHint(option, index) + QSize(_CHIP + 18, 0)


class RateDelegate(DeviationDelegate):
    """The rate as a number and as a bar, orange where it is about behaviour."""

    def draw(self, painter: QPainter, area: QRect, row: DeviationRow, written: str) -> None:
        filled = self.palette.deviation if row.key.type.is_behaviour else self.palette.faint
        draw_rate(painter, area, written, (row.cases, row.eligible), filled, self.palette)


class DifferenceDelegate(DeviationDelegate):
    """The estimate as a number, and beside it a dot on its interval, on one scale centred at no difference."""

    def draw(self, painter: QPainter, area: QRect, row: DeviationRow, written: str) -> None:
        effect = row.effect if row.key.type.is_behaviour else None
        told = Told(self.palette.deviation_text, self.palette.deviation) if tells_apart(effect) else None
        draw_difference(painter, area, written, effect, self.widest, told, self.palette)

    @property
    def widest(self) -> float:
        """How far the scale reaches on either side, a share of at least 0.05."""
        return widest((row.effect for row in self.rows), 0.05)
