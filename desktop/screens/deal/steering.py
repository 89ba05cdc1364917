"""Where the arrow keys lead from one place of the timeline to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from desktop.screens.deal.arrangement import Place

_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
_LANES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def next_place(places: Sequence[Place], now: Place | None, key: Qt.Key) -> Place | None:
    """The place to go to: beside in the lane, at its ends, or the nearest of the lane above or below.

    The same place where there is no further one; None for any other key, or without places.
    """
    if not places or key not in _SIDEWAYS | _ENDS | _LANES:
        return None
    if now is None:
        return places[0]
    lane = [place for place in places if place.lane is now.lane]
    if key in _ENDS:
        return lane[_ENDS[key]]
    if key in _SIDEWAYS:
        at = lane.index(now) + _SIDEWAYS[key]
        return lane[min(max(at, 0), len(lane) - 1)]
    names = list(dict.fromkeys(place.lane for place in places))
    at = names.index(now.lane) + _LANES[key]
    if not 0 <= at < len(names):
        return now
    other = [place for place in places if place.lane is names[at]]
    return min(other, key=lambda place: abs(place.left - now.left))
