"""The list of verdicts: calls first, and what has no call does not drown them."""

import pytest
from PySide6.QtCore import Qt

from desktop.screens.diagnosis.shown import Shown
from desktop.screens.diagnosis.verdict_list import VerdictList
from desktop.theme import LIGHT
from models.diagnosis import Confidence, Diagnosis, VerdictKind
from tests.builders import a_log
from tests.mining.diagnosis.cards import a_card, a_key

CALL = a_card(VerdictKind.EVERYBODY)
WITHOUT = tuple(
    a_card(VerdictKind.NO_CALL, key=a_key(stage), confidence=Confidence.POSSIBLE)
    for stage in ("Demo", "Legal")
)


@pytest.fixture
def shown(qtbot):
    def of(*cards):
        verdicts = VerdictList(LIGHT)
        qtbot.addWidget(verdicts)
        verdicts.show_verdicts(Shown(Diagnosis(cards, (), ()), a_log("Qualify > Won"), True))
        return verdicts

    return of


def listed(verdicts):
    return [card.card.kind for card in verdicts.cards if not card.isHidden()]


def test_that_deviations_without_a_call_are_a_line_that_opens_them(qtbot, shown):
    verdicts = shown(*WITHOUT, CALL)
    assert listed(verdicts) == [VerdictKind.EVERYBODY]
    assert verdicts.more_button.text() == "Show 2 more without a call"
    qtbot.mouseClick(verdicts.more_button, Qt.MouseButton.LeftButton)
    assert verdicts.more_button.isHidden()
    assert listed(verdicts) == [VerdictKind.EVERYBODY, VerdictKind.NO_CALL, VerdictKind.NO_CALL]


def test_that_the_kind_without_a_call_is_shown_where_it_is_asked_for(shown):
    verdicts = shown(*WITHOUT, CALL)
    verdicts.show_kind(VerdictKind.NO_CALL)
    assert listed(verdicts) == [VerdictKind.NO_CALL, VerdictKind.NO_CALL]
    assert verdicts.more_button.isHidden()
    verdicts.show_kind(None)
    assert verdicts.current is CALL


def test_that_nothing_is_folded_where_there_is_no_call(shown):
    verdicts = shown(*WITHOUT)
    assert listed(verdicts) == [VerdictKind.NO_CALL, VerdictKind.NO_CALL]
    assert verdicts.more_button.isHidden()
