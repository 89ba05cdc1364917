"""The screen of before and after: choose two times, read what moved, look at one metric by team and over time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.document import Document
from desktop.latest_job import LatestJob
from desktop.results import Results
from desktop.screens.before_after.charting import Mark, marks_of
from desktop.screens.before_after.columns import (
    PLAN_ROOMS,
    ROOMS,
    in_order,
    moved_teams,
    plan_columns,
    row_columns,
)
from desktop.screens.before_after.detail import Detail
from desktop.screens.before_after.looking import Looked, look
from desktop.screens.before_after.snapshots_chip import SnapshotsChip
from desktop.screens.before_after.states import States
from desktop.screens.before_after.taken_away import taken_away
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.menu_chip import MenuChip
from desktop.widgets.screen_parts import fill_with_pages, title_row
from desktop.widgets.scrolled import scrolled
from desktop.widgets.switch import Switch
from desktop.widgets.table import Table
from desktop.widgets.text import button_text, frame, text
from desktop.widgets.whole_rows import WholeRows
from mining.before_after.sides import Side, sides_after, sides_before, usual_sides
from mining.before_after.wording import headline, side_words
from mining.demo.project import is_demo
from models.before_after import ActionResult, Row
from models.project import Project
from models.sales_process import SalesProcess
from models.snapshot import Snapshot
from models.strategy import RecordedChange
from resources.translation import tr

METRICS, PLAN = range(2)


class BeforeAfterScreen(QWidget):
    """What is shown follows the document and the results; `today` is a function, so that a test can have its day."""

    update_wanted = Signal()
    """The next export shall be imported."""

    demo_wanted = Signal()
    """The demo's next export shall be."""

    failed = Signal(object)

    def __init__(
        self,
        document: Document,
        results: Results,
        palette: Palette,
        today: Callable[[], date] = date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self._document, self._results, self._today = document, results, today
        self._is_stale = True
        self._asked: tuple[object, ...] = ()
        self._wanted: tuple[str, str] | None = None
        self.looked: Looked | None = None
        self.rows: tuple[Row, ...] = ()
        self.results: tuple[ActionResult, ...] = ()
        self._looking = LatestJob(tr("Comparing before and after"), self)
        self._keeping = LatestJob(tr("Keeping a snapshot"), self)
        self.summary, self.headline = ElidedLabel("small"), text(wrap=True)
        self.notes = text(role="small", wrap=True)
        self.before = MenuChip("", tr("The time before"))
        self.after = MenuChip("", tr("The time after"))
        self.snapshots = SnapshotsChip()
        self.update_button = QPushButton(tr("Import the next export…"))
        self.parts = Switch(tr("What is listed"), (tr("All metrics"), tr("The plan")))
        self.table = Table(tr("Every metric before and after"))
        self.plan_table = Table(tr("Actions of the plan"))
        self.detail = Detail(palette)
        self.states = States(self)
        self._build()
        self._connect()
        self.set_palette_colors(palette)

    @property
    def is_ready(self) -> bool:
        """Whether nothing is worked out."""
        return not self._looking.busy and not self._keeping.busy

    def stop(self) -> None:
        """Wait for what is worked out: before the window goes."""
        self._looking.stop()
        self._keeping.stop()

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self.detail.set_palette_colors(palette)
        self.states.paint_icons(palette.accent)
        for chip in (self.before, self.after, self.snapshots):
            chip.paint_icons(palette.muted)

    def take_away(self, real_names: bool) -> TakeAway | None:
        """The comparison with the metric that is looked at; people of the plan by stand-ins unless `real_names`."""
        looked = self.looked
        if looked is None or self.pages.currentWidget() is not self.content:
            return None
        row = self._current_row()
        chart = looked.chart(row.metric, "") if row is not None else None
        results = looked.results if real_names else self.results
        return taken_away(looked.found, results, row, chart, looked.since, self._marks())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def refresh(self) -> None:
        """Show what is known now, or as soon as the screen is in sight."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        project = self._project()
        self.snapshots.show_snapshots(project.snapshots)
        self.update_button.setText(
            tr("Import the demo's next export") if is_demo(project) else tr("Import the next export…")
        )
        if project.log is not None and self._results.analysis is None:
            self.pages.setCurrentWidget(self.states.waiting)
            return
        sides = self._sides(project)
        if sides is None:
            self.looked = None
            self._asked = ()
            self._looking.cancel()
            self.pages.setCurrentWidget(self.states.demo if is_demo(project) else self.states.nothing_yet)
            return
        self._offer(project, *sides)
        names = sides[0].name, sides[1].name
        asked = (self._results.analysis, *names, project.snapshots, project.plan, self._baseline(project))
        if asked != self._asked:
            self._asked = asked
            if self.looked is None:
                self.pages.setCurrentWidget(self.states.waiting)
            analysis, prepared = self._results.analysis, self._results.prepared
            self._looking.start(partial(look, project, analysis, prepared, *sides))

    def choose_sides(self, before: str, after: str) -> None:
        """Hold these two against each other, by their names; the usual second one where that cannot be."""
        self._wanted = (before, after)
        self.refresh()

    def _project(self) -> Project:
        """The project as it is, with the process that the deals were checked against."""
        own, checked = self._document.project, self._results.project
        return own if checked is None or own.log is None else replace(own, process=checked.process)

    def _sides(self, project: Project) -> tuple[Side, Side] | None:
        prepared = self._results.prepared if project.log is not None else None
        usual = usual_sides(project, prepared)
        if self._wanted is None or usual is None:
            return usual
        before = next((one for one in sides_before(project) if one.name == self._wanted[0]), usual[0])
        seconds = sides_after(project, before, prepared)
        if not seconds:
            return usual
        return before, next((one for one in seconds if one.name == self._wanted[1]), seconds[-1])

    def _offer(self, project: Project, before: Side, after: Side) -> None:
        """The two sides on their chips, and what else could stand there."""
        prepared = self._results.prepared if project.log is not None else None
        firsts = [one for one in sides_before(project) if sides_after(project, one, prepared)]
        for chip, words, sides in (
            (self.before, tr("Before: {name}", name=before.name), firsts),
            (self.after, tr("After: {name}", name=after.name), sides_after(project, before, prepared)),
        ):
            chip.setText(button_text(words, 44))
            chip.entries.clear()
            for side in sides:
                pair = (side.name, after.name) if chip is self.before else (before.name, side.name)
                action = chip.entries.addAction(button_text(side.name, 60))
                action.triggered.connect(partial(_call, self.choose_sides, *pair))

    def _arrived(self, looked: Looked) -> None:
        self.looked, found = looked, looked.found
        self.results = self._hidden(looked.results)
        self.summary.setText(
            tr(
                "{before} against {after}; all deals, whatever the filter",
                before=side_words(found.before.name, found.before.begins, found.before.ends),
                after=side_words(found.after.name, found.after.begins, found.after.ends),
            )
        )
        self.headline.setText(headline(found))
        self.notes.setText(" ".join(found.notes))
        self.notes.setVisible(bool(found.notes))
        current = self._current_row()
        metric = current.metric if current is not None else ""
        self.rows = in_order(found)
        self.table.show_columns(row_columns(self.rows, moved_teams=moved_teams(found)))
        self.table.share_room(ROOMS)
        self.plan_table.show_columns(plan_columns(self.results))
        self.plan_table.share_room(PLAN_ROOMS)
        self.parts.setVisible(bool(looked.results))
        if not looked.results:
            self._show_part(METRICS)
        self.pages.setCurrentWidget(self.content)
        at = next((at for at, row in enumerate(self.rows) if row.metric == metric), 0)
        self.table.make_current(at if self.rows else -1)
        self._show_current()

    def _hidden(self, results: tuple[ActionResult, ...]) -> tuple[ActionResult, ...]:
        """The same with stand-ins for people."""
        from mining.before_after.plan_results import without_people
        from mining.export.stand_ins import stand_ins_of

        project = self._document.project
        names = stand_ins_of(project.log, project.stand_ins) if project.log is not None else project.stand_ins
        return without_people(results, names)

    def _show_part(self, part: int) -> None:
        self.parts.show_choice(part)
        self.tables.setCurrentIndex(part)
        if part == PLAN and self.plan_table.current_source_row < 0:
            self.plan_table.make_current(0)
        self._show_current()

    def _show_current(self, _: int = -1) -> None:
        """What is selected in the table that is seen."""
        looked = self.looked
        if looked is None:
            return
        row, result = self._current_row(), self._current_result()
        self.detail.setVisible(row is not None)
        if row is None:
            return
        self.detail.show_row(row, looked.found, result.sentence if result is not None else "")
        self._show_chart("")

    def _show_team(self, at: int) -> None:
        """The chart of the team that is chosen in the table of teams."""
        row = self._current_row()
        if self.looked is None or row is None or at < 0:
            return
        teams = [one for one in self.looked.found.teams if one.metric == row.metric]
        self._show_chart(teams[at].team)

    def _show_chart(self, team: str) -> None:
        row, result, looked = self._current_row(), self._current_result(), self.looked
        if row is None or looked is None:
            return
        teams = {one.team for one in looked.found.teams}
        shown = team or (row.team if row.team in teams else "")
        chart = looked.chart(row.metric, shown)
        if chart is not None:
            target = result.target if result is not None else None
            self.detail.show_chart(chart, replace(row, team=shown), looked.since, self._marks(), target)

    def _current_row(self) -> Row | None:
        result = self._current_result()
        if result is not None:
            return result.row
        at = self.table.current_source_row
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def _current_result(self) -> ActionResult | None:
        at = self.plan_table.current_source_row
        is_seen = self.tables.currentIndex() == PLAN and 0 <= at < len(self.results)
        return self.results[at] if is_seen else None

    def _marks(self) -> tuple[Mark, ...]:
        project = self._document.project
        changes: Sequence[RecordedChange] = ()
        if isinstance(project.process, SalesProcess):
            changes = project.process.strategy.changes
        return marks_of(project.plan, changes)

    def _baseline(self, project: Project) -> object:
        process = project.process
        return process.strategy.baseline if isinstance(process, SalesProcess) else None

    def keep(self, name: str = "") -> None:
        """Keep how everything stands now, under that name."""
        analysis, prepared = self._results.analysis, self._results.prepared
        if analysis is None or prepared is None:
            return
        from mining.before_after.keeping import snapshot_of

        project, today = self._project(), self._today()
        self._keeping.start(lambda report: snapshot_of(project, analysis, prepared, today, report, name))

    def _kept(self, snapshot: Snapshot) -> None:
        from mining.before_after.keeping import with_snapshot

        self._document.edit(tr("Keep a snapshot"), with_snapshot(self._document.project, snapshot))

    def _renamed(self, old: str, new: str) -> None:
        project = self._document.project
        renamed = tuple(replace(one, name=new) if one.name == old else one for one in project.snapshots)
        if self._wanted is not None and old in self._wanted:
            first, second = (new if name == old else name for name in self._wanted)
            self._wanted = (first, second)
        self._document.edit(tr("Rename a snapshot"), replace(project, snapshots=renamed))

    def _deleted(self, name: str) -> None:
        project = self._document.project
        left = tuple(one for one in project.snapshots if one.name != name)
        self.snapshots.popup.hide()
        self._document.edit(tr("Delete the snapshot {name}", name=name), replace(project, snapshots=left))

    def _ask_next(self) -> None:
        wanted = self.demo_wanted if is_demo(self._document.project) else self.update_wanted
        wanted.emit()

    def _failed(self, error: Exception) -> None:
        self.looked = None
        self.pages.setCurrentWidget(self.states.nothing_yet)
        self.failed.emit(error)

    def _connect(self) -> None:
        self._looking.done.connect(self._arrived)
        self._looking.failed.connect(self._failed)
        self._keeping.done.connect(self._kept)
        self._keeping.failed.connect(self.failed)
        self.table.current_changed.connect(self._show_current)
        self.plan_table.current_changed.connect(self._show_current)
        self.detail.teams.current_changed.connect(self._show_team)
        self.parts.chosen.connect(self._show_part)
        self.update_button.clicked.connect(self._ask_next)
        self.snapshots.kept.connect(self.keep)
        self.snapshots.renamed.connect(self._renamed)
        self.snapshots.deleted.connect(self._deleted)
        self.states.update_wanted.connect(self.update_wanted)
        self.states.demo_wanted.connect(self.demo_wanted)
        self.states.keep_wanted.connect(self.keep)
        self._document.changed.connect(lambda _, new: self.refresh())
        self._results.changed.connect(self.refresh)

    def _build(self) -> None:
        chips = QHBoxLayout()
        chips.setSpacing(8)
        for chip in (self.before, self.after):
            chips.addWidget(chip)
        chips.addStretch(1)
        chips.addWidget(self.snapshots)
        chips.addWidget(self.update_button)
        self.told = frame("card")
        card = QVBoxLayout(self.told)
        card.setContentsMargins(16, 12, 16, 12)
        card.setSpacing(6)
        self.headline.setProperty("role", "strong")
        card.addWidget(self.headline)
        card.addWidget(self.notes)
        self.tables = QStackedWidget()
        self.tables.addWidget(WholeRows(self.table, 3))
        self.tables.addWidget(WholeRows(self.plan_table, 3))
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.parts, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.tables, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(upper)
        splitter.addWidget(scrolled(self.detail, tr("What is looked at")))
        splitter.setSizes([270, 390])
        self.content = QWidget()
        whole = QVBoxLayout(self.content)
        whole.setContentsMargins(24, 18, 24, 18)
        whole.setSpacing(12)
        whole.addLayout(title_row(tr("Before and after"), self.summary))
        whole.addLayout(chips)
        whole.addWidget(self.told)
        whole.addWidget(splitter, 1)
        self.pages = QStackedWidget()
        fill_with_pages(self, self.pages, (self.content, *self.states.pages))


def _call(choose: Callable[[str, str], None], before: str, after: str, _: bool = False) -> None:
    choose(before, after)
