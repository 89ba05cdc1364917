"""The box of time zones: typed or chosen, searched anywhere in the name; this machine's zone is offered."""

from __future__ import annotations

from zoneinfo import available_timezones

from PySide6.QtCore import Qt, QTimeZone, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from resources.translation import tr

_UTC = ("Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "Etc/GMT")


class ZoneBox(QComboBox):
    """One of the IANA names; what is typed and is none goes back to the last that was."""

    zone_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(tr("Time zone of times without one"))
        self._names = sorted(name for name in available_timezones() if "/" in name or name == "UTC")
        self.addItems(self._names)
        here = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
        self.local = here if here in self._names and here not in _UTC else "UTC"
        completer = QCompleter(self._names, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self.setMinimumWidth(200)
        self.choose(self.local)
        self.currentIndexChanged.connect(lambda _: self.zone_changed.emit())
        typed = self.lineEdit()
        assert typed is not None  # an editable box has one
        typed.editingFinished.connect(self._typed)

    @property
    def zone(self) -> str:
        """The chosen zone."""
        return self.itemText(self.currentIndex())

    def choose(self, zone: str) -> None:
        """Choose a zone; one that is not known here leaves the choice as it is."""
        index = self.findText(zone)
        if index >= 0:
            self.setCurrentIndex(index)

    def _typed(self) -> None:
        """Take a name as it was typed, whatever its case; nothing else."""
        typed = self.currentText().strip().casefold()
        known = next((name for name in self._names if name.casefold() == typed), self.zone)
        self.choose(known)
        self.setEditText(self.zone)
