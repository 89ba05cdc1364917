"""The screens for designing stand for every project, however little it has, and never blame what no log shows."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QWidget

from desktop.main_window import MainWindow
from desktop.pictures import svg
from desktop.places import (
    BUYER_AND_SELLER,
    BUYER_JOURNEY,
    DEVIATIONS,
    DIAGNOSIS,
    HAND_OVERS,
    PLACES,
    PLAN,
    PROCESS_EDITOR,
    WHAT_IF,
)
from desktop.screenshots import Settling, _choose_something
from desktop.take_away import TakesAway
from mining.process.compile import to_net
from mining.process.yaml_format import parse_yaml
from models.buyer_journey import BuyerJourney, BuyerStep
from models.case_table import Outcome
from models.deviation import DeviationType
from models.project import Project
from models.sales_process import Stage
from models.signal import Signal
from tests.builders import a_log
from tests.desktop.reading_files import svg_texts
from tests.desktop.screens.with_buyer import a_process, a_project_with_buyer

DESIGN = (PROCESS_EDITOR, BUYER_JOURNEY, BUYER_AND_SELLER, WHAT_IF, DIAGNOSIS, HAND_OVERS, PLAN)
OF_THE_BUYER = {
    DeviationType.BUYER_NOT_THERE_YET,
    DeviationType.BUYER_AHEAD,
    DeviationType.MISSING_EVIDENCE,
}


def silent_journey() -> Project:
    """Every signal is one that the log has nowhere."""
    project = a_project_with_buyer()
    signals = tuple(Signal(one.name, kinds=(f"Never {one.name}",)) for one in project.process.signals)
    return replace(project, process=replace(project.process, signals=signals))


def net() -> Project:
    project = a_project_with_buyer()
    return replace(project, process=to_net(project.process, {}))


def open_deals() -> Project:
    project = a_project_with_buyer()
    cases = replace(project.log.cases, outcome=np.full(project.log.n_cases, Outcome.OPEN, dtype=np.int8))
    return replace(project, log=replace(project.log, cases=cases))


def one_deal() -> Project:
    log = a_log("Qualify > Won")
    return Project("One", log, process=a_process())


def no_events() -> Project:
    log = a_log("", "")
    return Project("None", log, process=a_process())


def no_name() -> Project:
    project = a_project_with_buyer()
    return replace(project, process=replace(project.process, flow=(*project.process.flow, Stage("", ()))))


def no_label() -> Project:
    project = a_project_with_buyer()
    first, *rest = project.process.flow
    return replace(project, process=replace(project.process, flow=(replace(first, labels=()), *rest)))


def in_a_circle() -> Project:
    project = a_project_with_buyer()
    steps = (BuyerStep("a", after=("b",)), BuyerStep("b", after=("a", "c")), BuyerStep("", after=("",)))
    return replace(project, process=replace(project.process, journey=BuyerJourney(steps)))


def bare() -> Project:
    return replace(a_project_with_buyer(), process=None)


def nothing() -> Project:
    return Project("")


def only_process() -> Project:
    return Project("", process=a_process())


def names_in_markup() -> Project:
    text = "process: {name: <b>P</b>}\nflow: [{stage: <img src=x>, crm: [Qualify]}, {stage: '&amp;', crm: [Discovery]}]"
    return replace(a_project_with_buyer(), process=parse_yaml(text, "p.yaml"))


PROJECTS = (
    bare,
    net,
    silent_journey,
    open_deals,
    one_deal,
    no_events,
    no_name,
    no_label,
    in_a_circle,
    nothing,
    only_process,
    names_in_markup,
)


def settle(qtbot, window: MainWindow, place: int) -> None:
    screen = window.screen_at(place)
    qtbot.waitUntil(lambda: not window.results.busy and not window.jobs.busy, timeout=20_000)
    if isinstance(screen, Settling):
        qtbot.waitUntil(lambda: screen.is_ready, timeout=20_000)


@pytest.mark.parametrize("make", PROJECTS, ids=lambda make: make.__name__)
def test_that_the_screens_for_designing_stand(qtbot, a_window, make):
    window = a_window(make())
    for place in (*DESIGN, DEVIATIONS, *DESIGN):
        _choose_something(window, place)
        settle(qtbot, window, place)
        assert not window.grab().isNull()
        screen = window.screen_at(place)
        assert isinstance(screen, TakesAway)
        screen.take_away(False)
    stack = window.document.undo_stack
    while stack.canUndo():
        stack.undo()
    settle(qtbot, window, WHAT_IF)
    assert window.problem is None


def test_that_what_no_log_shows_is_said_and_no_deal_is_blamed_for_it(qtbot, a_window):
    window = a_window(silent_journey())
    window.go(BUYER_AND_SELLER)
    settle(qtbot, window, BUYER_AND_SELLER)
    found = window.results.analysis
    assert not [one for one in found.conformance.deviations if one.key.type in OF_THE_BUYER]
    assert all(signal.why_none for signal in found.buyer.signals)
    cards = window.screen_at(BUYER_AND_SELLER).headline.cards
    assert {card.figure.text() for card in cards} == {"–"}
    assert {card.rate.text() for card in cards} == {"no evidence in this log"}
    window.go(BUYER_JOURNEY)
    settle(qtbot, window, BUYER_JOURNEY)
    named = {step.name for step in a_process().journey.steps if not step.always_on}
    assert named <= set(window.screen_at(BUYER_JOURNEY).canvas.facts.silent)


def test_that_what_cannot_be_told_leaves_without_a_rate(qtbot, a_window):
    window = a_window(silent_journey())
    window.go(BUYER_AND_SELLER)
    settle(qtbot, window, BUYER_AND_SELLER)
    totals = window.screen_at(BUYER_AND_SELLER).take_away(False).tables[0]
    columns = {column.title: list(column.values) for column in totals.columns}
    assert columns["Rate"] == columns["Rate, 95 % to"] == [None] * 3
    assert columns["Why there is none"] == ["no evidence in this log"] * 3


def test_that_owners_have_stand_ins_where_a_row_is_broken_down_by_owner(qtbot, a_window):
    window = a_window(a_project_with_buyer(times=10))
    window.go(BUYER_AND_SELLER)
    settle(qtbot, window, BUYER_AND_SELLER)
    screen = window.screen_at(BUYER_AND_SELLER)
    screen.where.table.make_current(0)
    owners = set(window.results.prepared.cases.owner.labels)
    listed = {}
    for real in (False, True):
        for by in (2, 3):
            screen.where.break_down(by)
            taken = screen.take_away(real)
            cells = {str(one) for table in taken.tables for column in table.columns for one in column.values}
            listed[real, by] = owners & (cells | set(svg_texts(svg(taken.picture, "T"))))
    assert listed[False, 2] == listed[False, 3] == set()
    assert listed[True, 3] == {"Ann", "Bob"}


def test_that_an_imported_net_is_copied_as_stages(qtbot, a_window):
    window = a_window(net())
    window.go(WHAT_IF)
    settle(qtbot, window, WHAT_IF)
    screen = window.screen_at(WHAT_IF)
    qtbot.mouseClick(screen.no_draft.buttons[0], Qt.MouseButton.LeftButton)
    settle(qtbot, window, WHAT_IF)
    (draft,) = window.document.project.drafts
    asked = [stage.name for stage in a_project_with_buyer().process.stages]
    assert [stage.name for stage in draft.stages] == asked
    assert not screen.problem.isVisible()


def told(widget: QWidget) -> str:
    """What a screen reader says of a widget: its name, its text, or that of the label that leads to it."""
    labels = widget.window().findChildren(QLabel)
    buddies = [label.text() for label in labels if label.buddy() is widget]
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text or "".join(buddies)


def is_inside(part: QWidget) -> bool:
    """Whether it is the inner part of a widget of Qt, which speaks for it."""
    outer = part.parentWidget()
    return isinstance(outer, QAbstractScrollArea) and outer.viewport() is part


def silent_widgets(screen: QWidget) -> list[str]:
    """Everything that takes the keyboard and says nothing."""
    parts = [
        part
        for part in screen.findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisibleTo(screen) and not is_inside(part)
    ]
    return [f"{type(part).__name__} in {type(part.parent()).__name__}" for part in parts if not told(part)]


@pytest.mark.parametrize("place", DESIGN, ids=[PLACES[place].title for place in DESIGN])
@pytest.mark.parametrize("make", [a_project_with_buyer, bare, net, nothing], ids=lambda make: make.__name__)
def test_that_everything_that_takes_the_keyboard_says_what_it_is(qtbot, a_window, make, place):
    window = a_window(make())
    _choose_something(window, place)
    settle(qtbot, window, place)
    assert silent_widgets(window.screen_at(place)) == []
