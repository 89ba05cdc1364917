"""Pages of paper one below the other, as they are printed: scrolled, zoomed, painted as far as they are seen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.theme import Palette
from resources.translation import tr

FIT = 0.0
"""The zoom at which a page is as wide as there is room."""
STEPS = (0.4, 0.5, 0.65, 0.8, 1.0, 1.25, 1.5, 2.0)
_GAP, _EDGE, _WIDEST = 18, 22, 900


class PagesView(QScrollArea):
    """Shows pictures of pages; paper stays white in every theme. Ctrl and the wheel zoom."""

    zoomed = Signal()
    turned = Signal()
    """Another page is in sight."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages: list[Page] = []
        self._palette, self._zoom = palette, FIT
        self._inside = QWidget()
        self._inside.setObjectName("content")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        self._column.setSpacing(_GAP)
        self._column.addStretch(1)
        self.setWidgetResizable(True)
        self.setWidget(self._inside)
        self.setAccessibleName(tr("The pages as they are printed"))
        self.viewport().installEventFilter(self)
        self.verticalScrollBar().valueChanged.connect(self.turned)

    @property
    def zoom(self) -> float:
        """How large a page is against its natural size (96 pixels an inch)."""
        if self._zoom != FIT or not self.pages:
            return self._zoom or 1.0
        return self._width_that_fits() / max(1, self.pages[0].natural.width())

    @property
    def fits(self) -> bool:
        """Whether pages follow the width that there is."""
        return self._zoom == FIT

    @property
    def current(self) -> int:
        """The page in the middle of what is seen, counted from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return sum(page.y() + page.height() < middle for page in self.pages) if self.pages else 0

    def show_pages(self, pictures: Sequence[bytes], ppi: float) -> None:
        """Show pages, PNG of `ppi` pixels an inch; what is looked at stays in sight."""
        while len(self.pages) > len(pictures):
            page = self.pages.pop()
            page.hide()
            page.deleteLater()
        while len(self.pages) < len(pictures):
            page = Page(self._palette, self._inside)
            self._column.insertWidget(len(self.pages), page, 0, Qt.AlignmentFlag.AlignHCenter)
            self.pages.append(page)
            page.show()
        for number, (page, picture) in enumerate(zip(self.pages, pictures, strict=True), 1):
            page.show_picture(picture, ppi)
            page.setAccessibleName(tr("Page {number} of {all}", number=number, all=len(pictures)))
        self._fit()
        self.turned.emit()

    def set_zoom(self, zoom: float) -> None:
        """Show pages so large, `FIT` for as wide as there is room."""
        bar = self.verticalScrollBar()
        share = bar.value() / bar.maximum() if bar.maximum() else 0.0
        self._zoom = zoom
        self._fit()
        self._column.activate()
        bar.setValue(round(share * bar.maximum()))
        self.zoomed.emit()

    def step(self, by: int) -> None:
        """The next larger (+1) or smaller (-1) size."""
        now = self.zoom
        if by > 0:
            self.set_zoom(next((one for one in STEPS if one > now * 1.02), STEPS[-1]))
        else:
            self.set_zoom(next((one for one in reversed(STEPS) if one < now * 0.98), STEPS[0]))

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the edges of pages in another palette."""
        self._palette = palette
        for page in self.pages:
            page.set_palette_colors(palette)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.fits:
            self._fit()
            self.zoomed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step(1 if event.angleDelta().y() > 0 else -1)
            return True
        return super().eventFilter(watched, event)

    def _width_that_fits(self) -> int:
        return max(160, min(_WIDEST, self.viewport().width() - 2 * _EDGE))

    def _fit(self) -> None:
        zoom = self.zoom
        for page in self.pages:
            page.set_zoom(zoom)


class Page(QWidget):
    """One page, a white sheet with an edge."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette, self._pixmap = palette, QPixmap()
        self.natural = QSize(794, 1123)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_picture(self, picture: bytes, ppi: float) -> None:
        """Show a PNG of `ppi` pixels an inch."""
        self._pixmap = QPixmap()
        self._pixmap.loadFromData(picture)
        self.natural = QSize(
            round(self._pixmap.width() * 96 / ppi) or 1, round(self._pixmap.height() * 96 / ppi) or 1
        )
        self.update()

    def set_zoom(self, zoom: float) -> None:
        """Be so large against the natural size."""
        self.setFixedSize(round(self.natural.width() * zoom), round(self.natural.height() * zoom))

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the edge in another palette."""
        self._palette = palette
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor("#ffffff"))
        painter.drawPixmap(self.rect(), self._pixmap)
        painter.setPen(QPen(QColor(self._palette.border), 1))
        painter.drawRect(QRect(QPoint(0, 0), self.size() - QSize(1, 1)))
        painter.end()
