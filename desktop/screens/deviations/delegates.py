"""How the table of deviations is drawn: the kind as a chip with its icon, the difference as an interval."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem, QWidget

from desktop.deviation_look import ground, icon_name, ink, picture
from desktop.screens.deviations.columns import STAGE
from desktop.theme import Palette
from desktop.widgets.table import RowDelegate, Table
from desktop.widgets.table_model import TableModel
from mining.intervals import wilson
from mining.wording import tells_apart, title
from models.deviation import DeviationRow, Effect

Index = QModelIndex | QPersistentModelIndex
_CHIP, _FIGURE = 24, 48
_QUALITY = "data quality, not behaviour"


class DeviationDelegate(RowDelegate):
    """Draws one column of the rows in `rows`; subclasses say how."""

    def __init__(self, palette: Palette, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.palette = palette
        self.rows: Sequence[DeviationRow] = ()
        self.ends: Sequence[str] = ()

    def row(self, index: Index) -> DeviationRow:
        """The deviation of a row of the table."""
        model = index.model()
        assert isinstance(model, TableModel)
        return self.rows[model.source_row(index.row())]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        styled = QStyleOptionViewItem(option)
        self.initStyleOption(styled, index)
        written, styled.text = styled.text, ""
        widget: QWidget | None = styled.widget
        style = widget.style() if widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, styled, painter, widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(styled.font)
        self.draw(painter, styled.rect, self.row(index), self.words(index, styled, written))
        painter.restore()

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
        ratio = painter.device().devicePixelRatioF()
        drawn = picture(icon_name(kind), ink(kind, palette), 16, ratio)
        painter.drawPixmap(QPointF(chip.left() + 4, chip.top() + 4), drawn)
        painter.setPen(QColor(palette.text))
        rest = QRect(area)
        rest.setLeft(round(chip.right()) + 10)
        rest.setRight(area.right() - 6)
        written = painter.fontMetrics().elidedText(written, Qt.TextElideMode.ElideRight, rest.width())
        if kind.is_behaviour:
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, written)
            return
        painter.drawText(rest.adjusted(0, 0, 0, -14), Qt.AlignmentFlag.AlignVCenter, written)
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(QColor(palette.muted))
        painter.drawText(rest.adjusted(0, 16, 0, 0), Qt.AlignmentFlag.AlignVCenter, _QUALITY)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return super().sizeHint(option, index) + QSize(_CHIP + 18, 0)


class RateDelegate(DeviationDelegate):
    """The rate as a number, and where there is room as a bar of 0 to 100 % with its interval across the end."""

    def draw(self, painter: QPainter, area: QRect, row: DeviationRow, written: str) -> None:
        interval = wilson(row.cases, row.eligible)
        has_bar = area.width() >= _FIGURE + 56
        figure = area.adjusted(0, 0, -8, 0)
        if has_bar:
            figure.setRight(area.left() + _FIGURE)
        painter.setPen(QColor(self.palette.text))
        painter.drawText(figure, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, written)
        if not has_bar or interval is None:
            return
        track = QRectF(area.left() + _FIGURE + 10, area.center().y() - 3, area.width() - _FIGURE - 20, 7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.palette.border))
        painter.drawRoundedRect(track, 3.5, 3.5)
        clip = QPainterPath()
        clip.addRoundedRect(track, 3.5, 3.5)
        filled = QPainterPath()
        filled.addRect(QRectF(track.left(), track.top(), max(2.0, row.rate * track.width()), track.height()))
        is_behaviour = row.key.type.is_behaviour
        painter.fillPath(
            clip.intersected(filled), QColor(self.palette.deviation if is_behaviour else self.palette.faint)
        )
        low, high = (track.left() + end * track.width() for end in interval)
        painter.setPen(QPen(QColor(self.palette.text), 1.5))
        middle = track.center().y()
        painter.drawLine(QPointF(low, middle), QPointF(max(high, low + 2), middle))


class DifferenceDelegate(DeviationDelegate):
    """The estimate as a number, and beside it a dot on its interval, on one scale centred at no difference."""

    def draw(self, painter: QPainter, area: QRect, row: DeviationRow, written: str) -> None:
        effect = row.effect if row.key.type.is_behaviour else None
        told = tells_apart(effect)
        figure = QRect(area.left(), area.top(), 52, area.height())
        painter.setPen(QColor(self.palette.deviation_text if told else self.palette.muted))
        painter.drawText(figure, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, written)
        bar = QRectF(area.left() + 64, area.top(), area.width() - 76, area.height())
        if bar.width() < 40:
            return
        middle = bar.center().x()
        painter.setPen(QPen(QColor(self.palette.border), 1))
        painter.drawLine(QPointF(middle, bar.top() + 5), QPointF(middle, bar.bottom() - 5))
        if effect is not None:
            self._interval(painter, bar, effect, told)

    def _interval(self, painter: QPainter, bar: QRectF, effect: Effect, told: bool) -> None:
        scale = bar.width() / 2 / self.widest
        colour = QColor(self.palette.deviation if told else self.palette.faint)
        y, middle = bar.center().y(), bar.center().x()
        painter.setPen(QPen(colour, 2.5 if told else 1.5))
        painter.drawLine(QPointF(middle + effect.low * scale, y), QPointF(middle + effect.high * scale, y))
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if told else QColor(self.palette.surface))
        painter.drawEllipse(QPointF(middle + effect.estimate * scale, y), 4, 4)

    @property
    def widest(self) -> float:
        """How far the scale reaches on either side, a share of at least 0.05."""
        ends = [abs(end) for row in self.rows if row.effect for end in (row.effect.low, row.effect.high)]
        return max([0.05, *ends])
