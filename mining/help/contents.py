"""The help pages in the order of their contents, under headings."""

from __future__ import annotations

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
                "diagnosis", "drift", "before-after", "leads-and-areas",
            )
        ),
    ),
)  # fmt: skip
"""Headings with the names of their pages; pages without a file are left out."""
