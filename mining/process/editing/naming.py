"""Names for new stages: free ones, and stages that are named by the CRM's own label."""

from __future__ import annotations

from models.label import key
from models.sales_process import SalesProcess, Stage


def free_name(process: SalesProcess, wanted: str) -> str:
    """The name, with a number behind it where a stage, an end or one of their labels has it already."""
    taken = {key(name) for stage in process.stages for name in (stage.name, *stage.labels)}
    taken |= {key(name) for end in process.ends for name in (end.title, *end.labels)}
    name, number = wanted, 2
    while key(name) in taken:
        name, number = f"{wanted} {number}", number + 1
    return name


def new_stage(process: SalesProcess, wanted: str = "New stage") -> Stage:
    """A plain stage with a free name, which is also its label in the CRM."""
    name = free_name(process, wanted)
    return Stage(name, (name,))
