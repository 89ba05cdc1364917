"""Which help page belongs to which screen."""

from __future__ import annotations

from collections.abc import Mapping

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

PAGE_OF: Mapping[int, str] = {
    OVERVIEW: "overview",
    PROCESS_MAP: "process-map",
    VARIANTS: "variants",
    DEVIATIONS: "deviations",
    COMPARE: "compare",
    TIME: "time",
    CONFORMANCE: "conformance",
    DEAL: "deal",
    QUALITY: "data-quality",
    DIAGNOSIS: "diagnosis",
    EXECUTION: "execution",
    SALES_AND_MARKETING: "sales-and-marketing",
    BUYER_AND_SELLER: "buyer-and-seller",
    HAND_OVERS: "hand-overs",
    CHANGES: "changes",
    PLAN: "plan",
    BEFORE_AFTER: "before-and-after",
    REPORT: "report",
    TRAINER: "trainer",
    PROCESS_EDITOR: "process-editor",
    BUYER_JOURNEY: "buyer-journey",
    WHAT_IF: "what-if",
    STRATEGY: "strategy",
    MODELS: "models",
}
"""The name of the page of every place."""
