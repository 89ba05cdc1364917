"""The panel as a whole: what it shows for a selection, the list of problems, and edits that come back the same."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.screens.process_editor.forms.details_panel import PANEL_WIDTH
from desktop.screens.process_editor.forms.problem_list import counted_words
from desktop.screens.process_editor.selection import WHOLE, Selection
from desktop.theme import DARK
from mining.process.editing.place import Place
from mining.process.editing.tree import walk
from mining.process.yaml_format import parse_yaml, to_yaml
from models.process_problem import Part, ProcessProblem
from models.sales_process import SalesProcess, Stage
from tests.desktop.screens.process_editor.edited_panel import EditedPanel, click, type_over
from tests.mining.process.processes import NAMES, processes

YAML = """
process: {name: P, valid_from: 2026-02-01, valid_until: 2026-01-01}
flow: [A, {choice: [{when: "amount < 1 and amount > 2", flow: [B]}, {otherwise: []}]}, {stage: C, buyer: x}]
end: {won: {crm: [Won], requires: [signed]}}
events: {bad: {kind: Call, subject: "(x"}}
rules: [{id: R1, precedence: [C, A]}]
buyer: {need: {evidence: [gone]}}
"""


@pytest.fixture
def editor(qtbot) -> EditedPanel:
    made = EditedPanel(parse_yaml(YAML, "p.yaml"))
    qtbot.addWidget(made.panel)
    return made


def test_that_what_is_selected_and_gone_is_the_process_as_a_whole(editor) -> None:
    panel = editor.panel
    for gone in (
        Selection("stage", "X"), Selection("block", "", Place((0,))), Selection("rule", "R9"),
        Selection("block", "", Place((7, 0, 1))), Selection("end", "x"), Selection("signal", "x"), WHOLE,
    ):  # fmt: skip
        editor.select(gone)
        assert panel.form is panel.process
    editor.select(Selection("stage", "renamed elsewhere", Place((0,))))
    assert panel.stage.name.text() == "A"
    editor.select(Selection("stage", "B", Place((0,))))
    assert panel.stage.name.text() == "B"


def test_that_a_branch_is_shown_with_its_block(editor) -> None:
    editor.select(Selection("block", "branch", Place((1, 1))))
    assert editor.panel.form is editor.panel.block
    assert editor.panel.heading.text() == "Choice"
    click(editor.panel.block.add_button)
    assert len(editor.process.flow[1].branches) == 3


def test_that_every_problem_is_listed_and_a_click_goes_to_it(editor) -> None:
    problems = editor.panel.problems
    assert problems.button.text() == "8\u00a0warnings"
    assert not problems.area.isVisible()
    click(problems.button)
    assert problems.area.isVisible()
    went = []
    for row in problems.rows:
        if row.property("kind") == "row":
            row.click()
            went.append(editor.selection)
    assert went == [
        Selection("block", "choice", Place((1,))),
        Selection("stage", "B", Place((1, 0, 0))),
        Selection("rule", "R1"),
        Selection("end", "won"),
        Selection("stage", "C", Place((2,))),
        Selection("signal", "bad"),
        WHOLE,
    ]
    assert len(problems.rows) == 8


def test_that_problems_are_counted_in_words() -> None:
    assert counted_words(()) == "No problems"
    said = [ProcessProblem(severity, "x", Part.PROCESS) for severity in ("error", "error", "note")]
    assert counted_words(said) == "2\u00a0errors, 1\u00a0note"


def test_that_mending_a_problem_takes_it_from_the_list(editor) -> None:
    type_over(editor.panel.process.until, "")
    assert editor.panel.problems.button.text() == "7\u00a0warnings"
    editor.document.undo_stack.undo()
    assert editor.panel.problems.button.text() == "8\u00a0warnings"


def test_that_nothing_is_wider_than_the_panel_in_either_theme(editor) -> None:
    shown = [
        WHOLE, Selection("stage", "C"), Selection("end", "won"), Selection("rule", "R1"), Selection("signal", "bad"),
        Selection("block", "", Place((1,))),
    ]  # fmt: skip
    for selection in shown:
        editor.select(selection)
        editor.panel.set_palette_colors(DARK)
        QApplication.processEvents()
        form = editor.panel.form
        assert form.parentWidget().minimumSizeHint().width() <= PANEL_WIDTH
        assert form.width() <= PANEL_WIDTH


def test_that_the_process_is_the_same_to_whoever_looks_at_all_of_it(editor) -> None:
    before = editor.process
    for selection in _everything(before):
        editor.select(selection)
    assert editor.process is before
    assert editor.verbs == []


def _everything(process: SalesProcess) -> list[Selection]:
    found = [WHOLE, *(Selection("end", end.name) for end in process.ends)]
    found += [Selection("rule", rule.id) for rule in process.rules]
    found += [Selection("signal", signal.name) for signal in process.signals]
    for place, step in walk(process.flow):
        is_stage = isinstance(step, Stage)
        found.append(Selection("stage" if is_stage else "block", step.name if is_stage else "", place))
    return found


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(process=processes(), data=st.data())
def test_that_every_edit_of_a_form_comes_back_from_the_file_and_can_be_undone(qtbot, process, data) -> None:
    editor = EditedPanel(process)
    for selection in _everything(process):
        editor.select(selection)
    assert editor.verbs == []
    stage = data.draw(st.sampled_from(process.stages))
    editor.select(Selection("stage", stage.name))
    form, new = editor.panel.stage, data.draw(NAMES)
    edits = {
        "label": lambda: form.labels.added.emit(new),
        "out": lambda: form.optional.changed.emit(data.draw(st.booleans())),
        "repeat": lambda: form.repeat.changed.emit(data.draw(st.none() | st.integers(1, 50))),
        "owner": lambda: form.owners.added.emit(new),
        "exit": lambda: form.exit.added.emit(new),
        "time": lambda: form.allowed.number.setValue(data.draw(st.integers(0, 3650))),
        "activity": lambda: form.typical.chosen.emit(new),
        "name": lambda: form.name.committed.emit(new),
    }
    for chosen in data.draw(st.lists(st.sampled_from(sorted(edits)), min_size=1, max_size=4)):
        edits[chosen]()
        if any(one.severity == "error" for one in editor.panel.form.shown.problems):
            break
        assert parse_yaml(to_yaml(editor.process), "p.yaml") == editor.process
    while editor.document.undo_stack.canUndo():
        editor.document.undo_stack.undo()
    assert editor.process == process
    editor.panel.deleteLater()
    QCoreApplication.sendPostedEvents(editor.panel, QEvent.Type.DeferredDelete)
