"""The screen of the buyer's journey, drawn on with the mouse and steered with the keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from desktop.screens.journey_editor.artist import STAGE, STEP
from desktop.screens.journey_editor.screen import JourneyEditorScreen
from desktop.theme import DARK, LIGHT
from mining.process.yaml_format import parse_yaml
from mining.process.yaml_writer import to_yaml
from models.project import Project
from models.signal import Signal
from tests.desktop.screens.checked import results_of
from tests.desktop.screens.with_buyer import a_project_with_buyer
from tests.mining.alignment.nets import a_sequence

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of any window
LEFT = Qt.MouseButton.LeftButton


class Driven:
    def __init__(self, qtbot, project: Project) -> None:
        self.qtbot = qtbot
        self.document, self.results = results_of(qtbot, project)
        self.screen = JourneyEditorScreen(self.document, self.results, LIGHT)
        self.canvas, self.panel = self.screen.canvas, self.screen.panel
        self.screen.resize(1200, 800)
        self.screen.show()
        qtbot.addWidget(self.screen)
        qtbot.waitExposed(self.screen)

    @property
    def process(self):
        return self.document.project.process

    def step(self, name):
        return self.process.journey.step(name)

    def at(self, kind, name) -> QPoint:
        return self.canvas.box_of(kind, name).center().toPoint()

    def click(self, kind, name) -> None:
        self.qtbot.mouseClick(self.canvas, LEFT, pos=self.at(kind, name))

    def drag(self, source, target) -> None:
        begin = self.at(*source)
        end = self.at(*target) if isinstance(target[0], str) else QPoint(*target)
        QTest.mousePress(self.canvas, LEFT, pos=begin)
        for part in (0.3, 0.7, 1.0):
            QTest.mouseMove(self.canvas, begin + (end - begin) * part)
        QTest.mouseRelease(self.canvas, LEFT, pos=end)

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.results.busy and self.screen.is_ready)

    def undo(self) -> None:
        self.document.undo_stack.undo()


@pytest.fixture
def driven(qtbot):
    made = Driven(qtbot, a_project_with_buyer())
    yield made
    made.screen.stop()
    made.results.stop()


def made_of(qtbot, request, project: Project) -> Driven:
    made = Driven(qtbot, project)
    request.addfinalizer(made.results.stop)
    request.addfinalizer(made.screen.stop)
    return made


def test_that_a_line_dragged_from_a_stage_says_what_it_presumes(driven):
    driven.drag((STAGE, "Contract"), (STEP, "legal"))
    assert [stage.buyer for stage in driven.process.stages] == [
        "problem",
        "exploration",
        "selection",
        "legal",
    ]
    assert driven.document.undo_stack.undoText() == "Say what a stage presumes"
    assert [link.source for link in driven.canvas.picture.presumes][-1] == "Contract"
    driven.undo()
    assert driven.process.stages[-1].buyer == ""


def test_that_a_line_can_be_dragged_down_to_the_stage_as_well(driven):
    driven.drag((STEP, "legal"), (STAGE, "Contract"))
    assert driven.process.stages[-1].buyer == "legal"


def test_that_a_line_dragged_from_step_to_step_puts_one_after_the_other(driven):
    driven.drag((STEP, "problem"), (STEP, "legal"))
    assert driven.step("legal").after == ("selection", "problem")
    driven.undo()
    assert driven.step("legal").after == ("selection",)


def test_that_a_circle_is_refused_in_a_sentence_and_changes_nothing(driven):
    before = driven.process
    driven.drag((STEP, "selection"), (STEP, "problem"))
    assert driven.process is before
    assert driven.panel.problem.isVisible()
    assert "Problem identification cannot come after Selection" in driven.panel.problem.text()
    driven.click(STEP, "exploration")
    assert not driven.panel.problem.isVisible()


def test_that_a_line_into_nothing_or_to_another_stage_changes_nothing(driven):
    before = driven.process
    driven.drag((STAGE, "Contract"), (5, 5))
    driven.drag((STAGE, "Contract"), (STAGE, "Proposal"))
    driven.drag((STEP, "problem"), (STEP, "problem"))
    assert driven.process is before
    assert not driven.document.undo_stack.canUndo()


def test_that_a_step_says_what_shows_it_and_how_often_that_is_seen(driven):
    driven.click(STEP, "problem")
    panel = driven.panel.step
    assert driven.panel.shown is panel
    assert panel.title.text() == "Problem identification"
    assert [row.name for row in panel.signals.rows] == ["pain"]
    assert panel.signals.rows[0].seen.text().replace("\u00a0", " ") == "Seen 5 times in 5 deals."
    assert panel.presumed_by.text() == "The buyer works on it in Qualify."


def test_that_a_step_without_evidence_in_the_log_is_no_fault(driven):
    driven.click(STEP, "legal")
    said = driven.panel.step.signals.rows[0].seen.text()
    assert said.startswith("No evidence in this log: the log does not hold when fields changed")
    assert driven.canvas.facts.silent == {"legal"}
    assert driven.canvas.facts.seen == {"problem": 5, "exploration": 4, "selection": 2}


def test_that_the_panel_changes_a_step_and_every_change_can_be_undone(driven, qtbot):
    driven.click(STEP, "exploration")
    panel = driven.panel.step
    panel.title.setFocus()
    panel.title.selectAll()
    qtbot.keyClicks(panel.title, "Solution exploration")
    qtbot.keyClick(panel.title, Qt.Key.Key_Return)
    assert driven.step("exploration").shown == "Solution exploration"
    panel.name.selectAll()
    qtbot.keyClicks(panel.name, "explore")
    qtbot.keyClick(panel.name, Qt.Key.Key_Return)
    assert driven.process.stages[1].buyer == "explore"
    assert driven.canvas.selected == (STEP, "explore")
    qtbot.mouseClick(panel.after_chips[0], LEFT)
    assert driven.step("explore").after == ()
    panel.add_after.entries.actions()[0].trigger()
    assert driven.step("explore").after == ("problem",)
    qtbot.mouseClick(panel.always_on, LEFT, pos=QPoint(8, panel.always_on.height() // 2))
    assert driven.step("explore").always_on
    assert driven.step("selection").after == ("problem",)
    qtbot.mouseClick(panel.remove, LEFT)
    assert driven.step("explore") is None
    assert driven.canvas.selected is None
    for _ in range(6):
        driven.undo()
    assert driven.process == a_project_with_buyer().process


def test_that_a_measure_that_is_none_is_explained_where_it_is_written(driven, qtbot):
    driven.click(STEP, "consensus")
    panel = driven.panel.step
    panel.measure.setFocus()
    qtbot.keyClicks(panel.measure, "amount >")
    qtbot.keyClick(panel.measure, Qt.Key.Key_Return)
    assert panel.measure_problem.isVisible()
    assert driven.step("consensus").measure is None
    qtbot.keyClicks(panel.measure, " 1000")
    qtbot.keyClick(panel.measure, Qt.Key.Key_Return)
    assert driven.step("consensus").measure.text == "amount > 1000"
    assert not panel.measure_problem.isVisible()


def test_that_a_stage_is_given_its_step_with_the_keyboard(driven, qtbot):
    driven.canvas.setFocus()
    qtbot.keyClick(driven.canvas, Qt.Key.Key_Right)
    assert driven.canvas.selected == (STEP, "problem")
    qtbot.keyClick(driven.canvas, Qt.Key.Key_Down)
    assert driven.canvas.selected == (STAGE, "Qualify")
    for _ in range(3):
        qtbot.keyClick(driven.canvas, Qt.Key.Key_Right)
    assert driven.canvas.selected == (STAGE, "Contract")
    assert driven.panel.shown is driven.panel.stage
    qtbot.keyClick(driven.canvas, Qt.Key.Key_Return)
    assert driven.panel.stage.step.hasFocus()
    qtbot.keyClicks(driven.panel.stage.step, "Leg")
    qtbot.keyClick(driven.panel.stage.step, Qt.Key.Key_Return)
    driven.panel.stage.step.activated.emit(driven.panel.stage.step.currentIndex())
    assert driven.process.stages[-1].buyer == "legal"
    assert driven.panel.stage.meaning.text() == (
        "A deal that enters Contract presumes that the buyer has done "
        "Problem identification, Exploration and Selection."
    )


def test_that_a_step_is_renamed_in_its_place(driven, qtbot):
    qtbot.mouseDClick(driven.canvas, LEFT, pos=driven.at(STEP, "selection"))
    edit = driven.canvas.name_edit
    assert edit.isVisible()
    assert edit.text() == "Selection"
    qtbot.keyClicks(edit, "Supplier selection")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert driven.step("selection").shown == "Supplier selection"
    assert not edit.isVisible()
    qtbot.keyClick(driven.canvas, Qt.Key.Key_F2)
    qtbot.keyClicks(edit, "Nonsense")
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert not edit.isVisible()
    assert driven.step("selection").shown == "Supplier selection"


def test_that_a_new_step_comes_after_the_selected_one_and_is_one_step_to_undo(driven, qtbot):
    driven.click(STEP, "problem")
    qtbot.mouseClick(driven.screen.add_button, LEFT)
    qtbot.keyClicks(driven.canvas.name_edit, "Build or buy")
    qtbot.keyClick(driven.canvas.name_edit, Qt.Key.Key_Return)
    added = driven.process.journey.steps[-1]
    assert (added.name, added.shown, added.after) == ("build_or_buy", "Build or buy", ("problem",))
    assert driven.canvas.selected == (STEP, "build_or_buy")
    driven.undo()
    assert driven.process == a_project_with_buyer().process


def test_that_delete_removes_the_selected_step(driven, qtbot):
    driven.click(STEP, "selection")
    qtbot.keyClick(driven.canvas, Qt.Key.Key_Delete)
    assert driven.step("selection") is None
    assert driven.process.stages[2].buyer == ""


def test_that_a_signal_is_chosen_from_what_the_log_holds(driven, qtbot):
    driven.click(STEP, "consensus")
    qtbot.mouseClick(driven.panel.step.add_signal, LEFT)
    picker = driven.panel.picker
    driven.settle()
    rows = [(item.text(), item.data(Qt.ItemDataRole.UserRole)) for item in picker.list.offers()]
    assert ("Call", "5") in rows
    assert ("explored", "4") in rows
    assert "Meeting" not in [words for words, _ in rows]  # which explored is
    assert ("signed", "no evidence") in rows
    assert "Qualify" not in [words for words, _ in rows]
    qtbot.keyClicks(picker.search, "cal")
    assert [item.text() for item in picker.list.offers()] == ["Call"]
    place = picker.list.visualItemRect(picker.list.offers()[0]).center()
    qtbot.mouseClick(picker.list.viewport(), LEFT, pos=place)
    assert driven.process.signals[-1] == Signal("call", kinds=("Call",))
    assert driven.step("consensus").evidence == ("call",)
    assert driven.panel.shown is driven.panel.step
    driven.undo()
    assert driven.process == a_project_with_buyer().process


def test_that_a_signal_of_the_process_is_taken_with_enter(driven, qtbot):
    driven.click(STEP, "selection")
    qtbot.mouseClick(driven.panel.step.add_signal, LEFT)
    driven.settle()
    qtbot.keyClicks(driven.panel.picker.search, "signed")
    qtbot.keyClick(driven.panel.picker.search, Qt.Key.Key_Return)
    assert driven.step("selection").evidence == ("asked", "signed")
    assert len(driven.process.signals) == 4


def test_that_a_pattern_is_counted_while_it_is_typed(driven, qtbot):
    driven.click(STEP, "consensus")
    qtbot.mouseClick(driven.panel.step.add_signal, LEFT)
    qtbot.mouseClick(driven.panel.picker.write, LEFT)
    form = driven.panel.form
    assert not form.save.isEnabled()
    qtbot.keyClicks(form.parts.subject, "(?i)PAIN")
    qtbot.waitUntil(lambda: "counts as a signal that comes before it" in form.counted.text())
    qtbot.keyClicks(form.parts.subject, "(")
    qtbot.waitUntil(lambda: "is no regular expression" in form.counted.text())
    assert not form.save.isEnabled()
    form.parts.subject.clear()
    qtbot.keyClicks(form.parts.kinds.line, "Meeting")
    qtbot.waitUntil(lambda: "counts as" in form.counted.text())
    qtbot.keyClick(form.parts.kinds.line, Qt.Key.Key_Return)
    qtbot.mouseClick(form.save, LEFT)
    assert driven.process.signals[-1] == Signal("consensus_seen", kinds=("Meeting",))
    assert driven.step("consensus").evidence == ("consensus_seen",)


def test_that_a_signal_is_changed_under_its_counts(driven, qtbot):
    driven.click(STEP, "legal")
    qtbot.mouseClick(driven.panel.step.signals.rows[0].change_button, LEFT)
    form = driven.panel.form
    parts = form.parts
    assert (parts.name.text(), parts.changed_field.text(), parts.becomes.text()) == (
        "signed",
        "Contract",
        "Signed",
    )
    qtbot.mouseClick(parts.sort.buttons[0], LEFT)
    for kind in ("Call", "Meeting"):
        qtbot.keyClicks(parts.kinds.line, kind)
        qtbot.keyClick(parts.kinds.line, Qt.Key.Key_Return)
    form.parts.name.selectAll()
    qtbot.keyClicks(form.parts.name, "talked")
    qtbot.mouseClick(form.save, LEFT)
    assert driven.process.signals[-1] == Signal("talked", kinds=("Call", "Meeting"))
    assert driven.step("legal").evidence == ("talked",)
    driven.undo()
    assert driven.process == a_project_with_buyer().process


def test_that_a_name_that_is_taken_is_refused_and_the_form_stays(driven, qtbot):
    driven.click(STEP, "legal")
    qtbot.mouseClick(driven.panel.step.signals.rows[0].change_button, LEFT)
    form = driven.panel.form
    form.parts.name.selectAll()
    qtbot.keyClicks(form.parts.name, "pain")
    qtbot.mouseClick(form.save, LEFT)
    assert driven.panel.problem.text() == "There is a signal called pain already; choose another name."
    assert driven.panel.shown is form
    qtbot.mouseClick(form.back, LEFT)
    assert driven.panel.shown is driven.panel.step


def test_that_a_signal_taken_off_a_step_stays_in_the_process(driven, qtbot):
    driven.click(STEP, "problem")
    qtbot.mouseClick(driven.panel.step.signals.rows[0].remove_button, LEFT)
    assert driven.step("problem").evidence == ()
    assert len(driven.process.signals) == 4
    driven.canvas.select(None)
    overview = driven.panel.overview
    assert [row.name for row in overview.signals.rows] == ["pain", "explored", "asked", "signed"]
    qtbot.mouseClick(overview.signals.rows[0].remove_button, LEFT)
    assert [signal.name for signal in driven.process.signals] == ["explored", "asked", "signed"]
    assert driven.process.stages[0].exit_evidence == ()


def test_that_a_signal_can_be_tried_earlier(driven, qtbot):
    rows = driven.panel.overview.signals.rows
    assert [row.earlier_button.isVisible() for row in rows] == [False, True, True, True]
    qtbot.mouseClick(rows[2].earlier_button, LEFT)
    assert [signal.name for signal in driven.process.signals] == ["pain", "asked", "explored", "signed"]
    assert [row.name for row in driven.panel.overview.signals.rows] == ["pain", "asked", "explored", "signed"]


def test_that_what_is_selected_is_said_to_those_who_hear_it(driven):
    driven.click(STEP, "exploration")
    assert driven.canvas.accessibleDescription().replace("\u00a0", " ") == (
        "Buyer step Exploration. It comes after Problem identification. Seen in 4 deals of 6 deals."
    )
    driven.click(STEP, "legal")
    assert "No evidence in this log." in driven.canvas.accessibleDescription()
    driven.click(STAGE, "Qualify")
    assert driven.canvas.accessibleDescription() == (
        "Stage Qualify. Problem identification is where the buyer begins: Qualify presumes nothing before it."
    )


def test_that_a_step_moves_in_the_list_with_its_buttons(driven, qtbot):
    driven.click(STEP, "problem")
    panel = driven.panel.step
    assert not panel.earlier.isEnabled()
    qtbot.mouseClick(panel.later, LEFT)
    assert [step.name for step in driven.process.journey.steps][:2] == ["exploration", "problem"]
    assert driven.canvas.selected == (STEP, "problem")


def test_that_a_diagram_leads_to_where_it_becomes_stages(qtbot, request):
    diagram = a_sequence("Qualify", "Discovery", "Proposal", "Contract", "Won")
    driven = made_of(qtbot, request, replace(a_project_with_buyer(), process=diagram))
    assert driven.screen.pages.currentWidget() is driven.screen.imported
    with qtbot.waitSignal(driven.screen.editor_wanted):
        qtbot.mouseClick(driven.screen.imported.buttons[0], LEFT)


JOURNEY = """
events: {asked: {kind: Call}, told: {kind: Meeting}}
buyer: {interest: {evidence: [asked]}, decision: {after: [interest], evidence: [told]}}
stages: {Qualify: interest, Proposal: decision}
"""


def test_that_a_journey_is_taken_over_from_a_file(driven, tmp_path):
    path = tmp_path / "journey.yaml"
    path.write_text(JOURNEY)
    driven.screen.open_journey(path)
    assert [step.name for step in driven.process.journey.steps] == ["interest", "decision"]
    assert [stage.buyer for stage in driven.process.stages] == ["interest", "", "decision", ""]
    driven.undo()
    assert driven.process == a_project_with_buyer().process


def test_that_a_file_that_cannot_be_used_changes_nothing(driven, qtbot, tmp_path):
    path = tmp_path / "journey.yaml"
    path.write_text(JOURNEY.replace("Proposal", "Propsal"))
    with qtbot.waitSignal(driven.screen.failed) as failed:
        driven.screen.open_journey(path)
    assert "you may have meant Proposal" in str(failed.args[0])
    assert not driven.document.undo_stack.canUndo()


def test_that_counts_follow_an_edit(driven, qtbot):
    driven.click(STEP, "legal")
    driven.screen.edit("Edit", lambda process: replace(process, signals=(
        *process.signals[:3], Signal("signed", kinds=("Price request",))
    )))  # fmt: skip
    driven.settle()
    assert "counts as a signal that comes before it" in driven.panel.step.signals.rows[0].seen.text()


def test_that_a_contradiction_stands_in_its_place_with_its_sentence(driven, qtbot):
    driven.screen.edit("Edit", lambda process: parse_yaml(
        to_yaml(process).replace("buyer: exploration", "buyer: legal"), "edited.yaml"
    ))  # fmt: skip
    sentences = [conflict.sentence for conflict in driven.canvas.facts.conflicts]
    assert sentences
    assert [card.accessibleName() for card in driven.screen.conflicts.cards] == sentences
    assert driven.screen.conflicts.isVisible()
    qtbot.mouseClick(driven.screen.conflicts.cards[0], LEFT)
    assert driven.canvas.selected is not None


def test_that_a_process_without_a_journey_offers_a_beginning(qtbot, request):
    project = a_project_with_buyer()
    bare = replace(project, process=replace(project.process, journey=None, signals=()))
    driven = made_of(qtbot, request, bare)
    assert driven.screen.pages.currentWidget() is driven.screen.no_journey
    qtbot.mouseClick(driven.screen.no_journey.buttons[0], LEFT)
    assert [step.shown for step in driven.process.journey.steps] == [
        "Problem identification", "Solution exploration", "Requirements building", "Supplier selection",
        "Validation", "Consensus creation",
    ]  # fmt: skip
    assert driven.screen.pages.currentWidget() is driven.screen.content
    assert [stage.buyer for stage in driven.process.stages] == [
        "problem",
        "exploration",
        "selection",
        "selection",
    ]
    driven.undo()
    assert driven.process == bare.process
    qtbot.mouseClick(driven.screen.no_journey.buttons[-1], LEFT)
    qtbot.keyClicks(driven.canvas.name_edit, "Notice")
    qtbot.keyClick(driven.canvas.name_edit, Qt.Key.Key_Return)
    assert [step.name for step in driven.process.journey.steps] == ["notice"]


def test_that_without_a_process_there_is_a_way_to_open_one(qtbot, request):
    driven = made_of(qtbot, request, replace(a_project_with_buyer(), process=None))
    assert driven.screen.pages.currentWidget() is driven.screen.no_process
    with qtbot.waitSignal(driven.screen.process_wanted):
        qtbot.mouseClick(driven.screen.no_process.buttons[0], LEFT)
    assert driven.screen.take_away(False) is None


def test_that_the_journey_is_taken_away_as_a_picture_and_as_tables(driven):
    found = driven.screen.take_away(False)
    assert [table.title for table in found.tables] == ["Buyer steps", "Stages", "Signals"]
    steps, stages, signals = found.tables
    assert list(steps.columns[5].values) == [5, 4, 2, None, None]
    assert list(stages.columns[2].values)[2] == "Problem identification, Exploration"
    assert list(signals.columns[3].values) == [5, 4, 2, 0]
    assert found.picture.size.height() > 500


def test_that_it_paints_in_both_palettes_and_in_little_room(driven):
    driven.screen.resize(700, 500)
    driven.screen.set_palette_colors(DARK)
    driven.click(STEP, "problem")
    image = driven.screen.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    box = driven.canvas.box_of(STEP, "problem").center().toPoint()
    there = driven.canvas.mapTo(driven.screen, box)
    assert image.pixelColor(there.x() + 20, there.y() - 24).name() == DARK.accent_soft
