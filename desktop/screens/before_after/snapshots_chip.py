"""The chip with the snapshots of a project: keep one now, rename one, delete one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.icons import icon
from desktop.widgets.choice_chip import DropChip
from desktop.widgets.text import button_text, set_tip, text
from mining.number_format import day, number
from models.snapshot import Snapshot
from resources.translation import tr, tr_n

_WIDTH = 380


class SnapshotsChip(DropChip):
    """Tells what the user wants of the snapshots; whoever made it does it."""

    kept = Signal(str)
    """A snapshot of now is wanted, under this name (empty for the usual one)."""

    renamed = Signal(str, str)
    deleted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Snapshots"), parent)
        self.setAccessibleName(tr("Snapshots of this project"))
        self._colour, self._renaming = "#000000", ""
        self._names: tuple[str, ...] = ()
        self._rows: list[QWidget] = []
        self.buttons: dict[str, tuple[QPushButton, QPushButton]] = {}
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Name of the snapshot"))
        self.save = QPushButton()
        self.none = text(
            tr("None yet. One is kept whenever a newer export joins the project."), "muted", wrap=True
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        entry = QHBoxLayout()
        entry.addWidget(self.name, 1)
        entry.addWidget(self.save)
        holder = QWidget()
        holder.setMinimumWidth(_WIDTH)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.none)
        column.addLayout(self._list)
        column.addLayout(entry)
        self.body.addWidget(holder)
        self.save.clicked.connect(self._save)
        self.name.returnPressed.connect(self._save)
        self._show_entry()

    def show_snapshots(self, snapshots: Sequence[Snapshot]) -> None:
        """List these."""
        self._names, self._renaming, self.buttons = tuple(one.name for one in snapshots), "", {}
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(one) for one in snapshots]
        for row in self._rows:
            self._list.addWidget(row)
        self.none.setVisible(not snapshots)
        self.setText(tr("Snapshots ({count})", count=number(len(snapshots))))
        self.name.clear()
        self._show_entry()

    def paint_icons(self, colour: str) -> None:
        """Draw the icons in a colour of the palette."""
        super().paint_icons(colour)
        self._colour = colour
        for rename, delete in self.buttons.values():
            rename.setIcon(icon("pencil", colour))
            delete.setIcon(icon("x", colour))

    def _row(self, one: Snapshot) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        about = QVBoxLayout()
        about.setSpacing(0)
        about.addWidget(text(button_text(one.name, 44).replace("&&", "&"), "strong"))
        deals = tr_n("{count} deal", "{count} deals", one.deals)
        said = tr(
            "{begins} to {ends}, {deals}, {process}",
            begins=day(one.begins),
            ends=day(one.ends),
            deals=deals,
            process=one.process or tr("no process"),
        )
        about.addWidget(text(said, "small"))
        rename, delete = (
            QPushButton(icon("pencil", self._colour), ""),
            QPushButton(icon("x", self._colour), ""),
        )
        for button, words, slot in (
            (rename, tr("Rename “{name}”", name=one.name), self._rename),
            (delete, tr("Delete “{name}”", name=one.name), self.deleted.emit),
        ):
            button.setProperty("kind", "tiny")
            button.setFixedWidth(28)
            button.setAccessibleName(words)
            set_tip(button, words)
            button.clicked.connect(partial(_call, slot, one.name))
        line.addLayout(about, 1)
        line.addWidget(rename, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(delete, 0, Qt.AlignmentFlag.AlignVCenter)
        self.buttons[one.name] = (rename, delete)
        return row

    def _rename(self, name: str) -> None:
        self._renaming = name
        self.name.setText(name)
        self.name.selectAll()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_entry()

    def _show_entry(self) -> None:
        self.save.setText(tr("Rename") if self._renaming else tr("Keep a snapshot"))
        self.name.setPlaceholderText(tr("Name, or empty for the last day of the log"))

    def _save(self) -> None:
        name, renaming = " ".join(self.name.text().split()), self._renaming
        if renaming and (not name or (name in self._names and name != renaming)):
            return
        self.popup.hide()
        if not renaming:
            self.kept.emit(name)
        elif name != renaming:
            self.renamed.emit(renaming, name)


def _call(slot: Callable[[str], object], name: str, _: bool = False) -> None:
    slot(name)
