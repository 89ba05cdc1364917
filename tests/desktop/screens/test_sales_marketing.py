"""Sales against marketing in a window with real clicks: parts, leads behind a row, definitions, empty states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.places import SALES_AND_MARKETING
from desktop.screens.sales_marketing.screen import (
    FATES,
    GROUPS,
    HANDED,
    MEANING,
    OVER_TIME,
    REASONS,
    SalesMarketingScreen,
)
from desktop.screens.strategy.screen import StrategyScreen
from models.project import Project
from models.sales_process import End, Stage
from tests.builders import a_log
from tests.mining.leads.lead_logs import PROCESS, a_lead_log

Opens = Callable[[Project], MainWindow]
DEALS = a_log(
    *["Qualify > Demo > Won"] * 12, *["Qualify > Demo > Lost"] * 12, team=["North"] * 12 + ["South"] * 12
)


def a_project() -> Project:
    """Sixty leads: three months of good ones from the web, then a fair from which most are rejected."""
    told, sources, reasons, deals = [], [], [], []
    for number in range(60):
        start = number * 48
        is_fair = number >= 36
        if number % 12 == 0:
            told.append(f"MQL@{start}")
        elif is_fair and number % 4:
            told.append(f"MQL@{start} Call@{start + 30}:Ann Rejected@{start + 40}:Ann")
        else:
            told.append(f"MQL@{start} Call@{start + 2}:Ann Accepted@{start + 3}:Ann Won@{start + 20}")
        sources.append("Fair" if is_fair else "Web")
        reasons.append("bad fit" if is_fair and number % 12 and number % 4 else None)
        deals.append(DEALS.cases.ids[number // 2] if "Won" in told[-1] and number < 48 else None)
    leads = a_lead_log(
        *told, sources=sources, reasons=reasons, deals=deals, until=60 * 48 + 500,
        teams=["Development"] * 60, owners=["Ann"] * 60,
    )  # fmt: skip
    process = replace(
        PROCESS,
        flow=(Stage("Qualify", ("Qualify",)), Stage("Demo", ("Demo",))),
        ends=(End("won", ("Won",)), End("lost", ("Lost",))),
    )
    return Project("Acme", DEALS, None, process, leads=leads)


@pytest.fixture
def opened(qtbot: QtBot, a_window: Opens) -> Callable[[Project], tuple[MainWindow, SalesMarketingScreen]]:
    def make(project: Project) -> tuple[MainWindow, SalesMarketingScreen]:
        window = a_window(project)
        window.go(SALES_AND_MARKETING)
        screen = window.findChild(SalesMarketingScreen)
        assert isinstance(screen, SalesMarketingScreen)
        qtbot.waitUntil(lambda: screen.is_ready and (screen.view is not None), timeout=10_000)
        return window, screen

    return make


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(12, widget.height() // 2))


def test_that_what_became_of_leads_is_said_with_intervals_and_leads_behind_it(qtbot, opened) -> None:
    _, screen = opened(a_project())
    rows = {bar.words: bar for bar in screen.cards[FATES].bars}
    assert rows["Handed over to sales"].value.replace("\u00a0", " ") == "60 times"
    # 36 web leads without the three silent ones, and every fourth of 24 from the fair without two silent ones
    assert len(rows["Accepted"].cases) == 33 + 4
    assert len(rows["Rejected"].cases) == 18
    assert len(rows["Nobody reacted"].cases) == 5
    assert rows["Nobody reacted"].is_breach
    assert rows["Accepted"].value.replace("\u00a0", " ") == "62 % (49–73 %)"
    at = [bar.words for bar in screen.cards[FATES].bars].index("Rejected")
    click(qtbot, screen.cards[FATES].rows[at])
    assert screen.behind.name.text() == "Rejected"
    assert len(screen.behind.cases) == 18
    click(qtbot, screen.cards[REASONS].rows[0])
    assert screen.behind.name.text() == "bad fit"
    QAbstractItemModelTester(screen.behind.leads.table)


def test_that_a_lead_leads_to_the_deal_that_it_became(qtbot, opened) -> None:
    window, screen = opened(a_project())
    at = [bar.words for bar in screen.cards[FATES].bars].index("Accepted")
    click(qtbot, screen.cards[FATES].rows[at])
    with qtbot.waitSignal(screen.deal_chosen) as told:
        screen.behind.leads.setFocus()
        screen.behind.leads.make_current(0)
        qtbot.keyClick(screen.behind.leads, Qt.Key.Key_Return)
    lead = int(screen.behind.cases[0])
    deal = screen.view.ground.look.leads.cases.extra["Deal"].text(lead)
    assert window.results.analysis.log.cases.ids[told.args[0]] == deal


def test_that_a_source_alone_can_be_looked_at(qtbot, opened) -> None:
    _, screen = opened(a_project())
    names = [screen.chooser.itemText(at) for at in range(screen.chooser.count())]
    assert names == ["All leads", "Source: Fair", "Source: Web", "Team: Development"]
    screen.chooser.setFocus()
    qtbot.keyClick(screen.chooser, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: screen.is_ready and screen.view.part == ("Source", "Fair"), timeout=10_000)
    rows = {bar.words: bar for bar in screen.cards[FATES].bars}
    assert rows["Handed over to sales"].value.replace("\u00a0", " ") == "24 times"
    assert len(rows["Accepted"].cases) == 4


def test_that_the_parts_are_reached_by_click_and_list_what_is_behind(qtbot, opened) -> None:
    _, screen = opened(a_project())
    for part in (OVER_TIME, GROUPS, MEANING, HANDED):
        click(qtbot, screen.chips[part])
        assert screen.parts.currentIndex() == part
        assert screen.chips[part].isChecked()
    click(qtbot, screen.chips[GROUPS])
    model = screen.groups.table
    QAbstractItemModelTester(model)
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert names == ["Fair (small)", "Web (small)", "Development (small)"]  # one person: held against nobody
    screen.groups.make_current(1)
    assert screen.behind.name.text() == "Web"
    assert len(screen.behind.cases) == 36


def test_that_readings_are_stepped_through_by_keyboard_and_list_deals(qtbot, opened) -> None:
    _, screen = opened(a_project())
    click(qtbot, screen.chips[MEANING])
    assert screen.heat.readings.teams == ("North", "South")
    screen.heat.chosen = (0, 0)
    screen.heat.setFocus()
    qtbot.keyClick(screen.heat, Qt.Key.Key_Right)
    assert screen.heat.chosen == (0, 1)
    assert screen.behind.name.text() == "Qualify, South"
    assert screen.behind.lists.currentWidget() is screen.behind.deals
    assert "cannot tell" in screen.heat.accessibleDescription()  # these deals have no evidence at all
    qtbot.mouseClick(
        screen.heat, Qt.MouseButton.LeftButton, pos=screen.heat.cell_rect(1, 0).center().toPoint()
    )
    assert screen.heat.chosen == (1, 0)


def test_that_everything_leaves_and_names_nobody(opened) -> None:
    _, screen = opened(a_project())
    taken = screen.take_away(real_names=False)
    assert [table.title for table in taken.tables][:3] == ["Hand-over", "Rejections", "Over time"]
    assert taken.picture.size.height() > 300
    values = [str(value) for table in taken.tables for column in table.columns for value in column.values]
    assert "Ann" not in values
    first = taken.tables[0]
    accepted = next(column for column in first.columns if column.title == "Accepted: leads")
    assert accepted.values[0] == 37


def test_that_an_export_without_leads_says_what_to_export(opened) -> None:
    _, screen = opened(replace(a_project(), leads=None))
    assert screen.pages.currentWidget() is screen.no_leads
    assert screen.take_away(real_names=False) is None


def test_that_leads_without_a_documented_hand_over_lead_to_the_strategy(qtbot, opened) -> None:
    project = a_project()
    window, screen = opened(replace(project, process=replace(project.process, handoffs=())))
    assert screen.pages.currentWidget() is screen.no_handover
    buttons = [one for one in screen.no_handover.findChildren(QWidget) if one.accessibleName()]
    big = next(one for one in buttons if one.accessibleName() == "Document the hand-over")
    click(qtbot, big)
    strategy = window.findChild(StrategyScreen)
    assert strategy is not None
    assert strategy.isVisible()


def test_that_few_leads_without_people_reasons_or_deals_are_survived(qtbot, opened) -> None:
    leads = a_lead_log("MQL@0", "MQL@5 Rejected@30", "MQL@900")
    _, screen = opened(replace(a_project(), leads=leads))
    assert screen.pages.currentWidget() is screen.content
    assert "cannot tell" in screen.cards[2].line.text()
    assert screen.cards[REASONS].bars == ()
    for part in (OVER_TIME, GROUPS, MEANING):
        click(qtbot, screen.chips[part])
    assert screen.take_away(real_names=False) is not None
