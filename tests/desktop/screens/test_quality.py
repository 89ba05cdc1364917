"""The screen of data quality: what it lists, what a switch does to every screen, and where an example leads."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from desktop.places import DEAL, OVERVIEW, PLACES, QUALITY
from desktop.screens.quality.screen import QualityScreen
from desktop.theme import LIGHT
from models.case_table import Outcome
from models.import_summary import ImportSummary, Quarantined
from models.project import Project
from models.quality import Fault
from tests.builders import a_log
from tests.desktop.conftest import PROCESS
from tests.desktop.screens.checked import a_project, results_of

FULL = "Qualify > Discovery > Demo > Proposal > Won"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def faulty() -> Project:
    """Ten deals at real times: two are made by an integration, two are open; three rows were set aside."""
    log = a_log(
        *[FULL] * 8, "Qualify", "Qualify > Demo", resources=["Ann"] * 6 + ["API user"] * 2 + ["Bob"] * 2
    )
    log = replace(log, timestamp=log.timestamp + 36_000_000_000 + np.arange(log.n_events) * 977_000_000)
    rows = tuple(
        Quarantined("<b>deals</b>.csv", line, reason)
        for line, reason in ((7, "no id"), (9, "no id"), (11, "no date"))
    )
    return Project("Acme", log, ImportSummary("table", ("deals.csv",), 46, rows), PROCESS)


def settled(qtbot, window) -> None:
    qtbot.waitUntil(lambda: not window.results.busy, timeout=20_000)


def test_that_what_was_found_is_listed_and_the_rest_is_one_line(qtbot, a_window, faulty) -> None:
    window = a_window(faulty)
    window.go(QUALITY)
    screen = window.screen_at(QUALITY)
    shown = [fault for fault, row in screen.rows.items() if row.isVisible()]
    assert shown == [Fault.QUARANTINED, Fault.ROBOTS, Fault.OPEN_DEALS]
    assert screen.rows[Fault.ROBOTS].figures.text().replace("\u00a0", " ") == "10 of 43 events  ·  23 %"
    assert screen.clean.text().startswith("No broken joins, ") or "no broken joins" in screen.clean.text()
    assert "no duplicates" in screen.clean.text()
    assert [label.text() for label in screen.figures.numbers.values()] == [
        "43",
        "10",
        "8",
        "0",
        "2",
        "46",
        "3",
    ]


def test_that_a_switch_is_an_edit_that_every_screen_follows_and_undo_takes_back(
    qtbot, a_window, faulty
) -> None:
    window = a_window(faulty)
    window.go(QUALITY)
    row = window.screen_at(QUALITY).rows[Fault.OPEN_DEALS]
    qtbot.mouseClick(row.switch, LEFT, pos=row.switch.rect().center() - row.switch.rect().center() / 1.2)
    settled(qtbot, window)
    assert window.document.undo_stack.undoText() == "Leave out open deals"
    assert window.results.analysis.log.n_cases == 8
    assert window.filter_bar.counts.text() == "8 deals"
    assert row.isVisible()
    assert row.switch.isChecked()
    window.document.undo_stack.undo()
    settled(qtbot, window)
    assert window.results.analysis.log.n_cases == 10
    assert not row.switch.isChecked()


def test_that_a_switch_works_from_the_keyboard_and_says_what_it_is(qtbot, a_window, faulty) -> None:
    window = a_window(faulty)
    window.go(QUALITY)
    row = window.screen_at(QUALITY).rows[Fault.ROBOTS]
    row.switch.setFocus()
    qtbot.keyClick(row.switch, Qt.Key.Key_Space)
    settled(qtbot, window)
    assert window.results.prepared.n_cases == 8
    assert row.switch.text() == "Leave out automation"
    assert row.more.accessibleName() == "Show deals: Automation"


def test_that_an_example_leads_to_its_deal_and_one_left_out_does_not(qtbot, a_window, faulty) -> None:
    window = a_window(faulty)
    window.go(QUALITY)
    row = window.screen_at(QUALITY).rows[Fault.ROBOTS]
    qtbot.mouseClick(row.more, LEFT)
    assert [button.text() for button in row.examples.deals] == ["D7", "D8"]
    qtbot.mouseClick(row.examples.deals[1], LEFT)
    assert window.stack.currentWidget() is window.screen_at(DEAL)
    assert window.screen_at(DEAL).case == 7
    window.go(QUALITY)
    row.switch.click()
    settled(qtbot, window)
    assert row.more.isChecked()
    assert not any(button.isEnabled() for button in row.examples.deals)


def test_that_rows_set_aside_are_grouped_by_reason_with_their_places(qtbot, a_window, faulty) -> None:
    window = a_window(faulty)
    window.go(QUALITY)
    row = window.screen_at(QUALITY).rows[Fault.QUARANTINED]
    qtbot.mouseClick(row.more, LEFT)
    lines = [label.text().replace("\u00a0", " ") for label in row.examples.findChildren(type(row.title))]
    assert lines == [
        "2 rows: no id (<b>deals</b>.csv, lines 7, 9)",
        "1 row: no date (<b>deals</b>.csv, line 11)",
    ]
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText for label in row.examples.findChildren(type(row.title))
    )


def test_that_leaving_out_every_deal_leaves_a_window_that_works(qtbot, a_window, faulty) -> None:
    log = replace(
        faulty.log, cases=replace(faulty.log.cases, outcome=np.full(10, Outcome.OPEN, dtype=np.int8))
    )
    window = a_window(replace(faulty, log=log))
    for place in range(len(PLACES)):
        window.go(place)
    window.screen_at(QUALITY).rows[Fault.OPEN_DEALS].switch.click()
    settled(qtbot, window)
    for place in range(len(PLACES)):
        window.go(place)
    assert window.results.analysis.log.n_cases == 0
    assert window.screen_at(QUALITY).rows[Fault.OPEN_DEALS].isVisibleTo(window.screen_at(QUALITY))


def test_that_without_a_log_the_screen_says_what_to_do(qtbot) -> None:
    document, results = results_of(qtbot, Project(""))
    screen = QualityScreen(document, results, LIGHT)
    qtbot.addWidget(screen)
    assert screen.currentWidget() is screen.nothing_imported


def test_that_the_overview_says_in_one_line_what_was_found_and_leads_there(qtbot, a_window, faulty) -> None:
    window = a_window(faulty)
    hint = window.screen_at(OVERVIEW).quality
    assert hint.isVisible()
    assert hint.words.text() == "Worth knowing about these data: automation, rows set aside."
    qtbot.mouseClick(hint, LEFT)
    assert window.stack.currentWidget() is window.screen_at(QUALITY)


def test_that_the_overview_is_silent_where_nothing_important_was_found(qtbot, a_window) -> None:
    window = a_window(replace(a_project(), preparation=replace(a_project().preparation)))
    assert not window.screen_at(OVERVIEW).quality.isVisible()


def test_that_nothing_is_cut_off_when_examples_are_open(qtbot, a_window, faulty) -> None:
    window = a_window(faulty)
    window.resize(1000, 700)
    window.go(QUALITY)
    rows = [row for row in window.screen_at(QUALITY).rows.values() if row.isVisible()]
    for row in rows:
        qtbot.mouseClick(row.more, LEFT)
    qtbot.waitUntil(lambda: all(row.height() == row.heightForWidth(row.width()) for row in rows))
    for row in rows:
        qtbot.mouseClick(row.more, LEFT)
    qtbot.waitUntil(lambda: all(row.height() == row.heightForWidth(row.width()) for row in rows))
    assert not any(row.examples.isVisible() for row in rows)


def test_that_ends_that_nobody_knows_are_not_shown_as_none(qtbot, a_window, faulty) -> None:
    assert faulty.log is not None
    cases = replace(faulty.log.cases, outcome=np.full(10, Outcome.UNKNOWN, dtype=np.int8))
    window = a_window(replace(faulty, log=replace(faulty.log, cases=cases)))
    window.go(QUALITY)
    numbers = window.screen_at(QUALITY).figures.numbers
    assert [numbers[name].text() for name in ("deals", "won", "lost", "open")] == ["10", "–", "–", "–"]
    assert numbers["won"].accessibleName() == "How many are won is not known"
