"""A small project whose process has rules, and the screen of conformance driven as the main window drives it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QModelIndex, Qt

from desktop.jobs import Jobs
from desktop.screens.conformance.screen import ConformanceScreen
from desktop.theme import LIGHT
from desktop.widgets.table import Table
from mining.process.yaml_format import parse_yaml
from models.alignment import UNFINISHED, MoveKind
from models.case_filter import CaseFilter
from models.conformance import Conformance, Status
from models.project import Project
from tests.desktop.screens.checked import PROCESS, a_project, results_of

RULES = """rules:
  - {id: R1, precedence: [Discovery, Proposal], severity: high, why: Price only what we understood}
  - {id: R2, never: Pricing, severity: low}
  - {id: R3, response: [Demo, Proposal]}
"""


def a_project_with_rules(rules: str = RULES) -> Project:
    """The six deals of `a_project`: two break R1 (Bolt, Cargo), one R2 (Delta), none R3."""
    return replace(a_project(), process=parse_yaml(PROCESS + rules, "process.yaml"))


class Driven:
    """A screen whose choices go back into the document, as the main window does it."""

    def __init__(self, qtbot, project: Project) -> None:
        self.qtbot = qtbot
        self.document, self.results = results_of(qtbot, project)
        self.jobs = Jobs()
        self.screen = ConformanceScreen(self.document, self.results, self.jobs, LIGHT)
        self.chosen: list[str | None] = []
        self.screen.rule_chosen.connect(self._choose)
        self.screen.resize(1200, 800)
        self.screen.show()
        qtbot.addWidget(self.screen)

    def stop(self) -> None:
        self.jobs.stop()
        self.results.stop()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.results.busy)

    def _choose(self, rule: str | None) -> None:
        self.chosen.append(rule)
        self.filter(replace(self.document.project.filter, rule=rule))

    def filter(self, chosen: CaseFilter) -> None:
        self.document.edit("Filter", replace(self.document.project, filter=chosen))
        self.settle()

    def go(self, part: int) -> None:
        self.qtbot.mouseClick(self.screen.chips[part], Qt.MouseButton.LeftButton)

    def click(self, table: Table, row: int, column: int = 0) -> QModelIndex:
        index = table.table.index(row, column)
        place = table.visualRect(index).center()
        self.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        return index

    def figures(self) -> list[str]:
        return [card.figure.text().replace("\u00a0", " ") for card in self.screen.head.cards]


def cells(table: Table, row: int) -> list[str]:
    """What stands in a row of a table, from left to right."""
    shown = (table.table.index(row, column).data() for column in range(table.table.columnCount()))
    return [str(text).replace("\u00a0", " ") for text in shown]


def with_unchecked(found: Conformance, case: int) -> Conformance:
    """The same check, in which the path of a case could not be checked in time."""
    given_up = int(found.alignment_of_case[case])
    status, before = found.status_of_alignment.copy(), found.alignments
    status[given_up] = Status.UNCHECKED
    kept = before.of_move != given_up
    lengths = np.bincount(before.of_move[kept], minlength=len(before))
    cost = before.cost.copy()
    cost[given_up] = UNFINISHED
    alignments = replace(
        before,
        start=np.concatenate(([0], np.cumsum(lengths))).astype(np.int64),
        kind=before.kind[kept],
        label=before.label[kept],
        position=before.position[kept],
        cost=cost,
    )
    assert MoveKind.SYNC in alignments.kind
    return replace(found, alignments=alignments, status_of_alignment=status)
