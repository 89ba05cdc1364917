"""Every step of a deal in plain words: when, which stage, what it is, how long, and who entered it."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QWidget

from desktop.deviation_look import icon_name
from desktop.icon_words import IconWords
from desktop.theme import Palette
from desktop.widgets.column_room import Room
from desktop.widgets.table import Table
from desktop.widgets.table_model import Column, Kind
from mining.number_format import day_and_time, days
from mining.wording import step_words
from models.deal_path import DealPath, Step
from resources.translation import tr

_WORDS = 2


class StepsTable(Table):
    """One row a step, in the order of the path; `current_changed` carries the index of the step."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(tr("Steps of the deal"), parent)
        self._palette = palette
        self._path = DealPath(-1, (), (), False)
        self._delegate = IconWords(self._look, self)
        self.setSortingEnabled(False)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icons in another palette."""
        self._palette = palette
        self.viewport().update()

    def show_path(self, path: DealPath) -> None:
        """Show the steps of another deal."""
        self._path = path
        self.show_columns(step_columns(path))
        self.setItemDelegateForColumn(_WORDS, self._delegate)
        words = Room(320, 172, filling=True) if path.checked else Room(0, 0)
        self.share_room((Room(120, 100), Room(220, 130), words, Room(130, 124), Room(260, 96, filling=True)))

    def _look(self, row: int) -> tuple[str, str]:
        step, palette = self._path.steps[row], self._palette
        if step.pending:
            return "", palette.muted
        if step.accepted is not None:
            return icon_name(step.accepted), palette.muted
        if not step.happened:
            return icon_name(step.deviation) if step.deviation else "", palette.not_taken
        if step.deviation is not None:
            return icon_name(step.deviation), palette.deviation_text
        return ("check" if step.asked else ""), palette.muted


def step_columns(path: DealPath) -> tuple[Column, ...]:
    """The columns of the table, one row a step."""
    steps = path.steps
    took = np.array([_took(step) for step in steps], dtype=np.float64)
    return (
        Column(
            tr("When"),
            np.array([step.begin for step in steps], dtype=np.int64),
            Kind.DATE,
            tr("The day it was entered (UTC)"),
            tip=lambda row: (
                day_and_time(steps[row].begin) if steps[row].happened else _why_no_date(steps[row])
            ),
        ),
        Column(tr("Stage"), [step.stage for step in steps]),
        Column(tr("Against the process"), [_words(step, path.checked) for step in steps]),
        Column(
            tr("Time in stage"),
            took,
            Kind.DAYS,
            tr("Until the next stage change; not known where stages were entered in bulk"),
            write=lambda row: days(float(took[row]), steps[row].day_hours),
        ),
        Column(tr("Entered by"), [step.who for step in steps]),
    )


def _why_no_date(step: Step) -> str:
    return tr("Not reached yet") if step.pending else tr("Did not happen")


def _words(step: Step, checked: bool) -> str:
    said = step_words(step, checked)
    return said[:1].upper() + said[1:]


def _took(step: Step) -> float:
    return float("nan") if step.days is None or step.in_bulk else step.days
