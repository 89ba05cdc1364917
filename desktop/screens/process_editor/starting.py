"""How an editor without stages begins: an empty canvas, what is there already, or an imported model as stages."""

from __future__ import annotations

from collections.abc import Callable

from desktop.widgets.empty_state import Choice, EmptyState
from mining.process.yaml_format import DEFAULT_ENDS
from models.sales_process import SalesProcess
from resources.translation import tr

EMPTY_PROCESS = SalesProcess("Sales process", (), DEFAULT_ENDS)
"""Nothing but how deals end."""

Do = Callable[[], None]


def start_state(draw: Do, start: Do, open_file: Do) -> EmptyState:
    """What is offered where there is no process."""
    return EmptyState(
        tr("Document how you sell"),
        tr(
            "Draw the process from the steps that your deals take, or start from one that is there. "
            "What it says of the deals is shown while you edit it."
        ),
        (
            Choice(
                "square-pen", tr("Draw it"), tr("Drag the steps of your deals onto an empty canvas."), draw
            ),
            Choice(
                "sparkles",
                tr("Start from…"),
                tr("What the deals do, or a template, to be changed from there."),
                start,
            ),
            Choice(
                "folder-open", tr("Open a file"), tr("YAML, BPMN 2.0, PNML or a list of stages"), open_file
            ),
        ),
    )


def net_state(convert: Do, start: Do, draw: Do, why_not: str = "") -> EmptyState:
    """What is offered where the process was imported as a model; `why_not` says why it is no stages."""
    as_stages = Choice(
        "workflow",
        tr("Edit as stages"),
        tr("The same process as stages; undo brings back the model."),
        convert,
    )
    others = (
        Choice(
            "sparkles",
            tr("Start from…"),
            tr("What the deals do, or a template, to be changed from there."),
            start,
        ),
        Choice("square-pen", tr("Draw it"), tr("Drag the steps of your deals onto an empty canvas."), draw),
    )
    return EmptyState(
        tr("This process was imported as a model"),
        why_not
        or tr(
            "A BPMN model or a Petri net is checked as it is. Here it is edited as stages, branches and ends."
        ),
        others if why_not else (as_stages, *others),
    )
