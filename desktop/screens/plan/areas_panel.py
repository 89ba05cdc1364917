"""The plan as it is printed: one page for every functional area, looked at, printed, or saved as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.icons import icon
from desktop.theme import Palette
from desktop.widgets.commit_edit import CommitEdit
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.form_field import FormField
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import button_text, frame, set_property, text
from models.change_plan import ChangePlan
from resources.translation import tr

WIDEST = 760
"""Pixels of a page on the screen."""
PPI = 144


class AreasPanel(QWidget):
    """A chip an area; the page of the chosen one is shown as it is printed."""

    page_wanted = Signal()
    """Another area is looked at."""

    print_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.areas: tuple[str, ...] = ()
        self.current = 0
        self.chips: list[QPushButton] = []
        self.print_button, self.save_button = (
            QPushButton(tr("Print all…")),
            QPushButton(tr("Save all as PDF…")),
        )
        self.page, self.about = QLabel(), text(role="muted", wrap=True)
        self.title = CommitEdit(tr("Title of the plan"), tr("Change plan"))
        self.purpose = CommitEdit(
            tr("What the plan is for"), tr("Sell as we agreed, by the end of the quarter")
        )
        self._palette = palette
        self._pixmap = QPixmap()
        self._build()
        self.print_button.clicked.connect(self.print_wanted)
        self.save_button.clicked.connect(self.save_wanted)
        self.set_palette_colors(palette)

    @property
    def area(self) -> str | None:
        """The title of the area that is looked at, empty for actions of none; None where the plan has no area."""
        return self.areas[self.current] if self.current < len(self.areas) else None

    def show_words(self, plan: ChangePlan) -> None:
        """Show what stands on top of every page; what is being typed stays."""
        self.title.show_text(plan.title)
        self.purpose.show_text(plan.purpose)

    def show_areas(self, areas: Sequence[str]) -> None:
        """Offer these; the one that is looked at stays so."""
        was = self.area
        if tuple(areas) != self.areas:
            self.areas = tuple(areas)
            for chip in self.chips:
                chip.hide()
                chip.deleteLater()
            self.chips = [self._chip(at, area) for at, area in enumerate(areas)]
        self.current = self.areas.index(was) if was in self.areas else 0
        for at, chip in enumerate(self.chips):
            chip.setChecked(at == self.current)
            set_property(chip, "active", "true" if at == self.current else "false")
        for button in (self.print_button, self.save_button):
            button.setEnabled(bool(areas))

    def show_page(self, png: bytes) -> None:
        """Show a page, a PNG of `PPI` pixels an inch."""
        self._pixmap = QPixmap()
        self._pixmap.loadFromData(png)
        self.page.setAccessibleName(tr("The page of {area}", area=self.area or tr("no area")))
        self.about.hide()
        self._fit()
        self.paper.show()

    def say(self, sentence: str) -> None:
        """Say why there is no page."""
        self.paper.hide()
        self.about.setText(sentence)
        self.about.show()

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme; paper stays white."""
        self.print_button.setIcon(icon("printer", palette.muted))
        self.save_button.setIcon(icon("download", palette.muted))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The page as wide as there is room, as sharp as the display."""
        if self._pixmap.isNull():
            return
        ratio = self.devicePixelRatioF()
        wide = round(min(self.width() - 40, WIDEST) * ratio)
        shown = self._pixmap.scaledToWidth(max(100, wide), Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        self.page.setPixmap(shown)
        size = shown.deviceIndependentSize()
        self.page.setFixedSize(QSize(round(size.width()), round(size.height())))

    def _chip(self, at: int, area: str) -> QPushButton:
        chip = QPushButton(button_text(area or tr("No area")))
        chip.setProperty("kind", "chip")
        chip.setCheckable(True)
        chip.clicked.connect(partial(self._look, at))
        self._chips.addWidget(chip)
        return chip

    def _look(self, at: int, _: bool = False) -> None:
        self.current = at
        self.show_areas(self.areas)
        self.page_wanted.emit()

    def _build(self) -> None:
        words = QHBoxLayout()
        words.setSpacing(12)
        words.addWidget(FormField(tr("Title"), self._palette, self.title), 1)
        words.addWidget(FormField(tr("What the plan is for"), self._palette, self.purpose), 2)
        self._chips = FlowLayout(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addLayout(self._chips, 1)
        for button in (self.print_button, self.save_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.paper = frame("card")
        inner = QVBoxLayout(self.paper)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.page)
        self.paper.hide()
        content = QWidget()
        content.setObjectName("content")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 8)
        column.addWidget(self.about)
        column.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(words)
        whole.addLayout(head)
        whole.addWidget(scrolled(content, tr("The page as it is printed")), 1)
