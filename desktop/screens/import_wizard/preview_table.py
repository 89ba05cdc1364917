"""The first rows of a file, with the meaning of every column to be chosen above it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from mining.sources.preview import TablePreview
from models.column_mapping import ROLES, ColumnMapping
from resources.translation import tr

STAGE_DATE = "stages"
"""The meaning that several columns of a wide table have."""

ROLE_NAMES = {
    "case": tr("Deal"),
    "activity": tr("Stage"),
    "timestamp": tr("When"),
    STAGE_DATE: tr("Date of a stage"),
    "owner": tr("Owner"),
    "team": tr("Team"),
    "segment": tr("Segment"),
    "amount": tr("Amount"),
    "currency": tr("Currency"),
    "outcome": tr("Outcome"),
    "name": tr("Deal name"),
    "source": tr("Lead source"),
    "product": tr("Product"),
    "resource": tr("Who did it"),
    "created": tr("Created on"),
    "closed": tr("Closed on"),
}
_OF_EVENTS = ("activity", "timestamp", "resource")
_ROWS = 30


class PreviewTable(QTableWidget):
    """Row 0 holds the choices of meaning; the cells are shown as they are written."""

    mapping_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("First rows of the file"))
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.roles: list[QComboBox] = []

    def show_preview(self, preview: TablePreview, mapping: ColumnMapping, is_wide: bool = False) -> None:
        """Show a file; the columns of a wide one (one row a deal) can be the date of a stage."""
        rows = preview.rows[:_ROWS]
        self.clear()
        self.roles = []
        self.setColumnCount(len(preview.columns))
        self.setRowCount(len(rows) + 1)
        self.setHorizontalHeaderLabels([name.replace("\n", " ") for name in preview.columns])
        for line, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                self.setItem(line, column, QTableWidgetItem(cell[:200].replace("\n", " ")))
        self.resizeColumnsToContents()
        self._add_roles(preview.columns, mapping, is_wide)
        for column in range(len(preview.columns)):
            self.setColumnWidth(column, min(240, max(168 if is_wide else 140, self.columnWidth(column) + 12)))

    def mapping(self, columns: tuple[str, ...]) -> ColumnMapping:
        """The chosen meaning of the columns."""
        chosen: dict[str, Any] = {}
        stages: list[str] = []
        for box, name in zip(self.roles, columns, strict=True):
            if box.currentData() == STAGE_DATE:
                stages.append(name)
            elif box.currentData():
                chosen[box.currentData()] = name
        return replace(ColumnMapping(), stages=tuple(stages), **chosen)

    def _add_roles(self, columns: tuple[str, ...], mapping: ColumnMapping, is_wide: bool) -> None:
        role_of = {column: role for role, column in mapping.columns.items()}
        role_of |= dict.fromkeys(mapping.stages, STAGE_DATE)
        offered = [role for role in (*ROLES[:1], STAGE_DATE, *ROLES[1:]) if _is_offered(role, is_wide)]
        self.setRowHeight(0, 44)
        for index, column in enumerate(columns):
            box = QComboBox()
            box.setAccessibleName(tr("Meaning of the column {column}", column=column))
            box.addItem(tr("Not used"), "")
            for role in offered:
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
            is_other = box is not chosen and box.currentIndex() == index
            if is_other and index > 0 and chosen.currentData() != STAGE_DATE:
                box.blockSignals(True)
                box.setCurrentIndex(0)
                box.blockSignals(False)
        self.mapping_changed.emit()


def _is_offered(role: str, is_wide: bool) -> bool:
    return role not in _OF_EVENTS if is_wide else role != STAGE_DATE
