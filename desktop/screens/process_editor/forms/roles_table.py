"""The roles of a process: a short name that stages refer to, and a title beside it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.icons import icon
from desktop.theme import Palette
from desktop.widgets.commit_edit import CommitEdit
from desktop.widgets.text import text
from resources.translation import tr


class RolesTable(QWidget):
    """One row a role, and one more to type a new one."""

    renamed = Signal(str, str)
    titled = Signal(str, str)
    added = Signal(str)
    removed = Signal(str)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self.rows: list[_RoleRow] = []
        self._roles: dict[str, str] = {}
        self.new = CommitEdit(tr("Short name of a new role"), tr("Add a role, such as AE"))
        self.new.committed.connect(self._add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(
            text(tr("Short names and titles; stages name their owners by them."), "small", wrap=True)
        )
        self._column.addWidget(self.new)

    def show_roles(self, roles: Mapping[str, str]) -> None:
        """Show these; rows that stay keep what is typed in them."""
        self._roles = dict(roles)
        while len(self.rows) > len(roles):
            gone = self.rows.pop()
            self._column.removeWidget(gone)
            gone.setParent(None)
            gone.deleteLater()
        while len(self.rows) < len(roles):
            self._append()
        for row, (name, title) in zip(self.rows, roles.items(), strict=True):
            row.show_role(name, title)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        for row in self.rows:
            row.paint_icon(palette.muted)

    def _append(self) -> None:
        row = _RoleRow(self._palette.muted)
        row.name.committed.connect(lambda new: self._rename(row, new))
        row.title.committed.connect(lambda title: self.titled.emit(row.role, title))
        row.remove_button.clicked.connect(lambda: self.removed.emit(row.role))
        self.rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)

    def _rename(self, row: _RoleRow, new: str) -> None:
        if not new or new in self._roles:
            row.show_role(row.role, self._roles[row.role])
            row.name.take_back()
        else:
            self.renamed.emit(row.role, new)

    def _add(self, name: str) -> None:
        self.new.show_text("")
        self.new.clear()
        if name and name not in self._roles:
            self.added.emit(name)


class _RoleRow(QWidget):
    def __init__(self, colour: str) -> None:
        super().__init__()
        self.role = ""
        self.name, self.title = CommitEdit(tr("Short name")), CommitEdit(tr("Title"), tr("Title"))
        self.remove_button = QPushButton()
        self.remove_button.setProperty("kind", "tiny")
        self.remove_button.setIconSize(QSize(14, 14))
        self.paint_icon(colour)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.name, 1)
        row.addWidget(self.title, 2)
        row.addWidget(self.remove_button)

    def show_role(self, role: str, title: str) -> None:
        self.role = role
        self.name.show_text(role)
        self.title.show_text(title)
        self.name.setAccessibleName(tr("Short name of {title}", title=title or role))
        self.title.setAccessibleName(tr("Title of {role}", role=role))
        self.remove_button.setAccessibleName(tr("Remove the role {role}", role=role))

    def paint_icon(self, colour: str) -> None:
        self.remove_button.setIcon(icon("x", colour))
