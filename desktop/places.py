"""The screens one can go to, in the order of the sidebar, with the keys that lead there."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.widgets.sidebar import Place
from models.change_plan import ChangePlan
from models.project import Project
from resources.translation import tr

PLACES = (
    Place("layout-dashboard", tr("Overview"), "Ctrl+1"),
    Place("workflow", tr("Process map"), "Ctrl+2"),
    Place("variants", tr("Variants"), "Ctrl+3"),
    Place("triangle-alert", tr("Deviations"), "Ctrl+4"),
    Place("git-compare", tr("Compare"), "Ctrl+5"),
    Place("clock", tr("Time"), "Ctrl+6"),
    Place("scale", tr("Conformance"), "Ctrl+7"),
    Place("handshake", tr("Deal"), "Ctrl+8"),
    Place("clipboard-check", tr("Data quality"), "Ctrl+0"),
    Place("stethoscope", tr("Diagnosis"), "Alt+5", section=tr("Diagnosis")),
    Place("trending-down", tr("Execution"), "Alt+6"),
    Place("user-plus", tr("Sales and marketing"), "Alt+7"),
    Place("arrow-left-right", tr("Buyer and seller"), "Alt+1"),
    Place("users", tr("Hand-overs"), "Alt+8"),
    Place("history", tr("Changes"), "Alt+9", section=tr("Change")),
    Place("clipboard-list", tr("Plan"), "Ctrl+Shift+M"),
    Place("calendar-range", tr("Before and after"), "Ctrl+Shift+B"),
    Place("file-text", tr("Report"), "Ctrl+Shift+R"),
    Place("graduation-cap", tr("Trainer"), "Ctrl+Shift+L"),
    Place("square-pen", tr("Process editor"), "Alt+2", section=tr("Design")),
    Place("footprints", tr("Buyer journey"), "Alt+3"),
    Place("flask-conical", tr("What if"), "Alt+4"),
    Place("target", tr("Strategy"), "Alt+0"),
    Place("network", tr("Models"), "Ctrl+9"),
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

NAMES: Mapping[int, str] = {
    OVERVIEW: "overview",
    PROCESS_MAP: "process-map",
    VARIANTS: "variants",
    DEVIATIONS: "deviations",
    COMPARE: "compare",
    TIME: "time",
    CONFORMANCE: "conformance",
    DIAGNOSIS: "diagnosis",
    BUYER_AND_SELLER: "buyer-and-seller",
    HAND_OVERS: "hand-overs",
    DEAL: "deal",
    PROCESS_EDITOR: "process-editor",
    WHAT_IF: "what-if",
    EXECUTION: "execution",
    SALES_AND_MARKETING: "sales-and-marketing",
    CHANGES: "changes",
    PLAN: "plan",
    BEFORE_AFTER: "before-and-after",
    REPORT: "report",
    TRAINER: "trainer",
    STRATEGY: "strategy",
    MODELS: "models",
    BUYER_JOURNEY: "buyer-journey",
    QUALITY: "data-quality",
}
"""What a screen is called in files: its pictures, in the order in which they are drawn, and its page of the help."""


def open_places(project: Project) -> frozenset[int]:
    """The screens that a project can be shown on: without deals the first, the plan, and two snapshots."""
    if project.log is not None:
        return frozenset(range(len(PLACES)))
    written = {PLAN} if project.plan != ChangePlan() else set()
    kept = {BEFORE_AFTER} if len(project.snapshots) > 1 else set()
    return frozenset({OVERVIEW} | written | kept)
