"""The screen of the diagnosis: verdicts to choose from, their reasons, the deals behind them, and nobody's name."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from desktop.pictures import svg
from desktop.places import DEAL, DEVIATIONS, DIAGNOSIS, OVERVIEW
from desktop.screens.diagnosis.screen import NARROW, WIDE
from desktop.screens.overview.diagnosis_hint import INVITATION
from mining.export.stand_ins import stand_ins_of
from models.case_filter import CaseFilter
from models.case_table import Outcome
from models.deviation import DeviationKey, DeviationType
from models.diagnosis import VerdictKind
from tests.desktop.reading_files import svg_texts
from tests.desktop.screens.sold import EACH, REPS, a_sold_project

LEFT = Qt.MouseButton.LeftButton
DISCOVERY = DeviationKey(DeviationType.SKIPPED, "Discovery")


DORA = stand_ins_of(a_sold_project().log)["Dora"]


def settle(qtbot, window) -> None:
    screen = window.screen_at(DIAGNOSIS)
    qtbot.waitUntil(lambda: not window.results.busy and screen.is_ready, timeout=20_000)


@pytest.fixture
def opened(qtbot, a_window):
    """The window on a project, at the diagnosis, when it is there."""

    def at(project):
        window = a_window(project)
        window.go(DIAGNOSIS)
        settle(qtbot, window)
        return window, window.screen_at(DIAGNOSIS)

    return at


def card_of(screen, kind: VerdictKind):
    return next(card for card in screen.list.cards if card.card.kind is kind)


def texts_of(widget: QWidget) -> list[str]:
    """Everything that a widget says: labels, buttons, tips, what a screen reader reads, cells of tables."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    said = []
    for part in [widget, *widget.findChildren(QWidget)]:
        said += [part.accessibleName(), part.accessibleDescription(), part.toolTip()]
        if isinstance(part, QLabel | QAbstractButton):
            said.append(part.text())
        if hasattr(part, "table") and hasattr(part.table, "columns"):
            model = part.table
            said += [
                str(model.index(row, column).data())
                for row in range(model.rowCount())
                for column in range(model.columnCount())
            ]
    return said


def names_in(texts: list[str]) -> set[str]:
    return {name for name in REPS for text in texts if name in text.replace("Discovery", "")}


def test_that_the_verdicts_say_whose_each_deviation_is(qtbot, opened):
    _, screen = opened(a_sold_project())
    said = [card.headline.text() for card in screen.list.cards]
    assert said[0].startswith("Everybody leaves out Demo")
    assert any(line.startswith(f"{DORA} leaves out Discovery: a habit") for line in said)
    assert screen.list.current is screen.list.cards[0].card
    assert screen.detail.headline.text() == said[0]
    assert f"on {8 * EACH}\u00a0deals" in screen.summary.text()


def test_that_a_click_shows_a_verdict_with_its_reasons_and_reps(qtbot, opened):
    _, screen = opened(a_sold_project())
    qtbot.mouseClick(card_of(screen, VerdictKind.REP), LEFT)
    assert screen.detail.card.key == DISCOVERY
    speaks_for, _, change = screen.detail.reasons.columns
    assert any(f"{EACH} of {EACH}\u00a0deals" in text for text in texts_of(speaks_for))
    assert change.rows
    assert len(screen.detail.habits.chart.habits) == len(REPS)
    assert not screen.detail.habits.parts.isHidden()


def test_that_a_chip_shows_one_kind_only_and_the_first_of_it(qtbot, opened):
    _, screen = opened(a_sold_project())
    chip = screen.chips.chip(VerdictKind.REP)
    assert chip.text() == "A rep's habit (1)"
    assert screen.chips.chip(VerdictKind.SKILL).isHidden()
    qtbot.mouseClick(chip, LEFT)
    assert {card.card.kind for card in screen.list.cards if not card.isHidden()} == {VerdictKind.REP}
    assert screen.detail.card.kind is VerdictKind.REP
    qtbot.mouseClick(screen.chips.chip(None), LEFT)
    listed = {card.card.kind for card in screen.list.cards if not card.isHidden()}
    assert VerdictKind.EVERYBODY in listed
    assert VerdictKind.NO_CALL not in listed


def test_that_the_arrow_keys_go_from_verdict_to_verdict(qtbot, opened):
    _, screen = opened(a_sold_project())
    first, second = screen.list.cards[:2]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert screen.list.current is second.card
    qtbot.keyClick(second, Qt.Key.Key_Up)
    assert screen.list.current is first.card


