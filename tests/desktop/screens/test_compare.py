"""The comparison with real clicks: questions, the three views, what is selected, and the way to the deals."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox

from desktop.main_window import MainWindow
from desktop.map.graph import EdgeStyle, NodeStyle
from desktop.places import COMPARE, PROCESS_MAP
from desktop.screens.compare.columns import DIFFERENCE, WHAT
from desktop.screens.compare.screen import MAP, SIDES, TABLE, CompareScreen
from desktop.screens.compare.told_bar import HINT
from desktop.theme import DARK
from mining.comparing.sides import Question, Split
from mining.process.yaml_format import parse_yaml
from models.case_filter import CaseFilter
from models.case_table import Outcome
from models.categorical import Categorical
from models.comparison import About, Topic
from models.project import Project
from models.saved_filter import SavedFilter
from tests.mining.comparing.sides import PROCESS, times

FOLLOWS, SKIPS, LOST = "Qualify > Demo > Proposal > Won", "Qualify > Proposal > Won", "Qualify > Demo > Lost"
STRAIGHT = ("stage:Qualify", "stage:Proposal")
PEOPLE = ["Ann", "Bob", "Cid", "Dee", "Eve", "Fay"]


@pytest.fixture
def project() -> Project:
    """North mostly follows, South mostly skips the demo; both lose as often, and have three people each."""
    log = times(
        (40, FOLLOWS), (10, SKIPS), (15, LOST), (15, FOLLOWS), (35, SKIPS), (15, LOST),
        team=["North"] * 3 + ["South"] * 3, owner=PEOPLE,
    )  # fmt: skip
    return Project("Acme", log, process=parse_yaml(PROCESS, "process.yaml"))


def opened(qtbot, a_window: Callable[..., MainWindow], project: Project) -> tuple[MainWindow, CompareScreen]:
    window = a_window(project)
    window.resize(1400, 900)
    window.go(COMPARE)
    qtbot.waitUntil(lambda: window.compare.is_ready, timeout=20_000)
    return window, window.compare


def choose(qtbot, screen: CompareScreen, box: QComboBox, row: int) -> None:
    """Choose a row of a box with the keyboard, as a user does."""
    box.setFocus()
    while box.currentIndex() != row:
        before = box.currentIndex()
        qtbot.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < row else Qt.Key.Key_Up)
        assert box.currentIndex() != before
    qtbot.waitUntil(lambda: screen.is_ready)


def click(qtbot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def teams(qtbot, screen: CompareScreen) -> None:
    choose(qtbot, screen, screen.ask.splits, list(Split).index(Split.TEAMS))


def click_edge(qtbot, scene, view, way) -> None:
    points = scene.edges[way].points
    place = view.mapFromScene(QPointF(*points[len(points) // 2]))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_that_winners_and_losers_are_compared_at_first(qtbot, a_window, project) -> None:
    _, screen = opened(qtbot, a_window, project)
    first, second = screen.heads.heads
    assert (first.name.text(), second.name.text()) == ("Won deals", "Lost deals")
    assert "100\u00a0deals" in first.counts.text()
    assert screen.ask.first.isHidden()
    assert any("go on from a stage" in text for text in [screen.ask.cautions.text()])


def test_that_two_teams_are_chosen_and_their_difference_is_drawn(qtbot, a_window, project) -> None:
    _, screen = opened(qtbot, a_window, project)
    teams(qtbot, screen)
    assert [head.name.text() for head in screen.heads.heads] == ["North", "South"]
    edge = screen.scene.graph.edge(STRAIGHT)
    assert edge.style is EdgeStyle.SECOND
    assert edge.label == "B\u00a0+38"
    assert screen.scene.graph.edge(("stage:Qualify", "stage:Demo")).style is EdgeStyle.FIRST
    within = screen.scene.graph.edge(("stage:Proposal", "stage:Won"))
    assert (within.style, within.label) == (EdgeStyle.FAINT, "")
    assert screen.scene.graph.node("stage:Demo").style is NodeStyle.FIRST
    assert screen.scene.graph.node("stage:Qualify").style is NodeStyle.NEITHER
    assert any("38 points" in label.text().replace("\u00a0", " ") for label in screen.ask.told)


def test_that_choosing_the_other_side_as_the_first_swaps_them(qtbot, a_window, project) -> None:
    _, screen = opened(qtbot, a_window, project)
    teams(qtbot, screen)
    choose(qtbot, screen, screen.ask.first, 1)
    assert [head.name.text() for head in screen.heads.heads] == ["South", "North"]


def test_that_a_clicked_path_is_told_and_leads_to_its_deals(qtbot, a_window, project) -> None:
    window, screen = opened(qtbot, a_window, project)
    teams(qtbot, screen)
    click_edge(qtbot, screen.scene, screen.view, STRAIGHT)
    assert "go from Qualify straight to Proposal in 15" in screen.bar.sentence.text().replace("\u00a0", " ")
    assert screen.bar.counts.text() == "A: 10 of 65 · B: 35 of 65"
    assert [button.text() for button in screen.bar.buttons] == [
        "A: show 10\u00a0deals",
        "B: show 35\u00a0deals",
    ]
    click(qtbot, screen.bar.buttons[1])
    qtbot.waitUntil(lambda: not window.results.busy)
    expected = CaseFilter(teams=frozenset({"South"}), path=("Qualify", "Proposal"))
    assert window.document.project.filter == expected
    assert np.count_nonzero(window.results.view.mask) == 35
    assert window.stack.currentWidget() is window.screens[PROCESS_MAP]
    window.document.undo_stack.undo()
    assert window.document.project.filter.is_empty


def test_that_a_row_of_the_table_is_selected_on_the_maps(qtbot, a_window, project) -> None:
    _, screen = opened(qtbot, a_window, project)
    teams(qtbot, screen)
    click(qtbot, screen.switch.buttons[TABLE])
    assert screen.table.isVisible()
    QAbstractItemModelTester(screen.table.table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    names = [screen.table.table.index(row, WHAT).data() for row in range(screen.table.table.rowCount())]
    row = names.index("Qualify → Proposal")
    index = screen.table.table.index(row, WHAT)
    place = screen.table.visualRect(index).center()
    qtbot.mouseClick(screen.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert screen.scene.selected == STRAIGHT
    click(qtbot, screen.switch.buttons[SIDES])
    assert all(scene.selected == STRAIGHT for scene in screen.twins.scenes)
    click(qtbot, screen.switch.buttons[TABLE])
    assert screen.table.table.index(row, DIFFERENCE).data() == "−38\u00a0points"
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert screen.view.isVisible()


def test_that_the_untested_come_last_and_say_why(qtbot, a_window, project) -> None:
    _, screen = opened(qtbot, a_window, project)
    teams(qtbot, screen)
    model = screen.table.table
    shown = [model.index(row, DIFFERENCE).data() for row in range(model.rowCount())]
    assert shown == sorted(shown, key=lambda words: words == "–")
    names = [model.index(row, WHAT).data() for row in range(model.rowCount())]
    tip = model.index(names.index("Team: North"), WHAT).data(Qt.ItemDataRole.ToolTipRole)
    assert "the sides are chosen by it" in tip


def test_that_both_maps_have_the_same_places_and_move_together(qtbot, a_window, project) -> None:
    _, screen = opened(qtbot, a_window, project)
    teams(qtbot, screen)
    click(qtbot, screen.switch.buttons[SIDES])
    qtbot.waitUntil(lambda: screen.is_ready)
    first, second = screen.twins.scenes
    assert {key: item.pos() for key, item in first.nodes.items()} == {
        key: item.pos() for key, item in second.nodes.items()
    }
    assert first.graph.edge(STRAIGHT).label == "15\u00a0%"
    assert second.graph.edge(STRAIGHT).label == "54\u00a0%"
    one, other = screen.twins.views
    qtbot.keyClick(other, Qt.Key.Key_Plus)
    assert one.zoom == pytest.approx(other.zoom)
    click(qtbot, screen.ask.zoom.fit)
    assert other.zoom == pytest.approx(one.zoom)
    other.verticalScrollBar().setValue(other.verticalScrollBar().value() + 37)
    assert one.verticalScrollBar().value() == other.verticalScrollBar().value()
    first.point_at("stage:Demo")
    assert second.hovered == "stage:Demo"
    first.point_at(None)
    click_edge(qtbot, second, other, STRAIGHT)
    assert first.selected == second.selected == screen.scene.selected == STRAIGHT


def test_that_what_a_side_never_does_is_hidden_on_its_map(qtbot, a_window, project) -> None:
    _, screen = opened(qtbot, a_window, project)
    click(qtbot, screen.switch.buttons[SIDES])
    assert screen.twins.scenes[0].nodes["stage:Lost"].hidden
    assert not screen.twins.scenes[1].nodes["stage:Lost"].hidden


def test_that_it_obeys_the_filter_and_what_cannot_be_asked_is_not_offered(qtbot, a_window, project) -> None:
    window, screen = opened(qtbot, a_window, project)
    window.filter_edits.by_filter(CaseFilter(outcomes=frozenset({Outcome.WON})))
    qtbot.waitUntil(lambda: not window.results.busy and screen.is_ready)
    at = list(Split).index(Split.OUTCOME)
    item = screen.ask.splits.model().item(at)
    assert not item.isEnabled()
    assert "no won and lost ones" in item.text()
    assert screen.question.split is Split.TEAMS
    assert "50\u00a0deals" in screen.heads.heads[0].counts.text()


def test_that_too_small_a_side_is_told_instead_of_compared(qtbot, a_window, project) -> None:
    _, screen = opened(qtbot, a_window, project)
    choose(qtbot, screen, screen.ask.splits, list(Split).index(Split.PERSON))
    assert [head.name.text() for head in screen.heads.heads] == ["Ann", "The rest"]
    choose(qtbot, screen, screen.ask.first, 5)
    assert screen.problem.isVisible()
    assert "Too small to tell: Bob (10\u00a0deals)" in screen.problem.text()
    assert not screen.view.isVisible()
    assert screen.take_away(True) is None
    choose(qtbot, screen, screen.ask.first, 0)
    assert screen.view.isVisible()


def test_that_the_date_splits_before_from_after(qtbot, a_window, project) -> None:
    created = project.log.timestamp[project.log.case_start[:-1]] + np.arange(130) * 86_400_000_000
    cases = replace(project.log.cases, created=created)
    _, screen = opened(qtbot, a_window, replace(project, log=replace(project.log, cases=cases)))
    choose(qtbot, screen, screen.ask.splits, list(Split).index(Split.DATE))
    assert screen.ask.since.isVisible()
    before = screen.answer.sides[0].cases
    screen.ask.since.setFocus()
    qtbot.keyClick(screen.ask.since, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: screen.is_ready)
    assert screen.answer.sides[0].cases == before + 1


def test_that_names_of_people_stay_inside_unless_asked_for(qtbot, a_window, project) -> None:
    _, screen = opened(qtbot, a_window, project)
    choose(qtbot, screen, screen.ask.splits, list(Split).index(Split.PERSON))
    hidden, named = screen.take_away(False), screen.take_away(True)
    assert "Ann" not in hidden.title
    assert not any("Ann" in column.title for table in hidden.tables for column in table.columns)
    assert "Ann" in named.title
    assert any("A: Ann" in column.title for column in named.tables[0].columns)


@pytest.mark.parametrize("view", [MAP, SIDES, TABLE])
def test_that_every_view_gives_a_picture_and_the_table(qtbot, a_window, project, view) -> None:
    _, screen = opened(qtbot, a_window, project)
    click(qtbot, screen.switch.buttons[view])
    taken = screen.take_away(True)
    assert taken.tables[0].columns[0].values
    image = QImage(taken.picture.size.toSize(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    taken.picture.paint(painter)
    painter.end()
    small = image.scaled(QSize(60, 60))
    assert len({small.pixel(x, y) for x in range(60) for y in range(60)}) > 5


def test_that_without_a_process_the_frequent_map_is_compared(qtbot, a_window, project) -> None:
    _, screen = opened(qtbot, a_window, replace(project, process=None))
    teams(qtbot, screen)
    assert screen.scene.graph.edge(STRAIGHT).style is EdgeStyle.SECOND
    at = list(Split).index(Split.PROCESS)
    assert not screen.ask.splits.model().item(at).isEnabled()


def test_that_a_selection_is_kept_where_the_next_comparison_has_it_and_cleared_by_escape(
    qtbot, a_window, project
) -> None:
    window, screen = opened(qtbot, a_window, project)
    teams(qtbot, screen)
    click_edge(qtbot, screen.scene, screen.view, STRAIGHT)
    window.filter_edits.by_filter(CaseFilter(owners=frozenset(PEOPLE[:5])))
    qtbot.waitUntil(lambda: not window.results.busy and screen.is_ready)
    assert screen.scene.selected == STRAIGHT
    assert screen._selected == About(Topic.PATH, path=("Qualify", "Proposal"))
    qtbot.keyClick(screen.view, Qt.Key.Key_Escape)
    assert screen.bar.sentence.text() == HINT
    assert screen.scene.selected is None


def test_that_it_works_nothing_out_while_it_is_not_seen(qtbot, a_window, project) -> None:
    window, screen = opened(qtbot, a_window, project)
    window.go(PROCESS_MAP)
    before = screen.answer
    window.filter_edits.by_filter(CaseFilter(teams=frozenset({"North"})))
    qtbot.waitUntil(lambda: not window.results.busy)
    assert screen.answer is before
    window.go(COMPARE)
    qtbot.waitUntil(lambda: screen.is_ready)
    assert screen.answer is not before


def test_that_it_is_drawn_in_the_other_palette(qtbot, a_window, project) -> None:
    _, screen = opened(qtbot, a_window, project)
    screen.set_palette_colors(DARK)
    assert screen.scene.backgroundBrush().color().name() == DARK.canvas
    assert screen.grab().width() == screen.width()


def test_that_a_question_can_be_asked_of_the_screen(qtbot, a_window, project) -> None:
    _, screen = opened(qtbot, a_window, project)
    screen.ask_for(Question(Split.TEAMS, "South", "North"))
    qtbot.waitUntil(lambda: screen.is_ready)
    assert screen.ask.splits.currentText() == "Team against team"
    assert screen.heads.heads[0].name.text() == "South"


def test_that_saved_filters_are_offered_as_soon_as_there_are_two(qtbot, a_window, project) -> None:
    window, screen = opened(qtbot, a_window, project)
    at = list(Split).index(Split.SAVED)
    assert not screen.ask.splits.model().item(at).isEnabled()
    saved = tuple(
        SavedFilter(name, CaseFilter(teams=frozenset({team})))
        for name, team in (("The North", "North"), ("The South", "South"))
    )
    window.document.edit("Save filters", replace(window.document.project, saved_filters=saved))
    qtbot.waitUntil(lambda: screen.is_ready)
    assert screen.ask.splits.model().item(at).isEnabled()
    choose(qtbot, screen, screen.ask.splits, at)
    assert [head.name.text() for head in screen.heads.heads] == ["The North", "The South"]
    assert screen.scene.graph.edge(STRAIGHT).label == "B\u00a0+38"
    assert "North" not in screen.take_away(False).title


def test_that_a_clicked_stage_leads_to_the_deals_that_come_to_it(qtbot, a_window, project) -> None:
    window, screen = opened(qtbot, a_window, project)
    teams(qtbot, screen)
    place = screen.view.mapFromScene(screen.scene.nodes["stage:Demo"].pos())
    qtbot.mouseClick(screen.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert screen.bar.counts.text() == "A: 55 of 65 · B: 30 of 65"
    click(qtbot, screen.bar.buttons[0])
    qtbot.waitUntil(lambda: not window.results.busy)
    assert np.count_nonzero(window.results.view.mask) == 55


def test_that_long_names_do_not_widen_the_panel_and_are_plain_text(qtbot, a_window, project) -> None:
    name = "<b>North</b> & everything that was ever sold between the sea and the mountains " * 2
    team = project.log.cases.team
    named = Categorical(team.codes, (name, *team.labels[1:]))
    log = replace(project.log, cases=replace(project.log.cases, team=named))
    _, screen = opened(qtbot, a_window, replace(project, log=log))
    teams(qtbot, screen)
    assert screen.ask.first.width() < screen.ask.width()
    assert screen.heads.heads[0].name.text() == name
    assert screen.heads.heads[0].width() == screen.heads.heads[1].width()
