"""What is chosen, said in a sentence, with the leads or the deals behind it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.deals_table import DealsTable
from desktop.screens.sales_marketing.columns import LEAD_ROOMS, lead_columns
from desktop.theme import Palette
from desktop.widgets.table import Table
from desktop.widgets.text import text
from desktop.widgets.whole_rows import WholeRows
from mining.leads.funnel import LeadCount
from mining.leads.look import LeadLook
from mining.leads.meaning import Trait
from mining.number_format import number, plural
from models.event_log import EventLog
from models.leads import DEAL
from resources.translation import tr


class Behind(QWidget):
    """A list of leads, each of which leads to the deal it became, or of deals."""

    deal_chosen = Signal(int)
    """The index of a case in the log of deals."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.sentence = text(role="heading", wrap=True), text(role="muted", wrap=True)
        self.leads, self.deals = Table(tr("Leads")), DealsTable(palette)
        self.cases: NDArray[np.int32] = np.zeros(0, dtype=np.int32)
        self._became: list[int] = []
        self.lists = QStackedWidget()
        self.lists.addWidget(WholeRows(self.leads, 2))
        self.lists.addWidget(self.deals)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.name)
        column.addWidget(self.sentence)
        column.addWidget(self.lists, 1)
        self.leads.row_opened.connect(self._open)
        self.deals.deal_chosen.connect(self.deal_chosen)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw what is painted by hand in another palette."""
        self.deals.set_palette_colors(palette)

    def show_leads(
        self, name: str, sentence: str, look: LeadLook, deals: EventLog, cases: NDArray[np.int32]
    ) -> None:
        """List leads."""
        self._say(name, sentence, cases)
        place = deals.cases.case_of_id
        column = look.leads.cases.extra.get(DEAL)
        texts = column.take(cases).texts() if column is not None else [""] * len(cases)
        self._became = [place.get(identifier, -1) for identifier in texts]
        self.leads.show_columns(lead_columns(look, cases, [at >= 0 for at in self._became]))
        self.leads.share_room(LEAD_ROOMS)
        self.lists.setCurrentIndex(0)

    def show_deals(self, name: str, sentence: str, deals: EventLog, cases: NDArray[np.int32]) -> None:
        """List deals."""
        self._say(name, sentence, cases)
        self.deals.show_cases(deals, cases)
        self.lists.setCurrentIndex(1)

    def _say(self, name: str, sentence: str, cases: NDArray[np.int32]) -> None:
        self.name.setText(name)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self.cases = cases

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._became) and self._became[row] >= 0:
            self.deal_chosen.emit(self._became[row])


def group_words(one: LeadCount) -> str:
    """How many leads of a source or team met no reaction, and what it mostly rejects."""
    said = [
        tr(
            "{hits} of {leads} met no reaction.",
            hits=number(one.silent.hits),
            leads=plural(one.silent.of, "lead"),
        )
    ]
    named = next((reason for reason in one.reasons if reason.text), None)
    if named is not None:
        said.append(tr("Mostly rejected as {reason}: {count}.", reason=named.text, count=number(named.count)))
    return " ".join(said)


def trait_words(one: Trait) -> str:
    """How often leads with a trait were accepted, and the others."""
    return tr(
        "{hits} of {of} answered leads that are so were accepted, of the others {other_hits} of {others}. "
        "They go together; one need not be the reason of the other.",
        hits=number(one.accepted.hits),
        of=number(one.accepted.of),
        other_hits=number(one.others.hits),
        others=number(one.others.of),
    )
