"""The screens one can go to, in the order of the sidebar; Ctrl+1, Ctrl+2, ... lead there."""

from __future__ import annotations

from desktop.widgets.sidebar import Place

_PLACES = (
    ("layout-dashboard", "Overview"),
    ("workflow", "Process map"),
    ("variants", "Variants"),
    ("triangle-alert", "Deviations"),
    ("git-compare", "Compare"),
    ("clock", "Time"),
    ("scale", "Conformance"),
    ("handshake", "Deal"),
    ("network", "Models"),
    ("clipboard-check", "Data quality"),
)
OVERVIEW, PROCESS_MAP, VARIANTS, DEVIATIONS, COMPARE, TIME, CONFORMANCE, DEAL, MODELS, QUALITY = range(
    len(_PLACES)
)

PLACES = tuple(
    Place(icon, title, f"Ctrl+{number % 10}") for number, (icon, title) in enumerate(_PLACES, start=1)
)
