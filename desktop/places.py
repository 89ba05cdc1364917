"""The screens one can go to, in the order of the sidebar, with the keys that lead there."""

from __future__ import annotations

from desktop.widgets.sidebar import Place
from models.change_plan import ChangePlan
from models.project import Project

PLACES = (
    Place("layout-dashboard", "Overview", "Ctrl+1"),
    Place("workflow", "Process map", "Ctrl+2"),
    Place("variants", "Variants", "Ctrl+3"),
    Place("triangle-alert", "Deviations", "Ctrl+4"),
    Place("git-compare", "Compare", "Ctrl+5"),
    Place("clock", "Time", "Ctrl+6"),
    Place("scale", "Conformance", "Ctrl+7"),
    Place("handshake", "Deal", "Ctrl+8"),
    Place("clipboard-check", "Data quality", "Ctrl+0"),
    Place("stethoscope", "Diagnosis", "Alt+5", section="Diagnosis"),
    Place("trending-down", "Execution", "Alt+6"),
    Place("user-plus", "Sales and marketing", "Alt+7"),
    Place("arrow-left-right", "Buyer and seller", "Alt+1"),
    Place("users", "Hand-overs", "Alt+8"),
    Place("history", "Changes", "Alt+9", section="Change"),
    Place("clipboard-list", "Plan", "Ctrl+Shift+P"),
    Place("calendar-range", "Before and after", "Ctrl+Shift+B"),
    Place("file-text", "Report", "Ctrl+Shift+R"),
    Place("graduation-cap", "Trainer", "Ctrl+Shift+T"),
    Place("square-pen", "Process editor", "Alt+2", section="Design"),
    Place("footprints", "Buyer journey", "Alt+3"),
    Place("flask-conical", "What if", "Alt+4"),
    Place("target", "Strategy", "Alt+0"),
    Place("network", "Models", "Ctrl+9"),
)
(
    OVERVIEW,
    PROCESS_MAP,
    VARIANTS,
    DEVIATIONS,
    COMPARE,
    TIME,
    CONFORMANCE,
    DEAL,
    QUALITY,
    DIAGNOSIS,
    EXECUTION,
    SALES_AND_MARKETING,
    BUYER_AND_SELLER,
    HAND_OVERS,
    CHANGES,
    PLAN,
    BEFORE_AFTER,
    REPORT,
    TRAINER,
    PROCESS_EDITOR,
    BUYER_JOURNEY,
    WHAT_IF,
    STRATEGY,
    MODELS,
) = range(len(PLACES))


def open_places(project: Project) -> frozenset[int]:
    """The screens that a project can be shown on: without deals the first, and what is written in the plan."""
    if project.log is not None:
        return frozenset(range(len(PLACES)))
    return frozenset({OVERVIEW, PLAN} if project.plan != ChangePlan() else {OVERVIEW})
