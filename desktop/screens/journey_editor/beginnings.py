"""What stands in place of the picture where there is no journey yet: what one is for, and ways to begin."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from desktop.widgets.empty_state import Choice, EmptyState
from mining.process.journey_templates import (
    JourneyTemplate,
    journey_template,
    journey_template_names,
    journey_title,
)
from resources.translation import mid_sentence, tr

Do = Callable[[], None]


def without_process(open_process: Do) -> EmptyState:
    """Where there is nothing for the buyer to stand beside."""
    return EmptyState(
        tr("No documented process yet"),
        tr(
            "The buyer's journey stands beside the process that your sellers follow. Open one, or "
            "choose a template in Overview."
        ),
        [Choice("folder-open", tr("Open a documented process"), tr("YAML, BPMN or PNML"), open_process)],
    )


def beside_a_diagram(edit_process: Do, open_process: Do) -> EmptyState:
    """Where the process is an imported net."""
    return EmptyState(
        tr("An imported diagram has no buyer"),
        tr(
            "BPMN and PNML cannot hold what the buyer does. Make stages of the diagram, or open a "
            "process that is written as YAML."
        ),
        [
            Choice("square-pen", tr("Edit it as stages"), tr("In the process editor"), edit_process),
            Choice("folder-open", tr("Open a documented process"), tr("YAML holds both"), open_process),
        ],
    )


def without_journey(begin: Callable[[str, JourneyTemplate], None], open_journey: Do, draw: Do) -> EmptyState:
    """Where the process has no buyer yet; `begin` gets what the edit is called, and the template to start from."""
    return EmptyState(
        tr("What does your buyer do meanwhile?"),
        tr(
            "A process is half of a pair. Say which jobs the buyer gets done, what in the CRM shows "
            "each of them, and which of them every stage presumes; then Buyer and seller shows where "
            "one runs ahead of the other."
        ),
        [
            *(_template(name, begin) for name in journey_template_names()),
            Choice(
                "folder-open", tr("Open a journey"), tr("A YAML file with events and buyer"), open_journey
            ),
            Choice("pencil", tr("Draw your own"), tr("Begin with one step and name it"), draw),
        ],
    )


def _template(name: str, begin: Callable[[str, JourneyTemplate], None]) -> Choice:
    """One template, told by its steps."""
    found, title = journey_template(name), journey_title(name)
    steps = ", ".join(step.shown for step in found.journey.steps if not step.always_on)
    verb = tr("Start from the {title}", title=mid_sentence(title))
    return Choice("footprints", title, tr("Start from {steps}", steps=steps), partial(begin, verb, found))
