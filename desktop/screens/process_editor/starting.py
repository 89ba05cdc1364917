"""How an editor without a process begins: an empty canvas, a template, or a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from desktop.widgets.empty_state import Choice, EmptyState
from mining.process.yaml_format import DEFAULT_ENDS
from models.sales_process import SalesProcess

EMPTY_PROCESS = SalesProcess("Sales process", (), DEFAULT_ENDS)
"""Nothing but how deals end."""


def start_state(
    draw: Callable[[], None], use_template: Callable[[str], None], open_file: Callable[[], None]
) -> EmptyState:
    """What is offered where there is no process."""
    return EmptyState(
        "Document how you sell",
        "Draw the process from the steps that your deals take, or start from one that is there.",
        _choices(draw, use_template, open_file),
        columns=2,
    )


def net_state(
    draw: Callable[[], None], use_template: Callable[[str], None], open_file: Callable[[], None]
) -> EmptyState:
    """What is offered where the process was imported as a model, which has no stages to edit."""
    return EmptyState(
        "This process was imported as a model",
        "A BPMN model or a Petri net is checked as it is. To edit a process here, draw it as stages.",
        _choices(draw, use_template, open_file),
        columns=2,
    )


def _choices(
    draw: Callable[[], None], use_template: Callable[[str], None], open_file: Callable[[], None]
) -> tuple[Choice, ...]:
    from mining.process.templates import template, template_names

    templates = (
        Choice("route", template(name).name, _in_short(template(name)), partial(use_template, name))
        for name in template_names()
    )
    return (
        Choice("square-pen", "Draw it", "Drag the steps of your deals onto an empty canvas.", draw),
        *templates,
        Choice("folder-open", "Open a file", "YAML, BPMN 2.0 or PNML", open_file),
    )


def _in_short(process: SalesProcess) -> str:
    """The first stages and the last one."""
    names = [stage.name for stage in process.stages]
    return " → ".join(names if len(names) <= 4 else [*names[:2], "…", names[-1]])
