"""The stops of the tour, in order: which screen, which widget of it, and what is said there."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.places import (
    BEFORE_AFTER,
    DEAL,
    DEVIATIONS,
    DIAGNOSIS,
    OVERVIEW,
    PLAN,
    PROCESS_MAP,
    REPORT,
)
from resources.translation import tr


@dataclass(frozen=True)
class Stop:
    """A stop at a screen; `widget` is an attribute of that screen, dotted where it is inside.

    Where the widget does not exist the words stand beside the screen.
    """

    place: int
    widget: str
    title: str
    words: str


STOPS: tuple[Stop, ...] = (
    Stop(
        OVERVIEW,
        "follow",
        tr("How many deals follow the process"),
        tr(
            "This is a made-up sales team. Its deals are compared with the process that it agreed on: this many follow "
            "it. Below stands what matters most; every number can be clicked down to the deals behind it."
        ),
    ),
    Stop(
        PROCESS_MAP,
        "view",
        tr("The way that deals really take"),
        tr(
            "The agreed process is the straight line. Grey is what conforms, orange is what departs from it, and "
            "the thicker an arrow, the more deals. Click a stage to see who came from where; replay shows "
            "deals on their way."
        ),
    ),
    Stop(
        DEVIATIONS,
        "table",
        tr("What departs, how often, and how it ends"),
        tr(
            "One row a kind of departure and stage. Beside each stands how many deals have it and how those end. "
            "Choose a row: below is what goes with it among deals that are alike, and the deals themselves."
        ),
    ),
    Stop(
        DIAGNOSIS,
        "list",
        tr("Whose it is, or that nobody can tell"),
        tr(
            "Is it everybody, one team’s reading of a step, one rep’s habit, or the process itself? Each card says "
            "what speaks for it, what against it, and what would change it. People are stand-ins until you show names."
        ),
    ),
    Stop(
        DEAL,
        "card",
        tr("One deal, step by step"),
        tr(
            "The story of one deal beside the documented process: what was left out, what came too early, who did what "
            "and when. Any list of deals leads here with a double click or Enter."
        ),
    ),
    Stop(
        PLAN,
        "",
        tr("What is to change"),
        tr(
            "Findings become actions: who owns it, what it is measured by, from where to where, until when. The plan "
            "can be printed on one page for every functional area."
        ),
    ),
    Stop(
        BEFORE_AFTER,
        "",
        tr("Whether it worked"),
        tr(
            "Bring in the next export (File, Update) and everything in the plan is measured again against its "
            "baseline, with the mix of deals and the season held equal. It says so where nobody can tell yet."
        ),
    ),
    Stop(
        REPORT,
        "",
        tr("Something to hand over"),
        tr(
            "The findings in plain sentences, with numbers and their uncertainty, as a web page, PDF, slides or "
            "a workbook. People are stand-ins there unless you say otherwise. That was the tour: F1 helps on every "
            "screen."
        ),
    ),
)
