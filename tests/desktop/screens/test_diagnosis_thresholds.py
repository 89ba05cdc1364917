"""The thresholds are edited in plain words, count at once, are one step to undo, and stay within what makes sense."""

from dataclasses import fields, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.document import Document
from desktop.places import DIAGNOSIS
from desktop.screens.diagnosis.threshold_fields import GROUPS
from desktop.screens.diagnosis.thresholds_dialog import VERB, ThresholdsDialog
from models.diagnosis import VerdictKind
from models.project import Project
from models.thresholds import Thresholds
from tests.desktop.screens.sold import a_sold_project

LEFT = Qt.MouseButton.LeftButton
FIELDS = [field for _, group in GROUPS for field in group]


@pytest.fixture
def dialog(qtbot):
    made = ThresholdsDialog(Document(Project("P")))
    qtbot.addWidget(made)
    made.show()
    return made


def enter(qtbot, box, words: str) -> None:
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, words)
    qtbot.keyClick(box, Qt.Key.Key_Return)


def test_that_every_threshold_stands_there_once():
    assert sorted(field.name for field in FIELDS) == sorted(one.name for one in fields(Thresholds))


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_that_a_number_entered_is_the_number_shown_and_the_proposal_stays_what_it_is(field):
    assert field.with_value(Thresholds(), field.proposal) == Thresholds()
    assert field.least <= field.proposal <= field.most
    for value in (field.least, field.most):
        assert field.of(field.with_value(Thresholds(), value)) == value


def test_that_an_entered_threshold_counts_at_once_and_is_marked_as_changed(qtbot, dialog):
    enter(qtbot, dialog.boxes["rep_gap"], "35")
    enter(qtbot, dialog.boxes["harmless"], "8")
    enter(qtbot, dialog.boxes["rep_share"], "4")
    thresholds = dialog._document.project.thresholds
    assert thresholds == Thresholds(rep_gap=0.35, harmless=-0.08, rep_share=0.25)
    assert dialog.notes["rep_gap"].text().startswith("changed")
    assert dialog.notes["team_gap"].text() == "proposed: 20\u00a0points"


def test_that_one_sitting_is_one_step_and_the_proposals_come_back(qtbot, dialog):
    document = dialog._document
    enter(qtbot, dialog.boxes["rep_gap"], "35")
    enter(qtbot, dialog.boxes["fewest"], "25")
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText() == VERB
    assert document.project.thresholds == Thresholds(rep_gap=0.35, fewest=25)
    qtbot.mouseClick(dialog.proposals, LEFT)
    assert document.project.thresholds == Thresholds()
    assert dialog.boxes["fewest"].value() == 10
    assert not dialog.proposals.isEnabled()


def test_that_what_makes_no_sense_is_not_taken(qtbot, dialog):
    for name, words in (("fewest", "3"), ("quarters", "9"), ("rep_q", "80"), ("team_gap", "x")):
        enter(qtbot, dialog.boxes[name], words)
        field = next(one for one in FIELDS if one.name == name)
        assert field.least <= field.of(dialog._document.project.thresholds) <= field.most
    assert dialog._document.project.thresholds.fewest >= 10


def test_that_a_threshold_finer_than_what_can_be_entered_stays_until_it_is_entered(qtbot):
    fine = Thresholds(rep_gap=0.2049, rep_share=0.15)
    dialog = ThresholdsDialog(Document(replace(Project("P"), thresholds=fine)))
    qtbot.addWidget(dialog)
    enter(qtbot, dialog.boxes["rep_gap"], "20")
    assert dialog._document.project.thresholds == fine


def test_that_every_box_has_a_name_that_its_label_shows(dialog):
    labels = {label.text() for label in dialog.findChildren(QLabel)}
    assert all(box.accessibleName() in labels for box in dialog.boxes.values())


def test_that_verdicts_follow_the_thresholds_and_undo_takes_them_back(qtbot, a_window):
    window = a_window(a_sold_project())
    window.go(DIAGNOSIS)
    screen = window.screen_at(DIAGNOSIS)

    def settled() -> list[VerdictKind]:
        qtbot.waitUntil(lambda: not window.results.busy and screen.is_ready, timeout=20_000)
        return [card.card.kind for card in screen.list.cards]

    before = settled()
    assert VerdictKind.EVERYBODY in before
    qtbot.mouseClick(screen.thresholds_button, LEFT)
    enter(qtbot, screen.dialog.boxes["everybody_rate"], "95")
    assert VerdictKind.EVERYBODY not in settled()
    screen.dialog.reject()
    assert screen.dialog is None
    window.document.undo_stack.undo()
    assert settled() == before
