"""The screen of hand-overs: who hands over to whom, what was agreed, what recurs unasked, and who has which role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.document import Document
from desktop.latest_job import LatestJob
from desktop.results import Results
from desktop.screens.handovers.area_chart import NOTHING, AreaChart
from desktop.screens.handovers.columns import (
    DELAY_ROOMS,
    DIFFERENCE,
    DOCUMENTED_ROOMS,
    INFORMAL_ROOMS,
    DelayCell,
    delay_columns,
    documented_columns,
    informal_columns,
)
from desktop.screens.handovers.figures import Areas, Asked, Ground, areas_of
from desktop.screens.handovers.list_part import ListPart, Some
from desktop.screens.handovers.matrix_card import MatrixCard
from desktop.screens.handovers.people_panel import NOBODY, PeoplePanel, people_of
from desktop.screens.handovers.taken_away import taken_away
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.empty_state import Choice, EmptyState
from desktop.widgets.screen_parts import chip_row, fill_with_pages, mark_chip, title_row
from desktop.widgets.table import Table
from mining.areas.documented import HandoverCount
from mining.areas.handover_wording import (
    cell_words,
    delay_name,
    delay_words,
    handover_name,
    handover_words,
)
from mining.areas.with_leads import deals_of_leads
from mining.areas.wording import informal_name, informal_said
from mining.number_format import number, percent, plural
from mining.process.roles import roles_of
from models.project import Project
from models.sales_process import SalesProcess
from resources.translation import tr

MATRIX, DOCUMENTED, LATER, INFORMAL, PEOPLE = range(5)
_NAMES = (
    tr("Who to whom"),
    tr("As documented"),
    tr("Later outcomes"),
    tr("Informal"),
    tr("People and roles"),
)
NO_HANDOVERS = tr(
    "The process documents no hand-overs. Write who hands over to whom, what asks for it and "
    "what answers it, under Strategy."
)
NO_DELAYS = tr("No deal got past a hand-over in these deals.")
NO_INFORMAL = tr(
    "Nothing undocumented recurs in these deals: no step or way in ten deals and in 2 % of them."
)


class HandoversScreen(QWidget):
    """Functional areas over the filtered deals."""

    deal_chosen = Signal(int)
    """The index of a case in `results.analysis.log`."""

    editor_wanted = Signal()
    """The roles of the process shall be written."""

    start_wanted = Signal()
    """A process shall be begun."""

    failed = Signal(object)
    """The exception that stopped the looking."""

    def __init__(
        self, document: Document, results: Results, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._results = document, results
        self._is_stale = True
        self._asked: tuple[object, ...] | None = None
        self.areas: Areas | None = None
        self._looking = LatestJob(tr("Looking at hand-overs"), self)
        self._looking.done.connect(self._show)
        self._looking.failed.connect(self.failed)
        self.summary = ElidedLabel("small")
        self.chart = AreaChart(palette)
        self.card = MatrixCard(self.chart)
        self.handovers, self.ways = Table(tr("Documented hand-overs")), Table(tr("Informal processes"))
        self.delays = Table(tr("Waits and later outcomes"))
        self._cell = DelayCell(palette, self.delays)
        self.matrix_part = ListPart(self.card, NOTHING, palette)
        self.documented_part = ListPart(self.handovers, NO_HANDOVERS, palette)
        self.later_part = ListPart(self.delays, NO_DELAYS, palette)
        self.informal_part = ListPart(self.ways, NO_INFORMAL, palette)
        self.people = PeoplePanel()
        self.chips = [QPushButton(name) for name in _NAMES]
        self.parts, self.pages = QStackedWidget(), QStackedWidget()
        self._build()
        self._connect()
        self.set_palette_colors(palette)
        self.go(MATRIX)

    @property
    def is_ready(self) -> bool:
        """Whether nothing is looked for."""
        return not self._looking.busy

    def stop(self) -> None:
        """Wait for what is looked for: before the window goes."""
        self._looking.stop()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw what is painted by hand in another palette."""
        self._cell.palette = palette
        self.chart.set_palette_colors(palette)
        for part in self._lists:
            part.set_palette_colors(palette)
        for page in (self.no_process, self.no_roles):
            page.paint_icons(palette.accent)

    def go(self, part: int) -> None:
        """Show one of the parts."""
        self.parts.setCurrentIndex(part)
        mark_chip(self.chips, part)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def refresh(self) -> None:
        """Look at what the results hold now, or as soon as the screen is in sight."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        results, view = self._results, self._results.view
        process = results.project.process if results.project is not None else None
        if view is None or results.analysis is None or results.prepared is None:
            self.pages.setCurrentWidget(self.nothing_imported)
        elif not isinstance(process, SalesProcess):
            self.pages.setCurrentWidget(self.no_process if process is None else self.only_a_net)
        elif not roles_of(process):
            self.pages.setCurrentWidget(self.no_roles)
        else:
            now = self._document.project
            asked = (results.analysis, view, now.areas, now.leads, now.thresholds)
            if self._asked is None or any(a is not b for a, b in zip(asked, self._asked, strict=True)):
                self._asked = asked
                ground: Ground | None = self.areas.ground if self.areas is not None else None
                wanted = Asked(
                    results.prepared, results.analysis, process, now.leads, now.areas, now.thresholds.fewest
                )
                self._looking.start(partial(areas_of, wanted, view.mask, ground))
            self.pages.setCurrentWidget(self.content)

    def take_away(self, real_names: bool) -> TakeAway | None:
        """All parts as a page and as tables; None where there is nothing to see."""
        if self.areas is None or self.pages.currentWidget() is not self.content:
            return None
        part = self._listing
        chosen = (part.name.text(), part.sentence.text(), part.listed) if part and len(part.listed) else None
        return taken_away(self.areas, self.chart.chosen, chosen, real_names)

    @property
    def _lists(self) -> tuple[ListPart, ...]:
        """The parts that list deals."""
        return self.matrix_part, self.documented_part, self.later_part, self.informal_part

    @property
    def _listing(self) -> ListPart | None:
        """The part in sight, where it lists deals."""
        part = self.parts.currentWidget()
        return part if isinstance(part, ListPart) else None

    def _show(self, areas: Areas) -> None:
        is_first = self.areas is None
        self.areas = areas
        matrix, titles = areas.matrix, areas.titles
        known = percent(matrix.with_role / matrix.events) if matrix.events else tr("none")
        self.summary.setText(
            tr(
                "{deals}; the role is known of {known} of what people did in the log",
                deals=plural(matrix.deals, "deal"),
                known=known,
            )
        )
        self.card.show_matrix(matrix, areas.log.day_hours)
        self.handovers.show_columns(documented_columns(areas.documented, titles))
        self.handovers.share_room(DOCUMENTED_ROOMS)
        self.ways.show_columns(informal_columns(areas.informal, titles))
        self.ways.share_room(INFORMAL_ROOMS)
        self._cell.delays = areas.delays
        self.delays.show_columns(delay_columns(areas.delays, titles))
        self.delays.setItemDelegateForColumn(DIFFERENCE, self._cell)
        self.delays.share_room(DELAY_ROOMS)
        people = people_of(areas.ground)
        self.people.show_people(people, titles)
        without = sum(not one.role for one in people)
        for chip, name, count in zip(
            self.chips, _NAMES, (0, len(areas.documented), 0, len(areas.informal), without), strict=True
        ):
            words = f"{name} ({number(count)})" if count else name
            chip.setText(
                tr("{name} ({count} without)", name=name, count=number(count))
                if chip is self.chips[PEOPLE] and count
                else words
            )
        self._show_cell()
        self._begin(self.handovers, len(areas.documented), self.documented_part, self._show_handover)
        self._begin(self.delays, len(areas.delays), self.later_part, self._show_delay)
        self._begin(self.ways, len(areas.informal), self.informal_part, self._show_way)
        if is_first and people and without == len(people):
            self.go(PEOPLE)

    def _begin(self, table: Table, rows: int, part: ListPart, show: object) -> None:
        """Choose the first row of a table, or say that there is none."""
        assert callable(show)
        if not rows:
            part.show_nothing()
            return
        table.make_current(0)
        show(0)

    def _show_cell(self) -> None:
        areas, cell = self.areas, self.chart.current
        if areas is None or cell is None:
            nobody = areas is not None and not areas.matrix.with_role
            self.matrix_part.show_nothing(NOBODY if nobody else NOTHING)
            return
        self.card.show_chosen()
        giver, taker = (areas.titles[areas.matrix.roles[role]] for role in (cell.giver, cell.taker))
        some: list[Some] = [(tr("All"), cell.cases)]
        if len(cell.ping_pong):
            some.append((tr("To and fro"), cell.ping_pong))
        words = cell_words(cell, giver, taker, areas.log.day_hours)
        if not areas.matrix.with_role:
            words = f"{words} {NOBODY}"
        self.matrix_part.show_chosen(
            tr("{giver} to {taker}", giver=giver, taker=taker), words, areas.analysis.log, some
        )

    def _show_handover(self, at: int) -> None:
        if self.areas is None or not 0 <= at < len(self.areas.documented):
            return
        one = self.areas.documented[at]
        name = handover_name(one.handovers.handoff, self.areas.titles)
        words, some = handover_words(one), _some_of(one)
        if one.handovers.in_leads and self.areas.ground.leads is not None:
            leads, log = self.areas.ground.leads, self.areas.log
            some = [(called, deals_of_leads(leads, cases, log)) for called, cases in some]
            words = tr("{words} Listed are the deals that leads became.", words=words)
        self.documented_part.show_chosen(name, words, self.areas.analysis.log, some)

    def _show_delay(self, at: int) -> None:
        if self.areas is None or not 0 <= at < len(self.areas.delays):
            return
        one = self.areas.delays[at]
        is_slow = np.zeros(self.areas.analysis.log.n_cases, dtype=bool)
        is_slow[one.slow] = True
        quick = one.cases[~is_slow[one.cases]]
        some: list[Some] = [(tr("Waited longer"), one.slow), (tr("The others"), quick)]
        name = delay_name(one, self.areas.titles)
        self.later_part.show_chosen(name, delay_words(one), self.areas.analysis.log, some)

    def _show_way(self, at: int) -> None:
        if self.areas is None or not 0 <= at < len(self.areas.informal):
            return
        one = self.areas.informal[at]
        words = informal_said(one, self.areas.titles)
        words = f"{words[:1].upper()}{words[1:]}"
        self.informal_part.show_chosen(
            informal_name(one), words, self.areas.analysis.log, [(tr("All"), one.cases)]
        )

    def _give(self, people: Sequence[str], role: str) -> None:
        project = self._document.project
        areas = {person: given for person, given in project.areas.items() if person not in people}
        if role:
            areas |= dict.fromkeys(people, role)
        if areas == project.areas:
            return
        who = people[0] if len(people) == 1 else plural(len(people), "person")
        verb = (
            tr("Give {who} the role {role}", who=who, role=role)
            if role
            else tr("Take the role of {who} from the CRM", who=who)
        )
        self._document.edit(verb, replace(project, areas=areas))

    def _project_changed(self, old: Project, new: Project) -> None:
        if old.log is not new.log:
            self.areas, self._asked = None, None
        if old.areas is not new.areas or old.thresholds is not new.thresholds or old.leads is not new.leads:
            self.refresh()

    def _connect(self) -> None:
        for at, chip in enumerate(self.chips):
            chip.clicked.connect(partial(self.go, at))
        self.chart.cell_chosen.connect(lambda *_: self._show_cell())
        self.handovers.current_changed.connect(self._show_handover)
        self.delays.current_changed.connect(self._show_delay)
        self.ways.current_changed.connect(self._show_way)
        for part in self._lists:
            part.deal_chosen.connect(self.deal_chosen)
        self.people.role_given.connect(self._give)
        self._results.changed.connect(self.refresh)
        self._document.changed.connect(self._project_changed)

    def _build(self) -> None:
        self.nothing_imported = EmptyState(
            tr("No deals yet"), tr("Import a CRM export; who hands over to whom is shown here.")
        )
        self.no_process = EmptyState(
            tr("No documented process yet"),
            tr(
                "Roles and hand-overs are part of the documented process. Begin one, and name the roles "
                "in it."
            ),
            [
                Choice(
                    "sparkles",
                    tr("Start a process"),
                    tr("From a template, or from these deals"),
                    self.start_wanted.emit,
                )
            ],
        )
        self.only_a_net = EmptyState(
            tr("This process names no roles"),
            tr(
                "It was imported from BPMN or PNML as a net. A process that is written as stages can "
                "name roles."
            ),
        )
        self.no_roles = EmptyState(
            tr("This process names no roles yet"),
            tr(
                "Name them in the process editor, in the form of the process as a whole: a short name "
                "such as AE, and a title such as Account executive. People whose title or team in the "
                "CRM is called so then have that role."
            ),
            [
                Choice(
                    "square-pen",
                    tr("Name the roles"),
                    tr("Opens the process editor"),
                    self.editor_wanted.emit,
                )
            ],
        )
        self.content = QWidget()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(24, 20, 24, 12)
        column.setSpacing(12)
        column.addLayout(title_row(tr("Hand-overs"), self.summary))
        column.addLayout(chip_row(self.chips))
        for part in (*self._lists, self.people):
            self.parts.addWidget(part)
        column.addWidget(self.parts, 1)
        fill_with_pages(
            self,
            self.pages,
            (self.content, self.nothing_imported, self.no_process, self.only_a_net, self.no_roles),
        )


def _some_of(one: HandoverCount) -> list[Some]:
    """The deals of a hand-over, and those in which something went wrong with it."""
    found = one.handovers
    some: list[Some] = [(tr("All"), one.cases(np.ones(len(found), dtype=bool)))]
    for name, flags in (
        (tr("Late"), found.late),
        (tr("Silent"), found.silent),
        (tr("Bounced"), found.bounced),
        (tr("Without a reason"), found.without_reason),
    ):
        if one.count(flags):
            some.append((name, one.cases(flags)))
    return some
