"""The sections of a report as a list: switched by their boxes, moved by dragging or with Alt and the arrows."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from desktop.theme import Palette
from models.report_template import TemplateSection
from resources.translation import tr


class SectionList(QListWidget):
    """Tells what was done; what it shows changes only when it is told so."""

    switched = Signal(str, bool)
    """A section is wanted, or not."""

    reordered = Signal(object)
    """The keys of all sections (a tuple) in their new order."""

    moved = Signal(str, int)
    """A section is to go so many places down."""

    looked_at = Signal(str)
    """The key of the section that is the current one now."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self.setAccessibleName(tr("Sections of the report"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(self._changed)
        self.currentItemChanged.connect(self._went)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys in the order in which they stand."""
        return tuple(_key(self.item(row)) for row in range(self.count()))

    @property
    def current(self) -> str:
        """The key of the current section, empty for none."""
        item = self.currentItem()
        return _key(item) if item is not None else ""

    def show_sections(
        self, sections: Sequence[TemplateSection], titles: Sequence[str], empty: Collection[str]
    ) -> None:
        """Show the sections with their titles; those in `empty` have nothing to tell in this project."""
        self.blockSignals(True)
        was = self.current or (sections[0].key if sections else "")
        if self.keys != tuple(one.key for one in sections):
            self.clear()
            for one in sections:
                item = QListWidgetItem()
                item.setData(Qt.ItemDataRole.UserRole, one.key)
                self.addItem(item)
        for row, (one, title) in enumerate(zip(sections, titles, strict=True)):
            self._show(self.item(row), one, title, one.key in empty)
            if one.key == was:
                self.setCurrentRow(row)
        self.blockSignals(False)
        self.setFixedHeight(max(self.sizeHintForRow(0), 20) * len(sections) + 4)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme; they are seen with the next `show_sections`."""
        self._palette = palette

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrows = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in arrows and self.current:
            self.moved.emit(self.current, arrows[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        before = self.keys
        self.blockSignals(True)
        super().dropEvent(event)
        self.blockSignals(False)
        if self.keys != before:
            self.reordered.emit(self.keys)

    def _show(self, item: QListWidgetItem, one: TemplateSection, title: str, is_empty: bool) -> None:
        nothing = one.is_included and is_empty
        item.setText(tr("{title} – nothing to tell", title=title) if nothing else title)
        item.setToolTip(tr("This project has nothing to tell in this section.") if nothing else "")
        flags = item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsDragEnabled
        item.setFlags(flags & ~Qt.ItemFlag.ItemIsDropEnabled)
        item.setCheckState(Qt.CheckState.Checked if one.is_included else Qt.CheckState.Unchecked)
        is_told = one.is_included and not is_empty
        item.setForeground(QColor(self._palette.text if is_told else self._palette.muted))

    def _changed(self, item: QListWidgetItem) -> None:
        self.switched.emit(_key(item), item.checkState() is Qt.CheckState.Checked)

    def _went(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.looked_at.emit(_key(item))


def _key(item: QListWidgetItem) -> str:
    return str(item.data(Qt.ItemDataRole.UserRole))