def test_that_a_sentence_lists_the_deals_behind_it_and_a_deal_opens(qtbot, opened):
    window, screen = opened(a_sold_project())
    qtbot.mouseClick(card_of(screen, VerdictKind.REP), LEFT)
    reason = next(row for row in screen.detail.reasons.columns[0].rows if isinstance(row, QAbstractButton))
    qtbot.mouseClick(reason, LEFT)
    deals = screen.detail.deals
    assert deals.isVisible()
    assert len(deals.shown_cases) == EACH
    log = window.results.analysis.log
    assert {log.cases.owner.text(case) for case in deals.shown_cases.tolist()} == {"Dora"}
    first = deals.table.visualRect(deals.table.table.index(0, 0)).center()
    qtbot.mouseClick(deals.table.viewport(), LEFT, pos=first)
    assert window.stack.currentWidget() is window.screen_at(DEAL)


def test_that_a_verdict_leads_to_its_deviation_and_stays_a_verdict_on_all_deals(qtbot, opened):
    window, screen = opened(a_sold_project())
    qtbot.mouseClick(card_of(screen, VerdictKind.REP), LEFT)
    qtbot.mouseClick(screen.detail.open_button, LEFT)
    assert window.stack.currentWidget() is window.screen_at(DEVIATIONS)
    assert window.document.project.filter.deviation == DISCOVERY
    window.go(DIAGNOSIS)
    settle(qtbot, window)
    assert f"on {8 * EACH}\u00a0deals" in screen.summary.text()


def test_that_nobody_is_named_until_names_are_asked_for(qtbot, opened):
    _, screen = opened(a_sold_project())
    for card in screen.list.cards:
        qtbot.mouseClick(card, LEFT)
        screen.detail.habits.chart.point_at(3)
        assert not names_in(texts_of(screen))
    qtbot.mouseClick(screen.names_button, LEFT)
    assert "Dora" in names_in(texts_of(screen))
    assert card_of(screen, VerdictKind.REP).headline.text().startswith("Dora leaves out Discovery")
    qtbot.mouseClick(screen.names_button, LEFT)
    assert not names_in(texts_of(screen))


def test_that_names_on_the_screen_are_not_saved(qtbot, opened):
    window, screen = opened(a_sold_project())
    before = window.document.project
    qtbot.mouseClick(screen.names_button, LEFT)
    assert window.document.project is before
    assert not window.document.is_modified


@pytest.mark.parametrize("on_screen", [False, True])
def test_that_nobody_is_named_in_what_is_taken_away_unasked(qtbot, opened, on_screen):
    _, screen = opened(a_sold_project())
    qtbot.mouseClick(card_of(screen, VerdictKind.REP), LEFT)
    if on_screen:
        qtbot.mouseClick(screen.names_button, LEFT)
    for real_names in (False, True):
        taken = screen.take_away(real_names)
        drawn = svg_texts(svg(taken.picture, taken.title))
        cells = [str(cell) for table in taken.tables for column in table.columns for cell in column.values]
        assert bool(names_in([" ".join(drawn)])) is real_names
        assert bool(names_in(cells)) is real_names
    assert [table.title for table in taken.tables][:2] == ["Verdicts", "Reasons"]


def test_that_the_list_of_reps_is_a_sound_model_that_nothing_sorts(qtbot, opened):
    _, screen = opened(a_sold_project())
    qtbot.mouseClick(card_of(screen, VerdictKind.REP), LEFT)
    panel = screen.detail.habits
    qtbot.mouseClick(panel.switch.buttons[1], LEFT)
    QAbstractItemModelTester(panel.table.table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    header = panel.table.horizontalHeader()
    qtbot.mouseClick(header.viewport(), LEFT, pos=QPoint(header.sectionViewportPosition(4) + 10, 10))
    shown = [panel.table.table.index(row, 0).data() for row in range(len(REPS))]
    assert shown == [f"Rep {at}" for at in range(1, 9)]


def test_that_mouse_and_keys_point_at_a_rep_and_say_how_much_is_logged(qtbot, opened):
    _, screen = opened(a_sold_project())
    qtbot.mouseClick(card_of(screen, VerdictKind.REP), LEFT)
    chart, told = screen.detail.habits.chart, screen.detail.habits.told
    dora = [habit.owner for habit in chart.habits].index("Dora")
    screen.detail.area.ensureWidgetVisible(chart)  # the mouse reaches only what is in sight
    qtbot.mouseMove(chart, chart.place_of(dora).toPoint())
    assert told.text().startswith(f"{DORA} (North): 24 of 24")
    assert "logged" in told.text()
    chart.setFocus()
    chart.point_at(-1)
    seen = set()
    for _ in REPS:
        qtbot.keyClick(chart, Qt.Key.Key_Right)
        seen.add(told.text().split(" (")[0])
    assert seen == {f"Rep {at}" for at in range(1, 9)}


def test_that_few_people_are_not_shown_beside_each_other(qtbot, opened):
    window, screen = opened(a_sold_project())
    window.document.edit(
        "Filter", replace(window.document.project, filter=CaseFilter(teams=frozenset({"North"})))
    )
    settle(qtbot, window)
    habits = screen.detail.habits
    assert habits.parts.isHidden()
    assert habits.why_not.text().startswith("People are not shown beside each other: only 4 people")
    assert not [table for table in screen.take_away(False).tables if table.title.startswith("Reps")]


def test_that_an_old_verdict_stays_in_sight_until_the_new_one_is_there(qtbot, opened):
    window, screen = opened(a_sold_project())
    before = window.diagnosing.answer
    window.document.edit(
        "Filter", replace(window.document.project, filter=CaseFilter(teams=frozenset({"South"})))
    )
    qtbot.waitUntil(lambda: not window.results.busy, timeout=20_000)
    assert window.diagnosing.answer is before or not window.diagnosing.busy
    assert screen.pages.currentWidget() is screen.content
    settle(qtbot, window)
    assert window.diagnosing.answer is not before
    window.document.undo_stack.undo()
    settle(qtbot, window)
    assert window.diagnosing.answer is before


def test_that_a_narrow_screen_has_a_narrow_list(qtbot, opened):
    window, screen = opened(a_sold_project())
    window.resize(1400, 900)
    qtbot.waitUntil(lambda: screen.list.width() == WIDE)
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: screen.list.width() == NARROW)
    area = screen.detail.area
    qtbot.waitUntil(lambda: area.widget().width() <= area.viewport().width())


