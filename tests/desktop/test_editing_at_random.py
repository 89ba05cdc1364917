"""Whatever is edited, and however often it is taken back: the process returns as it was, and so does what is found."""

import numpy as np
import pytest

from desktop.places import PROCESS_EDITOR
from desktop.screens.process_editor.selection import Selection
from mining.analysis import analyse
from mining.conformance.check_json import check_json
from mining.process.editing.tree import place_of
from mining.process.validate import what_is_wrong
from models.case_filter import CaseFilter
from models.progress import silent
from tests.desktop.screens.editor_screen import Editor


def commands_of(view, dice):
    """All edits that the keys and the menu offer for a stage chosen at random."""
    stages = view.flow.process.stages
    if not stages:
        return [view.commands.add_stage()]
    name = stages[int(dice.integers(len(stages)))].name
    view.select(Selection("stage", name, place_of(view.flow.process.flow, name)))
    commands = view.commands
    other = stages[int(dice.integers(len(stages)))].name
    return [
        commands.add_stage(),
        commands.add_stage("Pricing Committee", "Pricing Committee"),
        commands.move(True),
        commands.move(False),
        commands.change_branch(True),
        commands.change_branch(False),
        commands.remove(),
        commands.copy(),
        commands.toggle_optional(),
        commands.repeat(3),
        commands.toggle_way_back(other),
        commands.toggle_source("lost"),
        commands.from_any("lost"),
        commands.side_by_side(),
        commands.dissolve(),
        commands.add_branch(),
        commands.rename(f"{name} again", frozenset()),
    ]


@pytest.mark.parametrize("seed", range(2))
def test_that_thirty_edits_are_undone_and_redone_exactly(qtbot, a_window, demo_project, seed):
    dice = np.random.default_rng(seed)
    window = a_window(demo_project)
    editor = Editor(qtbot, window)
    project = window.document.project
    states = [project.process]
    while len(states) < 31:
        offered = [edit for edit in commands_of(editor.view, dice) if edit is not None]
        editor.view.do(offered[int(dice.integers(len(offered)))])
        if window.document.project.process is not states[-1]:
            states.append(window.document.project.process)
        if len(states) % 7 == 0:
            owner = sorted(demo_project.log.cases.owner.labels)[0]
            chosen = CaseFilter() if len(states) % 2 else CaseFilter(owners=frozenset({owner}))
            window.filter_edits.by_filter(chosen)
    editor.settle()
    agrees(window)
    stack = window.document.undo_stack
    while stack.canUndo():
        stack.undo()
    editor.settle()
    assert window.document.project == project
    agrees(window)
    while stack.canRedo():
        stack.redo()
    editor.settle()
    assert window.document.project.process == states[-1]
    agrees(window)
    assert window.problem is None
    assert window.screen_at(PROCESS_EDITOR).process == states[-1]


def agrees(window) -> None:
    """What the window shows is what a check from nothing finds."""
    process = window.document.project.process
    if what_is_wrong(process):
        return
    shown = window.results.analysis.conformance
    if shown is None:
        return
    fresh = analyse(window.results.prepared, process, silent).conformance
    assert shown.process_name == process.name
    assert check_json(shown, 0, (), costs=True) == check_json(fresh, 0, (), costs=True)
