"""The screens one can go to, in the order of the sidebar; Ctrl+1, Ctrl+2, ... lead there."""

from __future__ import annotations

from desktop.widgets.sidebar import Place

_PLACES = (
    ("layout-dashboard", "Overview"),
    ("workflow", "Process map"),
    ("triangle-alert", "Deviations"),
    ("clock", "Time"),
    ("scale", "Conformance"),
    ("handshake", "Deal"),
    ("clipboard-check", "Data quality"),
)
OVERVIEW, PROCESS_MAP, DEVIATIONS, TIME, CONFORMANCE, DEAL, QUALITY = range(len(_PLACES))

PLACES = tuple(
    Place(icon, title, f"Ctrl+{number % 10}") for number, (icon, title) in enumerate(_PLACES, start=1)
)
