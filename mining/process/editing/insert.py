"""Put a new step into the flow, or beside another one."""

from __future__ import annotations

from dataclasses import replace

from mining.process.editing.beside import with_beside
from mining.process.editing.edited import Edited
from mining.process.editing.place import Place
from mining.process.editing.tree import place_like, with_inserted
from mining.process.editing.ways_back import with_possible_ways_back
from models.sales_process import SalesProcess, Step


def insert(process: SalesProcess, step: Step, gap: Place) -> Edited:
    """The step in the gap before that place."""
    return Edited(replace(process, flow=with_inserted(process.flow, gap, step)), gap)


def insert_beside(process: SalesProcess, step: Step, other: Place) -> Edited:
    """The step worked in parallel with the one at the place."""
    flow, _ = with_beside(process.flow, step, other)
    edited, notes = with_possible_ways_back(replace(process, flow=flow))
    return Edited(edited, place_like(edited.flow, step), notes)
