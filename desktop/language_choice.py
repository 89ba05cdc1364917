"""The menu of languages: what is chosen there is spoken from the next start on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from mining.language import SYSTEM, choose, chosen, spoken
from models.errors import UserError
from resources.translation import LANGUAGES, language, tr


class LanguageChoice(QObject):
    """Fills a menu; `tell` is called with a sentence where a choice has to wait, or cannot be kept."""

    def __init__(self, menu: QMenu, tell: Callable[[str], object]) -> None:
        super().__init__(menu)
        self._tell = tell
        self.actions: dict[str, QAction] = {}
        group, now = QActionGroup(menu), chosen()
        for choice, name in ((SYSTEM, tr("As the &system")), *LANGUAGES.items()):
            action = self.actions[choice] = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(choice == now)
            action.triggered.connect(partial(self._choose, choice))
            group.addAction(action)

    def _choose(self, choice: str, checked: bool = True) -> None:
        try:
            choose(choice)
        except UserError as error:
            self._tell(str(error))
            self.actions[chosen()].setChecked(True)
            return
        if spoken(choice) != language():
            name = LANGUAGES[spoken(choice)]
            self._tell(tr("Lanekeeper speaks {language} when it is opened the next time.", language=name))
