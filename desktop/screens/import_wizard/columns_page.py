"""Step two: what the columns mean, which way the dates run, and the zone of times without one."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import available_timezones

from PySide6.QtCore import Qt, QTimeZone, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.screens.import_wizard.preview_table import ROLE_NAMES, PreviewTable
from desktop.widgets.text import frame, text
from mining.sources.preview import TablePreview
from mining.sources.source import ImportOptions
from models.column_mapping import ColumnMapping

_NEEDED = ("case", "activity", "timestamp")
_UTC = ("Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "Etc/GMT")
_DATES = ("timestamp", "created", "closed")


class ColumnsPage(QWidget):
    """Shows the first rows, and asks only what the file does not say itself."""

    changed = Signal()
    """What is missing may have changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = "table"
        self._is_asking = False
        self._previews: tuple[TablePreview, ...] = ()
        self.table = PreviewTable()
        self.table.mapping_changed.connect(self._mapping_changed)
        self._title, self._line = text(role="heading"), text(role="muted", wrap=True)
        self.file = QComboBox()
        self.file.setAccessibleName("File shown")
        self.file.currentIndexChanged.connect(self._show_file)
        self.zone = self._zones()
        self._question = text(role="strong", wrap=True)
        self.day_first, self.month_first = QRadioButton(), QRadioButton()
        group = QButtonGroup(self)
        for button in (self.day_first, self.month_first):
            group.addButton(button)
            button.toggled.connect(lambda _: self.changed.emit())
        self._build()

    def show_previews(self, source: str, previews: tuple[TablePreview, ...]) -> None:
        """Show the files of a source (none for a source that is no table)."""
        self._source, self._previews = source, previews
        self.file.blockSignals(True)
        self.file.clear()
        self.file.addItems([preview.name for preview in previews])
        self.file.blockSignals(False)
        self.file.setVisible(len(previews) > 1)
        self.table.setVisible(bool(previews))
        if source == "table":
            self._title.setText("What do the columns mean?")
            self._line.setText("Deal, stage and when are needed; everything else makes the findings richer.")
        elif not previews:
            self._title.setText("There is nothing to map")
            self._line.setText("An XES log says itself which deal, stage and time an event has.")
        else:
            self._title.setText("Is this the export you meant?")
            self._line.setText("Its columns are known, so there is nothing to map.")
        if previews:
            self._show_file(0)
        self._ask_about_dates()

    @property
    def missing(self) -> str:
        """What has to be chosen before the import, in one sentence; empty where nothing is."""
        if self._source != "table" or not self._previews:
            return ""
        chosen = self._mapping().columns
        lacking = [ROLE_NAMES[role] for role in _NEEDED if role not in chosen]
        if lacking:
            return f"Choose the column that holds: {', '.join(lacking)}."
        if self._is_asking and not (self.day_first.isChecked() or self.month_first.isChecked()):
            return "Say which way the dates run."
        return ""

    def options(self) -> ImportOptions:
        """How to read the files."""
        mapped = self._source == "table" and bool(self._previews)
        mapping = self._mapping() if mapped else None
        return ImportOptions(self._source, mapping, self.zone.currentText(), self._chosen_order())

    def _chosen_order(self) -> bool | None:
        if not self._is_asking or not (self.day_first.isChecked() or self.month_first.isChecked()):
            return None
        return self.day_first.isChecked()

    def _mapping(self) -> ColumnMapping:
        mapping = self.table.mapping(self._previews[0].columns)
        return replace(mapping, timezone=self.zone.currentText(), day_first=self._chosen_order())

    def _show_file(self, index: int) -> None:
        preview = self._previews[index]
        self.table.show_preview(preview, preview.guess if self._source == "table" else None)

    def _mapping_changed(self) -> None:
        self._ask_about_dates()
        self.changed.emit()

    def _ask_about_dates(self) -> None:
        """Show both readings of the first mapped column of dates that the rows do not decide."""
        self._is_asking = False
        if self._source == "table" and self._previews:
            mapped = self.table.mapping(self._previews[0].columns).columns
            readings = self._previews[0].date_readings
            unsure = [mapped[role] for role in _DATES if mapped.get(role) in readings]
            reading = next((readings[name] for name in unsure if readings[name].is_ambiguous), None)
            if reading is not None:
                self._is_asking = True
                self._question.setText(f"The dates can be read in two ways. What is {reading.example}?")
                self.day_first.setText(f"{reading.as_day_first} (day first)")
                self.month_first.setText(f"{reading.as_month_first} (month first)")
        self._dates.setVisible(self._is_asking)

    def _zones(self) -> QComboBox:
        box = QComboBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setAccessibleName("Time zone of times without one")
        names = sorted(name for name in available_timezones() if "/" in name or name == "UTC")
        box.addItems(names)
        here = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
        box.setCurrentText(here if here in names and here not in _UTC else "UTC")
        completer = QCompleter(names, box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        box.setCompleter(completer)
        box.setMinimumWidth(200)
        return box

    def _build(self) -> None:
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._line)
        head.addLayout(words, 1)
        head.addWidget(self.file, 0, Qt.AlignmentFlag.AlignBottom)
        self._dates = frame("card")
        dates = QHBoxLayout(self._dates)
        dates.setContentsMargins(16, 10, 16, 10)
        dates.setSpacing(20)
        dates.addWidget(self._question, 1)
        for widget in (self.day_first, self.month_first):
            dates.addWidget(widget)
        zone = QHBoxLayout()
        zone.setSpacing(12)
        zone.addWidget(text("Times without a zone are in", "muted"))
        zone.addWidget(self.zone)
        zone.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self._dates)
        column.addLayout(zone)
        column.addStretch(0)
