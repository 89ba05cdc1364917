"""Makes the screens of a window and connects what they ask for; a screen is loaded when it is first gone to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from importlib import import_module

from PySide6.QtWidgets import QWidget

from desktop import change_screens
from desktop.places import (
    BEFORE_AFTER,
    BUYER_AND_SELLER,
    BUYER_JOURNEY,
    CHANGES,
    COMPARE,
    CONFORMANCE,
    DEAL,
    DEVIATIONS,
    DIAGNOSIS,
    EXECUTION,
    HAND_OVERS,
    MODELS,
    OVERVIEW,
    PLAN,
    PROCESS_EDITOR,
    PROCESS_MAP,
    QUALITY,
    REPORT,
    SALES_AND_MARKETING,
    STRATEGY,
    TIME,
    TRAINER,
    VARIANTS,
    WHAT_IF,
)
from desktop.screen_host import Host
from desktop.theme import Palette


def load_in_background() -> threading.Thread:
    """Load the code of all screens in a thread that no one has to wait for: going to one then only makes it."""
    thread = threading.Thread(target=_load_all, name="lanekeeper-screens", daemon=True)
    thread.start()
    return thread


def make_screen(place: int, window: Host, palette: Palette) -> QWidget:
    """The screen of that place, showing the window's document."""
    made = _MAKERS[place](window, palette)
    made.setObjectName("screen")
    return made


def _overview(window: Host, palette: Palette) -> QWidget:
    from desktop.screens.overview.screen import OverviewScreen

    screen = OverviewScreen(window.document, window.results, window.diagnosing, palette)
    screen.deviation_chosen.connect(window.show_deviation)
    screen.import_wanted.connect(lambda: window.opening.import_files())
    screen.open_wanted.connect(window.opening.ask_open)
    screen.demo_wanted.connect(window.opening.open_demo)
    screen.start_wanted.connect(window.start_process)
    screen.process_wanted.connect(window.opening.ask_process)
    screen.template_chosen.connect(window.opening.use_template)
    screen.quality_wanted.connect(partial(window.go, QUALITY))
    screen.diagnosis_wanted.connect(partial(window.go, DIAGNOSIS))
    return screen


def _process_map(window: Host, palette: Palette) -> QWidget:
    from desktop.screens.process_map.screen import ProcessMapScreen

    screen = ProcessMapScreen(window.document, window.results, palette)
    screen.path_chosen.connect(window.filter_edits.by_path)
    screen.query_chosen.connect(window.filter_edits.by_query)
    screen.deviation_chosen.connect(window.show_deviation)
    screen.deal_chosen.connect(window.show_deal)
    return screen


def _variants(window: Host, palette: Palette) -> QWidget:
    from desktop.screens.variants.screen import VariantsScreen

    screen = VariantsScreen(window.document, window.results, palette)
    screen.deal_chosen.connect(window.show_deal)
    screen.variants_chosen.connect(window.filter_edits.by_variants)
    screen.query_chosen.connect(window.filter_edits.by_query)
    return screen


def _deviations(window: Host, palette: Palette) -> QWidget:
    from desktop.screens.deviations.screen import DeviationsScreen

    screen = DeviationsScreen(window.document, window.results, palette)
    screen.deviation_chosen.connect(window.filter_edits.by_deviation)
    screen.deal_chosen.connect(window.show_deal)
    return screen


def _compare(window: Host, palette: Palette) -> QWidget:
    from desktop.screens.compare.screen import CompareScreen

    screen = CompareScreen(window.document, window.results, palette)
    screen.deals_wanted.connect(window.show_deals)
    return screen


def _time(window: Host, palette: Palette) -> QWidget:
    from desktop.screens.time.screen import TimeScreen

    screen = TimeScreen(window.results, palette)
    screen.path_chosen.connect(window.filter_edits.by_path)
    screen.period_chosen.connect(window.filter_edits.by_period)
    screen.deal_chosen.connect(window.show_deal)
    screen.failed.connect(window.results.failed)
    return screen


def _conformance(window: Host, palette: Palette) -> QWidget:
    from desktop.screens.conformance.screen import ConformanceScreen

    screen = ConformanceScreen(window.document, window.results, window.jobs, palette)
    screen.rule_chosen.connect(window.filter_edits.by_rule)
    screen.deal_chosen.connect(window.show_deal)
    return screen


def _deal(window: Host, palette: Palette) -> QWidget:
    from desktop.screens.deal.screen import DealScreen

    screen = DealScreen(window.document, window.results, palette)
    screen.back_requested.connect(partial(window.go, DEVIATIONS))
    return screen


def _process_editor(window: Host, palette: Palette) -> QWidget:
    from desktop.screens.process_editor.screen import ProcessEditorScreen

    screen = ProcessEditorScreen(window.document, window.results, palette)
    screen.open_wanted.connect(window.opening.ask_process)
    screen.start_wanted.connect(lambda: window.starting.ask(window.opening.use_process))
    return screen


def _what_if(window: Host, palette: Palette) -> QWidget:
    from desktop.screens.what_if.screen import WhatIfScreen

    screen = WhatIfScreen(window.document, window.results, palette)
    screen.deal_chosen.connect(window.show_deal)
    screen.start_wanted.connect(lambda: window.starting.ask(screen.take))
    screen.canvas_wanted.connect(window.edit_draft)
    screen.started.connect(window.watch)
    screen.failed.connect(window.results.failed)
    return screen


