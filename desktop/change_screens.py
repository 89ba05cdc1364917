"""Makes the screens of the section Change: changes, the plan, before and after, the report, the trainer."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.places import PLAN, PROCESS_EDITOR, STRATEGY
from desktop.screen_host import Host
from desktop.theme import Palette
from models.diagnosis import DiagnosisCard


def changes(window: Host, palette: Palette) -> QWidget:
    """What became of the changes that were recorded."""
    from desktop.screens.changes.screen import ChangesScreen

    screen = ChangesScreen(window.document, window.results, palette)
    screen.strategy_wanted.connect(partial(window.go, STRATEGY))
    screen.editor_wanted.connect(partial(window.go, PROCESS_EDITOR))
    screen.failed.connect(window.results.failed)
    return screen


def plan(window: Host, palette: Palette) -> QWidget:
    """The written change plan."""
    from desktop.screens.plan.screen import PlanScreen

    screen = PlanScreen(window.document, window.results, window.diagnosing, window.jobs, palette)
    screen.import_wanted.connect(lambda: window.opening.import_files())
    screen.start_wanted.connect(window.start_process)
    screen.written.connect(window.exporting.exported)
    screen.failed.connect(window.jobs.failed)
    return screen


def plan_verdict(window: Host, card: DiagnosisCard) -> None:
    """Take a verdict up into the plan, and go there."""
    from desktop.screens.plan.screen import PlanScreen

    window.go(PLAN)
    screen = window.screen_at(PLAN)
    assert isinstance(screen, PlanScreen)
    screen.take_card(card)


def before_after(window: Host, palette: Palette) -> QWidget:
    """Before and after."""
    from desktop.screens.before_after.screen import BeforeAfterScreen

    screen = BeforeAfterScreen(window.document, window.results, palette)
    screen.update_wanted.connect(lambda: window.opening.update_from())
    screen.demo_wanted.connect(window.opening.update_from_demo)
    screen.failed.connect(window.results.failed)
    return screen


def report(window: Host, palette: Palette) -> QWidget:
    """The report to hand over."""
    from desktop.screens.report.screen import ReportScreen

    screen = ReportScreen(window.document, window.results, window.diagnosing, window.jobs, palette)
    screen.failed.connect(window.results.failed)
    return screen


def trainer(window: Host, palette: Palette) -> QWidget:
    """The trainer."""
    from desktop.screens.trainer.screen import TrainerScreen

    screen = TrainerScreen(window.document, window.results, palette)
    screen.start_wanted.connect(window.start_process)
    screen.failed.connect(window.results.failed)
    return screen
