"""Execution and strategy: what the parts show, and that clicks and keys lead to changes and deals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.places import EXECUTION, STRATEGY
from desktop.screens.execution.screen import CHANGES, OBJECTIVES, SILENT, SPOT, SYMPTOMS, ExecutionScreen
from desktop.theme import DARK
from mining.aggregates.periods import Period
from mining.kpis.execution import NO_SPOT
from models.case_table import Outcome
from models.project import Project
from models.strategy import Strategy
from tests.builders import a_log
from tests.desktop.screens.with_strategy import HALF, REPS, a_project_with_strategy
from tests.mining.kpis.logs import a_process

Left = Qt.MouseButton.LeftButton


def shown(qtbot: QtBot, window: MainWindow) -> ExecutionScreen:
    window.resize(1400, 900)
    window.go(EXECUTION)
    screen = window.screen_at(EXECUTION)
    assert isinstance(screen, ExecutionScreen)
    qtbot.waitUntil(lambda: screen.is_ready, timeout=20_000)
    return screen


@pytest.fixture
def screen(qtbot: QtBot, a_window: Callable[[Project], MainWindow]) -> ExecutionScreen:
    return shown(qtbot, a_window(a_project_with_strategy()))


def test_that_every_figure_has_a_card_with_what_it_counts(screen: ExecutionScreen) -> None:
    names = [card.name.text() for card in screen.symptoms.cards]
    assert names[:2] == ["Deals outside the sweet spot", "Effort outside the sweet spot"]
    assert all(card.what.text() for card in screen.symptoms.cards)
    first = screen.symptoms.cards[0]
    assert first.value.text().replace("\u00a0", " ") == "55 %"
    assert first.baseline.text().startswith("Baseline ")
    assert screen.baseline.text().startswith("Since the baseline (5\u00a0Jan\u00a02026")
    unprepared = next(card for card in screen.symptoms.cards if card.name.text().startswith("First meeting"))
    assert "no meetings" in unprepared.nothing.text()


def test_that_a_click_on_a_marker_says_what_changed_and_lists_the_deals(
    screen: ExecutionScreen, qtbot: QtBot
) -> None:
    card = screen.symptoms.cards[0]
    assert len(screen.series[0].changes) == 1
    qtbot.mouseClick(card.chart, Left, pos=card.chart.flag_place(0).toPoint())
    detail = screen.symptoms.detail
    assert detail.isVisible()
    assert detail.title.text().startswith("Deals outside the sweet spot rose from 10")
    assert len(detail.deals.shown_cases) == pytest.approx(HALF, abs=10)
    qtbot.mouseClick(detail.chips[0], Left)
    assert len(detail.deals.shown_cases) < 20
    with qtbot.waitSignal(screen.deal_chosen):
        detail.deals.table.make_current(0)
        qtbot.keyClick(detail.deals.table, Qt.Key.Key_Return)
    qtbot.mouseClick(detail.close_button, Left)
    assert not detail.isVisible()


def test_that_the_keyboard_reaches_a_marker(screen: ExecutionScreen, qtbot: QtBot) -> None:
    chart = screen.symptoms.cards[0].chart
    chart.setFocus()
    said: list[str] = []
    chart.said.connect(said.append)
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    while "rose" not in said[-1]:
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert screen.symptoms.cards[0].line.text() == said[-1]
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert screen.symptoms.detail.isVisible()


def test_that_the_sweet_spot_shows_both_sides_and_leads_to_deals(
    screen: ExecutionScreen, qtbot: QtBot
) -> None:
    qtbot.mouseClick(screen.chips[SPOT], Left)
    table = screen.spot.sides.table
    assert [table.columns[0].text(row) for row in range(2)] == ["Inside", "Outside"]
    assert len(screen.spot.deals.shown_cases) == HALF + 16
    QAbstractItemModelTester(table)
    place = screen.spot.chart.place_of(5)
    assert place is not None
    with qtbot.waitSignal(screen.deal_chosen):
        qtbot.mouseClick(screen.spot.chart, Left, pos=place.toPoint())
    qtbot.mouseClick(screen.spot.chips[1], Left)
    assert "with activities" in screen.spot.said.text()


def test_that_silent_deals_lead_to_the_deal(screen: ExecutionScreen, qtbot: QtBot) -> None:
    qtbot.mouseClick(screen.chips[SILENT], Left)
    assert screen.chips[SILENT].text() == "Silent deals (1)"
    assert "1\u00a0open deal" in screen.silent.said.text()
    with qtbot.waitSignal(screen.deal_chosen) as chosen:
        screen.silent.table.make_current(0)
        qtbot.keyClick(screen.silent.table, Qt.Key.Key_Return)
    assert chosen.args == [0]


def test_that_objectives_hide_names_until_they_are_asked_for(screen: ExecutionScreen, qtbot: QtBot) -> None:
    qtbot.mouseClick(screen.chips[OBJECTIVES], Left)
    who = screen.objectives.table.table.columns[0]
    texts = [who.text(row) for row in range(len(who))]
    assert texts == ["Everybody", "North", "Rep 1", "Rep 2", "Rep 3", "Rep 4", "Rep 5"]
    qtbot.mouseClick(screen.names_button, Left)
    who = screen.objectives.table.table.columns[0]
    assert [who.text(row) for row in range(2, 7)] == list(REPS)
    won = screen.objectives.table.table.columns[3]
    assert won.text(0).startswith("✕ 50")
    taken = screen.take_away(real_names=False)
    assert taken is not None
    objectives = next(table for table in taken.tables if table.title == "Objectives")
    assert not set(REPS) & {str(value) for value in objectives.columns[1].values}


def test_that_the_changes_of_the_log_are_listed_with_their_deals(
    screen: ExecutionScreen, qtbot: QtBot
) -> None:
    qtbot.mouseClick(screen.chips[CHANGES], Left)
    assert screen.changes.said.text()
    assert not screen.changes.said.text().startswith("Looking")


def test_that_months_and_quarters_can_be_chosen(screen: ExecutionScreen, qtbot: QtBot) -> None:
    months = len(screen.series[0].periods)
    other = Period.QUARTER if screen.found and screen.found.over_time.period is Period.MONTH else Period.MONTH
    qtbot.mouseClick(screen.periods.chips[other], Left)
    qtbot.waitUntil(lambda: screen.is_ready, timeout=20_000)
    assert len(screen.series[0].periods) != months


def test_that_without_a_strategy_the_screen_says_what_to_write(
    qtbot: QtBot, a_window: Callable[[Project], MainWindow]
) -> None:
    window = a_window(a_project_with_strategy(Strategy()))
    screen = shown(qtbot, window)
    assert screen.symptoms.cards[0].nothing.text() == NO_SPOT
    assert screen.baseline.text().startswith("No baseline")
    screen.go(SPOT)
    assert screen.spot.nothing.text() == NO_SPOT
    screen.go(OBJECTIVES)
    qtbot.mouseClick(screen.objectives.strategy_button, Left)
    assert window.screen_at(STRATEGY).isVisible()


@pytest.mark.parametrize("n", [0, 10])
@pytest.mark.parametrize("outcome", [Outcome.OPEN, Outcome.UNKNOWN, Outcome.WON])
def test_that_few_open_or_unended_deals_are_survived(
    qtbot: QtBot, a_window: Callable[[Project], MainWindow], n: int, outcome: Outcome
) -> None:
    log = a_log(*["Qualify"] * n, outcome=np.full(n, outcome, dtype=np.int8))
    project = replace(
        a_project_with_strategy(),
        log=log,
        process=replace(a_process(), strategy=a_project_with_strategy().process.strategy),
    )
    screen = shown(qtbot, a_window(project))
    for part in (SYMPTOMS, SPOT, SILENT, OBJECTIVES, CHANGES):
        screen.go(part)
        screen.grab()
    screen.set_palette_colors(DARK)
    screen.grab()
    taken = screen.take_away(False)
    assert taken is None or taken.tables


def test_that_without_deals_or_a_process_the_screen_says_what_to_do(
    qtbot: QtBot, a_window: Callable[[Project], MainWindow]
) -> None:
    assert shown(qtbot, a_window(Project("Empty"))).pages.currentWidget().isVisible()
    no_process = shown(qtbot, a_window(Project("Acme", a_log("Qualify > Won"))))
    assert no_process.pages.currentWidget() is no_process.no_process
    assert no_process.take_away(False) is None
