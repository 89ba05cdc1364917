"""What the numbers rest on: the files read, the rows set aside and why, and what is worth knowing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.icon_label import IconLabel
from desktop.theme import Palette
from desktop.widgets.text import text
from mining.number_format import number, plural
from mining.wording import how_often
from models.analysis import Analysis, View
from models.import_summary import ImportSummary
from resources.translation import tr

_AT_FIRST = 3


class AboutDataCard(QFrame):
    """Warnings first, then notes; the list is short until the user asks for all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._lines: list[tuple[str, str]] = []
        self._palette: Palette | None = None
        self._source = text(role="small", wrap=True)
        self.more = QPushButton()
        self.more.setProperty("kind", "quiet")
        self.more.setCheckable(True)
        self.more.toggled.connect(lambda _: self._fill())
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(text(tr("About this data"), "heading"))
        head.addStretch(1)
        head.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 18)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._source)
        column.addLayout(self._list)

    def show_data(
        self, summary: ImportSummary | None, analysis: Analysis, view: View, palette: Palette
    ) -> None:
        """Say what is known of the import and the check."""
        self._palette = palette
        self._source.setText(_source(summary, analysis))
        self._lines = lines_about(summary, analysis, view)
        self._fill()

    def _fill(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        shown = self._lines if self.more.isChecked() else self._lines[:_AT_FIRST]
        for kind, line in shown:
            self._list.addWidget(self._line(kind, line))
        self.more.setVisible(len(self._lines) > _AT_FIRST)
        self.more.setText(
            tr("Show less") if self.more.isChecked() else tr("Show all {lines}", lines=len(self._lines))
        )

    def _line(self, kind: str, line: str) -> QWidget:
        assert self._palette is not None
        picture = IconLabel()
        name, colour = _ICONS[kind]
        picture.show_icon(name, getattr(self._palette, colour))
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text(line, wrap=True), 1)
        return widget


_ICONS = {"warning": ("triangle-alert", "text"), "note": ("info", "muted")}


def lines_about(summary: ImportSummary | None, analysis: Analysis, view: View) -> list[tuple[str, str]]:
    """(kind, sentence) of everything worth knowing, kind being "warning" or "note"."""
    warnings = analysis.conformance.warnings if analysis.conformance else ()
    lines = [("warning", warning) for warning in warnings]
    if summary is not None:
        lines += [
            ("warning", tr("{rows} set aside: {ending}", rows=plural(count, "row"), ending=_ending(reason)))
            for reason, count in summary.reasons.items()
        ]
        lines += [("note", note) for note in summary.notes]
    return lines + [("note", how_often(row)) for row in view.rows if not row.key.type.is_behaviour]


def _ending(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _source(summary: ImportSummary | None, analysis: Analysis) -> str:
    log = analysis.log
    counts = f"{plural(log.n_cases, 'deal')}, {plural(log.n_events, 'stage event')}"
    if summary is None:
        return counts
    files = ", ".join(summary.files[:3])
    if len(summary.files) > 3:
        files = tr("{files} and {count} more", files=files, count=len(summary.files) - 3)
    aside = len(summary.quarantined)
    return tr(
        "{counts}, from {files} ({rows} rows read, {aside} set aside)",
        counts=counts,
        files=files,
        rows=number(summary.rows),
        aside=number(aside),
    )
