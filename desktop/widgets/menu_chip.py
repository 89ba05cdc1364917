"""A chip that opens a menu under itself."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop.icons import icon
from desktop.widgets.text import set_property


class MenuChip(QPushButton):
    """Looks like the chips that drop down a list; `entries` are filled by whoever made it."""

    def __init__(self, title: str, accessible: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setProperty("kind", "chip")
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setIconSize(QSize(14, 14))
        self.setAccessibleName(accessible)
        self.entries = QMenu(self)
        self.entries.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.clicked.connect(self.open_menu)

    def open_menu(self) -> None:
        """Show the menu under the chip."""
        self.entries.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def mark(self, active: bool) -> None:
        """Show whether something behind it narrows anything."""
        set_property(self, "active", "true" if active else "false")

    def paint_icons(self, colour: str) -> None:
        """Draw the chevron in a colour of the palette."""
        self.setIcon(icon("chevron-down", colour))
