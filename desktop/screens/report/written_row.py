"""What was written, in a sentence, with buttons to open it; it stays until it is closed or there is more to tell."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.icons import icon
from desktop.theme import Palette
from desktop.widgets.text import frame, text
from resources.translation import tr


class WrittenRow(QWidget):
    """Hidden until something is told."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paths: tuple[Path, ...] = ()
        self.words = text(wrap=True)
        self.open_button, self.folder_button = QPushButton(tr("Open")), QPushButton(tr("Show in folder"))
        self.close_button = QPushButton()
        self._build()
        self.open_button.clicked.connect(lambda: self._open(*self.paths))
        self.folder_button.clicked.connect(lambda: self._open_folder())
        self.close_button.clicked.connect(self.hide)
        self.set_palette_colors(palette)
        self.hide()

    def tell(self, sentence: str, paths: tuple[Path, ...], can_open: bool = True) -> None:
        """Say what was written; `can_open` where a program of the system shows it."""
        self.paths = paths
        self.words.setText(sentence)
        self.open_button.setVisible(can_open)
        self.show()

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self.close_button.setIcon(icon("x", palette.muted))

    def _open_folder(self) -> None:
        for path in self.paths[:1]:
            self._open(path.parent)

    def _open(self, *paths: Path) -> None:
        for path in paths:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.absolute())))

    def _build(self) -> None:
        for button in (self.open_button, self.folder_button):
            button.setProperty("kind", "quiet")
        self.close_button.setProperty("kind", "tiny")
        self.close_button.setIconSize(QSize(14, 14))
        self.close_button.setAccessibleName(tr("Close"))
        banner = frame("banner")
        row = QHBoxLayout(banner)
        row.setContentsMargins(16, 4, 8, 4)
        row.addWidget(self.words, 1)
        for button in (self.open_button, self.folder_button, self.close_button):
            row.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 10, 16, 10)
        whole.addWidget(banner)
