"""The pages of the report as they are printed, with how large they are seen and whether newer ones are on their way."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.icons import icon
from desktop.theme import Palette
from desktop.widgets.pages_view import FIT, PagesView
from desktop.widgets.text import set_tip, text
from mining.number_format import percent
from resources.translation import tr


class PagesPanel(QWidget):
    """A row of buttons above the pages; a sentence in their place where there are none."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = PagesView(palette)
        self.where, self.state, self.size_words = text(role="small"), text(role="small"), text(role="small")
        self.smaller, self.larger, self.fit = QPushButton(), QPushButton(), QPushButton(tr("Page width"))
        self.sentence = text(role="muted", wrap=True)
        self._stack = QStackedWidget()
        self._build()
        self.smaller.clicked.connect(lambda: self.pages.step(-1))
        self.larger.clicked.connect(lambda: self.pages.step(1))
        self.fit.clicked.connect(lambda: self.pages.set_zoom(FIT))
        self.pages.zoomed.connect(self._show_size)
        self.pages.turned.connect(self._show_where)
        self.set_palette_colors(palette)

    def show_pages(self, pictures: tuple[bytes, ...], ppi: float) -> None:
        """Show these pages."""
        self.pages.show_pages(pictures, ppi)
        self._stack.setCurrentIndex(1)
        self._show_size()
        self._show_where()

    def say(self, sentence: str) -> None:
        """Say why there are no pages, in their place."""
        self.sentence.setText(sentence)
        self._stack.setCurrentIndex(0)

    def show_state(self, words: str) -> None:
        """Say beside the buttons what is being done; empty for nothing."""
        self.state.setText(words)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme; paper stays white."""
        self.smaller.setIcon(icon("circle-minus", palette.muted))
        self.larger.setIcon(icon("circle-plus", palette.muted))
        self.pages.set_palette_colors(palette)

    def _show_size(self) -> None:
        self.size_words.setText(percent(self.pages.zoom))
        self.fit.setVisible(not self.pages.fits)

    def _show_where(self) -> None:
        count = len(self.pages.pages)
        self.where.setText(
            tr("Page {number} of {all}", number=min(self.pages.current + 1, count), all=count)
            if count
            else ""
        )

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(6)
        row.addWidget(self.where)
        row.addSpacing(10)
        row.addWidget(self.state, 1)
        for button, words in ((self.smaller, tr("Smaller pages")), (self.larger, tr("Larger pages"))):
            button.setProperty("kind", "tiny")
            button.setIconSize(QSize(16, 16))
            button.setAccessibleName(words)
            set_tip(button, words)
        self.fit.setProperty("kind", "quiet")
        self.size_words.setMinimumWidth(self.size_words.fontMetrics().horizontalAdvance(percent(1.0)) + 4)
        self.size_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (self.smaller, self.size_words, self.larger, self.fit):
            row.addWidget(widget)
        empty = QWidget()
        inner = QVBoxLayout(empty)
        inner.setContentsMargins(40, 40, 40, 40)
        inner.addWidget(self.sentence)
        inner.addStretch(1)
        self._stack.addWidget(empty)
        self._stack.addWidget(self.pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
