"""Who is who: the stand-in of every person, for the owner of the project; stand-ins can be renamed here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.document import Document
from desktop.widgets.column_room import Room
from desktop.widgets.table import Table
from desktop.widgets.table_model import Column
from desktop.widgets.text import set_property, text
from desktop.widgets.whole_rows import WholeRows
from mining.privacy.people import introduced, renamed
from models.errors import UserError
from models.project import Project
from resources.translation import tr

ABOUT = tr(
    "Who stands behind which stand-in. The list is kept in the project file and nowhere else; nothing that leaves the "
    "program has it. Give somebody another stand-in by choosing the row and writing it below."
)
WARNING = tr(
    "Whoever has this file can undo the stand-ins in every picture, table and report of this project. It is written as "
    "plain text. Keep it apart from what you pass on, and delete it when it is no longer needed."
)
_ROOMS = (Room(240, 140, filling=True), Room(240, 140, filling=True))


class WhoIsWhoDialog(QDialog):
    """A table of names and stand-ins with a search; `write` writes the list to a file."""

    def __init__(
        self, document: Document, write: Callable[[Path], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._write = document, write
        self._names: tuple[str, ...] = ()
        self.question: QMessageBox | None = None
        self.setWindowTitle(tr("Who is who"))
        self.search, self.table = QLineEdit(), Table(tr("People and their stand-ins"))
        self.stand_in, self.rename_button = QLineEdit(), QPushButton(tr("Rename"))
        self.problem = text(role="problem", wrap=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.export_button = self.buttons.addButton(
            tr("Export the list…"), QDialogButtonBox.ButtonRole.ActionRole
        )
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        self._build()
        self.search.textChanged.connect(lambda _: self._narrow())
        self.table.current_changed.connect(lambda _: self._show_chosen())
        self.table.row_opened.connect(lambda _: self.stand_in.setFocus())
        self.stand_in.returnPressed.connect(self._rename)
        self.rename_button.clicked.connect(self._rename)
        self.export_button.clicked.connect(self._ask)
        self.buttons.rejected.connect(self.reject)
        document.changed.connect(self._project_changed)
        self._show()
        self.resize(620, 560)

    @property
    def chosen(self) -> str:
        """The name of the person that is chosen, empty where nobody is."""
        row = self.table.current_source_row
        return self._names[row] if 0 <= row < len(self._names) else ""

    def choose(self, name: str) -> None:
        """Choose a person."""
        self.table.make_current(self._names.index(name))

    def _project_changed(self, old: Project, new: Project) -> None:
        if old.stand_ins is not new.stand_ins:
            self._show()

    def _show(self) -> None:
        chosen, known = self.chosen, self._document.project.stand_ins
        self._names = tuple(sorted((name for name in known if name), key=str.casefold))
        self.table.show_columns(
            (
                Column(tr("Name in the CRM"), self._names),
                Column(tr("Stand-in"), [known[name] for name in self._names]),
            )
        )
        self.table.share_room(_ROOMS)
        self._narrow()
        self.table.make_current(self._names.index(chosen) if chosen in self._names else -1)
        self.export_button.setEnabled(bool(self._names))
        self._show_chosen()

    def _narrow(self) -> None:
        wanted, known = self.search.text().strip().casefold(), self._document.project.stand_ins
        keep = [wanted in name.casefold() or wanted in known[name].casefold() for name in self._names]
        self.table.show_only(np.array(keep, dtype=bool) if wanted else None)

    def _show_chosen(self) -> None:
        name = self.chosen
        self.stand_in.setText(self._document.project.stand_ins.get(name, ""))
        for widget in (self.stand_in, self.rename_button):
            widget.setEnabled(bool(name))
        self._say("")

    def _rename(self) -> None:
        name = self.chosen
        if not name:
            return
        try:
            project = renamed(introduced(self._document.project), name, self.stand_in.text())
        except UserError as error:
            self._say(str(error))
            return
        if project.stand_ins != self._document.project.stand_ins:
            self._document.edit(tr("Rename a stand-in"), project)
        self._say("")

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _ask(self) -> None:
        """Warn first: with this file every stand-in can be undone."""
        box = self.question = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(tr("Export who is who"))
        box.setText(tr("Write the names of all people beside their stand-ins?"))
        box.setInformativeText(WARNING)
        write = box.addButton(tr("Write the list"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel if isinstance(cancel, QPushButton) else None)
        write.clicked.connect(partial(self._choose_file))
        box.finished.connect(self._asked)
        box.open()

    def _asked(self, _: int) -> None:
        box, self.question = self.question, None
        if box is not None:
            box.deleteLater()

    def _choose_file(self, _: bool = False) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, tr("Export who is who"), tr("Who is who.csv"), tr("Table (*.csv)")
        )
        if name:
            self._write(Path(name if name.lower().endswith(".csv") else f"{name}.csv"))

    def _build(self) -> None:
        self.search.setPlaceholderText(tr("Search by name or stand-in"))
        self.search.setAccessibleName(tr("Search by name or stand-in"))
        self.search.setClearButtonEnabled(True)
        self.stand_in.setAccessibleName(tr("Stand-in of the chosen person"))
        self.stand_in.setMaxLength(60)
        label = text(tr("Stand-in"), "muted")
        label.setBuddy(self.stand_in)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.stand_in, 1)
        row.addWidget(self.rename_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 18, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(text(ABOUT, "muted", wrap=True))
        whole.addWidget(self.search)
        whole.addWidget(WholeRows(self.table), 1)
        whole.addLayout(row)
        whole.addWidget(self.problem)
        whole.addWidget(self.buttons)
        set_property(self.problem, "role", "problem")
