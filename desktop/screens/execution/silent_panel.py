"""Open deals in which sellers go on while the buyer is silent."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.widgets.column_room import Room
from desktop.widgets.table import Table
from desktop.widgets.table_model import Column, Kind
from desktop.widgets.text import text
from desktop.widgets.whole_rows import WholeRows
from mining.kpis.silence import RECENT, Silence
from mining.number_format import money, plural
from models.categorical import Categorical
from models.event_log import EventLog
from resources.translation import tr

ROOMS = (
    Room(260, 140, filling=True), Room(150, 100), Room(150, 80), Room(150, 80), Room(130, 90), Room(80, 60, gives_way=1)
)  # fmt: skip
NONE = tr(
    "In no open deal have sellers gone on in the last {recent} days while the buyer was silent "
    "for over {limit}."
)


class SilentPanel(QWidget):
    """The most effort first; a row leads to its deal. Owners are not named: a deal says what to do, not who."""

    deal_chosen = Signal(int)
    """The index of a case."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Silence | None = None
        self.said = text(wrap=True)
        self.table = Table(tr("Silent deals"))
        self.rows = WholeRows(self.table, least_rows=1)
        for chosen in (self.table.row_clicked, self.table.row_opened):
            chosen.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.said)
        column.addWidget(self.rows, 100)
        column.addStretch(1)

    def show_silence(
        self, log: EventLog, stages: Categorical, found: Silence, fit: np.ndarray, why: str
    ) -> None:
        """List these deals; `stages` has the last stage of every case and `fit` its fit. `why` stands for no list."""
        self._found = found
        limit = plural(round(found.limit), "day")
        if why or not len(found.case):
            self.said.setText(why or NONE.format(recent=RECENT, limit=limit))
        else:
            self.said.setText(
                tr(
                    "In {open_deals} sellers have gone on in the last {recent} days, while the "
                    "buyer has done nothing for more than {limit}: longer than in nine of ten "
                    "won deals.",
                    open_deals=plural(len(found.case), "open deal"),
                    recent=RECENT,
                    limit=limit,
                )
            )
        self.rows.setVisible(not why and len(found.case) > 0)
        self.table.show_columns(silent_columns(log, stages, found, fit))
        self.table.share_room(ROOMS)
        self.rows.fit()

    def _choose(self, row: int) -> None:
        if self._found is not None:
            self.deal_chosen.emit(int(self._found.case[row]))


def silent_columns(log: EventLog, stages: Categorical, found: Silence, fit: np.ndarray) -> tuple[Column, ...]:
    """One row a silent deal."""
    cases = found.case.tolist()
    table = log.cases
    return (
        Column(tr("Deal"), [table.name[case] or table.ids[case] for case in cases]),
        Column(tr("Stage"), stages.take(found.case)),
        Column(tr(
"Buyer silent"), found.days, Kind.DAYS, tr(
"Days since the buyer last acted, or since "
"the deal began")),
        Column(tr(
"Activities since"), found.efforts, Kind.NUMBER, tr(
"What sellers did since the buyer "
"last acted")),
        Column(
            tr("Amount"), table.amount[found.case], Kind.MONEY,
            write=lambda row: money(float(table.amount[cases[row]]), table.currency.text(cases[row])),
        ),
        Column(tr("Fit"), fit[found.case], Kind.PERCENT, tr("The rules of the sweet spot that it meets")),
    )  # fmt: skip
