"""What the process accepts and what it forbids, as a quiet list: why, by whom, until when, in how many deals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QStyleOptionViewItem, QVBoxLayout, QWidget

from desktop.theme import Palette
from desktop.widgets.column_room import Room
from desktop.widgets.table import ROW_HEIGHT, RowDelegate, Table
from desktop.widgets.table_model import Column, Kind
from desktop.widgets.text import text
from desktop.widgets.whole_rows import WholeRows
from mining.allow_wording import days_words, reasons, state_words, where_words
from mining.filtering import Mask
from mining.number_format import plural
from mining.wording import title
from models.allow_list import Accepted, Forbidden, Force
from models.conformance import AcceptedDeals, Conformance
from models.deviation import DeviationKey
from resources.translation import tr

HEADING = tr("Accepted, so that it counts no more, and what must never happen")
_MOST_ROWS = 4
ROOMS = (
    Room(270, 200, filling=True),
    Room(70, 56),
    Room(170, 80, gives_way=3),
    Room(230, 110, filling=True),
    Room(140, 70, gives_way=2),
    Room(250, 150),
)


@dataclass(frozen=True, eq=False)
class Listed:
    """An entry with its deals; `states` say what keeps it from taking in deals, if anything."""

    entry: Accepted | Forbidden
    cases: NDArray[np.int32]
    states: tuple[str, ...]

    @property
    def key(self) -> DeviationKey:
        """The deviation that it is about."""
        return self.entry.deviation if isinstance(self.entry, Accepted) else self.entry.key


class AllowPanel(QWidget):
    """The list; hidden where it is empty."""

    current_changed = Signal(int)
    """The row that is selected, -1 where none is."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = text(HEADING, "small")
        self.table = Table(tr("Accepted and forbidden"))
        self.rows: tuple[Listed, ...] = ()
        self._quiet = _QuietRow(palette, self.table)
        self.table.setItemDelegate(self._quiet)
        self.table.current_changed.connect(self.current_changed)
        self._whole = WholeRows(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.heading)
        column.addWidget(self._whole)
        self.hide()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw in another palette."""
        self._quiet.palette = palette
        self.table.viewport().update()

    def show_entries(
        self,
        found: Conformance,
        forbidden: Sequence[Forbidden],
        mask: Mask,
        today: date,
    ) -> None:
        """List what is accepted, and the paths that are `forbidden`, with their deals in `mask`."""
        selected = self.selected
        self.rows = (
            *(_accepted(one, mask, today) for one in found.accepted),
            *(_forbidden(one, found, mask, today) for one in dict.fromkeys(forbidden)),
        )
        self.table.show_columns(columns_of(self.rows, found.ends))
        self.table.share_room(ROOMS)
        self.setVisible(bool(self.rows))
        more = max(0, min(len(self.rows), _MOST_ROWS) - 1)
        self._whole.setFixedHeight(self._whole.minimumSizeHint().height() + more * ROW_HEIGHT)
        self.table.make_current(
            next((at for at, row in enumerate(self.rows) if selected and row.entry == selected.entry), -1)
        )

    @property
    def selected(self) -> Listed | None:
        """The selected entry."""
        row = self.table.current_source_row
        return self.rows[row] if 0 <= row < len(self.rows) else None


def _accepted(one: AcceptedDeals, mask: Mask, today: date) -> Listed:
    return Listed(one.entry, one.cases[mask[one.cases]], state_words(one, today))


def _forbidden(entry: Forbidden, found: Conformance, mask: Mask, today: date) -> Listed:
    deviation = found.deviation(entry.key)
    cases = deviation.cases[mask[deviation.cases]] if deviation is not None else np.zeros(0, dtype=np.int32)
    force = entry.force(today)
    return Listed(entry, cases, () if force is Force.IN_FORCE else (force.value,))


def entry_title(row: Listed, ends: Sequence[str]) -> str:
    """`Accepted: Skipped Demo`, `Must never happen: Qualify > Won`."""
    said = title(row.key, ends)
    return tr("Accepted: {said}", said=said) if isinstance(row.entry, Accepted) else said


def about_entry(row: Listed) -> str:
    """`In 120 deals where source == 'Renewal': Known product; Ann; until 31 Dec 2026.`"""
    entry = row.entry
    deals = plural(len(row.cases), "deal") if len(row.cases) else tr("no deal")
    where = where_words(entry) if isinstance(entry, Accepted) else ""
    about = "; ".join((*reasons(entry), *row.states, *days_words(entry)))
    return (
        tr("In {deals}{where}: {about}.", deals=deals, where=where, about=about)
        if about
        else tr("In {deals}{where}.", deals=deals, where=where)
    )


def columns_of(rows: Sequence[Listed], ends: Sequence[str], real_names: bool = True) -> tuple[Column, ...]:
    """The columns of the list; who said so is told only with `real_names`."""
    conditions = [
        row.entry.when.text
        if isinstance(row.entry, Accepted) and row.entry.when is not None
        else tr("All deals")
        for row in rows
    ]
    days = ["; ".join((*row.states, *days_words(row.entry))) for row in rows]
    return (
        Column(
            tr("Entry"), [entry_title(row, ends) for row in rows], tooltip=tr("What is accepted or forbidden")
        ),
        Column(
            tr("Deals"),
            np.array([len(row.cases) for row in rows], dtype=np.float64),
            Kind.NUMBER,
            tr("Deals that an entry accepts, or that took the path, among those that pass the filter"),
        ),
        Column(tr("For"), conditions, tooltip=tr("The deals for which it holds")),
        Column(tr("Why"), [row.entry.why for row in rows], tooltip=tr("The reason that was given")),
        Column(tr("By"), [row.entry.by if real_names else "" for row in rows], tooltip=tr("Who said so")),
        Column(tr("Days"), days, tooltip=tr("For deals created on these days, and whether that is over")),
    )


class _QuietRow(RowDelegate):
    """Draws in muted text: what is accepted is no departure any more."""

    def __init__(self, palette: Palette, table: Table) -> None:
        super().__init__(table)
        self.palette = palette

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.palette.setColor(QPalette.ColorRole.Text, QColor(self.palette.muted))
