"""The bar above every screen: which deals are looked at, as chips, and how many they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from functools import partial
from typing import TypeVar

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop.calendar_chip import CalendarChip
from desktop.document import Document
from desktop.filters.active import OUTCOMES, STATUSES, TEXT_FIELDS, Part, active_parts
from desktop.filters.edits import BarEdits
from desktop.filters.folding import fitting, giving_way
from desktop.filters.path_chip import PathChip
from desktop.filters.saved_chip import SavedChip
from desktop.icons import icon
from desktop.path_queries import PathQueries
from desktop.periods import named_periods
from desktop.results import Results
from desktop.theme import Palette
from desktop.widgets.choice_chip import ChoiceChip, DropChip
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.menu_chip import MenuChip
from desktop.widgets.period_chip import PeriodChip
from desktop.widgets.span_chip import SpanChip
from desktop.widgets.text import button_text, set_property, set_tip, text
from mining.deals.days import days_taken
from mining.filtering import choices
from mining.number_format import days, number, plural
from models.analysis import Analysis
from models.case_table import Outcome
from models.categorical import MISSING
from models.conformance import Status
from models.event_log import EventLog
from models.project import Project
from resources.translation import mid_sentence, tr

_GAP, _ROWS = 8, 2
_MARGIN = 24
_APART, _CLOSE = 16, 10
"""Pixels between the chips and what stands beside them: usually, and where the bar is narrow."""

Kind = TypeVar("Kind", bound=IntEnum)


class FilterBar(QFrame):
    """Shows the filter of the project and edits it; a chip stands for every part that narrows the deals."""

    def __init__(
        self, document: Document, results: Results, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._results, self._palette = document, results, palette
        self._queries, self._edits = PathQueries(results), BarEdits(document)
        self.setProperty("role", "bar")
        self.choices = {field: ChoiceChip(name) for field, name in TEXT_FIELDS.items()}
        self.period = PeriodChip(tr("Created"))
        self.outcomes = ChoiceChip(tr("Outcome"))
        self.path = PathChip(self._queries)
        self.spans = {
            "amount": SpanChip(tr("Amount"), "", number),
            "days": SpanChip(tr("Duration"), tr("days"), days),
        }
        self.statuses = ChoiceChip(tr("Conformance"))
        self.more = MenuChip(tr("More"), tr("More filters"))
        self.saved = SavedChip()
        self.calendar = CalendarChip(document)
        self.clear_button = QPushButton(tr("Clear all"))
        self.clear_button.setProperty("kind", "quiet")
        self.counts = text(role="strong")
        self.counts.setAccessibleName(tr("Deals shown"))
        self.counts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row = FlowLayout(gap=_GAP)
        self._useful: set[DropChip] = {self.path, self.saved}
        self._behind_more: dict[DropChip, QAction] = {}
        self._added: list[tuple[QPushButton, str]] = []
        self._removable: list[QPushButton] = []
        self._total = 0
        self.folded = MenuChip("", tr("Filters without room"))
        self._parts: list[Part] = []
        self._connect()
        self._build()
        self.set_palette_colors(palette)
        document.changed.connect(self._project_changed)
        results.changed.connect(self._results_changed)
        self._offered: EventLog | None = None
        self._analysed: Analysis | None = None
        self._offer(document.project.log)
        self._offer_analysed()
        self._show_filter()
        self._show_counts()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icons for another palette."""
        self._palette = palette
        for chip in self._chips():
            chip.paint_icons(palette.muted)
        self.calendar.paint_icons(palette.muted)
        for menu in (self.more, self.folded):
            menu.paint_icons(palette.muted)
        for span in self.spans.values():
            span.paint_bars(palette.accent, palette.border)
        self._show_filter()

    def add(self, button: QPushButton) -> None:
        """Give a button with an icon the last place in the row; a narrow bar shows its icon alone."""
        button.setAccessibleName(button.accessibleName() or button.text())
        self._added.append((button, button.text()))
        self._line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._fold()

    def stop(self) -> None:
        """Wait for what is being counted: before the window goes."""
        self.path.stop()

    def _chips(self) -> list[DropChip]:
        """Those in the row, in order; what is behind `more` has no place of its own."""
        return [*self.choices.values(), self.period, self.outcomes, self.path, self.saved]

    def _connect(self) -> None:
        for field, chip in self.choices.items():
            chip.chosen.connect(partial(self._narrow_choice, chip, field))
        self.period.chosen.connect(partial(self._edits.narrow, tr("Filter by period"), "period"))
        self.outcomes.chosen.connect(partial(self._narrow_numbers, self.outcomes, "outcomes", Outcome))
        self.statuses.chosen.connect(partial(self._narrow_numbers, self.statuses, "statuses", Status))
        for field, span in self.spans.items():
            span.chosen.connect(
                partial(self._edits.narrow, tr("Filter by {title}", title=mid_sentence(span.title)), field)
            )
        self.path.asked.connect(self._edits.ask)
        self.saved.applied.connect(self._edits.apply_saved)
        self.saved.saved.connect(self._edits.save)
        self.saved.renamed.connect(self._edits.rename_saved)
        self.saved.deleted.connect(self._edits.delete_saved)
        self.clear_button.clicked.connect(lambda: self._edits.clear())
        self.calendar.told.connect(self._fold)

    def _build(self) -> None:
        hidden = [*self.spans.values(), self.statuses]
        for chip in hidden:
            chip.setParent(self)
            chip.hide()
        for chip in self._chips()[:-1]:
            self._row.addWidget(chip)
        for widget in (self.more, self.saved, self.clear_button):
            self._row.addWidget(widget)
        for chip in (*reversed(self._giving_way()), *hidden):
            action = self._behind_more[chip] = self.more.entries.addAction(chip.title)
            action.triggered.connect(partial(_open, chip, self.more))
        row = self._line = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 10, _MARGIN, 10)
        row.setSpacing(_APART)
        row.addLayout(self._row, 1)
        row.addWidget(self.calendar, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.counts, 0, Qt.AlignmentFlag.AlignTop)
        self.counts.setMinimumHeight(28)

    def _project_changed(self, old: Project, new: Project) -> None:
        if old.log is not new.log:
            self._offer(new.log)
        if old.log is not new.log or (old.filter, old.saved_filters) != (new.filter, new.saved_filters):
            self._show_filter()

    def _results_changed(self) -> None:
        self._show_counts()
        new_log = self._results.prepared is not None and self._results.prepared is not self._offered
        if new_log:
            self._offer(self._results.prepared)
        if self._results.analysis is not self._analysed:
            self._offer_analysed()
            new_log = True
        if new_log or self._parts != self._active():
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
            chip.offer(counts, {"": tr("No value")})
            self._use(chip, len(counts) > 1)
        _offer_numbers(self.outcomes, offered.outcomes, OUTCOMES)
        self._use(self.outcomes, len(offered.outcomes) > 1)
        self.period.offer(named_periods(offered.period), offered.period or (None, None))
        self._use(self.period, offered.period is not None)
        self._fold()

    def _offer_analysed(self) -> None:
        """List what only the analysed log has to choose from."""
        analysis = self._analysed = self._results.analysis
        self.path.setEnabled(analysis is not None)
        self.more.setEnabled(analysis is not None)
        self.path.offer()
        if analysis is None:
            return
        log, found = analysis.log, analysis.conformance
        amounts, lasting = log.cases.amount, days_taken(log)
        self.spans["amount"].offer(amounts[np.isfinite(amounts)], _currency(log))
        self.spans["days"].offer(lasting[np.isfinite(lasting)])
        counts = {status: found.count(status) if found else 0 for status in Status}
        _offer_numbers(self.statuses, {one: count for one, count in counts.items() if count}, STATUSES)
        self._behind_more[self.spans["amount"]].setVisible(bool(np.isfinite(amounts).any()))
        self._behind_more[self.statuses].setVisible(found is not None)

    def _show_filter(self) -> None:
        chosen, saved = self._document.project.filter, self._document.project.saved_filters
        for field, chip in self.choices.items():
            chip.show_chosen(getattr(chosen, field))
        self.outcomes.show_chosen(frozenset(str(int(outcome)) for outcome in chosen.outcomes))
        self.statuses.show_chosen(frozenset(str(int(status)) for status in chosen.statuses))
        self.period.show_chosen(chosen.period)
        for field, span in self.spans.items():
            span.show_chosen(getattr(chosen, field))
        self.path.mark(bool(chosen.queries))
        current = next((one.name for one in saved if one.filter == chosen), "")
        self.saved.show_names([one.name for one in saved], current, not chosen.is_empty)
        for old in self._removable:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        for last in (self.folded, self.clear_button):
            self._row.removeWidget(last)
        self._parts = self._active()
        self._removable = [self._removable_chip(part) for part in self._parts]
        for last in (self.folded, self.clear_button):
            self._row.addWidget(last)
        self.clear_button.setVisible(not chosen.is_empty)
        self._fold()

    def _giving_way(self) -> list[DropChip]:
        """The chips that go behind `more` where the row is too short, those that are missed least first."""
        return [self.choices["segments"], self.choices["teams"], self.period, self.choices["owners"]]

    def _use(self, chip: DropChip, useful: bool) -> None:
        (self._useful.add if useful else self._useful.discard)(chip)

    def _fold(self) -> None:
        """Leave room for what is looked at: one row without a filter and two with, whatever the width."""
        useful = [chip for chip in self._chips() if chip in self._useful]
        widths = {chip: chip.sizeHint().width() for chip in useful}
        more = self.more.sizeHint().width()
        self._narrow_to(False)
        if _in_a_row([*widths.values(), more]) > self._room():
            self._narrow_to(True)
        giving = [chip for chip in self._giving_way() if chip in self._useful]
        gone = giving[
            : giving_way([*widths.values(), more], [widths[one] for one in giving], _GAP, self._room())
        ]
        for chip in self._chips():
            chip.setVisible(chip in self._useful and chip not in gone)
        for chip in self._giving_way():
            self._behind_more[chip].setVisible(chip in gone)
        self._fold_removable([*(widths[chip] for chip in useful if chip not in gone), more])

    def _fold_removable(self, first: list[int]) -> None:
        """Put what would need another row into the list of one chip; `first` are the widths of the chips before."""
        self.folded.setText(tr("{count} more", count=len(self._removable)))
        count = fitting(
            first,
            [chip.sizeHint().width() for chip in self._removable],
            [self.clear_button.sizeHint().width()],
            self.folded.sizeHint().width(),
            _GAP,
            self._room(),
            _ROWS,
        )
        for i, chip in enumerate(self._removable):
            chip.setVisible(i < count)
        self.folded.entries.clear()
        for part in self._parts[count:]:
            action = self.folded.entries.addAction(button_text(tr("Remove: {words}", words=part.words), 60))
            action.triggered.connect(partial(self._edits.become, tr("Remove a filter"), part.rest))
        left = len(self._parts) - count
        self.folded.setText(tr("{count} more", count=left) if count else plural(left, "filter"))
        self.folded.mark(True)
        self.folded.setVisible(count < len(self._parts))
        self._row.invalidate()
        self.updateGeometry()

    def _narrow_to(self, narrow: bool) -> None:
        """Show what stands beside the chips as icons or in words; a narrow bar keeps one width for the count."""
        self.calendar.show_short(narrow)
        for button, words in self._added:
            button.setText("" if narrow else words)
        widest = tr("{total} of {total} deals", total=number(self._total))
        self.counts.setMinimumWidth(self.counts.fontMetrics().horizontalAdvance(widest) if narrow else 0)
        self._line.setSpacing(_CLOSE if narrow else _APART)

    def _room(self) -> int:
        """The pixels that the rows of chips have beside what is at their right."""
        beside = [self.calendar, self.counts, *(button for button, _ in self._added)]
        widths = [max(one.sizeHint().width(), one.minimumWidth()) for one in beside]
        return self.width() - 2 * _MARGIN - sum(widths) - len(widths) * self._line.spacing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _active(self) -> list[Part]:
        """What narrows the deals, in the words of the process that they were last checked against."""
        analysis, chosen = self._results.analysis, self._document.project.filter
        if analysis is None or analysis.conformance is None:
            return active_parts(chosen, queries=self._queries)
        return active_parts(chosen, analysis.conformance.ends, analysis.rules, self._queries)

    def _removable_chip(self, part: Part) -> QPushButton:
        words = (
            tr("{button} – cannot match", button=button_text(part.words))
            if part.problem
            else button_text(part.words)
        )
        chip = QPushButton(words, self)
        chip.setProperty("kind", "chip")
        look, colour = "true", self._palette.text
        if part.problem:
            look, colour = "problem", self._palette.lost
        elif part.is_departure:
            look, colour = "deviation", self._palette.deviation_text
        set_property(chip, "active", look)
        chip.setIcon(icon("x", colour))
        chip.setIconSize(QSize(14, 14))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setAccessibleName(tr("Remove the filter {words}", words=part.words))
        chip.setAccessibleDescription(part.problem)
        set_tip(
            chip,
            " ".join(
                filter(
                    None, (f"{part.whole or part.words}.", part.problem, tr("Click to remove this filter."))
                )
            ),
        )
        chip.clicked.connect(partial(self._edits.become, tr("Remove a filter"), part.rest))
        self._row.addWidget(chip)
        return chip

    def _narrow_choice(self, chip: ChoiceChip, field: str, values: object) -> None:
        self._edits.narrow(
            tr("Filter by {title}", title=mid_sentence(chip.title)), field, values, chip.sitting
        )

    def _narrow_numbers(
        self, chip: ChoiceChip, field: str, kind: type[Outcome] | type[Status], values: frozenset[str]
    ) -> None:
        self._narrow_choice(chip, field, frozenset(kind(int(value)) for value in values))

    def _show_counts(self) -> None:
        view, analysis = self._results.view, self._results.analysis
        if view is None or analysis is None:
            self.counts.setText("")
            return
        shown, total = int(np.count_nonzero(view.mask)), len(view.mask)
        self._total = total
        self.counts.setText(
            tr("{deals} deals", deals=number(total))
            if shown == total
            else tr("{shown} of {total} deals", shown=number(shown), total=number(total))
        )
        self._fold()


def _in_a_row(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def _open(chip: DropChip, under: QWidget) -> None:
    chip.open_under(under)


def _offer_numbers(chip: ChoiceChip, counts: Mapping[Kind, int], names: Mapping[Kind, str]) -> None:
    chip.offer(
        {str(int(one)): count for one, count in counts.items()},
        {str(int(one)): name for one, name in names.items()},
    )


def _currency(log: EventLog) -> str:
    """The currency of all amounts, the empty text where there are several."""
    column = log.cases.currency
    used = np.unique(column.codes)
    used = used[used != MISSING]
    return column.labels[used[0]] if len(used) == 1 else ""
