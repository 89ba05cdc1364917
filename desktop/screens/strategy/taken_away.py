"""What the screen of the strategy gives to take away: a page, and a table of each part that says something."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.sheet import Sheet, picture_of
from desktop.take_away import TakeAway
from desktop.widgets.text import text
from mining.process.strategy_rows import (
    CHANGE_COLUMNS,
    FIT_COLUMNS,
    HANDOFF_COLUMNS,
    STAKEHOLDER_COLUMNS,
    Row,
    change_row,
    fit_row,
    handoff_row,
    number_text,
    share_text,
    stakeholder_row,
)
from models.export_table import ExportColumn, ExportTable
from models.sales_process import SalesProcess
from resources.translation import tr

_TARGETS = (tr("Target"), tr("Value"))


def taken_away(process: SalesProcess) -> TakeAway:
    """The strategy of a process."""
    parts = _parts(process)

    def fill(sheet: Sheet) -> None:
        sheet.add_head(tr("Strategy"), process.name)
        for title, columns, rows in parts:
            sheet.add(text(title, "heading"))
            for row in rows:
                told = [f"{name}: {said}" for name, said in zip(columns[1:], row[1:], strict=True) if said]
                sheet.add(text(f"{row[0]} – {'; '.join(told)}" if told else row[0], wrap=True))

    tables = [
        ExportTable(
            title,
            tuple(
                ExportColumn(name, values)
                for name, values in zip(columns, zip(*rows, strict=True), strict=True)
            ),
        )
        for title, columns, rows in parts
    ]
    return TakeAway(tr("Strategy"), picture_of(fill), tuple(tables))


def _parts(process: SalesProcess) -> list[tuple[str, tuple[str, ...], Sequence[Row]]]:
    strategy, targets = process.strategy, process.strategy.targets
    spot, baseline = strategy.sweet_spot, strategy.baseline
    told = [
        (tr("Win rate"), share_text(targets.win_rate)),
        (tr("Days from creation to close"), number_text(targets.cycle_days)),
        (tr("Discount, at most"), share_text(targets.discount)),
        (tr("Amount of a won deal"), number_text(targets.amount)),
        (tr("Amount won a day"), number_text(targets.velocity)),
        (
            tr("Baseline"),
            tr("{begins} to {ends}", begins=baseline.begins, ends=baseline.ends) if baseline else "",
        ),
    ]
    parts: list[tuple[str, tuple[str, ...], Sequence[Row]]] = [
        (tr("Sweet spot"), FIT_COLUMNS, [fit_row(rule) for rule in spot.rules] if spot else []),
        (tr("Targets"), _TARGETS, [row for row in told if row[1]]),
        (tr("Hand-overs"), HANDOFF_COLUMNS, [handoff_row(one) for one in process.handoffs]),
        (tr("Recorded changes"), CHANGE_COLUMNS, [change_row(one) for one in strategy.changes]),
        (tr("Stakeholders"), STAKEHOLDER_COLUMNS, [stakeholder_row(one) for one in strategy.stakeholders]),
    ]
    return [part for part in parts if part[2]]
