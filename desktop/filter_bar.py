"""The bar above every screen: which deals are looked at, as chips, and how many they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop.calendar_chip import CalendarChip
from desktop.document import Document
from desktop.icons import icon
from desktop.periods import named_periods, period_name
from desktop.results import Results
from desktop.theme import Palette
from desktop.widgets.choice_chip import ChoiceChip
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.period_chip import PeriodChip
from desktop.widgets.text import button_text, set_property, set_tip, text
from mining.filtering import choices
from mining.number_format import number
from mining.rules.wording import rule_words
from mining.wording import title
from models.case_filter import CaseFilter
from models.case_table import Outcome
from models.event_log import EventLog
from models.project import Project
from models.rule_results import RuleResults

_TEXT_FIELDS = {"owners": "Owner", "teams": "Team", "segments": "Segment"}
_DEPARTURES = ("deviation", "rule")
"""Their chips are orange."""
_OUTCOMES = {Outcome.WON: "Won", Outcome.LOST: "Lost", Outcome.OPEN: "Open", Outcome.UNKNOWN: "Not known"}


class FilterBar(QFrame):
    """Shows the filter of the project and edits it; a chip stands for every field that narrows the deals."""

    def __init__(
        self, document: Document, results: Results, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._results, self._palette = document, results, palette
        self.setProperty("role", "bar")
        self.choices = {field: ChoiceChip(name) for field, name in _TEXT_FIELDS.items()}
        self.period = PeriodChip("Created")
        self.outcomes = ChoiceChip("Outcome")
        self.clear_button = QPushButton("Clear all")
        self.clear_button.setProperty("kind", "quiet")
        self.calendar = CalendarChip(document)
        self.counts = text(role="strong")
        self.counts.setAccessibleName("Deals shown")
        self._row = FlowLayout(gap=8)
        self._removable: list[QPushButton] = []
        self._words: dict[str, str] = {}
        self._connect()
        self._build()
        self.set_palette_colors(palette)
        document.changed.connect(self._project_changed)
        results.changed.connect(self._results_changed)
        self._offered: EventLog | None = None
        self._offer(document.project.log)
        self._show_filter()
        self._show_counts()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icons for another palette."""
        self._palette = palette
        for chip in self._chips():
            chip.paint_icons(palette.muted)
        self.calendar.paint_icons(palette.muted)
        self._show_filter()

    def _chips(self) -> list[ChoiceChip | PeriodChip]:
        return [*self.choices.values(), self.period, self.outcomes]

    def _connect(self) -> None:
        for field, chip in self.choices.items():
            chip.chosen.connect(partial(self._narrow_choice, chip, field))
        self.period.chosen.connect(partial(self._narrow, "Filter by period", "period"))
        self.outcomes.chosen.connect(self._narrow_outcomes)
        self.clear_button.clicked.connect(lambda: self._edit("Clear the filter", CaseFilter()))

    def _build(self) -> None:
        for chip in self._chips():
            self._row.addWidget(chip)
        self._row.addWidget(self.clear_button)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 10, 24, 10)
        row.setSpacing(16)
        row.addLayout(self._row, 1)
        row.addWidget(self.calendar, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.counts, 0, Qt.AlignmentFlag.AlignTop)
        self.counts.setMinimumHeight(28)

    def _project_changed(self, old: Project, new: Project) -> None:
        if old.log is not new.log:
            self._offer(new.log)
        if old.log is not new.log or old.filter != new.filter:
            self._show_filter()

    def _results_changed(self) -> None:
        self._show_counts()
        if self._results.prepared is not None and self._results.prepared is not self._offered:
            self._offer(self._results.prepared)
            self._show_filter()
        elif self._words != self._active():
            self._show_filter()

    def _offer(self, log: EventLog | None) -> None:
        """List what the log has to choose from: as imported first, then as it is prepared.

        A chip with nothing to choose is not shown.
        """
        self._offered = log
        self.calendar.show_log(log)
        self.setVisible(log is not None)
        if log is None:
            return
        offered = choices(log)
        for field, chip in self.choices.items():
            counts = getattr(offered, field)
            chip.offer(counts, {"": "No value"})
            chip.setVisible(len(counts) > 1)
        self.outcomes.offer(
            {str(int(outcome)): count for outcome, count in offered.outcomes.items()},
            {str(int(outcome)): name for outcome, name in _OUTCOMES.items()},
        )
        self.outcomes.setVisible(len(offered.outcomes) > 1)
        self.period.offer(named_periods(offered.period), offered.period or (None, None))
        self.period.setVisible(offered.period is not None)

    def _show_filter(self) -> None:
        chosen = self._document.project.filter
        for field, chip in self.choices.items():
            chip.show_chosen(getattr(chosen, field))
        self.outcomes.show_chosen(frozenset(str(int(outcome)) for outcome in chosen.outcomes))
        self.period.show_chosen(chosen.period)
        for old in self._removable:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._row.removeWidget(self.clear_button)
        self._words = self._active()
        self._removable = [self._removable_chip(field, words) for field, words in self._words.items()]
        self._row.addWidget(self.clear_button)
        self.clear_button.setVisible(not chosen.is_empty)
        self._row.invalidate()
        self.updateGeometry()

    def _active(self) -> dict[str, str]:
        """What narrows the deals, in the words of the process that they were last checked against."""
        analysis, chosen = self._results.analysis, self._document.project.filter
        if analysis is None or analysis.conformance is None:
            return active_filters(chosen)
        return active_filters(chosen, analysis.conformance.ends, analysis.rules)

    def _removable_chip(self, field: str, words: str) -> QPushButton:
        chip = QPushButton(button_text(words), self)
        is_departure = field in _DEPARTURES
        chip.setProperty("kind", "chip")
        set_property(chip, "active", "deviation" if is_departure else "true")
        colour = self._palette.deviation_text if is_departure else self._palette.text
        chip.setIcon(icon("x", colour))
        chip.setIconSize(QSize(14, 14))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setAccessibleName(f"Remove the filter {words}")
        set_tip(chip, f"{words}. Click to remove this filter.")
        chip.clicked.connect(partial(self._remove, field))
        self._row.addWidget(chip)
        chip.show()
        return chip

    def _remove(self, field: str) -> None:
        self._narrow("Remove a filter", field, getattr(CaseFilter(), field))

    def _narrow_choice(self, chip: ChoiceChip, field: str, values: object) -> None:
        self._narrow(f"Filter by {chip.title.lower()}", field, values, chip.sitting)

    def _narrow_outcomes(self, values: frozenset[str]) -> None:
        outcomes = frozenset(Outcome(int(value)) for value in values)
        self._narrow("Filter by outcome", "outcomes", outcomes, self.outcomes.sitting)

    def _narrow(self, verb: str, field: str, value: object, sitting: object | None = None) -> None:
        changed: Callable[..., CaseFilter] = partial(replace, self._document.project.filter)
        self._edit(verb, changed(**{field: value}), sitting)

    def _edit(self, verb: str, chosen: CaseFilter, sitting: object | None = None) -> None:
        project = self._document.project
        if chosen != project.filter:
            self._document.edit(verb, replace(project, filter=chosen), sitting)

    def _show_counts(self) -> None:
        view, analysis = self._results.view, self._results.analysis
        if view is None or analysis is None:
            self.counts.setText("")
            return
        shown, total = int(np.count_nonzero(view.mask)), len(view.mask)
        self.counts.setText(
            f"{number(total)} deals" if shown == total else f"{number(shown)} of {number(total)} deals"
        )


