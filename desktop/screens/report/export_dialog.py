"""Asks as what the report is written, under which name, and into which folder: one format or several at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.text import text
from mining.report.contents import FORMATS
from models.label import tidy
from resources.translation import tr

_FORBIDDEN = '/\\:*?"<>|'


class ExportDialog(QDialog):
    """What is there already is said before it is replaced."""

    wanted = Signal(object)
    """The paths (a tuple) that are to be written."""

    def __init__(
        self,
        folder: Path,
        name: str,
        endings: frozenset[str],
        names_people: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export the report"))
        self.boxes = {
            ending: QCheckBox(tr("{format} ({ending})", format=words, ending=ending))
            for ending, words in FORMATS.items()
        }
        for ending, box in self.boxes.items():
            box.setChecked(ending in endings)
            box.toggled.connect(self._look)
        self.name, self.folder = QLineEdit(name), QLineEdit(str(folder))
        self.name.setAccessibleName(tr("Name of the files"))
        self.folder.setAccessibleName(tr("Folder"))
        self.choose = QPushButton(tr("Choose…"))
        self.choose.clicked.connect(lambda: self._ask_folder())
        for edit in (self.name, self.folder):
            edit.textChanged.connect(self._look)
        self.said = text(role="small", wrap=True)
        self.buttons = QDialogButtonBox()
        self.write = self.buttons.addButton(tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.write.setProperty("kind", "primary")
        self.buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        self._build(names_people)
        self._look()

    @property
    def endings(self) -> frozenset[str]:
        """The formats that are checked."""
        return frozenset(ending for ending, box in self.boxes.items() if box.isChecked())

    @property
    def paths(self) -> tuple[Path, ...]:
        """What would be written."""
        name = tidy(self.name.text())
        return tuple(
            Path(self.folder.text()) / f"{name}{ending}" for ending in FORMATS if ending in self.endings
        )

    def _look(self, *_: object) -> None:
        """Say what stands in the way, or what is replaced."""
        problem = self._problem()
        replaced = [path.name for path in self.paths if path.exists()] if not problem else []
        told = tr("Already there, and replaced: {names}.", names=", ".join(replaced)) if replaced else ""
        self.said.setText(problem or told)
        self.write.setEnabled(not problem)

    def _problem(self) -> str:
        name = tidy(self.name.text())
        if not self.endings:
            return tr("Choose at least one format.")
        if not name or name.startswith(".") or any(sign in name for sign in _FORBIDDEN):
            return tr("Write a name for the files, without signs such as / or :.")
        if not Path(self.folder.text()).is_dir():
            return tr("There is no such folder; choose another one.")
        return ""

    def _accept(self) -> None:
        self.wanted.emit(self.paths)
        self.accept()

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Folder for the report"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _build(self, names_people: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        column.addWidget(text(tr("Written as"), "heading"))
        for box in self.boxes.values():
            column.addWidget(box)
        column.addSpacing(6)
        column.addWidget(text(tr("Name"), "small"))
        column.addWidget(self.name)
        column.addWidget(text(tr("Folder"), "small"))
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(self.choose)
        column.addLayout(row)
        people = (
            tr("People are named in it: give it only to those who may know them.")
            if names_people
            else tr("People have stand-ins in it, such as Rep 07.")
        )
        column.addWidget(text(people, "small", wrap=True))
        column.addWidget(self.said)
        column.addStretch(1)
        column.addWidget(self.buttons)
        self.setMinimumWidth(480)
