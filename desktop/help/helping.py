"""What the menus offer for help and privacy, and where in the menus it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop.help.tour import Tour
from desktop.places import NAMES, OVERVIEW
from desktop.privacy.guarding import Guarding
from desktop.theme import Palette
from mining.help.contents import GLOSSARY, KEYBOARD, WELCOME
from models.project import Project
from resources.translation import tr

if TYPE_CHECKING:
    from desktop.help.window import HelpWindow
    from desktop.main_window import MainWindow
    from desktop.screens.overview.screen import OverviewScreen


class Helping(QObject):
    """The help window is made when it is first asked for, and shows the page of the current screen then."""

    def __init__(self, window: MainWindow, over: QWidget, settings: QSettings, palette: Palette) -> None:
        super().__init__(window)
        self._window, self._palette = window, palette
        self.help: HelpWindow | None = None
        self.tour = Tour(window, over, settings, palette)
        self.guarding = Guarding(window.document, window.jobs, palette, window)
        self.help_action = self._action(tr("&Help on this screen"), "F1", self.show_help)
        self.keyboard_action = self._action(tr("&Keyboard"), "Ctrl+/", lambda: self.show_page(KEYBOARD))
        self.glossary_action = self._action(tr("&Glossary"), "", lambda: self.show_page(GLOSSARY))
        self.tour_action = self._action(tr("&Take the tour"), "", self.tour.start)
        self.processed_action = self._action(tr("What is &processed…"), "", self.guarding.show_processing)
        self.mail_action = self._action(tr("Export for mai&ling…"), "", self.guarding.show_mailing)
        self.who_action = self._action(tr("&Who is who…"), "", self.guarding.show_who)
        self._fill_menus()
        overview = cast("OverviewScreen", window.screen_at(OVERVIEW))
        overview.tour_wanted.connect(self.tour.start)
        overview.invite(self.tour.is_new)
        self.tour.ended.connect(self._name_tour)
        window.document.changed.connect(self._project_changed)
        self._allow(window.document.project)
        self._name_tour()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw what is open in other colours."""
        self._palette = palette
        self.tour.set_palette_colors(palette)
        self.guarding.set_palette_colors(palette)
        if self.help is not None:
            self.help.set_palette_colors(palette)

    def show_help(self) -> None:
        """Open the page of the screen that is shown."""
        shown = self._window.stack.currentWidget()
        at = next((at for at, screen in self._window.screens.items() if screen is shown), OVERVIEW)
        is_empty = self._window.document.project.log is None
        self.show_page(WELCOME if is_empty else NAMES[at])

    def show_page(self, name: str, anchor: str = "") -> None:
        """Open a page of the help."""
        from desktop.help.keyboard import keyboard_page
        from desktop.help.window import HelpWindow

        if self.help is None:
            bar = self._window.menuBar()
            self.help = HelpWindow(self._palette, lambda: (keyboard_page(bar),), self._window)
        self.help.open_page(name, anchor)
        self.help.show()
        self.help.raise_()
        self.help.activateWindow()

    def _project_changed(self, old: Project, new: Project) -> None:
        self._allow(new)

    def _allow(self, project: Project) -> None:
        for action in (self.mail_action, self.who_action):
            action.setEnabled(project.log is not None)

    def _name_tour(self) -> None:
        self.tour_action.setText(tr("Go on with the &tour") if self.tour.resumes_at else tr("&Take the tour"))

    def _fill_menus(self) -> None:
        do, bar = self._window.actions_, self._window.menuBar()
        help_menu = next(
            (menu for action in bar.actions() if do.about in _actions_of(menu := action.menu())), None
        )
        if isinstance(help_menu, QMenu):
            help_menu.insertActions(
                do.about, [self.help_action, self.keyboard_action, self.glossary_action, self.tour_action]
            )
            help_menu.insertSeparator(do.about)
            help_menu.insertAction(do.about, self.processed_action)
            help_menu.insertSeparator(do.about)
        after = do.file.actions()
        place = after.index(do.export_log) + 1
        do.file.insertActions(after[place], [self.mail_action])
        do.edit.insertAction(_after(do.edit, do.real_names), self.who_action)

    def _action(self, name: str, keys: str, verb: Callable[[], object]) -> QAction:
        action = QAction(name, self._window)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: verb())
        return action


def _actions_of(menu: object) -> list[QAction]:
    return menu.actions() if isinstance(menu, QMenu) else []


def _after(menu: QMenu, action: QAction) -> QAction:
    """The action after one that is not the last."""
    there = menu.actions()
    return there[there.index(action) + 1]