def _models(window: Host, palette: Palette) -> QWidget:
    from desktop.screens.models.screen import ModelsScreen

    screen = ModelsScreen(window.document, window.results, window.jobs, palette)
    screen.exported.connect(window.exporting.exported)
    screen.noted.connect(window.exporting.noted)
    return screen


def _strategy(window: Host, palette: Palette) -> QWidget:
    from desktop.screens.strategy.screen import StrategyScreen

    screen = StrategyScreen(window.document, window.results, palette)
    screen.editor_wanted.connect(partial(window.go, PROCESS_EDITOR))
    screen.failed.connect(window.results.failed)
    return screen


def _execution(window: Host, palette: Palette) -> QWidget:
    from desktop.screens.execution.screen import ExecutionScreen

    screen = ExecutionScreen(window.document, window.results, palette)
    screen.deal_chosen.connect(window.show_deal)
    screen.strategy_wanted.connect(partial(window.go, STRATEGY))
    screen.start_wanted.connect(window.start_process)
    screen.failed.connect(window.results.failed)
    return screen


def _buyer_journey(window: Host, palette: Palette) -> QWidget:
    from desktop.screens.journey_editor.screen import JourneyEditorScreen

    screen = JourneyEditorScreen(window.document, window.results, palette)
    screen.process_wanted.connect(window.opening.ask_process)
    screen.editor_wanted.connect(partial(window.go, PROCESS_EDITOR))
    screen.failed.connect(window.results.failed)
    return screen


def _buyer_and_seller(window: Host, palette: Palette) -> QWidget:
    from desktop.screens.buyer_seller.screen import BuyerSellerScreen

    screen = BuyerSellerScreen(window.document, window.results, palette)
    screen.deviation_chosen.connect(window.filter_edits.by_deviation)
    screen.deal_chosen.connect(window.show_deal)
    screen.journey_wanted.connect(partial(window.go, BUYER_JOURNEY))
    screen.failed.connect(window.results.failed)
    return screen


def _sales_and_marketing(window: Host, palette: Palette) -> QWidget:
    from desktop.screens.sales_marketing.screen import SalesMarketingScreen

    screen = SalesMarketingScreen(window.document, window.results, palette)
    screen.deal_chosen.connect(window.show_deal)
    screen.strategy_wanted.connect(partial(window.go, STRATEGY))
    screen.failed.connect(window.results.failed)
    return screen


def _hand_overs(window: Host, palette: Palette) -> QWidget:
    from desktop.screens.handovers.screen import HandoversScreen

    screen = HandoversScreen(window.document, window.results, palette)
    screen.deal_chosen.connect(window.show_deal)
    screen.editor_wanted.connect(partial(window.go, PROCESS_EDITOR))
    screen.start_wanted.connect(window.start_process)
    screen.failed.connect(window.results.failed)
    return screen


def _diagnosis(window: Host, palette: Palette) -> QWidget:
    from desktop.screens.diagnosis.screen import DiagnosisScreen

    screen = DiagnosisScreen(window.document, window.results, window.diagnosing, palette)
    screen.deviation_wanted.connect(window.show_deviation)
    screen.deal_chosen.connect(window.show_deal)
    screen.plan_wanted.connect(partial(change_screens.plan_verdict, window))
    screen.start_wanted.connect(window.start_process)
    screen.import_wanted.connect(lambda: window.opening.import_files())
    return screen


def _quality(window: Host, palette: Palette) -> QWidget:
    from desktop.screens.quality.screen import QualityScreen

    screen = QualityScreen(window.document, window.results, palette)
    screen.deal_chosen.connect(window.show_deal)
    return screen


_MAKERS: dict[int, Callable[[Host, Palette], QWidget]] = {
    OVERVIEW: _overview,
    PROCESS_MAP: _process_map,
    VARIANTS: _variants,
    DEVIATIONS: _deviations,
    COMPARE: _compare,
    TIME: _time,
    CONFORMANCE: _conformance,
    DEAL: _deal,
    PROCESS_EDITOR: _process_editor,
    BUYER_AND_SELLER: _buyer_and_seller,
    SALES_AND_MARKETING: _sales_and_marketing,
    HAND_OVERS: _hand_overs,
    BUYER_JOURNEY: _buyer_journey,
    WHAT_IF: _what_if,
    EXECUTION: _execution,
    CHANGES: change_screens.changes,
    PLAN: change_screens.plan,
    REPORT: change_screens.report,
    BEFORE_AFTER: change_screens.before_after,
    TRAINER: change_screens.trainer,
    STRATEGY: _strategy,
    MODELS: _models,
    QUALITY: _quality,
    DIAGNOSIS: _diagnosis,
}

_FOLDERS = (
    "process_map",
    "variants",
    "deviations",
    "compare",
    "time",
    "conformance",
    "buyer_seller",
    "handovers",
    "sales_marketing",
    "deal",
    "diagnosis",
    "process_editor",
    "what_if",
    "models",
    "execution",
    "strategy",
    "changes",
    "plan",
    "report",
    "before_after",
    "trainer",
    "journey_editor",
    "quality",
)
"""Where the code of the screens is, in the order in which they are likely to be gone to."""


def _load_all() -> None:
    for folder in _FOLDERS:
        import_module(f"desktop.screens.{folder}.screen")
