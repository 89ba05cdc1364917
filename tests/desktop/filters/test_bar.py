"""The filter bar, driven by clicks."""

from dataclasses import replace

from PySide6.QtCore import Qt

from desktop.filters.active import active_parts
from desktop.periods import named_periods, period_name
from models.case_filter import CaseFilter
from models.case_table import Outcome
from models.conformance import Status
from models.deviation import DeviationKey, DeviationType

DAY = 86_400_000_000
NEW_YEAR = 1_767_225_600_000_000
"""1 January 2026."""


def tick(chip, value):
    """Tick the value in the list of a chip, as a click on its box does."""
    names = [chip.list.item(row).text() for row in range(chip.list.count())]
    chip.list.item(names.index(value)).setCheckState(Qt.CheckState.Checked)


def untick(chip, value):
    names = [chip.list.item(row).text() for row in range(chip.list.count())]
    chip.list.item(names.index(value)).setCheckState(Qt.CheckState.Unchecked)


def test_that_ticking_an_owner_filters_and_undo_takes_it_back(qtbot, a_window, project):
    window = a_window(project)
    bar = window.filter_bar
    assert bar.counts.text() == "8 deals"
    qtbot.mouseClick(bar.choices["owners"], Qt.MouseButton.LeftButton)
    assert bar.choices["owners"].popup.isVisible()
    tick(bar.choices["owners"], "Ann")
    qtbot.waitUntil(lambda: bar.counts.text() == "4 of 8 deals")
    assert window.document.undo_stack.undoText() == "Filter by owner"
    window.actions_.undo.trigger()
    qtbot.waitUntil(lambda: bar.counts.text() == "8 deals")
    bar.choices["owners"].popup.hide()


def test_that_ticks_in_one_open_list_are_one_step_to_undo(qtbot, a_window, project):
    window = a_window(project)
    chip, stack = window.filter_bar.choices["owners"], window.document.undo_stack
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    tick(chip, "Ann")
    tick(chip, "Bob")
    assert window.document.project.filter.owners == {"Ann", "Bob"}
    assert stack.count() == 1
    qtbot.keyClick(chip.list, Qt.Key.Key_Escape)
    assert not chip.popup.isVisible()
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    untick(chip, "Ann")
    assert stack.count() == 2
    tick(chip, "Ann")
    assert stack.count() == 1
    chip.popup.hide()
    window.actions_.undo.trigger()
    assert window.document.project.filter.is_empty


def test_that_an_active_filter_is_a_chip_that_a_click_removes(qtbot, a_window, project):
    window = a_window(project)
    bar = window.filter_bar
    tick(bar.choices["teams"], "North")
    chip = next(chip for chip in bar._removable if chip.text() == "Team: North")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert window.document.project.filter.is_empty
    assert not bar.clear_button.isVisible()


def test_that_clear_all_lets_every_deal_through_again(qtbot, a_window, project):
    window = a_window(project)
    tick(window.filter_bar.choices["owners"], "Bob")
    tick(window.filter_bar.choices["teams"], "South")
    qtbot.mouseClick(window.filter_bar.clear_button, Qt.MouseButton.LeftButton)
    assert window.document.project.filter == CaseFilter()


def test_that_a_field_without_a_choice_has_no_chip(a_window, project):
    bar = a_window(project).filter_bar
    assert bar.choices["owners"].isVisible()
    assert not bar.choices["segments"].isVisible()


def test_that_the_outcome_is_filtered_by_its_value(qtbot, a_window, project):
    window = a_window(project)
    tick(window.filter_bar.outcomes, "Open")
    assert window.document.project.filter.outcomes == {Outcome.OPEN}


def test_that_filters_are_told_in_words():
    chosen = CaseFilter(
        owners=frozenset({"Ann", "Bob", "Cid"}),
        teams=frozenset({""}),
        outcomes=frozenset({Outcome.WON}),
        deviation=DeviationKey(DeviationType.SKIPPED, "Demo"),
        path=(None, "Qualify"),
        rule="R7",
        amount=(1000.0, None),
        days=(1.5, 30.0),
        statuses=frozenset({Status.DEVIATES}),
        variants=frozenset({("Qualify", "Demo", "Won")}),
        queries=("skips Demo", "Demo .. Won"),
    )
    parts = active_parts(chosen)
    assert [part.words for part in parts] == [
        "Owner: Ann and 2 more",
        "Team: No value",
        "Outcome: Won",
        "Amount: at least 1,000",
        "Duration: 1.5\u00a0days to 30\u00a0days",
        "Departs from the process",
        "Skipped Demo",
        "Start → Qualify",
        "Breaks: rule R7",
        "Variant: Qualify → … → Won, 3\u00a0steps",
        "skips Demo",
        "Demo .. Won",
    ]
    assert [part.words for part in parts if part.is_departure] == [
        "Departs from the process", "Skipped Demo", "Breaks: rule R7",
    ]  # fmt: skip
    assert parts[-2].rest == replace(chosen, queries=("Demo .. Won",))
    assert parts[0].whole == "Ann, Bob, Cid"
    assert parts[9].whole == "Qualify → Demo → Won"
    assert parts[3].rest == replace(chosen, amount=(None, None))


def test_that_short_and_several_variants_are_told_in_words():
    def words(*variants):
        (part,) = active_parts(CaseFilter(variants=frozenset(variants)))
        return part.words

    assert words(("Qualify", "Lost")) == "Variant: Qualify → Lost"
    assert words(()) == "Variant: no steps"
    assert words((), ("Qualify",)) == "One of 2\u00a0variants"


def test_that_the_periods_on_offer_fit_the_data():
    names = [name for name, _ in named_periods((NEW_YEAR - 200 * DAY, NEW_YEAR + 40 * DAY))]
    assert names == ["Any time", "Last 3 months of the data", "Last 6 months of the data", "2026", "2025"]


def test_that_a_period_is_called_by_its_year_or_its_days():
    assert period_name((NEW_YEAR, NEW_YEAR + 365 * DAY)) == "2026"
    assert period_name((NEW_YEAR, None)) == "from 1\u00a0Jan\u00a02026"
    assert period_name((NEW_YEAR, NEW_YEAR + 2 * DAY)) == "1\u00a0Jan\u00a02026 – 2\u00a0Jan\u00a02026"


def test_that_any_other_period_is_chosen_by_its_two_dates(qtbot, a_window, project):
    window = a_window(project)
    chip = window.filter_bar.period
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert chip.first.text() == "5 Jan 2026"
    chip.last.setDate(chip.first.date())
    qtbot.mouseClick(chip.apply, Qt.MouseButton.LeftButton)
    begin = window.document.project.filter.period[0]
    assert begin == NEW_YEAR + 4 * DAY
    assert window.document.project.filter.period == (begin, begin + DAY)
    assert window.document.undo_stack.undoText() == "Filter by period"
    qtbot.waitUntil(lambda: window.filter_bar.counts.text() == "8 deals")
