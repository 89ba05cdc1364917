"""The second import end to end: an export, the next one, and the screen says what moved and where."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.places import BEFORE_AFTER
from desktop.screens.before_after.detail import OVER_TIME
from desktop.screens.before_after.screen import PLAN, BeforeAfterScreen
from desktop.screens.import_wizard.dialog import ImportWizard
from desktop.widgets.series_data import Look
from mining.opening import project_of
from mining.sources.source import ImportOptions
from models.change_plan import ChangeAction, ChangePlan
from models.progress import silent
from models.project import Project
from tests.desktop.conftest import PROCESS
from tests.desktop.wizard import choose, click_next

FIRST_DAY = datetime(2026, 1, 5)
FIRST = [("North", 0, 350, 150, 120), ("South", 0, 350, 150, 120)]
NEXT = [("North", 360, 440, 60, 12), ("South", 360, 440, 60, 48)]


def export(path: Path, *parts: tuple[str, int, int, int, int]) -> Path:
    """A list of events of (team, first day, last day, deals, deals that skip Demo)."""
    lines = ["case_id,activity,timestamp,owner,team"]
    for team, first, last, count, skipping in parts:
        for at in range(count):
            start = FIRST_DAY + timedelta(days=first + (last - first) * at / count)
            skips = (at * 7) % count < skipping
            steps = ("Qualify", "Discovery", *(() if skips else ("Demo",)), "Proposal", "Won")
            lines += [
                f"{team}-{first}-{at},{step},{start + timedelta(days=place):%Y-%m-%d %H:%M},{team} {at % 3},{team}"
                for place, step in enumerate(steps)
            ]
    path.write_text("\n".join(lines) + "\n")
    return path


def ready(qtbot: QtBot, window: MainWindow, screen: BeforeAfterScreen) -> None:
    qtbot.waitUntil(lambda: not window.results.busy and screen.is_ready, timeout=30_000)


def press(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_the_next_export_says_what_moved_where_and_one_undo_takes_it_back(
    qtbot: QtBot, a_window: Callable[[Project], MainWindow], tmp_path: Path
) -> None:
    first = project_of([export(tmp_path / "first.csv", *FIRST)], ImportOptions(timezone="UTC"), silent)
    started = date(2026, 12, 31)
    plan = ChangePlan(
        actions=(
            ChangeAction("A1", "Demo first", metric="skip.Demo", group="North", target=0.5, started=started),
            ChangeAction("A2", "Talk", metric="skip.Demo", person="North 0", target=0.5, started=started),
        )
    )
    window = a_window(replace(first, process=PROCESS, plan=plan))
    window.go(BEFORE_AFTER)
    screen = window.screen_at(BEFORE_AFTER)
    assert isinstance(screen, BeforeAfterScreen)
    assert screen.pages.currentWidget() is screen.states.nothing_yet

    press(qtbot, screen.states.nothing_yet.buttons[0])
    (wizard,) = window.findChildren(ImportWizard)
    choose(qtbot, wizard, export(tmp_path / "next.csv", *FIRST, *NEXT))
    while not wizard.isHidden():
        click_next(qtbot, wizard)
    ready(qtbot, window, screen)

    assert screen.pages.currentWidget() is screen.content
    said = screen.headline.text()
    assert said.startswith(
        "Demo is skipped in 50\u00a0% of deals, was 80\u00a0%; 95 % interval of the change −"
    )
    assert "points. That is better than before." in said
    assert screen.detail.team_words.text() == "By team: better in North; cannot be told in South."
    rows = [screen.detail.teams.table.as_tsv([at]) for at in range(2)]
    assert "✓ Better" in " ".join(rows[0].split())
    assert "? Cannot tell" in " ".join(rows[1].split())

    screen.detail.teams.make_current(0)
    press(qtbot, screen.detail.switch.buttons[OVER_TIME])
    data = screen.detail.chart.data
    assert data is not None
    assert screen.detail.chart.isVisible()
    looks = {point.look for point in data.lines[0].points}
    assert Look.RINGED in looks
    assert [marker.words for marker in data.markers if "Demo first" in marker.words]

    press(qtbot, screen.parts.buttons[PLAN])
    assert "Target reached" in screen.plan_table.table.as_tsv([0])
    screen.plan_table.make_current(1)
    assert "North 0" not in screen.detail.name.text() + screen.detail.sentence.text()
    assert "Rep" in screen.detail.name.text()
    taken = screen.take_away(real_names=False)
    assert taken is not None
    assert [table.title for table in taken.tables] == [
        "Before and after",
        "Actions of the plan",
        "Control chart",
    ]
    assert taken.picture is not None
    assert taken.picture.size.height() > 400

    chip = screen.snapshots
    (name,) = chip.buttons
    chip.open_popup()
    press(qtbot, chip.buttons[name][0])
    chip.name.setText("Before the change")
    press(qtbot, chip.save)
    ready(qtbot, window, screen)
    assert screen.before.text() == "Before: Before the change"
    press(qtbot, chip.buttons["Before the change"][1])
    ready(qtbot, window, screen)
    assert window.document.project.snapshots == ()
    assert screen.pages.currentWidget() is screen.states.nothing_yet
    press(qtbot, screen.states.nothing_yet.buttons[1])
    ready(qtbot, window, screen)
    assert len(window.document.project.snapshots) == 1

    for _ in range(4):  # keep, delete, rename, update
        window.document.undo_stack.undo()
    ready(qtbot, window, screen)
    assert window.document.project.snapshots == ()
    assert window.document.project.log is first.log
