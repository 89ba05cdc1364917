"""Every command of the menus: its name, its shortcut, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QUndoStack
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop.appearance import MODES
from desktop.widgets.sidebar import Place
from desktop.widgets.text import button_text
from resources.translation import tr

Key = QKeySequence.StandardKey | str
T = TypeVar("T")


class Actions:
    """The actions of one window; the window connects them to what they do."""

    def __init__(self, window: QMainWindow, undo_stack: QUndoStack) -> None:
        self._window = window
        self.new_import = self._action(tr("&New from CRM export…"), QKeySequence.StandardKey.New)
        self.update = self._action(tr("&Update from a newer export…"), "Ctrl+Shift+N")
        self.open = self._action(tr("&Open…"), QKeySequence.StandardKey.Open)
        self.save = self._action(tr("&Save"), QKeySequence.StandardKey.Save)
        self.save_as = self._action(tr("Save &as…"), "Ctrl+Shift+S")
        self.copy_picture = self._action(tr("Copy &picture"), "Ctrl+Shift+C")
        self.copy_table = self._action(tr("Copy &table"), "Ctrl+Shift+T")
        self.export_view = self._action(tr("&Export this view…"), "Ctrl+E")
        self.real_names = self._action(tr("&Real names of people"))
        self.real_names.setCheckable(True)
        self.export_model = self._action(tr("Export the discovered &model…"))
        self.export_log = self._action(tr("Export the e&vent log…"), "Ctrl+Shift+E")
        self.start_process = self._action(tr("&Start a process from…"), "Ctrl+Shift+P")
        self.open_process = self._action(tr("Open &documented process…"), "Ctrl+Shift+O")
        self.remove_process = self._action(tr("&Remove the documented process"))
        self.demo = self._action(tr("Open the &demo"))
        self.quit = self._action(tr("&Quit"), QKeySequence.StandardKey.Quit)
        self.undo = undo_stack.createUndoAction(window, tr("&Undo"))
        self.undo.setShortcut(QKeySequence.StandardKey.Undo)
        self.redo = undo_stack.createRedoAction(window, tr("&Redo"))
        self.redo.setShortcut(QKeySequence.StandardKey.Redo)
        self.filter_by_path = self._action(tr("&Filter by path…"), QKeySequence.StandardKey.Find)
        self.clear_filter = self._action(tr("&Show all deals"), "Ctrl+Shift+A")
        self.about = self._action(tr("&About Lanekeeper"))
        self.licence = self._action(tr("&Licence"))
        self.places: list[QAction] = []
        self.appearance: dict[str, QAction] = {}
        self.recent = QMenu(tr("Open &recent"), window)
        self.templates = QMenu(tr("Use a &template"), window)
        self.process = QMenu(tr("Documented process"), window)
        self.tables = QMenu(tr("Copy &table"), window)
        self.take_away = QMenu(tr("Take away"), window)
        self.language = QMenu(tr("&Language"), window)
        self.file = QMenu(tr("&File"), window)
        self.edit = QMenu(tr("&Edit"), window)

    def fill_menu_bar(self, places: Iterable[Place]) -> None:
        """Build the menus; `places` are the screens and their shortcuts."""
        bar = self._window.menuBar()
        file = self.file
        bar.addMenu(file)
        file.addActions([self.new_import, self.update, self.open])
        file.addMenu(self.recent)
        file.addAction(self.demo)
        file.addSeparator()
        file.addActions([self.save, self.save_as])
        file.addSeparator()
        file.addActions([self.export_view, self.export_model, self.export_log])
        file.addSeparator()
        for menu in (file, self.process):
            menu.addAction(self.open_process)
            menu.addAction(self.start_process)
            menu.addMenu(self.templates)
            menu.addAction(self.remove_process)
        file.addSeparator()
        file.addAction(self.quit)
        edit = self.edit
        bar.addMenu(edit)
        edit.addActions([self.undo, self.redo])
        edit.addSeparator()
        for menu in (edit, self.take_away):
            menu.addAction(self.copy_picture)
            menu.addMenu(self.tables)
        self.take_away.addAction(self.export_view)
        for menu in (edit, self.take_away):
            menu.addSeparator()
            menu.addAction(self.real_names)
        edit.addSeparator()
        edit.addActions([self.filter_by_path, self.clear_filter])
        view = bar.addMenu(tr("&View"))
        self.places = [self._action(place.title, place.shortcut) for place in places]
        view.addActions(self.places)
        view.addSeparator()
        self._fill_appearance(view.addMenu(tr("&Appearance")))
        view.addMenu(self.language)
        bar.addMenu(tr("&Help")).addActions([self.about, self.licence])

    def list_recent(self, paths: Iterable[Path], open_path: Callable[[Path], None]) -> None:
        """Fill the menu of recent projects."""
        self.recent.clear()
        for path in paths:
            action = self.recent.addAction(button_text(path.name, 60))
            action.setStatusTip(str(path))
            action.triggered.connect(partial(_call, open_path, path))
        self.recent.setEnabled(not self.recent.isEmpty())

    def list_templates(self, names: Iterable[tuple[str, str]], use: Callable[[str], None]) -> None:
        """Fill the menu of templates with (name, title) pairs."""
        self.templates.clear()
        for name, title in names:
            self.templates.addAction(button_text(title, 60)).triggered.connect(partial(_call, use, name))

    def allow(self, has_log: bool, has_process: bool, is_filtered: bool, has_something: bool) -> None:
        """Enable what can be done now; a project without deals can still have something worth saving."""
        needing_a_log = (
            self.update,
            self.export_model,
            self.export_log,
            self.start_process,
            self.open_process,
            self.filter_by_path,
        )
        for action in needing_a_log:
            action.setEnabled(has_log)
        for action in (self.save, self.save_as):
            action.setEnabled(has_something)
        self.templates.setEnabled(has_log)
        self.remove_process.setEnabled(has_log and has_process)
        self.clear_filter.setEnabled(is_filtered)

    def _fill_appearance(self, menu: QMenu) -> None:
        group = QActionGroup(self._window)
        for mode, name in zip(MODES, (tr("As the &system"), tr("&Light"), tr("&Dark")), strict=True):
            action = self.appearance[mode] = menu.addAction(name)
            action.setCheckable(True)
            group.addAction(action)

    def _action(self, name: str, shortcut: Key | None = None) -> QAction:
        action = QAction(name, self._window)
        if shortcut is not None:
            action.setShortcut(shortcut)
        return action


def _call(function: Callable[[T], None], value: T, checked: bool = False) -> None:
    """Call with the bound value, whatever else the signal brings."""
    function(value)
