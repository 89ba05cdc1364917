"""The actions as cards, by area, by state or in their order; one of them is looked at."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.icon_label import IconLabel
from desktop.screens.plan.looks import ICONS, colour_of
from desktop.screens.plan.shown import Shown
from desktop.theme import Palette
from desktop.widgets.card_button import CardButton
from desktop.widgets.text import set_property, text
from mining.number_format import day, number
from mining.plan.plan_tables import STATES
from mining.plan.service_levels import area_title
from mining.plan.watching import is_overdue
from models.change_plan import ActionState, ChangeAction
from resources.translation import tr, tr_n

BY_AREA, BY_STATE, IN_ORDER = range(3)
WAYS = (tr("By area"), tr("By state"), tr("In order"))


class ActionList(QWidget):
    """One card an action under the heading of its group; a click, Return or an arrow key chooses it."""

    chosen = Signal(str)
    """The id of the action that is looked at."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("content")
        self._palette = palette
        self._shown: Shown | None = None
        self.way = BY_AREA
        self.cards: dict[str, ActionCard] = {}
        self.headings: list[QLabel] = []
        self.current = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 6, 0)
        self._column.setSpacing(8)

    def show_plan(self, shown: Shown) -> None:
        """Show the actions; the one that is looked at stays so, else the first one is."""
        self._shown = shown
        self._empty()
        known, self.cards = self.cards, {}
        for heading, actions in self.groups():
            if heading:
                label = text(tr("{group} ({count})", group=heading, count=number(len(actions))), "small")
                self.headings.append(label)
                self._column.addWidget(label)
            for action in actions:
                card = self.cards[action.id] = (
                    known.pop(action.id) if action.id in known else self._fresh(action.id)
                )
                card.show_action(action, shown, self._palette)
                self._column.addWidget(card)
        for card in known.values():
            _discard(card)
        self._column.addStretch(1)
        self.mark(self.current if self.current in self.cards else next(iter(self.cards), ""))

    def groups(self) -> list[tuple[str, list[ChangeAction]]]:
        """The actions by the headings they stand under."""
        if self._shown is None:
            return []
        actions, process = self._shown.project.plan.actions, self._shown.project.process
        if self.way == IN_ORDER:
            return [("", list(actions))]
        if self.way == BY_STATE:
            return [
                (STATES[state], those)
                for state in ActionState
                if (those := [one for one in actions if one.state is state])
            ]
        titles = dict.fromkeys(area_title(one.area, process) for one in actions)
        return [
            (title or tr("No area"), [one for one in actions if area_title(one.area, process) == title])
            for title in sorted(titles, key=lambda title: (not title, title.casefold()))
        ]

    def neighbour(self, by: int) -> str:
        """The action that stands so many before or after the current one in its group, "" where none does."""
        for _, actions in self.groups():
            ids = [one.id for one in actions]
            if self.current in ids and 0 <= ids.index(self.current) + by < len(ids):
                return ids[ids.index(self.current) + by]
        return ""

    def choose(self, id: str) -> None:
        """Look at an action, and tell of it."""
        self.mark(id)
        self.chosen.emit(id)

    def mark(self, id: str) -> None:
        """Look at an action, without telling anybody."""
        self.current = id
        for known, card in self.cards.items():
            card.setChecked(known == id)
            set_property(card, "active", "true" if known == id else "false")

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        if self._shown is not None:
            self.show_plan(self._shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        ids = list(self.cards)
        if event.key() not in steps or event.modifiers() or self.current not in ids:
            super().keyPressEvent(event)
            return
        at = min(max(ids.index(self.current) + steps[Qt.Key(event.key())], 0), len(ids) - 1)
        self.cards[ids[at]].setFocus()
        self.choose(ids[at])

    def _empty(self) -> None:
        """Take everything out; the cards themselves stay, for one of them may just be clicked."""
        while self._column.takeAt(0) is not None:
            pass
        for label in self.headings:
            _discard(label)
        self.headings = []

    def _fresh(self, id: str) -> ActionCard:
        card = ActionCard(self)
        card.clicked.connect(partial(self._click, id))
        return card

    def _click(self, id: str, _: bool = False) -> None:
        self.choose(id)


def _discard(widget: QWidget) -> None:
    widget.hide()
    widget.deleteLater()


class ActionCard(CardButton):
    """What is done, how far it is, who answers for it, and when it is due; a bell where that day has passed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("pick", parent)
        self.setCheckable(True)
        self._sign, self.bell = IconLabel(18), IconLabel(16)
        self.what, self.who, self.due = (
            text(role="strong", wrap=True),
            *(text(role="small", wrap=True) for _ in "12"),
        )
        inside = QVBoxLayout()
        inside.setSpacing(2)
        for label in (self.what, self.who, self.due):
            inside.addWidget(label)
        self.row.setContentsMargins(12, 9, 12, 9)
        self.row.setSpacing(10)
        self.row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self.row.addLayout(inside, 1)
        self.row.addWidget(self.bell, 0, Qt.AlignmentFlag.AlignTop)
        self.let_clicks_through()

    def show_action(self, action: ChangeAction, shown: Shown, palette: Palette) -> None:
        """Show an action."""
        self._sign.show_icon(ICONS[action.state], colour_of(action.state, palette))
        self.bell.show_icon("bell", palette.deviation)
        self.bell.setVisible(is_overdue(action, shown.today))
        self.what.setText(action.what or tr("An action without words yet"))
        self.who.setText(_who(action, shown))
        self.due.setText(due_words(action, shown.today))
        self.due.setVisible(bool(self.due.text()))
        self.setAccessibleName(self.what.text())
        self.setAccessibleDescription(", ".join(part for part in (self.who.text(), self.due.text()) if part))
        self.updateGeometry()


def _who(action: ChangeAction, shown: Shown) -> str:
    area = area_title(action.area, shown.project.process)
    return " · ".join(part for part in (STATES[action.state], area, action.owner) if part)


def due_words(action: ChangeAction, today: date) -> str:
    """`Due 31 Mar 2026`, and by how many days it is late."""
    if action.due is None:
        return ""
    if not is_overdue(action, today):
        return tr("Due {day}", day=day(action.due))
    late = (today - action.due).days
    return tr_n(
        "Due {day}, {count} day late",
        "Due {day}, {count} days late",
        late,
        day=day(action.due),
        count=number(late),
    )
