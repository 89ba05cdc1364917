"""One shape of a model: a task, an event, a gateway, a place, a transition, a node of a tree, or a note."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from desktop.map import look
from desktop.map.node_item import NodeItem
from desktop.screens.models.graph import FAINT, DrawnShape
from desktop.theme import Palette
from desktop.widgets.lines import lines_of
from models.model_graph import ShapeKind

_ROUND = (ShapeKind.START, ShapeKind.END, ShapeKind.PLACE, ShapeKind.OPERATOR)
_CORNERS = {ShapeKind.TASK: 9.0, ShapeKind.LEAF: 9.0, ShapeKind.SILENT: 2.0, ShapeKind.NOTHING: 4.0}
_PAD = 8.0
_FOLD = 10.0
_MOST_DOTS = 4


class ShapeItem(NodeItem):
    """Painted anew each time, so that it is sharp at every zoom and made of vectors in a file."""

    def __init__(self, node: DrawnShape, size: QSizeF, palette: Palette) -> None:
        super().__init__(node, size, palette)
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)

    @property
    def kind(self) -> ShapeKind | None:
        """What it stands for; None for a note."""
        node = self.node
        return node.shape.kind if isinstance(node, DrawnShape) and node.shape is not None else None

    @property
    def target_opacity(self) -> float:
        return (
            max(super().target_opacity, FAINT) if self.dimmed and not self.hidden else super().target_opacity
        )

    def shape(self) -> QPainterPath:
        return self._outline(0.0)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.selected or self.focused:
            self._paint_halo(painter)
        kind = self.kind
        fill, pen = self._look(kind)
        painter.setPen(pen)
        painter.setBrush(fill)
        painter.drawPath(self._outline(0.0))
        if kind is None:
            self._paint_note(painter)
        elif kind.is_gateway:
            self._paint_sign(painter, kind)
        elif kind is ShapeKind.PLACE:
            self._paint_tokens(painter)
        elif kind is ShapeKind.OPERATOR:
            self._paint_operator(painter)
        elif kind in (ShapeKind.TASK, ShapeKind.TRANSITION, ShapeKind.LEAF):
            self._paint_name(painter)

    def _outline(self, out: float) -> QPainterPath:
        """The border, `out` pixels further out."""
        box, kind, path = self.box.adjusted(-out, -out, out, out), self.kind, QPainterPath()
        if kind in _ROUND:
            path.addEllipse(box)
        elif kind is not None and kind.is_gateway:
            middle = box.center()
            path.addPolygon(
                QPolygonF(
                    [
                        QPointF(box.left(), middle.y()),
                        QPointF(middle.x(), box.top()),
                        QPointF(box.right(), middle.y()),
                        QPointF(middle.x(), box.bottom()),
                    ]
                )
            )
            path.closeSubpath()
        else:
            corner = _CORNERS.get(kind, 3.0) if kind is not None else 2.0
            path.addRoundedRect(box, corner + out, corner + out)
        return path

    def _look(self, kind: ShapeKind | None) -> tuple[QColor, QPen]:
        """What fills it, and what draws its border."""
        colors = self._palette
        surface, text = QColor(colors.surface), QColor(colors.text)
        if kind in (ShapeKind.TASK, ShapeKind.LEAF):
            return look.mixed(colors.accent_soft, colors.surface, 0.55), QPen(QColor(colors.accent), 1.4)
        if kind is ShapeKind.TRANSITION:
            return surface, QPen(QColor(colors.accent), 1.4)
        if kind is ShapeKind.SILENT:
            return QColor(colors.muted), QPen(Qt.PenStyle.NoPen)
        if kind is ShapeKind.END:
            return surface, QPen(text, 3.2)
        if kind is None:
            return look.mixed(colors.surface, colors.canvas, 0.6), QPen(QColor(colors.border), 1.0)
        if kind is ShapeKind.NOTHING:
            pen = QPen(QColor(colors.faint), 1.3)
            pen.setDashPattern([3, 2])
            return surface, pen
        return surface, QPen(text if kind is ShapeKind.START else QColor(colors.muted), 1.6)

    def _paint_halo(self, painter: QPainter) -> None:
        pen = QPen(QColor(self._palette.accent), 2.2)
        if self.focused and not self.selected:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._outline(5.0))

    def _paint_name(self, painter: QPainter) -> None:
        room = self.box.adjusted(_PAD, 3, -_PAD, -3)
        painter.setFont(look.font(13))
        lines = lines_of(self.node.title, painter.font(), room.size())
        painter.setPen(QColor(self._palette.text))
        height = look.font(13).pixelSize() + 3.0
        top = room.center().y() - height * len(lines) / 2
        for at, line in enumerate(lines):
            row = QRectF(room.left(), top + at * height, room.width(), height)
            painter.drawText(row, Qt.AlignmentFlag.AlignCenter, line)

    def _paint_note(self, painter: QPainter) -> None:
        box = self.box
        painter.setPen(QPen(QColor(self._palette.faint), 1.4))
        painter.drawPolyline(
            [
                QPointF(box.left() + _FOLD, box.top()),
                box.topLeft(),
                box.bottomLeft(),
                QPointF(box.left() + _FOLD, box.bottom()),
            ]
        )
        painter.setFont(look.font(12))
        painter.setPen(QColor(self._palette.muted))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(
            Qt.TextFlag.TextWordWrap
        )
        painter.drawText(box.adjusted(12, 2, -6, -2), flags, self.node.title)

    def _paint_sign(self, painter: QPainter, kind: ShapeKind) -> None:
        """The cross of a choice, the plus of work side by side, the ring of some of the branches."""
        arm = self.box.width() * (0.15 if kind is ShapeKind.CHOICE else 0.2)
        pen = QPen(QColor(self._palette.text), 2.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if kind is ShapeKind.CHOICE:
            painter.drawLine(QPointF(-arm, -arm), QPointF(arm, arm))
            painter.drawLine(QPointF(-arm, arm), QPointF(arm, -arm))
        elif kind is ShapeKind.PARALLEL:
            painter.drawLine(QPointF(-arm, 0), QPointF(arm, 0))
            painter.drawLine(QPointF(0, -arm), QPointF(0, arm))
        else:
            painter.drawEllipse(QPointF(0, 0), arm, arm)

    def _paint_tokens(self, painter: QPainter) -> None:
        """A second ring where the process ends, and a dot a token where it starts."""
        node = self.node
        assert isinstance(node, DrawnShape)
        assert node.shape is not None
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if node.shape.final:
            painter.drawEllipse(self.box.adjusted(4, 4, -4, -4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._palette.text))
        tokens = node.shape.tokens
        if tokens > _MOST_DOTS:
            painter.setPen(QColor(self._palette.text))
            painter.setFont(look.font(12, look.title_font().weight()))
            painter.drawText(self.box, Qt.AlignmentFlag.AlignCenter, str(tokens))
            return
        for at in range(tokens):
            painter.drawEllipse(
                QPointF((at - (tokens - 1) / 2) * 8, 0), 4.5 if tokens == 1 else 3, 4.5 if tokens == 1 else 3
            )

    def _paint_operator(self, painter: QPainter) -> None:
        """An arrow for a sequence, a cross, two lines for parallel, a turning arrow for a loop, a ring."""
        pen = QPen(QColor(self._palette.text), 2.0)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        arm, name = 7.0, self.node.title
        if name == "sequence":
            painter.drawLine(QPointF(-arm, 0), QPointF(arm, 0))
            painter.drawPolyline([QPointF(arm - 5, -5), QPointF(arm, 0), QPointF(arm - 5, 5)])
        elif name == "choice":
            painter.drawLine(QPointF(-5, -5), QPointF(5, 5))
            painter.drawLine(QPointF(-5, 5), QPointF(5, -5))
        elif name == "parallel":
            painter.drawLine(QPointF(-4, -arm), QPointF(-4, arm))
            painter.drawLine(QPointF(4, -arm), QPointF(4, arm))
        elif name == "loop":
            painter.drawArc(QRectF(-arm, -arm, 2 * arm, 2 * arm), 60 * 16, 290 * 16)
            painter.drawPolyline([QPointF(0.5, -arm - 4), QPointF(5, -arm + 1.2), QPointF(-0.5, -arm + 4.6)])
        else:
            painter.drawEllipse(QPointF(0, 0), 6, 6)