def active_filters(
    chosen: CaseFilter, ends: Sequence[str] = (), rules: RuleResults | None = None
) -> dict[str, str]:
    """The fields that narrow the deals, and each in words; `ends` are the names of the documented ends."""
    words: dict[str, str] = {}
    for field, name in _TEXT_FIELDS.items():
        values = sorted(value or "No value" for value in getattr(chosen, field))
        if values:
            words[field] = f"{name}: {_some(values)}"
    if chosen.period != (None, None):
        words["period"] = f"Created: {period_name(chosen.period)}"
    if chosen.outcomes:
        words["outcomes"] = f"Outcome: {_some([_OUTCOMES[outcome] for outcome in sorted(chosen.outcomes)])}"
    if chosen.deviation is not None:
        words["deviation"] = title(chosen.deviation, ends)
    if chosen.path is not None:
        source, target = chosen.path
        words["path"] = f"{source or 'Start'} → {target or 'End'}"
    if chosen.rule is not None:
        found = rules.of(chosen.rule) if rules else None
        words["rule"] = f"Breaks: {rule_words(found.rule) if found else f'rule {chosen.rule}'}"
    return words


def _some(values: list[str]) -> str:
    return ", ".join(values) if len(values) <= 2 else f"{values[0]} and {len(values) - 1} more"
