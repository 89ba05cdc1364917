"""What an edit made: the process, where the edited part stands in it, and what else had to change."""

from __future__ import annotations

from dataclasses import dataclass

from mining.process.editing.place import Place
from models.sales_process import SalesProcess


@dataclass(frozen=True)
class Edited:
    """The process after a verb; `place` is where what was edited is now, None where it is gone.

    `notes` are sentences on what the edit made impossible and therefore took along, such as a way back to a stage
    that now comes later.
    """

    process: SalesProcess
    place: Place | None = None
    notes: tuple[str, ...] = ()
