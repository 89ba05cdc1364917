"""Makes the screens of a window and connects what they ask for; a screen is loaded when it is first gone to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.places import (
    COMPARE,
    CONFORMANCE,
    DEAL,
    DEVIATIONS,
    MODELS,
    OVERVIEW,
    PROCESS_MAP,
    QUALITY,
    TIME,
    VARIANTS,
)
from desktop.theme import Palette

if TYPE_CHECKING:
    from desktop.main_window import MainWindow


def make_screen(place: int, window: MainWindow, palette: Palette) -> QWidget:
    """The screen of that place, showing the window's document."""
    made = _MAKERS[place](window, palette)
    made.setObjectName("screen")
    return made


def _overview(window: MainWindow, palette: Palette) -> QWidget:
    from desktop.screens.overview.screen import OverviewScreen

    screen = OverviewScreen(window.document, window.results, palette)
    screen.deviation_chosen.connect(window.show_deviation)
    screen.import_wanted.connect(lambda: window.opening.import_files())
    screen.open_wanted.connect(window.opening.ask_open)
    screen.demo_wanted.connect(window.opening.open_demo)
    screen.process_wanted.connect(window.opening.ask_process)
    screen.template_chosen.connect(window.opening.use_template)
    screen.quality_wanted.connect(partial(window.go, QUALITY))
    return screen


def _process_map(window: MainWindow, palette: Palette) -> QWidget:
    from desktop.screens.process_map.screen import ProcessMapScreen

    screen = ProcessMapScreen(window.document, window.results, palette)
    screen.path_chosen.connect(window.filter_edits.by_path)
    screen.deviation_chosen.connect(window.show_deviation)
    screen.deal_chosen.connect(window.show_deal)
    return screen


def _variants(window: MainWindow, palette: Palette) -> QWidget:
    from desktop.screens.variants.screen import VariantsScreen

    screen = VariantsScreen(window.document, window.results, palette)
    screen.deal_chosen.connect(window.show_deal)
    screen.variants_chosen.connect(window.filter_edits.by_variants)
    screen.query_chosen.connect(window.filter_edits.by_query)
    return screen


def _deviations(window: MainWindow, palette: Palette) -> QWidget:
    from desktop.screens.deviations.screen import DeviationsScreen

    screen = DeviationsScreen(window.document, window.results, palette)
    screen.deviation_chosen.connect(window.filter_edits.by_deviation)
    screen.deal_chosen.connect(window.show_deal)
    return screen


def _compare(window: MainWindow, palette: Palette) -> QWidget:
    from desktop.screens.compare.screen import CompareScreen

    screen = CompareScreen(window.document, window.results, palette)
    screen.deals_wanted.connect(window.show_deals)
    return screen


def _time(window: MainWindow, palette: Palette) -> QWidget:
    from desktop.screens.time.screen import TimeScreen

    screen = TimeScreen(window.results, palette)
    screen.path_chosen.connect(window.filter_edits.by_path)
    screen.period_chosen.connect(window.filter_edits.by_period)
    screen.deal_chosen.connect(window.show_deal)
    screen.failed.connect(window.results.failed)
    return screen


def _conformance(window: MainWindow, palette: Palette) -> QWidget:
    from desktop.screens.conformance.screen import ConformanceScreen

    screen = ConformanceScreen(window.document, window.results, window.jobs, palette)
    screen.rule_chosen.connect(window.filter_edits.by_rule)
    screen.deal_chosen.connect(window.show_deal)
    return screen


def _deal(window: MainWindow, palette: Palette) -> QWidget:
    from desktop.screens.deal.screen import DealScreen

    screen = DealScreen(window.document, window.results, palette)
    screen.back_requested.connect(partial(window.go, DEVIATIONS))
    return screen


def _models(window: MainWindow, palette: Palette) -> QWidget:
    from desktop.screens.models.screen import ModelsScreen

    screen = ModelsScreen(window.document, window.results, window.jobs, palette)
    screen.exported.connect(window.exporting.exported)
    screen.noted.connect(window.exporting.noted)
    return screen


def _quality(window: MainWindow, palette: Palette) -> QWidget:
    from desktop.screens.quality.screen import QualityScreen

    screen = QualityScreen(window.document, window.results, palette)
    screen.deal_chosen.connect(window.show_deal)
    return screen


_MAKERS: dict[int, Callable[[MainWindow, Palette], QWidget]] = {
    OVERVIEW: _overview,
    PROCESS_MAP: _process_map,
    VARIANTS: _variants,
    DEVIATIONS: _deviations,
    COMPARE: _compare,
    TIME: _time,
    CONFORMANCE: _conformance,
    DEAL: _deal,
    MODELS: _models,
    QUALITY: _quality,
}