def test_that_without_a_process_the_screen_leads_to_one(qtbot, opened):
    window, screen = opened(replace(a_sold_project(), process=None))
    assert screen.pages.currentWidget() is screen.states.no_process
    assert screen.take_away(False) is None
    qtbot.mouseClick(screen.states.no_process.buttons[0], LEFT)
    assert window.starting.dialog is not None
    window.starting.dialog.reject()


def test_that_without_owners_it_says_what_to_import(qtbot, opened):
    _, screen = opened(a_sold_project(owners=False))
    said = " ".join(texts_of(screen))
    assert "owner" in said
    assert not [card for card in screen.list.cards if card.card.kind in (VerdictKind.REP, VerdictKind.TEAM)]


def test_that_ten_deals_carry_no_verdict_and_that_is_said(qtbot, opened):
    _, screen = opened(a_sold_project(each=1))
    assert not screen.list.cards
    assert screen.nothing_found.isVisible()
    said = " ".join(line.text() for line in screen.nothing_found.lines)
    assert "only 8\u00a0deals" in said
    assert said.endswith("import a longer time.")
    assert screen.take_away(False) is None


def test_that_open_deals_alone_are_no_trouble(qtbot, opened):
    project = a_sold_project()
    cases = replace(project.log.cases, outcome=project.log.cases.outcome * 0 + Outcome.OPEN)
    _, screen = opened(replace(project, log=replace(project.log, cases=cases)))
    assert screen.pages.currentWidget() is screen.content


def test_that_who_does_not_want_to_wait_can_look_again(qtbot, a_window):
    window = a_window(a_sold_project())

    def stop(job) -> None:
        job.cancel()

    window.diagnosing.started.connect(stop)
    window.go(DIAGNOSIS)
    screen = window.screen_at(DIAGNOSIS)
    qtbot.waitUntil(lambda: screen.pages.currentWidget() is screen.states.stopped, timeout=20_000)
    window.diagnosing.started.disconnect(stop)
    qtbot.mouseClick(screen.states.stopped.buttons[0], LEFT)
    settle(qtbot, window)
    assert screen.list.cards


def test_that_what_was_stopped_half_way_is_said_to_be_old(qtbot, opened):
    window, screen = opened(a_sold_project())

    def stop(job) -> None:
        job.cancel()

    window.diagnosing.started.connect(stop)
    window.document.edit(
        "Filter", replace(window.document.project, filter=CaseFilter(teams=frozenset({"South"})))
    )
    qtbot.waitUntil(lambda: not window.results.busy and screen.again_button.isVisible(), timeout=20_000)
    assert screen.summary.text().endswith("as they were before")
    window.diagnosing.started.disconnect(stop)
    qtbot.mouseClick(screen.again_button, LEFT)
    settle(qtbot, window)
    assert f"on {4 * EACH}\u00a0deals" in screen.summary.text()
    assert not screen.again_button.isVisible()


def test_that_the_overview_leads_here_and_then_tells_the_first_verdicts_without_names(qtbot, a_window):
    window = a_window(a_sold_project())
    overview = window.screen_at(OVERVIEW)
    assert overview.diagnosis.lines == [INVITATION]
    assert window.diagnosing.answer is None
    qtbot.mouseClick(overview.diagnosis, LEFT)
    assert window.stack.currentWidget() is window.screen_at(DIAGNOSIS)
    settle(qtbot, window)
    window.go(OVERVIEW)
    assert overview.diagnosis.lines[0].startswith("Everybody leaves out Demo")
    assert any(line.startswith(f"{DORA} leaves out Discovery") for line in overview.diagnosis.lines)
    assert not names_in(texts_of(overview.diagnosis))
