"""Buyer and seller over time: two tracks, what comes out, and since when."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.places import BUYER_AND_SELLER
from desktop.screens.buyer_seller.over_time_panel import TRACKS_NAME
from desktop.screens.buyer_seller.screen import OVER_TIME, BuyerSellerScreen
from models.project import Project
from tests.desktop.screens.with_strategy import a_project_with_strategy

Left = Qt.MouseButton.LeftButton


@pytest.fixture
def screen(qtbot: QtBot, a_window: Callable[[Project], MainWindow]) -> BuyerSellerScreen:
    window = a_window(a_project_with_strategy())
    window.resize(1400, 900)
    window.go(BUYER_AND_SELLER)
    made = window.screen_at(BUYER_AND_SELLER)
    assert isinstance(made, BuyerSellerScreen)
    qtbot.mouseClick(made.chips[OVER_TIME], Left)
    qtbot.waitUntil(lambda: made.is_ready and bool(made.over_time.series), timeout=20_000)
    return made


def test_that_the_two_tracks_are_in_one_chart_and_outcomes_beside_them(screen: BuyerSellerScreen) -> None:
    cards = screen.over_time.figures.cards
    data = cards[0].chart.data
    assert cards[0].name.text() == TRACKS_NAME
    assert data is not None
    assert [line.name for line in data.lines] == ["Seller", "Buyer"]
    names = [card.name.text() for card in cards]
    assert {"Stages ahead of the buyer", "Won within 15 days", "Days to win", "Sales velocity"} <= set(names)


def test_that_targets_are_drawn_into_the_figures_they_are_for(screen: BuyerSellerScreen) -> None:
    winning = next(
        card for card in screen.over_time.figures.cards if card.name.text().startswith("Won within")
    )
    data = winning.chart.data
    assert data is not None
    assert data.target is not None
    assert data.target.value == 0.9
    assert data.band is not None


def test_that_the_figures_are_taken_away_once_they_were_shown(screen: BuyerSellerScreen) -> None:
    taken = screen.take_away(False)
    assert taken is not None
    table = next(one for one in taken.tables if one.title == "Over time")
    assert "Sales velocity" in set(table.columns[0].values)
    assert taken.picture is not None
    assert taken.picture.size.height() > 1000
