"""Short ways to drive the import wizard, for its tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

from desktop.screens.import_wizard.dialog import ImportWizard

SALES = """case_id,activity,timestamp,user,amount,currency,Pipeline
1,1 - Qualify,2026-01-05 10:00,Ann,100,EUR,New
1,Angebot,2026-01-07 10:00,API User,100,EUR,New
1,Closed Won,2026-01-09 10:00,Ann,100,EUR,New
2,1 - Qualify,2026-01-06 10:00,Bob,200,USD,Renewals
2,Coffee,2026-01-08 10:00,Bob,200,USD,Renewals
3,1 - Qualify,2026-01-06 11:00,Bob,50,EUR,New
"""
PROCESS = """format: lanekeeper.process/1
process: {name: Mine}
flow:
- {stage: Qualify, crm: [Qualify]}
- {stage: Proposal, crm: [Proposal]}
end:
  won: {crm: [Closed Won]}
"""


def choose(qtbot: Any, wizard: ImportWizard, *paths: Path) -> None:
    """Choose files, and wait until they were looked at."""
    wizard.choose(list(paths))
    wait(qtbot, wizard)


def wait(qtbot: Any, wizard: ImportWizard) -> None:
    """Until nothing runs."""
    qtbot.waitUntil(lambda: not wizard.jobs.busy, timeout=20_000)


def click_next(qtbot: Any, wizard: ImportWizard, steps: int = 1) -> None:
    """Click on the button at the right, and wait for what it starts."""
    for _ in range(steps):
        assert wizard.next_button.isEnabled(), wizard.problem.text()
        qtbot.mouseClick(wizard.next_button, Qt.MouseButton.LeftButton)
        wait(qtbot, wizard)


def click_back(qtbot: Any, wizard: ImportWizard) -> None:
    """Click on the button that leads back."""
    qtbot.mouseClick(wizard.back_button, Qt.MouseButton.LeftButton)


def check(box: QListWidget, names: Sequence[str]) -> None:
    """Check exactly these rows of a list."""
    for row in range(box.count()):
        item = box.item(row)
        is_chosen = item.data(Qt.ItemDataRole.UserRole) in names
        item.setCheckState(Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked)
