"""Step three: how far the import is, and then what was read, what was set aside and why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import frame, text
from mining.number_format import date, number, plural
from mining.sources.source import Imported
from mining.updating import UpdateSummary
from models.event_log import EventKind
from models.import_summary import Quarantined
from models.quality import Fault, QualityReport
from resources.translation import tr

_LISTED = 500
_CHECKS = 6


class SummaryPage(QStackedWidget):
    """First a progress bar, then the summary."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message = text(tr("Reading"), "heading")
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress of the import"))
        self._figures = {
            name: text("–", "number")
            for name in (tr("deals"), tr("stage events"), tr("stages"), tr("rows set aside"))
        }
        self._stages, self._notes = text(wrap=True), QVBoxLayout()
        self._period, self._others = text("", "strong"), text("", "muted")
        self._quality, self._update = QVBoxLayout(), QVBoxLayout()
        self.rows_button = QPushButton(tr("Show the rows"))
        self.rows_button.setCheckable(True)
        self.rows_button.setProperty("kind", "quiet")
        self.rows = QListWidget()
        self.rows.setAccessibleName(tr("Rows set aside"))
        self.rows.setFixedHeight(180)
        self.rows_button.toggled.connect(self.rows.setVisible)
        self._aside = QVBoxLayout()
        self._build()

    def show_progress(self, fraction: float, message: str) -> None:
        """Say how far the import is."""
        self.setCurrentIndex(0)
        self._bar.setValue(round(fraction * 1000))
        self._message.setText(message)

    def show_summary(
        self, imported: Imported, quality: QualityReport, update: UpdateSummary | None = None
    ) -> None:
        """Say what was read, its quality in short, and what an update changes."""
        log, summary = imported.log.of_kind(EventKind.STAGE), imported.summary
        used = sorted({int(code) for code in log.activity.codes})
        stages = [log.activity.labels[code] for code in used]
        counts = (log.n_cases, log.n_events, len(stages), len(summary.quarantined))
        for label, count in zip(self._figures.values(), counts, strict=True):
            label.setText(number(count))
        self._stages.setText(" · ".join(stages[:40]) + (" …" if len(stages) > 40 else ""))
        if quality.first is not None and quality.last is not None:
            self._period.setText(
                tr("From {first} to {last}", first=date(quality.first), last=date(quality.last))
            )
        others = imported.log.n_events - log.n_events
        self._others.setText(
            tr("and {other_events}: activities, buyers, leads", other_events=plural(others, "other event"))
            if others
            else ""
        )
        self._others.setVisible(bool(others))
        checks = [
            c for c in quality.checks if c.count and c.fault not in (Fault.QUARANTINED, Fault.OPEN_DEALS)
        ]
        lines = [check.sentence for check in checks[:_CHECKS]]
        if len(checks) > _CHECKS:
            lines.append(
                tr(
                    "{further_findings} once the project is open.",
                    further_findings=plural(len(checks) - _CHECKS, "further finding"),
                )
            )
        _fill(self._quality, lines)
        self._quality_card.setVisible(bool(lines))
        _fill(self._update, list(update.sentences) if update is not None else [])
        self._update_card.setVisible(update is not None)
        _fill(self._aside, [f"{plural(count, 'row')}: {reason}" for reason, count in summary.reasons.items()])
        _fill(self._notes, list(summary.notes))
        self.rows.clear()
        self.rows.addItems([_row(row) for row in summary.quarantined[:_LISTED]])
        self.rows_button.setVisible(bool(summary.quarantined))
        self.rows_button.setChecked(False)
        self.rows.hide()
        self._aside_card.setVisible(bool(summary.quarantined))
        self._notes_card.setVisible(bool(summary.notes))
        self.setCurrentIndex(1)

    def _build(self) -> None:
        waiting = QWidget()
        column = QVBoxLayout(waiting)
        column.setSpacing(16)
        column.addStretch(1)
        column.addWidget(self._message, 0, Qt.AlignmentFlag.AlignHCenter)
        self._bar.setFixedWidth(420)
        column.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self.addWidget(waiting)
        figures = QHBoxLayout()
        for name, label in self._figures.items():
            figure = QVBoxLayout()
            figure.setSpacing(0)
            figure.addWidget(label)
            figure.addWidget(text(name, "muted"))
            figures.addLayout(figure, 1)
        stages = QVBoxLayout()
        stages.setSpacing(16)
        stages.addLayout(figures)
        period = QHBoxLayout()
        period.setSpacing(12)
        period.addWidget(self._period)
        period.addWidget(self._others, 1)
        stages.addLayout(period)
        stages.addWidget(self._stages)
        self._aside.setSpacing(6)
        for lines in (self._notes, self._quality, self._update):
            lines.setSpacing(6)
        self._quality_card = _card(tr("Quality in short"), self._quality)
        self._update_card = _card(tr("What will change in the project"), self._update)
        self._aside_card = _card(tr("Rows set aside"), self._aside, self.rows_button, self.rows)
        self._notes_card = _card(tr("Worth knowing"), self._notes)
        content = QWidget()
        content.setObjectName("content")
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 0, 8, 0)
        whole.setSpacing(16)
        for card in (
            self._update_card,
            _card("", stages),
            self._aside_card,
            self._quality_card,
            self._notes_card,
        ):
            whole.addWidget(card)
        whole.addStretch(1)
        area = scrolled(content, tr("What was read"))
        self.addWidget(area)


def _card(
    title: str, inside: QVBoxLayout, button: QPushButton | None = None, more: QWidget | None = None
) -> QWidget:
    card = frame("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(10)
    if title:
        head = QHBoxLayout()
        head.addWidget(text(title, "heading"), 1)
        if button is not None:
            head.addWidget(button)
        column.addLayout(head)
    column.addLayout(inside)
    if more is not None:
        column.addWidget(more)
    return card


def _fill(layout: QVBoxLayout, lines: list[str]) -> None:
    while (item := layout.takeAt(0)) is not None:
        if isinstance(old := item.widget(), QLabel):
            old.hide()
            old.deleteLater()
    for line in lines:
        layout.addWidget(text(line, wrap=True))


def _row(row: Quarantined) -> str:
    place = tr("{file}, line {line}", file=row.file, line=number(row.line)) if row.line else row.file
    return f"{place}: {row.reason}"
