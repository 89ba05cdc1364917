"""How a screen is put together: its title with a summary, the chips of its parts, its pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.widgets.text import set_property, text


def title_row(title: str, summary: QWidget) -> QHBoxLayout:
    """The title of a screen, with what is seen there in a few words beside it."""
    head = QHBoxLayout()
    head.setSpacing(12)
    head.addWidget(text(title, "title"))
    head.addWidget(summary, 1, Qt.AlignmentFlag.AlignVCenter)
    return head


def chip_row(chips: Iterable[QPushButton]) -> QHBoxLayout:
    """Buttons as chips from the left; what is added to the row stands at the right."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for chip in chips:
        chip.setProperty("kind", "chip")
        chip.setCheckable(True)
        row.addWidget(chip)
    row.addStretch(1)
    return row


def mark_chip(chips: Sequence[QPushButton], at: int) -> None:
    """Show which one of the chips is chosen."""
    for place, chip in enumerate(chips):
        chip.setChecked(place == at)
        set_property(chip, "active", "true" if place == at else "false")


def fill_with_pages(screen: QWidget, pages: QStackedWidget, those: Iterable[QWidget]) -> None:
    """Let pages, of which one is seen at a time, take the whole screen."""
    for page in those:
        pages.addWidget(page)
    whole = QVBoxLayout(screen)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(pages)
