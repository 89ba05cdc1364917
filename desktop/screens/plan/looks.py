"""How the states of an action look: an icon and a colour beside the word."""

from __future__ import annotations

from desktop.theme import Palette
from models.change_plan import ActionState

ICONS = {
    ActionState.PROPOSED: "circle-dashed",
    ActionState.AGREED: "check",
    ActionState.UNDER_WAY: "circle-play",
    ActionState.DONE: "circle-check-big",
    ActionState.DROPPED: "ban",
}


def colour_of(state: ActionState, palette: Palette) -> str:
    """The accent for what is being done, green for what is done, grey for the rest."""
    if state is ActionState.DONE:
        return palette.won
    return palette.accent if state in (ActionState.AGREED, ActionState.UNDER_WAY) else palette.muted
