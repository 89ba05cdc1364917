"""The service levels: every promise between areas with how often it is not kept, and the plan's own to edit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.screens.plan.shown import Shown
from desktop.theme import Palette
from desktop.widgets.chips_edit import Offer
from desktop.widgets.column_room import Room
from desktop.widgets.entry_table import Column as Entry
from desktop.widgets.entry_table import EntryTable
from desktop.widgets.scrolled import scrolled
from desktop.widgets.table import ROW_HEIGHT, Table
from desktop.widgets.table_model import Column, Kind
from desktop.widgets.text import frame, text
from mining.plan.plan_tables import kept_words, short_kept_words
from mining.plan.service_levels import LevelRow, area_title, level_of, level_rows
from models.change_plan import ServiceLevel
from models.errors import UserError
from resources.translation import tr

ROOMS = (
    Room(150, 134),
    Room(150, 134),
    Room(260, 110, filling=True),
    Room(130, 118, gives_way=2),
    Room(80, 70, gives_way=3),
    Room(200, 150, gives_way=1),
)
_GIVER, _TAKER = range(2)
_MOST = 12
"""Rows that are seen without scrolling."""


class LevelsPanel(QWidget):
    """What is documented is changed with the process; what the plan adds is changed here."""

    edited = Signal(str, object)
    """The verb, and the service levels of the plan after it (a tuple)."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels: tuple[ServiceLevel, ...] = ()
        self._shown: Shown | None = None
        self.rows: tuple[LevelRow, ...] = ()
        self.table = Table(tr("Service levels between areas"))
        self.nothing = text(tr("No service level is agreed yet."), "muted", wrap=True)
        columns = (
            Entry(tr("From"), tr("Account executive"), 3),
            Entry(tr("To"), tr("Solutions"), 3),
            Entry(tr("Promise"), tr("Briefs Solutions before every demo"), 5),
            Entry(tr("Within"), "2bd", 1),
        )
        self.own = EntryTable(tr("service level"), columns, palette.muted)
        self._build()
        self.own.changed.connect(self._change)
        self.own.added.connect(self._add)
        self.own.removed.connect(self._remove)

    def show_plan(self, shown: Shown) -> None:
        """Show the service levels of a project."""
        self._shown, self._levels = shown, shown.project.plan.levels
        process = shown.project.process
        self.rows = level_rows(process, shown.project.plan, shown.counts)
        self.table.show_columns(level_columns(self.rows))
        self.table.share_room(ROOMS)
        head = self.table.horizontalHeader().sizeHint().height() + 2 * self.table.frameWidth()
        self.table.setFixedHeight(head + min(_MOST, max(1, len(self.rows))) * ROW_HEIGHT)
        self.table.setVisible(bool(self.rows))
        self.nothing.setVisible(not self.rows)
        offers = [Offer(title or role, role) for role, title in shown.roles()]
        for column in (_GIVER, _TAKER):
            self.own.offer(column, offers)
        self.own.show_rows(
            [
                (area_title(one.giver, process), area_title(one.taker, process), one.promise, one.within)
                for one in self._levels
            ]
        )

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self.own.paint_icons(palette.muted)

    def _change(self, at: int, row: Sequence[str]) -> None:
        made = self._read(row)
        if made is not None:
            kept = list(self._levels)
            kept[at] = made
            self.edited.emit(tr("Change a service level"), tuple(kept))

    def _add(self, row: Sequence[str]) -> None:
        if not row[_TAKER] or not row[2]:  # the rest is still to be typed
            return
        made = self._read(row)
        if made is not None:
            self.own.clear_fresh()
            self.edited.emit(tr("Add a service level"), (*self._levels, made))

    def _remove(self, at: int) -> None:
        kept = tuple(one for place, one in enumerate(self._levels) if place != at)
        self.edited.emit(tr("Remove a service level"), kept)

    def _read(self, row: Sequence[str]) -> ServiceLevel | None:
        try:
            made = level_of(row, self._shown.roles() if self._shown is not None else ())
        except UserError as error:
            self.own.say(str(error))
            return None
        self.own.say("")
        return made

    def _build(self) -> None:
        content = QWidget()
        content.setObjectName("content")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 8)
        column.setSpacing(12)
        about = tr(
            "Documented hand-overs stand in the process, and deals and leads tell how often they are not kept: late, "
            "unanswered, given back, or refused without a reason."
        )
        for title, line, widgets in (
            (tr("What areas promise each other"), about, (self.table, self.nothing)),
            (
                tr("Further service levels of this plan"),
                tr("What no event of the log tells: who gives what to whom, and in what time (2bd, 4h, 5d)."),
                (self.own,),
            ),
        ):
            card = frame("card")
            inner = QVBoxLayout(card)
            inner.setContentsMargins(20, 14, 20, 16)
            inner.setSpacing(8)
            inner.addWidget(text(title, "heading"))
            inner.addWidget(text(line, "small", wrap=True))
            for widget in widgets:
                inner.addWidget(widget)
            column.addWidget(card)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(content, tr("Service levels")))


def level_columns(rows: Sequence[LevelRow]) -> tuple[Column, ...]:
    """One row a promise, those of one pair of areas below each other."""
    shares = [row.breaches.value if row.breaches is not None else None for row in rows]
    return (
        Column(tr("From"), [row.giver for row in rows]),
        Column(tr("To"), [row.taker for row in rows]),
        Column(tr("Promise"), [row.promise for row in rows], tip=lambda at: rows[at].promise),
        Column(tr("Within"), [row.within for row in rows]),
        Column(
            tr("Hand-over"), [row.documented or tr("Plan") for row in rows], tooltip=tr("Where it is agreed")
        ),
        Column(
            tr("Not kept"),
            np.array([np.nan if share is None else share for share in shares], dtype=np.float64),
            Kind.PERCENT,
            write=lambda at: short_kept_words(rows[at]),
            tip=lambda at: kept_words(rows[at]),
            tooltip=tr("Late, unanswered, given back, or refused without a reason"),
        ),
    )
