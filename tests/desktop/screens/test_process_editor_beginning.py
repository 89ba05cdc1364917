"""How the editor begins: without a project, without a process, and with an imported model."""

from dataclasses import replace

from PySide6.QtTest import QTest

from desktop.places import PROCESS_EDITOR
from mining.process.compile import to_net
from models.petri_net import PetriNet, Transition
from models.sales_process import SalesProcess
from tests.desktop.screens.editor_screen import LEFT, Editor


def test_that_without_a_process_one_can_be_drawn_started_or_opened(qtbot, a_window, project):
    window = a_window(replace(project, process=None))
    editor = Editor(qtbot, window)
    assert editor.screen.currentWidget() is editor.screen.start
    QTest.mouseClick(editor.screen.start.buttons[1], LEFT)
    assert window.starting.dialog is not None
    window.starting.dialog.chosen.emit("Start", project.process)
    window.starting.stop()
    editor.settle()
    assert editor.process is project.process
    assert editor.screen.currentWidget() is not editor.screen.start


def test_that_an_imported_model_is_edited_as_stages_and_undo_brings_it_back(qtbot, a_window, project):
    net = replace(to_net(project.process, {}), name="Imported")
    window = a_window(replace(project, process=net))
    editor = Editor(qtbot, window)
    assert editor.screen.currentWidget() is editor.screen.net
    QTest.mouseClick(editor.screen.net.state.buttons[0], LEFT)
    qtbot.waitUntil(lambda: isinstance(window.document.project.process, SalesProcess), timeout=20_000)
    editor.settle()
    assert [stage.name for stage in editor.process.stages] == ["Qualify", "Discovery", "Demo", "Proposal"]
    assert window.results.view.deviating == 3
    window.document.undo_stack.undo()
    assert window.document.project.process is net
    assert editor.screen.currentWidget() is editor.screen.net


def test_that_a_model_that_is_no_stages_says_why(qtbot, a_window, project):
    first = Transition("a", "Demo", (("p", 1),), (("q", 1),))
    second = Transition("b", "Demo", (("q", 1),), (("r", 1),))
    twice = PetriNet("Twice", ("p", "q", "r"), (first, second), {"p": 1}, {"r": 1})
    window = a_window(replace(project, process=twice))
    editor = Editor(qtbot, window)
    before = editor.screen.net.state
    QTest.mouseClick(before.buttons[0], LEFT)
    qtbot.waitUntil(lambda: editor.screen.net.state is not before, timeout=20_000)
    assert len(editor.screen.net.state.buttons) == 2
    assert window.document.project.process is twice
    assert window.problem is None


def test_that_the_editor_is_gone_to_from_the_menu(qtbot, a_window, project):
    window = a_window(project)
    window.actions_.places[PROCESS_EDITOR].trigger()
    assert window.stack.currentWidget() is window.screen_at(PROCESS_EDITOR)
