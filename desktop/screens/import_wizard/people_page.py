"""Step four: which deals and people count: pipelines, robots, currencies, and stages that were renamed."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.screens.import_wizard.currency_card import CurrencyCard
from desktop.widgets.check_list import CheckList
from desktop.widgets.text import frame, text
from mining.number_format import date, plural
from mining.quality.robots import robots_of
from mining.renamed_stages import renamed_stages, stage_deals
from mining.sources.source import Imported
from models.case_table import PIPELINE, CaseTable
from models.categorical import Categorical
from models.preparation import Preparation
from models.recipe import Recipe
from resources.translation import tr


class PeoplePage(QScrollArea):
    """Shows only the questions that this log raises; what nobody answers stays as the import has it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guessed: frozenset[str] = frozenset()
        self._renames: dict[str, str] = {}
        self._asked: list[bool] = [False] * 4
        self.pipelines, self.robots = (
            CheckList(tr("Pipelines to check")),
            CheckList(tr("People that are robots")),
        )
        self.currencies, self.renamed = CurrencyCard(), CheckList(tr("Stages that were renamed"))
        for part in (self.pipelines, self.robots, self.currencies, self.renamed):
            part.changed.connect(self.changed)
        self._cards = [
            _card(tr("Which of these is the process you want to check?"),
                  tr(
"Pipelines run by rules of their own; only the deals of those checked are analysed."), self.pipelines),
            _card(tr("Who is a robot?"),
                  tr(
"What automation does says nothing about how people sell. Those that look like it "
"are checked."),
                  self.robots),
            _card(tr("Amounts come in several currencies"),
                  tr(
"Say what one unit is worth, or leave it empty: then the amount stays as it is."), self.currencies),
            _card(tr("Was a stage renamed?"),
                  tr(
"One ends where a like one begins. Those checked count as one, under the newer name."), self.renamed),
        ]  # fmt: skip
        content = QWidget()
        content.setObjectName("content")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(16)
        for card in self._cards:
            column.addWidget(card)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)
        self.setAccessibleName(tr("Deals and people"))

    def show_imported(self, imported: Imported, recipe: Recipe | None) -> None:
        """Ask what this log needs, answered as in the recipe."""
        answers = recipe or Recipe()
        pipelines = self._show_pipelines(imported.log.cases, answers)
        robots = self._show_robots(imported, answers)
        currencies = self._show_currencies(imported.log.cases, answers)
        renamed = self._show_renamed(imported, answers)
        self._asked = [pipelines, robots, currencies, renamed]
        has_people = self.robots.count() > 0
        for card, is_asked in zip(self._cards, (pipelines, has_people, currencies, renamed), strict=True):
            card.setVisible(is_asked)
        self.verticalScrollBar().setValue(0)

    @property
    def has_questions(self) -> bool:
        """Whether this log raises any of the questions."""
        return any(self._asked)

    @property
    def missing(self) -> str:
        """What has to be answered, in one sentence; empty where nothing has."""
        if self.pipelines.count() and not self.pipelines.checked:
            return tr("Check at least one pipeline.")
        return self.currencies.missing

    def preparation(self) -> Preparation:
        """The answers."""
        checked = self.pipelines.checked
        robots = self.robots.checked
        return Preparation(
            pipelines=frozenset() if checked == frozenset(self.pipelines.names) else checked,
            robots=None if robots == self._guessed else robots,
            stages={older: self._renames[older] for older in self.renamed.checked},
            currency=self.currencies.currency,
            rates=self.currencies.chosen_rates(),
        )

    def _show_pipelines(self, cases: CaseTable, answers: Recipe) -> bool:
        column = cases.extra.get(PIPELINE, Categorical.empty(len(cases)))
        counts = _counts(column)
        several = len(counts) > 1
        rows = [
            (name, f"{name or tr('Without a pipeline')} ({plural(n, 'deal')})") for name, n in counts.items()
        ]
        known = answers.pipelines & frozenset(counts)
        self.pipelines.show_rows(rows if several else [], known or counts)
        return several

    def _show_robots(self, imported: Imported, answers: Recipe) -> bool:
        log = imported.log
        self._guessed = robots_of(log, imported.summary, Preparation()) & frozenset(log.resource.labels)
        checked = self._guessed if answers.robots is None else answers.robots
        counts = {name: n for name, n in _counts(log.resource).items() if name}
        first = sorted(counts, key=lambda name: (name not in checked | self._guessed, -counts[name]))
        self.robots.show_rows(
            [(name, f"{name} ({plural(counts[name], 'event')})") for name in first], checked
        )
        return bool(self._guessed)

    def _show_currencies(self, cases: CaseTable, answers: Recipe) -> bool:
        counts = _counts(cases.currency.take(np.isfinite(cases.amount)))
        several = len(counts) > 1
        self.currencies.show_counts(counts if several else {}, answers.currency, answers.rates)
        return several

    def _show_renamed(self, imported: Imported, answers: Recipe) -> bool:
        there = stage_deals(imported.log)
        known = {older: newer for older, newer in answers.stages.items() if older in there}
        rows = [
            (older, tr("{older} is {newer} now", older=older, newer=newer)) for older, newer in known.items()
        ]
        self._renames = dict(known)
        for pair in renamed_stages(imported.log):
            if pair.older not in self._renames:
                self._renames[pair.older] = pair.newer
                times = tr(
                    "last on {before}, then first on {after}", before=date(pair.last), after=date(pair.first)
                )
                rows.append(
                    (
                        pair.older,
                        tr(
                            "{older} is {newer} now ({times})",
                            older=pair.older,
                            newer=pair.newer,
                            times=times,
                        ),
                    )
                )
        self.renamed.show_rows(rows, known)
        return bool(rows)


def _counts(column: Categorical) -> dict[str, int]:
    """How often each label comes, the most frequent first; the empty text stands for missing ones."""
    counts = np.bincount(column.codes + 1, minlength=len(column.labels) + 1)
    names = ("", *column.labels)
    return {names[at]: int(counts[at]) for at in np.argsort(-counts, kind="stable").tolist() if counts[at]}


def _card(title: str, line: str, inside: QWidget) -> QWidget:
    card = frame("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(20, 14, 20, 14)
    column.setSpacing(6)
    column.addWidget(text(title, "heading", wrap=True))
    column.addWidget(text(line, "muted", wrap=True))
    column.addWidget(inside)
    return card
