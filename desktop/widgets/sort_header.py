"""Column headings with a visible arrow beside the words: up where the smallest comes first, down the largest."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

_PADDING, _ARROW = 8, 8
_GAP = 5


class SortHeader(QHeaderView):
    """Draws the arrow itself: styles draw it small, above the words, and pointing the other way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def words_width(self, section: int) -> int:
        """The pixels the heading of a column needs, its arrow and its padding included."""
        arrow = _GAP + _ARROW if self._is_sorted_by(section) else 0
        return self._advance(section) + 2 * _PADDING + arrow

    def sectionSizeFromContents(self, section: int) -> QSize:
        return QSize(self.words_width(section), super().sectionSizeFromContents(section).height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if not self._is_sorted_by(section):
            return
        side = self.model().headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        words = self._advance(section) + _PADDING + _GAP
        on_right = bool(side & Qt.AlignmentFlag.AlignRight)
        left = rect.right() - words - _ARROW if on_right else rect.left() + words
        self._arrow(painter, QPointF(left + _ARROW / 2, rect.center().y() + 0.5))

    def _is_sorted_by(self, section: int) -> bool:
        return self.isSortIndicatorShown() and self.sortIndicatorSection() == section

    def _arrow(self, painter: QPainter, middle: QPointF) -> None:
        way = -1 if self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder else 1
        tip, back = QPointF(0, 2.5 * way), QPointF(0, -2.5 * way)
        across = QPointF(_ARROW / 2, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.palette().text().color()))
        painter.drawPolygon(QPolygonF([middle + back - across, middle + back + across, middle + tip]))
        painter.restore()

    def _advance(self, section: int) -> int:
        words = self.model().headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
        font = self.font()
        font.setWeight(font.Weight.Medium)  # as the style sheet has it
        return QFontMetrics(font).horizontalAdvance(str(words or ""))
