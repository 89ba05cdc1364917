"""The sweet-spot scatter: every deal by its fit and its amount or effort, its outcome by the shape of its mark."""

from __future__ import annotations

from html import escape

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.theme import Palette
from mining.kpis.sweet_spot import SpotFound
from mining.kpis.wording import tick
from mining.number_format import money, number, percent, plural
from models.case_table import Outcome
from models.event_log import EventLog
from models.kpi_series import KpiUnit
from resources.translation import tr

AMOUNT, EFFORT = range(2)
MOST = 1500
"""Of more deals so many are drawn, spread evenly."""

_HEIGHT = 300
_AXIS, _LEGEND, _TOP = 34.0, 22.0, 10.0
_NEAR = 7.0
_MARKS = ((Outcome.WON, "won"), (Outcome.LOST, "lost"), (Outcome.OPEN, "open"))


class SpotChart(QWidget):
    """Deals of one fit stand side by side; a click on a mark asks for the deal. The list beside it has all of them."""

    deal_chosen = Signal(int)
    """The index of a case."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._log: EventLog | None = None
        self._found: SpotFound | None = None
        self._by = AMOUNT
        self._drawn = np.zeros(0, dtype=np.int64)
        self.setMinimumHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Deals by fit"))
        self.setMouseTracking(True)

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in another palette."""
        self._palette = palette
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    @property
    def said(self) -> str:
        """What is drawn, in one sentence."""
        if self._found is None:
            return ""
        drawn, known = len(self._drawn), int(np.isfinite(self._values()).sum())
        deals = plural(known, "deal")
        if drawn < known:
            deals = tr("{drawn} of {deals}", drawn=number(drawn), deals=deals)
        said = [
            tr("{deals} with an amount.", deals=deals)
            if self._by == AMOUNT
            else tr("{deals} with activities.", deals=deals)
        ]
        if unknown := self._found.unknown:
            said.append(tr("Of {deals} the fit is unknown.", deals=plural(unknown, "deal")))
        return " ".join(said)

    def show_spot(self, log: EventLog, found: SpotFound, by: int) -> None:
        """Show these deals by amount or by effort."""
        self._log, self._found, self._by = log, found, by
        known = np.flatnonzero(np.isfinite(self._values()))
        step = max(1, -(-len(known) // MOST))
        self._drawn = known[::step]
        self.setAccessibleDescription(self.said)
        self.update()

    def place_of(self, case: int) -> QPointF | None:
        """Where the mark of a case is drawn, None where it is not."""
        if self._found is None:
            return None
        at = np.flatnonzero(self._found.case[self._drawn] == case)
        x, y = self._places()
        return QPointF(float(x[at[0]]), float(y[at[0]])) if len(at) else None

    def case_at(self, place: QPointF) -> int | None:
        """The case of the mark next to a place, None where none is near."""
        if self._found is None or not len(self._drawn):
            return None
        x, y = self._places()
        distance = np.hypot(x - place.x(), y - place.y())
        nearest = int(distance.argmin())
        return int(self._found.case[self._drawn[nearest]]) if distance[nearest] <= _NEAR else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        is_on = self.case_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_on else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        case = self.case_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and case is not None:
            self.deal_chosen.emit(case)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            case = self.case_at(QPointF(event.pos()))
            words = f"<span>{escape(self._words(case))}</span>" if case is not None else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        if self._found is not None:
            self._axes(painter, self._found)
            x, y = self._places()
            outcome = self._found.outcome[self._drawn]
            shown = np.flatnonzero(np.isin(outcome, [which for which, _ in _MARKS]))
            for at in shown[np.argsort(x[shown] * 7919 % 1)].tolist():  # no outcome lies on top of the others
                self._mark(painter, QPointF(float(x[at]), float(y[at])), Outcome(outcome[at]))
            self._legend(painter)
        painter.end()

    def _axes(self, painter: QPainter, found: SpotFound) -> None:
        palette, box = self._palette, self._box()
        left = self._x_of(np.array([_border(found)]))[0]
        shade = QColor(palette.accent)
        shade.setAlphaF(0.10)
        painter.fillRect(QRectF(QPointF(max(box.left(), left), box.top()), box.bottomRight()), shade)
        painter.setPen(QColor(palette.muted))
        for fit in np.unique(np.round(found.fit, 6))[:12].tolist():
            x = float(self._x_of(np.array([fit]))[0])
            room = QRectF(x - 40, box.bottom() + 2, 80, 14)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, percent(fit))
        middle = QRectF(box.left(), box.bottom() + 16, box.width(), 16)
        painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, tr("Fit: share of the rules met"))
        low, high = self._range()
        for power in range(int(np.floor(low)), int(np.ceil(high)) + 1):
            y = self._y_of(np.array([float(power)]))[0]
            if box.top() - 1 <= y <= box.bottom() + 1:
                painter.setPen(QPen(QColor(palette.border), 1))
                painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
                painter.setPen(QColor(palette.muted))
                side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                value = tick(10.0**power, KpiUnit.MONEY) if self._by == AMOUNT else number(10.0**power)
                painter.drawText(QRectF(0, y - 8, box.left() - 6, 16), side, value)

    def _mark(self, painter: QPainter, place: QPointF, outcome: Outcome) -> None:
        """A disc for won, a cross for lost, an open diamond for open."""
        palette, size = self._palette, 3.0
        if outcome == Outcome.WON:
            painter.setPen(QPen(QColor(palette.surface), 0.8))
            painter.setBrush(QColor(palette.won))
            painter.drawEllipse(place, size, size)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            return
        painter.setPen(QPen(QColor(palette.lost if outcome == Outcome.LOST else palette.open), 1.5))
        x, y = place.x(), place.y()
        if outcome == Outcome.LOST:
            painter.drawLine(QPointF(x - size, y - size), QPointF(x + size, y + size))
            painter.drawLine(QPointF(x - size, y + size), QPointF(x + size, y - size))
        else:
            reach = size + 1
            corners = ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
            painter.drawPolygon([QPointF(*corner) for corner in corners])

    def _legend(self, painter: QPainter) -> None:
        metrics = QFontMetricsF(painter.font())
        x, y = 8.0, self.height() - _LEGEND / 2
        for outcome, words in _MARKS:
            self._mark(painter, QPointF(x + 4, y), outcome)
            painter.setPen(QColor(self._palette.muted))
            wide = metrics.horizontalAdvance(words)
            painter.drawText(QPointF(x + 14, y + 4), words)
            x += wide + 24
        shade = QColor(self._palette.accent)
        shade.setAlphaF(0.18)
        painter.fillRect(QRectF(x, y - 6, 14, 12), shade)
        painter.drawText(QPointF(x + 20, y + 4), tr("fits"))

    def _box(self) -> QRectF:
        return QRectF(self.rect()).adjusted(44, _TOP, -10, -_AXIS - _LEGEND)

    def _values(self) -> NDArray[np.float64]:
        """What stands upwards, as a power of ten; NaN where there is none."""
        if self._found is None:
            return np.zeros(0)
        values = self._found.amount if self._by == AMOUNT else self._found.efforts.astype(np.float64)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(values > 0, np.log10(values), np.nan)

    def _range(self) -> tuple[float, float]:
        values = self._values()[self._drawn]
        if not len(values):
            return 0.0, 1.0
        low, high = float(values.min()), float(values.max())
        return low - 0.1, max(high, low + 0.5) + 0.1

    def _half(self) -> float:
        """Half of the room that the marks of one fit have, in pixels."""
        fits = np.unique(np.round(self._found.fit, 6)) if self._found is not None else np.zeros(0)
        nearest = float(np.diff(fits).min()) if len(fits) > 1 else 0.5
        return self._box().width() / 1.3 * min(nearest * 0.42, 0.14)

    def _places(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        if self._found is None:
            return np.zeros(0), np.zeros(0)
        case = self._found.case[self._drawn].astype(np.int64)
        aside = (case * 7919 % 1009) / 1009 * 2 - 1  # the same for the same deal every time
        x = self._x_of(self._found.fit[self._drawn]) + aside * self._half()
        return x, self._y_of(self._values()[self._drawn])

    def _x_of(self, fit: NDArray[np.float64]) -> NDArray[np.float64]:
        box = self._box()
        return np.asarray(box.left() + box.width() * (0.15 + fit) / 1.3)

    def _y_of(self, value: NDArray[np.float64]) -> NDArray[np.float64]:
        (low, high), box = self._range(), self._box()
        return np.asarray(box.bottom() - box.height() * (value - low) / (high - low))

    def _words(self, case: int) -> str:
        if self._found is None or self._log is None:
            return ""
        at = int(np.flatnonzero(self._found.case == case)[0])
        cases = self._log.cases
        name = cases.name[case] or cases.ids[case]
        amount = float(self._found.amount[at])
        worth = f", {money(amount, cases.currency.text(case))}" if np.isfinite(amount) else ""
        efforts = plural(int(self._found.efforts[at]), "activity")
        return tr(
            "{name}: fit {share}{worth}, {efforts}. Click to see its path.",
            name=name,
            share=percent(float(self._found.fit[at])),
            worth=worth,
            efforts=efforts,
        )


def _border(found: SpotFound) -> float:
    """The fit in the middle between the deals outside and those inside of the sweet spot."""
    is_in = found.fit >= found.least - 1e-9
    inside, outside = found.fit[is_in], found.fit[~is_in]
    low = float(outside.max()) if len(outside) else float(inside.min()) - 0.3
    high = float(inside.min()) if len(inside) else low + 0.3
    return (low + high) / 2
