"""Since when: the changes of the whole log, what changed at each, and the deals from then on."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.deals_table import DealsTable
from desktop.theme import Palette
from desktop.widgets.column_room import Room
from desktop.widgets.table import Table
from desktop.widgets.table_model import Column, Kind
from desktop.widgets.text import frame, text
from desktop.widgets.whole_rows import WholeRows
from mining.drift.wording import shares_words
from mining.number_format import date, p_value, plural
from mining.words_of_values import word_of
from models.drift import DriftChange, DriftFeature, DriftResult
from models.event_log import EventLog
from resources.translation import tr

ROOMS = (
    Room(210, 150),
    Room(360, 160, filling=True),
    Room(90, 70),
    Room(90, 70),
    Room(90, 70),
    Room(80, 60, 1),
)
NOTHING = tr("No change was found: the deals are worked as they were, as far as this many deals can tell.")
LOOKING = tr("Looking for changes…")


class LogChangesPanel(QWidget):
    """A row a change; its features and its deals beside."""

    deal_chosen = Signal(int)
    """The index of a case."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log: EventLog | None = None
        self._found: DriftResult | None = None
        self.said, self.unsaid = text(LOOKING, wrap=True), text(role="small", wrap=True)
        self.table, self.deals = Table(tr("Changes of the log")), DealsTable(palette)
        self.rows = WholeRows(self.table, least_rows=1)
        self.features = text(wrap=True)
        self.title = text(role="heading", wrap=True)
        self.deals.deal_chosen.connect(self.deal_chosen)
        self.table.current_changed.connect(self._show_change)
        detail = frame("card")
        inner = QVBoxLayout(detail)
        inner.setContentsMargins(16, 10, 16, 10)
        inner.setSpacing(6)
        inner.addWidget(self.title)
        inner.addWidget(self.features)
        inner.addWidget(self.deals, 1)
        self.deals.setMinimumHeight(120)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.rows)
        self.split.addWidget(detail)
        self.split.setSizes([200, 360])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.said)
        column.addWidget(self.split, 1)
        column.addWidget(self.unsaid)
        column.addStretch(0)
        self.split.hide()

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in another palette."""
        self.deals.set_palette_colors(palette)

    def wait(self) -> None:
        """Nothing is known yet."""
        self._found = None
        self.said.setText(LOOKING)
        self.split.hide()
        self.unsaid.clear()

    def show_drift(self, log: EventLog, found: DriftResult) -> None:
        """Show these changes, the last one chosen."""
        self._log, self._found = log, found
        self.unsaid.setText(" ".join(found.unsaid))
        self.split.setVisible(bool(found.changes))
        if not found.changes:
            self.said.setText(NOTHING)
            return
        self.said.setText(
            tr(
                "{changes} in how {deals} were worked, or in which deals came.",
                changes=plural(len(found.changes), "change"),
                deals=plural(len(found.order), "deal"),
            )
        )
        self.table.show_columns(change_columns(found))
        self.table.share_room(ROOMS)
        self.rows.fit()
        self.table.make_current(len(found.changes) - 1)

    def _show_change(self, row: int) -> None:
        if self._found is None or self._log is None or not 0 <= row < len(self._found.changes):
            return
        change = self._found.changes[row]
        self.title.setText(f"{when_words(change)}: {kind_words(change)}")
        self.features.setText(" ".join(feature_words(one) for one in change.features[:5]))
        later = self._found.changes[row + 1 :]
        cases = self._found.order[change.index : later[0].index if later else None]
        self.deals.show_cases(self._log, np.asarray(cases, dtype=np.int64))


def change_columns(found: DriftResult) -> tuple[Column, ...]:
    """When, what changed first of all, the shares before and after, the kind and p."""
    changes = found.changes
    firsts = [one.features[0] if one.features else None for one in changes]
    nan = float("nan")
    return (
        Column(tr(
"When"), [when_words(one) for one in changes], order=np.array([float(one.begins) for one in changes])),
        Column(tr("A deal …"), [one.words if one else "" for one in firsts]),
        Column(tr("Before"), np.array([one.before if one else nan for one in firsts]), Kind.PERCENT),
        Column(tr("After"), np.array([one.after if one else nan for one in firsts]), Kind.PERCENT),
        Column(tr(
"What"), [word_of(one.kind) for one in changes], tooltip=tr(
"Do people work differently, "
"or do others come?")),
        Column("p", [p_value(one.p) for one in changes], tooltip=tr("Of the permutation test")),
    )  # fmt: skip


def when_words(change: DriftChange) -> str:
    """`3 Mar 2026 – 20 Mar 2026`."""
    first, last = date(change.begins), date(change.ends)
    return first if first == last else f"{first} – {last}"


def kind_words(change: DriftChange) -> str:
    """Whether the process changed, or the mix."""
    return tr("deals are worked differently") if change.kind.value == "process" else tr("other deals came")


def feature_words(one: DriftFeature) -> str:
    """One feature as a sentence, with its shares and numbers of deals."""
    return tr("A deal {shares}.", shares=shares_words(one))
