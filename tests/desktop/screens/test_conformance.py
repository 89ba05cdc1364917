"""The screen of conformance: the measures on top, what is odd about the process, and what it says without one."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from desktop.places import CONFORMANCE, DEAL
from desktop.screens.conformance.about_panel import NOTHING_ODD
from desktop.screens.conformance.screen import ABOUT, OTHER, RULES, STAGES
from desktop.theme import DARK, LIGHT
from mining.analysis import view_of
from mining.process.yaml_format import parse_yaml
from models.case_filter import CaseFilter
from models.model_finding import ModelFault, ModelFinding
from models.project import Project
from tests.builders import a_log
from tests.desktop.screens.checked import a_project
from tests.desktop.screens.checked_with_rules import Driven, a_project_with_rules, with_unchecked

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of any window


@pytest.fixture
def driven(qtbot):
    made = Driven(qtbot, a_project_with_rules())
    yield made
    made.stop()


def test_that_the_sentence_counts_the_deals_and_every_card_says_what_it_means(driven):
    head = driven.screen.head
    said = head.sentence.text().replace("\u00a0", " ")
    assert said.endswith(
        "1 of 6 deals follows the process, 4 depart from it, 1 is open and has followed it so far."
    )
    assert [card.name.text() for card in head.cards] == ["Fit", "Precision", "Generalisation", "Footprint"]
    assert all(figure.endswith(" %") for figure in driven.figures())
    for card in head.cards:
        assert "does not say" in card.toolTip()
        assert card.accessibleName().startswith(f"{card.name.text()}: ")


def test_that_the_measures_are_of_the_deals_that_pass_the_filter(driven):
    driven.filter(CaseFilter(owners=frozenset({"Cid"})))
    assert "0 of 1\u00a0deal" in driven.screen.head.sentence.text()
    view = driven.results.view
    assert view.quality.deals == 1
    assert driven.figures()[3] == f"{view.quality.footprint.agreement:.0%}".replace("%", " %")


def test_that_where_no_deal_passes_it_cannot_tell_and_says_why(driven):
    driven.filter(CaseFilter(owners=frozenset({"Nobody"})))
    assert driven.screen.head.sentence.text() == "No deal passes the filter."
    assert driven.figures() == ["–"] * 4
    for card in driven.screen.head.cards:
        assert card.sentence.text() == "Cannot tell: no deal passes the filter."
        assert card.accessibleName().endswith(": cannot tell")


def test_that_each_part_is_reached_by_its_button_by_mouse_and_by_keyboard(driven, qtbot):
    screen = driven.screen
    for at, panel in ((RULES, screen.rules), (ABOUT, screen.about), (OTHER, screen.other)):
        driven.go(at)
        assert screen.parts.currentWidget() is panel
        assert [chip.isChecked() for chip in screen.chips] == [at == other for other in range(4)]
    screen.chips[STAGES].setFocus()
    qtbot.keyClick(screen.chips[STAGES], Qt.Key.Key_Space)
    assert screen.parts.currentWidget() is screen.stages
    assert screen.chips[RULES].text() == "Rules (3)"


def test_that_the_tab_key_goes_from_the_buttons_into_the_part_shown(driven, qtbot):
    screen = driven.screen
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    screen.chips[OTHER].setFocus()
    qtbot.keyClick(screen.chips[OTHER], Qt.Key.Key_Tab)
    assert screen.stages.table.hasFocus()


def test_that_a_process_without_faults_is_said_to_have_none(qtbot):
    sound = "Qualify > Discovery > Demo > Proposal > Won"
    project = replace(a_project(), log=a_log(sound, "Qualify > Lost"))
    driven = Driven(qtbot, project)
    driven.go(ABOUT)
    assert driven.screen.about.lines == ()
    assert driven.screen.about.nothing_odd.isVisible()
    assert driven.screen.about.nothing_odd.text() == NOTHING_ODD
    driven.stop()


def test_that_what_is_odd_is_listed_the_most_severe_first_with_its_word(driven):
    driven.go(ABOUT)
    analysis = driven.results.analysis
    findings = tuple(
        ModelFinding(ModelFault.DEAD_STEP, severity, f"<b>{severity}</b>.") for severity in ("note", "error")
    )
    found = replace(analysis.conformance, findings=findings, warnings=("A warning.", "A warning."))
    driven.results.analysis = replace(analysis, conformance=found)
    driven.results.changed.emit()
    about = driven.screen.about
    assert [(look.word, words) for look, words in about.lines] == [
        ("Error", "<b>error</b>."),
        ("Warning", "A warning."),
        ("Note", "<b>note</b>."),
    ]
    assert not about.nothing_odd.isVisible()
    assert driven.screen.chips[ABOUT].text() == "About the process (3)"
    assert about.said.text()


def test_that_deals_that_were_not_checked_are_told_here_and_in_the_overview(qtbot, a_window):
    window = a_window(a_project_with_rules())
    analysis = window.results.analysis
    found = with_unchecked(analysis.conformance, 1)
    window.results.analysis = replace(analysis, conformance=found)
    window.results.view = view_of(window.results.analysis, CaseFilter())
    window.results.changed.emit()
    for place in (0, 1, 2, 4, 5, CONFORMANCE):
        window.go(place)
    assert "could not be checked in time" in window.screen_at(CONFORMANCE).head.sentence.text()
    follow = window.screen_at(0).follow
    assert follow.bar.accessibleName().endswith(", 1 not checked in time")
    window.go(0)
    assert follow._legend[-1].isVisible()
    window.show_deal(1)
    deal = window.screen_at(DEAL)
    assert "could not be checked in time" in deal.verdict.text()
    assert deal.steps.table.rowCount() == 4
    follow.grab()


def test_that_where_no_deal_was_checked_the_fit_says_so(driven):
    """The only deal of Cid."""
    analysis = driven.results.analysis
    driven.results.analysis = replace(analysis, conformance=with_unchecked(analysis.conformance, 3))
    driven.results.view = view_of(driven.results.analysis, CaseFilter(owners=frozenset({"Cid"})))
    driven.results.changed.emit()
    fit = driven.screen.head.cards[0]
    assert fit.figure.text() == "–"
    assert fit.sentence.text() == "Cannot tell: no deal here could be checked in time."
    assert driven.screen.head.sentence.text() == (
        "0 of 1\u00a0deal follow the process, 0 depart from it, 1 could not be checked in time."
    )


def test_that_the_overview_says_nothing_of_unchecked_deals_where_all_were(qtbot, a_window):
    follow = a_window(a_project_with_rules()).screen_at(0).follow
    assert "not checked" not in follow.bar.accessibleName()
    assert not follow._legend[-1].isVisible()


def test_that_without_a_process_or_a_log_the_screen_says_what_to_do(qtbot):
    driven = Driven(qtbot, a_project(with_process=False))
    assert driven.screen.pages.currentWidget() is driven.screen.no_process
    empty = Driven(qtbot, Project("Empty"))
    assert empty.screen.pages.currentWidget() is empty.screen.nothing_imported
    driven.stop()
    empty.stop()


def test_that_the_screen_paints_in_both_palettes(driven):
    for part in (STAGES, RULES, ABOUT):
        driven.go(part)
        light = driven.screen.grab().toImage()
        driven.screen.set_palette_colors(DARK)
        assert driven.screen.grab().toImage() != light
        driven.screen.set_palette_colors(LIGHT)


def test_that_a_deal_says_which_rules_it_breaks(qtbot, a_window):
    window = a_window(a_project_with_rules())
    window.show_deal(1)
    rules = window.screen_at(DEAL).rules
    assert rules.shown == ["Breaks the rule “Proposal only after Discovery” (Price only what we understood)."]
    assert rules.isVisible()
    window.show_deal(0)
    assert not rules.isVisible()


def test_that_of_many_broken_rules_a_deal_names_the_first(qtbot, a_window):
    never = "rules:\n" + "".join(f"  - {{id: N{i}, never: Qualify}}\n" for i in range(9))
    window = a_window(a_project_with_rules(never))
    window.show_deal(0)
    rules = window.screen_at(DEAL).rules
    assert len(rules.shown) == 3
    assert rules.shown[-1] == "and 7\u00a0more rules"
    assert rules.labels[-1].toolTip().count("Breaks") == 7


def test_that_long_names_and_many_stages_neither_scroll_sideways_nor_break(qtbot):
    names = [f"Stage {i} {'of a very long name that someone once gave it':.50}" for i in range(60)]
    flow = "".join(f"  - {{stage: {name}, crm: [{name}]}}\n" for name in names)
    process = parse_yaml(
        f"process: {{name: Long}}\nflow:\n{flow}end:\n  won: {{crm: [Won]}}\n"
        + "rules:\n"
        + "".join(f"  - {{id: N{i}, response: [{names[i]}, {names[i + 1]}]}}\n" for i in range(30)),
        "process.yaml",
    )
    log = a_log(" > ".join([*names, "Won"]), " > ".join([*names[::2], "Won"]))
    driven = Driven(qtbot, Project("Long", log=log, process=process))
    for width in (1160, 808):
        driven.screen.resize(width, 620)
        for part, table in ((STAGES, driven.screen.stages.table), (RULES, driven.screen.rules.table)):
            driven.go(part)
            driven.screen.grab()
            assert table.horizontalScrollBar().maximum() == 0
    assert driven.screen.stages.table.table.rowCount() == 61
    assert driven.screen.rules.table.table.rowCount() == 30
    assert np.count_nonzero(driven.results.view.mask) == 2
    driven.stop()
