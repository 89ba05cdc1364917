"""Where a fault is: the first deals that have it, each a button, or the rows and why they were set aside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.text import button_text, set_tip, text
from mining.number_format import plural
from models.event_log import EventLog
from models.import_summary import ImportSummary
from resources.translation import tr, tr_n

_REASONS = 8
_PLACES = 5
_NAME = 28


class Examples(QWidget):
    """Filled when it is opened; empty before."""

    deal_chosen = Signal(int)
    """The index of a deal in the analysed log."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.deals: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 2)
        self._column.setSpacing(4)
        self._shown: QWidget | None = None

    def show_deals(self, ids: Sequence[str], log: EventLog) -> None:
        """A button for every id; what is no deal of the analysed log is only named."""
        place = {
            identifier: log.cases.ids.index(identifier) for identifier in ids if identifier in log.cases.ids
        }
        widget = QWidget()
        row = FlowLayout(gap=6, parent=widget)
        self.deals = []
        for identifier in ids:
            case = place.get(identifier)
            name = log.cases.name[case] or identifier if case is not None else identifier
            button = QPushButton(button_text(name, _NAME))
            button.setProperty("kind", "chip")
            button.setEnabled(case is not None)
            button.setAccessibleName(tr("Deal {name}", name=name))
            set_tip(
                button,
                tr("{identifier}: show its path", identifier=identifier)
                if case is not None
                else tr("{identifier}: not analysed", identifier=identifier),
            )
            if case is not None:
                button.clicked.connect(partial(self._choose, case))
            self.deals.append(button)
            row.addWidget(button)
        self._show(widget)

    def show_texts(self, texts: Sequence[str]) -> None:
        """Lines of plain text."""
        self.deals = []
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for line in texts:
            label = text(line, "small", wrap=True)
            column.addWidget(label)
        self._show(widget)

    def _choose(self, case: int, checked: bool = False) -> None:
        self.deal_chosen.emit(case)

    def _show(self, widget: QWidget) -> None:
        if self._shown is not None:
            self._column.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = widget
        self._column.addWidget(widget)
        widget.show()  # now, so that it counts when the room is shared out
        self.updateGeometry()


def reason_lines(summary: ImportSummary) -> list[str]:
    """For every reason how many rows were set aside for it, and where the first of them are."""
    lines = []
    reasons = summary.reasons
    for reason, count in list(reasons.items())[:_REASONS]:
        rows = [row for row in summary.quarantined if row.reason == reason][:_PLACES]
        lines_of: dict[str, list[str]] = {}
        for row in rows:
            lines_of.setdefault(row.file, []).extend([str(row.line)] if row.line else [])
        places = "; ".join(_place(file, found) for file, found in lines_of.items())
        lines.append(f"{plural(count, 'row')}: {reason} ({places}{'' if count <= len(rows) else ', …'})")
    if len(reasons) > _REASONS:
        lines.append(tr("and {more_reasons}", more_reasons=plural(len(reasons) - _REASONS, "more reason")))
    return lines


def _place(file: str, lines: Sequence[str]) -> str:
    if not lines:
        return file
    return tr_n(
        "{file}, line {lines}", "{file}, lines {lines}", len(lines), file=file, lines=", ".join(lines)
    )
