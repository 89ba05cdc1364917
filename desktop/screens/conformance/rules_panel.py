"""The rules beside the flow: how many deals break each, and the deals behind the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.deals_table import DealsTable
from desktop.icon_words import IconWords
from desktop.screens.conformance.no_rules import SUGGEST, NoRules
from desktop.screens.conformance.rule_cells import BrokenRateCell, RuleCell
from desktop.screens.conformance.rule_columns import RATE, ROOMS, RULE, SEVERITY, RuleRow, columns_of, rows_of
from desktop.screens.conformance.suggest_panel import SuggestPanel
from desktop.screens.conformance.taken_away import ChosenRule
from desktop.severity import RULES
from desktop.theme import Palette
from desktop.widgets.table import Table
from desktop.widgets.text import text
from desktop.widgets.whole_rows import WholeRows
from mining.filtering import Mask
from mining.rules.suggest_rules import Suggestion
from mining.rules.wording import result_words
from models.analysis import Analysis
from models.rule import Rule
from models.rule_results import Verdict
from resources.translation import tr

_AMONG_CHIPS = "QPushButton { padding: 2px 9px; }"
"""As high as the buttons in whose row it stands."""


class RulesPanel(QStackedWidget):
    """All rules over the filtered deals, whichever of them the filter is set to; a click sets it to one."""

    rule_chosen = Signal(object)
    """The id of the rule to filter by, None to show all deals again."""

    deal_chosen = Signal(int)

    suggestions_wanted = Signal(object, object)
    """The checked log, and the mask of the deals that rules are to be looked for in."""

    rules_added = Signal(object)
    """The `Rule`s to take over, as a tuple."""

    rules_removed = Signal(object)
    """The ids of the rules to take out, as a tuple."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._analysis: Analysis | None = None
        self._rows: tuple[RuleRow, ...] = ()
        self._mask: Mask = np.zeros(0, dtype=bool)
        self._chosen: str | None = None
        self._selected: str | None = None
        self.table = Table(tr("Rules"))
        self._room = WholeRows(self.table, 2)
        self.deals = DealsTable(palette)
        self.sentence = text(wrap=True)
        self.filter_button = QPushButton(tr("Filter to these deals"))
        self.all_button = QPushButton(tr("Show all deals"))
        self.remove_button = QPushButton(tr("Remove rule"))
        self.suggest_button = QPushButton(SUGGEST)
        self.suggestions = SuggestPanel()
        self._rule, self._rate = RuleCell(palette, self.table), BrokenRateCell(palette, self.table)
        self._severity = IconWords(self._look, self.table)
        self.no_rules = NoRules()
        self.splitter = self._build()
        for page in (self.splitter, self.no_rules, self.suggestions):
            self.addWidget(page)
        self._connect()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw what is painted by hand in another palette."""
        self._palette = self._rule.palette = self._rate.palette = palette
        self.deals.set_palette_colors(palette)
        self.table.viewport().update()

    def show_rules(
        self, analysis: Analysis, mask: Mask, chosen: str | None, can_have_rules: bool = True
    ) -> None:
        """Count the rules over the deals in `mask`; `chosen` is the rule that the filter is set to.

        What is suggested stays as long as it is of these deals. `can_have_rules` is not set for an imported net.
        """
        is_other = analysis is not self._analysis or not np.array_equal(mask, self._mask)
        self._analysis, self._mask, self._chosen = analysis, mask, chosen
        if is_other:
            self._rows = rows_of(analysis, mask)
            self._show_rows()
        if chosen is not None and chosen != self._selected:
            self.table.make_current(self._row_of(chosen))
        self.no_rules.show_process(can_have_rules)
        if is_other or self.currentWidget() is not self.suggestions:
            self._show_page()
        self._show_buttons()

    @property
    def chosen_rule(self) -> ChosenRule | None:
        """The rule whose deals are listed, None where none are."""
        at = self._row_of(self._selected) if self._selected is not None else -1
        if at < 0:
            return None
        return ChosenRule(self._rows[at], self.sentence.text(), self.deals.shown_cases)

    def show_suggestions(self, suggestions: Sequence[Suggestion], deals: int) -> None:
        """Show what the deals keep untold, found in so many closed ones, in place of the rules."""
        self.suggestions.show_suggestions(suggestions, deals)
        self.setCurrentWidget(self.suggestions)
        self.suggest_button.hide()
        self.suggestions.take_focus()

    def _show_page(self) -> None:
        """The rules, or why there are none; the focus goes along."""
        had_focus = self.suggestions.isAncestorOf(QApplication.focusWidget() or self)
        self.setCurrentWidget(self.splitter if self._rows else self.no_rules)
        self.suggest_button.setVisible(bool(self._rows))
        if had_focus:
            (self.table if self._rows else self.no_rules.suggest_button).setFocus()

    def _ask(self) -> None:
        if self._analysis is not None:
            self.suggestions_wanted.emit(self._analysis.log, self._mask)

    def _add(self, rules: tuple[Rule, ...]) -> None:
        """The first of them is selected as soon as it is checked."""
        self._selected = rules[0].id
        self.rules_added.emit(rules)

    def _remove(self) -> None:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        gone = [self._rows[self.table.table.source_row(row)].result.rule.id for row in rows]
        if gone:
            self.rules_removed.emit(tuple(gone))

    def _show_rows(self) -> None:
        selected = self._selected
        self._rule.rows = self._rate.rows = self._rows
        self.table.show_columns(columns_of(self._rows))
        self.table.share_room(ROOMS)
        self._room.fit(below=10)
        self._selected = None
        self._select(-1)
        if selected is not None:
            self.table.make_current(self._row_of(selected))

    def _row_of(self, rule: str) -> int:
        return next((at for at, row in enumerate(self._rows) if row.result.rule.id == rule), -1)

    def _look(self, row: int) -> tuple[str, str]:
        look = RULES[self._rows[row].result.rule.severity]
        return look.icon, look.colour(self._palette)

    def _select(self, row: int) -> None:
        """List the deals that break one rule, without changing the filter."""
        self._selected = self._rows[row].result.rule.id if 0 <= row < len(self._rows) else None
        if self._selected is None or self._analysis is None:
            self.details.setCurrentIndex(0)
            return
        chosen = self._rows[row]
        why = chosen.result.rule.why.rstrip(".")
        told = result_words(chosen.result, chosen.count)
        self.sentence.setText(tr("{told} Why it is there: {why}.", told=told, why=why) if why else told)
        self.deals.show_cases(self._analysis.log, chosen.result.cases(Verdict.BROKEN, self._mask))
        self.details.setCurrentIndex(1)
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.all_button.setVisible(self._chosen is not None)
        at = self._row_of(self._selected) if self._selected is not None else -1
        is_broken = at >= 0 and self._rows[at].count.broken > 0
        self.filter_button.setVisible(is_broken and self._selected != self._chosen)

    def _choose(self, row: int) -> None:
        rule = self._rows[row].result.rule.id if 0 <= row < len(self._rows) else None
        if rule is not None and rule != self._chosen:
            self.rule_chosen.emit(rule)

    def _connect(self) -> None:
        self.table.current_changed.connect(self._select)
        self.table.row_clicked.connect(self._choose)
        self.table.row_opened.connect(self._choose)
        self.filter_button.clicked.connect(lambda: self._choose(self.table.current_source_row))
        self.all_button.clicked.connect(lambda: self.rule_chosen.emit(None))
        self.deals.deal_chosen.connect(self.deal_chosen)
        self.remove_button.clicked.connect(self._remove)
        delete = QShortcut(QKeySequence.StandardKey.Delete, self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._remove)
        self.suggest_button.clicked.connect(self._ask)
        self.no_rules.suggestions_wanted.connect(self._ask)
        self.suggestions.added.connect(self._add)
        self.suggestions.left.connect(self._show_page)
        in_order = (
            self.table,
            self.all_button,
            self.filter_button,
            self.remove_button,
            self.deals.search,
            self.deals.table,
        )
        for before, behind in pairwise(in_order):
            self.setTabOrder(before, behind)

    def _build(self) -> QSplitter:
        for column, delegate in ((RULE, self._rule), (SEVERITY, self._severity), (RATE, self._rate)):
            self.table.setItemDelegateForColumn(column, delegate)
        self.filter_button.setProperty("kind", "primary")
        for button in (self.remove_button, self.suggest_button):
            button.setProperty("kind", "quiet")
        self.suggest_button.setStyleSheet(_AMONG_CHIPS)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.sentence, 1)
        buttons.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignTop)
        buttons.addWidget(self.filter_button, 0, Qt.AlignmentFlag.AlignTop)
        buttons.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignTop)
        found = QWidget()
        shown = QVBoxLayout(found)
        shown.setContentsMargins(0, 10, 0, 0)
        shown.setSpacing(6)
        shown.addLayout(buttons)
        shown.addWidget(self.deals, 1)
        hint = text(tr("Choose a rule to see the deals that break it."), "muted")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.details = QStackedWidget()
        self.details.addWidget(hint)
        self.details.addWidget(found)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._room)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([185, 300])
        return splitter
