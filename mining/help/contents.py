"""The help pages in the order of their contents, under headings; screens are told by the title of their place."""

from __future__ import annotations

from collections.abc import Mapping

from resources.translation import tr

GLOSSARY, KEYBOARD, WELCOME = "glossary", "keyboard", "welcome"
METHOD = "method/"
"""Stands before the names of the pages that say how every number is made."""

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (tr("Begin"), (WELCOME, "import", "process", "tour")),
    (
        tr("Screens"),
        (
            "overview", "process-map", "variants", "deviations", "compare", "time", "conformance", "deal",
            "data-quality", "diagnosis", "execution", "sales-and-marketing", "buyer-and-seller", "hand-overs",
            "changes", "plan", "before-and-after", "report", "trainer", "process-editor", "buyer-journey", "what-if",
            "strategy", "models",
        ),
    ),
    (tr("How to"), ("filter", "take-away", "update", "privacy", "mailing", "works-council", KEYBOARD)),
    (tr("Look up"), (GLOSSARY, "uncertainty")),
    (
        tr("How every number is made"),
        tuple(
            f"{METHOD}{name}"
            for name in (
                "index", "data", "conformance", "process", "buyer", "comparing", "views", "time", "key-figures",
                "diagnosis", "drift", "leads-and-areas",
            )
        ),
    ),
)  # fmt: skip
"""Headings with the names of their pages; pages without a file are left out."""

OF_PLACE: Mapping[str, str] = {
    tr("Overview"): "overview",
    tr("Process map"): "process-map",
    tr("Variants"): "variants",
    tr("Deviations"): "deviations",
    tr("Compare"): "compare",
    tr("Time"): "time",
    tr("Conformance"): "conformance",
    tr("Deal"): "deal",
    tr("Data quality"): "data-quality",
    tr("Diagnosis"): "diagnosis",
    tr("Execution"): "execution",
    tr("Sales and marketing"): "sales-and-marketing",
    tr("Buyer and seller"): "buyer-and-seller",
    tr("Hand-overs"): "hand-overs",
    tr("Changes"): "changes",
    tr("Plan"): "plan",
    tr("Before and after"): "before-and-after",
    tr("Report"): "report",
    tr("Trainer"): "trainer",
    tr("Process editor"): "process-editor",
    tr("Buyer journey"): "buyer-journey",
    tr("What if"): "what-if",
    tr("Strategy"): "strategy",
    tr("Models"): "models",
}
"""The page of every place, by its title."""
