"""Rows with bars on a card: what became of the leads, why they were rejected, and how fast somebody reacted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.screens.sales_marketing.work import LeadsView
from desktop.sheet import FOR_READING
from desktop.theme import Palette
from desktop.widgets.bar_row import BarRow, RowColors
from desktop.widgets.text import frame, text
from mining.areas.documented import Share
from mining.kpis.wording import interval_words, value_words
from mining.leads.look import LeadLook
from mining.leads.waits import became_within
from mining.number_format import NBSP, days, number, percent, plural
from models.kpi_series import KpiUnit, KpiValue
from resources.translation import tr

_HOURS = (1, 4, 24, 48, 120)


@dataclass(frozen=True, eq=False)
class Bar:
    """One row: words, the number in words, how far the bar reaches, and the leads (case indices) behind it.

    `is_breach` where the row says what should not be.
    """

    words: str
    value: str
    share: float | None
    cases: NDArray[np.int32]
    is_breach: bool = False


class BarsCard(QWidget):
    """A heading, a line, and the rows; a click on a row chooses it."""

    chosen = Signal(int)
    """The number of the row."""

    def __init__(self, title: str, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self.bars: tuple[Bar, ...] = ()
        self.rows: list[BarRow] = []
        self.line = text(role="small", wrap=True)
        self.setAccessibleName(title)
        card = frame("card")
        self._column = QVBoxLayout(card)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(2)
        self._column.addWidget(text(title, "heading"))
        self._column.addWidget(self.line)
        self._column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in another palette."""
        self._palette = palette
        for bar, row in zip(self.bars, self.rows, strict=True):
            row.set_colors(_colors(palette, bar))

    def show_bars(self, bars: Sequence[Bar], line: str) -> None:
        """Show other rows."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self.bars = tuple(bars)
        self.line.setText(line)
        self.line.setVisible(bool(line))
        self.rows = [BarRow(bar.words, bar.value, bar.share, _colors(self._palette, bar)) for bar in bars]
        for at, row in enumerate(self.rows):
            row.setProperty(FOR_READING, True)
            row.clicked.connect(lambda _=False, at=at: self.chosen.emit(at))
            self._column.insertWidget(2 + at, row)
            row.show()  # at once, so that the card knows how high it is


def _colors(palette: Palette, bar: Bar) -> RowColors:
    if bar.is_breach:
        return RowColors(palette.deviation_soft, palette.text, palette.deviation_text)
    return RowColors(palette.accent_soft, palette.text, palette.muted)


def share_words(share: Share) -> str:
    """`64 % (62–66 %)`."""
    interval = share.interval
    if interval is None:
        return tr("none yet")
    return f"{percent(share.value)} ({interval_words(KpiValue(share.value, *interval, share.of), KpiUnit.SHARE)})"


def fates(view: LeadsView) -> tuple[Bar, ...]:
    """What became of the leads handed over."""
    count, look = view.count, view.ground.look
    if count is None or look is None:
        return ()
    found, judged = look.found, count.shown & look.judged
    accepted = count.shown & found.accepted
    bars = [Bar(tr("Handed over to sales"), plural(count.n, "time"), 1.0, _cases(look, count.shown))]
    for words, share, flags, is_breach in (
        (tr("Accepted"), count.accepted, found.accepted, False),
        (tr("Rejected"), count.rejected, found.rejected, False),
        (tr("Nobody reacted"), count.silent, look.silent, True),
        (tr("Touched, but no answer"), count.unanswered, look.unanswered, True),
    ):
        bars.append(Bar(words, share_words(share), share.value, _cases(look, judged & flags), is_breach))
    became = accepted & (look.fate == 1)
    for words, value, flags in (
        (tr("Accepted, and a deal within {days}", days=plural(count.horizon, "day")), count.became, became),
        (
            tr("Deal, and won within {days}", days=plural(count.win_horizon, "day")),
            count.won,
            became & (look.deal >= 0),
        ),
    ):
        bars.append(Bar(words, _told(value), value.value, _cases(look, flags)))
    bars.append(
        Bar(tr("Accepted, and put back later"), share_words(count.returned), count.returned.value,
            _cases(look, accepted & look.returned))
    )  # fmt: skip
    return tuple(bars)


def reasons(view: LeadsView) -> tuple[Bar, ...]:
    """Why leads were rejected."""
    count, look = view.count, view.ground.look
    if count is None or look is None:
        return ()
    rejected = count.shown & look.found.rejected
    texts = np.array(look.found.reason.texts(), dtype=object)
    total = int(rejected.sum())
    bars = []
    for reason in count.reasons:
        share = Share(reason.count, total)
        words = reason.text or tr("No reason given")
        if reason.text and not reason.is_documented:
            words = tr("{words} (not among those agreed)", words=words)
        flags = rejected & (texts == reason.text)
        bars.append(
            Bar(words, share_words(share), share.value, _cases(look, flags), not reason.is_documented)
        )
    return tuple(bars)


def speeds(view: LeadsView) -> tuple[Bar, ...]:
    """How many were touched by when, those still waiting as censored."""
    count, look = view.count, view.ground.look
    if count is None or look is None:
        return ()
    return tuple(_speeds(look, count.shown))


def _speeds(look: LeadLook, shown: NDArray[np.bool_]) -> Iterator[Bar]:
    hours, touched = look.found.day_hours or 24.0, look.is_touched.astype(np.int64)
    for length in _HOURS:
        within = length / 24.0 if length >= 24 else length / hours
        value = became_within(within, look.touch[shown], touched[shown], tr("leads"))
        flags = shown & look.is_touched & (look.touch <= within)
        yield Bar(
            tr("Within {time}", time=days(within, look.found.day_hours)),
            _told(value),
            value.value,
            _cases(look, flags),
        )
    never = shown & ~look.is_touched
    if never.any():
        share = Share(int(never.sum()), int(shown.sum()))
        yield Bar(tr("Not touched so far"), share_words(share), share.value, _cases(look, never), True)


def speed_line(view: LeadsView) -> str:
    """Median and nine in ten, and against what was agreed."""
    count, look = view.count, view.ground.look
    if count is None or look is None:
        return ""
    told = []
    for words, value in ((tr("Half"), count.median), (tr("Nine in ten"), count.p90)):
        if value.value is None or value.low is None or value.high is None:
            told.append(tr("{words}: cannot tell. {why_none}", words=words, why_none=value.why_none))
        else:
            hours = look.found.day_hours
            span = tr("{time} to {time_2}", time=days(value.low, hours), time_2=days(value.high, hours))
            told.append(
                tr("{words} within {time} ({span}).", words=words, time=days(value.value, hours), span=span)
            )
    if count.in_time is not None and count.in_time.of:
        told.append(
            tr(
                "In the agreed time ({within}): {share}.",
                within=look.found.handoff.within,
                share=share_words(count.in_time),
            )
        )
    return " ".join(told)


def fate_line(view: LeadsView) -> str:
    """How many there are, the target, and how many cannot be judged yet."""
    count, look = view.count, view.ground.look
    if count is None or look is None:
        return ""
    told = [f"{plural(count.leads, 'lead')}."]
    target = look.found.handoff.accept_target
    if target is not None:
        against = count.accepted.against(target)
        told.append(
            tr(
                "Target: {share} accepted; {against}.",
                share=percent(target),
                against=against or tr("cannot tell"),
            )
        )
    if count.pending:
        told.append(tr("{pending} too young to be judged: left out.", pending=number(count.pending)))
    return " ".join(told)


def _told(value: KpiValue) -> str:
    if not value.is_told:
        return tr("cannot tell")
    return value_words(value, KpiUnit.SHARE, noun="lead").replace(f", {number(value.n)}{NBSP}leads", "")


def _cases(look: LeadLook, flags: NDArray[np.bool_]) -> NDArray[np.int32]:
    """The leads, which are in their order; those that were handed over several times are there once."""
    cases = look.found.case[flags]
    return np.asarray(cases[np.diff(cases, prepend=-1) != 0])
