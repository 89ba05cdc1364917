"""The first deals of a list on a page that is painted, and how many there are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from desktop.deals_table import ROOMS, deal_columns
from desktop.sheet import Sheet
from desktop.widgets.table import Table
from desktop.widgets.text import text
from mining.number_format import number, plural
from models.event_log import EventLog
from resources.translation import tr

MOST = 25
"""Rows: a page with more of them cannot be read as one picture; the table that goes with it has all."""


def add_deals(sheet: Sheet, log: EventLog, cases: NDArray[np.int64]) -> None:
    """Put the first deals of a list onto a sheet; the log has stand-ins where names are not to be seen."""
    table = Table(tr("Deals"))
    table.show_columns(deal_columns(log, cases[:MOST]))
    table.share_room(ROOMS)
    sheet.add_table(table)
    if len(cases) > MOST:
        sheet.add(
            text(
                tr("The first {most} of {deals}.", most=number(MOST), deals=plural(len(cases), "deal")),
                "small",
            )
        )
