"""Put a copy of a stage behind it."""

from __future__ import annotations

from dataclasses import replace

from mining.process.editing.edited import Edited
from mining.process.editing.insert import insert
from mining.process.editing.naming import free_name
from mining.process.editing.place import Place
from mining.process.editing.tree import step_at
from models.sales_process import SalesProcess, Stage


def duplicate(process: SalesProcess, what: Place) -> Edited:
    """A stage like the one at the place, right behind it, with a name and a label of its own."""
    stage = step_at(process.flow, what)
    if not isinstance(stage, Stage):
        return Edited(process, what)
    name = free_name(process, stage.name)
    return insert(process, replace(stage, name=name, labels=(name,)), what.next)
