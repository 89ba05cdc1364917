"""The screen of the change plan: the actions and their editor, the service levels, and the pages of the areas."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.diagnosing import Diagnosing
from desktop.document import Document
from desktop.icons import icon
from desktop.jobs import Jobs
from desktop.results import Results
from desktop.screens.plan.action_list import WAYS, ActionList
from desktop.screens.plan.areas_panel import AreasPanel
from desktop.screens.plan.asking import PlanAsking
from desktop.screens.plan.attention_line import AttentionLine
from desktop.screens.plan.editor import COPY, DOWN, REMOVE, UP, ActionEditor
from desktop.screens.plan.levels_panel import LevelsPanel
from desktop.screens.plan.paper import Paper
from desktop.screens.plan.shown import Shown
from desktop.screens.plan.states import States
from desktop.screens.plan.taken_away import taken_away
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.screen_parts import fill_with_pages
from desktop.widgets.scrolled import scrolled
from desktop.widgets.switch import Switch
from desktop.widgets.text import set_property, set_tip, text
from mining.number_format import number
from mining.plan.watching import OPEN, overdue
from models.change_plan import ActionState, ChangeAction
from models.diagnosis import DiagnosisCard
from resources.translation import tr, tr_n

ACTIONS, LEVELS, AREAS = range(3)
WIDE, NARROW, ROOMY = 350, 262, 1000
"""Pixels: how wide the list is where the screen is at least `ROOMY`, and where it is not."""


class PlanScreen(QWidget):
    """What is shown follows the document; it opens, and is edited, without any deals too."""

    import_wanted = Signal()
    start_wanted = Signal()
    written = Signal(object)
    """The path of a file that was written."""

    failed = Signal(object)

    def __init__(
        self,
        document: Document,
        results: Results,
        diagnosing: Diagnosing,
        jobs: Jobs,
        palette: Palette,
        today: Callable[[], date] = date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self._document, self._results, self._palette = document, results, palette
        self.today = today
        self._is_stale = True
        self.summary = ElidedLabel("small")
        self.switch = Switch(
            tr("Part of the plan"), (tr("Actions"), tr("Service levels"), tr("Pages by area"))
        )
        self.names_button = QPushButton(tr("Show names"))
        self.findings_button, self.own_button = (
            QPushButton(tr("Take from findings…")),
            QPushButton(tr("Add an action")),
        )
        self.ways = Switch(tr("How the actions are listed"), WAYS)
        self.list, self.editor = ActionList(palette), ActionEditor(palette)
        self.levels, self.areas = LevelsPanel(palette), AreasPanel(palette)
        self.attention, self.states = AttentionLine(palette), States(self)
        self.said = text(role="hint", wrap=True)
        self.asking = PlanAsking(document, results, diagnosing, lambda: self.today(), self)
        self.paper = Paper(self.areas, jobs, lambda: self.shown, self)
        self._build()
        self._connect()
        self.set_palette_colors(palette)

    @property
    def shown(self) -> Shown:
        """The plan as it is shown now."""
        names = self.names_button.isChecked()
        return Shown(self._document.project, self._results.analysis, self.asking.counts, self.today(), names)

    @property
    def action(self) -> ChangeAction | None:
        """The action that is looked at."""
        return self._document.project.plan.action(self.list.current)

    @property
    def is_ready(self) -> bool:
        """Whether nothing is worked out."""
        return not self.asking.busy and not self.paper.busy

    def stop(self) -> None:
        """Wait for what is worked out: before the window goes."""
        self.asking.stop()
        self.paper.stop()

    def go(self, part: int) -> None:
        """Show the actions, the service levels, or the pages."""
        self.editor.commit()
        self.switch.show_choice(part)
        self.refresh()

    def take_card(self, card: DiagnosisCard) -> None:
        """Add the actions that a verdict calls for."""
        self.go(ACTIONS)
        self.asking.take_card(card)

    def take_away(self, real_names: bool) -> TakeAway | None:
        """The whole plan as a page and as tables; None while nothing is planned."""
        plan = self._document.project.plan
        if not plan.actions and not plan.levels:
            return None
        project, analysis = self._document.project, self._results.analysis
        return taken_away(Shown(project, analysis, self.asking.counts, self.today(), real_names))

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        for part in (self.list, self.editor, self.levels, self.areas, self.attention):
            part.set_palette_colors(palette)
        self.states.paint_icons(palette.accent)
        self.findings_button.setIcon(icon("stethoscope", palette.on_accent))
        self.own_button.setIcon(icon("plus", palette.muted))
        self._show_names_button()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.left.setFixedWidth(WIDE if event.size().width() >= ROOMY else NARROW)

    def refresh(self) -> None:
        """Show what the plan is now, or as soon as the screen is in sight."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        self.said.hide()
        self.asking.count()
        shown = self.shown
        plan, part = shown.project.plan, self.switch.choice
        self.attention.show_plan(shown)
        self._say_summary()
        if part == ACTIONS:
            self.list.show_plan(shown)
            self._show_action()
        elif part == LEVELS:
            self.levels.show_plan(shown)
        else:
            self.paper.refresh()
        self.parts.setCurrentIndex(part if part != ACTIONS or plan.actions else self._empty_page(shown))

    def _empty_page(self, shown: Shown) -> int:
        if shown.analysis is None:
            page = self.states.no_deals
        else:
            page = self.states.no_process if shown.project.process is None else self.states.no_action
        return self.parts.indexOf(page)

    def _show_action(self) -> None:
        self.editor.show_action(self.action, self.shown)
        self.editor.allow_moves(bool(self.list.neighbour(-1)), bool(self.list.neighbour(1)))

    def _choose(self, id: str) -> None:
        """Look at an action, wherever the screen is."""
        if self.switch.choice != ACTIONS:
            self.go(ACTIONS)
        self.list.mark(id)
        self.refresh()
        if self.action is not None and not self.action.what:
            self.editor.what.what.setFocus()

    def _do(self, verb: str) -> None:
        """What can be done with the action as a whole."""
        self.editor.commit()
        action, edits = self.action, self.asking.edits
        if action is None:
            return
        if verb == COPY:
            self._choose(edits.duplicate(action.id))
        elif verb == REMOVE:
            after = self.list.neighbour(1) or self.list.neighbour(-1)
            edits.remove(action.id)
            self._choose(after)
        elif other := self.list.neighbour(-1 if verb == UP else 1):
            edits.move_to(action.id, other)

    def _set_state(self, state: ActionState) -> None:
        self._ask(lambda action: self.asking.set_state(action, state))

    def _ask(self, ask: Callable[[ChangeAction], None]) -> None:
        """Ask something for the action that is looked at, as it is with what is being typed."""
        self.editor.commit()
        if self.action is not None:
            ask(self.action)

    def _list_by(self, way: int) -> None:
        self.list.way = way
        self.refresh()

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.show()

    def _say_summary(self) -> None:
        plan = self._document.project.plan
        count, left = len(plan.actions), sum(one.state in OPEN for one in plan.actions)
        late = len(overdue(plan, self.today()))
        parts = [tr_n("{count} action", "{count} actions", count, count=number(count))]
        if count:
            parts.append(tr("{count} still open", count=number(left)))
        if late:
            parts.append(tr("{count} overdue", count=number(late)))
        self.summary.setText(", ".join(parts))

    def _show_names_button(self) -> None:
        is_on = self.names_button.isChecked()
        set_property(self.names_button, "active", "true" if is_on else "false")
        self.names_button.setText(tr("Hide names") if is_on else tr("Show names"))
        self.names_button.setIcon(icon("eye-off" if is_on else "eye", self._palette.muted))

    def _switch_names(self) -> None:
        self._show_names_button()
        self.refresh()

    def _connect(self) -> None:
        asking, editor, measure = self.asking, self.editor, self.editor.measure
        self._document.changed.connect(lambda _, new: self.refresh())
        self._results.changed.connect(self.refresh)
        self.switch.chosen.connect(self.go)
        self.ways.chosen.connect(self._list_by)
        self.names_button.clicked.connect(self._switch_names)
        self.findings_button.clicked.connect(asking.take_findings)
        self.own_button.clicked.connect(asking.write_own)
        self.states.findings_wanted.connect(asking.take_findings)
        self.states.own_wanted.connect(asking.write_own)
        self.states.import_wanted.connect(self.import_wanted)
        self.states.start_wanted.connect(self.start_wanted)
        self.list.chosen.connect(lambda _: self._show_action())
        editor.edited.connect(asking.edits.put)
        editor.verb_wanted.connect(self._do)
        editor.what.state_wanted.connect(self._set_state)
        for wanted, ask in (
            (measure.measure_wanted, asking.measure),
            (measure.target_wanted, asking.suggest_target),
            (measure.outcome_wanted, asking.write_outcome),
        ):
            wanted.connect(partial(self._ask, ask))
        self.areas.title.committed.connect(asking.edits.rename)
        self.areas.purpose.committed.connect(asking.edits.set_purpose)
        self.levels.edited.connect(asking.edits.put_levels)
        self.attention.informed.connect(lambda those: asking.edits.inform(those, self.today()))
        asking.chosen.connect(self._choose)
        asking.said.connect(self._say)
        asking.counted.connect(self.refresh)
        self.paper.written.connect(self.written)
        for part in (asking, self.paper):
            part.failed.connect(self.failed)
        for keys, verb in (("Alt+Up", UP), ("Alt+Down", DOWN), ("Ctrl+D", COPY)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda verb=verb: self._do(verb))
        remove = QShortcut(QKeySequence.StandardKey.Delete, self.list)
        remove.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        remove.activated.connect(lambda: self._do(REMOVE))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(text(tr("Plan"), "title"))
        head.addSpacing(4)
        head.addWidget(self.summary, 1, Qt.AlignmentFlag.AlignVCenter)
        self.names_button.setProperty("kind", "chip")
        self.names_button.setCheckable(True)
        set_tip(
            self.names_button, tr("Names on this screen until it is switched off again; they are not saved")
        )
        self.findings_button.setProperty("kind", "primary")
        for button in (self.names_button, self.own_button, self.findings_button):
            head.addWidget(button)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(10)
        left.addWidget(self.ways)
        left.addWidget(scrolled(self.list, tr("Actions")), 1)
        self.left = QWidget()
        self.left.setLayout(left)
        actions = QWidget()
        body = QHBoxLayout(actions)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(16)
        body.addWidget(self.left)
        body.addWidget(self.editor, 1)
        self.parts = QStackedWidget()
        for page in (actions, self.levels, self.areas, *self.states.pages):
            self.parts.addWidget(page)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 20, 16, 12)
        column.setSpacing(12)
        column.addLayout(head)
        parts = QHBoxLayout()
        parts.addWidget(self.switch)
        parts.addStretch(1)
        column.addLayout(parts)
        column.addWidget(self.attention)
        column.addWidget(self.said)
        column.addWidget(self.parts, 1)
        pages = QStackedWidget()
        fill_with_pages(self, pages, (content,))
        self.said.hide()
