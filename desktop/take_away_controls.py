"""The commands by which the shown view is taken away: in the menus, behind a button, and what is said afterwards."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QSize, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.actions import Actions
from desktop.exporting import Exporting
from desktop.icons import icon
from desktop.results import Results
from desktop.take_away import TakeAway
from desktop.taking_away import TakingAway
from desktop.widgets.note import Note
from desktop.widgets.text import button_text, set_tip
from resources.translation import tr


class TakeAwayControls(QObject):
    """Connects the actions of a window with what they do, and enables those that the shown screen can follow.

    While a menu is open that is looked up; else, for the shortcuts, it is enough that deals are analysed: a screen
    that gives nothing after all says so.
    """

    told = Signal()
    """Something is told at the bottom of the window, which has to make room for it."""

    def __init__(
        self,
        window: QWidget,
        actions: Actions,
        taking: TakingAway,
        exporting: Exporting,
        results: Results,
        note: Note,
    ) -> None:
        super().__init__(window)
        self._actions, self._taking, self._exporting = actions, taking, exporting
        self._results, self._note = results, note
        self.button = QPushButton(tr("Take away"))
        self.button.setProperty("kind", "chip")
        self.button.setIconSize(QSize(14, 14))
        set_tip(self.button, tr("Copy or export what this screen shows"))
        window.addAction(self._actions.copy_table)  # its menu is filled only when it is opened
        self._connect()
        self._allow_shortcuts()

    def paint_icons(self, colour: str) -> None:
        """Draw the icon in a colour of the palette."""
        self.button.setIcon(icon("download", colour))

    def _connect(self) -> None:
        do, taking = self._actions, self._taking
        do.copy_picture.triggered.connect(taking.copy_picture)
        do.copy_table.triggered.connect(lambda: taking.copy_table())
        do.export_view.triggered.connect(taking.ask)
        do.real_names.triggered.connect(taking.name_people)
        taking.names_chosen.connect(do.real_names.setChecked)
        taking.done.connect(self._tell)
        self._exporting.exported.connect(
            lambda path: self._tell(tr("Saved {name}.", name=path.name), (path,))
        )
        self._results.changed.connect(self._allow_shortcuts)
        self.button.clicked.connect(self._open_menu)
        for menu in (do.file, do.edit, do.take_away):
            menu.aboutToShow.connect(self._look)
            menu.aboutToHide.connect(self._allow_shortcuts)

    def _look(self) -> None:
        self._allow(self._taking.offered())

    def _allow(self, offered: TakeAway | None) -> None:
        do = self._actions
        tables = offered.tables if offered is not None else ()
        do.export_view.setEnabled(offered is not None)
        do.copy_picture.setEnabled(offered is not None and offered.picture is not None)
        do.copy_table.setEnabled(bool(tables))
        do.tables.setEnabled(bool(tables))
        do.tables.clear()
        do.tables.addAction(do.copy_table)
        do.copy_table.setText(button_text(tables[0].title, 60) if tables else tr("Copy table"))
        for at, table in enumerate(tables[1:], start=1):
            more = do.tables.addAction(button_text(table.title, 60))
            more.triggered.connect(partial(self._copy_table, at))

    def _copy_table(self, at: int, _: bool = False) -> None:
        self._taking.copy_table(at)

    def _allow_shortcuts(self) -> None:
        do, has_deals = self._actions, self._results.view is not None
        for action in (do.copy_picture, do.copy_table, do.export_view, do.tables.menuAction()):
            action.setEnabled(has_deals)

    def _open_menu(self) -> None:
        menu, button = self._actions.take_away, self.button
        corner = QPoint(button.width() - menu.sizeHint().width(), button.height() + 2)
        menu.popup(button.mapToGlobal(corner))

    def _tell(self, sentence: str, paths: tuple[Path, ...]) -> None:
        if paths:
            self._note.tell(sentence, tr("Show in folder"), partial(_show, paths[0].absolute().parent))
        else:
            self._note.tell(sentence)
        self.told.emit()


def _show(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
