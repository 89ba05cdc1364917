"""Names that are still free, for new stages, signals and buyer steps."""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.label import key
from models.sales_process import SalesProcess, Stage
from resources.translation import tr


def free_name(process: SalesProcess, wanted: str) -> str:
    """The name, with a number behind it where a stage, an end or one of their labels has it already."""
    taken = {key(name) for stage in process.stages for name in (stage.name, *stage.labels)}
    taken |= {key(name) for end in process.ends for name in (end.title, *end.labels)}
    name, number = wanted, 2
    while key(name) in taken:
        name, number = f"{wanted} {number}", number + 1
    return name


def new_stage(process: SalesProcess, wanted: str = tr("New stage")) -> Stage:
    """A plain stage with a free name, which is also its label in the CRM."""
    name = free_name(process, wanted)
    return Stage(name, (name,))


def free_short_name(title: str, taken: Iterable[str], otherwise: str) -> str:
    """A short name made of a title (`Economic buyer met` becomes `economic_buyer_met`) that nothing has yet.

    `otherwise` is made into one where nothing of the title can be.
    """
    name = re.sub(r"\W+", "_", key(title)).strip("_") or otherwise
    used, number, free = {key(one) for one in taken}, 2, name
    while free in used:
        free, number = f"{name}_{number}", number + 1
    return free
