"""The first rows of a file, with the meaning of every column to be chosen above it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from mining.sources.preview import TablePreview
from models.column_mapping import ROLES, ColumnMapping

ROLE_NAMES = {
    "case": "Deal",
    "activity": "Stage",
    "timestamp": "When",
    "owner": "Owner",
    "team": "Team",
    "segment": "Segment",
    "amount": "Amount",
    "currency": "Currency",
    "outcome": "Outcome",
    "name": "Deal name",
    "source": "Lead source",
    "product": "Product",
    "resource": "Who did it",
    "created": "Created on",
    "closed": "Closed on",
}
_ROWS = 30


class PreviewTable(QTableWidget):
    """Row 0 holds the choices of meaning where `mappable`; the cells are shown as they are written."""

    mapping_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("First rows of the file")
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setHorizontalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        self.roles: list[QComboBox] = []

    def show_preview(self, preview: TablePreview, mapping: ColumnMapping | None) -> None:
        """Show a file; without a mapping its columns are not to be chosen."""
        first = 0 if mapping is None else 1
        rows = preview.rows[:_ROWS]
        self.clear()
        self.roles = []
        self.setColumnCount(len(preview.columns))
        self.setRowCount(len(rows) + first)
        self.setHorizontalHeaderLabels([name.replace("\n", " ") for name in preview.columns])
        for line, row in enumerate(rows, start=first):
            for column, cell in enumerate(row):
                self.setItem(line, column, QTableWidgetItem(cell[:200].replace("\n", " ")))
        self.resizeColumnsToContents()
        if mapping is not None:
            self._add_roles(preview.columns, mapping)
        for column in range(len(preview.columns)):
            self.setColumnWidth(column, min(240, max(132 if first else 72, self.columnWidth(column) + 12)))

    def mapping(self, columns: tuple[str, ...]) -> ColumnMapping:
        """The chosen meaning of the columns."""
        chosen: dict[str, Any] = {
            box.currentData(): name for box, name in zip(self.roles, columns, strict=True)
        }
        return replace(ColumnMapping(), **{role: column for role, column in chosen.items() if role})

    def _add_roles(self, columns: tuple[str, ...], mapping: ColumnMapping) -> None:
        role_of = {column: role for role, column in mapping.columns.items()}
        self.setRowHeight(0, 44)
        for index, column in enumerate(columns):
            box = QComboBox()
            box.setAccessibleName(f"Meaning of the column {column}")
            box.addItem("Not used", "")
            for role in ROLES:
                box.addItem(ROLE_NAMES[role], role)
            box.setCurrentIndex(max(0, box.findData(role_of.get(column, ""))))
            box.currentIndexChanged.connect(partial(self._role_chosen, box))
            box.setMaxVisibleItems(16)
            self.roles.append(box)
            place = QWidget()
            row = QHBoxLayout(place)
            row.setContentsMargins(4, 4, 4, 4)
            row.addWidget(box)
            self.setCellWidget(0, index, place)

    def _role_chosen(self, chosen: QComboBox, index: int) -> None:
        """A meaning belongs to one column: the one that had it before lets go of it."""
        for box in self.roles:
            if box is not chosen and index > 0 and box.currentIndex() == index:
                box.blockSignals(True)
                box.setCurrentIndex(0)
                box.blockSignals(False)
        self.mapping_changed.emit()
