"""The screen of data quality: the figures of the import, every fault with its switch, and what was clean."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.document import Document
from desktop.icon_label import IconLabel
from desktop.results import Results
from desktop.screens.quality.check_row import CheckRow
from desktop.screens.quality.figures import FiguresCard
from desktop.screens.quality.taken_away import taken_away
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import frame, text
from mining.export.stand_ins import stand_ins_of
from mining.number_format import date
from mining.quality.words import SWITCH_OFF, SWITCH_ON, clean_words
from mining.sources.values.words import listed
from models.import_summary import ImportSummary
from models.quality import Fault, QualityReport
from resources.translation import tr


class QualityScreen(QStackedWidget):
    """Shows the report on the imported log; a switch is an edit of the project that every screen follows."""

    deal_chosen = Signal(int)
    """The index of a case in `results.analysis.log`."""

    def __init__(
        self, document: Document, results: Results, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self._document, self._results, self._palette = document, results, palette
        self.figures = FiguresCard()
        self.rows = {fault: CheckRow(fault) for fault in Fault}
        self.subtitle, self.clean = text(role="muted", wrap=True), text(wrap=True)
        self._tick, self._clean_line = IconLabel(), QWidget()
        self._list = QVBoxLayout()
        self.nothing_imported = EmptyState(
            tr("No data yet"),
            tr("Import a CRM export; what is wrong with it, and what can be done about it, is listed here."),
        )
        self._waiting = EmptyState(tr("Looking at the data…"), tr("This takes a moment for a large export."))
        self._content = self._scrolled()
        for page in (self.nothing_imported, self._waiting, self._content):
            self.addWidget(page)
        for row in self.rows.values():
            row.switched.connect(self._switch)
            row.deal_chosen.connect(self.deal_chosen)
        document.changed.connect(lambda old, new: self._show_switches())
        results.changed.connect(self.refresh)
        self.set_palette_colors(palette)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw what is painted by hand in another palette."""
        self._palette = palette
        self._tick.show_icon("check", palette.won)
        for row in self.rows.values():
            row.paint_icons(palette)
        self.refresh()

    def refresh(self) -> None:
        """Show the report that the results hold now."""
        report, analysis = self._results.quality, self._results.analysis
        if report is None or analysis is None:
            nothing = self._document.project.log is None
            self.setCurrentWidget(self.nothing_imported if nothing else self._waiting)
            return
        summary = self._document.project.summary
        self.subtitle.setText(_about(report, summary))
        self.figures.show_report(report)
        found = [check for check in report.checks if check.count]
        for check in found:
            self.rows[check.fault].show_check(check, analysis.log, summary, self._palette)
        self._arrange([check.fault for check in found])
        self.clean.setText(clean_words(report.checks))
        self._clean_line.setVisible(bool(self.clean.text()))
        self._show_switches()
        self.setCurrentWidget(self._content)

    def take_away(self, real_names: bool) -> TakeAway | None:
        """The report as a page and as tables, which may name users; None where there is none yet."""
        report, analysis, project = self._results.quality, self._results.analysis, self._document.project
        if report is None or analysis is None:
            return None
        words = _about(report, project.summary)
        log = project.log  # as imported, as the report is: automation may be left out of the prepared one
        names = {} if real_names or log is None else stand_ins_of(log, project.stand_ins)
        return taken_away(words, report, analysis, project.summary, project.preparation.switched, names)

    def _arrange(self, faults: list[Fault]) -> None:
        """The rows of these faults in this order, with a line between them."""
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if isinstance(widget, QFrame):
                widget.hide()
                widget.deleteLater()
        for index, fault in enumerate(faults):
            if index:
                self._list.addWidget(frame("line"))
            self._list.addWidget(self.rows[fault])
        for fault, row in self.rows.items():
            row.setVisible(fault in faults)
        for before, behind in pairwise(faults):
            self.setTabOrder(self.rows[before].switch, self.rows[behind].more)
            self.setTabOrder(self.rows[behind].more, self.rows[behind].switch)
        self.checks.setVisible(bool(faults))

    def _show_switches(self) -> None:
        switched = self._document.project.preparation.switched
        for fault, row in self.rows.items():
            row.show_switch(fault in switched)

    def _switch(self, fault: Fault, on: bool) -> None:
        project = self._document.project
        before = project.preparation.switched
        switched = before | {fault} if on else before - {fault}
        if switched != before:
            verb = SWITCH_ON[fault] if on else SWITCH_OFF[fault]
            preparation = replace(project.preparation, switched=switched)
            self._document.edit(verb, replace(project, preparation=preparation))

    def _scrolled(self) -> QScrollArea:
        self.checks = frame("card")
        self._list.setSpacing(0)
        self._list.setContentsMargins(0, 6, 0, 6)
        self.checks.setLayout(self._list)
        for row in self.rows.values():
            row.setParent(self.checks)
            row.hide()
        line = QHBoxLayout(self._clean_line)
        line.setContentsMargins(24, 0, 24, 0)
        line.setSpacing(8)
        line.addWidget(self._tick, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.clean, 1)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(text(tr("Data quality"), "title"))
        head.addWidget(self.subtitle)
        content = QWidget()
        content.setObjectName("content")
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(16)
        column.addLayout(head)
        for widget in (self.figures, self.checks, self._clean_line):
            column.addWidget(widget)
        column.addStretch(1)
        return scrolled(content, tr("Data quality"))


def _about(report: QualityReport, summary: ImportSummary | None) -> str:
    files = listed(summary.files, 3) if summary is not None else ""
    period = ""
    if report.first is not None and report.last is not None:
        period = f"{date(report.first)} – {date(report.last)}"
    return "  ·  ".join(
        part for part in (files, period, tr("as imported, whatever the filter shows")) if part
    )
