"""The panel of suggested edits by itself."""

from PySide6.QtCore import Qt

from desktop.screens.what_if.suggestions import STOPPED, WAITING, Suggestions
from mining.process.repair.suggest import suggest_repairs
from models.progress import silent
from models.sales_process import End, SalesProcess, Stage
from tests.builders import a_log

PROCESS = SalesProcess(
    "Test", tuple(Stage(n, (n,)) for n in "ABC"), (End("won", ("Won",)), End("lost", ("Lost",)))
)


def test_that_nobody_has_to_wait_for_suggestions(qtbot):
    panel = Suggestions()
    qtbot.addWidget(panel)
    panel.show()
    panel.wait()
    assert panel.line.text() == WAITING
    with qtbot.waitSignal(panel.stopped):
        qtbot.mouseClick(panel.stop_button, Qt.MouseButton.LeftButton)
    assert (panel.line.text(), panel.waiting.isVisible()) == (STOPPED, False)


def test_that_what_is_withheld_stands_below_the_cards_with_its_figures(qtbot):
    log = a_log(
        *["A > C > Won"] * 4, *["A > C > Lost"] * 36, *["A > B > C > Won"] * 30, *["A > B > C > Lost"] * 10,
        *["A > B > C > X > Won"] * 3,
    )  # fmt: skip
    panel = Suggestions()
    qtbot.addWidget(panel)
    panel.show_repairs(suggest_repairs(log, PROCESS, silent), can_list=False)
    (card,) = panel.cards
    assert card.accessibleName() == "Add X as an optional stage after C"
    assert card.deals_button.isHidden()
    (note,) = panel.notes
    assert note.text().startswith(
        "Not suggested: Make B optional (4\u00a0won deals do so). Deals that skip it win"
    )
