"""One thing to start from, as a card to click: its name, a line or two, and the small picture of its spine."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.icons import pixmap
from desktop.start_from.spine_picture import SpinePicture
from desktop.theme import Palette
from desktop.widgets.card_button import CardButton
from desktop.widgets.text import text
from models.project import ProcessModel


class StartCard(CardButton):
    """A click takes it; a process is drawn below the words, what the log knows of it filled."""

    def __init__(
        self,
        title: str,
        line: str,
        taken: Callable[[], object],
        process: ProcessModel | None = None,
        known: Collection[str] | None = None,
        palette: Palette | None = None,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("big", parent)
        self.setAccessibleName(title)
        self.setAccessibleDescription(line)
        self.clicked.connect(lambda: taken())
        self.row.setContentsMargins(16, 12, 16, 12)
        self.row.setSpacing(14)
        if icon and palette is not None:
            picture = QLabel()
            picture.setPixmap(pixmap(icon, palette.accent, 24, self.devicePixelRatioF()))
            self.row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(text(title, "strong", wrap=True))
        column.addWidget(text(line, "small", wrap=True))
        if process is not None and palette is not None:
            column.addWidget(SpinePicture(process, known, palette))
        column.addStretch(1)
        self.row.addLayout(column, 1)
        self.let_clicks_through()
